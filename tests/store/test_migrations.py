"""From every released schema to today's: all data kept, a copy made before, and the file as it was where that fails."""

from __future__ import annotations

import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlite_utils import Database

from aggregator.errors import DatabaseLockedError, StoreError
from aggregator.models import EntryState
from aggregator.store import Store, backup
from aggregator.store.migrations import MIGRATIONS
from aggregator.store.packing import number_of
from aggregator.store.schema import SCHEMA_VERSION
from aggregator.store.views import VIEWS
from tests.store.samples import GAZETTE, WIRE

RELEASED = Path(__file__).parents[2] / "fixtures" / "migrations"
OLDER = sorted(int(file.stem.removeprefix("schema-")) for file in RELEASED.glob("schema-*.sql"))
OF_AN_ANALYST = {"of_an_analyst", "over_our_view"}
SIGNED_AGAIN = {"signatures", "signature_bands"}
PACKED = {("entries", name) for name in ("key", "url", "signature", "changed_at")} | {
    ("article_shows", "mentions_json")
}
"""Columns that say the same in another form."""


def older(version: int, path: Path) -> Path:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript((RELEASED / f"schema-{version}.sql").read_text(encoding="utf-8"))
    return path


@pytest.fixture(params=OLDER)
def old(request: pytest.FixtureRequest, path: Path) -> Path:
    """A database that an earlier version has written, and that has awkward things in it."""
    return older(request.param, path)


def rows(path: Path, sql: str) -> list[tuple]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchall()


