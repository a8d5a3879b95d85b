"""What holds whatever is said: no order, no clock, nothing lost."""

from __future__ import annotations

import random
import time
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from aggregator.models import Authority, Claim, ClaimKind, Evidence, Fact, FactChange, Standing, Status
from aggregator.resolve import diff, history, resolve, turning_days
from tests.resolve.helpers import SHOW

FIRST_DAY = datetime(2022, 1, 1, 12, tzinfo=UTC)
LAST_DAY = date(2025, 1, 1)
SECONDS_FOR_MANY = 3.0
"""Of processor time; an idle core takes a quarter of it."""
VALUES = {
    ClaimKind.RENEWAL: ("renewed", "cancelled", "ending", "undecided"),
    ClaimKind.RENEWAL_DATE: ("2022-06", "2022-06-06", "2022-06-07", "2022-09-01"),
    ClaimKind.RELEASE: ("unannounced", "2022", "2022-06", "2022-06-06", "2022-05/2022-08", "2023", "2023/..", "soon"),
    ClaimKind.EPISODES: ("8", "10"),
    ClaimKind.CAST: ("returning", "joining", "leaving"),
    ClaimKind.CREW: ("showrunner", "writer"),
    ClaimKind.PRODUCTION: ("writing", "filming", "wrapped", "delayed"),
    ClaimKind.TRAILER: ("released", "none"),
}
PEOPLE = ("Park Ji-hu", "Park Ji-hoo", "Park Jihu", "Park Ji-hun", "J. Smith", "John Smith", "Jane Smith", "Smith")
CHARACTERS = (None, "On-jo", "Nam On-jo", "Joe")


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    kind = draw(st.sampled_from(list(ClaimKind)))
    value = draw(st.sampled_from(VALUES[kind]))
    has_person = kind in {ClaimKind.CAST, ClaimKind.CREW}
    return Claim(
        show_id=SHOW,
        season=draw(st.sampled_from((None, 2, 2, 3))),
        kind=kind,
        value=value,
        status=draw(st.sampled_from(list(Status))),
        quote=value,
        start=0,
        end=len(value),
        rule="test",
        version=1,
        person=draw(st.sampled_from(PEOPLE)) if has_person else None,
        character=draw(st.sampled_from(CHARACTERS)) if kind is ClaimKind.CAST else None,
    )


@st.composite
def bodies_of_evidence(draw: st.DrawFn) -> list[Evidence]:
    evidence = []
    for number in range(1, draw(st.integers(0, 14)) + 1):
        said_at = FIRST_DAY + timedelta(days=draw(st.integers(0, 400)))
        lasts = draw(st.none() | st.integers(1, 100))
        evidence.append(
            Evidence(
                claim_id=number,
                article_id=draw(st.integers(1, 5)),
                claim=draw(claims()),
                said_at=said_at,
                until=None if lasts is None else said_at + timedelta(days=lasts),
                authority=draw(st.sampled_from(list(Authority))),
                witness=draw(st.sampled_from("abc")),
            )
        )
    return evidence


@given(bodies_of_evidence(), st.integers(0, 900), st.randoms())
@settings(max_examples=150, deadline=None)
def test_the_order_of_the_evidence_makes_no_difference(
    evidence: list[Evidence], days: int, chance: random.Random
) -> None:
    shuffled = list(evidence)
    chance.shuffle(shuffled)
    day = FIRST_DAY.date() + timedelta(days=days)
    assert resolve(evidence, day) == resolve(shuffled, day)


@given(bodies_of_evidence(), st.integers(0, 500))
@settings(max_examples=150, deadline=None)
def test_only_what_is_known_by_the_day_counts(evidence: list[Evidence], days: int) -> None:
    day = FIRST_DAY.date() + timedelta(days=days)
    known = [
        Evidence(
            one.claim_id,
            one.article_id,
            one.claim,
            one.said_at,
            one.until if one.until and one.until.date() <= day else None,
            one.authority,
            one.witness,
        )
        for one in evidence
        if one.said_at.date() <= day
    ]
    assert resolve(evidence, day) == resolve(known, day)


@given(bodies_of_evidence(), st.integers(0, 900))
@settings(max_examples=150, deadline=None)
def test_no_evidence_is_lost_and_none_is_used_twice(evidence: list[Evidence], days: int) -> None:
    day = FIRST_DAY.date() + timedelta(days=days)
    facts = resolve(evidence, day)
    known = {one.claim_id for one in evidence if one.said_at.date() <= day}
    supporting = Counter(claim_id for fact in facts for claim_id in fact.supporting)
    contradicting = {claim_id for fact in facts for claim_id in fact.contradicting}
    assert set(supporting) | contradicting == known
    assert set(supporting.values()) <= {1}
    assert all(fact.supporting and fact.since <= day and fact.last_confirmed <= day for fact in facts)


