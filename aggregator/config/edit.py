"""Tidy changes to the text of sources.yaml: something is inserted, everything else stays as it was written.

Nothing is loaded and dumped, so that comments, order, quotes and blank lines cannot change: each change is a text put
in at one place, in the style of what stands around it. What comes of it is read again, and is only given back where
it says exactly what the file said before, and what was to be added. No I/O.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from typing import TYPE_CHECKING, Final

from aggregator.config.document import Document, Value, parse_document
from aggregator.config.writing import INDENT, block_item, flow, flow_item, flow_pairs, pair_lines
from aggregator.errors import ConfigError

if TYPE_CHECKING:
    from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

SHOW_KEYS: Final = ("title", "aliases", "network", "year", "imdb", "tvmaze", "wikidata")
"""In the order in which a show has them."""

Insertions = list[tuple[int, str]]


def with_sources(text: str, sources: Sequence[Mapping[str, Value]], notes: Sequence[str] = ()) -> str:
    """``text`` with ``sources`` at the end of its sources, in the style of the last one there.

    Args:
        text: Of a valid sources.yaml.
        sources: As sources.yaml has them, in the order in which their keys shall stand.
        notes: A comment for each, shown beside its first line; none where they are left out.

    Raises:
        ConfigError: There is no tidy way; the message has what is to be added by hand.
    """
    root, document = _read(text)
    expected = deepcopy(document.value)
    if not isinstance(expected, dict):
        raise _no_way(sources)
    kept = expected.get("sources")
    expected["sources"] = [*(kept if isinstance(kept, list) else []), *(dict(source) for source in sources)]
    commented = [*notes, *[""] * (len(sources) - len(notes))]
    insertions = _add_items(text, root, list(zip(sources, commented, strict=True)))
    return _checked(_inserted(text, insertions), expected, sources)


def with_show_keys(text: str, additions: Mapping[int, Mapping[str, Value]]) -> str:
    """``text`` with further keys for some of its shows.

    Args:
        text: Of a valid sources.yaml.
        additions: By the place of the show in the file, from 0: keys that it has not yet; ``aliases`` are added to
            those that it has.

    Raises:
        ConfigError: There is no tidy way; the message has what is to be added by hand.
    """
    from ruamel.yaml.nodes import SequenceNode

    root, document = _read(text)
    expected = deepcopy(document.value)
    shows = expected.get("shows") if isinstance(expected, dict) else None
    node = _value_of(root, "shows")
    if not isinstance(shows, list) or not isinstance(node, SequenceNode):
        raise _no_way([dict(one) for one in additions.values()])
    insertions: Insertions = []
    for place, unordered in additions.items():
        added = {key: unordered[key] for key in sorted(unordered, key=SHOW_KEYS.index)}
        shows[place] = _merged(shows[place], added)
        insertions += _add_keys(text, node.value[place], added, in_flow=bool(node.flow_style))
    return _checked(_inserted(text, insertions), expected, list(additions.values()))


def as_yaml(values: Iterable[Mapping[str, Value]]) -> str:
    """``values`` as a list of YAML, to be shown."""
    return "".join(block_item(value, "", 0) for value in values)


def _merged(show: Value, added: Mapping[str, Value]) -> Value:
    merged: dict[str, Value] = dict(show) if isinstance(show, dict) else {"title": show}
    for key, value in added.items():
        before = merged.get(key)
        merged[key] = [*before, *value] if isinstance(before, list) and isinstance(value, list) else value
    return merged


def _read(text: str) -> tuple[Node | None, Document]:
    from ruamel.yaml import YAML

    document = parse_document(text)
    if not isinstance(document, Document) or document.problems:
        raise ConfigError("sources.yaml has problems; `aggregator config check` names them")
    return YAML(typ="safe", pure=True).compose(text), document


def _checked(text: str, expected: Value, added: Sequence[Mapping[str, Value]]) -> str:
    document = parse_document(text)
    if not isinstance(document, Document) or document.problems or document.value != expected:
        raise _no_way(added)
    return text


def _no_way(added: Sequence[Mapping[str, Value]]) -> ConfigError:
    return ConfigError(
        "sources.yaml is written in a way that cannot be added to without disturbing it; add this by hand:\n"
        + as_yaml(added)
    )


def _inserted(text: str, insertions: Insertions) -> str:
    """All in one go; with the line ends of ``text``. Of several at one place the first comes first."""
    line_end = "\r\n" if "\r\n" in text else "\n"
    pieces, done = [], 0
    for place, piece in sorted(insertions, key=lambda one: one[0]):
        pieces += [text[done:place], piece.replace("\n", line_end)]
        done = place
    return "".join([*pieces, text[done:]])


# --- where something goes ------------------------------------------------------------------------------------


def _value_of(root: Node | None, key: str) -> Node | None:
    from ruamel.yaml.nodes import MappingNode

    pairs = root.value if isinstance(root, MappingNode) else ()
    return next((value for name, value in pairs if name.value == key), None)


def _end_of(node: Node) -> int:
    """Where what is written of ``node`` ends: YAML counts comments and blank lines after a block to the block."""
    from ruamel.yaml.nodes import MappingNode, SequenceNode

    if isinstance(node, MappingNode) and not node.flow_style and node.value:
        key, value = node.value[-1]
        # What is not there stands, to YAML, where the next thing is.
        return _end_of(value) if _is_written(value) else _end_of(key) + 1
    if isinstance(node, SequenceNode) and not node.flow_style and node.value:
        return _end_of(node.value[-1])
    return int(node.end_mark.index)


def _is_written(node: Node) -> bool:
    return bool(node.end_mark.index > node.start_mark.index)


def _next_line(text: str, place: int) -> int:
    """Where the line after the one that ``place`` stands in begins, behind its comment."""
    if place and text[place - 1] == "\n":
        return place
    found = text.find("\n", place)
    return len(text) if found < 0 else found + 1


def _lines_at(text: str, place: int, lines: str) -> tuple[int, str]:
    """Whole lines at ``place``, which is the beginning of a line or the end of the text."""
    return place, lines if not place or text[place - 1] == "\n" else f"\n{lines}"


def _add_items(text: str, root: Node | None, items: list[tuple[Mapping[str, Value], str]]) -> Insertions:
    from ruamel.yaml.nodes import MappingNode, SequenceNode

    node = _value_of(root, "sources")
    is_json = text.lstrip().startswith("{")
    if node is None or not isinstance(node, SequenceNode):
        if node is not None and _is_written(node):
            return []
        block = "".join(block_item(item, note, INDENT) for item, note in items)
        if node is not None and isinstance(root, MappingNode):
            key = next(name for name, value in root.value if value is node)
            return [_lines_at(text, _next_line(text, _end_of(key) + 1), block)]
        return [_lines_at(text, len(text), f"\nsources:\n{block}")]
    if node.flow_style:
        return _add_to_flow_list(text, node, [dict(item) for item, _ in items], is_json=is_json)
    last = node.value[-1]
    dash = text.rfind("-", 0, last.start_mark.index)
    indent = dash - (text.rfind("\n", 0, dash) + 1)
    gap = "\n" if len(node.value) > 1 and _has_blank_line(text, node.value[-2], last) else ""
    flowing = isinstance(last, MappingNode) and last.flow_style
    block = "".join(
        gap + (flow_item(item, note, indent) if flowing else block_item(item, note, indent)) for item, note in items
    )
    return [_lines_at(text, _next_line(text, _end_of(last)), block)]


def _has_blank_line(text: str, before: Node, after: Node) -> bool:
    between = text[_end_of(before) : after.start_mark.index]
    return bool(re.search(r"\n[ \t]*\r?\n", between))


def _add_to_flow_list(text: str, node: SequenceNode, items: Sequence[Value], *, is_json: bool) -> Insertions:
    written = [json.dumps(item, ensure_ascii=False) if is_json else flow(item) for item in items]
    if not node.value:
        return [(node.end_mark.index - 1, ", ".join(written))]
    last = node.value[-1]
    line = text[text.rfind("\n", 0, last.start_mark.index) + 1 : last.start_mark.index]
    comma = ", " if line.strip() else f",\n{line}"
    return [(_end_of(last), "".join(comma + item for item in written))]


def _add_keys(text: str, node: Node, added: Mapping[str, Value], *, in_flow: bool) -> Insertions:
    from ruamel.yaml.nodes import MappingNode

    if not isinstance(node, MappingNode):
        return _spell_out(text, node, added, in_flow=in_flow)
    is_json = text.lstrip().startswith("{")
    insertions: Insertions = []
    fresh = {}
    for key, value in added.items():
        there = next((found for name, found in node.value if name.value == key and _is_written(found)), None)
        if there is None:
            fresh[key] = value
        else:
            insertions += _lengthen(text, there, value, is_json=is_json)
    if node.flow_style:
        pairs = json.dumps(fresh, ensure_ascii=False)[1:-1] if is_json else flow_pairs(fresh)
        return [*insertions, *([(_end_of(node.value[-1][1]), f", {pairs}")] if fresh else [])]
    column = node.start_mark.column
    for key, value in fresh.items():
        place = _next_line(text, _end_of_pair(_before(node, key)))
        insertions.append(_lines_at(text, place, pair_lines(key, value, column)))
    return insertions


def _before(node: MappingNode, key: str) -> tuple[ScalarNode, Node]:
    """The pair of ``node`` after which ``key`` belongs."""
    earlier = SHOW_KEYS[: SHOW_KEYS.index(key)]
    pairs = [pair for pair in node.value if pair[0].value in earlier]
    found: tuple[ScalarNode, Node] = (pairs or node.value)[-1]
    return found


def _end_of_pair(pair: tuple[ScalarNode, Node]) -> int:
    key, value = pair
    return _end_of(value) if _is_written(value) else _end_of(key) + 1


def _spell_out(text: str, node: Node, added: Mapping[str, Value], *, in_flow: bool) -> Insertions:
    """A show that is a title alone becomes a mapping."""
    start = node.start_mark.index
    if in_flow:
        return [(start, "{title: "), (_end_of(node), f", {flow_pairs(added)}}}")]
    column = node.start_mark.column
    lines = "".join(pair_lines(key, value, column) for key, value in added.items())
    return [(start, "title: "), _lines_at(text, _next_line(text, _end_of(node)), lines)]


def _lengthen(text: str, node: Node, value: Value, *, is_json: bool) -> Insertions:
    """Further items for a list that is there."""
    from ruamel.yaml.nodes import SequenceNode

    if not isinstance(node, SequenceNode) or not isinstance(value, list):
        return []
    if node.flow_style:
        return _add_to_flow_list(text, node, value, is_json=is_json)
    last = node.value[-1]
    dash = text.rfind("-", 0, last.start_mark.index)
    margin = " " * (dash - (text.rfind("\n", 0, dash) + 1))
    lines = "".join(f"{margin}- {flow(item)}\n" for item in value)
    return [_lines_at(text, _next_line(text, _end_of(last)), lines)]


def difference(before: str, after: str) -> Iterator[str]:
    """What a change does, for showing it: added lines begin with +, and two of those around are there too."""
    from difflib import unified_diff

    for line in unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=2):
        if not line.startswith(("---", "+++", "@@")):
            yield line
