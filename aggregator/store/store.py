"""The whole of a database: whatever the program reads from it and writes to it."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Self

from aggregator.store.articles import ArticleWriter
from aggregator.store.checkup import Checkup
from aggregator.store.database import BUSY_TIMEOUT_S, Database
from aggregator.store.health import Health
from aggregator.store.journal import Journal
from aggregator.store.knowledge import Knowledge
from aggregator.store.memory import Memory
from aggregator.store.notices import Notices
from aggregator.store.page_answers import PageAnswers
from aggregator.store.publishing import Publishing
from aggregator.store.reader import Reader
from aggregator.store.readings import Readings
from aggregator.store.retention import Retention
from aggregator.store.stories import Stories


class Store(
    Publishing,
    Notices,
    PageAnswers,
    Memory,
    ArticleWriter,
    Journal,
    Health,
    Checkup,
    Readings,
    Retention,
    Knowledge,
    Stories,
    Reader,
):
    """One database, open. Every ``save_`` is one short transaction; use it in the thread that opened it.

    Whatever reads or writes raises StoreError, with the file and the next step in its message, where the file cannot
    be read or written, and DatabaseLockedError where somebody else is writing and does not end in time.
    """

    @classmethod
    def open(cls, path: Path, *, busy_timeout_s: float = BUSY_TIMEOUT_S) -> Self:
        """The database at ``path`` for writing, created and brought up to date where needed.

        Raises:
            DatabaseNewerError: A later version of this program wrote it.
            DatabaseLockedError: Somebody else is writing to it.
            StoreError: It cannot be created or opened, is damaged, or belongs to another program.
        """
        return cls(Database.open_for_writing(path, busy_timeout_s=busy_timeout_s))

    def transaction(self) -> AbstractContextManager[None]:
        """One transaction around several ``save_``: all that is written inside is stored together or not at all.

        What fails inside and is caught there leaves nothing behind, and the rest is stored. Whoever opens one does no
        work in it that takes long, since nobody else can write meanwhile.

        Raises:
            StoreError: The database cannot be written.
        """
        return self._database.transaction()

    @property
    def backup(self) -> Path | None:
        """Where the file is kept as it was before ``open`` brought its schema up to date; None where it did not."""
        return self._database.backup

    def unfolded_bytes(self) -> int:
        """Bytes of the write-ahead log that had to stay, because somebody still reads what was there before them."""
        return self._database.unfolded_bytes()

    def copy_to(self, path: Path) -> None:
        """A copy of the whole database at ``path``, as it is at one instant, though somebody else may be writing.

        Raises:
            StoreError: It cannot be written there.
        """
        self._database.copy_to(path)
