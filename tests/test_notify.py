"""Messages on their way through the real Apprise, to a server on loopback."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from aggregator.models import Message
from aggregator.notify import digest_of, send
from tests.cli.conftest import Command, command, home
from tests.servers import Reply, WebServer

__all__ = ["command", "home"]

pytest.importorskip("apprise", reason="the extra notify is not installed")

MESSAGE = Message("One *title*", "plain\n  text", "**mark**\n\n- down")
FEED = """<rss version="2.0"><channel><title>Wire</title>{}</channel></rss>"""
ITEM = (
    "<item><title>Harbour Lights renewed</title><link>{0}/a</link><guid>{0}/a</guid><description>"
    "Quay TV has renewed Harbour Lights for a third season, the network announced on Tuesday. "
    "The drama follows the keepers of a lighthouse.</description></item>"
)


class Inbox:
    """Takes JSON by POST; answers with ``status``."""

    def __init__(self) -> None:
        self.status = 200
        self.taken: list[dict[str, Any]] = []
        inbox = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                if inbox.status == 200:
                    inbox.taken.append(body)
                self.send_response(inbox.status)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"json://127.0.0.1:{self.server.server_port}/s3cr3t"


@pytest.fixture
def inbox() -> Iterator[Inbox]:
    inbox = Inbox()
    thread = threading.Thread(target=inbox.server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield inbox
    inbox.server.shutdown()
    inbox.server.server_close()
    thread.join()


def test_a_message_arrives_as_markdown_where_that_is_read(inbox: Inbox) -> None:
    assert send(inbox.url, MESSAGE) is None
    (taken,) = inbox.taken
    assert (taken["title"], taken["message"]) == ("One *title*", MESSAGE.markdown)


def test_a_service_that_reads_text_alone_gets_the_text(inbox: Inbox) -> None:
    assert send(f"ntfy://127.0.0.1:{inbox.server.server_port}/topic", MESSAGE) is None
    (taken,) = inbox.taken
    assert (taken["title"], taken["message"]) == ("One *title*", "plain\n  text")


def test_a_refusal_is_a_value_that_does_not_tell_the_address(
    inbox: Inbox, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    inbox.status = 500
    for url in (inbox.url, "json://127.0.0.1:1/s3cr3t?cto=1", "nosuch://s3cr3t", "tgram://s3cr3t"):
        problem = send(url, MESSAGE)
        assert problem
        assert "s3cr3t" not in problem
    assert capfd.readouterr() == ("", "")


def test_an_error_of_apprise_ends_no_run(inbox: Inbox, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError(inbox.url)

    monkeypatch.setattr("apprise.Apprise.notify", broken)
    assert send(inbox.url, MESSAGE) == (
        "Apprise met an error of its own, RuntimeError; it is sent again with the next run"
    )


def test_what_apprise_logs_has_somewhere_to_go(inbox: Inbox) -> None:
    send(inbox.url, MESSAGE)
    assert any(isinstance(handler, logging.NullHandler) for handler in logging.getLogger("apprise").handlers)


def test_digests_tell_addresses_apart() -> None:
    assert len({digest_of("json://a"), digest_of("json://b"), digest_of("json://a")}) == 2


def test_a_run_tells_its_news_once_and_what_was_refused_with_the_next(
    inbox: Inbox, command: Command, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PHONE", inbox.url)
    with WebServer() as web:
        (home / "sources.yaml").write_text(
            "shows: [Harbour Lights]\n"
            "settings: {database: a.db, per_host_delay_s: 0}\n"
            f"sources: [{{id: wire, kind: feed, url: '{web.url('/feed')}', allow_private: true, full_text: feed}}]\n"
            "notify: [{id: phone, urls: ['env:PHONE'], kinds: [renewal]}]\n",
            encoding="utf-8",
        )
        web.routes["/feed"] = Reply(body=FEED.format(ITEM.format(web.url(""))).encode())
        inbox.status = 503
        ended = command("run", "--notify")
        assert (ended.code, inbox.taken) == (0, [])
        assert "notify rule phone: the service did not take it" in ended.err
        assert "s3cr3t" not in ended.err
        inbox.status = 200
        for _ in range(2):
            assert command("run", "--notify").code == 0
    assert [taken["title"] for taken in inbox.taken] == ["Harbour Lights, season 3: renewed (confirmed)"]


def test_nobody_to_tell_is_a_mistake_of_the_command_line(
    command: Command, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "shows: [From]\nsources: [{id: wire, kind: feed, url: 'https://wire.test/'}]\n"
    (home / "sources.yaml").write_text(text, encoding="utf-8")
    assert "no rules under notify" in command("run", "--notify").err
    (home / "sources.yaml").write_text(f"{text}notify: [{{id: a, urls: ['json://x']}}]\n", encoding="utf-8")
    monkeypatch.setattr("aggregator.notify.find_spec", lambda name: None)
    ended = command("run", "--notify")
    assert ended.code == 2
    assert "pip install 'aggregator[notify]'" in ended.err
