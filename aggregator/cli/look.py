"""``latest`` and ``claims``: what the database holds, as lists."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, TypeVar

import click

from aggregator.cli.common import Setup, common_options, pick_show
from aggregator.cli.completing import show_names
from aggregator.cli.output import Column, Format, Row, output_options, write_rows
from aggregator.cli.stories import day, print_stories, with_their_claims

F = TypeVar("F", bound=Callable[..., Any])
DAY = click.DateTime(formats=["%Y-%m-%d"])
limit_option = click.option("--limit", type=click.IntRange(min=0), help="At most so many rows.")
offset_option = click.option("--offset", type=click.IntRange(min=0), default=0, help="Skip so many rows first.")


def _headline(row: Row) -> str:
    copies = row["copies"]
    return f"{row['title']}  +{copies} {'copy' if copies == 1 else 'copies'}" if copies else row["title"]


def as_date(ctx: click.Context, param: click.Parameter, value: datetime | None) -> date | None:
    """Callback of an option of type DAY."""
    return value.date() if value else None


def period_options(command: F) -> F:
    """Adds --since and --until, handed to the command as dates or None."""
    for option in (
        click.option("--until", type=DAY, callback=as_date, help="Published on this day or before."),
        click.option("--since", type=DAY, callback=as_date, help="Published on this day or later."),
    ):
        option(command)
    return command


LATEST_COLUMNS = (
    Column("published_at", "published", render=lambda row: day(row["published_at"])),
    Column("title", "title", ratio=6, render=_headline),
    Column("source", "source", style="cyan"),
    Column("url", "url", ratio=5, spare=True, style="dim"),
)


@click.command(short_help="The newest articles of a show, or of all.")
@click.argument("show", required=False, shell_complete=show_names)
@click.option("-n", "--limit", "limit", type=click.IntRange(min=1), default=10, show_default=True, help="Per show.")
@offset_option
@period_options
@click.option("--claims", "with_claims", is_flag=True, help="With what each article claims.")
@click.option("--mentions", is_flag=True, help="Also articles that only mention the show.")
@click.option("--all-copies", is_flag=True, help="Every article on a line of its own, copies too.")
@output_options
@common_options
@click.pass_obj
def latest(
    setup: Setup,
    output: Format,
    show: str | None,
    limit: int,
    offset: int,
    since: date | None,
    until: date | None,
    with_claims: bool,
    mentions: bool,
    all_copies: bool,
) -> None:
    """List the newest stories about SHOW, or about every followed show.

    One line is one story, told by the article of the best source that has it; its copies on other sites, word for
    word or much alike, are counted.

    \b
    aggregator latest "The Bear" -n 5
    aggregator latest "The Bear" --all-copies
    """  # noqa: D301 - click wants the character itself
    with setup.open_reader() as store:
        chosen = [pick_show(store, show)] if show else store.shows_with_articles()
        rows = [
            row
            for show_id in chosen
            for row in store.latest(
                show_id,
                limit=limit,
                offset=offset,
                include_mentions=mentions,
                include_copies=all_copies,
                since=since,
                until=until,
            )
        ]
        if with_claims:
            rows = with_their_claims(store, rows)
        if output.is_table and with_claims:
            print_stories(rows)
        else:
            empty = "no articles yet; `aggregator run` fetches them"
            write_rows(rows, output, columns=LATEST_COLUMNS, empty=empty, group_by=None if show else "show")


def _who(row: Row) -> str:
    if row["person"] and row["character"]:
        return f"{row['person']} as {row['character']}"
    return str(row["person"] or "")


CLAIM_COLUMNS = (
    Column("season", "season", right=True, render=lambda row: "?" if row["season"] is None else str(row["season"])),
    Column("kind", "kind", render=lambda row: row["kind"].replace("_", " ")),
    Column("value", "value", style="bold"),
    Column("status", "status"),
    Column("person", "who", render=_who),
    Column("quote", "says", ratio=1, render=lambda row: f"“{row['evidence']}”"),
    Column("source", "source", spare=True, style="cyan"),
    Column("published_at", "published", spare=True, render=lambda row: day(row["published_at"])),
)


@click.command(short_help="What the articles claim, and in which words.")
@click.argument("show", required=False, shell_complete=show_names)
@click.option("--season", type=int, help="Only claims about this season.")
@period_options
@click.option("--kind", help="Only claims of this kind, for example renewal, release or cast.")
@output_options
@limit_option
@offset_option
@common_options
@click.pass_obj
def claims(
    setup: Setup,
    output: Format,
    show: str | None,
    season: int | None,
    kind: str | None,
    since: date | None,
    until: date | None,
    limit: int | None,
    offset: int,
) -> None:
    """List what the stored articles claim of SHOW, each with the words that say so.

    \b
    aggregator claims "The Bear" --season 5
    aggregator claims --kind renewal --since 2026-11-01 --csv
    """  # noqa: D301 - click wants the character itself
    if kind is not None:
        from aggregator.models import ClaimKind

        if kind not in list(ClaimKind):
            raise click.BadParameter(f"'{kind}' is none of {', '.join(ClaimKind)}", param_hint="--kind")
    with setup.open_reader() as store:
        show_id = pick_show(store, show) if show else None
        rows = store.claims(show_id, season=season, kind=kind, limit=limit, offset=offset, since=since, until=until)
        write_rows(
            rows,
            output,
            columns=CLAIM_COLUMNS,
            empty="no such claims",
            group_by=None if show else "show",
        )


def window(rows: list[dict[str, Any]], limit: int | None, offset: int) -> list[dict[str, Any]]:
    """The rows that --limit and --offset leave."""
    return rows[offset : None if limit is None else offset + limit]
