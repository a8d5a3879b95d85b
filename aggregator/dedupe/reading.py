"""A text as near-duplicates are compared: its words, which of them are hard, its sentences.

*Hard* words are those that nobody who rewrites a text may touch: numbers, and the words of names. A name is known by
a capital letter where no sentence opens; a heading or a line of a menu, in which every word may have one, tells
nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from aggregator.text import fold, folded_words

MAX_COMPARED_WORDS: Final = 5_000
"""What follows is not looked at: no story is as long, and whatever a page holds, reading it has its price."""

_SPACELESS: Final = re.compile(r"([\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff])")
_MAX_CHARS: Final = MAX_COMPARED_WORDS * 12

# A word, but not behind what gives it its capital: the end of a sentence, a bracket, a bullet.
_CAPITAL: Final = re.compile(r""" (?<![.!?:…"“”‘(\[|>•*—– -] )["“‘(]?([^\W\da-zß-ÿ_][\w’'-]*)""")
_SENTENCE_END: Final = re.compile(r"(?<=[.!?…])[\"”’')\]]*\s+|\n+")
_CLOSED_LINE: Final = re.compile(r"[.!?…,;]")

# A rewriter writes "ten episodes" for "10 episodes". "One" and "first" are mostly no numbers.
_COUNTED: Final = (
    ("two", "second"),
    ("three", "third"),
    ("four", "fourth"),
    ("five", "fifth"),
    ("six", "sixth"),
    ("seven", "seventh"),
    ("eight", "eighth"),
    ("nine", "ninth"),
    ("ten", "tenth"),
    ("eleven", "eleventh"),
    ("twelve", "twelfth"),
)
_NUMBERS: Final = {word: str(number) for number, words in enumerate(_COUNTED, start=2) for word in words}
_LETTERS: Final = ":"  # a folded word is made of letters and digits alone, and in ASCII these sort before those
_NO_NAMES: Final = frozenset({"a", "i", "d", "ll", "m", "re", "s", "t", "ve", "the", "dr", "mr", "mrs", "ms"})


@dataclass(frozen=True, slots=True)
class Sentence:
    """The hard words of a sentence and its other ones, each once."""

    hard: frozenset[str]
    soft: frozenset[str]


@dataclass(frozen=True)
class Reading:
    """An article as it is compared. ``words`` are folded, in order; number words are digits."""

    url: str
    title: str
    text: str
    words: tuple[str, ...]

    @cached_property
    def counts(self) -> Counter[str]:
        """How often each word stands in the text."""
        return Counter(self.words)

    @cached_property
    def hard(self) -> frozenset[str]:
        """The words that are hard somewhere in the text; where they open a sentence they are the same names."""
        return _hard_words(self.text, self.words)

    @property
    def hard_sequence(self) -> tuple[str, ...]:
        """The hard words in their order, each as often as it stands there."""
        return tuple(filter(self.hard.__contains__, self.words)) if self.hard else ()

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences that have words, in order."""
        found = (frozenset(words_of(part)) for part in _SENTENCE_END.split(self.text))
        return tuple(Sentence(words & self.hard, words - self.hard) for words in found if words)


def read(url: str, title: str, text: str) -> Reading:
    """Prepares an article for any number of comparisons; see ``MAX_COMPARED_WORDS``."""
    text = text[:_MAX_CHARS]
    return Reading(url, title, text, words_of(text)[:MAX_COMPARED_WORDS])


def words_of(text: str) -> tuple[str, ...]:
    """The words of ``text``, folded; number words are digits, a character of a script without spaces is a word.

    >>> words_of("Its third season — “10” episodes")
    ('its', '3', 'season', '10', 'episodes')
    """
    words = folded_words(text)
    if not fold(text).isascii():
        words = _SPACELESS.sub(r" \1 ", " ".join(words)).split()
    return tuple(map(_NUMBERS.get, words, words))


def is_number(word: str) -> bool:
    """Whether a folded word counts something: a figure, a year, ``2nd``."""
    return word < _LETTERS


def _hard_words(text: str, words: tuple[str, ...]) -> frozenset[str]:
    capitals = " ".join(
        word
        for line in text.split("\n")
        if _CLOSED_LINE.search(line)
        for word in _CAPITAL.findall(line, 1)
        if word[0].isupper()
    )
    names = set(folded_words(capitals)) - _NO_NAMES
    return frozenset(names.union([word for word in words if word < _LETTERS]))  # ``is_number``, without its call
