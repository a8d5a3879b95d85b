"""The word lists of ``lexicon/names.toml``: what in capitals is no name."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

_CREW_TITLE_WORDS: Final = (
    "director writer creator showrunner producer executive co-creator co-creators co-showrunner co-showrunners creators"
    " showrunners directors writers producers author novelist scribe scribes ceo screenwriter screenwriters"
    " scriptwriter scriptwriters"
)
CREW_TITLES: Final = frozenset(_CREW_TITLE_WORDS.split())
"""Titles before a name that say that somebody makes the show."""


@dataclass(frozen=True, slots=True)
class Lists:
    """The word lists of ``lexicon/names.toml``, lower case."""

    stop: frozenset[str]
    titles: frozenset[str]
    organisations: frozenset[str]
    places: frozenset[str]
    first: frozenset[str]
    headline: frozenset[str]


@cache
def word_lists() -> Lists:
    """The lists, read once."""
    source = files("aggregator.claims").joinpath("lexicon", "names.toml").read_text(encoding="utf-8")
    data = tomllib.loads(source)
    return Lists(
        *(frozenset(data[name].split()) for name in ("stop", "titles", "organisations", "places", "first", "headline"))
    )
