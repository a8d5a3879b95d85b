"""The words of a masked sentence: where each of them stands, and which of them change nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

NUMBER: Final = "#"
"""Under this every word stands that begins or ends with a figure: "3", "3rd", "s3"."""
_MASKS: Final = "\ue000\ue001\ue002"
"""What titles and wordings for seasons are masked with: each of these characters is a word."""
_WORD: Final = re.compile(rf"('?\w+|[{_MASKS}])")
_PADDING_WORDS: Final = (
    "officially formally publicly finally already also just now currently indeed actually really both all even simply"
    " recently newly previously originally initially ultimately eventually quickly swiftly promptly quietly proudly"
    " happily thankfully sadly unfortunately fortunately definitely certainly surely duly still too then soon later"
    " exclusively jointly apparently reportedly probably likely possibly perhaps maybe"
)
_PADDING: Final = frozenset(_PADDING_WORDS.split())
_QUOTES: Final = re.compile("[\"“”‘’']")
_QUOTATION_MARK: Final = re.compile(rf"[\"“”‘’]|'(?!\w)|(?<![\w{_MASKS}])'")


_ODD_LETTERS: Final = (("İ", "i"), ("ı", "i"), ("ſ", "s"))
"""What is an "i" or "s" to ``re`` where case is ignored, while its lower case is neither, or two characters."""


def lowered(text: str) -> str:
    """``text`` in lower case, character by character: of the same length."""
    for odd, plain in _ODD_LETTERS:
        if odd in text:
            text = text.replace(odd, plain)
    return text.lower()


def words_of(masked: str) -> frozenset[str]:
    """The words of a masked sentence: those that ``places_of`` finds the places of, in a fraction of the time.

    >>> sorted(words_of("It's season 3"))
    ['#', "'s", '3', 'it', 's', 'season']
    """
    words = frozenset(_WORD.findall(lowered(masked)))
    return words.union([_known_as(word) for word in words if not word.isalpha()])


def _known_as(word: str) -> str:
    """As what a word that is not of letters alone is looked up besides: "'s" as "s", "3rd" as ``NUMBER``."""
    if word[0] == "'":
        return word[1:]
    return NUMBER if word[0].isdigit() or word[-1].isdigit() else word


def places_of(masked: str) -> dict[str, list[int]]:
    """Where each word of a masked sentence begins, by the word in lower case; a mask is a word, and so is "'s".

    >>> places_of("It's season 3")
    {'it': [0], "'s": [2], 'season': [5], '3': [12], 's': [3], '#': [12]}
    """
    places: dict[str, list[int]] = {}
    parts, end = _WORD.split(lowered(masked)), 0
    for gap, word in zip(parts[::2], parts[1::2]):  # noqa: B905 - there is a gap more than there are words
        start = end + len(gap)
        end = start + len(word)
        if word in places:
            places[word].append(start)
        else:
            places[word] = [start]
    for word in [word for word in places if not word.isalpha()]:
        if (other := _known_as(word)) != word:
            skipped = word[0] == "'"
            places[other] = sorted([*places.get(other, ()), *(start + skipped for start in places[word])])
    return places


def unpad(marked: str, places: Mapping[str, Sequence[int]] | None = None) -> str:
    """A season-masked sentence as ``say`` lines are matched against it; of the same length.

    Without what stands between the words of a wording and does not change what it says; hedges are read elsewhere.
    ``places`` are those of its words before seasons were masked, if they are known already.
    """
    plain = _QUOTATION_MARK.sub(" ", marked) if _QUOTES.search(marked) else marked
    places = places_of(marked) if places is None else places
    for word in _PADDING & places.keys():
        for start in places[word]:
            if marked[start] not in _MASKS:
                plain = plain[:start] + " " * len(word) + plain[start + len(word) :]
    return plain
