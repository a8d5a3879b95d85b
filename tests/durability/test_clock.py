"""Case 127: clocks jump, between runs and within one; nothing lasts less than no time, and nothing waits for years."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from aggregator.cli.exits import Exit
from aggregator.models import SourceId
from aggregator.pipeline import due_sources
from aggregator.store import Store
from tests.durability.mortal import NOW, at
from tests.durability.scenes import Scenes
from tests.durability.world import assert_whole

YEAR_H = 24.0 * 365

INTERVALS = {
    "runs": "SELECT count(*) FROM runs WHERE finished_at < started_at",
    "revisions": "SELECT count(*) FROM article_revisions WHERE replaced_at < first_seen_at",
    "alarms": "SELECT count(*) FROM source_alarms WHERE ended_at < began_at",
    "run history": "SELECT count(*) FROM run_history WHERE elapsed_s < 0",
    "requests": "SELECT count(*) FROM fetches WHERE elapsed_s < 0",
}


def _assert_nothing_negative(path: Path) -> None:
    assert_whole(path)
    with closing(sqlite3.connect(path)) as connection:
        for what, question in INTERVALS.items():
            assert connection.execute(question).fetchone() == (0,), what


def _asked(path: Path) -> set[str]:
    """The sources that the newest run has asked."""
    with closing(sqlite3.connect(path)) as connection:
        sql = "SELECT source_id FROM fetches WHERE purpose = 'source' AND run_id = (SELECT max(id) FROM runs)"
        return {source_id for (source_id,) in connection.execute(sql)}


@pytest.mark.parametrize("hours", [-YEAR_H * 40, -1.0, YEAR_H * 400])
@pytest.mark.parametrize("turn", [2, 9, 25])
def test_case_127_the_clock_jumps_in_the_middle_of_a_run(scenes: Scenes, path: Path, hours: float, turn: int) -> None:
    jumped = ((turn, at(hours)),)
    for number in range(2):
        ended = scenes.play(path, "run", now=at(number), turns=jumped)
        assert ended.code in (Exit.OK, Exit.SOURCES_FAILED), ended
        _assert_nothing_negative(path)
    assert scenes.play(path, "run", now=at(24 * 9)).code in (Exit.OK, Exit.SOURCES_FAILED)
    with closing(sqlite3.connect(path)) as connection:
        values = {value for (value,) in connection.execute("SELECT value FROM facts")}
    assert values >= {"renewed", "cancelled"}, "with the right time everything is known that there is to know"


@pytest.mark.parametrize("hours", [-2.0, -YEAR_H])
def test_case_127_a_clock_that_was_ahead_silences_nobody(scenes: Scenes, path: Path, hours: float) -> None:
    """The gazette and the wire are asked once a day, and the first run was long after the second."""
    assert scenes.play(path, "run", now=at()).code == Exit.SOURCES_FAILED
    assert scenes.play(path, "run", now=at(hours)).code == Exit.OK
    assert _asked(path) == {"gazette", "wire", "tracker"}
    _assert_nothing_negative(path)
    scenes.play(path, "run", now=at(hours + 1))
    assert _asked(path) == {"tracker"}, "and from then on it is as it should be"


def test_case_127_a_source_planned_for_a_time_that_never_comes_is_due(scenes: Scenes, path: Path) -> None:
    scenes.prepare_run(path)
    with Store.open_readonly(path) as store:
        states = store.load_source_states()
    from aggregator.config import load_config

    sources = [source for source in load_config(scenes.config, environ={}).sources if source.id == "gazette"]
    for ahead, expected in ((timedelta(0), []), (timedelta(days=-1), ["gazette"]), (timedelta(days=1), ["gazette"])):
        due = due_sources(sources, states, now=NOW + ahead, only=set[SourceId]())
        assert [source.id for source in due] == expected


def test_case_127_a_page_read_in_the_future_is_read_again(scenes: Scenes, path: Path) -> None:
    scenes.prepare_run(path)
    with Store.open(path) as store:
        store._database.execute("UPDATE resources SET fetched_at = '2031-01-01T00:00:00Z'")
        store._database.execute("UPDATE fetches SET started_at = '2031-01-01T00:00:00Z'")
        due = store.due_rereads(now=NOW + timedelta(hours=1), reread_after_s=6 * 3600, reread_for_s=3 * 86400)
    assert len(due) >= 4
