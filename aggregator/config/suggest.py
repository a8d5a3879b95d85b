"""The parts of a message that quote what was written and guess what was meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Final

from aggregator.text import fold

MAX_QUOTED_CHARS: Final = 60
"""Longer values are cut in messages."""


def shorten(text: str) -> str:
    """``text`` on one line, cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= MAX_QUOTED_CHARS else f"{line[: MAX_QUOTED_CHARS - 1]}…"


def quoted(text: str) -> str:
    r"""``text`` as it is quoted in a message.

    >>> quoted("every\nnow and then")
    "'every now and then'"
    """
    return repr(shorten(text))


def did_you_mean(written: str, choices: Iterable[str]) -> str:
    """``; did you mean '…'?`` with the choice nearest to ``written``, or nothing where none is near.

    >>> did_you_mean("Intervall", ["id", "interval"])
    "; did you mean 'interval'?"
    """
    by_folded = {fold(choice): choice for choice in choices}
    near = get_close_matches(fold(written), by_folded, n=1)
    return f"; did you mean {by_folded[near[0]]!r}?" if near else ""
