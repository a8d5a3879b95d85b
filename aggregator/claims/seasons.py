"""The wordings that mean a season: "season 3", "its third and final run", "another season", "a fourth"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

_COUNT_WORDS: Final = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty"
)
NUMBER_WORDS: Final = {
    word: number
    for number, word in enumerate(
        _COUNT_WORDS.split(),
        start=1,
    )
}
_ORDINAL_WORDS: Final = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
ORDINAL_WORDS: Final = {
    word: number
    for number, word in enumerate(
        _ORDINAL_WORDS.split(),
        start=1,
    )
} | {"sophomore": 2, "freshman": 1, "debut": 1, "inaugural": 1, "maiden": 1, "primary": 1, "initial": 1}
MAX_SEASON: Final = 60

NUMBER: Final = r"(?:\d{1,2}|" + "|".join(NUMBER_WORDS) + r")(?![\w%]|[.,]\d)"
ORDINAL: Final = r"(?:\d{1,2}(?:st|nd|rd|th)|" + "|".join(ORDINAL_WORDS) + r")\b"
_NOUN_WORDS: Final = (
    "season run instalment installment chapter outing round edition go-round portion helping trip session cycle voyage"
    " lot"
)
_NOUNS: Final = ("series", "batch", *_NOUN_WORDS.split())
_NOUN_FORMS: Final = "|".join(noun.replace("-", "-?") + "s?" * (noun not in {"series", "batch"}) for noun in _NOUNS)
NOUN: Final = rf"(?:{_NOUN_FORMS})\b(?!\s+(?:finale|closer|ender|opener|regulars?|premiere\s+party|star|lead)\b)"
_QUALIFIER: Final = (
    r"(?:(?:and|&)\s+)?(?:final|last|closing|concluding|farewell|new|upcoming|coming|forthcoming"
    r"|\w+-(?:episode|part|hour)|live-action"
    r"|television|tv|full|whole|hit|anime|delayed|planned|long-awaited|much-awaited|awaited"
    r"|anticipated|highly[\s-]anticipated|eagerly[\s-]awaited|potential|possible)"
)


_LOOSE_NOUN: Final = (
    r"(?:years?|terms?|stretch|innings|stints?|spells?|turns?|servings?|slices?|doses?|laps?|hurrahs?|bows?|visits?|tours?|go|bites?)\b"
    r"(?!\s+(?:in\s+a\s+row|in\s+office|running|straight|as|student|pupil|medic\w*|at\s+(?!home|last|once)|of\s+(?!(?:the\s+)?['\"]?[\ue000])))"
)
"""What critics call a season, with a number before it; it is one only where a show is brought back with it."""
_SECOND_ON: Final = r"(?!(?:first|1st|freshman|sophomore|debut|inaugural|maiden|primary|initial)\b)" + ORDINAL


SEASON: Final = "\ue002"
"""What a wording for a season is masked with."""


class SeasonRole(StrEnum):
    """How a season is named."""

    NUMBERED = "numbered"
    NEW = "new"
    FINAL = "final"
    PREVIOUS = "previous"
    PREDECESSOR = "predecessor"
    """The one before the season that was just spoken of."""
    BOTH = "both"
    FORMER = "former"
    LATTER = "latter"
    """Of the two that were just spoken of."""
    BARE = "bare"


@dataclass(frozen=True, slots=True)
class SeasonRef:
    """A wording at ``[start:end]`` of its sentence; ``numbers`` is empty where the article's context decides."""

    start: int
    end: int
    role: SeasonRole
    numbers: tuple[int, ...] = ()
    is_final: bool = False


