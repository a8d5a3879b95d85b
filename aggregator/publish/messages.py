"""What a run has news of as one message: which of it a rule is about, and how it reads. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any, Final

from aggregator.models import Firmness, Message, NotifyRule
from aggregator.publish.markdown import markdown_text
from aggregator.text import clean_line
from aggregator.wording.claims import season_name
from aggregator.wording.dates import span_words
from aggregator.wording.facts import counted, step

Row = Mapping[str, Any]

MAX_LINES: Final = 20
"""A message is read on a telephone; what is more is counted."""

_NAMED_SHOWS: Final = 3


def message(rule: NotifyRule, news: Iterable[Row], alarms: Iterable[Row]) -> Message | None:
    """What a rule tells; None where it has nothing to tell.

    Args:
        rule: Decides what of it is told.
        news: Rows of ``news``, in the order in which they are to be read.
        alarms: What began or ended of what is wrong with sources: ``source``, ``detail``, ``ended``.
    """
    wanted = sorted((change for change in news if concerns(rule, change)), key=lambda change: str(change["show"]))
    troubles = list(alarms) if rule.alarms else []
    if not wanted and not troubles:
        return None
    sections = [
        (show, [f"{season_name(change['season'])}: {step(change, span_words)}" for change in group])
        for show, group in groupby(wanted, key=lambda change: str(change["show"]))
    ]
    if troubles:
        sections.append(("Sources", [_trouble(alarm) for alarm in troubles]))
    return Message(
        _title(wanted, troubles),
        _body(sections, clean_line, "{}", "  {}"),
        _body(sections, markdown_text, "**{}**\n", "- {}"),
    )


def concerns(rule: NotifyRule, change: Row) -> bool:
    """Whether a rule is about a row of ``news``: what is firm enough now, or was before and is not any longer."""
    if rule.shows and change["show_id"] not in rule.shows:
        return False
    if rule.kinds and change["kind"] not in rule.kinds:
        return False
    sides = [(change[f"status{end}"], change[f"standing{end}"]) for end in ("", "_before")]
    return any(_firmness(*side).place <= rule.firmness.place for side in sides if side[0] is not None)


def _firmness(status: str, standing: str) -> Firmness:
    """A denial is as firm as any statement."""
    if standing == "rumoured":
        return Firmness.RUMOURED
    return Firmness.CONFIRMED if status == "denied" else Firmness(status)


def _trouble(alarm: Row) -> str:
    return f"{alarm['source']}: {'over: ' if alarm['ended'] else ''}{alarm['detail']}"


def _title(wanted: Sequence[Row], troubles: Sequence[Row]) -> str:
    """What one change says, or how many there are and of which shows."""
    if not wanted:
        named = list(dict.fromkeys(str(alarm["source"]) for alarm in troubles))
        word = "well again" if all(alarm["ended"] for alarm in troubles) else "in trouble"
        return clean_line(f"{_some(named, 'sources')} {word}")
    if len(wanted) == 1:
        (change,) = wanted
        return clean_line(f"{change['show']}, {season_name(change['season'])}: {step(change, span_words)}")
    shows = list(dict.fromkeys(str(change["show"]) for change in wanted))
    return clean_line(f"{counted(len(wanted), 'change')}: {_some(shows, 'shows')}")


def _some(names: Sequence[str], noun: str) -> str:
    """The first few by name, the others counted.

    >>> _some(["A", "B"], "shows"), _some(["A", "B", "C", "D", "E"], "shows")
    ('A, B', 'A, B, C and 2 more shows')
    """
    more = len(names) - _NAMED_SHOWS
    return ", ".join(names[:_NAMED_SHOWS]) + (f" and {more} more {noun if more > 1 else noun[:-1]}" if more > 0 else "")


def _body(sections: Sequence[tuple[str, Sequence[str]]], written: Callable[[str], str], heading: str, line: str) -> str:
    """The sections with their lines, the first MAX_LINES of these."""
    left, parts = MAX_LINES, []
    for title, lines in sections:
        shown = lines[: max(left, 0)]
        if shown:
            parts.append("\n".join([heading.format(written(title)), *(line.format(written(text)) for text in shown)]))
        left -= len(lines)
    if left < 0:
        parts.append(f"and {-left} more; `aggregator changes` lists them")
    return "\n\n".join(parts)
