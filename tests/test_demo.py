"""The demo's three runs over the pretend web give what ``fixtures/site/expected.json`` says, story by story."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from aggregator.config import load_config
from aggregator.demo_site import DemoSite, find_site_root
from aggregator.fetch import Fetcher
from aggregator.models import Fact, RunSummary, ShowId
from aggregator.pipeline import run_sources
from aggregator.pipeline.knowledge import facts_as_of
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


def answers(stage: Stage, day: date, *kinds: str) -> set[tuple[str, str, str, str]]:
    """Kind, value, status and standing of what could have been known of season 2 on a day, by the whole web."""
    with Store.open_readonly(stage.database) as store:
        facts = facts_as_of(store, ShowId("all-of-us-are-dead"), day)
    return {
        (fact.key.kind.value, fact.value, fact.status.value, fact.standing.value)
        for fact in facts
        if fact.key.season == 2 and fact.key.kind.value in kinds
    }


SECOND_SEASON = {
    "undecided as of March 2022; a farm that hopes is a rumour": (
        date(2022, 3, 31),
        {("renewal", "undecided", "confirmed", "agreed"), ("renewal", "renewed", "possible", "rumoured")},
        {("renewal", "renewed", "confirmed", "agreed")},
    ),
    "the day before the announcement": (date(2022, 6, 5), {("renewal", "undecided", "confirmed", "agreed")}, set()),
    "renewed as of that June, announced on the sixth, and 2023 as a window": (
        date(2022, 6, 30),
        {
            ("renewal", "renewed", "confirmed", "agreed"),
            ("renewal", "undecided", "confirmed", "superseded"),
            ("renewal_date", "2022-06-06", "confirmed", "agreed"),
            ("release", "2023", "expected", "agreed"),
        },
        set(),
    ),
    "the window holds while it is open": (date(2023, 12, 31), {("release", "2023", "expected", "agreed")}, set()),
    "and is superseded once it has passed": (
        date(2024, 1, 1),
        {("release", "2023", "expected", "superseded")},
        {("release", "2023", "expected", "agreed")},
    ),
    "2026 in the end, and eight episodes": (
        date(2025, 11, 30),
        {
            ("renewal", "renewed", "confirmed", "agreed"),
            ("release", "2026", "confirmed", "agreed"),
            ("production", "wrapped", "confirmed", "agreed"),
            ("production", "delayed", "confirmed", "superseded"),
            ("episodes", "8", "confirmed", "agreed"),
            ("trailer", "released", "confirmed", "agreed"),
        },
        {("renewal", "undecided", "confirmed", "agreed")},
    ),
}


@pytest.mark.parametrize(("day", "known", "unknown"), SECOND_SEASON.values(), ids=SECOND_SEASON)
def test_what_was_known_of_the_second_season(
    stage: Stage, day: date, known: set[tuple[str, str, str, str]], unknown: set[tuple[str, str, str, str]]
) -> None:
    found = answers(stage, day, "renewal", "renewal_date", "release", "production", "episodes", "trailer")
    assert known <= found
    assert not unknown & found


RETURNING = {
    "Park Ji-hu": "Nam On-jo",
    "Yoon Chan-young": "Lee Cheong-san",
    "Cho Yi-hyun": "Choi Nam-ra",
    "Lomon": "Lee Su-hyeok",
}
JOINING = ("Kim Si-eun", "Lee Min-jae", "Roh Jae-won", "Yoon Ga-i")


@pytest.mark.parametrize(
    ("day", "joining"), [(date(2022, 6, 30), ()), (date(2025, 11, 30), JOINING)], ids=["2022", "2025"]
)
def test_each_actor_is_one_row_whichever_spelling(stage: Stage, day: date, joining: tuple[str, ...]) -> None:
    """Park Ji Hoo, Yun Chan Young, Jo Yi Hyun, Park Solomon: nobody of them is a second person."""
    with Store.open_readonly(stage.database) as store:
        facts = facts_as_of(store, ShowId("all-of-us-are-dead"), day)
    cast = [fact for fact in facts if fact.key.kind == "cast" and fact.key.season == 2]
    assert all(fact.standing == "agreed" for fact in cast)
    assert {fact.key.person: fact.character for fact in cast if fact.value == "returning"} == RETURNING
    assert {fact.key.person for fact in cast if fact.value == "joining"} == set(joining)
    assert len(cast) == len(RETURNING) + len(joining)
    assert all(fact.independent_sources >= 3 for fact in cast if fact.value == "returning")


def test_the_stored_facts_are_those_of_today(stage: Stage) -> None:
    def told(facts: Iterable[Fact]) -> set[tuple[object, ...]]:
        return {(f.key, f.value, f.status, f.standing, f.independent_sources, frozenset(f.supporting)) for f in facts}

    today = datetime.now(UTC).date()
    with Store.open_readonly(stage.database) as store:
        for show_id in map(ShowId, ("all-of-us-are-dead", "squid-game", "bridgerton")):
            assert told(store.load_facts(show_id)) == told(facts_as_of(store, show_id, today)) != set()
