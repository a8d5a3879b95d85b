"""What is read without the models is what they make of it, and what most people write is read without them."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from aggregator.config import config_schema
from aggregator.config.document import Document, Value, parse_document
from aggregator.config.load import load_text
from aggregator.config.plain import read_plainly
from aggregator.config.validation import read_by_models
from tests.config.test_load import EVERYTHING

NEEDED: dict[str, dict[str, Value]] = {
    "Show": {"title": "Salt Road"},
    "Source": {"id": "pressline", "kind": "feed", "url": "https://pressline.example.org/feed"},
    "Archive": {"folder": "archive"},
    "Notify": {"id": "phone", "urls": ["ntfy://topic"]},
}
"""What each mapping cannot do without."""


def file_with(model: str, keys: dict[str, Value]) -> dict[str, Value]:
    """A file in which a mapping of that kind has these keys, beside what it cannot do without."""
    item: Value = NEEDED.get(model, {}) | keys
    file: dict[str, Value] = {"shows": [NEEDED["Show"]], "sources": [NEEDED["Source"]]}
    places: dict[str, dict[str, Value]] = {
        "Show": {"shows": [item]},
        "Source": {"sources": [item]},
        "Selectors": {"sources": [NEEDED["Source"] | {"selectors": item}]},
        "Expect": {"sources": [NEEDED["Source"] | {"expect": item}]},
        "Settings": {"settings": item},
        "Archive": {"settings": {"archive": item}},
        "Notify": {"notify": [item]},
    }
    return file | (keys if model == "file" else places[model])


def as_text(value: Any) -> Value:
    """A value of the schema as the document has it, which knows nothing but text."""
    if isinstance(value, dict):
        return {str(key): as_text(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_text(item) for item in value]
    return None if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def modelled(value: Value) -> dict[str, Any] | None:
    try:
        return read_by_models(value)
    except ValidationError:
        return None


def keys_of_the_schema() -> Iterator[tuple[str, str, dict[str, Any]]]:
    schema = config_schema()
    for model, definition in [("file", schema), *schema["$defs"].items()]:
        for key, described in definition.get("properties", {}).items():
            yield model, key, described


def spoken_of(described: Any, defs: dict[str, Any]) -> Iterator[Any]:
    """Examples, choices and defaults of a key, and numbers at and beyond its bounds."""
    if not isinstance(described, dict):
        return
    yield from described.get("examples", ())
    yield from described.get("enum", ())
    yield from (
        [choice] for choice in defs.get(str(described.get("items", {}).get("$ref")).split("/")[-1], {}).get("enum", ())
    )
    if "default" in described:
        yield described["default"]
    for bound in ("minimum", "maximum", "exclusiveMinimum"):
        if bound in described:
            yield from (described[bound] + step for step in (-1, 0, 1))
    for part in described.get("anyOf", ()):
        yield from spoken_of(part, defs)
    if "$ref" in described:
        yield from spoken_of(defs[described["$ref"].split("/")[-1]], defs)


KEYS = {f"{model}.{key}": (model, key, described) for model, key, described in keys_of_the_schema()}
ANYTHING: tuple[Value, ...] = (
    None, "", " ", "0", "1", "-1", "+1", "01", "1.0", "1_000", "1__0", "_1", "1e3", "9" * 30, "true", "NO", "maybe",
    "1h", "2 parsecs", "0s", "366d", "367d", "a b", "a\nb", "[", "h1 >", "env:X", "env:", "https://a.example/",
    "ftp://a.example/", "http://a:b@c.example/", [], [None], [""], ["x"], [["x"]], {}, {"a": None}, {"a": "b"},
    {"a": ["b"]}, {" a ": ["b"]},
)  # fmt: skip
"""Values of every shape, right for some key and wrong for others."""


@pytest.mark.parametrize("named", KEYS)
def test_a_key_with_its_examples_and_bounds_is_read_as_the_models_read_it(named: str) -> None:
    model, key, described = KEYS[named]
    for value in map(as_text, spoken_of(described, config_schema()["$defs"])):
        file = file_with(model, {key: value})
        assert read_plainly(file) == modelled(file)
        assert read_plainly(file_with(model, {key: value, "unknown": "x"})) is None


@pytest.mark.parametrize("named", KEYS)
def test_what_is_read_of_any_value_is_what_the_models_read(named: str) -> None:
    model, key, _ = KEYS[named]
    for value in ANYTHING:
        file = file_with(model, {key: value})
        assert read_plainly(file) in (None, modelled(file))


@pytest.mark.parametrize("named", KEYS)
def test_an_example_of_every_key_is_read_without_the_models(named: str) -> None:
    model, key, described = KEYS[named]
    for example in described.get("examples", ()):
        assert read_plainly(file_with(model, {key: as_text(example)})) is not None


def test_a_file_with_everything_is_read_without_the_models() -> None:
    everything = EVERYTHING.replace("- Squid Game", "- title: Squid Game")  # titles alone are spelt out before
    document = parse_document(everything)
    assert isinstance(document, Document)
    assert read_plainly(document.value) == modelled(document.value) is not None


VALUES = st.recursive(
    st.none() | st.sampled_from([value for value in ANYTHING if isinstance(value, str)]) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["title", "id", "a"]), inner, max_size=3)
    ),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from(list(KEYS)), VALUES, max_size=4))
def test_whatever_stands_in_a_file_is_read_as_the_models_read_it(drawn: dict[str, Value]) -> None:
    for named, value in drawn.items():
        model, key, _ = KEYS[named]
        file = file_with(model, {key: value})
        assert read_plainly(file) in (None, modelled(file))


@given(VALUES)
def test_whatever_a_file_is_is_read_as_the_models_read_it(value: Value) -> None:
    assert read_plainly(value) in (None, modelled(value))


def test_a_right_file_is_loaded_without_pydantic(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from aggregator.config.load import load_text;"
        "load_text(sys.stdin.read(), Path('sources.yaml'), {});"
        "print([name for name in ('pydantic', 'ruamel.yaml') if name in sys.modules])"
    )
    text = "shows: [Salt Road]\nsources: [{id: a, kind: feed, url: 'https://a.example/'}]\n"
    ran = subprocess.run([sys.executable, "-c", code], input=text, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
    assert load_text(text, tmp_path / "sources.yaml", {}).sources[0].id == "a"
