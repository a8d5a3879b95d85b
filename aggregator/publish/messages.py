"""What a run has news of as one message: which of it a rule is about, and how it reads. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any, Final

from aggregator.models import Firmness, Message, NotifyRule
from aggregator.publish.markdown import markdown_text
from aggregator.text import clean_line
from aggregator.wording.claims import KIND_ORDER, season_name
from aggregator.wording.dates import span_words
from aggregator.wording.facts import counted, step

Row = Mapping[str, Any]

MAX_LINES: Final = 20
"""A message is read on a telephone; what is more, and matters less, is counted."""
MAX_ALARMS: Final = 10
"""As many of these are of sources at most."""

_NAMED_SHOWS: Final = 3


def message(rule: NotifyRule, news: Iterable[Row], alarms: Iterable[Row]) -> Message | None:
    """What a rule tells; None where it has nothing to tell.

    Args:
        rule: Decides what of it is told.
        news: Rows of ``news``.
        alarms: What began or ended of what is wrong with sources: ``source``, ``detail``, ``ended``.
    """
    wanted = sorted((change for change in news if concerns(rule, change)), key=_weight)
    troubles = list(alarms) if rule.alarms else []
    if not wanted and not troubles:
        return None
    told = troubles[:MAX_ALARMS], wanted[: MAX_LINES - len(troubles[:MAX_ALARMS])]
    more = len(troubles) + len(wanted) - sum(map(len, told))
    sections = _sections(*told)
    return Message(
        _title(wanted, troubles),
        _body(sections, more, clean_line, "{}", "  {}"),
        _body(sections, more, markdown_text, "**{}**\n", "- {}"),
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


def _weight(change: Row) -> tuple[int, int, str]:
    """Sorts by what somebody asks first: decisions before dates before names, the latest season first."""
    return KIND_ORDER.index(change["kind"]), -(change["season"] or 0), _show(change)


def _show(change: Row) -> str:
    return str(change["show"])


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
    shows = sorted({_show(change) for change in wanted})
    return clean_line(f"{counted(len(wanted), 'change')}: {_some(shows, 'shows')}")


def _some(names: Sequence[str], noun: str) -> str:
    """The first few by name, the others counted.

    >>> _some(["A", "B"], "shows"), _some(["A", "B", "C", "D", "E"], "shows")
    ('A, B', 'A, B, C and 2 more shows')
    """
    more = len(names) - _NAMED_SHOWS
    return ", ".join(names[:_NAMED_SHOWS]) + (f" and {more} more {noun if more > 1 else noun[:-1]}" if more > 0 else "")


def _sections(alarms: Sequence[Row], changes: Iterable[Row]) -> list[tuple[str, list[str]]]:
    """Headings with their lines: show by show, then the sources."""
    by_show = sorted(changes, key=_show)  # which keeps the order within a show
    sections = [
        (show, [f"{season_name(change['season'])}: {step(change, span_words)}" for change in group])
        for show, group in groupby(by_show, key=_show)
    ]
    return sections + ([("Sources", [_trouble(alarm) for alarm in alarms])] if alarms else [])


def _body(
    sections: Iterable[tuple[str, Iterable[str]]], more: int, written: Callable[[str], str], heading: str, line: str
) -> str:
    """The sections with their lines, and how many there is no room for."""
    parts = [
        "\n".join([heading.format(written(title)), *(line.format(written(text)) for text in lines)])
        for title, lines in sections
    ]
    if more:
        parts.append(f"and {more} more; `aggregator changes` lists them")
    return "\n\n".join(parts)
