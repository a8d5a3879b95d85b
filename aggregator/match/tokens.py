"""Text as folded words that know where they stood. No business logic, no I/O."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Final

from aggregator.text import fold

# Scripts written without spaces, or with endings glued on (Korean): every character is a word of its own, so that a
# title is found whatever follows it.
_GLUED: Final = "\u1100-\u11ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
# What may stand inside a word without parting it: combining marks, soft hyphen, zero-width characters.
_INSIDE: Final = "\u00ad\u0300-\u036f\u200b-\u200d\u2060\ufeff"
_TOKEN: Final = re.compile(rf"&|[{_GLUED}][{_INSIDE}\u3099\u309a]*|[^\W_{_GLUED}](?:[^\W_{_GLUED}]|[{_INSIDE}])*")


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words of ``raw``: ``words[i]`` is ``raw[starts[i]:ends[i]]`` folded; an ampersand counts as "and".

    ``joined`` has every word between single spaces, one at each end, so that a phrase is found as a plain substring;
    ``offsets[i]`` is where the space before word ``i`` stands in it.
    """

    raw: str
    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    joined: str
    offsets: tuple[int, ...]

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
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    offsets: list[int] = []
    offset = 0
    for found in _TOKEN.finditer(raw):
        word = "and" if found[0] == "&" else fold(found[0]).strip()
        words.append(word)
        starts.append(found.start())
        ends.append(found.end())
        offsets.append(offset)
        offset += len(word) + 1
    joined = f" {' '.join(words)} " if words else ""
    return Tokens(raw, tuple(words), tuple(starts), tuple(ends), joined, tuple(offsets))


def is_glued(character: str) -> bool:
    """Whether ``character`` is of a script in which words are not parted by spaces alone."""
    return re.match(f"[{_GLUED}]", character) is not None
