"""Where a page says that its feeds are; pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from aggregator.html import parse_html, text_of
from aggregator.models import Response
from aggregator.parse.page import html_of
from aggregator.text import clean_line
from aggregator.urls import is_same_site, resolve_url

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# RSS Advisory Board, "RSS Autodiscovery"; RFC 4287 (Atom); JSON Feed 1.1, "Discovery".
_FEED_TYPES: Final = frozenset(
    ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml", "text/xml",
     "application/json", "application/xml")
)  # fmt: skip
_FEED_PATH: Final = re.compile(
    r"(?:/(?:feeds?|rss|atom)(?:/[^?]*)?|\.(?:rss|atom|rdf)|/(?:feed|rss|atom|index)\.(?:xml|json))(?:\?.*)?$",
    re.IGNORECASE,
)
_SECOND_CHOICE: Final = re.compile(r"comments?\b|replies|oembed|wp-json|podcast", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FeedLink:
    """An address at which there may be a feed; ``is_stated``: the page's head says that there is."""

    url: str
    title: str = ""
    is_stated: bool = True


def feed_links(response: Response) -> tuple[FeedLink, ...]:
    """The feeds that a page names, the best first: those of its head, then links that look like one of its site.

    Feeds of comments, podcasts and the like come last within each.

    Raises:
        ParseError: The answer is no HTML page.
    """
    tree = parse_html(html_of(response))
    base = next((url for node in tree.iter("base") if (url := resolve_url(response.url, node.get("href") or ""))), None)
    links: dict[str, FeedLink] = {}
    for link in _stated(tree, base or response.url), _linked(tree, base or response.url):
        for found in sorted(link, key=lambda one: bool(_SECOND_CHOICE.search(f"{one.url} {one.title}"))):
            links.setdefault(found.url, found)
    return tuple(links.values())


def _stated(tree: HtmlElement, base: str) -> Iterator[FeedLink]:
    for node in tree.iter("link"):
        kind = (node.get("type") or "").partition(";")[0].strip().lower()
        if "alternate" not in (node.get("rel") or "").lower().split() or kind not in _FEED_TYPES:
            continue
        if url := resolve_url(base, node.get("href") or ""):
            yield FeedLink(url, clean_line(node.get("title") or ""))


def _linked(tree: HtmlElement, base: str) -> Iterator[FeedLink]:
    for node in tree.iter("a"):
        url = resolve_url(base, node.get("href") or "")
        if url and _FEED_PATH.search(url) and is_same_site(url, base):
            yield FeedLink(url, clean_line(text_of(node)), is_stated=False)
