"""Runs over days, a clock that is moved: what takes more than one answer to be believed, and what is said of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from aggregator.models import (
    Entry,
    FullText,
    Outcome,
    Purpose,
    Request,
    Resource,
    Response,
    Source,
    SourceId,
    SourceKind,
    SourceState,
    Stamp,
    Validators,
)
from aggregator.pipeline.habits import FullAnswer, after_full_answer
from aggregator.pipeline.parsing import ParserEndedError, ParserSparedError
from tests.pipeline.world import World, conditional
from tests.servers import Asked, Reply

FEED = "application/rss+xml"


def feed(*titles: str, url: str = "https://news.example/") -> bytes:
    items = "".join(
        f"<item><title>{title}</title><link>{url}{number}</link><guid>{number}</guid></item>"
        for number, title in enumerate(titles)
    )
    return f"<rss version='2.0'><channel><title>News</title>{items}</channel></rss>".encode()


SOUP = feed("Ten soups")


def codes(world: World) -> list[tuple[str, str]]:
    """Every issue so far, as code and source."""
    with closing(sqlite3.connect(world.path)) as database:
        return database.execute("SELECT code, source_id FROM issues ORDER BY id").fetchall()


def follow(world: World, name: str = "gazette", **more: object) -> None:
    world.follow(name, SourceKind.FEED, f"/{name}.xml", full_text=FullText.FEED, **more)


# --- 304 ------------------------------------------------------------------------------------------------------


def stubborn(feeds: dict[str, bytes]) -> Callable[[Asked], Reply]:
    """A route that answers 304 to whoever shows an ETag, whatever it is, as some caches do."""

    def answer(asked: Asked) -> Reply:
        if "if-none-match" in asked.headers:
            return Reply(304)
        return Reply(body=feeds["now"], headers={"ETag": '"2041"', "Content-Type": FEED})

    return answer


def test_case_83_a_server_that_always_says_304_is_found_out_and_said_to_be_once(world: World) -> None:
    feeds = {"now": feed("Ten soups")}
    world.web.routes["/gazette.xml"] = stubborn(feeds)
    follow(world)
    found = []
    for hour in range(0, 10 * 24, 6):
        if hour == 30:
            feeds["now"] = feed("Ten soups", "More soups")
        summary = world.run(hours=6)
        found += [hour] * (summary.entries == 2)
        full = [asked for asked in world.web.asked("/gazette.xml") if "if-none-match" not in asked.headers]
        assert len(full) == (hour % 24 == 0), hour
    assert found == [48], "what is new is seen by the next full answer, within a day"
    assert codes(world) == [("misled", "gazette")]
    assert world.state("gazette").misled_at is not None


def test_case_83_it_is_believed_again_when_it_notices_a_change(world: World) -> None:
    feeds = {"now": feed("Ten soups")}
    world.web.routes["/gazette.xml"] = stubborn(feeds)
    follow(world)
    world.run()
    world.run()
    feeds["now"] = feed("Ten soups", "More soups")
    world.run(hours=24)
    assert world.state("gazette").misled_at is not None
    world.web.routes["/gazette.xml"] = conditional(feed("Ten soups", "More soups", "No soups"), FEED)
    world.run()
    assert world.state("gazette").misled_at is None


def test_an_honest_server_is_not_suspected(world: World) -> None:
    follow(world)
    for day in range(10):
        world.web.routes["/gazette.xml"] = conditional(feed(*(f"Soup {n}" for n in range(day // 2 + 1))), FEED)
        for _ in range(3):
            world.run(hours=8)
    assert codes(world) == []


NEWS = {
    "published before the last full answer, and let in by the end of another": (-3.0, False),
    "published since, hours before the last 304": (2.0, True),
    "published since, when the last 304 was about to come": (9.5, False),
}


@pytest.mark.parametrize(("hours", "expected"), NEWS.values(), ids=NEWS)
def test_case_83_news_that_a_304_should_have_told_of_proves_it_false(hours: float, expected: bool) -> None:
    full_at = datetime(2026, 11, 3, 9, 0, tzinfo=UTC)
    now, url = full_at + timedelta(hours=24), "https://news.example/feed"
    source = Source(SourceId("gazette"), SourceKind.FEED, url)
    stamp = Stamp(full_at + timedelta(hours=hours), "", "feed:pubDate")
    answer = FullAnswer(
        source,
        Request(source, url, Purpose.SOURCE),
        Response(url, FEED, b"now", Validators('"2"'), now),
        before=Resource(url, Validators('"1"'), "then", full_at),
        after=Resource(url, Validators('"2"'), "now", now),
        news=(Entry("1", None, "Soup", "s", published=stamp),),
    )
    before = SourceState(source.id, full_at=full_at, not_modified_at=full_at + timedelta(hours=10))
    after, notices = after_full_answer(before, answer, ())
    assert (after.misled_at is not None, [notice.code for notice in notices]) == (expected, ["misled"] * expected)
    assert after.full_at == now


def test_what_is_known_under_a_key_that_holds_a_secret_is_no_news(world: World) -> None:
    secret, on = "k3y-of-mine", "Tue, 03 Nov 2026 12:00:00 GMT"
    item = f"<item><title>Soup</title><guid>{secret}</guid><pubDate>{on}</pubDate><description>Hot</description></item>"
    feeds = [f"<rss version='2.0'><channel><title>{n}</title>{item}</channel></rss>".encode() for n in range(2)]
    world.web.routes["/gazette.xml"] = conditional(feeds[0], FEED)
    follow(world, headers={"Authorization": f"Bearer {secret}"})
    world.run()
    world.run(hours=10)
    world.web.routes["/gazette.xml"] = conditional(feeds[1], FEED)
    assert world.run(hours=14).entries == 1
    assert "if-none-match" not in world.web.asked("/gazette.xml")[0].headers
    assert codes(world) == []


def test_case_82_an_identical_body_brings_its_new_validators_and_no_rows(story: World) -> None:
    story.run()
    before = story.state("gazette")
    body = story.web.routes["/gazette.xml"](Asked("", {}, 0, 0)).body  # type: ignore[operator]  # a function
    story.web.routes["/gazette.xml"] = Reply(body=body, headers={"ETag": '"another"', "Content-Type": FEED})
    summary = story.run()
    assert (summary.entries, summary.issues) == (0, 0)
    assert story.state("gazette").entries == before.entries
    story.run()
    assert story.web.asked("/gazette.xml")[0].headers["if-none-match"] == '"another"'


# --- moves ----------------------------------------------------------------------------------------------------


def moved(world: World, name: str, target: str, status: int = 301) -> None:
    world.web.routes[f"/{name}.xml"] = Reply(status, headers={"Location": target})


def test_case_90_a_move_is_adopted_after_a_week_and_told_once(world: World) -> None:
    world.web.routes["/new.xml"] = conditional(SOUP, FEED)
    moved(world, "gazette", "/new.xml")
    follow(world)
    told = {}
    for hour in range(0, 10 * 24, 6):
        notices = world.run(hours=6).notices
        if notices:
            told[hour] = notices
    ((hour, notices),) = told.items()
    assert timedelta(hours=hour) == timedelta(days=7)
    assert notices == {
        "gazette": f"has moved to {world.web.url('/new.xml')} and is asked there from now on;"
        " put the new address into sources.yaml"
    }
    assert world.asked() == ["/new.xml"]
    assert "if-none-match" in world.web.asked("/new.xml")[0].headers
    assert codes(world) == [("moved", "gazette")]
    assert [row["moved_to"] for row in world.health()] == [world.web.url("/new.xml")]


def adopted(world: World) -> None:
    """Runs until the gazette is asked at /new.xml."""
    world.web.routes["/new.xml"] = conditional(SOUP, FEED)
    moved(world, "gazette", "/new.xml")
    follow(world)
    for _ in range(8):
        world.run(hours=24)
    assert world.state("gazette").moved_to == world.web.url("/new.xml")


def test_case_90_a_new_address_in_the_configuration_ends_it(world: World) -> None:
    adopted(world)
    world.web.routes["/newest.xml"] = conditional(SOUP, FEED)
    world.sources = [replace(world.sources[0], url=world.web.url("/newest.xml"))]
    world.run()
    assert world.asked() == ["/newest.xml"]
    assert world.state("gazette").moved_to is None


def test_case_90_other_rules_for_reading_it_do_not(world: World) -> None:
    adopted(world)
    world.run()
    world.sources = [replace(world.sources[0], expect_min=1)]
    assert world.run().entries == 1, "it is read anew, though it is as it was"
    assert world.asked() == ["/new.xml"]
    assert "if-none-match" not in world.web.asked("/new.xml")[0].headers


def test_case_90_an_adopted_address_that_goes_away_is_given_up_for_the_configured_one(world: World) -> None:
    adopted(world)
    world.web.routes["/new.xml"] = Reply(410)
    assert "is asked at" in world.run().failures["gazette"]
    assert not world.state("gazette").gone
    world.web.routes["/gazette.xml"] = conditional(SOUP, FEED)
    assert world.run().failures == {}
    assert world.asked() == ["/gazette.xml"]


def test_case_90_a_move_to_where_another_source_is_merges_nothing_and_is_told_once(world: World) -> None:
    world.web.routes["/wire.xml"] = conditional(SOUP, FEED)
    moved(world, "gazette", "/wire.xml")
    follow(world)
    follow(world, "wire")
    told = [world.run(hours=24).notices for _ in range(10)]
    assert [notices for notices in told if notices] == [
        {
            "gazette": f"has moved to {world.web.url('/wire.xml')}, where another source is already;"
            " remove one of them from sources.yaml"
        }
    ]
    assert world.state("gazette").moved_to is None
    assert world.asked() == ["/gazette.xml", "/wire.xml", "/wire.xml"]


LOGIN = b"<html><head><title>Please log in</title></head><body><form></form></body></html>"
NO_MOVES: dict[str, tuple[int, str, Reply]] = {
    "a temporary redirect (case 91)": (302, "/new.xml", Reply(body=SOUP, headers={"Content-Type": FEED})),
    "a page for maintenance": (301, "/sorry", Reply(503)),
    "a page to log in": (301, "/login", Reply(body=LOGIN, headers={"Content-Type": "text/html"})),
    "the front page": (301, "/", Reply(body=SOUP, headers={"Content-Type": FEED})),
}


@pytest.mark.parametrize(("status", "target", "reply"), NO_MOVES.values(), ids=NO_MOVES)
def test_case_90_what_is_no_move_is_never_adopted(world: World, status: int, target: str, reply: Reply) -> None:
    world.web.routes[target] = reply
    moved(world, "gazette", target, status)
    follow(world)
    for _ in range(12):
        world.run(hours=24, only={"gazette"})
    assert (world.state("gazette").moved_to, world.state("gazette").move) == (None, None)


FORBIDDEN = {
    "to a file (case 93)": "file:///etc/passwd",
    "to an address of its own machine (S2)": "http://169.254.169.254/feed.xml",
    "to the port of another service": "http://127.0.0.1:25/feed.xml",
    "with a user name": "http://me:secret@127.0.0.1/feed.xml",
}


@pytest.mark.parametrize("target", FORBIDDEN.values(), ids=FORBIDDEN)
def test_s2_a_target_that_the_gate_refuses_is_told_and_never_stored(world: World, target: str) -> None:
    moved(world, "gazette", target)
    follow(world)
    follow(world, "wire")
    world.web.routes["/wire.xml"] = conditional(SOUP, FEED)
    summary = world.run()
    assert list(summary.failures) == ["gazette"]
    assert codes(world) == [("security", "gazette")]
    for _ in range(9):
        world.run(hours=24, only={"gazette"})
    state = world.state("gazette")
    assert (state.move, state.moved_to, state.last_outcome) == (None, None, Outcome.REFUSED)


def test_case_93_a_page_that_leads_to_a_file_is_told_and_costs_its_source_nothing(world: World) -> None:
    world.web.routes["/lights"] = Reply(302, headers={"Location": "file:///etc/passwd"})
    world.feed("gazette", ("/lights", "Harbour Lights renewed"))
    assert world.run().failures == {}
    assert codes(world) == [("security", "gazette")]


# --- gone, and back -------------------------------------------------------------------------------------------


def test_case_88_what_is_gone_is_told_once_and_not_asked_again(world: World) -> None:
    world.web.routes["/gazette.xml"] = Reply(410)
    follow(world)
    told = [list(world.run().failures) for _ in range(48)]
    assert told == [["gazette"], *[[]] * 47]
    assert world.web.log == []


def test_case_88_what_is_gone_comes_back_under_another_address(world: World) -> None:
    world.web.routes |= {"/gazette.xml": Reply(410), "/new.xml": conditional(SOUP, FEED)}
    follow(world)
    world.run()
    world.sources = [replace(world.sources[0], url=world.web.url("/new.xml"))]
    assert world.run().sources == 1
    assert not world.state("gazette").gone


def test_case_88_what_is_gone_is_asked_where_somebody_wants_to_know(world: World) -> None:
    world.web.routes["/gazette.xml"] = Reply(410)
    follow(world)
    world.run()
    assert list(world.run(only={"gazette"}).failures) == ["gazette"]
    world.web.routes["/gazette.xml"] = conditional(SOUP, FEED)
    world.run(only={"gazette"})
    assert world.run().sources == 1


# --- what costs us a parser -----------------------------------------------------------------------------------


def test_s6_a_source_that_ends_its_parser_is_asked_less_and_less_often(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def end(*args: object, **kwargs: object) -> None:
        raise ParserEndedError("took more than 10 s of computing; not read", outcome=Outcome.PARSER_ENDED)

    monkeypatch.setattr("aggregator.pipeline.answers.parse_source", end)
    world.web.routes["/gazette.xml"] = conditional(SOUP, FEED)
    follow(world)
    asked = [hour for hour in range(16) if world.run().sources]
    assert asked == [0, 1, 3, 7, 15]
    state = world.state("gazette")
    assert (state.last_outcome, state.failures) == (Outcome.PARSER_ENDED, 5)
    assert codes(world) == [("parser_ended", "gazette")] * 5
    monkeypatch.undo()
    assert world.run(hours=24).failures == {}


def test_s6_a_page_that_was_not_begun_is_asked_for_by_the_next_run(
    story: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def spare(*args: object, **kwargs: object) -> None:
        raise ParserSparedError("not read, since 3 others took too long", outcome=Outcome.PARSER_ENDED)

    monkeypatch.setattr("aggregator.pipeline.articles.parse_article", spare)
    assert story.run().articles_new == 0
    monkeypatch.undo()
    assert story.run().articles_new == 1


# --- the network ----------------------------------------------------------------------------------------------


def dead(world: World) -> None:
    world.sources = [replace(source, url="http://127.0.0.1:10/") for source in world.sources[:1]] + [
        replace(source, url="http://127.0.0.1:12/") for source in world.sources[1:]
    ]


def test_case_103_a_network_that_is_down_is_one_thing_and_leaves_every_source_as_it_was(world: World) -> None:
    for name in ("gazette", "wire"):
        follow(world, name)
    dead(world)
    for _ in range(30):
        summary = world.run()
        assert (summary.offline, summary.sources, summary.sources_failed) == (True, 2, 0)
        assert (summary.failures, sorted(summary.unreached)) == ({}, ["gazette", "wire"])
    assert world.states() == {}


def test_case_103_a_source_alone_is_blamed_since_nothing_tells_it_from_the_network(world: World) -> None:
    for name in ("gazette", "wire"):
        follow(world, name)
    dead(world)
    summary = world.run(only={"wire"})
    assert (summary.offline, list(summary.failures)) == (False, ["wire"])
    assert world.state("wire").failures == 1


# --- guids ----------------------------------------------------------------------------------------------------


def test_case_45_one_article_under_guids_that_change_with_every_answer(story: World) -> None:
    for hour in range(5):
        item = (
            f"<item><title>Harbour Lights renewed</title><link>{story.web.url('/lights')}</link>"
            f"<guid>lights?comments={hour}</guid></item>"
        )
        body = f"<rss version='2.0'><channel><title>T</title>{item}</channel></rss>".encode()
        story.web.routes["/gazette.xml"] = conditional(body, FEED)
        story.run()
    assert len(story.latest(include_copies=True)) == 1
    with closing(sqlite3.connect(story.path)) as database:
        rows = database.execute("SELECT article_id FROM entries").fetchall()
    assert rows == [(1,)] * 5


# --- hosts that want to be left alone, keys that are missing --------------------------------------------------


def test_case_86_a_host_that_asks_to_be_left_alone_is_by_every_source_of_it(world: World) -> None:
    for name, interval_s in (("busy", 0.0), ("other", 7200.0)):
        world.web.routes[f"/{name}.xml"] = conditional(SOUP, FEED)
        follow(world, name, interval_s=interval_s)
    world.run()
    world.web.routes["/busy.xml"] = Reply(429, headers={"Retry-After": "7200"})
    world.run()
    assert world.asked() == ["/busy.xml"]
    world.web.routes["/busy.xml"] = conditional(SOUP, FEED)
    summary = world.run()
    assert world.web.log == [], "the other source is due, and its host asked an hour ago to be left alone for two"
    assert "asks to be left alone until 2026-11-03 13:" in summary.failures["other"]
    assert not summary.offline
    world.run(hours=1.5)
    assert world.asked() == ["/busy.xml", "/other.xml"]


def test_a_source_without_its_key_is_not_asked_and_costs_the_others_nothing(world: World) -> None:
    world.web.routes["/wire.xml"] = conditional(SOUP, FEED)
    follow(world, missing_secrets=("NEWS_TOKEN",))
    follow(world, "wire")
    for failures in range(1, 10):
        summary = world.run()
        assert list(summary.failures) == ["gazette"]
        assert "NEWS_TOKEN" in summary.failures["gazette"]
        assert (world.state("gazette").failures, world.state("gazette").last_outcome) == (failures, Outcome.NO_SECRET)
        assert world.asked() == ["/wire.xml"]
    world.web.routes["/gazette.xml"] = conditional(SOUP, FEED)
    world.sources[0] = replace(world.sources[0], missing_secrets=())
    assert world.run().failures == {}, "no back-off: it is asked as soon as the key is there"
