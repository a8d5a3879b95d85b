"""The page of an article, and the pieces that its text is cut into."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.store import Store
from aggregator.web.highlights import marked_pieces
from tests.web.helpers import SCRIPT, Site, links, words

SPANS = st.lists(st.tuples(st.integers(-2, 12), st.integers(-2, 12), st.sampled_from(["cast", "release"])), max_size=6)


@given(st.text(max_size=10), SPANS)
def test_pieces_are_the_text_and_mark_what_the_spans_say(text: str, spans: list[tuple[int, int, str]]) -> None:
    pieces = marked_pieces(text, spans)
    assert "".join(piece.text for piece in pieces) == text
    marked = [set(piece.marks) for piece in pieces for _ in piece.text]
    kept = [span for span in spans if 0 <= span[0] < span[1] <= len(text)]
    for place, names in enumerate(marked):
        assert names == {name for start, end, name in kept if start <= place < end}
    assert {name for piece in pieces for name in piece.ends} == {name for _, _, name in kept}


@pytest.fixture
def longest(demo: Path) -> dict[str, object]:
    """What the store knows of the article that reads otherwise than it did."""
    with Store.open_readonly(demo) as store:
        found = [store.article(number) for number in range(1, 60)]
    known = [one for one in found if one and one["revisions"] and one["claims"]]
    assert known
    return known[0]


def test_a_text_is_whole_with_its_claims_marked_and_named(site: Site, longest: dict[str, object]) -> None:
    article, claims = longest["article"], longest["claims"]
    assert isinstance(article, dict)
    assert isinstance(claims, list)
    page = site.page(f"/articles/{article['id']}")
    assert words(page.select("h1")[0]) == " ".join(article["title"].split())
    text = page.select(".text")[0]
    in_text = {claim["kind"] for claim in claims if claim["evidence_in"] != "title"}
    assert {words(kind).replace(" ", "_") for kind in text.select(".kind")} == in_text
    marked = "".join(mark.get_text() for mark in text.select("mark"))
    assert all(claim["quote"] in marked for claim in claims[:1] if claim["evidence_in"] != "title")
    assert len(page.select(".claims-of li")) == len(claims)
    for kind in text.select(".kind"):
        assert page.select(str(kind["href"])), "a kind leads to its claims"
    for kind in text.select(".kind"):
        kind.decompose()
    assert "".join(text.get_text().split()) == "".join(article["text"].split())
    assert "How it read before" in words(page)
    assert len(page.select("section[aria-labelledby=met-heading] li")) == len(longest["sightings"])  # type: ignore[arg-type]


def test_every_link_of_an_article_leads_somewhere(site: Site) -> None:
    page = site.page("/articles/1")
    inner = {url for url in links(page) if url.startswith("/")}
    assert any(url.startswith("/facts/") for url in inner)
    for url in inner:
        assert site.get(url).status_code == 200, url


def test_facts_news_stories_and_tables_lead_to_articles(site: Site) -> None:
    for path, part in {
        "/": ".news .by",
        "/facts/all-of-us-are-dead/2/renewal/renewed": ".testimony .headline",
        "/shows/all-of-us-are-dead": ".stories",
        "/aggregator/latest_articles": ".rows",
    }.items():
        led = [url for element in site.page(path).select(part) for url in links(element) if "/articles/" in url]
        assert led, path
        assert site.get(led[0]).status_code == 200


@pytest.mark.parametrize("name", ["0", "999999", "x", "-1", "1.0", "٣", "9" * 19, "9" * 5_000, "%3Cscript%3E", "1%00"])
def test_what_is_no_article_is_said_plainly(site: Site, name: str) -> None:
    answer = site.get(f"/articles/{name}")
    assert answer.status_code == 404
    assert "<script" not in answer.text


def test_hostile_text_stays_text(hostile: Path) -> None:
    with Site(hostile) as site:
        page = site.page("/articles/1")
        assert not page.select("script, img, [onerror]")
        assert not [url for url in links(page) if url.lower().startswith("javascript")]
        assert words(page.select(".text mark")[0]) == f"Renewed {SCRIPT}"
        assert words(page.select("h1")[0]) == f"Title {SCRIPT}"
