"""``aggregator config``: a sources.yaml to begin with, whether it is right, what may stand in it, where it is."""

from __future__ import annotations

import click

from aggregator.cli.common import Group, Setup, common_options
from aggregator.cli.output import say, to_json
from aggregator.cli.starter import init


@click.group(cls=Group, short_help="Begin, check or explain sources.yaml.")
def config() -> None:
    """Begin a sources.yaml, check it, or print what may stand in it.

    \b
    aggregator config check
    aggregator config path
    """  # noqa: D301 - click wants the character itself


config.add_command(init)


@config.command()
@common_options
@click.pass_obj
def check(setup: Setup) -> None:
    """Report every problem of sources.yaml at once, with line and column; exits with 78 if there is one.

    \b
    aggregator config check && aggregator run
    """  # noqa: D301 - click wants the character itself
    loaded = setup.load_config()
    enabled = sum(source.enabled for source in loaded.sources)
    if not setup.quiet:
        say(
            f"{loaded.path}: {len(loaded.shows)} shows, {len(loaded.sources)} sources, {enabled} of them enabled; "
            "no problems"
        )


@config.command()
def schema() -> None:
    """Print the JSON Schema of sources.yaml, for editors.

    \b
    aggregator config schema > sources.schema.json
    """  # noqa: D301 - click wants the character itself
    from aggregator.config import config_schema

    say(to_json(config_schema(), indent=2))


@config.command()
@common_options
@click.pass_obj
def path(setup: Setup) -> None:
    """Print which configuration and which database are used.

    \b
    aggregator config path
    """  # noqa: D301 - click wants the character itself
    found = setup.find_config()
    say(f"configuration  {found}{'' if found.exists() else '  (does not exist)'}")
    database = setup.find_database()
    say(f"database       {database}{'' if database.exists() else '  (not created yet)'}")
