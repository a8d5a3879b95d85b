"""Texts with stretches of them marked: cut into pieces, so that a template escapes each and marks some. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text; ``marks`` is what it is marked as, ``ends`` what ends with it, both without repetition."""

    text: str
    marks: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()


def marked_pieces(text: str, spans: Sequence[tuple[int, int, str]]) -> list[Piece]:
    """The text in pieces, which joined are the text again; spans may lie within and across each other.

    Args:
        text: The whole of it.
        spans: Start, end and name of what is marked; what is empty or reaches out of the text is left out.

    >>> [(piece.text, piece.marks) for piece in marked_pieces("abcd", [(0, 3, "x"), (2, 4, "y")])]
    [('ab', ('x',)), ('c', ('x', 'y')), ('d', ('y',))]
    """
    kept = [span for span in spans if 0 <= span[0] < span[1] <= len(text)]
    cuts = sorted({0, len(text), *(start for start, _, _ in kept), *(end for _, end, _ in kept)})
    return [
        Piece(
            text[begin:stop],
            _distinct(name for start, end, name in kept if start <= begin and stop <= end),
            _distinct(name for _, end, name in kept if end == stop),
        )
        for begin, stop in pairwise(cuts)
    ]


def _distinct(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
