"""The watch in whole runs: what is told, stored and shown when a source goes blind, and when it sees again."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest

from aggregator.models import ArticleField, RunSummary, Selectors, SourceKind
from aggregator.store import Store
from tests.pipeline.world import World, page
from tests.servers import Reply, WebServer


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with WebServer() as web:
        yield World(web, tmp_path / "a.db")


def listing(world: World, *names: str, tag: str = "h2") -> None:
    links = "".join(f"<{tag}><a href='/{name}'>Story {name} of the day</a></{tag}>" for name in names)
    world.web.routes["/press"] = Reply(body=f"<html><body>{links}</body></html>".encode())
    for name in names:
        world.web.routes.setdefault(f"/{name}", Reply(body=page(f"Story {name}", "Leeks and potatoes. " * 40)))


def begun(summary: RunSummary) -> list[tuple[str, str]]:
    return [(alarm["source"], alarm["code"]) for alarm in summary.alarms_begun]


def ended(summary: RunSummary) -> list[tuple[str, str]]:
    return [(alarm["source"], alarm["code"]) for alarm in summary.alarms_ended]


def open_alarms(world: World) -> list[dict[str, Any]]:
    with Store.open_readonly(world.path) as store:
        return store.open_alarms()


def query(world: World, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(world.path)) as database:
        return database.execute(sql).fetchall()


def test_a_selector_that_stops_matching_is_told_once_and_once_when_it_matches_again(world: World) -> None:
    world.follow("press", SourceKind.PAGE, "/press", selectors=Selectors(links="h2 a"))
    listing(world, "one", "two", "three")
    assert begun(world.run()) == []
    listing(world, "one", "two", "three", tag="h3")
    assert [begun(world.run(hours=24)) for _ in range(5)] == [[], [], [("press", "no_links")], [], []]
    (alarm,) = open_alarms(world)
    assert (alarm["source"], alarm["code"], alarm["began_at"]) == ("press", "no_links", "2026-11-04T10:00:00Z")
    (row,) = world.health()
    assert (row["alarms"], row["alarm_since"]) == (1, "2026-11-04T10:00:00Z")
    assert "'h2 a' finds no link" in row["alarm"]
    listing(world, "one", "two", "three")
    again = [world.run(hours=24 * 8) for _ in range(4)]
    assert [ended(summary) for summary in again] == [[], [("press", "no_links")], [], []]
    assert [summary.alarms_open for summary in again] == [1, 0, 0, 0]
    assert open_alarms(world) == []
    assert query(world, "SELECT count(*) FROM source_alarms") == [(1,)]


def test_the_summary_is_json_and_the_history_of_runs_counts_alarms(world: World) -> None:
    world.feed("gazette", broken=True)
    world.feed("wire", ("/a", "Ten soups"))
    summary = world.run()
    assert json.loads(json.dumps(asdict(summary)))["alarms_begun"] == summary.alarms_begun
    assert begun(summary) == [("gazette", "failing")]
    with Store.open_readonly(world.path) as store:
        (run,) = store.last_runs(1)
    assert (run["alarms_open"], run["alarms_begun"], run["alarms_ended"]) == (1, 1, 0)


def test_a_source_that_worked_is_given_three_runs(world: World) -> None:
    world.feed("gazette", ("/a", "Ten soups"))
    world.feed("wire", ("/a", "Ten soups"))
    world.run()
    world.feed("gazette", broken=True)
    assert [begun(world.run(hours=24)) for _ in range(4)] == [[], [], [("gazette", "failing")], []]
    world.feed("gazette", ("/a", "Ten soups"))
    assert [ended(world.run(hours=24)) for _ in range(2)] == [[], [("gazette", "failing")]]


def test_a_network_that_is_down_alarms_nobody(world: World) -> None:
    for number in (1, 2):
        world.feed(f"gazette{number}", ("/a", "Ten soups"))
    assert begun(world.run()) == []
    world.sources = [
        replace(source, url=f"http://127.0.0.{number}:10/feed") for number, source in enumerate(world.sources, start=2)
    ]
    for _ in range(4):
        summary = world.run()
        assert summary.offline
        assert begun(summary) == []
    assert query(world, "SELECT count(*) FROM source_alarms") == [(0,)]


def test_a_network_that_is_down_ends_no_alarm(world: World) -> None:
    for name in ("gazette", "wire"):
        world.feed(name, broken=True)
    assert len(begun(world.run())) == 2
    good = world.sources
    world.sources = [replace(source, url=f"http://127.0.0.{n}:10/feed") for n, source in enumerate(good, start=2)]
    begun(world.run())  # another address starts afresh, and has never worked: its alarms are those of this run
    with closing(sqlite3.connect(world.path)) as database, database:
        database.execute("UPDATE source_alarms SET ended_at = NULL, ended_run_id = NULL")
    for _ in range(3):
        summary = world.run(hours=48)
        assert (summary.offline, ended(summary), summary.alarms_open) == (True, [], 2)


def test_a_source_with_other_rules_starts_afresh(world: World) -> None:
    world.follow("press", SourceKind.PAGE, "/press", selectors=Selectors(links="h4 a"))
    listing(world, "one", "two", "three")
    assert begun(world.run()) == [("press", "no_links")]
    world.sources = [replace(source, selectors=Selectors(links="h2 a")) for source in world.sources]
    summary = world.run()
    assert (begun(summary), ended(summary), summary.alarms_open) == ([], [], 0)
    assert query(world, "SELECT ended_at IS NOT NULL, ended_run_id FROM source_alarms") == [(1, None)]


def test_an_author_that_is_expected_is_looked_for_on_pages(world: World) -> None:
    world.follow("press", SourceKind.PAGE, "/press", expect_fields=(ArticleField.AUTHOR,), interval_s=0.0)
    codes = []
    for number in range(11):
        listing(world, *(f"2026/11/03/a-story-number-{step}-of-the-day" for step in range(number + 1)))
        codes += begun(world.run())
    assert codes == [("press", "no_article_author")]


def test_a_day_is_one_row_and_what_is_in_doubt_is_not_in_it(world: World) -> None:
    world.follow("press", SourceKind.PAGE, "/press", selectors=Selectors(links="h2 a"))
    listing(world, "one", "two", "three")
    world.run()
    listing(world, "one", "two", "three", "four")
    world.run()
    listing(world, "one", "two", tag="h3")
    world.run()
    ((day, entries, news, filled),) = query(world, "SELECT day, entries, entries_new, filled_json FROM source_yields")
    assert (day, entries, news) == ("2026-11-03", 3, 4)
    assert json.loads(filled)["title"] == [7, 7]
    assert json.loads(filled)["known"] == [3, 7]
    world.run(hours=24 * 200)
    assert [row[0] for row in query(world, "SELECT day FROM source_yields")] == [world.now.date().isoformat()]


def test_a_feed_that_may_be_empty_is_well_when_it_is(world: World) -> None:
    world.feed("gazette")
    world.sources = [replace(source, expect_min=0) for source in world.sources]
    summary = world.run()
    assert (summary.failures, begun(summary)) == ({}, [])


def test_silence_is_judged_though_nothing_has_changed(world: World) -> None:
    world.feed("gazette", ("/a", "Ten soups"))
    world.feed("wire", ("/a", "Ten soups"))
    world.sources[1] = replace(world.sources[1], expect_silence_s=2 * 86_400.0)
    world.run()
    with closing(sqlite3.connect(world.path)) as database, database:
        days = [(f"2026-10-{day:02}",) for day in range(10, 30)]
        database.executemany("INSERT INTO source_yields VALUES ('gazette', ?, 5, 1, '{}')", days)
    assert begun(world.run(hours=24)) == []
    assert begun(world.run(hours=48)) == [("wire", "silent")]
    assert [begun(world.run(hours=24 * 5)) for _ in range(4)] == [[], [], [], [("gazette", "silent")]]
    world.feed("gazette", ("/b", "Eleven soups"))
    assert [ended(world.run()) for _ in range(2)] == [[], [("gazette", "silent")]]
