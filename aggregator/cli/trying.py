"""``aggregator sources try``: what a source yields now, shown and not stored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from typing import TYPE_CHECKING, Final

import click

from aggregator import __version__
from aggregator.cli.common import Setup, common_options, pick_source
from aggregator.cli.completing import source_names
from aggregator.cli.exits import Exit
from aggregator.cli.output import say, to_json
from aggregator.models import Source, SourceId, SourceKind

if TYPE_CHECKING:
    from aggregator.fetch import Fetcher
    from aggregator.models import Config, KnownEntry
    from aggregator.pipeline import Analyst
    from aggregator.store import Store

TRY_FOR_S: Final = 60.0
"""How long all requests of one trial may take."""


@click.command("try", short_help="What a source yields now, without storing anything.")
@click.argument("source", metavar="ID|URL", shell_complete=source_names)
@click.option("-n", "--limit", type=click.IntRange(min=0), default=20, show_default=True, help="Show so many entries.")
@click.option(
    "--pages", type=click.IntRange(0, 20), default=1, show_default=True, help="Ask for so many articles' pages."
)
@click.option("--allow-private", is_flag=True, help="Of a URL: it may be on this machine or a private network.")
@click.option("--json", "as_json", is_flag=True, help="As JSON: one object with every entry.")
@common_options
@click.pass_obj
def try_(setup: Setup, source: str, limit: int, pages: int, allow_private: bool, as_json: bool) -> Exit:
    """Ask a source of sources.yaml, or any URL, and show what a run would make of it; nothing is stored.

    Its entries with the shows that they name and what would become of each; what every selector finds, and for one
    that finds nothing, which like it would; the page of the first article that would be asked for. robots.txt is
    obeyed, as in a run.

    \b
    aggregator sources try deadline-tv
    aggregator sources try https://tv.example.org/news/ --pages 0
    aggregator sources try network-press --json | jq '.entries[].title'
    """  # noqa: D301 - click wants the character itself
    from aggregator.cli.trial_sheet import as_object, print_trial
    from aggregator.pipeline.trial import try_source
    from aggregator.store.rows import catalogue_digest

    config = setup.load_config(sources_required=False)
    is_url = "://" in source
    wanted = source_at(source, allow_private=allow_private) if is_url else pick_source(config, source)
    if allow_private and not is_url:
        raise click.UsageError("--allow-private is for a URL; of a source, sources.yaml says it.")
    _check_secrets(wanted)
    with asking(setup, config) as (fetcher, store):
        trial = try_source(
            wanted,
            fetcher,
            analyst_of(config),
            remembered=lambda keys: _remembered(store, config, wanted, keys),
            catalogue=catalogue_digest(config.shows),
            max_entries=config.settings.max_entries,
            max_pages=pages,
            guess_kind=is_url,
        )
    if as_json:
        say(to_json(as_object(trial, config), indent=2))
    else:
        print_trial(trial, config, limit=limit)
    return Exit.SOURCES_FAILED if trial.problem else Exit.OK


def source_at(url: str, *, allow_private: bool) -> Source:
    """A source that is no more than an address as a user types it.

    Raises:
        BadParameter: It is none that could be asked.
    """
    from aggregator.config.values import check_url

    try:
        address = check_url(url)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="URL") from None
    return Source(SourceId("-"), SourceKind.FEED, address, allow_private=allow_private)


def analyst_of(config: Config) -> Analyst:
    """Reads for the followed shows; imported where it is needed."""
    from aggregator.pipeline import Analyst

    return Analyst(config.shows)


@contextmanager
def asking(setup: Setup, config: Config) -> Iterator[tuple[Fetcher, Store | None]]:
    """A fetcher that heeds what earlier runs were told by hosts, and the database, where there is one, for looking."""
    from aggregator.errors import DatabaseMissingError
    from aggregator.fetch import Fetcher
    from aggregator.store import Store

    with ExitStack() as stack:
        store = None
        with suppress(DatabaseMissingError):  # nothing is known yet, and nothing needs to be
            store = stack.enter_context(Store.open_readonly(setup.find_database(config)))
        fetcher = Fetcher(
            config.settings,
            version=__version__,
            robots=store.load_robots() if store else (),
            waits=store.load_host_waits() if store else None,
            deadline_s=TRY_FOR_S,
        )
        yield stack.enter_context(fetcher), store


def _check_secrets(source: Source) -> None:
    if source.missing_secrets:
        names = " and ".join(source.missing_secrets)
        raise click.UsageError(
            f"{source.id} cannot be asked: {names} in the environment is not set, or no header value"
        )


def _remembered(store: Store | None, config: Config, source: Source, keys: Iterable[str]) -> Mapping[str, KnownEntry]:
    """Entries by their keys, which are stored without secrets."""
    from aggregator.redaction import redactor

    if store is None:
        return {}
    redact = redactor(config.sources)
    stored = {key: redact(key) for key in keys}
    known = store.load_entries(source.id, stored.values())
    return {key: known[name] for key, name in stored.items() if name in known}
