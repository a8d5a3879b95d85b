import socket
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.errors import ParseError
from aggregator.models import EntryList, Outcome
from aggregator.parse import parse_source
from aggregator.parse.entries import MAX_TITLE_CHARS
from aggregator.parse.xml import MAX_ATTRIBUTES
from tests.parse.fakes import answer, read_feed, rss, sitemap_source

ITEM = "<title>Night Ferry returns</title><link>https://tvwire.example/a/night-ferry</link><guid>1</guid>"


def codes(listed: EntryList) -> set[str]:
    return {warning.code for warning in listed.warnings}


def test_a_plain_feed_has_no_warnings() -> None:
    listed = read_feed(rss(ITEM))
    assert [entry.title for entry in listed.entries] == ["Night Ferry returns"]
    assert (listed.format, listed.title, listed.warnings) == ("rss20", "TV Wire", ())


REFUSED = {
    "nothing (case 1)": (b"", Outcome.EMPTY),
    "white space (case 2)": (b" \n ", Outcome.EMPTY),
    "a page (case 3)": (b"<html><body>Please log in</body></html>", Outcome.NOT_A_FEED),
    "a list of feeds (case 34)": (b"<?xml version='1.0'?><opml><body/></opml>", Outcome.NOT_A_FEED),
    "a sitemap index (case 36)": (b"<sitemapindex/>", Outcome.NOT_A_FEED),
    "a picture (case 104)": (b"\x89PNG\r\n\x1a\n" + bytes(100), Outcome.NOT_A_FEED),
    "other XML": (b"<?xml version='1.0'?><svg></svg>", Outcome.NOT_A_FEED),
    "other JSON": (b'{"error": "gone"}', Outcome.NOT_A_FEED),
    "damaged JSON": (b'{"items": [', Outcome.PARSE_FAILED),
    "a break inside the first title (case 11)": (b"<rss version='2.0'><channel><item><title>Nig", Outcome.TRUNCATED),
    "billion laughs (case 24, S4)": (
        b'<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><rss><channel/></rss>',
        Outcome.PARSE_FAILED,
    ),
    "a backslash in an entity (case 23)": (
        b'<!DOCTYPE rss [<!ENTITY p "C:\\temp\\new">]><rss><channel><title>&p;</title></channel></rss>',
        Outcome.PARSE_FAILED,
    ),
    "quadratic blow-up (case 25)": (
        b'<!DOCTYPE r [<!ENTITY a "' + b"a" * 50_000 + b'">]><rss><title>' + b"&a;" * 50_000 + b"</title></rss>",
        Outcome.PARSE_FAILED,
    ),
    "a parameter entity (case 26)": (
        b'<!DOCTYPE r [<!ENTITY % x SYSTEM "http://127.0.0.1:1/x.dtd"> %x;]><rss><channel/></rss>',
        Outcome.PARSE_FAILED,
    ),
    "an external entity (case 26)": (
        b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]><rss><channel><title>&x;</title></channel></rss>',
        Outcome.PARSE_FAILED,
    ),
    "an entity declaration in UTF-16": (
        '<!DOCTYPE r [<!ENTITY x "y">]><rss><channel/></rss>'.encode("utf-16"),
        Outcome.PARSE_FAILED,
    ),
}


@pytest.mark.parametrize(("body", "outcome"), REFUSED.values(), ids=REFUSED.keys())
def test_refuses(body: bytes, outcome: Outcome) -> None:
    with pytest.raises(ParseError) as refused:
        read_feed(body)
    assert refused.value.outcome == outcome
    assert refused.value.subject == "https://tvwire.example/feed/"


@pytest.mark.parametrize("quote", ['"', "'", ""], ids=["double quotes", "single quotes", "no quotes"])
def test_case_27_a_tag_with_too_many_attributes_is_refused_quickly(quote: str) -> None:
    """Feedparser needs 15 seconds for it."""
    attributes = " ".join(f"a{number}={quote}>{quote}" if quote else f"a{number}=1" for number in range(40_000))
    started = time.perf_counter()
    with pytest.raises(ParseError, match=str(MAX_ATTRIBUTES)):
        read_feed(rss(f"<title {attributes}>x</title>"))
    assert time.perf_counter() - started < 2


