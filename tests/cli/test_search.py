"""``aggregator search`` as a user has it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.cli.conftest import Command
from tests.pipeline.archives import Archive, told


@pytest.fixture
def database(home: Path) -> Path:
    path = home / "aggregator.db"
    Archive(path).take(
        [
            told("a.test/1", title="Harbour Lights news"),
            told(
                "b.test/2", "Filming of Salt Road has begun in Busan.", title="=cmd() Salt Road rolls", on="2025-04-01"
            ),
        ],
        now=datetime(2026, 1, 1, tzinfo=UTC),
    )
    return path


def test_what_is_found_comes_as_json_with_its_words(command: Command, database: Path) -> None:
    ended = command("--db", database, "search", "harbour", '"third season"')
    (row,) = json.loads(ended.out)
    assert (ended.code, row["title"], row["shows"]) == (0, "Harbour Lights news", ["Harbour Lights"])
    assert {row["snippet"][start:end] for start, end in row["hits"]} >= {"third", "season"}


def test_options_narrow_and_formats_are_those_of_the_siblings(command: Command, database: Path) -> None:
    assert json.loads(command("--db", database, "search", "the", "--show", "salt road").out)[0]["url"].endswith("/2")
    assert json.loads(command("--db", database, "search", "the", "--until", "2025-03-31").out)[0]["url"].endswith("/1")
    lines = command("--db", database, "search", "busan", "--csv", "--csv-safe").out.splitlines()
    assert "'=cmd() Salt Road rolls" in lines[1]
    assert "Salt Road rolls" in command("--db", database, "search", "busan", "--fmt", "github").out


def test_nothing_found_is_no_error(command: Command, database: Path) -> None:
    ended = command("--db", database, "search", "harbuor", "-t")
    assert ended.code == 0
    assert command("--db", database, "search", "harbuor").out == "[]\n"


@pytest.mark.parametrize(("words", "code"), {("AND (",): 65, ("lamp OR busan",): 0, ('"salt road"',): 65}.items())
def test_a_raw_query_is_the_users_own(command: Command, database: Path, words: tuple[str], code: int) -> None:
    ended = command("--db", database, "search", "--raw-fts", *words)
    assert ended.code == code
    assert ("--raw-fts" in ended.err) == (code != 0)


def test_no_words_are_a_mistake_of_the_command_line(command: Command, database: Path) -> None:
    assert command("--db", database, "search", "!?").code == 2
    assert command("--db", database, "search").code == 2
