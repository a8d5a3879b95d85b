"""Feeds and calendars as pages: what a feed reader gets, and when it gets nothing new."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import feedparser
import pytest
from icalendar import Calendar

from tests.web.helpers import EVIL_SHOW, Site, links

DOCUMENTS = {
    "/feed.atom": "application/atom+xml; charset=utf-8",
    "/feed.json": "application/feed+json; charset=utf-8",
    "/calendar.ics": "text/calendar; charset=utf-8",
    "/shows/all-of-us-are-dead/feed.atom": "application/atom+xml; charset=utf-8",
    "/shows/all-of-us-are-dead/feed.json": "application/feed+json; charset=utf-8",
    "/shows/all-of-us-are-dead/calendar.ics": "text/calendar; charset=utf-8",
}


@pytest.mark.parametrize("path", DOCUMENTS)
def test_a_document_has_its_type_and_is_sent_again_only_where_it_changed(site: Site, path: str) -> None:
    first = site.get(path)
    assert (first.status_code, first.headers["content-type"]) == (200, DOCUMENTS[path])
    assert first.headers["cache-control"] == "no-cache"
    assert first.headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in first.headers["content-security-policy"]
    tag = first.headers["etag"]
    for condition in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        again = site.get(path, {"if-none-match": condition})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag), condition
    assert site.get(path, {"if-none-match": '"other"'}).content == first.content


def test_the_feed_of_all_is_the_one_that_the_command_writes(site: Site) -> None:
    feed = feedparser.parse(site.get("/feed.atom").content)
    assert not feed.bozo
    assert feed.feed.links[0]["href"] == "http://localhost/feed.atom"
    assert len(feed.entries) == 50
    assert {entry.id for entry in feed.entries} == {item["id"] for item in items(site, "/feed.json")}
    assert all(entry.id.startswith("tag:localhost,2026:change/") for entry in feed.entries)


def items(site: Site, path: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(site.get(path).content)["items"]
    return found


def test_a_show_has_news_and_premieres_of_its_own(site: Site) -> None:
    assert {item["tags"][0] for item in items(site, "/shows/you/feed.json")} == {"you"}
    assert {item["tags"][0] for item in items(site, "/feed.json")} > {"you"}
    whole, own = (
        Calendar.from_ical(site.get(path).content)
        for path in ("/calendar.ics", "/shows/all-of-us-are-dead/calendar.ics")
    )
    uids = [str(event["uid"]) for event in own.walk("VEVENT")]
    assert uids
    assert all(uid.startswith("all-of-us-are-dead-") for uid in uids)
    assert {str(event["uid"]) for event in whole.walk("VEVENT")} > set(uids)


@pytest.mark.parametrize(
    "path", ["/shows/nobody/feed.atom", "/shows/nobody/calendar.ics", "/feed.rss", "/shows//feed.atom"]
)
def test_of_what_is_not_there_is_no_feed(site: Site, path: str) -> None:
    assert site.get(path).status_code == 404


@pytest.mark.parametrize("host", ["[", "a b", "<script>", "", "x:99999999"])
def test_a_host_that_is_none_does_no_harm(site: Site, host: str) -> None:
    answer = site.get("/feed.atom", {"host": host})
    assert answer.status_code == 200
    assert not feedparser.parse(answer.content).bozo
    assert b"<script" not in answer.content


def test_pages_name_their_feeds(site: Site) -> None:
    def named(path: str) -> list[str]:
        return [str(link["href"]) for link in site.page(path).select("link[rel=alternate]")]

    assert named("/")[:2] == ["/feed.atom", "/feed.json"]
    assert "/shows/you/feed.atom" in named("/shows/you")
    assert {"/feed.atom", "/feed.json", "/calendar.ics"} <= set(links(site.page("/sources")))
    assert {"/shows/you/feed.atom", "/shows/you/calendar.ics"} <= set(links(site.page("/shows/you")))


def test_behind_a_prefix_a_feed_names_its_own_address(demo: Path) -> None:
    with Site(demo, base_url="/tv/", force_https_urls=True) as site:
        feed = feedparser.parse(site.get("/shows/you/feed.atom").content)
        assert feed.feed.links[0]["href"] == "https://localhost/tv/shows/you/feed.atom"
        assert "/tv/shows/you/feed.atom" in links(site.page("/shows/you"))


def test_hostile_text_stays_text(hostile: Path) -> None:
    with Site(hostile) as site:
        for path in ("/feed.atom", "/shows/evil/feed.atom"):
            body = site.get(path).text
            assert "<script" not in body
            assert "<img" not in body
            assert "javascript:" not in body
            assert not feedparser.parse(body.encode()).bozo
        (item, *_) = json.loads(site.get("/shows/evil/feed.json").content)["items"]
        assert "<script" not in item["content_html"]
        assert "external_url" not in item
        (event, *_) = Calendar.from_ical(site.get("/shows/evil/calendar.ics").content).walk("VEVENT")
        assert EVIL_SHOW.title in str(event["summary"])


def test_nothing_known_is_a_feed_without_entries(empty: Path) -> None:
    with Site(empty) as site:
        assert feedparser.parse(site.get("/feed.atom").content).entries == []
        assert json.loads(site.get("/feed.json").content)["items"] == []
        assert not Calendar.from_ical(site.get("/calendar.ics").content).walk("VEVENT")
