"""The newest articles per show with what they claim: a page for people."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from aggregator.cli.output import paged
from aggregator.wording.claims import summarized

if TYPE_CHECKING:
    from rich.console import Console

    from aggregator.store import Reader

_MARGIN = "  "
_DAY_WIDTH = 12
_SEASON_WIDTH = 10


def day(value: Any) -> str:
    """A stored timestamp as its day, "?" where nobody says when."""
    return str(value)[:10] if value else "?"


def with_their_claims(store: Reader, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows of ``latest``, each with what its article claims of the row's show."""
    claims = store.claims_for([row["article_id"] for row in rows])
    return [
        {**row, "claims": [claim for claim in claims.get(row["article_id"], ()) if claim["show"] == row["show"]]}
        for row in rows
    ]


def write_stories(console: Console, rows: list[dict[str, Any]]) -> None:
    """Prints rows of ``with_their_claims``, grouped by show, as wide as the terminal is."""
    from rich.table import Table
    from rich.text import Text

    from aggregator.text import clean_line

    for show, stories in groupby(rows, key=lambda row: row["show"]):
        console.print(Text(clean_line(show), style="bold"))
        grid = Table.grid(padding=(0, 0, 0, 0), expand=True)
        grid.add_column(width=len(_MARGIN))
        grid.add_column(width=_DAY_WIDTH, style="dim")
        grid.add_column(ratio=1)
        for row in stories:
            headline = Text(clean_line(row["title"]))
            headline.append(f"  {clean_line(row['source'])}", style="cyan")
            if row["copies"]:
                headline.append(f"  +{row['copies']} {'copy' if row['copies'] == 1 else 'copies'}", style="yellow")
            grid.add_row("", day(row["published_at"]), headline)
            if row["claims"]:
                grid.add_row("", "", _claims(row["claims"]))
        console.print(grid)
        console.print()


print_stories = paged(write_stories)


def _claims(claims: list[dict[str, Any]]) -> Any:
    from rich.table import Table
    from rich.text import Text

    from aggregator.text import clean_line

    grid = Table.grid(expand=True)
    grid.add_column(width=_SEASON_WIDTH, style="green")
    grid.add_column(ratio=1, style="green")
    for season, text in summarized(claims):
        grid.add_row(season, Text(clean_line(text)))
    return grid
