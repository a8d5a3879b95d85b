"""How the belief about a show moved: all days gone through once, and on each the questions that something happens to.

On most days new articles speak and nobody takes anything back. What is known then only grows: what they say is added to
its questions, and a question is looked at where something is said on it, a window of its has passed, or something is
new of its season. On any other day (a page says less or more than before, names turn out to be one person's) what is
known is put in order anew as a whole. Facts are worked out where a question's answers have moved, by the rules of
`facts.py` and from all its evidence, so that each step is the `diff` of what `resolve` gives for two days. Pure.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from aggregator.models import ClaimKind, Evidence, Fact, FactChange, FactKey
from aggregator.resolve.changes import diff
from aggregator.resolve.course import Course
from aggregator.resolve.facts import (
    Names,
    Question,
    by_question,
    character_of,
    course_of,
    known_by,
    names_of,
    question_of,
    stated,
    turning_days,
)
from aggregator.resolve.names import AliasPair
from aggregator.resolve.seasons import Season, SeasonBook, book_of, coming_seasons, enter, told_as_past
from aggregator.resolve.windows import last_day


def history(evidence: Iterable[Evidence], until: date, aliases: Iterable[AliasPair] = ()) -> list[FactChange]:
    """How the belief about one show moved, up to ``until``, oldest first.

    Made by replaying the days on which something is said, taken back, or passes; each step is the `diff` of what
    `resolve` gives for two such days.
    """
    evidence = known_by(evidence, until)
    said_on = [one.said_at.date() for one in evidence]
    replay = _Replay(evidence, tuple(aliases))
    changes: list[FactChange] = []
    for day in turning_days(evidence):
        if day > until:
            break
        changes += replay.go_on(day, bisect_right(said_on, day))
    return changes


@dataclass(slots=True)
class _Followed:
    """A question, its course up to ``day``, and what could move by then."""

    question: Question
    course: Course
    day: date
    moving: frozenset[object]
    _facts: list[Fact] | None = None

    def facts(self, names: Names) -> list[Fact]:
        """What is believed of it, by the names of that day."""
        if self._facts is None:
            course = course_of(self.question, self.day)
            self._facts = [one.fact for one in stated(self.question.key, course, names)]
        return self._facts


class _Replay:
    """What is known of a show, day after day; ``evidence`` is all there will be, oldest first."""

    def __init__(self, evidence: Sequence[Evidence], aliases: tuple[AliasPair, ...]) -> None:
        self._evidence = evidence
        self._aliases = aliases
        self._taken_back_on = {max(one.said_at, one.until).date() for one in evidence if one.until is not None}
        self._known = 0
        self._names = names_of((), aliases)
        self._articles: set[int] = set()
        self._book = SeasonBook()
        self._seasons: dict[int, Season] = {}
        self._followed: dict[FactKey, _Followed] = {}
        self._due: dict[date, set[FactKey]] = defaultdict(set)
        self._seasons_due: dict[date, set[int]] = defaultdict(set)

    def go_on(self, day: date, known: int) -> list[FactChange]:
        """The steps of the next day on which something happens, by whose end so many pieces of evidence are known."""
        said = self._evidence[self._known : known]
        names, self._known = self._names, known
        if not all(map(self._names.are_sure_of, said)):
            self._names = names_of(self._evidence[:known], self._aliases)
        is_plain = (
            day not in self._taken_back_on
            and all(one.article_id not in self._articles for one in said)
            and self._names.extends(names)
        )
        self._articles.update(one.article_id for one in said)
        before, after = self._add(day, said, names) if is_plain else self._put_in_order(day, names)
        return diff(before, after, day)

    def _add(self, day: date, said: Sequence[Evidence], names: Names) -> tuple[list[Fact], list[Fact]]:
        """Facts before and after, of the questions that move on a day on which what is known only grows."""
        coming = coming_seasons(said)
        past = told_as_past(said, coming)
        news = [enter(self._book, one, coming, past, day) for one in said]
        added = by_question(said, self._names, coming)
        touched = {*added, *self._due.pop(day, ())}
        renewed = self._seasons_due.pop(day, set())
        if any(news):
            renewed |= self._renew_seasons(day)
        touched |= {key for key in self._followed if key.season in renewed} if renewed else set()
        before: list[Fact] = []
        after: list[Fact] = []
        for key in touched & (added.keys() | self._followed.keys()):
            earlier = self._followed.get(key)
            more = question_of(key, added.get(key, ()), self._seasons, past)
            now = self._follow(more, day) if earlier is None else self._follow_on(earlier, more, day)
            self._followed[key] = now
            if earlier is None or now.moving != earlier.moving:
                before += earlier.facts(names) if earlier else []
                after += now.facts(self._names)
        return before, after

    def _put_in_order(self, day: date, names: Names) -> tuple[list[Fact], list[Fact]]:
        """Facts before and after, of the questions of which anything is not as it was."""
        known = self._evidence[: self._known]
        coming = coming_seasons(known)
        past = told_as_past(known, coming)
        self._book = book_of(known, coming, past, day)
        self._renew_seasons(day)
        due, seasons_due = self._due.pop(day, set()), self._seasons_due.pop(day, set())
        renamed = not self._names.characters.extends(names.characters)
        gone, self._followed = self._followed, {}
        before: list[Fact] = []
        after: list[Fact] = []
        for key, group in by_question(known, self._names, coming).items():
            question, earlier = question_of(key, group, self._seasons, past), gone.pop(key, None)
            is_due = key in due or key.season in seasons_due or _is_taken_back(question, day)
            is_due |= renamed and any(one.claim.character for one in group)
            if earlier is not None and earlier.question == question and not is_due:
                now = earlier
            else:
                now = self._follow(question, day)
            self._followed[key] = now
            if earlier is None or (earlier.question, earlier.moving) != (question, now.moving):
                before += earlier.facts(names) if earlier else []
                after += now.facts(self._names)
        before += [fact for earlier in gone.values() for fact in earlier.facts(names)]
        return before, after

    def _follow(self, question: Question, day: date) -> _Followed:
        """A question from its beginning to ``day``."""
        course = course_of(question, day)
        self._expect(question, day)
        return _Followed(question, course, day, _moving(course, self._names))

    def _follow_on(self, earlier: _Followed, more: Question, day: date) -> _Followed:
        """A question that was followed before, with what is said of it on ``day`` and known of its season now."""
        past = earlier.question.told_as_past | more.told_as_past
        earlier.course.go_on(more.evidence, more.season, past, day)
        self._expect(more, day)
        question = Question(more.key, earlier.question.evidence + more.evidence, more.season, past)
        return _Followed(question, earlier.course, day, _moving(earlier.course, self._names))

    def _expect(self, question: Question, day: date) -> None:
        """Remember when windows pass that ``question`` speaks of."""
        if question.key.kind is ClaimKind.RELEASE:
            for one in question.evidence:
                end = last_day(one.claim.value)
                if end is not None and end >= day:
                    self._due[end + timedelta(days=1)].add(question.key)

    def _renew_seasons(self, day: date) -> set[int]:
        """The seasons of which anything is known otherwise than before; when their premieres pass is remembered."""
        before, self._seasons = self._seasons, self._book.seasons()
        for number, season in self._seasons.items():
            for premiere in season.premieres:
                if premiere.on is not None and premiere.on >= day:
                    self._seasons_due[premiere.on + timedelta(days=1)].add(number)
        return {number for number, season in self._seasons.items() if season != before.get(number)}


def _is_taken_back(question: Question, day: date) -> bool:
    """Whether anything of it ends on ``day``, or has not only been said but ended by then."""
    return any(one.until is not None and max(one.said_at, one.until).date() == day for one in question.evidence)


def _moving(course: Course, names: Names) -> frozenset[object]:
    """What of the answers to a question is a step of the belief when it changes."""
    return frozenset(
        (
            belief.answer,
            belief.standing,
            belief.positions[0].status(),
            character_of(belief.positions, names.characters),
        )
        for belief in course.beliefs
    )