MENDED = {
    "a reference beyond Unicode (case 20)": "Night &#1114112;Ferry &#x110000;returns",
    "a surrogate (case 21)": "Night &#55296;Ferry returns",
    "a control character (case 18)": "Night\x07 Ferry\x00 returns",
    "a reference to one (case 19)": "Night&#27; Ferry returns",
    "tags (case 57)": "Night &lt;em&gt;Ferry&lt;/em&gt; returns",
    "one of HTML's entities": "Night&nbsp;Ferry returns",
    "an undeclared prefix (case 31)": "Night Ferry returns</title><x:subtitle>no</x:subtitle><title>",
}


@pytest.mark.parametrize("title", MENDED.values(), ids=MENDED.keys())
def test_titles_are_mended(title: str) -> None:
    (entry,) = read_feed(rss(f"<guid>1</guid><title>{title}</title>")).entries
    assert entry.title == "Night Ferry returns"


def test_case_22_a_coordinate_system_that_is_no_uri_does_not_cost_the_feed() -> None:
    """Feedparser raises ValueError."""
    where = '<gml:Point xmlns:gml="http://www.opengis.net/gml" srsName="EPSG:foo"><gml:pos>1 2</gml:pos></gml:Point>'
    geo = f'<georss:where xmlns:georss="http://www.georss.org/georss">{where}</georss:where>'
    assert [entry.key for entry in read_feed(rss(ITEM + geo)).entries] == ["1"]


def test_case_59_a_bare_ampersand_is_one() -> None:
    (entry,) = read_feed(rss("<title>AT&T buys A&E</title><link>https://x.example/?a=1&b=2</link>")).entries
    assert (entry.title, entry.url) == ("AT&T buys A&E", "https://x.example/?a=1&b=2")


def test_ampersands_in_cdata_are_left_alone() -> None:
    (entry,) = read_feed(rss("<title>x</title><link><![CDATA[https://x.example/?a=1&b=2]]></link>")).entries
    assert entry.url == "https://x.example/?a=1&b=2"


def test_case_10_an_incomplete_last_item_is_dropped_and_said() -> None:
    listed = read_feed(rss(ITEM).removesuffix("</channel></rss>") + "<item><title>Half of it</title><link>https://x")
    assert [entry.key for entry in listed.entries] == ["1"]
    assert "partial" in codes(listed)


def test_case_28_only_the_first_items_are_read() -> None:
    items = [f"<title>T {number}</title><guid>{number}</guid>" for number in range(50)]
    listed = read_feed(rss(*items), max_entries=5)
    assert [entry.key for entry in listed.entries] == ["0", "1", "2", "3", "4"]
    assert "48" not in str(listed.warnings)
    assert [warning.detail for warning in listed.warnings] == ["45 items beyond the first 5 are not read"]


def test_case_29_a_huge_title_is_cut_and_still_tells_versions_apart() -> None:
    long = [read_feed(rss(f"<guid>1</guid><title>{'x' * 40_000}{end}</title>")).entries[0] for end in "ab"]
    assert all(len(entry.title) <= MAX_TITLE_CHARS and entry.title.endswith("…") for entry in long)
    assert long[0].signature != long[1].signature


def test_case_32_the_items_own_title_wins() -> None:
    media = '<media:title xmlns:media="http://search.yahoo.com/mrss/">Photo</media:title>'
    (entry,) = read_feed(rss(media + ITEM)).entries
    assert entry.title == "Night Ferry returns"


def test_case_64_the_longer_body_is_the_content() -> None:
    namespace = "http://purl.org/rss/1.0/modules/content/"
    content = f"<content:encoded xmlns:content='{namespace}'>&lt;p&gt;All of it&lt;/p&gt;</content:encoded>"
    (entry,) = read_feed(rss(ITEM + "<description>All</description>" + content)).entries
    assert (entry.summary, entry.content_html) == ("All", "<p>All of it</p>")


def test_case_17_mojibake_is_kept_and_flagged() -> None:
    (entry,) = read_feed(rss("<guid>1</guid><title>CafÃ© Noir</title>")).entries
    assert entry.title == "CafÃ© Noir"
    assert "mojibake_suspect" in entry.flags


def test_case_48_links_are_relative_to_the_channels_and_that_to_the_feed() -> None:
    (entry,) = read_feed(rss("<title>x</title><link>story</link>", channel="<link>/news/</link>")).entries
    assert entry.url == "https://tvwire.example/news/story"


def test_case_43_an_item_without_anything_is_left_out_and_the_others_stay() -> None:
    listed = read_feed(rss("", "<title>Only a title</title>", ITEM))
    assert [entry.title for entry in listed.entries] == ["Only a title", "Night Ferry returns"]
    assert all(entry.key for entry in listed.entries)


