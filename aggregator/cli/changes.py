"""``changes`` and ``history``: how what is known has moved, for one run after the other and for one show."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Final

import click

from aggregator.cli.common import Setup, common_options, now_utc, pick_show
from aggregator.cli.completing import show_names
from aggregator.cli.look import limit_option, offset_option
from aggregator.cli.output import Column, Format, Row, output_options, write_rows
from aggregator.cli.stories import day
from aggregator.wording.claims import season_name
from aggregator.wording.facts import sentence, step

_AGO: Final = re.compile(r"(\d{1,4})([hdw])", re.ASCII)
_UNITS: Final = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}
_NAMED_WITNESSES: Final = 3
"""So many are named at a terminal; the others are counted."""


def moment(ctx: click.Context, param: click.Parameter, value: str) -> datetime:
    """Callback of an option that takes a day in UTC, or how long ago: ``2026-11-03``, ``36h``, ``7d``, ``2w``."""
    ago = _AGO.fullmatch(value)
    if ago is not None:
        return now_utc() - int(ago[1]) * _UNITS[ago[2]]
    try:
        return datetime.strptime(value, "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError:
        raise click.BadParameter(
            f"'{value}' is no day such as 2026-11-03, and no age such as 36h, 7d or 2w", ctx, param
        ) from None


@click.command(short_help="What has changed in what is known.")
@click.argument("show", required=False, shell_complete=show_names)
@click.option("--since", metavar="DATE|AGE", default="7d", show_default=True, callback=moment, help="Found since then.")
@output_options
@limit_option
@offset_option
@common_options
@click.pass_obj
def changes(setup: Setup, output: Format, show: str | None, since: datetime, limit: int | None, offset: int) -> None:
    """List what runs found new, changed, disputed, settled or withdrawn, of SHOW or of all, newest first.

    \b
    aggregator changes --since 1d
    aggregator changes "The Bear" --since 2026-01-01 --json
    """  # noqa: D301 - click wants the character itself
    with setup.open_store() as store:
        show_id = pick_show(store, show) if show else None
        rows = [
            {**row, "sentence": sentence(row)} for row in store.news(show_id, since=since, limit=limit, offset=offset)
        ]
        empty = f"nothing has changed since {since:%Y-%m-%d %H:%M} UTC; --since reaches further back"
        write_rows(rows, output, columns=CHANGE_COLUMNS, empty=empty)


@click.command(short_help="How what is known of a show has moved over time.")
@click.argument("show", shell_complete=show_names)
@click.option("--season", type=int, help="Only this season.")
@output_options
@limit_option
@offset_option
@common_options
@click.pass_obj
def history(setup: Setup, output: Format, show: str, season: int | None, limit: int | None, offset: int) -> None:
    """Tell how what is known of SHOW has moved, day by day, oldest first, and who said what moved it.

    These are the days on which articles appeared, not those on which they were met: today's rules go through all that
    was ever claimed, as if they had been at work from the beginning.

    \b
    aggregator history "The Bear" --season 5
    """  # noqa: D301 - click wants the character itself
    from aggregator.pipeline.knowledge import history_of

    with setup.open_store() as store:
        show_id = pick_show(store, show)
        moves = history_of(store, show_id, now_utc().date())
        rows = [
            {**row, "said_by": said_by, "sentence": sentence(row)}
            for row, said_by in zip(
                store.change_rows(change for change, _ in moves), (said_by for _, said_by in moves), strict=True
            )
            if season is None or row["season"] == season
        ]
        rows = rows[offset : None if limit is None else offset + limit]
        empty = f"nothing is known of {'it' if season is None else f'its season {season}'} yet"
        write_rows(rows, output, columns=_columns(with_season=season is None), empty=empty, group_by="show")


def _who(witnesses: Iterable[str]) -> str:
    """Who said it, the first few by name; nobody has to say that a time has passed, or that a page is gone."""
    named = list(witnesses)
    more = len(named) - _NAMED_WITNESSES
    return ", ".join(named[:_NAMED_WITNESSES]) + (f" and {more} more" if more > 0 else "")


def _columns(*, with_season: bool) -> tuple[Column, ...]:
    def told(row: Row) -> str:
        return f"{season_name(row['season'])}: {step(row)}" if with_season else step(row)

    return (
        Column("on", "day", style="dim"),
        Column("sentence", "what was known from then on", ratio=5, render=told),
        Column("said_by", "said by", ratio=3, style="cyan", render=lambda row: _who(row["said_by"])),
    )


CHANGE_COLUMNS = (
    Column("at", "found", render=lambda row: day(row["at"]), style="dim"),
    Column("sentence", "what has changed", ratio=1),
)
