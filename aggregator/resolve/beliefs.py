"""From the positions on one question to what is believed of it, day by day. Pure.

`believe` weighs the positions of one day; `Course` follows a question through time, so that it can say since when an
answer has been believed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from aggregator.models import ClaimKind, Evidence, Standing, Status
from aggregator.resolve.positions import Position, prevails
from aggregator.resolve.rules import (
    DELAYED,
    FORTNIGHT_DAYS,
    STEPS,
    Answer,
    Rank,
    Relation,
    Tier,
    is_nothing_yet,
    is_refutable,
    relation,
)
from aggregator.resolve.windows import is_one_day, last_day


@dataclass(frozen=True, slots=True)
class Belief:
    """A current answer: the position that gives it first, then those that agree with it."""

    positions: tuple[Position, ...]
    standing: Standing

    @property
    def answer(self) -> Answer:
        """The answer that is believed."""
        return self.positions[0].answer


@dataclass(frozen=True, slots=True)
class Premiere:
    """A firm report, made on the day ``said``, that the season's premiere is on the day ``on``."""

    said: date
    on: date


def believe(
    kind: ClaimKind, positions: Sequence[Position], day: date, premieres: Sequence[Premiere] = ()
) -> list[Belief]:
    """The current answers on ``day``, firmest first; ``positions`` hold what is known by then.

    Args:
        kind: what the question asks for.
        positions: all positions on it, in any order.
        day: the day as of which to believe.
        premieres: what is known by then of the day of the season's premiere (rule 17).
    """
    standing = [one for one in positions if one.is_live and not _is_past(kind, one, positions, day, premieres)]
    current: list[Position] = []
    for tier in sorted(Tier, reverse=True):
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
    """The positions of one tier that stand, strongest first (rules 8, 9, 12 to 15)."""
    oldest_first = sorted(level, key=lambda one: (one.record.last, one.record.rank, one.answer.value))
    kept = list(oldest_first)
    for one in oldest_first:
        rivals = (other for other in kept if relation(kind, one.answer, other.answer) is Relation.RIVAL)
        if any(prevails(kind, one, other) is other for other in rivals):
            kept.remove(one)
    kept = [one for one in kept if not any(_overtakes(kind, other, one) for other in kept)]
    return sorted(kept, key=_strength, reverse=True)


def _overtakes(kind: ClaimKind, other: Position, one: Position) -> bool:
    """Rules 8 and 9: whether ``other`` goes further than ``one``, so that ``one`` is over."""
    if relation(kind, one.answer, other.answer) is not Relation.EARLIER:
        return False
    return not _refutes(kind, one, other)


