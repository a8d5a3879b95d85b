"""Completion in three shells: commands, shows and sources, and never a word of trouble."""

from __future__ import annotations

from pathlib import Path

import pytest

from aggregator.cli.exits import Exit
from aggregator.cli.output import say
from tests.cli.conftest import Command

CONFIG = """
shows: [Salt Road, Salon, {title: 소금길, aliases: [Salty]}]
sources: [{id: gazette, kind: feed, url: "https://gazette.test/feed"}]
"""
OFFERED = {
    "a show by its id": ("facts sal", ["salt-road", "salon"]),
    "a show by its title, whatever its case": ("history SALT", ["salt-road"]),
    "a show in another script": ("latest 소", ["소금길"]),
    "a show as an option": ("search word --show salo", ["salon"]),
    "a source": ("run --only gaz", ["gazette"]),
    "a source that is tried": ("sources try ga", ["gazette"]),
    "a command": ("sourc", ["sources"]),
    "a command of a group": ("shows sugg", ["suggest"]),
    "nothing of that name": ("facts xyz", []),
}


def complete(command: Command, monkeypatch: pytest.MonkeyPatch, words: str) -> list[str]:
    monkeypatch.setenv("_AGGREGATOR_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", f"aggregator {words}")
    monkeypatch.setenv("COMP_CWORD", str(len(words.split())))
    ended = command()
    assert ended.code == Exit.OK
    assert ended.err == ""
    return [line.partition(",")[2] for line in ended.out.splitlines() if line]


@pytest.mark.parametrize("case", OFFERED)
def test_names_are_offered(command: Command, home: Path, monkeypatch: pytest.MonkeyPatch, case: str) -> None:
    (home / "sources.yaml").write_text(CONFIG)
    words, offered = OFFERED[case]
    assert complete(command, monkeypatch, words) == offered


@pytest.mark.parametrize("content", [None, "shows: [\n", "\x00", "shows: 7"])
def test_nothing_is_offered_where_nothing_can_be_read(
    command: Command, home: Path, monkeypatch: pytest.MonkeyPatch, content: str | None
) -> None:
    if content is not None:
        (home / "sources.yaml").write_text(content)
    assert complete(command, monkeypatch, "facts s") == []


def test_the_configuration_that_is_named_is_the_one_that_is_read(
    command: Command, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "other.yaml").write_text("shows: [Saltmarsh]")
    assert complete(command, monkeypatch, "--config other.yaml facts salt") == ["saltmarsh"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_is_alone_on_standard_output(command: Command, shell: str) -> None:
    ended = command("completion", shell)
    assert ended.code == Exit.OK
    assert f"_AGGREGATOR_COMPLETE={shell}_complete" in ended.out
    assert "this goes into" in ended.err
    assert command("completion", shell, "-q").err == ""


@pytest.mark.parametrize(("no_color", "styled"), [("1", False), ("", True)])
def test_no_color_is_heeded(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, no_color: str, styled: bool
) -> None:
    monkeypatch.setattr("click.utils.should_strip_ansi", lambda *_, **__: False)
    monkeypatch.setenv("NO_COLOR", no_color)
    say(" trouble", lead="Error:", fg="red", bold=True)
    say("trouble", fg="red")
    out = capsys.readouterr().out
    assert ("\x1b[" in out) is styled
    assert "Error:" in out
