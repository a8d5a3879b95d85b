"""Readable sources, answers and articles for the tests of parsers."""

from __future__ import annotations

from datetime import UTC, datetime

from aggregator.models import EntryList, PageRole, Response, Selectors, Source, SourceId, SourceKind, Validators
from aggregator.parse import parse_source

FETCHED_AT = datetime(2026, 9, 10, 12, 0, tzinfo=UTC)
FEED_URL = "https://tvwire.example/feed/"
PAGE_URL = "https://tvwire.example/2026/09/night-ferry-season-4/"

SENTENCE = "The network has ordered {} more episodes of the ferry drama, which returns in the autumn of next year."
PARAGRAPHS = "".join(f"<p>{SENTENCE.format(number)}</p>" for number in ("ten", "eleven", "twelve", "twenty"))


def answer(
    body: str | bytes, *, url: str = FEED_URL, content_type: str = "", redirects: tuple[str, ...] = ()
) -> Response:
    data = body.encode() if isinstance(body, str) else body
    return Response(url, content_type, data, Validators(), FETCHED_AT, redirects)


def feed_source() -> Source:
    return Source(SourceId("tvwire"), SourceKind.FEED, FEED_URL)


def sitemap_source() -> Source:
    return Source(SourceId("press"), SourceKind.SITEMAP, "https://tvwire.example/sitemap.xml")


def page_source(role: PageRole = PageRole.LISTING, **selectors: str) -> Source:
    return Source(
        SourceId("page"), SourceKind.PAGE, "https://tvwire.example/tv/", role=role, selectors=Selectors(**selectors)
    )


def rss(*items: str, channel: str = "") -> str:
    body = "".join(f"<item>{item}</item>" for item in items)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>TV Wire</title>{channel}{body}</channel></rss>'


def read_feed(body: str | bytes, *, max_entries: int = 100, content_type: str = "") -> EntryList:
    return parse_source(feed_source(), answer(body, content_type=content_type), max_entries=max_entries)


def page(body: str, *, head: str = "", title: str = "Night Ferry Season 4") -> str:
    return f'<!DOCTYPE html><html lang="en"><head><title>{title}</title>{head}</head><body>{body}</body></html>'
