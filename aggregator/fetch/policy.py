"""What an answer means, and what to do next: every rule of HTTP and of politeness, as pure functions.

Nothing here waits, connects or reads a clock. RFC numbers say where a rule comes from; rules without one are ours.
"""

from __future__ import annotations

import re
import socket
import ssl
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from random import Random
from typing import Final

from aggregator.fetch.gate import RefusedError, check_url
from aggregator.models import Outcome, Severity, Validators
from aggregator.redaction import printable_url

BACKOFF_BASE_S = 1.0
"""The longest wait after a first failure; doubled for each further one."""
BACKOFF_CAP_S = 30.0
"""No single wait within a run is longer, however often a request has failed."""
MAX_RETRY_AFTER_S: Final = 86_400.0
"""A server that asks for more than a day is asked again after a day: values of weeks are met, and are mistakes."""
RATE_LIMITED_WAIT_S: Final = 30.0
"""Taken for the Retry-After of a 429 that states none, or none that can be read."""
RETRY_AFTER_JITTER: Final = 0.1
"""Share of a Retry-After added at random, so that not everybody comes back in the same second."""
LONGEST_WAIT_S: Final = MAX_RETRY_AFTER_S * (1.0 + RETRY_AFTER_JITTER)
SOON_S: Final = 900.0
"""A source that failed for a passing reason may be tried again after this long, whatever its interval."""
PATIENT_FAILURES: Final = 2
"""So many failures in a row are weather, and the source keeps its pace."""
MAX_PAUSE_S: Final = 86_400.0
"""A failing source is tried once a day at least."""
COSTLY_PAUSE_S: Final = 3_600.0
"""After a first document that cost us a parser; doubled for each further one. The same bytes would cost the next."""
MAX_VALIDATOR_CHARS: Final = 8_192
"""Longer validators are not kept: servers refuse requests with longer header lines, and we would never get in again."""
_PERMANENT_REDIRECTS: Final = frozenset({301, 308})  # RFC 9110, 15.4.2 and 15.4.9
_REDIRECTS: Final = _PERMANENT_REDIRECTS | {302, 303, 307}

# Titles of the pages that stand between us and a site until a browser has proved itself, and whose they are.
_CHALLENGE_TITLE: Final = re.compile(
    rb"<title[^>]*>\s*(?:"
    rb"just a moment(?:\.{3}|\xe2\x80\xa6|&#8230;|&hellip;)"  # Cloudflare, managed challenge
    rb"|attention required! \| cloudflare"  # Cloudflare, block page
    rb"|ddos-guard"  # DDoS-Guard
    rb"|pardon our interruption(?:\.{3})?"  # Imperva
    rb"|access to this page has been denied\.?"  # HUMAN (PerimeterX)
    rb")\s*</title",
    re.IGNORECASE,
)
CHALLENGE_SEARCHED_BYTES: Final = 4_096
"""The titles stand at the very beginning of these pages; an article's does not cost a search of all of it."""


@dataclass(frozen=True, slots=True)
class Ending:
    """How one attempt ended; ``detail`` is a short fixed sentence, None where the outcome says it all."""

    outcome: Outcome
    severity: Severity
    detail: str | None = None


OK: Final = Ending(Outcome.OK, Severity.OK)
NOT_MODIFIED: Final = Ending(Outcome.NOT_MODIFIED, Severity.OK)


class BodyError(Exception):
    """A body could not be read to its end for the reason that ``ending`` states."""

    def __init__(self, ending: Ending) -> None:
        super().__init__(ending.detail)
        self.ending = ending


# --- what happened -------------------------------------------------------------------------------------------


