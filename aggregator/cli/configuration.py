"""``aggregator config``: whether sources.yaml is right, what may stand in it, and where it is looked for."""

from __future__ import annotations

import click

from aggregator.cli.common import Setup, common_options
from aggregator.cli.output import say, to_json


@click.group(short_help="Check sources.yaml, or print its schema.")
def config() -> None:
    """Check sources.yaml, or print what may stand in it."""


@config.command()
@common_options
@click.pass_obj
def check(setup: Setup) -> None:
    """Report every problem of sources.yaml at once, with line and column; exits with 78 if there is one."""
    loaded = setup.load_config()
    enabled = sum(source.enabled for source in loaded.sources)
    if not setup.quiet:
        say(
            f"{loaded.path}: {len(loaded.shows)} shows, {len(loaded.sources)} sources, {enabled} of them enabled; "
            "no problems"
        )


@config.command()
def schema() -> None:
    """Print the JSON Schema of sources.yaml, for editors."""
    from aggregator.config import config_schema

    say(to_json(config_schema(), indent=2))


@config.command()
@common_options
@click.pass_obj
def path(setup: Setup) -> None:
    """Print which configuration and which database are used."""
    found = setup.find_config()
    say(f"configuration  {found}{'' if found.exists() else '  (does not exist)'}")
    database = setup.find_database()
    say(f"database       {database}{'' if database.exists() else '  (not created yet)'}")
