"""Dates known to the year, the month or the day, windows between two of them, and mentions of both in a text."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Final

_ISO_DATE: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\Z", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date known to the year, the month or the day.

    >>> str(PartialDate.parse("2024-02")), PartialDate(2024, 2).last_day
    ('2024-02', datetime.date(2024, 2, 29))
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.day is not None and self.month is None:
            raise ValueError("a date with a day needs a month")
        date(self.year, self.month or 1, self.day or 1)

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``.

        Raises:
            ValueError: for everything else, days that do not exist included.
        """
        found = _ISO_DATE.match(text)
        if found is None:
            raise ValueError(f"not a reduced-precision ISO date: {text!r}")
        year, month, day = (int(part) if part else None for part in found.groups())
        assert year is not None  # noqa: S101 - the pattern has no match without it
        return cls(year, month, day)

    @classmethod
    def of(cls, day: date) -> PartialDate:
        """The same day."""
        return cls(day.year, day.month, day.day)

    def __str__(self) -> str:
        parts = [f"{self.year:04}"]
        parts += [f"{part:02}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)

    @property
    def first_day(self) -> date:
        """The first day that this may mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> date:
        """The last day that this may mean."""
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])


@dataclass(frozen=True, slots=True)
class DateWindow:
    """When something happens, as precisely as it was said; ``end`` is inclusive.

    >>> str(DateWindow.parse("2024-09/2025-05")), str(DateWindow.parse("2025/..").after())
    ('2024-09/2025-05', '2025/..')
    """

    start: PartialDate
    end: PartialDate | None = None
    is_open: bool = False

    @classmethod
    def parse(cls, text: str) -> DateWindow:
        """Read ``start``, ``start/end`` or ``start/..``.

        Raises:
            ValueError: where a part is no date, or the window ends before it starts.
        """
        first, slash, last = text.partition("/")
        start = PartialDate.parse(first)
        if not slash:
            return cls(start)
        if last == "..":
            return cls(start, is_open=True)
        end = PartialDate.parse(last)
        if end.last_day < start.first_day:
            raise ValueError(f"window ends before it starts: {text!r}")
        return cls(start, end)

    def __str__(self) -> str:
        if self.is_open:
            return f"{self.start}/.."
        return f"{self.start}/{self.end}" if self.end else str(self.start)

    @property
    def first_day(self) -> date:
        """The first day of the window."""
        return self.start.first_day

    @property
    def last_day(self) -> date:
        """The last day of the window; the last one that Python knows where it is open."""
        if self.is_open:
            return date.max
        return (self.end or self.start).last_day

    def after(self) -> DateWindow:
        """From the start of this window on: "not before X"."""
        return DateWindow(self.start, is_open=True)

    def until(self, other: DateWindow) -> DateWindow:
        """From the start of this window to the end of the other: "late 2023 or early 2024".

        The other way round where ``other`` comes first.
        """
        early, late = (self, other) if self.first_day <= other.first_day else (other, self)
        if late.is_open:
            return DateWindow(early.start, is_open=True)
        return DateWindow(early.start, late.end or late.start)


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date as it stands in a text: ``text[start:end]`` is the wording.

    ``window`` is the best reading without knowing the tense. Where the wording names no year, ``past`` and
    ``future`` are the nearest readings before and after the anchor (both hold the anchor's own day).
    """

    start: int
    end: int
    window: DateWindow
    past: DateWindow | None = None
    future: DateWindow | None = None
    is_vague: bool = False
    """The wording is a distance ("two months later", "a year ago"), not a name."""

    earlier: DateWindow | None = None
    """The last reading before the date named before it, where that is past: "had begun on October 2"."""

    first: DateWindow | None = None
    """Of a range, where it begins: "from September to December 2020"."""

    def resolved(self, *, ahead: bool | None) -> DateWindow:
        """The reading for an event that lies ahead, behind, or (None) nobody knows where."""
        if ahead is None:
            return self.window
        return (self.future if ahead else self.past) or self.window
