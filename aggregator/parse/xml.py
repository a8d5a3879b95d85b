"""XML made safe and well-formed before any parser sees it, and the options of lxml's; pure.

Measured on feedparser 6.0.14: a tag with 40,000 attributes costs 15 s, a character reference beyond Unicode and a
colon in ``srsName`` raise, a bare ampersand becomes an entity. All of it is cheaper to mend here than to survive there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import entities
from typing import TYPE_CHECKING

from aggregator.errors import ParseError
from aggregator.models import Outcome, ParseWarning
from aggregator.parse.decode import root_start

if TYPE_CHECKING:
    from lxml import etree

MAX_ATTRIBUTES = 1_000
"""On one tag; namespace-laden roots have 30. Cost grows with the square, and is some 10 ms here."""

_ITEM_END = re.compile(r"</(?:[\w.-]+:)?(?:item|entry)\s*>", re.IGNORECASE)
_ITEM_START = re.compile(r"<(?:[\w.-]+:)?(?:item|entry)[\s>]", re.IGNORECASE)
_ROOT = re.compile(r"<((?:[\w.-]+:)?(?:rss|feed|rdf|channel))[\s>]", re.IGNORECASE)

_DECLARATIONS = re.compile(r"<!DOCTYPE[^<>\[]*\[|<!ENTITY\b", re.IGNORECASE)
_ATTRIBUTE = r"""\s++[^\s=<>"'/]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'<>]++))?+"""
_OVERLOADED_TAG = re.compile(rf"<[A-Za-z_][\w:.-]*+(?:{_ATTRIBUTE}){{{MAX_ATTRIBUTES + 1}}}")
_COMMENT = re.compile(r"<!--(?:(?!<!--).)*?-->", re.DOTALL)
# Runs of empty lines cost feedparser the square of their length; neither XML nor HTML knows them from one.
_BLANK_LINES = re.compile(r"\n\s*+")
# XML 1.0, production 2, without what XML allows only as a reference.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_REFERENCE = re.compile(
    # A section or comment up to its first end, or the document's; ``.*?`` would take ten times as long.
    r"<!\[CDATA\[(?:[^\]]++|\](?!\]>))*+(?:\]\]>)?|<!--(?:[^-]++|-(?!->))*+(?:-->)?"
    r"|&(?:#(?:[xX](?P<hex>[0-9a-fA-F]+)|(?P<dec>\d+));|(?P<name>\w+);)?"
)
_SRS_NAME = re.compile(r"\bsrsName\s*=", re.IGNORECASE)
_XML_ENTITIES = frozenset(("amp", "lt", "gt", "quot", "apos"))
_REMOVED = "\0"  # stands for a reference to be taken out; no text has it any more by then


@dataclass(frozen=True, slots=True)
class Mended:
    """A document that any XML parser can be given. ``truncated``: it breaks off before the end of its root."""

    text: str
    warnings: tuple[ParseWarning, ...]
    truncated: bool


def refuse_hostile(text: str, subject: str) -> None:
    """Nothing, unless ``text`` is made to cost more than it says.

    Raises:
        ParseError: It declares entities or anything else in its DOCTYPE (entity expansion, external entities), or
            a tag has more than ``MAX_ATTRIBUTES`` attributes.
    """
    if _DECLARATIONS.search(text):
        raise ParseError(
            "its DOCTYPE declares things of its own, which no feed needs and attacks do; not parsed",
            subject=subject,
            outcome=Outcome.PARSE_FAILED,
        )
    if _OVERLOADED_TAG.search(text):
        raise ParseError(
            f"a tag has more than {MAX_ATTRIBUTES} attributes; not parsed",
            subject=subject,
            outcome=Outcome.PARSE_FAILED,
        )


def mend_references(text: str) -> tuple[str, tuple[ParseWarning, ...]]:
    """``text`` from its XML declaration or root on, with legal characters and references only.

    Numeric references to what is no character are taken out, HTML's names become the characters, any other
    ampersand is escaped; CDATA sections and comments stay as they are.
    """
    warnings = []
    start = root_start(text)
    junk, comments = _COMMENT.subn("", text[:start].lstrip("\ufeff"))
    if junk.strip() or (junk and not comments):
        shown = " ".join(junk.split())[:120]
        warnings.append(ParseWarning("leading_junk", f"before the XML: {shown or 'white space'}"))
    text, illegal = _ILLEGAL.subn("", _BLANK_LINES.sub("\n", text[start:]))
    mended = _REFERENCE.sub(_mend_reference, text)
    illegal += mended.count(_REMOVED)
    if illegal:
        warnings.append(ParseWarning("control_characters", f"{illegal} characters that XML forbids, removed"))
    return mended.replace(_REMOVED, ""), tuple(warnings)


def mend(text: str, *, max_items: int) -> Mended:
    """A feed after ``mend_references``, cut to ``max_items`` items and, where it breaks off, to its complete ones."""
    text, warnings = mend_references(text)
    root = _ROOT.search(text)
    end = _last_end(text, root[1]) if root else -1
    text, tossed = _keep_first(text, max_items, end)
    if tossed:
        warnings += (ParseWarning("tossed", f"{tossed} items beyond the first {max_items} are not read"),)
    truncated = end < 0
    if truncated:
        text = _without_open_item(text)
        warnings += (ParseWarning("partial", "breaks off before its end; what is complete was read"),)
    return Mended(text, warnings, truncated)


def xml_parser(*, recover: bool = False) -> etree.XMLParser:
    """A parser of UTF-8 that expands and loads nothing, and passes over comments and processing instructions.

    Args:
        recover: Damaged XML is read too, as far as it goes; and as much as there is, for a body is limited already.
    """
    from lxml import etree

    return etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
        recover=recover,
        huge_tree=recover,
    )


def neutralize(text: str) -> str:
    """``text`` without what still makes feedparser raise: a coordinate system that is no URI (its georss code)."""
    return _SRS_NAME.sub("data-srs=", text)


def _mend_reference(match: re.Match[str]) -> str:
    whole = match[0]
    if not whole.startswith("&"):
        return whole
    if digits := match["hex"] or match["dec"]:
        code = int(digits[:9], 16 if match["hex"] else 10)
        legal = code <= 0x10FFFF and not _ILLEGAL.match(chr(code))
        return whole if legal else _REMOVED
    name = match["name"]
    if name in _XML_ENTITIES:
        return whole
    if name and (character := entities.html5.get(f"{name};")) and character not in ("&", "<", ">"):
        return character
    return f"&amp;{whole[1:]}"


def _last_end(text: str, tag: str) -> int:
    """Where the last end tag begins; -1 where there is none or it is not complete."""
    place = text.rfind(f"</{tag}")
    return place if ">" in text[place + 1 :] else -1


def _keep_first(text: str, max_items: int, root_end: int) -> tuple[str, int]:
    ends = [match.end() for match in _ITEM_END.finditer(text)]
    if len(ends) <= max_items:
        return text, 0
    tail = text[ends[-1] :] if root_end >= 0 else ""
    return text[: ends[max_items - 1]] + tail, len(ends) - max_items


def _without_open_item(text: str) -> str:
    starts, ends = list(_ITEM_START.finditer(text)), list(_ITEM_END.finditer(text))
    if starts and (not ends or starts[-1].start() > ends[-1].start()):
        return text[: starts[-1].start()]
    return text
