"""Japanese words in Latin letters: long vowels and the sound before b, m and p are written in several ways. Pure."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_MORAE: Final = re.compile(
    r"(?:(?:kk|ss|tt|pp|cc)?(?:sh|ch|ts|[kgnhbpmr]y|[kgsztdnhbpmyrwfj])?(?:oh(?![aeiouy])|[aeiou])|n(?![aeiouy])|m(?=[bmp]))+"
)
_SAME: Final = (
    (re.compile(r"oh(?![aeiouy])"), "o"),  # Satoh, Ohno
    (re.compile(r"o[ou]"), "o"),  # Ryouhei, Oono
    (re.compile(r"uu"), "u"),
    (re.compile(r"m(?=[bmp])"), "n"),  # Shimpei, Homma
)


@lru_cache(maxsize=4096)
def is_japanese(word: str) -> bool:
    """Whether ``word`` (folded) can be read as Japanese syllables; short words of other languages can too."""
    return _MORAE.fullmatch(word) is not None


@lru_cache(maxsize=4096)
def fold_japanese(word: str) -> str:
    """One spelling for all of one Japanese word; words that are not Japanese stay as they are.

    >>> fold_japanese("ryouhei"), fold_japanese("satoh"), fold_japanese("louis")
    ('ryohei', 'sato', 'louis')
    """
    if not is_japanese(word):
        return word
    for pattern, replacement in _SAME:
        word = pattern.sub(replacement, word)
    return word
