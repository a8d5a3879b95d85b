"""Work that takes its process down by force, as a fault in a library or the kernel does; for workers to import."""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

from aggregator.backfill import Job, ShardResult, process_shard
from aggregator.backfill.findings import Step
from aggregator.backfill.reader import Reader
from aggregator.models import Exchange
from aggregator.pipeline import Ingest, knowledge

DEADLY = "deadly"
"""In the address of a record that kills."""

_steps = Reader.steps


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _dies_of(reader: Reader, exchange: Exchange) -> Iterator[Step]:
    if DEADLY in exchange.circumstances.url:
        _die()
    return _steps(reader, exchange)


def dies_of_some_records(job: Job) -> ShardResult:
    with patch.object(Reader, "steps", _dies_of):
        return process_shard(job)


def _hangs_on(reader: Reader, exchange: Exchange) -> Iterator[Step]:
    if DEADLY in exchange.circumstances.url:
        time.sleep(600)
    return _steps(reader, exchange)


def hangs_on_some_records(job: Job) -> ShardResult:
    """With five seconds for each, which the start of the parsers is within."""
    with patch.object(Reader, "steps", _hangs_on), patch("aggregator.backfill.shard.MAX_RECORD_S", 5.0):
        return process_shard(job)


def _dies_once(reader: Reader, exchange: Exchange) -> Iterator[Step]:
    """In the middle of each shard, in the first attempt."""
    flag = Path(os.environ["TEST_DEATHS"]) / exchange.circumstances.url.rsplit("/", 1)[-1]
    if exchange.circumstances.url.endswith("2") and not flag.exists():
        flag.touch()
        _die()
    return _steps(reader, exchange)


def dies_once_in_a_shard(job: Job) -> ShardResult:
    with patch.object(Reader, "steps", _dies_once):
        return process_shard(job)


def stumbles(job: Job) -> ShardResult:
    raise OSError("the archive's disk is gone")


SEEN_ONCE = "TEST_SEEN"
"""The variable that names a folder, in which each reading of a record leaves a file."""


def _noting(reader: Reader, exchange: Exchange) -> Iterator[Step]:
    tempfile.mkstemp(dir=os.environ[SEEN_ONCE])
    return _steps(reader, exchange)


def notes_what_it_reads(job: Job) -> ShardResult:
    with patch.object(Reader, "steps", _noting):
        return process_shard(job)


def merges_until_killed(folder: Path, place: str) -> None:
    """Merges what has been read, a finding a transaction, and dies on the way."""
    from aggregator.backfill import merge
    from tests.backfill.desk import Desk

    take, number = Ingest.take, {"the second article": 2, "the last article": 9}.get(place, 0)
    calls = iter(range(1, 100))

    def dies_taking(*arguments: Any, **named: Any) -> Any:
        taken = take(*arguments, **named)
        return _die() if next(calls) == number else taken

    merging = sys.modules[merge.__module__]
    where = Ingest if number else knowledge
    what = "take" if number else "refresh_facts"
    with patch.object(merging, "STORED_TOGETHER", 1), patch.object(where, what, dies_taking if number else _die_at):
        Desk(folder).merge()


def _die_at(*_: object, **__: object) -> None:
    _die()
