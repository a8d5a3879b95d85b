"""OPML as it is met: nested, mended, and refused where it is made to harm."""

from __future__ import annotations

import pytest

from aggregator.errors import ParseError
from aggregator.parse import parse_opml


def opml(body: str, head: str = "<?xml version='1.0'?>") -> bytes:
    return f"{head}<opml version='2.0'><head/><body>{body}</body></opml>".encode()


def test_outlines_come_with_their_folders_and_names_in_lower_case() -> None:
    found = parse_opml(
        opml(
            "<outline text='News'>\n<outline title='TV'>\n<outline xmlURL='https://a.test/' text='A'/>\n</outline>"
            "</outline>"
        ),
        "x",
    )
    (outline,) = found
    assert outline.attributes == {"xmlurl": "https://a.test/", "text": "A"}
    assert outline.folders == ("News", "TV")
    assert outline.line == 3


READ = {
    "an ampersand that is none": opml("<outline text='A & B &nbsp; C'/>"),
    "a blank line before it": b"\n\n" + opml("<outline text='A'/>"),
    "a byte order mark": b"\xef\xbb\xbf" + opml("<outline text='A'/>"),
    "no declaration": opml("<outline text='A'/>", head=""),
    "UTF-16": opml("<outline text='A'/>", head="<?xml version='1.0' encoding='utf-16'?>").decode().encode("utf-16"),
    "Latin-1": opml("<outline text='Café'/>", head="<?xml version='1.0' encoding='iso-8859-1'?>")
    .decode()
    .encode("latin-1"),
}


@pytest.mark.parametrize("case", READ)
def test_what_others_write_is_read(case: str) -> None:
    (outline,) = parse_opml(READ[case], "x")
    assert outline.attributes["text"][0] in "AC"


REFUSED = {
    "a DOCTYPE": (b"<!DOCTYPE opml><opml/>", "DOCTYPE"),
    "s4: an external entity": (
        b'<!DOCTYPE opml [<!ENTITY a SYSTEM "file:///etc/hostname">]><opml><body><outline text="&a;"/></body></opml>',
        "DOCTYPE",
    ),
    "an attribute without end": (
        opml("<outline " + " ".join(f"a{number}='1'" for number in range(2000)) + "/>"),
        "1000",
    ),
    "nesting without end": (opml("<outline>" * 5000 + "</outline>" * 5000), "is damaged"),
    "a file that breaks off": (b"<opml><body><outline text='a'", "is damaged"),
    "a feed": (b"<rss version='2.0'/>", "is no OPML"),
    "another document of XML": (b"<?xml version='1.0'?><html/>", "outermost element is <html>"),
    "nothing": (b"", "is no OPML"),
    "a picture": (b"\x89PNG" + b"\0" * 99, "is no text"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_list_of_feeds_is_refused(case: str) -> None:
    content, why = REFUSED[case]
    with pytest.raises(ParseError, match=why):
        parse_opml(content, "x")
