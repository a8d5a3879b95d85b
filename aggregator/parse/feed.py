"""RSS 0.9x to 2.0, RDF and Atom to entries, through feedparser, or at less cost where they are plain; pure."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from html import escape
from typing import Any

from aggregator.errors import ParseError
from aggregator.html import title_text
from aggregator.models import EntryList, Outcome, ParseWarning, Stamp
from aggregator.parse.decode import Decoded
from aggregator.parse.entries import Draft, finish
from aggregator.parse.plain_feed import read_plain_feed
from aggregator.parse.xml import Mended, mend, neutralize, refuse_hostile
from aggregator.timestamps import parse_stamp
from aggregator.urls import resolve_url

# What feedparser lets through on input that it did not expect (its issue 599 and others like it).
_FEEDPARSER_RAISES = (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError)

# feedparser turns what looks like UTF-8 decoded as Latin-1 into what it guesses was meant, and nobody could tell. The
# first letter of such a pair goes through it as a private character, which ends the resemblance.
_MOJIBAKE = re.compile("[\xc2-\xf4](?=[\x80-\xbf])")
_SHIELD = 0xF0000
_UNSHIELD = {_SHIELD + code: code for code in range(0xC2, 0xF5)}

_HTML_TYPES = ("", "text/html", "application/xhtml+xml")


def parse_feed(decoded: Decoded, *, url: str, fetched_at: datetime, max_entries: int) -> EntryList:
    """The items of an RSS, RDF or Atom document, in its order.

    Args:
        decoded: The document.
        url: Where it came from, after redirects; the last resort for relative links.
        fetched_at: For judging its dates.
        max_entries: Items beyond the first so many are not read.

    Raises:
        ParseError: ``not_a_feed`` where feedparser knows no such format, ``truncated`` where it breaks off before
            its first complete item, ``parse_failed`` where it is refused or cannot be read at all.
    """
    refuse_hostile(decoded.text, url)
    mended = mend(decoded.text, max_items=max_entries)
    parsed = (None if mended.truncated else read_plain_feed(mended.text)) or _parse(mended, url)
    version = parsed.get("version") or ""
    items = parsed.get("entries", [])
    if not version and not items:
        raise ParseError("is XML, but no feed that is known", subject=url, outcome=Outcome.NOT_A_FEED)
    if mended.truncated and not items:
        raise ParseError("breaks off before its first complete item", subject=url, outcome=Outcome.TRUNCATED)
    channel = parsed.get("feed", {})
    base = resolve_url(url, _text(channel, "link")) or url
    language = _text(channel, "language") or None
    drafts = (_draft(item, fetched_at=fetched_at, language=language) for item in items[:max_entries])
    entries, warnings = finish(drafts, base=base)
    return EntryList(
        format=version or "unknown",
        entries=entries,
        title=title_text(_text(channel, "title")) or None,
        warnings=(*_encoding_warnings(decoded), *mended.warnings, *_form_warnings(parsed, mended), *warnings),
    )


def _parse(mended: Mended, url: str) -> Mapping[str, Any]:
    try:
        return _feedparser(mended.text)
    except _FEEDPARSER_RAISES:
        pass
    try:
        return _feedparser(neutralize(mended.text))
    except _FEEDPARSER_RAISES as error:
        raise ParseError(
            f"feedparser cannot read it: {type(error).__name__}: {error}", subject=url, outcome=Outcome.PARSE_FAILED
        ) from error


def _feedparser(text: str) -> Mapping[str, Any]:
    import feedparser

    # From a file object: a string might be taken for a URL or a path. Relative links stay as they are, but for
    # xml:base, so that the channel's link can be tried before the feed's own URL.
    result: Mapping[str, Any] = feedparser.parse(
        io.BytesIO(_MOJIBAKE.sub(_shield, text).encode("utf-8", "replace")),
        response_headers={"content-type": "application/xml; charset=utf-8"},
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    return result


def _encoding_warnings(decoded: Decoded) -> Iterator[ParseWarning]:
    declared = decoded.declared or ""
    # ASCII and Latin-1 declared over UTF-8 is every other feed; over Windows-1252 it is no mistake at all.
    if decoded.encoding == "cp1252" and declared in ("utf-8", "utf8", "unicode"):
        yield ParseWarning("wrong_encoding", f"declared {declared}, but has bytes of windows-1252; read as both")


def _form_warnings(parsed: Mapping[str, Any], mended: Mended) -> Iterator[ParseWarning]:
    error = parsed.get("bozo_exception")
    if parsed.get("bozo") and not mended.truncated and type(error).__name__.startswith("SAX"):
        yield ParseWarning("not_well_formed", " ".join(str(error).split())[:200])


def _draft(item: Mapping[str, Any], *, fetched_at: datetime, language: str | None) -> Draft:
    contents = [_html(part) for part in item.get("content", ()) if isinstance(part, Mapping)]
    summary = _html(item.get("summary_detail") or {}) or _text(item, "summary")
    content = max(contents, key=len, default="")
    published, modified = _stamps(item, fetched_at)
    return Draft(
        guid=_text(item, "id"),
        links=tuple(_links(item)),
        title=_text(item, "title"),
        summary_html=summary,
        content_html=content,
        authors=tuple(_authors(item)),
        published=published,
        modified=modified,
        language=language,
        image=_image(item),
    )


def _text(mapping: Mapping[str, Any], key: str) -> str:
    # dict's own get: feedparser's answers "updated" with "published", and warns about it.
    value = dict.get(mapping, key) if isinstance(mapping, dict) else mapping.get(key)
    return value.translate(_UNSHIELD).strip() if isinstance(value, str) else ""


def _shield(match: re.Match[str]) -> str:
    return chr(_SHIELD + ord(match[0]))


def _html(detail: Mapping[str, Any]) -> str:
    value = _text(detail, "value")
    kind = _text(detail, "type")
    if kind in _HTML_TYPES:
        return value
    return escape(value, quote=False) if kind.startswith("text/") else ""


def _links(item: Mapping[str, Any]) -> Iterator[str]:
    """The item's own address first: where FeedBurner counts clicks, the one behind it."""
    yield _text(item, "feedburner_origlink")
    own = _text(item, "link")
    # For want of a link feedparser gives the guid: "4711" would become a page beside the feed.
    if own != _text(item, "id") or own.lower().startswith(("http://", "https://")):
        yield own
    links = [link for link in item.get("links", ()) if isinstance(link, Mapping)]
    for rel in ("alternate", "enclosure"):
        for link in links:
            if link.get("rel", "alternate") == rel and _text(link, "type") in _HTML_TYPES:
                yield _text(link, "href")


