"""Text as folded words that know where they stood. No business logic, no I/O."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Final

from aggregator.text import fold

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

    @cached_property
    def _spans(self) -> list[tuple[int, int]]:
        return [found.span() for found in _TOKEN.finditer(self.raw)]

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where each word begins in ``raw``."""
        return tuple([start for start, _ in self._spans])

    @cached_property
    def ends(self) -> tuple[int, ...]:
        """Where each word ends in ``raw``."""
        return tuple([end for _, end in self._spans])

    @cached_property
    def offsets(self) -> tuple[int, ...]:
        """Where the space before each word stands in ``joined``."""
        return tuple(accumulate((len(word) + 1 for word in self.words[:-1]), initial=0)) if self.words else ()

    def index_at(self, offset: int) -> int:
        """Which word begins behind the space at ``offset`` of ``joined``."""
        return bisect_right(self.offsets, offset) - 1

    def gap(self, index: int) -> str:
        """What stands in ``raw`` between word ``index`` and the next."""
        return self.raw[self.ends[index] : self.starts[index + 1]]

    def spelled(self, index: int) -> str:
        """Word ``index`` as it is written."""
        return self.raw[self.starts[index] : self.ends[index]]


def tokenize(raw: str) -> Tokens:
    """The words of ``raw`` in order, folded for comparison.

    >>> tokenize("Manifest’s “Ｌove & Death”").words
    ('manifest', 's', 'love', 'and', 'death')
    """
    words = _plain_words(raw) if all(map(_IS_PLAIN.__getitem__, set(_ODD.findall(raw)))) else _words(raw)
    return Tokens(raw, words, f" {' '.join(words)} " if words else "")


def _words(raw: str) -> tuple[str, ...]:
    # Folded in one go, which it may be, character by character as it is; no word holds a line break.
    folded = fold("\n".join(_TOKEN.findall(raw))).split("\n")
    return tuple(["and" if word == "&" else word.strip() for word in folded]) if folded != [""] else ()


def _plain_words(raw: str) -> tuple[str, ...]:
    """What ``_words`` gives, in a third of the time: folded first, then parted. For plain characters alone."""
    return tuple(fold(raw).replace("&", " and ").translate(_PARTING).split())


class _IsPlain(dict[str, bool]):
    """Whether folding leaves a character's part in words as it is: one of ASCII's letters, or what parts them.

    Found out when a character is first met.
    """

    def __missing__(self, character: str) -> bool:
        between = f"a{character}a"
        folded = fold(between)
        if len(_TOKEN.findall(between)) == 1:
            plain = folded.isascii() and folded.isalnum()
        else:
            plain = "&" not in folded and folded.translate(_PARTING).split() == ["a", "a"]
        return self.setdefault(character, plain)


_ODD: Final = re.compile(r"[^\n -~]")
_PARTING: Final = {code: " " for code in range(0x80) if not chr(code).isalnum()}
_IS_PLAIN: Final = _IsPlain()


def is_glued(character: str) -> bool:
    """Whether ``character`` is of a script in which words are not parted by spaces alone."""
    return re.match(f"[{_GLUED}]", character) is not None
