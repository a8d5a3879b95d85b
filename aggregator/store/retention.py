"""What the log of runs need not remember for ever."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from aggregator.store.database import Database
from aggregator.store.rows import to_text

STEP_ROWS: Final = 1_000
"""Rows deleted in one transaction: some milliseconds, so that nobody waits."""

MAX_STEPS: Final = 20
"""In one run: a log of years is forgotten over several."""

# The condition is that of the index fetches_passing, word for word. Issues are in the order of ids, but for a clock
# that was set back; the oldest are looked at, however many there are.
_OLD_FETCHES: Final = """
DELETE FROM fetches WHERE id IN (
    SELECT id FROM fetches WHERE NOT (purpose = 'article' AND outcome = 'ok') AND started_at < :before
    ORDER BY started_at LIMIT :step
)
"""
_OLD_ISSUES: Final = """
DELETE FROM issues WHERE at < :before AND id IN (SELECT id FROM issues ORDER BY id LIMIT :step)
"""
_OLD_ROBOTS: Final = """
DELETE FROM robots WHERE origin IN (SELECT origin FROM robots WHERE fetched_at < :before LIMIT :step)
"""


class Retention:
    """The part of the store that forgets."""

    _database: Database

    def forget_log(self, *, before: datetime) -> int:
        """How many rows of the log were older and are gone now; a few thousand at most, in short transactions.

        These are fetches, issues, and the robots.txt of sites that nobody has asked since. A fetch that brought an
        article stays: it is where its claims come from.
        """
        forgotten = 0
        for sql in (_OLD_FETCHES, _OLD_ISSUES, _OLD_ROBOTS):
            for _ in range(MAX_STEPS):
                with self._database.transaction():
                    gone = self._database.execute(sql, {"before": to_text(before), "step": STEP_ROWS})
                forgotten += gone
                if gone < STEP_ROWS:
                    break
        return forgotten
