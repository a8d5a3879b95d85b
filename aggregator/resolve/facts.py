"""What is known of one show as of a day: its evidence, asked question by question. Pure.

Which questions there are, whom the names mean and how seasons are filled in is settled here; what is believed of one
question, in `beliefs.py`; by which rules, in `rules.py`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from operator import attrgetter
from typing import Final

from aggregator.models import Authority, ClaimKind, Evidence, Fact, FactKey, Standing, fact_order
from aggregator.resolve.beliefs import Belief
from aggregator.resolve.course import Course
from aggregator.resolve.names import AliasPair, NameBook, cluster_names
from aggregator.resolve.positions import Position
from aggregator.resolve.rules import (
    DELAYED,
    Answer,
    Relation,
    is_nothing_yet,
    relation,
)
from aggregator.resolve.seasons import Season, book_of, coming_seasons, season_of, told_as_past
from aggregator.resolve.windows import last_day

_NOTHING_KNOWN: Final = Season()


@dataclass(frozen=True, slots=True)
class Question:
    """What claims are gathered under; ``key`` is that of its facts, but that all of a production are one question."""

    key: FactKey
    evidence: tuple[Evidence, ...]
    season: Season
    told_as_past: frozenset[int]

    def is_told_as_past(self, evidence: Iterable[Evidence]) -> bool:
        """Whether all of ``evidence`` tells of what was (rules 8 and 15)."""
        return all(one.claim_id in self.told_as_past for one in evidence)


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


def resolve(evidence: Iterable[Evidence], as_of: date, aliases: Iterable[AliasPair] = ()) -> list[Fact]:
    """The facts of one show as of a day, current and superseded.

    A function of what was said by then: neither the order of the evidence nor anything later plays a part. Ordered by
    season (those without one last), kind, person and standing.

    Args:
        evidence: all evidence about one show, in any order.
        as_of: the last day that counts.
        aliases: pairs of names of one person, from texts and configuration.
    """
    known = known_by(evidence, as_of)
    names = names_of(known, aliases)
    facts = [fact for question in questions_of(known, names, as_of) for fact in answer(question, as_of, names)]
    return sorted(facts, key=fact_order)


def known_by(evidence: Iterable[Evidence], day: date) -> list[Evidence]:
    """Rule 18: what was said by ``day``, oldest first."""
    return sorted((one for one in evidence if one.said_at.date() <= day), key=lambda one: (one.said_at, one.claim_id))


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
    people = [(one.claim.person, one.authority) for one in evidence if one.claim.person]
    characters = [(one.claim.character, one.authority) for one in evidence if one.claim.character]
    aliases = tuple(aliases)
    return Names(cluster_names(people, aliases), cluster_names(characters, aliases, by_first_name=True))


def questions_of(evidence: Sequence[Evidence], names: Names, as_of: date) -> list[Question]:
    """``evidence``, which must be what is known as of a day, by question."""
    coming = coming_seasons(evidence)
    past = told_as_past(evidence, coming)
    seasons = book_of(evidence, coming, past, as_of).seasons()
    return [question_of(key, group, seasons, past) for key, group in by_question(evidence, names, coming).items()]


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


def answer(question: Question, as_of: date, names: Names) -> list[Fact]:
    """The facts that answer ``question``, in no particular order; all its evidence is in them."""
    course = Course(question.key.kind, question.evidence, question.season, question.told_as_past)
    course.follow(as_of)
    believed = {id(position) for belief in course.beliefs for position in belief.positions}
    against: dict[Answer, list[Position]] = {belief.answer: [] for belief in course.beliefs}
    facts = []
    for position in course.positions.values():
        if id(position) in believed:
            continue
        is_history = position.answer in course.since or question.is_told_as_past(position.known)
        contradicted = [] if is_history else _contradicted(question.key.kind, position, course)
        for belief in contradicted:
            against[belief.answer].append(position)
        if not contradicted:
            since = course.since.get(position.answer, position.known[0].said_at.date())
            facts.append(_fact(question.key, [position], Standing.SUPERSEDED, since, [], names))
    for belief in course.beliefs:
        if belief.standing is Standing.DISPUTED:
            against[belief.answer] += _disputing(question.key.kind, belief, course.beliefs)
        since = course.since[belief.answer]
        facts.append(_fact(question.key, belief.positions, belief.standing, since, against[belief.answer], names))
    return facts


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


def _fact(
    key: FactKey,
    positions: Sequence[Position],
    standing: Standing,
    since: date,
    against: Iterable[Position],
    names: Names,
) -> Fact:
    """The fact for the answer of the first of ``positions``, with what all of them say."""
    given = positions[0].answer
    supporting = [one for position in positions for one in position.known]
    live = [one for position in positions for one in position.live()] or supporting
    contradicting = [one for position in against for one in position.known]
    if key.kind is ClaimKind.PRODUCTION and given.value == DELAYED:
        key = FactKey(key.show_id, key.season, key.kind, key.person, DELAYED)
    return Fact(
        key=key,
        value=given.value,
        status=positions[0].status(),
        standing=standing,
        character=character_of(live, names.characters),
        since=since,
        last_confirmed=max(one.said_at.date() for one in live),
        independent_sources=len({one.witness for one in live}),
        supporting=_ids(supporting),
        contradicting=_ids(contradicting),
    )


def _ids(evidence: Iterable[Evidence]) -> tuple[int, ...]:
    """Ids of claims, oldest first."""
    return tuple(one.claim_id for one in sorted(evidence, key=lambda one: (one.said_at, one.claim_id)))


def character_of(evidence: Iterable[Evidence], names: NameBook) -> str | None:
    """The character that the best sources name most, as it is shown; None where nobody names one."""
    uses: dict[Authority, Counter[str]] = defaultdict(Counter)
    for one in evidence:
        if one.claim.character:
            uses[one.authority][names.display(one.claim.character)] += 1
    if not uses:
        return None
    named = uses[min(uses, key=attrgetter("place"))]
    return min(named, key=lambda name: (-named[name], -len(name), name))
