from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest

from aggregator.fetch.robots import (
    MAX_CRAWL_DELAY_S,
    ROBOTS_LIFETIME,
    Robots,
    is_fresh,
    product_token,
    read_robots,
    remembered_robots,
    robots_file,
)
from aggregator.models import Attempt, FetchResult, Outcome, Purpose, Response, RobotsFile, Severity, Validators
from tests.fetch.helpers import make_request

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
URL = "https://a.test/robots.txt"


def _answered(body: bytes, token: str = "aggregator") -> Robots:
    response = Response(URL, "text/plain", body, Validators(), NOW)
    return _read(_result(Outcome.OK, 200, response), token)


def _read(result: FetchResult, token: str) -> Robots:
    return read_robots(result, robots_file(result, "https://a.test", NOW), token)


def _result(outcome: Outcome, status: int | None, response: Response | None = None) -> FetchResult:
    severity = Severity.OK if response else Severity.SOFT
    attempt = Attempt(URL, outcome, severity, NOW, 0.1, status=status)
    return FetchResult(make_request(URL, purpose=Purpose.ROBOTS), outcome, severity, (attempt,), response)


RULES: dict[str, tuple[bytes, str, bool]] = {
    "nothing said": (b"", "/feed", True),
    "all barred": (b"User-agent: *\nDisallow: /", "/feed", False),
    "all but us barred": (b"User-agent: *\nDisallow: /\n\nUser-agent: aggregator\nDisallow:", "/feed", True),
    "we alone barred": (b"User-agent: Aggregator\nDisallow: /\n\nUser-agent: *\nDisallow:", "/feed", False),
    "we, with a version": (b"User-agent: aggregator/1.0\nDisallow: /", "/feed", False),
    "one whose name holds ours": (b"User-agent: aggregatorbot\nDisallow: /", "/feed", True),
    "one whose name ours holds": (b"User-agent: agg\nDisallow: /", "/feed", True),
    "a group of several, with us": (b"User-agent: x\nUser-agent: aggregator\nDisallow: /a\n", "/a", False),
    "a group of several, without us": (b"User-agent: x\nUser-agent: y\nDisallow: /a\n", "/a", True),
    "the longest rule wins": (b"User-agent: *\nDisallow: /tv\nAllow: /tv/news", "/tv/news/1", True),
    "wildcards": (b"User-agent: *\nDisallow: /*.pdf$", "/x.pdf", False),
    "a byte order mark": (b"\xef\xbb\xbfUser-agent: *\nDisallow: /", "/feed", False),
    "lines of the old Macintosh": (b"User-agent: *\rDisallow: /", "/feed", False),
    "a page instead of rules": (b"<!doctype html><title>Welcome</title>", "/feed", True),
    "bytes of no encoding": (b"\xff\xfe\x00User-agent: *\nDisallow: /x", "/feed", True),
}


@pytest.mark.parametrize(("body", "path", "allowed"), RULES.values(), ids=RULES)
def test_rules(body: bytes, path: str, allowed: bool) -> None:
    ending = _answered(body).judge(f"https://a.test{path}")
    assert (ending is None) is allowed
    if ending is not None:
        assert ending.outcome is Outcome.DISALLOWED
        assert "robots.txt" in (ending.detail or "")


def test_the_name_is_the_one_that_we_send() -> None:
    assert product_token("TvWatch/2 (+mailto:me@example.org)") == "tvwatch"
    assert product_token("(none)") == "aggregator"
    assert _answered(b"User-agent: tvwatch\nDisallow: /", "tvwatch").judge("https://a.test/") is not None


DELAYS = {
    "none": (b"User-agent: *\nDisallow: /x", 0.0),
    "ours": (b"User-agent: aggregator\nCrawl-delay: 7\n\nUser-agent: *\nCrawl-delay: 1", 7.0),
    "a fraction": (b"User-agent: *\nCrawl-delay: 0.5", 0.5),
    "too long": (b"User-agent: *\nCrawl-delay: 86400", MAX_CRAWL_DELAY_S),
    "no number": (b"User-agent: *\nCrawl-delay: nan", 0.0),
    "for ever": (b"User-agent: *\nCrawl-delay: inf", 0.0),
    "negative": (b"User-agent: *\nCrawl-delay: -4", 0.0),
}


