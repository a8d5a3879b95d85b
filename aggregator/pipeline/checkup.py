"""``aggregator doctor``: everything that a run depends on, looked at without changing any of it."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any, Final

from aggregator.errors import DatabaseLockedError, DatabaseMissingError, StoreError
from aggregator.models import AlarmCode
from aggregator.store.checkup import SQLITE_VERSION

if TYPE_CHECKING:
    from aggregator.models import Config
    from aggregator.store import Store

WAL_BYTES: Final = 64_000_000
"""SQLite folds its log into the file at 4 MB; so much means that somebody has been reading for hours (case 126)."""
FREE_SHARE: Final = 0.25
FREE_BYTES: Final = 50_000_000
"""So much of the file, and so many bytes, that hold nothing are worth a VACUUM."""
LEAST_DISK_BYTES: Final = 200_000_000
"""Less and a run may end in the middle: SQLite needs room for its log, and so do all other programs."""
GROWTH_DAYS: Final = 30
"""The disk should have room for so long at the pace so far."""
CLOCK_SLACK: Final = timedelta(minutes=5)
"""Clocks are set by seconds every day; by minutes when something is wrong."""
LONG_RUN: Final = timedelta(hours=6)
"""A run takes minutes, with thousands of sources an hour."""
MISSED_RUNS: Final = 3
"""So many times the usual pause, and the scheduler has stopped calling."""
LEAST_PAUSE: Final = timedelta(hours=1)
"""Runs by hand may follow each other in seconds; that is no rhythm."""
_ALARM_ADVICE: Final = {
    AlarmCode.FAILING: "open its address in a browser; where it has moved, change its url in sources.yaml",
    AlarmCode.GONE: "find its new address and change its url, or take it out of sources.yaml",
    AlarmCode.NO_SECRET: "set it where the run takes its environment from",
    AlarmCode.MISLED: "nothing: once a day it is asked for the whole",
}
_BLIND_ADVICE: Final = "look at what `aggregator sources try {source}` shows, and mend its entry in sources.yaml"
NETWORK_DRIVES: Final = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "fuse.sshfs", "9p", "fuse.s3fs"})
"""Where locks and shared memory cannot be trusted; https://sqlite.org/wal.html, 6, and howtocorrupt.html, 2.1."""


