"""Every broken or hostile input that has a number is named by a test, or stands here with the reason why not.

A test names a case in its own name (``test_case_27_...``, ``test_s1_...``) or in the name of a row of its table
("a bomb (case 96)", "case 52: the default port").
"""

from __future__ import annotations

import re
from pathlib import Path

CASES = {str(number) for number in range(1, 130)} | {f"S{number}" for number in range(1, 17)}
_IN_NAMES = re.compile(r"def test_(?:case|s(?=\d))_?(\d+(?:_\d+)*)_")
_IS_RISK = re.compile(r"def test_s\d")
_IN_ROWS = re.compile(r"\((?:cases? )?(S?\d+(?:(?:, | and )S?\d+)*)\)|\bcase (\d+): ")

UNTESTED: dict[str, str] = {}
"""Case to the reason."""


def _named() -> set[str]:
    named: set[str] = set()
    for path in Path(__file__).parent.rglob("test_*.py"):
        text = path.read_text(encoding="utf-8")
        for match in _IN_NAMES.finditer(text):
            risk = "S" if _IS_RISK.match(match[0]) else ""
            named |= {f"{risk}{number}" for number in match[1].split("_")}
        for match in _IN_ROWS.finditer(text):
            if "case" in match[0] or "S" in match[0]:
                named |= set(re.findall(r"S?\d+", match[0]))
    return named & CASES


def test_every_case_is_named_by_a_test_or_has_a_reason() -> None:
    named = _named()
    assert sorted(CASES - named - UNTESTED.keys(), key=_place) == []
    assert sorted(named & UNTESTED.keys(), key=_place) == [], "tested by now; take it out of UNTESTED"


def _place(case: str) -> tuple[bool, int]:
    return case.startswith("S"), int(case.removeprefix("S"))
