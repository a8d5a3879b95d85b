"""Partial dates, date windows, and the date expressions of running English. No business logic, no I/O, no clock.

A date is kept at the precision at which it was given: ``2022``, ``2022-06`` and ``2022-06-06`` are three different
statements. A window is ``start/end`` of two such dates, or ``start/..`` where it has no end. Which event a date
belongs to is not decided here.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

_ISO_DATE: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\Z", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date known to the year, the month or the day.

    >>> str(PartialDate.parse("2024-02")), PartialDate(2024, 2).last_day
    ('2024-02', datetime.date(2024, 2, 29))
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.day is not None and self.month is None:
            raise ValueError("a date with a day needs a month")
        date(self.year, self.month or 1, self.day or 1)

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``.

        Raises:
            ValueError: for everything else, days that do not exist included.
        """
        found = _ISO_DATE.match(text)
        if found is None:
            raise ValueError(f"not a reduced-precision ISO date: {text!r}")
        year, month, day = (int(part) if part else None for part in found.groups())
        assert year is not None  # noqa: S101 - the pattern has no match without it
        return cls(year, month, day)

    @classmethod
    def of(cls, day: date) -> PartialDate:
        """The same day."""
        return cls(day.year, day.month, day.day)

    def __str__(self) -> str:
        parts = [f"{self.year:04}"]
        parts += [f"{part:02}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)

    @property
    def first_day(self) -> date:
        """The first day that this may mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> date:
        """The last day that this may mean."""
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])


@dataclass(frozen=True, slots=True)
class DateWindow:
    """When something happens, as precisely as it was said; ``end`` is inclusive.

    >>> str(DateWindow.parse("2024-09/2025-05")), str(DateWindow.parse("2025/..").after())
    ('2024-09/2025-05', '2025/..')
    """

    start: PartialDate
    end: PartialDate | None = None
    is_open: bool = False

    @classmethod
    def parse(cls, text: str) -> DateWindow:
        """Read ``start``, ``start/end`` or ``start/..``.

        Raises:
            ValueError: where a part is no date, or the window ends before it starts.
        """
        first, slash, last = text.partition("/")
        start = PartialDate.parse(first)
        if not slash:
            return cls(start)
        if last == "..":
            return cls(start, is_open=True)
        end = PartialDate.parse(last)
        if end.last_day < start.first_day:
            raise ValueError(f"window ends before it starts: {text!r}")
        return cls(start, end)

    def __str__(self) -> str:
        if self.is_open:
            return f"{self.start}/.."
        return f"{self.start}/{self.end}" if self.end else str(self.start)

    @property
    def first_day(self) -> date:
        """The first day of the window."""
        return self.start.first_day

    @property
    def last_day(self) -> date:
        """The last day of the window; the last one that Python knows where it is open."""
        if self.is_open:
            return date.max
        return (self.end or self.start).last_day

    def after(self) -> DateWindow:
        """From the start of this window on: "not before X"."""
        return DateWindow(self.start, is_open=True)

    def until(self, other: DateWindow) -> DateWindow:
        """From the start of this window to the end of the other: "late 2023 or early 2024".

        The other way round where ``other`` comes first.
        """
        early, late = (self, other) if self.first_day <= other.first_day else (other, self)
        if late.is_open:
            return DateWindow(early.start, is_open=True)
        return DateWindow(early.start, late.end or late.start)


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date as it stands in a text: ``text[start:end]`` is the wording.

    ``window`` is the best reading without knowing the tense. Where the wording names no year, ``past`` and
    ``future`` are the nearest readings before and after the anchor (both hold the anchor's own day).
    """

    start: int
    end: int
    window: DateWindow
    past: DateWindow | None = None
    future: DateWindow | None = None
    is_vague: bool = False
    """The wording is a distance ("two months later", "a year ago"), not a name."""

    def resolved(self, *, ahead: bool | None) -> DateWindow:
        """The reading for an event that lies ahead, behind, or (None) nobody knows where."""
        if ahead is None:
            return self.window
        return (self.future if ahead else self.past) or self.window


# --- vocabulary ----------------------------------------------------------------------------------------------

_MONTHS: Final = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_WEEKDAYS: Final = {name.lower(): number for number, name in enumerate(calendar.day_name)}
# GUIDE: winter of a year begins with that year's December.
_QUARTERS_OF_YEAR: Final = {"spring": (3, 5), "summer": (6, 8), "fall": (9, 11), "autumn": (9, 11), "winter": (12, 2)}
_EDGES: Final = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}
_HALVES: Final = {1: (1, 6), 2: (7, 12)}
_HOLIDAYS: Final = {
    "christmas eve": (12, 24),
    "christmas day": (12, 25),
    "christmas": (12, 25),
    "boxing day": (12, 26),
    "new year's eve": (12, 31),
    "new year's day": (1, 1),
    "valentine's day": (2, 14),
    "halloween": (10, 31),
}
_COUNT_WORDS: Final = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
_NUMBERS: Final = {word: number for number, word in enumerate(_COUNT_WORDS.split())} | {
    "a": 1,
    "an": 1,
    "a couple of": 2,
    "couple of": 2,
}
_ORDINAL_WORDS: Final = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
_ORDINALS: Final = {
    word: number
    for number, word in enumerate(
        _ORDINAL_WORDS.split(),
        start=1,
    )
} | {"initial": 1, "opening": 1, "final": 4, "last": 4, "closing": 4}

