"""The command line in child processes that die when they are told to.

::

    with Theatre() as theatre:
        ended = theatre.play(["--config", path, "run"], death=Death("commit", 3))
        assert ended.killed

Every play is a child process of its own, with a SIGKILL of its own. They are forked from one process that has
imported everything, since the imports would cost more than the runs; and they read documents themselves, unless
``own_parser`` gives them the process that they have in real life.
"""

from __future__ import annotations

import functools
import gc
import io
import json
import os
import random
import resource
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Sequence
from contextlib import redirect_stderr, redirect_stdout, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 11, 3, 9, 30, tzinfo=UTC)
PLAY_S = 120.0


@dataclass(frozen=True, slots=True)
class Death:
    """When a child is killed: before or after its n-th COMMIT, before its n-th statement, or after some time."""

    at: Literal["before commit", "after commit", "statement", "moment"]
    number: float


@dataclass(frozen=True, slots=True)
class Play:
    """One command: ``now`` is what the clock says at first and ``turns`` what it says from that call on.

    ``max_file_bytes`` is how large a file may become (RLIMIT_FSIZE), ``max_pages`` how large a database.
    """

    arguments: tuple[str, ...]
    out: str
    death: Death | None = None
    now: str = NOW.isoformat()
    turns: tuple[tuple[int, str], ...] = ()
    own_parser: bool = False
    max_file_bytes: int | None = None
    max_pages: int | None = None
    busy_timeout_s: float | None = None


@dataclass(frozen=True, slots=True)
class Ended:
    """How a play ended; ``commits`` and ``statements`` are those that it came to, where it was not killed."""

    code: int
    out: str
    err: str
    commits: int
    statements: int

    @property
    def killed(self) -> bool:
        """Whether it died, and did not come to its end."""
        return self.code == -signal.SIGKILL


class Theatre:
    """Plays commands, one at a time, while it is entered."""

    def __enter__(self) -> Self:
        self._folder = tempfile.TemporaryDirectory(prefix="theatre-")
        self._process = subprocess.Popen(
            [sys.executable, "-m", __name__],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.communicate(timeout=PLAY_S)
        self._folder.cleanup()

    def rehearse(self, *commands: Sequence[str | Path]) -> None:
        """Plays commands where all others are forked from: what they import and compile, those have already."""
        lines = [[str(argument) for argument in arguments] for arguments in commands]
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"rehearse": lines}) + "\n")
        self._process.stdin.flush()
        assert self._process.stdout.readline() == "rehearsed\n"

    def play(self, arguments: Sequence[str | Path], **how: Any) -> Ended:
        """One command in a child of its own; ``how`` is as in ``Play``."""
        out = Path(self._folder.name) / "out"
        play = Play(tuple(str(argument) for argument in arguments), str(out), **how)
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(asdict(play)) + "\n")
        self._process.stdin.flush()
        status = int(self._process.stdout.readline())
        counts = Path(f"{out}.counts")
        commits, statements = json.loads(counts.read_text()) if counts.exists() else (0, 0)
        said, warned = (Path(f"{out}.{stream}").read_text(encoding="utf-8") for stream in ("stdout", "stderr"))
        for file in Path(self._folder.name).iterdir():
            file.unlink()
        return Ended(os.waitstatus_to_exitcode(status), said, warned, commits, statements)


# --- in the process that plays are forked from -----------------------------------------------------------------


class _Counts:
    commits = 0
    statements = 0


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)
    signal.pause()


class _Mortal(sqlite3.Connection):
    """A connection on which a child dies; ``death`` and ``max_pages`` are those of its play."""

    death: Death | None = None
    max_pages: int | None = None

    def execute(self, sql: str, *parameters: Any) -> sqlite3.Cursor:
        death = self.death
        if sql != "COMMIT":
            return super().execute(sql, *parameters)
        _Counts.commits += 1
        if death == Death("before commit", _Counts.commits):
            _die()
        cursor = super().execute(sql)
        if death == Death("after commit", _Counts.commits):
            _die()
        return cursor

    def count(self, statement: str) -> None:
        _Counts.statements += 1
        if self.death == Death("statement", _Counts.statements):
            _die()


def _connect(real: Callable[..., Any], database: str, **how: Any) -> sqlite3.Connection:
    if database == ":memory:":
        connection: sqlite3.Connection = real(database, **how)
        return connection
    mortal = real(database, factory=_Mortal, **how)
    if mortal.max_pages is not None and "mode=rwc" in database:
        mortal.execute(f"PRAGMA max_page_count = {mortal.max_pages}")
    mortal.set_trace_callback(mortal.count)
    assert isinstance(mortal, _Mortal)
    return mortal


