"""S15: a database from somebody else is input, too."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from aggregator.errors import StoreError
from aggregator.models import RunSummary
from aggregator.store import Store, distrust
from aggregator.store.distrust import distrust_schema, is_refusal
from tests.store.samples import NOW, Desk, article

ran: list[str] = []


def harmful(connection: sqlite3.Connection) -> None:
    """Gives the connection a function that does something, as an extension would."""
    connection.create_function("harm", 1, ran.append)


EVIL = {
    "a view of ours that calls it": "DROP VIEW show_overview; CREATE VIEW show_overview AS SELECT harm('view') AS id",
    "a trigger on what is written": "CREATE TRIGGER t AFTER INSERT ON articles BEGIN SELECT harm('trigger'); END",
    "a view that loads foreign code": "DROP VIEW show_overview;"
    " CREATE VIEW show_overview AS SELECT load_extension('evil.so') AS id",
    "a column that is worked out": "DROP VIEW show_overview;"
    " CREATE TABLE shown (id, x AS (harm('column'))); INSERT INTO shown (id) VALUES (1);"
    " CREATE VIEW show_overview AS SELECT * FROM shown",
}


@pytest.mark.parametrize("with_switch", [True, False])
@pytest.mark.parametrize("case", EVIL)
def test_s15_a_foreign_schema_calls_nothing(
    desk: Desk, case: str, with_switch: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if with_switch and not distrust._switch_spares_json():
        pytest.skip("this SQLite turns its switch against JSON")
    if "worked out" in case and not with_switch:
        pytest.skip("such columns are resolved before an authorizer is asked")
    monkeypatch.setattr(distrust, "_switch_spares_json", lambda: with_switch)
    desk.store.close()
    with closing(sqlite3.connect(desk.path)) as connection:
        connection.create_function("harm", 1, lambda _: None, deterministic=True)
        connection.executescript(EVIL[case])
    ran.clear()
    with Store.open(desk.path) as store:
        harmful(store._database.connection)
        opened = Desk(store, desk.path, desk.run_id, desk.catalogue)
        with pytest.raises(StoreError, match="calls what a file may not call"):
            opened.save(article()) if "trigger" in case else store.shows()
        assert ran == []
        assert store.snapshot_counts()["articles"] == 0


def test_s15_without_distrust_it_would_be_called() -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        ran.clear()
        harmful(connection)
        connection.execute("CREATE VIEW v AS SELECT harm('view')")
        connection.execute("SELECT * FROM v").fetchall()
        assert ran == ["view"]
        distrust_schema(connection)
        with pytest.raises(sqlite3.OperationalError) as refused:
            connection.execute("SELECT * FROM v").fetchall()
        assert is_refusal(refused.value)
        assert ran == ["view"]


def _triggers(connection: sqlite3.Connection) -> None:
    connection.execute("CREATE TRIGGER t AFTER INSERT ON articles BEGIN DELETE FROM claims; END")


def _views(connection: sqlite3.Connection) -> None:
    connection.execute("DROP VIEW show_overview")
    connection.execute("CREATE VIEW show_overview AS SELECT * FROM nowhere")


@pytest.mark.parametrize("spoil", [_triggers, _views])
def test_s15_reading_a_foreign_file_leaves_it_as_it_is(desk: Desk, spoil: Callable[[sqlite3.Connection], None]) -> None:
    desk.save(article())
    desk.store.close()
    with closing(sqlite3.connect(desk.path)) as connection:
        spoil(connection)
        connection.commit()
    before = desk.path.read_bytes()
    with Store.open_readonly(desk.path) as store:
        assert store.latest(limit=5) != []
        with pytest.raises(StoreError, match="cannot be written"):
            store.finish_run(1, RunSummary(), status="ok", now=NOW)
    assert desk.path.read_bytes() == before


def test_s15_a_file_without_our_tables_is_named(path: Path) -> None:
    from aggregator.store.schema import APPLICATION_ID, SCHEMA_VERSION

    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("CREATE TABLE articles (id)")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
    for opener in (Store.open, Store.open_readonly):
        with pytest.raises(StoreError, match="is not whole"):
            opener(path)
