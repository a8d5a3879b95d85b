"""A small pretend web that has something of everything, and what must be true of a database that has read it."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any

from aggregator.store.schema import CONTENT, SCHEMA_VERSION
from tests.servers import Reply, WebServer

CONFIG = """
shows:
  - {{title: Harbour Lights, network: Quay TV}}
  - {{title: The Ninth Door}}
sources:
  - {{id: gazette, kind: feed, url: "{gazette}/feed", authority: trade, interval: 1d, allow_private: true}}
  - {{id: wire, kind: page, interval: 1d, url: "{wire}/tv/", selectors: {{links: h2 a}}, allow_private: true}}
  - {{id: tracker, kind: page, page: article, url: "{wire}/tracker", allow_private: true}}
  - {{id: gone, kind: feed, url: "{gazette}/gone", allow_private: true}}
settings: {{per_host_delay_s: 0, contact: "mailto:me@example.org"}}
"""

RENEWED = (
    "Quay TV has renewed the drama Harbour Lights for a third season, the network said on Monday. "
    "Ada Miro returns as Captain Brandt in Harbour Lights season 3, which premieres in March 2027. "
)
CANCELLED = "The Ninth Door has been cancelled after two seasons, Quay TV said. There will be no third season. "
ABOUT = "The town by the sea where the series is filmed has a lighthouse of its own, number {}. "


def _text(told: str, number: int) -> str:
    return told + "".join(ABOUT.format(f"{number}-{line}") for line in range(12))


def _item(web: WebServer, number: int, title: str, text: str) -> str:
    web.routes[f"/story-{number}"] = Reply(body=_page(title, text))
    return (
        f"<item><title>{title}</title><guid>g{number}</guid><link>{web.url(f'/story-{number}')}</link>"
        f"<pubDate>Mon, 02 Nov 2026 0{number}:00:00 GMT</pubDate><description>{text}</description></item>"
    )


def _page(title: str, text: str) -> bytes:
    return (
        f"<html><head><title>{title}</title><meta property='article:published_time' content='2026-11-01T08:00:00Z'>"
        f"</head><body><article><h1>{title}</h1><p>{text}</p></article></body></html>"
    ).encode()


@contextmanager
def small_web(folder: Path) -> Iterator[Path]:
    """Serves the web, and is the path of the configuration that reads it."""
    links = "".join(f"<li><h2><a href='/tv/{name}'>{name}</a></h2></li>" for name in ("harbour-again", "ninth-door"))
    with ExitStack() as stack:
        gazette = stack.enter_context(WebServer())
        items = (
            _item(gazette, 1, "Harbour Lights renewed for season 3", _text(RENEWED, 1)),
            _item(gazette, 2, "Cooking with salt", _text("A cook in a kitchen by the sea salts everything. ", 2)),
            _item(gazette, 3, "The Ninth Door cancelled", _text(CANCELLED, 3)),
        )
        feed = f"<rss version='2.0'><channel><title>Gazette</title>{''.join(items)}</channel></rss>"
        gazette.routes |= {"/feed": Reply(body=feed.encode(), headers={"ETag": '"1"'}), "/gone": Reply(410)}
        wire = stack.enter_context(WebServer())
        wire.routes |= {
            "/tv/": Reply(body=f"<html><body><ul>{links}</ul></body></html>".encode()),
            "/tv/harbour-again": Reply(
                body=_page("Harbour Lights: a third season is coming", _text(RENEWED, 1)), headers={"ETag": '"h"'}
            ),
            "/tv/ninth-door": Reply(body=_page("The Ninth Door will not return", _text(CANCELLED, 4))),
            "/tracker": Reply(body=_page("Harbour Lights and what comes next", _text(RENEWED, 5))),
        }
        config = folder / "sources.yaml"
        config.write_text(CONFIG.format(gazette=gazette.url().rstrip("/"), wire=wire.url().rstrip("/")))
        yield config


def content(path: Path) -> dict[str, list[str]]:
    """All that was found, without the numbers of rows: an article goes by its address, a claim by what it says.

    How often a page failed is left out, too: that a run was killed after it had asked is one time more.
    """
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row

        def rows(table: str) -> list[dict[str, Any]]:
            return [dict(row) for row in connection.execute(f"SELECT * FROM {table}")]

        articles = {row["id"]: row["canonical_url"] for row in rows("articles")}
        claims = {row.pop("id"): row for row in rows("claims")}
        for claim in claims.values():
            claim["article_id"] = articles[claim["article_id"]]
        found: dict[str, list[str]] = {}
        for table in CONTENT:
            lines = []
            for row in rows(table):
                for column in ("run_id", "failures", *(["id"] if isinstance(row.get("id"), int) else [])):
                    row.pop(column, None)
                for column in row.keys() & {"article_id", "story_id", "other_id"}:
                    row[column] = articles.get(row[column])
                if table == "near_duplicates":
                    row["article_id"], row["other_id"] = sorted((row["article_id"], row["other_id"]))
                if "claim_id" in row:
                    row["claim_id"] = claims[row["claim_id"]]
                lines.append(json.dumps(row, sort_keys=True, ensure_ascii=False, default=bytes.hex))
            found[table] = sorted(lines)
    return found


def dump_if_older(path: Path) -> list[str] | None:
    """All that is in a database whose schema is not today's, and None of others."""
    with closing(sqlite3.connect(path)) as connection:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        return None if version == SCHEMA_VERSION else [str(version), *connection.iterdump()]


