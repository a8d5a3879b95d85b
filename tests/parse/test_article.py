import json
import time
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.errors import ParseError
from aggregator.models import Article, Completeness, Entry, Outcome, PageRole, Stamp
from aggregator.parse import article_from_entry, entry_is_whole, parse_article
from aggregator.text import fingerprint_text
from tests.parse.fakes import FETCHED_AT, PAGE_URL, PARAGRAPHS, SENTENCE, answer, feed_source, page, page_source

SOURCE = page_source(PageRole.ARTICLE)
BODY = f"<article><h1>Night Ferry Season 4</h1>{PARAGRAPHS}</article>"


def read(html: str, *, entry: Entry | None = None, url: str = PAGE_URL) -> Article:
    return parse_article(answer(html, url=url, content_type="text/html"), SOURCE, entry)


def ld(**fields: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **fields})}</script>'


def meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'


def entry(**fields: object) -> Entry:
    plain = Entry(key="1", url=PAGE_URL, title="From the feed", signature="s")
    return replace(plain, **fields)  # type: ignore[arg-type]  # fields by name, of every type


def test_the_text_is_paragraphs_without_the_headline() -> None:
    article = read(page(BODY))
    assert article.text == "\n\n".join(SENTENCE.format(n) for n in ("ten", "eleven", "twelve", "twenty"))
    assert article.title == "Night Ferry Season 4"
    assert article.fingerprint == fingerprint_text(article.text)
    assert article.completeness is Completeness.FULL


CONTROLS = {
    "escape": "\x1b",
    "vertical tab and form feed": "\x0b\x0c",
    "no character at all": "\ufffe",
    "a reference in decimals": "&#8;",
    "a reference without its end": "&#27 ",
    "a reference in hexadecimals": "&#x1B;",
    "a reference to no character": "&#xFFFF;",
}


@pytest.mark.parametrize("control", CONTROLS.values(), ids=CONTROLS.keys())
def test_a_control_character_does_not_cost_the_article(control: str) -> None:
    whole = read(page(BODY)).text
    assert " ".join(read(page(BODY.replace("ten more", f"ten {control}more"))).text.split()) == " ".join(whole.split())


REFUSED = {
    "nothing": ("", PAGE_URL, Outcome.EMPTY),
    "a PDF (case 104)": ("%PDF-1.7", PAGE_URL, Outcome.NOT_A_PAGE),
    "a feed": ("<?xml version='1.0'?><rss/>", PAGE_URL, Outcome.NOT_A_PAGE),
    "an error page (case 109)": (page("<h1>404</h1><p>Gone.</p>", title="404"), PAGE_URL, Outcome.NOT_FOUND),
    "a page for robots (case 108)": (page("<p>Wait.</p>", title="Just a moment..."), PAGE_URL, Outcome.CHALLENGE),
    "a page for scripts (case 105)": (page("<div id=app></div><script></script>"), PAGE_URL, Outcome.NEEDS_JS),
    "a page without an article": (page("<img src=x>"), PAGE_URL, Outcome.NOT_A_PAGE),
    "very many elements": (page("<b></b>" * 60_000), PAGE_URL, Outcome.TOO_LARGE),
}


@pytest.mark.parametrize(("html", "url", "outcome"), REFUSED.values(), ids=REFUSED.keys())
def test_refuses(html: str, url: str, outcome: Outcome) -> None:
    with pytest.raises(ParseError) as refused:
        read(html, url=url)
    assert (refused.value.outcome, refused.value.subject) == (outcome, url)


def test_case_114_megabytes_are_refused_before_they_are_parsed() -> None:
    with pytest.raises(ParseError, match="bytes") as refused:
        read("<html>" + "x" * 9_000_000)
    assert refused.value.outcome == Outcome.TOO_LARGE


