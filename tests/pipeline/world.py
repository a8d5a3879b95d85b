"""A loopback web, a configuration that reads it, and a database: what tests of whole runs share."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from aggregator.fetch import Fetcher
from aggregator.models import Config, RunSummary, Settings, Show, ShowId, Source, SourceId, SourceKind, SourceState
from aggregator.pipeline import run_sources
from aggregator.store import Store
from tests.servers import Asked, Reply, WebServer

HARBOUR = Show(ShowId("harbour-lights"), "Harbour Lights", network="Quay TV")
SALT = Show(ShowId("salt-road"), "Salt Road")
LEAD = "Quay TV has renewed 'Harbour Lights' for a third season, the network announced on Tuesday."
MORE = (
    "The drama follows the keepers of a lighthouse and the smugglers who would rather see it dark. "
    "Its second season ended in the spring with the lamp out and half of the village at sea. "
)
QUICK = Settings(per_host_delay_s=0.0, connect_timeout_s=2, total_timeout_s=5, max_attempts=1)


def page(title: str, *paragraphs: str) -> bytes:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    article = f"<article><h1>{title}</h1>{body}</article>"
    return f"<html><head><title>{title}</title></head><body>{article}</body></html>".encode()


def conditional(body: bytes, content_type: str = "text/html; charset=utf-8") -> Callable[[Asked], Reply]:
    """A route that knows its ETag."""
    etag = f'"{hashlib.sha256(body).hexdigest()[:12]}"'

    def answer(asked: Asked) -> Reply:
        if asked.headers.get("if-none-match") == etag:
            return Reply(304, headers={"ETag": etag})
        return Reply(body=body, headers={"ETag": etag, "Content-Type": content_type})

    return answer


@dataclass
class World:
    """A web, a configuration that reads it, and a database."""

    web: WebServer
    path: Path
    now: datetime = datetime(2026, 11, 3, 9, 0, tzinfo=UTC)
    shows: tuple[Show, ...] = (HARBOUR,)
    sources: list[Source] = field(default_factory=list)
    settings: Settings = QUICK

    def feed(self, name: str, *items: tuple[str, str], broken: bool = False) -> None:
        """Serves an RSS feed of (path, title) under ``/name.xml`` and follows it."""
        rows = "".join(f"<item><title>{title}</title><link>{self.web.url(path)}</link></item>" for path, title in items)
        body = f"<rss version='2.0'><channel><title>{name}</title>{rows}</channel></rss>".encode()
        self.web.routes[f"/{name}.xml"] = Reply(500) if broken else conditional(body, "application/rss+xml")
        if all(source.id != name for source in self.sources):
            self.follow(name, SourceKind.FEED, f"/{name}.xml")

    def follow(self, name: str, kind: SourceKind, path: str, **more: Any) -> None:
        self.sources.append(Source(id=SourceId(name), kind=kind, url=self.web.url(path), allow_private=True, **more))

    def run(self, *, hours: float = 1, only: set[str] = frozenset()) -> RunSummary:  # type: ignore[assignment]  # an empty set is a set
        """One run, so many hours after the one before."""
        self.now += timedelta(hours=hours)
        self.web.log.clear()
        config = Config("sources.yaml", self.shows, tuple(self.sources), self.settings)
        with (
            Store.open(self.path) as store,
            Fetcher(
                config.settings,
                version="0",
                clock=lambda: self.now,
                robots=store.load_robots(),
                waits=store.load_host_waits(),
            ) as fetcher,
        ):
            return run_sources(
                config,
                store,
                fetcher,
                version="0",
                clock=lambda: self.now,
                only={SourceId(name) for name in only},
            )

    def asked(self) -> list[str]:
        return sorted(asked.path for asked in self.web.log if asked.path != "/robots.txt")

    def latest(self, show: Show = HARBOUR, *, include_copies: bool = False) -> list[dict[str, Any]]:
        with Store.open_readonly(self.path) as store:
            return store.latest(show.id, limit=50, include_copies=include_copies)

    def titles(self, show: Show = HARBOUR) -> set[str]:
        return {row["title"] for row in self.latest(show, include_copies=True)}

    def digest(self) -> object:
        with Store.open_readonly(self.path) as store:
            return store.snapshot_counts()

    def health(self) -> list[dict[str, Any]]:
        with Store.open_readonly(self.path) as store:
            return store.sources()

    def states(self) -> dict[SourceId, SourceState]:
        with Store.open_readonly(self.path) as store:
            return store.load_source_states()

    def state(self, name: str) -> SourceState:
        return self.states()[SourceId(name)]

    def issues(self) -> list[str]:
        with closing(sqlite3.connect(self.path)) as database:
            return [code for (code,) in database.execute("select code from issues order by id")]