@pytest.mark.parametrize(("body", "expected"), DELAYS.values(), ids=DELAYS)
def test_crawl_delay(body: bytes, expected: float) -> None:
    assert _answered(body).crawl_delay_s == expected


MISSING: dict[str, tuple[Outcome, int | None, Outcome | None]] = {
    "not there: all is allowed": (Outcome.NOT_FOUND, 404, None),
    "refused: all is allowed (RFC 9309, 2.3.1.3)": (Outcome.FORBIDDEN, 403, None),
    "gone": (Outcome.GONE, 410, None),
    "redirects without end (RFC 9309, 2.3.1.2)": (Outcome.TOO_MANY_REDIRECTS, 302, None),
    "no content": (Outcome.EMPTY, 204, None),
    "server error (RFC 9309, 2.3.1.4)": (Outcome.SERVER_ERROR, 503, Outcome.ROBOTS_UNREACHABLE),
    "too many requests already": (Outcome.RATE_LIMITED, 429, Outcome.ROBOTS_UNREACHABLE),
    "silence": (Outcome.TIMEOUT, None, Outcome.ROBOTS_UNREACHABLE),
    "broken off": (Outcome.TRUNCATED, 200, Outcome.ROBOTS_UNREACHABLE),
    "no name: nothing of the site can be had": (Outcome.DNS_FAILED, None, Outcome.DNS_FAILED),
    "no connection": (Outcome.CONNECT_FAILED, None, Outcome.CONNECT_FAILED),
    "the gate": (Outcome.REFUSED, None, Outcome.REFUSED),
}


@pytest.mark.parametrize(("outcome", "status", "expected"), MISSING.values(), ids=MISSING)
def test_no_rules(outcome: Outcome, status: int | None, expected: Outcome | None) -> None:
    ending = _read(_result(outcome, status), "aggregator").judge("https://a.test/feed")
    assert (ending.outcome if ending else None) is expected


def test_a_redirect_to_where_there_is_no_way_is_told_of_robots_txt_and_not_of_the_source() -> None:
    for status, redirected in ((302, False), (None, True)):
        robots = read_robots(_result(Outcome.REFUSED, status), None, "aggregator", redirected=redirected)
        ending = robots.judge("https://a.test/feed")
        assert ending is not None
        assert ending.outcome is Outcome.REFUSED
        assert (ending.detail or "").startswith("robots.txt: ")
    direct = read_robots(_result(Outcome.REFUSED, None), None, "aggregator").judge("https://a.test/feed")
    assert direct is not None
    assert direct.detail is None


def test_what_says_nothing_for_long_is_not_remembered() -> None:
    assert robots_file(_result(Outcome.SERVER_ERROR, 503), "https://a.test", NOW) is None
    none_there = robots_file(_result(Outcome.NOT_FOUND, 404), "https://a.test", NOW)
    assert none_there == RobotsFile("https://a.test", None, NOW)


def test_a_remembered_file_rules_as_it_did() -> None:
    response = Response(URL, "text/plain", b"User-agent: *\nDisallow: /tv", Validators(), NOW)
    file = robots_file(_result(Outcome.OK, 200, response), "https://a.test", NOW)
    assert file is not None
    rules = remembered_robots(file, "aggregator")
    assert rules.judge("https://a.test/film") is None
    assert rules.judge("https://a.test/tv/1") is not None


def test_a_remembered_file_is_believed_for_a_day() -> None:
    file = RobotsFile("https://a.test", None, NOW)
    assert is_fresh(file, NOW + ROBOTS_LIFETIME - timedelta(seconds=1))
    assert not is_fresh(file, NOW + ROBOTS_LIFETIME)
    assert not is_fresh(file, NOW - timedelta(seconds=1))


def test_a_file_made_to_be_dear_is_cheap() -> None:
    agents = b"".join(b"User-agent: bot%d\n" % number for number in range(12_000))
    rules = b"".join(b"Disallow: /%d\n" % number for number in range(12_000))
    started = time.process_time()
    robots = _answered(agents + rules)
    assert robots.judge("https://a.test/feed") is None
    assert time.process_time() - started < 2.0
