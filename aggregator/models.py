"""The records that stages hand to each other, in the order in which the data flows.

Frozen and slotted; no behaviour beyond what follows from the fields. Suffixes carry units: ``_at`` is an aware
UTC datetime, ``_s`` seconds, ``_bytes`` bytes. Values that must not be confused have types of their own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NewType

ShowId = NewType("ShowId", str)
"""Slug of a show's title (``all-of-us-are-dead``); stable as long as the title is."""

SourceId = NewType("SourceId", str)
"""Slug chosen in sources.yaml; never derived from the URL."""

CanonicalUrl = NewType("CanonicalUrl", str)
"""A URL after ``urls.canonicalize_url``: the key under which an article is known."""

Fingerprint = NewType("Fingerprint", str)
"""Hex digest of an article's normalized text; equal texts have equal fingerprints."""


# --- configuration -------------------------------------------------------------------------------------------


class SourceKind(StrEnum):
    """What the source's URL answers with."""

    FEED = "feed"
    PAGE = "page"
    SITEMAP = "sitemap"


class PageRole(StrEnum):
    """What a ``page`` source is: an index of links to articles, or one article that is read again as it changes."""

    LISTING = "listing"
    ARTICLE = "article"


class FullText(StrEnum):
    """Where an article's text comes from: what the feed carries, the article's page, or the feed if it is whole."""

    AUTO = "auto"
    FEED = "feed"
    PAGE = "page"


class Follow(StrEnum):
    """Which entries of a source are read: all, or those whose title, summary or URL name a followed show.

    ``auto`` is ``mentions`` for sitemaps, which list whole sites, and ``all`` for everything else.
    """

    AUTO = "auto"
    ALL = "all"
    MENTIONS = "mentions"


class Authority(StrEnum):
    """How near a source stands to the truth, best first."""

    OFFICIAL = "official"
    TRADE = "trade"
    PRESS = "press"
    BLOG = "blog"
    FARM = "farm"


@dataclass(frozen=True, slots=True)
class Show:
    """A followed show; ``not_phrases`` are wordings that hold a title of the show and mean something else."""

    id: ShowId
    title: str
    aliases: tuple[str, ...] = ()
    network: str | None = None
    year: int | None = None
    imdb: str | None = None
    tvmaze: int | None = None
    wikidata: str | None = None
    not_phrases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Selectors:
    """CSS selectors of one source; None leaves the choice to the automatic way.

    ``links`` finds article links on a listing page; the others read an article's page; ``remove`` takes out what
    is no part of the article before anything is read.
    """

    links: str | None = None
    title: str | None = None
    text: str | None = None
    author: str | None = None
    published: str | None = None
    remove: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A configured place to look. ``headers`` has secrets filled in and must never be stored or printed."""

    id: SourceId
    kind: SourceKind
    url: str
    role: PageRole = PageRole.LISTING
    selectors: Selectors = Selectors()
    full_text: FullText = FullText.AUTO
    follow: Follow = Follow.AUTO
    interval_s: float = 0.0
    """Least time between two looks; 0 looks on every run, so that the scheduler sets the pace."""
    authority: Authority = Authority.PRESS
    language: str | None = None
    shows: tuple[ShowId, ...] = ()
    """Only these shows are looked for; empty means all."""
    expect_min: int | None = None
    """Fewer entries than this in an answer is met with a warning: the source has probably changed."""
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    allow_private: bool = False
    enabled: bool = True


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything in sources.yaml that is not a show or a source; the defaults are the product's."""

    database: str | None = None
    contact: str | None = None
    user_agent: str | None = None
    concurrency: int = 8
    per_host_delay_s: float = 1.0
    connect_timeout_s: float = 10.0
    total_timeout_s: float = 30.0
    max_body_bytes: int = 10_000_000
    max_redirects: int = 10
    max_attempts: int = 3
    max_entries: int = 2_000
    max_pages_per_source: int = 100
    reread_after_s: float = 21_600.0
    reread_for_s: float = 259_200.0
    keep_unmatched: bool = False


@dataclass(frozen=True, slots=True)
class Config:
    """A valid sources.yaml; ``path`` is where it was read from."""

    path: str
    shows: tuple[Show, ...]
    sources: tuple[Source, ...]
    settings: Settings


# --- fetch ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave to ask "has it changed?" with; opaque, sent back byte for byte (RFC 9110, 8.8)."""

    etag: str | None = None
    last_modified: str | None = None

    def __bool__(self) -> bool:
        return self.etag is not None or self.last_modified is not None


