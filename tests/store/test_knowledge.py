"""What is known, in the store: facts with their sides, stories, what is stale, and older files brought up to date."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlite_utils import Database as Tables

from aggregator.models import (
    Authority,
    Claim,
    ClaimKind,
    Fact,
    FactChange,
    FactChangeKind,
    FactKey,
    NameAlias,
    RunSummary,
    Stamp,
    Standing,
    Status,
)
from aggregator.pipeline.conclusions import draw_conclusions
from aggregator.store import Store
from aggregator.store.fact_rows import fact_id
from aggregator.store.migrations import MIGRATIONS
from aggregator.store.schema import APPLICATION_ID
from tests.store.samples import (
    DAY,
    GAZETTE,
    HARBOUR,
    HOUR,
    NINTH,
    NOW,
    TEXT,
    WIRE,
    Desk,
    article,
    claim,
    entry,
    match,
    release,
    resource,
)

TODAY = NOW.date()
NEWER = "Harbour Lights will not return, Quay TV said on Monday."

# --- facts ---------------------------------------------------------------------------------------------------


def fact(value: str = "renewed", *, season: int | None = 3, **changes: object) -> Fact:
    plain = Fact(
        key=FactKey(HARBOUR.id, season, ClaimKind.RENEWAL),
        value=value,
        status=Status.CONFIRMED,
        standing=Standing.AGREED,
        character=None,
        since=TODAY,
        last_confirmed=TODAY,
        independent_sources=1,
        supporting=(),
        contradicting=(),
    )
    return replace(plain, **changes)  # type: ignore[arg-type] # a test says what it means


def claim_ids(desk: Desk) -> list[int]:
    return [number for (number,) in desk.rows("SELECT id FROM claims ORDER BY id")]


def put(desk: Desk, *facts: Fact, changes: tuple[FactChange, ...] = (), review_on: date | None = None) -> None:
    before = desk.store.load_facts(HARBOUR.id)
    news = desk.store.news_of(HARBOUR.id)
    desk.store.save_facts(
        HARBOUR.id, facts, changes, before=before, run_id=desk.run_id, now=NOW, review_on=review_on, heard=news
    )


def test_facts_survive_with_the_claims_on_both_sides(desk: Desk) -> None:
    desk.save(article(), claims=(claim(), release()))
    one, two = claim_ids(desk)
    facts = [
        fact(supporting=(one,), contradicting=(two,)),
        fact("2027-03", key=FactKey(HARBOUR.id, None, ClaimKind.RELEASE), supporting=(one, two)),
        fact("returning", key=FactKey(HARBOUR.id, 3, ClaimKind.CAST, "Ada Miro"), character="Captain Reed"),
    ]
    put(desk, *facts)
    assert sorted(desk.store.load_facts(HARBOUR.id), key=lambda one: one.value) == sorted(
        facts, key=lambda one: one.value
    )
    assert desk.store.load_facts(NINTH.id) == []


def test_saving_the_same_facts_again_writes_nothing(desk: Desk) -> None:
    desk.save(article())
    stored = fact(supporting=tuple(claim_ids(desk)))
    put(desk, stored)
    before = desk.writes
    put(desk, stored)
    assert desk.writes == before


def test_a_fact_that_is_no_more_goes_with_its_claims_and_its_change_stays(desk: Desk) -> None:
    desk.save(article())
    was = fact(supporting=tuple(claim_ids(desk)))
    put(desk, was)
    gone = FactChange(was.key, FactChangeKind.WITHDRAWN, TODAY, was, None, was.supporting)
    put(desk, changes=(gone,))
    assert desk.rows("SELECT * FROM facts") == desk.rows("SELECT * FROM fact_claims") == []
    ((change, name, before, after),) = desk.rows("SELECT change, fact_id, value_before, value FROM fact_changes")
    assert (change, name, before, after) == ("withdrawn", fact_id(was.key, was.value, was.status), "renewed", None)


def test_a_claim_that_is_taken_back_leaves_its_facts(desk: Desk) -> None:
    _, article_id = desk.save(article(), claims=(claim(), release()))
    one, two = claim_ids(desk)
    put(desk, fact(supporting=(one, two)))
    desk.store.save_matches_and_claims(article_id, (match(),), (release(),))
    assert [stored.supporting for stored in desk.store.load_facts(HARBOUR.id)] == [(two,)]


# --- stale -----------------------------------------------------------------------------------------------------


def stale(desk: Desk, today: date = TODAY) -> list[str]:
    return list(desk.store.stale_shows(today))


STALENESS = {
    "a claim was added": lambda desk, number: desk.store.save_matches_and_claims(
        number, (match(),), (claim(), release())
    ),
    "a claim was taken back": lambda desk, number: desk.store.save_matches_and_claims(number, (match(),), ()),
    "an article is about the show no more": lambda desk, number: desk.store.save_matches_and_claims(number, (), ()),
    "two names turn out to be one person's": lambda desk, number: desk.store.save_matches_and_claims(
        number, (match(),), (claim(),), (NameAlias("Ada Miro", "Addie", 0, 8),)
    ),
    "an earlier revision is read otherwise": lambda desk, number: desk.store.save_claims_of_revision(
        number, 7, (release(),)
    ),
    "the page was rewritten": lambda desk, number: desk.save(
        article(text=NEWER), known=number, replace=True, at=NOW + DAY, claims=()
    ),
    "a copy came to light": lambda desk, number: desk.save(
        article("https://wire.test/harbour"), known=number, source=WIRE, at=NOW + HOUR
    ),
    "another article on it": lambda desk, number: desk.save(article("https://wire.test/2", NEWER), source=WIRE),
    "a source's word counts for less": lambda desk, number: desk.store.save_catalogue(
        [HARBOUR, NINTH], [replace(GAZETTE, authority=Authority.BLOG), WIRE], now=NOW
    ),
    "its people go by other names": lambda desk, number: desk.store.save_catalogue(
        [replace(HARBOUR, people=(("Ada Miro", "Addie"),)), NINTH], [GAZETTE, WIRE], now=NOW
    ),
}


@pytest.mark.parametrize("happens", STALENESS.values(), ids=STALENESS)
def test_the_facts_of_a_show_are_stale_when(desk: Desk, happens: object) -> None:
    _, article_id = desk.save(article())
    assert stale(desk) == [HARBOUR.id]
    put(desk)
    assert stale(desk) == []
    happens(desk, article_id)  # type: ignore[operator] # a row of the table above
    assert stale(desk) == [HARBOUR.id]


def test_what_changes_nothing_leaves_the_facts_alone(desk: Desk) -> None:
    _, article_id = desk.save(article())
    put(desk)
    desk.save(article(), known=article_id, at=NOW + HOUR, entry=entry(), resource=resource())
    desk.store.save_matches_and_claims(article_id, (match(),), (claim(),))
    desk.store.save_catalogue([HARBOUR, NINTH], [GAZETTE, WIRE], now=NOW)
    assert stale(desk) == []


def changed(desk: Desk) -> list[tuple[str]]:
    """The shows of which more has changed than that new articles speak."""
    return desk.rows("SELECT show_id FROM show_states WHERE is_stale")


def test_a_new_article_is_news_and_changes_nothing_that_was_said(desk: Desk) -> None:
    _, number = desk.save(article())
    assert (stale(desk), changed(desk)) == ([HARBOUR.id], [])
    assert desk.store.news_of(HARBOUR.id) == [number]
    put(desk)
    assert desk.store.news_of(HARBOUR.id) == []


MET_AGAIN = {
    "a source that is as good": (Authority.PRESS, "https://gazette.test/harbour-3", []),
    "a source that is worse": (Authority.FARM, "https://gazette.test/harbour-3", []),
    "a better source": (Authority.OFFICIAL, "https://gazette.test/harbour-3", [(HARBOUR.id,)]),
    "another address": (Authority.FARM, "https://gazette.test/tv/harbour-3", [(HARBOUR.id,)]),
}


@pytest.mark.parametrize("case", MET_AGAIN)
def test_a_stored_article_says_more_for_being_met_again_in(desk: Desk, case: str) -> None:
    authority, url, wanted = MET_AGAIN[case]
    desk.store.save_catalogue([HARBOUR, NINTH], [GAZETTE, replace(WIRE, authority=authority)], now=NOW)
    _, number = desk.save(article())
    put(desk)
    desk.save(article(url), known=number, source=WIRE, at=NOW + HOUR)
    assert changed(desk) == wanted


def test_a_stored_article_that_is_met_earlier_says_more(desk: Desk) -> None:
    _, number = desk.save(article())
    put(desk)
    earlier = Stamp(NOW - 9 * DAY, "long ago", "feed")
    desk.save(article(published=earlier), known=number, source=WIRE, at=NOW + HOUR)
    assert changed(desk) == [(HARBOUR.id,)]


def test_an_article_that_claims_nothing_leaves_the_facts_alone_wherever_it_is_met(desk: Desk) -> None:
    _, silent = desk.save(article("https://wire.test/3", NEWER), source=WIRE, claims=())
    desk.save(article("https://gazette.test/4", NEWER), known=silent, claims=())
    assert stale(desk) == []


def test_where_a_silent_copy_is_met_counts_for_the_facts_of_the_story(desk: Desk) -> None:
    _, telling = desk.save(article())
    _, silent = desk.save(article("https://wire.test/3", NEWER), source=WIRE, claims=())
    likeness = {telling: ("wire copy", 0.9)}
    desk.store.save_resemblances(silent, likenesses=likeness, stories=[(telling, [telling, silent])])
    put(desk)
    desk.save(article("https://gazette.test/4", NEWER), known=silent, claims=())
    assert stale(desk) == [HARBOUR.id]


def test_a_day_that_comes_makes_facts_stale(desk: Desk) -> None:
    desk.save(article())
    put(desk, review_on=TODAY + DAY)
    assert stale(desk, TODAY) == []
    assert stale(desk, TODAY + DAY) == stale(desk, TODAY + 2 * DAY) == [HARBOUR.id]
    put(desk)
    assert stale(desk, TODAY + 2 * DAY) == []


# --- names -----------------------------------------------------------------------------------------------------


def test_names_of_one_person_come_from_the_catalogue_and_from_articles_about_the_show(desk: Desk) -> None:
    _, first = desk.save(article())
    _, other = desk.save(article("https://wire.test/ninth", NEWER), matches=(match(NINTH),), claims=())
    desk.store.save_catalogue([replace(HARBOUR, people=(("Ida Moss", "Idgie"),)), NINTH], [GAZETTE, WIRE], now=NOW)
    desk.store.save_matches_and_claims(first, (match(),), (claim(),), (NameAlias("Ada Miro", "Addie", 0, 8),))
    desk.store.save_matches_and_claims(other, (match(NINTH),), (), (NameAlias("Bo Diaz", "Bodee", 0, 8),))
    assert desk.store.name_pairs(HARBOUR.id) == [("Ada Miro", "Addie"), ("Ida Moss", "Idgie")]
    assert desk.store.name_pairs(NINTH.id) == [("Bo Diaz", "Bodee")]
    desk.store.save_matches_and_claims(first, (match(),), (claim(),), (NameAlias("Ada Miro", "Ady", 3, 9),))
    assert desk.store.name_pairs(HARBOUR.id) == [("Ada Miro", "Ady"), ("Ida Moss", "Idgie")]


# --- revisions -------------------------------------------------------------------------------------------------


def test_claims_stay_with_the_revision_that_made_them(desk: Desk) -> None:
    _, number = desk.save(article())
    desk.save(
        article(text=NEWER), known=number, replace=True, at=NOW + DAY, claims=(replace(claim(), value="cancelled"),)
    )
    said: dict[tuple[int, int], list[tuple[int, Claim]]] = desk.store.claims_by_revision(HARBOUR.id)
    assert {place: [one.value for _, one in claims] for place, claims in said.items()} == {
        (number, 1): ["renewed"],
        (number, 2): ["cancelled"],
    }
    assert desk.store.revision_times(HARBOUR.id) == {number: {1: NOW, 2: NOW + DAY}}
    assert desk.store.earlier_revisions(number) == [(1, "Harbour Lights renewed", TEXT)]
    assert {revision: len(claims) for revision, claims in desk.store.readings_of(number).items()} == {1: 1, 2: 1}


# --- files of version 1 ----------------------------------------------------------------------------------------


@pytest.fixture
def version_1(desk: Desk, tmp_path: Path) -> Path:
    """A file as version 0.1.0 left it: the first migration alone, and what a run had stored by then."""
    desk.save(article(), claims=(claim(), release()))
    desk.save(article(text=NEWER), known=1, replace=True, at=NOW + DAY, claims=())
    desk.store.save_issue(desk.run_id, code="odd", source_id=GAZETTE.id, url="https://x.test", detail="d", now=NOW)
    path = tmp_path / "version-1.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as old:
        MIGRATIONS.apply(Tables(old), stop_before="0002_knowledge")
        old.execute("ATTACH ? AS now", [str(desk.path)])
        tables = old.execute(
            "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE '\\_%' ESCAPE '\\'"
        )
        for (table,) in tables.fetchall():
            columns = ", ".join(row[1] for row in old.execute(f"PRAGMA main.table_info({table})"))
            old.execute(f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM now.{table}")
        old.execute("DETACH now")
        old.execute("UPDATE article_shows SET mentions_json = '[]'")  # which had another form
        old.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        old.execute("PRAGMA user_version = 1")
    return path


def test_a_file_of_version_1_keeps_what_it_holds(version_1: Path, desk: Desk) -> None:
    kept = (
        "shows",
        "sources",
        "articles",
        "article_revisions",
        "sightings",
        "article_shows",
        "claims",
        "issues",
        "runs",
    )
    with closing(sqlite3.connect(version_1)) as old:
        columns = {table: [row[1] for row in old.execute(f"PRAGMA table_info({table})")] for table in kept}
        before = {
            table: old.execute(f"SELECT {', '.join(columns[table])} FROM {table} ORDER BY 1, 2").fetchall()
            for table in kept
        }
        assert not old.execute("SELECT 1 FROM sqlite_schema WHERE name = 'facts'").fetchall()
    with Store.open(version_1) as store:
        rows = store._database.rows
        assert rows("PRAGMA foreign_key_check") == []
        for table in kept:
            found = rows(f"SELECT {', '.join(columns[table])} FROM {table} ORDER BY 1, 2")
            assert [tuple(row.values()) for row in found] == before[table], table
        assert [row["people_json"] for row in rows("SELECT people_json FROM shows")] == ["[]", "[]"]
        indexes = "SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL ORDER BY 1"
        assert [row["name"] for row in rows(indexes)] == [name for (name,) in desk.rows(indexes)]


def test_what_a_file_of_version_1_holds_is_worked_out_by_the_next_run(version_1: Path) -> None:
    with Store.open(version_1) as store:
        assert store.unindexed_articles() == [1]
        assert store.stale_shows(TODAY) == [HARBOUR.id, NINTH.id]
        run_id = store.begin_run(command="run", version="0.2.0", pid=1, now=NOW)
        draw_conclusions(store, RunSummary(), run_id=run_id, now=NOW)
        assert store.unindexed_articles() == []
        assert store.stale_shows(TODAY) == []
        store.save_issue(run_id, code="unexpected", source_id=None, url=None, detail="of no source", now=NOW)
    with closing(sqlite3.connect(version_1)) as now:
        assert now.execute("SELECT count(*) FROM fact_changes").fetchone()[0] >= 1
