"""What is read in an article: which shows it names, whether it is known, what it claims."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from aggregator.models.catalogue import Authority
from aggregator.models.documents import Completeness
from aggregator.models.identity import CanonicalUrl, Fingerprint, ShowId


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


class Sameness(StrEnum):
    """Why an incoming article is one that is known."""

    URL = "url"
    FINGERPRINT = "fingerprint"


@dataclass(frozen=True, slots=True)
class KnownArticle:
    """What dedupe needs to know of a stored article.

    ``authority`` is that of the source which it was taken from, ``published_at`` None where no trusted date is known,
    ``revised_at`` when its text was first met.
    """

    id: int
    url: CanonicalUrl
    fingerprint: Fingerprint
    completeness: Completeness
    word_count: int
    title: str
    authority: Authority = Authority.PRESS
    published_at: datetime | None = None
    revised_at: datetime | None = None


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
