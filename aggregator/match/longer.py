"""Names inside longer titles: The Boys in the Boat is no episode of The Boys, nor is Animal Kingdom one of Kingdom."""

from __future__ import annotations

import re
from typing import Final

from aggregator.match.names import SINGLE_WORD
from aggregator.match.occurrence import Occurrence
from aggregator.match.passage import Case
from aggregator.match.words import (
    BRANDS,
    CALENDAR,
    FUNCTION_WORDS,
    SEASON_BEFORE,
    TITLE_FOLLOWERS,
    TV_BEFORE,
    TV_WORDS,
)

# Log-odds, as in ``evidence``.
_LONGER_SINGLE: Final = -5.0
_LONGER_PHRASE: Final = -3.0
_SUBTITLE: Final = -5.0
_HYPHENATED: Final = -2.0  # "Severance-style"

_BEGINS_LINE: Final = re.compile(r"\W*$")  # "Kingdom: Netflix has ..." labels what follows
_HYPHEN: Final = re.compile(r"[-‐‑][^\W\d_]")
_NEXT_WORD: Final = re.compile(r"\s(?P<word>[^\W\d_]+\b[\w’']*)")
_NEXT_LINKED: Final = re.compile(r"\s(?:of|(?:in|on|and|at|to)\sthe)\s(?:the\s)?(?P<word>[^\W\d_]\w*)")
_SUBTITLED: Final = re.compile(r":\s(?:(?:The|A|An)\s)?(?P<word>[^\W\d_]\w*)")
_PREVIOUS_WORD: Final = re.compile(r"(?P<word>[^\W\d_][\w’']*)\s$")
_PREVIOUS_LINKED: Final = re.compile(r"(?P<word>[^\W\d_]\w*)\s(?:of|in)\s(?:the\s)?$")
_HARMLESS: Final = BRANDS | CALENDAR | TV_WORDS | FUNCTION_WORDS | TITLE_FOLLOWERS


def longer_title(found: Occurrence) -> float:
    """Against the name where the words beside it make another title of it; notes those words in ``neighbours``.

    Only where capitals tell names from words; elsewhere ``neighbours`` found in better places must help.
    """
    points = 0.0
    if _HYPHEN.match(found.after) or re.search(r"\w[-‐‑]$", found.before):
        points += _HYPHENATED
    if found.case is not Case.NAME:
        return points
    tokens, hit = found.passage.tokens, found.hit
    if _continues(found, _SUBTITLED.match(found.after)) and not _BEGINS_LINE.match(found.before):
        found.neighbours.add((1, tokens.words[hit.last + 1]))
        points += _SUBTITLE
    if _continues(found, _NEXT_WORD.match(found.after)) or _continues(found, _NEXT_LINKED.match(found.after)):
        found.neighbours.add((1, tokens.words[hit.last + 1]))
        points += _longer_title_points(found)
    if not (TV_BEFORE.search(found.before) or SEASON_BEFORE.search(found.before)):
        previous = _PREVIOUS_WORD.search(found.before)
        linked = _PREVIOUS_LINKED.search(found.before) if hit.name.tier in SINGLE_WORD else None
        if _continues(found, previous) or _continues(found, linked):
            found.neighbours.add((-1, tokens.words[hit.first - 1]))
            points += _longer_title_points(found)
    return points


def _continues(found: Occurrence, beside: re.Match[str] | None) -> bool:
    """Whether the word beside the name is a name itself, and neither a possessive, a brand, a month nor the like."""
    if beside is None:
        return False
    word = beside["word"]
    if not word[0].isupper() or re.search(r"['’]s?$", word):
        return False
    if beside.string is found.before:
        at = found.hit.start - len(found.before) + beside.start("word")
        if found.passage.begins_sentence(at):
            return found.hit.name.tier in SINGLE_WORD and not re.search(r"(?:ly|ing|ed|s)$|^\w{1,3}$", word)
    return word.lower() not in _HARMLESS and word.lower() not in found.signs.network


def take_for_longer_title(occurrence: Occurrence, neighbours: set[tuple[int, str]]) -> None:
    """Judge an occurrence anew whose neighbours were found to make a longer title of the name elsewhere."""
    occurrence.neighbours |= neighbours
    occurrence.points += _longer_title_points(occurrence) - occurrence.context_points
    occurrence.context_points = 0.0


def _longer_title_points(occurrence: Occurrence) -> float:
    return _LONGER_SINGLE if occurrence.hit.name.tier in SINGLE_WORD else _LONGER_PHRASE
