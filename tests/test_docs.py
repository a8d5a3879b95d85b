"""The documentation says what the program does: commands, exit codes, tables, keys of the configuration, the map."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from aggregator import errors
from aggregator.cli import COMMANDS, cli
from aggregator.cli.exits import Exit
from aggregator.store.descriptions import VIEWS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def commands() -> Iterator[tuple[str, click.Command]]:
    context = click.Context(cli)
    for name in COMMANDS:
        command = cli.get_command(context, name)
        assert command is not None
        yield name, command
        if isinstance(command, click.Group):
            yield from ((f"{name} {inner}", found) for inner, found in command.commands.items())


@pytest.mark.parametrize(("name", "command"), [*commands()])
def test_every_command_is_in_the_readme_and_explains_itself(name: str, command: click.Command) -> None:
    assert all(word in README for word in name.split())
    assert f"aggregator {name.split(maxsplit=1)[0]}" in README
    assert command.help
    for option in command.params:
        if isinstance(option, click.Option):
            assert option.help, f"{name} {option.name}"


@pytest.mark.parametrize(("name", "command"), [*commands()])
def test_the_help_of_every_command_shows_how_it_is_used(name: str, command: click.Command) -> None:
    examples = re.findall(r"^ *(?:@daily +)?aggregator .*", command.help or "", re.MULTILINE)
    assert any(name.rsplit(maxsplit=1)[-1] in example for example in examples), name


def test_the_map_names_files_that_exist() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    for path in re.findall(r"`((?:aggregator|tests|fixtures)/[a-z\d_/.]+)`", text):
        assert (ROOT / path).exists(), path


@pytest.mark.parametrize("code", Exit, ids=str)
def test_every_exit_code_is_in_the_readme(code: Exit) -> None:
    assert f"| {int(code)} | {code.meaning} |" in README


@pytest.mark.parametrize("name", VIEWS)
def test_every_view_is_in_the_readme(name: str) -> None:
    assert f"| `{name}` | {VIEWS[name].text} |" in README


def test_every_link_of_the_readme_leads_somewhere() -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", README)
    assert len(links) > 10
    for link in links:
        assert (ROOT / link).is_file(), link


def test_the_tree_of_errors_is_complete() -> None:
    drawn = set(re.findall(r"\w+Error", errors.__doc__ or ""))
    defined = {name for name in vars(errors) if name.endswith("Error")}
    assert drawn == defined