_BY_STATUS: Final = {
    # 2xx: all but 200 and 203 have no body that could be the resource (RFC 9110, 15.3)
    204: (Outcome.EMPTY, Severity.SOFT, "no content"),
    205: (Outcome.EMPTY, Severity.SOFT, "no content"),
    # refusals
    401: (Outcome.FORBIDDEN, Severity.SOFT, "asks for a login"),
    402: (Outcome.FORBIDDEN, Severity.SOFT, "asks for payment"),
    403: (Outcome.FORBIDDEN, Severity.SOFT, "refuses us"),
    407: (Outcome.FORBIDDEN, Severity.SOFT, "asks for a login"),
    451: (Outcome.FORBIDDEN, Severity.SOFT, "not available for legal reasons"),
    404: (Outcome.NOT_FOUND, Severity.SOFT, "nothing is there"),
    410: (Outcome.GONE, Severity.PERMANENT, "gone for good"),
    # RFC 9110, 15.5.9: the server tired of waiting for our request and lets us repeat it
    408: (Outcome.TIMEOUT, Severity.TEMPORARY, "the server gave up waiting for the request"),
    425: (Outcome.CLIENT_ERROR, Severity.TEMPORARY, "asks to try again later"),  # RFC 8470, 5.2
    429: (Outcome.RATE_LIMITED, Severity.TEMPORARY, "asks for fewer requests"),  # RFC 6585, 4
    999: (Outcome.FORBIDDEN, Severity.SOFT, "refuses us"),  # LinkedIn's own
    # repeating these within minutes changes nothing
    501: (Outcome.SERVER_ERROR, Severity.SOFT, "the server cannot do this"),
    505: (Outcome.SERVER_ERROR, Severity.SOFT, "the server does not speak HTTP/1.1"),
}


def classify_status(status: int, *, conditional: bool) -> Ending:
    """The meaning of a status that is no redirect to follow; ``conditional``: the request carried validators."""
    if status in (200, 203):
        return OK
    if status == 304:
        # RFC 9110, 15.4.5: only a conditional request may be answered so.
        return NOT_MODIFIED if conditional else _protocol_error("answered 304 to a request without validators")
    if status in _BY_STATUS:
        outcome, severity, meaning = _BY_STATUS[status]
        return Ending(outcome, severity, f"answered {status}: {meaning}")
    if status in _REDIRECTS or 300 <= status < 400:
        return Ending(Outcome.BAD_REDIRECT, Severity.SOFT, f"answered {status}, which leads nowhere")
    if 400 <= status < 500:
        return Ending(Outcome.CLIENT_ERROR, Severity.SOFT, f"answered {status}")
    if 500 <= status < 600:
        return Ending(Outcome.SERVER_ERROR, Severity.TEMPORARY, f"answered {status}")
    return _protocol_error(f"answered {status}, which no request of ours asks for")


def is_challenge(status: int, headers: Mapping[str, str], body: bytes) -> bool:
    """Whether the answer is a page that tests for a browser, instead of what was asked for.

    Cloudflare marks its own with ``cf-mitigated: challenge``; the others are known by their titles.
    """
    if "challenge" in headers.get("cf-mitigated", "").lower():
        return True
    suspicious = status in (200, 403, 405, 429, 503)
    return suspicious and _CHALLENGE_TITLE.search(body[:CHALLENGE_SEARCHED_BYTES]) is not None


def classify_error(error: Exception) -> Ending | None:
    """The meaning of an exception met while asking; None for one that no network can cause."""
    import httpx

    if isinstance(error, BodyError):
        return error.ending
    if isinstance(error, RefusedError):
        return Ending(Outcome.REFUSED, Severity.SOFT, str(error))
    if isinstance(error, httpx.ConnectTimeout):
        return Ending(Outcome.CONNECT_FAILED, Severity.TEMPORARY, "no connection within the time limit")
    if isinstance(error, httpx.TimeoutException):
        return Ending(Outcome.TIMEOUT, Severity.TEMPORARY, "no complete answer within the time limit")
    if isinstance(error, httpx.NetworkError):
        return _classify_network_error(error)
    if isinstance(error, httpx.LocalProtocolError):
        return _protocol_error("the request cannot be written as HTTP: look at the source's headers")
    if isinstance(error, httpx.ProtocolError):
        return Ending(Outcome.PROTOCOL_ERROR, Severity.TEMPORARY, "the answer is no HTTP, or broke off at once")
    if isinstance(error, httpx.UnsupportedProtocol | httpx.InvalidURL):
        return Ending(Outcome.REFUSED, Severity.SOFT, "not an address that can be asked")
    return None


