"""What of the log is forgotten, and what must stay for claims to be explained."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from aggregator.models import Outcome, Purpose, Request, RobotsFile
from aggregator.store import retention
from tests.store.samples import GAZETTE, NOW, Desk, fetch_result

DAY = timedelta(days=1)


def _fetch(desk: Desk, outcome: Outcome, purpose: Purpose, days_ago: int) -> None:
    result = fetch_result(outcome, at=NOW - days_ago * DAY)
    desk.store.save_fetch(desk.run_id, replace(result, request=Request(GAZETTE, GAZETTE.url, purpose)))


def _issue(desk: Desk, code: str, days_ago: int) -> None:
    desk.store.save_issue(desk.run_id, code=code, source_id=GAZETTE.id, url=None, detail="", now=NOW - days_ago * DAY)


def test_old_fetches_are_forgotten_but_for_those_that_brought_an_article(desk: Desk) -> None:
    _fetch(desk, Outcome.OK, Purpose.SOURCE, 9)
    _fetch(desk, Outcome.OK, Purpose.ARTICLE, 9)
    _fetch(desk, Outcome.NOT_MODIFIED, Purpose.ARTICLE, 9)
    _fetch(desk, Outcome.OK, Purpose.SOURCE, 1)
    assert desk.store.forget_log(before=NOW - 5 * DAY) == 2
    assert desk.rows("SELECT purpose, outcome FROM fetches ORDER BY id") == [("article", "ok"), ("source", "ok")]
    assert desk.store.forget_log(before=NOW - 5 * DAY) == 0


def test_old_issues_and_robots_files_are_forgotten(desk: Desk) -> None:
    _issue(desk, "old", 9)
    _issue(desk, "young", 1)
    desk.store.save_robots(
        [RobotsFile("https://a.test", "", NOW - 9 * DAY), RobotsFile("https://b.test", "", NOW - DAY)]
    )
    assert desk.store.forget_log(before=NOW - 5 * DAY) == 2
    assert desk.rows("SELECT code FROM issues") == [("young",)]
    assert [robots.origin for robots in desk.store.load_robots()] == ["https://b.test"]


def test_a_long_log_is_forgotten_in_short_steps_over_several_runs(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "STEP_ROWS", 2)
    monkeypatch.setattr(retention, "MAX_STEPS", 2)
    for _ in range(5):
        _issue(desk, "old", 9)
    assert [desk.store.forget_log(before=NOW) for _ in range(3)] == [4, 1, 0]


def test_old_fetches_are_found_by_an_index_of_what_may_be_forgotten_alone(desk: Desk) -> None:
    select = retention._OLD_FETCHES.split("(", 1)[1].rsplit(")", 1)[0]
    plan = desk.store._database.rows(f"EXPLAIN QUERY PLAN {select}", {"before": "2026", "step": 9})
    assert [row["detail"] for row in plan] == ["SEARCH fetches USING INDEX fetches_passing (started_at<?)"]
