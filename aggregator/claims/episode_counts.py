"""Numbers of episodes: what is the whole of a season, and what only a part of it."""

from __future__ import annotations

import re
from typing import Final

from aggregator.claims.context import Scene
from aggregator.claims.phrasing import COUNT
from aggregator.claims.seasons import NUMBER_WORDS, number_of

MAX_OPENING: Final = 4
"""A season "opens with" so many episodes on its first day; with more it simply has them."""
MIN_UNCALLED: Final = 4
"""A bare number of a named season that nobody has called episodes is one from here on: "the third lot had eight"."""
_LOOK_BACK: Final = 30
_AT_LEAST: Final = re.compile(
    r"\b(?:at\s+least|at\s+most|up\s+to|(?:more|fewer|less)\s+than|no\s+(?:more|fewer)\s+than|as\s+(?:many|few)\s+as"
    r"|over|under|around|nearly|almost|a\s+minimum\s+of|a\s+maximum\s+of)\s+\Z",
    re.IGNORECASE,
)
_BOUND_BEFORE: Final = re.compile(
    r"\b(?:about|some|first|last|final|remaining|opening|initial|other|another|next|previous"
    r"|past|in|directed|direct|directs|wrote|written|watched|of\s+the|seen|after|for|appears?\s+in"
    r"|appeared\s+in|only\s+in|final|episodes?|every|per|by|within|until|to)\s+(?:the\s+|just\s+"
    r"|only\s+|his\s+|her\s+)?\Z",
    re.IGNORECASE,
)
_PART_BEFORE: Final = re.compile(
    r"\b(?:first|last|final|remaining|opening|initial|other|next|latter|back"
    r"|premiere\s+with)\s+(?:batch\s+of\s+|the\s+|block\s+of\s+)?\Z",
    re.IGNORECASE,
)
_ALL_BEFORE: Final = re.compile(r"\ball\s+\Z|\b(?:written|wrote|penned|directed|shot|filmed)\s+the\s+\Z", re.IGNORECASE)
_WHOLE_BEFORE: Final = re.compile(
    r"\b(?:for|of|of\s+the|to|final|about|in)\s+(?:the\s+|just\s+|only\s+|its\s+)?\Z", re.IGNORECASE
)
_NOT_WHOLE_AFTER: Final = re.compile(
    r"\s*(?:(?:a|per|each|every)\s+week|at\s+(?:launch|once)|on\s+(?:the\s+)?(?:day|premiere)"
    r"|(?:of|into)\s+(?:the\s+)?(?:season|series)\b(?!\s+\d)|in(?:to)?\s+the\s+(?:can|bag)|later"
    r"|left|remain|so\s+far|behind|ago|in,|are\s+in\s+that\s+part|each\s+(?:week|day)|to\s+go"
    r"|long\s+(?:arc|story)|arc|in\s+which|into|made\s+so\s+far|short\b)",
    re.IGNORECASE,
)
_OPENS_WITH: Final = re.compile(
    r"\b(?:open|start|launch|premier|debut|drop|kick|arriv|land|begin)\w*\b.{0,24}\bwith\s+\Z"
    r"|\b(?:shown|aired)\s.{0,20}\Z",
    re.IGNORECASE,
)
# "In two instalments": how it comes, not how many.
_DIVIDES: Final = re.compile(r"(?:two|three|[23])\s+(?:instal+ments|chapters)\b", re.IGNORECASE)
_DIVIDED: Final = re.compile(r"\b(?:in|into|across|over|as)\s+\Z", re.IGNORECASE)
_PARTS: Final = re.compile(
    r"\b(?:have\s+aired|in\s+one\s+go|at\s+launch|on\s+day\s+one|so\s+far|originally|initially)\b", re.IGNORECASE
)
WEAK: Final = re.compile(
    r"\b(?:watch\w*|binge\w*|stream\w*\s+all|rewatch\w*|hours\s+(?:of|viewed|watched)|viewed|appear\w*"
    r"|direct(?:s|ed)|guest\w*|recur\w*|worth|helm\w*)\b",
    re.IGNORECASE,
)
_LEAD_WORDS: Final = (
    "most probably likely unknown but it it's could may might will be should perhaps maybe there are is were have has"
    " get gets getting we think expect just only a total of again so and the season once more not sure well i i'd"
    " guess consist"
)
BARE_ANSWER: Final = re.compile(
    rf"(?:(?:{'|'.join(_LEAD_WORDS.split())})[\s,]+){{0,8}}(?P<n>{COUNT})\b"
    r"(?!\s+(?:or|to|seasons|years|months|weeks|days|per|percent|were|was|are|of)\b)"
    r"(?=[,.!;]|\Z|\s+(?:again|once|as|like|the|this|in|and|but|too)\b)",
    re.IGNORECASE,
)
FIGURES: Final = ("n", "n2", "n3", "n4")
_IN_PARTS: Final = re.compile(
    r"\b(?:in|into)\s+(?:two|2)\s+(?:parts|halves|volumes|cours|batches|blocks|chunks)\b", re.IGNORECASE
)
_PART_COUNT: Final = re.compile(
    rf"\b(?:with|of|has|had|have|and|for|to|–|:|,)\s+(?P<n>{COUNT})\b(?=\s+(?:episodes|eps|and)\b|\s*[.,;)]|\Z)",
    re.IGNORECASE,
)


def is_part(scene: Scene, phrase: str, match: re.Match[str], value: int) -> bool:
    """Some of the episodes only: the first few, those of one evening, those that somebody directs or watches."""
    before = scene.masked[max(0, match.start() - _LOOK_BACK) : match.start()]
    if value >= MIN_UNCALLED and _ALL_BEFORE.search(before):
        return False
    is_bound = bool(_BOUND_BEFORE.search(before) and not _WHOLE_BEFORE.search(before)) or bool(_AT_LEAST.search(before))
    if phrase in {"noun", "compound", "order"} and (is_bound or _PART_BEFORE.search(before)):
        return True
    if phrase != "noun":
        return False
    low, high = scene.clause_at(match.start())
    return (
        (value <= MAX_OPENING and bool(_OPENS_WITH.search(before)))
        or bool(_DIVIDES.match(scene.masked, match.start()) and _DIVIDED.search(before))
        or bool(_PARTS.search(scene.masked[low:high]))
        or bool(_NOT_WHOLE_AFTER.match(scene.masked, match.end()))
        or bool(WEAK.search(scene.masked[low : match.start()]))
    )


def number_in(groups: dict[str, str]) -> int | None:
    """The number that the named groups of a wording stand for."""
    parts, per = groups.get("parts") or groups.get("parts2"), groups.get("per") or groups.get("per2")
    if parts and per:
        each = value_of(per)
        return None if each is None else each * (NUMBER_WORDS[parts.lower()])
    word = next((groups[name] for name in FIGURES if groups.get(name)), None)
    return value_of(word) if word else None


def value_of(word: str) -> int | None:
    """12 for "12" and "twelve"."""
    if word.isdigit():
        return int(word)
    tens, _, unit = word.lower().partition("-")
    if tens == "twenty" and unit:
        return 20 + NUMBER_WORDS.get(unit, 0)
    return number_of(word)


def parts_total(scene: Scene) -> int | None:
    """The sum of "in two parts, the first with 12 and the second with 13"; None where no two parts are told."""
    opened = _IN_PARTS.search(scene.masked)
    counts = (
        [value for found in _PART_COUNT.finditer(scene.masked, opened.end()) if (value := value_of(found["n"]))]
        if opened
        else []
    )
    return sum(counts) if len(counts) == 2 else None
