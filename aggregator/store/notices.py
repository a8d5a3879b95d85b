"""How far the news have been told to each address of each rule of ``notify``, and what has not been told yet.

The mark is a run: whatever runs after it found is untold. It moves when a message was taken, so a message that could
not be sent, or a run that was killed before it could send, is made good by the next one.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from aggregator.store.answers import Answers
from aggregator.store.rows import to_text

_ALARMS_AFTER: Final = """
SELECT source_id AS source, detail, ended_run_id IS NOT NULL AS ended
FROM source_alarms
WHERE told_run_id > :run_id OR ended_run_id > :run_id
ORDER BY ended, id
"""


class Notices(Answers):
    """The part of the store that remembers what the notifications have told."""

    def save_targets(self, rule_id: str, targets: Iterable[str], *, are_all: bool) -> None:
        """Makes sure that each address of a rule has its mark.

        The first address of a rule is told what runs from now on find. A further one is told what the others are told,
        and one that takes the place of another what that one was not told.

        Args:
            rule_id: The rule.
            targets: Digests of its addresses.
            are_all: Whether an address of which there is a mark and that is not among them is no longer the rule's.
        """
        wanted = set(targets)
        with self._database.transaction():
            rows = self._database.rows("SELECT * FROM notify_states WHERE rule_id = ?", [rule_id])
            told = {row["target"]: row["told_run_id"] for row in rows}
            gone = told.keys() - wanted if are_all else set()
            start = min((told[target] for target in gone), default=max(told.values(), default=self.newest_run()))
            for target in sorted(gone):
                self._database.execute("DELETE FROM notify_states WHERE rule_id = ? AND target = ?", [rule_id, target])
            for target in sorted(wanted - told.keys()):
                row = {"rule_id": rule_id, "target": target, "told_run_id": start, "failures": 0}
                self._database.insert("notify_states", row)

    def forget_rules(self, rule_ids: Iterable[str]) -> None:
        """Forgets every rule but these: one that comes back later starts afresh."""
        kept = list(rule_ids)
        with self._database.transaction():
            for row in self._database.rows("SELECT DISTINCT rule_id FROM notify_states"):
                if row["rule_id"] not in kept:
                    self._database.execute("DELETE FROM notify_states WHERE rule_id = ?", [row["rule_id"]])

    def newest_run(self) -> int:
        """The number of the last run, 0 where there was none."""
        row = self._database.row("SELECT coalesce(max(id), 0) AS id FROM runs")
        assert row is not None  # noqa: S101 - an aggregate has one row
        return int(row["id"])

    def told_until(self, rule_id: str, target: str) -> int:
        """The run up to which an address has been told the news; ``save_targets`` has seen it."""
        row = self._database.row(
            "SELECT told_run_id FROM notify_states WHERE rule_id = ? AND target = ?", [rule_id, target]
        )
        assert row is not None  # noqa: S101 - see above
        return int(row["told_run_id"])

    def news_after(self, run_id: int) -> list[dict[str, Any]]:
        """What later runs found to have changed, oldest first: rows of ``news``."""
        return self._answers("SELECT * FROM news WHERE run_id > ? ORDER BY change_id", [run_id])

    def alarms_after(self, run_id: int) -> list[dict[str, Any]]:
        """What later runs found wrong with sources, or to be over: ``source``, ``detail``, ``ended``."""
        return self._answers(_ALARMS_AFTER, {"run_id": run_id})

    def save_told(self, rule_id: str, target: str, run_id: int, *, sent_at: datetime | None) -> None:
        """Remembers that an address knows all up to a run; ``sent_at`` is None where there was nothing to tell it."""
        with self._database.transaction():
            self._database.execute(
                "UPDATE notify_states SET told_run_id = :run_id, told_at = coalesce(:at, told_at),"
                " failures = iif(:at IS NULL, failures, 0) WHERE rule_id = :rule_id AND target = :target",
                {
                    "rule_id": rule_id,
                    "target": target,
                    "run_id": run_id,
                    "at": to_text(sent_at) if sent_at else None,
                },
            )

    def save_untold(self, rule_id: str, target: str) -> None:
        """Remembers that a message could not be sent to an address."""
        with self._database.transaction():
            self._database.execute(
                "UPDATE notify_states SET failures = failures + 1 WHERE rule_id = ? AND target = ?", [rule_id, target]
            )
