"""One WARC file to its findings, in any process on any machine that sees the archive and the work folder.

A worker that dies, of a record or of something else, leaves a mark of the record that it had in hand. The next one
counts that; a record in hand at ``MAX_DEATHS`` deaths is set aside, and everything else in its file is read.
"""

from __future__ import annotations

import faulthandler
import gzip
import io
import os
import sys
import threading
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

from aggregator.archive import Record, read_records
from aggregator.backfill.findings import Finding, to_line
from aggregator.backfill.jobs import Job, SetAside, Shard, ShardResult
from aggregator.backfill.reader import Reader
from aggregator.backfill.ruleset import Ruleset, load_ruleset
from aggregator.files import replaced_whole
from aggregator.parse.worker import peak_bytes
from aggregator.pipeline.parsing import forgive_sources

if TYPE_CHECKING:
    from typing_extensions import Buffer

MAX_DEATHS: Final = 2
"""One may be chance: a machine that goes down, a process picked by the kernel. Dask gives a task up after four."""

MAX_RECORD_S: Final = 300.0
"""By the clock, for one record; the parsers' own limit is 60 s for each document, and a feed holds many."""

_COMPRESSION: Final = 1
"""Of findings: they are read once."""

_BUFFER_BYTES: Final = 1_000_000

_one_at_a_time = threading.Lock()
"""For workers with several threads: the parsers' process, the watch and the memory measured are the process's."""


def process_shard(job: Job) -> ShardResult:
    """What became of a shard, once its findings and the record of that are safe in the work folder.

    A shard that is complete already is not read again, and one that another worker is reading is waited for: of a
    second backfill, or one that Dask takes for dead.

    Raises:
        OSError: The archive cannot be read, or has become shorter; or the work folder cannot be written.
        RuntimeError: The rule set is of another version of this program.
    """
    from filelock import FileLock

    with _one_at_a_time, FileLock(job.lock_path):
        return job.result() or _process(job)


def _process(job: Job) -> ShardResult:
    began = time.monotonic()
    ruleset = _ruleset(job.folder)
    with _mark(job) as mark, _Beginning.of(job.shard) as file:
        process = _Process(ruleset, mark, {offset for offset, deaths in _count(job).items() if deaths >= MAX_DEATHS})
        with replaced_whole(job.findings_path) as out, gzip.open(out, "wb", compresslevel=_COMPRESSION) as findings:
            process.read(file, findings)
        result = ShardResult(
            path=job.shard.path,
            digest=job.shard.digest,
            size_bytes=job.shard.size_bytes,
            ruleset=ruleset.version,
            counts=dict(process.counts),
            set_aside=tuple(process.set_aside),
            seconds=round(time.monotonic() - began, 3),
            max_rss_bytes=peak_bytes(),
        )
        with replaced_whole(job.result_path) as out:
            out.write(result.to_bytes())
    job.deaths_path.unlink(missing_ok=True)
    return result


class _Beginning(io.FileIO):
    """The bytes of an archive of which the hash was taken, however much a run has added to it since."""

    def __init__(self, shard: Shard) -> None:
        super().__init__(shard.path)
        self._size = shard.size_bytes
        if os.fstat(self.fileno()).st_size < self._size:
            self.close()
            raise OSError(f"{shard.path} has become shorter since it was looked at")

    @classmethod
    def of(cls, shard: Shard) -> io.BufferedReader:
        """For reading, and closed with the result."""
        return io.BufferedReader(cls(shard), _BUFFER_BYTES)

    def readinto(self, buffer: Buffer) -> int | None:
        """As of any file."""
        with memoryview(buffer) as view:
            return super().readinto(view[: max(self._size - self.tell(), 0)])


class _Process:
    """The way of one shard through the reader."""

    def __init__(self, ruleset: Ruleset, mark: IO[bytes], deadly: set[int]) -> None:
        self._ruleset = ruleset
        self._reader = Reader(ruleset)
        self._mark = mark
        self._deadly = deadly
        self.set_aside: list[SetAside] = []
        self.counts: Counter[str] = self._reader.counts

    def read(self, file: IO[bytes], findings: gzip.GzipFile) -> None:
        forgive_sources()
        try:
            for record in read_records(
                file,
                max_bytes=self._ruleset.max_body_bytes,
                stranger=self._ruleset.stranger,
                may_read=self._begin,
            ):
                self._take(record, findings)
        finally:
            faulthandler.cancel_dump_traceback_later()

    def _begin(self, offset: int) -> bool:
        """Marks the record, and sets the watch; False where it has to be set aside."""
        self._mark.seek(0)
        self._mark.write(b"%020d\n" % offset)
        faulthandler.dump_traceback_later(MAX_RECORD_S, exit=True, file=sys.__stderr__ or sys.stderr)
        return offset not in self._deadly

    def _take(self, record: Record, findings: gzip.GzipFile) -> None:
        self.counts["records"] += 1
        if record.skipped is not None:
            self.counts[record.skipped] += 1
            if record.skipped == "set_aside":
                self.set_aside.append(SetAside(record.offset, "killed", "workers died with it in hand"))
            elif record.skipped == "damaged":
                self.set_aside.append(SetAside(record.offset, "damaged"))
        if record.exchange is None:
            return
        try:
            steps = tuple(self._reader.steps(record.exchange))
        except Exception:  # noqa: BLE001 - a bug met in one record must not cost the others; its traceback is kept
            self.counts["unexpected"] += 1
            self.set_aside.append(SetAside(record.offset, "unexpected", traceback.format_exc(limit=-20)))
            return
        if steps:
            self.counts["findings"] += 1
            found = Finding(record.offset, record.exchange.circumstances.url, record.exchange.fetched_at, steps)
            findings.write(to_line(found))


@lru_cache(maxsize=1)
def _ruleset(folder: str) -> Ruleset:
    return load_ruleset(Path(folder))


def _count(job: Job) -> Counter[int]:
    return Counter(job.deaths())


@contextmanager
def _mark(job: Job) -> Iterator[IO[bytes]]:
    """The file for the mark, which stays where this process is killed; one that was left counts as a death."""
    if job.mark_path.exists() and (left := job.mark_path.read_bytes().strip()):
        with job.deaths_path.open("ab") as deaths:
            deaths.write(left + b"\n")
    with job.mark_path.open("wb", buffering=0) as mark:
        try:
            yield mark
        finally:
            job.mark_path.unlink(missing_ok=True)
