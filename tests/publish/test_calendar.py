"""Calendars read back by a parser: spans, states, and events that stay the same."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from icalendar import Calendar

from aggregator.publish.calendar import calendar
from tests.publish.samples import BEAR, change, fact


def _events(facts: list[dict[str, Any]], moves: list[dict[str, Any]] | None = None) -> list[Any]:
    moves = [_move("2026")] if moves is None else moves
    return Calendar.from_ical(calendar("Premieres", [BEAR], facts, moves)).events


def _move(value: str | None, before: str | None = None, at: str = "2026-03-10T08:00:00Z") -> dict[str, Any]:
    return change(kind="release", value=value, value_before=before, at=at)


def _event(*facts: dict[str, Any], moves: list[dict[str, Any]] | None = None) -> Any:
    (event,) = _events(list(facts), moves)
    return event


SPANS = {
    "a day": ("2027-03-05", date(2027, 3, 5), date(2027, 3, 6), "The Bear, season 5"),
    "the last day of a year": ("2026-12-31", date(2026, 12, 31), date(2027, 1, 1), "The Bear, season 5"),
    "a month": ("2027-02", date(2027, 2, 1), date(2027, 3, 1), "The Bear, season 5 (Feb 2027)"),
    "a leap month": ("2028-02", date(2028, 2, 1), date(2028, 3, 1), "The Bear, season 5 (Feb 2028)"),
    "months": ("2027-03/2027-05", date(2027, 3, 1), date(2027, 6, 1), "The Bear, season 5 (Mar to May 2027)"),
    "a year": ("2027", date(2027, 1, 1), date(2028, 1, 1), "The Bear, season 5 (2027)"),
    "an open window": ("2027/..", date(2027, 1, 1), date(2027, 1, 2), "The Bear, season 5 (2027 or later)"),
}


@pytest.mark.parametrize("case", SPANS)
def test_windows_are_whole_days_and_end_on_the_day_after(case: str) -> None:
    value, first, after, summary = SPANS[case]
    event = _event(fact(value))
    assert (event["dtstart"].dt, event["dtend"].dt, str(event["summary"])) == (first, after, summary)
    assert event["dtstart"].params["VALUE"] == event["dtend"].params["VALUE"] == "DATE"
    assert str(event["transp"]) == "TRANSPARENT"


STATES = {
    "agreed and confirmed": ([fact("2027")], "CONFIRMED"),
    "expected": ([fact("2027", status="expected")], "TENTATIVE"),
    "rumoured": ([fact("2027", standing="rumoured")], "TENTATIVE"),
    "disputed": ([fact("2027", standing="disputed"), fact("2028", standing="disputed")], "TENTATIVE"),
    "of a season that will not be made": ([fact("2027"), fact("cancelled", "renewal")], "CANCELLED"),
    "of a season whose end is disputed": (
        [fact("2027"), fact("cancelled", "renewal", standing="disputed")],
        "CONFIRMED",
    ),
    "with a rumour beside it": ([fact("2027"), fact("2028", standing="rumoured")], "CONFIRMED"),
}


@pytest.mark.parametrize("case", STATES)
def test_the_state_tells_how_firm_it_is(case: str) -> None:
    facts, status = STATES[case]
    event = _event(*facts)
    assert str(event["status"]) == status
    assert event["dtstart"].dt == date(2027, 1, 1)


@pytest.mark.parametrize(
    "facts", [[], [fact("unannounced")], [fact("2027", status="denied")], [fact("renewed", "renewal")]]
)
def test_what_never_had_a_date_has_no_event(facts: list[dict[str, Any]]) -> None:
    assert _events(facts, [change()]) == []


def test_an_event_that_moves_keeps_its_name_and_counts() -> None:
    first = _event(fact("2027"), moves=[_move("2027")])
    moved = _event(fact("2028"), moves=[_move("2027"), _move("2028", "2027", at="2026-04-01T08:00:00Z")])
    assert str(first["uid"]) == str(moved["uid"]) == "the-bear-5-premiere@aggregator"
    assert (first["sequence"], moved["sequence"]) == (0, 1)
    assert moved["last-modified"].dt > first["last-modified"].dt
    assert moved["last-modified"].dt.utcoffset() is not None


def test_a_date_that_nobody_stands_by_is_cancelled_and_one_that_passed_is_gone() -> None:
    withdrawn = _event(moves=[_move("2026-06"), _move(None, "2026-06")])
    assert (str(withdrawn["status"]), withdrawn["dtstart"].dt) == ("CANCELLED", date(2026, 6, 1))
    postponed = _event(fact("unannounced"), moves=[_move("2026-06"), _move("unannounced", "2026-06")])
    assert str(postponed["status"]) == "CANCELLED"
    assert _events([], [_move("2026-02"), _move(None, "2026-02")]) == []


def test_the_same_is_written_for_the_same_whatever_the_day() -> None:
    facts = [fact("2027"), fact("2026", season=4), fact("2026-05-01", season=None)]
    assert calendar("P", [BEAR], facts, [_move("2027")]) == calendar("P", [BEAR], facts[::-1], [_move("2027")])
    assert [str(event["uid"]).split("-")[2] for event in _events(facts)] == ["x", "4", "5"]


def test_hostile_titles_are_text() -> None:
    show = BEAR | {"title": "Bear\r\nBEGIN:VALARM;x,y\\n", "network": "FX\x00;"}
    document = calendar("P\nX", [show], [fact("2027")], [_move("2027")])
    (event,) = Calendar.from_ical(document).events
    assert event.subcomponents == []
    assert str(event["summary"]) == "Bear BEGIN:VALARM;x,y\\n, season 5 (2027)"
    assert all(len(line) <= 75 for line in document.split(b"\r\n"))
    assert document.endswith(b"END:VCALENDAR\r\n")
