"""The quick way from plain markup to text gives what the parser's tree gives, and knows what is not plain."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aggregator.html import _plain_pieces, html_to_text, parse_html, text_of

TAGS = ("p", "div", "h2", "ul", "ol", "li", "blockquote", "a", "b", "i", "em", "strong", "span")
BITS = (
    " ", "\n", "  ", "\t", "\n\n", "word", "Two words ", "é", "\u00a0", "|", "a | b", "> x", "<", "&", "\r\n",
    "<!-- c -->", "&amp;", "&lt;p&gt;", "&nbsp;", "&#8217;", "&#39;", "&#32;", "&hellip;", "&#8232;", "&#150;",
    "<br>", "<br/>", "<br />", '<img src="a">', '<img src="a" alt="b"/>', '<a href="x?a=1&amp;b">', "<table><td>",
    "<p/>", "</br>", "<P>", "<script>x</script>",
)  # fmt: skip
LOOSE = st.lists(st.sampled_from((*BITS, *(f"<{t}>" for t in TAGS), *(f"</{t}>" for t in TAGS))), max_size=12)
NESTED = st.recursive(
    st.sampled_from(BITS),
    lambda inner: st.tuples(st.sampled_from(TAGS), st.lists(inner, max_size=4)).map(
        lambda pair: f"<{pair[0]}>{''.join(pair[1])}</{pair[0]}>"
    ),
)


@settings(max_examples=300)
@given(st.one_of(LOOSE.map("".join), st.lists(NESTED, max_size=4).map("".join)))
def test_text_is_the_same_with_and_without_a_tree(fragment: str) -> None:
    assert html_to_text(fragment) == text_of(parse_html(fragment))


PLAIN = {
    "paragraphs with links": '<p>One <a href="/x" rel="nofollow">two</a>.</p>\n<p>Three&#8217;s</p>',
    "a list": "<ul>\n<li>Ada</li>\n<li><strong>Ben</strong></li>\n</ul>",
    "pictures and line breaks": '<p><img src="a.jpg" alt="A harbour" /><br />Below</p>',
    "no markup": "Words alone",
}
NOT_PLAIN = {
    "a tag in capitals": "<P>One</P>",
    "a tag that never ends": "<p>One",
    "an end without a beginning": "One</p>",
    "a paragraph in a paragraph": "<p>One<p>Two</p></p>",
    "a block in a link": "<a><p>One</p></a>",
    "a link in a link": '<a href="1"><a href="2">One</a></a>',
    "an item outside a list": "<li>One</li>",
    "a table": "<table><tr><td>One</td></tr></table>",
    "a script": "<script>One</script>",
    "a comment": "<p>One<!-- Two --></p>",
    "an ampersand": "<p>Law & Order</p>",
    "a reference that stands for no character": "<p>&#150;</p>",
    "an angle": "<p>1 < 2</p>",
    "a control character": "<p>One\x00</p>",
    "deep nesting": "<div>" * 50 + "</div>" * 50,
}


@pytest.mark.parametrize("fragment", PLAIN.values(), ids=PLAIN)
def test_what_feeds_carry_is_plain(fragment: str) -> None:
    assert _plain_pieces(fragment) is not None
    assert html_to_text(fragment) == text_of(parse_html(fragment))


@pytest.mark.parametrize("fragment", NOT_PLAIN.values(), ids=NOT_PLAIN)
def test_what_has_to_be_mended_is_left_to_the_parser(fragment: str) -> None:
    assert _plain_pieces(fragment) is None
