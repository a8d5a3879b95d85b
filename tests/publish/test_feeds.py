"""Feeds by the rules of their formats, read by a parser that is not ours."""

from __future__ import annotations

import json
import re
from typing import Any

import feedparser
import pytest
from lxml import etree

from aggregator.publish.feeds import Channel, atom, json_feed, with_evidence
from tests.publish.samples import change, said

CHANNEL = Channel("News", "news", "https://tv.test/news.atom")
HOSTILE = {
    "evidence": "Renewed <script>alert(1)</script> & \x1b[31m\u202e]]>",
    "title": "<b>Bear</b>\x00\ufffe",
    "url": 'https://wire.test/?a="><script>&b=1',
}
A = "{http://www.w3.org/2005/Atom}"
DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def _news(*changes: dict[str, Any], **evidence: Any) -> list[dict[str, Any]]:
    return [row | {"evidence": [said(**evidence)]} for row in changes or (change(),)]


def _check_atom(document: bytes) -> etree._Element:
    """RFC 4287, 4.1.1 and 4.1.2: what a feed and an entry must have, and have once."""
    feed = etree.fromstring(document)
    for element in (feed, *feed.iter(f"{A}entry")):
        for name in ("id", "title", "updated"):
            (found,) = element.findall(f"{A}{name}")
            assert found.text
        assert DATE.fullmatch(element.findtext(f"{A}updated") or "")
        assert re.fullmatch(r"tag:[\w.-]+,\d{4}:[\x21-\x7e]+", element.findtext(f"{A}id") or "")
    assert feed.findtext(f"{A}author/{A}name")
    ids = [entry.findtext(f"{A}id") for entry in feed.iter(f"{A}entry")]
    assert len(ids) == len(set(ids))
    for entry in feed.iter(f"{A}entry"):
        assert len(entry.findall(f"{A}link[@rel='alternate']")) <= 1
        assert entry.find(f"{A}content") is not None  # without it, a link would be owed
    return feed


def test_a_feed_is_read_by_others() -> None:
    parsed = feedparser.parse(atom(CHANNEL, _news()))
    assert (parsed.bozo, parsed.version, parsed.feed.title) == (False, "atom10", "News")
    (entry,) = parsed.entries
    assert entry.title == "The Bear, season 5: renewed (confirmed)"
    assert entry.link == "https://wire.test/bear"
    assert entry.id == "tag:tv.test,2026:change/7/the-bear/5/renewal/renewed"
    assert entry.updated == "2026-03-10T08:00:00Z"
    assert "FX has renewed “The Bear”." in entry.content[0].value


@pytest.mark.parametrize("news", [[], _news(), _news(change(9), change(8)), _news(**HOSTILE)])
def test_a_feed_keeps_the_rules_of_atom(news: list[dict[str, Any]]) -> None:
    feed = _check_atom(atom(CHANNEL, news))
    assert feed.findtext(f"{A}updated") == (news[0]["at"] if news else "1970-01-01T00:00:00Z")
    _check_atom(atom(Channel("Naught & more\x0b", "news/지금"), news))


def test_what_is_hostile_is_text() -> None:
    (entry,) = feedparser.parse(atom(CHANNEL, _news(**HOSTILE)), sanitize_html=False).entries
    shown = entry.content[0].value
    assert "<script" not in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp;" in shown
    assert not re.search("[\x00-\x08\x1b\u202e\ufffe]", shown)
    (item,) = json.loads(json_feed(CHANNEL, _news(**HOSTILE)))["items"]
    assert item["content_html"] == shown


@pytest.mark.parametrize("url", [None, "javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", ""])
def test_nothing_but_the_web_becomes_a_link(url: str | None) -> None:
    document = atom(CHANNEL, _news(url=url))
    assert b"alternate" not in document
    assert b"href=" not in document.split(b"<entry>")[1]
    assert "external_url" not in json.loads(json_feed(CHANNEL, _news(url=url)))["items"][0]


def test_a_json_feed_has_what_its_version_asks_for() -> None:
    """https://www.jsonfeed.org/version/1.1/: version and title; of an item, its id and a content."""
    document = json.loads(json_feed(CHANNEL, _news(change(9), change(8))))
    assert document["version"] == "https://jsonfeed.org/version/1.1"
    assert document["feed_url"] == CHANNEL.url
    first, second = document["items"]
    assert first["id"] != second["id"]
    for item in document["items"]:
        assert isinstance(item["id"], str)
        assert item["content_html"]
        assert item["content_text"].startswith(item["title"])
        assert DATE.fullmatch(item["date_published"])
        assert item["tags"] == ["the-bear", "renewal", "new"]


def test_both_feeds_and_every_channel_of_a_host_name_a_change_alike() -> None:
    other = Channel("The Bear", "news/the-bear", "https://tv.test/bear.json")
    (item,) = json.loads(json_feed(other, _news()))["items"]
    assert feedparser.parse(atom(CHANNEL, _news())).entries[0].id == item["id"]
    assert other.id != CHANNEL.id


def test_an_article_is_quoted_once_and_what_is_gone_is_passed_over() -> None:
    told = {1: said(10), 2: said(10, evidence="Again."), 4: said(11), 5: said(12)}
    (row,) = with_evidence([change(claims=[1, 2, 3, 4, 5])], told, most=2)
    assert [one["article_id"] for one in row["evidence"]] == [10, 11]
    assert row["evidence"][0]["evidence"] != "Again."
