"""A copy of the database as it was, kept beside it before its schema is changed."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path
from typing import Final

from aggregator.errors import StoreError
from aggregator.store.distrust import distrust_schema

ROOM_FACTOR: Final = 2.5
"""Free space that a migration asks for, in sizes of the database: the copy, and tables rewritten twice, in the
write-ahead log and in the file."""


@contextmanager
def kept(path: Path, version: int) -> Iterator[Path]:
    """The place of a copy of the database at ``path``, made before what is done inside; gone again where that fails.

    The caller holds the lock for writing, so the copy is what is changed then. It has its final name only when it is
    whole and what is done inside has been done up to its commit, and never that of an earlier copy:
    ``NAME.schema-2.bak``, ``NAME.schema-2.2.bak``...

    Args:
        path: A database.
        version: Of its schema.

    Raises:
        StoreError: There is no room for it, or it cannot be written.
    """
    _check_room(path)
    unfinished = path.with_name(f"{path.name}.schema-{version}.bak.unfinished")
    unfinished.unlink(missing_ok=True)  # of a process that was killed: nobody else is here under this lock
    try:
        # Nothing is written to it; but on a connection that could not, SQLite 3.40 cannot copy worked-out columns.
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True)) as reader:
            distrust_schema(reader)
            reader.execute("VACUUM INTO ?", [str(unfinished)])
        shutil.copymode(path, unfinished)
        _flush(unfinished)
        yield (backup := _free_name(path, version))
        unfinished.rename(backup)
    except BaseException as error:
        unfinished.unlink(missing_ok=True)
        if isinstance(error, OSError):
            message = f"no copy of {path} could be made: {error.strerror}. See to that and run again; it is unchanged."
            raise StoreError(message, subject=str(path)) from error
        raise


def _check_room(path: Path) -> None:
    log = path.with_name(f"{path.name}-wal")
    size = path.stat().st_size + (log.stat().st_size if log.exists() else 0)
    needed, free = int(size * ROOM_FACTOR), shutil.disk_usage(path.parent).free
    if free < needed:
        message = (
            f"{path} has to be brought up to date, which needs {_megabytes(needed)} beside it, for a copy as it is now"
            f" among other things; {_megabytes(free)} are free. Make room and run again; nothing was changed."
        )
        raise StoreError(message, subject=str(path))


def _megabytes(count: int) -> str:
    return f"{count / 1_000_000:.1f} MB"


def _free_name(path: Path, version: int) -> Path:
    names = (f"{path.name}.schema-{version}{f'.{number}' if number > 1 else ''}.bak" for number in count(1))
    return next(place for name in names if not (place := path.with_name(name)).exists())


def _flush(path: Path) -> None:
    """Makes sure that the copy outlives a power cut; VACUUM INTO does not."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())
