"""Secrets of sources.yaml stand nowhere: not in the database, nor in anything that is printed (S13)."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.models import Source, SourceId, SourceKind
from aggregator.redaction import MASK, redactor
from aggregator.store import Store
from tests.cli.conftest import Command, command, home
from tests.servers import Asked, Reply, WebServer

__all__ = ["command", "home"]

TOKEN, KEY, LOGIN = "Tk-9f8e7d6c5b4a", "s3cr3t/key+value", "YW5uOmh1bnRlcjItaHVudGVyMg=="
PASSWORD = "hunter2-hunter2"
SECRETS = (TOKEN, KEY, quote(KEY, safe=""), quote(KEY), LOGIN, PASSWORD)
TEXT = "Quay TV has renewed Harbour Lights for a third season, the network announced on Tuesday. " * 20


def source(url: str = "https://x.test/feed", **headers: str) -> Source:
    return Source(SourceId("a"), SourceKind.FEED, url, headers={n.replace("_", "-"): v for n, v in headers.items()})


PLACES = {
    "a header": (source(X_Api_Key=TOKEN), TOKEN),
    "a bearer's token alone": (source(Authorization=f"Bearer {TOKEN}"), TOKEN),
    "the password of a login": (source(Authorization=f"Basic {LOGIN}"), PASSWORD),
    "a cookie's value": (source(Cookie=f"lang=en; session={TOKEN}"), TOKEN),
    "a header nobody has heard of": (source(X_Quay=TOKEN), TOKEN),
    "a key in the address": (source(f"https://x.test/feed?page=2&api_key={TOKEN}"), TOKEN),
    "a key in the address, decoded": (source(f"https://x.test/feed?token={quote(KEY)}"), KEY),
    "a key in the address, encoded": (source(f"https://x.test/feed?token={quote(KEY)}"), quote(KEY, safe="")),
    "a signature": (source(f"https://x.test/feed?X-Amz-Signature={TOKEN}"), TOKEN),
}


@pytest.mark.parametrize(("configured", "secret"), PLACES.values(), ids=PLACES)
def test_s13_a_secret_is_masked_wherever_it_stands(configured: Source, secret: str) -> None:
    text = f"a page that says {secret}, and {json.dumps({'echo': secret})}, twice: {secret}{secret}"
    masked = redactor([configured])(text)
    assert secret not in masked
    assert len(masked) == len(text)
    assert masked.startswith(f"a page that says {MASK * len(secret)}, and ")


HARMLESS = {
    "what a client likes": source(Accept_Language="en-GB,en;q=0.5", User_Agent="tv-desk/1.0 (+https://desk.test)"),
    "a parameter that is no key": source("https://x.test/feed?author=harbourmaster&keyword=lighthouse"),
    "a short value": source("https://x.test/feed?key=en", X_Env="prod"),
}


@pytest.mark.parametrize("configured", HARMLESS.values(), ids=HARMLESS)
def test_what_is_no_secret_stays(configured: Source) -> None:
    text = "en-GB,en;q=0.5 tv-desk/1.0 (+https://desk.test) harbourmaster lighthouse en prod"
    assert redactor([configured])(text) == text


@given(st.text(), st.text(st.characters(codec="ascii", exclude_categories=["Cc"]), min_size=8))
def test_s13_masking_keeps_every_offset_and_is_done_once(text: str, secret: str) -> None:
    redact = redactor([source(X_Key=secret)])
    masked = redact(f"{text}{secret}{text}")
    assert len(masked) == 2 * len(text) + len(secret)
    assert secret not in masked
    assert redact(masked) == masked


def echo(asked: Asked) -> str:
    """All that a client has said, as a talkative server repeats it."""
    return " ".join([asked.path, *asked.headers.values()])


def feed_of(asked: Asked) -> Reply:
    """A feed that repeats secrets in its links, guids, titles and texts, and is never the same."""
    said = echo(asked).replace("&", "&amp;")
    link = f"http://{asked.headers['host']}/story?{asked.path.partition('?')[2]}".replace("&", "&amp;")
    item = f"<title>Harbour Lights renewed {said}</title><link>{link}</link><guid>{link}</guid>"
    item += f"<description>{said} {TEXT}</description><author>{said}</author>"
    soup = f"<title>Ten soups</title><guid isPermaLink='false'>{said}</guid><description>{'Leeks. ' * 99}</description>"
    items = f"<item>{item}</item><item>{soup}</item><title>{asked.began_at}</title>"
    return Reply(body=f"<rss version='2.0'><channel><title>{said}</title>{items}</channel></rss>".encode())


def page_of(asked: Asked) -> Reply:
    body = (
        f"<html><title>Harbour Lights {echo(asked)}</title><article><p>{echo(asked)}</p><p>{TEXT}</p></article></html>"
    )
    return Reply(body=body.encode(), headers={"ETag": f'"{TOKEN}"', "Content-Type": "text/html"})


def redirect(asked: Asked) -> Reply:
    return Reply(302, headers={"Location": f"/gone?{asked.path.partition('?')[2]}&seen={quote(echo(asked))}"})


CONFIG = """
shows: [Harbour Lights]
settings: {{per_host_delay_s: 0, max_attempts: 1}}
sources:
  - {{id: feed, kind: feed, url: "{web}/feed?api_key={key}", headers: {{Authorization: env:LOGIN}}, {local}}}
  - {{id: page, kind: page, page: article, url: "{web}/page?token={key}", headers: {{X-Key: env:TOKEN}}, {local}}}
  - {{id: error, kind: feed, url: "{web}/error?token={key}", headers: {{X-Key: env:TOKEN}}, {local}}}
  - {{id: away, kind: feed, url: "{web}/away?token={key}", headers: {{X-Key: env:TOKEN}}, {local}}}
  - {{id: html, kind: feed, url: "{web}/page?token={key}&v=2", headers: {{X-Key: env:TOKEN}}, {local}}}
  - {{id: dead, kind: feed, url: "{dead}/feed?token={key}", headers: {{X-Key: env:TOKEN}}, {local}}}
