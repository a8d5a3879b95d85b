"""Text as folded words that know where they stood. No business logic, no I/O."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from itertools import accumulate, compress, count
from operator import add
from typing import Final

from aggregator.text import characters_but, fold

# Scripts written without spaces, or with endings glued on (Korean): every character is a word of its own, so that a
# title is found whatever follows it.
_GLUED: Final = "\u1100-\u11ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
# What may stand inside a word without parting it: combining marks, soft hyphen, zero-width characters.
_INSIDE: Final = "\u00ad\u0300-\u036f\u200b-\u200d\u2060\ufeff"
_TOKEN: Final = re.compile(rf"&|[{_GLUED}][{_INSIDE}\u3099\u309a]*|[^\W_{_GLUED}](?:[^\W_{_GLUED}]|[{_INSIDE}])*")


@dataclass(frozen=True)
class Tokens:
    """The words of ``raw``: ``words[i]`` is ``raw[starts[i]:ends[i]]`` folded; an ampersand counts as "and".

    ``joined`` has every word between single spaces, one at each end, so that a phrase is found as a plain substring.
    Where the words stand is worked out when first asked for: most texts name no show, and nobody asks.
    """

    raw: str
    words: tuple[str, ...]
    joined: str
    aligned: str = ""
    """``raw`` with a space for whatever parts its words and each of these as folded, an ampersand as it is; nothing
    where that moves one from its place."""

    @cached_property
    def _spans(self) -> list[tuple[int, int]]:
        return [found.span() for found in _TOKEN.finditer(self.raw)]

    @cached_property
    def _lengths(self) -> list[int]:
        return list(map(len, self.aligned.split(" ")))

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where each word begins in ``raw``."""
        if not self.aligned:
            return tuple([start for start, _ in self._spans])
        lengths = self._lengths
        return tuple(compress(_begins(lengths), lengths))

    @cached_property
    def ends(self) -> tuple[int, ...]:
        """Where each word ends in ``raw``."""
        if not self.aligned:
            return tuple([end for _, end in self._spans])
        return tuple(map(add, self.starts, filter(None, self._lengths)))

    def gap(self, index: int) -> str:
        """What stands in ``raw`` between word ``index`` and the next."""
        return self.raw[self.ends[index] : self.starts[index + 1]]

    def spelled(self, index: int) -> str:
        """Word ``index`` as it is written."""
        return self.raw[self.starts[index] : self.ends[index]]


def _begins(lengths: list[int]) -> Iterator[int]:
    """Where each of some strings begins when they are joined by single spaces, and one that follows them."""
    return map(add, accumulate(lengths, initial=0), count())


def tokenize(raw: str) -> Tokens:
    """The words of ``raw`` in order, folded for comparison.

    >>> tokenize("Manifest’s “Ｌove & Death”").words
    ('manifest', 's', 'love', 'and', 'death')
    """
    kinds = {character: _KINDS[character] for character in characters_but(_PLAIN, raw)}
    if _Kind.OTHER in kinds.values():
        words, aligned = _words(raw), ""
    else:  # what _words gives, too, in a third of the time: folded first, then parted
        spaced = raw
        for character, kind in kinds.items():
            spaced = spaced.replace(character, " ") if kind is _Kind.PARTS else spaced
        folded = fold(spaced)
        words = tuple(folded.replace("&", " and ").translate(_PARTING).split())
        aligned = "" if _Kind.STRETCHED in kinds.values() else folded.translate(_PARTING_BUT_AND)
        if "&" in aligned and aligned.count("&") != aligned.count(" & "):
            aligned = ""  # one that touches a word is no piece of its own
    return Tokens(raw, words, f" {' '.join(words)} " if words else "", aligned)


def _words(raw: str) -> tuple[str, ...]:
    # Folded in one go, which it may be, character by character as it is; no word holds a line break.
    folded = fold("\n".join(_TOKEN.findall(raw))).split("\n")
    return tuple(["and" if word == "&" else word.strip() for word in folded]) if folded != [""] else ()


class _Kind(Enum):
    """What folding makes of a character, and whether it parts words."""

    ALIGNED = "one character of ASCII, which stays part of a word or goes on parting words"
    PARTS = "parts words, as a space would"
    STRETCHED = "more or fewer characters of ASCII, part of a word"
    OTHER = "anything else"


class _Kinds(dict[str, _Kind]):
    """The kind of each character, found out when it is first met."""

    def __missing__(self, character: str) -> _Kind:
        between = f"a{character}a"
        folded = fold(between)
        tokens = len(_TOKEN.findall(between))
        if tokens == 1 and folded.isascii() and folded.isalnum():
            kind = _Kind.ALIGNED if len(folded) == len(between) else _Kind.STRETCHED
        elif tokens == len("aa"):  # and is none itself
            is_aligned = len(folded) == len(between) and "&" not in folded
            kind = _Kind.ALIGNED if is_aligned and folded.translate(_PARTING).split() == ["a", "a"] else _Kind.PARTS
        else:
            kind = _Kind.OTHER
        return self.setdefault(character, kind)


_PLAIN: Final = b"\n" + bytes(range(0x20, 0x7F))
_PARTING: Final = {code: " " for code in range(0x80) if not chr(code).isalnum()}
_PARTING_BUT_AND: Final = {code: space for code, space in _PARTING.items() if code != ord("&")}
_KINDS: Final = _Kinds()


def is_glued(character: str) -> bool:
    """Whether ``character`` is of a script in which words are not parted by spaces alone."""
    return re.match(f"[{_GLUED}]", character) is not None
