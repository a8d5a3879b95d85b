"""The article in a page's JSON-LD, as good as it can be had; pure.

Real JSON-LD is an array, a graph, HTML-escaped, wrapped in CDATA comments, cut off or not JSON at all.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from typing import Any

_NAMING = frozenset(("headline", "datePublished", "articleBody"))

MAX_NODES = 5_000
"""A page describes itself in tens of nodes; a shop's or an attacker's list may have any number."""

_ARTICLE_TYPE = re.compile(
    r"^(?:schema:|https?://schema\.org/)?(?:\w*Article|(?:Live)?BlogPosting|SocialMediaPosting|Report|Review|CriticReview)$"
)
_PAGE_TYPE = re.compile(r"^(?:schema:|https?://schema\.org/)?(?:\w*WebPage|VideoObject|ItemPage|Event)$")
# How JSON is hidden from parsers that would take it for markup, or markup for it; from the outside in.
_OPENINGS = ("<!--", "//", "/*", "<![CDATA[", "*/")
_CLOSINGS = (";", "-->", "//", "*/", "]]>", "/*", "//", ";")
_TRAILING_COMMA = re.compile(r",\s*(?=[}\]])")
_LOOSE_FIELD = re.compile(
    r'"(headline|datePublished|dateModified|dateCreated|description|inLanguage|isAccessibleForFree)"\s*:\s*'
    r'(?:"((?:[^"\\]|\\.|"(?!\s*[,}\]])){0,2000})"|(true|false))'
)
_LOOSE_AUTHOR = re.compile(
    r'"author"\s*+:[\s\[{]*+(?:"@type"\s*:\s*"\w+"\s*,\s*)?"name"\s*:\s*"((?:[^"\\]|\\.){0,200})"'
)

Node = Mapping[str, Any]


def find_article(scripts: Iterable[str], *, is_this_page: Iterable[str] = ()) -> Node:
    """The node that describes the page's article; an empty one where there is none.

    An article comes before a mere page; among several, one whose address is in ``is_this_page``, then the first
    with a headline. References by ``@id`` to other nodes of the page are filled in for authors and publisher.

    Args:
        scripts: The contents of the page's ``application/ld+json`` elements.
        is_this_page: Addresses under which the page is known.
    """
    nodes = [node for script in scripts for node in _walk(_load(script))]
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 2}
    here = {_plain(url) for url in is_this_page}
    articles = [node for node in nodes if _is_a(node, _ARTICLE_TYPE)]
    pages = [node for node in nodes if _is_a(node, _PAGE_TYPE) and node.get("datePublished")]
    for candidates in (articles, pages):
        named = [node for node in candidates if not _NAMING.isdisjoint(node)] or candidates
        best = [node for node in named if here & {_plain(url) for url in _addresses(node)}] or named
        if best:
            return _resolved(best[0], by_id)
    loose = [node for node in nodes if "@loose" in node]
    return loose[0] if loose else {}


def texts(value: Any) -> list[str]:
    """Every name or address that a JSON-LD value stands for: a string, a node with one, or a list of either."""
    items = (_named(item) for item in (value if isinstance(value, list) else [value]))
    return [unescape(item).strip() for item in items if item.strip()]


def text(value: Any) -> str:
    """The first of ``texts``, or nothing."""
    return next(iter(texts(value)), "")


def _named(item: Any) -> str:
    if isinstance(item, Mapping):
        item = next((item[key] for key in ("name", "url", "@value", "contentUrl") if item.get(key)), "")
        item = item[0] if isinstance(item, list) else item
    return str(item) if isinstance(item, str | int | float) and not isinstance(item, bool) else ""


def _load(script: str) -> Any:
    cleaned = script.strip()
    for opening in _OPENINGS:
        cleaned = cleaned.removeprefix(opening).lstrip()
    for closing in _CLOSINGS:
        cleaned = cleaned.removesuffix(closing).rstrip()
    for attempt in (cleaned, _TRAILING_COMMA.sub("", cleaned), unescape(cleaned)):
        try:
            # Not strict: line breaks inside strings are the commonest mistake.
            return json.JSONDecoder(strict=False).raw_decode(attempt)[0] if attempt else None
        except (ValueError, RecursionError):
            continue
    return _load_loosely(cleaned)


def _load_loosely(script: str) -> Any:
    """The fields that can be picked out of what is no JSON; marked, so that whatever parses goes before it."""
    fields: dict[str, Any] = {}
    for match in _LOOSE_FIELD.finditer(script):
        fields.setdefault(match[1], match[3] or _unquoted(match[2]))
    if author := _LOOSE_AUTHOR.search(script):
        fields["author"] = _unquoted(author[1])
    return {"@loose": True, **fields} if fields else None


def _unquoted(string: str) -> str:
    try:
        return str(json.loads(f'"{string}"', strict=False))
    except ValueError:
        return string


def _walk(value: Any) -> Iterator[dict[str, Any]]:
    """Every object in reading order, but for the members of lists of other pages (``itemListElement``)."""
    waiting = [value]
    for _ in range(MAX_NODES):
        if not waiting:
            return
        item = waiting.pop()
        if isinstance(item, list):
            waiting.extend(reversed(item))
        elif isinstance(item, dict):
            yield item
            waiting.extend(
                reversed([inner for key, inner in item.items() if key in _OPENED and isinstance(inner, (dict, list))])
            )


_OPENED = frozenset(("@graph", "mainEntity", "mainEntityOfPage", "author", "publisher", "hasPart", "subjectOf"))


def _is_a(node: Node, pattern: re.Pattern[str]) -> bool:
    types = node.get("@type")
    return any(
        isinstance(name, str) and pattern.match(name) for name in (types if isinstance(types, list) else [types])
    )


def _addresses(node: Node) -> Iterator[str]:
    for key in ("url", "mainEntityOfPage", "@id"):
        value = node.get(key)
        value = value.get("@id") or value.get("url") if isinstance(value, Mapping) else value
        if isinstance(value, str):
            yield value


def _plain(url: str) -> str:
    return url.partition("#")[0].partition("://")[2].rstrip("/").lower()


def _resolved(node: Node, by_id: Mapping[str, Node]) -> Node:
    filled = dict(node)
    for key in ("author", "publisher", "creator"):
        value = node.get(key)
        if value is not None:
            items = [
                by_id.get(item.get("@id", ""), item) if isinstance(item, Mapping) and "name" not in item else item
                for item in (value if isinstance(value, list) else [value])
            ]
            filled[key] = items
    return filled
