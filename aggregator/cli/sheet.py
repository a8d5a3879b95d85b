"""Headings and lines for pages that explain one thing; whatever came from the web is cleaned on the way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console


def heading(console: Console, text: str) -> None:
    """A line in bold."""
    from rich.text import Text

    from aggregator.text import clean_line

    console.print(Text(clean_line(text), style="bold"))


def line(console: Console, text: str, *, indent: int = 2, style: str = "") -> None:
    """A line that wraps within its indent; its spaces stay, they are what aligns columns."""
    from rich.padding import Padding
    from rich.text import Text

    from aggregator.text import clean_text

    console.print(Padding(Text(clean_text(text).replace("\n", " "), style=style), (0, 0, 0, indent)))


def hung(console: Console, label: str, text: str, *, indent: int = 2, style: str = "") -> None:
    """A label of up to ten characters, and a text beside it that wraps within its own column."""
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    from aggregator.text import clean_line

    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(min_width=10)
    grid.add_column(overflow="fold")
    grid.add_row(Text(label), Text(clean_line(text), style=style))
    console.print(Padding(grid, (0, 0, 0, indent), expand=False))


def pairs(console: Console, named: Mapping[str, str | None]) -> None:
    """Names and what stands behind them, without those of which nothing is known."""
    for name, value in named.items():
        if value:
            hung(console, name, value)


def section(console: Console, title: str, lines: Iterable[str]) -> None:
    """A heading after an empty line, with its lines below."""
    console.print()
    heading(console, title)
    for text in list(lines) or ["nothing"]:
        line(console, text)
