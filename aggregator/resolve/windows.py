"""How windows of time stand to each other: which holds which, and when one is over. No business logic, no I/O."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from aggregator.dates import DateWindow


@lru_cache(maxsize=4096)
def parse_window(value: str) -> DateWindow | None:
    """The window that a claim's value is; None where it is none (``unannounced``)."""
    try:
        return DateWindow.parse(value)
    except ValueError:
        return None


@lru_cache(maxsize=65_536)
def holds(wide: str, narrow: str) -> bool:
    """Whether ``narrow`` lies in ``wide``; a window holds itself.

    >>> holds("2023", "2023-06"), holds("2023-06", "2023"), holds("2025/..", "2026-01/2026-04")
    (True, False, True)
    """
    outer, inner = parse_window(wide), parse_window(narrow)
    if outer is None or inner is None:
        return wide == narrow
    return outer.first_day <= inner.first_day and inner.last_day <= outer.last_day


@lru_cache(maxsize=65_536)
def days_between(a: str, b: str) -> int:
    """Days from the end of one window to the start of the other, whichever goes first; 0 where they touch."""
    one, other = parse_window(a), parse_window(b)
    if one is None or other is None:
        return 0
    return max(0, (other.first_day - one.last_day).days, (one.first_day - other.last_day).days)


def last_day(value: str) -> date | None:
    """The last day of a window; None where it has no end or is no window."""
    window = parse_window(value)
    return None if window is None or window.is_open else window.last_day


def is_one_day(value: str) -> bool:
    """Whether the window names a day."""
    window = parse_window(value)
    return window is not None and window.first_day == window.last_day
