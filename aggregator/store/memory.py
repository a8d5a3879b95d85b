"""What a run must know of those before it, as records."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Final

from aggregator.models import (
    Article,
    Authority,
    CanonicalUrl,
    Fingerprint,
    KnownArticle,
    KnownEntry,
    Resource,
    RobotsFile,
    SourceId,
    SourceState,
)
from aggregator.redaction import MASK
from aggregator.store.database import Database
from aggregator.store.rows import (
    article_from_row,
    entry_from_row,
    from_text,
    known_article_from_row,
    resource_from_row,
    robots_from_row,
    source_state_from_row,
    to_json,
    to_text,
)
from aggregator.store.schema import CONTENT

_PAGE: Final = 200
"""Articles read at a time: some megabytes at most, however many there are."""

_KNOWN: Final = """
SELECT a.id, a.canonical_url, a.fingerprint, a.completeness, a.word_count, a.title, a.published_at,
    a.revised_at, sources.authority
FROM articles AS a JOIN sources ON sources.id = a.source_id
"""

_AT_HOME: Final = f"{_KNOWN} WHERE a.canonical_key = :key AND a.canonical_url = :url"
_ELSEWHERE: Final = f"""{_KNOWN} JOIN meetings AS m ON m.article_id = a.id
WHERE m.canonical_url = :url AND m.canonical_url <> ''
ORDER BY m.first_seen_at DESC, a.id DESC LIMIT 1
"""

# The lists of shows are a few a source, so that entries are looked at only where one of another list may be left.
_ELSEWISE: Final = """
SELECT 1 FROM entry_catalogues AS c WHERE c.catalogue <> :catalogue AND EXISTS (
    SELECT 1 FROM entries AS e WHERE e.source_id = c.source_id AND e.state = c.state AND e.catalogue = c.catalogue
)
"""

_MAX_TEXTS: Final = 20
"""Articles with one text that are no copies of each other: a consent wall has thousands, nothing else more than two."""


class Memory:
    """The part of the store that answers the pipeline."""

    _database: Database

    def load_source_states(self) -> dict[SourceId, SourceState]:
        """How each source fared that has ever been asked."""
        rows = self._database.rows("SELECT * FROM source_states")
        return {SourceId(row["source_id"]): source_state_from_row(row) for row in rows}

    def unfinished_sources(self) -> set[SourceId]:
        """The sources that answered in a run which was stopped or killed, and that no run has asked since.

        What they showed may not all have been dealt with, though they are not due again.
        """
        rows = self._database.rows(
            """
            SELECT s.source_id FROM source_states AS s
            WHERE s.failures = 0 AND (
                SELECT r.status FROM runs AS r
                WHERE r.command = 'run' AND r.status <> 'running' AND r.started_at <= s.last_attempt_at
                ORDER BY r.id DESC LIMIT 1
            ) IN ('killed', 'interrupted', 'crashed')
            """
        )
        return {SourceId(row["source_id"]) for row in rows}

    def load_entries(self, source_id: SourceId, keys: Iterable[str]) -> dict[str, KnownEntry]:
        """Of the entries with these keys, those that the source has shown before and that were dealt with, by key."""
        names = {self._database.key_of(key): key for key in keys}
        rows = self._database.rows(
            "SELECT * FROM entries WHERE source_id = ? AND key IN (SELECT value FROM json_each(?))",
            [source_id, to_json(list(names))],
        )
        return {(key := names[row["key"]]): entry_from_row({**row, "key": key}) for row in rows}

    def has_entries_put_aside_for_other_shows(self, source_id: SourceId, catalogue: str) -> bool:
        """Whether an entry of the source was about no show of a list other than the one with this digest."""
        return bool(
            self._database.rows(
                f"{_ELSEWISE} AND c.state = 'unmatched' AND c.source_id = :source_id LIMIT 1",
                {"source_id": source_id, "catalogue": catalogue},
            )
        )

    def load_resource(self, url: str) -> Resource | None:
        """What is remembered of a URL, as it was asked for."""
        row = self._database.row(
            "SELECT * FROM resources WHERE url_key = :key AND url = :url", self._database.found_by(url)
        )
        return None if row is None else resource_from_row(row)

    def load_robots(self) -> list[RobotsFile]:
        """The robots.txt files of all sites that were ever asked."""
        return [robots_from_row(row) for row in self._database.rows("SELECT * FROM robots")]

    def load_host_waits(self) -> dict[str, datetime]:
        """Until when hosts want to be left alone; some of it may be over."""
        return {row["host"]: from_text(row["until"]) for row in self._database.rows("SELECT * FROM host_waits")}

    def known_by_url(self, url: CanonicalUrl) -> KnownArticle | None:
        """The article whose address this is, or else the one last met there: a copy, or one that has moved."""
        address = self._database.found_by(url)
        row = self._database.row(_AT_HOME, address) or self._database.row(_ELSEWHERE, address)
        return None if row is None else known_article_from_row(row)

    def known_by_fingerprint(self, fingerprint: Fingerprint) -> list[KnownArticle]:
        """The stored articles whose current text this is, the first stored first."""
        rows = self._database.rows(
            f"{_KNOWN} WHERE substr(a.words_digest, 1, 6) = substr(:digest, 1, 6) AND a.words_digest = :digest"
            f" ORDER BY a.id LIMIT {_MAX_TEXTS}",
            {"digest": bytes.fromhex(fingerprint)},
        )
        return [known_article_from_row(row) for row in rows]

    def authority_of(self, source_id: SourceId) -> Authority:
        """How near a source stands to the truth; one that sources.yaml does not name is one among many."""
        row = self._database.row("SELECT authority FROM sources WHERE id = ?", [source_id])
        return Authority(row["authority"]) if row else Authority.PRESS

    def due_rereads(
        self, *, now: datetime, reread_after_s: float, reread_for_s: float
    ) -> list[tuple[SourceId, str, int]]:
        """The pages of young articles that have not been asked for lately, longest ago first.

        Without those whose address holds a secret, which is stored nowhere: their source leads to them again. What was
        asked for in the future, by a clock that has been set back, counts as long ago.

        Args:
            now: The time.
            reread_after_s: A page that was asked for within so many seconds, answered or not, is left alone.
            reread_for_s: An article first seen longer ago than this is settled.

        Returns:
            The source that the article's text came from, the URL to ask for, the article's id.
        """
        rows = self._database.rows(
            """
            SELECT a.source_id, r.url, a.id
            FROM articles AS a JOIN resources AS r ON r.article_id = a.id
            WHERE a.first_seen_at BETWEEN :young AND :now AND instr(r.url, :mask) = 0
                AND (r.fetched_at <= :lately OR r.fetched_at > :now)
                AND NOT EXISTS (
                    SELECT 1 FROM fetches AS f WHERE f.url_key = r.url_key AND f.url = r.url
                        AND f.started_at > :lately AND f.started_at <= :now
                )
            ORDER BY r.fetched_at, r.url
            """,
            {
                "now": to_text(now),
                "young": to_text(now - timedelta(seconds=reread_for_s)),
                "lately": to_text(now - timedelta(seconds=reread_after_s)),
                "mask": MASK,
            },
        )
        return [(SourceId(row["source_id"]), row["url"], row["id"]) for row in rows]

    def has_readings_for_other_shows(self, catalogue: str) -> bool:
        """Whether stored articles were read for a list of shows other than the one with this digest."""
        return bool(self._database.rows(f"{_ELSEWISE} AND c.state = 'article' LIMIT 1", {"catalogue": catalogue}))

    def headlines_put_aside(self) -> list[tuple[SourceId, str]]:
        """Source and headline of the entries that seem to tell of a series which nobody follows."""
        rows = self._database.rows(
            "SELECT source_id, headline FROM entries WHERE headline IS NOT NULL ORDER BY source_id, key"
        )
        return [(SourceId(row["source_id"]), row["headline"]) for row in rows]

    def stored_articles(self, ids: Iterable[int] | None = None) -> Iterator[tuple[int, SourceId, Article]]:
        """Stored articles with their ids and sources, in the order of ids; all of them where ``ids`` is None.

        Read a few at a time, so memory stays flat and they may be changed in between.
        """
        chosen = "" if ids is None else " AND id IN (SELECT value FROM json_each(:ids))"
        listed = None if ids is None else to_json(list(ids))
        last = 0
        while rows := self._database.rows(
            f"SELECT * FROM articles WHERE id > :last{chosen} ORDER BY id LIMIT :page",
            {"last": last, "ids": listed, "page": _PAGE},
        ):
            for row in rows:
                last = row["id"]
                yield last, SourceId(row["source_id"]), article_from_row(row)

    def snapshot_counts(self) -> dict[str, int | str]:
        """Row counts of the tables that hold what was found, and under ``digest`` a hash of all that is in them.

        Equal before and after whatever found nothing new. The log of runs, fetches, issues and the health of sources
        is left out: it grows with every run.
        """
        digest = hashlib.sha256()
        counts: dict[str, int | str] = {}
        for table, ignored in CONTENT.items():
            rows = self._database.rows(f"SELECT * FROM {table}")
            for row in rows:
                row.pop(ignored, None)
                row |= {column: value.hex() for column, value in row.items() if isinstance(value, bytes)}
            for line in sorted(to_json(row) for row in rows):
                digest.update(f"{table}{line}\n".encode())
            counts[table] = len(rows)
        return counts | {"digest": digest.hexdigest()}
