import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.errors import ParseError
from aggregator.models import EntryList, Outcome
from aggregator.parse.entries import MAX_TITLE_CHARS
from aggregator.parse.xml import MAX_ATTRIBUTES
from tests.parse.fakes import read_feed, rss

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
    "billion laughs (case 24)": (
        b'<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><rss><channel/></rss>',
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
def test_a_tag_with_too_many_attributes_is_refused_quickly(quote: str) -> None:
    """Case 27: feedparser needs 15 seconds for it."""
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


def test_a_coordinate_system_that_is_no_uri_does_not_cost_the_feed() -> None:
    """Case 22: feedparser raises ValueError."""
    where = '<gml:Point xmlns:gml="http://www.opengis.net/gml" srsName="EPSG:foo"><gml:pos>1 2</gml:pos></gml:Point>'
    geo = f'<georss:where xmlns:georss="http://www.georss.org/georss">{where}</georss:where>'
    assert [entry.key for entry in read_feed(rss(ITEM + geo)).entries] == ["1"]


def test_a_bare_ampersand_is_one() -> None:
    """Case 59."""
    (entry,) = read_feed(rss("<title>AT&T buys A&E</title><link>https://x.example/?a=1&b=2</link>")).entries
    assert (entry.title, entry.url) == ("AT&T buys A&E", "https://x.example/?a=1&b=2")


def test_ampersands_in_cdata_are_left_alone() -> None:
    (entry,) = read_feed(rss("<title>x</title><link><![CDATA[https://x.example/?a=1&b=2]]></link>")).entries
    assert entry.url == "https://x.example/?a=1&b=2"


def test_an_incomplete_last_item_is_dropped_and_said() -> None:
    """Case 10."""
    listed = read_feed(rss(ITEM).removesuffix("</channel></rss>") + "<item><title>Half of it</title><link>https://x")
    assert [entry.key for entry in listed.entries] == ["1"]
    assert "partial" in codes(listed)


def test_only_the_first_items_are_read() -> None:
    """Case 28."""
    items = [f"<title>T {number}</title><guid>{number}</guid>" for number in range(50)]
    listed = read_feed(rss(*items), max_entries=5)
    assert [entry.key for entry in listed.entries] == ["0", "1", "2", "3", "4"]
    assert "48" not in str(listed.warnings)
    assert [warning.detail for warning in listed.warnings] == ["45 items beyond the first 5 are not read"]


def test_a_huge_title_is_cut_and_still_tells_versions_apart() -> None:
    """Case 29."""
    long = [read_feed(rss(f"<guid>1</guid><title>{'x' * 40_000}{end}</title>")).entries[0] for end in "ab"]
    assert all(len(entry.title) <= MAX_TITLE_CHARS and entry.title.endswith("…") for entry in long)
    assert long[0].signature != long[1].signature


def test_the_items_own_title_wins() -> None:
    """Case 32."""
    media = '<media:title xmlns:media="http://search.yahoo.com/mrss/">Photo</media:title>'
    (entry,) = read_feed(rss(media + ITEM)).entries
    assert entry.title == "Night Ferry returns"


def test_the_longer_body_is_the_content() -> None:
    """Case 64."""
    namespace = "http://purl.org/rss/1.0/modules/content/"
    content = f"<content:encoded xmlns:content='{namespace}'>&lt;p&gt;All of it&lt;/p&gt;</content:encoded>"
    (entry,) = read_feed(rss(ITEM + "<description>All</description>" + content)).entries
    assert (entry.summary, entry.content_html) == ("All", "<p>All of it</p>")


def test_mojibake_is_kept_and_flagged() -> None:
    """Case 17."""
    (entry,) = read_feed(rss("<guid>1</guid><title>CafÃ© Noir</title>")).entries
    assert entry.title == "CafÃ© Noir"
    assert "mojibake_suspect" in entry.flags


def test_links_are_relative_to_the_channels_and_that_to_the_feed() -> None:
    """Case 48."""
    (entry,) = read_feed(rss("<title>x</title><link>story</link>", channel="<link>/news/</link>")).entries
    assert entry.url == "https://tvwire.example/news/story"


def test_an_item_without_anything_is_left_out_and_the_others_stay() -> None:
    """Case 43."""
    listed = read_feed(rss("", "<title>Only a title</title>", ITEM))
    assert [entry.title for entry in listed.entries] == ["Only a title", "Night Ferry returns"]
    assert all(entry.key for entry in listed.entries)


def test_the_key_of_an_item_without_guid_ignores_campaigns() -> None:
    """Cases 39 and 53."""
    keys = {
        read_feed(rss(f"<title>x</title><link>https://x.example/a?utm_source={s}</link>")).entries[0].key for s in "ab"
    }
    assert keys == {"https://x.example/a"}


def test_the_signature_ignores_everything_but_what_is_said() -> None:
    first, second = (
        read_feed(rss(ITEM + extra)).entries[0] for extra in ("", "<comments>https://x.example/c</comments>")
    )
    assert replace(first) == second


def test_no_order_of_items_changes_a_key() -> None:
    """Case 44: fluentboards gives every item one guid."""
    items = [
        f"<title>T{n}</title><link>https://x.example/{n}/t</link><guid isPermaLink='false'>same</guid>" for n in "abc"
    ]
    forth, back = (read_feed(rss(*order)).entries for order in (items, items[::-1]))
    assert {entry.key for entry in forth} == {entry.key for entry in back}
    assert len({entry.key for entry in forth}) == 3


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
