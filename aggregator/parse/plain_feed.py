"""RSS 2.0 and Atom 1.0 as publishing systems write them, read on lxml at a tenth of feedparser's cost; pure.

What comes out is what feedparser makes of the same text, as far as ``aggregator.parse.feed`` asks for it; tests compare
the two. Where that is not certain nothing comes out: everything is refused that is not listed here, such as elements
and attributes that would not be plain text in their place, repetitions, other versions and xml:base.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

from aggregator.parse.xml import xml_parser

if TYPE_CHECKING:
    from lxml.etree import _Element

_ATOM: Final = "http://www.w3.org/2005/Atom"
_PREFIXES: Final = {
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/rss/1.0/modules/slash/": "slash",
    "http://purl.org/rss/1.0/modules/syndication/": "sy",
    "http://purl.org/syndication/thread/1.0": "thr",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner",
    "http://search.yahoo.com/mrss/": "media",
    "http://wellformedweb.org/CommentAPI/": "wfw",
}
"""feedparser goes by prefixes too: a known namespace under another name, or another under this name, is not certain."""

_WORDPRESS: Final = "com-wordpress:feed-additions:1"
"""The one namespace that is declared where it is used."""

_OTHER_VERSIONS: Final = frozenset(("http://purl.org/rss/1.0/", "http://my.netscape.com/rdf/simple/0.9/"))
"""That these are declared decides the version, in lower case."""

_C1_CONTROL: Final = re.compile(rb"\xc2[\x80-\x9f]")
"""In UTF-8. To feedparser they are characters of windows-1252."""

# As feeds write them. What else feedparser's readers of dates do with a text is not known, raising included.
_DATE: Final = re.compile(
    r"(?:[A-Z][a-z]{2}, )?\d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d(?::\d\d)? (?:[+-]\d{4}|[A-Z]{1,4})"
    r"|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:Z|[+-]\d\d:\d\d)|"
)

_XML_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_TYPES: Final = {"text": "text/plain", "html": "text/html"}


class _UncertainError(Exception):
    """What feedparser makes of this is not known here."""


def read_plain_feed(text: str) -> Mapping[str, Any] | None:
    """What feedparser returns for ``text``, as far as it is asked for; None where that is not certain.

    Args:
        text: Of ``aggregator.parse.xml.mend``, not cut short.
    """
    from lxml import etree

    data = text.encode("utf-8", "replace")
    if _C1_CONTROL.search(data):
        return None
    try:
        root = etree.fromstring(data, xml_parser())
    except etree.XMLSyntaxError:
        return None
    try:
        _check_head(root, text)
        return _read(root)
    except _UncertainError:
        return None


def _check_head(root: _Element, text: str) -> None:
    """All namespaces are declared at the root, each under its own name, and there is no DOCTYPE."""
    if root.getroottree().docinfo.internalDTD is not None:
        raise _UncertainError
    inner = text.count(f'xmlns="{_WORDPRESS}"')
    if text.count("xmlns") != len(root.nsmap) + inner:
        raise _UncertainError
    for prefix, uri in root.nsmap.items():
        if uri in _PREFIXES:
            is_certain = prefix == _PREFIXES[uri]
        elif prefix is None:
            is_certain = uri == _ATOM
        else:
            is_certain = prefix not in _PREFIXES.values() and uri.lower() not in _OTHER_VERSIONS
        if not is_certain:
            raise _UncertainError


def _read(root: _Element) -> Mapping[str, Any]:
    if root.tag == "rss" and root.items() == [("version", "2.0")]:
        if len(root) != 1 or root[0].tag != "channel" or root[0].attrib:
            raise _UncertainError
        return _read_feed(root[0], "rss20", "item", _CHANNEL, _ITEM)
    if root.tag == f"{{{_ATOM}}}feed" and set(root.keys()) <= {_XML_LANG}:
        read = _read_feed(root, "atom10", f"{{{_ATOM}}}entry", _FEED, _ENTRY)
        if language := root.get(_XML_LANG):
            read["feed"]["language"] = language.replace("_", "-")
        return read
    raise _UncertainError


Reader = Callable[["_Element", dict[str, Any]], None]
"""Adds to what is known of a feed or entry what one of its elements says."""


def _read_feed(
    root: _Element, version: str, item: str, of_feed: Mapping[str, Reader], of_item: Mapping[str, Reader]
) -> dict[str, Any]:
    items = [element for element in root if element.tag == item]
    others = (element for element in root if element.tag != item)
    entries = []
    for element in items:
        if element.attrib:
            raise _UncertainError
        entries.append(_read_elements(element, of_item))
    return {"version": version, "feed": _read_elements(others, of_feed), "entries": entries}


def _read_elements(elements: Iterable[_Element], readers: Mapping[str, Reader]) -> dict[str, Any]:
    known: dict[str, Any] = {"links": [], "authors": []}
    met: set[str] = set()
    for element in elements:
        tag = element.tag
        reader = readers.get(str(tag))
        if reader is None or (tag in met and reader not in _MAY_REPEAT):
            raise _UncertainError
        met.add(tag)
        reader(element, known)
    if "guid" in known:
        known.setdefault("link", known.pop("guid"))
    if "content" in known:
        known.setdefault("summary", known["content"][0]["value"])
    return known


# --- elements ------------------------------------------------------------------------------------------------


def _leaf(element: _Element, *attributes: str) -> str:
    """The text of an element that holds nothing else, and has no other attributes than these."""
    if len(element) or (element.attrib and not set(element.keys()) <= set(attributes)):
        raise _UncertainError
    return (element.text or "").strip()


def _address(text: str, *, may_be_empty: bool = False) -> str:
    """``text``, where feedparser has nothing to mend in it: neither slashes nor what looks like a reference."""
    if "///" in text or ("&" in text and ";" in text) or not (text or may_be_empty):
        raise _UncertainError
    return text


def _ignoring(*attributes: str) -> Reader:
    def ignore(element: _Element, _: dict[str, Any]) -> None:
        _leaf(element, *attributes)

    return ignore


def _text_as(key: str) -> Reader:
    def read(element: _Element, known: dict[str, Any]) -> None:
        known[key] = _leaf(element)

    return read


def _date_as(key: str) -> Reader:
    def read(element: _Element, known: dict[str, Any]) -> None:
        text = _leaf(element)
        if not _DATE.fullmatch(text):
            raise _UncertainError
        known[key] = text

    return read


def _rss_link(element: _Element, known: dict[str, Any]) -> None:
    link = known["link"] = _address(_leaf(element), may_be_empty=True)
    known["links"].append({"rel": "alternate", "type": "text/html"} | ({"href": link} if link else {}))


def _rss_guid(element: _Element, known: dict[str, Any]) -> None:
    known["id"] = _leaf(element, "isPermaLink")
    if element.get("isPermaLink", "true") == "true":
        known["guid"] = _address(known["id"], may_be_empty=True)


def _description(element: _Element, known: dict[str, Any]) -> None:
    known["summary"] = _leaf(element)
    known["summary_detail"] = {"type": "text/html", "value": known["summary"]}


def _encoded(element: _Element, known: dict[str, Any]) -> None:
    known["content"] = [{"type": "text/html", "value": _leaf(element)}]


def _creator(element: _Element, known: dict[str, Any]) -> None:
    name = known["author"] = _leaf(element)
    known["authors"].append({"name": name})
    if len(known["authors"]) > 1 and any("@" in author["name"] for author in known["authors"]):
        raise _UncertainError


def _enclosure(element: _Element, known: dict[str, Any]) -> None:
    _leaf(element, "url", "type", "length")
    known["links"].append({"rel": "enclosure", "type": element.get("type", "").lower(), "href": element.get("url", "")})


def _media_as(key: str) -> Reader:
    def read(element: _Element, known: dict[str, Any]) -> None:
        text = _leaf(element, "url", "type", "medium", "width", "height", "fileSize", "isDefault", "expression")
        if text:
            raise _UncertainError
        known.setdefault(key, []).append(dict(element.items()))

    return read


def _link_elsewhere(element: _Element, _: dict[str, Any]) -> None:
    """To the feed itself, its hub, its next page: to nothing that is asked for."""
    if _leaf(element, "href", "rel", "type", "title") or not element.get("href"):
        raise _UncertainError
    if element.get("rel", "alternate").lower() in ("alternate", "enclosure"):
        raise _UncertainError


def _image(element: _Element, _: dict[str, Any]) -> None:
    if element.attrib or not {child.tag for child in element} <= {"url", "title", "link", "width", "height"}:
        raise _UncertainError
    for child in element:
        _leaf(child)


def _atom_link(element: _Element, known: dict[str, Any]) -> None:
    if _leaf(element, "href", "rel", "type", "title", "hreflang", "length"):
        raise _UncertainError
    rel, href = element.get("rel", "alternate").lower(), _address(element.get("href", ""))
    kind = element.get("type", "application/atom+xml" if rel == "self" else "text/html").lower()
    known["links"].append({"rel": rel, "type": kind, "href": href})
    if rel == "alternate" and _TYPES.get(kind, kind) == "text/html":
        known["link"] = href


def _atom_id(element: _Element, known: dict[str, Any]) -> None:
    known["id"] = known["guid"] = _address(_leaf(element), may_be_empty=True)


def _detail(element: _Element) -> dict[str, str]:
    text = _leaf(element, "type")
    kind = _TYPES.get(element.get("type", "text"))
    if kind is None:
        raise _UncertainError
    return {"type": kind, "value": text}


def _atom_title(element: _Element, known: dict[str, Any]) -> None:
    known["title"] = _detail(element)["value"]


def _atom_summary(element: _Element, known: dict[str, Any]) -> None:
    known["summary_detail"] = _detail(element)
    known["summary"] = known["summary_detail"]["value"]


def _atom_content(element: _Element, known: dict[str, Any]) -> None:
    known["content"] = [_detail(element)]


def _atom_author(element: _Element, known: dict[str, Any]) -> None:
    told = {child.tag: _leaf(child) for child in element}
    name, email = told.get(f"{{{_ATOM}}}name"), told.get(f"{{{_ATOM}}}email")
    allowed = {f"{{{_ATOM}}}{name}" for name in ("name", "email", "uri")}
    if element.attrib or not name or len(told) != len(element) or not told.keys() <= allowed:
        raise _UncertainError
    known["authors"].append({"name": name})
    known["author"] = f"{name} ({email})" if email else name


_ignored = _ignoring()
_category = _ignoring("term", "scheme", "label", "domain")
_content, _thumbnail = _media_as("media_content"), _media_as("media_thumbnail")

_ITEM: Final[Mapping[str, Reader]] = {
    "title": _text_as("title"),
    "link": _rss_link,
    "guid": _rss_guid,
    "description": _description,
    "pubDate": _date_as("published"),
    "author": _creator,
    "category": _category,
    "comments": _ignored,
    "source": _ignoring("url"),
    "enclosure": _enclosure,
    "{http://purl.org/rss/1.0/modules/content/}encoded": _encoded,
    "{http://purl.org/dc/elements/1.1/}creator": _creator,
    "{http://purl.org/dc/elements/1.1/}date": _date_as("updated"),
    "{http://purl.org/rss/1.0/modules/slash/}comments": _ignored,
    "{http://rssnamespace.org/feedburner/ext/1.0}origLink": _text_as("feedburner_origlink"),
    "{http://search.yahoo.com/mrss/}content": _content,
    "{http://search.yahoo.com/mrss/}thumbnail": _thumbnail,
    "{http://wellformedweb.org/CommentAPI/}commentRss": _ignored,
    "{http://wellformedweb.org/CommentAPI/}comment": _ignored,
    f"{{{_WORDPRESS}}}post-id": _ignored,
    f"{{{_ATOM}}}link": _link_elsewhere,
}
_CHANNEL: Final[Mapping[str, Reader]] = {
    "title": _text_as("title"),
    "link": _rss_link,
    "description": _ignored,
    "language": _text_as("language"),
    "pubDate": _date_as("published"),
    "lastBuildDate": _date_as("updated"),
    "generator": _ignored,
    "copyright": _ignored,
    "managingEditor": _ignored,
    "webMaster": _ignored,
    "category": _category,
    "docs": _ignored,
    "ttl": _ignored,
    "image": _image,
    "{http://purl.org/rss/1.0/modules/syndication/}updatePeriod": _ignored,
    "{http://purl.org/rss/1.0/modules/syndication/}updateFrequency": _ignored,
    f"{{{_WORDPRESS}}}site": _ignored,
    f"{{{_ATOM}}}link": _link_elsewhere,
}
_ENTRY: Final[Mapping[str, Reader]] = {
    f"{{{_ATOM}}}title": _atom_title,
    f"{{{_ATOM}}}link": _atom_link,
    f"{{{_ATOM}}}id": _atom_id,
    f"{{{_ATOM}}}published": _date_as("published"),
    f"{{{_ATOM}}}updated": _date_as("updated"),
    f"{{{_ATOM}}}summary": _atom_summary,
    f"{{{_ATOM}}}content": _atom_content,
    f"{{{_ATOM}}}author": _atom_author,
    f"{{{_ATOM}}}category": _category,
    f"{{{_ATOM}}}rights": _ignoring("type"),
    "{http://purl.org/syndication/thread/1.0}total": _ignored,
    "{http://search.yahoo.com/mrss/}content": _content,
    "{http://search.yahoo.com/mrss/}thumbnail": _thumbnail,
}
_FEED: Final[Mapping[str, Reader]] = {
    f"{{{_ATOM}}}title": _atom_title,
    f"{{{_ATOM}}}link": _atom_link,
    f"{{{_ATOM}}}id": _atom_id,
    f"{{{_ATOM}}}updated": _date_as("updated"),
    f"{{{_ATOM}}}author": _atom_author,
    f"{{{_ATOM}}}subtitle": _ignoring("type"),
    f"{{{_ATOM}}}rights": _ignoring("type"),
    f"{{{_ATOM}}}generator": _ignoring("uri", "version"),
    f"{{{_ATOM}}}icon": _ignored,
    f"{{{_ATOM}}}logo": _ignored,
    f"{{{_ATOM}}}category": _category,
}
_MAY_REPEAT: Final[frozenset[Reader]] = frozenset(
    (_atom_author, _atom_link, _category, _content, _creator, _enclosure, _link_elsewhere, _thumbnail)
)
