"""Killed by force at commits and in between: nothing is half there, and the next run ends as if nothing had been."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.durability.mortal import Death
from tests.durability.scenes import Scenes

WITHIN = 8
"""So many of a command's statements, evenly spread, are each the last in their turn."""

STEP = 3
"""Of a run's commits only each third, to save time; `make soak` kills at all of them, and anywhere else."""


def _fresh(path: Path) -> Path:
    """``path``, with nothing left of an earlier play in its folder."""
    shutil.rmtree(path.parent)
    path.parent.mkdir()
    return path


@pytest.mark.parametrize("name", ["run", "import", "reextract", "migration 1", "migration 2"])
def test_case_124_killed_at_a_commit(scenes: Scenes, path: Path, name: str) -> None:
    """Before each commit, which is also after the one before; the first of a new database is its creation."""
    commits = scenes.length(name).commits
    assert commits >= 3
    for number in range(1, commits + 1, STEP if commits > STEP**2 else 1):
        assert scenes.kill(name, _fresh(path), Death("before commit", number))
    assert scenes.kill(name, _fresh(path), Death("after commit", commits))


@pytest.mark.parametrize("name", ["run", "migration 1", "migration 2"])
def test_case_124_killed_within_a_transaction(scenes: Scenes, path: Path, name: str) -> None:
    """A new database, or one of an older schema, is killed while its tables are made, too."""
    statements = scenes.length(name).statements * 9 // 10  # one run has a few more than another
    for number in range(1, statements + 1, statements // WITHIN):
        assert scenes.kill(name, _fresh(path), Death("statement", number))
