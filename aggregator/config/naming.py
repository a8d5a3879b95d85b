"""Ids for sources that have none yet; pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from typing import Final
from urllib.parse import urlsplit

from aggregator.urls import host_of, site_of

MAX_ID_CHARS: Final = 40
MAX_PATH_WORDS: Final = 2
"""Sections of a site that are named; deeper ones say little."""

_SAYS_NOTHING: Final = re.compile(
    r"(?:www\d*|m|mobile|amp|feeds?|rss\d*|atom|xml|rdf|json|index|default|home|news-?feed|posts|all|full|public|api|v\d+"
    r"|[a-z]|category|tags?|topics?|sections?|sitemap(?:[-_]?\d+|[-_]index)?|html?|php|aspx?|\d+)",
    re.IGNORECASE,
)
_FILE_ENDING: Final = re.compile(r"\.(?:xml|rss|atom|rdf|json|html?|php|aspx?|gz)$", re.IGNORECASE)
_NO_WORD: Final = re.compile(r"[^a-z0-9]+")


def invent_id(url: str, taken: Collection[str]) -> str:
    """A short id for a source at ``url`` that none of ``taken`` has: its site, and what part of it.

    >>> invent_id("https://deadline.com/v/tv/feed/", []), invent_id("https://press.disneyplus.com/news", [])
    ('deadline-tv', 'disneyplus-press-news')
    >>> invent_id("https://www.example.org/rss.xml", ["example"])
    'example-2'
    """
    host, site = host_of(url).partition(":")[0], site_of(url).partition(":")[0]
    is_address = host.replace(".", "").isdigit()
    name = site if is_address else site.partition(".")[0]
    below = [] if is_address else host.removesuffix(site).split(".")
    path = [_FILE_ENDING.sub("", part) for part in urlsplit(url).path.split("/")]
    words = [*_telling(below), *_telling(path)[:MAX_PATH_WORDS]]
    base = "-".join(filter(None, map(_slug, (name, *words))))[:MAX_ID_CHARS].strip("-") or "source"
    number, found = 1, base
    while found in taken:
        number += 1
        found = f"{base}-{number}"
    return found


def _telling(parts: list[str]) -> list[str]:
    return [part for part in parts if part and not _SAYS_NOTHING.fullmatch(part)]


def _slug(text: str) -> str:
    """What an id may hold of ``text``: ASCII alone, accents taken off."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return _NO_WORD.sub("-", plain).strip("-")
