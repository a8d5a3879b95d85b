"""``feed``, ``calendar`` and ``scorecard``: what is known, for feed readers, calendars and readers of Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from aggregator.cli.common import Setup, common_options, now_utc, pick_show
from aggregator.cli.completing import show_names
from aggregator.cli.files import write_out
from aggregator.cli.output import Column, Format, Row, output_options, write_rows

if TYPE_CHECKING:
    from aggregator.store import Store
    from aggregator.web.scorecard import Line

_show_option = click.option(
    "--show", metavar="SHOW", shell_complete=show_names, help="Only what is known of this show."
)
_file_option = click.option(
    "-o", "--output", "path", type=click.Path(dir_okay=False, allow_dash=True, path_type=Path), help="Write to FILE."
)


@click.command(short_help="The news as an Atom or JSON feed.")
@_show_option
@click.option("--format", "kind", type=click.Choice(["atom", "json"]), default="atom", show_default=True, help="Which.")
@click.option("--url", metavar="URL", help="Where the feed will be read; its host is named in the ids of entries.")
@click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True, help="At most so many entries.")
@_file_option
@common_options
@click.pass_obj
def feed(setup: Setup, show: str | None, kind: str, url: str | None, limit: int, path: Path | None) -> None:
    """Write the changes of what is known as a feed: Atom 1.0, or JSON Feed 1.1.

    An entry is a change, with the words of the articles that made it. Its id never changes. The file is replaced as a
    whole, so a web server may serve it meanwhile.

    \b
    aggregator feed -o /var/www/news.atom --url https://tv.example.org/news.atom
    aggregator feed --show "The Bear" --format json
    """  # noqa: D301 - click wants the character itself
    from aggregator.web.outlets import feed_of

    if url is not None and not url.startswith(("http://", "https://")):
        raise click.BadParameter(f"'{url}' is no web address; it begins with https:// or http://", param_hint="--url")
    with setup.open_store() as store, store.at_one_instant():
        document = feed_of(store, kind, _chosen(store, show), url=url, limit=limit)
    write_out(document, path)


@click.command(short_help="Premieres as an iCalendar file.")
@_show_option
@_file_option
@common_options
@click.pass_obj
def calendar(setup: Setup, show: str | None, path: Path | None) -> None:
    """Write the premieres of seasons as a calendar (iCalendar, RFC 5545) that others can subscribe to.

    A window of time is an event of whole days; what is not sure is tentative, what will not be is cancelled. The event
    of a season moves when what is known of it does.

    \b
    aggregator calendar -o /var/www/premieres.ics
    aggregator calendar --show "The Bear"
    """  # noqa: D301 - click wants the character itself
    from aggregator.web.outlets import calendar_of

    with setup.open_store() as store, store.at_one_instant():
        document = calendar_of(store, _chosen(store, show))
    write_out(document, path)


@click.command(short_help="Every show with its next season at a glance.")
@click.option("--markdown", is_flag=True, help="A Markdown document.")
@_file_option
@output_options
@common_options
@click.pass_obj
def scorecard(setup: Setup, output: Format, markdown: bool, path: Path | None) -> None:
    """Show every followed show with the season that people wait for: decided or not, when, how firmly, what changed.

    \b
    aggregator scorecard
    aggregator scorecard --markdown -o SCORECARD.md
    """  # noqa: D301 - click wants the character itself
    from aggregator.web.scorecard import scorecard as lines_of
    from aggregator.web.scorecard import with_changes

    if path is not None and not markdown:
        raise click.UsageError("-o is for --markdown; other formats go to standard output, as in --csv > FILE")
    today = now_utc().date()
    with setup.open_store() as store, store.at_one_instant():
        lines = with_changes(lines_of(store.followed(), store.scorecard_facts(), today=today), store.last_changes)
    rows = [_row(line) for line in lines]
    if markdown:
        write_out(_markdown(rows, today.isoformat()).encode(), path)
    else:
        write_rows(rows, output, columns=COLUMNS, empty="no shows yet; `aggregator run` reads them from sources.yaml")


def _chosen(store: Store, show: str | None) -> Row | None:
    """The show that is meant, None where none is; MissingInputError where there is no such one."""
    return store.show(pick_show(store, show)) if show else None


def _row(line: Line) -> dict[str, Any]:
    from aggregator.wording.cards import short_answer
    from aggregator.wording.dates import span_words
    from aggregator.wording.facts import step

    def answers(facts: Sequence[Row]) -> str | None:
        return " or ".join(short_answer(fact, span_words) for fact in facts) or None

    return {
        "show": line.show["title"],
        "show_id": line.show["id"],
        "network": line.show["network"],
        "season": line.season,
        "decision": answers(line.decisions) or line.decision,
        "announced": answers(line.announced),
        "release": answers(line.releases),
        "firmness": line.firm or None,
        "sources": line.sources,
        "changed_at": line.change["at"] if line.change else None,
        "change": step(line.change, span_words) if line.change else None,
    }


COLUMNS = (
    Column("show", "show", ratio=3, style="bold"),
    Column("season", "season", right=True),
    Column("decision", "decision"),
    Column("announced", "announced", spare=True),
    Column("release", "release", ratio=2),
    Column("firmness", "how firm"),
    Column("sources", "sources", right=True, spare=True),
    Column("change", "changed last", ratio=3, spare=True, style="dim"),
)


def _markdown(rows: Sequence[Row], today: str) -> str:
    from aggregator.publish.markdown import markdown_table

    headings = [column.heading.capitalize() for column in COLUMNS]
    table = markdown_table(headings, ([column.cell(row) for column in COLUMNS] for row in rows))
    return f"# Scorecard, {today}\n\n{table}"
