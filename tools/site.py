"""Hooks of MkDocs: what reads otherwise on the site than where the files lie."""

from __future__ import annotations

import re
from typing import Any, Final

_MERMAID: Final = re.compile(r"(?ms)^```mermaid\nerDiagram\n(.*?)^```\n")
_REFERENCE: Final = re.compile(r'^    (?P<many>\w+) [}|o]+--[|o]+ (?P<one>\w+) : "(?P<column>\w+)"$', re.MULTILINE)


def on_page_markdown(markdown: str, **_: Any) -> str:
    """The page without drawings that only a script could draw, which the theme would load from another host."""
    return _MERMAID.sub(_as_table, markdown)


def _as_table(drawing: re.Match[str]) -> str:
    """An entity-relationship diagram as a table: which rows refer to which."""
    tables: dict[str, list[str]] = {}
    for line in _REFERENCE.finditer(drawing[1]):
        tables.setdefault(line["many"], []).append(f"[{line['one']}](#{line['one']}) by `{line['column']}`")
    rows = [f"| [{table}](#{table}) | {', '.join(targets)} |\n" for table, targets in tables.items()]
    return "".join(["How the tables hang together:\n\n| Rows of | refer to |\n| --- | --- |\n", *rows, "\n"])
