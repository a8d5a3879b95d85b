"""What every kind of list shares: from an item's raw fields to ``Entry`` records. Pure.

Adapters fill ``Draft`` records with what their format says, in its own wording; ``finish`` cleans, resolves links
and gives each entry its key, the same way for all formats.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from aggregator.html import strip_tags, title_text
from aggregator.models import Entry, ParseWarning, Stamp
from aggregator.parse.byline import clean_authors
from aggregator.urls import MAX_URL_CHARS, canonicalize_url, host_of, is_homepage, resolve_url

MAX_TITLE_CHARS = 500
"""Headlines have some 100; what is longer is a mistake of the feed and would fill every listing."""

MAX_SUMMARY_CHARS = 1_000
"""A teaser; what is longer is the article itself, which ``content_html`` has whole."""

MAX_CONTENT_CHARS = 1_000_000
MAX_KEY_CHARS = 300

_SENTENCE_END = re.compile(r"(?<=[.!?…])\s")
# UTF-8 read as Windows-1252, once: "Ã©" for "é", "â€™" for an apostrophe.
_MOJIBAKE = re.compile("[ÃÂ][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€[\x80-\xbf™œ˜“”¦]")
_OPAQUE_URL = re.compile(r"^news\.google\.com$")


@dataclass(frozen=True, slots=True)
class Draft:
    """An item in the wording of its document: links as they stand, best first; titles and bodies as HTML."""

    guid: str = ""
    links: tuple[str, ...] = ()
    title: str = ""
    summary_html: str = ""
    content_html: str = ""
    authors: tuple[str, ...] = ()
    published: Stamp | None = None
    modified: Stamp | None = None
    language: str | None = None
    image: str = ""


def finish(drafts: Iterable[Draft], *, base: str) -> tuple[tuple[Entry, ...], tuple[ParseWarning, ...]]:
    """The entries of ``drafts`` in their order, and what was met on the way, each kind of trouble once.

    Left out are items without any content, with a URL beyond ``MAX_URL_CHARS``, and repetitions of one already
    there. A key that several different items share is told apart by their links, for all of them, so that no entry's
    key depends on the others' order (fluentboards gives every item one guid).

    Args:
        drafts: Items as their format says them.
        base: What relative links are relative to, absolute.
    """
    troubles: Counter[str] = Counter()
    samples: dict[str, str] = {}
    entries = []
    for draft in drafts:
        entry, trouble = _entry(draft, base)
        for code, sample in trouble:
            troubles[code] += 1
            samples.setdefault(code, sample)
        if entry is not None:
            entries.append(entry)
    told_apart = _tell_apart(entries)
    if repeated := len(entries) - len(told_apart):
        troubles["repeated_entry"] = repeated
        samples["repeated_entry"] = "same key and link as another entry"
    warnings = tuple(
        ParseWarning(code, f"{count} × {samples[code]}" if count > 1 else samples[code])
        for code, count in troubles.items()
    )
    return told_apart, warnings


def shorten(text: str, limit: int) -> str:
    """``text``, cut at a word to at most ``limit`` characters with an ellipsis where it is longer."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    return (cut.rsplit(" ", 1)[0] or cut).rstrip() + "…"


def digest(*parts: str) -> str:
    """A short name for exactly these parts: 32 hex digits of SHA-256."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:32]


def _entry(draft: Draft, base: str) -> tuple[Entry | None, list[tuple[str, str]]]:
    trouble: list[tuple[str, str]] = []
    url, flags = _url(draft, base, trouble)
    title = title_text(draft.title[: 100 * MAX_TITLE_CHARS])
    summary, content = strip_tags(draft.summary_html[:MAX_CONTENT_CHARS]), strip_tags(draft.content_html)
    if any(code == "url_too_long" for code, _ in trouble) or not (url or title or summary or content):
        return None, trouble
    if not title and (summary or content):
        title = _SENTENCE_END.split(summary or content, maxsplit=1)[0]
        flags.append("title_derived")
    if _MOJIBAKE.search(title) or _MOJIBAKE.search(summary[:MAX_SUMMARY_CHARS]):
        flags.append("mojibake_suspect")
    stamps = [stamp.raw if stamp else "" for stamp in (draft.published, draft.modified)]
    body = max(draft.content_html, draft.summary_html, key=len)
    guid = draft.guid.strip()
    if len(guid) > MAX_KEY_CHARS:
        guid = digest(guid)
    entry = Entry(
        # Canonical, so that a changing campaign parameter does not make a new entry.
        key=guid or (canonicalize_url(url) if url else digest(title, summary, content)),
        url=url,
        title=shorten(title, MAX_TITLE_CHARS),
        signature=digest(title, url or "", summary, content, *stamps),
        summary=shorten(summary or content, MAX_SUMMARY_CHARS),
        content_html=body[:MAX_CONTENT_CHARS] if body.strip() else None,
        authors=clean_authors(draft.authors),
        published=draft.published,
        modified=draft.modified,
        language=draft.language,
        image_url=resolve_url(base, draft.image) if draft.image else None,
        flags=tuple(flags),
    )
    return entry, trouble


def _url(draft: Draft, base: str, trouble: list[tuple[str, str]]) -> tuple[str | None, list[str]]:
    """The first usable link, absolute; why there is none stands in the flags and in ``trouble``."""
    links = dict.fromkeys(link.strip() for link in draft.links if link.strip())
    for link in links:
        if len(link) > MAX_URL_CHARS:
            trouble.append(("url_too_long", f"left out, its URL has {len(link)} characters: {link[:80]}…"))
            return None, []
        url = resolve_url(base, link)
        if url is None:
            trouble.append(("bad_link", f"no http(s) link: {link[:80]}"))
        elif is_homepage(url):
            # Fetched, it would pass for an article that changes every hour.
            trouble.append(("homepage_link", f"links to a front page: {url}"))
            return None, ["no_url", "homepage_url"]
        else:
            return url, ["opaque_url"] if _OPAQUE_URL.match(host_of(url)) else []
    return None, ["no_url"]


def _tell_apart(entries: list[Entry]) -> tuple[Entry, ...]:
    places: dict[str, set[str]] = {}
    for entry in entries:
        places.setdefault(entry.key, set()).add(entry.url or entry.signature)
    kept: dict[str, Entry] = {}
    for entry in entries:
        key = entry.key
        if len(places[key]) > 1:
            key = canonicalize_url(entry.url) if entry.url else f"{key}#{entry.signature}"
        kept.setdefault(key, entry if key == entry.key else replace(entry, key=key))
    return tuple(kept.values())
