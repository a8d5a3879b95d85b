"""Facts and their changes in words for people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from aggregator.wording.claims import Dates, season_name, what_is_said, window_words

Row = Mapping[str, Any]

FIRMEST_FIRST: Final = ("confirmed", "denied", "expected", "possible")
"""Statuses in the order in which answers are shown: a denial is as firm as any statement."""


def answer(fact: Row, dates: Dates = window_words) -> str:
    """What a fact says, without how firmly.

    >>> answer({"kind": "cast", "value": "returning", "status": "denied", "person": "Mo Dee", "character": "Gil"})
    'not returning Mo Dee as Gil'
    """
    return _answer(fact["kind"], fact["value"], fact["status"], fact["person"], fact["character"], dates)


def firmness(fact: Row) -> str:
    """How firmly a fact is said, in one word or two; a denial is as firm as any statement.

    What is a rumour though it is not said as one comes from content farms alone.
    """
    if fact["standing"] == "rumoured" and fact["status"] != "possible":
        return "farms only"
    return "confirmed" if fact["status"] == "denied" else str(fact["status"])


def counted(number: int, noun: str = "source", plural: str = "") -> str:
    """``1 source``, ``3 sources``; ``plural`` where it is not made with an s."""
    return f"{number} {noun}" if number == 1 else f"{number} {plural or noun + 's'}"


def sentence(change: Row, dates: Dates = window_words) -> str:
    """What a row of ``news`` tells: ``The Bear, season 5: renewed (confirmed), was undecided``."""
    return f"{change['show']}, {season_name(change['season'])}: {step(change, dates)}"


def step(change: Row, dates: Dates = window_words) -> str:
    """The same without show and season."""
    kind, person = change["kind"], change["person"]
    earlier = ""
    if change["value_before"] is not None:
        earlier_person = change["person_before"] if change["value"] is None else None
        earlier = _answer(kind, change["value_before"], change["status_before"], earlier_person, None, dates)
    if change["value"] is None:
        return f"no longer: {earlier}{_unless_confirmed(change['status_before'], change['standing_before'])}"
    later = _answer(kind, change["value"], change["status"], person, change["character"], dates)
    said = f"{later} ({_firm(change['status'], change['standing'])})"
    named = f"{change['change']}: " if change["change"] in ("disputed", "settled") else ""
    return named + said + _origin(change, earlier, dates)


def _origin(change: Row, earlier: str, dates: Dates) -> str:
    """Where the step came from; empty where nothing was believed before."""
    if not earlier:
        return ""
    before = _firm(change["status_before"], change["standing_before"])
    after = _firm(change["status"], change["standing"])
    word = "not" if change["change"] == "settled" else "was"
    if earlier != _answer(change["kind"], change["value"], change["status"], None, None, dates):
        return f", {word} {earlier}{_unless_confirmed(change['status_before'], change['standing_before'])}"
    if before != after:
        return f", was {before}"
    if change["character_before"] != change["character"]:
        known = change["character_before"]
        return f", was said to play {known}" if known else ", the character is new"
    if change["person_before"] != change["person"]:
        return f", was written {change['person_before']}"
    return ""


def _firm(status: str, standing: str) -> str:
    return "rumoured" if standing == "rumoured" else firmness({"status": status, "standing": standing})


def _unless_confirmed(status: str, standing: str) -> str:
    firm = _firm(status, standing)
    return "" if firm == "confirmed" else f" ({firm})"


def _answer(kind: str, value: str, status: str, person: str | None, character: str | None, dates: Dates) -> str:
    text = what_is_said(kind, value, dates)
    if status == "denied":
        text = "trailer not out" if kind == "trailer" else f"not {text}"
    who = f" {person}" if person else ""
    return f"{text}{who} as {character}" if who and character else text + who
