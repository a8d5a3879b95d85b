"""From evidence to questions, and from what a question has come to, to facts. Pure.

Which questions there are and whom the names mean is settled here; what is believed of one question, in `beliefs.py`;
by which rules, in `rules.py`; what all evidence on a show adds up to, in `known.py`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from operator import attrgetter
from typing import Final

from aggregator.models import Authority, ClaimKind, Evidence, Fact, FactKey, Standing
from aggregator.resolve.beliefs import Belief
from aggregator.resolve.course import Course, age
from aggregator.resolve.names import AliasPair, NameBook, NameUse, cluster_names
from aggregator.resolve.positions import Position, Tally
from aggregator.resolve.rules import (
    DELAYED,
    Answer,
    Relation,
    is_nothing_yet,
    relation,
)
from aggregator.resolve.seasons import Season, season_of
from aggregator.resolve.windows import last_day

_NOTHING_KNOWN: Final = Season()


@dataclass(frozen=True, slots=True)
class Question:
    """What claims are gathered under; ``key`` is that of its facts, but that all of a production are one question."""

    key: FactKey
    evidence: tuple[Evidence, ...]
    season: Season
    told_as_past: frozenset[int]


@dataclass(frozen=True, slots=True)
class Names:
    """Who is who among the people and the characters of a show."""

    people: NameBook
    characters: NameBook

    def are_sure_of(self, evidence: Evidence) -> bool:
        """Whether one more use of the names in ``evidence`` can change nobody's name."""
        person, character = evidence.claim.person, evidence.claim.character
        return (not person or self.people.is_sure_of(person)) and (
            not character or self.characters.is_sure_of(character)
        )

    def extends(self, earlier: Names) -> bool:
        """Whether everybody who was known earlier is shown under the same name."""
        return self.people.extends(earlier.people) and self.characters.extends(earlier.characters)


def known_by(evidence: Iterable[Evidence], day: date) -> list[Evidence]:
    """Rule 18: what was said by ``day``, oldest first."""
    return sorted((one for one in evidence if one.said_at.date() <= day), key=age)


def turning_days(evidence: Iterable[Evidence]) -> list[date]:
    """The days on which the belief may change: something is said, taken back, or a window has passed."""
    days: set[date] = set()
    for one in evidence:
        days.add(one.said_at.date())
        if one.until is not None:
            days.add(one.until.date())
        end = last_day(one.claim.value) if one.claim.kind is ClaimKind.RELEASE else None
        if end is not None:
            days.add(end + timedelta(days=1))
    return sorted(days)


def names_of(evidence: Iterable[Evidence], aliases: Iterable[AliasPair]) -> Names:
    """Who is who, by the names that ``evidence`` holds."""
    people, characters = Counter(people_in(evidence)), Counter(characters_in(evidence))
    return clustered(people, characters, aliases)


def clustered(people: Mapping[NameUse, int], characters: Mapping[NameUse, int], aliases: Iterable[AliasPair]) -> Names:
    """Who is who, by how often each source uses which name."""
    aliases = tuple(aliases)
    return Names(cluster_names(people, aliases), cluster_names(characters, aliases, by_first_name=True))


def people_in(evidence: Iterable[Evidence]) -> Iterator[NameUse]:
    """Each use of a person's name."""
    return ((one.claim.person, one.authority) for one in evidence if one.claim.person)


def characters_in(evidence: Iterable[Evidence]) -> Iterator[NameUse]:
    """Each use of a character's name."""
    return ((one.claim.character, one.authority) for one in evidence if one.claim.character)


def by_question(evidence: Iterable[Evidence], names: Names, coming: Mapping[int, int]) -> dict[FactKey, list[Evidence]]:
    """``evidence`` by what it answers, in its order; ``coming`` as of ``coming_seasons``."""
    gathered: dict[FactKey, list[Evidence]] = defaultdict(list)
    for one in evidence:
        claim = one.claim
        person = names.people.display(claim.person) if claim.person else None
        job = claim.value if claim.kind is ClaimKind.CREW else ""
        gathered[FactKey(claim.show_id, season_of(one, coming), claim.kind, person, job)].append(one)
    return gathered


def question_of(
    key: FactKey, evidence: Iterable[Evidence], seasons: Mapping[int, Season], past: Container[int]
) -> Question:
    """The question of ``key``, with what is known of its season, and which of its evidence tells of what was."""
    evidence = tuple(evidence)
    season = seasons.get(key.season, _NOTHING_KNOWN) if key.season is not None else _NOTHING_KNOWN
    return Question(key, evidence, season, frozenset(one.claim_id for one in evidence if one.claim_id in past))


def course_of(question: Question, as_of: date) -> Course:
    """The course of ``question`` up to a day."""
    course = Course(question.key.kind)
    course.follow(question.evidence, question.season, question.told_as_past, as_of)
    return course