_MONTH: Final = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
_DAY: Final = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?!\d|[:%])"
_DAY_WORD: Final = (
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth"
    r"|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth)"
)
_YEAR: Final = r"(?:19|20)\d\d(?!\d|,\d)"
_WEEKDAY: Final = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_QUARTER: Final = r"(?:[Ss]pring|[Ss]ummer|[Ff]all|[Aa]utumn|[Ww]inter)"
_COUNT: Final = (
    r"(?:a\s+couple\s+of|couple\s+of|an?|\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
)
_EDGE: Final = (
    r"(?:[Ee]arly|[Mm]id|[Ll]ate|the\s+(?:very\s+)?(?:start|beginning|first\s+months|early\s+part|early\s+months)\s+of"
    r"|(?:the\s+)?middle\s+of|the\s+(?:very\s+)?(?:end|last\s+months|latter\s+part|tail\s+end|close)\s+of|(?:the\s+)?end\s+of)"
)

# One alternative per written form, the longer before the shorter that it contains.
_FORMS: Final = {
    "iso": rf"(?P<iso>{_YEAR}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))(?!\d)",
    "slash_year": r"(?P<su>\d{1,2}/\d{1,2}/(?:20)?\d\d)(?![\d/])",
    "tv_season": r"(?:the\s+)?(?P<tva>20\d\d)\s?[-–/]\s?(?P<tvb>(?:20)?\d\d)(?!\d)",
    "month_day": (
        rf"(?P<mdm>{_MONTH})\s+(?:the\s+)?(?P<mdd>{_DAY})(?:\s*[-–]\s*{_DAY})?(?:"
        rf"(?:\s*,\s*|\s+|\s+of\s+)(?P<mdy>{_YEAR}|this\s+year|next\s+year|last\s+year))?"
    ),
    "day_month": (
        rf"(?:the\s+)?(?P<dmd>{_DAY}|{_DAY_WORD})\s+(?:of\s+)?(?P<dmm>{_MONTH})"
        rf"(?:\s*,?\s*(?:of\s+)?(?P<dmy>{_YEAR}|this\s+year|next\s+year|last\s+year))?"
    ),
    "month_year": (
        rf"(?:(?:[Ee]arly|[Mm]id|[Ll]ate)[\s-]+|(?:the\s+)?(?:start|beginning|middle|end)\s+of\s+)?(?:the\s+month\s+of\s+)?"
        rf"(?P<mym>{_MONTH})(?:\s+of|,)?\s+(?:the\s+year\s+)?(?P<myy>{_YEAR}|(?:of\s+)?this\s+year"
        rf"|next\s+year|last\s+year|that\s+(?:same\s+)?year|the\s+same\s+year)"
    ),
    "quarter": (
        rf"(?:Q(?P<qn>[1-4])|(?:the\s+)?"
        rf"(?P<qw>first|second|third|fourth|initial|opening|final|last)\s+quarter)(?:\s+of|,)?\s+"
        rf"(?P<qy>{_YEAR}|this\s+year|next\s+year|last\s+year)"
    ),
    "half": (
        rf"(?:H(?P<hn>[12])|(?:the\s+)?(?P<hw>first|second|back|latter|front|last)\s+half)"
        rf"(?:\s+of|,)?\s+(?P<hy>{_YEAR}|this\s+year|next\s+year|last\s+year|the\s+year)"
    ),
    "season_year": (
        rf"(?:(?:[Ee]arly|[Mm]id|[Ll]ate)[\s-]+)?(?P<syq>{_QUARTER})(?:\s+of|,)?\s+(?P<syy>{_YEAR}"
        rf"|this\s+year|next\s+year|last\s+year|that\s+year)"
    ),
    "season_rel": (
        rf"(?P<srr>this\s+coming|this\s+past|this|next|last|the\s+coming|the)\s+"
        rf"(?P<srq>{_QUARTER})\b"
        rf"(?!\s+(?:of\s+{_YEAR}|from|out|into|off|for|in\b|down|guy|guys|apart|under))"
    ),
    "in_season": rf"(?<=\bin\s)(?:(?:early|mid|late)[\s-]+)?(?P<isq>{_QUARTER})\b(?!\s+love)",
    "edge_year": rf"(?P<eye>{_EDGE})[\s-]*(?P<eyy>{_YEAR}|this\s+year|next\s+year|last\s+year|the\s+year)(?!\s+ago)",
    "edge_tail": (
        rf"(?P<ete>early|late|later|earlier)\s+(?:in\s+)?(?P<ety>{_YEAR}|this\s+year"
        rf"|next\s+year|last\s+year|that\s+year|in\s+the\s+year)"
    ),
    "month_rel": (
        rf"(?P<mrr>this\s+coming|this\s+past|this|next|last|the\s+previous|the\s+following)\s+"
        rf"(?P<mrm>{_MONTH})(?!\s*\d)"
    ),
    "in_month": (
        rf"(?<![\w])(?P<imp>(?:in|by|since|"
        rf"until|through|from|before|after|around|of|for|and|or|to|till|during|between"
        rf"|this|a|an)\s+(?:(?:early|mid|late)[\s-]+|(?:the\s+)?(?:start|beginning|middle|end|month)\s+of\s+)?)"
        rf"(?P<imm>{_MONTH})(?!\s*\d|\w|['’]s\b|\s+[A-Z]|\s+of\s+(?:that|the\s+same|next"
        rf"|this|last)|\s+(?:next|this|last)\s+year)"
    ),
    "rel_year": (
        r"(?P<ry>[Ss]ometime\s+next\s+year|[Nn]ext\s+year|[Tt]his\s+year|[Ll]ast\s+year|the\s+year\s+after\s+next)"
        r"(?!['’]s)"
    ),
    "rel_month": (
        r"(?P<rm>(?:[Ee]arlier\s+|[Ll]ater\s+)?[Tt]his\s+month|[Nn]ext\s+month|[Ll]ast\s+month|[Tt]he\s+same\s+month)"
        r"(?!['’]s)"
    ),
    "rel_day": (
        r"(?P<rd>[Tt]oday|[Tt]onight|[Yy]esterday|[Tt]omorrow|[Tt]his\s+(?:morning|afternoon|evening)|[Ll]ast\s+night)"
        r"(?!['’]s\b)"
    ),
    "holiday": (
        r"(?P<ho>Christmas\s+Eve"
        r"|Christmas\s+Day|Boxing\s+Day|New\s+Year['’]s\s+(?:Eve|Day)|Valentine['’]s\s+Day|Halloween"
        r"|Christmas)(?:,?\s+(?P<hoy>(?:19|20)\d\d))?"
    ),
    "weekday": (
        rf"(?<!\ba\s)(?<!\bfree\s)(?P<wdr>(?:this|next|last|this\s+coming|this\s+past)\s+)?"
        rf"(?P<wd>{_WEEKDAY})\b(?!['’]s\b|\s+Night\s+(?!at|in|on)[A-Z]|,?\s+\d{{1,2}}/\d"
        rf"|,?\s+(?:the\s+)?(?:{_MONTH}\s+\d|\d+(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}))"
    ),
    "ago": rf"(?P<agn>{_COUNT}|a\s+fortnight)\s*(?P<agu>days?|weeks?|fortnights?|months?|years?)?\s+ago",
    "later": rf"(?P<lan>{_COUNT}|a\s+fortnight)\s*(?P<lau>days?|weeks?|months?|years?)?\s+(?:later|on\b(?=,))",
    "slash": r"(?<![\d/])(?P<slm>0?[1-9]|1[0-2])/(?P<sld>0?[1-9]|[12]\d|3[01])(?![\d/%])",
    "midseason": (
        rf"(?P<ms>[Mm]id-?season)(?:\s+(?:of\s+)?"
        rf"(?P<msy>{_YEAR}))?(?=[\s,.;)]*(?:$|in\b|of\b|as\b|on\b|[,.;)]))"
    ),
    "year": rf"(?<![\d$£€#,./-])(?P<y>{_YEAR})(?![\d%/]|-\w|\s+(?:hours|people|fans|viewers|episodes))",
}
_SCAN: Final = re.compile(
    "|".join(
        rf"\b(?:{form})" if name not in {"slash", "in_month", "in_season", "year"} else f"(?:{form})"
        for name, form in _FORMS.items()
    )
)

