"""Cue phrases as data: the TOML files of ``lexicon/``, each phrase with sentences that a test runs.

An entry has ``say`` lines, wordings in words (see ``phrasing``), or, where words do not suffice, a ``pattern``.
Patterns are regular expressions over masked sentences (see ``context``), without regard to case. ``{name}`` stands
for one of the shared pieces below. A pattern with ``{season}`` in it is matched against the sentence with its wordings
for seasons masked too, so that "a fourth", "series 4" and "another season" are all one thing to it. No pattern
repeats what repeats.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from hashlib import sha256
from importlib.resources import files
from typing import Any, Final

from aggregator.claims.phrasing import SLOTS, anchors_in, compile_wording, unpad
from aggregator.claims.seasons import NOUN, ORDINAL, SEASON, SeasonRef, mask_seasons

_SHOW: Final = "['\"]?[\ue000]+['\"]?"
_IT: Final = (
    rf"(?:{_SHOW}|\bit\b|\bthe\s+(?:[\w-]+\s+){{0,2}}?(?:series|show|drama|comedy|sitcom|thriller"
    rf"|anime|saga|hit|programme|dramedy|adaptation)\b)"
)
_NO_PREPOSITION: Final = r"(?!(?:after|before|since|to|by|in|on|at|until|till|during|of|from|with|for|than|and)\b)"
_SEASON: Final = (
    rf"(?<![\w-])(?:(?:an?|the|its|that|this|his|their|our|[\ue000]+'s?|\w+'s)\s+)?(?:{_NO_PREPOSITION}[\w-]+\s+)?[{SEASON}]++(?:\s+one\b)?+"
    rf"(?:\s+(?:and|or)\s+(?:the\s+|an?\s+)?[{SEASON}]+)?(?:,?\s+(?:of|for)\s+(?:the\s+(?:[\w-]+\s+)?(?:series|show|drama|comedy|programme)|['\"]?[\ue000]++['\"]?))?"
)
_NOT_A_PART: Final = (
    r"(?!'s\b|\s+(?:release|premiere|cast|casting|trailer|teaser|date|finale|opener|episodes?|scripts?|poster|filming"
    r"|production|shoot|launch|debut|better|worse|look|feel|work|will|would|is|was|has|story|plot|renewal)\b)"
)
_PIECES: Final = {
    "count": SLOTS["count"],
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


PREFIX: Final = 4
"""Of a match's beginning so many characters are looked up at most."""
STARTS: Final = "starts.json"
"""What the patterns of all lexicons can begin with, by their digests; derived from them by ``tests.claims.derive``."""
MAX_REMEMBERED: Final = 50_000
"""Beginnings of words that are looked up once; English has some 30,000 of four letters."""
OPENING: Final = re.compile(r"\b\w|[^\w\s]|n(?='t)")
"""Where a wording can begin: at a word, at what is no word, at the "n't" of one."""
_DIGIT: Final = re.compile(r"\d")
_SPACE: Final = re.compile(r"\s")
_LIKE_ASCII: Final = str.maketrans({"ſ": "s", "ı": "i", "İ": "i"})
"""What ``re`` takes for an ASCII letter without regard to case, and ``lower`` does not make one."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """One entry of a lexicon file; ``extra`` has the fields that only one kind knows."""

    id: str
    source: str
    """The expanded regular expression."""
    value: str
    any: tuple[str, ...]
    """Of these strings every match holds at least one; empty where nothing is known."""
    fires: tuple[str, ...]
    misses: tuple[str, ...]
    extra: dict[str, Any]
    is_marked: bool = False
    """It is matched against the sentence with its seasons masked."""
    starts: tuple[str, ...] = ()
    """Every match begins with one of these, folded; empty where nothing is known."""
    anchors: frozenset[str] = frozenset()
    """Of a ``say`` line: every match holds one of these words (see ``phrasing``); empty for a pattern."""
    needs: tuple[frozenset[str], ...] = ()
    """Of a ``say`` line: every match holds a word of each of these."""
    is_as_written: bool = False
    """A ``say`` line that is about adverbs: they are left in the sentence that it is matched against."""

    @property
    def pattern(self) -> re.Pattern[str]:
        """Compiled when it is first asked for: of some thousand wordings an article needs few."""
        return _compiled(self.source)


@cache
def _compiled(source: str) -> re.Pattern[str]:
    return re.compile(source, re.IGNORECASE)


Found = tuple[Phrase, re.Match[str]]
Openings = dict[str, dict[int, list[int]]]
"""By lexicon and number of the phrase, the places where a phrase can begin."""


class PhraseFinder:
    """The phrases of the lexicons in one masked sentence.

    Most patterns match nowhere in most sentences, and trying each at every character is what claims would cost. So
    the sentence is walked once for all lexicons: the first letters of each word say which patterns can begin there,
    and only these are tried, there. The few patterns of which nothing is known are searched for as usual.

    Args:
        masked: the sentence.
        seasons: its wordings for seasons.
    """

    def __init__(self, masked: str, seasons: Sequence[SeasonRef]) -> None:
        self._masked, self._seasons = masked, seasons
        self._found: dict[str, list[Found]] = {}

    def find(self, name: str) -> list[Found]:
        """Every occurrence of every phrase of a lexicon, phrase by phrase in the order of the file."""
        if name not in self._found:
            openings = self._openings.get(name, {})
            phrases = load_lexicon(name)
            tried = sorted({*_unopened(name), *openings, *self._anchored.get(name, ())})
            found = [
                (phrases[number], match)
                for number in tried
                if self._can_hold(phrases[number])
                for match in self._matches(phrases[number], openings.get(number, ()))
            ]
            self._found[name] = _longest(found)
        return self._found[name]

    def _can_hold(self, phrase: Phrase) -> bool:
        lowered = self._lowered[phrase.is_marked]
        return not phrase.any or any(map(lowered.__contains__, phrase.any))

    def _matches(self, phrase: Phrase, openings: Sequence[int]) -> Iterator[re.Match[str]]:
        is_unpadded = phrase.anchors and not phrase.is_as_written
        text, end = (self._unpadded if is_unpadded else self._texts)[phrase.is_marked], 0
        if not phrase.starts:
            yield from phrase.pattern.finditer(text)
        for start in openings:
            if start >= end and (match := phrase.pattern.match(text, start)):
                end = match.end()
                yield match

    @cached_property
    def _texts(self) -> tuple[str, str]:
        """The sentence, and the sentence with its seasons masked; the index is ``Phrase.is_marked``."""
        return self._masked, mask_seasons(self._masked, self._seasons)

    @cached_property
    def _unpadded(self) -> tuple[str, str]:
        plain, marked = self._texts
        return unpad(plain), unpad(marked)

    @cached_property
    def _anchored(self) -> dict[str, list[int]]:
        """The ``say`` lines, by lexicon and number, whose words stand in the sentence."""
        index = _anchor_index()
        found: dict[str, list[int]] = {}
        words = anchors_in(self._texts[False]) | anchors_in(self._texts[True])
        for anchor in words:
            for name, number, needs in index.get(anchor, ()):
                if not any(map(words.isdisjoint, needs)):
                    found.setdefault(name, []).append(number)
        return found

    @cached_property
    def _lowered(self) -> tuple[str, str]:
        plain, marked = self._texts
        return plain.lower(), marked.lower() if self._seasons else plain.lower()

    @cached_property
    def _openings(self) -> Openings:
        """Where each phrase can begin."""
        plain, marked = self._texts
        found: Openings = {}
        _add_openings(found, plain, _BOTH if plain == marked else _PLAIN)
        if plain != marked:
            _add_openings(found, marked, _MARKED)
        return found


def _longest(found: list[Found]) -> list[Found]:
    """Without what another line of the same entry says of the same words, and more of them."""
    taken: dict[str, list[tuple[int, int]]] = {}
    kept: list[Found] = []
    for phrase, match in sorted(found, key=lambda pair: (pair[1].start() - pair[1].end(), pair[1].start())):
        spans = taken.setdefault(phrase.id, [])
        start, end = match.span()
        if not phrase.anchors or not any(low < end and start < high for low, high in spans):
            spans.append((start, end))
            kept.append((phrase, match))
    return [pair for pair in found if pair in kept] if len(kept) < len(found) else found


def fold(text: str) -> str:
    """The text in lower case, its digits as 0 and its white space as spaces; of the same length."""
    return _SPACE.sub(" ", _DIGIT.sub("0", text.translate(_LIKE_ASCII).lower()))


_PLAIN: Final = (False,)
_MARKED: Final = (True,)
_BOTH: Final = (False, True)


def _add_openings(found: Openings, text: str, kinds: tuple[bool, ...]) -> None:
    folded = fold(text)
    for opening in OPENING.finditer(folded):
        start = opening.start()
        for name, number in _beginning_with(folded[start : start + PREFIX], kinds):
            found.setdefault(name, {}).setdefault(number, []).append(start)


@lru_cache(maxsize=MAX_REMEMBERED)
def _beginning_with(letters: str, kinds: tuple[bool, ...]) -> tuple[tuple[str, int], ...]:
    """The phrases, by lexicon and number, that can begin with these letters."""
    sizes = range(1, len(letters) + 1)
    return tuple(phrase for kind in kinds for size in sizes for phrase in _index(kind).get(letters[:size], ()))


@cache
def _unopened(name: str) -> tuple[int, ...]:
    """The phrases of a lexicon of whose beginning nothing is known."""
    return tuple(number for number, phrase in enumerate(load_lexicon(name)) if not phrase.starts and not phrase.anchors)


@cache
def _anchor_index() -> dict[str, tuple[tuple[str, int, tuple[frozenset[str], ...]], ...]]:
    """The ``say`` lines of all lexicons, by lexicon and number, under each of their anchors, with what they need."""
    index: dict[str, list[tuple[str, int, tuple[frozenset[str], ...]]]] = {}
    for name in lexicon_names():
        for number, phrase in enumerate(load_lexicon(name)):
            needs = tuple(need for need in phrase.needs if need != phrase.anchors)
            for anchor in phrase.anchors:
                index.setdefault(anchor, []).append((name, number, needs))
    return {anchor: tuple(phrases) for anchor, phrases in index.items()}


@cache
def _index(is_marked: bool) -> dict[str, tuple[tuple[str, int], ...]]:
    """The phrases of all lexicons, by lexicon and number, under what they can begin with."""
    index: dict[str, list[tuple[str, int]]] = {}
    for name in lexicon_names():
        for number, phrase in enumerate(load_lexicon(name)):
            if phrase.is_marked == is_marked:
                for start in phrase.starts:
                    index.setdefault(start, []).append((name, number))
    return {start: tuple(phrases) for start, phrases in index.items()}


def expand(pattern: str) -> str:
    """The pattern with its shared pieces filled in."""
    return _PIECE.sub(lambda found: _PIECES.get(found[1], found[0]), pattern)


def digest(pattern: str) -> str:
    """A short name for an expanded pattern; one that was changed has another."""
    return sha256(pattern.encode()).hexdigest()[:16]


_WORD_LISTS: Final = frozenset({"names.toml", "fields.toml"})


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
    words = data.get("words", {})
    return tuple(phrase for entry in data["phrase"] for phrase in _phrases(entry, words))


def with_words(line: str, words: Mapping[str, str]) -> str:
    """A ``say`` line with the words that its file has given a name (``[words]``) filled in."""
    return _PIECE.sub(lambda found: words.get(found[1], found[0]), line)


@cache
def _starts() -> dict[str, list[str]]:
    known: dict[str, list[str]] = json.loads(
        files("aggregator.claims").joinpath("lexicon", STARTS).read_text(encoding="utf-8")
    )
    return known


_KNOWN_FIELDS: Final = {"id", "pattern", "say", "value", "any", "fires", "misses", "as_written", "seasons_in_words"}


def _phrases(entry: dict[str, Any], words: Mapping[str, str]) -> Iterator[Phrase]:
    """An entry's pattern, and each of its ``say`` lines."""
    common: dict[str, Any] = {
        "id": entry["id"],
        "value": entry.get("value", ""),
        "fires": tuple(entry.get("fires", ())),
        "misses": tuple(entry.get("misses", ())),
        "extra": {key: value for key, value in entry.items() if key not in _KNOWN_FIELDS},
    }
    if "pattern" in entry:
        source = expand(entry["pattern"])
        yield Phrase(
            source=source,
            any=tuple(entry.get("any", ())),
            is_marked=any(f"{{{piece}}}" in entry["pattern"] for piece in ("season", "whole")),
            starts=tuple(_starts().get(digest(source), ())),
            **common,
        )
    for line in entry.get("say", ()):
        wording = compile_wording(with_words(line, words))
        yield Phrase(
            source=wording.pattern,
            any=(),
            is_marked=not entry.get("seasons_in_words", False),
            anchors=wording.anchors,
            needs=wording.needs,
            is_as_written=entry.get("as_written", False),
            **common,
        )
