from __future__ import annotations

import socket
import ssl
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from random import Random

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.fetch import next_due, policy
from aggregator.fetch.gate import RefusedError
from aggregator.fetch.policy import BodyError, Ending, next_hop
from aggregator.models import Outcome, Severity, Validators

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)

STATUSES = {
    "200 is fine": (200, Outcome.OK, Severity.OK),
    "203 came through a proxy that says so": (203, Outcome.OK, Severity.OK),
    "204 has nothing to read": (204, Outcome.EMPTY, Severity.SOFT),
    "206 answers a question that was not asked": (206, Outcome.PROTOCOL_ERROR, Severity.SOFT),
    "300 is no redirect to follow": (300, Outcome.BAD_REDIRECT, Severity.SOFT),
    "401 wants a login": (401, Outcome.FORBIDDEN, Severity.SOFT),
    "403 refuses": (403, Outcome.FORBIDDEN, Severity.SOFT),
    "451 is for lawyers": (451, Outcome.FORBIDDEN, Severity.SOFT),
    "404 may come back tomorrow (case 87)": (404, Outcome.NOT_FOUND, Severity.SOFT),
    "410 does not come back (case 88)": (410, Outcome.GONE, Severity.PERMANENT),
    "418 is somebody's joke": (418, Outcome.CLIENT_ERROR, Severity.SOFT),
    "429 wants fewer requests": (429, Outcome.RATE_LIMITED, Severity.TEMPORARY),
    "500 may pass": (500, Outcome.SERVER_ERROR, Severity.TEMPORARY),
    "501 does not pass": (501, Outcome.SERVER_ERROR, Severity.SOFT),
    "522 is Cloudflare's, and may pass": (522, Outcome.SERVER_ERROR, Severity.TEMPORARY),
    "999 is LinkedIn's refusal": (999, Outcome.FORBIDDEN, Severity.SOFT),
    "600 is nothing at all": (600, Outcome.PROTOCOL_ERROR, Severity.SOFT),
}


@pytest.mark.parametrize(("status", "outcome", "severity"), STATUSES.values(), ids=STATUSES)
def test_status(status: int, outcome: Outcome, severity: Severity) -> None:
    ending = policy.classify_status(status, conditional=True)
    assert (ending.outcome, ending.severity) == (outcome, severity)


@given(st.integers(100, 999))
def test_every_status_has_a_meaning_and_only_200_and_203_bring_a_resource(status: int) -> None:
    ending = policy.classify_status(status, conditional=False)
    assert (ending.outcome is Outcome.OK) == (status in (200, 203))
    assert (ending.detail is None) == (ending.outcome is Outcome.OK)


def test_case_84_304_is_an_answer_to_a_conditional_request_alone() -> None:
    assert policy.classify_status(304, conditional=True).outcome is Outcome.NOT_MODIFIED
    assert policy.classify_status(304, conditional=False).outcome is Outcome.PROTOCOL_ERROR


def _caused(error: Exception, cause: BaseException) -> Exception:
    error.__cause__ = cause
    return error


