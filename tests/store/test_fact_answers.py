"""What people ask about facts, and the views behind the answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from aggregator.models import (
    ClaimKind,
    Fact,
    FactChange,
    FactChangeKind,
    FactKey,
    Outcome,
    ShowId,
    Standing,
    Status,
)
from aggregator.store import Store
from tests.store.samples import DAY, HARBOUR, NINTH, NOW, WIRE, Desk, article, claim, fetch_result, match, stamp

KEY = FactKey(HARBOUR.id, 3, ClaimKind.RENEWAL)
TODAY = NOW.date()


def fact(value: str = "renewed", kind: ClaimKind = ClaimKind.RENEWAL, **changes: Any) -> Fact:
    key = replace(KEY, kind=kind, **{name: changes.pop(name) for name in ("person", "aspect") if name in changes})
    plain = Fact(key, value, Status.CONFIRMED, Standing.AGREED, None, TODAY, TODAY, 1, (), ())
    return replace(plain, **changes)


def put(desk: Desk, facts: Sequence[Fact], changes: Sequence[FactChange] = (), show_id: ShowId = HARBOUR.id) -> None:
    before = desk.store.load_facts(show_id)
    desk.store.save_facts(show_id, facts, changes, before=before, run_id=desk.run_id, now=NOW, review_on=None)


def step(before: Fact | None, after: Fact | None, kind: FactChangeKind = FactChangeKind.CHANGED) -> FactChange:
    shown = after or before
    assert shown is not None
    return FactChange(shown.key, kind, TODAY, before, after, (7,))


def test_that_something_is_so_and_that_it_is_not_are_two_facts(desk: Desk) -> None:
    filming = fact("filming", ClaimKind.PRODUCTION)
    both = [filming, replace(filming, status=Status.DENIED, standing=Standing.SUPERSEDED)]
    put(desk, both)
    assert {(row.status, row.standing) for row in desk.store.load_facts(HARBOUR.id)} == {
        (Status.CONFIRMED, Standing.AGREED),
        (Status.DENIED, Standing.SUPERSEDED),
    }
    names = [row["id"] for row in desk.store.fact_rows(both)]
    assert names == ["harbour-lights/3/production/filming", "harbour-lights/3/production/not-filming"]


def test_a_fact_is_told_with_its_show_and_its_claims(desk: Desk) -> None:
    (row,) = desk.store.fact_rows([fact("2027-03", ClaimKind.RELEASE, supporting=(4, 2), contradicting=(9,))])
    assert (row["show"], row["date_min"], row["date_max"]) == ("Harbour Lights", "2027-03-01", "2027-03-31")
    assert (row["supporting"], row["contradicting"]) == ([4, 2], [9])


# --- news ----------------------------------------------------------------------------------------------------


def test_news_is_newest_first_and_keeps_both_sides(desk: Desk) -> None:
    player = fact("returning", ClaimKind.CAST, person="Ida Moss", character="Gil")
    earlier = replace(player, key=replace(player.key, person="Ida Mos"), character=None, status=Status.EXPECTED)
    put(desk, [], [step(None, fact(), FactChangeKind.NEW), step(earlier, player)])
    cast, renewal = desk.store.news()
    assert (renewal["change"], renewal["value"], renewal["value_before"]) == ("new", "renewed", None)
    assert (cast["person_before"], cast["person"]) == ("Ida Mos", "Ida Moss")
    assert (cast["character_before"], cast["character"]) == (None, "Gil")
    assert (cast["status_before"], cast["status"], cast["claims"]) == ("expected", "confirmed", [7])


def test_news_is_chosen_by_show_time_and_window(desk: Desk) -> None:
    other = replace(fact(), key=replace(KEY, show_id=NINTH.id))
    put(desk, [], [step(None, fact())])
    put(desk, [], [step(None, other)], show_id=NINTH.id)
    assert [row["show"] for row in desk.store.news()] == ["The Ninth Door", "Harbour Lights"]
    assert [row["show"] for row in desk.store.news(HARBOUR.id)] == ["Harbour Lights"]
    assert [row["show"] for row in desk.store.news(limit=1, offset=1)] == ["Harbour Lights"]
    assert len(desk.store.news(since=NOW)) == 2
    assert desk.store.news(since=NOW + DAY) == []


def test_changes_that_no_run_recorded_are_told_alike(desk: Desk) -> None:
    change = step(None, fact(), FactChangeKind.NEW)
    put(desk, [], [change])
    (told,), (recorded,) = desk.store.change_rows([change]), desk.store.news()
    assert told["on"] == "2026-11-03"
    assert {name: told[name] for name in told if name != "on"}.items() <= recorded.items()


# --- the season's card ---------------------------------------------------------------------------------------


def card(desk: Desk, *facts: Fact) -> dict[str, Any]:
    put(desk, facts)
    (row,) = desk.store._database.rows("SELECT * FROM season_card")
    return dict(row)


def test_a_season_is_one_row_with_all_that_is_believed(desk: Desk) -> None:
    row = card(
        desk,
        fact(independent_sources=3),
        fact("2026-02-01", ClaimKind.RENEWAL_DATE),
        fact("2027", ClaimKind.RELEASE, status=Status.EXPECTED),
        fact("8", ClaimKind.EPISODES),
        fact("returning", ClaimKind.CAST, person="Ida Moss"),
        fact("returning", ClaimKind.CAST, person="Bo", standing=Standing.RUMOURED),
        fact("undecided", standing=Standing.SUPERSEDED),
    )
    expected = {
        "show": "Harbour Lights",
        "network": "Quay TV",
        "season": 3,
        "renewal": "renewed",
        "renewal_status": "confirmed",
        "renewal_standing": "agreed",
        "renewal_sources": 3,
        "announced": "2026-02-01",
        "release": "2027",
        "release_status": "expected",
        "episodes": "8",
        "production": None,
        "cast_returning": 1,
        "disputed": 0,
        "rumoured": 1,
    }
    assert {name: row[name] for name in expected} == expected


def test_answers_in_dispute_are_both_on_the_card(desk: Desk) -> None:
    row = card(
        desk,
        fact("2026", ClaimKind.RELEASE, standing=Standing.DISPUTED, independent_sources=2),
        fact("2027", ClaimKind.RELEASE, standing=Standing.DISPUTED, status=Status.EXPECTED),
    )
    assert (row["release"], row["release_status"]) == ("2026 | 2027", "confirmed | expected")
    assert (row["release_sources"], row["disputed"]) == (2, 2)


@pytest.mark.parametrize("alone", [True, False])
def test_a_rumour_is_on_the_card_only_where_there_is_nothing_else(desk: Desk, alone: bool) -> None:
    rumour = fact(standing=Standing.RUMOURED, status=Status.POSSIBLE)
    row = card(desk, rumour, *([] if alone else [fact("undecided")]))
    assert row["renewal"] == ("renewed" if alone else "undecided")
    assert row["renewal_standing"] == ("rumoured" if alone else "agreed")


def test_what_is_denied_is_not_on_the_card_as_if_it_were_so(desk: Desk) -> None:
    denied = fact("2027", ClaimKind.RELEASE, status=Status.DENIED)
    assert card(desk, denied)["release"] is None


# --- explain -------------------------------------------------------------------------------------------------


def _story(desk: Desk, *article_ids: int) -> None:
    for article_id in article_ids:
        desk.store._database.upsert("stories", {"article_id": article_id}, {"story_id": article_ids[0]})


def test_a_fact_is_explained_by_its_claims_copies_and_fetches(desk: Desk) -> None:
    _, told = desk.save(article())
    desk.save(article("https://wire.test/same"), known=told, source=WIRE)
    _, alike = desk.save(article("https://wire.test/alike", "Much the same."), source=WIRE, claims=())
    _, against = desk.save(
        article("https://gazette.test/no", "Not yet.", published=stamp(NOW - DAY)), claims=(claim(value="undecided"),)
    )
    _story(desk, told, alike)
    desk.store._database.upsert(
        "near_duplicates", {"article_id": told, "other_id": alike}, {"reason": "spun rewrite", "similarity": 0.7}
    )
    desk.store.save_fetch(desk.run_id, fetch_result(Outcome.OK, url="https://gazette.test/harbour-3"))
    claims = {row["article_id"]: row["claim_id"] for row in desk.store.claims()}
    put(desk, [fact(supporting=(claims[told],), contradicting=(claims[against],))])
    (known,) = desk.store.explain_facts(["harbour-lights/3/renewal/renewed", "nothing"])
    assert (known["fact"]["show"], known["fact"]["standing"]) == ("Harbour Lights", "agreed")
    (for_it,), (against_it,) = known["supporting"], known["contradicting"]
    assert (for_it["quote"], for_it["source"], for_it["is_current"]) == (claim().quote, "gazette", True)
    assert [(copy["url"], copy["reason"], copy["similarity"]) for copy in for_it["copies"]] == [
        ("https://wire.test/alike?utm_source=feed", "spun rewrite", 0.7),
        ("https://wire.test/same?utm_source=feed", "same article", None),
    ]
    assert [fetch["outcome"] for fetch in for_it["fetches"]] == ["ok"]
    assert (against_it["value"], against_it["copies"], against_it["fetches"]) == ("undecided", [], [])


def test_a_page_that_says_so_no_longer_is_still_evidence_but_not_current(desk: Desk) -> None:
    _, article_id = desk.save(article())
    (told,) = desk.store.claims()
    desk.save(article(text="It was a mistake.", title="Mistake"), known=article_id, replace=True, claims=())
    put(desk, [fact(supporting=(told["claim_id"],))])
    (known,) = desk.store.explain_facts(["harbour-lights/3/renewal/renewed"])
    (row,) = known["supporting"]
    assert (row["is_current"], row["title"]) == (False, "Harbour Lights renewed")


def test_the_show_of_a_fact_is_found_by_its_id(desk: Desk) -> None:
    put(desk, [fact()])
    assert desk.store.fact_show("harbour-lights/3/renewal/renewed") == HARBOUR.id
    assert desk.store.fact_show("harbour-lights/3/renewal/cancelled") is None


# --- stories -------------------------------------------------------------------------------------------------


def _numbered(desk: Desk, number: int, **changes: Any) -> int:
    met = article(
        f"https://site-{number}.test/", f"Text {number}.", title=f"{number}", published=stamp(NOW - number * DAY)
    )
    return desk.save(met, **changes)[1]


def _listed(store: Store, **flags: Any) -> list[tuple[str, int]]:
    return [(row["title"], row["copies"]) for row in store.latest(HARBOUR.id, limit=9, **flags)]


def test_a_story_is_one_line_by_the_article_that_stands_for_it(desk: Desk) -> None:
    late, middle, early, alone = (_numbered(desk, number) for number in range(4))
    desk.save(article("https://wire.test/same"), known=early, source=WIRE)
    _story(desk, early, late, middle)
    assert _listed(desk.store) == [("2", 3), ("3", 0)]
    assert _listed(desk.store, include_copies=True) == [("0", 3), ("1", 3), ("2", 3), ("3", 0)]
    told = {row["article_id"]: row["story_id"] for row in desk.store.latest(limit=9, include_copies=True)}
    assert told == {late: early, middle: early, early: early, alone: alone}


def test_a_story_is_listed_though_the_article_that_stands_for_it_is_not_about_the_show(desk: Desk) -> None:
    elsewhere = _numbered(desk, 1, matches=(match(NINTH),), claims=())
    copy = _numbered(desk, 2)
    _story(desk, elsewhere, copy)
    assert _listed(desk.store) == [("2", 1)]
    assert [row["title"] for row in desk.store.latest(NINTH.id, limit=9)] == ["1"]


def test_followed_shows_are_listed_without_counting(desk: Desk) -> None:
    assert desk.store.followed()[0] == {
        "id": "harbour-lights",
        "title": "Harbour Lights",
        "network": "Quay TV",
        "aliases": ["Hafenlichter"],
    }
    desk.store.save_catalogue([NINTH], [], now=NOW)
    assert [row["id"] for row in desk.store.followed()] == ["the-ninth-door"]


def test_days_of_a_fact_are_days(desk: Desk) -> None:
    put(desk, [fact(since=date(2026, 2, 1), last_confirmed=date(2026, 3, 1))])
    assert desk.rows("SELECT since, last_confirmed FROM current_facts") == [("2026-02-01", "2026-03-01")]
