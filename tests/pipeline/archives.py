"""Articles as JSON Lines have them, put into a database the way ``import`` does."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from aggregator.models import Authority, RunSummary, Show, ShowId, Source, SourceId, SourceKind
from aggregator.parse import ImportedRecord, parse_records
from aggregator.pipeline import Analyst, Ingest
from aggregator.store import Store

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
HARBOUR = Show(ShowId("harbour-lights"), "Harbour Lights", network="Quay TV")
SALT = Show(ShowId("salt-road"), "Salt Road", network="Quay TV")
MORE = (
    "The drama follows the keepers of a lighthouse and the smugglers who would rather see it dark. "
    "Its second season ended in the spring with the lamp out and half of the village at sea."
)
RENEWED = "Quay TV has renewed Harbour Lights for a third season, the network announced on Tuesday."


def told(
    url: str, text: str = RENEWED, *, title: str = "Harbour Lights news", on: str = "2025-03-04", more: str = MORE
) -> dict[str, Any]:
    """A line of an archive; ``url`` without its scheme. What ends with the same ``more`` can be one story."""
    return {"url": f"https://{url}", "title": title, "published": f"{on}T09:00:00Z", "text": f"{text}\n\n{more}"}


def source(name: str, authority: Authority) -> Source:
    return Source(SourceId(name), SourceKind.FEED, f"https://{name}.example/feed", authority=authority)


@dataclass
class Archive:
    """A database that articles are imported into; ``sources`` by name, others are unknown to sources.yaml."""

    path: Path
    shows: Sequence[Show] = (HARBOUR, SALT)
    sources: Sequence[Source] = ()
    analyst: Analyst = field(init=False)

    def __post_init__(self) -> None:
        self.analyst = Analyst(self.shows)

    def take(self, lines: Iterable[dict[str, Any]], *, now: datetime = NOW, concludes: bool = True) -> RunSummary:
        """Imports the lines in their order; ``source`` of a line is where it is met, ``seen_at`` when."""
        summary = RunSummary()
        with Store.open(self.path) as store:
            digest = store.save_catalogue(self.shows, self.sources, now=now)
            run_id = store.begin_run(command="import", version="1", pid=1, now=now)
            ingest = Ingest(store, self.analyst, summary, run_id, digest)
            for line in lines:
                (record,) = parse_records([json.dumps(line)], now=now)
                assert isinstance(record, ImportedRecord)
                met_in = SourceId(line.get("source", "import"))
                ingest.take(record.article, source_id=met_in, seen_at=record.seen_at or now)
            if concludes:
                ingest.draw_conclusions(now)
            store.finish_run(run_id, summary, status="ok", now=now)
        return summary

    def rows(self, sql: str, *parameters: object) -> list[tuple[Any, ...]]:
        import sqlite3

        with closing(sqlite3.connect(self.path)) as connection:
            return list(map(tuple, connection.execute(sql, parameters)))

    def facts(self) -> list[tuple[Any, ...]]:
        """Every fact, superseded ones too, with the addresses and quotes of its claims on both sides; no row ids."""
        return self.rows(
            """
            SELECT f.*, (SELECT json_group_array(line) FROM (
                SELECT json_array(fc.side, a.canonical_url, c.quote) AS line FROM fact_claims AS fc
                JOIN claims AS c ON c.id = fc.claim_id JOIN articles AS a ON a.id = c.article_id
                WHERE fc.fact_id = f.id ORDER BY line))
            FROM facts AS f ORDER BY f.id
            """
        )

    def stories(self) -> list[tuple[str, str]]:
        """Addresses of the articles of stories, each with that of the one which stands for it."""
        return self.rows(
            "SELECT a.canonical_url, told.canonical_url FROM stories AS s JOIN articles AS a ON a.id = s.article_id"
            " JOIN articles AS told ON told.id = s.story_id ORDER BY 1, 2"
        )

    def articles(self) -> list[tuple[Any, ...]]:
        """Everything that stands for an article, without row ids and the times at which it was met."""
        return self.rows("SELECT canonical_url, title, source_id, published_at, text FROM articles ORDER BY 1")