_JOIN: Final = re.compile(r"\s*(?:,?\s+or\s+(?:in\s+|even\s+)?|\s+to\s+|\s+and\s+|\s*[-–—]\s*|,?\s+or\s+possibly\s+)\Z")
_BETWEEN: Final = re.compile(r"\b(?:between|from|anywhere\s+between)\s+(?:the\s+)?\Z", re.IGNORECASE)


# --- reading ----------------------------------------------------------------------------------------------------


def find_dates(text: str, anchor: date | None) -> list[DateMention]:
    """Every date expression of ``text``, in order, none overlapping.

    Args:
        text: running English, of any length; read once, in linear time.
        anchor: the day on which it was written. Without one, wordings that need it are left out.

    Returns:
        Mentions whose windows have the precision of the wording; two dates joined by "or", "between ... and" or a
        dash are one mention with one window.

    >>> [str(m.window) for m in find_dates("out in late 2023 or early 2024, maybe next fall", date(2023, 2, 1))]
    ['2023-09/2024-04', '2024-09/2024-11']
    """
    return list(_joined(text, list(_single(text, anchor))))


def _single(text: str, anchor: date | None) -> Iterator[DateMention]:
    reader = _Reader(anchor)
    for found in _SCAN.finditer(text):
        form = next(name for name, key in _KEYS.items() if found.group(key) is not None)
        start = found.start("imm") if form == "in_month" else found.start()
        try:
            mention = reader.read(form, found, start)
        except (ValueError, OverflowError):  # 31 June, the year before 1: no date
            mention = None
        if mention is not None:
            reader.last = mention.window
            yield mention


