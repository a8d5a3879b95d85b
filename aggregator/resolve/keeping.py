"""What is known of a show in a form that JSON holds, and back. No business logic, no I/O.

Small before readable, as there is some of it for every show: members of enumerations are their places, outlets their
numbers, the days of a question how long ago they were on its last. Nobody reads this but the rules that wrote it
(`rules_digest`): what others wrote is worked out anew.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, Final, TypeVar

from aggregator import __version__
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

_DECIDING: Final = ("aggregator", "aggregator.dates", "aggregator.dedupe", "aggregator.models", "aggregator.resolve")
_DIGEST_CHARS: Final = 16
_AUTHORITIES: Final = tuple(Authority)
_STANDINGS: Final = tuple(Standing)
_STATUSES: Final = tuple(Status)
_Key = TypeVar("_Key")


@cache
def rules_digest() -> str:
    """What changes with every release, and with every change of the code that decides what facts are."""
    digest = hashlib.sha256(__version__.encode())
    for package in _DECIDING:
        for file in sorted(files(package).iterdir(), key=lambda file: file.name):
            if file.name.endswith((".py", ".toml")):
                digest.update(file.read_bytes())
    return digest.hexdigest()[:_DIGEST_CHARS]


class Outlets:
    """The outlets that are witnesses of a show, numbered in the order in which they are met."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        """``names`` are those that were numbered before, in their order."""
        self.names = list(names)
        self._numbers = {name: number for number, name in enumerate(self.names)}

    def number(self, name: str) -> int:
        """The number of an outlet, a new one for a new outlet."""
        if name not in self._numbers:
            self._numbers[name] = len(self.names)
            self.names.append(name)
        return self._numbers[name]


def dump_show(known: Known) -> Kept:
    """All that is known of a show but the courses of its questions."""
    book = known.book
    named = (
        [season, [number for pair in days.items() for number in map(date.toordinal, pair)]]
        for season, days in book.named.items()
    )
    return [
        known.day.toordinal(),
        *map(_dump_names, (known.names.people, known.names.characters), (known.people, known.characters)),
        sorted(map(list, known.aliases)),
        sorted(book.numbers),
        [[season, *_dump_days(days)] for season, days in book.decisions.items()],
        _dump_days(book.windows),
        list(named),
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
    for season, days in named:
        known.book.named[season] = {date.fromordinal(said): date.fromordinal(on) for said, on in _pairs(days)}
    return known


def _dump_names(book: NameBook, uses: Mapping[NameUse, int]) -> Kept:
    by_name: dict[str, Kept] = {}
    for (name, authority), count in uses.items():
        by_name.setdefault(name, []).extend((_AUTHORITIES.index(authority), count))
    return [by_name, book.several()]


def _load_names(kept: Kept) -> tuple[Counter[NameUse], NameBook]:
    by_name, several = kept
    uses = Counter(
        {(name, _AUTHORITIES[by]): count for name, by_whom in by_name.items() for by, count in _pairs(by_whom)}
    )
    people = {display: tuple(spellings) for display, spellings in several.items()}
    others = by_name.keys() - {spelling for spellings in people.values() for spelling in spellings}
    return uses, NameBook([*people.items(), *((name, (name,)) for name in others)])


def dump_courses(courses: Courses, outlets: Outlets) -> Kept:
    """The courses of the questions of one season."""
    return [
        [key.kind, key.person, key.aspect, *(courses.kept.get(key) or _dump_course(courses[key], outlets))]
        for key in courses.questions()
    ]


def load_courses(show_id: ShowId, season: int | None, kept: Kept, outlets: Outlets) -> Courses:
    """What ``dump_courses`` put down, with at least the outlets of that time."""
    return Courses(
        {FactKey(show_id, season, ClaimKind(kind), person, aspect): course for kind, person, aspect, *course in kept},
        lambda key, course: _load_course(key.kind, course, outlets),
    )


def _dump_course(course: Course, outlets: Outlets) -> Kept:
    places = {given: place for place, given in enumerate(course.positions)}
    day = course.day.toordinal()

    def past(standings: Mapping[Answer, Standing], since: Mapping[Answer, date]) -> Kept:
        return [
            [[places[given], _STANDINGS.index(standing)] for given, standing in standings.items()],
            [[places[given], day - on.toordinal()] for given, on in since.items()],
        ]

    now = {belief.answer: belief.standing for belief in course.beliefs}
    is_as_before = (now, course.since) == (course.standings_before, course.since_before)
    return [
        day,
        [_dump_position(one, day, outlets) for one in course.positions.values()],
        [[places[position.answer] for position in one.positions] for one in course.beliefs],
        *past(now, course.since),
        *([] if is_as_before else past(course.standings_before, course.since_before)),
    ]


def _load_course(kind: ClaimKind, kept: Kept, outlets: Outlets) -> Course:
    day, positions, beliefs, *pasts = kept
    course, loaded = Course(kind), [_load_position(one, day, outlets) for one in positions]
    course.day = date.fromordinal(day)
    course.positions = {one.answer: one for one in loaded}

    def past(standings: Kept, since: Kept) -> tuple[dict[Answer, Standing], dict[Answer, date]]:
        return (
            {loaded[place].answer: _STANDINGS[standing] for place, standing in standings},
            {loaded[place].answer: date.fromordinal(day - ago) for place, ago in since},
        )

    now, course.since = past(*pasts[:2])
    course.standings_before, course.since_before = past(*pasts[-2:])
    groups = (tuple(loaded[place] for place in places) for places in beliefs)
    course.beliefs = [Belief(group, now[group[0].answer]) for group in groups]
    return course


def _dump_position(position: Position, day: int, outlets: Outlets) -> Kept:
    given = position.answer
    ever = [] if position.ever is position.now else [_dump_tally(position.ever, day, outlets)]
    marks = int(given.denied) + 2 * position.is_told_as_past
    return [given.value, marks, _dump_tally(position.now, day, outlets), *ever]


def _load_position(kept: Kept, day: int, outlets: Outlets) -> Position:
    value, marks, *tallies = kept
    position = Position(Answer(value, bool(marks & 1)))
    position.is_told_as_past = bool(marks & 2)
    position.now = position.ever = _load_tally(tallies[0], day, outlets)
    for one in tallies[1:]:
        position.ever = _load_tally(one, day, outlets)
    return position


def _dump_tally(tally: Tally, day: int, outlets: Outlets) -> Kept:
    if not tally:
        return []
    record = tally.record
    others = tally.witnesses - record.last_by_witness.keys()
    return [
        day - tally.first.toordinal(),
        day - tally.last.toordinal(),
        None if tally.told_last is None else day - tally.told_last.toordinal(),
        _STATUSES.index(tally.status),
        int(record.tier),
        day - record.first.toordinal(),
        [number for rank, on in record.last_by_rank.items() for number in (int(rank), day - on.toordinal())],
        [
            number
            for witness, on in record.last_by_witness.items()
            for number in (outlets.number(witness), day - on.toordinal())
        ],
        *([sorted(map(outlets.number, others))] if others or tally.named else []),
        *([_AUTHORITIES.index(by), name, count] for (by, name), count in tally.named.items()),
    ]


def _load_tally(kept: Kept, day: int, outlets: Outlets) -> Tally:
    tally = Tally()
    if not kept:
        return tally
    first, last, told_last, status, tier, since, by_rank, by_witness, *more = kept
    tally.first, tally.last = date.fromordinal(day - first), date.fromordinal(day - last)
    tally.told_last = None if told_last is None else date.fromordinal(day - told_last)
    tally.status = _STATUSES[status]
    tally.record = Record(
        Tier(tier),
        date.fromordinal(day - since),
        {Rank(rank): date.fromordinal(day - ago) for rank, ago in _pairs(by_rank)},
        {outlets.names[number]: date.fromordinal(day - ago) for number, ago in _pairs(by_witness)},
    )
    others, named = (more[0], more[1:]) if more else ([], [])
    tally.witnesses = {*tally.record.last_by_witness, *(outlets.names[number] for number in others)}
    tally.named = Counter({(_AUTHORITIES[by], name): count for by, name, count in named})
    return tally


def _pairs(flat: Sequence[int]) -> Iterable[tuple[int, int]]:
    return zip(flat[::2], flat[1::2], strict=True)


def _dump_days(days: Mapping[_Key, date]) -> Kept:
    return [[key, day.toordinal()] for key, day in days.items()]


def _load_days(kept: Iterable[tuple[_Key, int]]) -> dict[_Key, date]:
    return {key: date.fromordinal(day) for key, day in kept}
