"""What the pages are filled with."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from aggregator.models import ClaimKind, FactChange, FactChangeKind, Outcome, RunSummary, ShowId
from aggregator.store import Store
from tests.store.samples import (
    DAY,
    HARBOUR,
    NINTH,
    NOW,
    WIRE,
    Desk,
    article,
    claim,
    fetch_result,
    match,
    release,
    stamp,
)
from tests.store.test_fact_answers import KEY, TODAY, fact, put


def change(kind: ClaimKind, value: str, *, season: int = 3, show_id: ShowId = HARBOUR.id) -> FactChange:
    after = fact(value, kind)
    after = replace(after, key=replace(after.key, season=season, show_id=show_id))
    return FactChange(after.key, FactChangeKind.NEW, TODAY, None, after, ())


def next_run(desk: Desk) -> None:
    desk.run_id = desk.store.begin_run(command="run", version="0.1.0", pid=1, now=NOW)


def test_the_most_telling_change_of_the_season_is_told_and_of_the_last_run_alone(desk: Desk) -> None:
    put(desk, [], [change(ClaimKind.RENEWAL, "undecided"), change(ClaimKind.RENEWAL, "renewed", season=2)])
    put(desk, [], [change(ClaimKind.RENEWAL, "renewed", show_id=NINTH.id)], show_id=NINTH.id)
    next_run(desk)
    gone = change(ClaimKind.RELEASE, "2026")
    put(
        desk,
        [],
        [
            change(ClaimKind.CAST, "returning"),
            change(ClaimKind.RELEASE, "2027"),
            change(ClaimKind.EPISODES, "8"),
            change(ClaimKind.TRAILER, "released", season=4),
            replace(gone, before=gone.after, after=None),
        ],
    )

    def told(**seasons: int | None) -> list[tuple[Any, ...]]:
        changes = desk.store.last_changes({name.replace("_", "-"): season for name, season in seasons.items()})
        assert list(changes) == [row["show_id"] for row in changes.values()]
        return [(row["show"], row["season"], row["kind"], row["value"]) for row in changes.values()]

    assert told(harbour_lights=3, the_ninth_door=3) == [
        ("The Ninth Door", 3, "renewal", "renewed"),
        ("Harbour Lights", 3, "release", "2027"),
    ]
    assert told(harbour_lights=4) == [("Harbour Lights", 4, "trailer", "released")]
    assert told(harbour_lights=None) == [("Harbour Lights", 3, "release", "2027")]
    assert told(nobody_follows=1) == []


def test_the_scorecard_is_told_what_is_believed_of_decisions_and_dates(desk: Desk) -> None:
    put(desk, [fact(), fact("2027", ClaimKind.RELEASE), fact("8", ClaimKind.EPISODES)])
    assert [row["kind"] for row in desk.store.scorecard_facts()] == ["release", "renewal"]


def test_a_text_is_that_of_the_revision(desk: Desk) -> None:
    _, article_id = desk.save(article(text="It was so."))
    desk.save(article(text="It is not so any more."), known=article_id, replace=True, at=NOW + DAY)
    assert desk.store.texts([(article_id, 1), (article_id, 2), (article_id, 2), (99, 1)]) == {
        (article_id, 1): "It was so.",
        (article_id, 2): "It is not so any more.",
    }


def test_stories_are_listed_without_their_copies_and_with_links_to_the_web_alone(desk: Desk) -> None:
    _, first = desk.save(article("https://gazette.test/1"), claims=())
    _, copy = desk.save(article("https://wire.test/2", "Another text."), claims=(), source=WIRE)
    _, odd = desk.save(article("javascript:alert(1)", "A third one.", published=stamp(NOW)), claims=())
    desk.store._database.execute(
        "INSERT INTO stories (article_id, story_id) VALUES (?, ?), (?, ?)", [first, first, copy, first]
    )
    listed = desk.store.stories_about(HARBOUR.id)
    assert [row["article_id"] for row in listed] == [odd, first]
    assert [row["url"] for row in listed] == [None, "https://gazette.test/1"]


def asked(desk: Desk, *outcomes: Outcome, failures: dict[str, str] | None = None, days_ago: int = 0) -> None:
    next_run(desk)
    desk.store.save_fetch(desk.run_id, fetch_result(*outcomes, at=NOW - timedelta(days=days_ago)))
    summary = RunSummary(failures=failures or {})
    desk.store.finish_run(desk.run_id, summary, status="ok", now=NOW)


def test_a_run_is_counted_once_a_source_by_what_came_of_it(desk: Desk) -> None:
    asked(desk, Outcome.TIMEOUT, Outcome.OK)
    asked(desk, Outcome.NOT_MODIFIED)
    asked(desk, Outcome.TIMEOUT)
    asked(desk, Outcome.OK, failures={"gazette": "no feed at all"})
    asked(desk, Outcome.OK, days_ago=40)
    rows: list[dict[str, Any]] = desk.store.daily_outcomes(TODAY - timedelta(days=29))
    assert {(row["day"], row["outcome"]): row["runs"] for row in rows} == {
        ("2026-11-03", "ok"): 2,
        ("2026-11-03", "timeout"): 1,
        ("2026-11-03", "unusable"): 1,
    }


def test_who_said_it_first_is_who_published_first(desk: Desk) -> None:
    desk.save(article("https://gazette.test/1", published=stamp(NOW - DAY)), claims=(claim(),))
    desk.save(article("https://wire.test/2", "Other.", published=stamp(NOW - 2 * DAY)), claims=(claim(),), source=WIRE)
    ids = tuple(row[0] for row in desk.rows("SELECT id FROM claims ORDER BY id"))
    put(
        desk,
        [
            fact(supporting=ids, independent_sources=2),
            fact("8", ClaimKind.EPISODES, supporting=ids, independent_sources=1),
        ],
    )
    firsts = desk.store.first_witnesses()
    assert {source: (row["said"], row["first"]) for source, row in firsts.items()} == {
        "gazette": (1, 0),
        "wire": (1, 1),
    }


def test_what_a_source_yields_is_counted_as_articles_read_now(desk: Desk) -> None:
    _, article_id = desk.save(article(), claims=(claim(), release()))
    desk.save(article(text="It changed."), known=article_id, replace=True, claims=(claim(),), at=NOW + DAY)
    desk.save(article("https://gazette.test/2", "More."), claims=(), matches=(match(NINTH),))
    (row,) = desk.store.source_yields().values()
    assert (row["articles"], row["claims"]) == (2, 1)


def test_one_instant_lasts_while_others_write(desk: Desk) -> None:
    put(desk, [fact()])
    with Store.open_readonly(desk.path) as reader, reader.at_one_instant():
        assert len(reader.facts_of(HARBOUR.id)) == 1
        put(desk, [fact(), fact("2027", ClaimKind.RELEASE)])
        assert len(reader.facts_of(HARBOUR.id)) == 1
    with Store.open_readonly(desk.path) as reader:
        assert len(reader.facts_of(KEY.show_id)) == 2


def test_a_show_is_found_though_nobody_follows_it_any_longer(desk: Desk) -> None:
    desk.store.save_catalogue([NINTH], [], now=NOW)
    shown = desk.store.show(HARBOUR.id)
    assert shown is not None
    assert (shown["active"], shown["aliases"]) == (False, ["Hafenlichter"])
    assert desk.store.show("nobody") is None
