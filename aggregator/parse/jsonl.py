"""Articles from JSON Lines, for ``import`` and ``extract``; pure and streaming."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any
from urllib.parse import quote

from aggregator.models import Article, CanonicalUrl, Completeness, Stamp
from aggregator.parse.byline import clean_authors
from aggregator.parse.entries import digest
from aggregator.text import clean_line, count_words, fingerprint_text
from aggregator.timestamps import parse_stamp
from aggregator.urls import canonicalize_url, host_of, strip_tracking

MAX_LINE_CHARS = 10_000_000
"""A longer line is no article: no answer of the web may be longer either, unless the settings say so."""

# What SQLite and UTF-8 refuse. One for one, so that every offset into the given text stays true.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def bounded_lines(file: IO[str]) -> Iterator[str]:
    """The lines of a file, those that are too long cut where that can be seen: a file need not fit into memory."""
    while line := file.readline(MAX_LINE_CHARS + 1):
        rest = line
        while len(rest) > MAX_LINE_CHARS and not rest.endswith("\n"):
            rest = file.readline(MAX_LINE_CHARS + 1)
        yield line


@dataclass(frozen=True, slots=True)
class ImportedRecord:
    """A good line: ``line`` counts from 1, ``id`` is the record's own or, without one, ``line-N``."""

    line: int
    id: str
    article: Article
    seen_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class BadRecord:
    """A line that is no article, and why."""

    line: int
    problem: str


def parse_records(lines: Iterable[str], *, now: datetime) -> Iterator[ImportedRecord | BadRecord]:
    """One record for each line that is not blank, in order, read as they are asked for.

    Fields: ``id``, ``url``, ``title``, ``published``, ``author``, ``text``, and optionally ``seen_at`` and ``site``;
    others are ignored. Title and text are taken as they are, because offsets count in the text as given; only
    NUL and lone surrogates become U+FFFD. A record without URL gets a ``urn:aggregator:`` name from its id, or from
    its title and text.

    Args:
        lines: Such as an open file.
        now: For judging dates, aware.
    """
    for number, line in enumerate(lines, start=1):
        if len(line) > MAX_LINE_CHARS:
            yield BadRecord(number, f"longer than {MAX_LINE_CHARS:,} characters")
        elif line.strip("\ufeff \t\r\n"):
            yield _record(number, line, now)


def _record(number: int, line: str, now: datetime) -> ImportedRecord | BadRecord:
    try:
        fields = json.loads(line.strip("\ufeff \t\r\n"))
    except (ValueError, RecursionError) as error:
        return BadRecord(number, f"no valid JSON: {error}")
    if not isinstance(fields, dict):
        return BadRecord(number, f"a JSON {type(fields).__name__} where an object with id, title and text is expected")
    for name in ("url", "title", "text", "published", "seen_at", "site"):
        if not isinstance(fields.get(name), str | None):
            return BadRecord(number, f"{name} is no string")
    title, text = (_UNSTORABLE.sub("\ufffd", fields.get(name) or "") for name in ("title", "text"))
    title = clean_line(title)  # no offset counts in it, and it is shown wherever an article is named
    if not title and not text.strip():
        return BadRecord(number, "neither a title nor a text")
    given_id = fields.get("id")
    if given_id is not None and not isinstance(given_id, str | int):
        return BadRecord(number, "id is neither a string nor a number")
    own_id = _UNSTORABLE.sub("\ufffd", str(given_id)) if given_id is not None else ""
    try:
        url = _url(fields.get("url"), own_id, title, text)
    except ValueError as error:
        return BadRecord(number, f"url: {error}")
    seen_at = _stamp(fields.get("seen_at"), "import:seen_at", now)
    if seen_at is not None and seen_at.at is None:
        return BadRecord(number, f"seen_at is no time: {seen_at.raw}")
    met_at = (fields.get("url") or "").strip() or url
    article = Article(
        url=url,
        title=title,
        text=text,
        fingerprint=fingerprint_text(text if text.strip() else title),
        word_count=count_words(text),
        completeness=Completeness.FULL,
        fetched_url=met_at,
        link_url=strip_tracking(met_at),
        authors=clean_authors(_bylines(fields.get("author"))),
        site=clean_line(fields.get("site") or "") or host_of(url) or None,
        published=_stamp(fields.get("published"), "import:published", now),
        external_id=own_id or None,
    )
    return ImportedRecord(number, own_id or f"line-{number}", article, seen_at.at if seen_at else None)


def _url(url: str | None, own_id: str, title: str, text: str) -> CanonicalUrl:
    if url and url.strip():
        return canonicalize_url(url.strip())
    # RFC 8141: a URN's name is percent-encoded.
    return CanonicalUrl(f"urn:aggregator:{quote(own_id, safe='') if own_id else digest(title, text)}")


def _stamp(raw: str | None, read_from: str, now: datetime) -> Stamp | None:
    return parse_stamp(raw, read_from=read_from, fetched_at=now) if raw and raw.strip() else None


def _bylines(author: Any) -> Iterator[str]:
    for name in author if isinstance(author, list) else [author]:
        if isinstance(name, str):
            yield name
