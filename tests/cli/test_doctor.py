"""``aggregator doctor``: every check both ways, and the command over databases in every state."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from aggregator.cli.exits import Exit
from aggregator.errors import DatabaseLockedError, DatabaseMissingError, StoreError
from aggregator.fetch import Fetcher
from aggregator.models import Config, RunSummary, Settings, Show, ShowId, Source, SourceId, SourceKind, SourceState
from aggregator.pipeline import checkup
from aggregator.pipeline.checkup import Check, Standing
from aggregator.pipeline.reachability import MAX_HOSTS, check_reach, one_of_each_host
from aggregator.store import Store
from tests.cli.conftest import Command, Ended
from tests.servers import Reply, WebServer

NOW = datetime(2026, 11, 3, 9, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
CONFIG = """
shows: [Harbour Lights]
sources: [{id: gazette, kind: feed, url: "https://gazette.test/feed"}]
settings: {contact: "mailto:desk@example.org"}
"""
SOURCE = Source(SourceId("gazette"), SourceKind.FEED, "https://gazette.test/feed")


def standings(checks: Iterable[Check]) -> list[tuple[str, str]]:
    return [(check.check, str(check.standing)) for check in checks]


def config(*sources: Source, **settings: Any) -> Config:
    return Config("sources.yaml", (Show(ShowId("s"), "S"),), sources, Settings(**settings))


def run(status: str, *, hours: float = 1, unexpected: int = 0) -> dict[str, Any]:
    began = (NOW - hours * HOUR).isoformat()
    row = {"command": "run", "status": status, "started_at": began, "pid": 1, "sources": 3}
    return row | {"unexpected": unexpected}


# --- every check, both ways ----------------------------------------------------------------------------------

ALARM = {"source": "gazette", "began_at": "2026-11-01T09:00:00Z", "code": "silent", "detail": "nothing new"}
HOURLY = [NOW - number * HOUR for number in range(1, 8)]

CHECKS: dict[str, tuple[Iterable[Check], list[tuple[str, str]]]] = {
    "a configuration with a contact": (
        checkup.check_config(config(SOURCE, contact="mailto:a@example.org")),
        [("configuration", "ok")],
    ),
    "a User-Agent of one's own says whom to reach": (
        checkup.check_config(config(SOURCE, user_agent="desk/1.0 (+https://example.org)")),
        [("configuration", "ok")],
    ),
    "no contact": (checkup.check_config(config(SOURCE)), [("configuration", "ok"), ("contact", "warning")]),
    "no source is enabled": (
        checkup.check_config(config(contact="mailto:a@example.org")),
        [("configuration", "problem")],
    ),
    "a local drive": (checkup.check_folder(Path("/nowhere/a.db"), "/dev/sda / ext4 rw 0 0"), []),
    "a network drive beside": (
        checkup.check_folder(Path("/nowhere/a.db"), "/dev/sda / ext4 rw\nnas:/x /nowhere\\040else nfs4 rw"),
        [],
    ),
    "room enough": (
        [checkup.check_disk(Path("a.db"), free_bytes=10**10, size_bytes=10**8, age=DAY)],
        [("disk", "ok")],
    ),
    "room for less than a month": (
        [checkup.check_disk(Path("a.db"), free_bytes=3 * 10**9, size_bytes=10**8, age=DAY)],
        [("disk", "warning")],
    ),
    "room for an old database that hardly grows": (
        [checkup.check_disk(Path("a.db"), free_bytes=3 * 10**9, size_bytes=10**8, age=300 * DAY)],
        [("disk", "ok")],
    ),
    "a disk that is all but full": (
        [checkup.check_disk(Path("a.db"), free_bytes=10**8, size_bytes=0, age=None)],
        [("disk", "problem")],
    ),
    "no database yet": (
        checkup.check_database(Path("a.db"), DatabaseMissingError("none")),
        [("database", "warning")],
    ),
    "a database that somebody holds": (
        checkup.check_database(Path("a.db"), DatabaseLockedError("held")),
        [("database", "problem")],
    ),
    "a database that cannot be opened": (
        checkup.check_database(Path("a.db"), StoreError("newer")),
        [("database", "problem")],
    ),
    "a clock that goes on": ([checkup.check_clock(NOW - HOUR, NOW)], [("clock", "ok")]),
    "a clock that was never looked at": ([checkup.check_clock(None, NOW)], [("clock", "ok")]),
    "a clock set back by a minute": ([checkup.check_clock(NOW + timedelta(minutes=1), NOW)], [("clock", "ok")]),
    "a clock set back by a day": ([checkup.check_clock(NOW + DAY, NOW)], [("clock", "problem")]),
    "no run yet": (checkup.check_runs([], [], NOW, is_alive=False), [("last run", "warning")]),
    "a run that went well": (checkup.check_runs([run("ok")], HOURLY, NOW, is_alive=False), [("last run", "ok")]),
    "a run in which a source failed": (
        checkup.check_runs([run("failed")], HOURLY, NOW, is_alive=False),
        [("last run", "ok")],
    ),
    "a run that is under way": (checkup.check_runs([run("running")], [], NOW, is_alive=True), [("last run", "ok")]),
    "a run that does not end": (
        checkup.check_runs([run("running", hours=9)], [], NOW, is_alive=True),
        [("last run", "warning")],
    ),
    "a run whose process is gone": (
        checkup.check_runs([run("running")], [], NOW, is_alive=False),
        [("last run", "warning")],
    ),
    "a run that was stopped": (
        checkup.check_runs([run("interrupted")], [], NOW, is_alive=False),
        [("last run", "warning")],
    ),
    "a run that crashed": (checkup.check_runs([run("crashed")], [], NOW, is_alive=False), [("last run", "problem")]),
    "errors of this program": (
        checkup.check_runs([run("failed", unexpected=2)], [], NOW, is_alive=False),
        [("last run", "ok"), ("last run", "problem")],
    ),
    "a timer that has stopped calling": (
        checkup.check_runs([run("ok", hours=5)], [at - 4 * HOUR for at in HOURLY], NOW, is_alive=False),
        [("last run", "ok"), ("schedule", "warning")],
    ),
    "runs by hand in quick succession": (
        checkup.check_runs([run("ok")], [NOW - HOUR - timedelta(seconds=n) for n in range(9)], NOW, is_alive=False),
        [("last run", "ok")],
    ),
    "a source in trouble": (checkup.check_sources([ALARM], {}), [("sources", "problem")]),
    "a source whose 304s are not to be believed, which needs nobody": (
        checkup.check_sources([ALARM | {"code": "misled"}], {}),
        [("sources", "warning")],
    ),
    "a source that has moved": (
        checkup.check_sources([], {"gazette": "https://a.test/new"}),
        [("sources", "warning")],
    ),
    "no source in trouble": (checkup.check_sources([], {}), [("sources", "ok")]),
}  # fmt: skip


@pytest.mark.parametrize("case", CHECKS)
def test_a_check_says_how_it_stands_and_what_to_do(case: str) -> None:
    made, expected = CHECKS[case]
    checks = list(made)
    assert standings(checks) == expected
    assert all((check.advice is None) == (check.standing is Standing.OK) for check in checks)


def test_a_secret_that_is_not_set_is_named() -> None:
    lacking = Source(SourceId("wire"), SourceKind.FEED, "https://wire.test/", missing_secrets=("WIRE_TOKEN",))
    (_, check) = checkup.check_config(config(lacking, contact="mailto:a@example.org"))
    assert (check.check, check.standing) == ("secrets", Standing.PROBLEM)
    assert "WIRE_TOKEN" in check.found


def test_the_drive_is_the_one_of_the_longest_mount(tmp_path: Path) -> None:
    place = str(tmp_path).replace(" ", "\\040")
    nested = f"/dev/sda / ext4 rw\nnas:/x {place} nfs4 rw"
    assert standings(checkup.check_folder(tmp_path / "a.db", nested)) == [("folder", "warning")]
    assert standings(checkup.check_folder(tmp_path / "a.db", f"{nested}\n/dev/sdb {place} ext4 rw")) == [
        ("folder", "warning")
    ]
    assert standings(checkup.check_folder(tmp_path / "a.db", f"nas:/ / nfs rw\n/dev/sdb {place} ext4 rw")) == []


def test_this_process_is_alive_and_one_that_has_ended_is_not() -> None:
    assert checkup.is_alive(os.getpid())
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)
    assert not checkup.is_alive(child)


# --- the file ------------------------------------------------------------------------------------------------


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "a.db"
    with Store.open(path) as store:
        store.save_catalogue([Show(ShowId("s"), "S")], [SOURCE], now=NOW)
        run_id = store.begin_run(command="run", version="0", pid=os.getpid(), now=NOW)
        store.finish_run(run_id, RunSummary(), status="ok", now=NOW)
    return path


def check_file(path: Path) -> list[tuple[str, str]]:
    with Store.open_readonly(path) as store:
        return standings(checkup.check_database(path, store))


def test_a_whole_file_is_well(path: Path) -> None:
    assert check_file(path) == [("database", "ok")]


def test_a_row_that_refers_to_nothing_is_found(path: Path) -> None:
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("INSERT INTO source_yields VALUES ('nobody', '2026-11-03', 1, 1, '{}')")
    assert check_file(path) == [("database", "problem")]


def test_an_index_that_does_not_agree_with_its_table_is_found(path: Path) -> None:
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("CREATE INDEX by_status ON runs (status)")
        database.execute("PRAGMA writable_schema = ON")
        database.execute(
            "UPDATE sqlite_schema SET sql = replace(sql, '(status)', '(command)') WHERE name = 'by_status'"
        )
    assert check_file(path) == [("database", "problem")]


def test_case_126_a_log_that_cannot_be_folded_is_found(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkup, "WAL_BYTES", 10_000)
    with closing(sqlite3.connect(path, isolation_level=None)) as analyst, Store.open(path) as store:
        analyst.execute("BEGIN")
        analyst.execute("SELECT count(*) FROM sources").fetchone()
        for number in range(5):
            store.save_catalogue([Show(ShowId("s"), f"S{number}")], [SOURCE], now=NOW)
        assert check_file(path) == [("database", "ok"), ("database", "warning")]
    assert check_file(path) == [("database", "ok")]


def test_a_file_that_is_half_empty_is_found(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkup, "FREE_BYTES", 10_000)
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("UPDATE sources SET url = ?", ["https://gazette.test/" + "x" * 2_000_000])
        database.execute("UPDATE sources SET url = ?", ["https://gazette.test/"])
    assert check_file(path) == [("database", "ok"), ("database", "warning")]


# --- the network ---------------------------------------------------------------------------------------------


@pytest.fixture
def web() -> Iterator[WebServer]:
    with WebServer({"/feed": Reply(body=b"<rss version='2.0'/>")}) as web:
        yield web


def reach(*urls: str) -> list[tuple[str, str]]:
    sources = [
        Source(SourceId(f"s{number}"), SourceKind.FEED, url, allow_private=True) for number, url in enumerate(urls)
    ]
    settings = Settings(max_attempts=1, connect_timeout_s=2, per_host_delay_s=0)
    with Fetcher(settings, version="0") as fetcher:
        return standings(check_reach(sources, fetcher, None))


def test_a_host_that_answers_is_well_and_is_asked_once(web: WebServer) -> None:
    assert reach(web.url("/feed"), web.url("/other")) == [("network", "ok")]
    assert sorted(asked.path for asked in web.log) == ["/feed", "/robots.txt"]


def test_a_host_that_does_not_is_named_and_the_network_is_not_blamed(web: WebServer) -> None:
    assert reach(web.url("/feed"), "http://127.0.0.2:10/feed") == [("network", "ok"), ("network", "problem")]
    assert reach(web.url("/moved")) == [("network", "ok"), ("network", "problem")]


def test_a_network_that_is_down_is_one_problem() -> None:
    assert reach("http://127.0.0.2:10/feed", "http://127.0.0.3:10/feed") == [("network", "problem")]


def test_one_source_of_each_host_is_asked_and_not_of_all_hosts() -> None:
    many = [Source(SourceId(str(n)), SourceKind.FEED, f"https://s{n // 2}.test/{n}") for n in range(100)]
    chosen = one_of_each_host(many)
    assert len(chosen) == MAX_HOSTS
    assert [source.id for source in chosen[:3]] == ["0", "2", "4"]
    disabled = Source(SourceId("x"), SourceKind.FEED, "https://x.test/", enabled=False)
    assert one_of_each_host([disabled]) == []


# --- the command ---------------------------------------------------------------------------------------------


@pytest.fixture
def doctor(command: Command, home: Path) -> Command:
    (home / "sources.yaml").write_text(CONFIG)

    def call(*arguments: str | Path) -> Ended:
        return command("--db", home / "a.db", "doctor", "--offline", *arguments)

    return call


def found(ended: Ended) -> dict[str, str]:
    """The worst standing of each thing that was checked."""
    worst: dict[str, str] = {}
    for row in json.loads(ended.out):
        if worst.get(row["check"]) != "problem":
            worst[row["check"]] = row["standing"]
    return worst


def test_all_is_well(doctor: Command, path: Path) -> None:
    ended = doctor()
    assert ended.code == Exit.OK
    assert set(found(ended).values()) <= {"ok", "warning"}
    assert found(ended)["database"] == found(ended)["sources"] == "ok"


def test_quiet_says_nothing_where_all_is_well(doctor: Command, path: Path) -> None:
    with Store.open(path) as store:
        now = datetime.now(UTC)
        store.finish_run(
            store.begin_run(command="run", version="0", pid=1, now=now), RunSummary(), status="ok", now=now
        )
    ended = doctor("-q")
    assert (ended.code, ended.out, ended.err) == (Exit.OK, "", "")


def test_case_90_it_reminds_of_a_source_that_has_moved(doctor: Command, path: Path) -> None:
    with Store.open(path) as store:
        store.save_source_state(SourceState(SOURCE.id, moved_to="https://gazette.test/new"))
    ended = doctor("--csv", "-q")
    assert ended.code == Exit.OK
    moved = f'sources,warning,"{SOURCE.id} has moved, and is asked at https://gazette.test/new"'
    assert moved in ended.out


def test_without_a_database_it_says_how_to_get_one_and_makes_none(doctor: Command, home: Path) -> None:
    ended = doctor("-q")
    assert ended.code == Exit.OK
    assert "`aggregator run` creates it" in ended.out
    assert not (home / "a.db").exists()


def test_a_configuration_with_problems_shows_each_and_the_rest_is_checked(
    doctor: Command, home: Path, path: Path
) -> None:
    (home / "sources.yaml").write_text(CONFIG.replace("kind: feed", "kind: fed, colour: red"))
    ended = doctor()
    assert ended.code == Exit.SOURCES_FAILED
    assert [row["standing"] for row in json.loads(ended.out)].count("problem") == 2
    assert found(ended)["database"] == "ok"


def _damage(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[4096 * 3 : 4096 * 8] = b"\x55" * (4096 * 5)
    path.write_bytes(content)


def _make_newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA user_version = 99")


def _make_prose(path: Path) -> None:
    path.write_text("hello, world " * 100)


BAD_FILES = {
    "damaged": _damage,
    "newer than this program": _make_newer,
    "no database at all": _make_prose,
}


@pytest.mark.parametrize("case", BAD_FILES)
def test_a_database_that_is_not_as_it_should_be_is_a_problem_and_stays_as_it_is(
    doctor: Command, path: Path, case: str
) -> None:
    BAD_FILES[case](path)
    before = path.read_bytes()
    ended = doctor()
    assert ended.code == Exit.SOURCES_FAILED
    assert found(ended)["database"] == "problem"
    assert "disk" in found(ended)
    assert path.read_bytes() == before


def test_a_database_that_somebody_holds_is_told(doctor: Command, path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        ended = doctor()
    assert found(ended)["database"] == "problem"
    assert "is being written to by another program" in ended.out


def test_a_folder_that_cannot_be_written_is_told(doctor: Command, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda place, mode: mode != os.W_OK)
    assert found(doctor())["folder"] == "problem"


def test_it_changes_nothing(doctor: Command, path: Path) -> None:
    before = {file.name: file.read_bytes() for file in path.parent.iterdir() if file.is_file()}
    doctor()
    after = {file.name: file.read_bytes() for file in path.parent.iterdir() if file.is_file()}
    assert {name: after[name] for name in before} == before
    assert set(after) - set(before) <= {"a.db-wal", "a.db-shm"}
