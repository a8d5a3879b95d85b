"""The usual hour beside reader: 200 feeds of 50 entries with bodies of 3 kB, on one loopback server: ``make bench``.

Three runs each, as processes, measured in seconds of the processor with all that they start:

- the first, in which everything is new;
- one in which the server answers 304 to every feed;
- one in which the server knows no validators and every body is as it was (after a first run of its own).

A run of ours that finds nothing new is for the most part its start. A tenth of the entries names a followed show, and
``keep_unmatched`` has us store all of them, as reader does; a last line tells what the first run costs with the
default, which stores what is about a show.

reader (https://github.com/lemon24/reader) is installed into an environment of its own.
"""

from __future__ import annotations

import argparse
import hashlib
import resource
import sqlite3
import subprocess
import sys
import tempfile
import threading
from contextlib import closing
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from random import Random
from typing import Final

from environments import python_with
from targets import Measured, note

READER: Final = ("reader==3.26", "sgmllib3k==1.0.0")  # the second is missing among what the first asks for
FEEDS, ENTRIES, BODY_CHARS = 200, 50, 3_000
SHOW_EVERY: Final = 10
SHOWS: Final = tuple(f"{a} {b}" for a in ("Harbour", "Copper", "Hollow") for b in ("Lights", "Orchard", "Parliament"))
TARGETS: Final = {"first run": 0.5, "all 304": 1.0, "unchanged bodies": 0.05}
"""At most this share of reader's seconds."""

READ_FEEDS: Final = """
import sys
from reader import make_reader

reader = make_reader(sys.argv[1])
for url in sys.stdin.read().split():
    reader.add_feed(url, exist_ok=True)
reader.update_feeds(scheduled=False)
"""
"""What is run in reader's environment: the database as argument, the feeds on standard input.

Left to its schedule it would ask nobody for the rest of the hour, and the later runs would measure its start alone."""


def feed(number: int) -> bytes:
    """One feed, the same every time."""
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>Feed {number}</title><link>http://feed{number}.example.org/</link>"
        f"{''.join(item(number, n) for n in range(ENTRIES))}</channel></rss>"
    ).encode()


def item(feed_number: int, number: int) -> str:
    """One entry: a headline, a teaser and a body of some paragraphs with links."""
    key = f"{feed_number}-{number}"
    rng = Random(key)  # noqa: S311 - text, no secret
    show = rng.choice(SHOWS) if number % SHOW_EVERY == 0 else None
    paragraphs = []
    while sum(map(len, paragraphs)) < BODY_CHARS:
        sentences = [" ".join(rng.choices(WORDS, k=15)).capitalize() + "." for _ in range(4)]
        paragraphs.append(f'<p>{" ".join(sentences)} <a href="/s/{len(paragraphs)}">{rng.choice(WORDS)}</a></p>')
    if show:
        paragraphs.insert(0, f"<p>The drama {show} has been renewed for a second season, its makers said.</p>")
    title = f"{show + ': ' if show else ''}{' '.join(rng.choices(WORDS, k=7)).capitalize()} {key}"
    return (
        f"<item><title>{title}</title><link>http://feed{feed_number}.example.org/2026/11/{key}-a-story</link>"
        f"<guid isPermaLink='false'>{key}</guid><pubDate>Sat, 21 Nov 2026 0{number % 10}:{number:02}:00 GMT</pubDate>"
        f"<description>{escape(paragraphs[0][3:150])}</description>"
        f"<content:encoded><![CDATA[{''.join(paragraphs)}]]></content:encoded></item>"
    )


ENDINGS: Final = ("ve", "ll", "nt", "mer", "ster", "ding", "tion", "bly", "ful", "ck")
WORDS: Final = tuple(
    f"{first}{middle}{last}" for first in "bcdfglmnprst" for middle in ("a", "e", "or", "in") for last in ENDINGS
)


class Feeds(BaseHTTPRequestHandler):
    """``/v/N`` with an ETag, ``/n/N`` without any validator."""

    protocol_version = "HTTP/1.1"
    wbufsize = 1 << 20
    bodies: Final[dict[str, tuple[bytes, str]]] = {}
    asked: Final[list[str]] = []

    def do_GET(self) -> None:
        """Answers."""
        self.asked.append(self.path)
        _, kind, *rest = self.path.split("/")
        found = self.bodies.get(rest[0]) if rest else None
        if found is None:
            self.send_response(404)
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        body, etag = found
        unchanged = kind == "v" and self.headers.get("If-None-Match") == etag
        self.send_response(304 if unchanged else 200)
        if kind == "v":
            self.send_header("ETag", etag)
        if not unchanged:
            self.send_header("Content-Type", "application/rss+xml")
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if not unchanged:
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the base class's
        """Nothing."""


