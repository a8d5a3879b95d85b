"""Whether a text speaks of television, or of something else that only has a show's name.

A football club, a concert, a video game, a national park or a pay-off can bear the title of a series. What they are
is told by the words around: a text that is full of the words of another field, fuller than of those of television,
and that nowhere ties a title to a season or a broadcaster, is about that field. A series about a club stays one,
because its articles speak of episodes more than of strikers.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Final

from aggregator.claims.context import Scene
from aggregator.claims.reading import BlockKind
from aggregator.claims.titles import OTHER, SHOW
from aggregator.claims.words import lowered

MIN_FIELD_WORDS: Final = 4
"""Different words of one field that a text must have to be about it; a passing comparison has fewer."""

_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_ANCHORED: Final = re.compile(
    rf"[{SHOW}]['\"]?(?:'s)?\W{{1,3}}(?:(?:\w+\s+){{0,2}}(?:season|series|instal+ment)\b|s\d)"
    rf"|\b(?:season|series)\s+(?:\w+\s+)?(?:of|for)\s+(?:the\s+)?['\"]?[{SHOW}]"
    rf"|\b(?:drama|comedy|sitcom|series|show|thriller|anime|dramedy|procedural)[,:]?\s+['\"]?[{SHOW}]"
    rf"|[{SHOW}]['\"]?,\s+(?:the|a|an|its)\s+(?:[\w+-]+\s+){{0,4}}(?:drama|comedy|sitcom|series|thriller|anime|dramedy|procedural)\b",
    re.IGNORECASE,
)
"""A title tied to a season or to a word for a series."""


_SATIRE: Final = re.compile(
    r"(?m)^\W{0,3}(?:satire|parody|spoof|april fools?(?:['’]s?)?(?: day)?)\s*[:|\])–—]"
    r"|[\[(](?:satire|parody|spoof)[\])]"
    r"|\bthis (?:article|story|post|piece|report) is (?:a )?(?:work of )?(?:satire|satirical|parody|joke|fiction)\b",
    re.IGNORECASE,
)
"""How jokes are labelled: "Satire: ...", "... [Parody]", "This article is satire."."""
_JOKES: Final = ("satir", "parody", "spoof", "april fool", "joke", "fiction")


def is_satire(title: str, text: str) -> bool:
    """Whether an article says of itself that nothing in it is so. What does not say it cannot be told from news."""
    return any(_has_joke(words) and _SATIRE.search(words) for words in (title, text))


def _has_joke(words: str) -> bool:
    """Whether one of the words is there without which nothing is labelled a joke; most texts have none."""
    small = lowered(words)
    return any(word in small for word in _JOKES)


@cache
def _lists() -> tuple[frozenset[str], Mapping[str, frozenset[str]]]:
    source = files("aggregator.claims").joinpath("lexicon", "fields.toml").read_text(encoding="utf-8")
    data = tomllib.loads(source)
    return frozenset(data["television"].split()), {
        name: frozenset(words.split()) for name, words in data["fields"].items()
    }


def is_of_another_field(scenes: Iterable[Scene]) -> bool:
    """Whether a whole article is about something else than television."""
    spoken = [scene.masked for scene in scenes if scene.block.kind is not BlockKind.LINK]
    if any(SHOW in masked and _ANCHORED.search(masked) for masked in spoken):
        return False
    words = (_WORD.findall(masked.replace(SHOW, " ").replace(OTHER, " ").lower()) for masked in spoken)
    seen = frozenset().union(*words)
    television, fields = _lists()
    strongest = max(len(seen & words) for words in fields.values())
    return strongest >= MIN_FIELD_WORDS and strongest > len(seen & television)
