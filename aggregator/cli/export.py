"""``aggregator export``: tables and views as CSV, NDJSON or Parquet files."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final

import click

from aggregator.cli.common import Setup, common_options, did_you_mean, nearest
from aggregator.cli.files import written_whole
from aggregator.cli.output import harmless_cell, say, to_json
from aggregator.errors import OutputError

if TYPE_CHECKING:
    import pyarrow

    from aggregator.store import Store

Row = Mapping[str, Any]
Writer = Callable[[IO[bytes], Mapping[str, str], Iterable[Row]], None]
"""Writes rows to a file; the columns come with the storage class that holds their values."""

ROWS_AT_ONCE: Final = 5_000
"""A row group of Parquet; articles of 3 kB make it some 15 MB in memory."""


@click.command(short_help="Tables and views as CSV, NDJSON or Parquet files.")
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--format", "kind", type=click.Choice(["csv", "ndjson", "parquet"]), help="[default: by FILE, or csv]")
@click.option("--table", "names", metavar="NAME", multiple=True, help="Only this table or view. Repeatable.")
@click.option("--csv-safe", is_flag=True, help="CSV: an apostrophe before every formula.")
@common_options
@click.pass_obj
def export(setup: Setup, path: Path, kind: str | None, names: tuple[str, ...], csv_safe: bool) -> None:
    """Write every table and view to a file of its own in the folder PATH, or one --table to the file PATH.

    All of it is as it was at one instant, rows in an order that depends on nothing but them. A file is replaced as a
    whole. JSON columns stay text. Parquet needs pyarrow: pip install 'aggregator[parquet]'.

    \b
    aggregator export out/
    aggregator export facts.parquet --table current_facts
    """  # noqa: D301 - click wants the character itself
    from aggregator.store.publishing import EXPORTABLE

    for name in names:
        if name not in EXPORTABLE:
            raise click.BadParameter(_unknown(name, EXPORTABLE), param_hint="--table")
    suffix = path.suffix.removeprefix(".")
    is_file = len(names) == 1 and not path.is_dir() and (suffix in _WRITERS or bool(kind and suffix))
    kind = kind or (suffix if is_file else "csv")
    if csv_safe and kind != "csv":
        raise click.UsageError("--csv-safe is for CSV alone; no spreadsheet takes the others for formulas")
    writer = _safe_csv if csv_safe else _WRITERS[kind]
    if kind == "parquet":
        require_pyarrow()
    with setup.open_store() as store, store.at_one_instant():
        if is_file:
            _write(store, names[0], path, writer, is_told=setup.verbose)
            return
        _make_folder(path)
        for name in names or EXPORTABLE:
            _write(store, name, path / f"{name}.{kind}", writer, is_told=setup.verbose)


def _unknown(name: str, known: Iterable[str]) -> str:
    known = list(known)
    guess = did_you_mean(nearest(name, known), f"There are: {', '.join(known)}.")
    return f"there is no table or view '{name}'. {guess}"


def _make_folder(path: Path) -> None:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = f"{path} cannot be made a folder: {error.strerror}. Name another, or one --table and a file."
        raise OutputError(message, subject=str(path)) from error


def _write(store: Store, name: str, path: Path, writer: Writer, *, is_told: bool) -> None:
    with written_whole(path) as file:
        writer(file, store.exported_columns(name), store.exported_rows(name))
    if is_told:
        say(f"wrote {path}", err=True)


def _csv(file: IO[bytes], columns: Mapping[str, str], rows: Iterable[Row], *, cell: Callable[[str], str] = str) -> None:
    text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([cell(value) if isinstance(value, str) else _plain(value) for value in row.values()])
    text.detach()


def _safe_csv(file: IO[bytes], columns: Mapping[str, str], rows: Iterable[Row]) -> None:
    _csv(file, columns, rows, cell=harmless_cell)


def _ndjson(file: IO[bytes], columns: Mapping[str, str], rows: Iterable[Row]) -> None:
    for row in rows:
        file.write(to_json({name: _plain(value) for name, value in row.items()}).encode() + b"\n")


def _plain(value: Any) -> Any:
    """Bytes as hexadecimal digits: neither CSV nor JSON has any."""
    return value.hex() if isinstance(value, bytes) else value


def _parquet(file: IO[bytes], columns: Mapping[str, str], rows: Iterable[Row]) -> None:
    from pyarrow import parquet

    schema = arrow_schema(columns)
    with parquet.ParquetWriter(file, schema, compression="zstd") as writer:
        for some in _chunks(rows):
            writer.write_table(arrow_table(some, schema, columns))


def arrow_schema(columns: Mapping[str, str]) -> pyarrow.Schema:
    """The columns of ``Store.exported_columns`` with their types."""
    import pyarrow

    types = {"integer": pyarrow.int64(), "real": pyarrow.float64(), "text": pyarrow.string(), "blob": pyarrow.binary()}
    return pyarrow.schema([(name, types[storage]) for name, storage in columns.items()])


def arrow_table(rows: list[Row], schema: pyarrow.Schema, columns: Mapping[str, str]) -> pyarrow.Table:
    """Rows of ``Store.exported_rows`` under such a schema."""
    import pyarrow

    def stored(value: Any, storage: str) -> Any:
        return str(value) if storage == "text" and value is not None else value

    named = {name: [stored(row[name], storage) for row in rows] for name, storage in columns.items()}
    return pyarrow.table(named, schema=schema)


def _chunks(rows: Iterable[Row]) -> Iterator[list[Row]]:
    left = iter(rows)
    while some := list(islice(left, ROWS_AT_ONCE)):
        yield some


def require_pyarrow() -> None:
    """UsageError where Parquet cannot be written."""
    try:
        import pyarrow  # noqa: F401 - looked for before anything is written
    except ImportError as error:
        message = "Parquet needs the package pyarrow: pip install 'aggregator[parquet]'"
        raise click.UsageError(message) from error


_WRITERS: Final[dict[str, Writer]] = {"csv": _csv, "ndjson": _ndjson, "parquet": _parquet}