def test_case_39_53_the_key_of_an_item_without_guid_ignores_campaigns() -> None:
    keys = {
        read_feed(rss(f"<title>x</title><link>https://x.example/a?utm_source={s}</link>")).entries[0].key for s in "ab"
    }
    assert keys == {"https://x.example/a"}


def test_the_signature_ignores_everything_but_what_is_said() -> None:
    first, second = (
        read_feed(rss(ITEM + extra)).entries[0] for extra in ("", "<comments>https://x.example/c</comments>")
    )
    assert replace(first) == second


def test_case_44_no_order_of_items_changes_a_key() -> None:
    """Fluentboards gives every item one guid."""
    items = [
        f"<title>T{n}</title><link>https://x.example/{n}/t</link><guid isPermaLink='false'>same</guid>" for n in "abc"
    ]
    forth, back = (read_feed(rss(*order)).entries for order in (items, items[::-1]))
    assert {entry.key for entry in forth} == {entry.key for entry in back}
    assert len({entry.key for entry in forth}) == 3


AROUND = {
    "blank lines before (case 7)": ("\n\n  \n", "", {"leading_junk"}),
    "a warning of PHP before (case 8)": ("<br />\n<b>Warning</b>: x in /a.php on line 3<br />\n", "", {"leading_junk"}),
    "a script after (case 9)": ("", "<script>track()</script>", {"not_well_formed"}),
    "a comment after": ("", "<!-- cached -->", set()),
}


@pytest.mark.parametrize(("before", "after", "warnings"), AROUND.values(), ids=AROUND.keys())
def test_what_stands_around_a_feed_costs_nothing(before: str, after: str, warnings: set[str]) -> None:
    listed = read_feed(before + rss(ITEM) + after)
    assert [entry.key for entry in listed.entries] == ["1"]
    assert codes(listed) == warnings


def test_case_26_what_a_doctype_names_is_neither_read_nor_asked_for(tmp_path: Path) -> None:
    """A sentinel in a file and a listening port: neither shows in the entries, nor is anybody connected to."""
    sentinel = tmp_path / "sentinel"
    sentinel.write_text("s3cret")
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setblocking(False)
        dtd = f"http://127.0.0.1:{listening.getsockname()[1]}/x.dtd"
        for doctype in (f'<!DOCTYPE rss SYSTEM "{dtd}">', f'<!DOCTYPE rss PUBLIC "-//x" "{sentinel.as_uri()}">'):
            for feed in (rss(ITEM, "<guid>2</guid><title>&xxe; s</title>"), "<urlset/>"):
                with suppress(ParseError):
                    assert "s3cret" not in str(read_feed(doctype + feed))
                with suppress(ParseError):
                    parse_source(sitemap_source(), answer(doctype + feed), max_entries=5)
        with pytest.raises(BlockingIOError):
            listening.accept()


ADDRESSES = {
    "an empty guid (case 40)": (
        "<guid/><link>https://x.example/a</link>",
        "https://x.example/a",
        "https://x.example/a",
    ),
    "a guid that is a permalink (case 42)": (
        "<guid>https://x.example/a</guid>",
        "https://x.example/a",
        "https://x.example/a",
    ),
    "a guid that says it is none (case 41)": ("<guid isPermaLink='false'>tag:1</guid>", "tag:1", None),
    "a guid that cannot be one (case 41)": ("<guid>4711</guid>", "4711", None),
    "an enclosed page (case 41)": (
        "<guid isPermaLink='false'>tag:1</guid><enclosure url='https://x.example/a' type='text/html'/>",
        "tag:1",
        "https://x.example/a",
    ),
    "a script for a link (case 49)": ("<guid isPermaLink='false'>7</guid><link>javascript:x()</link>", "7", None),
    "a front page (case 50)": ("<guid isPermaLink='false'>7</guid><link>https://x.example/</link>", "7", None),
    "Google's address of an article (case 56)": (
        "<guid isPermaLink='false'>7</guid><link>https://news.google.com/rss/articles/CBMi?oc=5</link>",
        "7",
        "https://news.google.com/rss/articles/CBMi?oc=5",
    ),
}


