"""``aggregator shows``: those that are followed, and those that could be."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from aggregator.cli.common import Group, Setup, common_options
from aggregator.cli.look import limit_option, offset_option, window
from aggregator.cli.output import Column, Format, Row, output_options, say, write_rows
from aggregator.cli.stories import day
from aggregator.errors import InputError, MissingInputError
from aggregator.wording.facts import counted

if TYPE_CHECKING:
    from aggregator.config.identify import Record

MAX_RECORDS_BYTES: Final = 64_000_000
"""All shows that TVmaze has take more; a file of those that somebody follows takes some megabytes."""


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
    aggregator shows identify shows.json
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


def _added(row: Row) -> str:
    from aggregator.config.writing import flow_pairs

    return flow_pairs(row["added"])


IDENTIFIED_COLUMNS = (
    Column("show", "show", ratio=2, style="bold"),
    Column("outcome", "outcome"),
    Column("added", "adds", ratio=3, render=_added),
    Column("note", "note", ratio=3, spare=True),
)


@shows.command("identify", short_help="Ids and other names of shows from a file in TVmaze's format.")
@click.argument("file", metavar="FILE.json", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would be added, and write nothing.")
@click.option("-y", "--yes", is_flag=True, help="Do not ask before writing.")
@output_options
@common_options
@click.pass_obj
def identify_shows(setup: Setup, output: Format, file: Path, dry_run: bool, yes: bool) -> None:
    """Write ids, network, year and other names of the followed shows into sources.yaml, from a file of shows.

    FILE is JSON as TVmaze has it: a show, a list of them, or results of a search, with id, name, premiered, network or
    webChannel, externals and akas. What stands in sources.yaml is never changed; where two shows could be meant, both
    are named and nothing is written of them.

    \b
    aggregator shows identify shows.json --dry-run
    aggregator shows identify shows.json --yes
    """  # noqa: D301 - click wants the character itself
    from aggregator.cli.sources_file import SourcesFile, agreed
    from aggregator.config.edit import with_show_keys
    from aggregator.config.identify import identify

    config = setup.load_config(sources_required=False)
    sources_file = SourcesFile.read(setup.find_config())
    found = identify(config.shows, _records(file))
    rows = [
        {"show": one.show.title, "outcome": one.outcome, "added": one.added, "note": one.note}
        for one in found
        if one.outcome != "unknown" or output.is_chosen
    ]
    write_rows(rows, output, columns=IDENTIFIED_COLUMNS, empty=f"{file} knows none of the followed shows")
    additions = {place: one.added for place, one in enumerate(found) if one.added}
    if not additions:
        return
    text = with_show_keys(sources_file.text, additions)
    sources_file.check(text, sources_required=bool(config.sources))
    what = counted(len(additions), "show")
    if dry_run:
        say(f"{what} would be added to in {sources_file.path}", err=True)
    elif agreed(f"Add to {what} in {sources_file.path}?", yes=yes):
        sources_file.write(text)
        if not setup.quiet:
            say(f"{what} added to in {sources_file.path}", err=True)


def _records(path: Path) -> list[Record]:
    from aggregator.config.identify import records_in

    try:
        if path.stat().st_size > MAX_RECORDS_BYTES:
            raise InputError(f"{path}: has more than {MAX_RECORDS_BYTES:,} bytes", subject=str(path))
        return records_in(json.loads(path.read_bytes()))
    except OSError as error:
        raise MissingInputError(
            f"{path}: {error.strerror}. Name a file of shows as JSON.", subject=str(path)
        ) from error
    except RecursionError as error:
        raise InputError(f"{path}: nested too deeply", subject=str(path)) from error
    except ValueError as error:
        raise InputError(f"{path}: {error}", subject=str(path)) from error
