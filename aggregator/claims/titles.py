"""Titles in a sentence: those of followed shows, those of other works, and what is only compared or credited.

Names of followed shows are masked with ``SHOW`` characters, other titles with ``OTHER`` ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from aggregator.claims.wordlists import word_lists
from aggregator.models import Mention, ShowId

SHOW: Final = "\ue000"
OTHER: Final = "\ue001"
_ASIDE_REACH: Final = 40
"""Characters before a title in which the words stand that make it a mere comparison."""
_TITLE_WORD: Final = r"(?:[A-Z0-9][\w'&:.,-]*|of|the|in|and|to|a|an|on|for|with|from|at|by|is|&|–)"
_QUOTED: Final = re.compile(
    rf"(?<!\w)(?P<q>['\"])(?P<body>[A-Z0-9][\w'&:.!,-]*(?:\s{_TITLE_WORD}){{0,8}}[!?,]?)(?P=q)(?!\w)"
)
_NAMED_SEASON: Final = r"[Ss](?:eason|eries)\s\d|S\d|\((?:final\s+season|new)\b"
_HAS_SEASON: Final = re.compile(_NAMED_SEASON)
_FIGURE: Final = re.compile(r"[\d(]")
"""In every named season; looked for in a tenth of the time."""
_UNQUOTED: Final = re.compile(
    r"(?<![\w'&-])(?P<body>[A-Z0-9][\w'&-]+(?::?\s(?:[A-Z][\w'&-]*|of|the|in|and|to|a"
    rf"|&)){{0,6}}(?:'s)?)\s(?=\(?{_NAMED_SEASON})"
)
_ROW_TITLE: Final = r"[A-Z0-9][\w'&-]*(?:\.[A-Z]\.)?(?:\s(?:of|the|and|in|[A-Z&][\w'&-]*(?:\.[A-Z]\.)?)){0,4}?"
_IN_ROW: Final = re.compile(r"(?:(?<=,\s)|(?<=and\s))(?!and\s)[A-Z0-9][^,]*?(?=,|\s+and\s|\Z)")
_ROW: Final = re.compile(
    rf"['\"]?[\ue000]+['\"]?(?P<others>(?:,\s{_ROW_TITLE}){{0,5}},?\sand\s{_ROW_TITLE})"
    r"\s(?=(?:were|are|have|will|all|both|each|got|get|return|also)\b)"
)
"""A sentence that opens with a row of titles: what is said of all of them, said of those that are followed alone."""
_NEVER_TITLES: Final = (
    "The A An In On At For Of And But When Will Is Are Was Has Have Had Does Did Do Who What Where Why How "
    "That This Its It With After Before During Since Until While If As By From Both New Our Your Expect "
    "Though Although Despite Yes No So Now Then Because Netflix Hulu Amazon Prime Video Disney HBO Max Apple "
    "Fox NBC CBS ABC BBC Peacock Paramount Starz Showtime AMC Filming Production Watch Early Official "
    "Officially Returning Back All Every Here There These Those Can Could Should May Might Not Only Plus Also "
    "Meanwhile Still Finally Unlike Like Second First Third Whether Shooting Between Beyond Into To Latest "
    "Final Renews Renewed Join Joins Joining Cast Release Confirmed Announces"
)
_NOT_A_TITLE: Final = frozenset(_NEVER_TITLES.split())
_OTHER_VERSION: Final = re.compile(
    r"\b(?:[A-Z]\w+\s+(?:version|adaptation|take)|remake|spin-?off|prequel|sequel|film|movie|musical|parody|soundtrack|dvd)"
    r"s?\s+(?:version\s+)?(?:of|to|from)\s+(?:the\s+)?['\"“‘]?\Z"
)
"""What stands before a title that is then only the model of another work."""
_WORK: Final = (
    r"(?:concerts?|musicals?|games?|videogames?|films?|movies?|tours?|exhibitions?|novels?|books?|comics?|manga|webtoons?|soundtracks?|albums?"
    r"|podcasts?|remakes?|theme\s+parks?|attractions?|experiences?|play|opera|ballet|dance\s+piece|stage\s+show|one-\w+\s+play)\b"
    r"(?![\s-]+(?:adaptation|series|drama|show|based|version|franchise|stars?|crews?|trilogy|anime|turned))"
)
_OTHER_WORK: Final = re.compile(
    rf"['\"]?(?:'s?)?(?:\s+|:\s+)(?:(?:in|the|live|stage|video|board|mobile|touring|original|own|first)\s+){{0,2}}{_WORK}"
    rf"|['\"]?,\s+(?:a|an|the)\s+(?:[\w-]+\s+){{0,2}}?{_WORK}",
    re.IGNORECASE,
)
"""What stands after a title that is then one of another work: "X in Concert", "X: The Game", "X, a dance piece"."""
_WORKERS: Final = (
    r"(?:makers?|creators?|stars?|co-?stars?|writers?|producers?|authors?|directors?|showrunners?|boss(?:es)?|actor|actress|veterans?"
    r"|alum\w*|team|people|minds?|duo|fans?|viewers|fame|breakout)"
)
_COMPARED: Final = re.compile(
    rf"\b(?:like|unlike|than|alongside|opposite|versus|vs\.?|compared\s+(?:with|to)|late\s+of|(?:known|famous)\s+(?:for|from)"
    rf"|(?:lead(?:ing|s)?|coming)\s+out\s+of|{_WORKERS}\s+(?:of|behind|from|on))\s+(?:the\s+)?(?:hit\s+)?['\"]?\Z",
    re.IGNORECASE,
)
_CREDITED: Final = re.compile(rf"['\"]?(?:'s?)?\s+{_WORKERS}\b", re.IGNORECASE)


class Naming(NamedTuple):
    """A title at ``[start:end]`` of a sentence; ``show`` is None for a title that nobody follows here."""

    start: int
    end: int
    show: ShowId | None
    is_aside: bool = False
    """The sentence only compares with it, or credits a person with it."""


def masked_titles(
    plain: str, mentions: Iterable[tuple[Mention, ShowId]], offset: int
) -> tuple[str, tuple[Naming, ...]]:
    """A sentence with its titles masked, and where they stand in it; ``offset`` is that of the sentence."""
    followed: list[Naming] = []
    for mention, show in mentions:
        start, end = mention.start - offset, mention.end - offset
        if not followed or start >= followed[-1].end:
            other = _OTHER_VERSION.search(plain, 0, start) or _OTHER_WORK.match(plain, end)
            followed.append(Naming(start, end, None if other else show))
    masked = _mask(plain, followed, SHOW)
    foreign = _foreign(masked)
    masked = _mask(masked, foreign, OTHER)
    namings = sorted([*followed, *foreign], key=lambda naming: naming.start) if foreign else followed
    return masked, tuple([naming._replace(is_aside=_is_aside(masked, naming)) for naming in namings])


def _is_aside(masked: str, naming: Naming) -> bool:
    before = max(0, naming.start - _ASIDE_REACH)
    return bool(_COMPARED.search(masked, before, naming.start) or _CREDITED.match(masked, naming.end))


def _mask(text: str, namings: Iterable[Naming], mark: str) -> str:
    for naming in namings:
        text = text[: naming.start] + mark * (naming.end - naming.start) + text[naming.end :]
    return text


def _foreign(masked: str) -> list[Naming]:
    """Titles that nobody follows: in quotation marks, in a row with one that is followed, before "season 3"."""
    row = _ROW.match(masked) if SHOW in masked else None
    taken = [found.span() for found in _IN_ROW.finditer(masked, row.start("others"), row.end("others"))] if row else []
    for found in _QUOTED.finditer(masked) if "'" in masked or '"' in masked else ():
        body = found["body"]
        if (
            SHOW in body
            or body.endswith(("!,", ".,"))
            or (found.start() == 0 and len(body.split()) == 1 and body.endswith(","))
        ):
            continue
        taken.append(found.span("body"))
    for found in _UNQUOTED.finditer(masked) if _FIGURE.search(masked) and _HAS_SEASON.search(masked) else ():
        words = found["body"].split()
        while words and words[0].removesuffix("'s") in _NOT_A_TITLE:
            words.pop(0)
        if not words or words[-1] in _NOT_A_TITLE or words[-1].islower() or SHOW in found["body"]:
            continue
        if len(words) == 1 and (words[0].lower() in word_lists().stop or found.start() == 0):
            continue
        start = found.end("body") - len(" ".join(words))
        if not any(low < found.end() and start < high for low, high in taken):
            taken.append((start, found.end("body")))
    return [Naming(start, end, None) for start, end in sorted(taken)] if taken else []
