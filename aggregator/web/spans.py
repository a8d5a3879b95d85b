"""From the steps of a history to the beliefs between them. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from aggregator.dates import DateWindow
from aggregator.wording.dates import date_words
from aggregator.wording.facts import firmness

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Span:
    """One belief from the day on which it came to be to the day on which it went, None while it holds."""

    row: Row
    since: date
    until: date | None

    @property
    def firm(self) -> str:
        """How firmly, as on the card."""
        return "disputed" if self.row["standing"] == "disputed" else firmness(self.row)

    @property
    def period(self) -> str:
        """From when to when, in words."""
        since = f"from {date_words(self.since)}"
        return f"{since} to {date_words(self.until)}" if self.until else f"{since} on"


def spans_of(steps: Iterable[Row]) -> list[Span]:
    """The beliefs that steps of a history tell of, in the order in which they came to be.

    Args:
        steps: Rows of ``change_rows`` of one season, oldest first.
    """
    spans: list[Span] = []
    held: dict[tuple[object, ...], int] = {}
    for step in steps:
        on = date.fromisoformat(step["on"])
        if step["value_before"] is not None:
            person = step["person_before"] if step["person_before"] is not None else step["person"]
            at = held.pop(_belief(step, person, step["value_before"], step["status_before"]), None)
            if at is not None:
                spans[at] = Span(spans[at].row, spans[at].since, on)
        if step["value"] is not None:
            held[_belief(step, step["person"], step["value"], step["status"])] = len(spans)
            spans.append(Span(step, on, None))
    return spans


def _belief(step: Row, person: str | None, value: str, status: str) -> tuple[object, ...]:
    return step["kind"], step["aspect"], person, value, status == "denied"


def announcements(spans: Iterable[Span]) -> list[tuple[date, Span]]:
    """The days on which decisions were announced, as they are believed now."""
    found = []
    for span in spans:
        if span.row["kind"] == "renewal_date" and span.until is None:
            window = window_of(span.row["value"])
            if window is not None:
                found.append((window.first_day, span))
    return found


def windows_once(spans: Iterable[Span]) -> list[Span]:
    """Windows that were believed time after time, more or less firmly, as one: last said as it stands now."""
    merged: dict[tuple[str, bool], Span] = {}
    for span in spans:
        key = span.row["value"], span.row["status"] == "denied"
        before = merged.get(key)
        merged[key] = Span(span.row, before.since if before else span.since, span.until)
    return list(merged.values())


def window_of(value: str) -> DateWindow | None:
    """The window that a value is; None where it is none (``unannounced``)."""
    try:
        return DateWindow.parse(value)
    except ValueError:
        return None
