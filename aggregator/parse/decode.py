"""Bytes to text, and what kind of document the text is; pure."""

from __future__ import annotations

import codecs
import re
import zlib
from dataclasses import dataclass
from enum import StrEnum

MAX_UNZIPPED_BYTES = 50_000_000
"""A file that its server left gzipped (``sitemap.xml.gz``) may grow to the size that sitemaps.org allows."""

SNIFFED_CHARS = 65_536
"""How far into a document its kind is looked for: past what broken servers print in front of it."""

DECLARATION_BYTES = 16_384
"""How far in a charset is looked for. The standards say 1,024 bytes; real pages put scripts before their meta tag."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with the other's
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BARE_UTF16 = ((b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"))
# For lower case, and a pattern for each word, because Python looks for a fixed beginning ten times as fast.
_DECLARED = tuple(re.compile(word + rb"""\s*+=\s*+["']?\s*+([\w.:-]{2,40})""") for word in (rb"encoding", rb"charset"))

# What browsers read these names as (WHATWG Encoding Standard, 4.2): the supersets that are meant.
_SUPERSETS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}

# No document's encoding, or one in which its declaration could not be read byte by byte; some decode in quadratic time.
_NEVER = ("utf-7", "utf-16", "utf-32", "unicode", "raw", "idna", "punycode", "undefined", "charmap")

_BINARY = (b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"PK\x03\x04", b"\x7fELF", b"OggS", b"ID3", b"wOF")
_GZIP = b"\x1f\x8b\x08"
_CONTROLS = bytes({*range(0x20)} - {*b"\t\n\v\f\r\x1b"})
MAX_CONTROL_SHARE = 0.05
"""A text has almost no control characters; compressed and binary data have them in about one byte of nine."""


class Kind(StrEnum):
    """What a text is, as far as its first tag or brace shows."""

    EMPTY = "an empty answer"
    BINARY = "binary data"
    FEED = "a feed"
    JSON = "JSON"
    SITEMAP = "a sitemap"
    OPML = "an OPML list of feeds"
    HTML = "an HTML page"
    XML = "XML of another kind"
    TEXT = "plain text"


@dataclass(frozen=True, slots=True)
class Decoded:
    """A document's text; ``declared`` is the charset it claims and ``encoding`` the one that fits."""

    text: str
    encoding: str
    declared: str | None


def unzip(body: bytes) -> bytes:
    """``body``, decompressed where it is a gzip file in spite of what the server said; never above the limit.

    What is damaged or too long is given back as far as it could be read.
    """
    if not body.startswith(_GZIP):
        return body
    try:
        return zlib.decompressobj(wbits=31).decompress(body, MAX_UNZIPPED_BYTES)
    except zlib.error:
        return body


def is_binary(body: bytes) -> bool:
    """Whether ``body`` is an image, a PDF or anything else that nobody reads as text."""
    if body.startswith(_BINARY):
        return True
    if body.startswith(tuple(mark for mark, _ in _BOMS + _BARE_UTF16)):
        return False
    head = body[:4096]
    controls = len(head) - len(head.translate(None, delete=_CONTROLS))
    return controls > MAX_CONTROL_SHARE * max(len(head), 1)


def decode(body: bytes, content_type: str = "") -> Decoded:
    """``body`` as text, without a byte order mark and never failing.

    What the bytes prove goes before what anybody declares: a byte order mark, then valid UTF-8 (other encodings
    are not that by accident), then the charset of the Content-Type, then the document's own. Where UTF-8 or
    nothing usable is declared and single bytes are not UTF-8, those bytes are read as Windows-1252, so that text
    pasted from elsewhere survives and the rest is not harmed.
    """
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            return Decoded(body[len(mark) :].decode(encoding, "replace"), encoding, encoding)
    for start, encoding in _BARE_UTF16:
        if body.startswith(start):
            return Decoded(body.decode(encoding, "replace"), encoding, None)
    names = [*_declared(content_type.encode("latin-1", "replace")), *_declared(body[:DECLARATION_BYTES])]
    claimed = names[0] if names else None
    usable = [codec for name in names if (codec := _codec(name))]
    # 7-bit encodings are valid UTF-8 and yet something else.
    if not (usable and usable[0].startswith("iso2022")):
        try:
            return Decoded(body.decode("utf-8"), "utf-8", claimed)
        except UnicodeDecodeError:
            pass
    for codec in usable:
        try:
            return Decoded(body.decode(codec), codec, claimed)
        except UnicodeError:
            continue
    if usable and usable[0] not in ("utf-8", "cp1252"):
        return Decoded(body.decode(usable[0], "replace"), usable[0], claimed)
    return Decoded(body.decode("utf-8", _READ_AS_CP1252), "cp1252", claimed)


def _declared(head: bytes) -> list[str]:
    """The names of charsets in it, in their order."""
    lowered = head.lower()
    found = sorted((match.start(), match[1]) for pattern in _DECLARED for match in pattern.finditer(lowered))
    return [name.decode("ascii") for _, name in found]


def kind_of(text: str) -> Kind:
    """What ``text`` is. Warnings that a server printed in front of a feed are looked past."""
    head = text[:SNIFFED_CHARS]
    if not head.strip():
        # A document may begin with more white space than is sniffed (miniflux met a JSON feed that does).
        head = text.lstrip()[:SNIFFED_CHARS]
    if not head:
        return Kind.EMPTY
    if head.lstrip()[0] in "{[":
        return Kind.JSON
    for match in _ROOT.finditer(head):
        name = match[1].lower()
        if name in _KINDS:
            return _KINDS[name]
    return Kind.XML if head.lstrip().startswith("<?xml") else Kind.HTML if "<" in head else Kind.TEXT


def root_start(text: str) -> int:
    """Where the XML declaration, the DOCTYPE or the root element of a feed or sitemap begins; 0 where none is found."""
    match = _PROLOG.search(text[: SNIFFED_CHARS * 2])
    return match.start() if match else 0


_KINDS = {
    "rss": Kind.FEED,
    "feed": Kind.FEED,
    "rdf": Kind.FEED,
    "channel": Kind.FEED,
    "urlset": Kind.SITEMAP,
    "sitemapindex": Kind.SITEMAP,
    "opml": Kind.OPML,
    "html": Kind.HTML,
}
_ROOT = re.compile(r"<(?:[A-Za-z][\w.-]*:)?([A-Za-z]\w*)(?=[\s>/:])", re.IGNORECASE)
_PROLOG = re.compile(
    r"<\?xml\s|<!DOCTYPE\s|<(?:[A-Za-z][\w.-]*:)?(?:rss|feed|RDF|channel|urlset|sitemapindex)[\s>]", re.IGNORECASE
)
_READ_AS_CP1252 = "aggregator_read_as_cp1252"


def _codec(name: str) -> str | None:
    """Python's name for what is meant by ``name``; None for what is no encoding of a document."""
    try:
        known = codecs.lookup(name).name
        b" ".decode(known, "replace")
    except (LookupError, ValueError):  # unknown, no text encoding, or one that makes nothing of a space
        return None
    return None if known.startswith(_NEVER) else _SUPERSETS.get(known, known)


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    # Five bytes have no character in Windows-1252; browsers read them as C1 controls, which cleaning removes.
    bad = error.object[error.start : error.end]
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in bad), error.end


codecs.register_error(_READ_AS_CP1252, _as_cp1252)