_EXPIRED = ssl.SSLCertVerificationError("expired")
_EXPIRED.verify_message = "certificate has expired"
ERRORS = {
    "no such name": (
        _caused(httpx.ConnectError("x"), socket.gaierror(socket.EAI_NONAME, "unknown")),
        Outcome.DNS_FAILED,
        Severity.SOFT,
    ),
    "name service away (case 102)": (
        _caused(httpx.ConnectError("x"), socket.gaierror(socket.EAI_AGAIN, "later")),
        Outcome.DNS_FAILED,
        Severity.TEMPORARY,
    ),
    "refused": (
        _caused(httpx.ConnectError("x"), ConnectionRefusedError()),
        Outcome.CONNECT_FAILED,
        Severity.TEMPORARY,
    ),
    "nobody there": (httpx.ConnectTimeout("x"), Outcome.CONNECT_FAILED, Severity.TEMPORARY),
    "expired certificate (case 101)": (
        _caused(httpx.ConnectError("x"), _EXPIRED),
        Outcome.TLS_FAILED,
        Severity.SOFT,
    ),
    "no common cipher": (_caused(httpx.ConnectError("x"), ssl.SSLError("x")), Outcome.TLS_FAILED, Severity.SOFT),
    "silence": (httpx.ReadTimeout("x"), Outcome.TIMEOUT, Severity.TEMPORARY),
    "hung up": (httpx.ReadError("x"), Outcome.PROTOCOL_ERROR, Severity.TEMPORARY),
    "no HTTP": (httpx.RemoteProtocolError("x"), Outcome.PROTOCOL_ERROR, Severity.TEMPORARY),
    "a header of ours that is none": (httpx.LocalProtocolError("x"), Outcome.PROTOCOL_ERROR, Severity.SOFT),
    "a scheme we do not speak": (httpx.UnsupportedProtocol("x"), Outcome.REFUSED, Severity.SOFT),
    "the gate": (RefusedError("no"), Outcome.REFUSED, Severity.SOFT),
    "a body": (BodyError(Ending(Outcome.TOO_LARGE, Severity.SOFT)), Outcome.TOO_LARGE, Severity.SOFT),
}


@pytest.mark.parametrize(("error", "outcome", "severity"), ERRORS.values(), ids=ERRORS)
def test_error(error: Exception, outcome: Outcome, severity: Severity) -> None:
    ending = policy.classify_error(error)
    assert ending is not None
    assert (ending.outcome, ending.severity) == (outcome, severity)


def test_a_bug_of_ours_is_not_taken_for_the_network() -> None:
    assert policy.classify_error(KeyError("x")) is None


def test_every_transport_error_of_httpx_has_a_meaning() -> None:
    def leaves(kind: type[Exception]) -> set[type[Exception]]:
        return {kind}.union(*(leaves(below) for below in kind.__subclasses__()))

    unknown = {kind for kind in leaves(httpx.TransportError) if policy.classify_error(kind("x")) is None}
    # Proxies are never used; a decoder of httpx neither; the rest are abstract.
    assert unknown == {httpx.TransportError, httpx.ProxyError}


CHALLENGES = {
    "Cloudflare says so": (403, {"cf-mitigated": "challenge"}, b"", True),
    "a title, refused": (403, {}, b"<html><title>Just a moment...</title>", True),
    "a title, with 200 (case 108)": (200, {}, b"<TITLE>\n Just a moment\xe2\x80\xa6 </TITLE>", True),
    "an article about moments": (200, {}, b"<title>Just a moment... that changed TV</title>", False),
    "a plain refusal": (403, {"server": "cloudflare"}, b"<title>Forbidden</title>", False),
    "a title far down": (200, {}, b" " * 5_000 + b"<title>Just a moment...</title>", False),
}


@pytest.mark.parametrize(("status", "headers", "body", "expected"), CHALLENGES.values(), ids=CHALLENGES)
def test_challenge(status: int, headers: dict[str, str], body: bytes, expected: bool) -> None:
    assert policy.is_challenge(status, headers, body) is expected


# --- redirects -----------------------------------------------------------------------------------------------

