"""JSON Feed 1.0 and 1.1 (jsonfeed.org) to entries; pure."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from html import escape
from typing import Any

from aggregator.errors import ParseError
from aggregator.models import EntryList, Outcome, ParseWarning
from aggregator.parse.entries import Draft, finish
from aggregator.text import clean_line
from aggregator.timestamps import parse_stamp
from aggregator.urls import resolve_url


def parse_json_feed(text: str, *, url: str, fetched_at: datetime, max_entries: int) -> EntryList:
    """The items of a JSON Feed, in its order; whatever in it has the wrong type counts as absent.

    Raises:
        ParseError: ``parse_failed`` where it is no JSON, ``not_a_feed`` where it is other JSON.
    """
    try:
        feed = json.loads(text.strip())
    except (ValueError, RecursionError) as error:
        raise ParseError(f"is no valid JSON: {error}", subject=url, outcome=Outcome.PARSE_FAILED) from error
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list):
        raise ParseError("is JSON, but no JSON Feed: it has no list of items", subject=url, outcome=Outcome.NOT_A_FEED)
    kept = [item for item in items if isinstance(item, dict)]
    warnings = []
    if len(kept) < len(items):
        warnings.append(ParseWarning("bad_item", f"{len(items) - len(kept)} items are no objects"))
    if len(kept) > max_entries:
        warnings.append(
            ParseWarning("tossed", f"{len(kept) - max_entries} items beyond the first {max_entries} are not read")
        )
    base = resolve_url(url, _text(feed, "home_page_url")) or url
    language = _text(feed, "language") or None
    drafts = (_draft(item, fetched_at=fetched_at, language=language) for item in kept[:max_entries])
    entries, more = finish(drafts, base=base)
    return EntryList(
        format="jsonfeed", entries=entries, title=clean_line(_text(feed, "title")) or None, warnings=(*warnings, *more)
    )


def _draft(item: dict[str, Any], *, fetched_at: datetime, language: str | None) -> Draft:
    published, modified = (
        parse_stamp(raw, read_from=f"feed:{key}", fetched_at=fetched_at) if (raw := _text(item, key)) else None
        for key in ("date_published", "date_modified")
    )
    return Draft(
        guid=_text(item, "id"),
        links=(_text(item, "url"), _text(item, "external_url")),
        title=escape(_text(item, "title"), quote=False),
        summary_html=escape(_text(item, "summary"), quote=False),
        content_html=_text(item, "content_html") or _paragraphs(_text(item, "content_text")),
        authors=tuple(_authors(item)),
        published=published or modified,
        modified=modified,
        language=_text(item, "language") or language,
        image=_text(item, "image") or _text(item, "banner_image"),
    )


def _text(item: dict[str, Any], key: str) -> str:
    value = item.get(key)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)  # ids are often numbers, which version 1.1 tells readers to accept
    return value.strip() if isinstance(value, str) else ""


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{escape(part, quote=False)}</p>" for part in text.split("\n\n") if part.strip())


def _authors(item: dict[str, Any]) -> Iterator[str]:
    authors = item.get("authors")
    for author in authors if isinstance(authors, list) else [item.get("author")]:
        if isinstance(author, dict):
            yield _text(author, "name")
