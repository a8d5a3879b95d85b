"""What is wrong with the bad hosts of the loopback web, and what a run has to record of each."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Final

from aggregator.models import Outcome

FOR_EVER_S: Final = 3_600.0


@dataclass(frozen=True, slots=True)
class Reply:
    """What the server sends: head and body, after ``before_s`` and with ``pause_s`` before each of ``pieces``.

    ``length`` replaces the true Content-Length. With ``raw`` that alone is sent. ``closes`` ends the connection
    after it, ``resets`` without a goodbye.
    """

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    length: int | None = None
    raw: bytes | None = None
    before_s: float = 0.0
    pause_s: float = 0.0
    pieces: int = 1
    closes: bool = False
    resets: bool = False


@dataclass(frozen=True, slots=True)
class Trouble:
    """A kind of bad host.

    ``outcomes`` are how its sources may end in a first run, and the first of them is how one at least does. ``reply``
    makes the answer from the path that is asked for and what a good host would say there. ``robots`` is the answer to
    ``/robots.txt``. ``collected``: all its articles are had nevertheless.
    """

    outcomes: tuple[Outcome, ...]
    reply: Callable[[str, Reply], Reply] = lambda _path, good: good
    robots: Reply = field(default_factory=lambda: Reply(404))
    kind: str = "feed"
    scheme: str = "http"
    listens: bool = True
    collected: bool = False


def _always(reply: Reply) -> Callable[[str, Reply], Reply]:
    return lambda _path, _good: reply


def _as_picture(_path: str, good: Reply) -> Reply:
    return replace(good, headers={**good.headers, "Content-Type": "image/png"})


def _endless_redirect(path: str, _good: Reply) -> Reply:
    return Reply(302, {"Location": f"{path}x"})


def _circle(path: str, _good: Reply) -> Reply:
    return Reply(302, {"Location": path.removesuffix("/back") if path.endswith("/back") else f"{path}/back"})


def _calendar(path: str, _good: Reply) -> Reply:
    """A page of days that leads to further such pages, for ever."""
    links = "".join(
        f'<li><h3><a href="{path}/2026/{month:02}/{day:02}/what-is-on-that-day">What is on that day of month {month}'
        "</a></h3></li>"
        for month in range(1, 13)
        for day in range(1, 29)
    )
    return Reply(headers={"Content-Type": "text/html"}, body=f"<html><body><ul>{links}</ul></body></html>".encode())


def _nested_sitemaps(path: str, _good: Reply) -> Reply:
    """An index of sitemaps, each of which is an index again."""
    children = "".join(f"<sitemap><loc>{{origin}}{path}/{n}</loc></sitemap>" for n in range(20))
    body = f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{children}</sitemapindex>'
    return Reply(headers={"Content-Type": "application/xml"}, body=body.encode())


_GZIP: Final = {"Content-Encoding": "gzip"}
_BOMB: Final = gzip.compress(bytes(1_000_000)) * 500  # a gzip stream may have many members (RFC 1952, 2.2)
POSTPONED: Final = Outcome.POSTPONED
TROUBLES: Final[dict[str, Trouble]] = {
    # slow
    "drips for ever": Trouble((Outcome.TIMEOUT, POSTPONED), lambda _, good: replace(good, pause_s=0.1, pieces=2_000)),
    "never answers": Trouble((Outcome.TIMEOUT, POSTPONED), _always(Reply(before_s=FOR_EVER_S))),
    "slow, and in time": Trouble((Outcome.OK,), lambda _, good: replace(good, pause_s=0.05, pieces=6), collected=True),
    "robots.txt never comes": Trouble((Outcome.ROBOTS_UNREACHABLE,), robots=Reply(before_s=FOR_EVER_S)),
    # failing
    "500": Trouble((Outcome.SERVER_ERROR,), _always(Reply(500))),
    "503 for an hour": Trouble((Outcome.SERVER_ERROR, POSTPONED), _always(Reply(503, {"Retry-After": "3600"}))),
    "resets": Trouble((Outcome.PROTOCOL_ERROR,), _always(Reply(raw=b"", resets=True))),
    "breaks off": Trouble((Outcome.TRUNCATED,), lambda _, good: replace(good, length=10_000_000, closes=True)),
    "no TLS": Trouble((Outcome.TLS_FAILED, POSTPONED), scheme="https"),
    "nobody listens": Trouble((Outcome.CONNECT_FAILED, POSTPONED), listens=False),
    "robots.txt fails": Trouble((Outcome.ROBOTS_UNREACHABLE,), robots=Reply(500)),
    "robots.txt forbids": Trouble((Outcome.DISALLOWED,), robots=Reply(body=b"User-agent: *\nDisallow: /\n")),
    "gone": Trouble((Outcome.GONE,), _always(Reply(410))),
    "refuses": Trouble((Outcome.FORBIDDEN,), _always(Reply(403))),
    # lying
    "length too long": Trouble(
        (Outcome.TRUNCATED,), lambda _, good: replace(good, length=len(good.body) + 1, closes=True)
    ),
    "wrong type": Trouble((Outcome.OK,), _as_picture, collected=True),
    "gzip bomb": Trouble((Outcome.TOO_LARGE,), lambda _, good: replace(good, headers=_GZIP, body=_BOMB)),
    "gzip that is none": Trouble((Outcome.BAD_ENCODING,), _always(Reply(headers=_GZIP, body=b"no gzip at all"))),
    "304 to everything": Trouble((Outcome.PROTOCOL_ERROR,), _always(Reply(304))),
    "a page as feed": Trouble(
        (Outcome.NOT_A_FEED,),
        _always(Reply(headers={"Content-Type": "application/rss+xml"}, body=b"<html><p>Hello</p></html>")),
    ),
    "nothing as feed": Trouble((Outcome.EMPTY,), _always(Reply())),
    "no HTTP": Trouble((Outcome.PROTOCOL_ERROR,), _always(Reply(raw=b"220 ESMTP\r\n\r\n", closes=True))),
    # looping
    "redirects in a circle": Trouble((Outcome.TOO_MANY_REDIRECTS,), _circle),
    "redirects for ever": Trouble((Outcome.TOO_MANY_REDIRECTS,), _endless_redirect),
    "calendar": Trouble((Outcome.OK,), _calendar, kind="listing"),
    "sitemaps of sitemaps": Trouble((Outcome.OK,), _nested_sitemaps, kind="sitemap"),
    "robots.txt in a circle": Trouble((Outcome.OK,), robots=Reply(302, {"Location": "/robots.txt"}), collected=True),
}  # fmt: skip
