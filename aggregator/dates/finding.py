"""Date expressions of running text, resolved against the day on which it was written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from aggregator.dates import forms
from aggregator.dates.windows import DateWindow, PartialDate


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

    earlier: DateWindow | None = None
    """The last reading before the date named before it, where that is past: "had begun on October 2"."""

    def resolved(self, *, ahead: bool | None) -> DateWindow:
        """The reading for an event that lies ahead, behind, or (None) nobody knows where."""
        if ahead is None:
            return self.window
        return (self.future if ahead else self.past) or self.window


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
    for found in forms.SCAN.finditer(text):
        form = next(name for name, key in forms.KEYS.items() if found.group(key) is not None)
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
    if not forms.JOIN.match(gap) or before.is_vague or after.is_vague:
        return None
    word = gap.strip(" ,").split(" ")[0]
    ranged = bool(forms.BETWEEN.search(text[max(0, before.start - 24) : before.start]))
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


def _month(word: str) -> int:
    stem = word.rstrip(".").lower()[:3]
    return next(number for name, number in forms.MONTHS.items() if name.startswith(stem))


def _day(word: str) -> int:
    return forms.ORDINALS.get(word.lower()) or int(re.sub(r"\D", "", word))


def _count(word: str | None) -> int:
    word = re.sub(r"\s+", " ", (word or "a").lower())
    return int(word) if word.isdigit() else forms.NUMBERS.get(word, 1)


def _months(year: int, first: int, last: int) -> DateWindow:
    """From one month to another, into the next year where the last comes before the first."""
    return DateWindow(PartialDate(year, first), PartialDate(year + (last < first), last))


_NEAR_WEEKDAY: Final = re.compile(rf"\b{forms.WEEKDAY}\b")
_BESIDE: Final = 30
_WEEKDAY_BEFORE: Final = re.compile(rf"\b(?P<day>{forms.WEEKDAY}),?\s+(?:the\s+)?\Z")
_MONTHS_AROUND: Final = 6


def _is_day_first(found: re.Match[str], us: date, other: date) -> bool:
    """Whether a weekday named beside "04/09/2024" fits only the reading with the day first."""
    around = found.string[max(0, found.start() - _BESIDE) : found.end() + _BESIDE]
    named = {forms.WEEKDAYS[word.lower()] for word in _NEAR_WEEKDAY.findall(around)}
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
        if near is None:
            return None
        told = self.last.first_day if self.last and self.last.first_day <= self.anchor else None
        spans = [build(told.year - 1), build(told.year)] if told else []
        earlier = max((w for w in spans if told and w.last_day <= told), key=lambda w: w.first_day, default=None)
        return DateMention(0, 0, near, past, future, earlier=earlier)

    def _distance(self, window: DateWindow) -> int:
        assert self.anchor is not None  # noqa: S101 - only called with one
        if window.first_day <= self.anchor <= window.last_day:
            return 0
        return min(abs((window.first_day - self.anchor).days), abs((window.last_day - self.anchor).days))

    def _calendar_day(
        self, month: int, day: int, year_word: str | None, found: re.Match[str] | None = None
    ) -> DateWindow | DateMention | None:
        """A day of a month; without a year a weekday before it tells which: "Sunday 3 March"."""
        year = self._year_of(year_word)
        if year is not None:
            return DateWindow(PartialDate(year, month, day))
        named = _WEEKDAY_BEFORE.search(found.string, max(0, found.start() - _BESIDE), found.start()) if found else None
        if named is not None and self.anchor is not None:
            weekday = forms.WEEKDAYS[named["day"].lower()]
            for near in (self.anchor.year, self.anchor.year + 1, self.anchor.year - 1):
                if date(near, month, day).weekday() == weekday:
                    return DateWindow(PartialDate(near, month, day))
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
        return self._calendar_day(_month(found["mdm"]), _day(found["mdd"]), found["mdy"], found)

    def _day_month(self, found: re.Match[str]) -> DateWindow | DateMention | None:
        return self._calendar_day(_month(found["dmm"]), _day(found["dmd"]), found["dmy"], found)

    def _month_year(self, found: re.Match[str]) -> DateWindow | None:
        year = self._year_of(found["myy"])
        return None if year is None else DateWindow(PartialDate(year, _month(found["mym"])))

    def _quarter(self, found: re.Match[str]) -> DateWindow | None:
        year = self._year_of(found["qy"])
        number = int(found["qn"]) if found["qn"] else forms.ORDINALS[found["qw"].lower()]
        return None if year is None else _months(year, number * 3 - 2, number * 3)

    def _half(self, found: re.Match[str]) -> DateWindow | None:
        year = self._year_of(found["hy"])
        first = found["hn"] == "1" or (found["hw"] or "").lower() in {"first", "front"}
        return None if year is None else _months(year, *forms.HALVES[1 if first else 2])

    def _season_year(self, found: re.Match[str]) -> DateWindow | None:
        year = self._year_of(found["syy"])
        return None if year is None else _months(year, *forms.QUARTERS_OF_YEAR[found["syq"].lower()])

    def _season_rel(self, found: re.Match[str]) -> DateWindow | DateMention | None:
        first, last = forms.QUARTERS_OF_YEAR[found["srq"].lower()]
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
        return self._yearless(lambda year: _months(year, *forms.QUARTERS_OF_YEAR[found["isq"].lower()]))

    def _edge_year(self, found: re.Match[str]) -> DateWindow | None:
        year = self._year_of(found["eyy"])
        return None if year is None else _months(year, *forms.EDGES[_edge(found["eye"])])

    def _edge_tail(self, found: re.Match[str]) -> DateWindow | None:
        year = self._year_of(found["ety"])
        if year is None:
            return None
        edge = found["ete"].lower()
        return _months(year, *forms.EDGES[edge]) if edge in forms.EDGES else DateWindow(PartialDate(year))

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
        month, day = forms.HOLIDAYS[re.sub(r"\s+", " ", found["ho"].lower().replace("’", "'"))]
        return self._calendar_day(month, day, found["hoy"])

    def _weekday_day(self, found: re.Match[str]) -> DateMention | None:
        """A day such as "Sunday 17th": of the months around the anchor those in which that day has that name."""
        anchor = self.anchor
        if anchor is None:
            return None
        weekday, day = forms.WEEKDAYS[found["wkd"].lower()], _day(found["wkn"])
        days: list[date] = []
        for months in range(-_MONTHS_AROUND, _MONTHS_AROUND + 1):
            month = _shift_months(anchor, months)
            try:
                named = date(month.year, month.month or 1, day)
            except ValueError:
                continue
            if named.weekday() == weekday:
                days.append(named)
        past = max((d for d in days if d <= anchor), default=None)
        future = min((d for d in days if d >= anchor), default=None)
        near = min(days, key=lambda d: abs((d - anchor).days), default=None)
        windows = [DateWindow(PartialDate.of(d)) if d else None for d in (near, past, future)]
        return None if windows[0] is None else DateMention(0, 0, windows[0], windows[1], windows[2])

    def _weekday(self, found: re.Match[str]) -> DateMention | None:
        if self.anchor is None:
            return None
        behind = (self.anchor.weekday() - forms.WEEKDAYS[found["wd"].lower()]) % 7
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
