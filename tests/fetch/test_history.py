from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.fetch import MoveStep, judge_move, may_ask_conditionally, note_move, was_misled
from aggregator.fetch.history import MAX_CONDITIONAL, MIN_MOVE_RUNS, MIN_MOVE_TIME
from aggregator.models import Move, Response, Validators

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
OLD, NEW = "https://tv.example/rss", "https://tv.example/feed.xml"

FULL_ANSWERS: dict[str, tuple[timedelta | None, bool]] = {
    "never": (None, False),
    "an hour ago": (HOUR, True),
    "nearly a day ago": (MAX_CONDITIONAL - timedelta(seconds=1), True),
    "a day ago": (MAX_CONDITIONAL, False),
    "tomorrow, by a clock set back": (-HOUR, False),
}


@pytest.mark.parametrize(("ago", "expected"), FULL_ANSWERS.values(), ids=FULL_ANSWERS)
def test_case_83_once_a_day_the_whole_answer_is_asked_for(ago: timedelta | None, expected: bool) -> None:
    full_at = None if ago is None else NOW - ago
    assert may_ask_conditionally(full_at, NOW) is expected


TAG, OTHER, NONE = Validators('"2041"'), Validators('"2042"'), Validators()
ANSWERS: dict[str, tuple[Validators, Validators, bool, timedelta | None, bool]] = {
    "the same body": (TAG, TAG, False, None, False),
    "another body under the same validators": (TAG, TAG, True, None, True),
    "another body under others": (TAG, OTHER, True, None, False),
    "another body without any": (NONE, NONE, True, None, False),
    "news since the latest 304": (TAG, OTHER, True, timedelta(minutes=-30), False),
    "news from just before it, as feeds are late": (TAG, OTHER, True, HOUR, False),
    "news from hours before it": (TAG, OTHER, True, 5 * HOUR, True),
}


@pytest.mark.parametrize(("before", "after", "changed", "news", "expected"), ANSWERS.values(), ids=ANSWERS)
def test_case_83_a_server_that_always_says_304_is_found_out(
    before: Validators, after: Validators, changed: bool, news: timedelta | None, expected: bool
) -> None:
    misled = was_misled(
        before,
        after,
        body_changed=changed,
        not_modified_at=NOW,
        oldest_news_at=None if news is None else NOW - news,
    )
    assert misled is expected


def _answer(url: str = NEW, *, at: datetime = NOW, permanent: bool = True) -> Response:
    return Response(url, "text/xml", b"x", Validators(), at, redirects=(OLD,), permanent_redirect=permanent)


def _after(days: list[float], url: str = NEW) -> Move | None:
    move = None
    for day in days:
        move = note_move(move, OLD, _answer(url, at=NOW + timedelta(days=day)))
    return move


PROOFS: dict[str, tuple[list[float], MoveStep]] = {
    "once": ([0], MoveStep.WAIT),
    "often within a day": ([0, 0.2, 0.4, 0.6], MoveStep.WAIT),
    "twice in a month": ([0, 30], MoveStep.WAIT),
    "three times in a week": ([0, 3, 7], MoveStep.ADOPT),
    "every hour for a fortnight": ([hour / 24 for hour in range(14 * 24)], MoveStep.ADOPT),
}


@pytest.mark.parametrize(("days", "expected"), PROOFS.values(), ids=PROOFS)
def test_case_90_a_move_is_adopted_after_repeated_proof_alone(days: list[float], expected: MoveStep) -> None:
    move = _after(days)
    assert move is not None
    assert judge_move(move, ["https://other.example/feed"]) is expected


def test_case_90_a_move_to_where_another_source_is_merges_them() -> None:
    move = _after([0, 3, 7])
    assert move is not None
    assert judge_move(move, ["http://www.tv.example/feed.xml?utm_source=x"]) is MoveStep.MERGE


NO_MOVES = {
    "a temporary hop (case 91)": _answer(permanent=False),
    "another site": _answer("https://login.example/feed.xml"),
    "a front page": _answer("https://tv.example/"),
    "no redirect": Response(OLD, "text/xml", b"x", Validators(), NOW),
}


@pytest.mark.parametrize("answer", NO_MOVES.values(), ids=NO_MOVES)
def test_case_90_what_is_no_move_ends_the_evidence(answer: Response) -> None:
    assert note_move(_after([-9, -5, -1]), OLD, answer) is None


def test_case_90_another_target_begins_the_evidence_anew() -> None:
    moved_on = note_move(_after([-9, -5, -1]), OLD, _answer("https://tv.example/atom"))
    assert moved_on == Move("https://tv.example/atom", NOW, NOW, 1)


def test_case_127_a_clock_set_back_begins_the_evidence_anew() -> None:
    assert note_move(_after([3]), OLD, _answer()) == Move(NEW, NOW, NOW, 1)


@given(st.lists(st.floats(0, 30), min_size=1).map(sorted))
def test_no_road_to_adoption_is_shorter_than_both_bounds(days: list[float]) -> None:
    move = _after(days)
    assert move is not None
    long_enough = timedelta(days=days[-1]) - timedelta(days=days[0]) >= MIN_MOVE_TIME
    assert (judge_move(move, ()) is MoveStep.ADOPT) == (len(days) >= MIN_MOVE_RUNS and long_enough)
