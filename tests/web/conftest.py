"""The demo's database and one full of hostile text, behind the pages, at a time that stands still."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from aggregator.config import load_config
from aggregator.demo_site import DemoSite, find_site_root
from aggregator.fetch import Fetcher
from aggregator.pipeline import run_sources
from aggregator.store import Store
from aggregator.web import pages
from tests.web.helpers import NOW, Site, store_hostile_show


@pytest.fixture(autouse=True)
def _still(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "now_utc", lambda: NOW)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of the demo after two runs, a day apart; nobody may write to it."""
    folder = tmp_path_factory.mktemp("demo")
    database, config_path = folder / "aggregator.db", folder / "sources.yaml"
    with DemoSite(find_site_root()) as site:
        site.write_config(config_path, database)
        config = load_config(config_path, environ={})
        for now in (NOW - timedelta(days=1), NOW):

            def clock(now: datetime = now) -> datetime:
                return now

            with (
                Store.open(database) as store,
                Fetcher(config.settings, version="0", robots=store.load_robots(), clock=clock) as fetcher,
            ):
                run_sources(config, store, fetcher, version="0", clock=clock)
            site.advance()
    return database


@pytest.fixture(scope="session")
def site(demo: Path) -> Iterator[Site]:
    with Site(demo) as site:
        yield site


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database whose every text tries to be markup, and whose links are no web addresses."""
    path = tmp_path_factory.mktemp("hostile") / "aggregator.db"
    store_hostile_show(path)
    return path


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    path = tmp_path / "aggregator.db"
    Store.open(path).close()
    return path
