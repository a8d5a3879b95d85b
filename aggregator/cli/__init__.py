"""The command line: turns arguments into one call, prints the result, chooses the exit code."""

from __future__ import annotations

import importlib
import io
import os
import sys

import click

from aggregator import __version__
from aggregator.cli.common import Group, common_options
from aggregator.cli.exits import NO_ROOM, Exit, exit_code
from aggregator.cli.output import say
from aggregator.errors import AggregatorError, ConfigError, OutputError

COMMANDS = {
    "run": "aggregator.cli.run:run",
    "latest": "aggregator.cli.look:latest",
    "shows": "aggregator.cli.shows:shows",
    "sources": "aggregator.cli.sources:sources",
    "claims": "aggregator.cli.look:claims",
    "search": "aggregator.cli.search:search",
    "facts": "aggregator.cli.facts:facts",
    "changes": "aggregator.cli.changes:changes",
    "history": "aggregator.cli.changes:history",
    "explain": "aggregator.cli.explain:explain",
    "scorecard": "aggregator.cli.out:scorecard",
    "feed": "aggregator.cli.out:feed",
    "calendar": "aggregator.cli.out:calendar",
    "export": "aggregator.cli.export:export",
    "import": "aggregator.cli.data:import_",
    "backfill": "aggregator.cli.backfill:backfill",
    "extract": "aggregator.cli.data:extract",
    "reextract": "aggregator.cli.reextract:reextract",
    "evaluate": "aggregator.cli.evaluate:evaluate",
    "doctor": "aggregator.cli.doctor:doctor",
    "config": "aggregator.cli.configuration:config",
    "completion": "aggregator.cli.completing:completion",
    "serve": "aggregator.cli.serve:serve",
    "demo": "aggregator.cli.demo:demo",
}
"""Loaded when named, so that one command does not pay for the imports of all."""


class LazyGroup(Group):
    """Finds its commands by COMMANDS, in that order."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names in the order in which a newcomer meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, imported now."""
        target = COMMANDS.get(cmd_name)
        if target is None:
            return None
        module, _, attribute = target.partition(":")
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command

    def invoke(self, ctx: click.Context) -> object:
        """As click does, except that a reader who has seen enough (`| head`) is no failure, and a full disk no bug.

        Raises:
            OutputError: There is no room for standard output; files that we open have errors of their own.
        """
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            _discard_output()
            return Exit.OK
        except OSError as error:
            if error.errno not in NO_ROOM or error.filename is not None:
                raise
            _discard_output()
            message = f"the output cannot be written: {error.strerror}. Send it elsewhere, or make room."
            raise OutputError(message) from error


def _discard_output() -> None:
    """Keeps Python from complaining at its exit, when it writes out what is left."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="aggregator")
@common_options
def cli() -> None:
    """Follow TV shows through the feeds and pages that write about them.

    \b
    aggregator run                              fetch what is new
    aggregator facts "All of Us Are Dead"       what is known of a show, and how firmly
    aggregator changes                          what has changed in the last seven days
    aggregator latest "All of Us Are Dead"      the newest stories about a show
    aggregator claims "All of Us Are Dead"      what they claim, with the words that say so
    aggregator search renewed third season      articles with these words
    aggregator explain URL                      everything known of one article, or of one fact

    Data goes to standard output, everything else to standard error. The README lists the exit codes.
    """  # noqa: D301 - click wants the character itself: it keeps a paragraph from being wrapped


def main(arguments: list[str] | None = None) -> None:
    """Runs the command line and exits with a code of ``exits.Exit``."""
    try:
        code = cli.main(arguments, prog_name="aggregator", standalone_mode=False)
    except click.ClickException as error:
        _show_usage(error)
        code = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        say("stopped; what was stored until now stays", err=True)
        code = Exit.INTERRUPTED
    except AggregatorError as error:
        _show(error)
        code = exit_code(error)
    except Exception:  # noqa: BLE001 - the last resort: a bug ends in its own exit code, with what is needed to report it
        say(f"An error of aggregator {__version__}; please report it with these lines.", err=True)
        import traceback

        say(traceback.format_exc(), err=True)
        code = Exit.BUG
    sys.exit(int(code or Exit.OK))


def _show_usage(error: click.ClickException) -> None:
    """What click says of a command line, which repeats what was written there."""
    shown = io.StringIO()
    error.show(shown)
    say(shown.getvalue().rstrip("\n"), err=True)


def _show(error: AggregatorError) -> None:
    say(f" {error}", lead="Error:", err=True, fg="red", bold=True)
    if isinstance(error, ConfigError):
        for problem in error.problems:
            say(f"  {problem}", err=True)
