"""``aggregator shows identify``: ids and names from a file of shows, written tidily, and never guessed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from aggregator.cli.exits import Exit
from aggregator.config.identify import Record, identify, records_in
from aggregator.models import Show, ShowId
from tests.cli.conftest import Command

SOURCES = """\
shows:
  - Harbour Lights # a title alone
  - title: Salt Road
    aliases: [Salzweg]
    network: Quay # ours
  - title: Ghosts
    year: 2021
"""
HARBOUR = {
    "id": 7,
    "name": "Harbour Lights",
    "premiered": "2024-03-01",
    "network": None,
    "webChannel": {"name": "Quay+"},
    "externals": {"imdb": "tt0000007", "thetvdb": 1},
    "_embedded": {"akas": [{"name": "Hafenlichter"}, {"name": "Harbour  lights"}, {"name": "Salzweg"}]},
}


def ghosts(number: int, premiered: str | None, network: str) -> dict[str, Any]:
    return {"id": number, "name": "Ghosts", "premiered": premiered, "network": {"name": network}}


def test_what_is_missing_is_written_and_nothing_else(command: Command, home: Path) -> None:
    (home / "sources.yaml").write_text(SOURCES)
    salt = {"id": 8, "name": "SALT ROAD", "network": {"name": "Tide"}, "externals": {"imdb": "no id"}}
    (home / "shows.json").write_text(json.dumps([{"score": 1, "show": HARBOUR}, {"score": 1, "show": salt}]))
    ended = command("shows", "identify", "shows.json")
    assert ended.code == Exit.OK
    assert (home / "sources.yaml").read_text() == (
        "shows:\n  - title: Harbour Lights # a title alone\n    aliases: [Hafenlichter]\n    network: Quay+\n"
        "    year: 2024\n    imdb: tt0000007\n    tvmaze: 7\n"
        "  - title: Salt Road\n    aliases: [Salzweg]\n    network: Quay # ours\n    tvmaze: 8\n"
        "  - title: Ghosts\n    year: 2021\n"
    )
    assert [row["note"] for row in json.loads(ended.out)] == ["", "network is Quay here and Tide there"]
    again = command("shows", "identify", "shows.json", "--json")
    assert [row["outcome"] for row in json.loads(again.out)] == ["complete", "complete", "unknown"]


def test_a_dry_run_writes_nothing(command: Command, home: Path) -> None:
    (home / "sources.yaml").write_text(SOURCES)
    (home / "shows.json").write_text(json.dumps(HARBOUR))
    assert "1 show would be added to" in command("shows", "identify", "--dry-run", "shows.json").err
    assert (home / "sources.yaml").read_text() == SOURCES


OUTCOMES: dict[str, tuple[Show, list[dict[str, Any]], str]] = {
    "two of one name": (
        Show(ShowId("ghosts"), "Ghosts"),
        [ghosts(1, "2019-04-15", "BBC One"), ghosts(2, "2021-10-07", "CBS")],
        "ambiguous",
    ),
    "two of one name, told apart by the year": (
        Show(ShowId("ghosts"), "Ghosts", year=2021),
        [ghosts(1, "2019-04-15", "BBC One"), ghosts(2, "2021-10-07", "CBS")],
        "identified",
    ),
    "of another year": (Show(ShowId("ghosts"), "Ghosts", year=2021), [ghosts(1, "2019-04-15", "BBC One")], "unknown"),
    "one with the year and one without": (
        Show(ShowId("ghosts"), "Ghosts", year=2021),
        [ghosts(1, None, "BBC One"), ghosts(2, "2021-10-07", "CBS")],
        "ambiguous",
    ),
    "by its id, whatever it is called": (
        Show(ShowId("g"), "Spirits", tvmaze=1),
        [ghosts(1, None, "BBC")],
        "identified",
    ),
    "of its name and with another id": (Show(ShowId("g"), "Ghosts", tvmaze=9), [ghosts(1, None, "BBC")], "unknown"),
    "of another name": (Show(ShowId("s"), "Salt Road"), [ghosts(1, None, "BBC")], "unknown"),
}


@pytest.mark.parametrize("case", OUTCOMES)
def test_a_show_is_identified_or_left_alone(case: str) -> None:
    show, records, outcome = OUTCOMES[case]
    (found,) = identify([show], records_in(records))
    assert found.outcome == outcome
    assert bool(found.added) is (outcome == "identified")
    if outcome == "ambiguous":
        assert "BBC One" in found.note
        assert "CBS" in found.note


def test_a_name_is_given_to_one_show_alone() -> None:
    shows = [Show(ShowId("a"), "A"), Show(ShowId("b"), "B")]
    found = identify(shows, [Record(("A", "Both")), Record(("B", "Both"))])
    assert [(one.outcome, one.added) for one in found] == [("identified", {"aliases": ["Both"]}), ("complete", {})]


@pytest.mark.parametrize("content", ["[]", "{}", "not JSON", "[1, null, {}]", '"text"', "[" * 100_000])
def test_a_file_without_shows_is_named(command: Command, home: Path, content: str) -> None:
    (home / "sources.yaml").write_text(SOURCES)
    (home / "shows.json").write_text(content)
    ended = command("shows", "identify", "shows.json")
    assert ended.code == Exit.DATA
    assert "shows.json" in ended.err
    assert command("shows", "identify", "nowhere.json").code == Exit.NO_INPUT
