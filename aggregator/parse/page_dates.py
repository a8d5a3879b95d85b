"""When an article page says that it was published and changed; pure.

The order of trust is that of ``metadata``: a configured selector, JSON-LD, meta tags, microdata and ``<time>``, the
entry that led to the page, and a guess last.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

from aggregator.html import text_of
from aggregator.models import Entry, Selectors, Stamp
from aggregator.parse.jsonld import text
from aggregator.parse.page import Page, find_classed
from aggregator.timestamps import MAX_RAW_CHARS, parse_stamp

MAX_DISAGREEMENT = timedelta(days=2)
"""Zones explain a day between two statements of one date; more means that one of them is wrong."""

_PUBLISHED_METAS = (
    "article:published_time", "og:article:published_time", "og:published_time", "article:published", "parsely-pub-date",
    "sailthru.date", "datepublished", "date.published", "citation_publication_date", "dc.date.issued", "dcterms.issued",
    "dcterms.created", "dc.date.created", "dc.date", "dcterms.date", "publish-date", "publishdate", "publish_date",
    "publication_date", "published_date", "pubdate", "published_at", "cxenseparse:recs:publishtime",
    "article_date_original", "article.published", "originalpublicationdate", "date",
)  # fmt: skip
_MODIFIED_METAS = (
    "article:modified_time", "og:article:modified_time", "og:updated_time", "article:modified", "datemodified",
    "dcterms.modified", "dc.date.modified", "last-modified", "lastmod", "article.updated", "revised",
)  # fmt: skip
_URL_DATE = re.compile(r"/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?:[/-]|$)")
_DATE_START = re.compile(
    r"\b(?:(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?\s*\d|\d{1,2}\s[a-z]{3}|\d{4}-)",
    re.IGNORECASE,
)
_DATE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:date|time|timestamp|published|pub-?date|dateline|posted|by-?line|meta)(?=$|[\s_-])", re.IGNORECASE
)


def find_published(page: Page, entry: Entry | None, selectors: Selectors, fetched_at: datetime) -> Stamp | None:
    """When the article appeared: the first trusted statement, else the first one with its flag, else None.

    A statement of the day alone gives way to a later one with the time, if that is of the same day.
    """
    return _first(_published_candidates(page, entry, selectors, fetched_at))


def dates_disagree(page: Page, published: Stamp | None, fetched_at: datetime) -> bool:
    """Whether JSON-LD or meta tags state another day of publication than ``published``."""
    if published is None or published.at is None:
        return False
    stated = [text(page.article.get("datePublished")), page.meta(*_PUBLISHED_METAS)]
    stamps = (parse_stamp(raw, read_from="", fetched_at=fetched_at) for raw in stated if raw and raw != published.raw)
    return any(stamp.at is not None and abs(stamp.at - published.at) > MAX_DISAGREEMENT for stamp in stamps)


def find_modified(page: Page, entry: Entry | None, fetched_at: datetime) -> Stamp | None:
    """When the page says it was last changed; same rules as ``find_published``."""

    def candidates() -> Iterator[Stamp]:
        if raw := text(page.article.get("dateModified")):
            yield parse_stamp(raw, read_from="json-ld", fetched_at=fetched_at)
        yield from _from_metas(page, _MODIFIED_METAS, fetched_at)
        yield from _from_microdata(page, "dateModified", fetched_at)
        if entry and entry.modified:
            yield entry.modified

    return _first(candidates())


def _published_candidates(
    page: Page, entry: Entry | None, selectors: Selectors, fetched_at: datetime
) -> Iterator[Stamp]:
    for raw in page.select_text(selectors.published)[:1]:
        yield parse_stamp(raw, read_from="selector", fetched_at=fetched_at)
    if raw := text(page.article.get("datePublished")) or text(page.article.get("dateCreated")):
        yield parse_stamp(raw, read_from="json-ld", fetched_at=fetched_at)
    yield from _from_metas(page, _PUBLISHED_METAS, fetched_at)
    yield from _from_microdata(page, "datePublished", fetched_at)
    times = [node for node in page.tree.iter("time") if node.get("datetime") and not page.is_beside(node)]
    times.sort(key=lambda node: node.get("pubdate") is None and not _DATE_CLASS.search(node.get("class") or ""))
    for node in times[:1]:
        yield parse_stamp(node.get("datetime") or "", read_from="time", fetched_at=fetched_at)
    if entry and entry.published:
        yield entry.published
    yield from (stamp for stamp in _guesses(page, fetched_at) if stamp.at is not None)


def _guesses(page: Page, fetched_at: datetime) -> Iterator[Stamp]:
    """Visible dates by the class around them, then one in the address; what proves no date is no statement of one."""
    for node in find_classed(page, _DATE_CLASS):
        words = text_of(node)
        if len(words) <= MAX_RAW_CHARS and re.search(r"\d{4}", words):
            # "By Jane Doe | March 3, 2026": what stands before the date does not change it.
            start = _DATE_START.search(words)
            yield parse_stamp(words[start.start() :] if start else words, read_from="guess:text", fetched_at=fetched_at)
    if match := _URL_DATE.search(page.url):
        yield parse_stamp("-".join(match.groups()), read_from="guess:url", fetched_at=fetched_at)


def _first(candidates: Iterator[Stamp]) -> Stamp | None:
    first: Stamp | None = None
    for stamp in candidates:
        if first is None or (first.at is None and stamp.at is not None):
            first = stamp
        elif _refines(stamp, first):
            return stamp
        if first.at is not None and first.flag != "date_only":
            return first
    return first


def _refines(stamp: Stamp, day: Stamp) -> bool:
    if day.flag != "date_only" or stamp.flag == "date_only" or day.at is None or stamp.at is None:
        return False
    return abs(stamp.at - day.at) < timedelta(days=1)


def _from_metas(page: Page, names: tuple[str, ...], fetched_at: datetime) -> Iterator[Stamp]:
    for name in names:
        for raw in page.metas.get(name, ())[:1]:
            yield parse_stamp(raw, read_from=f"meta:{name}", fetched_at=fetched_at)


def _from_microdata(page: Page, name: str, fetched_at: datetime) -> Iterator[Stamp]:
    for node in page.microdata.get(name, ())[:1]:
        raw = node.get("datetime") or node.get("content") or text_of(node)
        yield parse_stamp(raw, read_from="microdata", fetched_at=fetched_at)
