"""``docs/reference/rules.md``: the rules of belief, in the words of ``aggregator/resolve/rules.py``."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from aggregator.resolve import rules

PAGE: Final = Path(__file__).parents[1] / "docs" / "reference" / "rules.md"

_INTRODUCTION: Final = """\
# The rules of belief

What is believed, and why. Each rule is a function of `aggregator/resolve/rules.py`, and these are its words.
[Facts](../explanation/facts.md) shows them at work. This page is made by `make docs-pages`.
"""


def page() -> str:
    """The whole page: headings become headings, numbers go on from one to the next."""
    _, _, text = (rules.__doc__ or "").partition("\n\n")
    lines = [
        f"## {line.strip('*')}" if line.startswith("**") and line.endswith("**") else line for line in text.splitlines()
    ]
    return "\n".join([_INTRODUCTION, *lines, ""]).rstrip() + "\n"
