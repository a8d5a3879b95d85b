"""Numbers of episodes: what is the whole of a season, and what only a part of it."""

from __future__ import annotations

import re
from typing import Final

from aggregator.claims.context import Scene
from aggregator.claims.lexicon import Found
from aggregator.claims.season_forms import NUMBER_WORDS
from aggregator.claims.seasons import number_of
from aggregator.claims.slots import COUNT
from aggregator.claims.words import NUMBER

_ASKS_COUNT: Final = re.compile(
    r"how\s+many\s+(?:\w+\s+){0,3}?(?:episodes?|eps|parts|pieces|chapters|hours|instal+ments)"
    r"|number\s+of\s+episodes|episodes?\s+count|how\s+long\s+(?:is|will|was)|kitne\s+episode"
)
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
    r"\b(?:about|some|add(?:s|ed|ing)?|first|last|final|remaining|opening|initial|other|another|next|previous"
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
_ALL_BEFORE: Final = re.compile(
    rf"\ball\s+\Z|\b{COUNT}\s+of\s+(?:the|its)\s+\Z|\b(?:written|wrote|penned|directed|shot|filmed)\s+the\s+\Z",
    re.IGNORECASE,
)
_WHOLE_BEFORE: Final = re.compile(
    r"\b(?:for|of|of\s+the|to|final|about|in)\s+(?:the\s+|just\s+|only\s+|its\s+)?\Z", re.IGNORECASE
)
_NOT_WHOLE_AFTER: Final = re.compile(
    r"\s*(?:(?:a|per|each|every)\s+week|at\s+(?:launch|once)|on\s+(?:the\s+)?(?:day|premiere)"
    r"|(?:of|into)\s+(?:the\s+)?(?:season|series)\b(?!\s+(?:\d|one|two|three|four|five|six|seven))|in(?:to)?\s+the\s+(?:can|bag)|later"
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
    r"\b(?:have\s+aired|in\s+one\s+go|at\s+launch|on\s+day\s+one|so\s+far|to\s+date|originally|initially|passed|surpass\w*|milestone|(?:over|across|in)\s+\w+\s+seasons)\b",
    re.IGNORECASE,
)
WEAK: Final = re.compile(
    r"\b(?:watch\w*|binge\w*|stream\w*\s+all|rewatch\w*|hours\s+(?:of|viewed|watched)|viewed|appear\w*"
    r"|direct(?:s|ed)|guest\w*|recur\w*|worth|helm\w*)\b",
    re.IGNORECASE,
)
MAX_DIVISION: Final = 3
_DIVISION: Final = re.compile(r"-part\b.*\bseason|-hour\b", re.IGNORECASE)
"""A "two-part final season" comes in two parts."""
_RANGE_BEFORE: Final = re.compile(rf"\b{COUNT}\s*(?:to|or|-|–)\s*\Z", re.IGNORECASE)
_OF_SEASON: Final = re.compile(r"season|series|\brun\b|order|\bit\b|\bshow\b|made|consist|[\ue000]", re.IGNORECASE)
"""A few episodes are what somebody has, unless a season is spoken of."""
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
IN_SHARES: Final = re.compile(
    r"\b(?:two|2)[\s-]+(?:part|parts|halves|volumes|cours|batches|blocks|chunks)\b|\bsplit\b|\bin\s+half\b",
    re.IGNORECASE,
)
"""A season that comes in parts (rule 11)."""
_WORK: Final = re.compile(r"\b(?:wrote|writ\w+|penn\w+|direct\w+)\b", re.IGNORECASE)
_GOES: Final = r"(?:on|in|from|later|will|air|begin|follow|land|arriv|start|com|drop|stream|releas|set|due)\w*"
_SHARE: Final = re.compile(
    rf"\b(?:with|of|has|had|have|and|for|to|first|opening|initial|final|last|remaining|other|another|:|,)\s+(?P<n>{COUNT})"
    rf"(?=\s+(?:more\s+|new\s+)?(?:episodes|eps|and|more|{_GOES})\b|\s*[.,;)]|\Z)",
    re.IGNORECASE,
)
_FIRST_SHARE: Final = re.compile(
    rf"\b(?:first|opening|initial)\s+(?P<n>{COUNT})(?!\s+(?:seasons|series|years|runs)\b)|(?<!\bthe\s)(?<!\bits\s)(?<!\ball\s)(?P<n2>{COUNT})\s+(?:new\s+)?episodes\b",
    re.IGNORECASE,
)
_LATER_SHARE: Final = re.compile(
    rf"\b(?:another|(?:the|its)\s+(?:other|remaining|rest,?|final|last)|a\s+further)\s+(?P<n>{COUNT})"
    rf"(?=\s+(?:episodes|more|{_GOES})\b|\s*[.,;]|\Z)|\b(?P<more>{COUNT})\s+more(?=\s+{_GOES}\b|\s*[.;]|\Z)",
    re.IGNORECASE,
)


