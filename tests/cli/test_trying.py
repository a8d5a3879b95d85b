"""``aggregator sources try``: what a source yields now, shown and never stored."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from aggregator.cli.exits import Exit
from aggregator.store import Store
from tests.cli.conftest import Command
from tests.servers import Reply, WebServer

HTML = {"Content-Type": "text/html"}
FEED = b"""<rss version="2.0"><channel><title>Gazette TV</title><link>%s</link>
<item><title>Harbour Lights renewed for season 3</title><link>/harbour</link><description>Three.</description>
<pubDate>Tue, 03 Nov 2026 10:00:00 GMT</pubDate></item>
<item><title>Ten soups \xc2\x9b31m</title><link>/soups</link><description>Leeks.</description></item>
</channel></rss>"""
LISTING = b"""<html><body><main><h2 class="entry-title"><a href="/harbour">Harbour Lights renewed for season 3</a></h2>
</main></body></html>"""
ARTICLE = (
    b"<html><body><article><h1>Harbour Lights renewed</h1><p class='by-line'>By Ann Quill</p>"
    + b"<p>Quay TV has renewed Harbour Lights for a third season, the network announced on Tuesday.</p>" * 3
    + b"</article></body></html>"
)


@pytest.fixture
def web(home: Path) -> Iterator[WebServer]:
    with WebServer() as server:
        server.routes = {
            "/feed": Reply(body=FEED % server.url().encode()),
            "/news": Reply(body=LISTING, headers=HTML),
            "/empty": Reply(body=b"<html><body><p>Nothing yet.</p></body></html>", headers=HTML),
            "/harbour": Reply(body=ARTICLE, headers=HTML),
        }
        (home / "sources.yaml").write_text(
            f"""
shows: [{{title: Harbour Lights, network: Quay TV}}]
settings: {{per_host_delay_s: 0}}
sources:
  - {{id: gazette, kind: feed, url: "{server.url("/feed")}", allow_private: true}}
  - {{id: mentions, kind: feed, url: "{server.url("/feed")}", allow_private: true, follow: mentions}}
  - {{id: blind, kind: page, url: "{server.url("/news")}", allow_private: true,
      selectors: {{links: h2.entry_title a}}}}
  - {{id: author, kind: page, url: "{server.url("/news")}", allow_private: true, selectors: {{author: .byline}}}}
  - {{id: wrong, kind: sitemap, url: "{server.url("/feed")}", allow_private: true}}
  - {{id: page, kind: page, page: article, url: "{server.url("/harbour")}", allow_private: true}}
  - {{id: secret, kind: feed, url: "https://gazette.test/feed", headers: {{X-Key: "env:NO_SUCH_KEY"}}}}
"""
        )
        yield server


def test_entries_are_shown_with_their_shows_and_what_becomes_of_them(command: Command, web: WebServer) -> None:
    ended = command("sources", "try", "gazette")
    assert ended.code == Exit.OK
    assert "2026-11-03 Harbour Lights renewed for season 3" in ended.out
    assert "Harbour Lights; page asked for" in ended.out
    assert "Harbour Lights (about)" in ended.out
    assert "1 of 2 name a followed show" in ended.out
    assert "\x9b" not in ended.out
    assert [asked.path for asked in web.log] == ["/robots.txt", "/feed", "/harbour"]


def test_nothing_is_stored(command: Command, web: WebServer, home: Path) -> None:
    before = sorted(home.rglob("*"))
    command("--db", "a.db", "sources", "try", "gazette")
    assert sorted(home.rglob("*")) == before
    command("--db", "a.db", "run", "--only", "gazette")
    with Store.open_readonly(home / "a.db") as store:
        counts = store.snapshot_counts()
    ended = command("--db", "a.db", "sources", "try", "gazette")
    assert "known already" in ended.out
    with Store.open_readonly(home / "a.db") as store:
        assert store.snapshot_counts() == counts


def test_follow_decides_what_is_put_aside(command: Command, web: WebServer) -> None:
    found = json.loads(command("sources", "try", "mentions", "--json", "--pages", "0").out)
    assert [(entry["step"], entry["shows"]) for entry in found["entries"]] == [
        ("ask_for_page", ["harbour-lights"]),
        ("put_aside", []),
    ]
    assert web.asked("/harbour") == []


def test_a_selector_that_finds_nothing_is_named_with_what_is_near(command: Command, web: WebServer) -> None:
    ended = command("sources", "try", "blind")
    assert ended.code == Exit.SOURCES_FAILED
    assert "links 'h2.entry_title a': 0 elements" in ended.out
    assert "near it: 'h2.entry-title a' 1 element" in ended.out


def test_selectors_for_articles_are_tried_on_the_page_that_is_asked_for(command: Command, web: WebServer) -> None:
    found = json.loads(command("sources", "try", "author", "--json").out)
    (page,) = found["pages"]
    assert page["title"] == "Harbour Lights renewed"
    assert page["selectors"][0]["count"] == 0
    assert page["selectors"][0]["near"] == {".by-line": 1}


TROUBLE = {
    "another kind of document": ("wrong", "set kind: feed"),
    "nothing there": ("{url}/nowhere", "404"),
    "a page without anything that looks like an article": ("{url}/empty", "no link looks like an article"),
}


@pytest.mark.parametrize("case", TROUBLE)
def test_what_is_wrong_is_said(command: Command, web: WebServer, case: str) -> None:
    target, said = TROUBLE[case]
    private = ["--allow-private"] if "{url}" in target else []
    ended = command("sources", "try", target.format(url=web.url("")), *private)
    assert ended.code == Exit.SOURCES_FAILED
    assert said in " ".join(ended.out.split())


def test_a_url_is_read_as_what_it_answers_with(command: Command, web: WebServer) -> None:
    kinds = {
        path: json.loads(command("sources", "try", web.url(path), "--allow-private", "--json").out)["kind"]
        for path in ("/feed", "/news")
    }
    assert kinds == {"/feed": "feed", "/news": "page"}


def test_an_article_that_is_a_source_is_read(command: Command, web: WebServer) -> None:
    ended = command("sources", "try", "page")
    assert ended.code == Exit.OK
    assert "Harbour Lights renewed" in ended.out


REFUSED = {
    "a private address": (["http://127.0.0.1:8999/feed"], Exit.SOURCES_FAILED, "not a public address"),
    "a name that nothing has": (["gazete"], Exit.NO_INPUT, "Did you mean 'gazette'?"),
    "no web address": (["ftp://gazette.test/feed"], Exit.USAGE, "begin it with https://"),
    "a secret that is not set": (["secret"], Exit.USAGE, "NO_SUCH_KEY"),
    "a flag that would do nothing": (["gazette", "--allow-private"], Exit.USAGE, "sources.yaml says it"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_nobody_is_asked_where(command: Command, web: WebServer, case: str) -> None:
    arguments, code, said = REFUSED[case]
    ended = command("sources", "try", *arguments)
    assert ended.code == code
    assert said in " ".join((ended.out + ended.err).split())
    assert web.log == []


def test_sources_alone_is_still_the_list(command: Command, web: WebServer) -> None:
    command("--db", "a.db", "run", "--only", "gazette")
    rows = json.loads(command("--db", "a.db", "sources", "--json", "--limit", "1").out)
    assert [row["id"] for row in rows] == ["author"]
    assert "Did you mean 'try'?" in command("sources", "tri").err
