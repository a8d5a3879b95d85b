"""A title or text laid out for judging names in it: lines, link lines, sentence starts, quotations, case."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Final

from aggregator.match.tokens import Tokens, tokenize
from aggregator.match.words import FUNCTION_WORDS, TV_GLUED, TV_WORDS

_LABEL: Final = (
    r"(?:\w+\s+also|(?:also\s+)?read(?:\s+(?:more|next|on|this))?|more(?:\s+\w+){1,3}|related(?:\s+\w+)?|see\s+also|filed\s+(?:under|in|to)"
    r"|tags?|tagged|topics?|categor(?:y|ies)|posted\s+in|trending(?:\s+now)?|most\s+(?:viewed|read|popular|watched|shared)"
    r"|popular(?:\s+\w+)?|you\s+(?:may|might)\s+also\s+(?:like|enjoy)|recommended(?:\s+\w+){0,2}|don['’]?t\s+miss"
    r"|up\s+next|next\s+(?:up|week|month|post)|previous\s+post|watch\s+(?:next|also)|(?:keep|further|continue)\s+reading"
    r"|elsewhere(?:\s+\w+){0,3}|latest(?:\s+\w+)?|editor['’]?s['’]?\s+picks?|shop\s+more|follow\s+us(?:\s+\w+){0,4}"
    r"|from\s+our\s+partners|in\s+case\s+you\s+missed\s+it|sponsored)"
)
_LINK_LINE: Final = re.compile(rf"\W*{_LABEL}\s*[:|–—>»]", re.IGNORECASE)
_LINK_HEADING: Final = re.compile(rf"\W*{_LABEL}\W*$", re.IGNORECASE)
_BAR: Final = re.compile(r"\s[|•·/»]\s")
_MIN_BARS: Final = 2
_SENTENCE_END: Final = re.compile(r"[.!?…:;]['\"”’»)\]*]*\s*$")
_SENTENCE_END_CHARS: Final = 10
_NEAR_CHARS: Final = 400  # longer than almost any sentence; text without full stops is not read over and over
_MAX_HEADLINE_WORDS: Final = 16
_MIN_TRAILING_HEADLINES: Final = 3

# Each pattern begins with characters, not with a condition or a choice: it is searched for by these then, in half the
# time.
_BREAK: Final = re.compile(
    r"[.!?…:\s](?:(?<=[.!?…])['\"”’»)\]]*\s+(?=[\"'“‘«(\[]*\w)|(?<=\n)\n*|(?<=:)\s+(?=[\"'“‘«A-Z])|(?<=\s)[•|]\s)"
)
_ABBREVIATION: Final = re.compile(
    r"(?:\b(?:[A-Za-z]|mr|mrs|ms|dr|st|jr|sr|vs|no|feat|ft|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|calif)\.)$",
    re.IGNORECASE,
)
_ABBREVIATION_CHARS: Final = 6

_QUOTED: Final = re.compile(
    r"“([^“”\n]{1,120})”|‘([^‘\n]{1,120}?)’(?!\w)|\"([^\"\n]{1,120})\"|'(?<![\w']')([^'\n]{1,120}?(?:'\w[^'\n]{0,60}?)?)'(?!\w)"
    r"|«\s?([^«»\n]{1,120}?)\s?»|「([^「」\n]{1,60})」|『([^『』\n]{1,60})』|《([^《》\n]{1,60})》|〈([^〈〉\n]{1,60})〉"
)

_MIN_CASED_CHARS: Final = 3
_MAX_CAPITALS_OF_HEADLINE: Final = 0.7  # share of words; headlines in sentence case that are full of names reach it
_MAX_CAPITALS_OF_PROSE: Final = 0.9  # cast lists are nearly all names


class Case(Enum):
    """What the capitals of a name tell where it stands."""

    NAME = "name"
    """Capitals that only a name would have there."""
    NOTHING = "nothing"
    """Every word around has them, or none has, or a sentence begins."""
    LOWER = "lower"
    """No capitals where a name would have them."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a passage, ``start:end`` in characters; ``is_link`` where it leads elsewhere."""

    start: int
    end: int
    is_link: bool = False


@dataclass(frozen=True, slots=True)
class _LineCase:
    """The words of a line but its first that Title Case would raise, how many of them it does, how many it may."""

    capitals: int
    words: int
    has_capital: bool
    limit: float


