"""``aggregator demo``: three runs over a pretend web on this machine, printed as they happen."""

from __future__ import annotations

import os
import re
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aggregator.cli.common import Setup, writing
from aggregator.cli.output import say
from aggregator.errors import InputError

if TYPE_CHECKING:
    from aggregator.demo_site import DemoSite
    from aggregator.models import Config

DATABASE_NAME = "aggregator.db"
CONFIG_NAME = "sources.yaml"
LOOPBACK = "http://127.0.0.1:"
SAMPLE_QUERY = "select show, season, renewal, release, production from season_card"


@click.command(short_help="Three runs over a pretend web.")
@click.option(
    "--dir",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("demo"),
    show_default=True,
    help="Where the configuration and the database are left.",
)
def demo(folder: Path) -> None:
    """Serve a pretend web on loopback, run the aggregator on it three times, and show what it found.

    The first run finds articles, the second meets an unchanged web, before the third some pages change.

    \b
    aggregator demo
    """  # noqa: D301 - click wants the character itself
    from aggregator.demo_site import DemoSite, find_site_root

    folder.mkdir(parents=True, exist_ok=True)
    database = _fresh(folder)
    with DemoSite(find_site_root()) as site:
        site.write_config(folder / CONFIG_NAME, database)
        config = Setup(config_path=folder / CONFIG_NAME).load_config()
        _announce("First run: everything is new")
        _run(config, database, site)
        _show_latest(database)
        _announce("Second run: nothing has changed")
        _run(config, database, site)
        site.advance()
        _announce("Third run: a page was rewritten, and three sites carry one new wire story")
        _run(config, database, site)
        _show_latest(database, limit=1)
    _suggest(folder)


def _fresh(folder: Path) -> Path:
    """Where the database goes, the one of an earlier demo gone, of whichever version; InputError for anything else."""
    from aggregator.demo_site import find_site_root

    template = (find_site_root() / CONFIG_NAME).read_text(encoding="utf-8")
    database, config = folder / DATABASE_NAME, folder / CONFIG_NAME
    for path, is_demos in ((database, _is_demos_database), (config, _is_demos_config)):
        if path.exists() and not is_demos(path, template):
            raise InputError(f"{path} is in the way and was not left by a demo; choose another --dir")
    for suffix in ("", "-wal", "-shm"):
        database.with_name(database.name + suffix).unlink(missing_ok=True)
    return database


def _is_demos_database(path: Path, template: str) -> bool:
    """Whether it follows the sources of the pretend web and no other; articles may have been imported into it."""
    from aggregator.errors import StoreError
    from aggregator.store.origin import source_addresses

    try:
        addresses = source_addresses(path)
    except StoreError:
        return False
    followed = {name: url for name, url in addresses.items() if url is not None}
    known = set(re.findall(r"^  - id: (\S+)$", template, re.MULTILINE))
    ours = followed.keys() <= known and all(url.startswith(LOOPBACK) for url in followed.values())
    return ours and bool(followed or not addresses)


def _is_demos_config(path: Path, template: str) -> bool:
    """Whether it begins as every demo's does, with the comment that says what it is."""
    head = template.partition("\n")[0].encode()
    try:
        with path.open("rb") as file:
            return file.read(len(head)) == head
    except OSError:
        return False


def _announce(heading: str) -> None:
    say(f"\n{heading}\n", bold=True)


def _run(config: Config, database: Path, site: DemoSite) -> None:
    from aggregator.cli.run import print_summary, run_once

    asked = len(site.log)
    with writing(database) as store:
        summary = run_once(config, store)
    print_summary(summary)
    answered = [line.status for line in site.log[asked:]]
    counts = ", ".join(f"{answered.count(status)} x {status}" for status in sorted(set(answered)))
    say(f"  answered {counts}", lead="  servers", dim=True)
    for name, detail in summary.failures.items():
        say(f"  {name}: {detail}", lead="   failed", fg="yellow")
    say("")


def _show_latest(database: Path, *, limit: int = 3) -> None:
    from rich.console import Console

    from aggregator.cli.stories import with_their_claims, write_stories
    from aggregator.store import Store

    with Store.open_readonly(database) as store:
        rows = [row for show in store.shows() for row in store.latest(show["id"], limit=limit, offset=0)]
        write_stories(Console(), with_their_claims(store, rows))


def _program() -> str:
    """How the user can call us again: by name where it is found, else by the path that was used now."""
    return "aggregator" if shutil.which("aggregator") else os.path.relpath(sys.argv[0])


def _suggest(folder: Path) -> None:
    program = f"{_program()} --db {folder / DATABASE_NAME}"
    _announce(f"The database stays in {folder / DATABASE_NAME}. Try:")
    for command in (
        f"{program} serve",
        f'{program} facts "All of Us Are Dead"',
        f'{program} history "All of Us Are Dead" --season 2',
        f"{program} explain all-of-us-are-dead/2/renewal/renewed",
        f"{program} changes",
        f'{program} latest "All of Us Are Dead"',
        f'{program} claims "All of Us Are Dead" --season 2',
        f"{program} sources",
        f"{program} shows --json",
        f"sqlite3 {folder / DATABASE_NAME} '{SAMPLE_QUERY}'",
    ):
        say(f"  {command}")
