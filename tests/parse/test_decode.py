import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.parse.decode import Kind, decode, is_binary, kind_of, unzip

XML = '<?xml version="1.0" encoding="{}"?><rss><channel><title>Café “Noir”</title></channel></rss>'

ENCODINGS = {
    "UTF-8 with its mark (case 6)": (XML.format("utf-8").encode("utf-8-sig"), "", "utf-8"),
    "UTF-16 with its mark (case 12)": (XML.format("utf-16").encode("utf-16"), "", "utf-16-le"),
    "UTF-16 without one": (XML.format("utf-16").encode("utf-16-be"), "", "utf-16-be"),
    "Windows-1252 declared as UTF-8 (case 13)": (XML.format("utf-8").encode("cp1252"), "", "cp1252"),
    "UTF-8 that HTTP calls ASCII (case 14)": (XML.format("utf-8").encode(), "text/xml; charset=us-ascii", "utf-8"),
    "an encoding that does not exist (case 15)": (XML.format("klingon").encode("cp1252"), "", "cp1252"),
    "UTF-8 declared as Latin-1 (case 16)": (XML.format("iso-8859-1").encode(), "", "utf-8"),
    "Latin-1 means Windows-1252, as in browsers": (XML.format("iso-8859-1").encode("cp1252"), "", "cp1252"),
    "HTTP goes before the document": (
        XML.format("windows-1251").encode("cp1252"),
        "text/xml; charset=windows-1252",
        "cp1252",
    ),
    "a codec that decodes no text": (XML.format("base64").encode("cp1252"), "", "cp1252"),
    "a codec in quadratic time": (XML.format("punycode").encode("cp1252"), "", "cp1252"),
}


@pytest.mark.parametrize(("body", "content_type", "encoding"), ENCODINGS.values(), ids=ENCODINGS.keys())
def test_text_is_right(body: bytes, content_type: str, encoding: str) -> None:
    decoded = decode(body, content_type)
    assert "<title>Café “Noir”</title>" in decoded.text
    assert decoded.encoding == encoding
    assert not decoded.text.startswith("\ufeff")


def test_single_foreign_bytes_do_not_spoil_the_rest() -> None:
    assert decode("é — “".encode() + b"\x93x\x94" + "ü".encode()).text == "é — ““x”ü"


def test_a_seven_bit_encoding_is_not_taken_for_utf_8() -> None:
    assert decode("킹덤".encode("iso2022_kr"), "text/html; charset=iso-2022-kr").text == "킹덤"


def test_case_115_charset_of_a_meta_tag_is_found_late() -> None:
    """Past the 1,024 bytes in which it ought to be."""
    page = b"<html><script>" + b" " * 5000 + b'</script><meta charset="windows-1251"><p>' + "Привет".encode("cp1251")
    assert decode(page).text.endswith("Привет")


@given(st.binary(max_size=200), st.text(max_size=30))
def test_never_fails(body: bytes, content_type: str) -> None:
    assert isinstance(decode(body, content_type).text, str)


KINDS = {
    "RSS after a PHP warning (case 8)": ("<br />\n<b>Warning</b>: x\n<?xml version='1.0'?><rss>", Kind.FEED),
    "RDF with a prefix": ("<rdf:RDF xmlns='x'>", Kind.FEED),
    "Atom with a prefix": ("<atom:feed>", Kind.FEED),
    "a feed under an HTML doctype": ("<!DOCTYPE html><rss version='2.0'>", Kind.FEED),
    "a page (case 3)": ("<!DOCTYPE html>\n<html><body><p>rss</p>", Kind.HTML),
    "a piece of a page": ("<div>rss</div>", Kind.HTML),
    "a sitemap index (case 36)": ("<?xml version='1.0'?><sitemapindex>", Kind.SITEMAP),
    "a list of feeds (case 34)": ("<?xml version='1.0'?><opml>", Kind.OPML),
    "JSON behind much white space (case 37)": (" " * 100_000 + '{"version": 1}', Kind.JSON),
    "XML of another kind": ("<?xml version='1.0'?><svg/>", Kind.XML),
    "text": ("User-agent: *", Kind.TEXT),
    "white space (case 2)": (" \n\t", Kind.EMPTY),
}


@pytest.mark.parametrize(("text", "kind"), KINDS.values(), ids=KINDS.keys())
def test_kind(text: str, kind: Kind) -> None:
    assert kind_of(text) is kind


def test_case_35_gzip_is_undone_whatever_the_server_said() -> None:
    assert unzip(gzip.compress(b"<rss/>")) == b"<rss/>"
    assert unzip(b"<rss/>") == b"<rss/>"


def test_gzip_stops_at_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aggregator.parse.decode.MAX_UNZIPPED_BYTES", 1000)
    assert len(unzip(gzip.compress(bytes(100_000)))) == 1000


def test_binary_is_told_from_text() -> None:
    assert is_binary(b"%PDF-1.7 ...")
    assert is_binary(bytes(range(256)) * 20)
    assert not is_binary("Ünïcödé text\n".encode())
    assert not is_binary("<rss>".encode("utf-16"))