HOPS: dict[str, tuple[str, str | None, str | Outcome]] = {
    "absolute": ("https://a.test/x", "https://b.test/y", "https://b.test/y"),
    "relative to the path": ("https://a.test/tv/x", "y?z=1", "https://a.test/tv/y?z=1"),
    "relative to the scheme": ("https://a.test/x", "//b.test/y", "https://b.test/y"),
    "the fragment is the reader's": ("https://a.test/x", "/y#comments", "https://a.test/y"),
    "letters that are not ASCII": ("https://a.test/x", "/caf\u00e9", "https://a.test/caf%C3%A9"),
    "to a safer scheme": ("http://a.test/x", "https://a.test/x", "https://a.test/x"),
    "to a less safe one (case 95)": ("https://a.test/x", "http://a.test/x", Outcome.REFUSED),
    "no Location (case 94)": ("https://a.test/x", None, Outcome.BAD_REDIRECT),
    "an empty Location": ("https://a.test/x", "", Outcome.BAD_REDIRECT),
    "a Location that is none (case 94)": ("https://a.test/x", "https://[::1", Outcome.BAD_REDIRECT),
    "to a file (case 93)": ("https://a.test/x", "file:///etc/passwd", Outcome.REFUSED),
    "to a script": ("https://a.test/x", "javascript:alert(1)", Outcome.REFUSED),
    "with a user name": ("https://a.test/x", "https://me:pw@b.test/", Outcome.REFUSED),
    "to itself (case 92)": ("https://a.test/x", "/x", Outcome.TOO_MANY_REDIRECTS),
}


@pytest.mark.parametrize(("url", "location", "expected"), HOPS.values(), ids=HOPS)
def test_next_hop(url: str, location: str | None, expected: str | Outcome) -> None:
    hop = next_hop((url,), location, max_redirects=5)
    assert (hop.outcome if isinstance(hop, Ending) else hop) == expected


def test_redirects_are_counted() -> None:
    visited = ("https://a.test/0", "https://a.test/1", "https://a.test/2")
    assert next_hop(visited, "/3", max_redirects=3) == "https://a.test/3"
    hop = next_hop(visited, "/3", max_redirects=2)
    assert isinstance(hop, Ending)
    assert hop.outcome is Outcome.TOO_MANY_REDIRECTS


def test_a_refused_hop_never_shows_its_secrets() -> None:
    hop = next_hop(("https://a.test/x",), "http://b.test/y?token=hush", max_redirects=5)
    assert isinstance(hop, Ending)
    assert hop.detail is not None
    assert "http://b.test/y" in hop.detail
    assert "hush" not in hop.detail


# --- when to come back ---------------------------------------------------------------------------------------

RETRY_AFTERS: dict[str, tuple[str | None, float | None]] = {
    "none": (None, None),
    "empty": ("", None),
    "seconds": ("120", 120.0),
    "seconds in white space": (" 7 ", 7.0),
    "now": ("0", 0.0),
    "four days": ("317100", 86_400.0),
    "a number that int() refuses": ("9" * 5_000, 86_400.0),
    "negative": ("-1", None),
    "a fraction": ("1.5", None),
    "a word": ("abc", None),
    "digits of another script": ("\u0661\u0662", None),
    "a date": (format_datetime(NOW + timedelta(seconds=90), usegmt=True), 90.0),
    "a date in the old style of asctime": ("Fri Nov 20 12:00:30 2026", 30.0),
    "a date that has passed": ("Sun, 06 Nov 1994 08:49:37 GMT", 0.0),
    "a date far away": ("Fri, 20 Nov 2099 12:00:00 GMT", 86_400.0),
    "a date that is none": ("Fri, 99 Nov 2026 99:00:00 GMT", None),
}


@pytest.mark.parametrize(("value", "expected"), RETRY_AFTERS.values(), ids=RETRY_AFTERS)
def test_case_86_retry_after(value: str | None, expected: float | None) -> None:
    assert policy.parse_retry_after(value, NOW) == expected


@given(st.text())
def test_any_retry_after_is_none_or_within_a_day(value: str) -> None:
    wait = policy.parse_retry_after(value, NOW)
    assert wait is None or 0.0 <= wait <= policy.MAX_RETRY_AFTER_S


def test_only_busy_servers_can_ask_for_a_wait() -> None:
    def header(name: str) -> str | None:
        return {"retry-after": "40"}.get(name)

    assert policy.asked_wait_s(429, header, NOW) == 40.0
    assert policy.asked_wait_s(503, header, NOW) == 40.0
    assert policy.asked_wait_s(404, header, NOW) is None
    assert policy.asked_wait_s(429, {"retry-after": "abc"}.get, NOW) == policy.RATE_LIMITED_WAIT_S
    assert policy.asked_wait_s(503, {"retry-after": "abc"}.get, NOW) is None


