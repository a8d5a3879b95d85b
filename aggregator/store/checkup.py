"""What a person wants to know of the file itself: whether it is whole, how it grows, what its newest times are."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from aggregator.store.database import Database
from aggregator.store.rows import from_text

SQLITE_VERSION: Final = sqlite3.sqlite_version

MAX_FAULTS: Final = 5
"""Damage rarely comes alone, and the first lines say what there is to say."""

THOROUGH_BYTES: Final = 1_000_000_000
"""Up to this size indexes are compared with their tables, which takes seconds; beyond it minutes."""


@dataclass(frozen=True, slots=True)
class FileHealth:
    """The state of the file; ``faults`` are SQLite's own words, ``orphans`` rows that refer to nothing."""

    version: int
    size_bytes: int
    free_bytes: int
    """Of pages inside the file that hold nothing."""
    faults: tuple[str, ...]
    orphans: int


class Checkup:
    """The part of the store that answers ``aggregator doctor``; changes nothing."""

    _database: Database

    def file_health(self) -> FileHealth:
        """Reads the whole file: a second for every few hundred megabytes."""
        numbers = {
            name: int(str(self._one(f"PRAGMA {name}")))
            for name in ("user_version", "page_size", "page_count", "freelist_count")
        }
        size_bytes = numbers["page_count"] * numbers["page_size"]
        check = "integrity_check" if size_bytes <= THOROUGH_BYTES else "quick_check"
        found = [str(row[check]) for row in self._database.rows(f"PRAGMA {check}({MAX_FAULTS})")]
        return FileHealth(
            version=numbers["user_version"],
            size_bytes=size_bytes,
            free_bytes=numbers["freelist_count"] * numbers["page_size"],
            faults=() if found == ["ok"] else tuple(found),
            orphans=len(self._database.rows("PRAGMA foreign_key_check")),
        )

    def newest_time(self) -> datetime | None:
        """The latest time that this machine's clock has shown to a run; None where there was none."""
        newest = self._one(
            "SELECT max(at) FROM (SELECT max(coalesce(finished_at, started_at)) AS at FROM runs"
            " UNION ALL SELECT max(started_at) FROM fetches WHERE id > (SELECT max(id) - 1000 FROM fetches))"
        )
        return None if newest is None else from_text(str(newest))

    def run_times(self, count: int) -> list[datetime]:
        """When the last runs that asked sources began, newest first."""
        rows = self._database.rows(
            "SELECT started_at FROM runs WHERE command = 'run' ORDER BY id DESC LIMIT ?", [count]
        )
        return [from_text(row["started_at"]) for row in rows]

    def first_run_at(self) -> datetime | None:
        """When the database was begun, as far as it remembers."""
        first = self._one("SELECT min(started_at) FROM runs")
        return None if first is None else from_text(str(first))

    def _one(self, sql: str) -> object:
        row = self._database.row(sql)
        return None if row is None else next(iter(row.values()))
