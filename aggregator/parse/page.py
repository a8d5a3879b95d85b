"""One article page, parsed once: its tree and what its head says; pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import islice
from typing import TYPE_CHECKING, cast

from aggregator.errors import ParseError
from aggregator.html import make_soup, parse_html, select_all
from aggregator.models import Outcome, Response, Selectors
from aggregator.parse.decode import Kind, decode, is_binary, kind_of, unzip
from aggregator.parse.jsonld import Node, find_article

if TYPE_CHECKING:
    from bs4 import BeautifulSoup
    from lxml.etree import XPath
    from lxml.html import HtmlElement

MAX_PAGE_BYTES = 8_000_000
"""The largest article pages of real sites have 5 MB, nearly all of it scripts."""

MAX_ELEMENTS = 50_000
"""Without scripts and styles; a long live blog has 15,000. Extraction takes seconds beyond this."""

MAX_SMALL_ELEMENTS = 60
"""Inside a byline or a date line; more is a part of the page, whose text would be read again for each such part."""

_DROPPED = ("script", "style", "svg", "noscript", "template", "iframe")
_ELSEWHERE = re.compile(
    r"(?:^|[\s_-])(?:related|sidebar|widget|comments?|recirc|footer|nav|more|card|teaser|promo)(?=$|[\s_-])",
    re.IGNORECASE,
)
_NAMING_TAGS = ("span", "div", "p", "a", "time", "li", "address")
_MEDIA_TYPES = ("image/", "audio/", "video/", "font/", "application/pdf", "application/zip", "application/octet-stream")


@dataclass(frozen=True)
class Page:
    """A page as its readers need it.

    ``tree`` is without scripts and styles; ``metas`` has the contents of meta tags by lower-case name or property, in
    order; ``article`` is what JSON-LD says of the article, empty where it says nothing; ``data`` are the page's
    JSON documents (``__NEXT_DATA__`` and its like); ``soup`` is there when selectors are configured.
    """

    url: str
    tree: HtmlElement
    metas: dict[str, list[str]]
    article: Node
    canonical_links: tuple[str, ...]
    data: tuple[str, ...]
    has_scripts: bool
    soup: BeautifulSoup | None

    @cached_property
    def microdata(self) -> dict[str, list[HtmlElement]]:
        """The elements by their ``itemprop``, in order; most pages have said all in their head and are not asked."""
        found: dict[str, list[HtmlElement]] = {}
        for node in _elements(self.tree, "descendant-or-self::*[@itemprop]"):
            found.setdefault(node.get("itemprop", ""), []).append(node)
        return found

    @cached_property
    def author_links(self) -> list[HtmlElement]:
        """The links that say of themselves, by ``rel``, that they lead to an author."""
        return _elements(self.tree, "descendant::a[contains(concat(' ', @rel, ' '), ' author ')]")

    def is_beside(self, node: HtmlElement) -> bool:
        """Whether an element is in a box about something else: related stories, comments, the frame."""
        # Each element is looked at once: up to the root from every one takes the square of a hostile page's depth.
        unknown = []
        while node is not None and node not in self._beside:
            unknown.append(node)
            node = node.getparent()
        is_beside = node is not None and self._beside[node]
        for inner in reversed(unknown):
            is_beside = self._beside[inner] = is_beside or _leads_elsewhere(inner)
        return is_beside

    @cached_property
    def _beside(self) -> dict[HtmlElement, bool]:
        return {}

    def meta(self, *names: str) -> str:
        """The first content there is under any of ``names``, in their order."""
        return next((content for name in names for content in self.metas.get(name, ())), "")

    def select_text(self, selector: str | None) -> list[str]:
        """The text, or for ``<time>`` and ``<meta>`` the machine's version of it, of what a selector matches."""
        if self.soup is None or selector is None:
            return []
        tags = select_all(self.soup, selector)
        found = (str(tag.get("datetime") or tag.get("content") or tag.get_text(" ")).strip() for tag in tags)
        return [text for text in found if text]