@given(bodies_of_evidence())
@settings(max_examples=100, deadline=None)
def test_every_question_that_is_disputed_has_sides(evidence: list[Evidence]) -> None:
    facts = resolve(evidence, LAST_DAY)
    sides = Counter(fact.key for fact in facts if fact.standing is Standing.DISPUTED)
    assert all(count > 1 for count in sides.values())


@given(bodies_of_evidence())
@settings(max_examples=100, deadline=None)
def test_history_replayed_gives_the_belief_of_every_day(evidence: list[Evidence]) -> None:
    steps = history(evidence, LAST_DAY)
    assert [step.on for step in steps] == sorted(step.on for step in steps)
    days = sorted({*turning_days(evidence), LAST_DAY})
    for day in (other for turn in days if turn <= LAST_DAY for other in (turn - timedelta(days=1), turn)):
        assert replayed(steps, day) == sorted(map(moving, current(resolve(evidence, day)))), day


@st.composite
def coverage(draw: st.DrawFn) -> list[Evidence]:
    """What articles say, each on a day of its own; some are rewritten later."""
    evidence: list[Evidence] = []
    for article in range(1, draw(st.integers(1, 10)) + 1):
        said_at = FIRST_DAY + timedelta(days=draw(st.integers(0, 60)))
        authority, witness = draw(st.sampled_from(list(Authority))), draw(st.sampled_from("abc"))
        ends_at = said_at + timedelta(days=draw(st.integers(0, 60)))
        for claim in draw(st.lists(claims(), min_size=1, max_size=3)):
            until = ends_at if draw(st.integers(0, 5)) == 0 else None
            evidence.append(Evidence(len(evidence) + 1, article, claim, said_at, until, authority, witness))
    return evidence


@given(bodies_of_evidence() | coverage(), st.sampled_from(((), (("Joe", "John Smith"),))))
@settings(max_examples=200, deadline=None)
def test_history_is_the_difference_of_one_day_and_the_next(
    evidence: list[Evidence], aliases: tuple[tuple[str, str], ...]
) -> None:
    steps: list[FactChange] = []
    before: list[Fact] = []
    for day in (day for day in turning_days(evidence) if day <= LAST_DAY):
        after = resolve(evidence, day, aliases)
        steps += diff(before, after, day)
        before = after
    assert history(evidence, LAST_DAY, aliases) == steps


def current(facts: list[Fact]) -> list[Fact]:
    return [fact for fact in facts if fact.standing is not Standing.SUPERSEDED]


def moving(fact: Fact) -> str:
    return repr((fact.key, fact.value, fact.status, fact.standing, fact.character))


def replayed(steps: list[FactChange], day: date) -> list[str]:
    facts: set[str] = set()
    by_day: dict[date, list[FactChange]] = {}
    for step in steps:
        if step.on <= day:
            by_day.setdefault(step.on, []).append(step)
    for changes in by_day.values():
        facts -= {moving(step.before) for step in changes if step.before}
        facts |= {moving(step.after) for step in changes if step.after}
    return sorted(facts)


def many(count: int) -> list[Evidence]:
    chance = random.Random(4)
    kinds = list(ClaimKind)
    names = [
        f"{first} {last}" for first in ("Ida", "Tom", "Ruth", "Jae-ho") for last in ("Falk", "Marr", "Kim", "Oduya")
    ]
    evidence = []
    for number in range(count):
        kind = chance.choice(kinds)
        value = chance.choice(VALUES[kind])
        person = chance.choice(names) if kind in {ClaimKind.CAST, ClaimKind.CREW} else None
        status = chance.choice(list(Status))
        claim = Claim(SHOW, chance.randint(1, 4), kind, value, status, "", 0, 0, "test", 1, person)
        said_at = FIRST_DAY + timedelta(days=chance.randint(0, 1000))
        authority = chance.choice(list(Authority))
        evidence.append(Evidence(number, number // 8, claim, said_at, None, authority, f"site-{chance.randint(1, 50)}"))
    return evidence


def test_ten_thousand_claims_take_no_time() -> None:
    evidence = many(10_000)
    started = time.process_time()
    facts = resolve(evidence, LAST_DAY)
    assert time.process_time() - started < SECONDS_FOR_MANY
    assert facts


def test_a_long_history_takes_no_time() -> None:
    evidence = [replace(one, article_id=one.claim_id) for one in many(1_500)]
    started = time.process_time()
    steps = history(evidence, LAST_DAY)
    assert time.process_time() - started < SECONDS_FOR_MANY
    assert steps
