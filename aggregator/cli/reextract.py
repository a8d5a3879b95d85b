"""``aggregator reextract``: today's rules over what is stored, shown before or as it is done."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from aggregator import __version__
from aggregator.cli.common import Setup, common_options, now_utc, pick_show, writing
from aggregator.cli.completing import show_names
from aggregator.cli.exits import Exit
from aggregator.cli.output import say, to_json

if TYPE_CHECKING:
    from aggregator.models import Config, RunSummary
    from aggregator.pipeline.reextract import Rereading
    from aggregator.store import Store

_SIGNS = {"added": "+", "gone": "-", "changed": "~"}
_COLOURS = {"added": "green", "gone": "red", "changed": "yellow"}


@click.command(short_help="Read what is stored by today's rules.")
@click.argument("shows", metavar="[SHOW]...", nargs=-1, shell_complete=show_names)
@click.option("--dry-run", is_flag=True, help="Show what would change; store nothing.")
@click.option("--json", "as_json", is_flag=True, help="As one JSON object.")
@common_options
@click.pass_obj
def reextract(setup: Setup, shows: tuple[str, ...], dry_run: bool, as_json: bool) -> Exit:
    """Read all stored articles, and their earlier versions, by today's rules, and work the facts out again.

    Shows claim by claim, then fact by fact, what is new (+), gone (-) or changed (~). Asks no site for anything.
    With --dry-run all of it happens to a copy of the database, which is thrown away.

    \b
    aggregator reextract --dry-run
    aggregator reextract "The Bear"
    """  # noqa: D301 - click wants the character itself
    config = setup.load_config(sources_required=False)
    path = setup.find_database(config)
    with _copied(path) if dry_run else _existing(path) as store:
        found, summary = _read_again(store, config, shows)
        rows = _rows(store, found)
    if as_json:
        say(to_json({"dry_run": dry_run, "texts": found.texts, **rows}, indent=2))
    elif not setup.quiet:
        _print(rows, found.texts, dry_run=dry_run)
    if summary.unexpected:
        what = "the same will be met without --dry-run" if dry_run else "please report what is in the table issues"
        say(f"errors of aggregator {__version__}: {summary.unexpected}; {what}", err=True)
        return Exit.BUG
    return Exit.OK


@contextmanager
def _copied(path: Path) -> Iterator[Store]:
    from aggregator.store import Store

    with tempfile.TemporaryDirectory(prefix="aggregator-") as folder:
        copy = Path(folder) / "copy.db"
        with Store.open_readonly(path) as store:
            store.copy_to(copy)
        with Store.open(copy) as store:
            yield store


@contextmanager
def _existing(path: Path) -> Iterator[Store]:
    from aggregator.errors import DatabaseMissingError

    if not path.exists():
        raise DatabaseMissingError(f"{path} does not exist; run `aggregator run` first", subject=str(path))
    with writing(path) as store:
        yield store


def _read_again(store: Store, config: Config, named: tuple[str, ...]) -> tuple[Rereading, RunSummary]:
    from aggregator.models import RunSummary
    from aggregator.pipeline import Analyst
    from aggregator.pipeline.containment import Containment
    from aggregator.pipeline.recording import recorded_run
    from aggregator.pipeline.reextract import reextract as read_again

    summary = RunSummary()
    digest = store.save_catalogue(config.shows, config.sources, now=now_utc())
    shows = {pick_show(store, name) for name in named} or {show.id for show in config.shows}
    with recorded_run(
        store, summary, command="reextract", version=__version__, started_at=now_utc(), clock=now_utc
    ) as run_id:
        found = read_again(
            store,
            Analyst(config.shows),
            Containment(store, summary, run_id, now_utc()),
            shows=shows,
            only={source.id: source.shows for source in config.sources},
        )
        if not named and not summary.unexpected:
            store.save_catalogue_of_readings(digest)
    return found, summary


def _rows(store: Store, found: Rereading) -> dict[str, list[dict[str, Any]]]:
    """Everything that was found, ready for JSON."""
    titles = store.show_titles()
    matches = [
        {
            "change": _change(one.before, one.after),
            "show": titles[one.show_id],
            **asdict(one),
        }
        for one in found.verdicts
    ]
    claims = []
    for one in found.claims:
        claim = one.after or one.before
        assert claim is not None  # noqa: S101 - a change is from something or to something
        place = {"url": one.url, "title": one.title, "revision": one.revision, "is_current": one.is_current}
        sides = {side: asdict(told) if (told := getattr(one, side)) else None for side in ("before", "after")}
        show = {"change": _change(one.before, one.after), "show": titles[claim.show_id]}
        claims.append(show | place | sides)
    claims.sort(key=lambda row: (row["show"], row["url"], row["revision"]))
    return {"matches": matches, "claims": claims, "facts": store.change_rows(found.facts)}


def _change(before: object, after: object) -> str:
    return "added" if before is None else "gone" if after is None else "changed"


def _print(rows: Mapping[str, list[dict[str, Any]]], texts: int, *, dry_run: bool) -> None:
    from aggregator.wording.facts import sentence

    show = url = None
    for row in rows["claims"]:
        if row["show"] != show:
            show, url = row["show"], None
            _say(show, bold=True)
        place = row["url"] if row["is_current"] else f"{row['url']} (version {row['revision']})"
        if place != url:
            url = place
            _say(f"  {url}", dim=True)
        _print_claim(row)
    for row in rows["matches"]:
        _say(f"{_SIGNS[row['change']]} {row['show']}: {row['before'] or 'not named'} → {row['after'] or 'not named'}")
        _say(f"      {row['url']}", dim=True)
    if rows["facts"]:
        _say("Facts", bold=True)
    for row in rows["facts"]:
        _say(f"  {sentence(row)}")
    counted = ", ".join(
        f"{sum(row['change'] == change for row in rows['claims'])} {change}" for change in ("added", "gone", "changed")
    )
    _say(
        f"{texts} texts read; claims: {counted}; {len(rows['matches'])} articles linked otherwise; "
        f"{len(rows['facts'])} facts moved{'; nothing was stored' if dry_run else ''}"
    )


def _print_claim(row: Mapping[str, Any]) -> None:
    from aggregator.wording.claims import said, season_name

    claim, before = row["after"] or row["before"], row["before"]
    told = f"{season_name(claim['season'])}: {said(claim)}"
    if row["change"] == "changed":
        earlier = f"{season_name(before['season'])}: {said(before)}"
        told += f", was {earlier}" if earlier != told else ", in other words or by another rule"
    _say(f"    {_SIGNS[row['change']]} {told}", fg=_COLOURS[row["change"]])
    rules = dict.fromkeys(f"{side['rule']}.v{side['version']}" for side in (before, row["after"]) if side)
    _say(f"      “{claim['quote']}”  ({' → '.join(rules)})", dim=True)


def _say(line: str, **style: Any) -> None:
    """A line whose every part may come from a page."""
    say(line.replace("\n", " "), **style)
