"""The facts of a season as a card: in which order, under which label, in how few words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from aggregator.wording.claims import KIND_ORDER, Dates, window_words
from aggregator.wording.facts import FIRMEST_FIRST, answer

Row = Mapping[str, Any]

CAST_ORDER: Final = ("returning", "joining", "leaving")
_LABELS: Final = {"renewal": "decision", "renewal_date": "announced"}


def place_of(fact: Row) -> tuple[object, ...]:
    """A key that sorts the facts of a season as somebody asks; what is disputed of one person stands together."""
    disputed = fact["standing"] == "disputed"
    part = 0
    if fact["kind"] == "cast":
        part = -1 if disputed else CAST_ORDER.index(fact["value"]) + 3 * (fact["status"] == "denied")
    question = KIND_ORDER.index(fact["kind"]), part, fact["aspect"], not disputed, question_of(fact)
    return *question, FIRMEST_FIRST.index(fact["status"]), -fact["independent_sources"]


def question_of(fact: Row) -> str:
    """What tells apart the disputes that are listed under one label."""
    return fact["person"] or "" if fact["standing"] == "disputed" else ""


def label_of(fact: Row) -> str:
    """What stands before the answer: ``decision``, ``release``, ``returning``, ``director``."""
    kind = str(fact["kind"])
    if kind == "crew":
        return str(fact["aspect"])
    if kind == "cast" and fact["standing"] != "disputed":
        return answer({**fact, "person": None})
    return _LABELS.get(kind, kind)


def short_answer(fact: Row, dates: Dates = window_words) -> str:
    """The answer without the words that the label says already.

    Args:
        fact: With the columns of ``facts``.
        dates: Puts dates and windows into words.
    """
    kind, value, denied = fact["kind"], str(fact["value"]), fact["status"] == "denied"
    if kind == "cast":
        who = f"{fact['person']} as {fact['character']}" if fact["character"] else str(fact["person"])
        return f"{who}{' not' if denied else ''} {value}" if fact["standing"] == "disputed" else who
    if kind == "crew":
        value = str(fact["person"])
    elif kind == "trailer":
        value = "out" if value == "released" else "not yet"
    elif kind == "release" and value == "unannounced":
        value = "no date yet"
    elif kind in ("release", "renewal_date"):
        value = dates(value)
    return f"not {value}" if denied else value
