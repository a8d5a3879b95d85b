"""``aggregator run``: for cron, silent when all is well; for a person, progress and a summary."""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from aggregator import __version__
from aggregator.cli.common import Setup, common_options, now_utc, pick_source, writing
from aggregator.cli.completing import source_names
from aggregator.cli.exits import Exit
from aggregator.cli.output import say
from aggregator.models import RunSummary, SourceId

if TYPE_CHECKING:
    from aggregator.archive import ArchiveWriter
    from aggregator.models import Config
    from aggregator.pipeline import Progress
    from aggregator.store import Store


@click.command(short_help="Fetch what is new and store it.")
@click.option(
    "--only",
    "only",
    metavar="SOURCE",
    multiple=True,
    shell_complete=source_names,
    help="Only this source, due or not. Repeatable.",
)
@click.option("--strict", is_flag=True, help="Exit with 1 if any source failed, however rarely it does.")
@click.option("--max-runtime", type=click.FloatRange(min=1), metavar="SECONDS", help="Leave the rest to the next run.")
@click.option("--jitter", type=click.FloatRange(min=0), metavar="SECONDS", help="Start after a random wait up to this.")
@click.option("--dry-run", is_flag=True, help="List the sources that would be asked; ask nothing, store nothing.")
@click.option("--summary", type=click.Path(dir_okay=False, allow_dash=True), help="Write the run as JSON; - is stdout.")
@click.option("--notify", is_flag=True, help="Tell the news to the addresses under notify in sources.yaml.")
@click.option("--progress/--no-progress", default=None, help="Progress on standard error.  [default: at a terminal]")
@common_options
@click.pass_obj
def run(
    setup: Setup,
    only: tuple[str, ...],
    strict: bool,
    max_runtime: float | None,
    jitter: float | None,
    dry_run: bool,
    summary: str | None,
    notify: bool,
    progress: bool | None,
) -> Exit:
    """Fetch what the sources have that is new, and store it with its claims.

    Safe to repeat and to interrupt. Prints nothing when all is well and nobody is looking.

    \b
    0 * * * *  aggregator --config ~/sources.yaml run --jitter 300 --notify

    \b
    aggregator run
    aggregator run --only deadline-tv -v
    aggregator run --notify --max-runtime 900 --summary run.json
    """  # noqa: D301 - click wants the character itself
    config = setup.load_config(secrets_required=False)
    for name in only:
        pick_source(config, name)
    if notify:
        _check_notify(config)
    if dry_run:
        _list_due(setup, config, only)
        return Exit.OK
    _stop_on_termination()
    if jitter:
        time.sleep(random.uniform(0, jitter))  # noqa: S311 - spreads load, keeps no secret
    shown = progress if progress is not None else sys.stderr.isatty() and not setup.quiet
    with writing(setup.find_database(config)) as store:
        if notify:
            from aggregator.pipeline.notices import prepare_notices

            prepare_notices(store, config.notify)
        result = run_once(config, store, only=only, max_runtime_s=max_runtime, show_progress=shown)
        if notify:
            _tell_the_news(config, store)
    if summary:
        _write_summary(summary, result)
    if not setup.quiet and (setup.verbose or sys.stdout.isatty()) and summary != "-":
        print_summary(result)
    return _conclude(result, strict=strict, quiet=setup.quiet)


def _write_summary(path: str, result: RunSummary) -> None:
    from aggregator.errors import StoreError

    try:
        with click.open_file(path, "w") as file:
            file.write(json.dumps(asdict(result)) + "\n")
    except OSError as error:
        message = f"the run is stored, but --summary cannot be written to {path}: {error.strerror}. Name another file."
        raise StoreError(message, subject=path) from error


def _check_notify(config: Config) -> None:
    from aggregator.notify import LACKING, can_send

    if not config.notify:
        raise click.UsageError(f"--notify: nobody to tell; {config.path} has no rules under notify")
    if not can_send():
        raise click.UsageError(LACKING)


def _tell_the_news(config: Config, store: Store) -> None:
    """What cannot be sent is no failure of the run: it is said on standard error, and sent with the next run's news."""
    from aggregator.notify import send
    from aggregator.pipeline.notices import send_notices

    for problem in send_notices(store, config.notify, send=send, now=now_utc()):
        say(problem, err=True)


def _list_due(setup: Setup, config: Config, only: tuple[str, ...]) -> None:
    from aggregator.errors import DatabaseMissingError
    from aggregator.pipeline import due_sources
    from aggregator.redaction import redactor
    from aggregator.store import Store

    try:
        with Store.open_readonly(setup.find_database(config)) as store:
            states = store.load_source_states()
    except DatabaseMissingError:
        states = {}
    redact = redactor(config.sources)
    for source in due_sources(config.sources, states, now=now_utc(), only={SourceId(name) for name in only}):
        say(f"{source.id}\t{redact(source.url)}")


