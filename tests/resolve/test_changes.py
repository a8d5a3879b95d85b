"""How the belief moves from day to day."""

from __future__ import annotations

from datetime import date

import pytest

from aggregator.models import Evidence, FactChange
from aggregator.resolve import diff, history, resolve, turning_days
from tests.resolve.helpers import line, said

LAST_DAY = date(2026, 1, 1)


def told(step: FactChange) -> str:
    before, after = (line(fact) if fact else "nothing" for fact in (step.before, step.after))
    return f"{step.on} {step.kind}: {before} -> {after}"


STORIES: dict[str, tuple[list[Evidence], list[str]]] = {
    "a fact comes to be": (
        [said("2022-06-06", "renewal", "renewed")],
        ["2022-06-06 new: nothing -> renewed"],
    ),
    "said again it does not move": (
        [said("2022-06-06", "renewal", "renewed"), said("2022-07-06", "renewal", "renewed")],
        ["2022-06-06 new: nothing -> renewed"],
    ),
    "a rumour comes true": (
        [said("2022-06-06", "renewal", "renewed", by="farm"), said("2022-07-06", "renewal", "renewed")],
        ["2022-06-06 new: nothing -> renewed (rumoured)", "2022-07-06 changed: renewed (rumoured) -> renewed"],
    ),
    "a value gives way to another": (
        [said("2022-06-06", "renewal", "undecided"), said("2022-07-06", "renewal", "renewed")],
        ["2022-06-06 new: nothing -> undecided", "2022-07-06 changed: undecided -> renewed"],
    ),
    "a dispute begins and is settled": (
        [
            said("2022-06-06", "episodes", "8"),
            said("2022-06-10", "episodes", "10"),
            said("2022-06-12", "episodes", "10", by="official"),
        ],
        [
            "2022-06-06 new: nothing -> 8",
            "2022-06-10 disputed: nothing -> 10 (disputed)",
            "2022-06-10 disputed: 8 -> 8 (disputed)",
            "2022-06-12 settled: 10 (disputed) -> 10",
            "2022-06-12 settled: 8 (disputed) -> 10",
        ],
    ),
    "a window passes": (
        [said("2022-06-06", "release", "2023", status="expected")],
        ["2022-06-06 new: nothing -> 2023 (expected)", "2024-01-01 withdrawn: 2023 (expected) -> nothing"],
    ),
    "an earlier season turns out to be the last": (
        [
            said("2022-06-06", "renewal", "renewed", season=4, status="possible"),
            said("2022-07-06", "renewal", "ending", season=3),
        ],
        [
            "2022-06-06 new: nothing -> renewed (possible, rumoured)",
            "2022-07-06 new: nothing -> ending",
            "2022-07-06 withdrawn: renewed (possible, rumoured) -> nothing",
        ],
    ),
    "a character is given a fuller name elsewhere": (
        [
            said("2022-06-06", "cast", "returning", person="Ida Falk", character="Joe", by="blog"),
            said("2022-07-06", "cast", "returning", person="Tom Marr", character="Joe Oduya", by="official"),
        ],
        [
            "2022-06-06 new: nothing -> returning",
            "2022-07-06 changed: returning -> returning",
            "2022-07-06 new: nothing -> returning",
        ],
    ),
    "a page takes it back": (
        [said("2022-06-06", "episodes", "8", until="2022-08-01")],
        ["2022-06-06 new: nothing -> 8", "2022-08-01 withdrawn: 8 -> nothing"],
    ),
}


@pytest.mark.parametrize("case", STORIES)
def test_history(case: str) -> None:
    evidence, steps = STORIES[case]
    assert [told(step) for step in history(evidence, LAST_DAY)] == steps


def test_history_goes_no_further_than_asked() -> None:
    evidence = [said("2022-06-06", "episodes", "8"), said("2023-06-06", "episodes", "10")]
    assert [told(step) for step in history(evidence, date(2023, 6, 5))] == ["2022-06-06 new: nothing -> 8"]


def test_a_change_names_the_claims_that_made_it() -> None:
    early, late = said("2022-06-06", "renewal", "undecided"), said("2022-07-06", "renewal", "renewed")
    assert [step.claim_ids for step in history([early, late], LAST_DAY)] == [(early.claim_id,), (late.claim_id,)]


def test_a_person_shown_under_another_name_is_followed() -> None:
    evidence = [
        said("2022-06-06", "cast", "returning", person="Park Jihu", by="blog"),
        said("2022-07-06", "cast", "returning", person="Park Ji-hu", by="official"),
    ]
    _, renamed = history(evidence, LAST_DAY)
    assert renamed.before is not None
    assert (renamed.before.key.person, renamed.key.person) == ("Park Jihu", "Park Ji-hu")


def test_nothing_moves_between_equal_beliefs() -> None:
    facts = resolve([said("2022-06-06", "renewal", "renewed")], LAST_DAY)
    assert diff(facts, facts, LAST_DAY) == []


def test_turning_days_are_those_on_which_something_happens() -> None:
    evidence = [said("2022-06-06", "release", "2023-06", until="2022-09-09"), said("2022-06-06", "episodes", "8")]
    assert turning_days(evidence) == [date(2022, 6, 6), date(2022, 9, 9), date(2023, 7, 1)]