def _joined(text: str, mentions: list[DateMention]) -> Iterator[DateMention]:
    """Ranges and alternatives as one mention."""
    held: DateMention | None = mentions[0] if mentions else None
    for before, after in pairwise(mentions):
        gap = text[before.end : after.start]
        joined = None if held is None or len(gap) > 14 else _join(text, held, after, gap)
        if joined is None:
            if held is not None:
                yield held
            held = after
        else:
            held = joined
    if held is not None:
        yield held


def _join(text: str, before: DateMention, after: DateMention, gap: str) -> DateMention | None:
    if not _JOIN.match(gap) or before.is_vague or after.is_vague:
        return None
    word = gap.strip(" ,").split(" ")[0]
    ranged = bool(_BETWEEN.search(text[max(0, before.start - 24) : before.start]))
    if word in {"and", "to"} and not ranged:
        return None
    if word not in {"and", "to", "or"} and before.window.start.day is not None and not ranged:
        return None
    first = before.window
    if before.past is not None and after.past is None:  # "between March and May 2024": the year is said once
        first = _with_year(first, after.window.start.year)
    return replace(before, end=after.end, window=first.until(after.window), past=None, future=None)


def _with_year(window: DateWindow, year: int) -> DateWindow:
    shift = year - window.start.year
    end = replace(window.end, year=window.end.year + shift) if window.end else None
    return DateWindow(replace(window.start, year=year), end, window.is_open)


