"""Markdown: text that cannot be taken for markup, and tables of it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from aggregator.text import clean_line

# CommonMark, 2.4: these may be escaped, and need be where they could mean something within a line or a table's cell.
_MARKUP: Final = re.compile(r"([\\`*_\[\]<>|&#~!])")


def markdown_text(text: str) -> str:
    r"""``text`` as Markdown shows it: nothing in it is markup.

    >>> markdown_text("*Ghosts* | <b>[UK]</b>")
    '\\*Ghosts\\* \\| \\<b\\>\\[UK\\]\\</b\\>'
    """
    return _MARKUP.sub(r"\\\1", clean_line(text))


def markdown_table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of GitHub Flavored Markdown (spec 4.10), every cell as plain text."""
    lines = [list(headings), ["---"] * len(headings), *([markdown_text(cell) for cell in row] for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
