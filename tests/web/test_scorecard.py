"""Which season of a show the scorecard tells of, and in which order shows stand."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from aggregator.web.scorecard import NO_WORD, Filters, Line, chosen, scorecard, with_changes

TODAY = date(2026, 11, 21)
SHOW = {"id": "salt-road", "title": "Salt Road", "network": "Quay TV", "aliases": ["Salzstraße"]}


def fact(season: int | None, kind: str, value: str, **changes: Any) -> dict[str, Any]:
    dated = kind in ("release", "renewal_date") and value[:1].isdigit()
    plain: dict[str, Any] = {
        "show_id": "salt-road",
        "season": season,
        "kind": kind,
        "value": value,
        "status": "confirmed",
        "standing": "agreed",
        "date_min": f"{value[:4]}-01-01" if dated else None,
        "date_max": f"{value[:4]}-12-31" if dated and not value.endswith("..") else None,
        "since": "2026-01-01",
        "independent_sources": 2,
    }
    return plain | changes


def line(*facts: dict[str, Any]) -> Line:
    (found,) = scorecard([SHOW], facts, today=TODAY)
    return found


SEASONS = {
    "the one after the last that has started": (
        [fact(1, "release", "2024"), fact(2, "renewal", "renewed")],
        2,
    ),
    "the one with a date, though a later one is decided": (
        [fact(4, "release", "2027"), fact(5, "renewal", "renewed"), fact(6, "renewal", "renewed")],
        4,
    ),
    "of two that are ordered at once, the first": (
        [fact(3, "release", "2025"), fact(4, "renewal", "renewed"), fact(5, "renewal", "renewed")],
        4,
    ),
    "of old decisions without a date, the newest": (
        [fact(2, "renewal", "renewed", since="2020-02-02"), fact(5, "renewal", "renewed", since="2026-01-01")],
        5,
    ),
    "the one that will not be": (
        [fact(1, "release", "2024"), fact(2, "renewal", "cancelled")],
        2,
    ),
    "the last, where all have started": (
        [fact(1, "release", "2023"), fact(2, "release", "2025"), fact(2, "renewal", "ending")],
        2,
    ),
    "not one that is said not to come then": (
        [fact(3, "release", "2027", status="denied"), fact(2, "release", "2027")],
        2,
    ),
    "one whose start is disputed has not started": (
        [fact(1, "release", "2024", standing="disputed"), fact(1, "release", "2027", standing="disputed")],
        1,
    ),
    "none, where no season is named": ([fact(None, "renewal", "renewed")], None),
}


@pytest.mark.parametrize("case", SEASONS)
def test_the_season_that_people_wait_for(case: str) -> None:
    facts, expected = SEASONS[case]
    assert line(*facts).season == expected


def test_the_latest_season_is_told_from_the_next() -> None:
    assert line(fact(1, "release", "2023")).has_started
    assert not line(fact(1, "release", "2023"), fact(2, "renewal", "renewed")).has_started


def test_a_show_of_which_nobody_speaks_is_there_all_the_same() -> None:
    silent = line()
    assert (silent.season, silent.decision, silent.firm, silent.sources) == (None, NO_WORD, "", 0)


def test_how_firm_a_line_is() -> None:
    assert line(fact(2, "renewal", "renewed")).firm == "confirmed"
    assert line(fact(2, "renewal", "renewed", status="possible", standing="rumoured")).firm == "possible"
    assert line(fact(2, "renewal", "renewed", standing="rumoured")).firm == "farms only"
    assert line(fact(2, "release", "2027", status="expected")).firm == "expected"
    disputed = line(*(fact(2, "renewal", value, standing="disputed") for value in ("renewed", "cancelled")))
    assert (disputed.firm, len(disputed.decisions)) == ("disputed", 2)


def test_rumours_are_shown_only_where_nothing_is_believed() -> None:
    rumour = fact(2, "renewal", "cancelled", status="possible", standing="rumoured")
    assert line(rumour).decision == "cancelled"
    assert line(rumour, fact(2, "renewal", "renewed")).decisions[0]["value"] == "renewed"
    assert len(line(rumour, fact(2, "renewal", "renewed")).decisions) == 1


def test_what_is_denied_decides_nothing() -> None:
    assert line(fact(2, "renewal", "ending", status="denied")).decision == "undecided"


def test_what_changed_last_is_asked_for_with_the_season_of_each_line() -> None:
    asked: list[dict[str, int | None]] = []

    def last_changes(seasons: dict[str, int | None]) -> dict[str, Any]:
        asked.append(seasons)
        return {"bay": {"kind": "release"}}

    told = with_changes(several(), last_changes)
    assert asked == [{"bay": 1, "arc": 1, "cay": None}]
    assert [one.change for one in told] == [{"kind": "release"}, None, None]
    assert [one.releases for one in told] == [one.releases for one in several()]


def several() -> list[Line]:
    shows: list[dict[str, Any]] = [
        {"id": name, "title": name.title(), "network": "Quay TV", "aliases": []} for name in ("bay", "arc", "cay")
    ]
    facts = [
        fact(1, "release", "2028", show_id="arc", independent_sources=1),
        fact(1, "release", "2027", show_id="bay", independent_sources=3),
    ]
    return scorecard(shows, facts, today=TODAY)


ORDERS = {
    "show": ["Arc", "Bay", "Cay"],
    "-show": ["Cay", "Bay", "Arc"],
    "release": ["Bay", "Arc", "Cay"],
    "-release": ["Arc", "Bay", "Cay"],
    "-sources": ["Bay", "Arc", "Cay"],
}


@pytest.mark.parametrize("sort", ORDERS)
def test_the_order_and_who_has_no_answer_last(sort: str) -> None:
    assert [one.show["title"] for one in chosen(several(), Filters(sort=sort))] == ORDERS[sort]


def test_a_query_is_read_and_written_again() -> None:
    filters = Filters.from_query({"q": " salt ", "decision": "renewed", "firmness": "odd", "sort": "-release"})
    assert filters == Filters(text="salt", decision="renewed", sort="-release")
    assert Filters.from_query(filters.as_query()) == filters
    assert filters.as_query(sort="") == {"q": "salt", "decision": "renewed"}
    assert Filters.from_query({"sort": "; drop table"}).sort == "show"


def test_titles_are_found_without_accents_and_by_other_names() -> None:
    lines = scorecard([SHOW], [], today=TODAY)
    assert chosen(lines, Filters(text="SALZSTRASSE")) == lines
    assert chosen(lines, Filters(text="road salt")) == []
