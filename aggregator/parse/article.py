"""Articles from pages and from what feeds carry; pure."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from aggregator.errors import ParseError
from aggregator.html import html_to_text
from aggregator.models import Article, CanonicalUrl, Completeness, Entry, Outcome, Response, Source
from aggregator.parse.body import MIN_BODY_WORDS, Body, find_body, tidy
from aggregator.parse.entries import digest
from aggregator.parse.metadata import (
    find_authors,
    find_image,
    find_language,
    find_site,
    find_summary,
    find_title,
    find_url,
)
from aggregator.parse.page import Page, read_page
from aggregator.parse.page_dates import dates_disagree, find_modified, find_published
from aggregator.parse.phrases import ends_as_teaser, names_challenge, names_missing_page, speaks_of_paywall
from aggregator.text import clean_text, count_words, fingerprint_text
from aggregator.urls import canonicalize_url, host_of, is_homepage, strip_tracking

MIN_WHOLE_WORDS = 120
"""Feeds' teasers end at 55 words (WordPress) or some 80; short news has 120 and more."""

MIN_WHOLE_PARAGRAPHS = 2
"""However long, one paragraph is a summary."""

MAX_ERROR_PAGE_WORDS = 250
"""An error page is short, apart from its menus; an article about a missing page is not."""

MIN_PAGE_WORDS = 40
"""A page with fewer words in sight and with scripts shows its article only where they run."""


def entry_is_whole(entry: Entry) -> bool:
    """Whether the feed carries the article itself rather than its beginning or a summary."""
    if entry.content_html is None:
        return False
    body = _carried(entry.content_html, entry.title)
    return _is_whole(body, count_words(body))


def article_from_entry(entry: Entry, source: Source) -> Article | None:
    """The article as its source itself carries it; None where the entry has neither a URL nor any text.

    An entry without a URL is known under its source's address and a hash of its key, flagged ``no_url``.
    """
    body = _carried(entry.content_html or "", entry.title) or clean_text(entry.summary)
    if entry.url is None and not body:
        return None
    url = canonicalize_url(entry.url) if entry.url else CanonicalUrl(f"{source.url}#{digest(entry.key)}")
    word_count = count_words(body)
    whole = bool(entry.content_html) and _is_whole(body, word_count)
    return Article(
        url=url,
        title=entry.title,
        text=body,
        fingerprint=fingerprint_text(body or entry.title),
        word_count=word_count,
        completeness=Completeness.FULL if whole else Completeness.PARTIAL,
        fetched_url=entry.url or source.url,
        link_url=strip_tracking(entry.url or source.url),
        authors=entry.authors,
        site=host_of(entry.url or source.url).removeprefix("www.") or None,
        language=entry.language or source.language,
        published=entry.published,
        modified=entry.modified,
        summary=entry.summary,
        image_url=entry.image_url,
        flags=entry.flags,
    )


def articles_from_entries(entries: Sequence[Entry], source: Source) -> list[Article | None]:
    """``article_from_entry`` for each, in their order."""
    return [article_from_entry(entry, source) for entry in entries]


