"""Long lists in pages: nothing is lost or shown twice, whatever is asked for."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup

from aggregator.web import pages
from aggregator.web.paging import Paging, page_asked
from tests.web.helpers import Site, words

PAGES = {
    "no rows": (Paging.of(1, 100, 0), 1, (0, 0), (1,)),
    "fewer rows than fit": (Paging.of(1, 100, 8), 1, (0, 8), (1,)),
    "exactly as many as fit": (Paging.of(1, 100, 100), 1, (0, 100), (1,)),
    "one row too many": (Paging.of(2, 100, 101), 2, (100, 101), (1, 2)),
    "a page after the last": (Paging.of(99, 100, 250), 3, (200, 250), (1, 2, 3)),
    "the first of many": (Paging.of(1, 100, 4_600), 46, (0, 100), (1, 2, None, 46)),
    "in the middle": (Paging.of(20, 100, 4_600), 46, (1_900, 2_000), (1, None, 19, 20, 21, None, 46)),
    "near the end, where a gap would hide one page": (
        Paging.of(43, 100, 4_600),
        46,
        (4_200, 4_300),
        (1, None, 42, 43, 44, 45, 46),
    ),
}


@pytest.mark.parametrize("case", PAGES)
def test_a_page_knows_its_rows_and_the_pages_around_it(case: str) -> None:
    paging, count, (offset, last), offered = PAGES[case]
    assert (paging.pages, paging.offset, paging.last, paging.offered) == (count, offset, last, offered)


@pytest.mark.parametrize("text", ["", "0", "-2", "1.5", "x", "٣", "9" * 5_000])
def test_what_is_no_page_asks_for_the_first(text: str) -> None:
    assert page_asked({"page": text}) == 1


@pytest.fixture
def three_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "SHOWN_SHOWS", 3)


def titles(page: BeautifulSoup) -> list[str]:
    return [words(link) for link in page.select(".scorecard tbody th a")]


@pytest.mark.usefixtures("three_a_page")
@pytest.mark.parametrize("query", ["", "network=Netflix", "firmness=confirmed&sort=-release", "sort=-changed"])
def test_following_the_links_shows_every_show_once_and_in_order(
    site: Site, query: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found, address, steps = [], f"/?{query}", 0
    while address:
        page = site.page(address)
        found += titles(page)
        steps += 1
        following = page.select(".pager a[rel=next]")
        address = str(following[0]["href"]) if following else ""
        asked = parse_qs(urlsplit(address).query)
        asked.pop("page", None)
        assert not address or asked == parse_qs(query), "the filter and the order stay"
    assert steps > 1
    monkeypatch.setattr(pages, "SHOWN_SHOWS", 100)
    assert found == titles(site.page(f"/?{query}"))


@pytest.mark.usefixtures("three_a_page")
def test_a_page_says_where_it_is(site: Site) -> None:
    page = site.page("/?page=2")
    assert words(page.select(".result-count")[0]) == "4–6 of 8 shows"
    assert [words(link) for link in page.select(".pager a[aria-current=page]")] == ["2"]
    assert page.select(".pager a[rel=prev]")[0]["href"] == "/?page=1"
    narrowed = words(site.page("/?network=Netflix").select(".result-count")[0])
    assert narrowed == "1–3 of 6 shows. Show all 8"
    assert words(site.page("/?page=999").select(".result-count")[0]) == "7–8 of 8 shows"


@pytest.mark.usefixtures("three_a_page")
def test_a_new_order_begins_on_the_first_page(site: Site) -> None:
    assert "page" not in str(site.page("/?page=2").select(".col-release a")[0]["href"])


@pytest.mark.usefixtures("three_a_page")
def test_what_a_page_tells_of_a_show_is_what_the_whole_list_tells(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = [words(row) for number in (1, 2, 3) for row in site.page(f"/?page={number}").select(".scorecard tbody tr")]
    monkeypatch.setattr(pages, "SHOWN_SHOWS", 100)
    assert shown == [words(row) for row in site.page("/").select(".scorecard tbody tr")]


def test_a_short_list_has_no_pages(site: Site) -> None:
    assert not site.page("/").select(".pager, .result-count")
