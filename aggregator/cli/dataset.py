"""Tables and views as a folder of Parquet files, those that grow with the years in partitions by month."""

from __future__ import annotations

import os
import shutil
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final

from aggregator.cli.export import ROWS_AT_ONCE, Row, arrow_schema, arrow_table
from aggregator.errors import OutputError

if TYPE_CHECKING:
    from pyarrow.parquet import ParquetWriter

    from aggregator.store import Store

MONTHS: Final = {
    "articles": "sort_at",
    "article_shows": "sort_at",
    "article_revisions": "replaced_at",
    "sightings": "first_seen_at",
    "fact_changes": "at",
}
"""Tables of which most questions concern some months, each with the column that says which."""

NO_MONTH: Final = "__HIVE_DEFAULT_PARTITION__"
"""Where Hive, and with it DuckDB, Spark and Arrow, expect rows without a value."""


def write_dataset(store: Store, folder: Path) -> None:
    """Writes every table and view to ``folder/NAME/[month=YYYY-MM/]part.parquet``, as it was at one instant.

    The folder takes its name once all of it is written. The columns are those of the database.

    Args:
        store: What is written.
        folder: May be there and empty.

    Raises:
        OutputError: It cannot be written there, or something else is there.
    """
    from aggregator.store.publishing import EXPORTABLE

    partial = folder.with_name(f"{folder.name}.partial")
    try:
        if folder.exists() and any(folder.iterdir()):
            message = f"{folder} is not empty; name a new folder, so that no file of an earlier dataset stays in it"
            raise OutputError(message, subject=str(folder))
        shutil.rmtree(partial, ignore_errors=True)
        with store.at_one_instant():
            for name in EXPORTABLE:
                _write_table(store, name, partial / name)
        if folder.exists():
            folder.rmdir()
        partial.rename(folder)
    except OSError as error:
        message = f"{folder} cannot be written: {error.strerror}. Name another folder, or make room."
        raise OutputError(message, subject=str(folder)) from error


def _write_table(store: Store, name: str, folder: Path) -> None:
    columns = store.exported_columns(name)
    with ExitStack() as stack:
        table = _Table(folder, columns, stack)
        waiting: dict[str, list[Row]] = defaultdict(list)
        for row in store.exported_rows(name):
            some = waiting[_partition(name, row)]
            some.append(row)
            if len(some) >= ROWS_AT_ONCE:
                table.write(_partition(name, row), some)
                some.clear()
        for partition, some in waiting.items() or {"": []}.items():
            table.write(partition, some)


def _partition(name: str, row: Row) -> str:
    if name not in MONTHS:
        return ""
    at = row[MONTHS[name]]
    return f"month={at[:7] if at else NO_MONTH}"


class _Table:
    """The open files of one table, one for each partition."""

    def __init__(self, folder: Path, columns: Mapping[str, str], stack: ExitStack) -> None:
        self._folder = folder
        self._columns = columns
        self._stack = stack
        self._schema: Any = arrow_schema(columns)
        self._writers: dict[str, ParquetWriter] = {}

    def write(self, partition: str, rows: list[Row]) -> None:
        from pyarrow import parquet

        if partition not in self._writers:
            folder = self._folder / partition
            folder.mkdir(parents=True)
            file = self._stack.enter_context(_synced(folder / "part.parquet"))
            writer = parquet.ParquetWriter(file, self._schema, compression="zstd")
            self._writers[partition] = self._stack.enter_context(writer)
        self._writers[partition].write_table(arrow_table(rows, self._schema, self._columns))


@contextmanager
def _synced(path: Path) -> Iterator[IO[bytes]]:
    """A file to write that is safe on the disk afterwards, before the folder that it is in takes its name."""
    with path.open("wb") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())
