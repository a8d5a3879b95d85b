"""``aggregator sources``: their health as a list; trying, adding, importing and exporting them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import click

from aggregator.cli.adding import add
from aggregator.cli.common import Group, Setup, common_options, now_utc
from aggregator.cli.look import limit_option, offset_option, window
from aggregator.cli.opml import export, import_opml
from aggregator.cli.output import Column, Format, Row, output_options, write_rows
from aggregator.cli.trying import try_


def _wrong(row: Row) -> str:
    """What is wrong, in as many words as a narrow column has room for; the sentences are in the other formats."""
    if not row["alarms"]:
        return ""
    codes = ", ".join(line.partition(":")[0].replace("_", " ") for line in row["alarm"].splitlines())
    return f"{codes} since {row['alarm_since'][:10]}"


def _outcome(row: Row) -> str:
    if not row["enabled"]:
        return "disabled"
    return str(row["last_outcome"] or "never asked").replace("_", " ")


@click.group(cls=Group, invoke_without_command=True, short_help="The sources and the health of each.")
@output_options
@limit_option
@offset_option
@common_options
@click.pass_context
def sources(ctx: click.Context, output: Format, limit: int | None, offset: int) -> None:
    """List the sources and the health of each; or try one, or add, import or export some.

    \b
    aggregator sources                                  what is wrong with which
    aggregator sources try deadline-tv                  what it yields now; nothing is stored
    aggregator sources add https://tv.example.org/      find its feed and write it into sources.yaml
    """  # noqa: D301 - click wants the character itself
    if ctx.invoked_subcommand is not None:
        return
    setup: Setup = ctx.obj
    columns = (
        Column("id", "source", style="cyan"),
        Column("kind", "kind", spare=True),
        Column("authority", "authority", spare=True),
        Column("last_outcome", "last outcome", render=_outcome),
        Column("alarm", "wrong", ratio=1, render=_wrong, style="red"),
        Column("failures", "failed runs", spare=True, right=True),
        Column("articles", "articles", right=True),
        Column("last_success_at", "last success", spare=True, render=lambda row: _ago(row["last_success_at"])),
        Column("url", "url", ratio=1, spare=True, style="dim", render=_address),
    )
    with setup.open_store() as store:
        rows = window(store.sources(), limit, offset)
        write_rows(rows, output, columns=columns, empty="no sources yet; `aggregator run` reads them from sources.yaml")


def _address(row: Row) -> str:
    return f"{row['moved_to']} (moved)" if row["moved_to"] else str(row["url"] or "")


def _ago(value: Any) -> str:
    if not value:
        return "never"
    seconds = max(0.0, (now_utc() - datetime.fromisoformat(value)).total_seconds())
    for unit, size in (("d", 86_400), ("h", 3_600), ("min", 60)):
        if seconds >= size:
            return f"{int(seconds // size)} {unit} ago"
    return "just now"


for _command in (try_, add, import_opml, export):
    sources.add_command(_command)
