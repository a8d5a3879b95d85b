"""Feeds that are read on lxml say what feedparser makes of them, and what is not plain is left to feedparser."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from aggregator.errors import ParseError
from aggregator.parse import feed
from aggregator.parse.plain_feed import read_plain_feed
from tests.parse.fakes import read_feed
from tests.parse.fixtures import FIXTURES, all_cases, observed

NAMES = {
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "slash": "http://purl.org/rss/1.0/modules/slash/",
    "sy": "http://purl.org/rss/1.0/modules/syndication/",
    "thr": "http://purl.org/syndication/thread/1.0",
    "feedburner": "http://rssnamespace.org/feedburner/ext/1.0",
    "media": "http://search.yahoo.com/mrss/",
    "wfw": "http://wellformedweb.org/CommentAPI/",
    "atom": "http://www.w3.org/2005/Atom",
}
DECLARED = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in NAMES.items())
ATOM = 'xmlns="http://www.w3.org/2005/Atom"'
DATE = "Sat, 21 Nov 2026 09:30:00 GMT"

WORDPRESS = f"""<?xml version="1.0" encoding="UTF-8"?><!-- generator="WordPress" --><?xml-stylesheet href="a.css"?>
<rss version="2.0"{DECLARED}>
<channel>
  <title>TV &amp; Film</title>
  <atom:link href="https://tv.example/feed/" rel="self" type="application/rss+xml" />
  <link>https://tv.example</link><description>All of it</description>
  <lastBuildDate>{DATE}</lastBuildDate><language>en-US</language>
  <sy:updatePeriod>hourly</sy:updatePeriod><generator>https://wordpress.org/?v=6.8</generator>
  <image><url>https://tv.example/i.png</url><title>TV</title><link>https://tv.example</link><width>32</width></image>
  <site xmlns="com-wordpress:feed-additions:1">30</site>
  <item>
    <title>Night Ferry&#8217;s fourth season</title><link>https://tv.example/ferry/?a=1&amp;b=2</link>
    <comments>https://tv.example/ferry/#comments</comments>
    <dc:creator><![CDATA[Ada Miro]]></dc:creator><pubDate>{DATE}</pubDate>
    <category><![CDATA[News]]></category><category domain="x">Drama</category>
    <guid isPermaLink="false">https://tv.example/?p=1</guid>
    <description><![CDATA[<p>It is back.</p>]]></description>
    <content:encoded><![CDATA[<p>It is <b>back</b>.</p><!-- more --><p>In March.</p>]]></content:encoded>
    <wfw:commentRss>https://tv.example/ferry/feed/</wfw:commentRss><slash:comments>3</slash:comments>
    <media:thumbnail url="https://tv.example/t.jpg" /><enclosure url="https://tv.example/a.mp3" type="audio/mpeg" />
    <post-id xmlns="com-wordpress:feed-additions:1">1</post-id>
  </item>
  <item><guid>https://tv.example/2</guid><description>Only a guid</description></item>
