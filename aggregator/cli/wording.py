"""Claims in words for people: short, in the order in which somebody asks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

Claim = Mapping[str, Any]

_ORDER = ("renewal", "renewal_date", "release", "episodes", "production", "trailer", "cast", "crew")


def season_name(season: int | None) -> str:
    """``season 2``, or ``season ?`` where the article names none."""
    return f"season {'?' if season is None else season}"


def said(claim: Claim) -> str:
    """What one claim says, without its season: ``renewed``, ``out 2027-03 (expected)``, ``returning Mo Dee as Gil``."""
    text = _fact(claim)
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
    ordered = sorted(claims, key=lambda claim: (-(claim["season"] or 0), _ORDER.index(claim["kind"])))
    return [
        (season_name(season), "; ".join(_sayings(list(group))))
        for season, group in groupby(ordered, key=lambda claim: claim["season"])
    ]


def _sayings(claims: list[Claim]) -> list[str]:
    """People who do the same are named in one breath."""
    sayings: dict[str, list[str]] = {}
    for claim in claims:
        names = sayings.setdefault(_fact(claim) if claim["person"] else said(claim), [])
        if claim["person"]:
            names.append(_who(claim) + _firmness(claim))
    return [f"{what} {', '.join(names)}" if names else what for what, names in sayings.items()]


def _fact(claim: Claim) -> str:
    value = claim["value"]
    match claim["kind"]:
        case "renewal_date":
            return f"announced {value}"
        case "release":
            return "no date yet" if value == "unannounced" else f"out {value}"
        case "episodes":
            return f"{value} episodes"
        case "trailer":
            return "trailer out" if value == "released" else "no trailer yet"
        case _:
            return str(value)


def _who(claim: Claim) -> str:
    return f"{claim['person']} as {claim['character']}" if claim["character"] else str(claim["person"])


def _firmness(claim: Claim) -> str:
    return "" if claim["status"] == "confirmed" else f" ({claim['status']})"
