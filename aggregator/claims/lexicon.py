"""Cue phrases as data: the TOML files of ``lexicon/``, each entry with sentences that a test runs.

An entry has ``say`` lines, wordings in words (see ``phrasing``). Where words do not suffice it has a ``pattern`` and,
in ``anchors``, words of which every match holds one. A pattern is a regular expression over the masked sentence (see
``context``), without regard to case, in which ``{name}`` stands for a slot; with ``{season}`` in it, it is matched
against the sentence with its wordings for seasons masked too. No pattern repeats what repeats.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import Any, Final, NamedTuple

from aggregator.claims.phrasing import compile_wording
from aggregator.claims.seasons import SEASON, SeasonRef, mask_seasons
from aggregator.claims.slots import SLOTS
from aggregator.claims.words import places_of, unpad

_PATTERN_SLOTS: Final = {name: slot.regex for name, slot in SLOTS.items()} | {"show": "['\"]?[\ue000]+['\"]?"}
_SLOT: Final = re.compile(r"\{([a-z_]+)\}")
_OF_SEASONS: Final = re.compile(r"\{(?:season|whole)\}")
_WORD_LISTS: Final = frozenset({"names.toml", "fields.toml"})
_KNOWN_FIELDS: Final = frozenset(
    {"id", "pattern", "anchors", "say", "value", "fires", "misses", "as_written", "seasons_in_words"}
)


@dataclass(frozen=True)
class Phrase:
    """A ``say`` line or a pattern of an entry; ``extra`` has the fields of the entry that only one kind knows."""

    id: str
    """That of its entry."""
    source: str
    """The expanded regular expression."""
    value: str
    extra: Mapping[str, Any]
    needs: tuple[frozenset[str], ...] = ()
    """Every match holds a word of each of these, in lower case; by the first it is found."""
    opens: frozenset[str] = frozenset()
    """Every match begins with one of these words; where there are none, with any."""
    is_line: bool = False
    is_marked: bool = False
    """It is matched against the sentence with its seasons masked."""
    is_unpadded: bool = False
    """It is matched against the sentence without the adverbs that change nothing."""
    fires: tuple[str, ...] = ()
    misses: tuple[str, ...] = ()

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Compiled when it is first asked for: of some thousand wordings an article needs few."""
        return re.compile(self.source, re.IGNORECASE)


Found = tuple[Phrase, re.Match[str]]


class PhraseFinder:
    """The phrases of the lexicons in one masked sentence.

    Most phrases stand in no sentence, and trying each is what claims would cost. So the words of the sentence are
    looked up once for all lexicons, and only those are tried whose words are all there.

    Args:
        masked: the sentence.
        seasons: its wordings for seasons.
        places: where its words stand, see ``places_of``, if that is known already.
    """

    def __init__(
        self, masked: str, seasons: Sequence[SeasonRef], places: Mapping[str, list[int]] | None = None
    ) -> None:
        self._masked, self._seasons = masked, seasons
        self._places: dict[str, list[int]] = dict(places_of(masked) if places is None else places)
        if seasons:
            # Of "Kingdom's two seasons" the mask takes in the "'s": a wording begins within it, not in a word.
            self._places[SEASON] = [start for ref in seasons for start in (ref.start, ref.start + 1)]
        self._words = set(self._places)
        self._found: dict[str, list[Found]] = {}
        self._texts: dict[tuple[bool, bool], str] = {}

    def find(self, name: str) -> list[Found]:
        """Every occurrence of every phrase of a lexicon, phrase by phrase in the order of the file."""
        found = self._found.get(name)
        if found is None:
            found = self._found[name] = self._search(name) if name in self._tried else []
        return found

    def _search(self, name: str) -> list[Found]:
        phrases = load_lexicon(name)
        tried = [phrases[number] for number in sorted(self._tried[name])]
        found = [(phrase, match) for phrase in tried for match in self._matches(phrase)]
        return _longest(found) if len(found) > 1 else found

    def _matches(self, phrase: Phrase) -> list[re.Match[str]]:
        """Every match of a phrase, from left to right, none overlapping; tried only where one can begin."""
        text = self._text(is_marked=phrase.is_marked and bool(self._seasons), is_unpadded=phrase.is_unpadded)
        if not phrase.opens:
            return list(phrase.pattern.finditer(text))
        pattern, found, end = phrase.pattern, list[re.Match[str]](), 0
        for start in self._openings(phrase.opens):
            if start >= end and (match := pattern.match(text, start)):
                found.append(match)
                end = match.end()
        return found

    def _openings(self, opens: frozenset[str]) -> list[int]:
        """Where one of these words begins, from left to right."""
        words = opens & self._words
        if len(words) == 1:
            return self._places[next(iter(words))]
        return sorted(start for word in words for start in self._places[word])

    def _text(self, *, is_marked: bool, is_unpadded: bool) -> str:
        """The sentence, with its seasons masked, without the adverbs that change nothing."""
        key = is_marked, is_unpadded
        if key not in self._texts:
            text = mask_seasons(self._masked, self._seasons) if is_marked else self._masked
            self._texts[key] = unpad(text) if is_unpadded else text
        return self._texts[key]

    @cached_property
    def _tried(self) -> dict[str, set[int]]:
        """The phrases, by lexicon and number, whose words stand in the sentence."""
        index, met, found = _index(), 0, dict[str, set[int]]()
        for word in self._words:
            met |= index.met_by.get(word, 0)
        for word in self._words:
            for needs, name, number in index.phrases.get(word, ()):
                if needs & met == needs:
                    found.setdefault(name, set()).add(number)
        return found


