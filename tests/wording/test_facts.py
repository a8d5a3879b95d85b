"""Facts and their changes in words."""

from __future__ import annotations

from typing import Any

import pytest

from aggregator.wording.facts import answer, firmness, sentence


def change(kind: str, before: str | None, after: str | None, became: str, **changes: Any) -> dict[str, Any]:
    row: dict[str, Any] = {"show": "Salt Road", "season": 5, "kind": kind, "change": became, "person": None}
    row |= {"character": None, "person_before": None, "character_before": None}
    for suffix, value in (("_before", before), ("", after)):
        row |= {
            f"value{suffix}": value,
            f"status{suffix}": value and "confirmed",
            f"standing{suffix}": value and "agreed",
        }
    return row | changes


ACTOR = {"person": "Ida Moss", "person_before": "Ida Moss", "character": "Gil"}
SENTENCES = {
    "something new": (change("renewal", None, "renewed", "new"), "renewed (confirmed)"),
    "a rumour": (change("renewal", None, "renewed", "new", standing="rumoured"), "renewed (rumoured)"),
    "a denial": (change("release", None, "2027", "new", status="denied"), "not out 2027 (confirmed)"),
    "what gave way to another answer": (
        change("renewal", "undecided", "renewed", "changed"),
        "renewed (confirmed), was undecided",
    ),
    "what gave way though it was only expected": (
        change("release", "2026", "2027-03", "changed", status_before="expected"),
        "out 2027-03 (confirmed), was out 2026 (expected)",
    ),
    "what is said more firmly": (
        change("episodes", "8", "8", "changed", status_before="expected"),
        "8 episodes (confirmed), was expected",
    ),
    "what is a rumour no longer": (
        change("renewal", "renewed", "renewed", "changed", standing_before="rumoured"),
        "renewed (confirmed), was rumoured",
    ),
    "what was denied": (
        change("production", "filming", "filming", "changed", status_before="denied"),
        "filming (confirmed), was not filming",
    ),
    "what is disputed": (
        change("renewal", "renewed", "renewed", "disputed", standing="disputed"),
        "disputed: renewed (confirmed)",
    ),
    "what is settled": (
        change("renewal", "cancelled", "renewed", "settled", standing_before="disputed"),
        "settled: renewed (confirmed), not cancelled",
    ),
    "what nobody says any longer": (change("trailer", "none", None, "withdrawn"), "no longer: no trailer yet"),
    "what was a rumour and is gone": (
        change("cast", "leaving", None, "withdrawn", **ACTOR, standing_before="rumoured"),
        "no longer: leaving Ida Moss (rumoured)",
    ),
    "a character that is new": (
        change("cast", "returning", "returning", "changed", **ACTOR),
        "returning Ida Moss as Gil (confirmed), the character is new",
    ),
    "a character that was another": (
        change("cast", "returning", "returning", "changed", **ACTOR, character_before="Al"),
        "returning Ida Moss as Gil (confirmed), was said to play Al",
    ),
    "a name in a better spelling": (
        change("crew", "writer", "writer", "changed", person="Ida Moss", person_before="Ida Mos"),
        "writer Ida Moss (confirmed), was written Ida Mos",
    ),
}


@pytest.mark.parametrize("case", SENTENCES)
def test_a_change_is_told_as_a_sentence(case: str) -> None:
    row, expected = SENTENCES[case]
    assert sentence(row) == f"Salt Road, season 5: {expected}"


def test_a_rumour_that_is_said_firmly_comes_from_farms() -> None:
    assert firmness({"standing": "rumoured", "status": "confirmed"}) == "farms only"
    assert firmness({"standing": "rumoured", "status": "possible"}) == "possible"


def test_a_denial_is_not_taken_for_what_it_denies() -> None:
    denied = {"kind": "trailer", "value": "released", "status": "denied", "person": None, "character": None}
    assert answer(denied) == "trailer not out"
