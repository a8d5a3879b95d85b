"""Today's rules over stored texts: what they read otherwise, revision by revision, and what becomes of the facts."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from aggregator.models import Article, Claim, Field, RunSummary, Show, ShowId, Verdict
from aggregator.pipeline import Analyst, Reading
from aggregator.pipeline.containment import Containment
from aggregator.pipeline.reextract import Rereading, reextract
from aggregator.store import Store
from tests.pipeline.archives import HARBOUR, NOW, SALT, Archive, told

URL = "https://a.example/1"
SALT_RENEWED = "Quay TV has renewed Salt Road for a fourth season, the network announced on Friday."
WINDOW = "Harbour Lights season 3 will premiere in March 2027, Quay TV said."
LINES = [
    told("a.example/1"),
    told("b.example/2", SALT_RENEWED, title="Salt Road news"),
    # The page of the first article, rewritten.
    told("a.example/1", WINDOW),
]


class Otherwise(Analyst):
    """An analyst of other rules: earlier or later ones than today's."""

    def __init__(self, shows: Sequence[Show], **changes: Any) -> None:
        super().__init__(shows)
        self.changes = changes

    def read(self, article: Article, *, only: Collection[ShowId] = ()) -> Reading:
        reading = super().read(article, only=only)
        return replace(reading, claims=tuple(self.alter(claim) for claim in reading.claims))

    def alter(self, claim: Claim) -> Claim:
        return replace(claim, **self.changes) if claim.kind == "renewal" else claim


class Silent(Analyst):
    """One that reads no claims at all."""

    def read(self, article: Article, *, only: Collection[ShowId] = ()) -> Reading:
        return replace(super().read(article, only=only), claims=())


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    archive = Archive(tmp_path / "a.db")
    archive.take(LINES)
    return archive


@contextmanager
def run(archive: Archive) -> Iterator[tuple[Store, Containment]]:
    with Store.open(archive.path) as store:
        run_id = store.begin_run(command="reextract", version="1", pid=1, now=NOW)
        yield store, Containment(store, RunSummary(), run_id, NOW)


def again(archive: Archive, analyst: Analyst | None = None, shows: Collection[Show] = (HARBOUR, SALT)) -> Rereading:
    with run(archive) as (store, contained):
        ids = {show.id for show in shows}
        found = reextract(store, analyst or archive.analyst, contained, shows=ids, only={})
        assert contained.summary.unexpected == 0
        return found


def everything(archive: Archive) -> tuple[Any, ...]:
    with Store.open_readonly(archive.path) as store:
        return store.snapshot_counts(), archive.facts(), archive.articles()


def test_the_rules_of_the_day_change_nothing(archive: Archive) -> None:
    before = everything(archive)
    found = again(archive)
    assert found.texts == 3
    assert (found.claims, found.verdicts, found.facts) == ([], [], [])
    assert everything(archive) == before


def test_what_other_rules_read_is_stored_and_added_up(archive: Archive) -> None:
    found = again(archive, Otherwise(archive.shows, status="expected"))
    changed = [(one.url, one.revision, one.is_current) for one in found.claims if one.before and one.after]
    assert changed == [(URL, 1, False), ("https://b.example/2", 1, True)]
    assert {one.after.status for one in found.claims if one.after} == {"expected"}
    assert set(archive.rows("SELECT status FROM claims WHERE kind = 'renewal'")) == {("expected",)}
    assert archive.rows("SELECT status FROM facts WHERE show_id = 'salt-road' AND kind = 'renewal'") == [("expected",)]
    # What the rewritten page said before is no belief of today's, however it is read.
    assert {change.key.show_id for change in found.facts} == {"salt-road"}
    recorded = archive.rows(
        "SELECT runs.command, count(*) FROM fact_changes JOIN runs ON runs.id = run_id"
        " WHERE run_id = (SELECT max(id) FROM runs) GROUP BY 1"
    )
    assert recorded == [("reextract", len(found.facts))]


def test_there_and_back_again_is_as_before(archive: Archive) -> None:
    before = archive.facts()
    gone = again(archive, Silent(archive.shows))
    assert all(one.after is None for one in gone.claims)
    assert archive.rows("SELECT count(*) FROM claims") == archive.rows("SELECT count(*) FROM facts") == [(0,)]
    back = again(archive)
    assert len(back.claims) == len(gone.claims)
    assert all(one.before is None for one in back.claims)
    assert archive.facts() == before


def test_what_an_earlier_revision_said_is_read_by_the_rules_of_today(archive: Archive) -> None:
    """It was renewed as of the first revision, which the second no longer says: history stands on it."""
    again(archive, Silent(archive.shows))
    again(archive)
    read = archive.rows("SELECT revision, kind FROM claims WHERE show_id = 'harbour-lights' ORDER BY 1, 2")
    assert (1, "renewal") in read
    assert (2, "release") in read
    assert (2, "renewal") not in read