def _longest(found: list[Found]) -> list[Found]:
    """Without what another line of the same entry says of the same words, and more of them."""
    taken: dict[str, list[tuple[int, int]]] = {}
    kept: list[Found] = []
    for phrase, match in sorted(found, key=lambda pair: (pair[1].start() - pair[1].end(), pair[1].start())):
        spans = taken.setdefault(phrase.id, [])
        start, end = match.span()
        if not phrase.is_line or not any(low < end and start < high for low, high in spans):
            spans.append((start, end))
            kept.append((phrase, match))
    return [pair for pair in found if pair in kept] if len(kept) < len(found) else found


class _Index(NamedTuple):
    """Where the phrases of all lexicons are looked up. A need, words of which one must be there, is a bit."""

    met_by: Mapping[str, int]
    """The needs that a word meets."""
    phrases: Mapping[str, Sequence[tuple[int, str, int]]]
    """Under each word of its first need a phrase: all that it needs, its lexicon and number."""


@cache
def _index() -> _Index:
    bits: dict[frozenset[str], int] = {}
    phrases: dict[str, list[tuple[int, str, int]]] = {}
    for name in lexicon_names():
        for number, phrase in enumerate(load_lexicon(name)):
            needs = sum(bits.setdefault(need, 1 << len(bits)) for need in set(phrase.needs))
            for word in phrase.needs[0]:
                phrases.setdefault(word, []).append((needs, name, number))
    met_by: dict[str, int] = {}
    for words, bit in bits.items():
        for word in words:
            met_by[word] = met_by.get(word, 0) | bit
    return _Index(met_by, phrases)


@cache
def lexicon_names() -> tuple[str, ...]:
    """The lexicons that hold phrases."""
    folder = files("aggregator.claims").joinpath("lexicon")
    names = (entry.name for entry in folder.iterdir() if entry.name.endswith(".toml"))
    return tuple(sorted(name.removesuffix(".toml") for name in names if name not in _WORD_LISTS))


@cache
def load_lexicon(name: str) -> tuple[Phrase, ...]:
    """The phrases of ``lexicon/NAME.toml``, in the order of the file."""
    source = files("aggregator.claims").joinpath("lexicon", f"{name}.toml").read_text(encoding="utf-8")
    data = tomllib.loads(source)
    return tuple(phrase for entry in data["phrase"] for phrase in _phrases(entry, data.get("words", {})))


def with_words(line: str, words: Mapping[str, str]) -> str:
    """A ``say`` line with the words that its file has given a name (``[words]``) filled in."""
    return _SLOT.sub(lambda found: words.get(found[1], found[0]), line)


def _phrases(entry: Mapping[str, Any], words: Mapping[str, str]) -> list[Phrase]:
    """An entry's pattern, and each of its ``say`` lines."""
    common: dict[str, Any] = {
        "id": entry["id"],
        "value": entry.get("value", ""),
        "extra": {key: value for key, value in entry.items() if key not in _KNOWN_FIELDS},
        "fires": tuple(entry.get("fires", ())),
        "misses": tuple(entry.get("misses", ())),
    }
    phrases = []
    if "pattern" in entry:
        pattern = entry["pattern"]
        source = _SLOT.sub(lambda found: _PATTERN_SLOTS.get(found[1], found[0]), pattern)
        is_marked = bool(_OF_SEASONS.search(pattern))
        phrases.append(Phrase(source=source, needs=(frozenset(entry["anchors"]),), is_marked=is_marked, **common))
    is_marked = not entry.get("seasons_in_words", False)
    is_unpadded = not entry.get("as_written", False)
    for line in entry.get("say", ()):
        wording = compile_wording(with_words(line, words))
        phrases.append(
            Phrase(
                source=wording.pattern,
                needs=wording.needs,
                opens=wording.opens,
                is_line=True,
                is_marked=is_marked,
                is_unpadded=is_unpadded,
                **common,
            )
        )
    return phrases