def test_case_109_being_sent_to_the_front_page_means_that_the_article_is_gone() -> None:
    with pytest.raises(ParseError) as refused:
        parse_article(answer(page(BODY), url="https://tvwire.example/", redirects=(PAGE_URL,)), SOURCE, None)
    assert refused.value.outcome == Outcome.NOT_FOUND


def test_an_article_about_a_missing_page_is_none() -> None:
    html = page(BODY, head=ld(headline="Page Not Found, the musical"), title="Page Not Found, the musical")
    assert read(html).title == "Page Not Found, the musical"


def test_case_105_a_page_that_only_leads_on_is_no_empty_article() -> None:
    with pytest.raises(ParseError) as refused:
        read(page("", head='<meta http-equiv="refresh" content="0; url=/consent?back=/2026/09/x">', title="x"))
    assert refused.value.outcome == Outcome.NOT_A_PAGE


PUBLISHED = {
    "JSON-LD before meta tags": (
        ld(datePublished="2026-09-08T10:00:00Z") + meta("article:published_time", "2026-09-07T10:00:00Z"),
        "",
        "2026-09-08 10:00",
        "json-ld",
    ),
    "a meta tag where JSON-LD's cannot be trusted (case 77)": (
        ld(datePublished="0000-00-00") + meta("article:published_time", "2026-09-07T10:00:00Z"),
        "",
        "2026-09-07 10:00",
        "meta:article:published_time",
    ),
    "the time of a later place for the day of an earlier": (
        ld(datePublished="2026-09-08") + meta("article:published_time", "2026-09-08T10:30:00Z"),
        "",
        "2026-09-08 10:30",
        "meta:article:published_time",
    ),
    "microdata": ("", '<b itemprop="datePublished" content="2026-09-06T01:00Z"></b>', "2026-09-06 01:00", "microdata"),
    "a time element": ("", '<time datetime="2026-09-05T01:00:00Z">Saturday</time>', "2026-09-05 01:00", "time"),
    "no time of another story": (
        "",
        '<aside><time datetime="2020-01-01"></time></aside><p class="date">By Jo | May 4, 2026</p>',
        "2026-05-04 00:00",
        "guess:text",
    ),
}


@pytest.mark.parametrize(("head", "body", "at", "read_from"), PUBLISHED.values(), ids=PUBLISHED.keys())
def test_published(head: str, body: str, at: str, read_from: str) -> None:
    published = read(page(BODY + body, head=head)).published
    assert published is not None
    assert f"{published.at:%Y-%m-%d %H:%M}" == at
    assert published.read_from == read_from


def test_the_entry_is_asked_before_the_address() -> None:
    stamp = Stamp(FETCHED_AT, "x", "feed:published")
    url = "https://tvwire.example/2026/09/08/night-ferry"
    assert read(page(BODY), entry=entry(published=stamp), url=url).published == stamp
    guess = read(page(BODY), url=url).published
    assert guess is not None
    assert (guess.raw, guess.read_from, guess.flag) == ("2026-09-08", "guess:url", "date_only")


def test_case_74_75_an_untrusted_date_is_kept_and_never_replaced_by_the_present() -> None:
    future = read(page(BODY, head=ld(datePublished="2031-01-01T00:00:00Z"))).published
    assert future == Stamp(None, "2031-01-01T00:00:00Z", "json-ld", "future")
    assert read(page(BODY)).published is None


def test_case_77_dates_that_disagree_are_flagged() -> None:
    head = ld(datePublished="2026-09-08T10:00:00Z") + meta("article:published_time", "2026-08-01T10:00:00Z")
    assert "dates_disagree" in read(page(BODY, head=head)).flags


CANONICAL = {
    "believed on the same site": (["https://www.tvwire.example/2026/09/other-slug"], "2026/09/other-slug", ""),
    "relative": (["/2026/09/other-slug"], "2026/09/other-slug", ""),
    "not a front page": (["https://tvwire.example/"], None, "canonical_section"),
    "not a section above": (["https://tvwire.example/2026/09/"], None, "canonical_section"),
    "not another site": (["https://wire.example/x"], None, "canonical_elsewhere"),
    "not two of them": (["/2026/09/one-slug", "/2026/09/two-slug"], None, "canonical_contradictory"),
    "not a script": (["javascript:void(0)"], None, ""),
}


