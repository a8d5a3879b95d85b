"""Every table, view and column is described, and nothing that is not there."""

from __future__ import annotations

from dataclasses import fields

import pytest

from aggregator.models import RunSummary
from aggregator.store.descriptions import TABLES, VIEWS, Description
from aggregator.store.schema import CONTENT, TABLES_AND_VIEWS
from aggregator.store.views import VIEWS as VIEW_SQL
from tests.store.samples import Desk


def _names(desk: Desk, kind: str) -> set[str]:
    found = desk.rows(f"SELECT name FROM sqlite_master WHERE type = '{kind}'")
    # What FTS5 keeps its index in is its own affair.
    return {name for (name,) in found if not name.startswith(("sqlite_", "_sqlite_", "articles_fts_"))}


def test_every_table_and_view_is_described(desk: Desk) -> None:
    assert set(TABLES) == _names(desk, "table")
    assert set(VIEWS) == _names(desk, "view") == set(VIEW_SQL)
    assert {*TABLES, *VIEWS} == TABLES_AND_VIEWS


@pytest.mark.parametrize("name", [*TABLES, *VIEWS])
def test_every_column_is_described_in_the_order_of_the_table(desk: Desk, name: str) -> None:
    columns = [row[1] for row in desk.rows(f"PRAGMA table_xinfo({name})") if row[6] != 1]  # hidden: FTS5's own
    assert list((TABLES | VIEWS)[name].columns) == columns


@pytest.mark.parametrize("name", [*TABLES, *VIEWS])
def test_descriptions_are_sentences(name: str) -> None:
    described: Description = (TABLES | VIEWS)[name]
    for text in (described.text, *described.columns.values()):
        assert text[0].isalnum(), text
        assert text.endswith("."), text


def test_every_count_of_a_run_is_a_column_of_its_history() -> None:
    names = {field.name for field in fields(RunSummary) if field.type in ("int", "bool")}
    assert names | {"failures_json"} <= set(VIEWS["run_history"].columns)


def test_content_and_log_are_all_the_tables() -> None:
    log = {"runs", "fetches", "issues", "robots", "source_states", "source_yields", "source_alarms", "host_waits"}
    log |= {"signatures", "signature_bands", "fact_changes", "show_states", "meetings", "articles_fts", "notify_states"}
    log |= {"entry_catalogues", "show_counts", "source_counts", "show_news", "known_parts"}
    assert set(CONTENT) | log == {*TABLES, "sightings"}
    assert not set(CONTENT) & log