class Standing(StrEnum):
    """How it stands with a thing: as it should, worth a look, or in need of a person."""

    OK = "ok"
    WARNING = "warning"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at: what was found, and what to do where that is not as it should be."""

    check: str
    standing: Standing
    found: str
    advice: str | None = None


def ok(check: str, found: str) -> Check:
    """All is well."""
    return Check(check, Standing.OK, found)


def warning(check: str, found: str, advice: str) -> Check:
    """Worth a look."""
    return Check(check, Standing.WARNING, found, advice)


def problem(check: str, found: str, advice: str) -> Check:
    """In need of a person."""
    return Check(check, Standing.PROBLEM, found, advice)


def check_program(version: str) -> Check:
    """Versions of what this runs on; too old ones do not come as far as this."""
    python = ".".join(map(str, sys.version_info[:3]))
    return ok("program", f"aggregator {version}, Python {python}, SQLite {SQLITE_VERSION}")


def check_config(config: Config) -> Iterator[Check]:
    """A valid configuration can still lack what only a run would miss."""
    enabled = [source for source in config.sources if source.enabled]
    counts = f"{len(config.shows)} shows, {len(config.sources)} sources, {len(enabled)} of them enabled"
    if enabled:
        yield ok("configuration", f"{config.path}: {counts}")
    else:
        yield problem("configuration", f"{config.path}: {counts}", "enable a source")
    settings = config.settings
    if not settings.contact and not settings.user_agent:
        yield warning(
            "contact", "requests do not say how to reach you", "set settings.contact, or sites may rather block you"
        )
    for source in enabled:
        for name in source.missing_secrets:
            yield problem("secrets", f"{source.id} needs {name}", f"set {name} in the environment of the run")


def check_folder(path: Path, mounts: str) -> Iterator[Check]:
    """The place of the database: whether it can be written, and what kind of drive it is.

    Args:
        path: Of the database, which need not exist.
        mounts: ``/proc/mounts``; empty where there is none.
    """
    folder = _existing(path.parent)
    if not os.access(folder, os.W_OK) or (path.exists() and not os.access(path, os.W_OK)):
        yield problem("folder", f"{folder} or the database in it cannot be written", "change its permissions, or --db")
    kind = _drive(folder.resolve(), mounts)
    if kind in NETWORK_DRIVES:
        yield warning("folder", f"{folder} is on a network drive ({kind})", "keep the database on a local disk")


def check_disk(path: Path, *, free_bytes: int, size_bytes: int, age: timedelta | None) -> Check:
    """Whether there is room for the next weeks, and for the copy that a migration keeps.

    Args:
        path: Of the database.
        free_bytes: Left on its disk.
        size_bytes: Of the database; 0 while there is none.
        age: Since its first run; None while there was none.
    """
    days = max(age / timedelta(days=1), 1.0) if age else 1.0
    growth = size_bytes / days if age else 0.0
    found = f"{_size(free_bytes)} free"
    if growth:
        found += f"; the database has {_size(size_bytes)} and grows by {_size(growth)} a day"
    if free_bytes < LEAST_DISK_BYTES:
        return problem("disk", found, f"make room in {_existing(path.parent)}")
    if free_bytes < size_bytes + GROWTH_DAYS * growth:
        return warning("disk", found, f"make room: {GROWTH_DAYS} days and a copy for an upgrade do not fit")
    return ok("disk", found)


def check_database(path: Path, opened: Store | StoreError) -> Iterator[Check]:
    """Whether the file can be read, is whole, and is folded together."""
    if isinstance(opened, DatabaseMissingError):
        yield warning("database", f"{path} does not exist yet", "`aggregator run` creates it")
        return
    if isinstance(opened, DatabaseLockedError):
        yield problem("database", str(opened), "find out who holds it, and end that")
        return
    if isinstance(opened, StoreError):
        yield problem("database", str(opened), "nothing was changed")
        return
    health = opened.file_health()
    for fault in health.faults:
        advice = "keep the file; restore a backup, or save what can be read with `sqlite3 FILE .recover`"
        yield problem("database", f"{path} is damaged: {fault}", advice)
    if health.orphans:
        yield problem("database", f"{health.orphans} rows refer to rows that are gone", "restore a backup")
    if not health.faults and not health.orphans:
        yield ok("database", f"{path}: schema {health.version}, whole")
    if health.free_bytes >= max(FREE_BYTES, FREE_SHARE * health.size_bytes):
        unused = f"{_size(health.free_bytes)} of {_size(health.size_bytes)} hold nothing"
        yield warning("database", unused, "`sqlite3 FILE VACUUM` while no run is under way")
    log = path.with_name(f"{path.name}-wal")
    log_bytes = log.stat().st_size if log.exists() else 0
    if log_bytes >= WAL_BYTES:
        yield warning(
            "database",
            f"its write-ahead log has grown to {_size(log_bytes)}",
            "somebody has been reading for long: close what has the database open",
        )


def check_clock(newest: datetime | None, now: datetime) -> Check:
    """Whether the clock stands where it stood, or later."""
    if newest is not None and newest - now > CLOCK_SLACK:
        found = f"the clock says {_minute(now)}, and the database was written to at {_minute(newest)}"
        return problem("clock", found, "set the clock, if it is wrong now; runs go on all the same")
    return ok("clock", f"{_minute(now)} UTC")


def check_runs(runs: list[dict[str, Any]], times: list[datetime], now: datetime, *, is_alive: bool) -> Iterator[Check]:
    """When the last run was, how it ended, and whether the scheduler still calls.

    Args:
        runs: The newest row of ``run_history``, or none.
        times: When the last runs began, newest first.
        now: The time.
        is_alive: Whether the process of the newest run is there.
    """
    if not runs:
        yield warning("last run", "there was none", "`aggregator run`, and then put it into cron")
        return
    run, began = runs[0], datetime.fromisoformat(runs[0]["started_at"])
    what = f"{run['command']} of {_minute(began)} ({_ago(now - began)})"
    match run["status"]:
        case "running" if is_alive and now - began < LONG_RUN:
            yield ok("last run", f"{what} is under way, process {run['pid']}; it holds the lock")
        case "running" if is_alive:
            advice = f"look at process {run['pid']}; end it if it is stuck: what it has is stored"
            yield warning("last run", f"{what} is still under way", advice)
        case "running" | "killed":
            yield warning("last run", f"{what} was killed", "nothing: the next run does the rest")
        case "crashed":
            yield problem("last run", f"{what} crashed", "run it again with -v, and report what it says")
        case "interrupted":
            yield warning("last run", f"{what} was stopped", "nothing: the next run does the rest")
        case _:
            yield ok("last run", f"{what} ended, {run['sources']} sources asked")
    if run["unexpected"]:
        advice = "report what is in the table issues under the code unexpected"
        yield problem("last run", f"{run['unexpected']} errors of this program", advice)
    yield from _check_schedule(times, now)


def _check_schedule(times: list[datetime], now: datetime) -> Iterator[Check]:
    pauses = [later - earlier for later, earlier in pairwise(times) if later > earlier]
    if len(pauses) < MISSED_RUNS:
        return
    usual = max(timedelta(seconds=median(pause.total_seconds() for pause in pauses)), LEAST_PAUSE)
    if now - times[0] > MISSED_RUNS * usual:
        found = f"the last one began {_ago(now - times[0])}, usually one does every {_span(usual)}"
        yield warning("schedule", found, "is cron, or the timer, still calling?")


def check_sources(alarms: Iterable[dict[str, Any]], moved: Mapping[str, str]) -> Iterator[Check]:
    """What is wrong with sources.

    Args:
        alarms: Rows of ``open_alarms``.
        moved: Source to the address that it has moved to for good.
    """
    alarms = list(alarms)
    for alarm in alarms:
        found = f"{alarm['source']}, since {alarm['began_at'][:10]}: {alarm['detail']}"
        tell = warning if alarm["code"] == AlarmCode.MISLED else problem
        yield tell("sources", found, _ALARM_ADVICE.get(alarm["code"], _BLIND_ADVICE).format(source=alarm["source"]))
    for source, url in moved.items():
        yield warning("sources", f"{source} has moved, and is asked at {url}", "put the new address into sources.yaml")
    if not alarms and not moved:
        yield ok("sources", "nothing is known to be wrong with any")


def is_alive(pid: int) -> bool:
    """Whether there is a process of that number; where that cannot be asked, it is taken to be there."""
    if os.name != "posix":
        return True
    try:
        os.kill(pid, 0)  # sends nothing
    except ProcessLookupError:
        return False
    except OSError:  # somebody else's
        return True
    return True


def free_bytes(path: Path) -> int:
    """What is left on the disk of ``path``, which need not exist."""
    return shutil.disk_usage(_existing(path.parent)).free


def _existing(folder: Path) -> Path:
    """The folder, or the nearest above it that is there."""
    folder = folder.absolute()
    return next((place for place in (folder, *folder.parents) if place.exists()), folder)


def _drive(folder: Path, mounts: str) -> str:
    """The kind of file system that ``folder`` is on; empty where that is not known."""
    found, longest = "", -1
    for line in mounts.splitlines():
        _, place, kind, *_ = (*line.split(" "), "", "", "")
        place = place.encode().decode("unicode_escape")  # a space is written \040
        if folder.is_relative_to(place) and len(place) > longest:
            found, longest = kind, len(place)
    return found


def _size(count: float) -> str:
    for unit, size in (("GB", 1e9), ("MB", 1e6)):
        if count >= size:
            return f"{count / size:.1f} {unit}"
    return f"{count / 1e3:.0f} kB"


def _minute(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M}"


def _ago(span: timedelta) -> str:
    return "just now" if span < timedelta(minutes=1) else f"{_span(span)} ago"


def _span(span: timedelta) -> str:
    minutes = round(span.total_seconds() / 60)
    for unit, size in (("days", 2 * 1440), ("hours", 120)):
        if minutes >= size:
            return f"{minutes * 2 // size} {unit}"
    return f"{minutes} minutes"
