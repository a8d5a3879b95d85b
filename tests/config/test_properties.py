"""Whatever a file holds, it is a configuration or a ConfigError that says where it goes wrong."""

from __future__ import annotations

import re
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from aggregator.config.document import Document, Problem, parse_document, parse_quickly
from aggregator.errors import ConfigError
from tests.config.helpers import load
from tests.config.test_load import EVERYTHING

LINE = re.compile(r"\d+:\d+: \S.*\S", re.DOTALL)

# Pieces that mean something to YAML or to us, beside whatever else comes to mind.
PIECES = st.sampled_from(
    ["\n", "  ", "\t", ": ", "- ", "[", "]", "{", "}", "&a ", "*a", "!!x ", "#", "'", '"', "|", "<<", "~", "---\n",
     "24", "env:", "\x00", "\ufeff", "\ud800", "9" * 400, "-1", "\N{HANGUL SYLLABLE HAN}", "shows", "sources", "id",
     "title"]
)  # fmt: skip


@given(st.lists(PIECES | st.text(max_size=5), max_size=30).map("".join))
def test_any_text_is_a_document_or_a_problem(text: str) -> None:
    assert isinstance(parse_document(text), Document | Problem)


@settings(max_examples=300)
@given(st.lists(PIECES | st.text(max_size=5), max_size=30).map("".join))
@example(EVERYTHING)
@example("a: &x [1]\nb: *x\n")
@example("%YAML 1.1\n---\non: 010\n")
@example("a: !!str 1\n")
@example("a:\n  <<: {b: c}\n")
@example("a: [1, 2\n")
@example("a: b\n---\nc: d\n")
@example("a:\n  b: ~\n  c:\nd: 'null'\ne: >-\n  f\n  g\n")
def test_whatever_is_read_quickly_is_what_is_read_with_care(text: str) -> None:
    quick = parse_quickly(text)
    assert quick is None or quick == parse_document(text)


def test_a_configuration_as_people_write_it_is_read_quickly() -> None:
    assert parse_quickly(EVERYTHING) is not None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(start=st.integers(0, len(EVERYTHING)), length=st.integers(0, 40), put=st.lists(PIECES, max_size=3).map("".join))
def test_a_damaged_configuration_is_read_or_explained(start: int, length: int, put: str, tmp_path: Path) -> None:
    damaged = EVERYTHING[:start] + put + EVERYTHING[start + length :]
    try:
        load(damaged.encode("utf-8", "surrogatepass"), tmp_path, environ={"PRESSLINE_KEY": "a"})
    except ConfigError as error:
        lines = [line.removeprefix(f"{tmp_path / 'sources.yaml'}:") for line in error.problems]
    else:
        return
    assert lines
    assert [line for line in lines if not LINE.fullmatch(line)] == []