@pytest.mark.parametrize(("links", "path", "flag"), CANONICAL.values(), ids=CANONICAL.keys())
def test_case_55_canonical_link(links: list[str], path: str | None, flag: str) -> None:
    article = read(page(BODY, head="".join(f'<link rel="canonical" href="{link}">' for link in links)))
    assert article.url == f"https://tvwire.example/{path or '2026/09/night-ferry-season-4'}"
    assert article.fetched_url == PAGE_URL
    assert (flag in article.flags) if flag else not article.flags


TITLES = {
    "the site's name goes": ("Night Ferry - Season 4 Review | TV Wire", "TV Wire", "Night Ferry - Season 4 Review"),
    "at the beginning, too": ("TV Wire: Night Ferry Review", "TV Wire", "TV Wire: Night Ferry Review"),
    "a host without spaces": ("Night Ferry Review – tvwire", "", "Night Ferry Review"),
    "another part stays": ("Night Ferry | Season 4", "TV Wire", "Night Ferry | Season 4"),
    "a dash is no separator": ("Spider-Noir Review", "Noir", "Spider-Noir Review"),
}


@pytest.mark.parametrize(("stated", "site", "title"), TITLES.values(), ids=TITLES.keys())
def test_title(stated: str, site: str, title: str) -> None:
    html = page(PARAGRAPHS, head=meta("og:title", stated) + (meta("og:site_name", site) if site else ""))
    assert read(html).title == title


def test_a_title_cut_for_machines_is_completed() -> None:
    head = ld(headline="Night Ferry Renewed for…") + meta("og:title", "Night Ferry Renewed for Season 4")
    assert read(page(PARAGRAPHS, head=head)).title == "Night Ferry Renewed for Season 4"


JSON_LD = {
    "an array with nulls": '[null, {"@type": "WebSite"}, {"@type": ["NewsArticle"], "headline": "Right"}]',
    "a graph": '{"@graph": [{"@type": "Organization", "name": "x"}, {"@type": "BlogPosting", "headline": "Right"}]}',
    "escaped for HTML": "{&quot;@type&quot;: &quot;Article&quot;, &quot;headline&quot;: &quot;Right&quot;}",
    "in a CDATA comment": '//<![CDATA[\n{"@type": "Article", "headline": "Right"}\n//]]>',
    "a line break in a string": '{"@type": "Article", "headline": "Right\n"}',
    "a comma too many": '{"@type": "Article", "headline": "Right",}',
    "something after the end": '{"@type": "Article", "headline": "Right"};</i>',
    "unescaped quotes": '{"@type": "Article", "articleBody": "He said "no" to it", "headline": "Right"}',
    "two articles, of which one is this page": json.dumps(
        [
            {"@type": "NewsArticle", "headline": "Wrong", "url": "https://tvwire.example/other"},
            {"@type": "NewsArticle", "headline": "Right", "url": PAGE_URL + "#main"},
        ]
    ),
}


@pytest.mark.parametrize("script", JSON_LD.values(), ids=JSON_LD.keys())
def test_case_110_json_ld(script: str) -> None:
    head = f'<script type="application/ld+json">{script}</script>'
    assert read(page(PARAGRAPHS, head=head, title="x")).title == "Right"


def test_what_the_page_leaves_open_comes_from_the_entry() -> None:
    known = entry(authors=("Ada",), summary="In short.", language="ko", image_url="https://x.example/i.png")
    article = read(f"<html><body>{PARAGRAPHS}</body></html>", entry=known)
    assert (article.title, article.authors, article.summary) == ("From the feed", ("Ada",), "In short.")
    assert (article.language, article.image_url) == ("ko", "https://x.example/i.png")


