"""The demo's three runs over the pretend web give what ``fixtures/site/expected.json`` says, story by story."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from aggregator.config import load_config
from aggregator.demo_site import DemoSite, find_site_root
from aggregator.fetch import Fetcher
from aggregator.models import RunSummary
from aggregator.pipeline import run_sources
from aggregator.store import Store

EXPECTED = json.loads((find_site_root() / "expected.json").read_text(encoding="utf-8"))
UNCONDITIONAL = {"/feed.xml"}
"""Answered with a login page, whose validators must not be kept."""


@dataclass
class Stage:
    """The pretend web, its database, and what the three runs did."""

    site: DemoSite
    database: Path
    summaries: list[RunSummary]
    digests: list[dict[str, int | str]]
    titles: list[dict[str, set[str]]]
    second_log: list[Any]


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    folder = tmp_path_factory.mktemp("demo")
    database, config_path = folder / "aggregator.db", folder / "sources.yaml"
    with DemoSite(find_site_root()) as site:
        site.write_config(config_path, database)
        stage = Stage(site, database, [], [], [], [])
        for number in range(3):
            asked = len(site.log)
            if number == 2:
                site.advance()
            with run_once(config_path, database) as (store, summary):
                stage.summaries.append(summary)
                stage.digests.append(store.snapshot_counts())
                stage.titles.append(titles(store))
            if number == 1:
                stage.second_log = site.log[asked:]
        yield stage


@contextmanager
def run_once(config_path: Path, database: Path) -> Iterator[tuple[Store, RunSummary]]:
    config = load_config(config_path, environ={})

    def clock() -> datetime:
        return datetime.now(UTC)

    with (
        Store.open(database) as store,
        Fetcher(config.settings, version="0", robots=store.load_robots()) as fetcher,
    ):
        yield store, run_sources(config, store, fetcher, version="0", clock=clock)


def titles(store: Store) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for row in store.latest(limit=None, include_mentions=True):
        found.setdefault(row["show"], set()).add(row["title"])
    return found


@pytest.mark.parametrize(("state", "run"), [("first", 0), ("third", 2)])
def test_every_story_is_kept_under_its_shows_and_no_other(stage: Stage, state: str, run: int) -> None:
    expected = EXPECTED[state]
    assert stage.digests[run]["articles"] == expected["stories"]
    # A story met in several places is kept under the title that was met first, which is a matter of chance.
    stories = {other: copy["story"] for copy in expected["duplicates"] for other in copy.get("also_titled", ())}
    for show, wanted in expected["shows"].items():
        found = {stories.get(title, title) for title in stage.titles[run][show]}
        assert found - set(expected["round_ups"]) == set(wanted) - set(expected["round_ups"]), show


@pytest.mark.parametrize(("state", "run"), [("first", 0), ("third", 2)])
def test_every_meeting_with_a_story_is_a_sighting(stage: Stage, state: str, run: int) -> None:
    del run  # sightings are only ever added, so the last state tells of both
    with Store.open_readonly(stage.database) as store:
        for copy in EXPECTED[state]["duplicates"]:
            urls = [place["url"].replace("{{site:", "").split("}}", 1) for place in copy["met_at"]]
            known = store.explain(stage.site.url(urls[0][0]) + urls[0][1])
            assert known is not None, copy["story"]
            met = {sighting["source_id"] for sighting in known["sightings"]}
            assert met == {place["source"] for place in copy["met_at"]}


def test_what_is_not_kept_is_not_kept(stage: Stage) -> None:
    with Store.open_readonly(stage.database) as store:
        for place in EXPECTED["third"]["not_kept"]:
            name, path = place["url"].removeprefix("{{site:").split("}}", 1)
            assert store.explain(stage.site.url(name) + path) is None, place


def test_the_failing_source_fails_alone(stage: Stage) -> None:
    assert set(stage.summaries[0].failures) == set(EXPECTED["first"]["failed_sources"])


def test_an_unchanged_web_costs_conditional_requests_alone_and_changes_nothing(stage: Stage) -> None:
    assert stage.digests[1] == stage.digests[0]
    asked = [line for line in stage.second_log if line.path not in UNCONDITIONAL and line.status not in {301, 302}]
    assert asked
    assert {line.status for line in asked} == {304}
    assert all(line.conditional for line in asked)


def test_what_changed_is_updated_and_what_is_new_is_found(stage: Stage) -> None:
    third, expected = stage.summaries[2], EXPECTED["third"]
    assert (third.articles_new, third.articles_updated) == (len(expected["new"]), len(expected["updated"]))


def test_the_story_of_the_second_season_is_told(stage: Stage) -> None:
    with Store.open_readonly(stage.database) as store:
        show = store.find_show("All of Us Are Dead")
        assert isinstance(show, str)
        claims = store.claims(show, season=2)
    said = {(claim["kind"], claim["value"]) for claim in claims}
    assert {
        ("renewal", "undecided"),
        ("renewal", "renewed"),
        ("renewal_date", "2022-06-06"),
        ("release", "2023"),
    } <= said
    assert ("production", "wrapped") in said
