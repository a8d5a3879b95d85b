"""A title or text laid out for judging names in it: lines, link lines, sentence starts, quotations, case."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Final

from aggregator.match.tokens import Tokens, tokenize
from aggregator.match.words import FUNCTION_WORDS

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
_MAX_HEADLINE_WORDS: Final = 16
_MIN_TRAILING_HEADLINES: Final = 3

_BREAK: Final = re.compile(r"[.!?…]['\"”’»)\]]*\s+(?=[\"'“‘«(\[]*\w)|\n+|:\s+(?=[\"'“‘«A-Z])|\s[•|]\s")
_ABBREVIATION: Final = re.compile(
    r"(?:\b(?:[A-Za-z]|mr|mrs|ms|dr|st|jr|sr|vs|no|feat|ft|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|calif)\.)$",
    re.IGNORECASE,
)
_ABBREVIATION_CHARS: Final = 6

_QUOTED: Final = re.compile(
    r"“([^“”\n]{1,120})”|‘([^‘\n]{1,120}?)’(?!\w)|\"([^\"\n]{1,120})\"|(?<![\w'])'([^'\n]{1,120}?(?:'\w[^'\n]{0,60}?)?)'(?!\w)"
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


class Passage:
    """A title or text and what can be read off its layout; everything is worked out once, when first asked for."""

    def __init__(self, raw: str) -> None:
        self.raw = raw

    @cached_property
    def tokens(self) -> Tokens:
        """The words."""
        return tokenize(self.raw)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The lines that are not blank."""
        spans = [found.span() for found in re.finditer(r"[^\n]*\S[^\n]*", self.raw)]
        lines = [self.raw[start:end] for start, end in spans]
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
        """Start and end of the sentence around ``offset``."""
        index = bisect_right(self._sentence_starts, offset)
        end = self._sentence_starts[index] if index < len(self._sentence_starts) else len(self.raw)
        return self._sentence_starts[index - 1], end

    def begins_sentence(self, offset: int) -> bool:
        """Whether nothing but quotes, brackets and bullets stands between ``offset`` and where its sentence starts."""
        start, _ = self.sentence_at(offset)
        return not re.search(r"\w", self.raw[start:offset])

    @cached_property
    def _quotations(self) -> tuple[list[int], list[tuple[int, int]]]:
        spans = sorted(found.span(found.lastindex or 0) for found in _QUOTED.finditer(self.raw))
        return [start for start, _ in spans], spans

    def quotation_at(self, start: int, end: int) -> tuple[int, int] | None:
        """What stands between the quotation marks around ``start:end``, as a span; None where there are none."""
        starts, spans = self._quotations
        index = bisect_right(starts, start) - 1
        return spans[index] if index >= 0 and end <= spans[index][1] else None

    @cached_property
    def _line_words(self) -> dict[int, tuple[int, int]]:
        """Line to the first of its words and the one after its last."""
        found: dict[int, tuple[int, int]] = {}
        for index, start in enumerate(self.tokens.starts):
            line = self.line_at(start)
            found[line] = (found[line][0] if line in found else index, index + 1)
        return found

    def case_is_informative(self, first: int, last: int) -> bool:
        """Whether other words of the line show that its writer parts names from words by capitals.

        Title Case, ALL CAPS and all lower-case lines do not, nor does a line of nothing else.
        """
        low, high = self._line_words[self.line_at(self.tokens.starts[first])]
        capitals, others = self._line_case(low, high)
        for index in range(max(first, low + 1), last + 1):
            if (kind := self._word_case(index)) is not None:
                capitals, others = capitals - kind, others - 1
        line = self.lines[self.line_at(self.tokens.starts[first])]
        running = others > 0 and _SENTENCE_END.search(self.raw[line.start : line.end]) is not None
        limit = _MAX_CAPITALS_OF_PROSE if running else _MAX_CAPITALS_OF_HEADLINE
        return others > 0 and capitals / others <= limit and self._has_capitals(low, high)

    @cached_property
    def _cases(self) -> dict[tuple[int, int], tuple[int, int]]:
        return {}

    def _line_case(self, low: int, high: int) -> tuple[int, int]:
        """How many words of the line but the first have a capital, and how many could."""
        if (low, high) not in self._cases:
            kinds = [kind for i in range(low + 1, high) if (kind := self._word_case(i)) is not None]
            self._cases[low, high] = (sum(kinds), len(kinds))
        return self._cases[low, high]

    def _word_case(self, index: int) -> bool | None:
        """Whether a word begins with a capital; None for words that Title Case leaves alone."""
        word = self.tokens.spelled(index)
        if len(word) < _MIN_CASED_CHARS or word.lower() in FUNCTION_WORDS or not word[0].isalpha():
            return None
        return word[0].isupper()

    def _has_capitals(self, low: int, high: int) -> bool:
        return any(character.isupper() for character in self.raw[self.tokens.starts[low] : self.tokens.ends[high - 1]])


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
    return not _SENTENCE_END.search(line) and len(line.split()) <= words
