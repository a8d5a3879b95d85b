"""Titles that collide (case 122), and copies that must not count (case 121), on the way from article to fact."""

from __future__ import annotations

from pathlib import Path

import pytest

from aggregator.match import Matcher
from aggregator.models import Show, ShowId
from aggregator.text import slugify
from tests.pipeline.archives import Archive, told


def show(title: str, show_id: str = "", **facts: int | str) -> Show:
    return Show(ShowId(show_id or slugify(title)), title, **facts)  # type: ignore[arg-type] # network or year


TIDE, HARBOUR, SUPERSTORE = show("Tide", network="HBO Max"), show("The Harbour"), show("The Harbour Superstore")
OLD, NEW = show("Salt Road", "salt-road-1998", year=1998), show("Salt Road", year=2024)
RENAMED = "{name} has renewed the drama series ‘Tide’ for a third season."
INSIDE = "Quay TV has renewed The Harbour Superstore for a second season. The Harbour Superstore stars Ann Lee."

ABOUT: dict[str, tuple[list[Show], str, str, dict[str, str]]] = {
    "a common word, as a word (case 122)": ([TIDE], "A tide of complaints", "The tide turned; the tide rose.", {}),
    "common words in a row (case 122)": (
        [show("You"), show("Dark"), show("From"), show("Lost Keys")],
        "You won't believe what came from the dark",
        "She came from the dark, as you know. The lost keys were found.",
        {},
    ),
    "a common word, as a title (case 122)": (
        [TIDE],
        "‘Tide’ renewed for season 3",
        "The drama series ‘Tide’ has been renewed for a third season.",
        {"tide": "about"},
    ),
    "a title inside another that nobody follows (case 122)": (
        [HARBOUR],
        "‘The Harbour Superstore’ renewed for season 2",
        INSIDE,
        {},
    ),
    "a title inside another, both followed (case 122)": (
        [HARBOUR, SUPERSTORE],
        "‘The Harbour Superstore’ renewed for season 2",
        INSIDE,
        {"the-harbour-superstore": "about"},
    ),
    "a reboot, and nothing says which (case 122)": (
        [OLD, NEW],
        "Salt Road renewed for season 2",
        "Quay TV has renewed Salt Road for a second season.",
        {"salt-road": "unsure", "salt-road-1998": "unsure"},
    ),
    "a network under its new name (case 122)": (
        [TIDE],
        "‘Tide’ renewed for season 3",
        RENAMED.format(name="Max"),
        {"tide": "about"},
    ),
    "a network under its old name (case 122)": (
        [show("Tide", network="Max")],
        "‘Tide’ renewed for season 3",
        RENAMED.format(name="HBO Max"),
        {"tide": "about"},
    ),
}
"""Followed shows, a headline, a text, and what the article is found to be about."""


@pytest.mark.parametrize(("shows", "title", "text", "expected"), ABOUT.values(), ids=ABOUT)
def test_which_show_is_meant(shows: list[Show], title: str, text: str, expected: dict[str, str]) -> None:
    found = {match.show_id: str(match.verdict) for match in Matcher(shows).match(title, text)}
    assert found == expected


def independent(archive: Archive) -> list[int]:
    return [n for (n,) in archive.rows("SELECT independent_sources FROM current_facts WHERE kind = 'renewal'")]


def test_case_121_twelve_copies_of_a_wire_story_are_one_source(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "a.db")
    archive.take(told(f"paper{number}.example/story", title=f"Harbour Lights {number}") for number in range(12))
    assert independent(archive) == [1]
    own = (
        "The network's head told us that Harbour Lights has been renewed for a third season; she has read all scripts."
    )
    archive.take([told("gazette.example/own", own, more="Our critic has seen both seasons twice and is glad of it.")])
    assert independent(archive) == [2]