_FORMS: Final = {
    "listed": (
        rf"\b(?:seasons?|series)[\s-]+(?:number\s+)?(?P<nums>{NUMBER}(?:\s*(?:,|and|&|or|,\s*and|to|through|-|–)\s*"
        rf"{NUMBER}(?!\s+(?:new\s+|more\s+)?(?:episodes?|years?|months?|times|part)))*)"
    ),
    "short": r"\bS0?(?P<short>\d{1,2})(?:E\d+)?\b(?!\w)",
    "aired": r"(?<![\w.,])(?P<aired>\d{1,2})x(?=[0-2]\d\b)",  # "6x60'" is six hours
    "span": rf"\b(?:the\s+|its\s+)?(?:first|previous|prior|past"
    rf"|earlier)\s+(?P<span>{NUMBER})\s+(?:\w+\s+)?(?:seasons|series|runs)\b",
    "allof": rf"(?:\b(?:all|the|both\s+of\s+the|its)|'s|[\ue000]s?)\s+(?P<all>{NUMBER})\s+(?:seasons)\b",
    "total": (
        rf"\b(?:that|which|this)\s+(?:will\s+)?(?:makes?|means)\s+(?:it\s+)?(?P<total>{NUMBER})\s+(?:seasons|series)\b"
        rf"|\b(?:brings?|bringing|takes?|taking)\s+(?:it|them|the\s+(?:show|series|drama|comedy|total|tally|count|run))\s+"
        rf"(?:up\s+)?to\s+(?:a\s+total\s+of\s+)?(?P<sum>{NUMBER})\s+(?:seasons|series)\b"
    ),
    "both": r"\b(?P<both>both)\s+(?:of\s+the\s+)?(?:\w+\s+)?seasons\b",
    "pair": (
        r"(?:^\W*|[.;:,–(]\s*|\b(?:and|but|while|though)\s+)(?P<pair>both(?:\s+of\s+(?:which|them|these))?|each(?:\s+of\s+(?:which|them|these))?)"
        r"(?=,?\s+(?:are|were|is|was|had|have|has|having|ran|run|runs|got|came|comprise\w*|consist\w*|count\w*|contain\w*|with|of\s+\w+\s+episodes"
        r"|premiered|aired|started|began|opened|will)\b)"
        r"|\b(?:for|on|in|of)\s+(?P<couple>both(?=\s*[.,;:)]|\s+as\s|\s*\Z)|the\s+two(?:\s+seasons)?(?=\s*[.,;:)]|\s*\Z)"
        r"|(?:either|neither)(?:\s+(?:season|series|run|batch|of\s+(?:them|the\s+two)))(?=\s*[.,;:)]|\s*\Z))"
    ),
    "former": (
        r"\bthe\s+(?P<former>former|latter)"
        r"(?=\s*[,.;:)]|\s+(?:is|was|will|has|had|ran|began|started|premiered|came|to|in|on|with|of|consist\w*)\b)"
    ),
    "ordinal": (
        rf"\b(?P<ords>{ORDINAL}(?:\s*(?:,|and|or|&|,\s*and)\s*(?:(?:an?|the|its)\s+)?{ORDINAL})*)(?:[\s,-]+{_QUALIFIER}){{0,3}}[\s-]+{NOUN}"
    ),
    "loose": (
        rf"(?:\b(?:an?|the|its|their)|'s|[\ue000]['\"]?)\s+(?P<loose>{_SECOND_ON})(?:,?\s+(?:and\s+)?(?:final|last|full|new|further)){{0,2}}"
        rf"\s+{_LOOSE_NOUN}"
    ),
    "times": rf"\bfor\s+(?:an?|the)\s+(?P<times>{_SECOND_ON})\s+time\b(?!\s+(?:in|this|as|since)\b)",
    "ordinal_show": rf"\b(?P<ordshow>{ORDINAL}(?:\s+(?:and|&)\s+(?:final|last))?)(?=\s+(?:and\s+\w+\s+)?[\ue000]+)",
    "previous": r"\b(?P<prev>(?<!the\s)(?<!its\s)(?<!one\s)(?<!and\s)(?<!'s\s)last\s+season|(?:the\s+"
    r"|its\s+)?(?:previous|prior|preceding|past|earlier|older)\s+(?:seasons?|series|runs?"
    r"|instal+ments?))\b",
    "predecessor": (
        r"\b(?P<predecessor>(?:its|their|the)\s+(?:immediate\s+)?predecessor"
        r"|the\s+(?:one|season|series|run)\s+before)\b"
    ),
    "final": rf"\b(?P<final>(?:the\s+|its\s+|a\s+|one\s+|this\s+)?(?:very\s+)?(?:final|last|farewell"
    rf"|concluding|closing|goodbye)\s+(?:(?!final|last|(?:with|to|in|after|on|and)\b)[\w-]+\s+)?{NOUN})",
    "new": (
        rf"\b(?P<new>(?:another|one\s+more|any\s+more|(?:the|its|a|an|this|any|some"
        rf"|new)\s+(?:brand[\s-]new|new|next|upcoming|coming|forthcoming|further"
        rf"|additional|following|subsequent|future|fresh|latest|second\s+new)|upcoming|new|next|more"
        rf"|future|further|additional)\s+(?:(?!{ORDINAL})(?:[\w-]+)\s+)?(?:{NOUN}|episodes\b|eps\b))"
    ),
    "comeback": r"\b(?P<comeback>the\s+(?:comeback|return|continuation|new\s+one|next\s+one|follow-?up)"
    r"|a\s+(?:follow-?up|continuation))\b(?!\s+(?:date|of\s+(?![\"']?[\ue000])))",
    "titled": r"(?<=[\ue000])[\"']?\s(?P<titled>\d{1,2})\b(?!\s*(?:episodes|%|/|years))",
    "bare": (
        rf"\b(?:an?|the|any|for|its)\s+(?P<bare>{ORDINAL})(?!-)(?=\s*(?:[.,;:!?)\"”–]|$|(?:a\s+(?:day"
        rf"|week|month|year)|is|are|was|has|have|had|will|would|could|may|might|can|hasn|isn|won|in|on"
        r"|from|if|or|but|went|came|comes|did|ran|still|now|remains|either|yet|not|as|at|through|when|when"
        r"|should|who|also|too|to|be|being|ever|with|can't|cannot|that|this|official|one|followed|began|ran|saw|got|made|"
        r"premiered|arrived|started|aired|launched|debuted|landed|opened|counted|consisted|comprised|featured|runs|"
        r"starts|begins|follows|after|before|once|then|perhaps|maybe|yet|next)\b))"
    ),
}
_SCAN: Final = re.compile("|".join(_FORMS.values()), re.IGNORECASE)
_CUE_WORDS: Final = (
    "both each either neither former latter predecessor comeback return continuation follow followup one episodes eps"
)
_CUES: Final = frozenset(
    {part + ending for noun in _NOUNS for part in (noun.replace("-", ""), *noun.split("-")) for ending in ("", "s")}
    | {*_CUE_WORDS.split(), *ORDINAL_WORDS}
)
"""Of these every wording holds one, but for those that ``_SIGNS`` finds: most sentences are done with by a look."""
_SIGNS: Final = re.compile(r"\bS\d|\dx\d|\d(?:st|nd|rd|th)\b|[\ue000]['\"]?\s\d", re.IGNORECASE)
_WORD: Final = re.compile(r"\w+")
_SPLIT: Final = re.compile(r"\s*(?:,|\band\b|&|\bor\b|\s)\s*")
_RANGE: Final = re.compile(r"\b(?:to|through)\b|[-–]")
_FINAL_WORD: Final = re.compile(r"\b(?:final|last|farewell|concluding|closing|goodbye)\b", re.IGNORECASE)


