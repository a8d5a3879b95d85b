"""Records come back as they were saved, and known things are found again."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from aggregator.models import (
    Article,
    Authority,
    CanonicalUrl,
    Claim,
    ClaimKind,
    Completeness,
    EntryState,
    Field,
    Fingerprint,
    Mention,
    Outcome,
    Resource,
    ShowMatch,
    SourceId,
    SourceState,
    Stamp,
    Status,
    Validators,
    Verdict,
)
from aggregator.store.rows import from_text, to_text
from tests.store.samples import (
    DAY,
    GAZETTE,
    HARBOUR,
    HOUR,
    NINTH,
    NOW,
    TEXT,
    WIRE,
    Desk,
    article,
    claim,
    entry,
    fetch_result,
    resource,
)

# --- every record survives -----------------------------------------------------------------------------------

# Stages hand over clean text: without NUL, and without surrogates, which hypothesis does not make of itself.
words = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=30)
maybe = st.none() | words
digests = st.binary(min_size=32, max_size=32).map(bytes.hex)
whole_numbers = st.integers(0, 2**31)
shares = st.floats(0, 1)
moments = st.datetimes(timezones=st.just(UTC)).map(lambda at: at.replace(microsecond=0))
stamps = st.builds(Stamp, st.none() | moments, words, words, maybe)
tuples_of_words = st.lists(words, max_size=3).map(tuple)

articles = st.builds(
    Article,
    url=words.map(CanonicalUrl),
    title=words,
    text=words,
    fingerprint=digests.map(Fingerprint),
    word_count=whole_numbers,
    completeness=st.sampled_from(Completeness),
    fetched_url=words,
    link_url=words,
    authors=tuples_of_words,
    site=maybe,
    language=maybe,
    published=st.none() | stamps,
    modified=st.none() | stamps,
    summary=words,
    image_url=maybe,
    flags=tuples_of_words,
    external_id=maybe,
)
claims = st.builds(
    Claim,
    show_id=st.sampled_from([HARBOUR.id, NINTH.id]),
    season=st.none() | st.integers(-1, 99),
    kind=st.sampled_from(ClaimKind),
    value=words,
    status=st.sampled_from(Status),
    quote=words,
    start=st.just(0),
    end=whole_numbers,
    rule=words,
    version=whole_numbers,
    person=maybe,
    character=maybe,
    said_by=maybe,
    evidence_in=st.sampled_from(Field),
    confidence=shares,
)
mentions = st.builds(
    Mention,
    field=st.sampled_from(Field),
    start=whole_numbers,
    end=whole_numbers,
    alias=words,
    score=shares,
)
matches = st.builds(
    ShowMatch,
    show_id=st.just(HARBOUR.id),
    verdict=st.sampled_from(Verdict),
    score=shares,
    mentions=st.lists(mentions, max_size=3).map(tuple),
)
resources = st.builds(
    Resource,
    url=words,
    validators=st.builds(Validators, maybe, maybe),
    body_hash=st.none() | digests,
    fetched_at=moments,
    article_id=st.none(),
)
source_states = st.builds(
    SourceState,
    source_id=st.sampled_from([GAZETTE.id, WIRE.id]),
    last_attempt_at=st.none() | moments,
    last_success_at=st.none() | moments,
    last_outcome=st.none() | st.sampled_from(Outcome),
    failures=whole_numbers,
    next_due_at=st.none() | moments,
    gone=st.booleans(),
    entries=st.none() | whole_numbers,
)

# One database for all examples: each is found under a key of its own, or replaces the one before.
one_database = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)


def _claim_of(row: dict[str, Any]) -> Claim:
    known = {field.name for field in fields(Claim)}
    return Claim(**{name: value for name, value in row.items() if name in known})


@one_database
@given(met=articles, read=st.lists(claims, max_size=4, unique=True), match=matches)
def test_an_article_with_its_matches_and_claims_survives(
    desk: Desk, met: Article, read: list[Claim], match: ShowMatch
) -> None:
    assume(desk.store.known_by_url(met.url) is None)
    _, article_id = desk.save(met, matches=(match,), claims=tuple(read))
    assert desk.stored(article_id) == met
    rows = desk.store.claims_for([article_id]).get(article_id, [])
    assert {_claim_of(row) for row in rows} == set(read)
    explained = desk.rows(f"SELECT verdict, score FROM article_shows WHERE article_id = {article_id}")
    assert explained == [(match.verdict, match.score)]
    written = desk.writes
    desk.save(met, known=article_id, replace=True, matches=(match,), claims=tuple(reversed(read)))
    assert desk.writes == written


@one_database
@given(saved=resources)
def test_a_resource_survives(desk: Desk, saved: Resource) -> None:
    desk.store.save_resource(saved)
    assert desk.store.load_resource(saved.url) == saved


@one_database
@given(saved=source_states)
def test_a_source_state_survives(desk: Desk, saved: SourceState) -> None:
    desk.store.save_source_state(saved)
    assert desk.store.load_source_states()[saved.source_id] == saved


@given(at=st.datetimes(timezones=st.timezones()).filter(lambda at: 1 < at.year < 9999))
def test_a_time_survives_to_the_second_and_sorts_as_text(at: datetime) -> None:
    whole = at.astimezone(UTC).replace(microsecond=0)
    assert from_text(to_text(at)) == whole
    assert to_text(at) < to_text(whole + timedelta(seconds=1))


@pytest.fixture
def far_from_greenwich(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    if not hasattr(time, "tzset"):
        pytest.skip("the time zone of a process is POSIX's")
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "Asia/Seoul")
        time.tzset()
        yield
    time.tzset()


@pytest.mark.usefixtures("far_from_greenwich")
def test_times_are_utc_with_a_z() -> None:
    assert to_text(datetime(2026, 3, 1, 1, 30, tzinfo=timezone(2 * HOUR))) == "2026-02-28T23:30:00Z"
    with pytest.raises(ValueError, match="no time zone"):
        to_text(NOW.replace(tzinfo=None))


def test_mentions_survive(desk: Desk) -> None:
    desk.save(article())
    known = desk.store.explain("https://gazette.test/harbour-3")
    assert known is not None
    assert known["shows"][0]["mentions"] == [
        {"field": "text", "start": 20, "end": 34, "alias": "Harbour Lights", "score": 0.9}
    ]


# --- known articles ------------------------------------------------------------------------------------------


def test_an_article_is_known_by_its_address_and_by_those_of_its_copies(desk: Desk) -> None:
    _, article_id = desk.save(article())
    desk.save(article("https://wire.test/harbour"), known=article_id, source=WIRE)
    for address in ("https://gazette.test/harbour-3", "https://wire.test/harbour"):
        known = desk.store.known_by_url(CanonicalUrl(address))
        assert known == desk.known(article_id)
    assert desk.store.known_by_url(CanonicalUrl("https://wire.test/other")) is None


def test_an_article_of_its_own_at_an_address_goes_before_a_copy_met_there(desk: Desk) -> None:
    _, first = desk.save(article())
    desk.save(article("https://wire.test/x"), known=first, source=WIRE)
    _, second = desk.save(article("https://wire.test/x", "Another story now stands here."), source=WIRE)
    known = desk.store.known_by_url(CanonicalUrl("https://wire.test/x"))
    assert known is not None
    assert known.id == second


def test_of_two_articles_met_at_one_address_the_last_is_the_one_there(desk: Desk) -> None:
    shared = CanonicalUrl("https://wire.test/live")
    for number in (2, 1):
        _, article_id = desk.save(article(f"https://gazette.test/{number}", f"Story {number}."))
        desk.save(article(shared, f"Story {number}."), known=article_id, source=WIRE, at=NOW + number * HOUR)
    known = desk.store.known_by_url(shared)
    assert known is not None
    assert known.url == "https://gazette.test/2"


def test_an_article_is_known_by_its_text(desk: Desk) -> None:
    _, first = desk.save(article())
    _, second = desk.save(article("https://wire.test/harbour"))
    assert [known.id for known in desk.store.known_by_fingerprint(article().fingerprint)] == [first, second]
    assert desk.store.known_by_fingerprint(Fingerprint("0" * 64)) == []


def test_a_source_that_nobody_configured_is_one_among_many(desk: Desk) -> None:
    assert desk.store.authority_of(SourceId("nowhere")) is Authority.PRESS


# --- pages to read again -------------------------------------------------------------------------------------

AFTER_S, FOR_S = 6 * 3600.0, 3 * 86_400.0


def _due(desk: Desk, at: datetime) -> list[str]:
    return [url for _, url, _ in desk.store.due_rereads(now=at, reread_after_s=AFTER_S, reread_for_s=FOR_S)]


def test_young_articles_are_due_once_in_a_while(desk: Desk) -> None:
    _, article_id = desk.save(article(), resource=resource())
    url = resource().url
    assert _due(desk, NOW + 5 * HOUR) == []
    assert _due(desk, NOW + 6 * HOUR) == [url]
    assert _due(desk, NOW + 3 * DAY + HOUR) == []
    assert desk.store.due_rereads(now=NOW + DAY, reread_after_s=AFTER_S, reread_for_s=FOR_S) == [
        (GAZETTE.id, url, article_id)
    ]


def test_a_page_that_failed_is_not_asked_for_in_every_run(desk: Desk) -> None:
    desk.save(article(), resource=resource())
    desk.store.save_fetch(desk.run_id, fetch_result(Outcome.SERVER_ERROR, url=resource().url, at=NOW + 8 * HOUR))
    assert _due(desk, NOW + 9 * HOUR) == []
    assert _due(desk, NOW + 15 * HOUR) == [resource().url]


def test_feeds_and_put_aside_pages_are_never_due(desk: Desk) -> None:
    desk.store.save_resource(resource(GAZETTE.url))
    assert _due(desk, NOW + DAY) == []


# --- whole tables --------------------------------------------------------------------------------------------


def test_stored_articles_come_in_order_whatever_happens_in_between(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aggregator.store.memory._PAGE", 2)
    ids = [desk.save(article(f"https://gazette.test/{number}"))[1] for number in range(5)]
    met = []
    for article_id, _, _ in desk.store.stored_articles():
        met.append(article_id)
        desk.store.save_matches_and_claims(article_id, [], [claim(season=article_id)])
    assert met == ids
    assert [article_id for article_id, _, _ in desk.store.stored_articles([ids[3], ids[1], 999])] == [ids[1], ids[3]]
    assert list(desk.store.stored_articles([])) == []


SNAPSHOT = {
    "a new article": lambda desk: desk.save(article("https://gazette.test/2")),
    "another text": lambda desk: desk.save(article(text=TEXT + "!!"), known=1, replace=True),
    "a sighting": lambda desk: desk.save(article("https://wire.test/2"), known=1),
    "another claim": lambda desk: desk.store.save_matches_and_claims(1, [], [claim(value="ending")]),
    "an entry": lambda desk: desk.store.save_entry(
        GAZETTE.id, entry(), state=EntryState.UNMATCHED, catalogue="c", now=NOW
    ),
    "other validators": lambda desk: desk.store.save_resource(resource(validators=Validators("new"))),
    "a show less": lambda desk: desk.store.save_catalogue([HARBOUR], [GAZETTE, WIRE], now=NOW),
}


@pytest.mark.parametrize("case", SNAPSHOT)
def test_the_snapshot_tells_apart_what_was_found(desk: Desk, case: str) -> None:
    desk.save(article(), resource=resource())
    before = desk.store.snapshot_counts()
    SNAPSHOT[case](desk)
    assert desk.store.snapshot_counts()["digest"] != before["digest"]


def test_the_snapshot_leaves_out_the_log(desk: Desk) -> None:
    desk.save(article(), resource=resource())
    before = desk.store.snapshot_counts()
    run_id = desk.store.begin_run(command="run", version="9", pid=9, now=NOW)
    desk.store.save_fetch(run_id, fetch_result(Outcome.OK))
    desk.store.save_issue(run_id, code="odd", source_id=GAZETTE.id, url=None, detail="x", now=NOW)
    desk.store.save_source_state(SourceState(GAZETTE.id, NOW))
    desk.store.save_resource(replace(resource(article_id=1), fetched_at=NOW + DAY))
    assert desk.store.snapshot_counts() == before
