"""What a run writes down besides articles."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import fields, replace
from typing import Any

import pytest

from aggregator.models import (
    Authority,
    EntryState,
    Follow,
    FullText,
    Outcome,
    RobotsFile,
    RunSummary,
    Selectors,
    ShowId,
    SourceId,
    SourceState,
    Validators,
)
from aggregator.store.packing import number_of
from tests.store.samples import (
    DAY,
    GAZETTE,
    HARBOUR,
    HOUR,
    NINTH,
    NOW,
    WIRE,
    Desk,
    article,
    entry,
    fetch_result,
    resource,
)

# --- catalogue -----------------------------------------------------------------------------------------------


def test_the_same_catalogue_again_writes_nothing_in_whatever_order(desk: Desk) -> None:
    written = desk.writes
    assert desk.store.save_catalogue([NINTH, HARBOUR], [WIRE, GAZETTE], now=NOW + DAY) == desk.catalogue
    assert desk.writes == written


def test_a_source_with_another_url_starts_afresh(desk: Desk) -> None:
    gone = SourceState(GAZETTE.id, last_attempt_at=NOW, last_outcome=Outcome.GONE, failures=1, gone=True)
    desk.store.save_source_state(gone)
    desk.store.save_catalogue([HARBOUR], [GAZETTE, WIRE], now=NOW + DAY)
    assert desk.store.load_source_states() == {GAZETTE.id: gone}
    desk.store.save_catalogue([HARBOUR], [replace(GAZETTE, url="https://gazette.test/new.xml")], now=NOW + DAY)
    assert desk.store.load_source_states() == {}


OTHER_RULES = {
    "selectors": replace(GAZETTE, selectors=Selectors(text="article")),
    "where texts come from": replace(GAZETTE, full_text=FullText.PAGE),
    "which entries are read": replace(GAZETTE, follow=Follow.MENTIONS),
    "which shows are looked for": replace(GAZETTE, shows=(HARBOUR.id,)),
    "how much it must show": replace(GAZETTE, expect_min=12),
}


@pytest.mark.parametrize("rule", OTHER_RULES)
def test_a_source_with_other_rules_is_read_in_full_again(desk: Desk, rule: str) -> None:
    desk.save(article(), entry=entry("1"), resource=resource("https://gazette.test/1"))
    desk.store.save_entry(GAZETTE.id, entry("2"), state=EntryState.UNMATCHED, catalogue=desk.catalogue, now=NOW)
    desk.store.save_resource(resource(GAZETTE.url))
    desk.store.save_catalogue([HARBOUR], [OTHER_RULES[rule], WIRE], now=NOW)
    assert list(desk.store.load_entries(GAZETTE.id, ["1", "2"])) == ["1"]
    for url in (GAZETTE.url, "https://gazette.test/1"):
        remembered = desk.store.load_resource(url)
        assert remembered is not None
        assert (remembered.validators, remembered.body_hash) == (Validators(), None)


def test_a_source_read_by_the_same_rules_is_asked_conditionally(desk: Desk) -> None:
    desk.store.save_resource(resource(GAZETTE.url))
    later = replace(GAZETTE, interval_s=60.0, headers={"X-Key": "new"}, authority=Authority.TRADE)
    desk.store.save_catalogue([HARBOUR], [later, WIRE], now=NOW)
    assert desk.store.load_resource(GAZETTE.url) == resource(GAZETTE.url)


def test_robots_files_are_remembered_and_replaced(desk: Desk) -> None:
    first = RobotsFile("https://gazette.test", "User-agent: *\nDisallow: /x", NOW)
    none = RobotsFile("https://wire.test", None, NOW)
    desk.store.save_robots([first, none])
    assert desk.store.load_robots() == [first, none]
    later = replace(first, text="", fetched_at=NOW + DAY)
    desk.store.save_robots([later])
    assert desk.store.load_robots() == [later, none]


OTHER_SHOWS = {
    "another show": [HARBOUR, NINTH, replace(NINTH, id=ShowId("dune-patrol"), title="Dune Patrol")],
    "one show less": [HARBOUR],
    "another alias": [replace(HARBOUR, aliases=("Port Lights",)), NINTH],
    "another phrase that is not the show": [HARBOUR, replace(NINTH, not_phrases=())],
}


@pytest.mark.parametrize("case", OTHER_SHOWS)
def test_the_digest_changes_with_what_is_matched(desk: Desk, case: str) -> None:
    assert desk.store.save_catalogue(OTHER_SHOWS[case], [GAZETTE, WIRE], now=NOW) != desk.catalogue


def test_the_digest_does_not_change_with_ids_that_match_nothing(desk: Desk) -> None:
    corrected = replace(HARBOUR, imdb="tt0000001")
    assert desk.store.save_catalogue([corrected, NINTH], [GAZETTE, WIRE], now=NOW) == desk.catalogue
    assert desk.rows("SELECT imdb FROM shows WHERE imdb IS NOT NULL") == [("tt0000001",)]


def test_what_sources_yaml_no_longer_names_is_kept_and_marked(desk: Desk) -> None:
    desk.save(article())
    desk.store.save_catalogue([NINTH], [WIRE], now=NOW + DAY)
    assert desk.rows("SELECT id, active, changed_at FROM shows") == [
        ("harbour-lights", 0, "2026-11-04T09:30:00Z"),
        ("the-ninth-door", 1, "2026-11-03T09:30:00Z"),
    ]
    assert [(row["id"], row["active"]) for row in desk.store.sources()] == [("wire", True), ("gazette", False)]
    assert [row["id"] for row in desk.store.shows()] == ["the-ninth-door"]
    desk.store.save_catalogue([HARBOUR, NINTH], [WIRE, GAZETTE], now=NOW + DAY)
    assert all(row["active"] for row in [*desk.store.shows(), *desk.store.sources()])


def test_what_is_marked_already_is_not_written_again(desk: Desk) -> None:
    desk.store.save_catalogue([NINTH], [WIRE], now=NOW + DAY)
    written = desk.writes
    desk.store.save_catalogue([NINTH], [WIRE], now=NOW + 2 * DAY)
    assert desk.writes == written


def test_a_changed_source_keeps_when_it_was_added(desk: Desk) -> None:
    desk.store.save_catalogue([HARBOUR, NINTH], [replace(GAZETTE, interval_s=60.0), WIRE], now=NOW + DAY)
    assert desk.rows("SELECT interval_s, added_at, changed_at FROM sources WHERE id = 'gazette'") == [
        (60.0, "2026-11-03T09:30:00Z", "2026-11-04T09:30:00Z")
    ]


def test_headers_are_nowhere_in_the_file(desk: Desk) -> None:
    desk.store.save_fetch(desk.run_id, fetch_result(Outcome.OK))
    desk.store.close()
    assert b"s3cret" not in desk.path.read_bytes()


# --- runs ----------------------------------------------------------------------------------------------------


def test_a_finished_run_has_every_count(desk: Desk) -> None:
    counts: dict[str, Any] = {
        field.name: number for number, field in enumerate(fields(RunSummary)) if field.type in ("int", "bool")
    }
    alarms = [{"source": "gazette", "code": "silent"}]
    summary = RunSummary(**{**counts, "offline": True}, failures={"gazette": "it is down"}, alarms_begun=alarms)
    desk.store.finish_run(desk.run_id, summary, status="failed", now=NOW + HOUR)
    (run,) = desk.store.last_runs(5)
    assert {name: run[name] for name in counts} == {**counts, "offline": True}
    assert run["failures"] == {"gazette": "it is down"}
    assert (run["alarms_begun"], run["alarms_ended"]) == (1, 0)
    assert (run["status"], run["elapsed_s"], run["pid"]) == ("failed", 3600, 4711)


def test_case_127_a_clock_set_back_makes_no_run_of_negative_length(desk: Desk) -> None:
    desk.store.finish_run(desk.run_id, RunSummary(), status="ok", now=NOW - HOUR)
    assert desk.store.last_runs(1)[0]["elapsed_s"] == 0


def test_a_run_that_never_ended_was_killed(desk: Desk) -> None:
    second = desk.store.begin_run(command="import", version="0.1.0", pid=2, now=NOW + HOUR)
    runs = desk.store.last_runs(5)
    assert [(run["run_id"], run["status"], run["finished_at"]) for run in runs] == [
        (second, "running", None),
        (desk.run_id, "killed", None),
    ]


# --- fetches, resources, issues ------------------------------------------------------------------------------


def test_every_attempt_is_a_row(desk: Desk) -> None:
    desk.store.save_fetch(desk.run_id, fetch_result(Outcome.TIMEOUT, Outcome.OK))
    assert desk.rows(
        "SELECT source_id, url, purpose, outcome, severity, started_at, elapsed_s, detail FROM fetches"
    ) == [
        ("gazette", GAZETTE.url, "source", "timeout", "temporary", "2026-11-03T09:30:00Z", 0.25, "was timeout"),
        ("gazette", GAZETTE.url, "source", "ok", "ok", "2026-11-03T09:30:01Z", 0.25, "was ok"),
    ]


def test_case_10_a_fetch_alone_remembers_no_validators(desk: Desk) -> None:
    desk.store.save_fetch(desk.run_id, replace(fetch_result(Outcome.OK), validators=Validators('"1"')))
    assert desk.store.load_resource(GAZETTE.url) is None


def test_case_81_both_validators_are_taken_over_byte_for_byte(desk: Desk) -> None:
    first = resource(validators=Validators("unquoted", "Tue, 03 Nov 2026 08:00:00 GMT"))
    second = replace(first, validators=Validators("W/" + "x" * 4096, first.validators.last_modified))
    for each in (first, second):
        desk.store.save_resource(each)
        assert desk.store.load_resource(each.url) == each


def test_the_same_resource_again_writes_nothing(desk: Desk) -> None:
    desk.store.save_resource(resource())
    written = desk.writes
    desk.store.save_resource(resource())
    assert desk.writes == written


def test_issues_can_be_queried(desk: Desk) -> None:
    desk.store.save_issue(
        desk.run_id, code="leading_junk", source_id=GAZETTE.id, url=GAZETTE.url, detail="2 bytes", now=NOW
    )
    assert desk.rows("SELECT run_id, at, code, source_id, url, detail FROM issues") == [
        (desk.run_id, "2026-11-03T09:30:00Z", "leading_junk", "gazette", GAZETTE.url, "2 bytes")
    ]


# --- entries and source states -------------------------------------------------------------------------------


def _save(desk: Desk, state: EntryState, **more: Any) -> None:
    desk.store.save_entry(GAZETTE.id, entry(), state=state, catalogue=desk.catalogue, now=NOW, **more)


def test_an_entry_is_remembered_with_what_became_of_it(desk: Desk) -> None:
    _save(desk, EntryState.FAILED, failures=2)
    known = desk.store.load_entries(GAZETTE.id, ["guid-1"])["guid-1"]
    assert (known.state, known.failures, known.signature) == (EntryState.FAILED, 2, number_of("as first shown"))
    assert known.catalogue == desk.catalogue
    assert desk.store.load_entries(WIRE.id, ["guid-1"]) == {}


def test_an_entry_that_is_about_no_show_is_judged_again_for_others(desk: Desk) -> None:
    _save(desk, EntryState.UNMATCHED)
    assert desk.store.has_entries_put_aside_for_other_shows(GAZETTE.id, "another list")
    assert not desk.store.has_entries_put_aside_for_other_shows(GAZETTE.id, desk.catalogue)
    assert not desk.store.has_entries_put_aside_for_other_shows(WIRE.id, "another list")
    _save(desk, EntryState.FAILED, failures=1)
    assert not desk.store.has_entries_put_aside_for_other_shows(GAZETTE.id, "another list")


def test_a_list_of_shows_is_forgotten_once_no_entry_was_judged_by_it(desk: Desk) -> None:
    def judged_by() -> set[str]:
        return {catalogue for (catalogue,) in desk.rows("SELECT catalogue FROM entry_catalogues")}

    for key, state in (("read", EntryState.ARTICLE), ("put aside", EntryState.UNMATCHED)):
        desk.store.save_entry(GAZETTE.id, replace(entry(), key=key), state=state, catalogue="before", now=NOW)
    assert desk.store.has_readings_for_other_shows(desk.catalogue)
    desk.store.save_catalogue_of_readings(desk.catalogue)
    assert not desk.store.has_readings_for_other_shows(desk.catalogue)
    assert judged_by() == {"before", desk.catalogue}
    assert desk.store.has_entries_put_aside_for_other_shows(GAZETTE.id, desk.catalogue)
    desk.store.save_entry(
        GAZETTE.id, replace(entry(), key="put aside"), state=EntryState.UNMATCHED, catalogue=desk.catalogue, now=NOW
    )
    assert not desk.store.has_entries_put_aside_for_other_shows(GAZETTE.id, desk.catalogue)
    desk.store.save_catalogue((HARBOUR, NINTH), (GAZETTE, WIRE), now=NOW)
    assert judged_by() == {desk.catalogue}


def test_the_same_entry_again_writes_nothing(desk: Desk) -> None:
    _save(desk, EntryState.UNMATCHED)
    written = desk.writes
    _save(desk, EntryState.UNMATCHED)
    assert desk.writes == written


def test_a_failed_look_forgets_no_article(desk: Desk) -> None:
    _, article_id = desk.save(article(), entry=entry())
    _save(desk, EntryState.FAILED, failures=1)
    assert desk.store.load_entries(GAZETTE.id, ["guid-1"])["guid-1"].article_id == article_id


def test_one_key_in_two_sources_is_two_entries(desk: Desk) -> None:
    for source in (GAZETTE, WIRE):
        desk.store.save_entry(source.id, entry(), state=EntryState.UNMATCHED, catalogue="c", now=NOW)
    assert desk.rows("SELECT count(*) FROM entries") == [(2,)]


STATES = {
    "never asked": SourceState(GAZETTE.id),
    "well": SourceState(GAZETTE.id, NOW, NOW, Outcome.NOT_MODIFIED, 0, NOW + HOUR, entries=40),
    "failing": SourceState(GAZETTE.id, NOW, NOW - DAY, Outcome.TIMEOUT, 3, NOW + DAY, entries=0),
    "gone": SourceState(GAZETTE.id, NOW, None, Outcome.GONE, 1, None, gone=True),
}


@pytest.mark.parametrize("case", STATES)
def test_the_state_of_a_source_survives(desk: Desk, case: str) -> None:
    desk.store.save_source_state(STATES[case])
    assert desk.store.load_source_states() == {GAZETTE.id: STATES[case]}
    written = desk.writes
    desk.store.save_source_state(STATES[case])
    assert desk.writes == written


def test_a_source_that_nobody_knows_has_no_state(desk: Desk) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        desk.store.save_source_state(SourceState(SourceId("nobody")))


def test_json_is_readable_text(desk: Desk) -> None:
    desk.store.save_catalogue([replace(HARBOUR, aliases=("항구의 불빛",))], [], now=NOW)
    ((aliases,),) = desk.rows("SELECT aliases_json FROM shows WHERE active")
    assert "항구의 불빛" in aliases
    assert json.loads(aliases) == ["항구의 불빛"]
