"""Premieres as an iCalendar file (RFC 5545). Pure.

A season is one event for ever: its UID never changes, SEQUENCE counts how often what is believed of it has moved, so a
calendar that subscribes moves the event instead of adding another.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from aggregator.dates import DateWindow
from aggregator.text import clean_line
from aggregator.wording.claims import season_name
from aggregator.wording.dates import span_words
from aggregator.wording.facts import FIRMEST_FIRST, counted, firmness

if TYPE_CHECKING:
    from icalendar import Event

Row = Mapping[str, Any]
Season = tuple[str, int | None]
"""The id of a show and the number of its season."""


def calendar(title: str, shows: Iterable[Row], facts: Iterable[Row], moves: Iterable[Row]) -> bytes:
    """An iCalendar object with an event for every season whose premiere has, or had, a date or a window.

    A window is an event of whole days that takes no time: DTEND is the day after its last. Where only its beginning is
    known, that is its day. STATUS is CONFIRMED for what is agreed on and confirmed, CANCELLED for a season that will
    not be made, or a date that nobody stands by any longer, else TENTATIVE.

    Args:
        title: Name of the calendar.
        shows: With ``id``, ``title`` and ``network``; others get no events.
        facts: Current facts of the kinds ``release`` and ``renewal``, with the columns of ``facts``.
        moves: The rows of ``fact_changes`` of these kinds, oldest first.
    """
    from icalendar import Calendar

    result = Calendar()
    result.add("prodid", "-//aggregator//premieres//EN")
    result.add("version", "2.0")
    result.add("method", "PUBLISH")
    result.add("x-wr-calname", clean_line(title))
    by_season = _by_season(facts)
    moved = _by_season(moves)
    for show in shows:
        for season in sorted((key for key in by_season.keys() | moved.keys() if key[0] == show["id"]), key=_number):
            event = _event(show, season, by_season.get(season, []), moved.get(season, []))
            if event is not None:
                result.add_component(event)
    document: bytes = result.to_ical()
    return document


def _by_season(rows: Iterable[Row]) -> dict[Season, list[Row]]:
    found: dict[Season, list[Row]] = {}
    for row in rows:
        found.setdefault((row["show_id"], row["season"]), []).append(row)
    return found


def _number(season: Season) -> int:
    return season[1] or 0


def _event(show: Row, season: Season, facts: Sequence[Row], moves: Sequence[Row]) -> Event | None:
    """The event of a season; None where its premiere never had a date, or had one that has passed unconfirmed."""
    from icalendar import Event

    answers = _answers(facts)
    window = _dated(answers[0]["value"]) if answers else _given_up(moves)
    if window is None:
        return None
    first, last = window
    event = Event()
    event.add("uid", f"{season[0]}-{'x' if season[1] is None else season[1]}-premiere@aggregator")
    event.add("sequence", max(len(moves) - 1, 0))
    changed = (
        datetime.fromisoformat(moves[-1]["at"]) if moves else datetime.fromisoformat(f"{answers[0]['since']}T00:00:00Z")
    )
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("dtstart", first)
    event.add("dtend", last + timedelta(days=1))
    event.add("status", _status(facts, answers))
    event.add("transp", "TRANSPARENT")
    event.add("summary", clean_line(_summary(show, season, answers)))
    event.add("description", clean_line(_description(show, answers)))
    event.add("categories", [clean_line(show["title"])])
    return event


def _answers(facts: Iterable[Row]) -> list[Row]:
    """The dates that are believed, the firmest first; what is rumoured only where there is nothing else."""
    dated = [
        fact
        for fact in facts
        if fact["kind"] == "release" and fact["status"] != "denied" and _dated(fact["value"]) is not None
    ]
    believed = [fact for fact in dated if fact["standing"] != "rumoured"] or dated
    return sorted(believed, key=lambda fact: (FIRMEST_FIRST.index(fact["status"]), -fact["independent_sources"]))


def _dated(value: str | None) -> tuple[date, date] | None:
    """The first and last day of a value of ``release``; None for what is no date."""
    try:
        window = DateWindow.parse(value or "")
    except ValueError:  # "unannounced"
        return None
    return window.first_day, window.first_day if window.is_open else window.last_day


def _given_up(moves: Iterable[Row]) -> tuple[date, date] | None:
    """The last date that was believed and is not any longer, unless it had passed by then."""
    for move in reversed([move for move in moves if move["kind"] == "release"]):
        window = _dated(move["value_before"])
        if window is not None:
            return window if window[1].isoformat() >= move["at"][:10] else None
    return None


def _status(facts: Iterable[Row], answers: Sequence[Row]) -> str:
    if not answers or any(_is_cancelled(fact) for fact in facts):
        return "CANCELLED"
    (first, *others) = answers
    is_sure = first["status"] == "confirmed" and first["standing"] == "agreed" and not others
    return "CONFIRMED" if is_sure else "TENTATIVE"


def _is_cancelled(fact: Row) -> bool:
    told = fact["kind"], fact["value"], fact["status"], fact["standing"]
    return told == ("renewal", "cancelled", "confirmed", "agreed")


def _summary(show: Row, season: Season, answers: Sequence[Row]) -> str:
    """The title and season, and the window where it is more than a day."""
    named = f"{show['title']}, {season_name(season[1])}" if season[1] is not None else str(show["title"])
    if not answers:
        return named
    value = str(answers[0]["value"])
    window = _dated(value)
    is_a_day = window is not None and window[0] == window[1] and not value.endswith("..")
    return named if is_a_day else f"{named} ({span_words(value)})"


def _description(show: Row, answers: Sequence[Row]) -> str:
    """How firmly it is said; what else is said of it where that is disputed."""
    said = [
        f"{span_words(str(fact['value']))}: {firmness(fact)}, {counted(fact['independent_sources'])},"
        f" since {fact['since']}"
        for fact in answers
    ]
    text = "; or ".join(said) if said else "no longer expected then"
    return f"{text}. {show['network']}" if show["network"] else f"{text}."