# "Season 3 finale": an episode, not the season.
_EPISODE_OF: Final = re.compile(r"\s+(?:finale|closer|ender)\b", re.IGNORECASE)
_OTHER_NAME: Final = re.compile(
    r"(?:[–,(]\s*(?:or|aka|a\.k\.a\.|alias)|also\s+known\s+as|also\s+called|which\s+\w+\s+call)\s+(?:the\s+)?\Z",
    re.IGNORECASE,
)
MAX_ASIDE_CHARS: Final = 60
_JOINS: Final = re.compile(r"\s*(?:and|&)\s*")
_JOINS_BARE: Final = re.compile(r"\s*(?:and|&)\s*(?:the\s+)?")
_BROUGHT: Final = re.compile(
    r"\b(?:back|again|due|set|slated|booked|given|go(?:es|ing)?\s+on|return\w*|renew\w*|recommission\w*|commission\w*|re-?order\w*|order\w*|open\w*"
    r"|start\w*|beg[iau]n\w*|gets?|got|getting|lands?|landed|earn\w*|secur\w*|hand\w*|grant\w*|pick\w*|premier\w*|launch\w*|air\w*|com(?:es?|ing)"
    r"|came|sign\w*|embark\w*|enter\w*|head\w*|extend\w*|last\w*|film\w*|shoot\w*|shot)\b",
    re.IGNORECASE,
)
_COMES_BACK: Final = re.compile(
    r"(?:[\ue000]|\b(?:it|show|series|drama|comedy|sitcom|thriller|programme|saga|hit|anime)\b)[^.;:]{0,50}?"
    r"\b(?:back|again|return\w*|com(?:es?|ing)\s+(?:a?round|home|out)|(?:re)?appears?)\b",
    re.IGNORECASE,
)
_BROUGHT_REACH: Final = 90
"""Characters before a loose word for a season in which it is said that a show is brought back."""
# Of a season told in parts "the first" and "the second" are its parts.
_PARTED: Final = re.compile(r"\b(?:instal+ments|halves|parts|volumes|batches)\b", re.IGNORECASE)