class Purpose(StrEnum):
    """Why a URL is asked for."""

    SOURCE = "source"
    ARTICLE = "article"
    ROBOTS = "robots"


class Severity(StrEnum):
    """What an outcome means for the future: fine, try soon, try next time, stop trying."""

    OK = "ok"
    TEMPORARY = "temporary"
    SOFT = "soft"
    PERMANENT = "permanent"


class Outcome(StrEnum):
    """How one attempt at a URL ended; the vocabulary of ``fetches.outcome``."""

    OK = "ok"
    NOT_MODIFIED = "not_modified"
    # refused on our side
    DISALLOWED = "disallowed"  # by robots.txt
    ROBOTS_UNREACHABLE = "robots_unreachable"  # RFC 9309, 2.3.1.4: unreachable means complete disallow
    REFUSED = "refused"  # by the gate: scheme, address, userinfo, downgrade
    POSTPONED = "postponed"  # the host asked us to wait longer than this run lasts
    # answered with a refusal
    FORBIDDEN = "forbidden"
    CHALLENGE = "challenge"
    NOT_FOUND = "not_found"
    GONE = "gone"
    RATE_LIMITED = "rate_limited"
    CLIENT_ERROR = "client_error"
    SERVER_ERROR = "server_error"
    BAD_REDIRECT = "bad_redirect"
    TOO_MANY_REDIRECTS = "too_many_redirects"
    # not answered, or not to the end
    DNS_FAILED = "dns_failed"
    CONNECT_FAILED = "connect_failed"
    TLS_FAILED = "tls_failed"
    TIMEOUT = "timeout"
    PROTOCOL_ERROR = "protocol_error"
    TOO_LARGE = "too_large"
    TRUNCATED = "truncated"
    BAD_ENCODING = "bad_encoding"
    # answered, and not what it should be
    EMPTY = "empty"
    NOT_A_FEED = "not_a_feed"
    NOT_A_PAGE = "not_a_page"
    NOT_A_SITEMAP = "not_a_sitemap"
    NEEDS_JS = "needs_js"
    PARSE_FAILED = "parse_failed"
    UNEXPECTED = "unexpected"  # a bug of ours, kept with its traceback in ``issues``


@dataclass(frozen=True, slots=True)
class Request:
    """One URL to ask for on behalf of a source."""

    source: Source
    url: str
    purpose: Purpose
    validators: Validators = Validators()


@dataclass(frozen=True, slots=True)
class Attempt:
    """One exchange with a server, or one refusal to have it; a row of ``fetches``."""

    url: str
    outcome: Outcome
    severity: Severity
    started_at: datetime
    elapsed_s: float
    status: int | None = None
    body_bytes: int | None = None
    detail: str | None = None


@dataclass(frozen=True, slots=True)
class Response:
    """A complete answer: 200 with its decoded body."""

    url: str
    """Where the body came from, after redirects."""
    content_type: str
    """As the server said it, lower case; empty where it said nothing."""
    body: bytes
    validators: Validators
    fetched_at: datetime
    redirects: tuple[str, ...] = ()
    """The URLs passed through, first to last, without the final one."""
    permanent_redirect: bool = False
    """Every hop was a 301 or 308."""


@dataclass(frozen=True, slots=True)
class RobotsFile:
    """A site's robots.txt as it was answered; ``text`` is None where there is none, which allows everything.

    ``origin`` is scheme, host and port. It may be used for a day (RFC 9309, 2.4).
    """

    origin: str
    text: str | None
    fetched_at: datetime


@dataclass(frozen=True, slots=True)
class FetchResult:
    """What became of a request. ``response`` is set exactly when ``outcome`` is OK.

    On NOT_MODIFIED ``validators`` has those of the 304 where it sent any, else those of the request.
    """

    request: Request
    outcome: Outcome
    severity: Severity
    attempts: tuple[Attempt, ...]
    response: Response | None = None
    validators: Validators = Validators()
    retry_after_s: float | None = None
    detail: str | None = None


# --- parse ---------------------------------------------------------------------------------------------------


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


# --- match ---------------------------------------------------------------------------------------------------


class Field(StrEnum):
    """Which part of an article an offset counts in."""

    TITLE = "title"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Mention:
    """One occurrence of a show's name: ``getattr(article, field)[start:end]`` is the wording found."""

    field: Field
    start: int
    end: int
    alias: str
    """The title or alias of the catalogue that the wording was recognised as."""
    score: float
    """How surely the words mean the show, 0 to 1."""


