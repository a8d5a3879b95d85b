"""``aggregator facts``: what is known, as cards, as a table of seasons, or as rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby, islice
from typing import TYPE_CHECKING, Any

import click

from aggregator.cli.common import Setup, common_options, pick_show
from aggregator.cli.completing import show_names
from aggregator.cli.look import DAY, as_date, limit_option, offset_option
from aggregator.cli.output import Column, Format, Row, output_options, write_rows
from aggregator.wording.claims import window_words
from aggregator.wording.facts import FIRMEST_FIRST, firmness

if TYPE_CHECKING:
    from aggregator.models import Fact
    from aggregator.store import Store


@click.command(short_help="What is known of a show, and how firmly.")
@click.argument("show", required=False, shell_complete=show_names)
@click.option("--season", type=int, help="Only this season.")
@click.option("--as-of", "as_of", type=DAY, callback=as_date, help="What was known at the end of this day.")
@click.option("--all", "everything", is_flag=True, help="At a terminal: also what is believed no longer.")
@output_options
@limit_option
@offset_option
@common_options
@click.pass_obj
def facts(
    setup: Setup,
    output: Format,
    show: str | None,
    season: int | None,
    as_of: date | None,
    everything: bool,
    limit: int | None,
    offset: int,
) -> None:
    """Say what is known of SHOW, or of every followed show in a line a season.

    Each answer comes with how firmly it is said, by how many independent sources, and since when it is believed.
    Sources that disagree are shown side by side, rumours apart. As JSON every fact is an object with its standing:
    agreed, disputed, rumoured or superseded.

    \b
    aggregator facts "The Bear"
    aggregator facts "The Bear" --season 5 --as-of 2026-03-01
    aggregator facts --json | jq '.[] | select(.standing == "disputed")'
    """  # noqa: D301 - click wants the character itself
    with setup.open_store() as store:
        chosen = pick_show(store, show) if show else None
        shows = store.followed(chosen)
        found = (fact for row in shows for fact in _facts_of(store, row["id"], as_of) if _is_of(fact, season))
        end = None if limit is None else offset + limit
        rows = store.fact_rows(islice(found, offset, end))
        if output.is_table and rows:
            _write_for_people(rows, shows, output, as_of=as_of, as_cards=bool(show), everything=everything)
        else:
            write_rows(rows, output, columns=FACT_COLUMNS, empty=_nothing(shows, chosen, season, as_of))


def _facts_of(store: Store, show_id: Any, as_of: date | None) -> Iterable[Fact]:
    if as_of is not None:
        from aggregator.pipeline.knowledge import facts_as_of  # with all of what works facts out

        return facts_as_of(store, show_id, as_of)
    from aggregator.models import fact_order

    return sorted(store.load_facts(show_id), key=fact_order)


def _is_of(fact: Fact, season: int | None) -> bool:
    return season is None or fact.key.season == season


def _nothing(shows: list[dict[str, Any]], chosen: object, season: int | None, as_of: date | None) -> str:
    what = f"season {season} of " if season is not None else ""
    whom = shows[0]["title"] if chosen else "any followed show"
    when = f" as of {as_of}" if as_of else " yet"
    return f"nothing is known of {what}{whom}{when}; `aggregator run` finds out what there is to know"


def _write_for_people(
    rows: list[dict[str, Any]],
    shows: list[dict[str, Any]],
    output: Format,
    *,
    as_of: date | None,
    as_cards: bool,
    everything: bool,
) -> None:
    if as_cards:
        from aggregator.cli.card import print_card

        day = as_of.isoformat() if as_of else None
        (show,) = shows
        print_card(show["title"], rows, network=show["network"], as_of=day, with_superseded=everything)
    else:
        write_rows(list(_seasons(rows)), output, columns=SEASON_COLUMNS, empty="nothing is known yet")


def _seasons(rows: Iterable[Row]) -> Iterator[dict[str, Any]]:
    """A row a season; the title of a show stands before its first one."""
    title = None
    for (show, season), group in groupby(rows, key=lambda row: (row["show"], row["season"])):
        current = [row for row in group if row["standing"] != "superseded"]
        if current:
            yield {"show": show if show != title else "", "season": season, "facts": current}
            title = show


def _answers(row: Row, kind: str) -> str:
    """The current answers to one question; rumours only where there is nothing else."""
    given = [fact for fact in row["facts"] if fact["kind"] == kind and fact["status"] != "denied"]
    given.sort(key=lambda fact: (FIRMEST_FIRST.index(fact["status"]), -fact["independent_sources"]))
    believed = [fact for fact in given if fact["standing"] != "rumoured"]
    if not believed:
        return " or ".join(_value(fact) for fact in given) + (" (rumoured)" if given else "")
    disputed = any(fact["standing"] == "disputed" for fact in believed)
    if disputed:
        return " or ".join(_value(fact) for fact in believed) + " (disputed)"
    return ", ".join(
        _value(fact) + (f" ({firmness(fact)})" if fact["status"] != "confirmed" else "") for fact in believed
    )


def _value(fact: Row) -> str:
    value = str(fact["value"])
    if fact["kind"] == "release":
        return "no date yet" if value == "unannounced" else window_words(value)
    if fact["kind"] == "trailer":
        return "out" if value == "released" else "not yet"
    return window_words(value) if fact["kind"] == "renewal_date" else value


def _cast(row: Row) -> str:
    words = {"returning": "back", "joining": "new", "leaving": "gone"}
    people = [
        fact["value"]
        for fact in row["facts"]
        if fact["kind"] == "cast" and fact["status"] != "denied" and fact["standing"] != "rumoured"
    ]
    return ", ".join(f"{people.count(value)} {word}" for value, word in words.items() if value in people)


def _column(kind: str, heading: str, *, ratio: int | None = None) -> Column:
    return Column(kind, heading, ratio=ratio, spare=ratio is None, render=lambda row: _answers(row, kind))


SEASON_COLUMNS = (
    Column("show", "show", ratio=3, style="bold"),
    Column("season", "season", right=True, render=lambda row: "?" if row["season"] is None else str(row["season"])),
    _column("renewal", "decision", ratio=2),
    _column("release", "release", ratio=3),
    _column("production", "production"),
    _column("renewal_date", "announced"),
    _column("episodes", "episodes"),
    Column("cast", "cast", spare=True, render=_cast),
    _column("trailer", "trailer"),
)

FACT_COLUMNS = (
    Column("show", "show"),
    Column("season", "season", right=True),
    Column("kind", "kind"),
    Column("value", "value"),
    Column("status", "status"),
    Column("standing", "standing"),
    Column("person", "person"),
    Column("character", "character"),
    Column("independent_sources", "sources", right=True),
    Column("since", "since"),
    Column("last_confirmed", "last confirmed"),
)
