"""Sitemaps, Google news sitemaps and sitemap indexes (sitemaps.org) to entries; pure."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from datetime import UTC, datetime
from html import escape
from typing import TYPE_CHECKING, cast

from aggregator.errors import ParseError
from aggregator.models import EntryList, Outcome, ParseWarning, Stamp
from aggregator.parse.entries import Draft, finish
from aggregator.parse.xml import mend_references, refuse_hostile, xml_parser
from aggregator.timestamps import parse_stamp
from aggregator.urls import resolve_url

if TYPE_CHECKING:
    from lxml.etree import _Element

_NEVER = datetime.min.replace(tzinfo=UTC)


def parse_sitemap(text: str, *, url: str, fetched_at: datetime, max_entries: int) -> EntryList:
    """The pages that a sitemap lists, or the child sitemaps of an index in ``more_urls``.

    Order is the document's, except that of more than ``max_entries`` pages or children the newest are kept. A plain
    sitemap knows no titles: its entries have an empty one.

    Raises:
        ParseError: ``not_a_sitemap`` where its root is another, ``parse_failed`` where it is refused or has none.
    """
    refuse_hostile(text, url)
    text, warnings = mend_references(text)
    root = _root(text, url)
    name = _name(root)
    if name not in ("urlset", "sitemapindex"):
        raise ParseError(f"is XML with the root <{name}>, no sitemap", subject=url, outcome=Outcome.NOT_A_SITEMAP)
    if f"</{root.prefix}:{name}" not in text and f"</{name}" not in text:
        warnings = (*warnings, ParseWarning("partial", "breaks off before its end; what is complete was read"))
    drafts = [_draft(node, fetched_at) for node in root if _name(node) in ("url", "sitemap")]
    kept = _newest(drafts, max_entries)
    if len(kept) < len(drafts):
        warnings = (
            *warnings,
            ParseWarning("tossed", f"{len(drafts) - len(kept)} beyond the newest {max_entries} are not read"),
        )
    if name == "sitemapindex":
        children = (resolve_url(url, draft.links[0]) for draft in kept if draft.links)
        return EntryList(
            format="sitemapindex",
            entries=(),
            warnings=warnings,
            more_urls=tuple(dict.fromkeys(child for child in children if child)),
        )
    entries, more = finish(kept, base=url)
    return EntryList(format="sitemap", entries=entries, warnings=(*warnings, *more))


def _root(text: str, url: str) -> _Element:
    from lxml import etree

    data = text.encode("utf-8", "replace")
    try:
        root = cast("_Element | None", etree.fromstring(data, xml_parser(recover=True)))
    except etree.XMLSyntaxError as error:
        raise ParseError(f"is no readable XML: {error}", subject=url, outcome=Outcome.PARSE_FAILED) from error
    if root is None:  # recovered to nothing
        raise ParseError("is no readable XML", subject=url, outcome=Outcome.PARSE_FAILED)
    return root


def _name(node: _Element) -> str:
    """The tag without its namespace: real sitemaps misspell those or leave them out."""
    return node.tag.rpartition("}")[2].rpartition(":")[2].lower()


def _fields(node: _Element) -> Iterator[tuple[str, str]]:
    for child in node.iter():
        if child is not node and child.text and child.text.strip():
            parent = child.getparent()
            inside = "" if parent is node or parent is None else f"{_name(parent)}:"
            yield f"{inside}{_name(child)}", child.text.strip()


def _draft(node: _Element, fetched_at: datetime) -> Draft:
    fields: dict[str, str] = {}
    for name, value in _fields(node):
        fields.setdefault(name, value)
    return Draft(
        links=(fields["loc"],) if "loc" in fields else (),
        title=escape(fields.get("news:title", ""), quote=False),
        published=_stamp(fields, "news:publication_date", fetched_at),
        modified=_stamp(fields, "lastmod", fetched_at),
        language=fields.get("publication:language"),
        image=fields.get("image:loc", ""),
    )


def _stamp(fields: dict[str, str], name: str, fetched_at: datetime) -> Stamp | None:
    raw = fields.get(name)
    return parse_stamp(raw, read_from=f"sitemap:{name}", fetched_at=fetched_at) if raw else None


def _newest(drafts: list[Draft], limit: int) -> list[Draft]:
    if len(drafts) <= limit:
        return drafts

    def age(place: int) -> datetime:
        stamp = drafts[place].published or drafts[place].modified
        return (stamp and stamp.at) or _NEVER

    return [drafts[place] for place in sorted(heapq.nlargest(limit, range(len(drafts)), key=age))]
