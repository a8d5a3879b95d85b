"""The queries that Datasette offers, on the demo's database and on small ones made for them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from aggregator.store.descriptions import TABLES, VIEWS
from aggregator.web.metadata import DATABASE_NAME, metadata
from aggregator.web.queries import QUERIES
from tests.web.helpers import Site, words


def answer(site: Site, name: str, query: str = "") -> list[dict[str, Any]]:
    found = site.get(f"/aggregator/{name}.json?_shape=array{query}")
    assert found.status_code == 200, found.text
    rows: list[dict[str, Any]] = found.json()
    return rows


def column(rows: Iterable[dict[str, Any]], name: str) -> list[Any]:
    return [row[name] for row in rows]


def test_what_was_renewed_in_a_month(site: Site) -> None:
    rows = answer(site, "renewed_in_month", "&month=2025-05")
    assert [(row["show"], row["season"]) for row in rows] == [("Bridgerton", 5), ("Bridgerton", 6)]


def test_disputed_facts_are_there_with_all_their_answers(site: Site) -> None:
    assert answer(site, "disputed") == [], "sources of the demo agree now"


def test_who_returns_to_two_shows(site: Site) -> None:
    for row in answer(site, "returns_to_two_shows"):
        assert row["shows"] > 1


def test_which_source_was_first_and_right(site: Site) -> None:
    rows = answer(site, "first_and_right")
    assert {"pressline-tv", "network-pressroom"} <= set(column(rows, "source"))
    assert all(0 <= row["first_and_right"] <= row["right_at_all"] for row in rows)
    firsts = column(rows, "first_and_right")
    assert firsts == sorted(firsts, reverse=True)
    page = site.page("/sources")
    boxes = {words(box.select("h2")[0]): words(box.select(".figures")[0]) for box in page.select(".source")}
    for row in rows:
        assert f"Right first{row['first_and_right']} of {row['right_at_all']}" in boxes[row["source"]].replace(
            "Right first ", "Right first"
        )


def test_median_days_from_premiere_to_renewal(site: Site) -> None:
    rows = answer(site, "premiere_to_renewal")
    # The zombies: 129 days after their premiere. The games: 268. Two shows were renewed before theirs, by 261 and 238.
    assert rows == [
        {"network": "CBS", "median_days": -238, "renewals": 1},
        {"network": "Netflix", "median_days": 129, "renewals": 3},
    ]


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_every_query_is_explained_and_has_a_page(site: Site, query: Any) -> None:
    page = site.page(f"/aggregator/{query.name}")
    assert words(page.select("h1")[0]) == query.title
    assert query.description in words(page.select(".lead")[0])


def test_datasette_knows_every_table_and_view() -> None:
    told = metadata()["databases"][DATABASE_NAME]["tables"]
    assert {name for name, table in told.items() if not table.get("hidden")} == {*TABLES, *VIEWS}


@pytest.mark.parametrize("name", ["current_facts", "articles"])
def test_tables_and_views_show_their_description_and_their_columns(site: Site, name: str) -> None:
    described = (TABLES | VIEWS)[name]
    page = site.page(f"/aggregator/{name}?_size=1")
    assert words(page.select(".lead")[0]) == " ".join(described.text.split())
    listed = {words(term): words(meaning) for term, meaning in zip(*_columns(page), strict=True)}
    assert listed == {column: " ".join(meaning.split()) for column, meaning in described.columns.items()}


def _columns(page: Any) -> tuple[Any, Any]:
    return page.select(".columns-described dt"), page.select(".columns-described dd")


def test_sql_is_allowed_read_only_and_can_be_switched_off(site: Site, demo: Path) -> None:
    assert site.get("/aggregator.json?_shape=array&sql=select+count(*)+as+n+from+shows").json() == [{"n": 8}]
    for statement in ("delete from shows", "with a as (select 1) insert into shows select 1", "pragma user_version=9"):
        assert site.get(f"/aggregator.json?sql={statement}").status_code == 400, statement
    with Site(demo, default_allow_sql=False) as closed:
        assert closed.get("/aggregator?sql=select+1").status_code == 403
        assert not closed.page("/aggregator").select("textarea")
        assert closed.get("/aggregator/disputed").status_code == 200


def test_sql_that_takes_too_long_is_ended(demo: Path) -> None:
    endless = "with recursive n(i) as (select 1 union all select i %2B 1 from n) select max(i) from n"
    with Site(demo, sql_time_limit_ms=100) as site:
        found = site.get(f"/aggregator?sql={endless}")
    assert found.status_code == 400
    assert "took too long" in found.text
    assert "&lt;" not in found.text, "Datasette's own words are HTML with a script"


def test_ids_of_facts_and_shows_lead_to_their_pages(site: Site) -> None:
    page = site.page("/aggregator/current_facts?show_id=you&_size=5")
    leads = [str(link["href"]) for link in page.select("td a")]
    assert "/shows/you" in leads
    assert any(url.startswith("/facts/you/") for url in leads)
