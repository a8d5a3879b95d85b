"""Where two texts say the same in the same order."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Final

ANCHOR_WORDS: Final = 4
"""So many words in a row, found once in either text, are the same place of both."""

Words = Sequence[str]


@dataclass(frozen=True, slots=True)
class Block:
    """``left[left_at : left_at + size] == right[right_at : right_at + size]``."""

    left_at: int
    right_at: int
    size: int


def align(left: Words, right: Words) -> list[Block]:
    """The passages that both have, in order and disjoint.

    Patience: passages that stand once in either text hold their place, the longest chain of them that runs forward in
    both is kept and each is widened as far as the words agree. What a text repeats (a refrain, an attack) anchors
    nothing, so the cost is n log n for any input.
    """
    blocks: list[Block] = []
    left_end = right_end = 0
    for left_at, right_at in _longest_chain(_anchors(left, right)):
        if left_at < left_end or right_at < right_end:
            continue
        back = _common(range(left_at - 1, left_end - 1, -1), range(right_at - 1, right_end - 1, -1), left, right)
        size = back + _common(range(left_at, len(left)), range(right_at, len(right)), left, right)
        blocks.append(Block(left_at - back, right_at - back, size))
        left_end, right_end = left_at - back + size, right_at - back + size
    return blocks


def _common(left_places: range, right_places: range, left: Words, right: Words) -> int:
    """How many words are equal at these places, until the first that differ."""
    places = zip(left_places, right_places, strict=False)
    return sum(1 for _ in takewhile(lambda place: left[place[0]] == right[place[1]], places))


def _anchors(left: Words, right: Words) -> list[tuple[int, int]]:
    mine, other = _single_places(left), _single_places(right)
    return [(at, other[shingle]) for shingle, at in mine.items() if shingle in other]


def _single_places(words: Words) -> dict[tuple[str, ...], int]:
    shingles = list(zip(*(words[at:] for at in range(ANCHOR_WORDS)), strict=False))
    counts = Counter(shingles)
    return {shingle: at for at, shingle in enumerate(shingles) if counts[shingle] == 1}


def _longest_chain(anchors: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest subsequence of ``anchors`` (sorted by their first) whose seconds rise."""
    tails: list[int] = []  # tails[n]: the smallest second that ends a chain of n + 1
    ends: list[int] = []  # and the anchor that it belongs to
    before: list[int] = []
    for index, (_, right_at) in enumerate(anchors):
        place = bisect_left(tails, right_at)
        before.append(ends[place - 1] if place else -1)
        tails[place : place + 1] = [right_at]
        ends[place : place + 1] = [index]
    chain: list[tuple[int, int]] = []
    index = ends[-1] if ends else -1
    while index >= 0:
        chain.append(anchors[index])
        index = before[index]
    return chain[::-1]
