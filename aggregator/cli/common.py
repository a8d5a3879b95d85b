"""What every command shares: where the configuration and the database are, and how they are opened."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from aggregator.cli.output import say
from aggregator.errors import DatabaseLockedError, MissingInputError

if TYPE_CHECKING:
    from aggregator.models import Config, ShowId, Source
    from aggregator.store import Reader, Store

MAX_LOG_BYTES = 64_000_000
"""A write-ahead log that had to stay and is larger is told; a day's runs are some megabytes."""

F = TypeVar("F", bound=Callable[..., Any])


def now_utc() -> datetime:
    """The one clock of the command line; stages get the time as an argument."""
    return datetime.now(UTC)


@dataclass(slots=True)
class Setup:
    """Flags that beat ``AGGREGATOR_CONFIG`` and ``AGGREGATOR_DB``, which beat the settings, which beat the defaults."""

    config_path: Path | None = None
    database_path: Path | None = None
    verbose: bool = False
    quiet: bool = False

    def find_config(self) -> Path:
        """Where sources.yaml is, whether or not it exists."""
        from aggregator.config import default_config_path

        return self.config_path or default_config_path(os.environ)

    def load_config(self, *, sources_required: bool = True, secrets_required: bool = True) -> Config:
        """The valid configuration; ConfigError otherwise."""
        from aggregator.config import load_config

        return load_config(
            self.find_config(),
            environ=os.environ,
            sources_required=sources_required,
            secrets_required=secrets_required,
        )

    def find_database(self, config: Config | None = None) -> Path:
        """Where the database is; the configuration is read for it only where no flag or variable says it."""
        if self.database_path is not None:
            return self.database_path
        from aggregator.config import database_at_a_glance, locate_database, resolve_database

        path = self.find_config()
        if config is None:
            named = "" if os.environ.get("AGGREGATOR_DB") else database_at_a_glance(path)
            if named is not None:
                return locate_database(named, path, os.environ)
            config = self.load_config(sources_required=False)
        return resolve_database(config, os.environ)

    def open_reader(self) -> Reader:
        """The database for lists and searches, at once; StoreError where there is none yet."""
        from aggregator.store import Reader

        return Reader.open_readonly(self.find_database())

    def open_store(self) -> Store:
        """The database for looking at whatever is in it; StoreError where there is none yet."""
        from aggregator.store import Store

        return Store.open_readonly(self.find_database())


@contextmanager
def writing(path: Path) -> Iterator[Store]:
    """The database for one writer at a time, under a lock that ends with the process, however it ends.

    Raises:
        DatabaseLockedError: Another run is at work; its process id, where known, is in the message.
    """
    from filelock import FileLock, Timeout

    from aggregator.errors import StoreError
    from aggregator.store import Store

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(f"{path}.lock", timeout=0)
        lock.acquire()
    except Timeout as error:
        raise DatabaseLockedError(_who_holds(path), subject=str(path)) from error
    except OSError as error:
        message = f"cannot write in {path.parent}: {error.strerror}. Choose another place with --db FILE."
        raise StoreError(message, subject=str(path)) from error
    with lock, Store.open(path) as store:
        if store.backup is not None:
            say(f"{path} was brought up to date; as it was, it is kept in {store.backup}", err=True)
        yield store
        if (left := store.unfolded_bytes()) > MAX_LOG_BYTES:
            say(
                f"{path}-wal has grown to {left // 1_000_000} MB: somebody has been reading the database for long, and"
                " until they end it cannot be folded into the file. Nothing is lost; end the query, or work on a copy.",
                err=True,
            )


def _who_holds(path: Path) -> str:
    from aggregator.errors import StoreError
    from aggregator.store import Store

    pid = None
    try:
        with Store.open_readonly(path) as store:
            pid = next((run["pid"] for run in store.last_runs(1) if run["status"] == "running"), None)
    except StoreError:
        pass  # The other run is only just creating the database: there is nobody to name yet.
    holder = f"another run (process {pid})" if pid else "another run"
    return f"{holder} is writing to {path}; nothing was done. Try again when it has ended."


def nearest(text: str, names: Iterable[str]) -> list[str]:
    """The name that ``text`` is most like, if it is like any."""
    from difflib import get_close_matches

    return get_close_matches(text, list(names), n=1)


def did_you_mean(near: Sequence[str], otherwise: str = "") -> str:
    """A guess at what an unknown name was meant to be, or ``otherwise`` where nothing is near it."""
    return f"Did you mean {' or '.join(repr(name) for name in near)}?" if near else otherwise


def pick_show(store: Reader, text: str) -> ShowId:
    """The one followed show that the user means.

    Raises:
        MissingInputError: None or several could be meant; the message names the nearest.
    """
    found = store.find_show(text)
    if isinstance(found, str):
        return found
    hint = did_you_mean(found, "`aggregator shows` lists what is followed.")
    raise MissingInputError(f"no followed show is called '{text}'. {hint}", subject=text)


def pick_source(config: Config, text: str) -> Source:
    """The one configured source of that id.

    Raises:
        MissingInputError: There is none; the message names the nearest.
    """
    from aggregator.models import SourceId

    known = {source.id: source for source in config.sources}
    if (source := known.get(SourceId(text))) is not None:
        return source
    hint = did_you_mean(nearest(text, known), f"There are: {', '.join(known) or 'none'}.")
    raise MissingInputError(f"no source is called '{text}' in {config.path}. {hint}", subject=text)


class Group(click.Group):
    """A group that guesses what an unknown name of a command was meant to be."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, with the nearest name in the message."""
        known = self.list_commands(ctx)
        if args and args[0] not in known and not args[0].startswith("-"):
            ctx.fail(f"No such command '{args[0]}'. {did_you_mean(nearest(args[0], known))}".rstrip())
        return super().resolve_command(ctx, args)


def common_options(command: F) -> F:
    """Adds the options that may stand before or behind the command's name."""

    def remember(ctx: click.Context, param: click.Parameter, value: object) -> None:
        setup = ctx.ensure_object(Setup)
        if value not in (None, False) and param.name:
            setattr(setup, param.name, value)

    for option in (
        click.option("-q", "--quiet", is_flag=True, help="Print errors alone."),
        click.option("-v", "--verbose", is_flag=True, help="Say more on standard error."),
        click.option(
            "--db", "database_path", type=click.Path(path_type=Path), help="The database.  [env: AGGREGATOR_DB]"
        ),
        click.option(
            "--config", "config_path", type=click.Path(path_type=Path), help="sources.yaml.  [env: AGGREGATOR_CONFIG]"
        ),
    ):
        option(command)
    for param in _params_of(command):
        if param.name in {"quiet", "verbose", "database_path", "config_path"}:
            param.expose_value = False
            param.callback = remember
    return command


def _params_of(command: Any) -> list[click.Parameter]:
    if isinstance(command, click.Command):
        return command.params
    return list(getattr(command, "__click_params__", ()))
