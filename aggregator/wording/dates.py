"""Days, months and windows of time as people write them."""

from __future__ import annotations

from datetime import date
from typing import Final

from aggregator.dates import DateWindow, PartialDate

_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def date_words(value: str | date) -> str:
    """A day, a month or a year, or the day of a timestamp; anything else as it is.

    >>> date_words("2026-03-10"), date_words("2026-03"), date_words("2026"), date_words("2026-03-10T08:00:00Z")
    ('10 Mar 2026', 'Mar 2026', '2026', '10 Mar 2026')
    """
    text = value.isoformat() if isinstance(value, date) else value
    try:
        return _words(PartialDate.parse(text.partition("T")[0]))
    except ValueError:
        return text


def span_words(value: str) -> str:
    """A value of ``release`` or ``renewal_date`` as people write it.

    >>> span_words("2027-03/2027-05"), span_words("2027/.."), span_words("2026-12-31/2027-01-02")
    ('Mar to May 2027', '2027 or later', '31 Dec 2026 to 2 Jan 2027')
    """
    try:
        window = DateWindow.parse(value)
    except ValueError:
        return value
    if window.is_open:
        return f"{_words(window.start)} or later"
    if window.end is None:
        return _words(window.start)
    start, end = _words(window.start), _words(window.end)
    if window.start.year == window.end.year:
        start = start.removesuffix(f" {window.end.year}")
    return f"{start} to {end}"


def _words(day: PartialDate) -> str:
    parts = [str(day.year)]
    if day.month is not None:
        parts.insert(0, _MONTHS[day.month - 1])
    if day.day is not None:
        parts.insert(0, str(day.day))
    return " ".join(parts)
