"""What literal text a pattern cannot do without, and what it can begin with: derived from the patterns themselves.

Run as a program it writes both anew: ``python -m tests.claims.derive``.
"""

from __future__ import annotations

import json
import re
import re._constants as c  # type: ignore[import-not-found]  # no public way to a pattern's tree, no stubs for it
import re._parser as parser  # type: ignore[import-not-found]  # as above
import tomllib
from pathlib import Path
from typing import Any

from aggregator.claims.lexicon import OPENING, PREFIX, STARTS, digest, expand, fold
from aggregator.claims.seasons import SEASON
from aggregator.claims.titles import SHOW

LEXICONS = Path(__file__).parents[2] / "aggregator" / "claims" / "lexicon"
MIN_LENGTH = 3
MASK_WEIGHT = 5
MAX_RANGE = 10
"""A range of more characters than this ends a prefix."""
MAX_PREFIXES = 400
REPEATS = {c.MAX_REPEAT, c.MIN_REPEAT, c.POSSESSIVE_REPEAT}
CATEGORIES = {c.CATEGORY_DIGIT: "0", c.CATEGORY_SPACE: " "}
"""As ``fold`` writes them."""
BOUNDS = {c.AT_BOUNDARY, c.AT_BEGINNING_STRING}
LOOKS = {c.ASSERT, c.ASSERT_NOT}


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
    usable = [strings for strings in candidates if min(map(_weight, strings)) >= MIN_LENGTH]
    return max(usable, key=lambda strings: (min(map(_weight, strings)), -len(strings)), default=None)


def _weight(string: str) -> int:
    """How rare a string is: its length, but for the characters that stand for whole wordings."""
    return MASK_WEIGHT if any(mask in string for mask in (SHOW, SEASON)) else len(string)


def _one(op: Any, argument: Any) -> set[str] | None:
    if op is c.SUBPATTERN:
        return _sequence(argument[3])
    if op in REPEATS:
        return _sequence(argument[2]) if argument[0] >= 1 else None
    if op is c.BRANCH:
        parts = [_sequence(branch) for branch in argument[1]]
        return None if any(part is None for part in parts) else set().union(*(part for part in parts if part))
    return None


class _AnythingError(Exception):
    """A match can begin with more than can be listed, or within a word."""


def starts(pattern: str) -> list[str]:
    """What every match begins with, folded, be it a word or what is no letter; empty where nothing is known."""
    try:
        found = _prefixes(list(parser.parse(expand(pattern), re.IGNORECASE)), PREFIX, is_bounded=False)
    except _AnythingError:
        return []
    shortest = {s for s in found if not any(s != other and s.startswith(other) for other in found)}
    return sorted(shortest) if shortest and "" not in shortest and len(shortest) <= MAX_PREFIXES else []


def _prefixes(items: list[Any], room: int, *, is_bounded: bool) -> set[str]:
    """The prefixes of at most ``room`` characters of what ``items`` match; shorter ones stand for all that follows."""
    if not items or room == 0:
        return {""}
    (op, argument), rest = items[0], items[1:]
    if op in {c.AT, *LOOKS}:
        return _prefixes(rest, room, is_bounded=is_bounded or (op is c.AT and argument in BOUNDS))
    if op is c.SUBPATTERN:
        return _prefixes([*argument[3], *rest], room, is_bounded=is_bounded)
    if op is c.ATOMIC_GROUP:
        return _prefixes([*argument, *rest], room, is_bounded=is_bounded)
    if op is c.BRANCH:
        return set().union(*(_prefixes([*way, *rest], room, is_bounded=is_bounded) for way in argument[1]))
    if op in REPEATS:
        return _repeated(op, argument, rest, room, is_bounded=is_bounded)
    return _consumed(op, argument, rest, room, is_bounded=is_bounded)


def _repeated(op: Any, argument: Any, rest: list[Any], room: int, *, is_bounded: bool) -> set[str]:
    low, high, body = argument
    again = [(op, (max(0, low - 1), high - 1, body))] if high > 1 else []
    once = _prefixes([*body, *again, *rest], room, is_bounded=is_bounded)
    return once if low else once | _prefixes(rest, room, is_bounded=is_bounded)


def _consumed(op: Any, argument: Any, rest: list[Any], room: int, *, is_bounded: bool) -> set[str]:
    characters = _characters(op, argument)
    if characters is None:
        if room == PREFIX:
            raise _AnythingError
        return {""}
    following = _prefixes(rest, room - 1, is_bounded=True)
    found = {character + tail for character in characters for tail in following}
    if room == PREFIX and not all(
        OPENING.match("a" + prefix, 1) or (is_bounded and prefix[0] != " ") for prefix in found
    ):
        raise _AnythingError
    return found


def _characters(op: Any, argument: Any) -> set[str] | None:
    if op is c.LITERAL:
        return {fold(chr(argument))}
    if op is not c.IN:
        return None
    found: set[str] = set()
    for kind, value in argument:
        if kind is c.LITERAL:
            found.add(fold(chr(value)))
        elif kind is c.RANGE and value[1] - value[0] < MAX_RANGE:
            found |= {fold(chr(code)) for code in range(value[0], value[1] + 1)}
        elif kind is c.CATEGORY and value in CATEGORIES:
            found.add(CATEGORIES[value])
        else:
            return None
    return found


def lexicon_files() -> list[Path]:
    """The files that hold phrases."""
    return [path for path in sorted(LEXICONS.glob("*.toml")) if "[[phrase]]" in path.read_text(encoding="utf-8")]


def all_starts() -> dict[str, list[str]]:
    """What the phrases of all files begin with, by the digest of their patterns, where that is known."""
    patterns = [
        entry["pattern"]
        for path in lexicon_files()
        for entry in tomllib.loads(path.read_text(encoding="utf-8"))["phrase"]
        if "pattern" in entry
    ]
    return {digest(expand(pattern)): found for pattern in patterns if (found := starts(pattern))}


def main() -> None:
    """Write the ``any`` field of every phrase anew, and the file of what the phrases begin with."""
    for path in lexicon_files():
        text = re.sub(r"^any = .*\n", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        strings = iter([needed(entry["pattern"]) for entry in tomllib.loads(text)["phrase"] if "pattern" in entry])
        lines = []
        for line in text.splitlines(keepends=True):
            if line.startswith("pattern = "):
                quoted = ", ".join(json.dumps(string) for string in next(strings))
                lines.append(f"any = [{quoted}]\n")
            lines.append(line)
        path.write_text("".join(lines), encoding="utf-8")
    rows = (f"  {json.dumps(key)}: {json.dumps(found)}" for key, found in sorted(all_starts().items()))
    (LEXICONS / STARTS).write_text("{\n" + ",\n".join(rows) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
