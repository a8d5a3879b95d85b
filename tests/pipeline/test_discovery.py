"""Where a site can be followed: itself, what it names, the usual places, or the page with its links."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from aggregator.fetch import Fetcher
from aggregator.models import Settings, Show, ShowId, Source, SourceId, SourceKind
from aggregator.pipeline import Analyst
from aggregator.pipeline.discovery import USUAL_PLACES, Discovery, discover
from tests.servers import Reply, WebServer

FEED = (
    b"<rss version='2.0'><channel><title>Gazette TV</title>"
    b"<item><title>Harbour Lights renewed</title><link>https://gazette.test/harbour</link></item></channel></rss>"
)
HTML = {"Content-Type": "text/html"}
HEADLINES = "".join(
    f"<h2><a href='/2026/11/story-number-{number}-of-this-day'>A headline of five words {number}</a></h2>"
    for number in range(3)
)
Find = Callable[[str], Discovery]


def page(head: str = "", body: str = "") -> Reply:
    return Reply(body=f"<html><head>{head}</head><body><main>{body}</main></body></html>".encode(), headers=HTML)


def link(href: str, title: str = "") -> str:
    return f"<link rel='alternate' type='application/rss+xml' title='{title}' href='{href}'>"


@pytest.fixture
def web() -> Iterator[WebServer]:
    with WebServer() as server:
        yield server


@pytest.fixture
def find(web: WebServer) -> Iterator[Find]:
    settings = Settings(per_host_delay_s=0)
    with Fetcher(settings, version="0") as fetcher:

        def found(path: str) -> Discovery:
            address = Source(SourceId("-"), SourceKind.FEED, web.url(path), allow_private=True)
            shows = [Show(ShowId("harbour-lights"), "Harbour Lights")]
            return discover(address, fetcher, Analyst(shows), max_entries=10, max_pages=0)

        yield found


def test_a_feed_is_itself(web: WebServer, find: Find) -> None:
    web.routes = {"/feed": Reply(body=FEED)}
    trial = find("/feed").trial
    assert trial is not None
    assert (trial.source.kind, trial.source.url) == (SourceKind.FEED, web.url("/feed"))
    assert [match.show_id for tried in trial.entries for match in tried.matches] == ["harbour-lights"]


def test_a_page_leads_to_the_first_feed_that_it_names_and_that_is_one(web: WebServer, find: Find) -> None:
    head = link("/comments/feed", "Comments") + link("/gone") + link("/feed") + link("/video")
    web.routes = {"/": page(head), "/feed": Reply(body=FEED)}
    found = find("/")
    assert found.trial is not None
    assert found.trial.source.url == web.url("/feed")
    assert found.tried == ((web.url("/gone"), "answered 404: nothing is there"),)
    assert found.others == (web.url("/gone"), web.url("/video"), web.url("/comments/feed"))
    assert web.asked("/comments/feed") == []


def test_the_usual_places_are_looked_at_where_a_page_names_none(web: WebServer, find: Find) -> None:
    web.routes = {"/tv": page(), "/feed.xml": Reply(body=FEED), "/rss.xml": page()}
    found = find("/tv")
    assert found.trial is not None
    assert found.trial.source.url == web.url("/feed.xml")
    assert dict(found.tried)[web.url("/rss.xml")] == "is no feed"
    assert [asked.path for asked in web.log] == ["/robots.txt", "/tv", "/tv/feed/", "/feed/", "/rss.xml", "/feed.xml"]


def test_a_page_with_headlines_is_a_listing_where_there_is_no_feed(web: WebServer, find: Find) -> None:
    web.routes = {"/tv/": page(body=HEADLINES)}
    trial = find("/tv/").trial
    assert trial is not None
    assert trial.source.kind is SourceKind.PAGE
    assert len(trial.entries) == 3
    assert len(web.log) == 3 + len(USUAL_PLACES)


def test_a_page_that_has_moved_for_good_is_followed_where_it_is(web: WebServer, find: Find) -> None:
    web.routes = {"/old": Reply(301, headers={"Location": "/new"}), "/new": Reply(body=FEED)}
    trial = find("/old").trial
    assert trial is not None
    assert trial.source.url == web.url("/new")
    web.routes["/old"] = Reply(302, headers={"Location": "/new"})
    trial = find("/old").trial
    assert trial is not None
    assert trial.source.url == web.url("/old")


NOTHING = {
    "a page with nothing on it": (page(), "no link looks like an article's"),
    "a page with one headline": (page(body=HEADLINES.partition("</h2>")[0]), "names no feed, and has too few links"),
    "a page that is not there": (Reply(404), "404"),
    "a picture": (Reply(body=b"\x89PNG" + b"\0" * 99), "is nothing that can be a source"),
    "a feed without an entry": (Reply(body=b"<rss version='2.0'><channel/></rss>"), "without a single entry"),
    "a feed that declares entities": (
        Reply(body=b"<!DOCTYPE rss [<!ENTITY a 'b'>]><rss><channel><item/></channel></rss>"),
        "DOCTYPE",
    ),
}


@pytest.mark.parametrize("case", NOTHING)
def test_why_nothing_was_found_is_said(web: WebServer, find: Find, case: str) -> None:
    reply, why = NOTHING[case]
    web.routes = {"/here": reply}
    found = find("/here")
    assert found.trial is None
    assert why in dict(found.tried)[web.url("/here")]


def test_robots_txt_is_obeyed_all_the_way(web: WebServer, find: Find) -> None:
    web.routes = {
        "/robots.txt": Reply(body=b"User-agent: *\nDisallow: /feed\n"),
        "/": page(link("/feed")),
        "/feed": Reply(body=FEED),
    }
    found = find("/")
    assert found.trial is None
    assert "robots.txt" in dict(found.tried)[web.url("/feed")]
    assert web.asked("/feed") == []
