"""Title, authors, summary and address of an article page; pure.

For every field the same order: a configured selector, JSON-LD, meta tags, microdata and ``<time>``, the entry that led
to the page, and a guess last. JSON-LD comes first because it is written by the publishing system for machines and
checked by search engines; visible text is for people and says "2 hours ago".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING

from aggregator.html import text_of, title_text
from aggregator.models import CanonicalUrl, Entry, Selectors, Source
from aggregator.parse.byline import clean_authors
from aggregator.parse.entries import MAX_SUMMARY_CHARS, MAX_TITLE_CHARS, shorten
from aggregator.parse.jsonld import text, texts
from aggregator.parse.page import Page, find_classed
from aggregator.text import normalize_text
from aggregator.timestamps import MAX_RAW_CHARS
from aggregator.urls import canonicalize_url, host_of, is_homepage, is_same_site, resolve_url, strip_tracking

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MAX_SITE_SURPLUS = 1.5
"""How much longer than the site's name a title's last part may be: "Old Fansite" for fansite.example."""

_AUTHOR_METAS = (
    "parsely-author", "sailthru.author", "author", "article:author", "article:author_name", "og:article:author",
    "dc.creator", "dcterms.creator", "citation_author", "byl", "cxenseparse:author", "article.author", "twitter:data1",
)  # fmt: skip
_TITLE_METAS = ("og:title", "twitter:title", "parsely-title", "sailthru.title", "dc.title", "citation_title")
_TITLE_SEPARATOR = re.compile(r"\s+(?:[|\-–—·•»:]|::|//)\s+|\s*[|»]\s*")
_BYLINE_CLASS = re.compile(r"(?:^|[\s_-])(?:by-?line|authors?(?:-?name)?)(?=$|[\s_-])", re.IGNORECASE)
_LANGUAGE = re.compile(r"^[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*$")


def find_title(page: Page, entry: Entry | None, selectors: Selectors) -> str:
    """The headline, without the site's name; empty where the page and the entry have none.

    A headline that was cut off for a machine is replaced by the longer one of another place that it begins.
    """
    site = find_site(page)
    candidates = (candidate[: 10 * MAX_TITLE_CHARS] for candidate in _title_candidates(page, entry, selectors))
    # One by one: of the ten places that most pages have, the first mostly settles it.
    titles = (without_site(title_text(candidate), site, page.url) for candidate in candidates if candidate)
    title = next((title for title in titles if title), "")
    if title.endswith(("…", "...")):
        stem = normalize_text(title)
        title = next(
            (longer for longer in titles if len(longer) > len(title) and normalize_text(longer).startswith(stem)), title
        )
    return shorten(title, MAX_TITLE_CHARS)


def _title_candidates(page: Page, entry: Entry | None, selectors: Selectors) -> Iterator[str]:
    yield from page.select_text(selectors.title)
    yield text(page.article.get("headline"))
    yield from (page.meta(name) for name in _TITLE_METAS)
    headings = [text_of(node) for node in islice(page.tree.iter("h1"), 2)]
    yield from headings if len(headings) == 1 else ()
    yield from (text_of(node) for node in page.microdata.get("headline", ())[:1])
    yield entry.title if entry else ""
    yield text_of(found) if (found := page.tree.find(".//title")) is not None else ""
    yield from headings[:1]


def without_site(title: str, site: str, url: str) -> str:
    """``title`` without the site's name at its end or beginning; whatever else stands after a dash is kept.

    >>> without_site("Ghosts Renewed - Season 5 | TV Wire", "TV Wire", "https://tvwire.example/a")
    'Ghosts Renewed - Season 5'
    """
    names = {squeezed for name in (site, host_of(url)) if (squeezed := _squeezed(name))}
    separators = list(_TITLE_SEPARATOR.finditer(title))
    for separator in separators:
        if _is_site(title[separator.end() :], names):
            return title[: separator.start()]
    for separator in separators[:1]:
        if _is_site(title[: separator.start()], names):
            return title[separator.end() :]
    return title


def find_site(page: Page) -> str:
    """The publication's name; its host where it does not say."""
    name = page.meta("og:site_name") or text(page.article.get("publisher")) or page.meta("application-name")
    name = title_text(name[:MAX_TITLE_CHARS])
    return name if name and "://" not in name else host_of(page.url).removeprefix("www.")


def find_authors(page: Page, entry: Entry | None, selectors: Selectors) -> tuple[str, ...]:
    """Names, from the first place that has any; the site's own name only where nothing else does."""
    site = normalize_text(find_site(page))
    fallback: tuple[str, ...] = ()
    for candidates in _author_candidates(page, entry, selectors):
        names = clean_authors(candidates)
        people = tuple(name for name in names if normalize_text(name) != site)
        if people:
            return people
        fallback = fallback or names
    return fallback


