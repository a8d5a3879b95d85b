"""A web of many hosts on loopback, made from numbers alone: what each says, and what a run has to have of it."""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from random import Random
from typing import Final

from tests.soak.troubles import TROUBLES, Reply

SHOWS: Final = tuple(
    f"{first} {second}"
    for first in ("Harbour", "Copper", "Winter", "Paper", "Hollow")
    for second in ("Lights", "Orchard", "Parliament", "Station")
)
KINDS: Final = ("feed", "feed", "feed", "summaries", "listing", "sitemap")
"""Of the good sources in turn: feeds with whole texts, feeds with pages behind them, listings, news sitemaps."""
ARTICLES: Final = {"feed": 6, "summaries": 3, "listing": 3, "sitemap": 3}
WORDS: Final = re.findall(
    r"\w+",
    """
    the a its of in and with for that this from about after before cast crew season episode network producers story
    filming week month year viewers drama comedy series studio writer director character scene plot ending opening
    role actor team budget city island family secret letter train garden winter summer night morning record audience
    critics praised said told expects returns joined left wrote played moved found lost kept made gave took
    """,
)


@dataclass(frozen=True, slots=True)
class Scale:
    """How large the web is; every ``bad_every``-th host is a bad one."""

    hosts: int
    sources: int
    bad_every: int


@dataclass(frozen=True, slots=True)
class Place:
    """One configured source."""

    id: str
    host: str
    kind: str
    path: str
    trouble: str | None

    @property
    def articles(self) -> list[str]:
        """The paths of its articles, the newest first."""
        return [
            f"{self.path}/2026/11/{n:02}/{word_of(self.id)}-story-of-the-day" for n in range(ARTICLES[self.kind], 0, -1)
        ]


def word_of(text: str) -> str:
    """A word that no other text has."""
    return "".join(chr(ord("a") + int(digit, 16)) for digit in hashlib.sha256(text.encode()).hexdigest()[:10])