class Verdict(StrEnum):
    """What a show is to an article."""

    ABOUT = "about"
    MENTIONED = "mentioned"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class ShowMatch:
    """An article's link to one show, with what justifies it; ``score`` from 0 to 1."""

    show_id: ShowId
    verdict: Verdict
    score: float
    mentions: tuple[Mention, ...]


# --- dedupe --------------------------------------------------------------------------------------------------


class Sameness(StrEnum):
    """Why an incoming article is one that is known."""

    URL = "url"
    FINGERPRINT = "fingerprint"


@dataclass(frozen=True, slots=True)
class KnownArticle:
    """What dedupe needs to know of a stored article."""

    id: int
    url: CanonicalUrl
    fingerprint: Fingerprint
    completeness: Completeness
    word_count: int
    title: str


# --- claims --------------------------------------------------------------------------------------------------


class ClaimKind(StrEnum):
    """What a claim is about."""

    RENEWAL = "renewal"
    RENEWAL_DATE = "renewal_date"
    RELEASE = "release"
    EPISODES = "episodes"
    CAST = "cast"
    CREW = "crew"
    PRODUCTION = "production"
    TRAILER = "trailer"


class Status(StrEnum):
    """How firmly the article says it, firmest first."""

    CONFIRMED = "confirmed"
    EXPECTED = "expected"
    POSSIBLE = "possible"
    DENIED = "denied"


@dataclass(frozen=True, slots=True)
class Claim:
    """An article's statement about a show's season, with its evidence.

    ``text[start:end] == quote`` always, for the text of the article it was taken from. Where only the headline
    says it, ``evidence_in`` is TITLE and the quote is the sentence of the text that comes nearest to the
    headline. ``rule`` is dotted and versioned by ``version`` (``renewal.explicit``, 3). ``confidence`` is the
    share of such claims that are right, 0 to 1.
    """

    show_id: ShowId
    season: int | None
    kind: ClaimKind
    value: str
    status: Status
    quote: str
    start: int
    end: int
    rule: str
    version: int
    person: str | None = None
    character: str | None = None
    said_by: str | None = None
    evidence_in: Field = Field.TEXT
    confidence: float = 0.5


# --- what the store answers ----------------------------------------------------------------------------------


class Change(StrEnum):
    """What saving an article did to the database."""

    NEW = "new"
    UPDATED = "updated"
    SEEN = "seen"
    """Known and unchanged, met at a place or time not recorded before."""
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Resource:
    """What is remembered of a URL that has been fetched before."""

    url: str
    validators: Validators
    body_hash: str | None
    fetched_at: datetime
    article_id: int | None = None


class EntryState(StrEnum):
    """What became of an entry when it was dealt with."""

    ARTICLE = "article"
    UNMATCHED = "unmatched"
    """About no followed show, and not kept."""
    FAILED = "failed"
    """Its page could not be had."""


@dataclass(frozen=True, slots=True)
class KnownEntry:
    """What is remembered of an entry that a source has shown before; ``key`` and ``signature`` are the entry's.

    ``catalogue`` is the digest of the shows under which it was judged. ``article_id`` is set where its article is
    stored, even if a later look at its page failed. ``failures`` counts the failed looks since the last good one.
    """

    key: str
    url: str | None
    signature: str
    state: EntryState
    catalogue: str
    article_id: int | None = None
    failures: int = 0


@dataclass(frozen=True, slots=True)
class SourceState:
    """How a source fared when it was last asked, and when it is due again.

    ``failures`` counts the failed runs since the last good one; ``entries`` is how many its last answer showed.
    ``gone`` sources are not asked again.
    """

    source_id: SourceId
    last_attempt_at: datetime | None = None
    last_success_at: datetime | None = None
    last_outcome: Outcome | None = None
    failures: int = 0
    next_due_at: datetime | None = None
    gone: bool = False
    entries: int | None = None


@dataclass(slots=True)
class RunSummary:
    """What a run did, counted while it goes; the row of ``runs`` and the ``--summary`` of the command line."""

    sources: int = 0
    sources_failed: int = 0
    sources_skipped: int = 0
    requests: int = 0
    not_modified: int = 0
    bytes_received: int = 0
    entries: int = 0
    articles_new: int = 0
    articles_updated: int = 0
    sightings: int = 0
    unmatched: int = 0
    claims: int = 0
    issues: int = 0
    unexpected: int = 0
    """Errors of this program, each with its traceback in ``issues``."""
    offline: bool = False
    """No source could be reached and none is to blame: the network is down as a whole."""
    failures: dict[str, str] = field(default_factory=dict)
    """Source id to a sentence that says what failed and what to do."""