def test_names_before_the_sites_own() -> None:
    head = ld(author={"@type": "Organization", "name": "TV Wire"}) + meta("og:site_name", "TV Wire")
    assert read(page(BODY, head=head)).authors == ("TV Wire",)
    assert read(page(BODY + '<a rel="author">Mara Lindqvist</a>', head=head)).authors == ("Mara Lindqvist",)


def test_case_116_pointers_to_other_shows_are_not_the_article() -> None:
    pointer = "<p><b>RELATED: <a href=/x>Salt Road Cancelled After Two Seasons</a></b></p>"
    assert "Salt Road" not in read(page(f"<article>{PARAGRAPHS}{pointer}{PARAGRAPHS}</article>")).text


def test_case_117_comments_are_not_the_article() -> None:
    comment = f'<section id="comments"><p>{"I heard Salt Road is cancelled. " * 20}</p></section>'
    assert "Salt Road" not in read(page(BODY + comment)).text


def test_case_107_a_publishers_word_that_a_page_is_not_free_makes_it_partial() -> None:
    article = read(page(BODY, head=ld(isAccessibleForFree=False)))
    assert article.completeness is Completeness.PARTIAL
    assert "paywall" in article.flags


def test_the_article_body_of_json_ld_saves_an_empty_page() -> None:
    text = " ".join(SENTENCE.format(number) for number in range(4))
    article = read(page("<div id=app></div><script></script>", head=ld(articleBody=text)))
    assert article.text == text
    assert article.flags == ("text_from:json-ld",)


def test_selectors_that_match_nothing_are_flagged() -> None:
    source = page_source(PageRole.ARTICLE, text=".gone", title=".gone")
    article = parse_article(answer(page(BODY), url=PAGE_URL), source, None)
    assert article.flags == ("selector_no_match:title", "selector_no_match:text")
    assert article.text


@given(st.text(max_size=300) | st.text("<>/=\"'!-[]&;#x1 \nadivscripthtml", max_size=300))
def test_any_page_gives_an_article_or_a_named_error(junk: str) -> None:
    html = f"<html><head><title>{junk}</title></head><body>{junk}<p>{junk}</p></body></html>"
    with suppress(ParseError):
        article = read(html)
        assert article.text.strip()
        assert "\x00" not in article.text


WHOLE = "".join(f"<p>{SENTENCE.format(n)} {SENTENCE.format(n + 1)}</p>" for n in range(5))
WHOLENESS = {
    "a long text": (WHOLE, True),
    "a long text with a footer": (WHOLE + "<p>The post A appeared first on B.</p>", True),
    "a text that breaks off": (WHOLE + "<p>And then […]</p>", False),
    "a text to be continued": (WHOLE + '<p><a href="/x">Continue reading Night Ferry</a></p>', True),
    "a sentence that is continued": (WHOLE + "<p>And then she said. Read more</p>", False),
    "one paragraph": (f"<p>{' '.join(SENTENCE.format(n) for n in range(12))}</p>", False),
    "a summary": ("<p>Ten more episodes.</p>", False),
    "nothing": (None, False),
}


@pytest.mark.parametrize(("content", "whole"), WHOLENESS.values(), ids=WHOLENESS.keys())
def test_whether_an_entry_is_whole(content: str | None, whole: bool) -> None:
    assert entry_is_whole(entry(content_html=content)) is whole


def test_an_article_from_a_whole_entry_is_full() -> None:
    article = article_from_entry(entry(content_html=WHOLE, authors=("Ada",)), feed_source())
    assert article is not None
    assert article.completeness is Completeness.FULL
    assert (article.url, article.authors) == ("https://tvwire.example/2026/09/night-ferry-season-4", ("Ada",))


