"""A database that is only looked at, by lists and by words: what the commands that answer at once need, and no more."""

from __future__ import annotations

from pathlib import Path
from typing import Self

from aggregator.store.database import BUSY_TIMEOUT_S, Database
from aggregator.store.search import Search


class Reader(Search):
    """One database, open; use it in the thread that opened it.

    Whatever reads raises StoreError, with the file and the next step in its message, where the file cannot be read.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    @classmethod
    def open_readonly(cls, path: Path, *, busy_timeout_s: float = BUSY_TIMEOUT_S) -> Self:
        """The database at ``path`` for reading: nothing in it can be changed, every ``save_`` raises StoreError.

        Raises:
            DatabaseNewerError: A later version of this program wrote it.
            DatabaseMissingError: It does not exist yet.
            StoreError: It cannot be opened, is damaged, or belongs to another program.
        """
        return cls(Database.open_for_reading(path, busy_timeout_s=busy_timeout_s))

    def close(self) -> None:
        """Closes the file."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