def tables(path: Path) -> list[str]:
    named = rows(path, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_sqlite%' ESCAPE '\\'")
    return [name for (name,) in named if not name.startswith("sqlite_")]


def data(path: Path, columns: dict[str, list[str]]) -> dict[str, list[tuple]]:
    """The rows of the tables, as far as they have these columns."""
    return {
        table: sorted(rows(path, f"SELECT {', '.join(names)} FROM {table}"), key=repr)
        for table, names in columns.items()
    }


def columns_of(path: Path) -> dict[str, list[str]]:
    return {table: [row[1] for row in rows(path, f"PRAGMA table_info({table})")] for table in tables(path)}


def schema(path: Path) -> dict[str, str]:
    """The SQL of each object of ours, without what differs in nothing but spelling."""
    found = rows(path, "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    return {name: re.sub(r'[\s"]+', " ", sql).strip() for name, sql in found if name not in OF_AN_ANALYST}


def dump(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


def test_every_released_schema_is_kept_here() -> None:
    """The newest is not released: its file comes with the version after it."""
    assert list(range(1, SCHEMA_VERSION))[: len(OLDER)] == OLDER
    assert len(OLDER) >= 2


def test_everything_is_kept_and_every_view_answers(old: Path) -> None:
    columns = {
        table: [name for name in names if (table, name) not in PACKED]
        for table, names in columns_of(old).items()
        if table not in SIGNED_AGAIN
    }
    before = data(old, columns)
    assert all(before[table] for table in ("shows", "articles", "article_revisions", "claims", "entries", "issues"))
    with Store.open(old) as store:
        for view in {*VIEWS, *OF_AN_ANALYST}:
            store._database.rows(f"SELECT * FROM {view}")
        assert store.latest(limit=1) != []
    assert data(old, columns) == before
    assert rows(old, "PRAGMA integrity_check") == [("ok",)]
    assert rows(old, "PRAGMA foreign_key_check") == []


def test_what_was_dealt_with_is_known_again(old: Path) -> None:
    with Store.open(old) as store:
        entries = store.load_entries(GAZETTE.id, ["guid-1"]) | store.load_entries(WIRE.id, ["failing", "put-aside"])
        assert {key: (known.state, known.url) for key, known in entries.items()} == {
            "guid-1": (EntryState.ARTICLE, None),
            "failing": (EntryState.FAILED, "https://wire.test/f"),
            "put-aside": (EntryState.UNMATCHED, None),
        }
        assert {known.signature for known in entries.values()} == {number_of("as first shown")}
        changed = store._database.rows("SELECT changed_at FROM entries WHERE source_id = 'gazette'")
        assert changed == [{"changed_at": None}]
        known = store.explain("https://gazette.test/harbour-3")
        assert known is not None
        assert known["shows"][0]["mentions"] == [
            {"field": "text", "start": 20, "end": 34, "alias": "Harbour Lights", "score": 0.9}
        ]
        resources = [row["url"] for row in store._database.rows("SELECT url FROM resources")]
        assert all(store.load_resource(url) is not None for url in resources)
        assert resources
        fetches = store._database.rows("SELECT url, url_key FROM fetches")
        assert all(row["url_key"] == number_of(row["url"]) for row in fetches)
        assert fetches


def test_it_is_then_as_a_new_one_is(old: Path, tmp_path: Path) -> None:
    Store.open(tmp_path / "new.db").close()
    Store.open(old).close()
    assert schema(old) == schema(tmp_path / "new.db")
    assert columns_of(old) == columns_of(tmp_path / "new.db")


def test_facts_follow_from_what_was_claimed_before_there_were_any(path: Path) -> None:
    from aggregator.models import RunSummary
    from aggregator.pipeline.conclusions import draw_conclusions
    from tests.store.samples import DAY, NOW

    with Store.open(older(1, path)) as store:
        run_id = store.begin_run(command="run", version="0", pid=1, now=NOW)
        draw_conclusions(store, RunSummary(), run_id=run_id, now=NOW + 2 * DAY)
        assert store.last_runs(2)[1]["status"] == "killed"
        assert {row["value"] for row in store._database.rows("SELECT value FROM facts")} >= {"renewed", "2027-04"}


def test_from_5_on_the_index_of_near_duplicates_stays_as_it_is(path: Path) -> None:
    signature = bytes([0x22, *range(1, 193)])
    with closing(sqlite3.connect(older(2, path), isolation_level=None)) as connection:
        connection.execute("PRAGMA legacy_alter_table = ON")  # the views of 2 are still there
        MIGRATIONS.apply(Database(connection), stop_before="0006_growing")
        connection.execute("PRAGMA user_version = 5")
        pairs = [(key, article) for key in (1, 0x7FF, 0x800, 31 << 24) for article in (1, 2)] + [(0x7FF, 3)]
        connection.executemany("INSERT INTO signature_bands VALUES (?, ?)", pairs[::-1])
        connection.execute(
            "UPDATE signatures SET is_stale = article_id > 1, signature = iif(article_id = 1, ?, NULL)", [signature]
        )
    with Store.open(path) as store:
        bands = store.bands(key for key, _ in pairs)
        assert {(key, article) for key, _ in pairs for article in bands.articles(key, newest=9)} == set(pairs)
        assert store.signatures([1]) == {1: bytes([0x32, *range(1, 37), *range(65, 89), *range(129, 165)])}
        assert store.unindexed_articles() == [2, 3, 4]


# --- the copy ------------------------------------------------------------------------------------------------


def test_a_copy_is_kept_as_it_was(old: Path) -> None:
    before, version = dump(old), rows(old, "PRAGMA user_version")[0][0]
    old.chmod(0o600)
    with Store.open(old) as store:
        assert store.backup == old.with_name(f"aggregator.db.schema-{version}.bak")
        copy = store.backup
    assert dump(copy) == before
    assert rows(copy, "PRAGMA user_version") == [(version,)]
    assert copy.stat().st_mode == old.stat().st_mode
    with Store.open(old) as store:
        assert store.backup is None, "nothing to do any more"


def test_going_back_is_to_put_the_copy_in_place(old: Path) -> None:
    before = dump(old)
    with Store.open(old) as store:
        copy = store.backup
    assert copy is not None
    copy.replace(old)
    assert dump(old) == before


def test_an_earlier_copy_is_never_overwritten(path: Path) -> None:
    copies = []
    for _ in range(3):
        path.unlink(missing_ok=True)
        with Store.open(older(1, path)) as store:
            copies.append(store.backup)
    names = ["aggregator.db.schema-1.bak", "aggregator.db.schema-1.2.bak", "aggregator.db.schema-1.3.bak"]
    assert [copy.name for copy in copies if copy] == names


def test_a_new_database_has_nothing_to_keep(path: Path) -> None:
    with Store.open(path) as store:
        assert store.backup is None
    assert [file.name for file in path.parent.iterdir()] == ["aggregator.db"]


def test_two_that_open_an_old_file_at_once_keep_one_copy(path: Path) -> None:
    older(2, path)
    code = "import pathlib, sys; from aggregator.store import Store; Store.open(pathlib.Path(sys.argv[1])).close()"
    programs = [subprocess.Popen([sys.executable, "-c", code, str(path)]) for _ in range(3)]
    assert [program.wait(timeout=60) for program in programs] == [0, 0, 0]
    assert [file.name for file in path.parent.glob("*.bak*")] == ["aggregator.db.schema-2.bak"]


# --- what goes wrong -----------------------------------------------------------------------------------------


@pytest.fixture
def untouched(old: Path) -> Iterator[Path]:
    """An old file that must be as it was at the end of the test, with nothing left beside it."""
    before, version = dump(old), rows(old, "PRAGMA user_version")
    yield old
    assert (dump(old), rows(old, "PRAGMA user_version")) == (before, version)
    assert not list(old.parent.glob("*.bak*"))


def test_case_125_without_room_for_the_copy_nothing_is_done(untouched: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=1_000))
    with pytest.raises(StoreError, match=r"needs 0\.\d MB beside it, .* 0\.0 MB are free\. Make room"):
        Store.open(untouched)


def test_case_125_a_disk_that_is_full_all_the_same(untouched: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backup, "_flush", full)
    with pytest.raises(StoreError, match="No space left on device"):
        Store.open(untouched)


def test_a_migration_that_fails_leaves_the_file_as_it_was(untouched: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(VIEWS, "broken", "SELECT FROM")
    with pytest.raises(sqlite3.OperationalError):
        Store.open(untouched)


def test_a_stopped_migration_leaves_the_file_as_it_was(untouched: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(_: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(backup, "_flush", stopped)
    with pytest.raises(KeyboardInterrupt):
        Store.open(untouched)


def test_a_locked_file_is_migrated_later(untouched: Path) -> None:
    with closing(sqlite3.connect(untouched, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DatabaseLockedError):
            Store.open(untouched, busy_timeout_s=0.01)


def _leftover_table(connection: sqlite3.Connection) -> None:
    connection.execute("CREATE TABLE source_yields (x)")


def _missing_table(connection: sqlite3.Connection) -> None:
    connection.execute("DROP TABLE source_states")


def _unrecorded_migration(connection: sqlite3.Connection) -> None:
    connection.execute("DELETE FROM _sqlite_migrations")


HALF_MIGRATED = {
    "a table of a later schema is left over": (_leftover_table, "source_yields already exists"),
    "a table is missing": (_missing_table, "no such table: source_states"),
    "what was done is not recorded": (_unrecorded_migration, "already exists"),
}


@pytest.mark.parametrize("case", HALF_MIGRATED)
def test_case_125_a_half_migrated_file_is_named_and_left_alone(path: Path, case: str) -> None:
    spoil, message = HALF_MIGRATED[case]
    with closing(sqlite3.connect(older(2, path))) as connection, connection:
        spoil(connection)
    before = dump(path)
    with pytest.raises(StoreError, match=f"cannot be brought from schema 2 to {SCHEMA_VERSION}: .*{message}"):
        Store.open(path)
    assert dump(path) == before
    assert not list(path.parent.glob("*.bak*"))


def test_case_125_a_file_whose_version_lies_is_named(path: Path) -> None:
    with closing(sqlite3.connect(older(1, path), isolation_level=None)) as connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
    for opener in (Store.open, Store.open_readonly):
        with pytest.raises(StoreError, match=r"is not whole: .* lacks .*facts"):
            opener(path)


def test_a_file_whose_migrations_are_ahead_of_its_version_is_put_right(path: Path) -> None:
    Store.open(path).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA user_version = 2")
    with Store.open(path) as store:
        assert store._database.rows("PRAGMA user_version") == [{"user_version": SCHEMA_VERSION}]
