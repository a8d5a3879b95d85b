"""``docs/how-to/new-claim-kind.md``: a recipe of CONTRIBUTING.md, with what it leads to."""

from __future__ import annotations

from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]
PAGE: Final = ROOT / "docs" / "how-to" / "new-claim-kind.md"
_HEADING: Final = "## Recipe: add a kind of claim\n"

_PAGE: Final = """\
# Add a kind of claim

For those who change the program. The recipe is that of CONTRIBUTING.md, which also has the map of the code; what a
claim is is [explained](../explanation/claims.md), and so is what [facts](../explanation/facts.md) make of it.

{recipe}
Then say what it is where people look: `VOCABULARY` in `tools/claims.py`, with sentences that
[the reference](../reference/claims.md) shows it in, `aggregator/wording/` for how it is printed, and
`aggregator/resolve/rules.py` if its answers do not simply contradict each other. `make docs-pages`, and `make`.

This page is made by `make docs-pages`.
"""


def page() -> str:
    """The whole page."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    recipe = text.partition(_HEADING)[2].partition("\n## ")[0]
    return _PAGE.format(recipe=recipe.strip("\n") + "\n")