def _authors(item: Mapping[str, Any]) -> list[str]:
    names = [_text(author, "name") for author in item.get("authors", ()) if isinstance(author, Mapping)]
    written = _text(item, "author")
    # feedparser takes an address apart as if no top-level domain had more than four letters.
    return [written] if len(names) < 2 and (not names or "@" in written) else names


def _stamps(item: Mapping[str, Any], fetched_at: datetime) -> tuple[Stamp | None, Stamp | None]:
    """When published and modified. RSS's dc:date and an Atom entry's lone ``updated`` are all that such feeds say."""
    stamps: dict[str, Stamp] = {}
    for key in ("published", "created", "updated"):
        if raw := _text(item, key):
            stamps[key] = parse_stamp(raw, read_from=f"feed:{key}", fetched_at=fetched_at)
    published = stamps.get("published") or stamps.get("created")
    return published or stamps.get("updated"), stamps.get("updated") if published else None


def _image(item: Mapping[str, Any]) -> str:
    for key in ("media_thumbnail", "media_content"):
        for media in item.get(key) or ():
            if _text(media, "url") and _text(media, "medium") in ("", "image"):
                return _text(media, "url")
    for link in item.get("links", ()):
        if link.get("rel") == "enclosure" and _text(link, "type").startswith("image/"):
            return _text(link, "href")
    return ""
