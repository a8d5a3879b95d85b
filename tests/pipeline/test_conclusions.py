"""Stories and facts after a run, and what a mistake of ours in one of them costs: that one alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from aggregator.errors import StoreError
from aggregator.models import Evidence
from aggregator.pipeline import conclusions, knowledge, stories
from aggregator.store import Store
from tests.pipeline.archives import HARBOUR, NOW, RENEWED, Archive, told

SALT_RENEWED = "Quay TV has renewed Salt Road for a fourth season, the network announced on Friday."
BOTH = [told("a.example/1"), told("b.example/2", SALT_RENEWED, title="Salt Road news")]

WIRE = (
    "Quay TV has renewed Harbour Lights for a third season, the network announced on Tuesday. Filming is due to begin "
    "in Lisbon in March, with Ada Miro returning as Captain Reed and Tom Ashdown as the smuggler Joss Kerrigan. Eight "
    "episodes have been ordered, two more than last year. The second season ended with the lamp out, half of the "
    "village at sea and the customs house on fire. The finale drew four million viewers over a week."
)
COPIES = [
    told("a.example/1", WIRE, more=""),
    told("b.example/2", WIRE.replace("on Tuesday", "late on Tuesday"), more="", on="2025-03-05"),
]


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "a.db")


def shows_with_facts(archive: Archive) -> list[str]:
    return [show for (show,) in archive.rows("SELECT DISTINCT show_id FROM facts ORDER BY 1")]


def break_facts_of(show_id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    work_out = knowledge.Known.of  # type: ignore[attr-defined] # where it is called, not where it is from

    def stumble(evidence: list[Evidence], *arguments: Any) -> Any:
        if evidence and evidence[0].claim.show_id == show_id:
            raise ZeroDivisionError("a rule that divides by nothing")
        return work_out(evidence, *arguments)

    monkeypatch.setattr(knowledge.Known, "of", stumble)  # type: ignore[attr-defined] # likewise


def test_a_bug_in_the_facts_of_one_show_costs_no_other(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        break_facts_of("harbour-lights", patch)
        summary = archive.take(BOTH)
    assert (summary.unexpected, summary.issues) == (1, 1)
    assert shows_with_facts(archive) == ["salt-road"]
    ((code, source, detail),) = archive.rows("SELECT code, source_id, detail FROM issues")
    assert (code, source) == ("unexpected", None)
    assert detail.startswith("working out the facts of the show harbour-lights\nTraceback")
    assert "a rule that divides by nothing" in detail
    assert archive.take([]).unexpected == 0
    assert shows_with_facts(archive) == ["harbour-lights", "salt-road"]


@pytest.mark.parametrize("step", ["sign", "compare"])
def test_a_bug_in_one_text_costs_no_other(archive: Archive, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    do = getattr(stories, step)

    def stumble(text: Any, *others: Any) -> Any:
        if any(one.url.endswith("b.example/2") for one in (text, *others)):
            raise ZeroDivisionError
        return do(text, *others)

    waiting = "SELECT a.canonical_url FROM signatures AS s JOIN articles AS a ON a.id = s.article_id WHERE s.is_stale"
    with monkeypatch.context() as patch:
        patch.setattr(stories, step, stumble)
        assert archive.take([*COPIES, told("c.example/3", SALT_RENEWED)]).unexpected == 1
    assert archive.rows(waiting) == [("https://b.example/2",)]
    assert archive.rows("SELECT source_id, url FROM issues") == [("import", "https://b.example/2")]
    assert shows_with_facts(archive) == ["harbour-lights", "salt-road"]
    assert archive.stories() == []
    archive.take([])
    assert archive.rows(waiting) == []
    assert len(archive.stories()) == 2


def test_a_broken_database_is_no_bug_of_ours(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> None:
        raise StoreError("the disk is full")

    monkeypatch.setattr(stories, "sign", full)
    with pytest.raises(StoreError, match="disk is full"):
        archive.take(BOTH)
    assert archive.rows("SELECT * FROM issues") == []


def test_a_day_that_passes_a_window_changes_the_facts(archive: Archive) -> None:
    window = "Harbour Lights season 3 is expected to premiere in 2025, Quay TV said."
    archive.take([told("a.example/1", window)], now=NOW.replace(year=2025))
    standings = "SELECT value, standing FROM facts WHERE kind = 'release'"
    assert archive.rows(standings) == [("2025", "agreed")]
    ((review_on,),) = archive.rows("SELECT review_on FROM show_states WHERE show_id = 'harbour-lights'")
    assert review_on == "2026-01-01"
    archive.take([], now=NOW.replace(year=2025, month=12, day=31))
    assert archive.rows(standings) == [("2025", "agreed")]
    archive.take([], now=NOW.replace(year=2026, month=1, day=1))
    assert archive.rows(standings) == [("2025", "superseded")]
    ((change, before),) = archive.rows("SELECT change, value_before FROM fact_changes WHERE change <> 'new'")
    assert (change, before) == ("withdrawn", "2025")


def test_two_names_of_one_person_are_one_row(archive: Archive) -> None:
    archive.take(
        [
            told(
                "a.example/1", "Ahn Mori, also known as Moriko Park, will return for Harbour Lights season 3.", more=""
            ),
            told("b.example/2", "Moriko Park will return for season 3 of Harbour Lights.", more=""),
        ]
    )
    ((person, sources),) = archive.rows("SELECT person, independent_sources FROM facts WHERE kind = 'cast'")
    assert (person, sources) in {("Ahn Mori", 2), ("Moriko Park", 2)}


# --- over revisions, stories and kills -------------------------------------------------------------------------

LATER = NOW.replace(month=7)


def as_of(archive: Archive, day: date) -> set[tuple[str, str, str]]:
    """Kind, value and standing of what could have been known of the show on a day."""
    with Store.open_readonly(archive.path) as store:
        facts = knowledge.facts_as_of(store, HARBOUR.id, day)
    return {(fact.key.kind.value, fact.value, fact.standing.value) for fact in facts}


def test_what_a_page_says_no_longer_ends_when_it_is_seen_to(archive: Archive) -> None:
    window = "Harbour Lights season 3 will premiere in March 2027."
    archive.take([told("a.example/1", f"{RENEWED} {window}")])
    archive.take([told("a.example/1")], now=LATER)
    assert ("release", "2027-03", "agreed") in as_of(archive, NOW.date())
    assert not [fact for fact in as_of(archive, LATER.date()) if fact[0] == "release" and fact[2] != "superseded"]
    assert ("renewal", "renewed", "agreed") in as_of(archive, LATER.date())
    ((since, claims),) = archive.rows(
        "SELECT since, (SELECT count(*) FROM fact_claims WHERE fact_id = f.id) FROM facts AS f WHERE value = 'renewed'"
    )
    assert (since, claims) == ("2025-03-04", 1), "said in both revisions, it is one piece of evidence"
    assert archive.rows("SELECT change, value_before FROM fact_changes WHERE kind = 'release' ORDER BY id") == [
        ("new", None),
        ("withdrawn", "2027-03"),
    ]


def test_a_story_gains_and_loses_articles_and_its_facts_witnesses(archive: Archive) -> None:
    witnesses = "SELECT independent_sources FROM facts WHERE kind = 'renewal' AND season = 3"
    archive.take(COPIES)
    assert archive.stories() == [
        ("https://a.example/1", "https://a.example/1"),
        ("https://b.example/2", "https://a.example/1"),
    ]
    assert archive.rows(witnesses) == [(1,)]
    archive.take([told("b.example/2", f"{RENEWED} Ida Moss was not asked.", more="", on="2025-03-05")], now=LATER)
    assert archive.stories() == []
    assert archive.rows(witnesses) == [(2,)]


def test_killed_between_articles_and_facts_the_next_run_draws_the_conclusions(archive: Archive, tmp_path: Path) -> None:
    lines = [*BOTH, told("c.example/3", WIRE), told("d.example/4", WIRE.replace("on Tuesday", "late on Tuesday"))]
    archive.take(lines, concludes=False)
    assert archive.facts() == archive.stories() == []
    archive.take([])
    whole = Archive(tmp_path / "whole.db")
    whole.take(lines)
    assert archive.facts() == whole.facts() != []
    assert archive.stories() == whole.stories() != []


@pytest.mark.parametrize("together", [1, 200])
@pytest.mark.parametrize("dies_after", range(5))
def test_killed_while_drawing_conclusions_the_next_run_ends_the_same(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dies_after: int, together: int
) -> None:
    lines = [*BOTH, told("c.example/3", WIRE), told("d.example/4", WIRE.replace("on Tuesday", "late on Tuesday"))]
    left = [dies_after]

    def mortal(step: Callable[..., Any]) -> Callable[..., Any]:
        def taken(*arguments: Any, **named: Any) -> Any:
            if not left[0]:
                raise KeyboardInterrupt
            left[0] -= 1
            return step(*arguments, **named)

        return taken

    with monkeypatch.context() as patch:
        patch.setattr(conclusions, "INDEXED_TOGETHER", together)
        for module, name in ((stories, "sign"), (knowledge, "refresh_facts")):
            patch.setattr(module, name, mortal(getattr(module, name)))
        with pytest.raises(KeyboardInterrupt):
            archive.take(lines)
    archive.take([])
    whole = Archive(tmp_path / "whole.db")
    whole.take(lines)
    assert (archive.facts(), archive.stories()) == (whole.facts(), whole.stories())
    changes = "SELECT change, fact_id FROM fact_changes ORDER BY 2, 1"
    assert archive.rows(changes) == whole.rows(changes)
