"""All evidence for one answer, kept so that the rules can ask of it what they need. Pure.

A position grows in the order of time: evidence is added on its day and ends on its day. Adding costs nothing that
depends on what is there already.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from copy import deepcopy
from datetime import date
from typing import Final

from aggregator.models import Authority, Evidence, Status
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

    __slots__ = ("first", "last", "last_by_rank", "last_by_witness", "rank", "tier")

    def __init__(
        self, tier: Tier, first: date, last_by_rank: dict[Rank, date], last_by_witness: dict[str, date]
    ) -> None:
        """A record as far as it has come; it has one rank and one witness at least."""
        self.tier = tier
        self.rank = max(last_by_rank)
        self.first = first
        self.last = max(last_by_rank.values())
        self.last_by_rank = last_by_rank
        self.last_by_witness = last_by_witness

    @classmethod
    def of(cls, evidence: Evidence) -> Record:
        """A record with its first evidence."""
        said = evidence.said_at.date()
        return cls(tier_of(evidence), said, {rank_of(evidence.authority): said}, {evidence.witness: said})

    def add(self, evidence: Evidence) -> None:
        """Take in one more of the tier, not older than the others."""
        rank = rank_of(evidence.authority)
        self.rank = max(self.rank, rank)
        self.last = evidence.said_at.date()
        self.last_by_rank[rank] = self.last_by_witness[evidence.witness] = self.last

    def last_by(self, rank: Rank) -> date:
        """The last day on which a source of at least ``rank`` said it; there must be one."""
        return max(day for by, day in self.last_by_rank.items() if by >= rank)

    def rank_since(self, day: date) -> Rank | None:
        """The best rank that said it on ``day`` or later."""
        return max((rank for rank, last in self.last_by_rank.items() if last >= day), default=None)

    def witnesses_after(self, day: date) -> int:
        """How many independent sources said it later than ``day``."""
        return sum(last > day for last in self.last_by_witness.values())


class Tally:
    """What some evidence for one answer adds up to, whatever its order but that the days do not go back.

    ``record`` and ``status`` are those of the best tier (rule 1). ``told_last`` is the last day on which the answer was
    told as a fact, by whomever; ``first`` and ``last`` are days, ``named`` says how often which sources give which
    character. Empty, it has neither record nor days.
    """

    __slots__ = ("first", "last", "named", "record", "status", "told_last", "witnesses")
    record: Record
    status: Status
    first: date
    last: date

    def __init__(self, evidence: Iterable[Evidence] = ()) -> None:
        """A tally of ``evidence``."""
        self.told_last: date | None = None
        self.witnesses: set[str] = set()
        self.named: Counter[tuple[Authority, str]] = Counter()
        for one in evidence:
            self.add(one)

    def __bool__(self) -> bool:
        return bool(self.witnesses)

    def add(self, evidence: Evidence) -> None:
        """Take in one more, said on no earlier day than the others."""
        claim, tier, said = evidence.claim, tier_of(evidence), evidence.said_at.date()
        if not self:
            self.first = said
        if not self or tier > self.record.tier:
            self.record, self.status = Record.of(evidence), claim.status
        elif tier is self.record.tier:
            self.record.add(evidence)
            self.status = min(self.status, claim.status, key=_STATUSES.__getitem__)
        if claim.status is Status.CONFIRMED:
            self.told_last = said
        self.last = said
        self.witnesses.add(evidence.witness)
        if claim.character:
            self.named[evidence.authority, claim.character] += 1


class Position:
    """An answer and all evidence for it that is known.

    ``now`` is what the live evidence adds up to: that has not ended, and tells of what is (rules 4, 8, 15); ``ever``,
    what all does, the same tally as long as all is live. ``known`` is the evidence itself, oldest first; where a
    position was taken from what is stored, that which came later.
    """

    def __init__(self, answer: Answer) -> None:
        """A position begins without evidence."""
        self.answer = answer
        self.known: list[Evidence] = []
        self.now = self.ever = Tally()
        self.is_told_as_past = True
        """Whether all of it tells of what was."""
        self._idle: set[int] = set()

    def add(self, evidence: Evidence, *, is_past: bool = False) -> None:
        """Take in evidence, said on no earlier day than what is there; ``is_past``: it tells of what was."""
        if is_past:
            self._set_aside(evidence)
        else:
            self.is_told_as_past = False
            self.now.add(evidence)
        if self.ever is not self.now:
            self.ever.add(evidence)
        self.known.append(evidence)

    def end(self, evidence: Evidence) -> None:
        """Rule 4: the page says it no longer."""
        self._set_aside(evidence)
        self.now = Tally(one for one in self.known if id(one) not in self._idle)

    def _set_aside(self, evidence: Evidence) -> None:
        if self.ever is self.now:
            self.ever = deepcopy(self.now)
        self._idle.add(id(evidence))

    @property
    def is_live(self) -> bool:
        """Whether any evidence counts."""
        return bool(self.now)

    @property
    def record(self) -> Record:
        """Of the live evidence of the best tier; there must be some."""
        return self.now.record

    @property
    def tier(self) -> Tier:
        """The tier of the record."""
        return self.now.record.tier

    @property
    def told_last(self) -> date | None:
        """The last day on which live evidence tells the answer as a fact."""
        return self.now.told_last

    def status(self) -> Status:
        """The firmest status that the evidence of the best tier carries; of what is live, if anything is."""
        return (self.now or self.ever).status


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
