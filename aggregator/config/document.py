"""YAML text to plain values, each with the line and column where it stands. No I/O, no knowledge of any key.

The text is composed to nodes and never constructed: no tag makes an object, and no scalar is guessed to be a
number, a date or a truth value. Every scalar is the text as written, but an empty one, ``~`` and ``null``, which are
None; whoever knows the key decides what the text means. So a show may be called 24, 1923 or Yes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

from aggregator.config.suggest import quoted, shorten

if TYPE_CHECKING:
    from ruamel.yaml.error import MarkedYAMLError
    from yaml.cyaml import CParser

KeyPath: TypeAlias = tuple[str | int, ...]
Node: TypeAlias = Any
"""Of ruamel.yaml, or ``_PlainNode``."""
Value: TypeAlias = "str | list[Value] | dict[str, Value] | None"

MAX_DEPTH: Final = 12
"""Levels of nesting; the deepest key there is stands on the fifth."""

MAX_ALIASED_VALUES: Final = 10_000
"""Values that aliases (``*name``) may add to those written out; ten lines of nested aliases can add millions."""

_TAG_PREFIX: Final = "tag:yaml.org,2002:"
_READ_OTHERWISE: Final = re.compile("[\t\x85\u2028\u2029\ufeff]")
"""Line breaks to YAML 1.1 and not to 1.2; tabs and marks of byte order, which are refused or counted otherwise."""

_NULLS: Final = frozenset(("", "~", "null", "Null", "NULL"))
"""YAML 1.2, 10.3.2, and 1.1 alike."""
_PLAIN_TAGS: Final = frozenset(
    ["!", *(_TAG_PREFIX + kind for kind in ("str", "int", "float", "bool", "null", "timestamp", "value", "map", "seq"))]
)


class Mark(NamedTuple):
    """A place in the file; both count from 1."""

    line: int
    column: int


class Problem(NamedTuple):
    """One thing wrong in the file; sorts in the order of the file."""

    mark: Mark
    text: str


@dataclass(slots=True)
class Document:
    """What a file says: ``value``, and where each part of it stands.

    A path is the keys and indexes that lead to a value: ``("sources", 2, "url")``.
    """

    value: Value = None
    marks: dict[KeyPath, Mark] = field(default_factory=dict)
    key_marks: dict[KeyPath, Mark] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def problem(self, path: KeyPath, message: str, *, key: str | None = None) -> Problem:
        """``message`` about the value at ``path``, or about ``key`` in the mapping there."""
        mark = self.key_marks[*path, key] if key is not None else self._nearest_mark(path)
        label = self._label(path)
        return Problem(mark, f"{label}: {message}" if label else message)

    def get(self, *path: str | int) -> Value:
        """The value at ``path``; None where there is none."""
        value = self.value
        for step in path:
            if isinstance(value, dict) and isinstance(step, str):
                value = value.get(step)
            elif isinstance(value, list) and isinstance(step, int) and step < len(value):
                value = value[step]
            else:
                return None
        return value

    def _nearest_mark(self, path: KeyPath) -> Mark:
        while path and path not in self.marks:
            path = path[:-1]
        return self.marks.get(path, Mark(1, 1))

    def _label(self, path: KeyPath) -> str:
        """``sources[2] (deadline-tv): selectors.links`` for people, who count neither lines nor list items."""
        if len(path) >= 2 and isinstance(path[1], int):
            item = self.get(*path[:2])
            name = (item.get("id") or item.get("title")) if isinstance(item, dict) else None
            head = f"{path[0]}[{path[1]}]" + (f" ({shorten(name)})" if isinstance(name, str) and name.strip() else "")
            return ": ".join(filter(None, (head, _dotted(path[2:]))))
        return _dotted(path)


def parse_document(text: str, *, list_under: str | None = None) -> Document | Problem:
    """The values in ``text``, which is YAML 1.2 or JSON; the problem where it is neither.

    With ``list_under`` a text that is one bare list is read as if it stood under that key.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError
    from ruamel.yaml.reader import ReaderError

    yaml = YAML(typ="safe", pure=True)
    yaml.composer.warn_double_anchors = False
    try:
        root = yaml.compose(text)
        return _Reader(budget=len(text) + MAX_ALIASED_VALUES).read(root, list_under)
    except MarkedYAMLError as error:
        return _explain_syntax(error)
    except ReaderError as error:
        before = text[: error.position]
        mark = Mark(before.count("\n") + 1, error.position - before.rfind("\n"))
        return Problem(mark, f"character U+{ord(text[error.position]):04X} is not allowed in YAML; remove it")
    except RecursionError:
        return Problem(Mark(1, 1), "nested too deeply to be a configuration")
    except _TooMuchError as error:
        return Problem(error.mark, str(error))


