"""What literal text a pattern cannot do without: the check of the ``any`` fields of the lexicons.

Run as a program it rewrites them: ``python -m tests.claims.derive``.
"""

from __future__ import annotations

import re
import re._constants as c  # type: ignore[import-not-found]  # no public way to a pattern's tree, no stubs for it
import re._parser as parser  # type: ignore[import-not-found]  # as above
import tomllib
from pathlib import Path
from typing import Any

from aggregator.claims.lexicon import expand

LEXICONS = Path(__file__).parents[2] / "aggregator" / "claims" / "lexicon"
MIN_LENGTH = 3


def needed(pattern: str) -> list[str]:
    """Strings of which every match holds at least one, lower case; empty where none is long enough."""
    found = _sequence(parser.parse(expand(pattern), re.IGNORECASE))
    return sorted(_reduced(found)) if found else []


def _reduced(strings: set[str]) -> set[str]:
    return {s for s in strings if not any(other != s and other in s for other in strings)}


def _sequence(items: Any) -> set[str] | None:
    candidates: list[set[str]] = []
    run = ""
    for op, argument in [*items, (None, None)]:
        if op is c.LITERAL:
            run += chr(argument).lower()
            continue
        if run:
            candidates.append({run})
            run = ""
        inner = _one(op, argument)
        if inner:
            candidates.append(inner)
    usable = [strings for strings in candidates if min(map(len, strings)) >= MIN_LENGTH]
    return max(usable, key=lambda strings: (min(map(len, strings)), -len(strings)), default=None)


def _one(op: Any, argument: Any) -> set[str] | None:
    if op is c.SUBPATTERN:
        return _sequence(argument[3])
    if op in {c.MAX_REPEAT, c.MIN_REPEAT}:
        return _sequence(argument[2]) if argument[0] >= 1 else None
    if op is c.BRANCH:
        parts = [_sequence(branch) for branch in argument[1]]
        return None if any(part is None for part in parts) else set().union(*(part for part in parts if part))
    return None


def lexicon_files() -> list[Path]:
    """The files that hold phrases."""
    return [path for path in sorted(LEXICONS.glob("*.toml")) if "[[phrase]]" in path.read_text(encoding="utf-8")]


def main() -> None:
    """Write the ``any`` field of every phrase anew."""
    for path in lexicon_files():
        text = re.sub(r"^any = .*\n", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        strings = iter([needed(entry["pattern"]) for entry in tomllib.loads(text)["phrase"]])
        lines = []
        for line in text.splitlines(keepends=True):
            if line.startswith("pattern = "):
                quoted = ", ".join(f'"{string}"' for string in next(strings))
                lines.append(f"any = [{quoted}]\n")
            lines.append(line)
        path.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