@pytest.mark.parametrize(("item", "key", "url"), ADDRESSES.values(), ids=ADDRESSES.keys())
def test_key_and_address(item: str, key: str, url: str | None) -> None:
    (entry,) = read_feed(rss(f"<title>Night Ferry returns</title>{item}")).entries
    assert (entry.key, entry.url) == (key, url)
    assert ("no_url" in entry.flags) == (url is None)
    assert ("opaque_url" in entry.flags) == ("news.google" in item)


def test_case_51_an_item_with_an_endless_address_is_left_out_and_counted() -> None:
    listed = read_feed(rss(ITEM, f"<title>x</title><link>https://x.example/{'a' * 3_000}</link>"))
    assert [entry.key for entry in listed.entries] == ["1"]
    assert "url_too_long" in codes(listed)


def test_case_62_an_item_without_a_title_is_named_by_its_first_sentence() -> None:
    item = "<guid>1</guid><title></title><description>Night Ferry is back. And so on.</description>"
    (entry,) = read_feed(rss(item)).entries
    assert entry.title == "Night Ferry is back."
    assert "title_derived" in entry.flags


def test_case_60_words_in_angle_brackets_that_a_title_speaks_of_stay() -> None:
    (entry,) = read_feed(rss("<guid>1</guid><title>A guide to &amp;lt;head&amp;gt; elements</title>")).entries
    assert entry.title == "A guide to <head> elements"


@pytest.mark.parametrize("when", ["", "nonsense", "0000-00-00", "Thu, 01 Jan 1970 00:00:00 GMT", "1757066400"])
def test_case_74_78_without_a_date_that_can_be_trusted_there_is_none(when: str) -> None:
    (entry,) = read_feed(rss(f"{ITEM}<pubDate>{when}</pubDate>")).entries
    assert entry.published is None or entry.published.at is None


FORMATS = {
    "RDF, its items outside the channel": (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
        "<channel><title>t</title></channel><item><title>Night Ferry</title><link>https://x.example/a</link></item>"
        "</rdf:RDF>",
        "rss10",
    ),
    "an item outside any channel (case 33)": (
        "<rss version='2.0'><item><title>Night Ferry</title><link>https://x.example/a</link></item></rss>",
        "rss20",
    ),
    "Atom 0.3 in base64": (
        '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry><title>Night Ferry</title>'
        '<link rel="alternate" href="https://x.example/a"/>'
        '<content type="text/html" mode="base64">PHA+QWxsIG9mIGl0PC9wPg==</content></entry></feed>',
        "atom03",
    ),
    "Atom with a title in XHTML": (
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><link href="https://x.example/a"/><title type="xhtml">'
        '<div xmlns="http://www.w3.org/1999/xhtml">Night <em>Ferry</em></div></title></entry></feed>',
        "atom10",
    ),
    "JSON Feed with a null, without a title": (
        '{"version": "https://jsonfeed.org/version/1", "items": [null, {"external_url": "https://x.example/a", '
        '"content_text": "Night Ferry"}]}',
        "jsonfeed",
    ),
}


@pytest.mark.parametrize(("body", "name"), FORMATS.values(), ids=FORMATS.keys())
def test_case_34_every_format_gives_its_item(body: str, name: str) -> None:
    listed = read_feed(body)
    assert listed.format == name
    assert [(entry.title, entry.url) for entry in listed.entries] == [("Night Ferry", "https://x.example/a")]
    if name == "atom03":
        assert listed.entries[0].content_html == "<p>All of it</p>"


def outcome_of(body: str) -> Outcome:
    try:
        read_feed(body)
    except ParseError as error:
        return Outcome(error.outcome)
    return Outcome.OK


@given(st.text(max_size=200))
def test_any_text_in_a_title_gives_entries_or_a_named_error(text: str) -> None:
    assert outcome_of(rss(ITEM, f"<title>{text}</title>")) in (Outcome.OK, Outcome.PARSE_FAILED)


WHOLE = rss(ITEM, ITEM.replace(">1<", ">2<"))


@given(st.integers(0, len(WHOLE) - 1))
def test_a_feed_cut_anywhere_gives_whole_items_or_a_named_error(end: int) -> None:
    match outcome_of(WHOLE[:end]):
        case Outcome.OK:
            listed = read_feed(WHOLE[:end])
            assert {entry.title for entry in listed.entries} <= {"Night Ferry returns"}
            assert "partial" in codes(listed)
        case outcome:
            assert outcome in (Outcome.EMPTY, Outcome.NOT_A_FEED, Outcome.TRUNCATED)
