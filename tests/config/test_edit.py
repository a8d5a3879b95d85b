"""Changes to the text of sources.yaml: what is added is read back, and nothing else is touched."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.config.document import Document, Value, parse_document
from aggregator.config.edit import as_yaml, with_show_keys, with_sources
from aggregator.errors import ConfigError

SHIPPED = (Path(__file__).parents[2] / "sources.yaml").read_text(encoding="utf-8")
NEW: dict[str, Value] = {"id": "wire", "kind": "feed", "url": "https://wire.test/feed"}
SHOWS = "shows: [Salt Road]\n"


def value_of(text: str) -> Value:
    document = parse_document(text)
    assert isinstance(document, Document)
    assert not document.problems
    return document.value


def is_kept(before: str, after: str) -> bool:
    """Whether every character of ``before`` is still there, in its order."""
    rest = iter(after)
    return all(character in rest for character in before)


SOURCES = {
    "at the end, indented as the others": (
        "sources:\n  - id: a\n    kind: feed\n    url: https://a.test/\n",
        "sources:\n  - id: a\n    kind: feed\n    url: https://a.test/\n"
        "  - id: wire\n    kind: feed\n    url: https://wire.test/feed\n",
    ),
    "not indented, as the others": (
        "sources:\n- id: a\n  url: https://a.test/ # ours\n\nsettings: {}\n",
        "sources:\n- id: a\n  url: https://a.test/ # ours\n"
        "- id: wire\n  kind: feed\n  url: https://wire.test/feed\n\nsettings: {}\n",
    ),
    "with a blank line between, as the others": (
        "sources:\n  - id: a\n\n  # second\n  - id: b # it\n\n# the rest\nsettings:\n",
        "sources:\n  - id: a\n\n  # second\n  - id: b # it\n\n"
        "  - id: wire\n    kind: feed\n    url: https://wire.test/feed\n\n# the rest\nsettings:\n",
    ),
    "on one line, as the others": (
        "sources:\n  - {id: a, kind: feed}\n",
        "sources:\n  - {id: a, kind: feed}\n  - {id: wire, kind: feed, url: https://wire.test/feed}\n",
    ),
    "behind a file that ends in the middle of a line": (
        "sources:\n  - id: a",
        "sources:\n  - id: a\n  - id: wire\n    kind: feed\n    url: https://wire.test/feed\n",
    ),
    "with the line ends of the file": (
        "sources:\r\n  - id: a\r\nnotify: []\r\n",
        "sources:\r\n  - id: a\r\n  - id: wire\r\n    kind: feed\r\n    url: https://wire.test/feed\r\nnotify: []\r\n",
    ),
    "where there are none yet": (
        SHOWS,
        SHOWS + "\nsources:\n  - id: wire\n    kind: feed\n    url: https://wire.test/feed\n",
    ),
    "where nothing stands behind the key": (
        "sources: # to come\nsettings: {}\n",
        "sources: # to come\n  - id: wire\n    kind: feed\n    url: https://wire.test/feed\nsettings: {}\n",
    ),
    "into an empty list": (
        "sources: [] # none\n",
        "sources: [{id: wire, kind: feed, url: https://wire.test/feed}] # none\n",
    ),
    "into a list in brackets": (
        "sources: [{id: a}, {id: b}]\n",
        "sources: [{id: a}, {id: b}, {id: wire, kind: feed, url: https://wire.test/feed}]\n",
    ),
    "into a list with a comma at its end": (
        "sources: [{id: a},]\n",
        "sources: [{id: a}, {id: wire, kind: feed, url: https://wire.test/feed},]\n",
    ),
    "into JSON": (
        '{"sources": [\n    {"id": "a"}\n  ]}\n',
        '{"sources": [\n    {"id": "a"},\n    {"id": "wire", "kind": "feed", "url": "https://wire.test/feed"}\n  ]}\n',
    ),
    "behind a value that is a block of text": (
        "sources:\n  - id: a\n    note: |\n      one\n\n      two\nsettings: {}\n",
        "sources:\n  - id: a\n    note: |\n      one\n\n      two\n"
        "  - id: wire\n    kind: feed\n    url: https://wire.test/feed\nsettings: {}\n",
    ),
    "behind a key with nothing behind it": (
        "sources:\n  - id: a\n    language: # which?\nsettings: {}\n",
        "sources:\n  - id: a\n    language: # which?\n"
        "  - id: wire\n    kind: feed\n    url: https://wire.test/feed\nsettings: {}\n",
    ),
}


@pytest.mark.parametrize("case", SOURCES)
def test_a_source_is_added(case: str) -> None:
    before, after = SOURCES[case]
    assert with_sources(before, [NEW]) == after


def test_the_shipped_file_keeps_every_character() -> None:
    after = with_sources(SHIPPED, [NEW], ["one \x1b[31m line\n- id: evil"])
    assert after.startswith(SHIPPED)
    assert after.removeprefix(SHIPPED).splitlines() == [
        "  - id: wire # one [31m line - id: evil",
        "    kind: feed",
        "    url: https://wire.test/feed",
    ]


NO_WAY = {
    "a list whose last item is an alias": "x: &a {id: a}\nsources:\n  - {id: b}\n  - *a\n",
    "a document that is ended": "shows: []\n...\n",
}


@pytest.mark.parametrize("case", NO_WAY)
def test_what_cannot_be_added_tidily_is_shown_instead(case: str) -> None:
    with pytest.raises(ConfigError) as refused:
        with_sources(NO_WAY[case], [NEW])
    assert str(refused.value).endswith(as_yaml([NEW]))


def test_a_file_with_problems_is_left_alone() -> None:
    with pytest.raises(ConfigError, match="config check"):
        with_sources("sources: [\n", [NEW])


KEYS: dict[str, tuple[str, dict[str, Value], str]] = {
    "where a show has keys, in their order": (
        "shows:\n  - title: Salt Road # drama\n    network: Quay\n    not: [x]\n",
        {"year": "2021", "imdb": "tt0000001", "aliases": ["Salzweg"]},
        "shows:\n  - title: Salt Road # drama\n    aliases: [Salzweg]\n    network: Quay\n    year: 2021\n"
        "    imdb: tt0000001\n    not: [x]\n",
    ),
    "where it is a title alone": (
        "shows:\n  - Salt Road # drama\n  - Tide\n",
        {"tvmaze": "7"},
        "shows:\n  - title: Salt Road # drama\n    tvmaze: 7\n  - Tide\n",
    ),
    "where it is a title in a list in brackets": (
        "shows: [Salt Road, Tide]\n",
        {"tvmaze": "7"},
        "shows: [{title: Salt Road, tvmaze: 7}, Tide]\n",
    ),
    "where it is in braces": (
        "shows:\n  - {title: Salt Road}\n",
        {"network": "Quay: TV"},
        'shows:\n  - {title: Salt Road, network: "Quay: TV"}\n',
    ),
    "where it has names in brackets": (
        "shows:\n  - title: Salt Road\n    aliases: [A] # one\n",
        {"aliases": ["B, C"]},
        'shows:\n  - title: Salt Road\n    aliases: [A, "B, C"] # one\n',
    ),
    "where it has names on lines of their own": (
        "shows:\n  - title: Salt Road\n    aliases:\n      - A # one\n    year: 2021\n",
        {"aliases": ["B"]},
        "shows:\n  - title: Salt Road\n    aliases:\n      - A # one\n      - B\n    year: 2021\n",
    ),
    "in JSON": (
        '{"shows": [{"title": "Salt Road", "aliases": ["A"]}]}',
        {"aliases": ["B"], "imdb": "tt0000001"},
        '{"shows": [{"title": "Salt Road", "aliases": ["A", "B"], "imdb": "tt0000001"}]}',
    ),
}


@pytest.mark.parametrize("case", KEYS)
def test_keys_of_a_show_are_added(case: str) -> None:
    before, added, after = KEYS[case]
    assert with_show_keys(before, {0: added}) == after


LETTERS = "aZ0 _-.:;,#&*!|><='\"%@`[]{}()?~\\/\n\t\r\x00\x1b\x1f\x7f\x85é한\u2028\ufeff\uffff😀"
"""What YAML and XML have a use for, or none at all."""
texts = st.text(LETTERS, max_size=20)
values = st.recursive(
    texts, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3), max_leaves=5
)


@given(st.dictionaries(texts, values, min_size=1, max_size=4))
def test_whatever_a_source_says_is_read_back(source: dict[str, Value]) -> None:
    for before in (SHOWS, "sources:\n  - {id: a}\n", "sources: []\n"):
        after = with_sources(before, [source])
        assert is_kept(before, after)
        document = value_of(after)
        assert isinstance(document, dict)
        sources = document["sources"]
        assert isinstance(sources, list)
        assert sources[-1] == source
