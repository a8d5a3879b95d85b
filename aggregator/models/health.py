"""What sources show over time, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from aggregator.models.identity import SourceId


class AlarmCode(StrEnum):
    """What can be wrong with a source; the vocabulary of ``source_alarms.code``."""

    FAILING = "failing"
    GONE = "gone"
    NO_SECRET = "no_secret"  # noqa: S105 - the environment lacks what its headers need
    MISLED = "misled"  # its server said "not modified", and it was modified
    NO_ENTRIES = "no_entries"
    FEW_ENTRIES = "few_entries"
    MANY_ENTRIES = "many_entries"
    NO_LINKS = "no_links"  # the selector for links stopped matching
    NO_TITLE = "no_title"
    NO_LINK = "no_link"
    NO_DATE = "no_date"
    NO_AUTHOR = "no_author"
    NO_SUMMARY = "no_summary"
    NO_ARTICLE_TEXT = "no_article_text"
    NO_ARTICLE_DATE = "no_article_date"
    NO_ARTICLE_AUTHOR = "no_article_author"
    ALL_NEW = "all_new"  # in every answer every entry is new: its keys change
    DUPLICATES = "duplicates"
    SILENT = "silent"


class Filled(NamedTuple):
    """How many of the things that were looked at had something."""

    had: int
    of: int

    def __add__(self, other: object) -> Filled:
        """Both looks taken together."""
        return Filled(self.had + other.had, self.of + other.of) if isinstance(other, Filled) else NotImplemented

    @property
    def share(self) -> float:
        """0 for none to 1 for all; 0 where nothing was looked at."""
        return self.had / self.of if self.of else 0.0


@dataclass(frozen=True, slots=True)
class DayYield:
    """What the answers of a source, read in full, had to show on one day in UTC.

    ``entries`` is the least number of entries that an answer had; None where every one was in doubt. ``news`` counts
    the entries not met before. ``filled`` has a count for each field that was not in doubt, named as its alarm
    without ``no_``, and for ``known`` (entries met before) and ``distinct`` (entries that repeat no other).
    """

    day: date
    entries: int | None = None
    news: int = 0
    filled: Mapping[str, Filled] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Alarm:
    """Something that is wrong with a source, or only seems to be while it has not been ``told``.

    ``seen`` and ``cleared`` count the runs in a row that saw it, and that saw it gone. ``id`` is None before it is
    stored, ``ended_at`` while it lasts.
    """

    source_id: SourceId
    code: AlarmCode
    detail: str
    began_at: datetime
    seen: int = 1
    cleared: int = 0
    told: bool = False
    ended_at: datetime | None = None
    id: int | None = None
