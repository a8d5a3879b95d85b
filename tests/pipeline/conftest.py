from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pipeline.world import LEAD, MORE, World, conditional, page
from tests.servers import WebServer


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with WebServer() as web:
        yield World(web, tmp_path / "a.db")


@pytest.fixture
def story(world: World) -> World:
    world.web.routes["/lights"] = conditional(page("Harbour Lights renewed", LEAD, MORE * 3))
    world.feed("gazette", ("/lights", "Harbour Lights renewed for season 3"))
    return world
