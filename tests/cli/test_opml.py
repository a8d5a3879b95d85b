"""OPML out of sources.yaml and into it: nothing is lost, nothing taken twice, and no stranger gets at secrets."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.cli.exits import Exit
from aggregator.config.document import Value
from aggregator.config.opml import source_of, sources_in, to_opml
from aggregator.parse import parse_opml
from tests.cli.conftest import Command

SHIPPED = Path(__file__).parents[2] / "sources.yaml"
NOW = datetime(2026, 11, 3, tzinfo=UTC)
SHOWS = "# ours\nshows: [Harbour Lights, Salt Road] # two\n"
ALL_KEYS = (
    SHOWS
    + r"""
sources:
  - id: everything
    kind: feed
    url: https://gazette.test/feed?a=1&b=%22
    full_text: page
    follow: mentions
    interval: 1h 30m
    authority: trade
    language: en
    shows: [Salt Road, "Harbour Lights"]
    expect: {min: 0, max: 9, fields: [author, date], silence: 14d}
    headers: {X-Key: "env:KEY", Accept-Language: "en, ko"}
    selectors: {text: "[data-x='é<&>\"']", remove: ".ad"}
    enabled: false
  - {id: press, kind: page, page: article, url: "http://192.0.2.1/", allow_private: true}
  - id: map
    kind: sitemap
    url: https://gazette.test/sitemap.xml
    language:
