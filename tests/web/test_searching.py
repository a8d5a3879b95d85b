"""The page of searches, and the search of Datasette's own table of articles."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote, urlencode

import pytest

from aggregator.web import searching
from tests.web.helpers import EVIL, SCRIPT, Site, links, words


def test_every_page_leads_to_the_search(site: Site) -> None:
    for path in ("/", "/shows/you", "/sources", "/aggregator", "/search"):
        assert "/search" in [str(link["href"]) for link in site.page(path).select("header nav a")], path


def test_hits_have_their_words_marked_and_lead_to_the_article(site: Site) -> None:
    page = site.page("/search?q=renewed+Squid")
    hits = page.select(".hits li")
    assert len(hits) > 2
    marked = {words(mark).casefold() for hit in hits for mark in hit.select(".snippet mark")}
    assert marked <= {"renewed", "squid"}
    assert marked
    assert all(links(hit)[0].startswith("/articles/") for hit in hits)
    assert site.get(links(hits[0])[0]).status_code == 200
    assert page.select("#q")[0]["value"] == "renewed Squid"


def test_results_come_in_pages_without_loss(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = [links(hit)[0] for hit in site.page("/search?q=season").select(".hits li")]
    monkeypatch.setattr(searching, "SHOWN_HITS", 4)
    found: list[str] = []
    address = "/search?q=season"
    while address and len(found) < len(whole):
        page = site.page(address)
        found += [links(hit)[0] for hit in page.select(".hits li")]
        following = page.select(".pager a[rel=next]")
        address = str(following[0]["href"]) if following else ""
    assert found[: len(whole)] == whole
    assert len(whole) > 8
    assert "Results 5–8" in words(site.page("/search?q=season&page=2").select(".result-count")[0])


TOLD = {
    "nothing asked": ("", None),
    "blanks": ("   ", None),
    "no word": ("?! --", "There is no word in that"),
    "more words than an article is searched for": (" ".join(f"w{n}" for n in range(300)), "more than 60 words"),
    "what no article has": ("xylophonist", "No article has all of these words"),
    "a name with a mistake": ("bridgertn", "Did you mean bridgerton?"),
    "operators, which are words": ('AND OR NOT NEAR( * ^ : "', "No article has all of these words"),
    "an open quotation mark": ('"no such words as these', "No article has all of these words"),
    "one endless word": ("a" * 5_000, "No article has all of these words"),
    "markup": (SCRIPT, "No article has all of these words"),
}


@pytest.mark.parametrize("case", TOLD)
def test_what_finds_nothing_is_told_kindly(site: Site, case: str) -> None:
    text, expected = TOLD[case]
    page = site.page(f"/search?{urlencode({'q': text})}")
    boxes = page.select(".empty")
    assert not page.select("script")
    if expected is None:
        assert not boxes
    else:
        assert expected in words(boxes[0])


def test_a_page_after_the_last_leads_back(site: Site) -> None:
    page = site.page("/search?q=renewed&page=9999")
    assert "no more results" in words(page.select(".empty")[0])
    assert "/search?q=renewed" in links(page)


def test_hostile_text_stays_text(hostile: Path) -> None:
    with Site(hostile) as site:
        page = site.page(f"/search?q={quote('renewed ' + EVIL)}")
        assert not page.select("script, img, [onerror]")
        page = site.page("/search?q=renewed")
        (hit,) = page.select(".hits li")
        assert SCRIPT in words(hit)
        assert not page.select("script, img, [onerror]")
        assert not [url for url in links(page) if url.lower().startswith("javascript")]


def test_datasettes_own_search_of_articles_is_ours(site: Site) -> None:
    found = site.get("/aggregator/articles.json?_search=all-of+renewed&_shape=array&_col=id").json()
    ours = [int(links(hit)[0].rpartition("/")[2]) for hit in site.page("/search?q=all-of+renewed").select(".hits li")]
    assert found
    assert {row["id"] for row in found} == set(ours)
    page = site.page("/aggregator/articles?_search=all-of+renewed")
    assert page.select("#_search")[0]["value"] == "all-of renewed"
    assert 'the words of "all-of renewed" are in it' in words(page.select(".result-count")[0])
    assert site.get("/aggregator/articles?_search=%3F").status_code == 400
    assert "no word" in site.get("/aggregator/articles.json?_search=%3F").json()["error"]
    assert not site.page("/aggregator/shows").select("#_search")
