"""Whole runs: a loopback web, the real stages, a real database."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from typing import Any

import pytest

from aggregator.errors import StoreError
from aggregator.fetch import Fetcher
from aggregator.models import (
    FetchResult,
    Follow,
    FullText,
    PageRole,
    Selectors,
    Source,
    SourceId,
    SourceKind,
)
from aggregator.pipeline.books import Books
from aggregator.store import Store
from aggregator.store.sightings import put_sighting
from tests.pipeline.world import HARBOUR, LEAD, MORE, SALT, World, conditional, page
from tests.servers import Asked, Reply


def test_a_feed_leads_to_an_article_with_its_claims(story: World) -> None:
    summary = story.run()
    assert (summary.articles_new, summary.sources_failed) == (1, 0)
    (row,) = story.latest()
    assert row["source"] == "gazette"
    assert row["url"].endswith("/lights")
    with Store.open_readonly(story.path) as store:
        claims = store.claims(HARBOUR.id)
    assert ("renewal", 3, "renewed") in {(claim["kind"], claim["season"], claim["value"]) for claim in claims}


def test_an_unchanged_web_costs_one_conditional_request_a_source_and_changes_nothing(story: World) -> None:
    story.run()
    before = story.digest()
    summary = story.run()
    assert story.asked() == ["/gazette.xml"]
    assert "if-none-match" in story.web.log[-1].headers
    assert summary.not_modified == 1
    assert story.digest() == before


def test_robots_txt_is_asked_for_once_a_day(story: World) -> None:
    def asked() -> int:
        return len(story.web.asked("/robots.txt"))

    story.run()
    assert asked() == 1
    story.run(hours=20)
    assert asked() == 0
    story.run(hours=5)
    assert asked() == 1


def test_a_feed_without_validators_is_asked_for_in_full_and_read_once(story: World) -> None:
    body = story.web.routes["/gazette.xml"](story.web.log[0] if story.web.log else Asked("", {}, 0, 0))  # type: ignore[operator]  # a function
    story.web.routes["/gazette.xml"] = replace(body, headers={})
    story.run()
    before = story.digest()
    story.run()
    assert story.asked() == ["/gazette.xml"]
    assert story.digest() == before


def test_an_article_about_no_followed_show_is_counted_not_kept_and_not_asked_for_again(world: World) -> None:
    world.web.routes["/soup"] = Reply(body=page("Ten soups", "Leeks first. " * 40))
    world.feed("gazette", ("/soup", "Ten soups"))
    assert world.run().unmatched == 1
    world.feed("gazette", ("/soup", "Ten soups"), ("/soup2", "More soups"))
    world.web.routes["/soup2"] = Reply(body=page("More soups", "Then potatoes. " * 40))
    world.run()
    assert world.asked() == ["/gazette.xml", "/soup2"]
    assert world.titles() == set()


def test_a_newly_followed_show_finds_what_was_put_aside(world: World) -> None:
    world.web.routes["/salt"] = conditional(page("'Salt Road' ends", "'Salt Road' was cancelled by Quay TV. " * 20))
    world.feed("gazette", ("/salt", "‘Salt Road’ is cancelled"))
    assert world.run().articles_new == 0
    world.shows = (HARBOUR, SALT)
    assert world.run().articles_new == 1
    assert len(world.titles(SALT)) == 1


def test_entries_that_a_source_shows_no_more_do_not_have_it_asked_in_full_for_ever(world: World) -> None:
    world.feed("gazette", ("/soup", "Ten soups"), ("/stew", "Ten stews"))
    for path in ("/soup", "/stew"):
        world.web.routes[path] = Reply(body=page("Ten of them", f"Leeks first, says {path}. " * 40))
    assert world.run().unmatched == 2
    world.feed("gazette", ("/stew", "Ten stews"))
    world.shows = (HARBOUR, SALT)
    assert world.run().not_modified == 0
    assert world.run().not_modified == 1


def test_a_newly_followed_show_finds_what_is_stored(story: World) -> None:
    both = "The network has also cancelled the drama 'Salt Road' after two seasons."
    story.web.routes["/lights"] = conditional(page("Harbour Lights renewed", LEAD, MORE * 3, both))
    story.run()
    story.shows = (HARBOUR, SALT)
    story.run()
    assert story.asked() == ["/gazette.xml"]
    with Store.open_readonly(story.path) as store:
        assert {claim["value"] for claim in store.claims(SALT.id)} == {"cancelled"}
    before = story.digest()
    story.run()
    assert story.digest() == before


def test_a_failing_source_costs_the_others_nothing(story: World) -> None:
    story.feed("wire", broken=True)
    summary = story.run()
    assert set(summary.failures) == {"wire"}
    assert len(story.latest()) == 1
    assert not summary.offline


def test_a_page_that_fails_is_asked_for_again_by_the_next_run(story: World) -> None:
    route = story.web.routes["/lights"]
    story.web.routes["/lights"] = Reply(503)
    assert story.run().articles_new == 0
    story.web.routes["/lights"] = route
    assert story.run().articles_new == 1
    story.run()
    assert story.asked() == ["/gazette.xml"]


def test_a_page_that_always_fails_is_given_up(story: World) -> None:
    story.web.routes["/lights"] = Reply(503)
    for _ in range(3):
        story.run()
    assert story.asked() == ["/gazette.xml", "/lights"]
    story.run()
    assert story.asked() == ["/gazette.xml"]


def test_of_a_page_that_cannot_be_read_the_summary_is_kept(world: World) -> None:
    body = (
        "<rss version='2.0'><channel><item><title>Harbour Lights renewed</title>"
        f"<link>{world.web.url('/closed')}</link><description>{LEAD}</description></item></channel></rss>"
    ).encode()
    world.web.routes |= {"/gazette.xml": conditional(body, "application/rss+xml"), "/closed": Reply(403)}
    world.follow("gazette", SourceKind.FEED, "/gazette.xml")
    world.run()
    with Store.open_readonly(world.path) as store:
        ((_, _, article),) = store.stored_articles()
    assert article.completeness == "partial"
    assert article.text == LEAD


def test_one_article_in_two_feeds_is_one_article_and_two_sightings(story: World) -> None:
    story.feed("wire", ("/lights?utm_source=wire", "Harbour Lights renewed for season 3"))
    story.run()
    assert len(story.latest()) == 1
    story.run()
    assert len(story.latest()) == 1


def test_one_text_at_two_addresses_is_one_article_with_a_copy(story: World) -> None:
    story.web.routes["/other"] = conditional(page("Lighthouse drama is back", LEAD, MORE * 3))
    story.feed("wire", ("/other", "Lighthouse drama Harbour Lights is back"))
    story.run()
    (row,) = story.latest()
    assert row["copies"] == 1


def test_a_rewritten_page_is_the_same_article_with_what_it_says_now(story: World) -> None:
    story.settings = replace(story.settings, reread_after_s=60)
    story.run()
    story.web.routes["/lights"] = conditional(
        page("Harbour Lights cancelled", "Quay TV has cancelled 'Harbour Lights' after two seasons.", MORE * 3)
    )
    assert story.run().articles_updated == 1
    with Store.open_readonly(story.path) as store:
        values = {claim["value"] for claim in store.claims(HARBOUR.id) if claim["kind"] == "renewal"}
    assert values == {"cancelled"}
    assert story.titles() == {"Harbour Lights cancelled"}


def test_an_article_that_reads_the_same_is_no_revision(story: World) -> None:
    story.settings = replace(story.settings, reread_after_s=60)
    story.run()
    before = story.digest()
    body = page("Harbour Lights renewed", LEAD, MORE * 3).replace(b"</body>", b"<footer>4,711 views</footer></body>")
    story.web.routes["/lights"] = conditional(body)
    assert story.run().articles_updated == 0
    assert story.digest() != before  # its validators are new
    assert [row["copies"] for row in story.latest()] == [0]


def test_a_page_source_that_is_one_article_is_read_again_as_it_changes(world: World) -> None:
    first = page("Renewed or cancelled?", "Harbour Lights: no decision has been made on a third season.", MORE * 3)
    world.web.routes["/card"] = conditional(first)
    world.follow("card", SourceKind.PAGE, "/card", role=PageRole.ARTICLE)
    assert world.run().articles_new == 1
    assert world.run().not_modified == 1
    world.web.routes["/card"] = conditional(page("Renewed or cancelled?", LEAD, MORE * 3))
    assert world.run().articles_updated == 1


def test_a_listing_page_leads_to_its_articles(world: World) -> None:
    links = "".join(f"<h2><a href='/news/{n}'>Harbour Lights story number {n} of many</a></h2>" for n in range(4))
    world.web.routes["/news/"] = conditional(f"<html><body><main>{links}</main></body></html>".encode())
    for n in range(4):
        text = f"'Harbour Lights' has a new keeper, the {n}th so far. "
        world.web.routes[f"/news/{n}"] = conditional(page(f"Harbour Lights story {n}", text * 12))
    world.follow("press", SourceKind.PAGE, "/news/")
    assert world.run().articles_new == 4


def test_a_sitemap_is_read_only_where_it_names_a_followed_show(world: World) -> None:
    urls = "".join(f"<url><loc>{world.web.url(path)}</loc></url>" for path in ("/harbour-lights-s3", "/ten-soups"))
    world.web.routes["/map.xml"] = conditional(
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'.encode(), "application/xml"
    )
    world.web.routes["/harbour-lights-s3"] = conditional(page("Harbour Lights renewed", LEAD, MORE * 3))
    world.follow("map", SourceKind.SITEMAP, "/map.xml")
    world.run()
    assert world.asked() == ["/harbour-lights-s3", "/map.xml"]
    assert len(world.latest()) == 1


def test_fewer_entries_than_expected_are_a_failure_that_is_told(story: World) -> None:
    story.sources = [replace(story.sources[0], expect_min=3)]
    summary = story.run()
    assert "at least 3" in summary.failures["gazette"]
    assert "too_few_entries" in story.issues()
    assert len(story.latest()) == 1


def test_fewer_entries_than_expected_are_told_again_until_there_are_enough(story: World) -> None:
    """Validators are not kept, or "not modified" would pass for good health from the second run on."""
    story.sources = [replace(story.sources[0], expect_min=3)]
    assert ["gazette" in story.run(hours=24 * n).failures for n in range(3)] == [True] * 3
    (health,) = story.health()
    assert health["failures"] == 3
    assert "at least 3" in health["problem"]
    story.feed("gazette", *((f"/{n}", f"Soup number {n}") for n in range(3)))
    assert story.run(hours=96).failures == {}
    assert [row["problem"] for row in story.health()] == [None]


NEXT_STEPS = {
    "nothing at its address": (Reply(404), "answered 404: nothing is there; look for its new address on the site"),
    "gone": (Reply(410), "answered 410: gone for good; it is not asked again; remove it, or give it a new url"),
    "an error of the server": (Reply(500), "answered 500; it is tried again by itself"),
}


@pytest.mark.parametrize(("reply", "told"), NEXT_STEPS.values(), ids=NEXT_STEPS.keys())
def test_a_failure_is_told_with_the_next_step(world: World, reply: Reply, told: str) -> None:
    world.web.routes["/gazette.xml"] = reply
    world.follow("gazette", SourceKind.FEED, "/gazette.xml")
    assert world.run().failures == {"gazette": told}


def test_what_our_own_rules_forbid_is_no_request(story: World) -> None:
    story.web.routes["/robots.txt"] = Reply(body=b"User-agent: *\nDisallow: /lights\n")
    summary = story.run()
    assert summary.requests == len(story.web.log) == 2


def listing(world: World) -> None:
    """Serves and follows an unchanging page with two lists of links, each to one article."""
    links = "".join(f"<ul class={name}><li><a href='/{name}'>Lights {name}</a></li></ul>" for name in ("new", "old"))
    world.web.routes["/listing"] = conditional(f"<html><body>{links}</body></html>".encode())
    for name in ("new", "old"):
        world.web.routes[f"/{name}"] = conditional(page(f"Harbour Lights {name}", f"{LEAD} A {name} start.", MORE * 3))
    world.follow("desk", SourceKind.PAGE, "/listing", selectors=Selectors(links=".new a"))


def test_a_mended_selector_takes_effect_though_the_page_is_unchanged(world: World) -> None:
    listing(world)
    assert world.run().articles_new == 1
    assert world.run().not_modified == 1
    world.sources = [replace(world.sources[0], selectors=Selectors(links=".old a"))]
    assert world.run().articles_new == 1
    assert world.titles() == {"Harbour Lights new", "Harbour Lights old"}
    assert world.run().not_modified == 1


def test_pages_asked_for_later_complete_what_a_feed_carried(world: World) -> None:
    item = (
        f"<item><title>Harbour Lights</title><link>{world.web.url('/1')}</link><description>{LEAD}</description></item>"
    )
    feed = f"<rss version='2.0'><channel><title>T</title>{item}</channel></rss>".encode()
    world.web.routes |= {"/f.xml": conditional(feed), "/1": conditional(page("Harbour Lights", LEAD, MORE * 3))}
    world.follow("gazette", SourceKind.FEED, "/f.xml", full_text=FullText.FEED)
    world.run()
    assert [row["completeness"] for row in world.latest()] == ["partial"]
    world.sources = [replace(world.sources[0], full_text=FullText.PAGE)]
    assert world.run().articles_updated == 1
    assert [row["completeness"] for row in world.latest()] == ["full"]


def test_a_selector_for_texts_that_were_not_found_brings_them(world: World) -> None:
    """What was settled as no article is open again under other rules."""
    listing(world)
    world.web.routes["/new"] = conditional(b"<html><body><img src=x></body></html>")
    assert world.run().articles_new == 0
    world.web.routes["/new"] = conditional(page("Harbour Lights new", LEAD, MORE * 3))
    assert world.run().articles_new == 0
    world.sources = [replace(world.sources[0], selectors=Selectors(links=".new a", text="article"))]
    assert world.run().articles_new == 1


def test_a_quiet_news_sitemap_is_well_and_an_empty_feed_is_not(world: World) -> None:
    empty = b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"></urlset>'
    world.web.routes["/map.xml"] = conditional(empty, "application/xml")
    world.follow("map", SourceKind.SITEMAP, "/map.xml")
    world.feed("gazette")
    assert list(world.run().failures) == ["gazette"]


def test_why_an_answer_could_not_be_read_is_kept(world: World) -> None:
    world.web.routes["/gazette.xml"] = conditional(page("Please log in", MORE))
    world.follow("gazette", SourceKind.FEED, "/gazette.xml")
    world.run()
    (health,) = world.health()
    assert health["last_outcome"] == "not_a_feed"
    assert "HTML page" in health["problem"]
    assert "not_a_feed" in world.issues()


def test_no_more_pages_than_allowed_are_asked_for_and_the_rest_comes_next_time(world: World) -> None:
    world.settings = replace(world.settings, max_pages_per_source=2)
    for n in range(5):
        text = f"'Harbour Lights' has a new keeper, the {n}th so far. "
        world.web.routes[f"/{n}"] = conditional(page(f"Harbour Lights story {n}", text * 12))
    world.feed("gazette", *((f"/{n}", f"Harbour Lights story {n}") for n in range(5)))
    assert [world.run().articles_new for _ in range(4)] == [2, 2, 1, 0]


def test_a_source_is_left_alone_until_its_interval_has_passed(story: World) -> None:
    story.sources = [replace(story.sources[0], interval_s=6 * 3600)]
    story.run()
    assert story.run(hours=2).sources_skipped == 1
    assert story.web.log == []
    assert story.run(hours=4).sources == 1


def test_only_the_named_source_is_run_due_or_not(story: World) -> None:
    story.sources = [replace(story.sources[0], interval_s=6 * 3600)]
    story.feed("wire")
    story.run()
    assert story.run(hours=1, only={"gazette"}).sources == 1
    assert story.asked() == ["/gazette.xml"]


def test_a_dead_network_is_told_as_one_thing_and_no_source_is_blamed(world: World) -> None:
    world.sources = [
        Source(SourceId(name), SourceKind.FEED, f"http://127.0.0.1:{port}/", allow_private=True)
        for name, port in (("a", 10), ("b", 12))
    ]
    summary = world.run()
    assert summary.offline
    assert not any(";" in reason for reason in summary.failures.values())  # nothing for a person to do
    with Store.open_readonly(world.path) as store:
        assert store.load_source_states() == {}


def test_a_private_address_is_refused_unless_the_source_allows_it(story: World) -> None:
    story.sources = [replace(story.sources[0], allow_private=False)]
    summary = story.run()
    assert story.web.log == []
    assert "allow_private" in summary.failures["gazette"]


def test_a_bug_in_one_article_is_kept_with_its_traceback_and_costs_no_other(
    story: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    story.web.routes["/bad"] = conditional(
        page("Harbour Lights bad", "The drama Harbour Lights is back for a bad second season on Quay TV. " * 10)
    )
    story.feed("gazette", ("/bad", "Harbour Lights is bad"), ("/lights", "Harbour Lights renewed for season 3"))
    from aggregator.parse import parse_article

    def stumble(response: Any, source: Any, entry: Any) -> Any:
        if response.url.endswith("/bad"):
            raise RuntimeError("stumbled")
        return parse_article(response, source, entry)

    monkeypatch.setattr("aggregator.pipeline.articles.parse_article", stumble)
    summary = story.run()
    assert summary.unexpected == 1
    assert len(story.latest()) == 1
    assert "unexpected" in story.issues()
    monkeypatch.undo()
    assert story.run().articles_new == 1


def test_a_run_that_is_stopped_keeps_what_it_has_and_the_next_does_the_rest(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(4):
        text = f"'Harbour Lights' has a new keeper, the {n}th so far. "
        world.web.routes[f"/{n}"] = conditional(page(f"Harbour Lights story {n}", text * 12))
    world.feed("gazette", *((f"/{n}", f"Harbour Lights story {n}") for n in range(4)))
    save, count = Store.save_article, 0

    def interrupted(self: Store, *args: Any, **kwargs: Any) -> Any:
        nonlocal count
        count += 1
        if count == 3:
            raise KeyboardInterrupt
        return save(self, *args, **kwargs)

    monkeypatch.setattr(Store, "save_article", interrupted)
    with pytest.raises(KeyboardInterrupt):
        world.run()
    assert len(world.latest()) == 2
    with Store.open_readonly(world.path) as store:
        assert store.last_runs(1)[0]["status"] == "interrupted"
    monkeypatch.undo()
    assert world.run().articles_new == 2


def test_what_had_not_changed_is_written_down_though_the_run_is_stopped(
    story: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    story.run()
    results = Fetcher.results

    def interrupted(self: Fetcher) -> Iterator[FetchResult]:
        yield from results(self)
        raise KeyboardInterrupt

    monkeypatch.setattr(Fetcher, "results", interrupted)
    with pytest.raises(KeyboardInterrupt):
        story.run()
    assert story.state("gazette").not_modified_at == story.now
    with closing(sqlite3.connect(story.path)) as database:
        assert database.execute("select count(*) from fetches where status = 304").fetchone() == (1,)


def test_a_bug_in_what_one_source_left_unchanged_costs_no_other(story: World, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("argus", "wire"):
        story.feed(name, ("/lights", "Harbour Lights renewed for season 3"))
    story.run()
    unchanged = Books.source_unchanged

    def stumble(self: Books, source: Source, result: FetchResult) -> None:
        unchanged(self, source, result)
        if source.id == "gazette":
            raise RuntimeError("stumbled")

    monkeypatch.setattr(Books, "source_unchanged", stumble)
    assert story.run().unexpected == 1
    assert {name: state.not_modified_at == story.now for name, state in story.states().items()} == {
        "argus": True,
        "gazette": True,
        "wire": True,
    }
    with closing(sqlite3.connect(story.path)) as database:
        assert database.execute("select count(*) from fetches where status = 304").fetchone() == (3,)


def test_two_sources_at_one_address_are_both_read_when_it_has_changed(world: World) -> None:
    world.feed("gazette", ("/a", "A street fair"))
    world.follow("wire", SourceKind.FEED, "/gazette.xml")
    world.sources = [replace(source, follow=Follow.MENTIONS) for source in world.sources]
    assert world.run().entries == 2
    world.feed("gazette", ("/a", "A street fair"), ("/b", "A harbour fair"))
    assert world.run().entries == 4


def test_a_broken_database_ends_the_run(story: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*args: object, **kwargs: object) -> None:
        raise StoreError("disk full")

    monkeypatch.setattr(Store, "save_article", full)
    with pytest.raises(StoreError):
        story.run()


def test_a_feed_that_carries_the_whole_article_is_not_asked_for_pages(world: World) -> None:
    body = (
        "<rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel><item>"
        f"<title>Harbour Lights renewed</title><link>{world.web.url('/whole')}</link>"
        f"<content:encoded><![CDATA[<p>{LEAD}</p><p>{MORE * 20}</p>]]></content:encoded></item></channel></rss>"
    ).encode()
    world.web.routes["/gazette.xml"] = conditional(body, "application/rss+xml")
    world.follow("gazette", SourceKind.FEED, "/gazette.xml")
    world.run()
    assert world.asked() == ["/gazette.xml"]
    assert len(world.latest()) == 1


def test_a_bug_met_in_saving_one_carried_article_costs_no_other(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Though all of them are stored in one transaction."""
    items = "".join(
        f"<item><title>Harbour Lights {n}</title><link>{world.web.url(f'/{n}')}</link>"
        f"<content:encoded><![CDATA[<p>{LEAD}</p><p>{MORE * 20} Part {n}.</p>]]></content:encoded></item>"
        for n in range(3)
    )
    body = f"<rss xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel>{items}</channel></rss>"
    world.web.routes["/gazette.xml"] = conditional(body.encode(), "application/rss+xml")
    world.follow("gazette", SourceKind.FEED, "/gazette.xml")

    def stumble(*args: Any, **kwargs: Any) -> bool:
        if kwargs["url"].endswith("/1"):
            raise RuntimeError("stumbled")
        return put_sighting(*args, **kwargs)

    monkeypatch.setattr("aggregator.store.articles.put_sighting", stumble)
    assert world.run().unexpected == 1
    assert world.titles() == {"Harbour Lights 0", "Harbour Lights 2"}
    monkeypatch.undo()
    assert world.run().articles_new == 1
    assert world.titles() == {f"Harbour Lights {n}" for n in range(3)}


def test_unless_the_source_says_that_the_page_is_better(story: World) -> None:
    story.sources = [replace(story.sources[0], full_text=FullText.PAGE)]
    story.run()
    assert story.asked() == ["/gazette.xml", "/lights"]