"""
)
FOREIGN = """<?xml version="1.0"?><opml version="1.0"><body>
<outline text="News"><outline text="Trade"><outline text="Gazette &amp; more" type="rss" xmlUrl="feed://gazette.test/feed"/>
<outline xmlurl="http://www.gazette.test/feed/?utm_source=list"/><outline xmlUrl="https://tv.tribune.test/rss.xml"/>
</outline></outline>
<outline text="Private" xmlUrl="http://127.0.0.1/feed"/><outline text="Script" xmlUrl="javascript:alert(1)"/>
<outline text="Page" type="link" url="https://page.test/"/><outline text="Empty"/>
<outline text="Known" xmlUrl="https://known.test/feed"/></body></opml>"""


@pytest.mark.parametrize("text", [SHIPPED.read_text("utf-8"), ALL_KEYS], ids=["shipped", "all keys"])
def test_what_is_exported_is_imported_as_it_was(command: Command, home: Path, text: str) -> None:
    (home / "sources.yaml").write_text(text)
    assert command("sources", "export", "-o", "out.opml").code == Exit.OK
    head = text[: text.index("\nsources:")]
    (home / "new.yaml").write_text(head)
    ended = command("--config", "new.yaml", "sources", "import", "--trust", "out.opml")
    assert ended.code == Exit.OK, ended.err
    after = (home / "new.yaml").read_text()
    assert after.startswith(head)
    assert sources_in(after) == sources_in(text)
    assert (
        command("--config", "new.yaml", "sources", "export").out.partition("<body>")[2]
        == ((home / "out.opml").read_text().partition("<body>")[2])
    )


def test_feed_readers_see_feeds_and_only_feeds(command: Command, home: Path) -> None:
    (home / "sources.yaml").write_text(ALL_KEYS)
    ended = command("sources", "export")
    root = ET.fromstring(ended.out.encode())
    assert (root.tag, root.get("version")) == ("opml", "2.0")
    assert [(node.get("type"), node.get("xmlUrl")) for node in root.iter("outline")] == [
        ("rss", "https://gazette.test/feed?a=1&b=%22"),
        ("link", None),
        ("link", None),
    ]
    assert all(node.get("text") for node in root.iter("outline"))
    assert "look at everything" in ended.err


def test_a_foreign_list_is_sorted_out_and_reported(command: Command, home: Path) -> None:
    known = SHOWS + "sources:\n  - {id: tribune, kind: feed, url: 'http://known.test/feed/', enabled: false} # off\n"
    (home / "sources.yaml").write_text(known)
    (home / "list.opml").write_text(FOREIGN)
    ended = command("sources", "import", "list.opml")
    assert ended.code == Exit.DATA
    assert "4 outlines refused" in ended.err
    rows = json.loads(ended.out)
    assert [(row["outcome"], row["id"]) for row in rows] == [
        ("added", "gazette"),
        ("there", "gazette"),
        ("added", "tribune-tv"),
        ("refused", None),
        ("refused", None),
        ("refused", None),
        ("refused", None),
        ("there", "tribune"),
    ]
    assert rows[0]["folder"] == "News / Trade"
    for row, why in zip(rows[3:7], ("no public address", "no web address", "names a page", "no address"), strict=True):
        assert why in row["why"]
    added = (home / "sources.yaml").read_text().removeprefix(known)
    assert added.splitlines() == [
        "  - {id: gazette, kind: feed, url: https://gazette.test/feed} # Gazette & more",
        "  - {id: tribune-tv, kind: feed, url: https://tv.tribune.test/rss.xml}",
    ]
    again = command("sources", "import", "list.opml")
    assert {row["outcome"] for row in json.loads(again.out)} == {"there", "refused"}
    assert (home / "sources.yaml").read_text() == known + added


def test_a_dry_run_writes_nothing(command: Command, home: Path) -> None:
    (home / "sources.yaml").write_text(SHOWS)
    (home / "list.opml").write_text(FOREIGN)
    assert "3 sources would be added" in command("sources", "import", "--dry-run", "list.opml").err
    assert (home / "sources.yaml").read_text() == SHOWS


OURS = (
    "<opml xmlns:a='urn:aggregator:sources'><body>"
    "<outline xmlUrl='https://a.test/feed' a:kind='feed' {}/></body></opml>"
)
RISKY = {
    "s3: headers from the environment": ("""a:headers='{"X-Key": "env:AWS_SECRET"}'""", "--trust", True),
    "s1: private addresses": ("a:allow_private='true'", "--trust", True),
    "a show that nobody follows": ("""a:shows='["Quay"]'""", "not followed here: Quay", False),
    "a key that is unknown": ("a:colour='red'", "unknown key 'colour'", False),
    "a kind that is unknown": ("a:page='article'", "'page' is for sources of kind page", False),
    "JSON that breaks off": ("""a:selectors='{"links"'""", "a mapping is expected here", False),
}


@pytest.mark.parametrize("case", RISKY)
def test_what_a_stranger_could_ask_for_is_not_taken_over(command: Command, home: Path, case: str) -> None:
    attributes, why, is_ours_to_allow = RISKY[case]
    (home / "sources.yaml").write_text(SHOWS)
    (home / "list.opml").write_text(OURS.format(attributes))
    ended = command("sources", "import", "list.opml")
    assert ended.code == Exit.DATA
    assert why in json.loads(ended.out)[0]["why"]
    assert (home / "sources.yaml").read_text() == SHOWS
    assert (command("sources", "import", "--trust", "list.opml").code == Exit.OK) is is_ours_to_allow


def test_an_id_that_is_taken_is_given_another(command: Command, home: Path) -> None:
    (home / "sources.yaml").write_text(SHOWS + "sources: [{id: wire, kind: feed, url: 'https://b.test/feed'}]\n")
    (home / "list.opml").write_text(OURS.format("a:id='wire'"))
    (row,) = json.loads(command("sources", "import", "list.opml").out)
    assert (row["id"], row["why"]) == ("a", "the id wire is taken")


@pytest.mark.parametrize(("path", "code"), [("nowhere.opml", Exit.NO_INPUT), ("bad.opml", Exit.DATA)])
def test_a_file_that_cannot_be_read_is_named(command: Command, home: Path, path: str, code: Exit) -> None:
    (home / "sources.yaml").write_text(SHOWS)
    (home / "bad.opml").write_text("<!DOCTYPE opml [<!ENTITY a 'b'>]><opml/>")
    ended = command("sources", "import", path)
    assert ended.code == code
    assert path in ended.err


LETTERS = "aZ0 _-.:;,#&*!|><='\"%@`[]{}()?~\\/\n\t\r\x00\x1b\x1f\x7f\x85é한\u2028\ufeff\uffff😀"
"""What YAML and XML have a use for, or none at all."""
words = st.text(LETTERS, max_size=12)
keys = st.sampled_from(["authority", "expect", "headers", "interval", "language", "selectors", "shows"])
values = words | st.lists(words, max_size=3) | st.dictionaries(words, words | st.lists(words, max_size=2), max_size=3)


@given(st.dictionaries(keys, values), st.sampled_from(["feed", "page", "sitemap"]))
def test_every_value_comes_back(more: dict[str, Value], kind: str) -> None:
    source: dict[str, Value] = {"id": "a", "kind": kind, "url": "https://a.test/?a=1&b=2", **more}
    (outline,) = parse_opml(to_opml([source], now=NOW), "x")
    assert source_of(outline.attributes)[0] == source