def read_page(response: Response, selectors: Selectors) -> Page:
    """The page in ``response``, without what ``selectors.remove`` takes out.

    Raises:
        ParseError: ``not_a_page`` for anything but HTML, ``empty``, or ``too_large``.
    """
    text = html_of(response)
    soup = None
    if selectors != Selectors(links=selectors.links):
        soup = make_soup(text)
        for tag in select_all(soup, selectors.remove) if selectors.remove else ():
            tag.decompose()
        text = str(soup)
    tree = parse_html(text)
    told: dict[str, list[HtmlElement]] = {"script": [], "link": [], "meta": []}
    for node in tree.iter(*told):
        told[node.tag].append(node)
    scripts = told["script"]
    linked = [_script_text(node) for node in scripts if "ld+json" in (node.get("type") or "").lower()]
    data = tuple(_script_text(node) for node in scripts if (node.get("type") or "").lower() == "application/json")
    canonical = tuple(_canonical_links(told["link"]))
    metas = _metas(told["meta"])
    article = find_article(linked, is_this_page=(response.url, *canonical, *metas.get("og:url", ())))
    drop_unseen(tree)
    if text.count("<") > MAX_ELEMENTS // 2 and sum(1 for _ in tree.iter()) > MAX_ELEMENTS:  # a tag may imply another
        raise ParseError(f"has more than {MAX_ELEMENTS} elements", subject=response.url, outcome=Outcome.TOO_LARGE)
    return Page(response.url, tree, metas, article, canonical, data, bool(scripts), soup)


def find_classed(page: Page, pattern: re.Pattern[str]) -> Iterator[HtmlElement]:
    """The small elements whose class or id matches, outside of boxes about something else."""
    matches: dict[str, bool] = {}  # a page calls many of its elements the same
    for node in page.tree.iter(*_NAMING_TAGS):
        if (names := _names(node)) not in matches:
            matches[names] = pattern.search(names) is not None
        if matches[names] and not page.is_beside(node) and _is_small(node):
            yield node


def _names(node: HtmlElement) -> str:
    """The class and the id of an element."""
    return f"{node.get('class') or ''} {node.get('id') or ''}"


def _leads_elsewhere(node: HtmlElement) -> bool:
    if node.tag in ("body", "html"):
        return False
    return node.tag in ("aside", "footer", "nav") or _ELSEWHERE.search(_names(node)) is not None


def _is_small(node: HtmlElement) -> bool:
    return sum(1 for _ in islice(node.iter(), MAX_SMALL_ELEMENTS + 1)) <= MAX_SMALL_ELEMENTS


def html_of(response: Response) -> str:
    """The answer as the text of an HTML page.

    Raises:
        ParseError: ``not_a_page`` for anything but HTML, ``empty``, or ``too_large``.
    """
    body = unzip(response.body)
    if not body.strip():
        raise ParseError("the answer is empty", subject=response.url, outcome=Outcome.EMPTY)
    if len(body) > MAX_PAGE_BYTES:
        raise ParseError(f"has more than {MAX_PAGE_BYTES} bytes", subject=response.url, outcome=Outcome.TOO_LARGE)
    if is_binary(body) or (response.content_type.startswith(_MEDIA_TYPES) and b"<html" not in body[:4096].lower()):
        raise ParseError("is no text: an image, a PDF or other data", subject=response.url, outcome=Outcome.NOT_A_PAGE)
    text = decode(body, response.content_type).text
    kind = kind_of(text)
    if kind not in (Kind.HTML, Kind.XML):
        raise ParseError(f"is {kind}, no HTML page", subject=response.url, outcome=Outcome.NOT_A_PAGE)
    return text


def _elements(tree: HtmlElement, path: str) -> list[HtmlElement]:
    """The elements at an XPath, in order; libxml2 passes one over at a tenth of what it costs to show it to Python."""
    return cast("list[HtmlElement]", _compiled(path)(tree))


@cache
def _compiled(path: str) -> XPath:
    from lxml import etree

    return etree.XPath(path)


def _script_text(node: HtmlElement) -> str:
    return node.text or ""


def _canonical_links(links: Iterable[HtmlElement]) -> Iterator[str]:
    for node in links:
        if "canonical" in (node.get("rel") or "").lower().split() and (href := node.get("href")):
            yield href.strip()


def _metas(nodes: Iterable[HtmlElement]) -> dict[str, list[str]]:
    metas: dict[str, list[str]] = {}
    for node in nodes:
        content = (node.get("content") or node.get("value") or "").strip()
        for key in ("property", "name", "itemprop", "http-equiv"):
            if content and (name := (node.get(key) or "").strip().lower()):
                metas.setdefault(name, []).append(content)
    return metas


def drop_unseen(tree: HtmlElement) -> None:
    """Takes out what no reader sees; a tail after it is kept."""
    for node in list(tree.iter(*_DROPPED)):
        node.drop_tree()
