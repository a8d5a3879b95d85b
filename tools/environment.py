"""``docs/reference/environment.md``: the variables that the program looks at."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from aggregator.publish.markdown import markdown_text

PAGE: Final = Path(__file__).parents[1] / "docs" / "reference" / "environment.md"

VARIABLES: Final = {
    "AGGREGATOR_CONFIG": "Where sources.yaml is; --config beats it.",
    "AGGREGATOR_DB": "Where the database is; --db beats it, it beats settings.database.",
    "XDG_CONFIG_HOME": "Folder above aggregator/sources.yaml; ~/.config where it is not set or no absolute path.",
    "XDG_DATA_HOME": "Folder above aggregator/aggregator.db; ~/.local/share where it is not set or no absolute path.",
    "PAGER": "What long lists go through at a terminal; empty means nothing.",
    "NO_COLOR": "Set to anything, it turns colours off.",
    "COLUMNS": "Width of tables, where the terminal does not say its own.",
}
"""What each is for, in plain words; a test looks for variables in the code that are missing here."""

_REST: Final = """
Besides these, sources.yaml names variables of its own: `env:NAME` in `headers` and in `notify` takes the value of
`NAME`. A source whose variable is not set is not asked, and said to be in trouble; the others go on. Proxies are not
taken from the environment: what is asked is asked directly.

A database that is named nowhere is at `settings.database` of sources.yaml, and else in the data folder.

This page is made by `make docs-pages`.
"""


def page() -> str:
    """The whole page."""
    rows = [f"| `{name}` | {markdown_text(text)} |" for name, text in VARIABLES.items()]
    return "\n".join(["# Environment variables\n", "| Variable | Meaning |", "| --- | --- |", *rows, _REST])
