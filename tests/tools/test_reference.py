"""The pages of reference leave nothing out that the code has."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from aggregator.config import config_schema
from aggregator.models import AlarmCode, ClaimKind, Outcome, Status
from tools import claims, codes, commands, environment, man, rules, sources_yaml
from tools.pages import PAGES

ROOT = Path(__file__).parents[2]
CODE = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "aggregator").rglob("*.py")))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_the_page_is_up_to_date(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == PAGES[path](), "out of date: `make docs-pages` renews it"


def test_every_outcome_and_alarm_is_explained() -> None:
    assert set(codes.OUTCOMES) == set(Outcome)
    assert set(codes.ALARMS) == set(AlarmCode)


def test_every_code_that_an_issue_is_noted_under_is_explained() -> None:
    noted = set(re.findall(r'(?:ParseWarning|Notice)\(\s*"(\w+)"', CODE))
    noted |= set(re.findall(r'(?:troubles?\.append\(\(|trouble\.append\(\()"(\w+)"', CODE))
    noted |= set(re.findall(r'\.issue\([^"\n]*"(\w+)"', CODE)) | set(re.findall(r'\bcode="(\w+)"', CODE))
    assert len(noted) > 15
    assert noted <= set(codes.ISSUES), noted - set(codes.ISSUES)
    for code in codes.ISSUES:
        assert f'"{code}"' in CODE, code


def test_every_line_of_the_doctor_has_its_advice() -> None:
    lines = set(re.findall(r'\b(?:warning|problem)\(\s*"([a-z ]+)",', CODE))
    assert len(lines) > 8
    assert lines == set(codes.DOCTOR)


def test_every_variable_that_the_code_asks_for_is_on_the_page() -> None:
    asked = set(re.findall(r'environ(?:\.get\(|\[)"(\w+)"|_xdg_folder\("(\w+)"', CODE))
    names = {name for found in asked for name in found if name} - {"HOME"}
    assert len(names) > 3
    assert names <= set(environment.VARIABLES)


@pytest.mark.parametrize("kind", ClaimKind)
def test_every_sentence_of_the_vocabulary_makes_a_claim_of_its_kind(kind: ClaimKind) -> None:
    for sentence in claims.VOCABULARY[kind].sentences:
        assert kind in {claim.kind for claim in claims.read(sentence)}, sentence


def test_every_status_is_on_the_page() -> None:
    assert set(claims.STATUSES) == set(Status)


def test_every_command_has_its_section_and_its_entry_in_the_manual() -> None:
    page, manual = commands.page(), man.page().replace(r"\-", "-")
    names = [documented.name for documented in commands.walk()][1:]
    assert len(names) > 20
    for name in names:
        assert re.search(rf"(?m)^##+ {name}$", page), name
        assert re.search(rf'(?m)^\.SS "{name.removeprefix("aggregator ")}(?: .*)?"$', manual), name


def test_nothing_in_the_manual_is_taken_for_a_request_of_groff() -> None:
    known = r"\.(?:TH|SH|SS|B|TP|P|nf|fi|RS|RE)\b"
    for line in man.page().splitlines()[1:]:
        assert not line.startswith("'"), line
        assert not line.startswith(".") or re.match(known, line), line


def test_every_key_of_the_schema_is_on_the_page() -> None:
    page = sources_yaml.page()
    for definition in ("Show", "Source", "Selectors", "Expect", "Notify", "Settings"):
        for key in config_schema()["$defs"][definition]["properties"]:
            assert f"| `{key}` |" in page, f"{definition}: {key}"


def test_all_rules_of_belief_are_on_the_page() -> None:
    numbers = [int(number) for number in re.findall(r"(?m)^(\d+)\. ", rules.page())]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) >= 20
