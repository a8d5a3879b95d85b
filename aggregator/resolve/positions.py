"""All evidence for one answer, kept so that the rules can ask of it what they need. Pure.

A position grows in the order of time: evidence is added on its day and ends on its day. Adding costs nothing that
depends on what is there already.
"""

from __future__ import annotations

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

    __slots__ = ("_ended", "answer", "is_live", "known", "record", "told_last")

    def __init__(self, answer: Answer, evidence: Evidence) -> None:
        """A position begins with its first evidence."""
        self.answer = answer
        self.known = [evidence]
        self._ended: set[int] = set()
        self._begin(evidence)

    def _begin(self, evidence: Evidence) -> None:
        self.is_live = True
        self.record = Record(evidence)
        self.told_last = _told(evidence)

    def add(self, evidence: Evidence) -> None:
        """Take in evidence, none of it older than what is there."""
        self.known.append(evidence)
        if self.is_live:
            self._count(evidence)
        else:
            self._begin(evidence)

    def _count(self, evidence: Evidence) -> None:
        tier = tier_of(evidence)
        if tier > self.record.tier:
            self.record = Record(evidence)
        elif tier is self.record.tier:
            self.record.add(evidence)
        self.told_last = _told(evidence) or self.told_last

    def end(self, evidence: Evidence) -> None:
        """Rule 4: the page says it no longer."""
        self._ended.add(id(evidence))
        live = self.live()
        self.is_live = bool(live)
        if live:
            self._begin(live[0])
            for one in live[1:]:
                self._count(one)

    def live(self) -> list[Evidence]:
        """The evidence that has not ended."""
        return [one for one in self.known if id(one) not in self._ended] if self._ended else self.known

    @property
    def tier(self) -> Tier:
        """The tier of the record."""
        return self.record.tier


def _told(evidence: Evidence) -> date | None:
    return evidence.said_at.date() if evidence.claim.status is Status.CONFIRMED else None


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
