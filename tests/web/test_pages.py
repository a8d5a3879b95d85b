"""The pages as a reader without a browser gets them: status, content, filters, links, errors."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup

from aggregator.models import Authority
from tests.web.helpers import EVIL, EVIL_SHOW, SCRIPT, Site, links, words

HEADERS = {
    "content-security-policy",
    "x-content-type-options",
    "referrer-policy",
    "x-frame-options",
    "permissions-policy",
}
ADDRESSES = (
    "/",
    "/shows/all-of-us-are-dead",
    "/facts/all-of-us-are-dead/2/renewal/renewed",
    "/articles/1",
    "/search?q=renewed",
    "/sources",
    "/aggregator",
    "/aggregator/current_facts",
    "/aggregator/shows/you",
    "/aggregator/disputed",
    "/aggregator/current_facts.json",
    "/aggregator?sql=select+1",
    "/-/versions",
    "/static/style.css",
    "/nowhere",
)


def shows(site: Site, query: str = "") -> list[str]:
    return [words(link) for link in site.page(f"/{query}").select(".scorecard tbody th a")]


@pytest.mark.parametrize("path", ADDRESSES)
def test_every_answer_forbids_scripts_frames_and_sniffing(site: Site, path: str) -> None:
    headers = site.get(path).headers
    assert set(headers) >= HEADERS
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "script" not in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("path", [path for path in ADDRESSES if "json" not in path and "static" not in path])
def test_no_page_has_scripts_styles_in_place_or_anything_of_another_host(site: Site, path: str) -> None:
    answer = site.get(path)
    for forbidden in ("<script", "<style", " style=", " onclick", "javascript:"):
        assert forbidden not in answer.text, forbidden
    loaded = BeautifulSoup(answer.text, "lxml").select(
        "link:not([rel=alternate]), img[src], source, iframe, object, use"
    )
    assert not [tag for tag in loaded if urlsplit(str(tag.get("href") or tag.get("src"))).netloc]


def test_the_scorecard_has_every_show_with_its_next_season(site: Site) -> None:
    page = site.page("/")
    rows = {words(row.select("th a")[0]): row for row in page.select(".scorecard tbody tr")}
    assert len(rows) == 8
    zombies = rows["All of Us Are Dead"]
    assert words(zombies.select(".cell-season")[0]).endswith("2")
    assert "renewed" in words(zombies.select(".cell-decision")[0])
    assert words(zombies.select(".cell-announced")[0]) == "6 Jun 2022"
    assert "2026" in words(zombies.select(".cell-release")[0])
    assert words(zombies.select(".cell-sources")[0]) == "5 sources confirmed"
    assert zombies.select(".cell-changed time")
    assert "cancelled" in words(rows["Sweet Home"].select(".cell-decision")[0])
    assert "ending" in words(rows["You"].select(".cell-decision")[0])


def test_every_link_of_the_pages_leads_somewhere(site: Site) -> None:
    seen: set[str] = set()
    for start in ("/", "/shows/bridgerton", "/facts/you/5/renewal/ending", "/sources", "/aggregator"):
        for href in set(links(site.page(start))):
            address = href if href.startswith("/") else start + href if href.startswith("?") else ""
            if address and address not in seen:
                seen.add(address)
                assert site.get(address).status_code == 200, f"{start} leads to {address}"
    assert len(seen) > 50


FILTERS = {
    "by decision": ("?decision=cancelled", ["Sweet Home"]),
    "by network": ("?network=CBS", ["Ghosts"]),
    "by a part of the title, in any case": ("?q=ALL+of+us", ["All of Us Are Dead"]),
    "by another name of the show": ("?q=now+at+our", ["All of Us Are Dead"]),
    "by several at once": ("?decision=ending&network=Netflix&q=you", ["You"]),
    "by something that no show has": ("?q=zebra", []),
    "by a decision that does not exist, which is passed over": (
        "?decision=%3Cb%3E&network=MGM%2B",
        ["From"],
    ),
}


@pytest.mark.parametrize("case", FILTERS)
def test_the_scorecard_is_filtered(site: Site, case: str) -> None:
    query, expected = FILTERS[case]
    assert shows(site, query) == expected


def test_a_filter_stays_when_the_order_changes(site: Site) -> None:
    page = site.page("/?network=Netflix")
    link = str(page.select(".col-release a")[0]["href"])
    assert link == "/?network=Netflix&sort=release"
    assert shows(site, link.removeprefix("/"))
    assert "Ghosts" not in shows(site, link.removeprefix("/"))


def test_the_scorecard_is_sorted_both_ways_and_says_so(site: Site) -> None:
    there, back = shows(site, "?sort=show"), shows(site, "?sort=-show")
    assert there == sorted(there, key=str.casefold)
    assert back == there[::-1]
    assert site.page("/?sort=-show").select(".col-show")[0].get("aria-sort") == "descending"
    announced = shows(site, "?sort=announced")
    assert announced[:2] == ["All of Us Are Dead", "From"]
    assert announced[-1] in {"One Piece", "Squid Game", "Sweet Home"}, "without a day they come last"
    assert shows(site, "?sort=-announced")[-1] in {"One Piece", "Squid Game", "Sweet Home"}, "either way"


def test_the_news_are_of_the_last_days_and_lead_to_the_season(site: Site) -> None:
    page = site.page("/")
    days = [time.get("datetime") for time in page.select(".news h3 time")]
    assert days == ["2026-11-21", "2026-11-20"][: len(days)]
    assert days
    first = page.select(".news li a")[0]
    assert site.get(str(first["href"])).status_code == 200


def test_a_show_tells_its_season_its_people_and_how_belief_moved(site: Site) -> None:
    page = site.page("/shows/all-of-us-are-dead")
    answers = {words(box.select("dt")[0]): words(box.select("dd")[0]) for box in page.select(".answer-box")}
    assert answers["decision"].startswith("✓ renewed confirmed 5 sources")
    assert answers["announced"].startswith("6 Jun 2022 confirmed")
    assert set(answers) == {"decision", "announced", "release", "episodes", "production", "trailer"}
    returning = words(page.select(".people-returning")[0])
    assert "Park Ji-hu as Nam On-jo confirmed 4 sources" in returning
    assert page.select(".people-joining li")
    assert len(page.select("figure.timeline")) == 2
    label = str(page.select("figure.timeline svg[role=img]")[0]["aria-label"])
    assert "Decision: undecided" in label
    steps = [words(row) for row in page.select(".steps tbody tr")]
    assert any("renewed (confirmed)" in step and "6 Jun 2022" in step for step in steps)
    assert page.select(".stories li a")


def test_earlier_and_later_seasons_have_an_address(site: Site) -> None:
    page = site.page("/shows/bridgerton")
    assert [words(link) for link in page.select(".tabs a")] == ["Season 6", "Season 5", "Season 4"]
    assert words(page.select(".tabs [aria-current]")[0]) == "Season 5"
    assert "Season 4" in words(site.page("/shows/bridgerton?season=4").select(".card h2")[0])


def test_who_stands_nearest_to_the_truth_speaks_first(site: Site) -> None:
    page = site.page("/facts/all-of-us-are-dead/2/renewal/renewed")
    best = []
    for witness in page.select("section.witness"):
        places = [Authority(words(mark)).place for mark in witness.select(".authority")]
        best.append(min(places))
    assert best == sorted(best)
    assert best[0] == Authority.OFFICIAL.place
    assert len(set(best)) > 2


def test_a_fact_opens_its_evidence(site: Site) -> None:
    page = site.page("/facts/all-of-us-are-dead/2/renewal/renewed")
    assert words(page.select("h1")[0]) == "renewed"
    said = page.select(".testimony")
    assert len(said) >= 5
    for one in said:
        quote = words(one.select("blockquote mark")[0])
        assert quote
        assert quote in words(one.select("blockquote")[0])
        whole = one.select("details .text")
        if whole:
            assert words(whole[0].select("mark")[0]) == quote
        assert one.select("time")
        assert one.select(".authority")
        assert one.select("a[href^=http]")
    assert any("counted once" in words(witness) for witness in page.select(".witness h3"))
    assert any("counted with it" in words(summary) for summary in page.select("summary"))


def test_the_sources_tell_how_they_fare(site: Site) -> None:
    page = site.page("/sources")
    boxes = {words(box.select("h2")[0]): box for box in page.select(".source")}
    assert len(boxes) == 11
    well, failing = boxes["pressline-tv"], boxes["telly-insider"]
    assert "well" in words(well.select(".state")[0])
    assert well.select(".spark")[0].get("aria-label") == "2 runs in 30 days, none failed"
    figures = {words(pair.select("dt")[0]): words(pair.select("dd")[0]) for pair in well.select(".figures div")}
    assert int(figures["Articles"]) > 3
    assert int(figures["Claims"]) > 20
    assert "of" in figures["Right first"]
    assert "failed 2 runs in a row" in words(failing)
    assert "HTML page" in words(failing.select(".problem")[0])
    assert failing.select(".spark")[0].get("aria-label") == "2 runs in 30 days, 2 failed"
    assert len(failing.select(".spark .failed")) == 2
    assert "1 × unusable" in words(failing.select(".spark .failed")[0])


MISSING = {
    "a show that nobody follows": "/shows/nobody",
    "a season of which nothing is known": "/shows/you?season=77",
    "a season that is no number": "/shows/you?season=x%3Cscript%3E",
    "a show whose name is no UTF-8": "/shows/%ED",
    "a fact that is none": "/facts/you/5/renewal/nonsense",
    "a page that is none": "/nowhere",
    "what Datasette has for its developers": "/-/patterns",
    "a table that is none": "/aggregator/nowhere",
    "what climbs out of the style sheet's folder": "/static/..%2f..%2fapp.py",
}


@pytest.mark.parametrize("case", MISSING)
def test_what_is_not_there_is_said_plainly(site: Site, case: str) -> None:
    answer = site.get(MISSING[case])
    assert answer.status_code == 404
    assert "<script" not in answer.text
    assert "Traceback" not in answer.text


def test_json_says_in_json_that_it_is_not_there(site: Site) -> None:
    answer = site.get("/aggregator/nowhere.json")
    assert answer.status_code == 404
    assert answer.json()["ok"] is False


def test_hostile_text_stays_text(hostile: Path) -> None:
    with Site(hostile) as site:
        addresses = [
            "/",
            f"/?q={SCRIPT}&network={EVIL}",
            "/shows/evil",
            "/facts/evil/3/renewal/renewed",
            "/sources",
            "/aggregator/latest_articles",
            "/aggregator/articles/1",
            f"/aggregator/current_facts?person={SCRIPT}",
        ]
        for address in addresses:
            page = site.page(address)
            assert not page.select("script, img, [onerror]"), address
            assert not [url for url in links(page) if url.lower().startswith("javascript")], address
        assert EVIL_SHOW.title in words(site.page("/shows/evil"))
        mark = site.page("/facts/evil/3/renewal/renewed").select("blockquote mark")[0]
        assert words(mark) == f"Renewed {SCRIPT}"


def test_an_empty_database_says_what_to_do(empty: Path) -> None:
    with Site(empty) as site:
        assert "aggregator run" in words(site.page("/").select(".empty")[0])
        assert "No source" in words(site.page("/sources").select(".empty")[0])


def test_pages_work_behind_a_prefix(demo: Path) -> None:
    with Site(demo, base_url="/tv/") as site:
        page = site.page("/")
        found = links(page) + [str(tag.get("href") or tag.get("action")) for tag in page.select("link, form")]
        inner = [url for url in found if "://" not in url]
        assert len(inner) > 20
        assert all(url.startswith(("/tv/", "#")) for url in inner), inner
