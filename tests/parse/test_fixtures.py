import json
from pathlib import Path

import pytest

from tests.parse.fixtures import FIXTURES, all_cases, expected, name_of, observed


def test_there_are_cases() -> None:
    assert len(all_cases()) > 20


@pytest.mark.parametrize("case", all_cases(), ids=name_of)
def test_response_becomes_what_is_expected(case: Path) -> None:
    assert observed(case) == expected(case)


@pytest.mark.parametrize("case", all_cases(), ids=name_of)
def test_index_names_the_case_with_its_quirk(case: Path) -> None:
    quirk = json.loads((case / "meta.json").read_text(encoding="utf-8"))["quirk"]
    assert f"| `{name_of(case)}` | {quirk} |" in (FIXTURES / "INDEX.md").read_text(encoding="utf-8")