def cpu_of(command: list[str | Path], said: str = "") -> float:
    """Seconds of the processor that a command takes, with all that it starts."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, input=said, text=True, check=True)  # noqa: S603 - our own words
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


class Ours:
    """``aggregator run`` on a database of its own."""

    def __init__(self, folder: Path, name: str, urls: list[str], settings: str) -> None:
        self.database = folder / f"{name}.db"
        self._config = folder / f"{name}.yaml"
        sources = "".join(
            f'  - {{id: f{n}, kind: feed, url: "{url}", allow_private: true}}\n' for n, url in enumerate(urls)
        )
        shows = "".join(f"  - {show}\n" for show in SHOWS)
        settings = f"{{per_host_delay_s: 0, max_entries: 100{settings}}}"
        self._config.write_text(f"shows:\n{shows}sources:\n{sources}settings: {settings}\n")

    def run(self) -> float:
        """Seconds."""
        return cpu_of([sys.executable, "-m", "aggregator", "--config", self._config, "--db", self.database, "run"])

    def stored(self) -> int:
        """How many articles there are."""
        return count(self.database, "articles")


class Reader:
    """reader's ``update_feeds()`` on a database of its own."""

    def __init__(self, python: Path, folder: Path, name: str, urls: list[str]) -> None:
        self.database = folder / f"{name}-reader.db"
        self._command: list[str | Path] = [python, "-c", READ_FEEDS, self.database]
        self._urls = "\n".join(urls)

    def run(self) -> float:
        """Seconds."""
        return cpu_of(self._command, self._urls)

    def stored(self) -> int:
        """How many entries there are."""
        return count(self.database, "entries")


def count(database: Path, table: str) -> int:
    """The rows of a table."""
    with closing(sqlite3.connect(database)) as connection:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608 - a name of ours


def measure(folder: Path, python: Path, origin: str) -> dict[str, tuple[float, float]]:
    """Seconds of ours and of reader's for each run; that all was stored, and nothing twice, is asserted."""
    figures: dict[str, tuple[float, float]] = {}
    pairs = {
        kind: (Ours(folder, kind, urls, ", keep_unmatched: true"), Reader(python, folder, kind, urls))
        for kind, urls in {k: [f"{origin}/{k}/{n}" for n in range(FEEDS)] for k in ("v", "n")}.items()
    }
    for kind, again in (("v", "all 304"), ("n", "unchanged bodies")):
        ours, theirs = pairs[kind]
        Feeds.asked.clear()
        figures["first run"] = (ours.run(), theirs.run())
        figures[again] = (ours.run(), theirs.run())
        assert Feeds.asked.count(f"/{kind}/0") == 4  # noqa: S101 - or one of the runs was none
        for one in (ours, theirs):
            assert one.stored() == FEEDS * ENTRIES, (kind, one.stored())  # noqa: S101 - or the figures mean nothing
    plain = Ours(folder, "default", [f"{origin}/v/{n}" for n in range(FEEDS)], "")
    figures["first run, articles about a show alone stored"] = (plain.run(), figures["first run"][1])
    assert plain.stored() == FEEDS * ENTRIES // SHOW_EVERY  # noqa: S101
    return figures


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description="Measures the usual hour beside reader.")
    parser.add_argument("--dir", type=Path, default=Path(tempfile.gettempdir()) / "aggregator-bench")
    folder: Path = parser.parse_args().dir
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(FEEDS):
        body = feed(number)
        Feeds.bodies[str(number)] = (body, f'"{hashlib.sha256(body).hexdigest()}"')
    server = ThreadingHTTPServer(("127.0.0.1", 0), Feeds)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    python = python_with("reader", *READER)
    if python is None:
        raise SystemExit("there is nothing to compare with")
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        figures = measure(Path(scratch), python, f"http://127.0.0.1:{server.server_port}")
    server.shutdown()
    lines = [f"{FEEDS} feeds of {ENTRIES} entries of {BODY_CHARS} characters; seconds of the processor"]
    lines.append(f"{'':46} {'ours':>7} {'reader':>7} {'ratio':>7} {'target':>7}")
    for name, (ours, theirs) in figures.items():
        target = f"{TARGETS[name]:7.2f}" if name in TARGETS else ""
        lines.append(f"{name:46} {ours:7.2f} {theirs:7.2f} {ours / theirs:7.2f} {target}")
    sys.stdout.write("\n".join(lines) + "\n")
    compared = {name: ours / theirs for name, (ours, theirs) in figures.items()}
    note(
        "hour",
        [Measured(f"the usual hour, {k}: of reader's", compared[k], most, at_most=True) for k, most in TARGETS.items()],
    )


if __name__ == "__main__":
    main()
