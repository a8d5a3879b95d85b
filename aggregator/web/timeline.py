"""How belief about a season moved, as marks on a time axis. Pure: steps and dates in, places in; nothing is drawn here.

Places along the axis are per cent of the drawing's width, heights are pixels: a drawing is stretched to its page, and
its words are not. Where labels go depends on the room that there is for sure, so there is a drawing for phones and one
for wider screens.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from aggregator.dates import DateWindow
from aggregator.wording.dates import date_words, span_words
from aggregator.wording.facts import answer, firmness

Row = Mapping[str, Any]

NARROW_PX: Final = 285
"""Room for the drawing on the narrowest phone, 360 pixels wide, in pixels."""
WIDE_PX: Final = 640
"""Room for the drawing where the style sheet shows the wide one, in pixels, at the least."""
_CHARACTER_PX: Final = 6.8
"""Room for one character of a label, in a wide font."""
_LABEL_GAP_PX: Final = 8
_LEAST_DAYS: Final = 120
"""A shorter time is not stretched over the whole width."""
_BEYOND: Final = timedelta(days=550)
"""A window that reaches further than this past the last that was said is drawn open at its end."""
_STALE: Final = timedelta(days=400)
"""Where nothing was said for so long, the axis does not reach to today."""
_MAX_TICKS: Final = 6
_MAX_WINDOWS: Final = 9
"""So many windows are drawn, the latest; the table has all."""

_LANE: Final = 18
_BAND: Final = 14
_HEADING: Final = 26


@dataclass(frozen=True, slots=True)
class Label:
    """Words beside a mark; ``x`` in per cent, ``y`` their base line; ``anchor`` is that of SVG."""

    x: float
    y: int
    text: str
    anchor: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of time. ``look`` names what it shows, for its colour; ``firm`` how firmly, for its pattern."""

    x: float
    width: float
    y: int
    height: int
    look: str
    firm: str = "confirmed"
    title: str = ""
    is_open: bool = False
    is_current: bool = True


@dataclass(frozen=True, slots=True)
class Mark:
    """A moment, as a diamond or a dot; ``to`` is where a line leads from it to the window that was believed then."""

    x: float
    y: int
    look: str
    title: str = ""
    to: float | None = None


@dataclass(frozen=True, slots=True)
class Tick:
    """A line across the drawing, with what is written at its head."""

    x: float
    text: str
    anchor: str = "middle"


@dataclass(frozen=True, slots=True)
class Timeline:
    """Everything to be drawn, and how high the drawing is."""

    height: int
    ticks: tuple[Tick, ...]
    today: float | None
    headings: tuple[Label, ...]
    bars: tuple[Bar, ...]
    marks: tuple[Mark, ...]
    labels: tuple[Label, ...]
    summary: str
    """What the drawing shows, in a sentence or two, for who cannot see it."""


@dataclass(frozen=True, slots=True)
class Span:
    """One belief from the day on which it came to be to the day on which it went, None while it holds."""

    row: Row
    since: date
    until: date | None

    @property
    def firm(self) -> str:
        """How firmly, as on the card."""
        return "disputed" if self.row["standing"] == "disputed" else firmness(self.row)


def spans_of(steps: Iterable[Row]) -> list[Span]:
    """The beliefs that steps of a history tell of, in the order in which they came to be.

    Args:
        steps: Rows of ``change_rows`` of one season, oldest first.
    """
    spans: list[Span] = []
    held: dict[tuple[object, ...], int] = {}
    for step in steps:
        on = date.fromisoformat(step["on"])
        if step["value_before"] is not None:
            person = step["person_before"] if step["person_before"] is not None else step["person"]
            at = held.pop(_belief(step, person, step["value_before"], step["status_before"]), None)
            if at is not None:
                spans[at] = Span(spans[at].row, spans[at].since, on)
        if step["value"] is not None:
            held[_belief(step, step["person"], step["value"], step["status"])] = len(spans)
            spans.append(Span(step, on, None))
    return spans


def _belief(step: Row, person: str | None, value: str, status: str) -> tuple[object, ...]:
    return step["kind"], step["aspect"], person, value, status == "denied"


def draw_timeline(steps: Sequence[Row], stories: Iterable[date], *, today: date, room: int) -> Timeline | None:
    """The history of one season as a picture; None where nothing was ever believed of it.

    Args:
        steps: Rows of ``change_rows`` of this season, oldest first.
        stories: The days of the stories about the show.
        today: Beliefs that still hold reach up to here.
        room: The width that labels must fit, in pixels.
    """
    spans = [span for span in spans_of(steps) if span.row["kind"] not in ("cast", "crew")]
    if not spans:
        return None
    days = sorted(stories)
    axis = _Axis.around(spans, days, today)
    sheet = _Sheet(axis, today, room)
    sheet.decisions([span for span in spans if span.row["kind"] == "renewal"], _announced(spans))
    sheet.windows(_merged(span for span in spans if span.row["kind"] == "release"))
    sheet.milestones([span for span in spans if span.row["kind"] in ("production", "trailer", "episodes")])
    sheet.stories([day for day in days if axis.start <= day <= axis.end])
    return sheet.finished(_summary(spans, days))


