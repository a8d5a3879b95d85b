from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.durability.mortal import Theatre
from tests.durability.scenes import Scenes
from tests.durability.world import small_web


@pytest.fixture(scope="session")
def scenes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scenes]:
    """The small web, served for the whole session, and a theatre that has rehearsed what is played on it."""
    folder = tmp_path_factory.mktemp("durability")
    with small_web(folder) as config, Theatre() as theatre:
        yield Scenes(theatre, config, folder)


@pytest.fixture
def path(tmp_path: Path) -> Iterator[Path]:
    """Where a database may be, in a folder of its own that is gone afterwards."""
    folder = tmp_path / "data"
    folder.mkdir()
    yield folder / "aggregator.db"
    shutil.rmtree(folder)