# The group whose presence tells which form has matched.
_KEYS: Final = {
    "iso": "iso",
    "slash_year": "su",
    "tv_season": "tva",
    "month_day": "mdm",
    "day_month": "dmm",
    "month_year": "mym",
    "quarter": "qy",
    "half": "hy",
    "season_year": "syq",
    "season_rel": "srq",
    "in_season": "isq",
    "edge_year": "eyy",
    "edge_tail": "ety",
    "month_rel": "mrm",
    "in_month": "imm",
    "rel_year": "ry",
    "rel_month": "rm",
    "rel_day": "rd",
    "holiday": "ho",
    "weekday": "wd",
    "ago": "agn",
    "later": "lan",
    "slash": "slm",
    "midseason": "ms",
    "year": "y",
}


def _month(word: str) -> int:
    stem = word.rstrip(".").lower()[:3]
    return next(number for name, number in _MONTHS.items() if name.startswith(stem))


def _day(word: str) -> int:
    return _ORDINALS.get(word.lower()) or int(re.sub(r"\D", "", word))


def _count(word: str | None) -> int:
    word = re.sub(r"\s+", " ", (word or "a").lower())
    return int(word) if word.isdigit() else _NUMBERS.get(word, 1)


def _months(year: int, first: int, last: int) -> DateWindow:
    """From one month to another, into the next year where the last comes before the first."""
    return DateWindow(PartialDate(year, first), PartialDate(year + (last < first), last))


_NEAR_WEEKDAY: Final = re.compile(rf"\b{_WEEKDAY}\b")
_BESIDE: Final = 30


def _is_day_first(found: re.Match[str], us: date, other: date) -> bool:
    """Whether a weekday named beside "04/09/2024" fits only the reading with the day first."""
    around = found.string[max(0, found.start() - _BESIDE) : found.end() + _BESIDE]
    named = {_WEEKDAYS[word.lower()] for word in _NEAR_WEEKDAY.findall(around)}
    return other.weekday() in named and us.weekday() not in named


