"""``aggregator sources add``: from the address of a site to an entry in sources.yaml."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from aggregator.cli.common import Setup, common_options
from aggregator.cli.exits import Exit
from aggregator.cli.output import say
from aggregator.cli.trying import analyst_of, asking, source_at
from aggregator.errors import InputError
from aggregator.models import Authority, Follow, Source

if TYPE_CHECKING:
    from aggregator.config.document import Value
    from aggregator.models import Config
    from aggregator.pipeline.discovery import Discovery

SHOWN_ENTRIES = 5


@click.command("add", short_help="Find the feed of a site, and write it into sources.yaml.")
@click.argument("url", metavar="URL")
@click.option("--id", "name", metavar="ID", help="Its id in sources.yaml.  [default: made from the address]")
@click.option("--authority", type=click.Choice([*map(str, Authority)]), help="How near it stands to the truth.")
@click.option("--follow", type=click.Choice([*map(str, Follow)]), help="Which of its entries are read.")
@click.option("--allow-private", is_flag=True, help="It may be on this machine or a private network.")
@click.option("--dry-run", is_flag=True, help="Show what would be written, and write nothing.")
@click.option("-y", "--yes", is_flag=True, help="Do not ask before writing.")
@common_options
@click.pass_obj
def add(
    setup: Setup,
    url: str,
    name: str | None,
    authority: str | None,
    follow: str | None,
    allow_private: bool,
    dry_run: bool,
    yes: bool,
) -> Exit:
    """Find out how the site at URL can be followed, show what it would yield, and write it into sources.yaml.

    URL may be a feed, a sitemap, or any page of the site: then it is the feed that the page names, one in a usual
    place, or else the page itself with its links to articles. Comments, order and formatting of the file stay as they
    are; at a terminal you are asked first.

    \b
    aggregator sources add https://tv.example.org/
    aggregator sources add https://tv.example.org/news/ --authority trade --follow mentions
    aggregator sources add https://tv.example.org/feed --id example-tv --dry-run
    """  # noqa: D301 - click wants the character itself
    from aggregator.cli.sources_file import SourcesFile, put
    from aggregator.config.edit import with_sources
    from aggregator.config.naming import invent_id
    from aggregator.pipeline.discovery import discover

    config = setup.load_config(sources_required=False)
    file = SourcesFile.read(setup.find_config())
    address = source_at(url, allow_private=allow_private)
    refuse_known(config, [url])
    with asking(setup, config) as (fetcher, _):
        found = discover(address, fetcher, analyst_of(config), max_entries=config.settings.max_entries)
    if found.trial is None:
        _say_why_not(found, url)
        return Exit.SOURCES_FAILED
    trial = found.trial
    answered = trial.result.response
    refuse_known(config, [trial.source.url, *([answered.url] if answered else [])])
    _show(found, config)
    entry: dict[str, Value] = {
        "id": name or invent_id(trial.source.url, {source.id for source in config.sources}),
        "kind": str(trial.source.kind),
        "url": trial.source.url,
    }
    entry |= {key: value for key, value in (("authority", authority), ("follow", follow)) if value}
    entry |= {"allow_private": "true"} if allow_private else {}
    note = (trial.listed.title if trial.listed else None) or ""
    text = with_sources(file.text, [entry], [note])
    if put(file, text, dry_run=dry_run, yes=yes) and not setup.quiet:
        say(f"{entry['id']} is followed now; `aggregator run --only {entry['id']}` reads it", err=True)
    return Exit.OK


def refuse_known(config: Config, urls: Iterable[str]) -> None:
    """Nothing where no source is at any of the addresses.

    Raises:
        InputError: One is; the message names it.
    """
    for url in urls:
        known = source_of(config, url)
        if known is not None:
            state = "" if known.enabled else ", which is disabled"
            message = f"{url} is followed already: source {known.id} of {config.path}{state}"
            raise InputError(message, subject=url)


def source_of(config: Config, url: str) -> Source | None:
    """The source at that address, however it is spelled."""
    from aggregator.urls import canonicalize_url

    wanted = canonicalize_url(url)
    return next((source for source in config.sources if canonicalize_url(source.url) == wanted), None)


def _say_why_not(found: Discovery, url: str) -> None:
    say(f"nothing at {url} that could be followed:", err=True)
    for address, why in found.tried:
        say(f"  {address}: {why}", err=True)
    say(
        "An address of a feed or of a page that lists articles will do; `aggregator sources try URL` says more.",
        err=True,
    )


def _show(found: Discovery, config: Config) -> None:
    from aggregator.cli.trial_sheet import print_trial

    assert found.trial is not None  # noqa: S101 - looked at by the caller
    print_trial(found.trial, config, limit=SHOWN_ENTRIES)
    for url in found.others:
        say(f"  the page also names {url}")
