"""``docs/reference/commands.md``: every command with its arguments and options, as click knows them.

``walk`` and ``paragraphs`` serve the man page too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

import click

from aggregator.cli import cli
from aggregator.cli.output import output_options
from aggregator.publish.markdown import markdown_text

PAGE: Final = Path(__file__).parents[1] / "docs" / "reference" / "commands.md"

_INTRODUCTION: Final = """\
# Commands

`aggregator COMMAND --help` prints the same. Data goes to standard output, everything else to standard error;
[exit codes](codes.md#exit-codes) tell what happened. This page is made by `make docs-pages`.

## Every command

{common}
## Lists

Commands that print a list print a table at a terminal and a JSON array in a pipe, unless one of these says otherwise:

{lists}"""


class Documented(NamedTuple):
    """A command under its whole name, with the context that its options are shown in."""

    name: str
    command: click.Command
    context: click.Context


def walk() -> Iterator[Documented]:
    """The program, then every command and command of a command, in the order of ``--help``."""
    yield from _walk(cli, click.Context(cli, info_name="aggregator"))


def paragraphs(command: click.Command) -> Iterator[tuple[str, bool]]:
    r"""The help of a command, paragraph by paragraph; True where lines stay as they are (``\b``)."""
    for text in re.split(r"\n\s*\n", _dedented(command.help or "")):
        if text.startswith("\b\n"):
            yield text.removeprefix("\b\n").rstrip(), True
        elif text.strip():
            yield " ".join(text.split()), False


def options(documented: Documented, *, besides: frozenset[str] = frozenset()) -> Iterator[tuple[str, str]]:
    """How each option is written, and what it does; without those that are called as in ``besides``."""
    for param in documented.command.get_params(documented.context):
        record = param.get_help_record(documented.context) if isinstance(param, click.Option) else None
        if record and "--help" not in param.opts and record[0] not in besides:
            name = record[0].replace(" RANGE", "").replace("[%Y-%m-%d]", "DATE")
            yield name, " ".join(record[1].split())


def shared() -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """The options that every command has, and those of commands that print lists."""
    program = next(walk())
    common = [option for option in options(program) if option[0] != "--version"]

    @output_options
    def listing() -> None:
        """Nothing but its options."""

    command = click.command()(listing)
    lists = options(Documented("", command, click.Context(command)))
    return common, [option for option in lists if option not in common]


def page() -> str:
    """The whole page."""
    common, lists = shared()
    known = frozenset(name for name, _ in (*common, *lists))
    sections = [_section(documented, known) for documented in walk() if documented.command is not cli]
    return "\n".join([_INTRODUCTION.format(common=_table(common), lists=_table(lists)), *sections])


def is_listing(documented: Documented) -> bool:
    """Whether the command has the options of lists."""
    return {name for name, _ in shared()[1]} <= {name for name, _ in options(documented)}


def _walk(command: click.Command, context: click.Context) -> Iterator[Documented]:
    yield Documented(context.command_path, command, context)
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            if inner is not None and not inner.hidden:
                yield from _walk(inner, click.Context(inner, info_name=name, parent=context))


def _section(documented: Documented, known: frozenset[str]) -> str:
    name, command, context = documented
    level = "##" if name.count(" ") == 1 else "###"
    usage = command.get_usage(context).removeprefix("Usage: ")
    parts = [f"{level} {name}\n\n```text\n{' '.join(usage.split())}\n```\n"]
    parts += [
        f"```sh\n{text}\n```\n" if is_verbatim else f"{markdown_text(text)}\n"
        for text, is_verbatim in paragraphs(command)
    ]
    own = list(options(documented, besides=known))
    if own:
        parts.append(_table(own))
    if is_listing(documented):
        parts.append("Prints a [list](#lists).\n")
    return "\n".join(parts)


def _table(rows: list[tuple[str, str]]) -> str:
    lines = [f"| `{name}` | {markdown_text(text)} |" for name, text in rows]
    return "\n".join(["| Option | Meaning |", "| --- | --- |", *lines, ""])


def _dedented(text: str) -> str:
    return "\n".join(line.strip() if line.strip() == "\b" else line.removeprefix("    ") for line in text.splitlines())