def number_of(word: str) -> int | None:
    """3 for "3", "third", "3rd" and "three"; None for what is no number of a season."""
    word = word.lower().strip()
    digits = re.match(r"\d{1,2}", word)
    value = int(digits[0]) if digits else NUMBER_WORDS.get(word) or ORDINAL_WORDS.get(word)
    return value if value and value <= MAX_SEASON else None


def find_seasons(masked: str) -> list[SeasonRef]:
    """The wordings in one masked sentence, in order."""
    refs: list[SeasonRef] = []
    if _CUES.isdisjoint(_WORD.findall(masked.lower())) and not _SIGNS.search(masked):
        return refs
    for found in _SCAN.finditer(masked):
        if _EPISODE_OF.match(masked, found.end()) or not _is_season(masked, found):
            continue
        ref = _ref(found)
        joins = _JOINS_BARE if ref.role is SeasonRole.BARE else _JOINS
        if refs and ref.numbers and refs[-1].numbers and joins.fullmatch(masked, refs[-1].end, ref.start):
            ref = SeasonRef(refs[-1].start, ref.end, ref.role, (*refs[-1].numbers, *ref.numbers), ref.is_final)
            refs.pop()
        refs.append(ref)
    refs = [ref for at, ref in enumerate(refs) if not (at and _is_other_name(masked, refs[at - 1], ref))]
    if _PARTED.search(masked):
        refs = [ref for ref in refs if ref.role is not SeasonRole.BARE]
    return refs


def _is_season(masked: str, found: re.Match[str]) -> bool:
    """Whether a loose wording means a season: "the drama is back for a fourth year", not "a fourth year of war"."""
    shown = {"loose": _BROUGHT, "times": _COMES_BACK}.get(found.lastgroup or "")
    return shown is None or shown.search(masked, max(0, found.start() - _BROUGHT_REACH), found.start()) is not None


def _is_other_name(masked: str, before: SeasonRef, ref: SeasonRef) -> bool:
    """Whether the second wording counts the same season otherwise: "the second season – or series 15, to the old"."""
    between = masked[before.end : ref.start]
    return bool(ref.numbers and before.numbers and len(between) < MAX_ASIDE_CHARS and _OTHER_NAME.search(between))


def mask_seasons(masked: str, refs: Iterable[SeasonRef]) -> str:
    """The sentence with these wordings for seasons turned into ``SEASON`` characters, of the same length."""
    for ref in refs:
        masked = masked[: ref.start] + SEASON * (ref.end - ref.start) + masked[ref.end :]
    return masked


def _ref(found: re.Match[str]) -> SeasonRef:
    form = found.lastgroup or ""
    start, end = found.start(form) if form == "loose" else found.start(), found.end()
    words = found[form]
    is_final = bool(_FINAL_WORD.search(found[0]))
    if form in {"nums", "ords", "short", "aired", "titled", "ordshow", "total", "sum", "loose", "times"}:
        return SeasonRef(start, end, SeasonRole.NUMBERED, _numbers(words), is_final)
    if form in {"span", "all"}:
        top = number_of(words)
        return SeasonRef(start, end, SeasonRole.NUMBERED, tuple(range(1, top + 1)) if top else ())
    if form == "both":
        return SeasonRef(start, end, SeasonRole.NUMBERED, (1, 2))
    if form in {"pair", "couple", "former"}:
        role = SeasonRole.BOTH if form != "former" else SeasonRole(words.lower())
        return SeasonRef(found.start(form), end, role)
    if form == "bare":
        return SeasonRef(start, end, SeasonRole.BARE, _numbers(words))
    if form == "predecessor":
        return SeasonRef(start, end, SeasonRole.PREDECESSOR)
    if form == "prev":
        return SeasonRef(start, end, SeasonRole.PREVIOUS)
    return SeasonRef(start, end, SeasonRole.FINAL if form == "final" else SeasonRole.NEW, (), is_final)


def _numbers(words: str) -> tuple[int, ...]:
    parts = [number for part in _SPLIT.split(words) if part and (number := number_of(part))]
    ends = [number_of(part) for part in _RANGE.split(words)]
    if len(ends) == 2 and ends[0] and ends[1] and ends[0] < ends[1]:
        return tuple(range(ends[0], ends[1] + 1))
    return tuple(dict.fromkeys(parts))
