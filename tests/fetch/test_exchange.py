from __future__ import annotations

import httpx
import pytest

from aggregator.fetch.exchange import request_headers, user_agent
from aggregator.models import Purpose, Settings, SourceKind, Validators
from tests.fetch.helpers import make_request, make_source

AGENTS = {
    "no contact": (Settings(), "aggregator/1.0 (follows TV news)"),
    "a mail address": (Settings(contact="me@a.test"), "aggregator/1.0 (follows TV news; +mailto:me@a.test)"),
    "a page": (Settings(contact="https://a.test/bot"), "aggregator/1.0 (follows TV news; +https://a.test/bot)"),
    "letters that no header can hold": (
        Settings(contact="mé@a.test\r\nX: (1)"),
        "aggregator/1.0 (follows TV news; +m@a.testX:1)",
    ),
    "a name of one's own": (Settings(contact="me@a.test", user_agent="TvWatch/2"), "TvWatch/2"),
}


@pytest.mark.parametrize(("settings", "expected"), AGENTS.values(), ids=AGENTS)
def test_user_agent(settings: Settings, expected: str) -> None:
    assert user_agent(settings, "1.0") == expected


def _sent(url: str, *, purpose: Purpose = Purpose.SOURCE, **source: object) -> dict[str, str]:
    made = make_source("https://a.test/feed", **source)  # type: ignore[arg-type]  # tests name fields
    request = make_request(url, purpose=purpose, source=made, validators=Validators('"\xe9"', "Mon"))
    headers = request_headers(request, httpx.URL(url), "us/1")
    return {name.decode(): value.decode("latin-1") for name, value in headers}


def test_validators_go_back_byte_for_byte() -> None:
    sent = _sent("https://a.test/feed")
    assert sent["if-none-match"] == '"\xe9"'
    assert sent["if-modified-since"] == "Mon"


@pytest.mark.parametrize("kind", SourceKind)
@pytest.mark.parametrize("purpose", Purpose)
def test_every_kind_says_what_it_can_read(kind: SourceKind, purpose: Purpose) -> None:
    accept = _sent("https://a.test/feed", kind=kind, purpose=purpose)["accept"]
    expected = {SourceKind.FEED: "application/atom+xml", SourceKind.PAGE: "text/html"}.get(kind, "application/xml")
    others = {Purpose.ARTICLE: "text/html", Purpose.ROBOTS: "text/plain"}
    assert accept.startswith(others.get(purpose, expected))


SECRETS = {
    "the source": ("https://a.test/feed", Purpose.SOURCE, True),
    "an article beside it": ("https://a.test/2026/x", Purpose.ARTICLE, True),
    "the port said aloud": ("https://a.test:443/x", Purpose.ARTICLE, True),
    "another host": ("https://b.test/feed", Purpose.SOURCE, False),
    "a host below": ("https://cdn.a.test/feed", Purpose.SOURCE, False),
    "another port": ("https://a.test:8443/feed", Purpose.SOURCE, False),
    "without TLS": ("http://a.test/feed", Purpose.SOURCE, False),
    "its robots.txt, which is for everybody": ("https://a.test/robots.txt", Purpose.ROBOTS, False),
}


@pytest.mark.parametrize(("url", "purpose", "expected"), SECRETS.values(), ids=SECRETS)
def test_s3_secrets_are_bound_to_the_origin_of_their_source(url: str, purpose: Purpose, expected: bool) -> None:
    sent = _sent(url, purpose=purpose, headers={"X-Api-Key": "hush", "Authorization": "Bearer hush"})
    assert ("hush" in sent.get("x-api-key", "")) is expected
    assert ("authorization" in sent) is expected


def test_a_source_may_choose_its_headers_but_not_how_bodies_are_packed() -> None:
    sent = _sent("https://a.test/feed", headers={"ACCEPT": "text/x", "User-Agent": "other", "Accept-Encoding": "br"})
    assert sent["accept"] == "text/x"
    assert sent["user-agent"] == "other"
    assert sent["accept-encoding"] == "gzip, deflate"


def test_nothing_gives_us_away_to_other_sites() -> None:
    assert not {"cookie", "referer"} & set(_sent("https://a.test/feed"))
