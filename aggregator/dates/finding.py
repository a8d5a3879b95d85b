"""Date expressions of running text: where they stand, and which of them are one statement."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Final

from aggregator.dates import forms
from aggregator.dates.reading import Reader
from aggregator.dates.windows import DateMention, DateWindow

_WORD: Final = re.compile(r"[\w.'’]+")
_GAP: Final = re.compile(r"[\s,/–-]*\Z")
_LEAD_REACH: Final = 64
"""How far before the word that makes it a date a wording can begin: "the very early weeks of the month of May"."""
_JOIN_REACH: Final = 18
_BEFORE_REACH: Final = 24


def find_dates(text: str, anchor: date | None) -> list[DateMention]:
    """Every date expression of ``text``, in order, none overlapping.

    Args:
        text: running English, of any length; read once, in linear time.
        anchor: the day on which it was written. Without one, wordings that need it are left out.

    Returns:
        Mentions whose windows have the precision of the wording; two dates joined by "or", "between ... and" or a
        dash are one mention with one window, two days joined by "to" are the first of them.

    >>> [str(m.window) for m in find_dates("out in late 2023 or early 2024, maybe next fall", date(2023, 2, 1))]
    ['2023-09/2024-04', '2024-09/2024-11']
    """
    reader = Reader(anchor)
    mentions = (reader.read(found) for found in matches(text))
    return list(_joined(text, [mention for mention in mentions if mention is not None]))


def matches(text: str) -> Iterator[re.Match[str]]:
    """Every wording of one of the forms, as trying ``forms.SCAN`` everywhere would find them.

    Every form has a word that cannot be missing (a month, a year, "ago"), and these are rare: only where one stands
    are the forms tried, at the words before it that can open a date.
    """
    end = 0
    for core in forms.CORE.finditer(text):
        if core.start() < end:
            continue
        for start in _openings(text, end, core.start()):
            found = forms.SCAN.match(text, start)
            if found is not None and found.end() > core.start():
                yield found
                end = found.end()
                break


def _openings(text: str, low: int, core: int) -> list[int]:
    """The places at which a date that holds the word at ``core`` can begin, from left to right."""
    starts, after = [core], core
    words = list(_WORD.finditer(text, max(low, core - _LEAD_REACH), core))
    for word in reversed(words):
        is_lead = word[0].lower() in forms.LEADS or word[0][0].isdigit()
        if not is_lead or not _GAP.match(text[word.end() : after]):
            break
        after = word.start()
        starts.append(after)
    return starts[::-1]


def _joined(text: str, mentions: list[DateMention]) -> Iterator[DateMention]:
    """Ranges and alternatives as one mention."""
    held: DateMention | None = mentions[0] if mentions else None
    for before, after in pairwise(mentions):
        gap = text[before.end : after.start]
        joined = None if held is None or len(gap) > _JOIN_REACH else _join(text, held, after, gap)
        if joined is None:
            if held is not None:
                yield held
            held = after
        else:
            held = joined
    if held is not None:
        yield held


def _join(text: str, before: DateMention, after: DateMention, gap: str) -> DateMention | None:
    joint = forms.JOIN.match(gap)
    is_joined = before.first is not None  # a third wording after two is an afterthought: "or early 2024, maybe in May"
    if joint is None or is_joined or before.is_vague or after.is_vague:
        return None
    lead = text[max(0, before.start - _BEFORE_REACH) : before.start]
    if forms.MOVED.search(lead):
        return None
    is_between = bool(forms.BETWEEN.search(lead))
    first = before.window
    if (joint["and"] and not is_between) or (joint["until"] and first.start.day is None):
        return None
    if before.past is not None and after.past is None:  # "between March and May 2024": the year is said once
        first = _with_year(first, after.window.start.year)
    if first.start.day is not None and joint["to"]:  # a run from its first day to its last
        is_dated = first is not before.window
        return replace(
            before, end=after.end, window=first, past=None if is_dated else before.past, first=first,
            future=None if is_dated else before.future,
        )  # fmt: skip
    if first.start.day is not None and not (joint["or"] or is_between):
        return None
    return replace(before, end=after.end, window=first.until(after.window), past=None, future=None, first=first)


def _with_year(window: DateWindow, year: int) -> DateWindow:
    shift = year - window.start.year
    end = replace(window.end, year=window.end.year + shift) if window.end else None
    return DateWindow(replace(window.start, year=year), end, window.is_open)
