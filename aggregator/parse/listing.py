"""Listing pages to entries: the links that lead to articles, by selector or by looking like it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from aggregator.html import make_soup, parse_html, select_all, text_of, title_text
from aggregator.models import EntryList, ParseWarning
from aggregator.parse.entries import Draft, finish
from aggregator.text import clean_line, count_words
from aggregator.urls import canonicalize_url, is_homepage, is_same_site, resolve_url

if TYPE_CHECKING:
    from bs4 import Tag
    from lxml.html import HtmlElement

MIN_SCORE = 3
"""What a link needs to be taken for an article's; see ``_score``."""

MIN_HEADLINE_WORDS = 4
"""Section names and buttons are shorter; so are some headlines, which their place or path then must speak for."""

MIN_SLUG_WORDS = 4
"""``/tv/ghosts-renewed-for-season-five``: sections, tags and authors have one to three words."""

_NO_ARTICLE_PLACES = frozenset(("nav", "footer", "form"))
_ARTICLE_PLACES = frozenset(("article", "main", "h1", "h2", "h3", "h4", "li"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_CHROME = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|breadcrumbs?|footer|cookies?|consent|social|share|pagination|pager"
    r"|comments?|login|subscribe|newsletter|sponsored|promo|advert\w*|masthead)(?=$|[\s_-])",
    re.IGNORECASE,
)
_NO_ARTICLE_PATH = re.compile(
    r"/(?:tags?|topics?|category|categories|section|authors?|people|contributors?|profile|search|page|login|signin"
    r"|account|register|subscribe|newsletters?|about(?:-us)?|contact(?:-us)?|privacy(?:-policy)?|terms(?:-\w+)*|advertis\w*"
    r"|jobs|careers|shop|store|rss|feed|feeds|sitemap|help|faq|cdn-cgi|wp-admin|wp-login\.php)(?:/|$)"
    r"|\.(?:jpe?g|png|gif|webp|svg|pdf|zip|mp[34]|xml|rss|css|js)$",
    re.IGNORECASE,
)
_PAGING = re.compile(r"(?:^|&)(?:page|paged|start|offset|sort|order|filter|replytocom)=", re.IGNORECASE)
_DATED_PATH = re.compile(r"/(?:19|20)\d\d[/-](?:0?[1-9]|1[0-2]|[a-z]{3})(?:[/-]|$)", re.IGNORECASE)
_NUMBERED_PATH = re.compile(r"(?:^|[/_-])\d{5,}(?:\.s?html?)?/?$|-\d{4,}(?:\.s?html?)?/?$")
_SLUG_WORD = re.compile(r"[^\W\d_]+|\d+")


@dataclass(frozen=True, slots=True)
class _Link:
    href: str
    text: str
    in_heading: bool
    in_content: bool


def parse_listing(text: str, *, url: str, selector: str | None, max_entries: int) -> EntryList:
    """The articles that a listing page links to, in the page's order, each once with its longest anchor text.

    With a ``selector`` every link that matches, or that stands in what matches, is taken. Without one, links are
    judged by site, path, anchor text and place. A selector that matches nothing gives the warning
    ``selector_no_match`` and no entries: the page has changed, and guessing would hide it.
    """
    warnings: tuple[ParseWarning, ...] = ()
    if selector is None:
        tree = parse_html(text)
        base = _base(tree, url)
        links = [link for link in _all_links(tree) if _is_article(link, base, url)]
        title = text_of(found) if (found := tree.find(".//title")) is not None else ""
    else:
        soup = make_soup(text)
        stated = soup.select_one("base[href]")
        base = (resolve_url(url, str(stated["href"])) if stated else None) or url
        title = soup.title.get_text() if soup.title else ""
        links = [link for tag in select_all(soup, selector) for link in _links_of(tag)]
        if not links:
            detail = f"{selector!r} finds no link on the page; has its layout changed?"
            warnings = (ParseWarning("selector_no_match", detail),)
    drafts = _drafts(links, base)
    if len(drafts) > max_entries:
        warnings += (
            ParseWarning("tossed", f"{len(drafts) - max_entries} links beyond the first {max_entries} are not read"),
        )
    entries, more = finish(drafts[:max_entries], base=base)
    return EntryList(format="listing", entries=entries, title=clean_line(title) or None, warnings=warnings + more)


def _base(tree: HtmlElement, url: str) -> str:
    for node in tree.iter("base"):
        if href := node.get("href"):
            return resolve_url(url, href) or url
    return url


def _links_of(tag: Tag) -> Iterator[_Link]:
    for anchor in [tag] if tag.name == "a" else tag.select("a[href]"):
        yield _Link(str(anchor.get("href") or ""), clean_line(anchor.get_text(" ")), in_heading=True, in_content=True)


def _all_links(tree: HtmlElement) -> Iterator[_Link]:
    for anchor in tree.iter("a"):
        href = anchor.get("href")
        if not href:
            continue
        places = [node for node in anchor.iterancestors() if isinstance(node.tag, str)]
        names = {node.tag for node in places}
        inside = {node.tag for node in anchor.iterdescendants() if isinstance(node.tag, str)}
        if names & _NO_ARTICLE_PLACES or any(_CHROME.search(_class_of(node)) for node in places[:4]):
            continue
        yield _Link(
            href,
            " ".join(text_of(anchor).split()),
            in_heading=bool((names | inside) & _HEADINGS),
            in_content=bool(names & _ARTICLE_PLACES),
        )


def _class_of(node: HtmlElement) -> str:
    return f"{node.get('class') or ''} {node.get('id') or ''} {node.get('role') or ''}"


def _is_article(link: _Link, base: str, page: str) -> bool:
    target = resolve_url(base, link.href)
    if target is None or is_homepage(target) or not is_same_site(target, page):
        return False
    parts = urlsplit(target)
    path = parts.path.lstrip("/")
    if not path or _NO_ARTICLE_PATH.search(f"/{path}") or _PAGING.search(parts.query) or _same_page(target, page):
        return False
    return _score(link, path) >= MIN_SCORE


def _score(link: _Link, path: str) -> int:
    """How much a link looks like an article's.

    Two points each for text like a headline, for a path with a date, a long slug or a number, and for a heading
    around it; one for standing in the content. Place alone is not enough: sections have headings too.
    A link that shows nothing but digits is a day of a calendar or a page of many, however dated its path is.
    """
    if link.text and not any(letter.isalpha() for letter in link.text):
        return 0
    slug = path.rstrip("/").rsplit("/", 1)[-1]
    score = 2 if count_words(link.text) >= MIN_HEADLINE_WORDS else 0
    if _DATED_PATH.search(f"/{path}") or _NUMBERED_PATH.search(path) or len(_SLUG_WORD.findall(slug)) >= MIN_SLUG_WORDS:
        score += 2
    if not score:
        return 0
    return score + (2 if link.in_heading else 0) + (1 if link.in_content else 0)


def _same_page(target: str, page: str) -> bool:
    try:
        return canonicalize_url(target) == canonicalize_url(page)
    except ValueError:
        return True


def _drafts(links: list[_Link], base: str) -> list[Draft]:
    """One draft for each address: pictures, headlines and "Read more" all link to the same article."""
    best: dict[str, _Link] = {}
    for link in links:
        target = resolve_url(base, link.href)
        if target is None:
            best.setdefault(link.href, link)
            continue
        try:
            place = canonicalize_url(target)
        except ValueError:
            continue
        known = best.get(place)
        if known is None or (link.in_heading, len(link.text)) > (known.in_heading, len(known.text)):
            best[place] = link
    return [
        Draft(links=(link.href,), title=escape(title_text(link.text), quote=False))
        for link in best.values()
        if link.href
    ]