class Passage:
    """A title or text and what can be read off its layout; everything is worked out once, when first asked for."""

    def __init__(self, raw: str, *, is_title: bool = False) -> None:
        self.raw = raw
        self.is_title = is_title
        self._line_cases: dict[int, _LineCase] = {}

    @cached_property
    def tokens(self) -> Tokens:
        """The words."""
        return tokenize(self.raw)

    @cached_property
    def tv_words(self) -> frozenset[str]:
        """The television words in it."""
        return TV_WORDS.intersection(self.tokens.words) | set(TV_GLUED.findall(self.raw))

    @cached_property
    def has_capitals(self) -> bool:
        """Whether anything in it is written with a capital letter."""
        return self.raw != self.raw.lower()

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The lines that are not blank."""
        found = [match for match in re.finditer(r"[^\n]+", self.raw) if not match[0].isspace()]
        spans, lines = [match.span() for match in found], [match[0] for match in found]
        links = _link_lines(lines)
        return tuple(Line(start, end, index in links) for index, (start, end) in enumerate(spans))

    @cached_property
    def _line_starts(self) -> list[int]:
        return [line.start for line in self.lines]

    def line_at(self, offset: int) -> int:
        """Which line holds ``offset``."""
        return max(bisect_right(self._line_starts, offset) - 1, 0)

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [0, *_sentence_starts(self.raw)]

    def sentence_at(self, offset: int) -> tuple[int, int]:
        """Start and end of the sentence around ``offset``, or of what is near in an endless one.

        A title is one sentence, whatever colons it has.
        """
        start, end = 0, len(self.raw)
        if not self.is_title:
            index = bisect_right(self._sentence_starts, offset)
            start = self._sentence_starts[index - 1]
            end = self._sentence_starts[index] if index < len(self._sentence_starts) else end
        return max(start, offset - _NEAR_CHARS), min(end, offset + _NEAR_CHARS)

    def begins_sentence(self, offset: int) -> bool:
        """Whether nothing but quotes, brackets and bullets stands between ``offset`` and where its sentence starts."""
        start = self._sentence_starts[bisect_right(self._sentence_starts, offset) - 1]
        return not re.search(r"\w", self.raw[max(start, offset - _NEAR_CHARS) : offset])

    @cached_property
    def _quotations(self) -> tuple[list[int], list[tuple[int, int]]]:
        spans = sorted(found.span(found.lastindex or 0) for found in _QUOTED.finditer(self.raw))
        return [start for start, _ in spans], spans

    def quotation_at(self, start: int, end: int) -> tuple[int, int] | None:
        """What stands between the quotation marks around ``start:end``, as a span; None where there are none."""
        starts, spans = self._quotations
        index = bisect_right(starts, start) - 1
        return spans[index] if index >= 0 and end <= spans[index][1] else None

    def _line_words(self, line: int) -> range:
        """The indexes of the words of a line."""
        low, *after = self._line_starts[line : line + 2]
        starts = self.tokens.starts
        return range(bisect_left(starts, low), bisect_left(starts, after[0]) if after else len(starts))

    def case_is_informative(self, first: int, last: int) -> bool:
        """Whether other words of the line show that its writer parts names from words by capitals.

        Title Case, ALL CAPS and all lower-case lines do not, nor does a line of nothing else.
        """
        line = self.line_at(self.tokens.starts[first])
        case = self._line_case(line)
        heads_line = self._line_words(line).start
        own = [_word_case(self.tokens.spelled(index)) for index in range(first, last + 1) if index != heads_line]
        capitals = case.capitals - own.count(True)
        others = case.words - own.count(True) - own.count(False)
        return case.has_capital and others > 0 and capitals / others <= case.limit

    def _line_case(self, line: int) -> _LineCase:
        if line not in self._line_cases:
            words = self._line_words(line)
            starts, ends = (places[words.start + 1 : words.stop] for places in (self.tokens.starts, self.tokens.ends))
            spelled = [self.raw[start:end] for start, end in zip(starts, ends, strict=True)]
            kinds = [kind for word in spelled if (kind := _word_case(word)) is not None]
            raw = self.raw[self.lines[line].start : self.lines[line].end]
            limit = _MAX_CAPITALS_OF_PROSE if _ends_sentence(raw) else _MAX_CAPITALS_OF_HEADLINE
            self._line_cases[line] = _LineCase(sum(kinds), len(kinds), any(map(str.isupper, raw)), limit)
        return self._line_cases[line]


def _word_case(word: str) -> bool | None:
    """Whether a word begins with a capital; None for words that Title Case leaves alone."""
    if len(word) < _MIN_CASED_CHARS or word.lower() in FUNCTION_WORDS or not word[0].isalpha():
        return None
    return word[0].isupper()


def _sentence_starts(raw: str) -> Iterator[int]:
    for found in _BREAK.finditer(raw):
        before = raw[max(0, found.start() - _ABBREVIATION_CHARS) : found.start() + 1]
        if found[0][0] != "." or not _ABBREVIATION.search(before):
            yield found.end()


def _link_lines(lines: list[str]) -> set[int]:
    """Which lines lead to other articles: labelled ones, lists behind a label, bars between headlines, a tail."""
    links = {index for index, line in enumerate(lines) if _LINK_LINE.match(line)}
    behind_label = False
    for index, line in enumerate(lines):
        if _LINK_HEADING.match(line):
            behind_label = True
        elif behind_label and not _is_headline(line):
            behind_label = False
        if behind_label or (len(_BAR.findall(line)) >= _MIN_BARS and _is_headline(line, words=3 * _MAX_HEADLINE_WORDS)):
            links.add(index)
    tail = len(lines)
    while tail > 0 and (tail - 1 in links or _is_headline(lines[tail - 1])):
        tail -= 1
    if tail and len(lines) - tail >= _MIN_TRAILING_HEADLINES:
        links.update(range(tail, len(lines)))
    return links


def _is_headline(line: str, *, words: int = _MAX_HEADLINE_WORDS) -> bool:
    return not _ends_sentence(line) and len(line.split(maxsplit=words)) <= words


def _ends_sentence(line: str) -> bool:
    return _SENTENCE_END.search(line.rstrip()[-_SENTENCE_END_CHARS:]) is not None
