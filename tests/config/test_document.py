"""YAML as this program reads it: every scalar is text, everything has a place, nothing can be made to explode."""

from __future__ import annotations

import time

import pytest

from aggregator.config.document import Document, Mark, Problem, parse_document

SCALARS = {
    "a number keeps its leading zero": ("007", "007"),
    "a number with underscores": ("1_000", "1_000"),
    "on is no truth value (case 129)": ("on", "on"),
    "yes is no truth value": ("Yes", "Yes"),
    "true is text as well": ("true", "true"),
    "a date is no date": ("2022-01-28", "2022-01-28"),
    "a time is no number in base 60": ("1:30", "1:30"),
    "null is nothing": ("null", None),
    "a tilde is nothing": ("~", None),
    "nothing is nothing": ("", None),
    "null in quotes is text": ('"null"', "null"),
    "a folded block is text": (">\n  one\n  two\n", "one two\n"),
    "an explicit string tag is respected": ("!!str 24", "24"),
}


@pytest.mark.parametrize(("written", "value"), SCALARS.values(), ids=SCALARS)
def test_a_scalar_is_read_as(written: str, value: str | None) -> None:
    document = parse_document(f"key: {written}")
    assert isinstance(document, Document)
    assert document.value == {"key": value}
    assert document.problems == []


def test_a_yaml_1_1_directive_changes_nothing() -> None:
    document = parse_document("%YAML 1.1\n---\non: 010\n")
    assert isinstance(document, Document)
    assert document.value == {"on": "010"}


def test_json_is_yaml_with_tabs_escaped_slashes_and_surrogate_pairs() -> None:
    document = parse_document('{\n\t"a\\/b": [\n\t\t"\\ud83d\\ude00", 1, null]\n}')
    assert isinstance(document, Document)
    assert document.value == {"a/b": ["😀", "1", None]}


def test_half_a_surrogate_pair_is_replaced() -> None:
    document = parse_document('["\\ud83d"]')
    assert isinstance(document, Document)
    assert document.value == ["\N{REPLACEMENT CHARACTER}"]


def test_keys_and_values_know_where_they_stand() -> None:
    document = parse_document("shows:\n  - title: From\n    aliases: [a,\n      b]\n")
    assert isinstance(document, Document)
    assert document.key_marks["shows", 0, "aliases"] == Mark(3, 5)
    assert document.marks["shows", 0, "title"] == Mark(2, 12)
    assert document.marks["shows", 0, "aliases", 1] == Mark(4, 7)


def test_a_bare_list_can_be_read_under_a_key() -> None:
    document = parse_document("- title: From\n  title: You\n", list_under="shows")
    assert isinstance(document, Document)
    assert document.value == {"shows": [{"title": "From"}]}
    assert document.problems == [
        Problem(Mark(2, 3), "shows[0] (From): key 'title' is here twice; the first is in line 1")
    ]


def test_aliases_share_values() -> None:
    document = parse_document("a: &x [1]\nb: *x\n")
    assert isinstance(document, Document)
    assert document.value == {"a": ["1"], "b": ["1"]}


SYNTAX = {
    "a tab as indentation (case 129)": ("a:\n\tb: 1", (2, 1), "a tab stands here"),
    "a quotation mark left open": ('a: "x\nb: 1\n', (1, 4), "is never closed"),
    "a bracket left open": ("a: [1,\n", (2, 1), "the file ends while a bracket is still open"),
    "a bracket left open after a value": ("a: [1, 2\n", (1, 4), "is never closed"),
    "two brackets that do not fit": ("a: [1}", (1, 6), "a comma or the closing bracket is missing"),
    "a bracket too many": ("a: [b]]", (1, 7), "without an opening one"),
    "a colon in a plain value": ("title: Frieren: Journey", (1, 15), "quote the value"),
    "text after quoted text": ('a: "b" c', (1, 8), "put the whole text in quotes"),
    "an at sign": ("a: @b", (1, 4), "must stand in quotes"),
    "an alias of nothing": ("a: *b", (1, 4), "has no anchor"),
    "indentation between two levels": ("a:\n    b: 1\n  c: 2", (3, 3), "the indentation fits nothing"),
    "a line without a colon": ("a: 1\nb\nc: 2", (2, 1), "no 'key: value'"),
    "two documents": ("a: 1\n---\nb: 2", (2, 1), "a second document"),
    "a Windows path in double quotes": ('a: "C:\\data"', (1, 8), "use single quotes"),
    "a control character": ("a: 1\nb: \x07", (2, 4), "U+0007"),
}


@pytest.mark.parametrize(("text", "mark", "words"), SYNTAX.values(), ids=SYNTAX)
def test_syntax_is_explained_where_it_breaks(text: str, mark: tuple[int, int], words: str) -> None:
    problem = parse_document(text)
    assert isinstance(problem, Problem)
    assert problem.mark == mark
    assert words in problem.text
    assert "\n" not in problem.text


FOUND = {
    "a key twice": ("a: 1\nb: 2\na: 3\n", [(3, 1, "key 'a' is here twice; the first is in line 1")]),
    "a key three times": (
        "{a: 1, a: 2, a: 3}",
        [
            (1, 8, "key 'a' is here twice; the first is in line 1"),
            (1, 14, "key 'a' is here twice; the first is in line 1"),
        ],
    ),
    "a merge key": ("a: &x {b: 1}\nc: {<<: *x}", [(2, 5, "c: merge keys (<<) are not supported; write the keys out")]),
    "a list as key": ("? [a]\n: b", [(1, 3, "a key must be text")]),
    "a tag that would make an object": (
        "a: !!python/object/apply:os.system [id]",
        [(1, 4, "a: the YAML tag !!python/object/apply:os.system is not supported; remove it")],
    ),
    "a tag of one's own": ("a: !env TOKEN", [(1, 4, "a: the YAML tag !env is not supported; remove it")]),
}


@pytest.mark.parametrize(("text", "expected"), FOUND.values(), ids=FOUND)
def test_what_yaml_allows_and_a_configuration_does_not(text: str, expected: list[tuple[int, int, str]]) -> None:
    document = parse_document(text)
    assert isinstance(document, Document)
    assert [(*problem.mark, problem.text) for problem in document.problems] == expected


BOMBS = {
    "nine levels of ten aliases each (case 129)": "a: &a [1,1,1,1,1,1,1,1,1,1]\n"
    + "".join(f"{b}: &{b} [{','.join([f'*{a}'] * 10)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)),
    "a list that holds itself": "a: &a [*a]",
    "more brackets than Python can go down": "[" * 500,
    "a hundred levels": "[" * 100 + "]" * 100,
}


@pytest.mark.parametrize("text", BOMBS.values(), ids=BOMBS)
def test_a_bomb_is_refused_at_once(text: str) -> None:
    started = time.process_time()
    problem = parse_document(text)
    assert isinstance(problem, Problem)
    assert "too deeply" in problem.text or "too many times" in problem.text
    assert time.process_time() - started < 5


def test_a_long_quotation_is_cut_in_messages() -> None:
    document = parse_document(f"{'k' * 500}: 1\n{'k' * 500}: 2\n")
    assert isinstance(document, Document)
    assert len(document.problems[0].text) < 120