def test_only_the_named_shows_are_touched(archive: Archive) -> None:
    salt = archive.rows("SELECT * FROM claims WHERE show_id = 'salt-road'")
    found = again(archive, Silent(archive.shows), shows=[HARBOUR])
    assert {one.before.show_id for one in found.claims if one.before} == {HARBOUR.id}
    assert archive.rows("SELECT * FROM claims WHERE show_id = 'salt-road'") == salt
    assert {show for (show,) in archive.rows("SELECT show_id FROM facts")} == {"salt-road"}


def test_a_show_that_is_no_longer_followed_keeps_its_claims(archive: Archive) -> None:
    kept = archive.rows("SELECT * FROM claims WHERE show_id = 'salt-road'")
    again(archive, Analyst((HARBOUR,)), shows=[HARBOUR])
    assert archive.rows("SELECT * FROM claims WHERE show_id = 'salt-road'") == kept
    assert archive.rows("SELECT count(*) FROM article_shows WHERE show_id = 'salt-road'") == [(1,)]


def test_a_show_that_is_named_otherwise_is_judged_otherwise(archive: Archive) -> None:
    renamed = replace(SALT, not_phrases=("Salt Road",))
    found = again(archive, Analyst((HARBOUR, renamed)))
    ((judged),) = found.verdicts
    assert (judged.show_id, judged.before, judged.after) == (SALT.id, Verdict.ABOUT, None)


def test_only_rules_of_the_source_decide_for_which_shows_it_is_read(archive: Archive) -> None:
    with run(archive) as (store, contained):
        only = {source_id: [HARBOUR.id] for _, source_id, _ in store.stored_articles()}
        found = reextract(store, archive.analyst, contained, shows={HARBOUR.id, SALT.id}, only=only)
    assert {one.before.show_id for one in found.claims if one.before} == {SALT.id}


@pytest.mark.parametrize("reads_before_death", range(4))
def test_killed_and_repeated_it_ends_the_same(tmp_path: Path, reads_before_death: int) -> None:
    class Mortal(Otherwise):
        left = reads_before_death

        def read(self, article: Article, *, only: Collection[ShowId] = ()) -> Reading:
            if not self.left:
                raise KeyboardInterrupt
            self.left -= 1
            return super().read(article, only=only)

    killed, whole = Archive(tmp_path / "killed.db"), Archive(tmp_path / "whole.db")
    for archive in (killed, whole):
        archive.take(LINES)
    mortal = Mortal(killed.shows, status="expected")
    if reads_before_death < 3:
        with pytest.raises(KeyboardInterrupt):
            again(killed, mortal)
        assert killed.facts() != [] or not reads_before_death
    for archive in (killed, whole):
        again(archive, Otherwise(archive.shows, status="expected"))
    assert killed.facts() == whole.facts()
    assert killed.rows("SELECT count(*) FROM claims") == whole.rows("SELECT count(*) FROM claims")
    assert killed.rows("SELECT * FROM show_states WHERE is_stale") == []


def test_killed_before_the_facts_the_next_run_makes_them_good(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("aggregator.pipeline.reextract.draw_conclusions", die)
        with pytest.raises(KeyboardInterrupt):
            again(archive, Otherwise(archive.shows, status="expected"))
    assert archive.rows("SELECT DISTINCT status FROM facts WHERE kind = 'renewal'") == [("confirmed",)]
    archive.take([])
    assert archive.rows("SELECT DISTINCT status FROM facts WHERE kind = 'renewal'") == [("expected",)]


def test_a_bug_in_one_text_costs_no_other(archive: Archive) -> None:
    class Stumbling(Silent):
        def read(self, article: Article, *, only: Collection[ShowId] = ()) -> Reading:
            if article.url == URL:
                raise ZeroDivisionError
            return super().read(article, only=only)

    with run(archive) as (store, contained):
        reextract(store, Stumbling(archive.shows), contained, shows={HARBOUR.id, SALT.id}, only={})
        assert contained.summary.unexpected == 1
    assert archive.rows("SELECT DISTINCT show_id FROM claims") == [("harbour-lights",)]
    assert archive.rows("SELECT url FROM issues") == [(URL,)]


def test_a_claim_whose_evidence_is_elsewhere_now_has_changed(archive: Archive) -> None:
    found = again(archive, Otherwise(archive.shows, evidence_in=Field.TITLE, rule="renewal.other", version=9))
    assert [(one.before is None, one.after is None) for one in found.claims] == [(False, False)] * 2
    assert {f"{one.after.rule}.v{one.after.version}" for one in found.claims if one.after} == {"renewal.other.v9"}
