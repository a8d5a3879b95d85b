"""The time axis of a drawing: which days it covers, and where they lie. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from aggregator.web.marks import Tick
from aggregator.web.spans import Span, announcements, window_of
from aggregator.wording.dates import date_words

_LEAST_DAYS: Final = 120
"""A shorter time is not stretched over the whole width."""
_BEYOND: Final = timedelta(days=550)
"""What was said may name days so long before the first and after the last that was said; the rest is cut off."""
_ECHO: Final = timedelta(days=60)
"""Stories that come so soon after the last that was said of the season still belong to it."""
_STALE: Final = timedelta(days=400)
"""Where a season has started and nothing was said for so long, the axis does not reach to today."""
_MAX_TICKS: Final = 6


@dataclass(frozen=True, slots=True)
class Axis:
    """The time that a drawing covers, both days included."""

    start: date
    end: date

    @classmethod
    def around(cls, spans: Sequence[Span], stories: Sequence[date], today: date) -> Axis:
        """The time from the first that was said to the last that it was said of; to today where that still counts."""
        said = [span.since for span in spans] + [span.until for span in spans if span.until]
        first, last = min(said), max(said)
        named = [day for day, _ in announcements(spans)]
        for span in spans:
            window = window_of(span.row["value"]) if span.row["kind"] == "release" else None
            if window is not None:
                named += [window.first_day, window.start.last_day if window.is_open else window.last_day]
        named += [day for day in stories if first <= day <= last + _ECHO]
        earliest, latest = first - _BEYOND, last + _BEYOND
        first = min([first, *(max(day, earliest) for day in named)])
        end = max([last, *(min(day, latest) for day in named)])
        if today <= end + _STALE or not _has_started(spans, today):
            end = max(end, today)
        slack = max((_LEAST_DAYS - (end - first).days) // 2, round((end - first).days * 0.02), 3)
        return cls(first - timedelta(days=slack), end + timedelta(days=slack))

    def at(self, day: date) -> float:
        """The place of a day, in per cent, within the axis."""
        share = (day - self.start).days / (self.end - self.start).days
        return round(100 * min(max(share, 0.0), 1.0), 2)

    def ticks(self) -> Iterator[Tick]:
        """Years, or months where the time is short."""
        months = [
            date(year, month, 1)
            for year in range(self.start.year, self.end.year + 1)
            for month in range(1, 13)
            if self.start <= date(year, month, 1) <= self.end
        ]
        years = [day for day in months if day.month == 1]
        days = years if len(years) > 1 else months
        every = -(-len(days) // _MAX_TICKS)
        for day in days[::every]:
            x = self.at(day)
            text = str(day.year) if days is years else date_words(day.isoformat()[:7])
            yield Tick(x, text, "start" if x < 5 else "end" if x > 95 else "middle")


def _has_started(spans: Sequence[Span], today: date) -> bool:
    """Whether the season is believed to have started."""
    windows = [window_of(span.row["value"]) for span in spans if span.row["kind"] == "release" and span.until is None]
    return any(window is not None and not window.is_open and window.last_day < today for window in windows)
