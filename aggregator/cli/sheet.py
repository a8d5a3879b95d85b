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


def pairs(console: Console, named: Mapping[str, str | None]) -> None:
    """Names and what stands behind them, without those of which nothing is known."""
    for name, value in named.items():
        if value:
            line(console, f"{name:<10} {value}")


def section(console: Console, title: str, lines: Iterable[str]) -> None:
    """A heading after an empty line, with its lines below."""
    console.print()
    heading(console, title)
    for text in list(lines) or ["nothing"]:
        line(console, text)
