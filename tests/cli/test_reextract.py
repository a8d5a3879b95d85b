"""``aggregator reextract``: what it prints, what it stores, what it exits with."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from aggregator.cli.exits import Exit
from aggregator.pipeline import Analyst
from tests.cli.conftest import Command
from tests.cli.test_facts import ARCHIVE, SHOWS


@pytest.fixture
def outdated(command: Command, home: Path) -> Path:
    """A database in which one claim is stored otherwise than today's rules read it, one too many and one is missing."""
    (home / "sources.yaml").write_text(SHOWS)
    (home / "archive.jsonl").write_text(ARCHIVE)
    assert command("--db", "a.db", "import", "archive.jsonl").code == Exit.OK
    with closing(sqlite3.connect("a.db")) as database, database:
        database.execute("PRAGMA foreign_keys = ON")
        database.execute("UPDATE claims SET status = 'possible', rule_version = 0 WHERE kind = 'release'")
        database.execute("DELETE FROM facts WHERE kind = 'cast'")
        database.execute("DELETE FROM claims WHERE kind = 'cast'")
        database.execute(
            "INSERT INTO claims SELECT NULL, article_id, revision, show_id, season, 'trailer', 'released', status,"
            " NULL, NULL, NULL, NULL, NULL, quote, quote_start, quote_end, evidence_in, 'trailer.x', 1, confidence"
            " FROM claims WHERE kind = 'release'"
        )
    return Path("a.db")


def claims_of(path: Path) -> set[tuple[str, str, str]]:
    with closing(sqlite3.connect(path)) as database:
        return set(database.execute("SELECT kind, value, status FROM claims"))


def test_a_dry_run_shows_what_the_run_then_does(command: Command, outdated: Path) -> None:
    before, bytes_before = claims_of(outdated), outdated.read_bytes()
    shown = json.loads(command("--db", outdated, "reextract", "--dry-run", "--json").out)
    assert (claims_of(outdated), outdated.read_bytes()) == (before, bytes_before)
    done = json.loads(command("--db", outdated, "reextract", "--json").out)
    assert (shown.pop("dry_run"), done.pop("dry_run")) == (True, False)
    assert shown == done
    assert {(row["change"], (row["after"] or row["before"])["kind"]) for row in done["claims"]} == {
        ("changed", "release"),
        ("added", "cast"),
        ("gone", "trailer"),
    }
    assert {row["kind"] for row in done["facts"]} == {"cast"}
    after = claims_of(outdated)
    assert ("cast", "returning", "confirmed") in after
    assert ("trailer", "released", "confirmed") not in after
    again = json.loads(command("--db", outdated, "reextract", "--json").out)
    assert (again["texts"], again["claims"], again["matches"], again["facts"]) == (4, [], [], [])


def test_people_read_sentences_quotes_and_rules(command: Command, outdated: Path) -> None:
    ended = command("--db", outdated, "reextract", "--dry-run")
    assert ended.code == Exit.OK
    assert "+ season 3: returning Ida Moss as Keeper Gil" in ended.out
    assert "- season 3: trailer out" in ended.out
    assert "~ season 3: out 2023, was season 3: out 2023 (possible)" in ended.out
    assert "  (trailer.x.v1)" in ended.out
    assert "Harbour Lights, season 3: returning Ida Moss as Keeper Gil (confirmed)" in ended.out
    assert "claims: 1 added, 1 gone, 1 changed" in ended.out
    assert "nothing was stored" in ended.out
    assert command("--db", outdated, "--quiet", "reextract").out == ""


def test_it_is_a_run_of_its_own_name(command: Command, outdated: Path) -> None:
    command("--db", outdated, "reextract", "--dry-run")
    command("--db", outdated, "reextract")
    with closing(sqlite3.connect(outdated)) as database:
        runs = list(database.execute("SELECT command, status FROM runs ORDER BY id"))
    assert runs == [("import", "ok"), ("reextract", "ok")]


def test_only_the_shows_that_are_named(command: Command, outdated: Path) -> None:
    found = json.loads(command("--db", outdated, "reextract", "--dry-run", "salt road", "--json").out)
    assert found["claims"] == []
    found = json.loads(command("--db", outdated, "reextract", "--dry-run", "harbour", "salt road", "--json").out)
    assert {row["show"] for row in found["claims"]} == {"Harbour Lights"}


def test_a_show_that_nobody_follows(command: Command, outdated: Path) -> None:
    ended = command("--db", outdated, "reextract", "The Tenth Door")
    assert ended.code == Exit.NO_INPUT
    assert "'The Ninth Door'" in ended.err


@pytest.mark.parametrize("arguments", [(), ("--dry-run",)])
def test_there_is_nothing_to_read_yet(command: Command, home: Path, arguments: tuple[str, ...]) -> None:
    (home / "sources.yaml").write_text(SHOWS)
    ended = command("--db", "a.db", "reextract", *arguments)
    assert ended.code != Exit.OK
    assert "does not exist" in ended.err
    assert not Path("a.db").exists()


@pytest.mark.parametrize("arguments", [(), ("--dry-run",)])
def test_a_bug_ends_in_its_own_exit_code(
    command: Command, outdated: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    def stumble(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(Analyst, "read", stumble)
    ended = command("--db", outdated, "reextract", *arguments)
    assert ended.code == Exit.BUG
    assert "errors of aggregator" in ended.err
    assert "cast" not in {kind for kind, _, _ in claims_of(outdated)}


def test_nothing_that_an_article_says_controls_the_terminal(command: Command, outdated: Path) -> None:
    with closing(sqlite3.connect(outdated)) as database, database:
        database.execute("UPDATE claims SET quote = quote || char(27) || '[31m', value = value || char(27)")
        database.execute("UPDATE articles SET title = title || char(27), canonical_url = canonical_url || char(27)")
    assert "\x1b" not in command("--db", outdated, "reextract", "--dry-run").out
