"""How belief about a season moved, as marks on a time axis. Pure: steps and dates in, places in; nothing is drawn here.

Places along the axis are per cent of the drawing's width, heights are pixels: a drawing is stretched to its page, and
its words are not. Where labels go depends on the room that there is for sure, so there is a drawing for phones and one
for wider screens.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Final

from aggregator.web.axis import Axis
from aggregator.web.marks import Bar, Label, Mark, Timeline
from aggregator.web.spans import Row, Span, announcements, spans_of, window_of, windows_once
from aggregator.wording.dates import date_words, span_words
from aggregator.wording.facts import answer

NARROW_PX: Final = 285
"""Room for the drawing on the narrowest phone, 360 pixels wide, in pixels."""
WIDE_PX: Final = 640
"""Room for the drawing where the style sheet shows the wide one, in pixels, at the least."""
_CHARACTER_PX: Final = 6.8
"""Room for one character of a label, in a wide font."""
_LABEL_GAP_PX: Final = 8
_MAX_WINDOWS: Final = 9
"""So many windows are drawn, the latest; the table has all."""

_LANE: Final = 18
_BAND: Final = 14
_HEADING: Final = 26


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
    axis = Axis.around(spans, days, today)
    sheet = _Sheet(axis, today, room)
    sheet.decisions([span for span in spans if span.row["kind"] == "renewal"], announcements(spans))
    sheet.windows(windows_once(span for span in spans if span.row["kind"] == "release"))
    sheet.milestones([span for span in spans if span.row["kind"] in ("production", "trailer", "episodes")])
    sheet.stories([day for day in days if axis.start <= day <= axis.end])
    return sheet.finished(_summary(spans, days))


class _Sheet:
    """Collects marks from the top down."""

    def __init__(self, axis: Axis, today: date, room: int) -> None:
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
            title = f"{text}, {span.period}"
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
        dated = [(span, window_of(span.row["value"])) for span in spans]
        if not dated:
            return
        self._heading("Release, as it was believed")
        for span, window in dated[-_MAX_WINDOWS:]:
            said = self._axis.at(span.since)
            what = answer(span.row, span_words).replace("out ", "", 1)
            text = f"{what} ({span.firm})"
            title = f"{text}: believed {span.period}"
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
            title = f"{text} ({span.firm}), {span.period}"
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
