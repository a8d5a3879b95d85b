"""One question, one answer: what we say of ourselves, and what is kept of what comes back."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final, cast

import httpx

from aggregator.fetch.body import ACCEPT_ENCODING, Body, Limits, read_body
from aggregator.fetch.gate import check_url, origin_of
from aggregator.fetch.policy import BodyError, Ending
from aggregator.models import Outcome, Purpose, Request, Settings, Severity, SourceKind

EXCERPT_BYTES: Final = 65_536
"""Read of an answer without the resource: what tells a challenge, and small ones whole, so the connection stays."""

_FEED: Final = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, "
    "application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.7, */*;q=0.1"
)
_PAGE: Final = "text/html, application/xhtml+xml;q=0.9, */*;q=0.1"
_SITEMAP: Final = "application/xml, text/xml, application/gzip;q=0.8, */*;q=0.1"
_ROBOTS: Final = "text/plain, */*;q=0.1"
_BY_KIND: Final = {SourceKind.FEED: _FEED, SourceKind.PAGE: _PAGE, SourceKind.SITEMAP: _SITEMAP}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered; ``headers`` in lower case, the first of each name, as Latin-1 to keep every byte."""

    status: int
    headers: Mapping[str, str]
    body: Body

    def header(self, name: str) -> str | None:
        """The value of ``name`` (lower case), None where it was not sent."""
        return self.headers.get(name)


def user_agent(settings: Settings, version: str) -> str:
    """Who we are and how to reach the person who runs us; ``settings.user_agent`` is taken as it is.

    >>> user_agent(Settings(contact="tv@example.org"), "1.0")
    'aggregator/1.0 (follows TV news; +mailto:tv@example.org)'
    """
    if settings.user_agent:
        return settings.user_agent
    contact = re.sub(r"[^\x21-\x7e]|[()\\]", "", settings.contact or "")
    if not contact:
        return f"aggregator/{version} (follows TV news)"
    is_mail = "@" in contact and ":" not in contact
    return f"aggregator/{version} (follows TV news; +{'mailto:' if is_mail else ''}{contact})"


def request_headers(
    request: Request, url: httpx.URL, agent: str, *, compressed: bool = True
) -> list[tuple[bytes, bytes]]:
    """The headers of one hop of ``request``, which is at ``url`` now. Never a cookie, never a Referer.

    The headers of the source, which may hold secrets, go to the origin of the source alone. The validators go with
    every hop: they are of the resource at the end of the road, and the road is the same as last time (RFC 9110, 15.4).
    """
    headers = {
        "user-agent": agent,
        "accept": _accept(request),
    }
    own = request.source.headers if request.purpose is not Purpose.ROBOTS else {}
    if own and origin_of(check_url(request.source.url)) == origin_of(url):
        headers |= {name.lower(): value for name, value in own.items()}
    headers["accept-encoding"] = ACCEPT_ENCODING if compressed else "identity"
    if request.validators.etag is not None:
        headers["if-none-match"] = request.validators.etag  # RFC 9110, 13.1.2
    if request.validators.last_modified is not None:
        headers["if-modified-since"] = request.validators.last_modified  # RFC 9110, 13.1.3
    return [(name.encode("ascii", "replace"), _encoded(value)) for name, value in headers.items()]


def _encoded(value: str) -> bytes:
    """Latin-1 gives back the very bytes that were received; what does not fit came from the configuration."""
    try:
        return value.encode("latin-1")
    except UnicodeEncodeError:
        return value.encode()


def _accept(request: Request) -> str:
    if request.purpose is Purpose.ROBOTS:
        return _ROBOTS
    return _PAGE if request.purpose is Purpose.ARTICLE else _BY_KIND[request.source.kind]


def exchange(
    transport: httpx.BaseTransport,
    url: httpx.URL,
    headers: list[tuple[bytes, bytes]],
    limits: Limits,
    *,
    connect_timeout_s: float,
) -> Answer:
    """Asks for ``url`` and reads the answer; redirects are answers like any other.

    The body is complete for 200 and 203, an excerpt otherwise.

    Raises:
        BodyError: The body could not be read as it should.
        RefusedError: The gate does not let us connect.
        httpx.TransportError: There is no answer.
    """
    left = max(limits.deadline - time.monotonic(), 0.0)
    timeout = httpx.Timeout(left, connect=min(connect_timeout_s, left)).as_dict()
    request = httpx.Request("GET", url, headers=headers, extensions={"timeout": timeout, "deadline": limits.deadline})
    response = transport.handle_request(request)
    try:
        found: dict[str, str] = {}
        for name, value in response.headers.raw:
            found.setdefault(name.decode("latin-1").lower(), value.decode("latin-1").strip())
        status = response.status_code
        read = _read_all if status in (200, 203) else _read_excerpt
        return Answer(status, found, read(response, found, limits))
    finally:
        response.close()


def _read_all(response: httpx.Response, headers: Mapping[str, str], limits: Limits) -> Body:
    try:
        return read_body(_wire(response), headers, limits)
    except (httpx.ProtocolError, httpx.NetworkError) as error:
        ending = Ending(Outcome.TRUNCATED, Severity.TEMPORARY, "the body broke off before its end")
        raise BodyError(ending) from error


def _read_excerpt(response: httpx.Response, headers: Mapping[str, str], limits: Limits) -> Body:
    """Some of the body of an answer whose status alone decides: a body that cannot be read is as good as none."""
    try:
        return read_body(_wire(response), headers, replace(limits, max_bytes=EXCERPT_BYTES, cut=True))
    except (BodyError, httpx.TransportError):
        return Body(b"", 0)


def _wire(response: httpx.Response) -> Iterable[bytes]:
    # Not iter_raw(), which refuses answers made with ``content=``, as those of httpx.MockTransport are.
    return cast(httpx.SyncByteStream, response.stream)