@given(st.integers(1, 10_000), st.integers())
def test_backoff_is_jittered_below_a_doubling_ceiling(failures: int, seed: int) -> None:
    ceiling = min(policy.BACKOFF_CAP_S, policy.BACKOFF_BASE_S * 2 ** min(failures - 1, 20))
    assert 0.0 <= policy.backoff_s(failures, Random(seed)) <= ceiling


def test_backoff_differs_from_one_to_the_next() -> None:
    rng = Random(1)
    assert len({policy.backoff_s(3, rng) for _ in range(10)}) == 10


def _due_after_s(
    *,
    failures: int,
    severity: Severity = Severity.SOFT,
    interval_s: float = 3_600.0,
    retry_after_s: float | None = None,
) -> float:
    due = next_due(
        last_attempt_at=NOW,
        interval_s=interval_s,
        consecutive_failures=failures,
        severity=severity,
        retry_after_s=retry_after_s,
    )
    assert due is not None
    return (due - NOW).total_seconds()


def test_a_healthy_source_is_due_an_interval_later() -> None:
    assert _due_after_s(failures=0, severity=Severity.OK) == 3_600.0
    assert _due_after_s(failures=0, severity=Severity.OK, interval_s=0.0) == 0.0


def test_a_passing_failure_is_tried_sooner_than_others() -> None:
    assert _due_after_s(failures=1, severity=Severity.TEMPORARY) == policy.SOON_S
    assert _due_after_s(failures=1, severity=Severity.SOFT) == 3_600.0


def test_a_source_that_is_gone_is_never_due() -> None:
    assert next_due(last_attempt_at=NOW, interval_s=60.0, consecutive_failures=1, severity=Severity.PERMANENT) is None


def test_a_source_asked_for_on_every_run_is_left_alone_longer_and_longer_when_it_fails() -> None:
    assert [_due_after_s(failures=n, interval_s=0.0) for n in range(1, 6)] == [0.0, 0.0, 900.0, 1_800.0, 3_600.0]


def test_the_server_may_ask_for_more_but_not_for_weeks() -> None:
    assert _due_after_s(failures=1, retry_after_s=7_200.0) == 7_200.0
    assert _due_after_s(failures=1, retry_after_s=10.0) == 3_600.0
    assert _due_after_s(failures=1, retry_after_s=1e9) == 86_400.0


@given(
    failures=st.integers(0, 10**9),
    severity=st.sampled_from([Severity.OK, Severity.TEMPORARY, Severity.SOFT]),
    interval_s=st.floats(0.0, 10 * 86_400.0),
)
def test_more_failures_never_make_it_due_sooner_and_a_day_is_the_most(
    failures: int, severity: Severity, interval_s: float
) -> None:
    wait = _due_after_s(failures=failures, severity=severity, interval_s=interval_s)
    assert 0.0 <= wait <= max(86_400.0, interval_s) + 1e-3
    if failures:
        more = _due_after_s(failures=failures + 1, severity=severity, interval_s=interval_s)
        assert more >= wait


# --- validators ----------------------------------------------------------------------------------------------


def test_case_85_validators_are_opaque() -> None:
    """Weak, unquoted, long."""
    for etag in ('W/"x"', "unquoted", '"' + "x" * 4_096 + '"', '"\xe9"'):
        assert policy.read_validators({"etag": etag}.get).etag == etag
    assert policy.read_validators({"etag": "x" * 10_000, "last-modified": ""}.get) == Validators()


def test_case_80_81_a_304_replaces_what_it_brings_and_leaves_the_rest() -> None:
    sent = Validators('"old"', "Mon, 16 Nov 2026 08:00:00 GMT")
    assert policy.merge_validators(sent, Validators()) == sent
    assert policy.merge_validators(sent, Validators('"new"')) == Validators('"new"', sent.last_modified)
