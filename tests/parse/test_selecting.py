"""What selectors find on a page, and what is named beside one that finds nothing; where a page has its feeds."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from aggregator.models import Response, Selectors, SourceKind, Validators
from aggregator.parse import feed_links, kind_of_answer, probe_links, probe_page

PAGE = """
<html><body><main>
  <article class="post-card"><h2 class="entry-title"><a class="story" href="/a">One</a></h2></article>
  <article class="post-card"><h2 class="entry-title"><a class="story" href="/b">Two</a></h2></article>
  <div id="story-body"><p>Text <span class="ad">Buy</span></p><time datetime="2026-11-03">Tuesday</time></div>
</main></body></html>
"""
NEAREST = {
    "a class spelled otherwise": ("h2.entry_title a", "h2.entry-title a"),
    "an id spelled otherwise": ("#story_body p", "#story-body p"),
    "something before it is gone": ("section h2 a", "h2 a"),
    "the last part asks for too much": ("h2 a.story[target]", "h2 a.story"),
    "a child that is a grandchild": ("article > a", "a"),
    "brackets and commas within are left whole": ('main [data-x="a > b, c"] h2', "h2"),
}


def answer(text: str, content_type: str = "text/html") -> Response:
    now = datetime(2026, 11, 3, tzinfo=UTC)
    return Response("https://gazette.test/tv/", content_type, text.encode(), Validators(), now)


@pytest.mark.parametrize("case", NEAREST)
def test_the_nearest_selector_that_finds_something_is_named_first(case: str) -> None:
    selector, nearest = NEAREST[case]
    (found,) = probe_links(answer(PAGE), Selectors(links=selector))
    assert found.count == 0
    assert found.near[0][0] == nearest
    assert all(count for _, count in found.near)


def test_a_selector_that_finds_something_is_counted_and_has_a_sample() -> None:
    (found,) = probe_links(answer(PAGE), Selectors(links="h2 a", title="h1"))
    assert (found.name, found.count, found.sample, found.near) == ("links", 2, "One", ())


def test_nothing_near_is_named_where_nothing_is() -> None:
    (found,) = probe_links(answer("<html><body><p>-</p></body></html>"), Selectors(links="h2.title a"))
    assert found.near == ()


def test_what_is_removed_is_gone_before_the_others_look() -> None:
    selectors = Selectors(text="#story-body p", published="time", remove=".ad", links="a")
    found = {one.name: one for one in probe_page(answer(PAGE), selectors)}
    assert found.keys() == {"remove", "text", "published"}
    assert found["remove"].sample == "Buy"
    assert found["text"].sample == "Text"
    assert found["published"].sample == "2026-11-03"


KINDS = {
    "RSS": ("<rss version='2.0'><channel/></rss>", SourceKind.FEED),
    "a JSON feed": ('{"version": "https://jsonfeed.org/version/1.1"}', SourceKind.FEED),
    "a sitemap": ("<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'/>", SourceKind.SITEMAP),
    "a page": (PAGE, SourceKind.PAGE),
    "a list of feeds": ("<opml version='2.0'/>", None),
    "plain text": ("hello", None),
    "nothing": ("", None),
    "a picture": ("\x00\x01\x02" * 99, None),
}


@pytest.mark.parametrize("case", KINDS)
def test_what_an_answer_could_be_read_as(case: str) -> None:
    text, kind = KINDS[case]
    assert kind_of_answer(answer(text)) == kind


def test_feeds_that_are_stated_come_before_those_that_are_linked_and_comments_last() -> None:
    links = feed_links(
        answer(
            """<html><head><base href="https://gazette.test/tv/">
            <link rel="alternate" type="application/rss+xml" title="Gazette » Comments Feed" href="comments/feed/">
            <link rel="Alternate" type="application/atom+xml; charset=utf-8" title="Gazette\x1b" href="atom.xml">
            <link rel="alternate" hreflang="ko" href="/ko/"><link rel="alternate" type="text/html" href="/print">
            <link rel="alternate" type="application/rss+xml" href="javascript:alert(1)"></head>
            <body><a href="/feed/">RSS</a><a href="atom.xml">Atom</a><a href="https://elsewhere.test/feed">Not ours</a>
            <a href="/feedback">Tell us</a></body></html>"""
        )
    )
    assert [(link.url, link.title, link.is_stated) for link in links] == [
        ("https://gazette.test/tv/atom.xml", "Gazette", True),
        ("https://gazette.test/tv/comments/feed/", "Gazette » Comments Feed", True),
        ("https://gazette.test/feed/", "RSS", False),
    ]