"""


def test_s13_a_run_leaves_no_secret_behind(command: Command, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Servers that fail, redirect and succeed, and repeat everything that they are told."""
    monkeypatch.setenv("TOKEN", TOKEN)
    monkeypatch.setenv("LOGIN", f"Basic {LOGIN}")
    left = ""
    routes = {
        f"/feed?api_key={quote(KEY)}": feed_of,
        f"/story?api_key={quote(KEY)}": page_of,
        f"/page?token={quote(KEY)}": page_of,
        f"/page?token={quote(KEY)}&v=2": page_of,
        f"/error?token={quote(KEY)}": lambda asked: Reply(500, body=echo(asked).encode()),
        f"/away?token={quote(KEY)}": redirect,
    }
    with WebServer(routes) as web:
        with WebServer() as dead:
            gone = dead.url("")
        config = CONFIG.format(web=web.url(""), dead=gone, key=quote(KEY), local="allow_private: true")
        (home / "sources.yaml").write_text(config)
        for arguments in (
            ["config", "check"], ["run", "--dry-run"], ["run", "-v", "--strict", "--progress", "--summary", "-"],
            ["run", "-v", "--strict", "--summary", "summary.json"], ["sources", "--json"], ["latest", "--json"],
            ["claims", "--csv"], ["facts", "--json"], ["changes"], ["explain", web.url(f"/page?token={MASK * 18}")],
        ):  # fmt: skip
            ended = command("--db", "a.db", *arguments)
            left += ended.out + ended.err
        asked = [one for one in web.log if one.path.startswith("/story")]
    assert any(TOKEN in str(one.headers) for one in web.log), "the secrets were really sent"
    assert len(asked) == 1
    assert json.loads((home / "summary.json").read_text())["unmatched"] == 0, "an entry with a secret is known again"
    with Store.open_readonly(home / "a.db") as store:
        left += "".join(store._database.connection.iterdump())
        assert MASK in left
        counts = store.snapshot_counts()
    assert counts["articles"] == 2
    kept = left.encode() + b"".join(path.read_bytes() for path in home.iterdir() if path.name != "sources.yaml")
    assert {path.name for path in home.iterdir()} >= {"a.db", "summary.json"}
    for secret in SECRETS:
        assert secret.encode() not in kept, secret


def test_s13_no_message_about_the_configuration_repeats_a_secret(command: Command, home: Path) -> None:
    for url in (f"htps://ann:{TOKEN}@x.test/", f"https://ann:{TOKEN}@x.test/", f"https://x .test/?key={TOKEN}"):
        (home / "sources.yaml").write_text(f"shows: [x]\nsources: [{{id: a, kind: feed, url: '{url}'}}]\n")
        ended = command("config", "check")
        assert ended.code == 78
        assert TOKEN not in ended.out + ended.err
