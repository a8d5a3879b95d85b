"""Full disks, read-only places, locks, damage: a named error, nothing deleted, and the next run does the rest."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from aggregator.cli import common
from aggregator.cli.exits import Exit
from tests.durability.mortal import ROOT, Death
from tests.durability.scenes import Scenes, released
from tests.durability.world import assert_whole, content, different, dump_if_older
from tests.servers import Reply, WebServer

PAGE_BYTES = 4096
RAN = (Exit.OK, Exit.SOURCES_FAILED)


def _complete(scenes: Scenes, path: Path, name: str = "run") -> None:
    """The next run finishes what the last could not."""
    scene = scenes.scene(name)
    assert scenes.play(path, *scene.arguments).code in scene.codes
    assert_whole(path)
    assert not (lines := different(content(path), scenes.wanted(name))), lines


# --- a full disk -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("share", [0.2, 0.9, 0.96, 0.99])
def test_case_125_a_database_that_cannot_grow(scenes: Scenes, path: Path, share: float) -> None:
    """While it is created, and in the middle of a run."""
    scenes.prepare_run(path)
    pages = path.stat().st_size // PAGE_BYTES
    path.unlink()
    ended = scenes.play(path, "run", max_pages=int(pages * share))
    assert ended.code == Exit.IO, ended
    assert "the disk is full. Make room" in ended.err
    assert_whole(path, scenes.wanted("run"))
    _complete(scenes, path)


@pytest.mark.parametrize("kilobytes", [40, 200, 400, 500])
def test_case_125_a_file_that_cannot_grow(scenes: Scenes, path: Path, kilobytes: int) -> None:
    """Also the write-ahead log, while it is folded into the file."""
    ended = scenes.play(path, "run", max_file_bytes=kilobytes * 1000)
    assert ended.code == Exit.IO, ended
    assert "Error: " in ended.err
    assert "Traceback" not in ended.err
    assert_whole(path, scenes.wanted("run"))
    _complete(scenes, path)


@pytest.mark.parametrize("kilobytes", [20, 120, 200])
def test_case_125_a_disk_that_is_full_during_a_migration(scenes: Scenes, path: Path, kilobytes: int) -> None:
    before = dump_if_older(released(2, path))
    ended = scenes.play(path, "run", max_file_bytes=kilobytes * 1000)
    assert ended.code == Exit.IO, ended
    assert dump_if_older(path) == before
    assert not list(path.parent.glob("*.bak*"))
    assert scenes.play(path, "run").code in RAN
    assert_whole(path)
    assert [file.name for file in path.parent.glob("*.bak*")] == ["aggregator.db.schema-2.bak"]


def _can_mount() -> bool:
    tried = subprocess.run(["unshare", "-rm", "true"], capture_output=True, check=False) if os.name == "posix" else None
    return tried is not None and tried.returncode == 0


@pytest.mark.skipif(not _can_mount(), reason="needs a user namespace to mount a small disk in")
@pytest.mark.parametrize("kilobytes", [100, 200, 400, 600])
def test_case_125_a_disk_that_is_really_full(scenes: Scenes, path: Path, kilobytes: int) -> None:
    """A disk of that size; what is on it afterwards is copied off before it is gone."""
    code = (
        "import sys, shutil, subprocess; disk, kept, *arguments = sys.argv[1:];"
        "ended = subprocess.run([sys.executable, '-m', 'aggregator', '--db', f'{disk}/aggregator.db', *arguments]);"
        "[shutil.copy(file, kept) for file in __import__('pathlib').Path(disk).iterdir()]; sys.exit(ended.returncode)"
    )
    disk = path.parent / "disk"
    disk.mkdir()
    mounted = f'mount -t tmpfs -o size={kilobytes}k none {disk} && exec "$@"'
    program: list[str | Path] = [sys.executable, "-c", code, disk, path.parent, "--config", scenes.config, "run"]
    ended = subprocess.run(
        ["unshare", "-rm", "sh", "-c", mounted, "sh", *program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ended.returncode == Exit.IO, ended
    assert "Error: " in ended.stderr
    assert "Traceback" not in ended.stderr
    disk.rmdir()
    if path.exists():
        assert_whole(path)
    assert scenes.play(path, "run").code in RAN
    assert_whole(path)


# --- others who use it -----------------------------------------------------------------------------------------


@contextmanager
def _analyst(path: Path, statement: str) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(statement)
        connection.execute("SELECT count(*) FROM articles").fetchone()
        yield connection


def test_case_126_an_analyst_reads_for_an_hour(scenes: Scenes, path: Path) -> None:
    scenes.prepare_run(path)
    with _analyst(path, "BEGIN") as analyst:
        before = analyst.execute("SELECT group_concat(value) FROM claims").fetchone()
        assert scenes.play(path, "reextract").code == Exit.OK, "the writer goes on"
        assert analyst.execute("SELECT group_concat(value) FROM claims").fetchone() == before
        with common.writing(path) as store:
            assert store.unfolded_bytes() > 0
    with common.writing(path) as store:
        assert store.unfolded_bytes() == 0


def test_case_126_a_log_that_could_not_be_folded_is_told(
    scenes: Scenes, path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    scenes.prepare_run(path)
    monkeypatch.setattr(common, "MAX_LOG_BYTES", 1)
    with _analyst(path, "BEGIN"), common.writing(path) as store:
        store._database.execute("UPDATE articles SET summary = summary || 'x'")
    said = capsys.readouterr().err
    assert "aggregator.db-wal has grown to 0 MB: somebody has been reading the database for long" in said
    with common.writing(path) as store:
        store._database.execute("UPDATE articles SET summary = summary || 'x'")
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("command", ["run", "import"])
def test_case_125_a_database_locked_by_another_writer(scenes: Scenes, path: Path, command: str) -> None:
    scenes.prepare_run(path)
    with _analyst(path, "BEGIN IMMEDIATE"):
        ended = scenes.play(path, *scenes.scene(command).arguments, busy_timeout_s=0.1)
        assert ended.code == Exit.LOCKED
        assert "is being written to by another program; try again when it has ended" in ended.err
    assert scenes.play(path, "run").code in RAN


def test_case_123_the_second_of_two_runs_leaves_at_once_and_names_the_first(scenes: Scenes, path: Path) -> None:
    config = path.with_name("sources.yaml")
    with WebServer({"/feed": Reply(body=b"x" * 60, piece_bytes=1, pause_s=1.0)}) as web:
        config.write_text(
            f"shows: [{{title: Harbour Lights}}]\nsources: [{{id: slow, kind: feed, url: '{web.url('/feed')}',"
            " allow_private: true}]\n"
        )
        program = [sys.executable, "-m", "aggregator", "--config", str(config), "--db", str(path), "run"]
        first = subprocess.Popen(program, cwd=ROOT)
        try:
            _wait_for(lambda: _has_begun(path))
            for arguments in (("run",), ("import", scenes.articles)):
                began = time.monotonic()
                ended = scenes.play(path, *arguments)
                assert (ended.code, ended.out) == (Exit.LOCKED, "")
                assert f"another run (process {first.pid}) is writing to {path}; nothing was done" in ended.err
                assert time.monotonic() - began < 8
        finally:
            first.kill()
            first.wait()
    assert scenes.play(path, "run").code in RAN, "the lock of a killed process holds nobody up"


def _has_begun(path: Path) -> bool:
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
            return bool(connection.execute("SELECT count(*) FROM runs").fetchone()[0])
    except sqlite3.Error:
        return False


def _wait_for(done: Callable[[], bool]) -> None:
    for _ in range(300):
        if done():
            return
        time.sleep(0.1)
    pytest.fail("it did not begin")


# --- what is left behind ---------------------------------------------------------------------------------------


@pytest.fixture
def left(scenes: Scenes, path: Path) -> Path:
    """A database of a writer that was killed: its last words are in the write-ahead log."""
    scenes.play(path, "run", death=Death("after commit", scenes.length("run").commits - 1))
    assert path.with_name("aggregator.db-wal").stat().st_size > 0
    return path


def test_case_125_a_log_left_behind_is_read_and_written_on(scenes: Scenes, left: Path) -> None:
    shows = scenes.play(left, "shows", "--json")
    assert (shows.code, shows.out.count('"title"')) == (Exit.OK, 2)
    _complete(scenes, left)


def test_case_125_a_log_without_its_shared_memory(scenes: Scenes, left: Path) -> None:
    left.with_name("aggregator.db-shm").unlink()
    _complete(scenes, left)


def test_case_125_a_log_that_is_cut_off_loses_its_end_alone(scenes: Scenes, left: Path) -> None:
    log = left.with_name("aggregator.db-wal")
    os.truncate(log, log.stat().st_size * 2 // 3)
    _complete(scenes, left)


def _flipped(path: Path) -> None:
    whole = bytearray(path.read_bytes())
    for place in range(len(whole) // 3, len(whole) * 2 // 3, 97):
        whole[place] ^= 0xFF
    path.write_bytes(whole)


def _cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


@pytest.mark.parametrize("spoil", [_flipped, _cut])
@pytest.mark.parametrize("command", ["run", "facts", "latest"])
def test_case_125_a_damaged_file_is_named_and_left_alone(
    scenes: Scenes, path: Path, spoil: Callable[[Path], None], command: str
) -> None:
    scenes.prepare_run(path)
    spoil(path)
    ended = scenes.play(path, command)
    assert ended.code == Exit.IO, ended
    assert "is damaged. Keep it, restore a backup" in ended.err
    assert path.exists()
