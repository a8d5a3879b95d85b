"""Backfills as the command does them, into a database of the test."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from aggregator.backfill import (
    Job,
    ShardResult,
    complete_shards,
    find_shards,
    merge,
    open_engine,
    prepare_ruleset,
    process_shard,
)
from aggregator.backfill.driver import Work
from aggregator.models import Config, RunSummary, Settings, Show, ShowId, SourceId
from aggregator.pipeline import Analyst, Ingest
from aggregator.store import Store
from tests.durability.world import content

HARBOUR = Show(ShowId("harbour-lights"), "Harbour Lights", network="Quay TV")
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
TIMED = {"shows", "sources"}
"""Tables that tell when the catalogue was saved, which is not a thing of the archive."""


@dataclass
class Desk:
    """A folder with archives, a work folder and a database."""

    folder: Path
    shows: tuple[Show, ...] = (HARBOUR,)
    settings: Settings = field(default_factory=Settings)
    done: list[Job] = field(default_factory=list)
    """The attempts that were made, by all calls of ``read``."""

    @property
    def archives(self) -> Path:
        return self.folder / "archives"

    @property
    def database(self) -> Path:
        return self.folder / "a.db"

    def jobs(self) -> list[Job]:
        config = Config("sources.yaml", self.shows, (), self.settings)
        folder = prepare_ruleset(config, self.folder / "work", SourceId("crawl"))
        return [Job(shard, str(folder)) for shard in find_shards([self.archives])]

    def read(
        self, engine: str = "serial", workers: int = 1, *, process: Work = process_shard
    ) -> dict[str, BaseException]:
        todo = [job for job in self.jobs() if job.result() is None]
        with open_engine(engine, workers=workers) as executor:
            return complete_shards(todo, executor, process, progress=lambda job, *_: self.done.append(job))

    def results(self) -> list[ShardResult]:
        return [result for job in self.jobs() if (result := job.result()) is not None]

    def result(self) -> ShardResult:
        (result,) = self.results()
        return result

    def merge(self) -> RunSummary:
        summary = RunSummary()
        with Store.open(self.database) as store:
            digest = store.save_catalogue(self.shows, [], now=NOW)
            run_id = store.begin_run(command="backfill", version="1", pid=1, now=NOW)
            ingest = Ingest(store, Analyst(self.shows), summary, run_id, digest, replays=True)
            merge([job.findings_path for job in self.jobs() if job.result()], ingest, now=NOW)
            store.finish_run(run_id, summary, status="ok", now=NOW)
        return summary

    def content(self) -> dict[str, list[str]]:
        """All that was found; see ``durability.world.content``."""
        return {table: rows for table, rows in content(self.database).items() if table not in TIMED}

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        import sqlite3
        from contextlib import closing

        with closing(sqlite3.connect(self.database)) as connection:
            return connection.execute(sql).fetchall()
