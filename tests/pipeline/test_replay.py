"""An archive replayed in its own time: what was known on each day is what a reader of that day could have known."""

from __future__ import annotations

import itertools
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from aggregator.pipeline.knowledge import facts_as_of, history_of
from aggregator.store import Store
from tests.pipeline.archives import HARBOUR, NOW, Archive

# A fan site's guide, which is rewritten as things become known, and a farm's page that nobody has touched since.
GUIDE = "https://guide.example/harbour-lights-season-3"
FARM = "https://farm.example/harbour-lights-season-3-date"


def page(url: str, seen: str, text: str, *, published: str | None = "2022-02-10", title: str = "") -> dict[str, Any]:
    return {
        "url": url,
        "title": title or "Harbour Lights season 3: everything we know",
        "published": published,
        "seen_at": f"{seen}T08:00:00Z",
        "text": text,
    }


ARCHIVE = [
    page(
        GUIDE,
        "2022-02-11",
        "Has Harbour Lights been renewed? Quay TV has not yet decided whether to make a third season of Harbour Lights."
        "\n\nNo release date has been announced.",
    ),
    page(
        FARM,
        "2022-03-01",
        "Harbour Lights season 3 release date\n\nQuay TV has not renewed Harbour Lights for season 3 yet.\n\n"
        "If it is renewed, Harbour Lights season 3 could premiere in 2023, with Ada Miro and Park Solomon returning.",
        published="2022-02-28",
        title="Harbour Lights season 3 release date, cast and rumors",
    ),
    page(
        GUIDE,
        "2022-06-07",
        "Has Harbour Lights been renewed? Yes. Quay TV renewed Harbour Lights for a third season on June 6, 2022.\n\n"
        "Harbour Lights season 3 is expected in 2023. Lomon, also known as Park Solomon, will return as Keeper Gil, "
        "and Ada Miro will return as Nell Reed.",
    ),
    page(
        GUIDE,
        "2024-02-02",
        "Has Harbour Lights been renewed? Yes. Quay TV renewed Harbour Lights for a third season on June 6, 2022.\n\n"
        "Harbour Lights season 3 will premiere in March 2025. Park Solomon will return as Keeper Gil, and Ada Miro "
        "will return as Nell Reed.",
    ),
]


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    archive = Archive(tmp_path / "a.db")
    archive.take(ARCHIVE)
    return archive


def known(archive: Archive, day: date) -> set[str]:
    """Agreed and rumoured answers on season 3, in short."""
    with Store.open_readonly(archive.path) as store:
        facts = facts_as_of(store, HARBOUR.id, day)
    return {
        f"{fact.key.kind.value} {fact.value}{f' {fact.key.person}' if fact.key.person else ''}, {fact.standing.value}"
        for fact in facts
        if fact.key.season == 3 and fact.standing.value != "superseded"
    }


DAYS = {
    "before anybody said a word": (date(2022, 2, 9), set(), {"renewal undecided, agreed"}),
    "the guide was published before it was seen": (date(2022, 2, 10), {"renewal undecided, agreed"}, set()),
    "as of March": (date(2022, 3, 31), {"renewal undecided, agreed", "release 2023, rumoured"}, set()),
    "the day before the guide was rewritten": (date(2022, 6, 6), {"renewal undecided, agreed"}, set()),
    "what a revision adds is known when it is seen": (
        date(2022, 6, 7),
        {"renewal renewed, agreed", "release 2023, agreed"},
        {"renewal undecided, agreed"},
    ),
    "the window passes though nobody says anything": (
        date(2024, 1, 1),
        {"renewal renewed, agreed"},
        {"release 2023, agreed", "release 2023, rumoured"},
    ),
    "a new date": (date(2024, 2, 2), {"release 2025-03, agreed", "renewal renewed, agreed"}, set()),
}


@pytest.mark.parametrize(("day", "believed", "not_believed"), DAYS.values(), ids=DAYS)
def test_what_was_known_on_a_day(archive: Archive, day: date, believed: set[str], not_believed: set[str]) -> None:
    found = known(archive, day)
    assert believed <= found
    assert not not_believed & found


def test_one_row_an_actor(archive: Archive) -> None:
    with Store.open_readonly(archive.path) as store:
        facts = facts_as_of(store, HARBOUR.id, date(2024, 2, 2))
    cast = {fact.key.person: fact.character for fact in facts if fact.key.kind == "cast"}
    assert cast in (
        {"Ada Miro": "Nell Reed", "Park Solomon": "Keeper Gil"},
        {"Ada Miro": "Nell Reed", "Lomon": "Keeper Gil"},
    )


def test_day_by_day_it_ends_as_all_at_once(archive: Archive, tmp_path: Path) -> None:
    """Importing each page when it was seen gives the facts that importing all of them today gives."""
    daily = Archive(tmp_path / "daily.db")
    for line in ARCHIVE:
        daily.take([line], now=NOW.fromisoformat(line["seen_at"]))
    daily.take([])
    assert daily.facts() == archive.facts()
    assert [known(daily, day) for day, _, _ in DAYS.values()] == [known(archive, day) for day, _, _ in DAYS.values()]


def test_the_history_is_what_the_days_were(archive: Archive) -> None:
    with Store.open_readonly(archive.path) as store:
        steps = [change for change, _ in history_of(store, HARBOUR.id, NOW.date())]
    days = [change.on for change in steps]
    assert days == sorted(days)
    renewal = [change for change in steps if change.key.kind == "renewal" and change.key.season == 3]
    first = next((change.on, change.after.value) for change in renewal if change.after)
    assert first == (date(2022, 2, 10), "undecided")
    assert any(change.after and change.after.value == "renewed" and change.on == date(2022, 6, 7) for change in renewal)


def test_pages_of_one_archive_in_any_order(tmp_path: Path) -> None:
    """Other pages may come in any order; the versions of one page come in theirs, which is what a replay is."""
    farm, guide = [ARCHIVE[1]], [ARCHIVE[0], *ARCHIVE[2:]]
    outcomes = []
    for number, place in enumerate(range(len(guide) + 1)):
        archive = Archive(tmp_path / f"{number}.db")
        archive.take(itertools.chain(guide[:place], farm, guide[place:]))
        outcomes.append((archive.facts(), archive.stories(), archive.articles()))
    assert all(outcome == outcomes[0] for outcome in outcomes)
