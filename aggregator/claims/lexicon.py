"""Cue phrases as data: the TOML files of ``lexicon/``, each phrase with sentences that a test runs.

Patterns are regular expressions over masked sentences (see ``context``), without regard to case. ``{name}`` stands
for one of the shared pieces below. A pattern with ``{season}`` in it is matched against the sentence with its wordings
for seasons masked too, so that "a fourth", "series 4" and "another season" are all one thing to it. No pattern
repeats what repeats.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

from aggregator.claims.seasons import NOUN, NUMBER_WORDS, ORDINAL, SEASON, SeasonRef, find_seasons, mask_seasons

_SHOW: Final = "['\"]?[\ue000]+['\"]?"
_IT: Final = (
    rf"(?:{_SHOW}|\bit\b|\bthe\s+(?:[\w-]+\s+){{0,2}}?(?:series|show|drama|comedy|sitcom|thriller"
    rf"|anime|saga|hit|programme|dramedy|adaptation)\b)"
)
_NO_PREPOSITION: Final = r"(?!(?:after|before|since|to|by|in|on|at|until|till|during|of|from|with|for|than|and)\b)"
_SEASON: Final = (
    rf"(?:(?:an?|the|its|that|this|his|their|our|[\ue000]+'s?|\w+'s)\s+)?(?:{_NO_PREPOSITION}[\w-]+\s+)?[{SEASON}]++(?:\s+one\b)?+"
    rf"(?:\s+(?:and|or)\s+(?:the\s+|an?\s+)?[{SEASON}]+)?(?:,?\s+(?:of|for)\s+(?:the\s+(?:[\w-]+\s+)?(?:series|show|drama|comedy|programme)|['\"]?[\ue000]++['\"]?))?"
)
_NOT_A_PART: Final = (
    r"(?!'s\b|\s+(?:release|premiere|cast|casting|trailer|teaser|date|finale|opener|episodes?|scripts?|poster|filming"
    r"|production|shoot|launch|debut|better|worse|look|feel|work|will|would|is|was|has|story|plot|renewal)\b)"
)
COUNT: Final = (
    rf"(?:\d{{1,3}}|{'|'.join(sorted(NUMBER_WORDS, key=len, reverse=True))}|twenty-(?:two|three|four|five|six))\b"
)
"""How many, in figures or words."""
_PIECES: Final = {
    "count": COUNT,
    "season": _SEASON,
    "whole": _SEASON + _NOT_A_PART,
    "show": _SHOW,
    "it": _IT,
    "noun": NOUN,
    "noun_gap": r"(?:[\w-]+\s+){0,4}?",
    "ordinal": ORDINAL,
    "number": r"(?:two|three|four|five|six|seven|eight|nine|ten)",
    "aux": (
        r"(?:(?:is|are|was|were|has|have|had|will|should|would|could|may|might|to|won't|can|been|be|n't|not|only|just"
        r"|also|now|still|currently|finally|officially|already|isn't|hasn't|likely|expected|set|due|going|scheduled"
        r"|slated|supposed|meant|planned|yet|ought|must)\s+){0,6}"
    ),
}
_PIECE: Final = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True)
class Phrase:
    """One entry of a lexicon file; ``extra`` has the fields that only one kind knows."""

    id: str
    pattern: re.Pattern[str]
    value: str
    any: tuple[str, ...]
    """Of these strings every match holds at least one; empty where nothing is known."""
    fires: tuple[str, ...]
    misses: tuple[str, ...]
    extra: dict[str, Any]
    is_marked: bool = False
    """It is matched against the sentence with its seasons masked."""


Found = tuple[Phrase, re.Match[str]]


def find_phrases(name: str, masked: str, seasons: Sequence[SeasonRef] | None = None) -> list[Found]:
    """Every occurrence of every phrase of a lexicon in a masked sentence, phrase by phrase.

    A pattern runs only where one of the strings that it cannot do without is there: most sentences have none.
    ``seasons`` are the sentence's wordings for seasons where they are known already.
    """
    lowered, marked = masked.lower(), ""
    found: list[Found] = []
    for phrase in load_lexicon(name):
        if phrase.any and not any(map(lowered.__contains__, phrase.any)):
            continue
        if phrase.is_marked:
            marked = marked or mask_seasons(masked, find_seasons(masked) if seasons is None else seasons)
        found += ((phrase, hit) for hit in phrase.pattern.finditer(marked if phrase.is_marked else masked))
    return found


def expand(pattern: str) -> str:
    """The pattern with its shared pieces filled in."""
    return _PIECE.sub(lambda found: _PIECES.get(found[1], found[0]), pattern)


@cache
def load_lexicon(name: str) -> tuple[Phrase, ...]:
    """The phrases of ``lexicon/NAME.toml``, in the order of the file."""
    source = files("aggregator.claims").joinpath("lexicon", f"{name}.toml").read_text(encoding="utf-8")
    return tuple(_phrase(entry) for entry in tomllib.loads(source)["phrase"])


def _phrase(entry: dict[str, Any]) -> Phrase:
    known = {"id", "pattern", "value", "any", "fires", "misses"}
    return Phrase(
        id=entry["id"],
        pattern=re.compile(expand(entry["pattern"]), re.IGNORECASE),
        value=entry.get("value", ""),
        any=tuple(entry.get("any", ())),
        fires=tuple(entry.get("fires", ())),
        misses=tuple(entry.get("misses", ())),
        extra={key: value for key, value in entry.items() if key not in known},
        is_marked=any(f"{{{piece}}}" in entry["pattern"] for piece in ("season", "whole")),
    )
