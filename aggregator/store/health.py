"""How sources fare over time: what each day of theirs had to show, and what is wrong with them."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

from aggregator.models import Alarm, AlarmCode, DayYield, Filled, SourceId
from aggregator.store.database import Database, Row
from aggregator.store.rows import from_text, to_json, to_text


class Health:
    """The part of the store that remembers the health of sources."""

    _database: Database

    def load_yields(self, source_id: SourceId, *, fields: Collection[str] = ()) -> list[DayYield]:
        """What is remembered of each day of a source, the earliest first, with the counts of these fields alone.

        Half a year of all fields takes longer to read than the page that it is compared with.
        """
        picked = "".join(f", json_extract(filled_json, '$.{name}') AS {name}" for name in fields)
        rows = self._database.rows(
            f"SELECT day, entries, entries_new{picked} FROM source_yields WHERE source_id = ? ORDER BY day", [source_id]
        )
        return [
            DayYield(
                date.fromisoformat(row["day"]),
                row["entries"],
                row["entries_new"],
                {name: Filled(*json.loads(row[name])) for name in fields if row[name] is not None},
            )
            for row in rows
        ]

    def load_yield(self, source_id: SourceId, day: date) -> DayYield:
        """What is remembered of one day of a source, with the counts of all fields."""
        key = [source_id, day.isoformat()]
        row = self._database.row("SELECT * FROM source_yields WHERE source_id = ? AND day = ?", key)
        if row is None:
            return DayYield(day)
        filled = {name: Filled(had, of) for name, (had, of) in json.loads(row["filled_json"]).items()}
        return DayYield(day, row["entries"], row["entries_new"], filled)

    def last_news_day(self, source_id: SourceId) -> date | None:
        """The last day on which a source had something new; None where that is not known."""
        row = self._database.row(
            "SELECT day FROM source_yields WHERE source_id = ? AND entries_new > 0 ORDER BY day DESC LIMIT 1",
            [source_id],
        )
        return None if row is None else date.fromisoformat(row["day"])

    def load_alarms(self) -> dict[SourceId, list[Alarm]]:
        """What is, or seems to be, wrong with each source."""
        alarms: dict[SourceId, list[Alarm]] = {}
        for row in self._database.rows("SELECT * FROM source_alarms WHERE ended_at IS NULL ORDER BY id"):
            alarm = _alarm_from_row(row)
            alarms.setdefault(alarm.source_id, []).append(alarm)
        return alarms

    def save_health(
        self,
        run_id: int,
        source_id: SourceId,
        *,
        today: DayYield | None,
        forget_before: date,
        alarms: Iterable[Alarm] = (),
        dropped: Iterable[Alarm] = (),
    ) -> None:
        """Remembers what a run has found out about a source.

        Args:
            run_id: Of ``begin_run``.
            source_id: The source.
            today: What its day had to show until now; None where nothing was read.
            forget_before: What it showed on earlier days is of no use any more.
            alarms: What is wrong with it, and what has ended.
            dropped: Doubts that were unfounded.
        """
        with self._database.transaction():
            if today is not None:
                key = {"source_id": source_id, "day": today.day.isoformat()}
                self._database.upsert("source_yields", key, _yield_row(today))
                self._database.execute(
                    "DELETE FROM source_yields WHERE source_id = ? AND day < ?", [source_id, forget_before.isoformat()]
                )
            for alarm in dropped:
                self._database.execute("DELETE FROM source_alarms WHERE id = ?", [alarm.id])
            for alarm in alarms:
                self._put_alarm(run_id, alarm)

    def _put_alarm(self, run_id: int, alarm: Alarm) -> None:
        row = _alarm_row(alarm) | {"run_id": run_id}
        if alarm.id is None:
            self._database.execute(
                "INSERT INTO source_alarms (source_id, code, detail, began_at, seen, cleared, told_run_id)"
                " VALUES (:source_id, :code, :detail, :began_at, :seen, :cleared, iif(:told, :run_id, NULL))",
                row,
            )
            return
        self._database.execute(
            "UPDATE source_alarms SET detail = :detail, seen = :seen, cleared = :cleared, ended_at = :ended_at,"
            " told_run_id = coalesce(told_run_id, iif(:told, :run_id, NULL)),"
            " ended_run_id = iif(:ended_at IS NULL, NULL, :run_id) WHERE id = :id",
            row,
        )


def forget_health(database: Database, source_id: SourceId, *, now: datetime) -> None:
    """Lets a source start afresh, as part of a transaction that is under way: nobody is told that its alarms end."""
    parameters = {"id": source_id, "at": to_text(now)}
    database.execute("DELETE FROM source_yields WHERE source_id = :id", parameters)
    database.execute("DELETE FROM source_alarms WHERE source_id = :id AND told_run_id IS NULL", parameters)
    database.execute(
        "UPDATE source_alarms SET ended_at = max(:at, began_at) WHERE source_id = :id AND ended_at IS NULL", parameters
    )


def _yield_row(day: DayYield) -> dict[str, Any]:
    filled = {name: [count.had, count.of] for name, count in sorted(day.filled.items())}
    return {"entries": day.entries, "entries_new": day.news, "filled_json": to_json(filled)}


def _alarm_row(alarm: Alarm) -> dict[str, Any]:
    return {
        "id": alarm.id,
        "source_id": alarm.source_id,
        "code": alarm.code,
        "detail": alarm.detail,
        "began_at": to_text(alarm.began_at),
        "seen": alarm.seen,
        "cleared": alarm.cleared,
        "told": alarm.told,
        "ended_at": None if alarm.ended_at is None else to_text(alarm.ended_at),
    }


def _alarm_from_row(row: Row) -> Alarm:
    return Alarm(
        source_id=SourceId(row["source_id"]),
        code=AlarmCode(row["code"]),
        detail=row["detail"],
        began_at=from_text(row["began_at"]),
        seen=row["seen"],
        cleared=row["cleared"],
        told=row["told_run_id"] is not None,
        ended_at=None if row["ended_at"] is None else from_text(row["ended_at"]),
        id=row["id"],
    )
