"""OPML 1.0 and 2.0 to outlines: what lists of feeds say, whoever wrote them. Pure.

http://opml.org/spec2.opml; Winer says that names of attributes are case-sensitive, and exporters write ``xmlurl``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, cast

from aggregator.errors import ParseError
from aggregator.parse.decode import decode, is_binary, unzip
from aggregator.parse.xml import mend_references, refuse_hostile, xml_parser
from aggregator.text import clean_line

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_OPML_BYTES: Final = 10_000_000
MAX_OUTLINES: Final = 20_000

_DOCTYPE: Final = re.compile(r"<!DOCTYPE\b", re.IGNORECASE)
_START: Final = re.compile(r"<\?xml\s|<opml[\s>]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Outline:
    """One line of an outline that is no mere folder.

    ``attributes`` have their names in lower case; those of a namespace begin with it in braces. ``folders`` are the
    texts of the outlines around it, the outermost first.
    """

    line: int
    attributes: Mapping[str, str]
    folders: tuple[str, ...] = ()


def parse_opml(content: bytes, name: str) -> tuple[Outline, ...]:
    """The outlines in the file called ``name`` that have no others below them, in its order.

    Raises:
        ParseError: It is no OPML, has a DOCTYPE, or is larger than any list of feeds.
    """
    if len(content) > MAX_OPML_BYTES:
        raise ParseError(f"has more than {MAX_OPML_BYTES:,} bytes", subject=name)
    body = unzip(content)
    if is_binary(body):
        raise ParseError("is no text", subject=name)
    text = decode(body).text
    if _DOCTYPE.search(text):
        raise ParseError("has a DOCTYPE, which no list of feeds needs and attacks do; not read", subject=name)
    refuse_hostile(text, name)
    root = _parse(text, name)
    if str(root.tag).lower() != "opml":
        raise ParseError(f"is no OPML: its outermost element is <{clean_line(str(root.tag))[:60]}>", subject=name)
    found = [
        Outline(cast(int, node.sourceline), _attributes(node), _folders(node))  # the stubs know no type
        for node in root.iter("outline")
        if node.find("outline") is None
    ]
    if len(found) > MAX_OUTLINES:
        raise ParseError(f"has more than {MAX_OUTLINES:,} outlines", subject=name)
    return tuple(found)


def _parse(text: str, name: str) -> _Element:
    from lxml import etree

    start = _START.search(text)
    if start is None:
        raise ParseError("is no OPML", subject=name)
    mended, _ = mend_references(text[start.start() :])
    try:
        return etree.fromstring(mended.encode("utf-8", "replace"), xml_parser())
    except etree.XMLSyntaxError as error:
        raise ParseError(f"is damaged: {clean_line(str(error.msg))}", subject=name) from None


def _attributes(node: _Element) -> dict[str, str]:
    return {str(key).lower(): str(value) for key, value in node.attrib.items()}


def _folders(node: _Element) -> tuple[str, ...]:
    around = [
        clean_line(str(folder.get("text") or folder.get("title") or "")) for folder in node.iterancestors("outline")
    ]
    return tuple(reversed(around))
