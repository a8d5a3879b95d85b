"""Titles of series that nobody follows: what stands where a title stands beside a season, a renewal, a cancellation.

Theory of operation: a cue that only series have (``season 3``, ``renewed for``, ``cancels``) is found first, and the
title beside it: what is quoted there, or else the words with capitals. Quotation marks end a title exactly. Capitals do
not, for headlines have them everywhere, so what was found by capitals alone must be found again in another source.

Known exceptions: a title of one word without quotation marks counts only from two sources on, and a film that is said
to have been "cancelled" passes for a series. A missing suggestion costs nothing, a wrong one trust in all of them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from aggregator.match.words import BRANDS, CALENDAR, FUNCTION_WORDS, TV_WORDS, words
from aggregator.text import fold, normalize_text

MAX_TITLE_WORDS: Final = 7
MAX_TITLE_CHARS: Final = 60
MIN_SOURCES: Final = 2
"""Sources that must write about a title that was found by its capitals."""
MIN_QUOTED_ARTICLES: Final = 2
"""Articles that must quote it where a single source writes about it."""
_REACH: Final = 90
"""Characters before and after a cue in which its title is looked for."""

_NUMBER: Final = r"(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten)"
_ORDINAL: Final = r"(?:\d{1,2}(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|final)"
_FATE: Final = r"(?:renewed|cancell?ed|axed|revived)"
_AFTER: Final = re.compile(
    rf"[,:]? ?\(?(?:season|series) {_NUMBER}\b|['’]s (?:\w+ )?{_ORDINAL} season\b"
    rf"| (?:has been |was |is |gets |officially ){{0,3}}{_FATE} (?:for|by|at|after|as)\b"
    rf"| (?:gets|scores|lands|nabs) (?:an? )?(?:{_ORDINAL} )?season\b",
    re.IGNORECASE,
)
_BEFORE: Final = re.compile(
    rf"\b(?:renews|renewed|cancels|cancell?ed|axes|revives|(?:{_ORDINAL} season|season {_NUMBER}) of) "
    r"(?-i:(?:the|its|hit|popular|series|drama|comedy|thriller) ){0,3}",
    re.IGNORECASE,
)
_QUOTES: Final = (("“", "”"), ("‘", "’"), ('"', '"'), ("'", "'"), ("«", "»"), ("「", "」"), ("『", "』"))
_QUOTED_LEFT: Final = tuple(re.compile(rf"(?<!\w){a}([^{a}{b}\n]{{1,60}}?)[,]?{b}\s*$") for a, b in _QUOTES)
_QUOTED_RIGHT: Final = tuple(re.compile(rf"{a}([^{a}{b}\n]{{1,60}}?)[,.]?{b}(?!\w)") for a, b in _QUOTES)
_WORD: Final = r"[^\W\d_a-z][\w’'&-]*"
_SMALL: Final = r"(?:of|the|and|in|to|a|an|for|at|on|from|with|by|de|la|&)"
_IN: Final = rf"in(?!\s(?:{'|'.join(sorted(word.title() for word in CALENDAR))})\b)"  # "Low Water in May" is no title
_NAME: Final = rf"{_WORD}(?:\s(?:{_SMALL}\s){{0,2}}(?:{_WORD}|\d{{1,4}}))*"
_NAME_LEFT: Final = re.compile(rf"(?<![\w’'-])({_NAME})$")
_NAME_RIGHT: Final = re.compile(rf"({_WORD}(?:\s(?:(?:of|the|and|&|{_IN})\s){{0,2}}{_WORD})*)(?=\s+[a-z]|[.,;:]|$)")
_OWNER: Final = re.compile(r"^((?:[\w+]+\s){0,2}[\w+]+)['’]s?\s+(?=\w)")
_NO_START: Final = words(
    "why how when what who where is are will was does did do can could should has have everything watch new first",
    "every all here there this that these those it they we i season series best top exclusive breaking report meet",
    "inside after before more another no yes not his her their our my your show sitcom drama comedy flight trip",
)
_TAIL: Final = words("officially has been was is gets not quietly already just finally")


@dataclass(slots=True)
class Suggestion:
    """A title, and who writes about it; ``example`` is a headline under which it was found."""

    title: str
    sources: set[str] = field(default_factory=set)
    articles: int = 0
    quoted: int = 0
    example: str = ""

    @property
    def is_sure(self) -> bool:
        """Whether enough speaks for it being the title of a series."""
        return len(self.sources) >= MIN_SOURCES or self.quoted >= MIN_QUOTED_ARTICLES


def find_titles(text: str) -> Iterator[tuple[str, bool]]:
    """Each title beside a cue, in the order of the text, and whether it stands in quotation marks.

    >>> list(find_titles("Quay TV has renewed “Salt Road” for a third season."))
    [('Salt Road', True)]
    >>> list(find_titles("Harbour Lights Renewed for Season 3")), list(find_titles("Our season 3 begins"))
    ([('Harbour Lights', False)], [])
    """
    for cue in _AFTER.finditer(text):
        yield from _title(text[max(0, cue.start() - _REACH) : cue.start()], _QUOTED_LEFT, _NAME_LEFT)
    for cue in _BEFORE.finditer(text):
        yield from _title(text[cue.end() : cue.end() + _REACH], _QUOTED_RIGHT, _NAME_RIGHT, at_start=True)


def suggest(articles: Iterable[tuple[str, str, str]], *, is_followed: Callable[[str], bool]) -> list[Suggestion]:
    """Titles that nobody follows, those that most sources write about first.

    Args:
        articles: Source, headline and text of each; a text may be empty.
        is_followed: Whether a title names a followed show; errs towards yes.
    """
    found: dict[str, Suggestion] = {}
    spellings: defaultdict[str, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    for source, headline, text in articles:
        seen: dict[str, bool] = {}
        for title, quoted in (*find_titles(headline), *find_titles(text)):
            key = normalize_text(title)
            seen[key] = seen.get(key, False) or quoted
            spellings[key][title] += 1
        for key, quoted in seen.items():
            one = found.setdefault(key, Suggestion("", example=headline))
            one.sources.add(source)
            one.articles += 1
            one.quoted += quoted
    for key, one in found.items():
        one.title = max(spellings[key].items(), key=lambda item: (item[1], item[0]))[0]
    kept = [one for key, one in found.items() if one.is_sure and not _is_longer(key, found)]
    kept = [one for one in kept if not is_followed(one.title)]
    return sorted(kept, key=lambda one: (-len(one.sources), -one.articles, one.title))


def _is_longer(key: str, found: dict[str, Suggestion]) -> bool:
    """Whether a title is another one, as well known, with words of a headline before it."""
    parts = key.split()
    shorter = (found.get(" ".join(parts[start:])) for start in range(1, len(parts)))
    return any(one is not None and one.is_sure and one.articles >= found[key].articles for one in shorter)


def _title(
    part: str, quoted: Iterable[re.Pattern[str]], name: re.Pattern[str], *, at_start: bool = False
) -> Iterator[tuple[str, bool]]:
    for pattern in quoted:
        match = pattern.match(part) if at_start else pattern.search(part)
        if match:
            if _could_be_one(match[1].strip(), quoted=True):
                yield match[1].strip(), True
            return
    match = name.match(part) if at_start else name.search(part.rstrip())
    if match:
        title = _without_frame(match[1])
        if _could_be_one(title, quoted=False):
            yield title, False


def _without_frame(title: str) -> str:
    """Without whose it is, and without what belongs to the cue."""
    owner = _OWNER.match(title)
    if owner and all(fold(word) in BRANDS or word == "TV" for word in owner[1].split()):
        title = title[owner.end() :]
    parts = title.split()
    while parts and fold(parts[-1]) in _TAIL:
        parts.pop()
    return " ".join(parts)


def _could_be_one(title: str, *, quoted: bool) -> bool:
    parts = [fold(word).strip("’'") for word in title.split()]
    if not parts or len(parts) > MAX_TITLE_WORDS or len(title) > MAX_TITLE_CHARS or not title[0].isalnum():
        return False
    telling = [word for word in parts if word not in FUNCTION_WORDS and any(letter.isalpha() for letter in word)]
    if quoted:
        return bool(telling) and title[0] == title[0].upper()
    if parts[0] in _NO_START or not telling or (parts[0] == "the" and len(parts) == 2 and parts[1] in TV_WORDS):
        return False
    return not all(word in TV_WORDS or word in BRANDS or word in CALENDAR for word in telling)
