"""Work that takes its process down by force, as a fault in a library or the kernel does; for workers to import."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

from aggregator.backfill import Job, ShardResult, process_shard
from aggregator.backfill.findings import Step
from aggregator.backfill.reader import Reader
from aggregator.models import Exchange

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
