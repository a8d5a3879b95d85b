"""The text of an article page; pure.

trafilatura finds the body (F1 0.96 on article-extraction-benchmark, the best measured at its price); paragraphs are
made here, because its own text output joins list items and drops the blank lines that offsets and sentences rely on.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from aggregator.html import html_to_text, text_of
from aggregator.parse.jsonld import text
from aggregator.parse.narrowing import narrowed
from aggregator.parse.page import Page
from aggregator.parse.phrases import is_furniture, speaks_of_paywall
from aggregator.text import clean_text, count_words, normalize_text

if TYPE_CHECKING:
    from lxml.html import HtmlElement
    from trafilatura.settings import Extractor

MIN_BODY_WORDS = 25
"""A shorter body is worth less than what the page carries for machines, if it carries any."""

MIN_HYDRATED_CHARS = 400
"""Strings of a page's JSON below this are captions and teasers, not its article."""

MAX_HEADLINE_PLACE = 3
"""Among its first paragraphs a body repeats the headline, below kickers and section names."""

_HYDRATION_KEYS = frozenset((
    "text", "html", "content", "body", "articlebody", "value", "copy", "paragraph", "bodyhtml", "contenthtml",
))  # fmt: skip
PAYWALL_CHARS = 600
"""A wall stands at the end of what can be read."""

_COPIES = ("noscript", "template")
"""What stands in them stands in the page a second time, once its scripts have run."""

MAX_HYDRATION_NODES = 200_000


@dataclass(frozen=True)
class Body:
    """An article's text and where it was found: ``selector``, ``page``, ``json-ld``, ``page-data`` or ``none``.

    ``walled``: what follows its last words asks readers to subscribe.
    """

    text: str
    found_in: str
    walled: bool = False

    @cached_property
    def word_count(self) -> int:
        """How many words the text has."""
        return count_words(self.text)


def find_body(page: Page, *, title: str, selector: str | None) -> Body:
    """The article's paragraphs, parted by one blank line, without its headline and what leads elsewhere.

    Where the page itself has next to none, as without JavaScript, JSON-LD's ``articleBody`` and the data that the
    page's scripts would have shown are tried.
    """
    if selector is not None and page.soup is not None:
        tags = (tag for tag in page.soup.select(selector) if tag.find_parent(_COPIES) is None)
        found = "\n\n".join(html_to_text(str(tag)) for tag in tags)
        if found.strip():
            return Body(tidy(found, title), "selector")
    extracted = _extract(page.tree)
    body = Body(tidy(extracted, title), "page", walled=speaks_of_paywall(extracted[-PAYWALL_CHARS:]))
    if body.word_count >= MIN_BODY_WORDS:
        return body
    for found_in, other in (("json-ld", text(page.article.get("articleBody"))), ("page-data", _hydrated(page.data))):
        readable = Body(tidy(html_to_text(other) if "<" in other else clean_text(other), title), found_in)
        if readable.word_count > max(MIN_BODY_WORDS, body.word_count):
            return readable
    return body if body.text else Body("", "none")


def tidy(body: str, title: str) -> str:
    """The paragraphs of ``body`` but for the headline, pointers elsewhere, furniture, consent walls and repetitions."""
    headline = normalize_text(title)
    kept: list[str] = []
    for paragraph in map(str.strip, re.split(r"\n\s*\n", body)):
        if not paragraph or is_furniture(paragraph):
            continue
        if len(kept) < MAX_HEADLINE_PLACE and headline and normalize_text(paragraph) == headline:
            continue
        if kept and paragraph == kept[-1]:
            continue
        kept.append(paragraph)
    return "\n\n".join(kept)


def _extract(tree: HtmlElement) -> str:
    import trafilatura

    document: Any = trafilatura.bare_extraction(narrowed(tree), options=_options())
    return text_of(document.body) if document is not None and document.body is not None else ""


@cache
def _options() -> Extractor:
    """How trafilatura is asked, read from its settings once. Of its formats "xml" makes no text of its own."""
    from trafilatura.settings import Extractor

    # What it discards comes back as None and is named by us; its own words would break the silence under cron.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    return Extractor(output_format="xml", fast=True, comments=False, tables=True, dedup=False)


def _hydrated(documents: tuple[str, ...]) -> str:
    """The longest text in a page's JSON data, or nothing."""
    candidates = [candidate for document in documents for candidate in _texts_in(document)]
    longest = max(candidates, key=len, default="")
    return longest if len(longest) >= MIN_HYDRATED_CHARS else ""


def _texts_in(document: str) -> Iterator[str]:
    """Long strings under the names that bodies have, and lists of paragraphs as one text each."""
    try:
        waiting: list[Any] = [json.loads(document)]
    except (ValueError, RecursionError):
        return
    for _ in range(MAX_HYDRATION_NODES):
        if not waiting:
            return
        value = waiting.pop()
        if isinstance(value, dict):
            waiting.extend(inner for inner in value.values() if isinstance(inner, (dict, list)))
            yield from (inner for inner in _wordings(value) if len(inner) >= MIN_HYDRATED_CHARS)
        elif isinstance(value, list):
            waiting.extend(value)
            yield "\n\n".join(wording for item in value for wording in _wordings(item))


def _wordings(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key.lower() in _HYDRATION_KEYS and isinstance(inner, str) and " " in inner:
                yield inner
    elif isinstance(value, str) and value.count(" ") > 3:
        yield value
