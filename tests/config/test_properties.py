"""Whatever a file holds, it is a configuration or a ConfigError that says where it goes wrong."""

from __future__ import annotations

import re
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aggregator.config.document import Document, Problem, parse_document
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
