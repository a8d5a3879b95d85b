"""All evidence for one answer, kept so that the rules can ask of it what they need. Pure.

A position grows in the order of time: evidence is added on its day and ends on its day. Adding costs nothing that
depends on what is there already.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from aggregator.models import Evidence, Status
from aggregator.resolve.rules import (
    FORTNIGHT_DAYS,
    WITNESSES_TO_RETURN,
    Answer,
    Rank,
    Tier,
    is_comparable,
    rank_of,
    tier_of,
)

_STATUSES: Final = {status: place for place, status in enumerate(Status)}
"""Firmest first."""


class Record:
    """When and by whom an answer was given, within one tier.

    ``first`` and ``last`` are days, ``rank`` is the best that gave it.
    """

    __slots__ = ("_last_by_rank", "_last_by_witness", "first", "last", "rank", "tier")

    def __init__(self, evidence: Evidence) -> None:
        """A record begins with its first evidence."""
        self.tier = tier_of(evidence)
        self.rank = rank_of(evidence.authority)
        self.first = self.last = evidence.said_at.date()
        self._last_by_rank = {self.rank: self.first}
        self._last_by_witness = {evidence.witness: self.first}

    def add(self, evidence: Evidence) -> None:
        """Take in one more of the tier, not older than the others."""
        rank = rank_of(evidence.authority)
        self.rank = max(self.rank, rank)
        self.last = evidence.said_at.date()
        self._last_by_rank[rank] = self._last_by_witness[evidence.witness] = self.last

    def last_by(self, rank: Rank) -> date:
        """The last day on which a source of at least ``rank`` said it; there must be one."""
        return max(day for by, day in self._last_by_rank.items() if by >= rank)

    def rank_since(self, day: date) -> Rank | None:
        """The best rank that said it on ``day`` or later."""
        return max((rank for rank, last in self._last_by_rank.items() if last >= day), default=None)

    def witnesses_after(self, day: date) -> int:
        """How many independent sources said it later than ``day``."""
        return sum(last > day for last in self._last_by_witness.values())


class Position:
    """An answer and all evidence for it that is known, oldest first.

    ``record`` is that of the best tier of what is live (rule 1); where nothing is, the last there was. ``told_last`` is
    the last day on which the answer was told as a fact, by whomever.
    """

    record: Record
    _status: Status

    def __init__(self, answer: Answer) -> None:
        """A position begins without evidence."""
        self.answer = answer
        self.known: list[Evidence] = []
        self.is_live = False
        self.told_last: date | None = None
        self._idle: set[int] = set()

    def add(self, evidence: Evidence, *, is_past: bool = False) -> None:
        """Take in evidence, none of it older than what is there; ``is_past``: it tells of what was (rules 8, 15)."""
        self.known.append(evidence)
        if is_past:
            self._idle.add(id(evidence))
        else:
            self._count(evidence)

    def _count(self, evidence: Evidence) -> None:
        tier = tier_of(evidence)
        if not self.is_live or tier > self.record.tier:
            self.record = Record(evidence)
            self._status = evidence.claim.status
        elif tier is self.record.tier:
            self.record.add(evidence)
            self._status = min(self._status, evidence.claim.status, key=_STATUSES.__getitem__)
        self.is_live = True
        if evidence.claim.status is Status.CONFIRMED:
            self.told_last = evidence.said_at.date()

    def end(self, evidence: Evidence) -> None:
        """Rule 4: the page says it no longer."""
        self._idle.add(id(evidence))
        self.is_live = False
        self.told_last = None
        for one in self.live():
            self._count(one)

    def live(self) -> list[Evidence]:
        """The evidence that counts: that has not ended, and tells of what is."""
        return [one for one in self.known if id(one) not in self._idle] if self._idle else self.known

    def status(self) -> Status:
        """The firmest status that the evidence of the best tier carries; of what is live, if anything is."""
        if self.is_live:
            return self._status
        tier = max(map(tier_of, self.known))
        return min((one.claim.status for one in self.known if tier_of(one) is tier), key=_STATUSES.__getitem__)

    @property
    def tier(self) -> Tier:
        """The tier of the record."""
        return self.record.tier


def prevails(one: Position, other: Position) -> Position | None:
    """Which of two rivals of one tier stands (rules 12 to 14); None where they dispute each other."""
    older, newer = sorted((one, other), key=_by_age)
    if older.record.rank < newer.record.rank:
        return newer
    if not is_comparable(newer.record.rank, older.record.rank):
        return older
    last, older_last = (position.record.last_by(newer.record.rank) for position in (newer, older))
    lead = (last - older_last).days
    if lead > FORTNIGHT_DAYS:
        return newer
    if lead < -FORTNIGHT_DAYS:
        return older if older.record.first == newer.record.first or _comes_back(older, newer) else None
    return older if older.record.rank > newer.record.rank else None


def _by_age(position: Position) -> tuple[date, Rank, str]:
    return position.record.first, position.record.rank, position.answer.value


def _comes_back(older: Position, newer: Position) -> bool:
    """Rule 14: whether ``older``, said again over a fortnight after ``newer``, is believed again."""
    said_again = older.record.rank_since(newer.record.first) or Rank.FARM
    witnesses = older.record.witnesses_after(newer.record.last_by(newer.record.rank))
    return said_again > newer.record.rank or said_again is Rank.OFFICIAL or witnesses >= WITNESSES_TO_RETURN
