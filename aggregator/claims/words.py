"""The words of a masked sentence: where each of them stands, and which of them change nothing."""

from __future__ import annotations

import re
from typing import Final

NUMBER: Final = "#"
"""Under this every word stands that begins or ends with a figure: "3", "3rd", "s3"."""
_MASKS: Final = "\ue000-\ue002"
"""What titles and wordings for seasons are masked with: each of these characters is a word."""
_WORD: Final = re.compile(rf"'?\w+|[{_MASKS}]")
_PADDING_WORDS: Final = (
    "officially formally publicly finally already also just now currently indeed actually really both all even simply"
    " recently newly previously originally initially ultimately eventually quickly swiftly promptly quietly proudly"
    " happily thankfully sadly unfortunately fortunately definitely certainly surely duly still too then soon later"
    " exclusively jointly apparently reportedly probably likely possibly perhaps maybe"
)
_PADDING: Final = re.compile(rf"\b(?:{'|'.join(_PADDING_WORDS.split())})\b")
_QUOTATION_MARK: Final = re.compile(rf"[\"“”‘’]|'(?!\w)|(?<![\w{_MASKS}])'")


def lowered(text: str) -> str:
    """``text`` in lower case, character by character: of the same length."""
    return text.replace("İ", "i").lower()  # the one capital whose small letter is written with two characters


def places_of(masked: str) -> dict[str, list[int]]:
    """Where each word of a masked sentence begins, by the word in lower case; a mask is a word, and so is "'s".

    >>> places_of("It's season 3")
    {'it': [0], "'s": [2], 'season': [5], '3': [12], 's': [3], '#': [12]}
    """
    places: dict[str, list[int]] = {}
    for found in _WORD.finditer(lowered(masked)):
        places.setdefault(found[0], []).append(found.start())
    for word in list(places):
        if word[0] == "'":
            places[word[1:]] = sorted([*places.get(word[1:], ()), *(start + 1 for start in places[word])])
        elif word[0].isdigit() or word[-1].isdigit():
            places[NUMBER] = sorted([*places.get(NUMBER, ()), *places[word]])
    return places


def unpad(marked: str) -> str:
    """A season-masked sentence as ``say`` lines are matched against it; of the same length.

    Without what stands between the words of a wording and does not change what it says; hedges are read elsewhere.
    """
    plain = _QUOTATION_MARK.sub(" ", marked)
    for found in _PADDING.finditer(lowered(plain)):
        plain = plain[: found.start()] + " " * len(found[0]) + plain[found.end() :]
    return plain
