"""Where articles were met. Most sightings are the first of their article and say what it says: that is left out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from aggregator.models import Authority, CanonicalUrl, SourceId, Stamp
from aggregator.store.database import Database, Row
from aggregator.store.rows import stamp_columns, to_json, to_text

SHARED: Final = ("canonical_url", "fetched_url", "title", "published_at", "published_raw")
"""Columns of ``articles`` that the table ``meetings`` leaves out where a sighting says the same."""

_DATED: Final = ("published_at", "published_raw")
_NEVER: Final = "9999"

_SIGHTING: Final = """
SELECT published_at, published_raw, first_seen_at FROM sightings
WHERE article_id = :article_id AND source_id = :source_id AND canonical_url = :canonical_url
"""

# As the view sightings reads it: an empty address or date, and an address or title that is NULL, are the article's.
_NEW: Final = """
INSERT INTO meetings
    (article_id, source_id, canonical_url, url, title, published_at, published_raw, first_seen_at, run_id)
SELECT
    id,
    :source_id,
    iif(:canonical_url = canonical_url, '', :canonical_url),
    nullif(:url, fetched_url),
    nullif(:title, title),
    iif(:published_at IS published_at AND :published_raw IS published_raw, '', :published_at),
    iif(:published_at IS published_at AND :published_raw IS published_raw, NULL, :published_raw),
    :first_seen_at,
    :run_id
FROM articles WHERE id = :article_id
"""

_EARLIER: Final = """
UPDATE meetings SET first_seen_at = :first_seen_at, published_at = :published_at, published_raw = :published_raw
WHERE article_id = :article_id AND source_id = :source_id AND canonical_url = (
    SELECT iif(:canonical_url = canonical_url, '', :canonical_url) FROM articles WHERE id = :article_id
)
"""

_PART: Final = """
UPDATE meetings SET
    canonical_url = iif(canonical_url = '', :canonical_url, canonical_url),
    url = coalesce(url, :fetched_url),
    title = coalesce(title, :title),
    published_at = iif(published_at = '', :published_at, published_at),
    published_raw = iif(published_at = '', :published_raw, published_raw)
WHERE article_id = :id
"""

# In the order of ``Authority``, the best first.
_OUTDONE: Final = """
WITH met AS (
    SELECT s.source_id, s.canonical_url, s.published_at, instr(:authorities, '"' || sources.authority || '"') AS place
    FROM sightings AS s JOIN sources ON sources.id = s.source_id WHERE s.article_id = :article_id
)
SELECT 1 FROM met AS one JOIN met AS other ON other.canonical_url = one.canonical_url AND other.place <= one.place
    AND (one.published_at IS NULL OR other.published_at <= one.published_at)
WHERE one.source_id = :source_id AND one.canonical_url = :canonical_url AND other.source_id <> one.source_id
"""

_JOIN: Final = "UPDATE meetings SET canonical_url = '' WHERE article_id = :id AND canonical_url = :canonical_url"


def put_sighting(
    database: Database,
    article_id: int,
    *,
    source_id: SourceId,
    canonical_url: CanonicalUrl,
    url: str,
    title: str,
    published: Stamp | None,
    seen_at: datetime,
    run_id: int,
    is_new: bool = False,
) -> bool:
    """Whether the stored article had not been met in this source at this address before, or not as early.

    Nobody need look where it ``is_new``: stored just now.
    """
    stamp = stamp_columns("published", published)
    met = {
        "article_id": article_id,
        "source_id": source_id,
        "canonical_url": canonical_url,
        "url": url,
        "title": title,
        **{column: stamp[column] for column in _DATED},
        "first_seen_at": to_text(seen_at),
        "run_id": run_id,
    }
    before = None if is_new else database.row(_SIGHTING, met)
    if before is None:
        database.execute(_NEW, met)
        return True
    is_earlier = met["first_seen_at"] < before["first_seen_at"]
    is_dated = met["published_at"] is not None and met["published_at"] < (before["published_at"] or _NEVER)
    if is_earlier or is_dated:
        dates = met if is_dated else before
        first = min(met["first_seen_at"], before["first_seen_at"])
        database.execute(_EARLIER, {**met, **{column: dates[column] for column in _DATED}, "first_seen_at": first})
    return is_earlier or is_dated


def is_outdone(database: Database, article_id: int, *, source_id: SourceId, canonical_url: CanonicalUrl) -> bool:
    """Whether the article is known at this very address from another source that is as good, and as early.

    What it claims is worth no more, and no earlier, for having been met here too.
    """
    authorities = to_json([authority.value for authority in Authority])
    met = {"article_id": article_id, "source_id": source_id, "canonical_url": canonical_url}
    return database.row(_OUTDONE, {**met, "authorities": authorities}) is not None


def part_sightings(database: Database, before: Row, after: Mapping[str, Any]) -> None:
    """Leaves the sightings of an article as they are while its row becomes another; to be called before it does."""
    database.execute(_PART, {column: before[column] for column in ("id", *SHARED)})
    database.execute(_JOIN, {"id": before["id"], "canonical_url": after["canonical_url"]})
