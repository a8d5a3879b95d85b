"""All that is known of a show, added up: from its evidence, or from what it was and what new articles say. Pure.

What is added up depends on how many answers there are and how many witnesses, not on how often anything was said. So
it can be kept (`keeping.py`) and gone on from, as long as what is known only grows: new articles speak, nobody takes
anything back, and nobody turns out to be somebody else. Anything else, and what is said of a day that a question has
gone beyond, is worked out from all the evidence.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from aggregator.models import ClaimKind, Evidence, Fact, FactKey, fact_order
from aggregator.resolve.course import Course
from aggregator.resolve.facts import (
    Names,
    Stated,
    by_question,
    characters_in,
    clustered,
    course_of,
    known_by,
    people_in,
    question_of,
    stated,
)
from aggregator.resolve.names import AliasPair, NameUse
from aggregator.resolve.rules import Answer
from aggregator.resolve.seasons import SeasonBook, book_of, coming_seasons, enter, told_as_past


class Courses(dict[FactKey, Course]):
    """The courses of the questions of one season; one that is not there begins when it is asked for.

    Of what was kept, a course is made when it is asked for: most stay as they are.
    """

    def __init__(
        self,
        kept: Mapping[FactKey, list[Any]] = MappingProxyType({}),
        read: Callable[[FactKey, list[Any]], Course] | None = None,
    ) -> None:
        """``kept``: what ``read`` makes courses of."""
        super().__init__()
        self.kept = dict(kept)
        self._read = read

    def __missing__(self, key: FactKey) -> Course:
        kept = self.kept.pop(key, None)
        self[key] = Course(key.kind) if kept is None or self._read is None else self._read(key, kept)
        return self[key]

    def questions(self) -> list[FactKey]:
        """The keys of all courses, those that nobody has asked for too."""
        return [*self.kept, *self]


def resolve(evidence: Iterable[Evidence], as_of: date, aliases: Iterable[AliasPair] = ()) -> list[Fact]:
    """The facts of one show as of a day, current and superseded.

    A function of what was said by then: neither the order of the evidence nor anything later plays a part. Ordered by
    season (those without one last), kind, person and standing.

    Args:
        evidence: all evidence about one show, in any order.
        as_of: the last day that counts.
        aliases: pairs of names of one person, from texts and configuration.
    """
    return Known.of(evidence, as_of, aliases).facts()


@dataclass(frozen=True, slots=True)
class Move:
    """What becomes of one question: its facts before and after, with no claims but those that are new."""

    key: FactKey
    before: list[Stated]
    after: list[Stated]

    @property
    def is_plain(self) -> bool:
        """Whether every answer that was there stands where it stood."""
        after = _places(self.after)
        return all(after[one] == places for one, places in _places(self.before).items())


def _places(facts: Iterable[Stated]) -> dict[Answer, set[tuple[str, Answer, int]]]:
    """By answer, the facts that it supports or contradicts."""
    places: dict[Answer, set[tuple[str, Answer, int]]] = defaultdict(set)
    for one in facts:
        for side, answers in enumerate(one.sides()):
            for given in answers:
                places[given].add((one.fact.key.aspect, one.supporting[0], side))
    return places


class Known:
    """What is known of one show as of ``day``."""

    def __init__(self, day: date) -> None:
        """Nothing is known."""
        self.day = day
        self.people: Counter[NameUse] = Counter()
        self.characters: Counter[NameUse] = Counter()
        self.aliases: frozenset[AliasPair] = frozenset()
        self.names: Names = clustered({}, {}, ())
        self.book = SeasonBook()
        self.courses: dict[int | None, Courses] = {}
        """By season; where it goes on from what was kept, only of the seasons that move."""
        self.is_all = True
        """Whether nothing is known to be said or taken back after that day."""

    @classmethod
    def of(cls, evidence: Iterable[Evidence], as_of: date, aliases: Iterable[AliasPair] = ()) -> Known:
        """What ``evidence`` adds up to; for the arguments see ``resolve``."""
        evidence = list(evidence)
        known, said = cls(as_of), known_by(evidence, as_of)
        known.is_all = all(max(one.said_at, one.until or one.said_at).date() <= as_of for one in evidence)
        known._name(said, frozenset(aliases))
        coming = coming_seasons(said)
        past = told_as_past(said, coming)
        known.book = book_of(said, coming, past, as_of)
        seasons = known.book.seasons()
        for key, group in by_question(said, known.names, coming).items():
            question = question_of(key, group, seasons, past)
            known.courses.setdefault(key.season, Courses())[key] = course_of(question, as_of)
        return known

    def facts(self) -> list[Fact]:
        """The facts of all courses, in their order."""
        courses = (pair for some in self.courses.values() for pair in some.items())
        facts = (one.fact for key, course in courses for one in stated(key, course, self.names))
        return sorted(facts, key=fact_order)

    def next_turn(self, season: int | None) -> date | None:
        """The first day on which a window of a season has passed that has not yet."""
        courses = self.courses[season]
        releases = [key for key in courses.questions() if key.kind is ClaimKind.RELEASE]
        turns = (courses[key].next_turn(self.day) for key in releases)
        return min((turn for turn in turns if turn is not None), default=None)

    def grow(
        self,
        evidence: Sequence[Evidence],
        day: date,
        aliases: Iterable[AliasPair],
        *,
        due: Iterable[int | None],
        load: Callable[[int | None], Courses],
    ) -> list[Move] | None:
        """What becomes of the questions that move when new articles speak; None where all has to be worked out anew.

        Nothing of it is of use any longer then.

        Args:
            evidence: All that new articles say.
            day: As of which to know, from now on.
            aliases: The pairs of names that are known now.
            due: The seasons of which a window has passed.
            load: The courses of a season, as they were kept.
        """
        said = known_by(evidence, day)
        is_over = day < self.day or any(one.until is not None or one.said_at.date() > day for one in evidence)
        if is_over or not self._name(said, frozenset(aliases)):
            return None
        self.day = day
        coming = coming_seasons(said)
        past = told_as_past(said, coming)
        renewed = self._enter(said, coming, past)
        added = by_question(said, self.names, coming)
        seasons = self.book.seasons()
        moves = []
        for season in {*renewed, *due, *(key.season for key in added)}:
            courses = self.courses[season] = load(season)
            moving = courses.questions() if season in renewed or season in due else ()
            for key in dict.fromkeys((*moving, *(key for key in added if key.season == season))):
                question = question_of(key, added.get(key, ()), seasons, past)
                course = courses[key]
                since = [one.said_at.date() for one in question.evidence] + [renewed.get(season, day)]
                if min(since) < course.day:
                    return None
                before = stated(key, course, self.names)
                course.follow(question.evidence, question.season, past, day)
                moves.append(Move(key, before, stated(key, course, self.names)))
        return moves

    def _name(self, said: Sequence[Evidence], aliases: frozenset[AliasPair]) -> bool:
        """Whether everybody is shown under the same name as before, after the names in ``said`` were taken in."""
        self.people.update(people_in(said))
        self.characters.update(characters_in(said))
        names = self.names
        if aliases != self.aliases or not all(map(names.are_sure_of, said)):
            self.aliases = aliases
            self.names = clustered(self.people, self.characters, aliases)
        return self.names.extends(names)

    def _enter(self, said: Sequence[Evidence], coming: Mapping[int, int], past: set[int]) -> dict[int | None, date]:
        """The seasons of which more is known than before, and since when it can be at the earliest."""
        before = self.book.seasons()
        news = [one.said_at.date() for one in said if enter(self.book, one, coming, past, self.day)]
        after = self.book.seasons() if news else before
        return {number: min(news) for number, season in after.items() if season != before.get(number)}
