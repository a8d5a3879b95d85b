"""``man/aggregator.1``: the manual page, made of what click knows of the commands; wheels carry it to share/man."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from aggregator.cli import cli
from aggregator.cli.exits import Exit
from tools import environment
from tools.commands import Documented, is_listing, options, paragraphs, shared, walk

PAGE: Final = Path(__file__).parents[1] / "man" / "aggregator.1"

_FILES: Final = (
    ("./sources.yaml", "shows, sources, notify and settings, where it stands in the folder"),
    ("~/.config/aggregator/sources.yaml", "the same, where it does not ($XDG_CONFIG_HOME)"),
    ("~/.local/share/aggregator/aggregator.db", "the database ($XDG_DATA_HOME)"),
)


def page() -> str:
    """The whole page, in the man macros of groff(1)."""
    program, *commands = walk()
    common, lists = shared()
    known = frozenset(name for name, _ in (*common, *lists))
    summary = next(text for text, _ in paragraphs(cli)).rstrip(".")
    lines = [
        r".\" Made by `make docs-pages` of the help of the commands.",
        '.TH AGGREGATOR 1 "" "aggregator" "User Commands"',
        ".SH NAME",
        f"aggregator \\- {_text(summary[0].lower() + summary[1:])}",
        ".SH SYNOPSIS",
        ".B aggregator",
        r"[\fIOPTIONS\fR] \fICOMMAND\fR [\fIARGUMENTS\fR]",
        ".SH DESCRIPTION",
        *_help(program),
        ".SH OPTIONS",
        "Every command has these.",
        *_list(common),
        ".SH LISTS",
        "Commands that print a list print a table at a terminal and a JSON array in a pipe, unless told otherwise.",
        *_list(lists),
        ".SH COMMANDS",
        *(line for command in commands for line in _command(command, known)),
        ".SH EXIT STATUS",
        *_list((str(int(code)), code.meaning) for code in Exit),
        ".SH ENVIRONMENT",
        *_list(environment.VARIABLES.items()),
        ".SH FILES",
        *_list(_FILES),
    ]
    return "\n".join(lines) + "\n"


def _command(documented: Documented, known: frozenset[str]) -> Iterator[str]:
    name, command, context = documented
    arguments = " ".join(command.collect_usage_pieces(context)).replace("[OPTIONS]", "").strip()
    heading = f"{name.removeprefix('aggregator ')} {arguments}".rstrip()
    yield f'.SS "{_text(heading)}"'
    yield from _help(documented)
    yield from _list(options(documented, besides=known))
    if is_listing(documented):
        yield from (".P", "Prints a list.")


def _help(documented: Documented) -> Iterator[str]:
    for text, is_verbatim in paragraphs(documented.command):
        yield from (".P", ".nf", ".RS", _text(text), ".RE", ".fi") if is_verbatim else (".P", _text(text))


def _list(rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    for name, text in rows:
        yield from (".TP", rf"\fB{_text(name)}\fR", _text(text))


def _text(text: str) -> str:
    """``text`` with nothing that groff would obey: backslashes, hyphens that are minus signs, leading dots."""
    return re.sub(r"(?m)^(?=[.'])", r"\\&", text.replace("\\", r"\e").replace("-", r"\-"))
