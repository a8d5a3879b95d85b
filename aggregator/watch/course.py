"""When an alarm begins and ends, and what later answers of a source are judged by. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from aggregator.models import Alarm, AlarmCode, DayYield, Filled, SourceId
from aggregator.watch.judge import Finding, Verdicts
from aggregator.watch.shown import ARTICLE_FIELDS, Shown

FORGIVEN_RUNS: Final = 2
"""So many runs in a row that see a thing are weather; the next one makes it an alarm, and is worth a mail."""

FORGIVEN_ARTICLE_RUNS: Final = 9
"""The same for what articles lack: a run often leads to a single one, and a few of them may lack it by chance."""

CLEAR_RUNS: Final = 2
"""So many runs in a row must see it gone before it is over: what comes and goes is told once, not every hour."""

NEW_NORMAL: Final = timedelta(days=30)
"""After so long that which was found strange is how the source is now; a month gives a person time to look."""

AT_ONCE: Final = frozenset({AlarmCode.GONE, AlarmCode.NO_SECRET, AlarmCode.MISLED, AlarmCode.SILENT})
"""What is known for certain, or has taken days to be seen, is told by the first run that sees it."""

_OF_ARTICLES: Final = frozenset(AlarmCode(f"no_{name}") for name in ARTICLE_FIELDS)
_OF_ANSWERS: Final = frozenset(AlarmCode) - _OF_ARTICLES - AT_ONCE - {AlarmCode.FAILING}
"""What is found in answers. An answer that is the one before, byte for byte, is judged as that was."""

_OF_COUNTS: Final = frozenset({AlarmCode.NO_ENTRIES, AlarmCode.FEW_ENTRIES, AlarmCode.NO_LINKS})
_OF_PSEUDO_FIELDS: Final = {"known": AlarmCode.ALL_NEW, "distinct": AlarmCode.DUPLICATES}


@dataclass(frozen=True, slots=True)
class Course:
    """What has become of the alarms of a source, and what a run has to tell of them.

    ``kept`` are those to be stored, ``dropped`` doubts that were unfounded. ``begun`` and ``ended`` are among
    ``kept``. With ``forget`` the source has changed for good, and what it used to show says nothing any more.
    """

    kept: tuple[Alarm, ...]
    dropped: tuple[Alarm, ...] = ()
    begun: tuple[Alarm, ...] = ()
    ended: tuple[Alarm, ...] = ()
    forget: bool = False


def follow(
    alarms: Iterable[Alarm], verdicts: Verdicts, *, source_id: SourceId, shown: Shown, is_proven: bool, now: datetime
) -> Course:
    """The next state of every alarm of a source.

    Args:
        alarms: Those that have not ended, told or not.
        verdicts: From ``judge``.
        source_id: Of the source.
        shown: By its answer.
        is_proven: Whether it has ever worked; a new one that does not is told of at once.
        now: The time.
    """
    before = {alarm.code: alarm for alarm in alarms}
    if shown.unchanged:
        verdicts = {**_as_before(before, shown), **verdicts}
    after, dropped = [], []
    for code, finding in verdicts.items():
        old = before.get(code)
        if finding is not None:
            detail = finding.detail
            after.append(_seen(old or Alarm(source_id, code, detail, now, seen=0), detail, is_proven=is_proven))
        elif old is not None and not old.told:
            dropped.append(old)
        elif old is not None:
            after.append(_cleared(old, now))
    after, forget = _with_new_normal(after, verdicts, now)
    return Course(
        kept=tuple(after),
        dropped=tuple(dropped),
        begun=tuple(alarm for alarm in after if alarm.told and not _was_told(before.get(alarm.code))),
        ended=tuple(alarm for alarm in after if alarm.ended_at is not None),
        forget=forget,
    )


def _as_before(alarms: dict[AlarmCode, Alarm], shown: Shown) -> Verdicts:
    def is_over(alarm: Alarm) -> bool:
        return bool(alarm.cleared) or alarm.code is AlarmCode.ALL_NEW or (shown.recovered and alarm.code in _OF_COUNTS)

    return {
        code: None if is_over(alarm) else Finding(alarm.detail) for code, alarm in alarms.items() if code in _OF_ANSWERS
    }


def _seen(alarm: Alarm, detail: str, *, is_proven: bool) -> Alarm:
    seen = alarm.seen + 1
    forgiven = FORGIVEN_ARTICLE_RUNS if alarm.code in _OF_ARTICLES else FORGIVEN_RUNS
    told = alarm.told or seen > forgiven or alarm.code in AT_ONCE or not is_proven
    # An alarm keeps the words that it was told in.
    return replace(alarm, seen=seen, cleared=0, told=told, detail=alarm.detail if alarm.told else detail)


def _cleared(alarm: Alarm, now: datetime) -> Alarm:
    cleared = alarm.cleared + 1
    # A clock that was set back ends nothing before it began.
    ended_at = max(now, alarm.began_at) if cleared >= CLEAR_RUNS else None
    return replace(alarm, cleared=cleared, ended_at=ended_at)


def _was_told(alarm: Alarm | None) -> bool:
    return alarm is not None and alarm.told


def _with_new_normal(alarms: list[Alarm], verdicts: Verdicts, now: datetime) -> tuple[list[Alarm], bool]:
    """Ends what was found strange for so long that it is how the source is now, and says whether anything was."""

    def is_normal(alarm: Alarm) -> bool:
        finding = verdicts.get(alarm.code)
        return finding is not None and finding.is_learned and now - alarm.began_at >= NEW_NORMAL

    if not any(map(is_normal, alarms)):
        return alarms, False
    return [replace(alarm, ended_at=now) if is_normal(alarm) else alarm for alarm in alarms], True


def learn(today: DayYield, shown: Shown, verdicts: Verdicts) -> DayYield:
    """What this day has to say of the source after one more answer; what is in doubt says nothing.

    Args:
        today: What earlier answers of the day said.
        shown: By the answer.
        verdicts: On it.
    """
    entries = today.entries
    if shown.is_whole and not any(verdicts.get(code) for code in _OF_COUNTS):
        entries = shown.entries if entries is None else min(entries, shown.entries)
    filled = dict(today.filled)
    for name, count in shown.filled.items():
        code = _OF_PSEUDO_FIELDS.get(name) or AlarmCode(f"no_{name}")
        if not verdicts.get(code):
            filled[name] = filled.get(name, Filled(0, 0)) + count
    return DayYield(today.day, entries, today.news + shown.news, filled)