@dataclass(frozen=True, slots=True)
class Outcome:
    """One answer that a course has come to: the positions that give it and those that it is contradicted by."""

    positions: Sequence[Position]
    against: Sequence[Position]
    standing: Standing
    since: date


def outcomes_of(course: Course) -> list[Outcome]:
    """What a course has come to, in no particular order; every position is in it (rule 19)."""
    believed = {id(position) for belief in course.beliefs for position in belief.positions}
    against: dict[Answer, list[Position]] = {belief.answer: [] for belief in course.beliefs}
    found = []
    for position in course.positions.values():
        if id(position) in believed:
            continue
        is_history = position.answer in course.since or position.is_told_as_past
        contradicted = [] if is_history else _contradicted(course.kind, position, course)
        for belief in contradicted:
            against[belief.answer].append(position)
        if not contradicted:
            since = course.since.get(position.answer, position.ever.first)
            found.append(Outcome([position], [], Standing.SUPERSEDED, since))
    for belief in course.beliefs:
        if belief.standing is Standing.DISPUTED:
            against[belief.answer] += _disputing(course.kind, belief, course.beliefs)
        since = course.since[belief.answer]
        found.append(Outcome(belief.positions, against[belief.answer], belief.standing, since))
    return found


def _contradicted(kind: ClaimKind, position: Position, course: Course) -> list[Belief]:
    """Rule 19: the current answers that a position which never was believed speaks against."""
    return [
        belief
        for belief in course.beliefs
        if relation(kind, position.answer, belief.answer) is Relation.RIVAL
        or (
            relation(kind, position.answer, belief.answer) is Relation.EARLIER and is_nothing_yet(kind, position.answer)
        )
    ]


def _disputing(kind: ClaimKind, belief: Belief, beliefs: Iterable[Belief]) -> Iterator[Position]:
    for other in beliefs:
        if other is not belief and other.standing is Standing.DISPUTED:
            stands = relation(kind, belief.answer, other.answer)
            if stands is Relation.RIVAL or stands in {Relation.EARLIER, Relation.LATER}:
                yield from other.positions


@dataclass(frozen=True, slots=True)
class Stated:
    """A fact, and the answers whose claims stand on its two sides; its own is the first that supports it."""

    fact: Fact
    supporting: tuple[Answer, ...]
    contradicting: tuple[Answer, ...]

    def with_earlier(self, claims: Mapping[Answer, Sequence[int]]) -> Fact:
        """The fact with further claims, by what they answer, before those that it has."""
        earlier = [[number for one in side for number in claims.get(one, ())] for side in self.sides()]
        return replace(
            self.fact,
            supporting=(*earlier[0], *self.fact.supporting),
            contradicting=(*earlier[1], *self.fact.contradicting),
        )

    def sides(self) -> tuple[tuple[Answer, ...], tuple[Answer, ...]]:
        """Who supports it, and who contradicts it."""
        return self.supporting, self.contradicting


def stated(key: FactKey, course: Course, names: Names) -> list[Stated]:
    """The facts that a course has come to, in no particular order, with the claims that were added to it."""
    return [
        Stated(
            _fact(key, outcome, names),
            tuple(one.answer for one in outcome.positions),
            tuple(one.answer for one in outcome.against),
        )
        for outcome in outcomes_of(course)
    ]


def _fact(key: FactKey, outcome: Outcome, names: Names) -> Fact:
    """The fact for the answer of the first of its positions, with what all of them say."""
    given, tallies = outcome.positions[0], _counting(outcome.positions)
    if key.kind is ClaimKind.PRODUCTION and given.answer.value == DELAYED:
        key = FactKey(key.show_id, key.season, key.kind, key.person, DELAYED)
    return Fact(
        key=key,
        value=given.answer.value,
        status=given.status(),
        standing=outcome.standing,
        character=character_of(outcome.positions, names.characters),
        since=outcome.since,
        last_confirmed=max(one.last for one in tallies),
        independent_sources=len(set().union(*(one.witnesses for one in tallies))),
        supporting=_ids(outcome.positions),
        contradicting=_ids(outcome.against),
    )


def _ids(positions: Iterable[Position]) -> tuple[int, ...]:
    """Ids of claims, oldest first."""
    return tuple(one.claim_id for one in sorted((one for each in positions for one in each.known), key=age))


def _counting(positions: Iterable[Position]) -> list[Tally]:
    """What counts of positions that agree: what is live, or where nothing is, what was."""
    positions = list(positions)
    return [one.now for one in positions if one.is_live] or [one.ever for one in positions]


def character_of(positions: Iterable[Position], names: NameBook) -> str | None:
    """The character that the best sources name most, as it is shown; None where nobody names one."""
    uses: dict[Authority, Counter[str]] = defaultdict(Counter)
    for tally in _counting(positions):
        for (authority, character), count in tally.named.items():
            uses[authority][names.display(character)] += count
    if not uses:
        return None
    named = uses[min(uses, key=attrgetter("place"))]
    return min(named, key=lambda name: (-named[name], -len(name), name))
