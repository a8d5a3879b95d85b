"""``aggregator sources add``: what is found is shown, and written into sources.yaml without disturbing it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from aggregator.cli import sources_file
from aggregator.cli.exits import Exit
from aggregator.cli.sources_file import SourcesFile
from aggregator.config import load_config
from aggregator.errors import ConfigError, OutputError
from tests.cli.conftest import Command
from tests.servers import Reply, WebServer

FEED = (
    b"<rss version='2.0'><channel><title>Gazette \x1b[31m TV</title>"
    b"<item><title>Harbour Lights renewed</title><description>Three.</description></item></channel></rss>"
)
SOURCES = """\
# What we follow.
shows: [Harbour Lights]   # more to come

settings: {per_host_delay_s: 0}
sources:
  - id: tribune # ours
    kind: feed
    url: https://www.tribune.test/feed/
    enabled: false
# the end
"""


@pytest.fixture
def web(home: Path) -> Iterator[WebServer]:
    (home / "sources.yaml").write_text(SOURCES)
    with WebServer({"/feed": Reply(body=FEED)}) as server:
        yield server


def test_an_entry_is_shown_and_written(command: Command, web: WebServer, home: Path) -> None:
    ended = command("sources", "add", web.url("/feed"), "--allow-private", "--authority", "trade", "--id", "gazette")
    assert ended.code == Exit.OK
    assert "Harbour Lights renewed" in ended.out
    assert "+  - id: gazette # Gazette [31m TV" in ended.out
    added = (
        f"  - id: gazette # Gazette [31m TV\n    kind: feed\n    url: {web.url('/feed')}\n"
        "    authority: trade\n    allow_private: true\n"
    )
    assert (home / "sources.yaml").read_text() == SOURCES.replace("# the end", f"{added}# the end")
    (_, source) = load_config(home / "sources.yaml", environ={}).sources
    assert (source.id, source.authority, source.allow_private) == ("gazette", "trade", True)


def test_a_dry_run_writes_nothing(command: Command, web: WebServer, home: Path) -> None:
    ended = command("sources", "add", web.url("/feed"), "--allow-private", "--dry-run")
    assert ended.code == Exit.OK
    assert "This would be written into" in ended.out
    assert "id: 127-0-0-1" in ended.out
    assert (home / "sources.yaml").read_text() == SOURCES
    assert sorted(path.name for path in home.iterdir()) == ["sources.yaml"]


KNOWN = {
    "the same address, spelled otherwise": "http://tribune.test/feed?utm_source=x",
    "the same address": "https://www.tribune.test/feed/",
}


@pytest.mark.parametrize("case", KNOWN)
def test_what_is_followed_already_is_refused_before_anybody_is_asked(
    command: Command, web: WebServer, home: Path, case: str
) -> None:
    ended = command("sources", "add", KNOWN[case])
    assert ended.code == Exit.DATA
    assert "followed already: source tribune" in ended.err
    assert "which is disabled" in ended.err
    assert (home / "sources.yaml").read_text() == SOURCES


def test_a_page_whose_feed_is_followed_already_is_refused(command: Command, web: WebServer, home: Path) -> None:
    command("sources", "add", web.url("/feed"), "--allow-private")
    once = (home / "sources.yaml").read_text()
    web.routes["/"] = Reply(
        body=b"<html><link rel=alternate type=application/rss+xml href=/feed></html>",
        headers={"Content-Type": "text/html"},
    )
    ended = command("sources", "add", web.url("/"), "--allow-private")
    assert ended.code == Exit.DATA
    assert "source 127-0-0-1" in ended.err
    assert (home / "sources.yaml").read_text() == once


def test_nothing_found_is_said_with_what_was_tried(command: Command, web: WebServer, home: Path) -> None:
    ended = command("sources", "add", web.url("/nowhere"), "--allow-private")
    assert ended.code == Exit.SOURCES_FAILED
    assert "404" in ended.err
    assert (home / "sources.yaml").read_text() == SOURCES


@pytest.mark.parametrize(("answer", "is_written"), [("n\n", False), ("y\n", True)])
def test_at_a_terminal_the_user_is_asked(
    command: Command, web: WebServer, home: Path, monkeypatch: pytest.MonkeyPatch, answer: str, is_written: bool
) -> None:
    monkeypatch.setattr(sources_file, "is_watched", lambda: True)
    monkeypatch.setattr("click.termui.visible_prompt_func", lambda _: answer.strip())
    command("sources", "add", web.url("/feed"), "--allow-private")
    assert ((home / "sources.yaml").read_text() != SOURCES) is is_written


def test_an_id_that_is_taken_or_none_is_refused(command: Command, web: WebServer, home: Path) -> None:
    for name, why in (("tribune", "is the id of the source in line 6"), ("No Id", "is no id")):
        ended = command("sources", "add", web.url("/feed"), "--allow-private", "--id", name)
        assert ended.code == Exit.CONFIG
        assert why in ended.err
        assert (home / "sources.yaml").read_text() == SOURCES


def test_a_file_that_was_changed_meanwhile_is_left_as_it_is(web: WebServer, home: Path) -> None:
    path = home / "sources.yaml"
    file = SourcesFile.read(path)
    path.write_text(SOURCES + "# and this\n")
    with pytest.raises(OutputError, match="changed meanwhile"):
        file.write(SOURCES)
    assert path.read_text() == SOURCES + "# and this\n"


def test_a_byte_order_mark_stays(home: Path) -> None:
    path = home / "sources.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + SOURCES.encode())
    file = SourcesFile.read(path)
    file.write(file.text + "# more\n")
    assert path.read_bytes() == b"\xef\xbb\xbf" + SOURCES.encode() + b"# more\n"


def test_what_would_have_problems_is_not_written(home: Path) -> None:
    path = home / "sources.yaml"
    path.write_text(SOURCES)
    with pytest.raises(ConfigError):
        SourcesFile.read(path).check(SOURCES.replace("kind: feed", "kind: fed"))