def _stop_on_termination() -> None:
    """Makes the polite kill of systemd and cron end like Ctrl-C: recorded, with everything stored until then."""

    def interrupt(signum: int, frame: object) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, interrupt)


def run_once(
    config: Config,
    store: Store,
    *,
    only: tuple[str, ...] = (),
    max_runtime_s: float | None = None,
    show_progress: bool = False,
) -> RunSummary:
    """One run over real HTTP."""
    from aggregator.fetch import Fetcher
    from aggregator.pipeline import run_sources

    with (
        Fetcher(
            config.settings,
            version=__version__,
            robots=store.load_robots(),
            waits=store.load_host_waits(),
            deadline_s=max_runtime_s,
        ) as fetcher,
        _progress_bar(show_progress) as progress,
    ):
        return run_sources(
            config,
            store,
            fetcher,
            version=__version__,
            clock=now_utc,
            only={SourceId(name) for name in only},
            progress=progress,
            archive=_archive(config),
        )


def _archive(config: Config) -> ArchiveWriter | None:
    from aggregator.config import archive_folder

    folder = archive_folder(config, os.environ)
    if folder is None or config.settings.archive is None:
        return None
    from aggregator.archive import ArchiveWriter
    from aggregator.redaction import redactor

    return ArchiveWriter(
        folder,
        max_file_bytes=config.settings.archive.max_file_bytes,
        redact=redactor(config.sources),
        began_at=now_utc(),
        software=f"aggregator/{__version__}",
    )


@contextmanager
def _progress_bar(shown: bool) -> Iterator[Progress]:
    from aggregator.pipeline import no_progress

    if not shown:
        yield no_progress
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    from aggregator.text import clean_line

    columns = (BarColumn(bar_width=30), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("asking the sources", total=None)
        yield lambda done, total, what: bar.update(
            task, completed=done, total=total, description=escape(clean_line(what)[:44])
        )


def print_summary(summary: RunSummary) -> None:
    """What the run did, in a few lines on standard output."""
    requests = f"{summary.requests} requests, {summary.not_modified} not modified, {_size(summary.bytes_received)}"
    lines = (
        ("sources", f"{summary.sources} asked, {summary.sources_failed} failed, {summary.sources_skipped} left out"),
        ("web", requests),
        ("entries", f"{summary.entries} met, {summary.unmatched} about no followed show"),
        (
            "articles",
            f"{summary.articles_new} new, {summary.articles_updated} updated, {summary.sightings} seen elsewhere",
        ),
        ("claims", f"{summary.claims} taken from them"),
        ("facts", f"{summary.fact_changes} changed" + ("; `aggregator changes`" if summary.fact_changes else "")),
    )
    for name, text in lines:
        say(f"  {text}", lead=f"{name:>9}", dim=True)
    if summary.unexpected:
        errors = f"{summary.unexpected} errors of this program; their tracebacks are in the table issues"
        say(f"  {errors}", lead="     bugs", fg="red")
    if summary.issues:
        say(f"  {summary.issues} things met and not understood: table issues", lead="   issues", dim=True)


def _size(count: int) -> str:
    return f"{count / 1_000_000:.1f} MB" if count >= 1_000_000 else f"{count / 1000:.0f} kB"


def _conclude(summary: RunSummary, *, strict: bool, quiet: bool) -> Exit:
    from aggregator.text import clean_line

    if summary.offline:
        say(
            f"none of {summary.sources} sources could be reached; the network seems to be down. "
            f"Nothing is lost: the next run catches up. First failure: {next(iter(summary.unreached.values()))}",
            err=True,
        )
        return Exit.OFFLINE
    for name, sentence in _told(summary, strict=strict, quiet=quiet):
        say(f": {clean_line(sentence)}", lead=name, err=True, bold=True)
    if summary.unexpected:
        say(
            f"errors of aggregator {__version__}: {summary.unexpected}; please report what is in the table issues",
            err=True,
        )
        return Exit.BUG
    return Exit.SOURCES_FAILED if summary.alarms_begun or (strict and summary.failures) else Exit.OK


def _told(summary: RunSummary, *, strict: bool, quiet: bool) -> Iterator[tuple[str, str]]:
    """Source and sentence: what began, what is over, who has moved; and every failure, where somebody looks."""
    begun = {alarm["source"] for alarm in summary.alarms_begun}
    for alarm in summary.alarms_begun:
        yield alarm["source"], alarm["detail"]
    if not quiet:
        for alarm in summary.alarms_ended:
            yield alarm["source"], f"over: {alarm['detail']} (since {alarm['since'][:10]})"
        yield from summary.notices.items()
    if strict or (sys.stderr.isatty() and not quiet):
        for name, sentence in summary.failures.items():
            if name not in begun:
                yield name, sentence