def parse_quickly(text: str, *, list_under: str | None = None) -> Document | None:
    """What ``parse_document`` makes of ``text``, in a tenth of its time; None where that is not certain.

    libyaml reads YAML 1.1 and says other things of what is no YAML, so nothing that is wrong, and nothing that few
    write, is left to it; nor is it everywhere.
    """
    if _READ_OTHERWISE.search(text):
        return None
    try:
        from yaml import YAMLError
        from yaml.cyaml import CParser
    except ImportError:
        return None
    try:
        root = _root(CParser(text))
        return _Reader(budget=len(text) + MAX_ALIASED_VALUES).read(root, list_under)
    except (YAMLError, UnicodeEncodeError, _TooMuchError, _UncertainError):
        return None


class _UncertainError(Exception):
    """Something that YAML 1.1 and 1.2 may read in different ways, or that is read by hand."""


class _PlainNode(NamedTuple):
    """A node as ruamel.yaml has them, as far as ``_Reader`` looks at it."""

    id: str
    tag: str | None
    value: Any
    start_mark: Any


def _root(parser: CParser) -> _PlainNode:
    """The node of the one document, which has no directives."""
    begun = [parser.get_event(), parser.get_event()]
    if type(begun[1]).__name__ != "DocumentStartEvent" or begun[1].version or begun[1].tags:
        raise _UncertainError
    root = _node(parser, 0)
    ended = [type(parser.get_event()).__name__ for _ in range(2)]
    if root is None or root.id == "scalar" or ended != ["DocumentEndEvent", "StreamEndEvent"]:
        raise _UncertainError
    return root


def _node(parser: CParser, depth: int) -> _PlainNode | None:
    """The next node; None at the end of what it would stand in."""
    event = parser.get_event()
    kind = type(event).__name__
    if kind in ("SequenceEndEvent", "MappingEndEvent"):
        return None
    if kind == "AliasEvent" or event.anchor is not None or event.tag is not None or depth > MAX_DEPTH:
        raise _UncertainError
    if kind == "ScalarEvent":
        is_plain = event.implicit[0]
        if event.style in ("|", ">") or (is_plain and event.value == "<<"):
            raise _UncertainError
        tag = f"{_TAG_PREFIX}null" if is_plain and event.value in _NULLS else None
        return _PlainNode("scalar", tag, event.value, event.start_mark)
    inner = list(iter(lambda: _node(parser, depth + 1), None))
    if kind == "SequenceStartEvent":
        return _PlainNode("sequence", None, inner, event.start_mark)
    return _PlainNode("mapping", None, list(zip(inner[::2], inner[1::2], strict=True)), event.start_mark)


class _TooMuchError(Exception):
    """More values, or deeper nesting, than a configuration can have."""

    def __init__(self, mark: Mark, message: str) -> None:
        super().__init__(message)
        self.mark = mark


