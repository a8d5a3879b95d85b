"""``aggregator shows``: those that are followed, and those that could be."""

from __future__ import annotations

import click

from aggregator.cli.common import Group, Setup, common_options
from aggregator.cli.look import limit_option, offset_option, window
from aggregator.cli.output import Column, Format, output_options, write_rows
from aggregator.cli.stories import day


@click.group(cls=Group, invoke_without_command=True, short_help="The followed shows.")
@output_options
@limit_option
@offset_option
@common_options
@click.pass_context
def shows(ctx: click.Context, output: Format, limit: int | None, offset: int) -> None:
    """List the followed shows and how much is known of each; or find shows that could be followed.

    \b
    aggregator shows
    aggregator shows suggest
    """  # noqa: D301 - click wants the character itself
    if ctx.invoked_subcommand is not None:
        return
    setup: Setup = ctx.obj
    columns = (
        Column("title", "show", ratio=3),
        Column("network", "network", spare=True, style="cyan"),
        Column("articles", "articles", right=True),
        Column("claims", "claims", spare=True, right=True),
        Column(
            "latest_at",
            "latest",
            spare=True,
            render=lambda row: day(row["latest_at"]) if row["latest_at"] else "never",
        ),
    )
    with setup.open_reader() as store:
        rows = window(store.shows(), limit, offset)
        write_rows(rows, output, columns=columns, empty="no shows yet; `aggregator run` reads them from sources.yaml")


SUGGESTION_COLUMNS = (
    Column("title", "title", ratio=2, style="bold"),
    Column("sources", "sources", right=True),
    Column("articles", "articles", right=True),
    Column("example", "for example", ratio=3, spare=True),
)


@shows.command("suggest", short_help="Shows that the sources write about and nobody follows.")
@output_options
@limit_option
@offset_option
@common_options
@click.pass_obj
def suggest_shows(setup: Setup, output: Format, limit: int | None, offset: int) -> None:
    """Name shows that the sources write about and that sources.yaml does not follow; writes nothing.

    What is looked through are the stored articles and the headlines of those that were about no followed show: for a
    title beside a season, a renewal or a cancellation, in two sources at least or quoted twice.

    \b
    aggregator shows suggest
    aggregator shows suggest --csv --limit 20
    """  # noqa: D301 - click wants the character itself
    from aggregator.match.unfollowed import suggest
    from aggregator.pipeline import Analyst

    config = setup.load_config(sources_required=False)
    with setup.open_store() as store:
        found = suggest(
            (
                *((source, article.title, article.text) for _, source, article in store.stored_articles()),
                *((source, headline, "") for source, headline in store.headlines_put_aside()),
            ),
            is_followed=Analyst(config.shows).names_show,
        )
    rows = [
        {
            "title": one.title,
            "sources": len(one.sources),
            "articles": one.articles,
            "quoted": one.quoted,
            "example": one.example,
        }
        for one in found
    ]
    write_rows(
        window(rows, limit, offset),
        output,
        columns=SUGGESTION_COLUMNS,
        empty="no title that nobody follows stands out in what is stored",
    )