def different(found: dict[str, list[str]], wanted: dict[str, list[str]]) -> list[str]:
    """The rows that are in one of them alone, those of ``found`` with a plus."""
    return [
        f"{sign} {table} {line}"
        for table in wanted
        for sign, ours, theirs in (("+", found, wanted), ("-", wanted, found))
        for line in ours[table]
        if line not in theirs[table]
    ]


HALF = {
    "an article that was met nowhere": "SELECT id FROM articles WHERE id NOT IN (SELECT article_id FROM sightings)",
    "an article that no index waits for": "SELECT id FROM articles WHERE id NOT IN (SELECT article_id FROM signatures)",
    "an article that lacks an earlier version": "SELECT id FROM articles AS a WHERE revision - 1 <>"
    " (SELECT count(*) FROM article_revisions AS r WHERE r.article_id = a.id)",
    "a claim of a version that is not there": "SELECT c.id FROM claims AS c JOIN articles AS a ON a.id = c.article_id"
    " WHERE c.revision > a.revision",
    "an entry without its article": "SELECT key FROM entries WHERE state = 'article' AND article_id IS NULL",
    "a fact that nothing supports, of a show that does not wait": "SELECT id FROM facts"
    " WHERE id NOT IN (SELECT fact_id FROM fact_claims)"
    " AND show_id NOT IN (SELECT show_id FROM show_states WHERE is_stale)",
    "a show whose claims are news and that does not wait": "SELECT DISTINCT show_id FROM claims WHERE show_id NOT IN"
    " (SELECT show_id FROM facts UNION SELECT show_id FROM show_states WHERE is_stale OR review_on IS NOT NULL"
    " UNION SELECT show_id FROM show_news)",
}
"""What no instant may leave behind."""


def assert_whole(path: Path, wanted: dict[str, list[str]] | None = None) -> None:
    """No instant has left anything half done; where ``wanted`` is given, what an article says is all there."""
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        if connection.execute("PRAGMA user_version").fetchone() != (SCHEMA_VERSION,):
            return
        for what, question in HALF.items():
            assert connection.execute(question).fetchall() == [], what
    if wanted is not None:
        found = content(path)
        # A better copy may still take an article over; then it says something else in the end.
        final = {json.loads(line)["canonical_url"] for line in found["articles"] if line in wanted["articles"]}
        for table in ("article_shows", "claims", "name_aliases"):
            there, expected = _by_article(found[table]), _by_article(wanted[table])
            for url in final:
                assert there.get(url) == expected.get(url), (table, url)


def _by_article(lines: list[str]) -> dict[str, list[str]]:
    by_article = defaultdict(list)
    for line in lines:
        by_article[json.loads(line)["article_id"]].append(line)
    return by_article
