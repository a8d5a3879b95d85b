"""``aggregator explain``: everything known of one article, from the fetch to the claims."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from aggregator.cli.common import Setup, common_options
from aggregator.cli.wording import said, season_name
from aggregator.errors import MissingInputError

if TYPE_CHECKING:
    from rich.console import Console


@click.command(short_help="Everything known of one article.")
@click.argument("url")
@click.option("--json", "as_json", is_flag=True, help="As one JSON object.")
@common_options
@click.pass_obj
def explain(setup: Setup, url: str, as_json: bool) -> None:
    """Show where the article at URL came from, which shows it is about and why, and what it claims in which words.

    URL may be any address under which the article was met, with tracking parameters or as an AMP page.
    """
    with setup.open_reader() as store:
        known = store.explain(url)
    if known is None:
        raise MissingInputError(
            f"no stored article was met at {url}. `aggregator latest` lists what is stored; articles about no "
            "followed show are not kept.",
            subject=url,
        )
    if as_json:
        click.echo(json.dumps(known, ensure_ascii=False, indent=2, default=str))
    else:
        from rich.console import Console

        _print_card(known, Console())


def _print_card(known: dict[str, Any], console: Console) -> None:
    article = known["article"]
    _heading(console, article["title"])
    _pairs(
        console,
        {
            "address": article["url"],
            "published": _stamp(article, "published"),
            "modified": _stamp(article, "modified"),
            "site": article["site"],
            "text": f"{article['completeness']}, {article['word_count']} words",
            "flags": ", ".join(article["flags"]) or None,
        },
    )
    _section(console, "Met at", [f"{row['seen_at']}  {row['source_id']}  {row['url']}" for row in known["sightings"]])
    _section(
        console,
        "About",
        [
            f"{row['show']}: {row['verdict']}, score {row['score']:.2f}, {_count(len(row['mentions']), 'mention')}"
            for row in known["shows"]
        ],
    )
    console.print()
    _heading(console, "Claims")
    if not known["claims"]:
        console.print("  none", style="dim")
    for claim in known["claims"]:
        _line(console, f"{claim['show']}, {season_name(claim['season'])}: {said(claim)}", style="green")
        origin = f"{claim['evidence_in']} {claim['start']}-{claim['end']}, {claim['rule']}.v{claim['version']}"
        _line(console, f"“{claim['evidence']}”  ({origin})", indent=4)
    _section(
        console,
        "Fetched",
        [f"{row['started_at']}  {row['outcome']}  {row['status'] or '-'}  {row['url']}" for row in known["fetches"]],
    )
    revisions = [f"until {row['replaced_at']}: {row['title']}" for row in known["revisions"]]
    if revisions:
        _section(console, "Earlier versions", revisions)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _stamp(article: dict[str, Any], name: str) -> str | None:
    """When, with what it was read from; or what the page says where that cannot be trusted."""
    at, raw = article[f"{name}_at"], article[f"{name}_raw"]
    if at:
        return f"{at}  (from {article[f'{name}_from']})"
    return f"unknown: the page says '{raw}' ({article[f'{name}_flag']})" if raw else None


def _pairs(console: Console, pairs: dict[str, str | None]) -> None:
    for name, value in pairs.items():
        if value:
            _line(console, f"{name:<10} {value}")


def _section(console: Console, heading: str, lines: list[str]) -> None:
    console.print()
    _heading(console, heading)
    for line in lines or ["nothing"]:
        _line(console, line)


def _heading(console: Console, text: str) -> None:
    from rich.text import Text

    from aggregator.text import clean_line

    console.print(Text(clean_line(text), style="bold"))


def _line(console: Console, text: str, *, indent: int = 2, style: str = "") -> None:
    from rich.padding import Padding
    from rich.text import Text

    from aggregator.text import clean_text

    # Spaces stay: they are what aligns the columns.
    console.print(Padding(Text(clean_text(text).replace("\n", " "), style=style), (0, 0, 0, indent)))
