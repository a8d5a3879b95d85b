"""What saving an article does: new, updated, seen, unchanged, and what stays."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from typing import Any

import pytest

from aggregator.errors import StoreError
from aggregator.models import CanonicalUrl, Change, ClaimKind, Completeness, SourceId, Verdict
from tests.store.samples import (
    DAY,
    GAZETTE,
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
    stamp,
)

NEWER_TEXT = TEXT.replace("March 2027", "May 2027")


def _kinds(desk: Desk, revision: int) -> set[str]:
    return {kind for (kind,) in desk.rows(f"SELECT kind FROM claims WHERE revision = {revision}")}


# --- new and unchanged ---------------------------------------------------------------------------------------


def test_a_new_article_is_stored_with_all_that_hangs_on_it(desk: Desk) -> None:
    change, article_id = desk.save(article(), entry=entry(), resource=resource())
    assert change is Change.NEW
    assert desk.stored(article_id) == article()
    counts = desk.store.snapshot_counts()
    tables = ("articles", "sightings", "article_shows", "claims", "entries", "resources")
    assert [counts[table] for table in tables] == [1] * 6
    assert desk.store.load_entries(GAZETTE.id, ["guid-1"])["guid-1"].article_id == article_id
    assert desk.store.load_resource(resource().url) == resource(article_id=article_id)


@pytest.mark.parametrize("replaced", [False, True])
def test_saving_the_same_again_writes_nothing(desk: Desk, replaced: bool) -> None:
    _, article_id = desk.save(article(), entry=entry(), resource=resource())
    written = desk.writes
    again = desk.save(article(), known=article_id, replace=replaced, at=NOW + HOUR, entry=entry(), resource=resource())
    assert again == (Change.UNCHANGED, article_id)
    assert desk.writes == written


def test_a_source_of_no_catalogue_is_recorded_by_name(desk: Desk) -> None:
    desk.save(article(), source=replace(GAZETTE, id=SourceId("import")))
    (row,) = [row for row in desk.store.sources() if row["id"] == "import"]
    assert (row["kind"], row["url"], row["active"], row["articles"]) == ("import", None, False, 1)


def test_nothing_is_stored_when_one_part_cannot_be(desk: Desk) -> None:
    before = desk.store.snapshot_counts()
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        desk.save(article(), claims=(claim(show_id="nobody-knows-it"),), entry=entry())
    assert desk.store.snapshot_counts() == before


def test_an_article_deleted_by_hand_is_said_to_be_gone(desk: Desk) -> None:
    with pytest.raises(StoreError, match="has no article 99"):
        desk.store.save_matches_and_claims(99, [], [])


# --- revisions -----------------------------------------------------------------------------------------------


def test_another_text_is_a_new_revision_and_the_old_one_stays(desk: Desk) -> None:
    _, article_id = desk.save(article(), claims=(claim(), release()))
    change, _ = desk.save(article(text=NEWER_TEXT), known=article_id, replace=True, at=NOW + DAY, claims=(claim(),))
    assert change is Change.UPDATED
    assert desk.rows("SELECT revision, revised_at, first_seen_at FROM articles") == [
        (2, "2026-11-04T09:30:00Z", "2026-11-03T09:30:00Z")
    ]
    assert desk.rows("SELECT revision, text, first_seen_at, replaced_at FROM article_revisions") == [
        (1, TEXT, "2026-11-03T09:30:00Z", "2026-11-04T09:30:00Z")
    ]
    assert _kinds(desk, 1) == {"renewal", "release"}
    assert _kinds(desk, 2) == {"renewal"}
    assert [row["kind"] for row in desk.store.claims()] == ["renewal"]


def test_each_revision_lasts_from_the_one_before_to_the_next(desk: Desk) -> None:
    _, article_id = desk.save(article())
    for days in (1, 2):
        desk.save(article(text=f"Day {days}."), known=article_id, replace=True, at=NOW + days * DAY)
    assert desk.rows("SELECT revision, first_seen_at, replaced_at FROM article_revisions ORDER BY revision") == [
        (1, "2026-11-03T09:30:00Z", "2026-11-04T09:30:00Z"),
        (2, "2026-11-04T09:30:00Z", "2026-11-05T09:30:00Z"),
    ]
    assert desk.store.latest(limit=9)[0]["claim_count"] == 1


def test_a_text_taken_over_from_another_source_is_of_that_source(desk: Desk) -> None:
    _, article_id = desk.save(article(completeness=Completeness.PARTIAL))
    desk.save(article("https://wire.test/harbour", NEWER_TEXT), known=article_id, replace=True, source=WIRE)
    assert desk.store.latest(limit=9)[0]["source"] == "wire"
    assert desk.rows("SELECT source_id FROM article_revisions") == [("gazette",)]


def test_another_headline_is_a_new_revision(desk: Desk) -> None:
    _, article_id = desk.save(article())
    desk.save(article(title="It is back"), known=article_id, replace=True)
    assert desk.rows("SELECT title FROM article_revisions") == [("Harbour Lights renewed",)]


NO_REVISION: dict[str, dict[str, Any]] = {
    "a headline in other letters": {"title": "“Harbour Lights” RENEWED"},
    "another author": {"authors": ("Bo Lund",)},
    "a later modification": {"modified": stamp(NOW)},
    "an image": {"image_url": "https://gazette.test/a.jpg"},
    "only a part of the text": {"completeness": Completeness.PARTIAL},
    "an earlier publication date": {"published": stamp(NOW - DAY)},
}


@pytest.mark.parametrize("case", NO_REVISION)
def test_what_is_no_change_of_the_text_is_no_revision(desk: Desk, case: str) -> None:
    _, article_id = desk.save(article())
    met = article(**NO_REVISION[case])
    assert desk.save(met, known=article_id, replace=True, at=NOW + HOUR)[0] is Change.UPDATED
    assert desk.stored(article_id) == met
    assert desk.rows("SELECT revision, revised_at FROM articles") == [(1, "2026-11-03T09:30:00Z")]
    assert desk.save(met, known=article_id, replace=True, at=NOW + HOUR)[0] is Change.UNCHANGED


def test_a_text_of_the_same_words_replaces_the_old_one_and_offsets_stay_exact(desk: Desk) -> None:
    _, article_id = desk.save(article(), claims=(release(),))
    spaced = TEXT.replace("\n\n", "\n\n\n")
    moved = release(start=spaced.find("It returns"), end=spaced.find("It returns") + len("It returns in March 2027"))
    assert desk.save(article(text=spaced), known=article_id, replace=True, claims=(moved,))[0] is Change.UPDATED
    assert desk.rows("SELECT revision FROM articles") == [(1,)]
    ((text, start, end, quote),) = desk.rows(
        "SELECT a.text, c.quote_start, c.quote_end, c.quote FROM claims c JOIN articles a ON a.id = c.article_id"
    )
    assert text[start:end] == quote


def test_case_127_a_clock_set_back_ends_no_revision_before_it_began(desk: Desk) -> None:
    _, article_id = desk.save(article())
    desk.save(article(text=NEWER_TEXT), known=article_id, replace=True, at=NOW - DAY)
    assert desk.rows("SELECT first_seen_at = replaced_at FROM article_revisions") == [(1,)]


def test_a_text_that_moved_takes_its_address_along(desk: Desk) -> None:
    """Case 46: evidence must stand at the address that is shown; the old address is remembered."""
    _, article_id = desk.save(article())
    desk.save(article("https://gazette.test/harbour-lights-3", NEWER_TEXT), known=article_id, replace=True)
    assert desk.stored(article_id).url == "https://gazette.test/harbour-lights-3"
    old = desk.store.known_by_url(CanonicalUrl("https://gazette.test/harbour-3"))
    assert old is not None
    assert old.id == article_id
    assert desk.rows("SELECT url FROM article_revisions") == [("https://gazette.test/harbour-3",)]


def test_case_47_a_copy_does_not_flip_the_article(desk: Desk) -> None:
    _, article_id = desk.save(article())
    copy = article("https://wire.test/harbour", title="Another headline", published=stamp(NOW - DAY))
    for _ in range(2):
        desk.save(copy, known=article_id, source=WIRE)
        desk.save(article(), known=article_id)
    assert desk.stored(article_id) == article()
    assert desk.rows("SELECT count(*) FROM article_revisions") == [(0,)]


# --- dates ---------------------------------------------------------------------------------------------------


def test_case_76_republished_with_a_later_date_the_first_stands(desk: Desk) -> None:
    _, article_id = desk.save(article())
    later = article(text=NEWER_TEXT, published=stamp(NOW + DAY, "today"))
    desk.save(later, known=article_id, replace=True, at=NOW + DAY)
    assert desk.stored(article_id).published == article().published


PUBLISHED = {
    "an earlier one beats a later one": (stamp(NOW), stamp(NOW - DAY, "b"), stamp(NOW - DAY, "b")),
    "a trusted one beats an untrusted one": (stamp(None, "a", "future"), stamp(NOW, "b"), stamp(NOW, "b")),
    "an untrusted one does not beat a trusted one": (stamp(NOW), stamp(None, "b", "future"), stamp(NOW)),
    "an untrusted one is better than none": (None, stamp(None, "b", "future"), stamp(None, "b", "future")),
    "none does not beat an untrusted one": (stamp(None, "a", "future"), None, stamp(None, "a", "future")),
    "none and none is none": (None, None, None),
}


@pytest.mark.parametrize("replaced", [False, True])
@pytest.mark.parametrize("case", PUBLISHED)
def test_of_two_publication_dates(desk: Desk, case: str, replaced: bool) -> None:
    first, second, expected = PUBLISHED[case]
    _, article_id = desk.save(article(published=first))
    desk.save(article(published=second), known=article_id, replace=replaced)
    assert desk.stored(article_id).published == expected


def test_of_two_modifications_the_later_stands(desk: Desk) -> None:
    _, article_id = desk.save(article(modified=stamp(NOW)))
    for at in (NOW + HOUR, NOW - HOUR):
        desk.save(article(modified=stamp(at)), known=article_id)
    assert desk.stored(article_id).modified == stamp(NOW + HOUR)


def test_case_74_an_article_without_a_date_is_ordered_by_first_sight_and_dated_by_nothing(desk: Desk) -> None:
    desk.save(article(published=None), at=NOW)
    assert desk.rows("SELECT published_at, sort_at FROM articles") == [(None, "2026-11-03T09:30:00Z")]
    assert desk.rows("SELECT sort_at FROM article_shows") == [("2026-11-03T09:30:00Z",)]


def test_a_date_learned_later_moves_the_article_in_the_listing(desk: Desk) -> None:
    _, article_id = desk.save(article(published=None))
    assert desk.save(article(published=stamp(NOW - DAY)), known=article_id, at=NOW + DAY)[0] is Change.UPDATED
    assert desk.rows("SELECT sort_at FROM article_shows") == [("2026-11-02T09:30:00Z",)]


def test_a_date_learned_from_a_page_that_is_not_taken_over_moves_it_too(desk: Desk) -> None:
    _, article_id = desk.save(article())
    desk.save(article(text="Only the beginning.", published=stamp(NOW - DAY)), known=article_id)
    assert desk.rows("SELECT sort_at FROM article_shows") == [("2026-11-02T09:30:00Z",)]
    assert desk.stored(article_id).text == TEXT


# --- sightings -----------------------------------------------------------------------------------------------


def test_a_copy_elsewhere_is_a_sighting_of_the_article(desk: Desk) -> None:
    _, article_id = desk.save(article())
    copy = article("https://wire.test/harbour", published=stamp(NOW, "there"), title="From the wire")
    assert desk.save(copy, known=article_id, source=WIRE, at=NOW + HOUR, matches=(), claims=()) == (
        Change.SEEN,
        article_id,
    )
    assert desk.rows(
        "SELECT source_id, canonical_url, url, title, published_at, published_raw, first_seen_at FROM sightings"
        " WHERE source_id = 'wire'"
    ) == [
        (
            "wire",
            "https://wire.test/harbour",
            "https://wire.test/harbour?utm_source=feed",
            "From the wire",
            "2026-11-03T09:30:00Z",
            "there",
            "2026-11-03T10:30:00Z",
        )
    ]
    assert desk.store.latest(limit=9)[0]["copies"] == 1
    assert len(desk.store.claims()) == 1


def test_one_copy_in_two_sources_is_one_copy(desk: Desk) -> None:
    _, article_id = desk.save(article())
    for source in (GAZETTE, WIRE):
        desk.save(article("https://wire.test/harbour"), known=article_id, source=source)
    assert desk.store.latest(limit=9)[0]["copies"] == 1


def test_an_entry_that_leads_to_a_known_article_is_a_sighting_without_a_fetch(desk: Desk) -> None:
    _, article_id = desk.save(article())
    shown = entry("wire-7", url="https://wire.test/a?utm_medium=rss")

    def meet() -> bool:
        return desk.store.save_sighting(
            article_id,
            entry=shown,
            canonical_url=CanonicalUrl("https://wire.test/a"),
            source_id=WIRE.id,
            run_id=desk.run_id,
            catalogue=desk.catalogue,
            seen_at=NOW,
        )

    assert [meet(), meet()] == [True, False]
    known = desk.store.load_entries(WIRE.id, ["wire-7"])["wire-7"]
    assert (known.state, known.article_id) == ("article", article_id)
    assert desk.rows("SELECT url FROM sightings WHERE source_id = 'wire'") == [(shown.url,)]


# --- shows and claims ----------------------------------------------------------------------------------------


def test_other_rules_replace_the_claims_of_the_revision_and_those_that_stand_keep_their_ids(desk: Desk) -> None:
    _, article_id = desk.save(article(), claims=(claim(), release()))
    ids = dict(desk.rows("SELECT kind, id FROM claims"))
    desk.store.save_matches_and_claims(article_id, [match()], [claim(), release("2027")])
    assert dict(desk.rows("SELECT kind, id FROM claims"))["renewal"] == ids["renewal"]
    assert desk.rows("SELECT value FROM claims WHERE kind = 'release'") == [("2027",)]


def test_the_same_reading_again_writes_nothing(desk: Desk) -> None:
    _, article_id = desk.save(article(), claims=(claim(), release()))
    written = desk.writes
    assert desk.store.save_matches_and_claims(article_id, [match()], [release(), claim()]) is False
    assert desk.writes == written


def test_a_show_followed_since_is_linked_when_the_article_is_met_again(desk: Desk) -> None:
    _, article_id = desk.save(article())
    both = (match(), match(NINTH, Verdict.MENTIONED, 0.4))
    assert desk.save(article(), known=article_id, matches=both)[0] is Change.UPDATED
    assert len(desk.rows("SELECT * FROM article_shows")) == 2
    assert desk.save(article(), known=article_id, matches=(match(),))[0] is Change.UPDATED
    assert len(desk.rows("SELECT * FROM article_shows")) == 1


def test_what_was_read_in_a_copy_is_not_said_of_the_article(desk: Desk) -> None:
    """The offsets of a copy need not be those of the stored text."""
    _, article_id = desk.save(article())
    desk.save(article("https://wire.test/h", f"(Wire) {TEXT}"), known=article_id, claims=(claim(start=7, end=61),))
    assert desk.rows("SELECT quote_start FROM claims") == [(0,)]


def test_claims_of_earlier_revisions_are_left_alone_by_other_rules(desk: Desk) -> None:
    _, article_id = desk.save(article(), claims=(claim(),))
    desk.save(article(text=NEWER_TEXT), known=article_id, replace=True, claims=(claim(),))
    desk.store.save_matches_and_claims(article_id, [match()], [])
    assert _kinds(desk, 1) == {"renewal"}
    assert _kinds(desk, 2) == set()


def test_the_same_claim_twice_is_one(desk: Desk) -> None:
    desk.save(article(), claims=(claim(), claim()))
    assert len(desk.rows("SELECT * FROM claims")) == 1


DAYS = {
    "a day": (ClaimKind.RELEASE, "2027-03-05", ("2027-03-05", "2027-03-05")),
    "a month": (ClaimKind.RELEASE, "2027-02", ("2027-02-01", "2027-02-28")),
    "a year": (ClaimKind.RENEWAL_DATE, "2026", ("2026-01-01", "2026-12-31")),
    "a window": (ClaimKind.RELEASE, "2026-12/2027-02", ("2026-12-01", "2027-02-28")),
    "an open window": (ClaimKind.RELEASE, "2027/..", ("2027-01-01", None)),
    "no date": (ClaimKind.RELEASE, "unannounced", (None, None)),
    "a number that looks like a year": (ClaimKind.EPISODES, "1000", (None, None)),
}


@pytest.mark.parametrize("case", DAYS)
def test_dates_are_stored_as_the_days_between_which_they_lie(desk: Desk, case: str) -> None:
    kind, value, expected = DAYS[case]
    desk.save(article(), claims=(claim(kind=kind, value=value),))
    assert desk.rows("SELECT date_min, date_max FROM claims") == [expected]
