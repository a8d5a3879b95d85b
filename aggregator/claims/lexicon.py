"""Cue phrases as data: the TOML files of ``lexicon/``, each phrase with sentences that a test runs.

Patterns are regular expressions over masked sentences (see ``context``), without regard to case. ``{name}`` stands
for one of the shared pieces below. No pattern repeats what repeats.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

from aggregator.claims.seasons import NOUN, ORDINAL

_SHOW: Final = "['\"]?[\ue000]+['\"]?"
_IT: Final = (
    rf"(?:{_SHOW}|\bit\b|\bthe\s+(?:[\w-]+\s+){{0,2}}?(?:series|show|drama|comedy|sitcom|thriller"
    rf"|anime|saga|hit|programme|dramedy|adaptation)\b)"
)
_PIECES: Final = {
    "show": _SHOW,
    "it": _IT,
    "noun": NOUN,
    "noun_gap": r"(?:[\w-]+\s+){0,4}?",
    "ordinal": ORDINAL,
    "number": r"(?:two|three|four|five|six|seven|eight|nine|ten)",
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


Found = tuple[Phrase, re.Match[str]]


def find_phrases(name: str, masked: str) -> list[Found]:
    """Every occurrence of every phrase of a lexicon in a masked sentence, phrase by phrase.

    A pattern runs only where one of the strings that it cannot do without is there: most sentences have none.
    """
    lowered = masked.lower()
    return [
        (phrase, found)
        for phrase in load_lexicon(name)
        if not phrase.any or any(map(lowered.__contains__, phrase.any))
        for found in phrase.pattern.finditer(masked)
    ]


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
    )
