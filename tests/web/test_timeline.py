"""Where the marks of a history stand on the axis."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.web.marks import Timeline
from aggregator.web.spans import spans_of
from aggregator.web.timeline import NARROW_PX, WIDE_PX, draw_timeline

TODAY = date(2026, 11, 21)


def step(on: str, kind: str, value: str | None, before: str | None = None, **changes: Any) -> dict[str, Any]:
    row: dict[str, Any] = {"on": on, "kind": kind, "aspect": "", "person": None, "person_before": None}
    row |= {"character": None, "value": value, "value_before": before}
    row |= {"status": "confirmed", "standing": "agreed", "status_before": before and "confirmed"}
    return row | changes


STEPS = [
    step("2024-02-01", "renewal", "undecided"),
    step("2024-06-01", "renewal", "renewed", "undecided"),
    step("2024-06-01", "renewal_date", "2024-06-01"),
    step("2024-06-01", "release", "2025/..", status="expected"),
    step("2025-01-10", "release", "2026", "2025/..", status_before="expected"),
    step("2026-02-01", "release", "2026-12-04", "2026"),
    step("2026-03-01", "production", "filming"),
]
STORIES = [date(2024, 2, 1), date(2024, 6, 1), date(2024, 6, 2), date(2026, 3, 1)]


def drawn(room: int = WIDE_PX, steps: list[dict[str, Any]] = STEPS) -> Timeline:
    timeline = draw_timeline(steps, STORIES, today=TODAY, room=room)
    assert timeline is not None
    return timeline


def test_a_belief_lasts_until_another_takes_its_place() -> None:
    spans = {(span.row["kind"], span.row["value"]): (span.since, span.until) for span in spans_of(STEPS)}
    assert spans["renewal", "undecided"] == (date(2024, 2, 1), date(2024, 6, 1))
    assert spans["renewal", "renewed"] == (date(2024, 6, 1), None)
    assert spans["release", "2026"] == (date(2025, 1, 10), date(2026, 2, 1))


def test_a_belief_that_is_withdrawn_ends() -> None:
    (span,) = spans_of([step("2024-02-01", "trailer", "none"), step("2024-03-01", "trailer", None, "none")])
    assert span.until == date(2024, 3, 1)


def test_windows_narrow_and_what_holds_stands_out() -> None:
    windows = [bar for bar in drawn().bars if bar.look == "window"]
    assert [bar.is_current for bar in windows] == [False, False, True]
    assert windows[0].width > windows[1].width > windows[2].width
    assert windows[0].is_open
    assert windows[0].firm == "expected"
    assert [bar.y for bar in windows] == sorted(bar.y for bar in windows)


def test_each_window_is_tied_to_the_day_on_which_it_was_said() -> None:
    said = [mark for mark in drawn().marks if mark.look == "said"]
    assert len(said) == 3
    assert all(mark.to is not None and mark.x < mark.to for mark in said)


def test_the_decision_is_a_band_and_its_announcement_a_mark_on_it() -> None:
    timeline = drawn()
    undecided, renewed = (bar for bar in timeline.bars if bar.look in ("undecided", "renewed"))
    assert undecided.x + undecided.width == pytest.approx(renewed.x, abs=0.1)
    (announced,) = (mark for mark in timeline.marks if mark.look == "announced")
    assert announced.x == renewed.x
    assert undecided.y < announced.y < undecided.y + undecided.height


def test_stories_are_counted_by_month() -> None:
    titles = [bar.title for bar in drawn().bars if bar.look == "stories"]
    assert titles == ["Feb 2024: 1 story", "Jun 2024: 2 stories", "Mar 2026: 1 story"]


def test_what_is_ruled_out_does_not_look_like_what_is_believed() -> None:
    timeline = drawn(steps=[*STEPS, step("2026-03-02", "release", "2027", status="denied")])
    assert [bar.look for bar in timeline.bars if "not 2027" in bar.title] == ["ruled-out"]


def test_the_words_say_what_the_picture_shows() -> None:
    summary = drawn().summary
    assert "renewed (confirmed) from 1 Jun 2024" in summary
    assert "out 2025 or later (expected) from 1 Jun 2024" in summary
    assert "4 stories" in summary


def test_a_day_of_another_age_does_not_stretch_the_axis() -> None:
    steps = [*STEPS, step("2026-03-01", "release", "1942"), step("2026-03-02", "renewal_date", "2099-01-01")]
    years = [int(tick.text) for tick in drawn(steps=steps).ticks]
    assert (years[0], years[-1]) == (2023, 2027)


def test_silence_before_a_season_is_drawn_and_silence_after_it_is_not() -> None:
    decided = [step("2020-02-01", "renewal", "renewed")]
    assert drawn(steps=decided).today is not None
    assert drawn(steps=[*decided, step("2020-03-01", "release", "2020-06-01")]).today is None


def test_without_a_belief_there_is_no_picture() -> None:
    assert draw_timeline([], STORIES, today=TODAY, room=WIDE_PX) is None
    assert draw_timeline([step("2024-02-01", "cast", "returning")], [], today=TODAY, room=WIDE_PX) is None


DAYS = st.dates(date(1990, 1, 1), date(2040, 1, 1)).map(date.isoformat)
WINDOWS = st.one_of(
    DAYS,
    DAYS.map(lambda day: day[:4]),
    DAYS.map(lambda day: f"{day[:7]}/.."),
    st.tuples(DAYS, DAYS).map(lambda pair: f"{min(pair)}/{max(pair)}"),
    st.sampled_from(["unannounced", "odd", ""]),
)
HISTORIES = st.lists(
    st.one_of(
        st.builds(step, DAYS, st.just("release"), WINDOWS),
        st.builds(step, DAYS, st.just("renewal_date"), WINDOWS),
        st.builds(step, DAYS, st.just("renewal"), st.sampled_from(["renewed", "cancelled", "ending"])),
        st.builds(step, DAYS, st.just("production"), st.sampled_from(["filming", "wrapped"])),
    ),
    max_size=8,
).map(lambda steps: sorted(steps, key=lambda row: str(row["on"])))


@given(
    HISTORIES, st.lists(st.dates(date(1990, 1, 1), date(2040, 1, 1)), max_size=5), st.sampled_from([NARROW_PX, WIDE_PX])
)
def test_every_mark_of_every_history_is_within_the_picture(
    steps: list[dict[str, Any]], stories: list[date], room: int
) -> None:
    timeline = draw_timeline(steps, stories, today=TODAY, room=room)
    if timeline is None:
        return
    for bar in timeline.bars:
        assert 0 <= bar.x <= bar.x + bar.width <= 101, bar
        assert 0 <= bar.y <= bar.y + bar.height <= timeline.height
    for mark in timeline.marks:
        assert 0 <= mark.x <= 100
    for label in timeline.labels:
        assert 0 <= label.x <= 100
        assert label.y <= timeline.height