def test_case_63_an_article_from_a_summary_is_partial() -> None:
    article = article_from_entry(entry(summary="Ten more episodes."), feed_source())
    assert article is not None
    assert (article.text, article.completeness) == ("Ten more episodes.", Completeness.PARTIAL)


def test_case_41_43_an_entry_without_address_is_stored_under_its_source() -> None:
    first, again, other = (
        article_from_entry(entry(url=None, key=key, summary="Text.", flags=("no_url",)), feed_source())
        for key in ("a", "a", "b")
    )
    assert first is not None
    assert first == again
    assert other is not None
    assert first.url != other.url
    assert first.url.startswith("https://tvwire.example/feed/#")
    assert first.flags == ("no_url",)


def test_an_entry_without_address_and_text_is_no_article() -> None:
    assert article_from_entry(entry(url=None), feed_source()) is None


@pytest.mark.parametrize("selector", [None, "article p"])
def test_case_113_conditional_comments_and_stray_cdata_do_not_cost_the_page(selector: str | None) -> None:
    noise = BODY.replace("<h1>", "<![if !IE]><h1>") + "<![endif]> <![CDATA[ noise <![ "
    source = page_source(PageRole.ARTICLE, **({"text": selector} if selector else {}))
    article = parse_article(answer(page(noise), url=PAGE_URL), source, None)
    assert article.text == read(page(BODY)).text


@pytest.mark.parametrize("selector", [None, "article p"])
def test_case_115_a_copy_for_those_without_scripts_is_not_read_twice(selector: str | None) -> None:
    source = page_source(PageRole.ARTICLE, **({"text": selector} if selector else {}))
    copied = BODY.replace("</article>", f"<noscript>{PARAGRAPHS}</noscript></article>")
    article = parse_article(answer(page(copied), url=PAGE_URL), source, None)
    assert article.text == read(page(BODY)).text


def test_case_106_a_consent_wall_longer_than_the_article_is_not_taken_for_it() -> None:
    wall = "<p>We and our 843 partners use cookies. Manage consent. Legitimate interest. Accept all cookies.</p>" * 40
    article = read(page(f'<div class="consent">{wall}</div>{BODY}'))
    assert article.text == read(page(BODY)).text


def test_s7_no_markup_of_the_page_is_stored_as_markup() -> None:
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    article = read(page(BODY.replace("ten more", f"ten {evil}more"), title=f"Night Ferry {evil}".replace("<", "&lt;")))
    for field in (article.title, article.text, article.summary, *article.authors):
        assert "<script" not in field
        assert "onerror" not in field


def test_s8_nothing_that_steers_a_terminal_is_stored() -> None:
    steering = "\u202e\u2066\x1b]8;;https://evil.example\x07\x9b31m\u200b"
    article = read(page(BODY.replace("ten more", f"ten {steering}more"), title=f"Night {steering}Ferry"))
    for field in (article.title, article.text):
        assert not any(
            (ord(c) < 32 and c != "\n") or 0x7F <= ord(c) <= 0x9F or c in "\u202e\u2066\u200b" for c in field
        )


def test_pages_that_nest_their_bylines_take_linear_time() -> None:
    nested = "<div class=byline>" * 200 + "<p class=date>x</p>" * 20_000
    started = time.process_time()
    read(page(nested + BODY))
    assert time.process_time() - started < 15  # it was half a minute when each looked up to its ancestors


LINKS_OF_PAGES = {"javascript": "javascript:alert(1)", "data": "data:text/html,x", "file": "file:///etc/passwd"}


@pytest.mark.parametrize("link", LINKS_OF_PAGES.values(), ids=LINKS_OF_PAGES)
def test_s7_links_of_a_page_are_http_or_none(link: str) -> None:
    article = read(page(BODY, head=f'<link rel="canonical" href="{link}">' + meta("og:image", link)))
    assert article.image_url is None
    assert (article.link_url, article.url) == (PAGE_URL, PAGE_URL.rstrip("/"))
