"""Full disks, kills, a scheduler that goes away, files that grow, two at once: the next backfill comes to the same."""

from __future__ import annotations

import contextlib
import errno
import multiprocessing
import os
import re
import resource
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aggregator.backfill import complete_shards, open_engine
from aggregator.backfill import engines as engines_module
from aggregator.backfill.reader import Reader
from aggregator.backfill.shard import process_shard
from aggregator.cli import main
from aggregator.cli.common import writing
from aggregator.cli.exits import Exit
from aggregator.errors import InputError, StoreError
from aggregator.pipeline import Ingest
from tests.backfill.deadly import SEEN_ONCE, merges_until_killed, notes_what_it_reads
from tests.backfill.desk import Desk
from tests.backfill.warcs import news, write
from tests.durability.mortal import ROOT
from tests.durability.world import assert_whole


@pytest.fixture
def archives(desk: Desk) -> Desk:
    for number in range(3):
        write(desk.archives / f"{number}.warc.gz", *news(1 + 3 * number, 3))
    return desk


@pytest.fixture
def plain(archives: Desk, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What there is to find, where nothing is in the way."""
    by_hand = Desk(tmp_path_factory.mktemp("plain"))
    by_hand.archives.symlink_to(archives.archives)
    by_hand.read()
    by_hand.merge()
    assert by_hand.rows("SELECT count(*) FROM articles") == [(9,)]
    return by_hand.content()


@contextmanager
def files_of_at_most(size_bytes: int) -> Iterator[None]:
    """As on a disk that is full, for all that this process and its children write; Python ignores the signal."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size_bytes, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def left_in(desk: Desk) -> set[str]:
    """The kinds of files of shards in the work folder."""
    return {"".join(path.suffixes) for path in (desk.folder / "work").rglob("shard-*")}


def test_case_125_a_disk_that_is_full_in_the_middle_of_a_shard(archives: Desk, plain: object) -> None:
    jobs = archives.jobs()
    with files_of_at_most(500):
        failed = [complete_shards(jobs, engine, process_shard) for engine in engines()]
    for errors in failed:
        assert {error.errno for error in errors.values() if isinstance(error, OSError)} == {errno.EFBIG}
        assert len(errors) == 3
    assert left_in(archives) == {".lock"}
    assert archives.read() == {}
    archives.merge()
    assert archives.content() == plain


def engines() -> Iterator[Executor]:
    for name in ("serial", "local"):
        with open_engine(name, workers=1) as engine:
            yield engine


def test_case_125_a_disk_that_is_full_once_findings_are_written(
    archives: Desk, plain: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between a shard's findings and the record that they are complete."""
    synced = os.fsync
    calls = iter(range(100))

    def fsync(descriptor: int) -> None:
        if next(calls) % 2:
            raise OSError(errno.ENOSPC, "No space left on device")
        synced(descriptor)

    jobs = archives.jobs()
    with monkeypatch.context() as patched, open_engine("serial", workers=1) as engine:
        patched.setattr(os, "fsync", fsync)
        assert len(complete_shards(jobs, engine, process_shard)) == 3
    assert left_in(archives) == {".lock", ".ndjson.gz"}
    assert archives.results() == []
    assert archives.read() == {}
    archives.merge()
    assert archives.content() == plain


@pytest.mark.parametrize("share", [0.1, 0.4, 0.7])
def test_case_125_a_disk_that_is_full_in_the_middle_of_the_merge(archives: Desk, plain: object, share: float) -> None:
    archives.read()
    archives.merge()
    size_bytes = archives.database.stat().st_size
    archives.database.unlink()
    with files_of_at_most(int(share * size_bytes)), pytest.raises(StoreError):
        archives.merge()
    if archives.database.exists():
        assert_whole(archives.database)
    archives.merge()
    assert archives.content() == plain


class Killed(BaseException):
    """Stands for SIGKILL: what would be put in order on the way out is not."""


@contextmanager
def killed_at(where: type, what: str, is_the_moment: Callable[..., bool]) -> Iterator[None]:
    """Ends the attempt at that call, and leaves every file as it is then."""
    called = getattr(where, what)

    def call(*arguments: Any, **named: Any) -> Any:
        if is_the_moment(*arguments):
            killing.setattr(Path, "unlink", dies)
            dies()
        return called(*arguments, **named)

    def dies(*_: object, **__: object) -> None:
        raise Killed

    with pytest.MonkeyPatch.context() as killing, contextlib.suppress(Killed):
        killing.setattr(where, what, call)
        yield


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    records=st.lists(st.integers(1, 9), unique=True, max_size=4),
    articles=st.lists(st.integers(1, 9), max_size=2),
    backwards=st.booleans(),
)
def test_whatever_is_killed_the_rows_are_the_same(
    archives: Desk,
    plain: object,
    tmp_path_factory: pytest.TempPathFactory,
    records: list[int],
    articles: list[int],
    backwards: bool,
) -> None:
    """Workers at records of any file, then the writer at an article; each attempt begins where the last one died."""
    desk = Desk(tmp_path_factory.mktemp("killed"))
    desk.archives.symlink_to(archives.archives)
    for number in records:
        with killed_at(Reader, "steps", lambda _, told: told.circumstances.url.endswith(f"/{number}")):  # noqa: B023
            desk.read()
    jobs = desk.jobs()
    with open_engine("serial", workers=1) as engine:
        assert complete_shards(jobs[::-1] if backwards else jobs, engine, process_shard) == {}
    for number in articles:
        calls = iter(range(1, 100))
        with killed_at(Ingest, "take", lambda *_: next(calls) == number):  # noqa: B023
            desk.merge()
    desk.merge()
    assert desk.content() == plain


@pytest.mark.parametrize("place", ["the second article", "the last article", "the facts"])
def test_a_writer_killed_in_the_middle_of_the_merge(archives: Desk, plain: object, place: str) -> None:
    archives.read()
    writer = multiprocessing.get_context("spawn").Process(target=merges_until_killed, args=(archives.folder, place))
    writer.start()
    writer.join()
    assert writer.exitcode == -signal.SIGKILL
    assert_whole(archives.database)
    archives.merge()
    assert archives.content() == plain


def test_an_archive_that_grows_while_it_is_read(desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> None:
    """What was looked at is read, and no more; the next time, all of it is."""
    archive = desk.archives / "a.warc.gz"
    write(archive, *news(1, 2))
    jobs = desk.jobs()
    more = tmp_path_factory.mktemp("more") / "more.warc.gz"
    write(more, *news(3, 2))
    with archive.open("ab") as file:
        file.write(more.read_bytes())
    assert process_shard(jobs[0]).counts["records"] == 2
    desk.read()
    assert desk.result().counts["records"] == 4
    desk.merge()
    assert desk.rows("SELECT count(*), max(revision) FROM articles") == [(4, 1)]


def test_an_archive_that_has_become_shorter_is_not_taken_for_the_whole(desk: Desk) -> None:
    offsets = write(desk.archives / "a.warc.gz", *news(1, 2))
    jobs = desk.jobs()
    os.truncate(desk.archives / "a.warc.gz", offsets[1])
    with pytest.raises(OSError, match="has become shorter"):
        process_shard(jobs[0])
    assert not jobs[0].findings_path.exists()


def test_two_backfills_at_once_share_the_work(
    archives: Desk, plain: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither takes the other's worker for a dead one, nor reads what that is reading."""
    monkeypatch.setenv(SEEN_ONCE, str(tmp_path / "seen"))
    (tmp_path / "seen").mkdir()
    jobs = archives.jobs()

    def read(order: int) -> dict[str, BaseException]:
        with open_engine("local", workers=1) as engine:
            return complete_shards(jobs[::order], engine, notes_what_it_reads)

    with ThreadPoolExecutor() as at_once:
        assert list(at_once.map(read, (1, 1))) == [{}, {}]
    assert len(list((tmp_path / "seen").iterdir())) == 9
    assert not any(result.set_aside for result in archives.results())
    archives.merge()
    assert archives.content() == plain


def command(desk: Desk, *engine: str) -> int:
    """``aggregator backfill`` as it is typed."""
    config = desk.folder / "sources.yaml"
    config.write_text("shows: [Harbour Lights]\nsources: []\n")
    arguments = ["--config", config, "--db", desk.database, "-v", "backfill", desk.archives]
    arguments += engine or ("--engine", "serial")
    with pytest.raises(SystemExit) as ended:
        main([str(argument) for argument in arguments])
    assert isinstance(ended.value.code, int)
    return ended.value.code


def test_two_backfills_at_once_into_one_database(archives: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    """The second says so, and has lost nothing of what it has read."""
    with writing(archives.database):
        assert command(archives) == Exit.LOCKED
    capsys.readouterr()
    assert command(archives) == Exit.OK
    said = capsys.readouterr().err
    assert "3 of 3 files were read before" in said
    assert "9 new" in said


def test_a_full_disk_is_the_fault_of_no_archive(
    archives: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    full = OSError(errno.ENOSPC, "No space left on device")
    monkeypatch.setattr("aggregator.cli.backfill._complete", lambda *_: {"a.warc.gz": full})
    assert command(archives) == Exit.IO
    assert "No space left on device; the same command tries again" in capsys.readouterr().err


def test_what_it_cost_is_told_where_more_is_asked_for(archives: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    command(archives)
    assert re.search(r"one worker reads [1-9]\d* records, .* a second; [1-9]\d* MB at most", capsys.readouterr().err)


_LOCAL = ("--host", "127.0.0.1", "--no-dashboard")


class Cluster:
    """A scheduler and a worker as they are started by hand, at one address each time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._port = free.getsockname()[1]
        self.address = f"tcp://127.0.0.1:{self._port}"
        self._processes: list[subprocess.Popen[bytes]] = []

    def start(self) -> None:
        self.start_scheduler()
        self.start_worker()

    def start_scheduler(self) -> None:
        self._python("dask_scheduler", *_LOCAL, "--port", str(self._port))

    def start_worker(self) -> None:
        self._python("dask_worker", self.address, *_LOCAL, "--nworkers", "1", "--nthreads", "1", "--no-nanny")

    def kill(self) -> None:
        for process in self._processes:
            process.kill()
            process.wait()
        self._processes.clear()

    def _python(self, module: str, *arguments: str) -> None:
        self._processes.append(
            subprocess.Popen(
                [sys.executable, "-m", f"distributed.cli.{module}", *arguments],
                cwd=self._folder,
                env=os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path])},
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        )


@pytest.fixture
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    cluster = Cluster(tmp_path_factory.mktemp("cluster"))
    with contextlib.ExitStack() as stack:
        stack.callback(cluster.kill)
        yield cluster


def test_a_scheduler_whose_workers_are_late_is_waited_for(
    archives: Desk, plain: object, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines_module, "WAIT_TOLD_AFTER_S", 0.1)
    cluster.start_scheduler()
    told = []

    def tell(why: str) -> None:
        told.append(why)
        cluster.start_worker()

    with open_engine("dask", workers=1, scheduler=cluster.address, tell=tell) as engine:
        assert complete_shards(archives.jobs(), engine, process_shard) == {}
    assert told == [
        f"the Dask scheduler at {cluster.address} has no workers; waiting 300 s for one; "
        f"start one with: dask worker {cluster.address} --nthreads 1"
    ]
    archives.merge()
    assert archives.content() == plain


def test_a_scheduler_that_gets_no_worker_is_not_waited_for_for_ever(
    archives: Desk, cluster: Cluster, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(engines_module, "WAIT_TOLD_AFTER_S", 0.1)
    monkeypatch.setattr(engines_module, "WORKERS_WITHIN_S", 0.3)
    cluster.start_scheduler()
    assert command(archives, "--scheduler", cluster.address) == Exit.DATA
    told = capsys.readouterr().err
    assert f"the Dask scheduler at {cluster.address} has no workers; waiting" in told
    assert f"no worker came to the Dask scheduler at {cluster.address} in 0 s" in told


def test_a_scheduler_that_is_restarted_in_the_middle(archives: Desk, plain: object, cluster: Cluster) -> None:
    cluster.start()
    jobs = archives.jobs()
    with (
        pytest.raises(InputError, match="the scheduler went away; what was read is kept"),
        open_engine("dask", workers=1, scheduler=cluster.address) as engine,
    ):
        complete_shards(jobs, engine, process_shard, progress=lambda *_: cluster.kill())
    assert 1 <= len(archives.results()) < 3
    cluster.start()
    left = [job for job in jobs if job.result() is None]
    with open_engine("dask", workers=1, scheduler=cluster.address) as engine:
        assert complete_shards(left, engine, process_shard) == {}
    archives.merge()
    assert archives.content() == plain
