"""Everything that is printed: lines, JSON, and rows as a table, as JSON, NDJSON, CSV, TSV or a table of tabulate's.

Nothing printed can drive a terminal or show other than it says. ``say``, and the cells of all tables, CSV, TSV and
--raw, leave out control, bidi and zero-width characters; JSON has them as escapes, so its values are what is stored.
That is why no other module writes to a stream, but through rich with what ``text.clean_line`` has cleaned.

The flags are those of sqlite-utils, so that whoever knows one knows the other, but for --json-cols: what is JSON in
the database is JSON in our output anyway. With none of them a terminal gets a table and anything else a JSON array.
"""

from __future__ import annotations

import csv
import functools
import itertools
import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Concatenate, Final, ParamSpec, TypeVar, cast

import click

from aggregator.text import clean_line, escape_invisible, without_invisible

if TYPE_CHECKING:
    from rich.console import Console

F = TypeVar("F", bound=Callable[..., Any])
P = ParamSpec("P")
Row = Mapping[str, Any]

MIN_SHARED_WIDTH = 16
"""Characters that a column sharing the rest must be left with: fewer, and a title is a pillar of syllables."""
_GAP = 2

# What spreadsheets take for a formula (OWASP, "CSV Injection"): the first character, also behind quotes and spaces, in
# ASCII or full width; a number is none.
_FORMULA: Final = re.compile(r"""[\s"'“”‘’`]*[=+\-@\t\r\n＝＋－＠]""")
_NUMBER: Final = re.compile(r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?", re.ASCII)


def say(text: str, *, lead: str = "", err: bool = False, **style: Any) -> None:
    """Prints a line, or several, without what a terminal would obey or nobody could see.

    Args:
        text: What may come from the web, from a file or from the user.
        lead: Stands before it, and takes the style in its place.
        err: To standard error.
        style: As of ``click.style``; none where ``NO_COLOR`` is set, or where the output is no terminal.
    """
    text, lead = without_invisible(text), without_invisible(lead)
    if os.environ.get("NO_COLOR"):  # no-color.org; rich looks for itself, click does not
        style = {}
    if style and lead:
        lead = click.style(lead, **style)
    elif style:
        text = click.style(text, **style)
    click.echo(lead + text, err=err)


def paged(print_page: Callable[Concatenate[Console, P], None]) -> Callable[P, None]:
    """What prints a page for people, given a console: what is longer than the terminal goes through their pager.

    That is ``PAGER``, or else what the system has; an empty one means none. Nothing is paged where the output or
    the input is no terminal.
    """

    @functools.wraps(print_page)
    def printed(*args: P.args, **kwargs: P.kwargs) -> None:
        from rich.console import Console

        console = Console()
        if not (console.is_terminal and sys.stdin.isatty() and os.environ.get("PAGER") != ""):
            print_page(console, *args, **kwargs)
            return
        with console.capture() as capture:
            print_page(console, *args, **kwargs)
        page = capture.get()
        if page.count("\n") < console.height:
            click.echo(page, nl=False, color=True)
        else:
            click.echo_via_pager(page, color=True)

    return printed


def to_json(value: object, *, ascii: bool = False, indent: int | None = None) -> str:  # noqa: A002 - the flag's name
    """``value`` as JSON that can be looked at: what cannot be seen, or would drive a terminal, is an escape."""
    return escape_invisible(json.dumps(value, ensure_ascii=ascii, indent=indent, default=str))


def harmless_cell(value: str) -> str:
    """``value`` as no spreadsheet takes it for a formula: what begins like one gets an apostrophe before it.

    >>> harmless_cell("=HYPERLINK(1)"), harmless_cell("-12.5"), harmless_cell("Salt Road")
    ("'=HYPERLINK(1)", '-12.5', 'Salt Road')
    """
    return f"'{value}" if _FORMULA.match(value) and not _NUMBER.fullmatch(value) else value


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the terminal's table: the row's key, its heading, and how it takes part in the width.

    ``ratio`` shares out what the fixed columns leave over; None is as wide as its content. A ``spare`` one is left
    out where the terminal is too narrow for all. ``render`` turns a row into what is shown where that is not simply
    the value.
    """

    key: str
    heading: str
    ratio: int | None = None
    spare: bool = False
    right: bool = False
    style: str | None = None
    render: Callable[[Row], str] | None = None

    def cell(self, row: Row) -> str:
        """The text shown, fit for a terminal: one line, no control or bidi characters."""
        value = self.render(row) if self.render else row.get(self.key)
        return "" if value is None else clean_line(str(value))


@dataclass(frozen=True, slots=True)
class Format:
    """What the output flags ask for."""

    kind: str | None
    fmt: str | None
    no_headers: bool
    arrays: bool
    raw: bool
    ascii: bool
    csv_safe: bool = False

    @property
    def is_chosen(self) -> bool:
        """Whether any of them was given."""
        return bool(self.kind or self.arrays or self.raw or self.fmt)

    @property
    def is_table(self) -> bool:
        """Whether a person is to read it."""
        return not self.is_chosen and sys.stdout.isatty()


def output_options(command: F) -> F:
    """Adds sqlite-utils' output flags, handed to the command as ``output: Format``."""

    @functools.wraps(command)
    def wrapped(**kwargs: Any) -> Any:
        output = Format(
            kind=kwargs.pop("output_kind"),
            fmt=kwargs.pop("fmt"),
            no_headers=kwargs.pop("no_headers"),
            arrays=kwargs.pop("arrays"),
            raw=kwargs.pop("raw"),
            ascii=kwargs.pop("ascii_"),
            csv_safe=kwargs.pop("csv_safe"),
        )
        return command(output=output, **kwargs)

    for option in (
        click.option("--ascii", "ascii_", is_flag=True, help="JSON: escape everything beyond ASCII."),
        click.option("-r", "--raw", is_flag=True, help="The first column of the first row, alone."),
        click.option("--arrays", is_flag=True, help="JSON: an array of arrays."),
        click.option("--csv-safe", is_flag=True, help="CSV, TSV: an apostrophe before every formula."),
        click.option("--no-headers", is_flag=True, help="CSV, TSV and tables: no headings."),
        click.option("--fmt", metavar="FORMAT", help="A table in one of tabulate's formats, for example github."),
        click.option("-t", "--table", "output_kind", flag_value="table", help="A plain table."),
        click.option("--tsv", "output_kind", flag_value="tsv", help="Tab-separated values."),
        click.option("--csv", "output_kind", flag_value="csv", help="Comma-separated values."),
        click.option("--nl", "output_kind", flag_value="nl", help="NDJSON: one object a line."),
        click.option("--json", "output_kind", flag_value="json", default=None, help="A JSON array."),
    ):
        option(wrapped)
    return cast(F, wrapped)


def write_rows(
    rows: Iterable[Row], output: Format, *, columns: Sequence[Column], empty: str, group_by: str | None = None
) -> None:
    """Prints rows in the format asked for.

    Args:
        rows: Mappings with the same keys in the same order.
        output: From ``output_options``.
        columns: What a person sees of them; machine formats have every key.
        empty: What a person is told instead of an empty table; machine formats print an empty list.
        group_by: Key whose value becomes a heading over each run of equal rows, for people only.
    """
    if output.is_table:
        listed = list(rows)
        if listed:
            _write_table(listed, columns, group_by)
        else:
            say(empty, err=True)
    elif output.kind == "table" or output.fmt:
        _write_tabulate(list(rows), columns, output)
    elif output.kind in ("csv", "tsv"):
        _write_separated(rows, output)
    elif output.raw:
        first = next(iter(rows), None)
        if first:
            say(_cell(next(iter(first.values()))))
    else:
        _write_json(rows, output)


@paged
def _write_table(console: Console, rows: list[Row], columns: Sequence[Column], group_by: str | None) -> None:
    from rich.table import Table
    from rich.text import Text

    columns, fits = _fitting(columns, rows, console.width)
    for heading, group in itertools.groupby(rows, key=lambda row: row[group_by] if group_by else None):
        if heading is not None:
            console.print(Text(clean_line(str(heading)), style="bold"))
        table = Table(box=None, padding=(0, _GAP, 0, 0), header_style="dim", expand=any(c.ratio for c in columns))
        for column in columns:
            table.add_column(
                column.heading,
                ratio=column.ratio,
                justify="right" if column.right else "left",
                style=column.style,
                no_wrap=fits and column.ratio is None,
                overflow="fold",
            )
        for row in group:
            table.add_row(*(Text(column.cell(row)) for column in columns))
        console.print(table)
        if group_by:
            console.print()


def _fitting(columns: Sequence[Column], rows: Sequence[Row], width: int) -> tuple[list[Column], bool]:
    """The columns that ``width`` has room for, spare ones given up from the last on; and whether that was enough."""
    from rich.cells import cell_len

    needs = {
        column.key: _GAP
        + (MIN_SHARED_WIDTH if column.ratio else max(map(cell_len, [column.heading, *map(column.cell, rows)])))
        for column in columns
    }
    kept = list(columns)
    for column in reversed(columns):
        if column.spare and sum(needs[one.key] for one in kept) > width:
            kept.remove(column)
    return kept, sum(needs[one.key] for one in kept) <= width


def _write_tabulate(rows: list[Row], columns: Sequence[Column], output: Format) -> None:
    from tabulate import tabulate, tabulate_formats

    fmt = output.fmt or "simple"
    if fmt not in tabulate_formats:
        raise click.BadParameter(f"'{fmt}' is none of {', '.join(tabulate_formats)}", param_hint="--fmt")
    guarded = harmless_cell if output.csv_safe else str
    cells = [[guarded(column.cell(row)) for column in columns] for row in rows]
    headings = () if output.no_headers else [column.heading for column in columns]
    say(tabulate(cells, headers=headings, tablefmt=fmt, disable_numparse=True))


def _write_separated(rows: Iterable[Row], output: Format) -> None:
    writer = csv.writer(sys.stdout, delimiter="\t" if output.kind == "tsv" else ",", lineterminator="\n")
    for number, row in enumerate(rows):
        if number == 0 and not output.no_headers:
            writer.writerow(row)
        cells = map(_cell, row.values())
        writer.writerow(map(harmless_cell, cells) if output.csv_safe else cells)


def _cell(value: object) -> str:
    """A value as the text of a cell; NULL is empty."""
    if isinstance(value, (list, dict)):
        return to_json(value)
    return "" if value is None else without_invisible(str(value))


def _write_json(rows: Iterable[Row], output: Format) -> None:
    """Streams: a million rows cost no memory."""

    def dump(row: Row) -> str:
        return to_json(list(row.values()) if output.arrays else dict(row), ascii=output.ascii)

    if output.kind == "nl":
        for row in rows:
            click.echo(dump(row))
        return
    opening = "["
    for row in rows:
        click.echo(opening + dump(row), nl=False)
        opening = ",\n "
    click.echo("[]" if opening == "[" else "]")
