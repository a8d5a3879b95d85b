"""Whether two articles tell one story in one text: copies that are not equal to the letter.

Observations
    - A wire story is printed with a dateline, byline and headline of each paper's own, cut from its end to the space
      there is, with a paragraph of local interest, and among the furniture of the page.
    - Whoever reports a thing himself quotes the same statement and names the same names, in another order and with
      other sentences between. So do a follow-up (which repeats the background below a new lead), a round-up (which has
      the story as one of its items) and a list of the cast.
    - A template (ratings, horoscopes, "everything we know") is mostly the same text, too; what differs between two
      fillings are its names and numbers, in the midst of equal words.
    - A rewriting program swaps the words of each sentence for others. It keeps sentences, their order, the names and
      the numbers, for it understands none of them.
    - Consent walls are one text under headlines of which it says nothing.

Theory of operation
    The texts are aligned. What both have is the copy; what stands between two shared passages on both sides was
    replaced, and where names or numbers were replaced by others the texts speak of different things: they are two
    stories, however much else they share. Then it matters how much of each is shared, and whether both begin with it.

    Where next to nothing is shared word by word, sentences are paired by their names and numbers alone, in their
    order. Nearly all must find a partner.

    A missed duplicate costs a line in a list, a false merge an article and a witness: in doubt two texts are two.
    Every rule is symmetric, so that it does not matter which article came first.

Known exceptions
    - An excerpt from the middle of a story, a translation, and a copy whose whole lead was written anew are missed.
    - A correction of one number makes a copy a story of its own. So would a template filled anew.
    - Rewrites of texts with few names and numbers are missed, and all in scripts without capital letters.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from aggregator.dedupe.alignment import Block, align
from aggregator.dedupe.reading import Reading, Sentence, is_number, words_of
from aggregator.urls import is_same_site

MIN_SHARED_WORDS: Final = 40
"""Shorter passages are quoted, or shared by chance; the first paragraph of an agency has 25 to 40 words."""

_SAME = 0.95  # of both texts: nothing was changed but typography and what stands around
_COPY = 0.60  # of both texts, where both begin with what they share
_CLOSE_COPY = 0.80  # of both texts, where one begins otherwise
_TWIN = 0.90  # of both texts of one site, which fills its templates anew, but never edits a story for a twin page
_EXCERPT = 0.85  # of the shorter text
_LEAD_WORDS = 45  # byline, dateline, caption, a plea to subscribe: what may stand before a copy
_EXCERPT_LEAD_WORDS = 25  # the same before an excerpt: a round-up has an introduction, and a story of it is no excerpt
_REPLACED_LEAD_WORDS = 10  # more on both sides is no dateline but another lead
_CLASH_WORDS = 12  # a longer passage that replaces another is a paragraph written anew, and may name others
_WORDS_PER_CLASH = 150  # so many shared words outweigh one name that was replaced
_MIN_TELLING_CHARS = 4
_MIN_TELLING_WORDS = 2

_REWRITE_SHARED = 0.50  # of both texts at most: what shares more word by word is no rewrite, but a template filled anew
_REWRITE = 0.75  # of the hard words of both stand in paired sentences
_MIN_PAIRS = 5
_PAIRED = 0.6  # of the hard words of two sentences are the same
_MIN_SOFT = 0.15  # of the other words of paired sentences: a rewriter leaves the grammar
_MAX_SENTENCES = 150  # pairing is quadratic; whatever is longer is no rewrite of a news story


class Resemblance(StrEnum):
    """In which way two articles are one story."""

    TWIN_PAGE = "twin page"
    """Two addresses of one site, such as its AMP page."""
    REWRITTEN_HEADLINE = "rewritten headline"
    """The whole text under another headline."""
    WIRE_COPY = "wire copy"
    """The same text, edited or not, at two sites."""
    EXCERPT = "excerpt"
    """One is cut to the beginning of the other."""
    SPUN_REWRITE = "spun rewrite"
    """Sentence by sentence in other words."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """Why two articles are one story. ``similarity`` from 0 to 1 is the part of both (excerpt: of the shorter)."""

    reason: Resemblance
    similarity: float


def compare(a: Reading, b: Reading) -> Likeness | None:
    """How ``a`` and ``b`` are one story, None where they are not, or where it is not sure; symmetric."""
    if (b.words, b.title, b.url) < (a.words, a.title, a.url):
        a, b = b, a
    if min(len(a.words), len(b.words)) < MIN_SHARED_WORDS:
        return None
    if not _may_be_copied(a, b):
        return _rewritten(a, b)
    shared = _Shared(a, b, align(a.words, b.words))
    if copied := _copied(shared):
        return copied
    return _rewritten(a, b) if shared.parts[0] <= _REWRITE_SHARED else None


def _may_be_copied(a: Reading, b: Reading) -> bool:
    """Whether enough could be aligned for a copy, or too much for a rewrite, by the words that both have at all."""
    shorter, longer = sorted((len(a.words), len(b.words)))
    common = (a.counts & b.counts).total()
    return common > _REWRITE_SHARED * longer or common >= _EXCERPT * shorter


@dataclass(frozen=True, slots=True)
class _Shared:
    """Two texts and the passages that both have, in order."""

    a: Reading
    b: Reading
    blocks: list[Block]

    @property
    def size(self) -> int:
        return sum(block.size for block in self.blocks)

    @property
    def parts(self) -> tuple[float, float]:
        """Which part of either is shared, the smaller first."""
        parts = self.size / len(self.a.words), self.size / len(self.b.words)
        return min(parts), max(parts)

    def begin_alike(self, *, within: int) -> bool:
        """Whether both begin with what they share, but for ``within`` words that a page puts before."""
        before = self.blocks[0].left_at, self.blocks[0].right_at
        return max(before) <= within and min(before) <= _REPLACED_LEAD_WORDS

    def clashes(self) -> tuple[int, int]:
        """How often numbers, and how often names, were replaced by others between two shared passages."""
        numbers = names = 0
        for block, after in zip(self.blocks, self.blocks[1:], strict=False):
            mine = self.a.words[block.left_at + block.size : after.left_at]
            other = self.b.words[block.right_at + block.size : after.right_at]
            if max(len(mine), len(other)) > _CLASH_WORDS:
                continue
            mine_hard, other_hard = self.a.hard.intersection(mine), self.b.hard.intersection(other)
            numbers += _differ(set(filter(is_number, mine_hard)), set(filter(is_number, other_hard)))
            names += _differ(mine_hard - set(other), other_hard - set(mine))
        return numbers, names


def _differ(mine: set[str] | frozenset[str], other: set[str] | frozenset[str]) -> bool:
    """Whether both say something, and not the same."""
    return bool(mine and other) and not (mine <= other or other <= mine)


def _copied(shared: _Shared) -> Likeness | None:
    less, more = shared.parts
    if shared.size < MIN_SHARED_WORDS or (less < _COPY and more < _EXCERPT):  # as nearly all, and at little cost
        return None
    if not _is_headed(shared, {*shared.a.words, *shared.b.words}):
        return None
    numbers, names = shared.clashes()
    if numbers or names > shared.size / _WORDS_PER_CLASH:
        return None
    if is_same_site(shared.a.url, shared.b.url):
        return Likeness(Resemblance.TWIN_PAGE, round(less, 3)) if less >= _TWIN else None
    if less >= (_COPY if shared.begin_alike(within=_LEAD_WORDS) else _CLOSE_COPY):
        headline_alone = less >= _SAME and words_of(shared.a.title) != words_of(shared.b.title)
        return Likeness(Resemblance.REWRITTEN_HEADLINE if headline_alone else Resemblance.WIRE_COPY, round(less, 3))
    if more >= _EXCERPT and _is_beginning(shared):
        return Likeness(Resemblance.EXCERPT, round(more, 3))
    return None


def _is_beginning(shared: _Shared) -> bool:
    """Whether what is shared stands together at the head of the longer text, and under a headline of its own.

    Else it was gathered from all over that text, or is the first item of a round-up.
    """
    if not shared.begin_alike(within=_EXCERPT_LEAD_WORDS):
        return False
    if not _is_headed(shared, set(shared.a.words) & set(shared.b.words)):
        return False
    first, last = shared.blocks[0], shared.blocks[-1]
    if len(shared.a.words) >= len(shared.b.words):
        span = last.left_at + last.size - first.left_at
    else:
        span = last.right_at + last.size - first.right_at
    return shared.size >= _EXCERPT * span


def _is_headed(shared: _Shared, words: set[str]) -> bool:
    """Whether both headlines are one, or each speaks of something in ``words``, as over a consent wall none does."""
    mine, other = _telling_words(shared.a.title), _telling_words(shared.b.title)
    if mine == other or min(len(mine), len(other)) < _MIN_TELLING_WORDS:
        return True
    return not (words.isdisjoint(mine) or words.isdisjoint(other))


def _telling_words(title: str) -> set[str]:
    return {word for word in words_of(title) if len(word) >= _MIN_TELLING_CHARS}


def _rewritten(a: Reading, b: Reading) -> Likeness | None:
    if not _may_be_rewritten(a, b):
        return None
    mine, other = ([one for one in reading.sentences if one.hard] for reading in (a, b))
    if not _MIN_PAIRS <= min(len(mine), len(other)) <= max(len(mine), len(other)) <= _MAX_SENTENCES:
        return None
    pairs = _pair(mine, other)
    if len(pairs) < _MIN_PAIRS or any(_differ(_numbers(one), _numbers(two)) for one, two in pairs):
        return None
    paired = sum(len(one.hard & two.hard) for one, two in pairs)
    part = paired / max(sum(len(one.hard) for one in mine), sum(len(one.hard) for one in other))
    soft = sum(_overlap(one.soft, two.soft) for one, two in pairs) / len(pairs)
    if part < _REWRITE or soft < _MIN_SOFT:
        return None
    return Likeness(Resemblance.SPUN_REWRITE, round(part, 3))


def _may_be_rewritten(a: Reading, b: Reading) -> bool:
    """Whether enough hard words could be paired, by how often each stands in both; the sentences are the dear part."""
    mine, other = (reading.hard & reading.counts.keys() for reading in (a, b))
    both = sum(min(a.counts[word], b.counts[word]) for word in mine & other)
    return both >= _REWRITE * max(len(mine), len(other))


def _numbers(sentence: Sentence) -> frozenset[str]:
    return frozenset(filter(is_number, sentence.hard))


def _overlap(mine: frozenset[str], other: frozenset[str]) -> float:
    return len(mine & other) / len(mine | other) if mine or other else 1.0


def _pair(mine: list[Sentence], other: list[Sentence]) -> list[tuple[Sentence, Sentence]]:
    """Sentences with the same names and numbers, in the order of both, so that as many of these as can be are met."""
    best = [[0] * (len(other) + 1) for _ in range(len(mine) + 1)]
    for i, one in enumerate(mine, start=1):
        for j, two in enumerate(other, start=1):
            best[i][j] = max(best[i - 1][j], best[i][j - 1], best[i - 1][j - 1] + _weight(one, two))
    pairs = []
    i, j = len(mine), len(other)
    while i and j:
        if best[i][j] == best[i - 1][j]:
            i -= 1
        elif best[i][j] == best[i][j - 1]:
            j -= 1
        else:
            i, j = i - 1, j - 1
            pairs.append((mine[i], other[j]))
    return pairs[::-1]


def _weight(one: Sentence, two: Sentence) -> int:
    both = len(one.hard & two.hard)
    return both if both >= _PAIRED * len(one.hard | two.hard) else 0
