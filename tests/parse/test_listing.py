import pytest

from aggregator.errors import ParseError
from aggregator.models import EntryList, Outcome, PageRole
from aggregator.parse import parse_source
from tests.parse.fakes import answer, page, page_source

URL = "https://tvwire.example/tv/"


def read(body: str, *, max_entries: int = 100, **selectors: str) -> EntryList:
    return parse_source(
        page_source(PageRole.LISTING, **selectors), answer(page(body), url=URL), max_entries=max_entries
    )


LINKS = {
    "a headline with a date in its path": ('<main><a href="/2026/09/x">Night Ferry Returns Again</a></main>', True),
    "a long slug in a heading": ('<h2><a href="/tv/night-ferry-renewed-for-four">Ferry</a></h2>', True),
    "a number in the path": ('<article><a href="/story-1234567">Night Ferry</a></article>', True),
    "a heading inside the link": ('<a href="/tv/night-ferry"><h3>Night Ferry Is Coming Back</h3></a>', True),
    "a section in a heading": ('<h2><a href="/reviews">Reviews</a></h2>', False),
    "a tag page": ('<main><a href="/tag/night-ferry-season-four-news">All about Night Ferry now</a></main>', False),
    "an author": ('<main><a href="/author/mara-lindqvist-of-tv-wire">Stories by Mara Lindqvist</a></main>', False),
    "the menu": ('<nav><a href="/2026/09/x-y-z-a">Night Ferry Returns Again</a></nav>', False),
    "a menu by its class": ('<div class="main-menu"><a href="/2026/09/x">Night Ferry Returns Again</a></div>', False),
    "another site": ('<main><a href="https://other.example/2026/09/x">Night Ferry Returns Again</a></main>', False),
    "the next page": ('<main><a href="/tv/?page=2">Many more stories like these</a></main>', False),
    "the page itself": ('<main><h1><a href="/tv/#top">Night Ferry Returns Again</a></h1></main>', False),
    "a day of a calendar (case 112)": ('<main><a href="/events/upcoming/20431227">27</a></main>', False),
    "a picture": ('<main><a href="/2026/09/photo.jpg">Night Ferry Returns Again</a></main>', False),
    "a script": ('<main><a href="javascript:go()">Night Ferry Returns Again</a></main>', False),
}


@pytest.mark.parametrize(("body", "is_article"), LINKS.values(), ids=LINKS.keys())
def test_which_links_are_articles(body: str, is_article: bool) -> None:
    assert bool(read(body).entries) is is_article


def test_a_class_that_only_holds_the_word_is_no_menu() -> None:
    assert read('<div class="navy-story"><h2><a href="/2026/09/x">Night Ferry Returns Again</a></h2></div>').entries


def test_a_selector_takes_every_link_it_finds() -> None:
    listed = read('<div class="river"><a href="/x">X</a><a href="https://other.example/y">Y</a></div>', links=".river")
    assert [entry.url for entry in listed.entries] == ["https://tvwire.example/x", "https://other.example/y"]


def test_only_the_first_links_are_read() -> None:
    listed = read(
        "".join(f'<h2><a href="/2026/09/{n}">Night Ferry Returns Again</a></h2>' for n in "abc"), max_entries=2
    )
    assert [entry.url for entry in listed.entries] == [f"https://tvwire.example/2026/09/{n}" for n in "ab"]
    assert [warning.code for warning in listed.warnings] == ["tossed"]


def test_an_article_that_is_read_again_lists_itself() -> None:
    listed = parse_source(page_source(PageRole.ARTICLE), answer(page(""), url=URL), max_entries=5)
    assert [entry.url for entry in listed.entries] == [URL]


def test_a_feed_is_no_listing() -> None:
    with pytest.raises(ParseError, match="set kind: feed") as refused:
        parse_source(page_source(), answer("<rss version='2.0'/>", url=URL), max_entries=5)
    assert refused.value.outcome == Outcome.NOT_A_PAGE


def test_case_115_links_are_relative_to_what_the_page_says_they_are() -> None:
    listed = read(
        '<base href="/news/"><main><h2><a href="a-story-of-some-length">A Story of Some Length</a></h2></main>'
    )
    assert [entry.url for entry in listed.entries] == ["https://tvwire.example/news/a-story-of-some-length"]


def test_case_112_an_endless_calendar_is_cut_and_said() -> None:
    days = "".join(f'<h2><a href="/events/2043/12/{n}">What is on television on day {n}</a></h2>' for n in range(900))
    listed = read(days, max_entries=50)
    assert len(listed.entries) == 50
    assert [warning.code for warning in listed.warnings] == ["tossed"]
