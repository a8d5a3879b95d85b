"""The wordings that mean a season: "season 3", "its third and final run", "another season", "a fourth"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from aggregator.claims.season_forms import NUMBER_WORDS, ORDINAL_WORDS, wordings_in
from aggregator.claims.words import words_of

MAX_SEASON: Final = 60

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


def find_seasons(masked: str, words: frozenset[str] | None = None) -> list[SeasonRef]:
    """The wordings in one masked sentence, in order; ``words`` are its words, where they are known already."""
    refs: list[SeasonRef] = []
    for found in wordings_in(masked, words_of(masked) if words is None else words):
        if _EPISODE_OF.match(masked, found.end()) or not _is_season(masked, found):
            continue
        ref = _ref(found)
        joins = _JOINS_BARE if ref.role is SeasonRole.BARE else _JOINS
        if refs and ref.numbers and refs[-1].numbers and joins.fullmatch(masked, refs[-1].end, ref.start):
            ref = SeasonRef(refs[-1].start, ref.end, ref.role, (*refs[-1].numbers, *ref.numbers), ref.is_final)
            refs.pop()
        refs.append(ref)
    refs = [ref for at, ref in enumerate(refs) if not (at and _is_other_name(masked, refs[at - 1], ref))]
    if refs and _PARTED.search(masked):
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
