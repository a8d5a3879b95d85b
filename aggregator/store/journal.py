"""Saving what a run does: its catalogue, itself, its fetches and issues, and what the next run must remember."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any, Final

from aggregator.models import (
    Entry,
    EntryState,
    FetchResult,
    Resource,
    RobotsFile,
    RunSummary,
    Show,
    Source,
    SourceId,
    SourceState,
)
from aggregator.redaction import redactor
from aggregator.store.database import Database, Row
from aggregator.store.health import forget_health
from aggregator.store.knowledge import mark_stale
from aggregator.store.packing import number_of
from aggregator.store.rows import (
    attempt_row,
    catalogue_digest,
    resource_row,
    robots_row,
    show_row,
    source_row,
    source_state_row,
    to_json,
    to_text,
)
from aggregator.store.show_names import put_show_names

READING_RULES: Final = ("kind", "role", "url", "selectors_json", "full_text", "follow", "expect_min", "shows_json")
"""The columns of ``sources`` that decide what is made of an answer."""

_MOVED: Final = """
SELECT st.moved_to FROM source_states AS st JOIN sources AS s ON s.id = st.source_id
WHERE s.id = :id AND s.url = :url AND st.moved_to IS NOT NULL
"""

_ASKED: Final = """
SELECT url FROM sources WHERE id = :id AND url IS NOT NULL
UNION SELECT moved_to FROM source_states WHERE source_id = :id AND moved_to IS NOT NULL
"""

_TOLD_IN: Final = """
WITH met AS (SELECT article_id FROM meetings WHERE source_id = :id)
SELECT show_id FROM claims WHERE article_id IN (
    SELECT article_id FROM met
    UNION
    SELECT other.article_id FROM stories AS own JOIN stories AS other ON other.story_id = own.story_id
    WHERE own.article_id IN (SELECT article_id FROM met)
) AND EXISTS (SELECT 1 FROM sources WHERE id = :id AND authority <> :authority)
"""
"""Shows of which a source, or a copy of what is met there, claims something; none if its word counts as ever."""

_FORGET: Final = (
    "DELETE FROM entries WHERE source_id = :id"
    " AND (state <> 'article' OR article_id IN (SELECT id FROM articles WHERE completeness = 'partial'))",
    "UPDATE resources SET etag = NULL, last_modified = NULL, body_digest = NULL"
    " WHERE url_key IN (SELECT value FROM json_each(:addresses))"
    " OR article_id IN (SELECT id FROM articles WHERE source_id = :id)",
    "DELETE FROM source_states WHERE source_id = :id",
)

_FORGET_CATALOGUES: Final = """
DELETE FROM entry_catalogues WHERE catalogue <> :catalogue AND NOT EXISTS (
    SELECT 1 FROM entries AS e WHERE e.source_id = entry_catalogues.source_id
        AND e.state = entry_catalogues.state AND e.catalogue = entry_catalogues.catalogue
)
"""


class Journal:
    """The part of the store that writes everything but articles."""

    _database: Database

    def save_catalogue(self, shows: Iterable[Show], sources: Iterable[Source], *, now: datetime) -> str:
        """Digest of the shows, after shows and sources were stored as sources.yaml has them now.

        What it no longer names stays, with its articles, and is marked inactive. The digest does not depend on any
        order, and changes with everything that an article is matched against.

        From here on the secrets of the sources are masked in all that is written, first of all in their addresses.
        """
        shows, sources = tuple(shows), tuple(sources)
        self._database.redact = redactor(sources)
        with self._database.transaction():
            self._put_shows({show.id: show_row(show) for show in shows}, now)
            self._put_sources({source.id: source_row(source) for source in sources}, now)
            digest = catalogue_digest(shows)
            self._database.execute(_FORGET_CATALOGUES, {"catalogue": digest})
        return digest

    def _put_shows(self, rows: Mapping[str, Row], now: datetime) -> None:
        """Facts of a show whose people go by other names now are worked out again."""
        changed = self._changed("shows", rows)
        for show_id, row in changed.items():
            mark_stale(
                self._database,
                "SELECT id AS show_id FROM shows WHERE id = ? AND people_json <> ?",
                [show_id, row["people_json"]],
            )
        put_show_names(self._database.connection, self._put_catalogue("shows", changed, rows, now))

    def _put_sources(self, rows: Mapping[str, Row], now: datetime) -> None:
        """A source with another address or other rules for reading it starts afresh: its next answer is read in full.

        That the old one was gone, or not modified, or showed nothing of use, says nothing of the new one. What led
        to a full text stays settled; its page is read in full when it is next looked at. Only where it has moved to
        is still true while its address is the same.

        Where its word counts for more or less now, the facts of the shows that it tells of are worked out again.
        """
        changed = self._changed("sources", rows)
        same = " AND ".join(f"{name} IS :{name}" for name in READING_RULES)
        for source_id, row in changed.items():
            mark_stale(self._database, _TOLD_IN, {"id": source_id, "authority": row["authority"]})
            if self._database.row(f"SELECT 1 FROM sources WHERE id = :id AND NOT ({same})", {**row, "id": source_id}):
                moved = self._database.row(_MOVED, {"id": source_id, "url": row["url"]})
                asked = self._database.rows(_ASKED, {"id": source_id})
                addresses = to_json([self._database.key_of(row["url"]) for row in asked])
                for sql in _FORGET:
                    self._database.execute(sql, {"id": source_id, "addresses": addresses})
                if moved:
                    state = SourceState(SourceId(source_id), moved_to=moved["moved_to"])
                    self._database.insert("source_states", {"source_id": source_id, **source_state_row(state)})
                forget_health(self._database, SourceId(source_id), now=now)
        self._put_catalogue("sources", changed, rows, now)

    def _changed(self, table: str, rows: Mapping[str, Row]) -> dict[str, Row]:
        """Those of which not every word is stored already; so few have a masked secret that SQL compares these."""
        stored = {row["id"]: row for row in self._database.rows(f"SELECT * FROM {table} WHERE active")}
        return {key: row for key, row in rows.items() if key not in stored or not row.items() <= stored[key].items()}

    def _put_catalogue(
        self, table: str, changed: Mapping[str, Row], all_ids: Iterable[str], now: datetime
    ) -> list[str]:
        """The ids that are new or say something else now."""
        at = to_text(now)
        once, stamps = {"added_at": at}, {"changed_at": at}
        renewed = [
            key
            for key, row in changed.items()
            if self._database.upsert(table, {"id": key}, {**row, "active": 1}, once=once, stamps=stamps)
        ]
        self._database.execute(
            f"UPDATE {table} SET active = 0, changed_at = ?"
            " WHERE active = 1 AND id NOT IN (SELECT value FROM json_each(?))",
            [at, to_json(list(all_ids))],
        )
        return renewed

    def redacted(self, text: str) -> str:
        """``text`` as it is stored: with the secrets of the sources masked."""
        return self._database.redact(text)

    def begin_run(self, *, command: str, version: str, pid: int, now: datetime) -> int:
        """The id of a run that begins now; one that never ended was killed, for only one can be under way.

        Args:
            command: ``run``, ``import``...
            version: Of this program.
            pid: Of this process.
            now: When it begins.
        """
        row = {"command": command, "version": version, "pid": pid, "status": "running", "started_at": to_text(now)}
        with self._database.transaction():
            self._database.execute("UPDATE runs SET status = 'killed' WHERE status = 'running'")
            return self._database.insert("runs", row)

    def finish_run(self, run_id: int, summary: RunSummary, *, status: str, now: datetime) -> None:
        """Closes a run with what it did.

        Args:
            run_id: Of ``begin_run``.
            summary: What it counted.
            status: ``ok``, ``failed`` (a source did), ``interrupted`` or ``crashed``.
            now: When it ended; a clock that was set back meanwhile makes it as long as nothing, not negative.
        """
        with self._database.transaction():
            self._database.execute(
                "UPDATE runs SET status = ?, finished_at = max(?, started_at), summary_json = ? WHERE id = ?",
                [status, to_text(now), to_json(asdict(summary)), run_id],
            )

    def save_fetch(self, run_id: int, result: FetchResult) -> None:
        """Records every attempt of a request.

        Its validators are not remembered here: an answer that is cut short or cannot be read must be asked for in
        full again, so ``save_resource`` is called once all of it has been dealt with.
        """
        with self._database.transaction():
            for attempt in result.attempts:
                key = self._database.key_of(attempt.url)
                row = {"run_id": run_id, "url_key": key, **attempt_row(attempt, result.request)}
                self._database.insert("fetches", row)

    def save_resource(self, resource: Resource) -> None:
        """Remembers a URL whose answer has been dealt with, for the next conditional request."""
        with self._database.transaction():
            put_resource(self._database, resource)

    def save_catalogue_of_readings(self, catalogue: str) -> None:
        """Remembers that all stored articles have been read for the list of shows with this digest."""
        with self._database.transaction():
            self._database.execute(
                "UPDATE entries SET catalogue = :catalogue WHERE state = 'article' AND catalogue <> :catalogue",
                {"catalogue": catalogue},
            )
            self._database.execute(
                "UPDATE OR REPLACE entry_catalogues SET catalogue = ? WHERE state = 'article'", [catalogue]
            )

    def save_catalogue_of_source(self, source_id: SourceId, catalogue: str) -> None:
        """Remembers that all that a source shows was judged for the list of shows with this digest.

        What it shows no more waits for nothing; should it show that again, it is judged then.
        """
        with self._database.transaction():
            self._database.execute(
                "DELETE FROM entry_catalogues WHERE source_id = ? AND state = 'unmatched' AND catalogue <> ?",
                [source_id, catalogue],
            )

    def save_robots(self, files: Iterable[RobotsFile]) -> None:
        """Remembers robots.txt files, so that the runs of the next hours need not ask for them."""
        with self._database.transaction():
            for file in files:
                self._database.upsert("robots", {"origin": file.origin}, robots_row(file))

    def save_host_waits(self, waits: Mapping[str, datetime], *, now: datetime) -> None:
        """Remembers until when hosts want to be left alone, and forgets what is over."""
        with self._database.transaction():
            self._database.execute("DELETE FROM host_waits WHERE until <= ?", [to_text(now)])
            for host, until in waits.items():
                self._database.upsert("host_waits", {"host": host}, {"until": to_text(until)})

    def save_issue(
        self, run_id: int, *, code: str, source_id: SourceId | None, url: str | None, detail: str, now: datetime
    ) -> None:
        """Records something met and not understood.

        Args:
            run_id: Of ``begin_run``.
            code: What it is, in one word of a small vocabulary; ``unexpected`` is a mistake of this program.
            source_id: The source that led to it; None for what concerns no single one, such as the facts of a show.
            url: Where it was met.
            detail: What a person needs to know of it.
            now: When it was met.
        """
        row = {"at": to_text(now), "code": code, "source_id": source_id, "url": url, "detail": detail}
        with self._database.transaction():
            self._database.insert("issues", {"run_id": run_id, **row})

    def save_source_state(self, state: SourceState) -> None:
        """Remembers how a source fared."""
        with self._database.transaction():
            self._database.upsert("source_states", {"source_id": state.source_id}, source_state_row(state))

    def save_entry(
        self,
        source_id: SourceId,
        entry: Entry,
        *,
        state: EntryState,
        catalogue: str,
        now: datetime,
        article_id: int | None = None,
        failures: int = 0,
        headline: str | None = None,
        resource: Resource | None = None,
    ) -> None:
        """Remembers what became of an entry whose article is not saved along with it.

        Args:
            source_id: The source that shows the entry.
            entry: As shown.
            state: What became of it.
            catalogue: Digest of the shows under which it was judged.
            now: When that was.
            article_id: Its article; None leaves the one that is remembered.
            failures: How many looks at its page have failed since the last good one.
            headline: What it is called, where that is of use though its article is not kept.
            resource: Its page, remembered along with it.
        """
        with self._database.transaction():
            put_entry(
                self._database,
                source_id,
                entry,
                state=state,
                catalogue=catalogue,
                now=now,
                article_id=article_id,
                failures=failures,
                headline=headline,
            )
            if resource is not None:
                put_resource(self._database, resource)


def put_entry(
    database: Database,
    source_id: SourceId,
    entry: Entry,
    *,
    state: EntryState,
    catalogue: str,
    now: datetime,
    article_id: int | None = None,
    failures: int = 0,
    headline: str | None = None,
) -> None:
    """``Journal.save_entry`` as part of a transaction that is under way."""
    values: dict[str, Any] = {
        "url": None if state is EntryState.ARTICLE else entry.url,  # its article and its sighting have it
        "signature": number_of(entry.signature),
        "state": state,
        "catalogue": catalogue,
        "failures": failures,
        "headline": headline,
    }
    if article_id is not None:
        values["article_id"] = article_id
    at = to_text(now)
    key = {"source_id": source_id, "key": database.key_of(entry.key)}
    written = database.upsert("entries", key, values, once={"first_seen_at": at}, changed={"changed_at": at})
    if written and state is not EntryState.FAILED:
        database.upsert("entry_catalogues", {"source_id": source_id, "state": state, "catalogue": catalogue}, values={})


def put_resource(database: Database, resource: Resource) -> None:
    """``Journal.save_resource`` as part of a transaction that is under way."""
    database.upsert("resources", {"url_key": database.key_of(resource.url)}, resource_row(resource))
