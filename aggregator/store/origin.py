"""Whose a database is, whichever version of this program wrote it."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from aggregator.store.database import BUSY_TIMEOUT_S, Database


def source_addresses(path: Path) -> dict[str, str | None]:
    """The address of every source that a database knows, by its id; None for one that was only imported from.

    Unlike ``Store`` it also reads what an earlier version wrote. An empty file has no sources.

    Raises:
        StoreError: It cannot be opened, is damaged, or belongs to another program or a newer version of this one.
    """
    database = Database.open_of_any_version(path, busy_timeout_s=BUSY_TIMEOUT_S)
    if database is None:
        return {}
    with closing(database):
        return {row["id"]: row["url"] for row in database.rows("SELECT id, url FROM sources")}