def parse_article(response: Response, source: Source, entry: Entry | None) -> Article:
    """The article on a page.

    Args:
        response: The page's complete answer.
        source: Its selectors go before everything automatic; its language is the last resort.
        entry: What led here, filling what the page leaves open; None where nothing did.

    Raises:
        ParseError: ``empty``, ``not_a_page`` (no HTML, or no article in it), ``not_found`` (an error page with status
            200, or sent to the front page), ``challenge`` (a page for robots), ``needs_js`` or ``too_large``.
    """
    selectors = source.selectors
    page = read_page(response, selectors)
    _refuse_front_page(response, source)
    title = find_title(page, entry, selectors)
    body = find_body(page, title=title, selector=selectors.text)
    _refuse_error_page(page, title, body.word_count)
    if not body.text:
        raise _nothing_to_read(page)
    url, link_url, canonical_flag = find_url(page)
    published = find_published(page, entry, selectors, response.fetched_at)
    paywalled = _is_paywalled(page, body)
    flags = [
        *((canonical_flag,) if canonical_flag else ()),
        *(("paywall",) if paywalled else ()),
        *(("dates_disagree",) if dates_disagree(page, published, response.fetched_at) else ()),
        *((f"text_from:{body.found_in}",) if body.found_in in ("json-ld", "page-data") else ()),
        *_selector_flags(page, source, body),
    ]
    whole = not paywalled and body.word_count >= MIN_BODY_WORDS and not ends_as_teaser(body.text)
    return Article(
        url=url,
        title=title,
        text=body.text,
        fingerprint=fingerprint_text(body.text),
        word_count=body.word_count,
        completeness=Completeness.FULL if whole else Completeness.PARTIAL,
        fetched_url=response.url,
        link_url=link_url,
        authors=find_authors(page, entry, selectors),
        site=find_site(page) or None,
        language=find_language(page, entry, source),
        published=published,
        modified=find_modified(page, entry, response.fetched_at),
        summary=find_summary(page, entry),
        image_url=find_image(page, entry),
        flags=tuple(flags),
    )


@lru_cache(maxsize=1)
def _carried(content_html: str, title: str) -> str:
    """The text of an entry's content. Kept for the next call: who finds an entry whole asks for its article then."""
    return tidy(html_to_text(content_html), title)


def _is_whole(text: str, word_count: int) -> bool:
    if word_count < MIN_WHOLE_WORDS or text.count("\n\n") + 1 < MIN_WHOLE_PARAGRAPHS:
        return False
    return not ends_as_teaser(text)


def _refuse_front_page(response: Response, source: Source) -> None:
    asked = response.redirects[0] if response.redirects else response.url
    if is_homepage(response.url) and not is_homepage(asked) and asked != source.url:
        raise ParseError("was sent to the front page; the article is gone", subject=asked, outcome=Outcome.NOT_FOUND)


def _refuse_error_page(page: Page, title: str, word_count: int) -> None:
    if word_count > MAX_ERROR_PAGE_WORDS or page.article.get("headline"):
        return
    found = page.tree.find(".//title")
    headings = (title, (found.text or "").strip() if found is not None else "")
    if any(names_challenge(heading) for heading in headings):
        raise ParseError("a page that keeps robots out", subject=page.url, outcome=Outcome.CHALLENGE)
    if any(names_missing_page(heading) for heading in headings):
        raise ParseError("an error page with status 200", subject=page.url, outcome=Outcome.NOT_FOUND)


def _nothing_to_read(page: Page) -> ParseError:
    visible = count_words(_visible(page))
    if page.has_scripts and visible < MIN_PAGE_WORDS:
        return ParseError("shows its text only to JavaScript", subject=page.url, outcome=Outcome.NEEDS_JS)
    return ParseError("no article text found; set selectors.text", subject=page.url, outcome=Outcome.NOT_A_PAGE)


def _visible(page: Page) -> str:
    """Everything that the page shows without scripts."""
    body = page.tree.find("body")
    return " ".join(body.itertext()) if body is not None else ""


def _is_paywalled(page: Page, body: Body) -> bool:
    free = page.article.get("isAccessibleForFree")
    if free is False or (isinstance(free, str) and free.lower() == "false"):
        return True
    if page.meta("article:content_tier").lower() in ("locked", "metered"):
        return body.word_count < MIN_WHOLE_WORDS
    return body.walled or (body.word_count < MIN_WHOLE_WORDS and speaks_of_paywall(_visible(page)))


def _selector_flags(page: Page, source: Source, body: Body) -> list[str]:
    """One flag for each configured selector that matched nothing: what it should read was found another way."""
    selectors = source.selectors
    missed = [
        name
        for name in ("title", "author", "published")
        if getattr(selectors, name) and not page.select_text(getattr(selectors, name))
    ]
    if selectors.text and body.found_in != "selector":
        missed.append("text")
    return [f"selector_no_match:{name}" for name in missed]
