"""Partial dates, date windows, and the date expressions of running English. No business logic, no I/O, no clock.

A date is kept at the precision at which it was given: ``2022``, ``2022-06`` and ``2022-06-06`` are three different
statements. A window is ``start/end`` of two such dates, or ``start/..`` where it has no end. Which event a date
belongs to is not decided here.
"""

from aggregator.dates.finding import find_dates
from aggregator.dates.windows import DateMention, DateWindow, PartialDate

__all__ = ["DateMention", "DateWindow", "PartialDate", "find_dates"]
