import pytest

from aggregator.html import (
    SelectorError,
    check_selector,
    html_to_text,
    make_soup,
    parse_html,
    select_all,
    strip_tags,
    text_of,
    title_text,
)

TEXTS = {
    "paragraphs are parted by one blank line": ("<p>One</p>\n\n\n<p>Two</p>", "One\n\nTwo"),
    "inline markup changes no spacing": ("<p>Sea<b>son</b> <i>4</i>.</p>", "Season 4."),
    "white space is folded": ("<p>One\n   two&nbsp; three</p>", "One two three"),
    "a line break is one, two are a paragraph": ("a<br>b<br><br>c", "a\nb\n\nc"),
    "headings and list items are paragraphs": (
        "<h2>Cast</h2><ul><li>Ada</li><li>Ben</li></ul>",
        "Cast\n\nAda\n\nBen",
    ),
    "cells stand on one line": (
        "<table><tr><td>1</td><td>March 3</td></tr><tr><td>2</td><td></td></tr></table>",
        "1 | March 3\n\n2",
    ),
    "what is not shown is left out, what follows it is not": (
        "<p>a<script>x()</script>b</p><nav>Home</nav>c",
        "ab\n\nc",
    ),
    "comments are nothing": ("<p>a<!-- b -->c</p>", "ac"),
    "plain text passes": ("Tom &amp; Jerry", "Tom & Jerry"),
    "nothing is nothing": (" \n", ""),
    "a tag that never ends": ("<p>a<div", "a"),
    "an encoding declaration is harmless": ('<?xml version="1.0" encoding="utf-16"?><p>é</p>', "é"),
}


@pytest.mark.parametrize(("markup", "text"), TEXTS.values(), ids=TEXTS.keys())
def test_text(markup: str, text: str) -> None:
    assert html_to_text(markup) == text


def test_case_30_twenty_thousand_nested_tags_end_in_text_not_in_an_error() -> None:
    """What lxml cuts off is lost, what stands before it is not."""
    assert html_to_text("<p>before</p>" + "<div>" * 20_000 + "deep").startswith("before")


def test_text_of_an_element_has_nothing_of_what_follows_it() -> None:
    (paragraph,) = parse_html("<div><p>in</p>out</div>").xpath("//p")
    assert text_of(paragraph) == "in"


TITLES = {
    "markup goes (case 57)": ("Is <em>You</em> <script>alert(1)</script>back?", "Is You back?"),
    "a doubly escaped ampersand is one (case 58)": ("Law &amp;amp; Order", "Law & Order"),
    "entities in CDATA are decoded (case 58)": ("It&#8217;s over", "It’s over"),
    "a tag that a title speaks of stays (case 60)": ("A guide to &lt;head&gt; elements", "A guide to <head> elements"),
    "a comparison stays": ("Seasons <3 and >5", "Seasons <3 and >5"),
    "escaped markup goes too": ("&lt;i&gt;Lost&lt;/i&gt; returns", "Lost returns"),
    "invisible characters go (case 61)": ("Squid\u200b Game\u202e\x1b", "Squid Game"),
    "lines are joined": ("One\n two", "One two"),
}


@pytest.mark.parametrize(("raw", "title"), TITLES.values(), ids=TITLES.keys())
def test_title(raw: str, title: str) -> None:
    assert title_text(raw) == title


def test_strip_tags_parts_blocks_and_joins_inline() -> None:
    assert strip_tags("<p>One</p><p>t<b>w</b>o.<br>3</p><style>p{}</style>") == "One two. 3"


def test_a_selector_that_is_none_says_where() -> None:
    with pytest.raises(SelectorError, match=r"'div\[' is no CSS selector: .*position"):
        check_selector("div[")


def test_select_all_keeps_document_order() -> None:
    soup = make_soup("<p id=a></p><div><p id=b></p></div>")
    assert [tag["id"] for tag in select_all(soup, "div p, p")] == ["a", "b"]


@pytest.mark.parametrize("expression", ["unparsed-text('file:///etc/passwd')", "//a[@href]", "{{ 7*7 }}", "$(id)"])
def test_s12_nothing_but_css_is_a_selector(expression: str) -> None:
    with pytest.raises(SelectorError):
        check_selector(expression)
