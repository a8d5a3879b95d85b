"""HTML to text, and CSS selectors that fail loudly; no business logic, no I/O.

Trees are lxml's: one parse serves everything that is read from a page. CSS selectors of the configuration run on
BeautifulSoup, whose soupsieve knows all of CSS 4 that people write.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import TYPE_CHECKING

from aggregator.text import clean_line, clean_text

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag
    from lxml.html import HtmlElement

MAX_UNESCAPES = 2
"""Feeds escape once too often, rarely twice; more would eat what a text says about entities on purpose."""

_SKIPPED = frozenset({
    "script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "math", "canvas", "audio", "video",
    "select", "textarea", "button", "form", "nav", "figcaption",
})  # fmt: skip
# HTML's blocks and, so that one walk serves both, those of trafilatura's result (TEI: head, list, item, row...).
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "div", "dl", "dt",
    "fieldset", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "html", "li", "main",
    "menu", "ol", "p", "pre", "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul", "head", "list",
    "item", "row", "quote",
})  # fmt: skip
_CELL_MARK = "|"
_CELL_BREAK = f" {_CELL_MARK} "
_OPENING = dict.fromkeys(_BLOCKS, "\n\n") | dict.fromkeys(("br", "lb", "hr"), "\n")
_CLOSING = dict.fromkeys(_BLOCKS, "\n\n") | dict.fromkeys(("td", "th", "cell"), _CELL_BREAK)

# What XML 1.0 (2.2, Char) cannot hold though HTML pages do, as characters and as references. lxml reads them and then
# refuses to copy them, on which trafilatura gives the whole page up. One pattern for all of them takes as long as lxml
# itself, three searches that begin with a byte of their own a tenth of that.
_NO_XML_BYTES = bytes(byte for byte in range(0x20) if byte not in b"\t\n\r")
_AS_SPACES = bytes.maketrans(_NO_XML_BYTES, b" " * len(_NO_XML_BYTES))
_NONCHARACTERS = ("\ufffe", "\uffff")  # one character of a text is found ten times as fast as its three bytes
_NO_XML_REFERENCE = re.compile(
    rb"&#(?:0*(?:[12]?[0-9]|3[01]|6553[45])(?![0-9])|[xX]0*(?:1?[0-9a-fA-F]|[fF]{3}[eEfF])(?![0-9a-fA-F]));?"
)

_EMPTY_CELLS = re.compile(r" \|(?: +\|)+ ")

# None of these looks past the next opening of its own kind: a million openings without an end take linear time.
_TAG = re.compile(r"<(?:!--(?:(?!<!--).)*?--|/?[A-Za-z][^<>]*)>", re.DOTALL)
_BLOCK_TAG = re.compile(
    r"</?(?:address|article|aside|blockquote|br|d[dlt]|div|fig\w+|footer|h[1-6r]|header|img|li|ol|p|pre|section|t\w+|ul)\b[^<>]*>",
    re.IGNORECASE,
)
_HIDDEN_ELEMENT = re.compile(r"<(script|style)\b(?:(?!<(?:script|style)\b).)*?</\1\s*>", re.DOTALL | re.IGNORECASE)
# The tags that systems leave in titles. Any other word in angle brackets is what the title speaks about:
# "A free guide to <head> elements".
_TITLE_TAG = re.compile(
    r"</?(?:a|abbr|b|big|br|cite|code|del|div|em|font|h[1-6]|i|img|ins|mark|p|q|s|script|small|span|strike|strong|style"
    r"|sub|sup|time|tt|u|wbr)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)

# The markup that publishing systems write, spelt as they spell it: its text can be had without building a tree.
_PLAIN_TAG = re.compile(
    r"<(?:(/?(?:p|div|h[1-6]|[uo]l|li|blockquote|a|b|i|em|strong|span))|(br|img))"
    r"""(?:\s++[a-z][a-z-]*+="[^"<>]*+")*+\s*+(?(2)/?)>"""
)
_PLAIN_REFERENCE = re.compile(r"&(?:amp|lt|gt|quot|nbsp|[lr][sd]quo|[mn]dash|hellip|#(?:3[2-9]|8[2-9]\d\d));")
_NOT_PLAIN = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufeff\ufffe\uffff]")
_TOP = ""
_BEGINS_IN: dict[str, tuple[str, ...]] = dict.fromkeys(
    ("p", "h1", "h2", "h3", "h4", "h5", "h6", "div", "blockquote", "ul", "ol"), (_TOP, "div", "blockquote", "li")
) | {"li": ("ul", "ol")}
"""Where a block may begin so that it ends no other, by HTML's rules."""
_MAX_PLAIN_DEPTH = 40


class SelectorError(ValueError):
    """A CSS selector that nothing can be selected with; says where it goes wrong."""


def parse_html(text: str) -> HtmlElement:
    """The tree of an HTML document or fragment, always with ``<html>`` at its root; an empty one for no markup.

    Comments and processing instructions are dropped. No network, no entities beyond HTML's own.
    """
    from lxml import etree, html

    # Encoded again because lxml refuses text that declares an encoding ("<?xml version=... encoding=...").
    data = _as_xml(text)
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    # lxml.html asks a Python function for the class of each element, for the sake of forms; nobody here fills one in.
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=html.HtmlElement))
    if data.strip():
        try:
            return html.document_fromstring(data, parser=parser)
        except (etree.ParserError, AssertionError) as error:
            if "empty" not in str(error).lower():
                raise
    return html.document_fromstring(b"<html><body></body></html>", parser=parser)


