"""The card of a show: which line stands where, and what it says."""

from __future__ import annotations

from typing import Any

from aggregator.cli.card import Line, lines_of

FACT: dict[str, Any] = {
    "season": 5,
    "kind": "renewal",
    "aspect": "",
    "person": None,
    "character": None,
    "value": "renewed",
    "status": "confirmed",
    "standing": "agreed",
    "since": "2026-02-01",
    "last_confirmed": "2026-03-01",
    "independent_sources": 2,
}


def fact(kind: str = "renewal", value: str = "renewed", **changes: Any) -> dict[str, Any]:
    return FACT | {"kind": kind, "value": value} | changes


def test_a_denial_is_not_taken_for_what_it_denies() -> None:
    denied = fact("trailer", "released", status="denied")
    assert [line.answer for line in lines_of([denied], with_superseded=False)] == ["not out"]


def test_people_are_grouped_by_what_they_do_and_jobs_by_name() -> None:
    people = [
        fact("crew", "writer", person="Bo", aspect="writer"),
        fact("cast", "leaving", person="Al"),
        fact("cast", "returning", person="Cy", character="Gil", independent_sources=1),
        fact("cast", "returning", person="Di"),
        fact("cast", "returning", person="Ed", status="denied"),
    ]
    shown = [(line.label, line.answer, line.sources) for line in lines_of(people, with_superseded=False)]
    assert shown == [
        ("returning", "Di", "2 sources"),
        ("", "Cy as Gil", "1 source"),
        ("leaving", "Al", "2 sources"),
        ("not returning", "Ed", "2 sources"),
        ("writer", "Bo", "2 sources"),
    ]


def test_answers_in_dispute_stand_side_by_side_and_are_marked() -> None:
    rivals = [
        fact("release", "2026", standing="disputed"),
        fact("release", "2027/..", standing="disputed", status="expected"),
        fact("cast", "leaving", standing="disputed", person="Al"),
        fact("cast", "returning", standing="disputed", person="Al", independent_sources=3),
        fact("cast", "returning", person="Bo"),
    ]
    shown = [(line.label, line.answer, line.firm) for line in lines_of(rivals, with_superseded=False)]
    assert shown == [
        ("release", "disputed: 2026", "confirmed"),
        ("", "or: 2027 or later", "expected"),
        ("cast", "disputed: Al returning", "confirmed"),
        ("", "or: Al leaving", "confirmed"),
        ("returning", "Bo", "confirmed"),
    ]


def test_two_disputes_under_one_label_are_told_apart() -> None:
    rivals = [
        fact("cast", value, standing="disputed", person=person, independent_sources=sources)
        for person in ("Al", "Bo")
        for value, sources in (("returning", 2), ("leaving", 1))
    ]
    assert [line.answer for line in lines_of(rivals, with_superseded=False)] == [
        "disputed: Al returning",
        "or: Al leaving",
        "disputed: Bo returning",
        "or: Bo leaving",
    ]


def test_rumours_stand_apart_and_what_was_believed_is_shown_on_request() -> None:
    facts = [
        fact("release", "unannounced"),
        fact("release", "2027", standing="rumoured", status="possible"),
        fact("release", "2026", standing="superseded"),
    ]
    assert [(line.label, line.answer) for line in lines_of(facts, with_superseded=False)] == [
        ("release", "no date yet"),
        ("rumours", ""),
        ("  release", "2027"),
    ]
    assert list(lines_of(facts, with_superseded=True))[-2:] == [
        Line("no longer believed"),
        Line("  release", "2026", "confirmed", "2 sources", "since 2026-02-01", "last said 2026-03-01"),
    ]
