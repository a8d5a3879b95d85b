"""How sources fare, day by day, as bars. Pure: rows in, bars out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from aggregator.wording.dates import date_words
from aggregator.wording.facts import counted

Row = Mapping[str, Any]

SHOWN_DAYS: Final = 30
_STEP: Final = 8
"""Pixels from one day to the next."""
_UP: Final = 24
_DOWN: Final = 12


@dataclass(frozen=True, slots=True)
class DayBar:
    """One day: runs that went well above the line, failures below; heights in pixels, ``y`` of their tops."""

    x: int
    ok_y: int
    ok_height: int
    failed_height: int
    title: str


@dataclass(frozen=True, slots=True)
class Spark:
    """The last days of one source; ``base`` is the line between the two."""

    width: int
    height: int
    base: int
    bars: tuple[DayBar, ...]
    summary: str


def sparks(outcomes: Iterable[Row], *, today: date) -> dict[str, Spark]:
    """The last SHOWN_DAYS days of each source that was asked in them, the latest on the right.

    Args:
        outcomes: Rows of ``daily_outcomes``.
        today: The last day that is shown.
    """
    by_source: dict[str, list[Row]] = defaultdict(list)
    for row in outcomes:
        by_source[row["source_id"]].append(row)
    return {source: _spark(rows, today) for source, rows in by_source.items()}


def _spark(rows: Iterable[Row], today: date) -> Spark:
    ok: dict[str, int] = defaultdict(int)
    failed: dict[str, dict[str, int]] = defaultdict(dict)
    for row in rows:
        if row["outcome"] == "ok":
            ok[row["day"]] = row["runs"]
        else:
            failed[row["day"]][row["outcome"]] = row["runs"]
    days = [(today - timedelta(days=back)).isoformat() for back in range(SHOWN_DAYS - 1, -1, -1)]
    most = max((max(ok[day], sum(failed[day].values())) for day in days), default=0) or 1
    bars = []
    for place, day in enumerate(days):
        bad = sum(failed[day].values())
        if ok[day] or bad:
            height = _height(ok[day], most, _UP)
            what = ", ".join(f"{count} × {outcome}" for outcome, count in sorted(failed[day].items()))
            title = f"{date_words(day)}: {ok[day]} × well" + (f", {what}" if what else "")
            bars.append(DayBar(place * _STEP, _UP - height, height, _height(bad, most, _DOWN), title))
    good, bad = sum(ok[day] for day in days), sum(sum(failed[day].values()) for day in days)
    summary = f"{counted(good + bad, 'run')} in {SHOWN_DAYS} days, {bad or 'none'} failed"
    return Spark(SHOWN_DAYS * _STEP, _UP + _DOWN + 1, _UP, tuple(bars), summary)


def _height(count: int, most: int, tallest: int) -> int:
    return max(round(tallest * count / most), 3) if count else 0
