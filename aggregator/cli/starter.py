"""``aggregator config init``: a sources.yaml to begin with, where it is looked for."""

from __future__ import annotations

from pathlib import Path

import click

import aggregator
from aggregator.cli.common import Setup, common_options
from aggregator.cli.output import say
from aggregator.errors import InputError, OutputError

_SCHEMA_LINE = "# yaml-language-server: $schema="


@click.command(short_help="Write a sources.yaml to begin with.")
@common_options
@click.pass_obj
def init(setup: Setup) -> None:
    """Write a sources.yaml to begin with where it is looked for, or where --config says; never over another one.

    \b
    aggregator config init
    aggregator --config ./sources.yaml config init
    """  # noqa: D301 - click wants the character itself
    path = setup.find_config()
    text = starter_text()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError as error:
        message = f"{path} is there already and stays as it is; name another place with --config FILE"
        raise OutputError(message, subject=str(path)) from error
    except OSError as error:
        message = f"cannot write {path}: {error.strerror}; name another place with --config FILE"
        raise OutputError(message, subject=str(path)) from error
    if not setup.quiet:
        say(f"{path}: shows and sources to begin with. Change what you like, then: aggregator config check")


def starter_text() -> str:
    """The ``sources.yaml`` of a checkout, or the copy that a wheel carries; editors are told where its schema is.

    Raises:
        InputError: Neither is there.
    """
    package = Path(aggregator.__file__).parent
    candidates = (package / "_sources.yaml", package.parent / "sources.yaml")
    for candidate in candidates:
        if candidate.is_file():
            lines = candidate.read_text(encoding="utf-8").splitlines(keepends=True)
            schema = (package / "sources.schema.json").resolve().as_uri()
            kept = [line for line in lines if not line.startswith(_SCHEMA_LINE)]
            return f"{_SCHEMA_LINE}{schema}\n{''.join(kept)}"
    message = f"there is no sources.yaml to begin with: {candidates[0]} is missing; install aggregator again"
    raise InputError(message, subject=str(candidates[0]))
