"""Saving articles: what changed becomes a revision, what did not is not written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace as with_changes
from datetime import datetime
from typing import Any, Final

from aggregator.models import (
    Article,
    CanonicalUrl,
    Change,
    Claim,
    Entry,
    EntryState,
    KnownArticle,
    NameAlias,
    Resource,
    ShowMatch,
    SourceId,
)
from aggregator.store.database import Database, Row
from aggregator.store.journal import put_entry, put_resource
from aggregator.store.knowledge import mark_stale
from aggregator.store.packing import packed_article
from aggregator.store.readings import put_reading, stored_row
from aggregator.store.rows import REVISION_COLUMNS, article_row, stamp_columns, to_text
from aggregator.store.search import drop_text, put_text
from aggregator.store.sightings import SHARED, is_outdone, part_sightings, put_sighting
from aggregator.text import normalize_text

_SHOWS_TOLD_OF: Final = """
SELECT show_id FROM claims WHERE article_id IN (
    SELECT :id
    UNION ALL
    SELECT other.article_id FROM stories AS own JOIN stories AS other ON other.story_id = own.story_id
    WHERE own.article_id = :id
)
"""
"""Shows of which the article, or a copy of it, claims or claimed something: where it was met counts for their facts."""

_UNKNOWN_SOURCE: Final = """
INSERT INTO sources (id, kind, authority, selectors_json, shows_json, enabled, active, added_at, changed_at)
VALUES (:id, 'import', 'press', '{}', '[]', 1, 0, :at, :at) ON CONFLICT (id) DO NOTHING
"""

_COMPARED: Final = ("canonical_url", "title", "text")
"""What near-duplicates are told by."""


class ArticleWriter:
    """The part of the store that writes articles and all that hangs on them."""

    _database: Database

    def save_article(
        self,
        article: Article,
        *,
        known: KnownArticle | None,
        replace: bool,
        source_id: SourceId,
        seen_at: datetime,
        run_id: int,
        matches: Sequence[ShowMatch],
        claims: Sequence[Claim],
        catalogue: str,
        aliases: Sequence[NameAlias] = (),
        takes_over: bool = False,
        entry: Entry | None = None,
        resource: Resource | None = None,
    ) -> tuple[Change, int]:
        """What saving the article did, and the id under which it is stored; all in one transaction.

        A title or text in other words is a new revision: the old one goes to ``article_revisions`` and its
        claims stay with it. Of two trusted publication dates the earlier stands, of two modifications the later:
        a page that is given today's date is no newer for it. Saving the same again writes nothing.

        Args:
            article: As met now.
            known: The stored article that it is, None where it is a new one.
            replace: Whether the stored article becomes this one, its address included; else this is a sighting.
            source_id: Where it was met. A source that is in no catalogue is recorded by its name alone.
            seen_at: When it was met.
            run_id: Of ``begin_run``.
            matches: The shows it is about. Like ``claims`` taken from this very article, and stored only where its
                text is the one that is stored.
            claims: What it says of them.
            aliases: Names that it gives for one person.
            takes_over: The stored article becomes this one without being rewritten: the same text at a better place.
            catalogue: Digest of the shows that it was matched against.
            entry: What led to it, remembered as dealt with.
            resource: Its page, remembered for conditional requests.

        Raises:
            StoreError: The database cannot be written; nothing of the article is.
        """
        database = self._database
        says_nothing = known is None and not (matches or claims or aliases)
        with database.transaction():
            _put_unknown_source(database, source_id, seen_at)
            if known is None:
                updated, row = False, _insert(database, article, source_id, seen_at)
            else:
                stored = stored_row(database, known.id)
                row = revised_row(
                    stored, article, replace=replace, takes_over=takes_over, source_id=source_id, seen_at=seen_at
                )
                updated = _update(database, stored, row)
            if not says_nothing and (known is None or _speaks_of(article, row)):
                updated |= put_reading(database, row, matches, claims, aliases, is_new=known is None)
            article_id = row["id"]
            seen = put_sighting(
                database,
                article_id,
                source_id=source_id,
                canonical_url=article.url,
                url=article.fetched_url,
                title=article.title,
                published=article.published,
                seen_at=seen_at,
                run_id=run_id,
                is_new=known is None,
            )
            # A page rewritten takes its word back.
            if known is not None and updated:
                mark_stale(database, _SHOWS_TOLD_OF, {"id": article_id})
            elif known is not None and seen:
                self._mark_met(article_id, source_id, article.url)
            if entry is not None:
                put_entry(
                    database,
                    source_id,
                    entry,
                    state=EntryState.ARTICLE,
                    article_id=article_id,
                    catalogue=catalogue,
                    now=seen_at,
                )
            if resource is not None:
                put_resource(database, with_changes(resource, article_id=article_id))
        if known is None:
            return Change.NEW, article_id
        if updated and not takes_over:
            return Change.UPDATED, article_id
        return (Change.SEEN if updated or seen else Change.UNCHANGED), article_id

    def save_sighting(
        self,
        article_id: int,
        *,
        entry: Entry,
        canonical_url: CanonicalUrl,
        source_id: SourceId,
        run_id: int,
        catalogue: str,
        seen_at: datetime,
    ) -> bool:
        """Whether it is new that this source shows a stored article at this address; its entry is then dealt with."""
        with self._database.transaction():
            put_entry(
                self._database,
                source_id,
                entry,
                state=EntryState.ARTICLE,
                article_id=article_id,
                catalogue=catalogue,
                now=seen_at,
            )
            seen = put_sighting(
                self._database,
                article_id,
                source_id=source_id,
                canonical_url=canonical_url,
                url=entry.url or canonical_url,
                title=entry.title,
                published=entry.published,
                seen_at=seen_at,
                run_id=run_id,
            )
            if seen:
                self._mark_met(article_id, source_id, canonical_url)
            return seen

    def _mark_met(self, article_id: int, source_id: SourceId, canonical_url: CanonicalUrl) -> None:
        """What a stored article tells is worth more where the place at which it was met now is older, or better."""
        if not is_outdone(self._database, article_id, source_id=source_id, canonical_url=canonical_url):
            mark_stale(self._database, _SHOWS_TOLD_OF, {"id": article_id})


def _speaks_of(article: Article, stored: Mapping[str, Any]) -> bool:
    """Whether what was read in the article may be said of the stored one: same words at the same offsets and place."""
    met = (article.url, article.title, article.text)
    return met == (stored["canonical_url"], stored["title"], stored["text"])


def _insert(database: Database, article: Article, source_id: SourceId, seen_at: datetime) -> Row:
    seen = to_text(seen_at)
    row = article_row(article)
    own = {"source_id": source_id, "revision": 1, "first_seen_at": seen, "revised_at": seen}
    row |= {**own, "sort_at": row["published_at"] or seen}
    row = {"id": database.insert("articles", packed_article(database.storable(row))), **row}
    database.insert("signatures", {"article_id": row["id"], "is_stale": 1})
    put_text(database, row["id"], title=row["title"], text=row["text"])
    return row


def _update(database: Database, stored: Row, row: Row) -> bool:
    """Whether the stored article had to be changed to become ``row``; archives the revision that is over."""
    changes = {column: value for column, value in row.items() if stored[column] != value}
    if not changes:
        return False
    if "revision" in changes:
        archived = {column: stored[column] for column in REVISION_COLUMNS}
        times = {"first_seen_at": stored["revised_at"], "replaced_at": row["revised_at"]}
        database.insert("article_revisions", {"article_id": stored["id"], **archived, **times})
    if not changes.keys().isdisjoint(_COMPARED):
        database.execute("UPDATE signatures SET is_stale = 1 WHERE article_id = ?", [stored["id"]])
    if not changes.keys().isdisjoint(("title", "text")):
        drop_text(database, stored["id"], title=stored["title"], text=stored["text"])
        put_text(database, stored["id"], title=row["title"], text=row["text"])
    if not changes.keys().isdisjoint(SHARED):
        part_sightings(database, stored, row)
    packed = packed_article(database.storable(row))
    assignments = ", ".join(f"{column} = :{column}" for column, value in packed.items() if stored[column] != value)
    database.execute(f"UPDATE articles SET {assignments or 'id = id'} WHERE id = :id", packed)
    if "sort_at" in changes:
        database.execute("UPDATE article_shows SET sort_at = ? WHERE article_id = ?", [row["sort_at"], stored["id"]])
    return True


def revised_row(
    stored: Mapping[str, Any],
    article: Article,
    *,
    replace: bool,
    source_id: SourceId,
    seen_at: datetime,
    takes_over: bool = False,
) -> dict[str, Any]:
    """The row of ``articles`` as it is after the article was met again; pure.

    Only what is met at the article's own address, or replaces it, says anything of its dates: a copy elsewhere has
    its own. A title or text that differs in nothing but white space, case or punctuation takes the place of the
    stored one without a revision, and so does a copy that takes over.
    """
    met, seen = article_row(article), to_text(seen_at)
    row = dict(stored)
    if replace or takes_over:
        row |= {**met, "source_id": source_id}
    if replace or stored["canonical_url"] == article.url:
        row |= _stamp_of("published", stored, met, min) | _stamp_of("modified", stored, met, max)
    is_rewritten = (row["fingerprint"], normalize_text(row["title"])) != (
        stored["fingerprint"],
        normalize_text(stored["title"]),
    )
    if is_rewritten and not takes_over:
        row["revision"] += 1
        # A clock that was set back must not end a revision before it began.
        row["revised_at"] = max(seen, stored["revised_at"])
    elif row["revision"] == 1:  # an archive need not come in its own order
        row["first_seen_at"] = row["revised_at"] = min(seen, stored["first_seen_at"])
    row["sort_at"] = row["published_at"] or row["first_seen_at"]
    return row


def _stamp_of(
    name: str, stored: Mapping[str, Any], met: Mapping[str, Any], prefer: Callable[..., Mapping[str, Any]]
) -> dict[str, Any]:
    """The four columns of a stamp from that row whose time is preferred; any trusted one beats an untrusted one."""
    at, raw = f"{name}_at", f"{name}_raw"
    stated = [row for row in (stored, met) if row[raw] is not None] or [stored]
    trusted = [row for row in stated if row[at] is not None] or stated
    best = prefer(trusted, key=lambda row: row[at] or "")
    return {column: best[column] for column in stamp_columns(name, None)}


def _put_unknown_source(database: Database, source_id: SourceId, now: datetime) -> None:
    """Records a source that sources.yaml does not name, as ``aggregator import`` has them."""
    database.execute(_UNKNOWN_SOURCE, {"id": source_id, "at": to_text(now)})
