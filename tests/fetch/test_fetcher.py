"""The fetcher against real servers on loopback, and, where no server can play the part, against a mock."""

from __future__ import annotations

import gzip
import json
import os
import signal
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import httpx
import pytest

from aggregator.errors import FetchError
from aggregator.fetch import Fetcher, fetcher, policy
from aggregator.models import FetchResult, Outcome, Purpose, Request, Settings, Severity, Validators
from tests.fetch.helpers import FAST, fetch_all, fetch_one, make_request, make_source
from tests.servers import Asked, Reply, WebServer

FEED = b"<rss version='2.0'><channel><title>Renewals</title></channel></rss>"
FIXTURES = Path(__file__).parents[2] / "fixtures"
NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


@pytest.fixture
def web() -> Iterator[WebServer]:
    with WebServer({"/feed": Reply(body=FEED)}) as server:
        yield server


@pytest.fixture
def elsewhere() -> Iterator[WebServer]:
    with WebServer() as server:
        yield server


@pytest.fixture(autouse=True)
def short_backoff(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(policy, "BACKOFF_BASE_S", 0.02)


def _paths(web: WebServer) -> list[str]:
    return [asked.path for asked in web.log]


# --- answers -------------------------------------------------------------------------------------------------


def test_a_feed_comes_with_all_that_is_known_of_it(web: WebServer) -> None:
    web.routes["/feed"] = Reply(
        body=FEED,
        headers={"ETag": 'W/"7"', "Last-Modified": "Mon, 16 Nov 2026 08:00:00 GMT", "Content-Type": "Text/XML"},
    )
    url = web.url("/feed")
    with Fetcher(FAST, version="1.0", clock=lambda: NOW) as fetching:
        fetching.submit(make_request(url))
        (result,) = fetching.results()
    validators = Validators('W/"7"', "Mon, 16 Nov 2026 08:00:00 GMT")
    assert result.outcome is Outcome.OK
    assert result.validators == validators
    assert result.response is not None
    assert result.response.url == url
    assert result.response.body == FEED
    assert result.response.content_type == "text/xml"
    assert result.response.validators == validators
    assert result.response.fetched_at == NOW
    assert result.response.redirects == ()
    robots, feed = result.attempts
    assert (robots.url, robots.status) == (web.url("/robots.txt"), 404)
    assert (feed.status, feed.body_bytes, feed.detail, feed.started_at) == (200, len(FEED), None, NOW)


def test_it_says_who_it_is_and_keeps_no_cookie(web: WebServer) -> None:
    web.routes["/feed"] = Reply(body=FEED, headers={"Set-Cookie": "session=1"})
    fetch_all(make_request(web.url("/feed")), make_request(web.url("/feed")))
    for asked in web.asked("/feed"):
        assert asked.headers["user-agent"] == "aggregator/1.0 (follows TV news; +mailto:tv@example.org)"
        assert not {"cookie", "referer"} & set(asked.headers)


def test_an_unchanged_feed_costs_a_304(web: WebServer) -> None:
    def conditional(asked: Asked) -> Reply:
        unchanged = asked.headers.get("if-none-match") == '"1"' and asked.headers.get("if-modified-since") == "Mon"
        return Reply(304, headers={"ETag": '"2"'}) if unchanged else Reply(body=FEED)

    web.routes["/feed"] = conditional
    result = fetch_one(make_request(web.url("/feed"), validators=Validators('"1"', "Mon")))
    assert (result.outcome, result.severity) == (Outcome.NOT_MODIFIED, Severity.OK)
    assert result.validators == Validators('"2"', "Mon")  # case 80
    assert result.response is None


def test_case_4_a_source_may_name_itself_as_its_server_likes(web: WebServer) -> None:
    """Some answer with a page to whatever calls itself a browser, or does not."""

    def picky(asked: Asked) -> Reply:
        return Reply(body=FEED if asked.headers["user-agent"] == "FeedReader/2" else b"<html>Welcome</html>")

    web.routes["/feed"] = picky
    source = make_source(web.url("/feed"), headers={"User-Agent": "FeedReader/2"})
    (result,) = fetch_all(make_request(web.url("/feed"), source=source))
    assert result.response is not None
    assert result.response.body == FEED


def test_case_5_a_server_that_wants_to_be_asked_for_a_feed_is(web: WebServer) -> None:
    def picky(asked: Asked) -> Reply:
        return Reply(body=FEED if "application/rss+xml" in asked.headers.get("accept", "") else b"<html>Feed</html>")

    web.routes["/feed"] = picky
    result = fetch_one(web.url("/feed"))
    assert result.response is not None
    assert result.response.body == FEED


def test_case_85_an_odd_etag_goes_there_and_back(web: WebServer) -> None:
    for etag in ('W/"x"', "unquoted", '"' + "x" * 4_096 + '"'):
        web.log.clear()
        web.routes["/feed"] = Reply(body=FEED, headers={"ETag": etag})
        first = fetch_one(web.url("/feed"))
        web.routes["/feed"] = Reply(304)
        assert fetch_one(make_request(web.url("/feed"), validators=first.validators)).outcome is Outcome.NOT_MODIFIED
        assert web.asked("/feed")[1].headers["if-none-match"] == etag


def test_case_88_what_is_gone_is_asked_once_and_never_again(web: WebServer) -> None:
    web.routes["/feed"] = Reply(410)
    result = fetch_one(web.url("/feed"))
    assert (result.outcome, result.severity) == (Outcome.GONE, Severity.PERMANENT)
    assert len(web.asked("/feed")) == 1


def test_case_84_an_unasked_304_is_an_error(web: WebServer) -> None:
    web.routes["/feed"] = Reply(304)
    assert fetch_one(web.url("/feed")).outcome is Outcome.PROTOCOL_ERROR


def test_of_a_header_sent_twice_the_first_counts(web: WebServer) -> None:
    web.routes["/feed"] = Reply(raw=b'HTTP/1.0 200 OK\r\nETag: "1"\r\netag: "2"\r\n\r\n' + FEED)
    assert fetch_one(web.url("/feed")).validators == Validators('"1"')


def test_a_failure_keeps_no_validators(web: WebServer) -> None:
    web.routes["/feed"] = Reply(404, headers={"ETag": '"error"'})
    result = fetch_one(make_request(web.url("/feed"), validators=Validators('"1"')))
    assert result.outcome is Outcome.NOT_FOUND
    assert result.validators == Validators()


def test_one_connection_serves_a_host(web: WebServer) -> None:
    web.routes["/old"] = Reply(301, headers={"Location": "/feed"}, body=b"Moved")
    web.routes["/page"] = Reply(404, body=b"no such page" * 100)
    fetch_all(*(make_request(web.url(path)) for path in ("/feed", "/old", "/page", "/feed")))
    assert len(web.log) == 6
    assert len({asked.client_port for asked in web.log}) == 1


_BOMB = gzip.compress(bytes(50_000_000))
BODIES: dict[str, tuple[Reply, Outcome]] = {
    "nothing (case 1)": (Reply(), Outcome.EMPTY),
    "no content": (Reply(204), Outcome.EMPTY),
    "gzip": (Reply(body=gzip.compress(FEED), headers={"Content-Encoding": "gzip"}), Outcome.OK),
    "gzip that nobody announced (case 35)": (Reply(body=gzip.compress(FEED)), Outcome.OK),
    "gzip that breaks off (case 97)": (
        Reply(body=gzip.compress(FEED)[:-9], headers={"Content-Encoding": "gzip"}),
        Outcome.TRUNCATED,
    ),
    "fewer bytes than promised (case 99)": (Reply(body=FEED, headers={"Content-Length": "999"}), Outcome.TRUNCATED),
    "more than we want": (Reply(body=b"x" * 200_001), Outcome.TOO_LARGE),
    "a bomb (case 96, S5)": (
        Reply(body=_BOMB, headers={"Content-Encoding": "gzip"}),
        Outcome.TOO_LARGE,
    ),
    "a challenge (case 108)": (Reply(503, body=b"<title>Just a moment...</title>"), Outcome.CHALLENGE),
    "a packed challenge": (
        Reply(403, body=gzip.compress(b"<title>Just a moment...</title>"), headers={"Content-Encoding": "gzip"}),
        Outcome.CHALLENGE,
    ),
    "no HTTP": (Reply(raw=b"SSH-2.0-OpenSSH_9.6\r\n"), Outcome.PROTOCOL_ERROR),
    "nothing at all": (Reply(raw=b""), Outcome.PROTOCOL_ERROR),
    "two lengths that differ": (
        Reply(raw=b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab"),
        Outcome.PROTOCOL_ERROR,
    ),
    "a chunk that is none": (
        Reply(raw=b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nab"),
        Outcome.TRUNCATED,
    ),
    "chunks without the last (case 99)": (
        Reply(raw=b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n<rss>\r\n"),
        Outcome.TRUNCATED,
    ),
    "a chunk shorter than it says (case 99)": (
        Reply(raw=b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n<rss>"),
        Outcome.TRUNCATED,
    ),
    "a bomb in chunks (case 96)": (
        Reply(
            raw=b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n"
            + b"%x\r\n%b\r\n0\r\n\r\n" % (len(_BOMB), _BOMB)
        ),
        Outcome.TOO_LARGE,
    ),
    "headers without end": (Reply(raw=b"HTTP/1.1 200 OK\r\n" + b"X-Filler: y\r\n" * 50_000), Outcome.PROTOCOL_ERROR),
    "300 headers (case 38)": (Reply(body=FEED, headers={f"X-{n}": "y" for n in range(300)}), Outcome.OK),
}


@pytest.mark.parametrize(("reply", "outcome"), BODIES.values(), ids=BODIES)
def test_bodies(web: WebServer, reply: Reply, outcome: Outcome) -> None:
    web.routes["/feed"] = reply
    result = fetch_one(web.url("/feed"), max_body_bytes=200_000, max_attempts=1)
    assert result.outcome is outcome
    assert (result.response is not None) == (outcome is Outcome.OK)
    assert (result.detail is None) == (outcome is Outcome.OK)
    if result.response is not None:
        assert result.response.body == FEED


def test_case_98_garbled_compression_is_asked_for_once_more_without(web: WebServer) -> None:

    def garbled(asked: Asked) -> Reply:
        if asked.headers["accept-encoding"] == "identity":
            return Reply(body=FEED)
        return Reply(body=FEED, headers={"Content-Encoding": "gzip"})

    web.routes["/feed"] = garbled
    result = fetch_one(web.url("/feed"), max_attempts=1)
    assert result.outcome is Outcome.OK
    assert [attempt.outcome for attempt in result.attempts[1:]] == [Outcome.BAD_ENCODING, Outcome.OK]


def test_garbled_compression_that_cannot_be_turned_off_is_an_error(web: WebServer) -> None:
    web.routes["/feed"] = Reply(body=FEED, headers={"Content-Encoding": "gzip"})
    assert fetch_one(web.url("/feed")).outcome is Outcome.BAD_ENCODING
    assert len(web.asked("/feed")) == 2


def test_case_100_a_body_that_drips_does_not_outlast_the_limit(web: WebServer) -> None:
    web.routes["/feed"] = Reply(body=b"x" * 100, pause_s=0.05, piece_bytes=1)
    began = time.monotonic()
    result = fetch_one(web.url("/feed"), total_timeout_s=0.3, max_attempts=1)
    assert result.outcome is Outcome.TIMEOUT
    assert time.monotonic() - began < 3.0  # the whole body takes five
    assert 0.2 < result.attempts[-1].elapsed_s < 2.5


def test_the_time_limit_is_for_all_hops_together(web: WebServer) -> None:
    web.routes["/a"] = Reply(302, headers={"Location": "/b"}, body=b"Found", pause_s=0.25)
    web.routes["/b"] = Reply(body=FEED, pause_s=0.25)
    assert fetch_one(web.url("/a"), total_timeout_s=0.4, max_attempts=1).outcome is Outcome.TIMEOUT
    assert fetch_one(web.url("/b"), total_timeout_s=0.4, max_attempts=1).outcome is Outcome.OK


# --- redirects -----------------------------------------------------------------------------------------------


def test_redirects_are_followed_and_remembered(web: WebServer) -> None:
    web.routes["/a"] = Reply(301, headers={"Location": "/b?x=1"})
    web.routes["/b?x=1"] = Reply(308, headers={"Location": web.url("/feed")})
    result = fetch_one(web.url("/a"))
    assert result.response is not None
    assert result.response.url == web.url("/feed")
    assert result.response.redirects == (web.url("/a"), web.url("/b?x=1"))
    assert result.response.permanent_redirect
    assert len(result.attempts) == 2, "robots.txt, and one attempt however many hops"


@pytest.mark.parametrize("statuses", [(301, 302), (307, 308)])
def test_one_temporary_hop_makes_the_road_temporary(web: WebServer, statuses: tuple[int, int]) -> None:
    web.routes["/a"] = Reply(statuses[0], headers={"Location": "/b"})
    web.routes["/b"] = Reply(statuses[1], headers={"Location": "/feed"})
    result = fetch_one(web.url("/a"))
    assert result.response is not None
    assert not result.response.permanent_redirect


def test_validators_go_to_the_end_of_the_road(web: WebServer) -> None:
    web.routes["/a"] = Reply(301, headers={"Location": "/b"})
    web.routes["/b"] = lambda asked: Reply(304 if asked.headers.get("if-none-match") == '"1"' else 200, body=FEED)
    assert fetch_one(make_request(web.url("/a"), validators=Validators('"1"'))).outcome is Outcome.NOT_MODIFIED


def test_gone_at_the_end_of_a_temporary_road_is_not_gone_for_good(web: WebServer) -> None:
    web.routes["/a"] = Reply(302, headers={"Location": "/b"})
    web.routes["/b"] = Reply(410)
    assert fetch_one(web.url("/a")).severity is Severity.SOFT
    assert fetch_one(web.url("/b")).severity is Severity.PERMANENT


REDIRECTS = {
    "in a circle (case 92)": ("/loop", Outcome.TOO_MANY_REDIRECTS),
    "without end": ("/0", Outcome.TOO_MANY_REDIRECTS),
    "nowhere (case 94)": ("/nowhere", Outcome.BAD_REDIRECT),
    "to a file (case 93)": ("/file", Outcome.REFUSED),
}


@pytest.mark.parametrize(("path", "outcome"), REDIRECTS.values(), ids=REDIRECTS)
def test_redirects_that_lead_nowhere(web: WebServer, path: str, outcome: Outcome) -> None:
    web.routes |= {f"/{n}": Reply(302, headers={"Location": f"/{n + 1}"}) for n in range(10)}
    web.routes |= {
        "/loop": Reply(302, headers={"Location": "/pool"}),
        "/pool": Reply(302, headers={"Location": "/loop"}),
        "/nowhere": Reply(302),
        "/file": Reply(302, headers={"Location": "file:///etc/passwd"}),
    }
    result = fetch_one(web.url(path), max_redirects=4)
    assert (result.outcome, result.severity) == (outcome, Severity.SOFT)
    assert len(web.log) <= 6


def test_s3_secrets_stay_with_the_origin_of_their_source(web: WebServer, elsewhere: WebServer) -> None:
    web.routes["/feed"] = Reply(302, headers={"Location": elsewhere.url("/feed")})
    elsewhere.routes["/feed"] = Reply(body=FEED)
    source = make_source(web.url("/feed"), headers={"X-Api-Key": "hush", "Authorization": "Bearer hush"})
    (result,) = fetch_all(make_request(web.url("/feed"), source=source))
    assert result.outcome is Outcome.OK
    assert web.asked("/feed")[0].headers["x-api-key"] == "hush"
    assert "x-api-key" not in web.asked("/robots.txt")[0].headers
    assert all("hush" not in str(asked.headers) for asked in elsewhere.log)
    assert "hush" not in repr(result)


def test_the_robots_txt_of_each_host_on_the_road_is_obeyed(web: WebServer, elsewhere: WebServer) -> None:
    web.routes["/feed"] = Reply(302, headers={"Location": elsewhere.url("/feed")})
    elsewhere.routes["/robots.txt"] = Reply(body=b"User-agent: *\nDisallow: /feed")
    result = fetch_one(web.url("/feed"))
    assert result.outcome is Outcome.DISALLOWED
    assert _paths(elsewhere) == ["/robots.txt"]


# --- the gate ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f000001", "127.1"])
def test_s1_private_addresses_are_refused_however_they_are_written(web: WebServer, host: str) -> None:
    url = web.url("/feed", host=host)
    result = fetch_one(make_request(url, source=make_source(url, allow_private=False)))
    assert (result.outcome, result.severity) == (Outcome.REFUSED, Severity.SOFT)
    assert "allow_private" in (result.detail or "")
    assert web.log == []


def test_what_may_not_be_asked_is_refused_before_anything_is_done(web: WebServer) -> None:
    urls = ["ftp://example.org/", "https://me:pw@example.org/", "https://example.org\\@127.0.0.1/", "no URL"]
    results = fetch_all(*(make_request(url) for url in urls))
    assert [result.outcome for result in results] == [Outcome.REFUSED] * len(urls)
    assert [len(result.attempts) for result in results] == [1] * len(urls)


def test_a_connection_made_with_permission_is_not_lent_to_those_without(web: WebServer) -> None:
    url = web.url("/feed")
    allowed, refused = make_request(url), make_request(url, source=make_source(url, allow_private=False))
    results = fetch_all(allowed, refused, settings=replace(FAST, concurrency=1))
    assert {result.request.source.allow_private: result.outcome for result in results} == {
        True: Outcome.OK,
        False: Outcome.REFUSED,
    }


@pytest.fixture
def self_signed(web: WebServer) -> Iterator[str]:
    """The URL of a server whose certificate nobody has signed but itself, for the right name."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(FIXTURES / "tls" / "self-signed.pem")
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            with suppress(OSError):
                while True:
                    connection, _ = listening.accept()
                    with suppress(OSError), context.wrap_socket(connection, server_side=True) as secured:
                        secured.recv(1_000)
                        secured.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n<rss>")

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"https://localhost:{listening.getsockname()[1]}/feed"
        listening.shutdown(socket.SHUT_RDWR)
    thread.join(5)


def test_case_101_a_certificate_that_proves_nothing_is_refused_by_name(self_signed: str) -> None:
    result = fetch_one(self_signed)
    assert (result.outcome, result.severity) == (Outcome.TLS_FAILED, Severity.SOFT)
    assert "self-signed" in (result.detail or "")


INWARD = {
    "to where clouds keep their credentials": "http://169.254.169.254/latest/meta-data/",
    "to the same, as a number": "http://2852039166/latest/meta-data/",
    "to the same, as hexadecimal": "http://0xa9fea9fe/",
    "to the same, v4-mapped": "http://[::ffff:169.254.169.254]/",
    "to this host": "http://0.0.0.0/",
    "to another service": "http://127.0.0.1:6379/",
    "with a user name": "http://me:pw@127.0.0.1/",
    "with a backslash": "http://127.0.0.1\\@example.org/",
}


@pytest.mark.parametrize("location", INWARD.values(), ids=INWARD)
def test_s2_no_permission_lets_a_redirect_lead_there(web: WebServer, location: str) -> None:
    web.routes["/feed"] = Reply(302, headers={"Location": location})
    result = fetch_one(web.url("/feed"))
    assert (result.outcome, result.severity) == (Outcome.REFUSED, Severity.SOFT)
    assert result.response is None
    assert "pw" not in repr(result.detail)


def test_s2_robots_txt_is_no_way_around_the_gate(web: WebServer) -> None:
    web.routes["/robots.txt"] = Reply(302, headers={"Location": "http://169.254.169.254/"})
    assert fetch_one(web.url("/feed")).outcome is Outcome.REFUSED
    assert _paths(web) == ["/robots.txt"]


# --- robots.txt ----------------------------------------------------------------------------------------------


def test_robots_txt_is_asked_once_and_obeyed(web: WebServer) -> None:
    web.routes["/robots.txt"] = Reply(body=b"User-agent: *\nDisallow: /private/")
    requests = [make_request(web.url(path)) for path in ("/private/1", "/feed", "/private/2", "/feed")]
    results = fetch_all(*requests)
    assert sorted(result.outcome for result in results) == ["disallowed", "disallowed", "ok", "ok"]
    assert _paths(web) == ["/robots.txt", "/feed", "/feed"]
    assert sum(attempt.url.endswith("/robots.txt") for result in results for attempt in result.attempts) == 1


def test_a_site_whose_robots_txt_fails_is_left_alone(web: WebServer) -> None:
    """RFC 9309, 2.3.1.4."""
    web.routes["/robots.txt"] = Reply(500)
    result = fetch_one(web.url("/feed"))
    assert (result.outcome, result.severity) == (Outcome.ROBOTS_UNREACHABLE, Severity.TEMPORARY)
    assert _paths(web) == ["/robots.txt"] * 3
    assert [attempt.outcome for attempt in result.attempts] == ["server_error"] * 3 + ["robots_unreachable"]


def test_a_robots_txt_that_fails_once_is_asked_again(web: WebServer) -> None:
    web.routes["/robots.txt"] = [Reply(500), Reply(body=b"User-agent: *\nDisallow:")]
    assert fetch_one(web.url("/feed")).outcome is Outcome.OK


def test_a_robots_txt_may_be_somewhere_else(web: WebServer, elsewhere: WebServer) -> None:
    web.routes["/robots.txt"] = Reply(301, headers={"Location": elsewhere.url("/rules")})
    elsewhere.routes["/rules"] = Reply(body=b"User-agent: aggregator\nDisallow: /feed")
    elsewhere.routes["/feed"] = Reply(body=FEED)
    results = fetch_all(make_request(web.url("/feed")), make_request(elsewhere.url("/feed")))
    assert {result.request.url: result.outcome for result in results} == {
        web.url("/feed"): Outcome.DISALLOWED,
        elsewhere.url("/feed"): Outcome.OK,
    }


def test_a_large_robots_txt_is_read_as_far_as_it_must_be(web: WebServer) -> None:
    web.routes["/robots.txt"] = Reply(
        body=b"# talk\n" * 1_000 + b"User-agent: *\nDisallow: /feed\n" + b"# talk\n" * 100_000
    )
    assert fetch_one(web.url("/feed"), max_body_bytes=1_000).outcome is Outcome.DISALLOWED


def test_crawl_delay_is_kept(web: WebServer) -> None:
    web.routes["/robots.txt"] = Reply(body=b"User-agent: *\nCrawl-delay: 0.2")
    fetch_all(*(make_request(web.url("/feed")) for _ in range(3)))
    feeds = web.asked("/feed")
    assert all(later.began_at - earlier.ended_at >= 0.2 for earlier, later in pairwise(feeds))


# --- one slow queue per host ---------------------------------------------------------------------------------


def test_every_host_is_asked_one_thing_at_a_time_and_its_delay_kept(web: WebServer, elsewhere: WebServer) -> None:
    delay_s = 0.06
    for server in (web, elsewhere):
        server.routes["/feed"] = Reply(body=FEED, pause_s=0.02)
        server.routes["/old"] = Reply(301, headers={"Location": "/feed"})
        server.routes["/flaky"] = [Reply(500), Reply(body=FEED)]
    paths = ("/feed", "/old", "/flaky", "/feed")
    requests = [make_request(server.url(path)) for path in paths for server in (web, elsewhere)]
    began = time.monotonic()
    results = fetch_all(*requests, settings=replace(FAST, per_host_delay_s=delay_s, concurrency=8))
    took = time.monotonic() - began
    assert all(result.outcome is Outcome.OK for result in results)
    alone = 0.0
    for server in (web, elsewhere):
        assert len(server.log) == 7
        for earlier, later in pairwise(server.log):
            assert later.began_at - earlier.ended_at >= delay_s
        alone += server.log[-1].ended_at - server.log[0].began_at
    assert took < alone, "the two hosts were asked side by side"


def test_sources_go_before_articles(web: WebServer) -> None:
    web.routes |= {f"/{n}": Reply(body=FEED) for n in range(4)}
    web.routes["/robots.txt"] = Reply(404, pause_s=0.1, body=b"no")  # while it is asked for, all the others queue up
    requests = [make_request(web.url(f"/{n}"), purpose=Purpose.ARTICLE) for n in range(4)]
    fetch_all(*requests, make_request(web.url("/feed"), purpose=Purpose.SOURCE))
    assert _paths(web) == ["/robots.txt", "/feed", "/0", "/1", "/2", "/3"]


def test_a_slow_host_holds_up_nobody_else(web: WebServer, elsewhere: WebServer) -> None:
    elsewhere.routes["/slow"] = Reply(body=FEED, pause_s=1.0)
    requests = [make_request(elsewhere.url("/slow"))] + [make_request(web.url("/feed")) for _ in range(5)]
    with Fetcher(replace(FAST, concurrency=2), version="1.0") as fetching:
        for request in requests:
            fetching.submit(request)
        first = [next(fetching.results()).request.url for _ in range(5)]
    assert first == [web.url("/feed")] * 5


def test_hosts_that_are_free_at_the_same_time_are_asked_at_the_same_time(web: WebServer, elsewhere: WebServer) -> None:
    """While both keep their pause all threads are idle; whoever wakes for the one does not keep the other waiting."""
    for server in (web, elsewhere):
        server.routes |= {"/first": Reply(body=FEED), "/slow": Reply(body=FEED, pause_s=0.3)}
    paths = [make_request(server.url(path)) for path in ("/first", "/slow") for server in (web, elsewhere)]
    fetch_all(*paths, settings=replace(FAST, per_host_delay_s=0.2))
    (one,), (other,) = web.asked("/slow"), elsewhere.asked("/slow")
    assert max(one.began_at, other.began_at) < min(one.ended_at, other.ended_at)


def test_a_request_that_comes_late_wakes_an_idle_thread(web: WebServer) -> None:
    with Fetcher(replace(FAST, concurrency=1), version="1.0") as fetching:
        for _ in range(2):
            fetching.submit(make_request(web.url("/feed")))
            taker = threading.Thread(target=lambda: list(fetching.results()), daemon=True)
            taker.start()
            taker.join(5)
            assert not taker.is_alive()
            time.sleep(0.05)  # for the one thread to fall asleep


def test_answers_lead_to_more_requests(web: WebServer) -> None:
    web.routes |= {"/1": Reply(body=FEED), "/2": Reply(body=FEED)}
    seen = []
    with Fetcher(FAST, version="1.0") as fetching:
        fetching.submit(make_request(web.url("/feed")))
        for result in fetching.results():
            seen.append(result.request.url)
            if result.request.purpose is Purpose.SOURCE:
                for path in ("/1", "/2"):
                    fetching.submit(make_request(web.url(path), purpose=Purpose.ARTICLE))
        assert list(fetching.results()) == []
    assert seen == [web.url("/feed"), web.url("/1"), web.url("/2")]


def test_results_wait_in_small_numbers(web: WebServer) -> None:
    """A caller that is slow to take results keeps the fetcher from piling up bodies."""
    with Fetcher(replace(FAST, concurrency=2), version="1.0") as fetching:
        for _ in range(20):
            fetching.submit(make_request(web.url("/feed")))
        time.sleep(0.3)
        assert len(web.asked("/feed")) <= 4
        computed = time.process_time()
        time.sleep(0.3)
        assert time.process_time() - computed < 0.05  # the threads sleep meanwhile
        assert len(list(fetching.results())) == 20


# --- what passes ---------------------------------------------------------------------------------------------


def test_a_passing_error_is_tried_again(web: WebServer) -> None:
    web.routes["/feed"] = [Reply(502), Reply(raw=b""), Reply(body=FEED)]
    result = fetch_one(web.url("/feed"))
    assert [attempt.outcome for attempt in result.attempts[1:]] == ["server_error", "protocol_error", "ok"]
    assert result.outcome is Outcome.OK


def test_an_error_that_does_not_pass_is_given_up(web: WebServer) -> None:
    web.routes["/feed"] = Reply(500)
    result = fetch_one(web.url("/feed"), max_attempts=2)
    assert (result.outcome, result.severity) == (Outcome.SERVER_ERROR, Severity.TEMPORARY)
    assert len(web.asked("/feed")) == 2


def test_case_89_a_refusal_is_not_argued_with(web: WebServer) -> None:
    web.routes["/feed"] = Reply(403)
    assert fetch_one(web.url("/feed")).outcome is Outcome.FORBIDDEN
    assert len(web.asked("/feed")) == 1


def test_a_failure_is_followed_by_a_pause(web: WebServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(policy, "backoff_s", lambda failures, rng: 0.1 * failures)
    web.routes["/feed"] = Reply(500)
    fetch_one(web.url("/feed"))
    first, second, third = web.asked("/feed")
    assert second.began_at - first.ended_at >= 0.1
    assert third.began_at - second.ended_at >= 0.2


@pytest.mark.parametrize(("max_attempts", "outcome"), [(1, Outcome.RATE_LIMITED), (2, Outcome.OK)])
def test_case_86_a_short_retry_after_holds_the_whole_host(web: WebServer, max_attempts: int, outcome: Outcome) -> None:
    web.routes["/busy"] = [Reply(429, headers={"Retry-After": "1"}), Reply(body=FEED)]
    requests = make_request(web.url("/busy")), make_request(web.url("/feed"))
    results = {r.request.url: r for r in fetch_all(*requests, settings=replace(FAST, max_attempts=max_attempts))}
    assert results[web.url("/busy")].outcome is outcome
    assert results[web.url("/feed")].outcome is Outcome.OK
    busy = web.asked("/busy")[0]
    assert all(later.began_at - busy.ended_at >= 1.0 for later in web.log[2:])


def test_a_long_retry_after_postpones_all_that_the_host_has_left(web: WebServer, elsewhere: WebServer) -> None:
    elsewhere.routes["/feed"] = Reply(body=FEED)
    web.routes["/busy"] = Reply(503, headers={"Retry-After": "3600"})
    busy, rest, other = web.url("/busy"), web.url("/feed"), elsewhere.url("/feed")
    with Fetcher(FAST, version="1.0") as fetching:
        for url in (busy, rest, other):
            fetching.submit(make_request(url))
        results = {result.request.url: result for result in fetching.results()}
        fetching.submit(make_request(rest))  # comes too late as well
        (late,) = fetching.results()
    assert results[busy].outcome is Outcome.SERVER_ERROR
    assert results[other].outcome is Outcome.OK
    for result in (results[rest], late):
        assert (result.outcome, result.severity) == (Outcome.POSTPONED, Severity.TEMPORARY)
        assert result.attempts[-1].outcome is Outcome.POSTPONED
    for result in (results[busy], results[rest], late):
        assert result.retry_after_s is not None
        assert 3_600 <= result.retry_after_s <= 3_960
    assert _paths(web) == ["/robots.txt", "/busy"]


def test_many_short_waits_are_a_long_one(web: WebServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetcher, "MAX_HOLD_S", 1.5)
    web.routes["/busy"] = Reply(429, headers={"Retry-After": "1"})
    results = fetch_all(*(make_request(web.url("/busy")) for _ in range(5)), settings=replace(FAST, max_attempts=9))
    outcomes = [result.outcome for result in results]
    assert set(outcomes) == {Outcome.RATE_LIMITED, Outcome.POSTPONED}
    assert len(web.asked("/busy")) == 2


# --- no way to the host --------------------------------------------------------------------------------------


def _mocked(
    handler: Callable[[httpx.Request], httpx.Response], *requests: Request, settings: Settings = FAST
) -> list[FetchResult]:
    transport = httpx.MockTransport(handler)
    with Fetcher(settings, version="1.0", transport_for=lambda source: transport) as fetching:
        for request in requests:
            fetching.submit(request)
        return list(fetching.results())


def test_a_host_that_cannot_be_reached_costs_one_try_for_all_its_requests() -> None:
    asked = []

    def unreachable(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.path)
        raise httpx.ConnectError("no")

    urls = [f"https://a.test/{number}" for number in range(5)]
    results = _mocked(unreachable, *(make_request(url) for url in urls), settings=replace(FAST, max_attempts=1))
    assert {result.outcome for result in results} == {Outcome.CONNECT_FAILED}
    assert asked == ["/robots.txt"]


def test_a_host_that_is_lost_on_the_way_is_given_up() -> None:
    def lost(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/robots.txt":
            return httpx.Response(404)
        raise httpx.ConnectError("no")

    requests = [make_request(f"https://a.test/{number}") for number in range(6)]
    results = _mocked(lost, *requests, settings=replace(FAST, max_attempts=1, concurrency=1))
    assert [result.outcome for result in results] == [Outcome.CONNECT_FAILED] * 3 + [Outcome.POSTPONED] * 3


def test_a_bug_costs_one_request_and_is_kept_with_its_traceback() -> None:
    def buggy(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/bug":
            raise ZeroDivisionError("oh dear")
        return httpx.Response(200, content=FEED)

    results = _mocked(buggy, make_request("https://a.test/bug"), make_request("https://a.test/feed"))
    by_url = {result.request.url: result for result in results}
    assert by_url["https://a.test/feed"].outcome is Outcome.OK
    bug = by_url["https://a.test/bug"]
    assert bug.outcome is Outcome.UNEXPECTED
    assert "ZeroDivisionError: oh dear" in (bug.detail or "")
    assert "in buggy" in (bug.detail or "")


def test_a_bug_while_asking_for_robots_txt_is_not_lost_either() -> None:
    def buggy(request: httpx.Request) -> httpx.Response:
        raise ZeroDivisionError("oh dear")

    (result,) = _mocked(buggy, make_request("https://a.test/feed"))
    assert result.outcome is Outcome.UNEXPECTED
    assert "ZeroDivisionError: oh dear" in (result.detail or "")


def test_a_bug_of_the_machinery_reaches_the_caller(web: WebServer, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(self: Fetcher, *args: object) -> None:
        raise ZeroDivisionError("oh dear")

    monkeypatch.setattr(Fetcher, "_settle", broken)
    with Fetcher(FAST, version="1.0") as fetching:
        fetching.submit(make_request(web.url("/feed")))
        with pytest.raises(FetchError) as failure:
            list(fetching.results())
    assert isinstance(failure.value.__cause__, ZeroDivisionError)


def test_a_mock_is_asked_what_a_server_would_be() -> None:
    asked = []

    def handler(request: httpx.Request) -> httpx.Response:
        asked.append((str(request.url), request.headers["host"]))
        if request.url.path == "/feed":
            return httpx.Response(302, headers={"Location": "https://b.test/feed.json"})
        if request.url.path == "/feed.json":
            return httpx.Response(200, json={"items": []}, headers={"Content-Encoding": "identity"})
        return httpx.Response(404)

    (result,) = _mocked(handler, make_request("https://a.test/feed"))
    assert result.response is not None
    assert json.loads(result.response.body) == {"items": []}
    assert asked == [
        ("https://a.test/robots.txt", "a.test"),
        ("https://a.test/feed", "a.test"),
        ("https://b.test/robots.txt", "b.test"),
        ("https://b.test/feed.json", "b.test"),
    ]


# --- the end -------------------------------------------------------------------------------------------------


def test_when_the_time_of_the_run_is_up_the_rest_is_postponed(web: WebServer, elsewhere: WebServer) -> None:
    elsewhere.routes["/slow"] = Reply(body=FEED, pause_s=3.0)
    requests = [make_request(elsewhere.url("/slow"))] + [make_request(web.url("/feed")) for _ in range(9)]
    began = time.monotonic()
    results = fetch_all(*requests, settings=replace(FAST, per_host_delay_s=0.15), deadline_s=0.5)
    assert time.monotonic() - began < 2.5  # the slow answer takes three
    outcomes = [result.outcome for result in results]
    assert set(outcomes) == {Outcome.OK, Outcome.POSTPONED}
    slow = next(result for result in results if result.request.url == elsewhere.url("/slow"))
    assert slow.outcome is Outcome.POSTPONED
    assert all(result.detail for result in results if result.outcome is Outcome.POSTPONED)


def test_the_time_of_the_run_is_up_for_hosts_that_keep_a_long_pause(web: WebServer) -> None:
    began = time.monotonic()
    (result,) = fetch_all(make_request(web.url("/feed")), settings=replace(FAST, per_host_delay_s=60.0), deadline_s=0.3)
    assert result.outcome is Outcome.POSTPONED
    assert time.monotonic() - began < 5


@pytest.fixture
def ctrl_c() -> Iterator[Callable[[], None]]:
    """Presses Ctrl-C a little later; works too where the shell has put us in the background, deaf to it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    timer = threading.Timer(0.15, os.kill, (os.getpid(), signal.SIGINT))
    yield timer.start
    timer.cancel()
    signal.signal(signal.SIGINT, before)


@pytest.mark.parametrize("stuck", ["a slow server", "a long delay"])
def test_ctrl_c_leaves_at_once(web: WebServer, ctrl_c: Callable[[], None], stuck: str) -> None:
    web.routes["/robots.txt"] = Reply(404, body=b"no", pause_s=3.0 if stuck == "a slow server" else 0.0)
    with Fetcher(replace(FAST, per_host_delay_s=60.0), version="1.0") as fetching:
        for _ in range(5):
            fetching.submit(make_request(web.url("/feed")))
        began = time.monotonic()
        ctrl_c()
        with pytest.raises(KeyboardInterrupt):
            list(fetching.results())
    assert time.monotonic() - began < 2.5  # the slow answer takes three, the delay sixty


def test_an_idle_fetcher_closes_without_leaving_threads(web: WebServer) -> None:
    before = {thread for thread in threading.enumerate() if thread.name.startswith("fetch-")}
    with Fetcher(FAST, version="1.0") as fetching:
        fetching.submit(make_request(web.url("/feed")))
        assert len(list(fetching.results())) == 1
    after = {thread for thread in threading.enumerate() if thread.name.startswith("fetch-")}
    assert after <= before
    fetching.close()
    assert list(fetching.results()) == []
    with pytest.raises(FetchError):
        fetching.submit(make_request(web.url("/feed")))


def test_no_requests_no_results() -> None:
    assert fetch_all() == []
