"""What a document says: entries of a source, normalized articles."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from aggregator.models.identity import CanonicalUrl, Fingerprint


@dataclass(frozen=True, slots=True)
class Stamp:
    """A point in time as a document states it.

    ``at`` is None where ``raw`` cannot be trusted; ``flag`` then says why (``unparsable``, ``implausible``,
    ``future``, ``bad_zone``). A trusted one may still carry a flag that informs: ``no_zone`` (read as UTC),
    ``date_only``. ``read_from`` names the place: ``json-ld``, ``meta:article:published_time``, ``time``,
    ``feed:pubDate``, ``selector``, ``guess``.
    """

    at: datetime | None
    raw: str
    read_from: str
    flag: str | None = None


@dataclass(frozen=True, slots=True)
class ParseWarning:
    """Something met in a document and not understood, or mended; a row of ``issues``."""

    code: str
    detail: str


@dataclass(frozen=True, slots=True)
class Entry:
    """An item as the feed, sitemap or listing shows it: not yet fetched, not yet trusted.

    ``key`` is the guid, else the link, else a hash of title and content; never empty. ``url`` is absolute
    http(s) or None. ``signature`` changes when what the source says of the item changes.
    """

    key: str
    url: str | None
    title: str
    signature: str
    summary: str = ""
    content_html: str | None = None
    authors: tuple[str, ...] = ()
    published: Stamp | None = None
    modified: Stamp | None = None
    language: str | None = None
    image_url: str | None = None
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EntryList:
    """What one answer of a source holds.

    ``format`` is ``rss20``, ``atom10``, ``jsonfeed``, ``sitemap``, ``listing``...
    """

    format: str
    entries: tuple[Entry, ...]
    title: str | None = None
    warnings: tuple[ParseWarning, ...] = ()
    more_urls: tuple[str, ...] = ()
    """Child sitemaps of a sitemap index; empty for everything else."""


class Completeness(StrEnum):
    """Whether ``Article.text`` is the article or only its beginning, a summary, or what stands before a paywall."""

    FULL = "full"
    PARTIAL = "partial"


@dataclass(frozen=True, slots=True)
class Article:
    """One normalized item. All text is plain text: no markup, no control or bidi characters, NFC.

    ``text`` has its paragraphs parted by one blank line, in reading order, without the headline that stands in
    ``title``. Every offset anywhere counts code points of ``text``.
    """

    url: CanonicalUrl
    title: str
    text: str
    fingerprint: Fingerprint
    word_count: int
    completeness: Completeness
    fetched_url: str
    """Where it was met, tracking parameters and all."""
    link_url: str
    """Where a person reads it: the page's own word for its address, or where it was met without tracking parameters."""
    authors: tuple[str, ...] = ()
    site: str | None = None
    language: str | None = None
    published: Stamp | None = None
    modified: Stamp | None = None
    summary: str = ""
    image_url: str | None = None
    flags: tuple[str, ...] = ()
    external_id: str | None = None
    """The name under which an imported article was known where it came from."""