def is_part(scene: Scene, phrase: str, match: re.Match[str], value: int) -> bool:
    """Some of the episodes only: the first few, those of one evening, those that somebody directs or watches."""
    start = match.start("n")
    before = scene.masked[max(0, start - _LOOK_BACK) : start]
    if phrase == "compound":
        is_division = value <= MAX_DIVISION and bool(_DIVISION.search(match[0]))
        is_division = is_division or (value == 2 and scene.masked.endswith("parter", match.start(), match.end()))
        return is_division or bool(_AT_LEAST.search(before))
    if value >= MIN_UNCALLED and _ALL_BEFORE.search(before) and not _NOT_WHOLE_AFTER.match(scene.masked, match.end()):
        return False
    is_bound = bool(_BOUND_BEFORE.search(before) and not _WHOLE_BEFORE.search(before)) or bool(_AT_LEAST.search(before))
    if phrase in {"noun", "order"} and (is_bound or _PART_BEFORE.search(before) or _RANGE_BEFORE.search(before)):
        return True
    if phrase != "noun":
        return False
    low, high = scene.clause_at(match.start())
    return (
        (value <= MAX_OPENING and bool(_OPENS_WITH.search(before)))
        or (value < MIN_UNCALLED and not _OF_SEASON.search(scene.masked, low, start))
        or bool(_DIVIDES.match(scene.masked, match.start()) and _DIVIDED.search(before))
        or bool(_PARTS.search(scene.masked[low:high]))
        or bool(_NOT_WHOLE_AFTER.match(scene.masked, match.end()))
        or bool(WEAK.search(scene.masked[low : match.start()]))
    )


def number_in(match: re.Match[str]) -> int | None:
    """The number that a wording tells, of all parts where it tells that of one."""
    groups = match.groupdict()
    value = value_of(groups["n"]) if groups.get("n") else None
    parts = value_of(groups["per"]) if groups.get("per") else 1
    return value * parts if value and parts else None


def outer(found: list[Found]) -> list[Found]:
    """In order, without what stands within another wording: "18 episodes" in "cut from 18 episodes to 13"."""
    numbers = [
        (phrase, match)
        for phrase, match in sorted(found, key=lambda pair: pair[1].start())
        if phrase.value not in {"whole", "bare"} or number_in(match) != 1
    ]
    return [
        (phrase, match)
        for phrase, match in numbers
        if not any(
            other.start() <= match.start() and match.end() <= other.end() and other[0] != match[0]
            for _, other in numbers
        )
    ]


def value_of(word: str) -> int | None:
    """12 for "12" and "twelve"."""
    if word.isdigit():
        return int(word)
    tens, _, unit = word.lower().partition("-")
    if tens == "twenty" and unit:
        return 20 + NUMBER_WORDS.get(unit, 0)
    return number_of(word)


_COUNTS: Final = frozenset({NUMBER, *NUMBER_WORDS})
_SHARE_WORDS: Final = (
    "part parts halves volumes cours batches blocks chunks split half another other remaining rest final last further"
    " more"
)
_SHARED: Final = frozenset(_SHARE_WORDS.split())
"""Of these every ``IN_SHARES`` and every ``_LATER_SHARE`` has one."""


def asks_count(topic: str) -> bool:
    """Whether a heading asks how many episodes there are."""
    return bool(topic) and _ASKS_COUNT.search(topic) is not None


def can_deal_out(scene: Scene) -> bool:
    """It has words without which a sentence has no ``shares_total``."""
    return not (_COUNTS.isdisjoint(scene.words) or _SHARED.isdisjoint(scene.words))


def shares_total(scene: Scene) -> int | None:
    """The sum of the parts in which a sentence deals a season out; None where it does not.

    "In two parts, the first with 12 and the second with 13", "five episodes on May 2 and three more in June".
    """
    masked = scene.masked
    if not can_deal_out(scene):
        return None
    split, later = IN_SHARES.search(masked), _LATER_SHARE.search(masked)
    if not (split or later) or WEAK.search(masked) or _WORK.search(masked):
        return None
    shares = [value_of(found["n"]) for found in _SHARE.finditer(masked, split.end())] if split else []
    if len(shares) != 2:
        first = list(_FIRST_SHARE.finditer(masked, 0, later.start())) if later else []
        shares = (
            [value_of(first[-1]["n"] or first[-1]["n2"]), value_of(later["n"] or later["more"])]
            if first and later
            else []
        )
    values = [share for share in shares if share]
    return sum(values) if len(values) == 2 else None
