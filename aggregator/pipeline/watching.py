"""The watch over the sources in a run: what each has shown is judged, remembered, and told where that changes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from aggregator.models import Alarm, DayYield, RunSummary, Source, SourceState
from aggregator.watch import HISTORY_DAYS, MIN_SILENCE_DAYS, Course, Shown, fields_in_doubt, follow, judge, learn

if TYPE_CHECKING:
    from aggregator.store import Store


class Watch:
    """Judges the sources once all that a run has asked for has been dealt with."""

    def __init__(self, store: Store, summary: RunSummary, run_id: int) -> None:
        self._store = store
        self._summary = summary
        self._run_id = run_id

    def settle(self, visits: Iterable[tuple[Source, Shown]], now: datetime) -> None:
        """Judges each source that was visited, unless the network was down as a whole: then nothing was learned."""
        alarms = self._store.load_alarms()
        if not self._summary.offline:
            states = self._store.load_source_states()
            for source, shown in visits:
                state = states.get(source.id) or SourceState(source.id)
                self._judge(source, shown, state, alarms.get(source.id, []), now)
            alarms = self._store.load_alarms()
        self._summary.alarms_open = sum(alarm.told for found in alarms.values() for alarm in found)

    def _judge(self, source: Source, shown: Shown, state: SourceState, alarms: list[Alarm], now: datetime) -> None:
        today = now.date()
        history = self._history(source, shown, today)
        verdicts = judge(source, shown, history, state, failure=self._summary.failures.get(source.id), today=today)
        course = follow(
            alarms,
            verdicts,
            source_id=source.id,
            shown=shown,
            is_proven=state.last_success_at is not None,
            now=now,
        )
        learned = None
        if shown.read or shown.filled:
            learned = learn(self._store.load_yield(source.id, today), shown, verdicts)
        if learned is None and not course.kept and not course.dropped:
            return
        self._store.save_health(
            self._run_id,
            source.id,
            today=learned,
            forget_before=today + timedelta(days=1) if course.forget else today - timedelta(days=HISTORY_DAYS),
            alarms=course.kept,
            dropped=course.dropped,
        )
        self._tell(course)

    def _history(self, source: Source, shown: Shown, today: date) -> list[DayYield]:
        """As much of what the source used to show as its judgement takes: most say that nothing has changed."""
        if not (shown.read or shown.filled):
            last = self._store.last_news_day(source.id) if shown.unchanged else None
            if last is None:
                return []
            if source.expect_silence_s is not None or (today - last).days <= MIN_SILENCE_DAYS:
                return [DayYield(last, news=1)]
        return self._store.load_yields(source.id, fields=fields_in_doubt(shown))

    def _tell(self, course: Course) -> None:
        self._summary.alarms_begun += map(_told, course.begun)
        self._summary.alarms_ended += map(_told, course.ended)


def _told(alarm: Alarm) -> dict[str, str]:
    """An alarm as the summary has it, which is JSON."""
    return {
        "source": alarm.source_id,
        "code": alarm.code,
        "since": alarm.began_at.isoformat(timespec="seconds").replace("+00:00", "Z"),
        "detail": alarm.detail,
    }
