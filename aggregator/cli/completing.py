"""Completion: the script for each shell, and the names of shows and sources that it offers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final

import click

from aggregator.cli.common import Setup, common_options
from aggregator.cli.output import say

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from aggregator.models import Config

_VARIABLE: Final = "_AGGREGATOR_COMPLETE"
_PLACES: Final = {
    "bash": "~/.local/share/bash-completion/completions/aggregator",
    "zsh": "a file called _aggregator in a folder of $fpath, such as ~/.zfunc",
    "fish": "~/.config/fish/completions/aggregator.fish",
}

Complete = Callable[[click.Context, click.Parameter, str], "list[CompletionItem]"]


@click.command(short_help="The script that completes commands, shows and sources in a shell.")
@click.argument("shell", type=click.Choice(list(_PLACES)))
@common_options
@click.pass_obj
def completion(setup: Setup, shell: str) -> None:
    """Print the script by which SHELL completes commands, options, and names of shows and sources.

    Where it goes is said on standard error.

    \b
    aggregator completion bash > ~/.local/share/bash-completion/completions/aggregator
    aggregator completion zsh > ~/.zfunc/_aggregator
    aggregator completion fish > ~/.config/fish/completions/aggregator.fish
    """  # noqa: D301 - click wants the character itself
    from click.shell_completion import get_completion_class

    from aggregator.cli import cli

    kind = get_completion_class(shell)
    assert kind is not None  # noqa: S101 - click knows the three of _PLACES
    say(kind(cli, {}, "aggregator", _VARIABLE).source().strip("\n"))
    if not setup.quiet:
        say(f"this goes into {_PLACES[shell]}; a new shell reads it", err=True)


def _offering(names: Callable[[Config], Iterable[tuple[str, str]]]) -> Complete:
    """A callback for ``shell_complete``; nothing is offered where nothing can be read, and nothing is ever raised.

    Ids are offered, which need no quotation marks in any shell; titles too lead to them, and are shown beside them.
    """

    def complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem

        from aggregator.errors import AggregatorError
        from aggregator.text import clean_line, fold

        try:
            config = ctx.ensure_object(Setup).load_config(sources_required=False)
        except (AggregatorError, OSError):
            return []
        begun = fold(incomplete)
        return [
            CompletionItem(name, help=clean_line(title))
            for name, title in names(config)
            if fold(name).startswith(begun) or fold(title).startswith(begun)
        ]

    return complete


show_names = _offering(lambda config: [(show.id, show.title) for show in config.shows])
"""Ids of the followed shows."""

source_names = _offering(lambda config: [(source.id, source.url) for source in config.sources])
"""Ids of the configured sources."""