def _as_xml(text: str) -> bytes:
    """``text`` in UTF-8, with a space for each character that XML cannot hold."""
    for noncharacter in _NONCHARACTERS:
        text = text.replace(noncharacter, " ")
    data = text.encode("utf-8", "replace").translate(_AS_SPACES)
    return _NO_XML_REFERENCE.sub(b" ", data)


def text_of(element: HtmlElement) -> str:
    """The text of ``element`` in reading order, its paragraphs parted by one blank line.

    Headings, list items and table rows are paragraphs of their own, cells are parted by ``|``; a single line break
    stays one, two part paragraphs. Inside a paragraph white space is what a browser would show. Scripts, forms,
    navigation and captions are left out.
    """
    return _laid_out("".join(_pieces(element)))


def _laid_out(text: str) -> str:
    text = clean_text(text)
    if "  " in text or " \n" in text or "\n " in text:
        text = "\n".join(" ".join(line.split()) for line in text.split("\n"))
    paragraphs = (_tidy(paragraph) for paragraph in text.split("\n\n"))
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def html_to_text(fragment: str) -> str:
    """``text_of`` for a piece of HTML as feeds carry it."""
    if not fragment.strip():
        return ""
    plain = _plain_pieces(fragment)
    return text_of(parse_html(fragment)) if plain is None else _laid_out("".join(plain))


def title_text(title: str) -> str:
    """A title on one line without the markup and the left-over entities that feeds and pages put into it.

    Known formatting tags go; other words in angle brackets stay, because titles speak about tags.

    >>> title_text("Law &amp;amp; Order: <em>SVU</em>"), title_text("A guide to &lt;head&gt; elements")
    ('Law & Order: SVU', 'A guide to <head> elements')
    """
    for _ in range(MAX_UNESCAPES):
        title = unescape(_TITLE_TAG.sub("", _HIDDEN_ELEMENT.sub("", title)))
    return clean_line(_TITLE_TAG.sub("", _HIDDEN_ELEMENT.sub("", title)))


def strip_tags(fragment: str) -> str:
    """The words of a piece of HTML on one line; quicker than ``html_to_text`` and blind to paragraphs.

    >>> strip_tags("<p>One<br>two &amp; <b>three</b></p>")
    'One two & three'
    """
    parted = _BLOCK_TAG.sub(" ", _HIDDEN_ELEMENT.sub(" ", fragment))
    return clean_line(unescape(_TAG.sub("", parted)))


def make_soup(text: str) -> BeautifulSoup:
    """``text`` as BeautifulSoup's tree, for configured selectors."""
    from bs4 import BeautifulSoup

    return BeautifulSoup(text, "lxml")


def check_selector(selector: str) -> None:
    """Nothing where ``selector`` is valid CSS.

    Raises:
        SelectorError: It is not; the message has soupsieve's explanation on one line.
    """
    import soupsieve

    try:
        soupsieve.compile(selector)
    except (soupsieve.SelectorSyntaxError, ValueError) as error:
        raise SelectorError(f"{selector!r} is no CSS selector: {str(error).splitlines()[0]}") from error


def select_all(soup: BeautifulSoup | Tag, selector: str) -> list[Tag]:
    """Every element that matches, in document order; an empty list is for the caller to complain about.

    Raises:
        SelectorError: ``selector`` is not valid CSS.
    """
    check_selector(selector)
    return list(soup.select(selector))


def _with_plain_spaces(text: str) -> str:
    """Runs of spaces become one when the text is laid out."""
    return text.replace("\t", " ").replace("\r", " ").replace("\n", " ").replace("\f", " ")


def _pieces(element: HtmlElement) -> Iterator[str]:
    """Text and line breaks in document order. Iterative: real pages nest deeper than Python recurses."""
    from lxml import etree

    walk = etree.iterwalk(element, events=("start", "end"))
    for event, node in walk:
        tag = node.tag if isinstance(node.tag, str) else ""
        if event == "start":
            if tag in _SKIPPED or not tag:
                walk.skip_subtree()
                continue
            yield _OPENING.get(tag, "")
            yield _with_plain_spaces(node.text or "")
        else:
            yield _CLOSING.get(tag, "")
            if node is not element:
                yield _with_plain_spaces(node.tail or "")


def _plain_pieces(fragment: str) -> list[str] | None:
    """The ``_pieces`` of a fragment that is as plain as it can be, at a fifth of the cost; None for all others.

    Plain are the commonest tags, their blocks well nested, and the commonest references: what any parser of HTML
    takes for the same as any other, with nothing to mend.
    """
    if _NOT_PLAIN.search(fragment) or fragment.count("&") != len(_PLAIN_REFERENCE.findall(fragment)):
        return None
    first, *rest = _PLAIN_TAG.split(_with_plain_spaces(fragment))
    if "<" in first or any("<" in text for text in rest[2::3]):
        return None
    pieces = [unescape(first)]
    within = [_TOP]
    for name, void, text in zip(rest[::3], rest[1::3], rest[2::3], strict=True):
        if void:
            pieces.append(_OPENING.get(void, ""))
        elif name[0] == "/":
            if within.pop() != name[1:]:
                return None
            pieces.append(_CLOSING.get(name[1:], ""))
        else:
            fits = within[-1] in _BEGINS_IN[name] if name in _BEGINS_IN else name not in within
            if not fits or len(within) > _MAX_PLAIN_DEPTH:
                return None
            within.append(name)
            pieces.append(_OPENING.get(name, ""))
        pieces.append(unescape(text))
    return pieces if within == [_TOP] else None


def _tidy(paragraph: str) -> str:
    """``paragraph`` without the marks of empty cells at its edges and in its middle."""
    if _CELL_MARK not in paragraph:
        return paragraph.strip()
    return _EMPTY_CELLS.sub(_CELL_BREAK, paragraph).strip(" |\n")
