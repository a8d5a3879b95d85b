"""``aggregator shows suggest``: what stored articles, and headlines of those put aside, tell of unknown series."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from aggregator.cli.exits import Exit
from tests.cli.conftest import Command
from tests.servers import Reply, WebServer

FEED = (
    "<rss version='2.0'><channel><title>News</title>"
    "<item><title>‘Salt \x1b[31mRoad’ renewed for season 2</title><link>https://{host}.test/salt</link></item>"
    "<item><title>Harbour Lights renewed for season 3</title><link>https://{host}.test/harbour</link></item>"
    "<item><title>Ten soups for winter</title><link>https://{host}.test/soups</link></item></channel></rss>"
)


@pytest.fixture
def web(home: Path) -> Iterator[WebServer]:
    with WebServer() as server:
        server.routes = {f"/{name}": Reply(body=FEED.format(host=name).encode()) for name in ("gazette", "tribune")}
        sources = "".join(
            f"  - {{id: {name}, kind: feed, url: '{server.url(f'/{name}')}', full_text: feed, allow_private: true}}\n"
            for name in ("gazette", "tribune")
        )
        settings = "settings: {per_host_delay_s: 0, database: a.db}\n"
        (home / "sources.yaml").write_text(f"shows: [Harbour Lights]\n{settings}sources:\n{sources}")
        yield server


def test_a_show_that_two_sources_write_about_is_named(command: Command, web: WebServer, home: Path) -> None:
    assert command("run").code == Exit.OK
    before = (home / "sources.yaml").read_text()
    ended = command("shows", "suggest")
    assert ended.code == Exit.OK
    (row,) = json.loads(ended.out)
    assert row == {
        "title": "Salt [31mRoad",
        "sources": 2,
        "articles": 2,
        "quoted": 2,
        "example": "‘Salt [31mRoad’ renewed for season 2",
    }
    assert (home / "sources.yaml").read_text() == before


def test_only_headlines_that_tell_of_a_series_are_kept(command: Command, web: WebServer, home: Path) -> None:
    command("run")
    with closing(sqlite3.connect(home / "a.db")) as database:
        kept = database.execute("SELECT url, state, headline FROM entries WHERE source_id = 'gazette'").fetchall()
    assert sorted(kept, key=lambda row: row[0] or "") == [
        (None, "article", None),
        ("https://gazette.test/salt", "unmatched", "‘Salt [31mRoad’ renewed for season 2"),
        ("https://gazette.test/soups", "unmatched", None),
    ]


def test_a_show_that_is_followed_then_is_suggested_no_more(command: Command, web: WebServer, home: Path) -> None:
    command("run")
    text = (home / "sources.yaml").read_text()
    (home / "sources.yaml").write_text(text.replace("[Harbour Lights]", "[Harbour Lights, 'Salt [31mRoad']"))
    assert json.loads(command("shows", "suggest").out) == []


def test_shows_alone_is_still_the_list(command: Command, web: WebServer) -> None:
    command("run")
    assert [row["title"] for row in json.loads(command("shows").out)] == ["Harbour Lights"]
