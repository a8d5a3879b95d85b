"""What people ask, and what they get."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from aggregator.models import CanonicalUrl, Field, Outcome, RunSummary, Severity, ShowId, SourceState, Verdict
from aggregator.store import Store
from aggregator.store.database import Database
from tests.store.samples import (
    DAY,
    GAZETTE,
    HARBOUR,
    HOUR,
    NINTH,
    NOW,
    WIRE,
    Desk,
    article,
    claim,
    fetch_result,
    match,
    release,
    resource,
    stamp,
)

# --- latest --------------------------------------------------------------------------------------------------


def _numbered(desk: Desk, count: int) -> None:
    for number in range(count):
        desk.save(
            article(
                f"https://gazette.test/{number}",
                f"Story {number}.",
                title=f"{number}",
                published=stamp(NOW - number * DAY),
            ),
            matches=(match(), match(NINTH, Verdict.MENTIONED if number % 2 else Verdict.UNSURE)),
        )


def _titles(rows: list[dict]) -> list[str]:
    return [row["title"] for row in rows]


def test_latest_is_newest_first_and_a_window(desk: Desk) -> None:
    _numbered(desk, 5)
    assert _titles(desk.store.latest(HARBOUR.id, limit=None)) == ["0", "1", "2", "3", "4"]
    assert _titles(desk.store.latest(HARBOUR.id, limit=2, offset=1)) == ["1", "2"]
    assert desk.store.latest(HARBOUR.id, limit=0) == []


def test_mentions_in_passing_are_listed_on_request(desk: Desk) -> None:
    _numbered(desk, 4)
    assert _titles(desk.store.latest(NINTH.id, limit=9)) == ["0", "2"]
    listed = desk.store.latest(NINTH.id, limit=9, include_mentions=True)
    assert [(row["title"], row["verdict"]) for row in listed] == [
        ("0", "unsure"),
        ("1", "mentioned"),
        ("2", "unsure"),
        ("3", "mentioned"),
    ]


def test_without_a_show_each_article_is_listed_under_each_of_its_shows(desk: Desk) -> None:
    _numbered(desk, 2)
    assert [(row["title"], row["show"]) for row in desk.store.latest(limit=9)] == [
        ("0", "Harbour Lights"),
        ("0", "The Ninth Door"),
        ("1", "Harbour Lights"),
    ]


def test_an_undated_article_stands_where_it_was_first_seen(desk: Desk) -> None:
    _numbered(desk, 3)
    desk.save(article(title="undated", published=None), at=NOW - DAY - HOUR)
    assert _titles(desk.store.latest(HARBOUR.id, limit=9)) == ["0", "1", "undated", "2"]


def test_a_row_of_latest_says_what_a_person_wants_to_know(desk: Desk) -> None:
    _, article_id = desk.save(article(), claims=(claim(), release()))
    desk.save(article("https://wire.test/a"), known=article_id, source=WIRE)
    desk.save(article("https://wire.test/b"), known=article_id, source=WIRE)
    (row,) = desk.store.latest(HARBOUR.id, limit=9)
    expected = {
        "show": "Harbour Lights",
        "show_id": "harbour-lights",
        "article_id": article_id,
        "title": "Harbour Lights renewed",
        "url": "https://gazette.test/harbour-3",
        "canonical_url": "https://gazette.test/harbour-3",
        "published_at": "2026-11-03T08:30:00Z",
        "seen_at": "2026-11-03T09:30:00Z",
        "source": "gazette",
        "site": "The Gazette",
        "copies": 2,
        "claim_count": 2,
    }
    assert {name: row[name] for name in expected} == expected


@pytest.mark.parametrize("include_mentions", [False, True])
@pytest.mark.parametrize("include_copies", [False, True])
@pytest.mark.parametrize("show_id", [HARBOUR.id, None])
def test_latest_is_read_from_an_index_without_sorting(
    desk: Desk,
    show_id: ShowId | None,
    include_copies: bool,
    include_mentions: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real = Database.rows
    monkeypatch.setattr(Database, "rows", lambda self, sql, given: real(self, f"EXPLAIN QUERY PLAN {sql}", given))
    listed = desk.store.latest(show_id, limit=20, include_mentions=include_mentions, include_copies=include_copies)
    plan = [row["detail"] for row in listed]
    index = "article_shows_by_show" if show_id else "article_shows_by_date"
    assert any(f"USING INDEX {index}" in step for step in plan), plan
    assert not any("ORDER BY" in step or step.startswith("SCAN other") for step in plan), plan
    assert not any(step.startswith(("SCAN st", "SCAN own", "SCAN told")) for step in plan), plan
    assert any(step.startswith("SEARCH c USING INDEX claims_by_article") for step in plan), plan


def test_only_web_addresses_are_given_to_click_on(desk: Desk) -> None:
    """Case 49, and imported articles that have no address."""
    desk.save(replace(article("urn:archive:7"), link_url="javascript:alert(1)"), claims=(claim(),))
    desk.save(replace(article("https://wire.test/a", "Other."), link_url="file:///etc/hostname"), claims=())
    desk.store.save_fetch(desk.run_id, fetch_result(Outcome.REFUSED, url="file:///etc/hostname"))
    assert [row["url"] for row in desk.store.latest(limit=9)] == ["https://wire.test/a", None]
    assert [row["url"] for row in desk.store.claims()] == [None]
    assert desk.rows("SELECT url FROM recent_failures") == [(None,)]
    assert {row["latest_url"] for row in desk.store.shows()} == {"https://wire.test/a", None}


# --- shows and sources ---------------------------------------------------------------------------------------


def test_shows_are_listed_with_what_is_known_of_each(desk: Desk) -> None:
    _numbered(desk, 3)
    harbour, ninth = desk.store.shows()
    assert (harbour["articles"], harbour["mentions"], harbour["claims"]) == (3, 0, 3)
    assert (ninth["articles"], ninth["mentions"], ninth["claims"]) == (2, 1, 0)
    assert (ninth["id"], ninth["latest_title"], ninth["latest_at"]) == ("the-ninth-door", "0", "2026-11-03T09:30:00Z")
    assert harbour["aliases"] == ["Hafenlichter"]


def test_sources_are_listed_with_their_health(desk: Desk) -> None:
    _, article_id = desk.save(article())
    desk.save(article("https://gazette.test/other-address"), known=article_id)
    for reason in ("was moved", "was late"):
        run_id = desk.store.begin_run(command="run", version="0.1.0", pid=1, now=NOW)
        failed = RunSummary(failures={GAZETTE.id: reason, WIRE.id: "was dull"})
        desk.store.finish_run(run_id, failed, status="failed", now=NOW)
    desk.store.begin_run(command="run", version="0.1.0", pid=1, now=NOW)
    desk.store.save_source_state(SourceState(GAZETTE.id, NOW, NOW - DAY, Outcome.TIMEOUT, 2, NOW + DAY, entries=40))
    gazette, wire = desk.store.sources()
    expected = {
        "id": "gazette",
        "kind": "feed",
        "url": GAZETTE.url,
        "authority": "press",
        "enabled": True,
        "gone": False,
        "last_outcome": "timeout",
        "failures": 2,
        "problem": "was late",
        "articles": 1,
        "entries": 40,
        "last_success_at": "2026-11-02T09:30:00Z",
        "next_due_at": "2026-11-04T09:30:00Z",
    }
    assert {name: gazette[name] for name in expected} == expected
    assert (wire["last_outcome"], wire["failures"], wire["problem"], wire["articles"]) == (None, 0, None, 0)


FOUND = {
    "its id": ("harbour-lights", "harbour-lights"),
    "its title in another case": ("HARBOUR lights", "harbour-lights"),
    "an alias": ("hafenlichter", "harbour-lights"),
    "a part that no other has": ("ninth", "the-ninth-door"),
    "a slip of the pen": ("Harbor Lights", ("Harbour Lights",)),
    "several shows": ("th", ("Harbour Lights", "The Ninth Door")),
    "nothing": ("", ()),
    "something else": ("Zzyzx Road", ()),
}


@pytest.mark.parametrize("case", FOUND)
def test_a_show_is_found_by(desk: Desk, case: str) -> None:
    desk.store.save_catalogue([replace(HARBOUR, aliases=("Hafenlichter", "North Harbour")), NINTH], [], now=NOW)
    text, expected = FOUND[case]
    assert desk.store.find_show(text) == expected


def test_a_title_goes_before_a_part_of_another(desk: Desk) -> None:
    sequel = replace(HARBOUR, id=ShowId("harbour-lights-tokyo"), title="Harbour Lights Tokyo", aliases=())
    desk.store.save_catalogue([HARBOUR, sequel], [], now=NOW)
    assert desk.store.find_show("harbour lights") == "harbour-lights"


def test_a_show_goes_by_the_names_that_it_has_now(desk: Desk) -> None:
    desk.store.save_catalogue([replace(HARBOUR, aliases=("Hafenlichter",)), NINTH], [], now=NOW)
    desk.store.save_catalogue([replace(HARBOUR, aliases=("Phare",))], [], now=NOW)
    assert [desk.store.find_show(name) for name in ("phare", "hafenlichter", "ninth")] == ["harbour-lights", (), ()]
    desk.store.save_catalogue([HARBOUR, NINTH], [], now=NOW)
    assert desk.store.find_show("ninth") == "the-ninth-door"


# --- claims --------------------------------------------------------------------------------------------------


def test_claims_are_chosen_by_show_season_and_kind(desk: Desk) -> None:
    desk.save(article(), claims=(claim(), release(season=None), claim(show_id=NINTH.id, season=1)))
    store = desk.store
    assert [(row["show"], row["season"], row["kind"]) for row in store.claims()] == [
        ("Harbour Lights", None, "release"),
        ("Harbour Lights", 3, "renewal"),
        ("The Ninth Door", 1, "renewal"),
    ]
    assert len(store.claims(HARBOUR.id)) == 2
    assert [row["season"] for row in store.claims(HARBOUR.id, season=3)] == [3]
    assert [row["kind"] for row in store.claims(HARBOUR.id, kind="release")] == ["release"]
    assert [row["season"] for row in store.claims(limit=1, offset=2)] == [1]
    assert store.claims(HARBOUR.id, season=0) == []


@pytest.mark.parametrize("limit", range(5))
def test_some_claims_are_the_same_as_a_part_of_all(desk: Desk, limit: int) -> None:
    for number, season in enumerate((2, None, 1, 2)):
        at = stamp(NOW + (number % 2) * DAY)
        desk.save(article(f"https://gazette.test/{number}", published=at), claims=(claim(season=season),))
    listed = desk.store.claims()
    for offset in range(5):
        assert desk.store.claims(limit=limit, offset=offset) == listed[offset : offset + limit]


def test_a_claim_comes_with_its_evidence_and_its_origin(desk: Desk) -> None:
    _, article_id = desk.save(article(), claims=(claim(person="Ida Moss", evidence_in=Field.TITLE), release()))
    by_headline, by_text = desk.store.claims_for([article_id])[article_id]
    assert by_headline["evidence"] == "Harbour Lights renewed"
    assert by_text["evidence"] == by_text["quote"] == "It returns in March 2027"
    assert article().text[by_text["start"] : by_text["end"]] == by_text["quote"]
    assert (by_text["rule"], by_text["version"], by_text["source"]) == ("renewal.x", 1, "gazette")
    assert (by_text["date_min"], by_text["date_max"]) == ("2027-03-01", "2027-03-31")


def test_articles_that_claim_nothing_are_left_out(desk: Desk) -> None:
    _, silent = desk.save(article(), claims=())
    assert desk.store.claims_for([silent, 999]) == {}


# --- explain -------------------------------------------------------------------------------------------------

ADDRESSES = {
    "its canonical address": "https://gazette.test/harbour-3",
    "the address that was fetched": "https://gazette.test/harbour-3?utm_source=feed",
    "an address with other tracking": "http://www.gazette.test/harbour-3/?fbclid=x#top",
    "the address of a copy": "https://wire.test/harbour",
    "the address that was asked for": "https://feeds.gazette.test/redirect/1",
}


@pytest.mark.parametrize("case", ADDRESSES)
def test_an_article_is_explained_by(desk: Desk, case: str) -> None:
    asked = resource("https://feeds.gazette.test/redirect/1")
    _, article_id = desk.save(article(), resource=asked, at=NOW - DAY)
    desk.save(article("https://wire.test/harbour"), known=article_id, source=WIRE)
    desk.save(article(text="It ends."), known=article_id, replace=True, claims=())
    desk.store.save_fetch(desk.run_id, fetch_result(Outcome.TIMEOUT, Outcome.OK, url=asked.url))
    known = desk.store.explain(ADDRESSES[case])
    assert known is not None
    assert known["article"]["id"] == article_id
    assert known["article"]["authors"] == ["Ada Miro"]
    assert [row["title"] for row in known["revisions"]] == ["Harbour Lights renewed"]
    assert [(row["source_id"], row["seen_at"]) for row in known["sightings"]] == [
        ("gazette", "2026-11-02T09:30:00Z"),
        ("wire", "2026-11-03T09:30:00Z"),
    ]
    assert [(row["show"], row["verdict"]) for row in known["shows"]] == [("Harbour Lights", "about")]
    assert known["claims"] == []
    assert [row["outcome"] for row in known["fetches"]] == ["ok", "timeout"]
    assert json.dumps(known)


def test_an_imported_article_is_explained_by_its_name(desk: Desk) -> None:
    desk.save(replace(article(), url=CanonicalUrl("urn:archive:7")))
    known = desk.store.explain("urn:archive:7")
    assert known is not None
    assert len(known["claims"]) == 1


def test_nothing_is_known_of_an_address_never_met(desk: Desk) -> None:
    assert desk.store.explain("https://nowhere.test/") is None


# --- failures ------------------------------------------------------------------------------------------------


def test_recent_failures_are_those_of_the_last_week_of_runs(desk: Desk) -> None:
    desk.store.save_fetch(desk.run_id, fetch_result(Outcome.TIMEOUT, Outcome.OK))
    later = desk.store.begin_run(command="run", version="0", pid=1, now=NOW + 6 * DAY)
    desk.store.save_fetch(later, fetch_result(Outcome.DNS_FAILED))
    assert desk.rows("SELECT outcome, severity, source FROM recent_failures") == [
        ("dns_failed", Severity.TEMPORARY, "gazette"),
        ("timeout", Severity.TEMPORARY, "gazette"),
    ]
    desk.store.begin_run(command="run", version="0", pid=1, now=NOW + 8 * DAY)
    assert desk.rows("SELECT outcome FROM recent_failures") == [("dns_failed",)]


def test_a_reader_answers_all_of_it(desk: Desk) -> None:
    desk.save(article())
    with Store.open_readonly(desk.path) as reader:
        assert len(reader.latest(limit=9)) == len(reader.claims()) == len(reader.last_runs(9)) == 1
        assert len(reader.shows()) == len(reader.sources()) == 2
        assert reader.find_show("ninth") == "the-ninth-door"
        assert reader.explain("https://gazette.test/harbour-3") is not None