def _clock(play: Play) -> Callable[[], datetime]:
    calls = 0

    def now() -> datetime:
        nonlocal calls
        calls += 1
        said = next((at for number, at in reversed(play.turns) if calls >= number), play.now)
        return datetime.fromisoformat(said)

    return now


def _set_the_stage(play: Play) -> None:
    """Puts clock, death and limits where the command line will meet them."""
    from aggregator.fetch import Fetcher
    from aggregator.pipeline import parsing
    from aggregator.store import Store

    now = _clock(play)
    for module in list(sys.modules.values()):
        if module.__name__.startswith("aggregator.cli") and hasattr(module, "now_utc"):
            module.now_utc = now  # type: ignore[attr-defined]
    _set_default(Fetcher.__init__, "clock", now)
    if play.busy_timeout_s is not None:
        _set_default(Store.open, "busy_timeout_s", play.busy_timeout_s)
    if not play.own_parser:
        parsing.ParserProcess.call = _parse_here  # type: ignore[assignment, method-assign]
    _Mortal.death, _Mortal.max_pages = play.death, play.max_pages
    vars(sqlite3)["connect"] = functools.partial(_connect, sqlite3.connect)
    if play.max_file_bytes is not None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (play.max_file_bytes, resource.RLIM_INFINITY))
    if play.death and play.death.at == "moment":
        timer = threading.Timer(play.death.number, _die)
        timer.daemon = True
        timer.start()


def _set_default(function: Any, name: str, value: object) -> None:
    getattr(function, "__func__", function).__kwdefaults__[name] = value


def _perform(play: Play) -> None:
    """Is the child: plays, and ends."""
    from aggregator.cli import main

    for number, stream in ((1, "stdout"), (2, "stderr")):
        os.dup2(os.open(f"{play.out}.{stream}", os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    code = 70
    try:
        _set_the_stage(play)
        main(list(play.arguments))
    except SystemExit as ending:
        code = int(ending.code or 0)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        counts = Path(f"{play.out}.counting")
        counts.write_text(json.dumps([_Counts.commits, _Counts.statements]))
        counts.rename(f"{play.out}.counts")  # a child may die at this moment, too
        from aggregator.pipeline import parsing

        parsing._parsers.close()
        os._exit(code)


def _import_everything() -> None:
    import importlib

    from aggregator.cli import COMMANDS

    for target in (*COMMANDS.values(), "aggregator.fetch.transport:", "aggregator.store.migrations:", "rensa:"):
        importlib.import_module(target.partition(":")[0])
    # These import, and put together, what they need when they are first called.
    import httpx  # noqa: F401
    import trafilatura  # noqa: F401


def _rehearse(commands: list[list[str]]) -> None:
    from aggregator.cli import main
    from aggregator.pipeline import parsing

    real, parsing.ParserProcess.call = parsing.ParserProcess.call, _parse_here  # type: ignore[assignment, method-assign]
    for arguments in commands:
        with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()), suppress(SystemExit):
            main(arguments)
    parsing.ParserProcess.call = real  # type: ignore[method-assign]
    gc.freeze()


def _parse_here(_: object, function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    return function(*args, **kwargs)


def serve() -> None:
    """Plays what is asked for on standard input, one line of JSON each; answers with its status."""
    _import_everything()
    for line in sys.stdin:
        fields = json.loads(line)
        if "rehearse" in fields:
            _rehearse(fields["rehearse"])
            _say("rehearsed")
            continue
        death = Death(**fields.pop("death")) if fields.get("death") else fields.pop("death")
        turns = tuple((number, at) for number, at in fields.pop("turns"))
        play = Play(**{**fields, "arguments": tuple(fields["arguments"]), "death": death, "turns": turns})
        child = os.fork()
        if child == 0:
            _perform(play)
        _, status = os.waitpid(child, 0)
        _say(status)


def _say(answer: object) -> None:
    sys.stdout.write(f"{answer}\n")
    sys.stdout.flush()


def at(hours: float = 0.0) -> str:
    """The clock so many hours after ``NOW``."""
    return (NOW + timedelta(hours=hours)).isoformat()


def moments(seed: int, count: int, longest_s: float) -> list[float]:
    """Random instants, in seconds after the start."""
    dice = random.Random(seed)
    return [dice.uniform(0.0, longest_s) for _ in range(count)]


if __name__ == "__main__":
    serve()
