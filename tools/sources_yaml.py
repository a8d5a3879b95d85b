"""``docs/reference/sources-yaml.md``: every key of sources.yaml, from its JSON Schema."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from aggregator.config import config_schema
from aggregator.publish.markdown import markdown_text

PAGE: Final = Path(__file__).parents[1] / "docs" / "reference" / "sources-yaml.md"

_SECTIONS: Final = {
    "Show": "shows",
    "Source": "sources",
    "Selectors": "sources: selectors",
    "Expect": "sources: expect",
    "Notify": "notify",
    "Settings": "settings",
}
"""Definitions of the schema, and where their keys stand in the file."""

_INTRODUCTION: Final = """\
# sources.yaml

What is followed, and where it is looked for: YAML, or JSON, in UTF-8. `aggregator config init` writes one to begin
with, `aggregator config check` names every problem with line and column, and `aggregator config schema` prints the JSON
Schema that this page is made of. A key that is not listed here is a problem, with a guess at what was meant.

Times are numbers of seconds, or `30m`, `6h`, `3d`. Values of the form `env:NAME` are taken from the environment.

This page is made by `make docs-pages`.
"""


def page() -> str:
    """The whole page."""
    schema = config_schema()
    return "\n".join([_INTRODUCTION, *(_section(schema, name, title) for name, title in _SECTIONS.items())])


def _section(schema: Mapping[str, Any], name: str, title: str) -> str:
    described = schema["$defs"][name]
    required = described.get("required", ())
    lines = ["| Key | Value | Meaning |", "| --- | --- | --- |"]
    for key, value in described["properties"].items():
        lines.append(f"| `{key}` | {_value(schema, value, is_required=key in required)} | {_meaning(value)} |")
    return "\n".join([f"## {title}\n\n{_prose(described['description'])}\n", *lines, ""])


def _value(schema: Mapping[str, Any], value: Mapping[str, Any], *, is_required: bool) -> str:
    kinds = _joined(_kinds(schema, value), ", ")
    default = value.get("default")
    if isinstance(default, float) and default.is_integer():
        default = int(default)
    if is_required:
        return f"{kinds}; **required**"
    has_default = default not in (None, [], {}) and not isinstance(default, dict)
    shown = json.dumps(default, ensure_ascii=False).strip('"')
    return f"{kinds}; else `{shown}`" if has_default else kinds


def _kinds(schema: Mapping[str, Any], value: Mapping[str, Any]) -> Iterator[str]:
    """What a value may be, in words; alternatives and references are followed."""
    if "$ref" in value:
        target = value["$ref"].rpartition("/")[2]
        if target in _SECTIONS:
            anchor = _SECTIONS[target].replace(": ", "-")
            yield f"[keys](#{anchor})"
            return
        value = schema["$defs"][target]
    for inner in (*value.get("anyOf", ()), *value.get("allOf", ())):
        yield from _kinds(schema, inner)
    if "enum" in value:
        yield from (f"`{word}`" for word in value["enum"])
    elif value.get("type") == "array":
        yield f"list of {_joined(_kinds(schema, value['items']), ' or ')}"
    elif value.get("type") == "object":
        yield "keys and values"
    else:
        types = value.get("type", ())
        for name in [types] if isinstance(types, str) else types:
            if name != "null":
                yield {"string": "text", "boolean": "true or false"}.get(name, name)


def _joined(kinds: Iterable[str], by: str) -> str:
    """Kinds in one phrase. Text that YAML reads as a number is text all the same; a number or text is a time."""
    known = list(dict.fromkeys(kinds))
    match known:
        case ["text", "number"]:
            return "text"
        case ["number", "text"]:
            return "time"
    return by.join(known)


def _meaning(value: Mapping[str, Any]) -> str:
    text = _prose(value.get("description", ""))
    examples = [json.dumps(example, ensure_ascii=False) for example in value.get("examples", ())]
    return f"{text} Example: {', '.join(f'`{example}`' for example in examples)}" if examples else text


def _prose(text: str) -> str:
    """Docstrings set code in two backticks; everything between is plain text."""
    parts = re.split(r"``([^`]+)``", text)
    return "".join(f"`{part}`" if number % 2 else _plain(part) for number, part in enumerate(parts))


def _plain(text: str) -> str:
    """As ``markdown_text``, with the spaces around it, which that takes away."""
    inner = markdown_text(text)
    return f"{' ' * (text[:1] == ' ')}{inner}{' ' * (text[-1:] == ' ')}" if inner else " " * bool(text)