def _announced(spans: Iterable[Span]) -> list[tuple[date, Span]]:
    """The days on which decisions were announced, as they are believed now."""
    found = []
    for span in spans:
        if span.row["kind"] == "renewal_date" and span.until is None:
            window = _window(span.row["value"])
            if window is not None:
                found.append((window.first_day, span))
    return found


def _merged(spans: Iterable[Span]) -> list[Span]:
    """Windows that were believed time after time, more or less firmly, as one: last said as it stands now."""
    merged: dict[tuple[str, bool], Span] = {}
    for span in spans:
        key = span.row["value"], span.row["status"] == "denied"
        before = merged.get(key)
        merged[key] = Span(span.row, before.since if before else span.since, span.until)
    return list(merged.values())


def _window(value: str) -> DateWindow | None:
    try:
        return DateWindow.parse(value)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class _Axis:
    start: date
    end: date

    @classmethod
    def around(cls, spans: Sequence[Span], stories: Sequence[date], today: date) -> _Axis:
        said = [span.since for span in spans] + [span.until for span in spans if span.until]
        announced = [day for day, _ in _announced(spans)]
        first, last = min(said + announced), max(said)
        ends = [last, *announced]
        for span in spans:
            window = _window(span.row["value"]) if span.row["kind"] == "release" else None
            if window is not None:
                ends.append(min(window.start.last_day if window.is_open else window.last_day, last + _BEYOND))
                first = min(first, max(window.first_day, first - _BEYOND))
        ends += [day for day in stories if day <= last + timedelta(days=60)]
        end = max(ends)
        if today <= end + _STALE:
            end = max(end, today)
        slack = max((_LEAST_DAYS - (end - first).days) // 2, round((end - first).days * 0.02), 3)
        return cls(first - timedelta(days=slack), end + timedelta(days=slack))

    def at(self, day: date) -> float:
        """The place of a day, in per cent, within the axis."""
        share = (day - self.start).days / (self.end - self.start).days
        return round(100 * min(max(share, 0.0), 1.0), 2)

    def ticks(self) -> Iterator[Tick]:
        """Years, or months where the time is short."""
        months = [
            date(year, month, 1)
            for year in range(self.start.year, self.end.year + 1)
            for month in range(1, 13)
            if self.start <= date(year, month, 1) <= self.end
        ]
        years = [day for day in months if day.month == 1]
        days = years if len(years) > 1 else months
        every = -(-len(days) // _MAX_TICKS)
        for day in days[::every]:
            x = self.at(day)
            text = str(day.year) if days is years else date_words(day.isoformat()[:7])
            yield Tick(x, text, "start" if x < 5 else "end" if x > 95 else "middle")


class _Sheet:
    """Collects marks from the top down."""

    def __init__(self, axis: _Axis, today: date, room: int) -> None:
        self._axis = axis
        self._room = room
        self._today = min(today, axis.end)
        self._is_today_shown = axis.start <= today <= axis.end
        self._y = 22
        self._headings: list[Label] = []
        self._bars: list[Bar] = []
        self._marks: list[Mark] = []
        self._labels: list[Label] = []

    def finished(self, summary: str) -> Timeline:
        return Timeline(
            self._y + 6,
            tuple(self._axis.ticks()),
            self._axis.at(self._today) if self._is_today_shown else None,
            tuple(self._headings),
            tuple(self._bars),
            tuple(self._marks),
            tuple(self._labels),
            summary,
        )

    def decisions(self, spans: Sequence[Span], announced: Sequence[tuple[date, Span]]) -> None:
        if not spans and not announced:
            return
        self._heading("Decision")
        words: list[tuple[float, str, str]] = []
        for span in spans:
            x, end = self._axis.at(span.since), self._axis.at(span.until or self._today)
            look = "undecided" if span.row["status"] == "denied" else str(span.row["value"])
            text = f"{answer(span.row, span_words)} ({span.firm})"
            title = f"{text}, {_period(span)}"
            self._bars.append(
                Bar(x, max(end - x, 0.8), self._y, _BAND, look, span.firm, title, is_current=span.until is None)
            )
            words.append((x, f"{text} {date_words(span.since)}", look))
        for day, span in announced:
            x = self._axis.at(day)
            text = f"announced {span_words(span.row['value'])}"
            self._marks.append(Mark(x, self._y + _BAND // 2, "announced", text))
            words.append((x, f"◆ {text}", "announced"))
        self._y += _BAND
        self._place(words)

    def windows(self, spans: Sequence[Span]) -> None:
        dated = [(span, _window(span.row["value"])) for span in spans]
        if not dated:
            return
        self._heading("Release, as it was believed")
        for span, window in dated[-_MAX_WINDOWS:]:
            said = self._axis.at(span.since)
            what = answer(span.row, span_words).replace("out ", "", 1)
            text = f"{what} ({span.firm})"
            title = f"{text}: believed {_period(span)}"
            y = self._y + _LANE - 1
            if window is None:
                self._marks.append(Mark(said, y + 5, "said", title))
                left = said
            else:
                last = window.last_day if not window.is_open else self._axis.end
                left, right = self._axis.at(window.first_day), self._axis.at(min(last, self._axis.end))
                is_open = window.is_open or last > self._axis.end
                look = "ruled-out" if span.row["status"] == "denied" else "window"
                self._bars.append(
                    Bar(left, max(right - left, 0.9), y, 10, look, span.firm, title, is_open, span.until is None)
                )
                self._marks.append(Mark(said, y + 5, "said", f"said from {date_words(span.since)}", to=left))
            dated_text = f"{text}, from {date_words(span.since)}"
            self._label(min(left, said), self._y + 12, text if self._room < WIDE_PX else dated_text, "window")
            self._y += _LANE + 14

    def milestones(self, spans: Sequence[Span]) -> None:
        if not spans:
            return
        self._heading("Production")
        words = []
        for span in spans:
            x = self._axis.at(span.since)
            text = answer(span.row, span_words)
            title = f"{text} ({span.firm}), {_period(span)}"
            self._marks.append(Mark(x, self._y + 5, "milestone" if span.until is None else "past", title))
            words.append((x, text, "milestone" if span.until is None else "past"))
        self._y += 10
        self._place(words)

    def stories(self, days: Sequence[date]) -> None:
        if not days:
            return
        self._heading("Stories about the show, by month")
        months = Counter(day.replace(day=1) for day in days)
        most = max(months.values())
        tallest = 34
        for month, count in sorted(months.items()):
            x = self._axis.at(month)
            after = (month + timedelta(days=32)).replace(day=1)
            width = max(self._axis.at(after) - x, 0.5) * 0.86
            height = max(round(tallest * count / most), 3)
            title = f"{date_words(month.isoformat()[:7])}: {count} {'story' if count == 1 else 'stories'}"
            self._bars.append(Bar(x, round(width, 2), self._y + tallest - height, height, "stories", title=title))
        self._y += tallest + 4

    def _heading(self, text: str) -> None:
        self._y += _HEADING
        self._headings.append(Label(0, self._y - 8, text, "start"))

    def _place(self, words: Sequence[tuple[float, str, str]]) -> None:
        """Writes labels below, each in the first line in which it touches no other."""
        lanes: list[list[tuple[float, float]]] = []
        for x, text, kind in sorted(words):
            anchor, begin, end = self._extent(x, text)
            lane = next(
                (
                    number
                    for number, taken in enumerate(lanes)
                    if all(end <= other[0] or begin >= other[1] for other in taken)
                ),
                len(lanes),
            )
            if lane == len(lanes):
                lanes.append([])
            lanes[lane].append((begin, end))
            self._labels.append(Label(x, self._y + 14 + lane * _LANE, text, anchor, kind))
        self._y += len(lanes) * _LANE

    def _label(self, x: float, y: int, text: str, kind: str) -> None:
        self._labels.append(Label(x, y, text, self._extent(x, text)[0], kind))

    def _extent(self, x: float, text: str) -> tuple[str, float, float]:
        """How a label is anchored so that it stays in the drawing, and from where to where it reaches, in per cent."""
        width = 100 * (len(text) * _CHARACTER_PX + _LABEL_GAP_PX) / self._room
        if x + width <= 100:
            return "start", x, x + width
        if x - width >= 0:
            return "end", x - width, x
        return "middle", x - width / 2, x + width / 2


def _period(span: Span) -> str:
    since = f"from {date_words(span.since)}"
    return f"{since} to {date_words(span.until)}" if span.until else f"{since} on"


def _summary(spans: Sequence[Span], stories: Sequence[date]) -> str:
    told = []
    for kind, name in (("renewal", "Decision"), ("release", "Release")):
        of_kind = [span for span in spans if span.row["kind"] == kind]
        if of_kind:
            moves = "; ".join(
                f"{answer(span.row, span_words)} ({span.firm}) from {date_words(span.since)}" for span in of_kind
            )
            told.append(f"{name}: {moves}.")
    if stories:
        told.append(f"{len(stories)} {'story' if len(stories) == 1 else 'stories'} about the show.")
    return " ".join(told)