class World:
    """All hosts and sources; ``began_at`` dates what they write, and must be the same for all who ask."""

    def __init__(self, scale: Scale, *, port: int, began_at: datetime) -> None:
        self._port = port
        self._began_at = began_at
        names = list(TROUBLES)
        self.hosts = [f"127.{1 + n // 250}.0.{1 + n % 250}" for n in range(scale.hosts)]
        self.trouble_of = {
            host: names[n // scale.bad_every % len(names)] if n % scale.bad_every == scale.bad_every - 1 else None
            for n, host in enumerate(self.hosts)
        }
        self.places = [self._place(n) for n in range(scale.sources)]
        self._articles = {(place.host, path): place for place in self.places for path in place.articles}
        self._fronts = {(place.host, place.path): place for place in self.places}

    def _place(self, number: int) -> Place:
        host = self.hosts[number % len(self.hosts)]
        trouble = self.trouble_of[host]
        kind = TROUBLES[trouble].kind if trouble else KINDS[(number + number // len(self.hosts)) % len(KINDS)]
        return Place(f"s{number}", host, kind, f"/s{number}", trouble)

    def url(self, host: str, path: str, scheme: str = "http") -> str:
        """The absolute URL of a path."""
        return f"{scheme}://{host}:{self._port}{path}"

    def expected_urls(self) -> set[str]:
        """Every article that a run has to have stored: those of good sources, and of troubled ones that can be had."""
        return {
            self.url(place.host, path)
            for place in self.places
            if place.trouble is None or TROUBLES[place.trouble].collected
            for path in place.articles
        }

    def sources_yaml(self, settings: str) -> str:
        """The configuration that follows all of it."""
        shows = "".join(f"  - {show}\n" for show in SHOWS)
        return f"shows:\n{shows}sources:\n{''.join(self._source_lines())}settings: {settings}\n"

    def _source_lines(self) -> Iterator[str]:
        kinds = {"feed": "feed", "summaries": "feed", "listing": "page", "sitemap": "sitemap"}
        for place in self.places:
            scheme = TROUBLES[place.trouble].scheme if place.trouble else "http"
            url = self.url(place.host, place.path, scheme)
            yield f'  - {{id: {place.id}, kind: {kinds[place.kind]}, url: "{url}", allow_private: true}}\n'

    # --- what the hosts say ---

    def reply(self, host: str, path: str, if_none_match: str | None) -> Reply:
        """The answer of ``host`` to a GET of ``path``."""
        name = self.trouble_of[host]
        trouble = TROUBLES[name] if name else None
        if path == "/robots.txt":
            return trouble.robots if trouble else Reply(404)
        good = self._good_reply(host, path)
        reply = trouble.reply(path, good) if trouble else good
        if b"{origin}" in reply.body:
            reply = Reply(reply.status, reply.headers, reply.body.replace(b"{origin}", self.url(host, "").encode()))
        if if_none_match is not None and if_none_match == reply.headers.get("ETag"):
            return Reply(304, {"ETag": if_none_match})
        return reply

    def _good_reply(self, host: str, path: str) -> Reply:
        if (front := self._fronts.get((host, path))) is not None:
            write = {"listing": self._listing, "sitemap": self._sitemap}.get(front.kind, self._feed)
            body, type_ = write(front).encode(), "text/html" if front.kind == "listing" else "application/xml"
        elif (host, path) in self._articles:
            body, type_ = self._page(self._articles[host, path], path).encode(), "text/html; charset=utf-8"
        else:
            return Reply(404)
        headers = {"Content-Type": type_}
        if int(word_of(path), 36) % 10:  # a tenth knows no validators
            headers["ETag"] = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        if int(word_of(path), 36) % 2:
            headers["Content-Encoding"], body = "gzip", gzip.compress(body, 1, mtime=0)
        return Reply(headers=headers, body=body)

    def _title(self, path: str) -> str:
        rng = Random(path)
        return f"{rng.choice(SHOWS)}: {' '.join(rng.choices(WORDS, k=5))} {word_of(path)}"

    def _text(self, path: str) -> list[str]:
        rng = Random(f"text of {path}")
        show = self._title(path).split(":")[0]
        opening = rng.choice(
            (f"{show} has been renewed for a second season.", f"The second season of {show} is filming.")
        )
        sentences = [" ".join(rng.choices(WORDS, k=14)).capitalize() + f" {word_of(path + str(n))}." for n in range(12)]
        return [" ".join([opening, *sentences[:4]]), " ".join(sentences[4:8]), " ".join(sentences[8:])]

    def _date(self, path: str) -> datetime:
        return self._began_at - timedelta(minutes=Random(f"date of {path}").randrange(60, 2_000))

    def _feed(self, place: Place) -> str:
        items = "".join(self._item(place, path) for path in place.articles)
        return (
            '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
            f"<title>{place.id}</title>{items}</channel></rss>"
        )

    def _item(self, place: Place, path: str) -> str:
        html = "".join(f"<p>{paragraph}</p>" for paragraph in self._text(path))
        body = f"<description>{self._text(path)[0][:120]}…</description>"
        if place.kind == "feed":
            body += f"<content:encoded><![CDATA[{html}]]></content:encoded>"
        return (
            f"<item><title>{self._title(path)}</title><link>{self.url(place.host, path)}</link><guid>{path}</guid>"
            f"<pubDate>{format_datetime(self._date(path))}</pubDate>{body}</item>"
        )

    def _listing(self, place: Place) -> str:
        links = "".join(f'<li><h2><a href="{path}">{self._title(path)}</a></h2></li>' for path in place.articles)
        following = f'<a rel="next" href="{place.path}?page=2">Older</a>'
        return (
            f"<html><head><title>{place.id}</title></head><body><main><ul>{links}</ul>{following}</main></body></html>"
        )

    def _sitemap(self, place: Place) -> str:
        urls = "".join(
            f"<url><loc>{self.url(place.host, path)}</loc><news:news><news:publication>"
            f"<news:name>{place.id}</news:name><news:language>en</news:language></news:publication><news:title>{self._title(path)}</news:title>"
            f"<news:publication_date>{self._date(path).isoformat()}</news:publication_date></news:news></url>"
            for path in place.articles
        )
        return (
            '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
            f' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">{urls}</urlset>'
        )

    def _page(self, place: Place, path: str) -> str:
        paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in self._text(path))
        at = self._date(path).astimezone(UTC).isoformat()
        return (
            f'<html lang="en"><head><title>{self._title(path)}</title>'
            f'<meta property="article:published_time" content="{at}"></head><body><nav><a href="/">Home</a></nav>'
            f"<main><article><h1>{self._title(path)}</h1>{paragraphs}</article></main></body></html>"
        )
