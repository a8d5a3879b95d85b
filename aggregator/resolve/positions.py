"""All evidence for one answer, kept so that the rules can ask of it what they need. Pure.

A position grows in the order of time: evidence is added on its day and ends on its day. Adding costs nothing that
depends on what is there already.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from aggregator.models import ClaimKind, Evidence, Status
from aggregator.resolve.rules import (
    FORTNIGHT_DAYS,
    WITNESSES_TO_RETURN,
    Answer,
    Rank,
    Tier,
    date_of_last_decision,
    is_comparable,
    rank_of,
    tier_of,
)


@dataclass(slots=True)
class Record:
    """When, by whom and how well an answer was given, within one tier."""

    first: date
    last_by_rank: dict[Rank, date] = field(default_factory=dict)
    last_by_witness: dict[str, date] = field(default_factory=dict)

    def add(self, evidence: Evidence) -> None:
        """Take in one more; days only grow."""
        day = evidence.said_at.date()
        self.last_by_rank[rank_of(evidence.authority)] = day
        self.last_by_witness[evidence.witness] = day

    @property
    def rank(self) -> Rank:
        """The best rank that says it."""
        return max(self.last_by_rank)

    @property
    def last(self) -> date:
        """The last day on which it was said."""
        return max(self.last_by_rank.values())

    def last_by(self, rank: Rank) -> date:
        """The last day on which a source of at least ``rank`` said it; there must be one."""
        return max(day for by, day in self.last_by_rank.items() if by >= rank)

    def rank_since(self, day: date) -> Rank | None:
        """The best rank that said it on ``day`` or later."""
        return max((rank for rank, last in self.last_by_rank.items() if last >= day), default=None)

    def witnesses_after(self, day: date) -> int:
        """How many independent sources said it later than ``day``."""
        return sum(last > day for last in self.last_by_witness.values())


class Position:
    """An answer and all evidence for it that is known, oldest first."""

    def __init__(self, answer: Answer) -> None:
        """Without evidence a position is asked nothing but its answer."""
        self.answer = answer
        self.known: list[Evidence] = []
        self._ended: set[int] = set()
        self._records: dict[Tier, Record] = {}
        self._told_last: date | None = None

    def add(self, evidence: Evidence) -> None:
        """Take in evidence, none of it older than what is there."""
        self.known.append(evidence)
        self._count(evidence)

    def end(self, evidence: Evidence) -> None:
        """Rule 4: the page says it no longer."""
        self._ended.add(id(evidence))
        self._records.clear()
        self._told_last = None
        for one in self.live():
            self._count(one)

    def _count(self, evidence: Evidence) -> None:
        day = evidence.said_at.date()
        self._records.setdefault(tier_of(evidence), Record(first=day)).add(evidence)
        if evidence.claim.status is Status.CONFIRMED:
            self._told_last = day

    def live(self) -> list[Evidence]:
        """The evidence that has not ended."""
        return [one for one in self.known if id(one) not in self._ended] if self._ended else self.known

    @property
    def is_live(self) -> bool:
        """Whether anybody still says it."""
        return bool(self._records)

    @property
    def tier(self) -> Tier:
        """Rule 1: the best tier of what is live."""
        return max(self._records)

    @property
    def record(self) -> Record:
        """The record of that tier."""
        return self._records[self.tier]

    @property
    def told_last(self) -> date | None:
        """The last day on which it was told as a fact, by whomever."""
        return self._told_last


def prevails(kind: ClaimKind, one: Position, other: Position) -> Position | None:
    """Which of two rivals of one tier stands (rules 12 to 15); None where they dispute each other."""
    if kind is ClaimKind.RENEWAL_DATE and not (one.answer.denied or other.answer.denied):
        last_date = date_of_last_decision(one.answer.value, other.answer.value)
        if last_date is not None:
            later, earlier = (one, other) if one.answer.value == last_date else (other, one)
            return later if is_comparable(later.record.rank, earlier.record.rank) else earlier
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
