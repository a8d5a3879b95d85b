"""Killed at every commit, and at hundreds of random instants: the figures behind "nothing is lost"."""

from __future__ import annotations

import random
import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.durability.mortal import Death, Theatre
from tests.durability.scenes import Scenes
from tests.durability.world import small_web

pytestmark = pytest.mark.soak
COMMANDS = ("run", "import", "reextract", "migration 1", "migration 2")
INSTANTS = 120
"""Random instants for each command."""
SEED = 20261121


@pytest.fixture(scope="module")
def scenes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scenes]:
    folder = tmp_path_factory.mktemp("kills")
    with small_web(folder) as config, Theatre() as theatre:
        yield Scenes(theatre, config, folder)


def _fresh(folder: Path) -> Path:
    shutil.rmtree(folder / "data", ignore_errors=True)
    (folder / "data").mkdir()
    return folder / "data" / "aggregator.db"


@pytest.mark.parametrize("name", COMMANDS)
def test_case_124_killed_before_and_after_every_commit(scenes: Scenes, tmp_path: Path, name: str) -> None:
    commits, before = scenes.length(name).commits, scenes.killed
    for number in range(1, commits + 1):
        for at in ("before commit", "after commit"):
            scenes.kill(name, _fresh(tmp_path), Death(at, number))
    sys.stdout.write(f"{name}: {scenes.killed - before} kills at {commits} commits survived\n")
    assert scenes.killed - before >= 2 * commits - 4, "one run has a commit more or less than another"


@pytest.mark.parametrize("name", COMMANDS)
def test_case_124_killed_at_random_instants(scenes: Scenes, tmp_path: Path, name: str) -> None:
    """By the clock, with the parsers' process as in real life; half of them at a random statement."""
    dice, before = random.Random(f"{SEED} {name}"), scenes.killed
    statements = scenes.length(name).statements
    began = time.monotonic()
    scenes.kill(name, _fresh(tmp_path), Death("moment", 600.0), own_parser=True)
    longest_s = (time.monotonic() - began) / 2
    for number in range(INSTANTS):
        death = (
            Death("moment", dice.uniform(0, longest_s))
            if number % 2
            else Death("statement", dice.randint(1, statements))
        )
        scenes.kill(name, _fresh(tmp_path), death, own_parser=bool(number % 2))
    sys.stdout.write(f"{name}: {scenes.killed - before} kills at random instants survived\n")
    assert scenes.killed - before > INSTANTS // 3
