"""How windows of time stand to each other: which holds which, and when one is over. No business logic, no I/O."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Final

from aggregator.dates import DateWindow

_DAYS_OF_LONGEST_MONTH: Final = 31


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


@lru_cache(maxsize=4096)
def last_day(value: str) -> date | None:
    """The day after which a window says nothing more of what lies ahead; None where it is no window.

    "Not before 2025" (``2025/..``) is empty once 2025 is over.
    """
    window = parse_window(value)
    if window is None:
        return None
    return window.start.last_day if window.is_open else window.last_day


@lru_cache(maxsize=4096)
def is_one_day(value: str) -> bool:
    """Whether the window names a day."""
    window = parse_window(value)
    return window is not None and window.first_day == window.last_day


@lru_cache(maxsize=4096)
def is_within_a_month(value: str) -> bool:
    """Whether the window is a month or shorter."""
    window = parse_window(value)
    return window is not None and (window.last_day - window.first_day).days < _DAYS_OF_LONGEST_MONTH
