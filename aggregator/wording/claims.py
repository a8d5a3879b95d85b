"""Claims in words for people: short, in the order in which somebody asks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import groupby
from typing import Any

Claim = Mapping[str, Any]
Dates = Callable[[str], str]
"""Puts a value of ``release`` or ``renewal_date`` into words; in a terminal as ``window_words`` does."""

KIND_ORDER = ("renewal", "renewal_date", "release", "episodes", "production", "trailer", "cast", "crew")
"""The kinds of claims in the order in which somebody asks."""


def season_name(season: int | None) -> str:
    """``season 2``, or ``season ?`` where the article names none."""
    return f"season {'?' if season is None else season}"


def window_words(value: str) -> str:
    """A value of ``release`` or ``renewal_date`` without its slashes.

    >>> window_words("2027-03/2027-05"), window_words("2027/.."), window_words("2027")
    ('2027-03 to 2027-05', '2027 or later', '2027')
    """
    start, slash, end = value.partition("/")
    if not slash:
        return start
    return f"{start} or later" if end == ".." else f"{start} to {end}"


def what_is_said(kind: str, value: str, dates: Dates = window_words) -> str:
    """A value in words, without whom it is said of: ``renewed``, ``out 2027-03``, ``8 episodes``."""
    match kind:
        case "renewal_date":
            return f"announced {dates(value)}"
        case "release":
            return "no date yet" if value == "unannounced" else f"out {dates(value)}"
        case "episodes":
            return f"{value} episodes"
        case "trailer":
            return "trailer out" if value == "released" else "no trailer yet"
        case _:
            return value


def said(claim: Claim) -> str:
    """What one claim says, without its season: ``renewed``, ``out 2027-03 (expected)``, ``returning Mo Dee as Gil``."""
    text = what_is_said(claim["kind"], claim["value"])
    if claim["person"]:
        text = f"{text} {_who(claim)}"
    return text + _firmness(claim)


def summarized(claims: Iterable[Claim]) -> list[tuple[str, str]]:
    """What an article claims of one show: a season's name and everything said of it, the latest season first.

    >>> base = {"season": 2, "status": "confirmed", "person": None, "character": None}
    >>> cast = base | {"kind": "cast", "value": "returning"}
    >>> summarized([cast | {"person": "Mo Dee"}, cast | {"person": "Al Io"}, base | {"kind": "episodes", "value": "8"}])
    [('season 2', '8 episodes; returning Mo Dee, Al Io')]
    """
    ordered = sorted(claims, key=lambda claim: (-(claim["season"] or 0), KIND_ORDER.index(claim["kind"])))
    return [
        (season_name(season), "; ".join(_sayings(list(group))))
        for season, group in groupby(ordered, key=lambda claim: claim["season"])
    ]


def _sayings(claims: list[Claim]) -> list[str]:
    """People who do the same are named in one breath."""
    sayings: dict[str, list[str]] = {}
    for claim in claims:
        key = what_is_said(claim["kind"], claim["value"]) if claim["person"] else said(claim)
        names = sayings.setdefault(key, [])
        if claim["person"]:
            names.append(_who(claim) + _firmness(claim))
    return [f"{what} {', '.join(names)}" if names else what for what, names in sayings.items()]


def _who(claim: Claim) -> str:
    return f"{claim['person']} as {claim['character']}" if claim["character"] else str(claim["person"])


def _firmness(claim: Claim) -> str:
    return "" if claim["status"] == "confirmed" else f" ({claim['status']})"
