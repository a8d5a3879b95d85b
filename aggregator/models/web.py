"""Requests, answers, and how each attempt ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from aggregator.models.catalogue import Source


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
    NO_SECRET = "no_secret"  # noqa: S105 - the environment lacks what one of its headers is made of
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
    TOO_FEW = "too_few"  # entries, by what the source is expected to show
    NOT_A_FEED = "not_a_feed"
    NOT_A_PAGE = "not_a_page"
    NOT_A_SITEMAP = "not_a_sitemap"
    NEEDS_JS = "needs_js"
    PARSE_FAILED = "parse_failed"
    PARSER_ENDED = "parser_ended"  # took too long or too much memory, or brought its parser down
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
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    """As they were received: names in lower case, the first of each, values as Latin-1."""


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
