"""Values of sources.yaml as YAML that people would write: bare words where they are read back as they are. No I/O."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Final

from aggregator.config.document import Value
from aggregator.text import clean_line

INDENT: Final = 2
"""Columns from a list to the keys of its items, and from a key to what stands below it."""

MAX_LINE_CHARS: Final = 120
"""A list or mapping that would make a longer line is written on lines of its own."""

_UNFIT: Final = r"\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff,\[\]{}\""
_PLAIN: Final = re.compile(rf"[^\W_](?:[^{_UNFIT}]*[^\s:{_UNFIT}])?")
_NO_PLAIN: Final = re.compile(r": | #|^(?:null|Null|NULL)$")
_INVISIBLE: Final = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")


def block_item(item: Mapping[str, Value], note: str, indent: int) -> str:
    """A mapping on lines of its own, as an item of a list; ``note`` is a comment in its first line."""
    margin = " " * indent
    lines = "".join(pair_lines(key, value, indent + INDENT) for key, value in item.items())
    first, _, rest = lines.partition("\n")
    return f"{margin}- {first.lstrip()}{_comment(note)}\n{rest}"


def flow_item(item: Mapping[str, Value], note: str, indent: int) -> str:
    """A mapping on one line, as an item of a list; on lines of its own where that would be too long."""
    line = f"{' ' * indent}- {flow(dict(item))}"
    return f"{line}{_comment(note)}\n" if len(line) <= MAX_LINE_CHARS else block_item(item, note, indent)


def _comment(note: str) -> str:
    line = clean_line(note)
    return f" # {line}" if line else ""


def pair_lines(key: str, value: Value, indent: int) -> str:
    """A key with its value, which stands on lines of its own where one would be too long."""
    margin = " " * indent
    line = f"{margin}{_scalar(key)}: {flow(value)}\n"
    if len(line) <= MAX_LINE_CHARS or not isinstance(value, (list, dict)):
        return line
    if isinstance(value, dict):
        inner = "".join(pair_lines(name, one, indent + INDENT) for name, one in value.items())
    else:
        inner = "".join(f"{margin}{' ' * INDENT}- {flow(one)}\n" for one in value)
    return f"{margin}{_scalar(key)}:\n{inner}"


def flow_pairs(values: Mapping[str, Value]) -> str:
    """The inside of a mapping in braces."""
    return ", ".join(f"{_scalar(key)}: {flow(value)}" for key, value in values.items())


def flow(value: Value) -> str:
    """Any value on one line."""
    match value:
        case dict():
            return f"{{{flow_pairs(value)}}}"
        case list():
            return f"[{', '.join(map(flow, value))}]"
        case None:
            return "null"
        case _:
            return _scalar(value)


def _scalar(text: str) -> str:
    """``text`` as YAML reads it back in any place: bare where it can be, else in double quotes, as in JSON."""
    if _PLAIN.fullmatch(text) and not _NO_PLAIN.search(text):
        return text
    return _INVISIBLE.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))