def _refutes(kind: ClaimKind, one: Position, other: Position) -> bool:
    """Rule 9: whether ``one`` is an official "nothing yet", said after others gave the answer ``other``."""
    return (
        is_nothing_yet(kind, one.answer)
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


def _is_past(
    kind: ClaimKind, one: Position, positions: Iterable[Position], day: date, premieres: Sequence[Premiere]
) -> bool:
    """Rules 9, 16 and 17: whether time alone has made an end of ``one``."""
    if kind is ClaimKind.RELEASE:
        return _has_passed(one, day) or (
            is_nothing_yet(kind, one.answer) and any(_outlived(other, one, day) for other in positions)
        )
    if premieres and max(premiere.on for premiere in premieres) < day and _waits_for_premiere(kind, one.answer):
        return True
    return kind is ClaimKind.PRODUCTION and one.answer == Answer(DELAYED) and _is_resumed(one, positions, premieres)


def _waits_for_premiere(kind: ClaimKind, given: Answer) -> bool:
    """Rule 17: whether an answer is history once the season has started."""
    if kind is ClaimKind.PRODUCTION:
        return given != Answer(STEPS[kind][-1])
    return is_nothing_yet(kind, given)


def _has_passed(one: Position, day: date) -> bool:
    """Rule 16."""
    end = last_day(one.answer.value)
    if end is None or day <= end:
        return False
    if one.answer.denied:
        return True
    is_kept = one.tier is Tier.FIRM and is_one_day(one.answer.value)
    is_told = one.told_last is not None and one.told_last > end
    return not is_kept and not is_told


def _outlived(window: Position, nothing_yet: Position, day: date) -> bool:
    """Whether "no date yet" was said before a window that was set since, and has passed."""
    if not window.is_live or window.answer.denied or window.tier is not Tier.FIRM:
        return False
    end = last_day(window.answer.value)
    return end is not None and end < day and nothing_yet.record.last <= end


def _is_resumed(delay: Position, positions: Iterable[Position], premieres: Iterable[Premiere]) -> bool:
    """Rule 17."""
    said = delay.record.last
    if any(premiere.said > said for premiere in premieres):
        return True
    stages = STEPS[ClaimKind.PRODUCTION]
    reports = [
        (stages.index(one.answer.value), one.record)
        for one in positions
        if one.answer.value in stages and not one.answer.denied and one.is_live and one.tier is Tier.FIRM
    ]
    reached = max((stage for stage, record in reports if record.first <= said), default=-1)
    return any(stage >= reached and record.last > said for stage, record in reports)


class Course:
    """One question through time: what is believed of it on a day, and since when."""

    def __init__(self, kind: ClaimKind, evidence: Iterable[Evidence], premieres: Iterable[Premiere] = ()) -> None:
        """``evidence`` and ``premieres`` in any order."""
        self.kind = kind
        self.positions: dict[Answer, Position] = {}
        self.beliefs: list[Belief] = []
        self.since: dict[Answer, date] = {}
        """Since when each current answer has been believed; of those given up, since when it was the last time."""
        self._evidence = sorted(evidence, key=lambda one: (one.said_at, one.claim_id))
        self._premieres = sorted(premieres, key=lambda one: (one.said, one.on))

    def follow(self, as_of: date) -> None:
        """Go through all days up to ``as_of`` on which something happens."""
        waiting = [one for one in self._evidence if one.said_at.date() <= as_of]
        ending = sorted((one.until.date(), at) for at, one in enumerate(waiting) if one.until is not None)
        said = ended = 0
        days = {day for one in waiting for day in self._days(one)}
        days |= {day for one in self._premieres for day in (one.said, one.on + timedelta(days=1))}
        for day in sorted(day for day in days if day <= as_of):
            while said < len(waiting) and waiting[said].said_at.date() <= day:
                self._add(waiting[said])
                said += 1
            while ended < len(ending) and ending[ended][0] <= day:
                one = waiting[ending[ended][1]]
                self.positions[_answer_of(one)].end(one)
                ended += 1
            self._update(day)

    def _days(self, evidence: Evidence) -> Iterator[date]:
        """The days on which ``evidence`` may move the belief."""
        said = evidence.said_at.date()
        yield said
        if evidence.until is not None:
            yield max(said, evidence.until.date())
        end = last_day(evidence.claim.value) if self.kind is ClaimKind.RELEASE else None
        if end is not None and end >= said:
            yield end + timedelta(days=1)

    def _add(self, evidence: Evidence) -> None:
        given = _answer_of(evidence)
        if given in self.positions:
            self.positions[given].add(evidence)
        else:
            self.positions[given] = Position(given, evidence)

    def _update(self, day: date) -> None:
        before = {belief.answer: belief.standing for belief in self.beliefs}
        premieres = [one for one in self._premieres if one.said <= day]
        self.beliefs = believe(self.kind, list(self.positions.values()), day, premieres)
        for belief in self.beliefs:
            standing = before.get(belief.answer)
            is_firmer = standing is Standing.RUMOURED and belief.standing is not Standing.RUMOURED
            if standing is None or is_firmer:
                self.since[belief.answer] = day


def _answer_of(evidence: Evidence) -> Answer:
    return Answer(evidence.claim.value, evidence.claim.status is Status.DENIED)
