"""What is known, as the command line tells it: facts, changes, history, explain."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from aggregator.cli.exits import Exit
from tests.cli.conftest import Command

SHOWS = "shows:\n  - title: Harbour Lights\n    network: Quay TV\n  - title: Salt Road\n  - title: The Ninth Door\n"
EVIL = "\x1b]\x07\u202e"


def line(number: int, published: str, site: str, title: str, text: str) -> str:
    row = {"id": str(number), "url": f"https://{site}/{number}", "title": title, "published": published}
    return json.dumps({**row, "author": None, "text": text}) + "\n"


RENEWED = "Quay TV has renewed Harbour Lights for a third season, the network announced on June 6, 2022. "
ARCHIVE = (
    line(
        1,
        "2022-03-01",
        "gazette.test",
        "Will there be a season 3 of Harbour Lights?",
        "Quay TV has not yet decided whether to make a third season of Harbour Lights. "
        "The drama follows the keepers of a lighthouse and the smugglers who would rather see it dark.",
    )
    + line(
        2,
        "2022-06-06",
        "courier.test",
        "Harbour Lights renewed for season 3",
        RENEWED + "Harbour Lights season 3 will premiere in 2023, with Ida Moss returning as Keeper Gil.",
    )
    + line(
        3,
        "2022-06-07",
        "gazette.test",
        "Harbour Lights to return for season 3",
        RENEWED + "The village at the foot of the lighthouse can expect new smugglers, and the lamp new oil.",
    )
    + line(
        4,
        "2022-06-08",
        "gazette.test",
        "Salt Road renewed for season 2",
        "Quay TV has renewed Salt Road for a second season, the network announced on June 8, 2022.",
    )
)


@pytest.fixture
def known(command: Command, home: Path) -> Path:
    (home / "sources.yaml").write_text(SHOWS)
    (home / "archive.jsonl").write_text(ARCHIVE)
    ended = command("--db", "a.db", "import", "archive.jsonl")
    assert ended.code == Exit.OK
    assert re.search(r"; \d+ facts changed", ended.err)
    return Path("a.db")


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    def of(width: int) -> None:
        monkeypatch.setenv("COLUMNS", str(width))
        monkeypatch.setenv("TERM", "xterm")
        monkeypatch.setenv("NO_COLOR", "1")
        monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)

    return of


def plain(text: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


def rows(text: str, **wanted: object) -> list[dict[str, Any]]:
    return [row for row in json.loads(text) if all(row[name] == value for name, value in wanted.items())]


# --- facts ---------------------------------------------------------------------------------------------------


def test_facts_are_objects_with_the_promised_fields(command: Command, known: Path) -> None:
    (fact,) = rows(command("--db", known, "facts", "--json").out, show="Harbour Lights", season=3, value="renewed")
    assert fact.pop("supporting")
    assert fact == {
        "id": "harbour-lights/3/renewal/renewed",
        "show": "Harbour Lights",
        "show_id": "harbour-lights",
        "season": 3,
        "kind": "renewal",
        "aspect": "",
        "person": None,
        "value": "renewed",
        "status": "confirmed",
        "standing": "agreed",
        "character": None,
        "date_min": None,
        "date_max": None,
        "since": "2022-06-06",
        "last_confirmed": "2022-06-07",
        "independent_sources": 2,
        "contradicting": [],
    }


def test_facts_can_be_cut_to_a_show_a_season_and_a_window(command: Command, known: Path) -> None:
    everything = json.loads(command("--db", known, "facts").out)
    assert {row["show"] for row in everything} == {"Harbour Lights", "Salt Road"}
    assert {row["show"] for row in json.loads(command("--db", known, "facts", "salt").out)} == {"Salt Road"}
    assert {row["season"] for row in json.loads(command("--db", known, "facts", "--season", "3").out)} == {3}
    assert json.loads(command("--db", known, "facts", "--limit", "2", "--offset", "1").out) == everything[1:3]
    lines = command("--db", known, "facts", "--nl").out.splitlines()
    assert [json.loads(line) for line in lines] == everything


def test_facts_are_those_of_any_day(command: Command, known: Path) -> None:
    def decision(day: str) -> set[tuple[str, str]]:
        found = rows(command("--db", known, "facts", "harbour", "--as-of", day).out, kind="renewal")
        return {(row["value"], row["standing"]) for row in found}

    assert decision("2022-02-28") == set()
    assert decision("2022-03-01") == {("undecided", "agreed")}
    assert decision("2022-06-06") == {("undecided", "superseded"), ("renewed", "agreed")}


@pytest.mark.parametrize("width", [48, 60, 80, 120])
def test_a_card_fits_its_terminal_and_says_how_firmly(
    command: Command, known: Path, terminal: Callable[[int], None], width: int
) -> None:
    terminal(width)
    card = plain(command("--db", known, "facts", "harbour", "--season", "3").out)
    assert all(len(line) <= width for line in card.splitlines())
    assert card.splitlines()[0].rstrip() == "Harbour Lights  Quay TV"
    (decision,) = (line.split() for line in card.splitlines() if "decision" in line)
    told = ["decision", "renewed", "confirmed", "2", "sources", "since", "2022-06-06"]
    assert decision[:7] == told[: 7 if width >= 80 else len(decision)]
    assert len(decision) >= 3
    assert "undecided" not in card
    assert "no longer believed" in plain(command("--db", known, "facts", "harbour", "--all").out)


def test_every_show_is_a_line_a_season(command: Command, known: Path, terminal: Callable[[int], None]) -> None:
    terminal(80)
    lines = [line.split() for line in plain(command("--db", known, "facts").out).splitlines()]
    assert ["Harbour", "Lights", "3", "renewed"] in [line[:4] for line in lines]
    assert ["Salt", "Road", "2", "renewed"] in [line[:4] for line in lines]


HOSTILE = (
    ("shows", "title"),
    ("facts", "person"),
    ("facts", "character"),
    ("claims", "person"),
    ("claims", "character"),
    ("claims", "quote"),
    ("claims", "said_by"),
    ("articles", "title"),
    ("articles", "url_head"),
    ("fact_changes", "person"),
    ("fact_changes", "character"),
)


@pytest.mark.parametrize(
    "arguments",
    [
        ("facts", "harbour", "--all"),
        ("facts",),
        ("facts", "--table"),
        ("changes",),
        ("history", "harbour"),
        ("explain", "harbour", "--kind", "cast"),
        ("explain", "harbour-lights/3/renewal/renewed"),
    ],
    ids=" ".join,
)
def test_nothing_that_an_article_says_controls_the_terminal(
    command: Command, known: Path, terminal: Callable[[int], None], arguments: tuple[str, ...]
) -> None:
    with closing(sqlite3.connect(known)) as database, database:
        for table, column in HOSTILE:
            database.execute(f"UPDATE {table} SET {column} = {column} || ?", [EVIL])
    terminal(100)
    out = plain(command("--db", known, *arguments).out)
    assert "arbour" in out or "renewed" in out
    assert not {"\x1b", "\x07", "\u202e"} & set(out)


def test_a_show_of_which_nothing_is_known_is_an_empty_answer(
    command: Command, known: Path, terminal: Callable[[int], None]
) -> None:
    ended = command("--db", known, "facts", "ninth")
    assert (ended.code, json.loads(ended.out)) == (Exit.OK, [])
    terminal(80)
    ended = command("--db", known, "facts", "ninth")
    assert (ended.code, ended.out) == (Exit.OK, "")
    assert "nothing is known of The Ninth Door yet" in ended.err


@pytest.mark.parametrize("name", ["facts", "history", "changes"])
def test_an_unknown_show_is_answered_with_the_nearest(command: Command, known: Path, name: str) -> None:
    ended = command("--db", known, name, "Harbor Light")
    assert ended.code == Exit.NO_INPUT
    assert "Did you mean 'Harbour Lights'?" in ended.err


# --- changes and history -------------------------------------------------------------------------------------


def test_changes_are_the_news_of_the_runs_newest_first(command: Command, known: Path) -> None:
    (renewal,) = rows(command("--db", known, "changes", "salt").out, kind="renewal")
    assert renewal["sentence"] == "Salt Road, season 2: renewed (confirmed)"
    assert (renewal["change"], renewal["fact_id"]) == ("new", "salt-road/2/renewal/renewed")
    assert renewal["claims"]
    more = line(
        5,
        "2022-08-20",
        "gazette.test",
        "Salt Road cancelled",
        "Quay TV has cancelled Salt Road; there will be no second season of Salt Road after all, the network said.",
    )
    Path("more.jsonl").write_text(more)
    assert command("--db", known, "import", "more.jsonl").code == Exit.OK
    newest = json.loads(command("--db", known, "changes", "--limit", "1").out)
    assert [row["sentence"] for row in newest] == ["Salt Road, season 2: cancelled (confirmed), was renewed"]


@pytest.mark.parametrize(("since", "found"), [("7d", True), ("36h", True), ("2w", True), ("9998-12-31", False)])
def test_changes_reach_back_to_a_day_or_an_age(command: Command, known: Path, since: str, found: bool) -> None:
    assert bool(json.loads(command("--db", known, "changes", "--since", since).out)) == found


@pytest.mark.parametrize("since", ["7 days", "yesterday", "2026-13-01", "99999999d", "٣d"])
def test_what_is_neither_a_day_nor_an_age_is_a_usage_error(command: Command, known: Path, since: str) -> None:
    ended = command("--db", known, "changes", "--since", since)
    assert ended.code == Exit.USAGE
    assert since in ended.err


def test_history_tells_day_by_day_who_moved_the_belief(command: Command, known: Path) -> None:
    moves = rows(command("--db", known, "history", "harbour", "--season", "3").out)
    assert [move["on"] for move in moves] == sorted(move["on"] for move in moves)
    told = [(move["on"], move["value"], move["said_by"]) for move in moves if move["kind"] == "renewal"]
    assert told == [
        ("2022-03-01", "undecided", ["gazette.test"]),
        ("2022-06-06", "renewed", ["courier.test"]),
    ]
    (passed,) = (move for move in moves if move["on"] == "2024-01-01")
    assert (passed["change"], passed["value_before"], passed["said_by"]) == ("withdrawn", "2023", [])
    assert rows(command("--db", known, "history", "harbour", "--season", "9").out) == []


def test_a_history_at_a_terminal_names_day_step_and_witness(
    command: Command, known: Path, terminal: Callable[[int], None]
) -> None:
    terminal(80)
    lines = plain(command("--db", known, "history", "harbour", "--season", "3").out).splitlines()
    assert lines[0].rstrip() == "Harbour Lights"
    assert any(re.match(r"2022-06-06 +renewed \(confirmed\), was undecided +courier\.test", line) for line in lines), (
        lines
    )


# --- explain -------------------------------------------------------------------------------------------------


def test_a_fact_is_explained_down_to_the_words_and_the_witnesses(command: Command, known: Path) -> None:
    why = json.loads(command("--db", known, "explain", "harbour-lights/3/renewal/renewed", "--json").out)
    assert (why["fact"]["value"], why["fact"]["independent_sources"]) == ("renewed", 2)
    assert [(claim["witness"], claim["published_at"][:10]) for claim in why["supporting"]] == [
        ("courier.test", "2022-06-06"),
        ("gazette.test", "2022-06-07"),
    ]
    assert all(claim["quote"] in RENEWED for claim in why["supporting"])
    assert {"title", "url", "source", "authority", "copies", "fetches"} <= why["supporting"][0].keys()
    assert why["contradicting"] == []


def test_a_card_of_a_fact_names_quote_article_and_source(command: Command, known: Path) -> None:
    card = plain(command("--db", known, "explain", "harbour-lights/3/renewal/renewed").out)
    assert card.startswith("Harbour Lights, season 3: renewed\n")
    said = " ".join(card.split())
    for part in (
        "2 independent sources",
        "courier.test",
        "“Quay TV has renewed",
        "[import, ",
        "https://gazette.test/3",
    ):
        assert part in said


def test_facts_are_explained_by_show_season_kind_and_person(command: Command, known: Path) -> None:
    def explained(*arguments: str) -> list[str]:
        return [why["fact"]["id"] for why in json.loads(command("--db", known, "explain", *arguments, "--json").out)]

    assert explained("harbour", "--season", "3", "--kind", "renewal") == [
        "harbour-lights/3/renewal/renewed",
        "harbour-lights/3/renewal/undecided",
    ]
    (cast,) = explained("harbour", "--kind", "cast", "--person", "moss")
    assert cast == "harbour-lights/3/cast/ida-moss/returning"


UNEXPLAINED = {
    "a fact that is none": (("harbour-lights/9/renewal/renewed",), Exit.NO_INPUT, "no id of a fact"),
    "an address never met": (("https://nowhere.test/",), Exit.NO_INPUT, "no stored article was met"),
    "a season of which nothing is known": (("salt", "--season", "9", "--kind", "cast"), Exit.NO_INPUT, "facts"),
    "a show that is not followed": (("Salt Rod", "--kind", "cast"), Exit.NO_INPUT, "Did you mean 'Salt Road'?"),
    "a kind that does not exist": (("salt", "--kind", "gossip"), Exit.USAGE, "renewal"),
    "a season without a kind": (("salt", "--season", "2"), Exit.USAGE, "--kind"),
}


@pytest.mark.parametrize("case", UNEXPLAINED)
def test_what_cannot_be_explained_says_what_to_do(command: Command, known: Path, case: str) -> None:
    arguments, code, hint = UNEXPLAINED[case]
    ended = command("--db", known, "explain", *arguments)
    assert ended.code == code
    assert hint in ended.err


# --- stories -------------------------------------------------------------------------------------------------

WIRE_STORY = (
    "Quay TV has renewed Harbour Lights for a third season, the network announced on June 6, 2022. "
    "Ida Moss returns as Keeper Gil, who lost the lamp, two fingers and a brother in the finale of April 3. "
    "The eight new episodes will be filmed in the old fort of Saint Malo from September, said producer Orla Quist, "
    "who wrote the first two seasons with her sister. The drama had 4.1 million viewers in its first week, the most "
    "of any series on the channel since The Ninth Door, and its second season cost 38 million crowns. "
    "Director Tam Okoye, who shot the storm of the fifth episode in a quarry near Brest, will be back as well."
)


def test_a_wire_story_and_its_edited_copy_are_one_line_and_one_witness(command: Command, home: Path) -> None:
    (home / "sources.yaml").write_text(SHOWS)
    edited = WIRE_STORY.replace("who lost the lamp, two fingers and", "who lost the lamp and")
    (home / "wire.jsonl").write_text(
        line(1, "2022-06-06", "courier.test", "Harbour Lights gets a third season", WIRE_STORY)
        + line(2, "2022-06-07", "gazette.test", "Keeper Gil is coming back to Harbour Lights", edited)
    )
    assert command("--db", "a.db", "import", "wire.jsonl").code == Exit.OK
    (story,) = json.loads(command("--db", "a.db", "latest", "harbour").out)
    assert (story["url"], story["copies"]) == ("https://courier.test/1", 1)
    assert len(json.loads(command("--db", "a.db", "latest", "harbour", "--all-copies").out)) == 2
    (renewal,) = rows(command("--db", "a.db", "facts", "harbour").out, kind="renewal")
    assert (renewal["independent_sources"], len(renewal["supporting"])) == (1, 2)
    why = json.loads(command("--db", "a.db", "explain", renewal["id"], "--json").out)
    assert {claim["witness"] for claim in why["supporting"]} == {"courier.test"}
    assert [copy["url"] for copy in why["supporting"][0]["copies"]] == ["https://gazette.test/2"]