</channel></rss>"""

BLOGGER = f"""<?xml version='1.0' encoding='UTF-8'?><feed {ATOM} xmlns:thr="{NAMES["thr"]}" xml:lang="en_GB">
<id>tag:blog</id><updated>2026-11-21T09:30:00.000-08:00</updated><title type='text'>Blog</title>
<subtitle type='html'>of one</subtitle><link rel='self' href='https://blog.example/feed'/>
<link rel='alternate' type='text/html' href='https://blog.example/'/><author><name>Ada</name></author>
<generator version='7' uri='https://blogger.example'>Blogger</generator>
<entry><id>tag:1</id><published>2026-11-20T09:30:00Z</published><updated>2026-11-21T09:30:00+01:00</updated>
<category scheme='s' term='tv'/><title type='text'>Back &lt;again&gt;</title><summary type='html'>&lt;p&gt;x</summary>
<content type='html'>&lt;p&gt;It is back.&lt;/p&gt;</content>
<link rel='alternate' type='text/html' href='https://blog.example/1' title='1'/>
<link rel='replies' type='application/atom+xml' href='https://blog.example/1/feed'/>
<author><name>Ada</name><uri>https://ada.example</uri><email>ada@blog.example</email></author><thr:total>0</thr:total>
</entry></feed>"""


def item(inner: str) -> str:
    return f'<rss version="2.0"{DECLARED}><channel><item>{inner}</item></channel></rss>'


def entry(inner: str) -> str:
    return f"<feed {ATOM}><entry>{inner}</entry></feed>"


PLAIN = {
    "as WordPress writes RSS": WORDPRESS,
    "as Blogger writes Atom": BLOGGER,
    "a feed without entries": '<rss version="2.0"><channel><title>TV</title></channel></rss>',
    "a body and no summary": item("<content:encoded>It is back.</content:encoded>"),
    "an alternate that is no page": entry('<link href="a.json" type="application/json"/><id>http://a.example/1</id>'),
    "an address for an author": item("<author>ada@tv.example (Ada Miro)</author>"),
    "three authors": item("<author>A B</author><dc:creator>C D</dc:creator><dc:creator/>"),
}


NOT_PLAIN = {
    "another version": '<rss version="0.91"><channel><item/></channel></rss>',
    "a DOCTYPE": '<!DOCTYPE rss><rss version="2.0"><channel><item/></channel></rss>',
    "two titles": item("<title>a</title><title>b</title>"),
    "markup that is not escaped": item("<description><p>a</p></description>"),
    "an element that is not known": item("<links>a</links>"),
    "an element in capitals": item("<Title>a</Title>"),
    "an attribute that is not known": item('<title type="html">a</title>'),
    "a base for links": item('<link xml:base="https://a.example/">a</link>'),
    "a link that would be mended": item("<link>https:///a.example/</link>"),
    "a link with a reference": item("<link>https://a.example/?a=1&amp;amp;b=2</link>"),
    "a date that few write": item("<pubDate>yesterday</pubDate>"),
    "two authors with an address": item("<author>a@b.example (A)</author><dc:creator>B</dc:creator>"),
    "an alternate of an item": item('<atom:link href="https://a.example/"/>'),
    "characters of windows-1252": item("<title>a\x92s</title>"),
    "a namespace under another name": '<rss version="2.0" xmlns:d="http://purl.org/dc/elements/1.1/"><channel/></rss>',
    "another namespace under that name": '<rss version="2.0" xmlns:dc="http://a.example/"><channel/></rss>',
    "a namespace declared within": item('<a:b xmlns:a="c"/>'),
    "a namespace that decides the version": '<rss version="2.0" xmlns:a="http://purl.org/rss/1.0/"><channel/></rss>',
    "XHTML": entry('<title type="xhtml">a</title>'),
    "content elsewhere": entry('<content src="https://a.example/"/>'),
    "an author without a name": entry("<author><uri>a</uri></author>"),
    "a link to nowhere": entry("<link/>"),
    "what is not well-formed": '<rss version="2.0"><channel><item></channel></rss>',
}


def by_feedparser(text: str) -> Any:
    with patch.object(feed, "read_plain_feed", return_value=None):
        return _read(text)


def _read(text: str) -> Any:
    try:
        return read_feed(text)
    except ParseError as error:
        return str(error)


@pytest.mark.parametrize("case", PLAIN)
def test_a_plain_feed_is_read_without_feedparser(case: str) -> None:
    with patch.object(feed, "_parse", side_effect=AssertionError("feedparser was asked")):
        listed = read_feed(PLAIN[case])
    assert listed == by_feedparser(PLAIN[case])


@pytest.mark.parametrize("case", NOT_PLAIN)
def test_what_is_not_certain_is_left_to_feedparser(case: str) -> None:
    assert read_plain_feed(NOT_PLAIN[case]) is None


FEEDS = [case for case in all_cases() if json.loads((case / "meta.json").read_text("utf-8"))["kind"] == "feed"]


@pytest.mark.parametrize("case", FEEDS, ids=lambda case: str(case.relative_to(FIXTURES)))
def test_every_saved_feed_says_the_same_either_way(case: Path) -> None:
    with patch.object(feed, "read_plain_feed", return_value=None):
        otherwise = observed(case)
    assert observed(case) == otherwise


# --- feeds put together at random ----------------------------------------------------------------------------

LETTERS = st.text(st.sampled_from("ab 1.,:;&<>\"'/@()[]#?=\n\té’Ã©ß\x85\u2028🎬"), max_size=12)
TEXTS = st.one_of(
    LETTERS.map(lambda text: text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")),
    st.sampled_from(("Ada Miro", "ada@tv.example (Ada)", "Ada Miro &lt;ada@tv.example&gt;", "a@b.c, d@e.fg", "")),
    st.sampled_from((DATE, "2026-11-21T09:30:00Z", "21 Nov 2026 09:30 +0100", "2026-13-45T99:99:99Z")),
    st.sampled_from(("https://tv.example/1", "http:////tv.example", "/1?a=1&amp;b=2", "tag:tv,1", " //tv.example/1 ")),
    st.sampled_from(("&lt;p&gt;It is &lt;b&gt;back&lt;/b&gt;.&lt;/p&gt;", "&amp;nbsp;x&#8217;s", "&eacute;", "a\x92s")),
)
INSIDE = TEXTS | st.sampled_from(
    ("<![CDATA[<p>It is</p><!-- b --> & back]]>", "a<!-- b -->c", "a<?b c?>d", "]]>", "<b>a</b>", "<![CDATA[]]>")
)
_IN_BOTH = """
<media:content url="$" medium="image"/> <media:content url="$" type="$"/> <media:thumbnail url="$"/>
<thr:total>$</thr:total>
"""
OF_ITEM = f"""
<title>$</title> <link>$</link> <guid>$</guid> <guid isPermaLink="false">$</guid> <guid isPermaLink="$">$</guid>
<description>$</description> <content:encoded>$</content:encoded> <pubDate>{DATE}</pubDate> <pubDate>$</pubDate>
<dc:date>2026-11-21T09:30:00Z</dc:date> <author>$</author> <dc:creator>$</dc:creator> <category domain="$">$</category>
<comments>$</comments> <source url="$">$</source> <enclosure url="$" type="$"/> <enclosure url="$" type="image/jpeg"/>
<slash:comments>$</slash:comments> <wfw:commentRss>$</wfw:commentRss> <atom:link href="$" rel="replies"/>
<feedburner:origLink>$</feedburner:origLink> <post-id xmlns="com-wordpress:feed-additions:1">$</post-id> {_IN_BOTH}
"""
OF_CHANNEL = f"""
<title>$</title> <link>$</link> <description>$</description> <language>$</language> <lastBuildDate>$</lastBuildDate>
<pubDate>{DATE}</pubDate> <generator>$</generator> <image><url>$</url><title>$</title><link>$</link></image>
<atom:link href="$" rel="self" type="$"/> <sy:updatePeriod>$</sy:updatePeriod> <managingEditor>$</managingEditor>
"""
OF_ENTRY = f"""
<title>$</title> <title type="html">$</title> <id>$</id> <link href="$"/> <link href="$" rel="$"/>
<link href="$" type="$"/>
<link rel="enclosure" href="$" type="image/png"/> <link rel="alternate" type="text/html" href="$"/> <rights>$</rights>
<published>2026-11-21T09:30:00Z</published> <updated>2026-11-21T09:30:00.5+01:00</updated> <updated>$</updated>
<summary>$</summary> <summary type="html">$</summary> <content type="html">$</content> <content type="text">$</content>
<author><name>$</name></author> <author><name>$</name><uri>$</uri><email>$</email></author> <category term="$"/>
{_IN_BOTH}
"""
OF_FEED = """
<title>$</title> <id>$</id> <link href="$"/> <link rel="self" href="$"/> <updated>$</updated> <subtitle>$</subtitle>
<author><name>$</name></author> <icon>$</icon> <generator uri="$">$</generator>
"""
ODD = """
<media:title>$</media:title> <media:description>$</media:description> <dc:title>$</dc:title> <content>$</content>
<summary>$</summary> <dcterms:modified>$</dcterms:modified> <unheard-of a="$">$</unheard-of> <Title>$</Title>
<title type="$">$</title> <description lang="$">$</description> <link xml:base="$">$</link> <contributor>$</contributor>
<image><url>$</url></image> <textInput><title>$</title></textInput> <div>$</div> <media:credit>$</media:credit>
"""


@st.composite
def elements(draw: st.DrawFn, templates: str) -> str:
    """Most of them plain, each once."""
    known = [template for line in templates.split("\n") for template in line.split("> <")]
    chosen = draw(st.lists(st.sampled_from(known), max_size=7, unique_by=lambda template: template.strip("<")[:6]))
    if draw(st.integers(0, 9)) == 0:
        chosen.insert(0, draw(st.sampled_from([odd for line in ODD.split("\n") for odd in line.split("> <")])))
    return "".join(_filled(draw, f"<{template.strip().strip('<>')}>") for template in chosen if template.strip())


def _filled(draw: st.DrawFn, template: str) -> str:
    first, *rest = template.split("$")
    return first + "".join(draw(TEXTS if part.startswith('"') else INSIDE) + part for part in rest)


@st.composite
def feeds(draw: st.DrawFn) -> str:
    if draw(st.booleans()):
        items = "".join(f"<item>{inner}</item>" for inner in draw(st.lists(elements(OF_ITEM), max_size=3)))
        top, bottom = draw(elements(OF_CHANNEL)), draw(st.just("") | elements("<ttl>$</ttl> <docs>$</docs>"))
        return f'<rss version="2.0"{DECLARED}><channel>{top}{items}{bottom}</channel></rss>'
    entries = "".join(f"<entry>{inner}</entry>" for inner in draw(st.lists(elements(OF_ENTRY), max_size=3)))
    return f"<feed {ATOM}{DECLARED}>{draw(elements(OF_FEED))}{entries}</feed>"


@given(feeds())
@example(WORDPRESS)
@example(BLOGGER)
def test_any_feed_says_the_same_either_way(text: str) -> None:
    assert _read(text) == by_feedparser(text)