def _classify_network_error(error: Exception) -> Ending:
    import httpx

    for cause in _causes(error):
        if isinstance(cause, ssl.SSLCertVerificationError):
            reason = f"the certificate is not valid: {cause.verify_message}"
            return Ending(Outcome.TLS_FAILED, Severity.SOFT, reason)
        if isinstance(cause, ssl.SSLError):
            return Ending(Outcome.TLS_FAILED, Severity.SOFT, "no secure connection could be agreed on")
        if isinstance(cause, socket.gaierror):
            if cause.errno == socket.EAI_AGAIN:
                return Ending(Outcome.DNS_FAILED, Severity.TEMPORARY, "the name service does not answer")
            return Ending(Outcome.DNS_FAILED, Severity.SOFT, "no such host name")
    if isinstance(error, httpx.ConnectError):
        return Ending(Outcome.CONNECT_FAILED, Severity.TEMPORARY, "the connection was refused or found no way")
    return Ending(Outcome.PROTOCOL_ERROR, Severity.TEMPORARY, "the connection was closed before an answer came")


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _protocol_error(detail: str) -> Ending:
    return Ending(Outcome.PROTOCOL_ERROR, Severity.SOFT, detail)


# --- redirects -----------------------------------------------------------------------------------------------


def is_redirect(status: int) -> bool:
    """Whether the answer sends a GET elsewhere by its Location (RFC 9110, 15.4); 300, 305 and 306 do not."""
    return status in _REDIRECTS


def is_permanent_redirect(status: int) -> bool:
    """Whether the answer says that the old address is to be forgotten (RFC 9110, 15.4.2 and 15.4.9)."""
    return status in _PERMANENT_REDIRECTS


def next_hop(visited: tuple[str, ...], location: str | None, *, max_redirects: int) -> str | Ending:
    """The absolute URL that a redirect leads to, or why it is not followed.

    Args:
        visited: Every URL asked so far, the one that answered with the redirect last.
        location: The Location header as the server sent it (RFC 9110, 10.2.2: may be relative).
        max_redirects: How many redirects one request may follow.
    """
    import httpx

    if not location:
        return Ending(Outcome.BAD_REDIRECT, Severity.SOFT, "redirects without saying where")
    try:
        current = httpx.URL(visited[-1])
        target = str(current.join(httpx.URL(location)).copy_with(fragment=None))
        check_url(target)
    except httpx.InvalidURL:
        return Ending(Outcome.BAD_REDIRECT, Severity.SOFT, "redirects to an address that cannot be read")
    except RefusedError as refusal:
        return Ending(Outcome.REFUSED, Severity.SOFT, f"redirect: {refusal}")
    if current.scheme == "https" and target.startswith("http:"):
        detail = f"redirects from https to {printable_url(target)}, which is not secure"
        return Ending(Outcome.REFUSED, Severity.SOFT, detail)
    if target in visited:
        # Without cookies the same question gets the same answer.
        return Ending(Outcome.TOO_MANY_REDIRECTS, Severity.SOFT, "redirects in a circle")
    if len(visited) > max_redirects:
        return Ending(Outcome.TOO_MANY_REDIRECTS, Severity.SOFT, f"redirects more than {max_redirects} times")
    return target


# --- when to come back ---------------------------------------------------------------------------------------


def backoff_s(failures: int, rng: Random) -> float:
    """Seconds to wait before the next attempt after ``failures`` (1 or more) in a row: exponential, full jitter."""
    ceiling = min(BACKOFF_CAP_S, BACKOFF_BASE_S * 2.0 ** min(failures - 1, 32))
    return rng.uniform(0.0, ceiling)


