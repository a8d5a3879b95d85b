"""The evidence of a fact, laid out for a page: who says it, in which words, in which text. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

Row = Mapping[str, Any]

SHOWN_CLAIMS: Final = 20
"""So many of each side are shown; of a renewal that everybody reported there are thousands."""
_CONTEXT: Final = 320
"""Characters of its paragraph that are shown before and after a quote, at most."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A quote within the words around it; ``has_more_before`` and ``after``: the paragraph goes on there."""

    before: str
    quote: str
    after: str
    has_more_before: bool = False
    has_more_after: bool = False


@dataclass(frozen=True, slots=True)
class Testimony:
    """One claim: its row, its passage, and its whole text around the quote; None where the text is not there."""

    claim: Row
    passage: Passage
    whole: Passage | None

    @property
    def is_headline(self) -> bool:
        """Whether the headline alone says it, and the passage is merely the nearest sentence."""
        return bool(self.claim["evidence"] != self.claim["quote"])


@dataclass(frozen=True, slots=True)
class Witness:
    """Who is counted once: an outlet, or a site with the copies of its story."""

    name: str
    testimonies: tuple[Testimony, ...]


def witnesses(claims: Iterable[Row], texts: Mapping[tuple[int, int], str]) -> list[Witness]:
    """Claims of one side by who is counted for them, in the order of the claims.

    Args:
        claims: Rows of ``with_witnesses``.
        texts: By article and revision.
    """
    grouped: dict[str, list[Testimony]] = {}
    for claim in claims:
        text = texts.get((claim["article_id"], claim["revision"]), "")
        grouped.setdefault(claim["witness"] or claim["source"], []).append(_testimony(claim, text))
    return [Witness(name, tuple(said)) for name, said in grouped.items()]


def _testimony(claim: Row, text: str) -> Testimony:
    start, end, quote = claim["quote_start"], claim["quote_end"], claim["quote"]
    if text[start:end] != quote:
        return Testimony(claim, Passage("", quote, ""), None)
    paragraph_start = text.rfind("\n", 0, start) + 1
    paragraph_end = text.find("\n", end)
    paragraph_end = len(text) if paragraph_end < 0 else paragraph_end
    begin = _word_start(text, max(start - _CONTEXT, paragraph_start))
    stop = _word_end(text, min(end + _CONTEXT, paragraph_end))
    passage = Passage(text[begin:start], quote, text[end:stop], begin > paragraph_start, stop < paragraph_end)
    return Testimony(claim, passage, Passage(text[:start], quote, text[end:]))


def _word_start(text: str, at: int) -> int:
    """The beginning of the first word from ``at`` on."""
    if at == 0 or text[at - 1].isspace():
        return at
    space = text.find(" ", at)
    return at if space < 0 else space + 1


def _word_end(text: str, at: int) -> int:
    """The end of the last word up to ``at``."""
    if at == len(text) or text[at].isspace():
        return at
    space = text.rfind(" ", 0, at)
    return at if space < 0 else space
