"""``aggregator doctor``: whether everything that a run depends on is as it should be, and what to do where not."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aggregator import __version__
from aggregator.cli.common import Setup, common_options, now_utc
from aggregator.cli.exits import Exit
from aggregator.cli.output import Column, Format, Row, output_options, say, write_rows
from aggregator.errors import ConfigError, StoreError

if TYPE_CHECKING:
    from aggregator.models import Config
    from aggregator.pipeline.checkup import Check
    from aggregator.store import Store

_MOUNTS = Path("/proc/mounts")


def _found(row: Row) -> str:
    return f"{row['found']} → {row['advice']}" if row["advice"] else row["found"]


COLUMNS = (
    Column("standing", "", style="bold"),
    Column("check", "check", style="cyan"),
    Column("found", "found", ratio=1, render=_found),
)


@click.command(short_help="Check configuration, database, disk, clock, runs, sources, network.")
@click.option("--offline", is_flag=True, help="Ask no host.")
@output_options
@common_options
@click.pass_obj
def doctor(setup: Setup, output: Format, offline: bool) -> Exit:
    """Look at everything that a run depends on, and say what to do where it is not as it should be.

    Changes nothing. Exits with 1 where a person is needed. With -q only what is not well is printed, for cron:

    \b
    @daily  aggregator --config ~/sources.yaml doctor -q
    """  # noqa: D301 - click wants the character itself
    from aggregator.pipeline.checkup import Standing

    checks = list(_checks(setup, offline=offline))
    if setup.quiet and not output.is_chosen:
        for check in checks:
            if check.standing is not Standing.OK:
                say(f": {_found(asdict(check))}", lead=f"{check.standing}: {check.check}", bold=True)
    else:
        write_rows([asdict(check) for check in checks], output, columns=COLUMNS, empty="")
    return Exit.SOURCES_FAILED if any(check.standing is Standing.PROBLEM for check in checks) else Exit.OK


def _checks(setup: Setup, *, offline: bool) -> Iterator[Check]:
    from aggregator.pipeline import checkup

    yield checkup.check_program(__version__)
    config: Config | None = None
    try:
        config = setup.load_config()
    except ConfigError as error:
        for text in error.problems or (str(error),):
            yield checkup.problem("configuration", text, "mend it; `aggregator config check` says when all is well")
    else:
        yield from checkup.check_config(config)
    try:
        path = setup.find_database(config)
    except ConfigError:
        yield checkup.problem("database", "its place is not known", "mend the configuration, or name it with --db")
        return
    with ExitStack() as stack:
        opened = _open(path, stack)
        yield from _contained(checkup.check_database(path, opened), path)
        store = None if isinstance(opened, StoreError) else opened
        yield from _contained(_check_place(path, store), path)
        if store is not None:
            yield from _contained(_check_history(store), path)
        if config is not None and not offline:
            yield from _check_network(config, store)


def _open(path: Path, stack: ExitStack) -> Store | StoreError:
    from aggregator.store import Store

    try:
        return stack.enter_context(Store.open_readonly(path, busy_timeout_s=1.0))
    except StoreError as error:
        return error


def _contained(checks: Iterator[Check], path: Path) -> Iterator[Check]:
    """Goes on where the database cannot be read as far as a check needs it."""
    from aggregator.pipeline import checkup

    try:
        yield from checks
    except StoreError as error:
        yield checkup.problem("database", f"{path} cannot be read to its end: {error}", "nothing was changed")


def _check_place(path: Path, store: Store | None) -> Iterator[Check]:
    from aggregator.pipeline import checkup

    mounts = _MOUNTS.read_text(encoding="utf-8", errors="replace") if _MOUNTS.exists() else ""
    yield from checkup.check_folder(path, mounts)
    first = store.first_run_at() if store else None
    yield checkup.check_disk(
        path,
        free_bytes=checkup.free_bytes(path),
        size_bytes=path.stat().st_size if path.is_file() else 0,
        age=now_utc() - first if first else None,
    )


def _check_history(store: Store) -> Iterator[Check]:
    from aggregator.pipeline import checkup

    now, runs = now_utc(), store.last_runs(1)
    yield checkup.check_clock(store.newest_time(), now)
    alive = bool(runs) and checkup.is_alive(runs[0]["pid"])
    yield from checkup.check_runs(runs, store.run_times(20), now, is_alive=alive)
    moved = {row["id"]: row["moved_to"] for row in store.sources() if row["active"] and row["moved_to"]}
    yield from checkup.check_sources(store.open_alarms(), moved)


def _check_network(config: Config, store: Store | None) -> Iterator[Check]:
    from aggregator.fetch import Fetcher
    from aggregator.pipeline.reachability import ASK_FOR_S, check_reach

    robots = store.load_robots() if store else ()
    with Fetcher(config.settings, version=__version__, robots=robots, deadline_s=ASK_FOR_S) as fetcher:
        yield from check_reach(config.sources, fetcher, store)
