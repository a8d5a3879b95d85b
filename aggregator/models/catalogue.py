"""What is followed and where it is looked for: sources.yaml as records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from aggregator.models.identity import ShowId, SourceId

if TYPE_CHECKING:
    from aggregator.models.notify import NotifyRule


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


class ArticleField(StrEnum):
    """What articles of a source may be expected to have; ``text`` is the whole of it."""

    AUTHOR = "author"
    DATE = "date"
    TEXT = "text"


class Authority(StrEnum):
    """How near a source stands to the truth, best first."""

    OFFICIAL = "official"
    TRADE = "trade"
    PRESS = "press"
    BLOG = "blog"
    FARM = "farm"

    @property
    def place(self) -> int:
        """0 for the best, 1 for the next."""
        return tuple(Authority).index(self)


@dataclass(frozen=True, slots=True)
class Show:
    """A followed show.

    ``not_phrases`` are wordings that hold a title of the show and mean something else. ``people`` are pairs of names
    of one person.
    """

    id: ShowId
    title: str
    aliases: tuple[str, ...] = ()
    network: str | None = None
    year: int | None = None
    imdb: str | None = None
    tvmaze: int | None = None
    wikidata: str | None = None
    not_phrases: tuple[str, ...] = ()
    people: tuple[tuple[str, str], ...] = ()


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
    """A configured place to look. ``headers`` has secrets filled in and must never be stored or printed.

    ``missing_secrets`` are the environment variables that ``headers`` should have a value of and has not: a source
    with any cannot be asked.
    """

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
    """Fewer entries than this in an answer, and the source has probably changed; None expects what it used to show."""
    expect_max: int | None = None
    """More entries than this, and it has probably changed too."""
    expect_fields: tuple[ArticleField, ...] = ()
    """What articles must have that it leads to."""
    expect_silence_s: float | None = None
    """So long it may have nothing new; None goes by its own rhythm."""
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    missing_secrets: tuple[str, ...] = ()
    allow_private: bool = False
    enabled: bool = True

    @property
    def least_entries(self) -> int:
        """The fewest entries that an answer may have, whatever the source used to show.

        A news sitemap lists two days, in which a small site may have nothing to tell; any other source keeps its last.
        """
        if self.expect_min is not None:
            return self.expect_min
        return 0 if self.kind is SourceKind.SITEMAP else 1


@dataclass(frozen=True, slots=True)
class ArchiveSettings:
    """Where answers are kept as WARC files, and from which size on the next file is begun."""

    folder: str
    max_file_bytes: int = 100_000_000


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
    keep_log_for_s: float = 15_552_000.0
    archive: ArchiveSettings | None = None
    """None keeps nothing."""


@dataclass(frozen=True, slots=True)
class Config:
    """A valid sources.yaml; ``path`` is where it was read from."""

    path: str
    shows: tuple[Show, ...]
    sources: tuple[Source, ...]
    settings: Settings
    notify: tuple[NotifyRule, ...] = ()