def _shift_months(day: date, months: int) -> PartialDate:
    total = day.year * 12 + day.month - 1 + months
    return PartialDate(total // 12, total % 12 + 1)


class _Reader:
    """Reads one match after the other; remembers the last date for "that year" and "a month later"."""

    def __init__(self, anchor: date | None) -> None:
        self.anchor = anchor
        self.last: DateWindow | None = None

    def read(self, form: str, found: re.Match[str], start: int) -> DateMention | None:
        reading: Callable[[re.Match[str]], DateWindow | DateMention | None] = getattr(self, f"_{form}")
        value = reading(found)
        if value is None:
            return None
        if isinstance(value, DateMention):
            return replace(value, start=start, end=found.end())
        return DateMention(start, found.end(), value)

    # Helpers ---------------------------------------------------------------------------------------------------

    def _year_of(self, word: str | None) -> int | None:
        """The year that "2024", "next year" or "that year" means; None where nothing tells."""
        if word is None:
            return None
        if word.isdigit():
            return int(word)
        word = re.sub(r"\s+", " ", word.lower())
        if "that" in word or "same" in word:
            return self.last.start.year if self.last else None
        if self.anchor is None:
            return None
        return self.anchor.year + (1 if "next" in word else -1 if "last" in word else 0)

    def _yearless(self, build: Callable[[int], DateWindow]) -> DateMention | None:
        """The readings of a date without a year, on both sides of the anchor."""
        if self.anchor is None:
            return None
        years = range(self.anchor.year - 1, self.anchor.year + 2)
        windows = []
        for year in years:
            try:
                windows.append(build(year))
            except ValueError:  # 29 February
                continue
        past = max((w for w in windows if w.first_day <= self.anchor), key=lambda w: w.first_day, default=None)
        future = min((w for w in windows if w.last_day >= self.anchor), key=lambda w: w.last_day, default=None)
        near = min(windows, key=self._distance, default=None)
        return None if near is None else DateMention(0, 0, near, past, future)

    def _distance(self, window: DateWindow) -> int:
        assert self.anchor is not None  # noqa: S101 - only called with one
        if window.first_day <= self.anchor <= window.last_day:
            return 0
        return min(abs((window.first_day - self.anchor).days), abs((window.last_day - self.anchor).days))

    def _calendar_day(self, month: int, day: int, year_word: str | None) -> DateWindow | DateMention | None:
        year = self._year_of(year_word)
        if year is not None:
            return DateWindow(PartialDate(year, month, day))
        return self._yearless(lambda y: DateWindow(PartialDate(y, month, day)))

    # Forms -----------------------------------------------------------------------------------------------------

    def _iso(self, found: re.Match[str]) -> DateWindow:
        return DateWindow(PartialDate.parse(found["iso"]))

    def _slash_year(self, found: re.Match[str]) -> DateWindow:
        # Month first, as in the United States, unless that cannot be or a weekday beside it tells otherwise.
        month, day, year = (int(part) for part in found["su"].split("/"))
        year = year if year > 99 else 2000 + year
        if month > 12 or (day <= 12 and _is_day_first(found, date(year, month, day), date(year, day, month))):
            month, day = day, month
        return DateWindow(PartialDate(year, month, day))

    def _tv_season(self, found: re.Match[str]) -> DateWindow | None:
        first, second = int(found["tva"]), int(found["tvb"]) % 100
        return _months(first, 9, 5) if (first + 1) % 100 == second else None

    def _month_day(self, found: re.Match[str]) -> DateWindow | DateMention | None:
        return self._calendar_day(_month(found["mdm"]), _day(found["mdd"]), found["mdy"])

    def _day_month(self, found: re.Match[str]) -> DateWindow | DateMention | None:
        return self._calendar_day(_month(found["dmm"]), _day(found["dmd"]), found["dmy"])

    def _month_year(self, found: re.Match[str]) -> DateWindow | None:
        year = self._year_of(found["myy"])
        return None if year is None else DateWindow(PartialDate(year, _month(found["mym"])))

    def _quarter(self, found: re.Match[str]) -> DateWindow | None:
        year = self._year_of(found["qy"])
        number = int(found["qn"]) if found["qn"] else _ORDINALS[found["qw"].lower()]
        return None if year is None else _months(year, number * 3 - 2, number * 3)

    def _half(self, found: re.Match[str]) -> DateWindow | None:
        year = self._year_of(found["hy"])
        first = found["hn"] == "1" or (found["hw"] or "").lower() in {"first", "front"}
        return None if year is None else _months(year, *_HALVES[1 if first else 2])

    def _season_year(self, found: re.Match[str]) -> DateWindow | None:
        year = self._year_of(found["syy"])
        return None if year is None else _months(year, *_QUARTERS_OF_YEAR[found["syq"].lower()])

    def _season_rel(self, found: re.Match[str]) -> DateWindow | DateMention | None:
        first, last = _QUARTERS_OF_YEAR[found["srq"].lower()]
        which = found["srr"].lower().split()[-1]
        around = self._yearless(lambda year: _months(year, first, last))
        if around is None or self.anchor is None:
            return None
        if which == "next":
            return _months(self.anchor.year + 1, first, last)
        if which == "this":
            return _months(self.anchor.year, first, last)
        if which in {"last", "past"}:
            behind = [_months(y, first, last) for y in (self.anchor.year - 2, self.anchor.year - 1, self.anchor.year)]
            return max((w for w in behind if w.last_day < self.anchor), key=lambda w: w.first_day)
        return around

    def _in_season(self, found: re.Match[str]) -> DateMention | None:
        return self._yearless(lambda year: _months(year, *_QUARTERS_OF_YEAR[found["isq"].lower()]))

    def _edge_year(self, found: re.Match[str]) -> DateWindow | None:
        year = self._year_of(found["eyy"])
        return None if year is None else _months(year, *_EDGES[_edge(found["eye"])])

    def _edge_tail(self, found: re.Match[str]) -> DateWindow | None:
        year = self._year_of(found["ety"])
        if year is None:
            return None
        edge = found["ete"].lower()
        return _months(year, *_EDGES[edge]) if edge in _EDGES else DateWindow(PartialDate(year))

    def _month_rel(self, found: re.Match[str]) -> DateWindow | None:
        month, which = _month(found["mrm"]), found["mrr"].lower().split()[-1]
        base = (self.last.first_day if self.last else None) if which in {"previous", "following"} else self.anchor
        if base is None:
            return None
        if which in {"last", "past", "previous"}:
            return DateWindow(PartialDate(base.year - (month >= base.month), month))
        if which in {"next", "coming", "following"}:
            return DateWindow(PartialDate(base.year + (month <= base.month), month))
        return DateWindow(PartialDate(base.year, month))

    def _in_month(self, found: re.Match[str]) -> DateMention | None:
        month = _month(found["imm"])
        return self._yearless(lambda year: DateWindow(PartialDate(year, month)))

    def _rel_year(self, found: re.Match[str]) -> DateWindow | None:
        if found["ry"].startswith("the"):
            return None if self.anchor is None else DateWindow(PartialDate(self.anchor.year + 2))
        year = self._year_of(found["ry"])
        return None if year is None else DateWindow(PartialDate(year))

    def _rel_month(self, found: re.Match[str]) -> DateWindow | None:
        words = found["rm"].lower()
        if "same" in words:
            return DateWindow(replace(self.last.start, day=None)) if self.last and self.last.start.month else None
        if self.anchor is None:
            return None
        return DateWindow(_shift_months(self.anchor, 1 if "next" in words else -1 if "last" in words else 0))

    def _rel_day(self, found: re.Match[str]) -> DateWindow | None:
        if self.anchor is None:
            return None
        word = found["rd"].lower()
        shift = {"yesterday": -1, "tomorrow": 1}.get(word, -1 if word.startswith("last") else 0)
        return DateWindow(PartialDate.of(self.anchor + timedelta(shift)))

    def _holiday(self, found: re.Match[str]) -> DateWindow | DateMention | None:
        month, day = _HOLIDAYS[re.sub(r"\s+", " ", found["ho"].lower().replace("’", "'"))]
        return self._calendar_day(month, day, found["hoy"])

    def _weekday(self, found: re.Match[str]) -> DateMention | None:
        if self.anchor is None:
            return None
        behind = (self.anchor.weekday() - _WEEKDAYS[found["wd"].lower()]) % 7
        past = DateWindow(PartialDate.of(self.anchor - timedelta(behind)))
        ahead = DateWindow(PartialDate.of(self.anchor + timedelta((7 - behind) if behind else 0)))
        which = (found["wdr"] or "").strip().lower()
        if which in {"last", "this past"}:
            past = past if behind else DateWindow(PartialDate.of(self.anchor - timedelta(7)))
            return DateMention(0, 0, past)
        if which in {"next", "this coming"}:
            ahead = ahead if behind else DateWindow(PartialDate.of(self.anchor + timedelta(7)))
            return DateMention(0, 0, ahead)
        return DateMention(0, 0, past, past, ahead)

    def _ago(self, found: re.Match[str]) -> DateMention | None:
        if self.anchor is None:
            return None
        return self._away(self.anchor, -1, found["agn"], found["agu"])

    def _later(self, found: re.Match[str]) -> DateMention | None:
        base = self.last.start if self.last else None
        if base is None:
            return None
        unit = (found["lau"] or "").rstrip("s")
        precise = {"day": base.day, "week": base.day, "fortnight": base.day, "month": base.month, "year": base.year}
        return self._away(base.first_day, 1, found["lan"], found["lau"]) if precise.get(unit) is not None else None

    @staticmethod
    def _away(base: date, sign: int, number: str, unit: str | None) -> DateMention | None:
        """So many days, weeks, months or years from ``base``, at the precision of the unit."""
        if "fortnight" in number.lower():
            number, unit = "two", "weeks"
        if unit is None:
            return None
        count, unit = sign * _count(number), unit.rstrip("s")
        if unit in {"day", "week", "fortnight"}:
            days = {"day": 1, "week": 7, "fortnight": 14}[unit] * count
            return DateMention(0, 0, DateWindow(PartialDate.of(base + timedelta(days))), is_vague=True)
        value = _shift_months(base, count) if unit == "month" else PartialDate(base.year + count)
        return DateMention(0, 0, DateWindow(value), is_vague=True)

    def _slash(self, found: re.Match[str]) -> DateMention | None:
        month, day = int(found["slm"]), int(found["sld"])
        return self._yearless(lambda year: DateWindow(PartialDate(year, month, day)))

    def _midseason(self, found: re.Match[str]) -> DateMention | DateWindow | None:
        # American television's midseason: what starts between January and March.
        if found["msy"]:
            return _months(int(found["msy"]), 1, 3)
        return self._yearless(lambda year: _months(year, 1, 3))

    def _year(self, found: re.Match[str]) -> DateWindow:
        return DateWindow(PartialDate(int(found["y"])))


def _edge(words: str) -> str:
    words = words.lower()
    if words.startswith("early") or any(word in words for word in ("start", "begin", "first", "early")):
        return "early"
    return "mid" if "mid" in words else "late"
