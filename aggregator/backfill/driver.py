"""Which shards there are, and how all of them become complete: by an engine, with attempts, without doing one twice."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor, as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from aggregator.backfill.jobs import Job, Shard, ShardResult
from aggregator.errors import InputError, MissingInputError

MAX_ATTEMPTS: Final = 3
"""For one shard, as long as none of them finds another record to set aside."""

Work = Callable[[Job], ShardResult]
Progress = Callable[[Job, ShardResult | None, BaseException | None], None]
"""Told of each attempt: the job, and what came of it or went wrong."""


def find_shards(paths: Iterable[Path]) -> list[Shard]:
    """The shards of these files, and of all WARC files below these folders, in the order in which they are merged.

    That is the order of their names, which both ours and Common Crawl's begin with the time. A file that is there
    twice, under whatever names, is one shard.

    Raises:
        MissingInputError: A file cannot be read, or a folder holds none.
    """
    shards: dict[str, Shard] = {}
    for path in sorted(_files(paths), key=lambda path: (path.name, str(path))):
        try:
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
                size = file.tell()
        except OSError as error:
            message = f"{path}: {error.strerror}. Name WARC files, or folders that hold some."
            raise MissingInputError(message, subject=str(path)) from error
        shards.setdefault(digest, Shard(str(path.resolve()), digest, size))
    return list(shards.values())


def _files(paths: Iterable[Path]) -> Iterable[Path]:
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        found = [file for pattern in ("*.warc.gz", "*.warc") for file in path.rglob(pattern)]
        if not found:
            raise MissingInputError(f"{path} holds no *.warc.gz or *.warc", subject=str(path))
        yield from found


@dataclass(slots=True)
class _Attempts:
    """How often a job was tried since it last got any further."""

    count: int = 0
    deaths: int = 0

    def may_go_on(self, job: Job) -> bool:
        deaths = len(set(job.deaths()))
        self.count = 1 if deaths > self.deaths else self.count + 1
        self.deaths = deaths
        return self.count < MAX_ATTEMPTS


def complete_shards(
    jobs: Sequence[Job], engine: Executor, work: Work, *, progress: Progress = lambda *_: None
) -> dict[str, BaseException]:
    """Why shards could not be completed, by their paths; all others are.

    Args:
        jobs: One for each shard.
        engine: Where they are processed.
        work: ``process_shard``.
        progress: Told of every attempt that ends.

    Raises:
        InputError: The engine's scheduler has taken back what was submitted to it.
    """
    attempts = {job: _Attempts() for job in jobs}
    # The largest first: else one that is begun last keeps one worker busy while the others have nothing left to do.
    order = sorted(jobs, key=lambda job: -job.shard.size_bytes)
    waiting, failed = order, {}
    while waiting:
        again = []
        futures = {engine.submit(work, job): job for job in waiting}
        for future in as_completed(futures):
            if future.cancelled():
                message = "the scheduler went away; what was read is kept, and the same command goes on once it is back"
                raise InputError(message, subject="scheduler")
            job, error = futures[future], future.exception()
            progress(job, None if error else future.result(), error)
            if error is not None and attempts[job].may_go_on(job):
                again.append(job)
            elif error is not None:
                failed[job.shard.path] = error
        waiting = sorted(again, key=order.index)
    return failed