def find_language(page: Page, entry: Entry | None, source: Source) -> str | None:
    """A BCP 47 tag in its usual case, such as ``en-US``."""
    root = page.tree
    candidates = (
        root.get("lang") or root.get("xml:lang"),
        text(page.article.get("inLanguage")),
        page.meta("og:locale", "content-language", "language"),
        entry.language if entry else None,
        source.language,
    )
    tag = next((tag.strip() for tag in candidates if tag and _LANGUAGE.match(tag.strip())), None)
    if tag is None:
        return None
    primary, *rest = tag.replace("_", "-").split("-")
    return "-".join([primary.lower(), *(part.upper() if len(part) == 2 else part for part in rest)])


def find_image(page: Page, entry: Entry | None) -> str | None:
    """The address of the article's picture, absolute."""
    raw = page.article.get("image")
    stated = raw.get("url") if isinstance(raw, dict) else raw[0] if isinstance(raw, list) and raw else raw
    stated = stated.get("url") if isinstance(stated, dict) else stated
    for link in (page.meta("og:image", "og:image:url", "og:image:secure_url", "twitter:image"), stated):
        if isinstance(link, str) and link and (url := resolve_url(page.url, link)):
            return url
    return entry.image_url if entry else None


def find_summary(page: Page, entry: Entry | None) -> str:
    """What the page, else the entry, says in a sentence or two."""
    stated = page.meta("og:description", "description", "twitter:description") or text(page.article.get("description"))
    return shorten(title_text(stated[: 10 * MAX_SUMMARY_CHARS]) or (entry.summary if entry else ""), MAX_SUMMARY_CHARS)


def find_url(page: Page) -> tuple[CanonicalUrl, str, str | None]:
    """The article's key, the address to click on, and why the page's ``rel=canonical`` was not believed, if it was not.

    Believed is one that belongs to the same site and leads to a page of its own. Front pages, sections above the
    article and two that contradict each other are common mistakes of templates.
    """
    here, link = canonicalize_url(page.url), strip_tracking(page.url)
    stated = _stated_urls(page)
    link = stated.pop(here, link)
    if not stated:
        return here, link, None
    if len(stated) > 1:
        return here, link, "canonical_contradictory"
    ((key, stated_link),) = stated.items()
    if not is_same_site(key, here):
        return here, link, "canonical_elsewhere"
    if is_homepage(key) or _is_section_above(key, here):
        return here, link, "canonical_section"
    return key, stated_link, None


def _stated_urls(page: Page) -> dict[CanonicalUrl, str]:
    """What the page says its address is: the key to the absolute URL."""
    stated: dict[CanonicalUrl, str] = {}
    for link in page.canonical_links:
        url = resolve_url(page.url, link)
        with suppress(ValueError):
            if url:
                stated[canonicalize_url(url)] = strip_tracking(url)
    return stated


def _is_section_above(key: str, here: str) -> bool:
    """``/tv/news`` above ``/tv/news/ghosts-renewed``, but not ``/tv/ghosts-renewed-for-season-5`` above its page 2."""
    last = key.rstrip("/").rsplit("/", 1)[-1]
    return here.startswith(f"{key.rstrip('/')}/") and last.count("-") < 3 and not re.search(r"\d{4}", last)


def _squeezed(name: str) -> str:
    """The letters of a name or host: "The TV-Wire" and "www.tvwire.example" are both "tvwire"."""
    letters = re.sub(r"\.[a-z]{2,}(?::\d+)?$", "", name.strip().casefold())
    return re.sub(r"[\W_]+", "", letters.removeprefix("www.").removeprefix("the "))


def _is_site(segment: str, names: set[str]) -> bool:
    squeezed = _squeezed(segment)
    return len(squeezed) > 1 and any(_is_name_of_site(squeezed, name) for name in names)


def _is_name_of_site(squeezed: str, name: str) -> bool:
    """Equal, a part ("TMZ" for tmz.com is not enough, "Variety" for "Variety Media" is), or little more than it."""
    if squeezed == name or (len(squeezed) > 4 and squeezed in name):
        return True
    return len(name) > 4 and name in squeezed and len(squeezed) <= MAX_SITE_SURPLUS * len(name)


def _author_candidates(page: Page, entry: Entry | None, selectors: Selectors) -> Iterator[list[str]]:
    yield page.select_text(selectors.author)
    yield texts(page.article.get("author")) or texts(page.article.get("creator"))
    for name in _AUTHOR_METAS:
        yield page.metas.get(name, [])
    if marked := page.microdata.get("author"):
        yield [text_of(node) for node in islice(_names_within(marked), 5)]
        yield [node.get("content") or text_of(node) for node in marked[:5]]
    yield [text_of(node) for node in page.author_links[:5]]
    yield list(entry.authors) if entry else []
    bylines = (" ".join(text_of(node).split()) for node in find_classed(page, _BYLINE_CLASS))
    yield list(islice((words for words in bylines if 0 < len(words) < MAX_RAW_CHARS), 1))


def _names_within(authors: Iterable[HtmlElement]) -> Iterator[HtmlElement]:
    """The elements that microdata calls a name inside of one it calls an author, in order, each once."""
    walked: set[HtmlElement] = set()
    for author in authors:
        if author in walked:
            continue
        for node in author.iterdescendants():
            if (name := node.get("itemprop")) == "name":
                yield node
            elif name == "author":
                walked.add(node)
