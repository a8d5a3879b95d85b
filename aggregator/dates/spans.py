"""From the words of a date to numbers, and from numbers to windows. Arithmetic of the calendar, nothing of English."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date

from aggregator.dates import forms
from aggregator.dates.windows import DateWindow, PartialDate


def windows_of(build: Callable[[int], DateWindow], years: Iterable[int]) -> list[DateWindow]:
    """The windows of these years, but for days that they do not have (29 February)."""
    windows = []
    for year in years:
        try:
            windows.append(build(year))
        except ValueError:
            continue
    return windows


def distance(window: DateWindow, day: date) -> int:
    """In days; 0 within the window."""
    if window.first_day <= day <= window.last_day:
        return 0
    return min(abs((window.first_day - day).days), abs((window.last_day - day).days))


def month_of(word: str) -> int:
    """5 for "May", 9 for "Sept."."""
    stem = word.rstrip(".").lower()[:3]
    return next(number for name, number in forms.MONTHS.items() if name.startswith(stem))


def day_of(word: str) -> int:
    """3 for "3rd", "3" and "third"."""
    return forms.ORDINALS.get(word.lower()) or int(re.sub(r"\D", "", word))


def count_of(word: str | None) -> int:
    """2 for "two", "2" and "a couple of"."""
    word = re.sub(r"\s+", " ", (word or "a").lower())
    return int(word) if word.isdigit() else forms.NUMBERS.get(word, 1)


def months(year: int, first: int, last: int) -> DateWindow:
    """From one month to another, into the next year where the last comes before the first."""
    end = None if first == last else PartialDate(year + (last < first), last)
    return DateWindow(PartialDate(year, first), end)


def quarter(year: int, word: str) -> DateWindow:
    """The quarter named by "3" or "third"."""
    number = int(word) if word.isdigit() else forms.ORDINALS[word.lower()]
    return months(year, number * 3 - 2, number * 3)


def shift_months(day: date, months: int) -> PartialDate:
    """The month so many months after (before) that of a day."""
    total = day.year * 12 + day.month - 1 + months
    return PartialDate(total // 12, total % 12 + 1)
