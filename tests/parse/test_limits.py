"""Input made to cost more than its size: everything stays linear, a hundred kilobytes well below a second."""

import time
from contextlib import suppress

import pytest

from aggregator.errors import ParseError
from aggregator.models import PageRole
from aggregator.parse import parse_article, parse_source
from tests.parse.fakes import PARAGRAPHS, answer, feed_source, page, page_source, rss

SIZE = 100_000
MAX_S = 10.0
"""Seconds of CPU: a guard against quadratic work, which takes minutes, not a measurement of speed."""


def filled(piece: str) -> str:
    return piece * (SIZE // len(piece))


SHAPES = {
    "scripts that never end": filled("<script "),
    "comments that never end": filled("<!--"),
    "doctypes that never end": filled("<!DOCTYPE x "),
    "CDATA sections that never end": filled("<![CDATA["),
    "white space": filled(" "),
    "line breaks": filled("\n"),
    "open tags (case 30)": filled("<div>"),
    "quotes of attributes": filled("<a b='\""),
    "ampersands": filled("&"),
    "references": filled("&#1114112;"),
    "a very long word": filled("a"),
    "dashes": filled(" - "),
    "digits": filled("404 "),
    "points": filled("."),
    "angle brackets": filled("<"),
}


@pytest.mark.parametrize("junk", SHAPES.values(), ids=SHAPES.keys())
def test_a_feed_takes_linear_time(junk: str) -> None:
    started = time.process_time()
    for body in (junk + rss("<title>x</title>"), rss(f"<title>{junk}</title><description>{junk}</description>")):
        with suppress(ParseError):
            parse_source(feed_source(), answer(body), max_entries=10)
    escaped = junk.replace("&", "&amp;").replace("<", "&lt;")
    parse_source(feed_source(), answer(rss(f"<title>x</title><description>{escaped}</description>")), max_entries=10)
    assert time.process_time() - started < MAX_S


@pytest.mark.parametrize("junk", SHAPES.values(), ids=SHAPES.keys())
def test_a_page_takes_linear_time(junk: str) -> None:
    quoted = junk.replace("&", "&amp;").replace('"', "&quot;")
    head = (
        f'<script type="application/ld+json">{{"headline": "x" {junk}</script><meta name="author" content="{quoted}">'
    )
    source = page_source(PageRole.ARTICLE)
    url = "https://tvwire.example/2026/09/a-story-of-some-length"
    started = time.process_time()
    for html in (page(PARAGRAPHS + junk, title=junk), page(PARAGRAPHS, head=head)):
        with suppress(ParseError):
            parse_article(answer(html, url=url), source, None)
    assert time.process_time() - started < MAX_S


def test_broken_json_takes_linear_time() -> None:
    started = time.process_time()
    for piece in ('"headline":"', '"author":{', '"author" : ' + " " * 10_000, "]]>" + " " * 10_000):
        head = f'<script type="application/ld+json">{{{filled(piece)}x</script>'
        parse_article(answer(page(PARAGRAPHS, head=head)), page_source(PageRole.ARTICLE), None)
    assert time.process_time() - started < MAX_S
