"""What is known of a show in a form that JSON holds, and back. No business logic, no I/O.

Days are their ordinals, answers the places of their positions. Nobody reads this but the rules that wrote it
(`rules_digest`): what others wrote is worked out anew.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from typing import Any, Final, TypeVar

from aggregator.models import Authority, ClaimKind, FactKey, ShowId, Standing, Status
from aggregator.resolve.beliefs import Belief
from aggregator.resolve.course import Course
from aggregator.resolve.facts import Names
from aggregator.resolve.known import Courses, Known
from aggregator.resolve.names import NameBook, NameUse
from aggregator.resolve.positions import Position, Record, Tally
from aggregator.resolve.rules import Answer, Rank, Tier

Kept = list[Any]
"""Nothing but lists, dictionaries by text, texts, numbers, truths and None."""

_DIGEST_CHARS: Final = 16
_Key = TypeVar("_Key")


@cache
def rules_digest() -> str:
    """What changes with every release and with every change of what stands in this package."""
    digest = hashlib.sha256(version("aggregator").encode())
    for file in sorted(files("aggregator.resolve").iterdir(), key=lambda file: file.name):
        if file.name.endswith((".py", ".toml")):
            digest.update(file.read_bytes())
    return digest.hexdigest()[:_DIGEST_CHARS]


def dump_show(known: Known) -> Kept:
    """All that is known of a show but the courses of its questions."""
    book = known.book
    return [
        known.day.toordinal(),
        *map(_dump_names, (known.names.people, known.names.characters), (known.people, known.characters)),
        sorted(map(list, known.aliases)),
        sorted(book.numbers),
        [[season, *_dump_days(days)] for season, days in book.decisions.items()],
        _dump_days(book.windows),
        [
            [season, [[said.toordinal(), on.toordinal()] for said, on in on_days.items()]]
            for season, on_days in book.named.items()
        ],
    ]


def load_show(kept: Kept) -> Known:
    """What ``dump_show`` put down; its courses are still missing."""
    day, people, characters, aliases, numbers, decisions, windows, named = kept
    known = Known(date.fromordinal(day))
    known.people, people_book = _load_names(people)
    known.characters, characters_book = _load_names(characters)
    known.names = Names(people_book, characters_book)
    known.aliases = frozenset((name, alias) for name, alias in aliases)
    known.book.numbers.update(numbers)
    for season, *days in decisions:
        known.book.decisions[season] = _load_days(days)
    known.book.windows.update(_load_days(windows))
    for season, on_days in named:
        known.book.named[season] = {date.fromordinal(said): date.fromordinal(on) for said, on in on_days}
    return known


def _dump_names(book: NameBook, uses: Mapping[NameUse, int]) -> Kept:
    by_name: dict[str, Kept] = {}
    for (name, authority), count in uses.items():
        by_name.setdefault(name, []).append([authority, count])
    return [by_name, book.several()]


def _load_names(kept: Kept) -> tuple[Counter[NameUse], NameBook]:
    by_name, several = kept
    uses = Counter({(name, Authority(by)): count for name, counts in by_name.items() for by, count in counts})
    people = {display: tuple(spellings) for display, spellings in several.items()}
    others = by_name.keys() - {spelling for spellings in people.values() for spelling in spellings}
    return uses, NameBook([*people.items(), *((name, (name,)) for name in others)])


def dump_courses(courses: Courses) -> Kept:
    """The courses of the questions of one season."""
    return [[key.kind, key.person, key.aspect, *_dump_course(course)] for key, course in courses.items()]


def load_courses(show_id: ShowId, season: int | None, kept: Kept) -> Courses:
    """What ``dump_courses`` put down."""
    courses: Courses = {}
    for kind, person, aspect, *course in kept:
        courses[FactKey(show_id, season, ClaimKind(kind), person, aspect)] = _load_course(ClaimKind(kind), course)
    return courses


def _dump_course(course: Course) -> Kept:
    places = {given: place for place, given in enumerate(course.positions)}
    return [
        course.day.toordinal(),
        [_dump_position(one) for one in course.positions.values()],
        [[one.standing, *(places[position.answer] for position in one.positions)] for one in course.beliefs],
        [[places[given], day.toordinal()] for given, day in course.since.items()],
        [[places[given], standing] for given, standing in course.standings_before.items()],
        [[places[given], day.toordinal()] for given, day in course.since_before.items()],
    ]


def _load_course(kind: ClaimKind, kept: Kept) -> Course:
    day, positions, beliefs, since, standings_before, since_before = kept
    course, loaded = Course(kind), list(map(_load_position, positions))
    course.day = date.fromordinal(day)
    course.positions = {one.answer: one for one in loaded}
    course.beliefs = [Belief(tuple(loaded[place] for place in places), Standing(by)) for by, *places in beliefs]
    course.since = {loaded[place].answer: date.fromordinal(day) for place, day in since}
    course.standings_before = {loaded[place].answer: Standing(standing) for place, standing in standings_before}
    course.since_before = {loaded[place].answer: date.fromordinal(day) for place, day in since_before}
    return course


def _dump_position(position: Position) -> Kept:
    ever = [] if position.ever is position.now else [_dump_tally(position.ever)]
    given = position.answer
    return [given.value, int(given.denied), int(position.is_told_as_past), _dump_tally(position.now), *ever]


def _load_position(kept: Kept) -> Position:
    value, denied, is_told_as_past, now, *ever = kept
    position = Position(Answer(value, bool(denied)))
    position.is_told_as_past = bool(is_told_as_past)
    position.now = position.ever = _load_tally(now)
    for one in ever:
        position.ever = _load_tally(one)
    return position


def _dump_tally(tally: Tally) -> Kept:
    if not tally:
        return []
    record = tally.record
    return [
        tally.first.toordinal(),
        tally.last.toordinal(),
        tally.told_last.toordinal() if tally.told_last else None,
        tally.status,
        int(record.tier),
        record.first.toordinal(),
        _dump_days(record.last_by_rank),
        {witness: day.toordinal() for witness, day in record.last_by_witness.items()},
        sorted(tally.witnesses - record.last_by_witness.keys()),
        [[by, name, count] for (by, name), count in tally.named.items()],
    ]


def _load_tally(kept: Kept) -> Tally:
    tally = Tally()
    if kept:
        first, last, told_last, status, tier, since, by_rank, by_witness, others, named = kept
        tally.first, tally.last = date.fromordinal(first), date.fromordinal(last)
        tally.told_last = date.fromordinal(told_last) if told_last else None
        tally.status = Status(status)
        ranks = {Rank(rank): date.fromordinal(day) for rank, day in by_rank}
        last_by_witness = {witness: date.fromordinal(day) for witness, day in by_witness.items()}
        tally.record = Record(Tier(tier), date.fromordinal(since), ranks, last_by_witness)
        tally.witnesses = {*others, *last_by_witness}
        tally.named = Counter({(Authority(by), name): count for by, name, count in named})
    return tally


def _dump_days(days: Mapping[_Key, date]) -> Kept:
    return [[key, day.toordinal()] for key, day in days.items()]


def _load_days(kept: Iterable[tuple[_Key, int]]) -> dict[_Key, date]:
    return {key: date.fromordinal(day) for key, day in kept}
