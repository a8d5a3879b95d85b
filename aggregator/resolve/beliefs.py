"""From the positions on one question to what is believed of it on a day. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from aggregator.models import ClaimKind, Standing
from aggregator.resolve.passing import is_past
from aggregator.resolve.positions import Position, prevails
from aggregator.resolve.rules import (
    FORTNIGHT_DAYS,
    Answer,
    Rank,
    Relation,
    Tier,
    is_nothing_yet,
    is_refutable,
    relation,
)
from aggregator.resolve.seasons import Outlook


@dataclass(frozen=True, slots=True)
class Belief:
    """A current answer: the position that gives it first, then those that agree with it."""

    positions: tuple[Position, ...]
    standing: Standing

    @property
    def answer(self) -> Answer:
        """The answer that is believed."""
        return self.positions[0].answer


_UNKNOWN: Final = Outlook()
_FIRMEST_FIRST: Final = tuple(sorted(Tier, reverse=True))


def believe(kind: ClaimKind, positions: Sequence[Position], day: date, season: Outlook = _UNKNOWN) -> list[Belief]:
    """The current answers on ``day``, firmest first; ``positions`` hold what is known by then.

    Args:
        kind: what the question asks for.
        positions: all positions on it, in any order.
        day: the day as of which to believe.
        season: what is known by then of the season beside it.
    """
    standing = [one for one in positions if one.is_live and not is_past(kind, one, positions, day, season)]
    if len(positions) == 1:
        return [Belief((one,), _standing(kind, one, ())) for one in standing]  # as most often
    current: list[Position] = []
    for tier in _FIRMEST_FIRST:
        level = _settle(kind, [one for one in standing if one.tier is tier])
        current += [one for one in level if all(_stands_beside(kind, one, firmer) for firmer in current)]
    current = _keep_most_exact(kind, current)
    followers: dict[int, list[Position]] = {id(one): [one] for one in current}
    for one in sorted(positions, key=_in_order):
        if id(one) not in followers and (leader := _leader(kind, one, current)) is not None:
            followers[id(leader)].append(one)
    return [Belief(tuple(followers[id(one)]), _standing(kind, one, current)) for one in current]


def _in_order(position: Position) -> tuple[str, bool]:
    return position.answer.value, position.answer.denied


def _strength(position: Position) -> tuple[Tier, Rank, int, int, str]:
    record = position.record
    return (
        position.tier,
        record.rank,
        record.last.toordinal(),
        -record.first.toordinal(),
        position.answer.value,
    )


def _settle(kind: ClaimKind, level: list[Position]) -> list[Position]:
    """The positions of one tier that stand, strongest first (rules 8, 9, 12 to 14)."""
    if len(level) <= 1:
        return level
    oldest_first = sorted(level, key=lambda one: (one.record.last, one.record.rank, one.answer.value))
    kept = list(oldest_first)
    for one in oldest_first:
        rivals = (other for other in kept if relation(kind, one.answer, other.answer) is Relation.RIVAL)
        if any(prevails(one, other) is other for other in rivals):
            kept.remove(one)
    kept = [one for one in kept if not any(_overtakes(kind, other, one) for other in kept)]
    return sorted(kept, key=_strength, reverse=True)


def _overtakes(kind: ClaimKind, other: Position, one: Position) -> bool:
    """Rules 8 and 9: whether ``other`` goes further than ``one``, so that ``one`` is over."""
    if relation(kind, one.answer, other.answer) is not Relation.EARLIER or _refutes(kind, one, other):
        return False
    return not is_nothing_yet(kind, one.answer) or other.told_last is not None


def _refutes(kind: ClaimKind, one: Position, other: Position) -> bool:
    """Rule 9: whether ``one`` is an official "nothing yet", said after others gave the answer ``other``."""
    return (
        is_nothing_yet(kind, one.answer)
        and relation(kind, one.answer, other.answer) is Relation.EARLIER
        and one.record.rank is Rank.OFFICIAL
        and other.record.rank < Rank.OFFICIAL
        and one.record.last_by(Rank.OFFICIAL) > other.record.last
        and is_refutable(kind, other.answer.value)
    )


def _stands_beside(kind: ClaimKind, one: Position, firmer: Position) -> bool:
    """Rules 6, 8, 9 and 11: whether ``one`` can be an answer while ``firmer`` is one."""
    match relation(kind, one.answer, firmer.answer):
        case Relation.RIVAL:
            return _disputes_softly(one, firmer)
        case Relation.EARLIER:
            return _refutes(kind, one, firmer)
        case Relation.WIDER | Relation.SAME:
            return False
        case Relation.NARROWER | Relation.LATER | Relation.ASIDE:
            return True


def _disputes_softly(one: Position, firmer: Position) -> bool:
    """Rule 11."""
    if one.tier is not Tier.EXPECTED or one.record.rank < firmer.record.rank:
        return False
    return (one.record.last - firmer.record.last).days > FORTNIGHT_DAYS


def _keep_most_exact(kind: ClaimKind, current: list[Position]) -> list[Position]:
    """Rules 6 and 7: of answers that agree, the most exact, or the best source's; ``current`` is strongest first."""
    kept: list[Position] = []
    for one in current:
        others = [other for other in current if other is not one and other.tier >= one.tier]
        is_wider = any(relation(kind, one.answer, other.answer) is Relation.WIDER for other in others)
        is_said = any(relation(kind, one.answer, other.answer) is Relation.SAME for other in kept)
        if not is_wider and not is_said:
            kept.append(one)
    return kept


def _leader(kind: ClaimKind, one: Position, current: Iterable[Position]) -> Position | None:
    """The first current position that ``one`` agrees with and says no more than."""
    agreeing = (Relation.WIDER, Relation.SAME)
    return next((leader for leader in current if relation(kind, one.answer, leader.answer) in agreeing), None)


def _standing(kind: ClaimKind, one: Position, current: Iterable[Position]) -> Standing:
    if one.tier is Tier.RUMOUR:
        return Standing.RUMOURED
    for other in current:
        if other is one or other.tier is Tier.RUMOUR:
            continue
        is_rival = relation(kind, one.answer, other.answer) is Relation.RIVAL
        if is_rival or _refutes(kind, one, other) or _refutes(kind, other, one):
            return Standing.DISPUTED
    return Standing.AGREED