class _Reader:
    """Turns nodes into a document; ``budget`` is how many values it may hold."""

    def __init__(self, budget: int) -> None:
        self._budget = budget
        self._document = Document()
        self._found: list[tuple[KeyPath, Mark, str]] = []

    def read(self, root: Node | None, list_under: str | None) -> Document:
        document = self._document
        if list_under is not None and root is not None and root.id == "sequence":
            document.value = {list_under: self._value(root, (list_under,))}
        elif root is not None:
            document.value = self._value(root, ())
        # Only now can a problem name the item that it is in.
        document.problems = [document.problem(path, text)._replace(mark=mark) for path, mark, text in self._found]
        return document

    def _value(self, node: Node, path: KeyPath) -> Value:
        mark = _mark_of(node)
        self._budget -= 1
        if self._budget < 0:
            raise _TooMuchError(mark, "aliases (*name) repeat this too many times; write the values out")
        if len(path) > MAX_DEPTH:
            raise _TooMuchError(mark, "nested too deeply to be a configuration")
        self._document.marks[path] = mark
        if node.tag and node.tag not in _PLAIN_TAGS:
            tag = node.tag.replace(_TAG_PREFIX, "!!")
            self._found.append((path, mark, f"the YAML tag {shorten(tag)} is not supported; remove it"))
        if node.id == "scalar":
            return _text(node)
        if node.id == "mapping":
            return self._mapping(node, path)
        return [self._value(item, (*path, index)) for index, item in enumerate(node.value)]

    def _mapping(self, node: Node, path: KeyPath) -> Value:
        mapping: dict[str, Value] = {}
        for key_node, value_node in node.value:
            key = self._key(key_node, path)
            if key is None:
                continue
            mark = _mark_of(key_node)
            if key in mapping:
                first = self._document.key_marks[*path, key]
                self._found.append((path, mark, f"key {quoted(key)} is here twice; the first is in line {first.line}"))
                continue
            self._document.key_marks[*path, key] = mark
            mapping[key] = self._value(value_node, (*path, key))
            if mapping[key] is None and not value_node.value:
                # What is not there stands, to YAML, where the next thing is: lines below.
                self._document.marks[*path, key] = mark
        return mapping

    def _key(self, node: Node, path: KeyPath) -> str | None:
        """The key as text; None, and a problem noted, where it cannot be one."""
        if node.tag == f"{_TAG_PREFIX}merge":
            message = "merge keys (<<) are not supported; write the keys out"
        elif node.id != "scalar":
            message = "a key must be text"
        else:
            return _text(node) or ""
        self._found.append((path, _mark_of(node), message))
        return None


def _text(node: Node) -> str | None:
    if node.tag == f"{_TAG_PREFIX}null":
        return None
    if node.value.isascii():
        return str(node.value)
    # JSON writes characters beyond the basic plane as two escapes, which YAML reads as two halves of one.
    return str(node.value).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _mark_of(node: Node) -> Mark:
    return Mark(node.start_mark.line + 1, node.start_mark.column + 1)


def _dotted(path: KeyPath) -> str:
    """``("aliases", 1)`` as ``aliases[1]``."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{shorten(step)}" if text else shorten(step)
    return text


# What the YAML library says, by a part of its wording; and what the reader of the message has to do. The flag tells
# whether the place to look at is where the construct begins rather than where the parser gave up.
_SYNTAX: Final[dict[str, tuple[str, bool]]] = {
    "'\\t' that cannot start": ("a tab stands here; YAML is indented with spaces", False),
    "that cannot start any token": ("text that begins with this character must stand in quotes", False),
    "mapping values are not allowed": (
        "this ': ' fits nothing; quote the value that holds it, or mend the line above",
        False,
    ),
    "unexpected end of stream": ("the quotation mark that opens here is never closed", True),
    "node content, but found '<stream end>'": ("the file ends while a bracket is still open", False),
    "got '<stream end>'": ("the bracket that opens here is never closed", True),
    "expected ',' or": ("a comma or the closing bracket is missing before this", False),
    "but found '<scalar>'": ("this follows a value that has ended; put the whole text in quotes", False),
    "but found ']'": ("a closing bracket without an opening one", False),
    "but found '}'": ("a closing bracket without an opening one", False),
    "expected <block end>": ("the indentation fits nothing above; line keys of one mapping up with each other", False),
    "could not find expected ':'": ("this line is no 'key: value'; is the ':' missing, or the space after it?", True),
    "undefined alias": ("this alias (*name) has no anchor (&name) before it; quote text that begins with *", False),
    "but found another document": ("a second document begins here; one file holds one configuration", False),
    "unknown escape character": ("unknown escape in double quotes; use single quotes, or double the backslash", False),
}


def _explain_syntax(error: MarkedYAMLError) -> Problem:
    known = (advice for wording, advice in _SYNTAX.items() if wording in str(error.problem))
    message, at_beginning = next(known, (f"this is not valid YAML: {error.problem}", False))
    mark = error.problem_mark
    if error.context_mark is not None and (at_beginning or mark is None):
        mark = error.context_mark
    return Problem(Mark(mark.line + 1, mark.column + 1) if mark else Mark(1, 1), message)
