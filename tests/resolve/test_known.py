"""What is known only grows: adding new articles to what was kept gives what working all out anew gives."""

from __future__ import annotations

import json
import shutil
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from aggregator.models import Authority, Evidence, Fact, Status
from aggregator.resolve import keeping
from aggregator.resolve.keeping import Outlets, dump_courses, dump_show, load_courses, load_show, rules_digest
from aggregator.resolve.known import Courses, Known, Move, resolve
from aggregator.resolve.names import AliasPair
from aggregator.resolve.rules import Answer
from tests.resolve.helpers import SHOW, said
from tests.resolve.test_properties import FIRST_DAY, claims

Identity = tuple[object, ...]


def identity(fact: Fact) -> Identity:
    return fact.key, fact.value, fact.status is Status.DENIED


def told(facts: Iterable[Fact]) -> dict[Identity, Fact]:
    """The facts as a database has them: their claims in the order of their ids."""
    return {
        identity(one): replace(
            one, supporting=tuple(sorted(one.supporting)), contradicting=tuple(sorted(one.contradicting))
        )
        for one in facts
    }


def _joined(stood: Fact, fact: Fact) -> Fact:
    """``fact`` with the claims that it had before."""
    supporting = tuple(sorted({*stood.supporting, *fact.supporting}))
    return replace(
        fact, supporting=supporting, contradicting=tuple(sorted({*stood.contradicting, *fact.contradicting}))
    )


class Shelf:
    """A show as a database keeps it: facts, and what is known as JSON."""

    def __init__(self) -> None:
        self.evidence: dict[int, Evidence] = {}
        self.facts: dict[Identity, Fact] = {}
        self.show = ""
        self.seasons: dict[int | None, str] = {}
        self.due: dict[int | None, date] = {}
        self.outlets: list[str] = []

    def work_out(self, day: date, aliases: Iterable[AliasPair]) -> None:
        known = Known.of(self.evidence.values(), day, aliases)
        self.facts, self.seasons, self.due = told(known.facts()), {}, {}
        self._keep(known)

    def add(self, new: Sequence[Evidence], day: date, aliases: Iterable[AliasPair]) -> bool:
        """Whether it could be added to what was kept; else all is worked out anew."""
        self.evidence |= {one.claim_id: one for one in new}
        if not self.show:
            self.work_out(day, aliases)
            return False
        known = load_show(json.loads(self.show))
        due = {season for season, turn in self.due.items() if turn <= day}
        moves = known.grow(new, day, aliases, due=due, load=self._load)
        if moves is None:
            self.work_out(day, aliases)
            return False
        for move in moves:
            self._put(move)
        self._keep(known)
        return True

    def _put(self, move: Move) -> None:
        earlier = {} if move.is_plain else self._claims_of(move)
        before = [self.facts.pop(identity(one.fact)) for one in move.before]
        assert move.is_plain or told(before) == told(one.with_earlier(earlier) for one in move.before)
        stood = told(before) if move.is_plain else {}
        for name, fact in told(one.with_earlier(earlier) for one in move.after).items():
            self.facts[name] = _joined(stood[name], fact) if name in stood else fact

    def _claims_of(self, move: Move) -> dict[Answer, list[int]]:
        claims: dict[Answer, list[int]] = defaultdict(list)
        facts = [self.facts[identity(one.fact)] for one in move.before]
        for number in {number for one in facts for number in (*one.supporting, *one.contradicting)}:
            claim = self.evidence[number].claim
            claims[Answer(claim.value, claim.status is Status.DENIED)].append(number)
        return claims

    def _load(self, season: int | None) -> Courses:
        return load_courses(SHOW, season, json.loads(self.seasons.get(season, "[]")), Outlets(self.outlets))

    def _keep(self, known: Known) -> None:
        self.show = json.dumps(dump_show(known)) if known.is_all else ""
        outlets = Outlets(self.outlets)
        for season, courses in known.courses.items():
            self.seasons[season] = json.dumps(dump_courses(courses, outlets))
            self.due.pop(season, None)
            if (turn := known.next_turn(season)) is not None:
                self.due[season] = turn
        self.outlets = outlets.names


@st.composite
def days_of_articles(draw: st.DrawFn) -> list[tuple[date, list[Evidence]]]:
    """What new articles say, run after run; now and then one of an earlier day, or one that is taken back."""
    runs: list[tuple[date, list[Evidence]]] = []
    day, count, article = FIRST_DAY, 0, 0
    for _ in range(draw(st.integers(2, 7))):
        day += timedelta(days=draw(st.sampled_from((0, 0, 1, 3, 15, 40, 200))))
        new = []
        for _ in range(draw(st.integers(0, 3))):
            article += 1
            said_at = day - timedelta(days=draw(st.sampled_from((0, 0, 0, 0, 0, 1, 20))))
            authority, witness = draw(st.sampled_from(list(Authority))), draw(st.sampled_from("abc"))
            for claim in draw(st.lists(claims(), min_size=1, max_size=3)):
                count += 1
                until = said_at + timedelta(days=draw(st.integers(0, 30))) if draw(st.integers(0, 40)) == 0 else None
                new.append(Evidence(count, article, claim, said_at, until, authority, witness))
        runs.append((day.date(), new))
    return runs


@given(days_of_articles(), st.sampled_from((1, 1, 3)), st.booleans())
@settings(max_examples=150, deadline=None)
def test_adding_run_by_run_is_working_out_the_whole(
    runs: list[tuple[date, list[Evidence]]], whole_until: int, has_alias: bool
) -> None:
    """An alias comes in the last run but one; the first runs are worked out whole."""
    shelf = Shelf()
    for number, (day, new) in enumerate(runs):
        aliases = [("Joe", "John Smith")] if has_alias and number >= len(runs) - 2 else []
        if number < whole_until:
            shelf.evidence |= {one.claim_id: one for one in new}
            shelf.work_out(day, aliases)
        else:
            event("added" if shelf.add(new, day, aliases) else "worked out whole")
        assert shelf.facts == told(resolve(shelf.evidence.values(), day, aliases))


def test_what_is_kept_does_not_grow_with_what_is_said_again() -> None:
    def kept(times: int) -> int:
        sites = ("a.example", "b.example", "c.example")
        evidence = [
            said("2025-03-04", kind, value, witness=site, person=person, character=person and "Joe")
            for _ in range(times)
            for site in sites
            for kind, value, person in (("renewal", "renewed", None), ("cast", "returning", "Ada Miro"))
        ]
        known = Known.of(evidence, date(2025, 3, 5))
        return len(json.dumps([dump_show(known), *(dump_courses(some, Outlets()) for some in known.courses.values())]))

    digits = 10
    assert kept(100) < kept(1) + digits


def test_a_change_of_the_rules_changes_their_digest(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    before = rules_digest()
    for package in keeping._DECIDING:
        (tmp_path / package).mkdir()
        for file in Path(str(files(package))).glob("*.[pt][yo]*"):
            shutil.copy(file, tmp_path / package)
    monkeypatch.setattr(keeping, "files", lambda package: tmp_path / package)
    assert rules_digest.__wrapped__() == before
    with (tmp_path / "aggregator.resolve" / "rules.py").open("a") as rules:
        rules.write("FORTNIGHT_DAYS = 15\n")
    assert rules_digest.__wrapped__() != before
