"""SECURITY.md and README.md name tests that keep what they promise; those tests exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TESTS = {
    name
    for path in (ROOT / "tests").rglob("test_*.py")
    for name in re.findall(r"^def (test_\w+)", path.read_text("utf-8"), re.MULTILINE)
}
SECURITY = (ROOT / "SECURITY.md").read_text("utf-8")
README = (ROOT / "README.md").read_text("utf-8")


def promises(text: str) -> list[str]:
    """The points of a list, each on one line."""
    return [" ".join(point.split()) for point in re.findall(r"^- (.*?)(?=^- |^$|\Z)", text, re.MULTILINE | re.DOTALL)]


@pytest.mark.parametrize("name", sorted(set(re.findall(r"`(test_\w+)`", SECURITY + README))))
def test_every_test_that_is_named_exists(name: str) -> None:
    assert name in TESTS


@pytest.mark.parametrize("promise", promises(SECURITY.partition("## What is promised")[2].partition("\n## ")[0]))
def test_every_promise_names_its_test(promise: str) -> None:
    assert re.search(r"`test_\w+`", promise)


def test_the_main_promises_are_in_the_readme() -> None:
    kept = promises(README.partition("## What it promises")[2].partition("\n## ")[0])
    assert len(kept) >= 4
    assert all(re.search(r"`test_\w+`", promise) for promise in kept)
