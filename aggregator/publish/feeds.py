"""The news as Atom 1.0 (RFC 4287) and JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/). Pure.

An entry is a row of ``news``, with the claims that made the change. Its id is a tag URI (RFC 4151) of the number of the
change, so it is the same in every feed and on every day.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, Final
from urllib.parse import quote, urlsplit
from xml.etree import ElementTree as ET

from aggregator.text import clean_line, escape_invisible
from aggregator.wording.dates import span_words
from aggregator.wording.facts import sentence

Row = Mapping[str, Any]

NOBODYS_HOST: Final = "aggregator.invalid"
"""Whom ids are named after where nobody says at which address a feed is read; RFC 2606 keeps the name free."""

# RFC 4151, 2.1: a day on which the naming host was one's own. Any other would change every id.
_TAGS_SINCE: Final = "2026"
_PCHARS: Final = "/-._~!$&'()*+,;=:@"
"""What may stand in a tag URI as it is (RFC 3986, 3.3)."""
_ATOM: Final = "http://www.w3.org/2005/Atom"
_VERSION: Final = "https://jsonfeed.org/version/1.1"
_EPOCH: Final = "1970-01-01T00:00:00Z"


@dataclass(frozen=True, slots=True)
class Channel:
    """What a feed is: ``name`` tells it from the other feeds of one host, ``url`` is where it is read, if known."""

    title: str
    name: str
    url: str | None = None

    @property
    def id(self) -> str:
        """The feed's tag URI."""
        return self.tag(self.name)

    def tag(self, specific: str) -> str:
        """A tag URI of the feed's host.

        >>> Channel("News", "news").tag("change/7/andor/2")
        'tag:aggregator.invalid,2026:change/7/andor/2'
        """
        host = urlsplit(self.url).hostname if self.url else None
        return f"tag:{host or NOBODYS_HOST},{_TAGS_SINCE}:{quote(specific, safe=_PCHARS)}"


def atom(channel: Channel, news: Iterable[Row]) -> bytes:
    """An Atom feed document, newest entry first.

    Args:
        channel: The feed.
        news: Rows of ``news``, newest first, each with its ``evidence``: rows with ``evidence``, ``title``, ``url`` and
            ``source`` of the claims that made the change.
    """
    news = list(news)
    feed = ET.Element("feed", {"xmlns": _ATOM})
    _add(feed, "id", channel.id)
    _add(feed, "title", channel.title)
    _add(feed, "updated", news[0]["at"] if news else _EPOCH)
    _add(ET.SubElement(feed, "author"), "name", "aggregator")
    _add(feed, "generator", "aggregator")
    if channel.url:
        ET.SubElement(feed, "link", {"rel": "self", "type": "application/atom+xml", "href": channel.url})
    for row in news:
        entry = ET.SubElement(feed, "entry")
        _add(entry, "id", _id(channel, row))
        _add(entry, "title", _title(row))
        _add(entry, "published", row["at"])
        _add(entry, "updated", row["at"])
        link = _link(row)
        if link:
            ET.SubElement(entry, "link", {"rel": "alternate", "href": link})
        for term in (row["show_id"], row["kind"], row["change"]):
            ET.SubElement(entry, "category", {"term": term})
        _add(entry, "content", _html(row), type="html")
    ET.indent(feed)
    document: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return document + b"\n"


def json_feed(channel: Channel, news: Iterable[Row]) -> bytes:
    """A JSON Feed document, newest item first; arguments as of ``atom``."""
    document: dict[str, Any] = {"version": _VERSION, "title": clean_line(channel.title)}
    if channel.url:
        document["feed_url"] = channel.url
    document["authors"] = [{"name": "aggregator"}]
    document["items"] = [_item(channel, row) for row in news]
    return escape_invisible(json.dumps(document, ensure_ascii=False, indent=1)).encode() + b"\n"


def _item(channel: Channel, row: Row) -> dict[str, Any]:
    link = _link(row)
    return {
        "id": _id(channel, row),
        **({"external_url": link} if link else {}),
        "title": _title(row),
        "content_html": _html(row),
        "content_text": _text(row),
        "date_published": row["at"],
        "tags": [row["show_id"], row["kind"], row["change"]],
    }


def _add(parent: ET.Element, name: str, text: str, **attributes: str) -> None:
    ET.SubElement(parent, name, attributes).text = clean_line(text)


def _id(channel: Channel, row: Row) -> str:
    return channel.tag(f"change/{row['change_id']}/{row['fact_id']}")


def _title(row: Row) -> str:
    return clean_line(sentence(row, span_words))


def _link(row: Row) -> str | None:
    """The first article that made the change and can be clicked on."""
    return next((said["url"] for said in row["evidence"] if _is_web(said["url"])), None)


def _is_web(url: str | None) -> bool:
    return url is not None and url.startswith(("http://", "https://"))


def _html(row: Row) -> str:
    parts = [f"<p>{escape(_title(row))}</p>"]
    for said in row["evidence"]:
        title, source = escape(clean_line(said["title"])), escape(clean_line(said["source"]))
        named = f'<a href="{escape(said["url"])}">{title}</a>' if _is_web(said["url"]) else title
        parts.append(f"<blockquote><p>{escape(clean_line(said['evidence']))}</p></blockquote><p>{named}, {source}</p>")
    return "".join(parts)


def _text(row: Row) -> str:
    said = [f"“{clean_line(one['evidence'])}” ({clean_line(one['source'])})" for one in row["evidence"]]
    return "\n".join([_title(row), *said])


def with_evidence(news: Sequence[Row], told: Mapping[int, Row], *, most: int) -> list[dict[str, Any]]:
    """Rows of ``news``, each with the first claims that made the change, one an article, ``most`` at most.

    Args:
        news: Rows of ``news``.
        told: What was claimed, by the number of the claim.
        most: No entry quotes more articles.
    """
    return [{**row, "evidence": _first_of_each(row["claims"], told)[:most]} for row in news]


def _first_of_each(claims: Iterable[int], told: Mapping[int, Row]) -> list[Row]:
    first: dict[int, Row] = {}
    for claim_id in claims:
        if claim_id in told:
            first.setdefault(told[claim_id]["article_id"], told[claim_id])
    return list(first.values())
