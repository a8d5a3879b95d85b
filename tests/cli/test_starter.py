"""A sources.yaml to begin with is written where it is looked for, is valid, and never replaces another one."""

from __future__ import annotations

from pathlib import Path

from aggregator.config import config_schema
from tests.cli.conftest import Command


def test_what_is_written_is_found_and_valid(command: Command, home: Path) -> None:
    written = command("config", "init")
    path = home / "config" / "aggregator" / "sources.yaml"
    assert (written.code, path.is_file()) == (0, True)
    checked = command("config", "check")
    assert checked.code == 0
    assert checked.out.startswith(f"{path}: ")


def test_the_first_line_leads_editors_to_the_schema(command: Command, home: Path) -> None:
    command("config", "init")
    lines = (home / "config" / "aggregator" / "sources.yaml").read_text(encoding="utf-8").splitlines()
    name, _, address = lines[0].partition("$schema=")
    assert name == "# yaml-language-server: "
    assert not any("$schema=" in line for line in lines[1:])
    assert config_schema()["title"] in Path(address.removeprefix("file://")).read_text(encoding="utf-8")


def test_nothing_is_ever_replaced(command: Command, home: Path) -> None:
    mine = home / "mine.yaml"
    mine.write_text("shows: [Ghosts]\n", encoding="utf-8")
    refused = command("--config", mine, "config", "init")
    assert (refused.code, mine.read_text(encoding="utf-8")) == (74, "shows: [Ghosts]\n")
    assert "is there already" in refused.err


def test_a_file_in_the_folder_counts_as_the_one_that_is_looked_for(command: Command, home: Path) -> None:
    (home / "sources.yaml").write_text("shows: [Ghosts]\n", encoding="utf-8")
    assert command("config", "init").code == 74
    assert not (home / "config").exists()


def test_a_place_that_cannot_be_written_is_said(command: Command, home: Path) -> None:
    (home / "file").write_text("", encoding="utf-8")
    refused = command("--config", home / "file" / "sources.yaml", "config", "init")
    assert (refused.code, "name another place" in refused.err) == (74, True)
