"""``aggregator search``: articles by their words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import click

from aggregator.cli.common import Setup, common_options, pick_show
from aggregator.cli.completing import show_names
from aggregator.cli.look import offset_option, period_options
from aggregator.cli.output import Column, Format, Row, output_options, paged, write_rows
from aggregator.cli.stories import day

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from aggregator.store import Reader
    from aggregator.store.search import Query

COLUMNS = (
    Column("published_at", "published", render=lambda row: day(row["published_at"])),
    Column("title", "title"),
    Column("snippet", "text"),
    Column("source", "source"),
    Column("url", "url"),
)


@click.command(short_help="Search titles and texts.")
@click.argument("words", nargs=-1, required=True)
@click.option("--show", metavar="SHOW", shell_complete=show_names, help="Only articles that name this show.")
@period_options
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="At most so many rows.")
@offset_option
@click.option("--raw-fts", is_flag=True, help="WORDS are a query of SQLite's FTS5: AND, OR, NOT, prefix*.")
@output_options
@common_options
@click.pass_obj
def search(
    setup: Setup,
    output: Format,
    words: tuple[str, ...],
    show: str | None,
    since: date | None,
    until: date | None,
    limit: int,
    offset: int,
    raw_fts: bool,
) -> None:
    """Find articles that have all WORDS in their title or text, the best first.

    Case and accents do not matter. Words in double quotes stand next to each other. Korean, Chinese and Japanese words
    are also found with what is written on to them.

    \b
    aggregator search renewed third season
    aggregator search '"squid game"' filming --since 2026-01-01
    aggregator search 지금 우리 학교 --show "All of Us Are Dead"
    aggregator search --raw-fts 'filming AND (seoul OR busan) NOT rumor*'
    """  # noqa: D301 - click wants the character itself
    from aggregator.store.search import Query, plain_query

    text = " ".join(words)
    query = Query(text) if raw_fts else plain_query(text)
    if query is None:
        raise click.BadParameter(f"there is no word in '{text}'", param_hint="WORDS")
    with setup.open_reader() as store:
        show_id = pick_show(store, show) if show else None
        rows = store.search(query, show_id=show_id, since=since, until=until, limit=limit, offset=offset)
        if output.is_table and rows:
            _print_hits(rows)
        else:
            write_rows(rows, output, columns=COLUMNS, empty="" if rows else _nothing(store, query))


def _nothing(store: Reader, query: Query) -> str:
    near = store.similar_words(query)
    return "no article has all of these words" + (f"; did you mean {' or '.join(near)}?" if near else "")


@paged
def _print_hits(console: Console, rows: Sequence[Row]) -> None:
    from rich.padding import Padding
    from rich.text import Text

    from aggregator.text import clean_line

    for row in rows:
        headline = Text(clean_line(row["title"]), style="bold")
        headline.append(f"  {clean_line(row['source'])}", style="not bold cyan")
        headline.append(f"  {day(row['published_at'])}", style="not bold dim")
        console.print(headline)
        console.print(Padding(_marked(row), (0, 0, 0, 2)))
        if row["url"]:
            console.print(Padding(Text(clean_line(row["url"]), style="dim", overflow="fold"), (0, 0, 0, 2)))
        console.print()


def _marked(row: Row) -> Text:
    """The snippet, its hits in bold and underlined: colour alone says nothing to everybody."""
    from rich.text import Text

    from aggregator.text import without_invisible

    shown, snippet, done = Text(), row["snippet"], 0
    for start, end in row["hits"]:
        shown.append(without_invisible(snippet[done:start]))
        shown.append(without_invisible(snippet[start:end]), style="bold underline yellow")
        done = end
    return shown.append(without_invisible(snippet[done:]))