def parse_retry_after(value: str | None, now: datetime) -> float | None:
    """Seconds that a Retry-After header asks to wait, from 0 to ``MAX_RETRY_AFTER_S``; None where it cannot be read.

    RFC 9110, 10.2.3: whole seconds or an HTTP-date. A date that has passed is 0.
    """
    text = (value or "").strip()
    if text.isascii() and text.isdigit():
        # A number of ten digits is over the cap already, and int() refuses very long ones.
        return MAX_RETRY_AFTER_S if len(text) > 9 else min(float(text), MAX_RETRY_AFTER_S)
    try:
        at = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)  # "-0000", and asctime dates, are UTC
    return min(max((at - now).total_seconds(), 0.0), MAX_RETRY_AFTER_S)


def asked_wait_s(status: int, header: Callable[[str], str | None], now: datetime) -> float | None:
    """How long the server wants its whole host left alone; None where it did not ask for that.

    RFC 9110, 10.2.3 (503) and RFC 6585, 4 (429). Elsewhere Retry-After is not about load.
    """
    if status not in (429, 503):
        return None
    wait = parse_retry_after(header("retry-after"), now)
    return RATE_LIMITED_WAIT_S if wait is None and status == 429 else wait


def next_due(
    *,
    last_attempt_at: datetime,
    interval_s: float,
    consecutive_failures: int,
    severity: Severity,
    retry_after_s: float | None = None,
    costly: bool = False,
) -> datetime | None:
    """When a source is to be asked next; None for never again (RFC 9110, 15.5.11: 410 is meant to last).

    After a success: one interval later. After ``PATIENT_FAILURES`` in a row: one interval later too, or ``SOON_S`` if
    that comes sooner and the failure was a passing one. Then ``SOON_S`` at least, and each further failure doubles
    that, up to a day or the interval, if that is longer. What was costly waits ``COSTLY_PAUSE_S`` from the first time
    on. Never before the time that the server asked for.

    Args:
        last_attempt_at: End of the latest attempt.
        interval_s: Seconds between two looks at a healthy source; 0 for every run.
        consecutive_failures: Failures since the last success, the latest attempt among them.
        severity: That of the latest attempt.
        retry_after_s: ``FetchResult.retry_after_s`` of the latest attempt.
        costly: The latest answer cost us more than a request does.
    """
    if severity is Severity.PERMANENT:
        return None
    wait = interval_s
    if consecutive_failures > 0:
        first = min(interval_s, SOON_S) if severity is Severity.TEMPORARY else interval_s
        beyond = consecutive_failures - (0 if costly else PATIENT_FAILURES)
        step = COSTLY_PAUSE_S if costly else SOON_S
        growing = step * 2.0 ** min(beyond - 1, 32) if beyond > 0 else 0.0
        wait = min(max(first, growing), max(MAX_PAUSE_S, interval_s))
    return last_attempt_at + timedelta(seconds=max(wait, min(retry_after_s or 0.0, MAX_RETRY_AFTER_S)))


# --- validators ----------------------------------------------------------------------------------------------


def read_validators(header: Callable[[str], str | None]) -> Validators:
    """The validators of an answer, opaque and untouched (RFC 9110, 8.8); a missing or unusable one is None."""
    etag, last_modified = header("etag"), header("last-modified")
    return Validators(
        etag=etag if etag and len(etag) <= MAX_VALIDATOR_CHARS else None,
        last_modified=last_modified if last_modified and len(last_modified) <= MAX_VALIDATOR_CHARS else None,
    )


def merge_validators(sent: Validators, received: Validators) -> Validators:
    """What to store after a 304: what it brought replaces what was sent (RFC 9111, 3.2 and 4.3.4), field by field."""
    return Validators(etag=received.etag or sent.etag, last_modified=received.last_modified or sent.last_modified)
