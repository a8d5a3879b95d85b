"""What is known of one show, season by season: a page for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from aggregator.cli.output import paged
from aggregator.wording.cards import label_of, place_of, question_of, short_answer
from aggregator.wording.facts import counted, firmness

if TYPE_CHECKING:
    from rich.console import Console

Row = Mapping[str, Any]

_LEAST_ANSWER = 16
"""Characters that are left to the answers where the terminal is too narrow for all columns; they wrap then."""
_LEAST_COLUMNS = 3
"""Label, answer and how firmly are shown on the narrowest terminal."""


@dataclass(frozen=True, slots=True)
class Line:
    """One fact as a line of the card; a heading within a season has nothing but its label."""

    label: str
    answer: str = ""
    firm: str = ""
    sources: str = ""
    since: str = ""
    said: str = ""


@paged
def print_card(
    console: Console,
    title: str,
    facts: Sequence[Row],
    *,
    network: str | None,
    as_of: str | None,
    with_superseded: bool,
) -> None:
    """Prints the facts of one show, as wide as the terminal is.

    Args:
        console: The terminal.
        title: Of the show.
        facts: Rows of ``fact_rows``, by season.
        network: Who shows it.
        as_of: The day on which that was known, where it is not today.
        with_superseded: Also what is believed no longer.
    """
    from rich.text import Text

    from aggregator.text import clean_line

    heading = Text(clean_line(title), style="bold")
    heading.append(f"  {clean_line(network or '')}", style="cyan")
    heading.append(f"  as of {as_of}" if as_of else "", style="dim")
    console.print(heading)
    seasons = [
        (season, list(lines_of(list(group), with_superseded=with_superseded)))
        for season, group in groupby(facts, key=lambda fact: fact["season"])
    ]
    shown = [(season, lines) for season, lines in seasons if lines]
    if not shown:
        console.print("  nothing is believed now; --all shows what was", style="dim")
        return
    widths = _widths([line for _, lines in shown for line in lines], console.width)
    for season, lines in shown:
        console.print()
        console.print(Text("Season not named" if season is None else f"Season {season}", style="bold"))
        _print_lines(console, lines, widths)


def lines_of(facts: Sequence[Row], *, with_superseded: bool) -> Iterator[Line]:
    """The lines of one season: what is believed, rumours apart, and on request what was believed before."""
    parts = {
        "": [fact for fact in facts if fact["standing"] in ("agreed", "disputed")],
        "rumours": [fact for fact in facts if fact["standing"] == "rumoured"],
        "no longer believed": [fact for fact in facts if with_superseded and fact["standing"] == "superseded"],
    }
    for heading, part in parts.items():
        if heading and part:
            yield Line(heading)
        label = ""
        for line in _lines(part, indent="  " if heading else ""):
            yield line if line.label != label else Line("", *_cells(line))
            label = line.label


def _cells(line: Line) -> tuple[str, ...]:
    return line.answer, line.firm, line.sources, line.since, line.said


def _lines(facts: Iterable[Row], *, indent: str) -> Iterator[Line]:
    ordered = sorted(facts, key=place_of)
    for (label, _), group in groupby(ordered, key=lambda fact: (label_of(fact), question_of(fact))):
        disputed = False
        for fact in group:
            text = short_answer(fact)
            if fact["standing"] == "disputed":
                text = f"or: {text}" if disputed else f"disputed: {text}"
                disputed = True
            yield Line(
                indent + label,
                text,
                firmness(fact),
                counted(fact["independent_sources"]),
                f"since {fact['since']}",
                f"last said {fact['last_confirmed']}",
            )


def _widths(lines: Sequence[Line], terminal: int) -> list[int]:
    """Of each column that there is room for; the answers get what the others leave over, and no more than they need."""
    from rich.cells import cell_len

    columns = [[line.label for line in lines if line.firm], *zip(*map(_cells, lines), strict=True)]
    needs = [max(map(cell_len, column), default=0) + 2 for column in columns]
    left = terminal - 2 - sum(needs)
    if left < 0:
        left += needs.pop()  # when it was said last is for those who have room for it
    while left < 0 and needs[1] + left < _LEAST_ANSWER and len(needs) > _LEAST_COLUMNS:
        left += needs.pop()
    needs[1] = max(_LEAST_ANSWER, needs[1] + min(left, 0))
    return needs


def _print_lines(console: Console, lines: Iterable[Line], widths: Sequence[int]) -> None:
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    from aggregator.text import clean_line

    def grid() -> Table:
        table = Table.grid(padding=(0, 2, 0, 0), pad_edge=True)
        for width, style in zip(widths, ("green", "", "", "", "dim", "dim"), strict=False):
            table.add_column(width=width - 2, style=style, overflow="fold")
        return table

    table = grid()
    for line in lines:
        if not line.firm:
            console.print(Padding(table, (0, 0, 0, 2)))
            console.print(Text(f"  {line.label}", style="yellow"))
            table = grid()
            continue
        indent = len(line.label) - len(line.label.lstrip())
        shown = [Text(clean_line(cell)) for cell in (line.label, *_cells(line))][: len(widths)]
        shown[0] = Text(" " * indent + clean_line(line.label))
        table.add_row(*shown)
    console.print(Padding(table, (0, 0, 0, 2)))
