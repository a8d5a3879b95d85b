"""What a wording for a date means: one matched form to a window, against the day on which it was written."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from aggregator.dates import forms
from aggregator.dates.spans import (
    count_of,
    day_of,
    distance,
    month_of,
    months,
    quarter,
    shift_months,
    windows_of,
)
from aggregator.dates.windows import DateMention, DateWindow, PartialDate

_BESIDE: Final = 30
"""How far from a date a weekday still tells which day is meant."""
_MONTHS_AROUND: Final = 6
_NEAR_WEEKDAY: Final = re.compile(rf"\b{forms.WEEKDAY}\b")
_WEEKDAY_BEFORE: Final = re.compile(rf"\b(?P<day>{forms.WEEKDAY}),?\s+(?:the\s+)?\Z")


Reading = DateWindow | DateMention | None


class Reader:
    """Reads one match after the other; remembers the last date for "that year" and "a month later"."""

    def __init__(self, anchor: date | None) -> None:
        self.anchor = anchor
        self.last: DateWindow | None = None

    def read(self, found: re.Match[str]) -> DateMention | None:
        """The mention that a match of ``forms.SCAN`` is; None where it names no day or nothing tells which."""
        form = found.lastgroup or ""
        reading: Callable[[re.Match[str]], Reading] = getattr(self, f"_{form}")
        try:
            value = reading(found)
        except (ValueError, OverflowError):  # 31 June, the year before 1: no date
            return None
        if value is None:
            return None
        body = f"{form}_body"
        start = found.start(body) if body in found.re.groupindex else found.start()
        if isinstance(value, DateMention):
            mention = replace(value, start=start, end=found.end())
        else:
            mention = DateMention(start, found.end(), value)
        self.last = mention.window
        return mention

    # Helpers ---------------------------------------------------------------------------------------------------

    def _year_of(self, word: str | None) -> int | None:
        """The year that "2024", "'24", "next year" or "that year" means; None where nothing tells."""
        if word is None:
            return None
        if word[-1].isdigit():
            return int(word) if word.isdigit() else 2000 + int(word[1:])
        word = re.sub(r"\s+", " ", word.lower())
        if "that" in word or "same" in word:
            return self.last.start.year if self.last else None
        if self.anchor is None:
            return None
        return self.anchor.year + (1 if "next" in word or "new" in word else -1 if "last" in word else 0)

    def _yearless(self, build: Callable[[int], DateWindow]) -> DateMention | None:
        """The readings of a date without a year, on both sides of the anchor."""
        if self.anchor is None:
            return None
        windows = windows_of(build, range(self.anchor.year - 1, self.anchor.year + 2))
        told = self.last.first_day if self.last and self.last.first_day <= self.anchor else None
        spans = windows_of(build, (told.year - 1, told.year)) if told else []
        earlier = max((w for w in spans if told and w.last_day <= told), key=lambda w: w.first_day, default=None)
        found = self._around(windows)
        return None if found is None else replace(found, earlier=earlier)

    def _around(self, windows: list[DateWindow]) -> DateMention | None:
        """The nearest of the windows, and those before and after the anchor."""
        if self.anchor is None or not windows:
            return None
        anchor = self.anchor
        past = max((w for w in windows if w.first_day <= anchor), key=lambda w: w.first_day, default=None)
        future = min((w for w in windows if w.last_day >= anchor), key=lambda w: w.last_day, default=None)
        near = min(windows, key=lambda w: distance(w, anchor))
        return DateMention(0, 0, near, past, future)

    def _calendar_day(
        self, month: int, day: int, year_word: str | None, found: re.Match[str] | None = None
    ) -> DateWindow | DateMention | None:
        """A day of a month; without a year a weekday before it tells which: "Sunday 3 March"."""
        year = self._year_of(year_word)
        if year is not None:
            return DateWindow(PartialDate(year, month, day))
        named = _WEEKDAY_BEFORE.search(found.string, max(0, found.start() - _BESIDE), found.start()) if found else None
        if named is not None and self.anchor is not None:
            weekday = forms.weekday_of(named["day"])
            for near in (self.anchor.year, self.anchor.year + 1, self.anchor.year - 1):
                if date(near, month, day).weekday() == weekday:
                    return DateWindow(PartialDate(near, month, day))
        return self._yearless(lambda y: DateWindow(PartialDate(y, month, day)))

    def _day_of_any_month(self, day: int, weekday: int | None) -> DateMention | None:
        """The 17th of the months around the anchor, of those in which it has that name ("Sunday 17th")."""
        if self.anchor is None:
            return None
        windows = []
        for shift in range(-_MONTHS_AROUND, _MONTHS_AROUND + 1):
            month = shift_months(self.anchor, shift)
            try:
                window = DateWindow(PartialDate(month.year, month.month, day))
            except ValueError:
                continue
            if weekday is None or window.first_day.weekday() == weekday:
                windows.append(window)
        return self._around(windows)

    def _quarters(self, year: int, first: str, second: str | None) -> DateWindow:
        """A season of the year, or two: "spring or summer 2025"."""
        window = months(year, *forms.QUARTERS_OF_YEAR[first.lower()])
        return window.until(months(year, *forms.QUARTERS_OF_YEAR[second.lower()])) if second else window

    # Forms -----------------------------------------------------------------------------------------------------

    def _iso(self, found: re.Match[str]) -> DateWindow:
        return DateWindow(PartialDate.parse(found["iso_day"]))

    def _slash_year(self, found: re.Match[str]) -> DateWindow:
        # Month first, as in the United States, unless that cannot be or a weekday beside it tells otherwise.
        month, day, year = (int(part) for part in found["su"].split("/"))
        year = year if year > 99 else 2000 + year
        if month > 12 or (day <= 12 and _is_day_first(found, date(year, month, day), date(year, day, month))):
            month, day = day, month
        return DateWindow(PartialDate(year, month, day))

    def _dotted(self, found: re.Match[str]) -> DateWindow:
        day, month, year = (int(part) for part in found["dot"].split("."))
        return DateWindow(PartialDate(year, month, day))

    def _tv_season(self, found: re.Match[str]) -> DateWindow | None:
        first, second = int(found["tva"]), int(found["tvb"]) % 100
        return months(first, 9, 5) if (first + 1) % 100 == second else None

    def _month_day(self, found: re.Match[str]) -> Reading:
        return self._calendar_day(month_of(found["mdm"]), day_of(found["mdd"]), found["mdy"], found)

    def _day_month(self, found: re.Match[str]) -> Reading:
        return self._calendar_day(month_of(found["dmm"]), day_of(found["dmd"]), found["dmy"], found)

    def _month_year(self, found: re.Match[str]) -> DateWindow | None:
        year = self._year_of(found["myy"])
        if year is None:
            return None
        window = DateWindow(PartialDate(year, month_of(found["mym"])))
        return DateWindow(PartialDate(year, month_of(found["myf"]))).until(window) if found["myf"] else window

    def _quarter(self, found: re.Match[str]) -> DateWindow | None:
        year = self._year_of(found["qy"])
        return None if year is None else quarter(year, found["qn"] or found["qw"])

    def _in_quarter(self, found: re.Match[str]) -> DateMention | None:
        return self._yearless(lambda year: quarter(year, found["iqn"] or found["iqw"]))

    def _half(self, found: re.Match[str]) -> DateWindow | None:
        year = self._year_of(found["hy"])
        first = found["hn"] == "1" or (found["hw"] or "").lower() in {"first", "front", "opening"}
        return None if year is None else months(year, *forms.HALVES[1 if first else 2])

    def _season_year(self, found: re.Match[str]) -> DateWindow | None:
        year = self._year_of(found["syy"])
        return None if year is None else self._quarters(year, found["syq"], found["sys"])

    def _season_rel(self, found: re.Match[str]) -> Reading:
        which = found["srr"].lower().split()[-1]
        if which in {"following", "previous"}:
            return self._season_after(found["srq"], back=which == "previous")
        around = self._yearless(lambda year: self._quarters(year, found["srq"], found["srs"]))
        if around is None or self.anchor is None or which in {"the", "coming"}:
            return around
        if which in {"last", "past"}:
            years = range(self.anchor.year - 2, self.anchor.year + 1)
            behind = [self._quarters(year, found["srq"], found["srs"]) for year in years]
            return max((w for w in behind if w.last_day < self.anchor), key=lambda w: w.first_day)
        return self._quarters(self.anchor.year + (which == "next"), found["srq"], found["srs"])

    def _season_after(self, word: str, *, back: bool) -> DateWindow | None:
        """The first that begins after the date named before it: "the following spring"."""
        if self.last is None:
            return None
        told = self.last
        windows = [self._quarters(told.start.year + shift, word, None) for shift in (-1, 0, 1)]
        if back:
            return max((w for w in windows if w.last_day < told.first_day), key=lambda w: w.first_day)
        return min((w for w in windows if w.first_day > told.last_day), key=lambda w: w.first_day)

    def _in_season(self, found: re.Match[str]) -> DateMention | None:
        return self._yearless(lambda year: self._quarters(year, found["isq"], found["iss"]))

    def _edge_year(self, found: re.Match[str]) -> DateWindow | None:
        year = self._year_of(found["eyy"])
        if year is None:
            return None
        window = months(year, *forms.EDGES[forms.edge_of(found["eye"])])
        return months(year, *forms.EDGES[found["eyf"].lower()]).until(window) if found["eyf"] else window

    def _edge_tail(self, found: re.Match[str]) -> DateWindow | None:
        year = self._year_of(found["ety"])
        if year is None:
            return None
        edge = found["ete"].lower()
        return months(year, *forms.EDGES[edge]) if edge in forms.EDGES else DateWindow(PartialDate(year))

    def _years_end(self, _found: re.Match[str]) -> DateWindow | None:
        return None if self.anchor is None else months(self.anchor.year, *forms.EDGES["late"])

    def _month_rel(self, found: re.Match[str]) -> DateWindow | None:
        month, which = month_of(found["mrm"]), found["mrr"].lower().split()[-1]
        base = (self.last.first_day if self.last else None) if which in {"previous", "following"} else self.anchor
        if base is None:
            return None
        if which in {"last", "past", "previous"}:
            return DateWindow(PartialDate(base.year - (month >= base.month), month))
        if which in {"next", "coming", "following"}:
            return DateWindow(PartialDate(base.year + (month <= base.month), month))
        return DateWindow(PartialDate(base.year, month))

    def _in_month(self, found: re.Match[str]) -> DateMention | None:
        month = month_of(found["imm"])
        return self._yearless(lambda year: DateWindow(PartialDate(year, month)))

    def _month_of_what(self, found: re.Match[str]) -> DateMention | None:
        month = month_of(found["mow"])
        return self._yearless(lambda year: DateWindow(PartialDate(year, month)))

    def _rel_year(self, found: re.Match[str]) -> DateWindow | None:
        if found["ry"].startswith("the year"):
            return None if self.anchor is None else DateWindow(PartialDate(self.anchor.year + 2))
        year = self._year_of(found["ry"])
        return None if year is None else DateWindow(PartialDate(year))

    def _rel_month(self, found: re.Match[str]) -> DateWindow | None:
        words = found["rm"].lower()
        if "same" in words:
            return DateWindow(replace(self.last.start, day=None)) if self.last and self.last.start.month else None
        if self.anchor is None:
            return None
        return DateWindow(shift_months(self.anchor, 1 if "next" in words else -1 if "last" in words else 0))

    def _rel_day(self, found: re.Match[str]) -> DateWindow | None:
        if self.anchor is None:
            return None
        word = found["rd"].lower()
        shift = {"yesterday": -1, "tomorrow": 1}.get(word, -1 if word.startswith("last") else 0)
        return DateWindow(PartialDate.of(self.anchor + timedelta(shift)))

    def _holiday(self, found: re.Match[str]) -> Reading:
        month, day = forms.HOLIDAYS[re.sub(r"\s+", " ", found["ho"].lower().replace("’", "'"))]
        return self._calendar_day(month, day, found["hoy"])

    def _holidays(self, found: re.Match[str]) -> Reading:
        first, last = forms.HOLIDAY_MONTHS[re.sub(r"\s+", " ", found["hms"].lower())]
        if found["hmy"]:
            return months(int(found["hmy"]), first, last)
        return self._yearless(lambda year: months(year, first, last))

    def _weekday_day(self, found: re.Match[str]) -> DateMention | None:
        return self._day_of_any_month(day_of(found["wkn"]), forms.weekday_of(found["wkd"]))

    def _nth(self, found: re.Match[str]) -> DateMention | None:
        return self._day_of_any_month(day_of(found["nth_day"]), None)

    def _weekday(self, found: re.Match[str]) -> DateMention | None:
        if self.anchor is None:
            return None
        behind = (self.anchor.weekday() - forms.weekday_of(found["wd"])) % 7
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
        return self._away(self.anchor, -1, found["agn"], found["agu"])

    def _in_time(self, found: re.Match[str]) -> DateMention | None:
        return self._away(self.anchor, 1, found["inn"], found["inu"])

    def _hence(self, found: re.Match[str]) -> DateMention | None:
        return self._away(self.anchor, 1, found["hen"], found["heu"])

    def _later(self, found: re.Match[str]) -> DateMention | None:
        base = self.last.start if self.last else None
        if base is None:
            return None
        unit = (found["lau"] or "").rstrip("s")
        precise = {"day": base.day, "week": base.day, "fortnight": base.day, "month": base.month, "year": base.year}
        return self._away(base.first_day, 1, found["lan"], found["lau"]) if precise.get(unit) is not None else None

    def _year_after(self, found: re.Match[str]) -> DateMention | None:
        if self.last is None:
            return None
        shift = 1 if found["yaw"] == "following" else -1
        return DateMention(0, 0, DateWindow(PartialDate(self.last.start.year + shift)), is_vague=True)

    @staticmethod
    def _away(base: date | None, sign: int, number: str, unit: str | None) -> DateMention | None:
        """So many days, weeks, months or years from ``base``, at the precision of the unit."""
        if "fortnight" in number.lower():
            number, unit = "two", "weeks"
        if unit is None or base is None:
            return None
        count, unit = sign * count_of(number), unit.rstrip("s")
        if unit in forms.DAYS_OF:
            day = PartialDate.of(base + timedelta(forms.DAYS_OF[unit] * count))
            return DateMention(0, 0, DateWindow(day), is_vague=True)
        value = shift_months(base, count) if unit == "month" else PartialDate(base.year + count)
        return DateMention(0, 0, DateWindow(value), is_vague=True)

    def _slash(self, found: re.Match[str]) -> DateMention | None:
        month, day = int(found["slm"]), int(found["sld"])
        return self._yearless(lambda year: DateWindow(PartialDate(year, month, day)))

    def _midseason(self, found: re.Match[str]) -> Reading:
        # American television's midseason: what starts between January and March.
        if found["msy"]:
            return months(int(found["msy"]), 1, 3)
        return self._yearless(lambda year: months(year, 1, 3))

    def _year(self, found: re.Match[str]) -> DateWindow:
        return DateWindow(PartialDate(int(found["y"])))

    def _short_year(self, found: re.Match[str]) -> DateWindow:
        return DateWindow(PartialDate(2000 + int(found["yy"])))


def _is_day_first(found: re.Match[str], us: date, other: date) -> bool:
    """Whether a weekday named beside "04/09/2024" fits only the reading with the day first."""
    around = found.string[max(0, found.start() - _BESIDE) : found.end() + _BESIDE]
    named = {forms.weekday_of(word) for word in _NEAR_WEEKDAY.findall(around)}
    return other.weekday() in named and us.weekday() not in named
