"""What is wrong with a source now: every condition seen, seen to be absent, or not judged. Pure."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from statistics import median
from typing import Final, NamedTuple

from aggregator.models import AlarmCode, DayYield, Filled, Outcome, Source, SourceState
from aggregator.watch.shown import ARTICLE_FIELDS, ENTRY_FIELDS, Shown


class Finding(NamedTuple):
    """What is wrong, in a sentence; whether that was found by comparison with how the source used to be."""

    detail: str
    is_learned: bool = False


Verdicts = Mapping[AlarmCode, Finding | None]
"""What is wrong; None for what is seen not to be. What could not be judged has no key."""

HISTORY_DAYS: Final = 180
"""Longer than a quarter with its holidays, short enough to forget how a site was before it was rebuilt."""

MIN_DAYS: Final = 10
"""Days with answers before anything is learned: two working weeks, so that a weekend is among them."""

FEW_OF_LEAST: Final = 0.5
"""Of a list that is always equally long less than half is far less. Where its length varies, the share falls with the
square of that: a news sitemap that has a third of its entries on Sundays may have a sixth of those at Christmas."""

LEAST_JUDGED: Final = 4
"""Shorter lists have no "far less" short of nothing."""

ALWAYS: Final = 0.98
"""Share of entries that have a field, on the usual day, for it to be "always there": one in fifty is an oversight."""
NEVER_LESS: Final = 0.5
"""Share below which a field may not have fallen on any day: a site that drops it for a day drops it now and then."""
MIN_ENTRIES: Final = 3
"""Entries that must all lack a field; one or two lack it by chance."""
MIN_LEARNED: Final = 30
"""Entries or articles that a field must have been learned from."""

USUALLY_KNOWN: Final = 0.5
"""Share of entries met before, on the usual day, for "everything is new" to be strange: lists of busy sites turn over
within an hour."""
MIN_FLOOD: Final = 5
"""Entries of an answer in which everything is new; a press room may post three or four at once."""
USUALLY_DISTINCT: Final = 0.9
FLOOD_OF_COPIES: Final = 0.5
"""Share of entries that repeat no other: from the one on the usual day to below the other is a flood of copies."""
MIN_COPIES: Final = 10
"""Entries of an answer that is judged for copies."""

MIN_NEWS_DAYS: Final = 15
"""Days with news before a rhythm is known: three working weeks."""
SILENCE_OF_GAP: Final = 4
"""Silence so many times as long as the longest gap so far. Gaps at random exceed that once in thousands; and a press
list with weekends off, whose longest gap is three days, may close for the eleven days of a golden week."""
MIN_SILENCE_DAYS: Final = 4
"""A daily site may miss a long weekend."""
HOLIDAYS: Final = ((12, 20), (1, 6))
"""From the one day to the other, both included, offices are closed and nothing is missed: these days do not count."""

_EMPTY: Final = {
    "title": "titles",
    "link": "links",
    "date": "dates",
    "author": "authors",
    "summary": "summaries or text",
    "article_text": "whole text",
    "article_date": "date",
    "article_author": "author",
}


def judge(
    source: Source, shown: Shown, history: Sequence[DayYield], state: SourceState, *, failure: str | None, today: date
) -> Verdicts:
    """Everything that can be said of a source after a run.

    Args:
        source: What is expected of it.
        shown: What it showed in this run.
        history: What it showed on earlier days and earlier today, in any order, of ``HISTORY_DAYS`` at most; of
            fields those of ``fields_in_doubt`` will do.
        state: How it fared, this run included.
        failure: Why it failed in this run; None where it did not.
        today: The day in UTC.
    """
    verdicts = _judge_state(state, failure)
    if shown.is_whole:
        verdicts |= _judge_count(source, shown, history)
        verdicts |= _judge_floods(shown, history)
        for name in ENTRY_FIELDS[source.kind]:
            verdicts |= _judge_field(name, shown, history, least=MIN_ENTRIES, expected=False)
    for name in ARTICLE_FIELDS:
        expected = name.removeprefix("article_") in source.expect_fields
        verdicts |= _judge_field(name, shown, history, least=1, expected=expected)
    if shown.read or shown.unchanged:
        verdicts |= _judge_silence(source, shown, history, today)
    return verdicts


def fields_in_doubt(shown: Shown) -> list[str]:
    """The fields whose history ``judge`` needs: some entry having one is well, whatever used to be."""
    return [
        name
        for name, count in shown.filled.items()
        if not count.had or (name == "distinct" and count.share < FLOOD_OF_COPIES)
    ]


def _judge_state(state: SourceState, failure: str | None) -> dict[AlarmCode, Finding | None]:
    verdicts: dict[AlarmCode, Finding | None] = {AlarmCode.GONE: None, AlarmCode.MISLED: None}
    if state.misled_at is not None:
        verdicts[AlarmCode.MISLED] = Finding(
            "says that nothing has changed (304) when something has; what is new is found a day late"
        )
    lacks_secret = state.last_outcome is Outcome.NO_SECRET
    verdicts[AlarmCode.NO_SECRET] = Finding(failure) if failure and lacks_secret else None
    if state.gone:
        verdicts[AlarmCode.GONE] = Finding(failure or "it has been removed for good and is not asked again")
    elif failure is None:
        verdicts[AlarmCode.FAILING] = None
    elif state.last_outcome not in (Outcome.TOO_FEW, Outcome.NO_SECRET):  # which have alarms of their own
        verdicts[AlarmCode.FAILING] = Finding(failure)
    return verdicts


# --- how many ------------------------------------------------------------------------------------------------


def _judge_count(source: Source, shown: Shown, history: Sequence[DayYield]) -> dict[AlarmCode, Finding | None]:
    verdicts: dict[AlarmCode, Finding | None] = {
        AlarmCode.NO_LINKS: None,
        AlarmCode.NO_ENTRIES: None,
        AlarmCode.FEW_ENTRIES: None,
        AlarmCode.MANY_ENTRIES: None,
    }
    count = shown.entries
    least, because, is_learned = _least(source, history)
    if shown.selector_missed:
        verdicts[AlarmCode.NO_LINKS] = Finding(
            f"its selector {source.selectors.links!r} finds no link any more; has the layout of the page changed?"
        )
    elif count < least:
        code = AlarmCode.FEW_ENTRIES if count else AlarmCode.NO_ENTRIES
        verdicts[code] = Finding(f"shows {_entries(count)}, {because}; has the page changed?", is_learned)
    if source.expect_max is not None and count > source.expect_max:
        detail = f"shows {_entries(count)}, where {source.expect_max} at most are expected; has the page changed?"
        verdicts[AlarmCode.MANY_ENTRIES] = Finding(detail)
    return verdicts


def _least(source: Source, history: Sequence[DayYield]) -> tuple[float, str, bool]:
    """How many entries there must be, by what right, and whether that was learned."""
    counts = [day.entries for day in history if day.entries is not None]
    expected = source.least_entries
    if source.expect_min is None and len(counts) >= MIN_DAYS:
        lowest, usual = min(counts), median(counts)
        if lowest >= LEAST_JUDGED:
            learned = FEW_OF_LEAST * lowest * lowest / usual
            if learned > expected:
                return learned, f"where it never had fewer than {lowest}", True
        elif lowest >= 1 > expected:
            return 1, f"where it always had some, most often {usual:g}", True
    return expected, f"where {expected} at least {'is' if expected == 1 else 'are'} expected", False


def _entries(count: int) -> str:
    return {0: "no entries", 1: "1 entry"}.get(count, f"{count} entries")


# --- fields --------------------------------------------------------------------------------------------------


def _judge_field(
    name: str, shown: Shown, history: Sequence[DayYield], *, least: int, expected: bool
) -> dict[AlarmCode, Finding | None]:
    """A field that was always there and that nothing has now; nothing where too little was looked at."""
    code, now = AlarmCode(f"no_{name}"), shown.filled.get(name)
    if now is None:
        return {}
    if now.had:
        return {code: None}
    who = "articles that it leads to" if name in ARTICLE_FIELDS else "entries"
    if expected:
        return {
            code: Finding(f"the {who} have no {_EMPTY[name]}, where sources.yaml expects it; has the site changed?")
        }
    if now.of < least or not _was_always_there(name, history):
        return {}
    detail = f"the {who} have no {_EMPTY[name]} any more, which they always had; has the site changed?"
    return {code: Finding(detail, is_learned=True)}


def _was_always_there(name: str, history: Sequence[DayYield]) -> bool:
    days = _counts(name, history)
    shares = [day.share for day in days]
    return (
        len(days) >= MIN_DAYS
        and sum(day.of for day in days) >= MIN_LEARNED
        and median(shares) >= ALWAYS
        and min(shares) > NEVER_LESS
    )


def _counts(name: str, history: Sequence[DayYield]) -> list[Filled]:
    return [day.filled[name] for day in history if name in day.filled]


# --- floods --------------------------------------------------------------------------------------------------


def _judge_floods(shown: Shown, history: Sequence[DayYield]) -> dict[AlarmCode, Finding | None]:
    verdicts: dict[AlarmCode, Finding | None] = {AlarmCode.ALL_NEW: None, AlarmCode.DUPLICATES: None}
    if shown.entries >= MIN_FLOOD and shown.news == shown.entries and _usual("known", history) >= USUALLY_KNOWN:
        detail = f"all of its {shown.entries} entries are new in every answer; do its guids or links change each time?"
        verdicts[AlarmCode.ALL_NEW] = Finding(detail, is_learned=True)
    distinct = shown.filled.get("distinct", Filled(0, 0))
    if (
        distinct.of >= MIN_COPIES
        and distinct.share < FLOOD_OF_COPIES
        and _usual("distinct", history) >= USUALLY_DISTINCT
    ):
        copies = distinct.of - distinct.had
        detail = f"of its {distinct.of} entries {copies} lead where another leads; has the feed changed?"
        verdicts[AlarmCode.DUPLICATES] = Finding(detail, is_learned=True)
    return verdicts


def _usual(name: str, history: Sequence[DayYield]) -> float:
    """The share on the usual day; 0 while that is not known."""
    days = _counts(name, history)
    return median(day.share for day in days) if len(days) >= MIN_DAYS else 0.0


# --- silence -------------------------------------------------------------------------------------------------


def _judge_silence(
    source: Source, shown: Shown, history: Sequence[DayYield], today: date
) -> dict[AlarmCode, Finding | None]:
    """Nothing new for longer than is usual, or than ``expect.silence`` allows; days are counted, not hours."""
    news = sorted(day.day for day in history if day.news)
    if shown.news:
        return {AlarmCode.SILENT: None}
    if not news:
        return {}
    last = news[-1]
    if source.expect_silence_s is None and (today - last).days <= MIN_SILENCE_DAYS:
        return {AlarmCode.SILENT: None}
    if source.expect_silence_s is not None:
        silent, allowed = (today - last).days, source.expect_silence_s / 86_400
        because = f"where sources.yaml allows {allowed:g}"
    elif len(news) >= MIN_NEWS_DAYS:
        gap = max(_working_days(earlier, later) for earlier, later in itertools.pairwise(news))
        silent, allowed = _working_days(last, today), max(MIN_SILENCE_DAYS, SILENCE_OF_GAP * gap)
        because = f"where its longest pause was {gap}"
    else:
        return {}
    if silent <= allowed:
        return {AlarmCode.SILENT: None}
    days = (today - last).days
    detail = f"has had nothing new for {days} days, since {last}, {because}; does it still move?"
    return {AlarmCode.SILENT: Finding(detail)}


def _working_days(earlier: date, later: date) -> int:
    """Days from the one to the other, those of the turn of the year left out; 0 where a clock was set back."""
    days = (later - earlier).days
    return sum(not _is_holiday(earlier + timedelta(days=offset)) for offset in range(1, days + 1))


def _is_holiday(day: date) -> bool:
    return (day.month, day.day) >= HOLIDAYS[0] or (day.month, day.day) <= HOLIDAYS[1]
