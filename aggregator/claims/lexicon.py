"""Cue phrases as data: the TOML files of ``lexicon/``, each entry with sentences that a test runs.

An entry has ``say`` lines, wordings in words (see ``phrasing``). Where words do not suffice it has a ``pattern`` and,
in ``anchors``, words of which every match holds one. A pattern is a regular expression over the masked sentence (see
``context``), without regard to case, in which ``{name}`` stands for a slot; with ``{season}`` in it, it is matched
against the sentence with its wordings for seasons masked too. No pattern repeats what repeats.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import Any, Final, NamedTuple

from aggregator.claims.phrasing import compile_wording
from aggregator.claims.seasons import SEASON, SeasonRef, mask_seasons
from aggregator.claims.slots import SLOTS
from aggregator.claims.words import lowered, places_of, unpad, words_of

_PATTERN_SLOTS: Final = {name: slot.regex for name, slot in SLOTS.items()} | {"show": "['\"]?[\ue000]+['\"]?"}
_SLOT: Final = re.compile(r"\{([a-z_]+)\}")
_ESCAPED: Final = re.compile(r"\\.|\(\?P")
"""Capitals of a regular expression that are no letters of it: ``\\W``, ``(?P<name>``."""
MARKED: Final = 1
UNPADDED: Final = 2
LOWER: Final = 4
"""The layers of a masked sentence: with its wordings for seasons masked, without the adverbs that change nothing, and
in lower case, for what names no capital is matched in that, and compiled for it, in half the time."""
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
    layer: int = 0
    """What of a masked sentence it is matched against, a sum of ``MARKED``, ``UNPADDED`` and ``LOWER``."""
    fires: tuple[str, ...] = ()
    misses: tuple[str, ...] = ()

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Compiled when it is first asked for: of some thousand wordings an article needs few."""
        return re.compile(self.source, 0 if self.layer & LOWER else re.IGNORECASE)


Found = tuple[Phrase, re.Match[str]]


class PhraseFinder:
    """The phrases of the lexicons in one masked sentence.

    Most phrases stand in no sentence, and trying each is what claims would cost. So the words of the sentence are
    looked up once for all lexicons, and only those are tried whose words are all there.

    Args:
        masked: the sentence.
        seasons: its wordings for seasons.
        words: its words, see ``words_of``, if they are known already.
    """

    def __init__(self, masked: str, seasons: Sequence[SeasonRef], words: frozenset[str] | None = None) -> None:
        self._masked, self._seasons = masked, seasons
        self._words = words_of(masked) if words is None else words
        if seasons:
            self._words |= {SEASON}
        self._found: dict[str, list[Found]] = {}
        self._texts: list[str] = [""] * 2 * LOWER
        self._tried = self._stand_here()
        self.lexicons: Collection[str] = self._tried.keys()
        """Those with a phrase whose words are all there; of the others there is nothing to ``find``."""

    def find(self, name: str) -> list[Found]:
        """Every occurrence of every phrase of a lexicon, phrase by phrase in the order of the file."""
        if name not in self._tried:
            return []
        found = self._found.get(name)
        if found is None:
            found = self._found[name] = self._search(self._tried[name])
        return found

    def words_of(self, found: Found) -> str:
        """What a phrase was found in as it is written: of the match itself the letters may be small ones."""
        phrase, match = found
        return self._text(phrase.layer & ~LOWER)[match.start() : match.end()]

    @cached_property
    def _places(self) -> Mapping[str, Sequence[int]]:
        """Where its words begin; most sentences hold no phrase, and nobody asks."""
        places: dict[str, list[int]] = places_of(self._masked)
        if self._seasons:
            # Of "Kingdom's two seasons" the mask takes in the "'s": a wording begins within it, not in a word.
            places[SEASON] = [start for ref in self._seasons for start in (ref.start, ref.start + 1)]
        return places

    def _search(self, phrases: Iterable[Phrase]) -> list[Found]:
        words, places, texts, found = self._words, self._places, self._texts, list[Found]()
        for phrase in phrases:
            text = texts[phrase.layer] or self._text(phrase.layer)
            opens = phrase.opens
            if not opens:
                found += [(phrase, match) for match in phrase.pattern.finditer(text)]
                continue
            pattern, end = phrase.pattern, 0
            # From left to right, none overlapping; tried only where one can begin.
            for start in self._openings(opens & words) if len(opens) > 1 else places[next(iter(opens))]:
                if start >= end and (match := pattern.match(text, start)):
                    found.append((phrase, match))
                    end = match.end()
        return _longest(found) if len(found) > 1 else found

    def _openings(self, words: Iterable[str]) -> list[int]:
        """Where one of these words begins, from left to right."""
        return sorted([start for word in words for start in self._places[word]])

    def _text(self, layer: int) -> str:
        """The sentence as the phrases of this layer are matched against it."""
        text = mask_seasons(self._masked, self._seasons) if layer & MARKED else self._masked
        text = lowered(text) if layer & LOWER else text
        text = unpad(text, self._places) if layer & UNPADDED else text
        self._texts[layer] = text
        return text

    def _stand_here(self) -> dict[str, list[Phrase]]:
        """The phrases whose words stand in the sentence, by lexicon and in the order of its file."""
        index, words = _index(), self._words
        is_missing = words.isdisjoint
        tables = [index.by_word[word] for word in words & index.by_word.keys()]
        numbers = {number for table in tables for second, number in table if not is_missing(second)}
        found: dict[str, list[Phrase]] = {}
        for number in sorted(numbers):
            name, phrase, others = index.phrases[number]
            if not others or not any(map(is_missing, others)):
                found.setdefault(name, []).append(phrase)
        return found


def _longest(found: list[Found]) -> list[Found]:
    """Without what another line of the same entry says of the same words, and more of them."""
    if len({phrase.id for phrase, _ in found}) == len(found):
        return found
    taken: dict[str, list[tuple[int, int]]] = {}
    dropped = set()
    for phrase, match in sorted(found, key=lambda pair: (pair[1].start() - pair[1].end(), pair[1].start())):
        spans = taken.setdefault(phrase.id, [])
        start, end = match.span()
        if phrase.is_line and any(low < end and start < high for low, high in spans):
            dropped.add(id(match))
        else:
            spans.append((start, end))
    return [pair for pair in found if id(pair[1]) not in dropped] if dropped else found


class _Index(NamedTuple):
    """Where the phrases of all lexicons are looked up."""

    by_word: Mapping[str, Sequence[tuple[frozenset[str], int]]]
    """Under each word of its rarest need: the phrase's next one, if it has more, and its number."""
    phrases: Sequence[tuple[str, Phrase, tuple[frozenset[str], ...]]]
    """Each with its lexicon, lexicon by lexicon, and its other needs."""


@cache
def _index() -> _Index:
    by_word: dict[str, list[tuple[frozenset[str], int]]] = {}
    phrases: list[tuple[str, Phrase, tuple[frozenset[str], ...]]] = []
    for name in lexicon_names():
        for phrase in load_lexicon(name):
            for word in phrase.needs[0]:
                by_word.setdefault(word, []).append((phrase.needs[:2][-1], len(phrases)))
            phrases.append((name, phrase, phrase.needs[2:]))
    return _Index(by_word, phrases)


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


def _layer(source: str, *, is_marked: bool, is_unpadded: bool) -> int:
    """What a regular expression is matched against: small letters, unless it names a capital."""
    letters = _ESCAPED.sub("", source)
    is_lower = letters == letters.lower()
    return MARKED * is_marked + UNPADDED * is_unpadded + LOWER * is_lower


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
        layer = _layer(source, is_marked=bool(_OF_SEASONS.search(pattern)), is_unpadded=False)
        phrases.append(Phrase(source=source, needs=(frozenset(entry["anchors"]),), layer=layer, **common))
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
                layer=_layer(wording.pattern, is_marked=is_marked, is_unpadded=is_unpadded),
                **common,
            )
        )
    return phrases
