"""Whether two cores read archives almost twice as fast as one: ``make bench``.

The labelled articles and, forty times as many, pages about nothing that is followed (see ``pages``; real ones several
times, under addresses of their own) are written into WARC files as Common Crawl's are. ``aggregator backfill --engine
local`` takes them into a new database with one worker and with two, in turn. The least time by the clock counts, from
the start of the command to its end, the merge included; all must have found the same.

The clock is a measure on a machine that has nothing else to do. On others the seconds of the processor tell how far to
trust it: what workers do not do is done one after the other, so that the ratio can be no more than the last line says.
"""

from __future__ import annotations

import argparse
import gzip
import json
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from pages import Page, background, framed, pages_of
from targets import Measured, note

from aggregator.store import Store
from aggregator.store.publishing import EXPORTABLE

FILES: Final = 8
OTHERS: Final = 3_000
"""Pages about nothing that is followed; so many that the two seconds in which a worker begins are few beside them."""

ROUNDS: Final = 2
TARGET: Final = 1.8

VARYING: Final = ("id", "at")
"""Numbers of rows, and when it was that they came to be believed."""

COMMAND: Final = """
import resource, sys
from aggregator.cli import main
try:
    main(sys.argv[1:])
finally:
    for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN):
        used = resource.getrusage(whose)
        print(used.ru_utime + used.ru_stime)
"""


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds by the clock, and of the processor: of the command itself, and of its workers with their parsers."""

    clock: float
    own: float
    workers: float


def others(folder: Path | None) -> Iterator[Page]:
    """Pages about nothing that is followed: of a checkout of article-extraction-benchmark, or generated."""
    if folder is None:
        for number in range(OTHERS):
            url = f"https://other.example/{number}"
            text = "\n\n".join(islice(background(url), 8))
            yield Page(url, framed(url, f"Another story, number {number}", text, None).encode())
        return
    real, _ = pages_of(folder)
    for number in range(OTHERS):
        page = real[number % len(real)]
        yield Page(f"{page.url}{'&' if '?' in page.url else '?'}edition={number}", page.html)


def write_archives(folder: Path, pages: Sequence[Page]) -> None:
    """Files of as many pages each, in which those that are followed do not stand together."""
    files = [(folder / f"news-{number:02}.warc.gz").open("wb") for number in range(FILES)]
    for place, page in enumerate(pages):
        files[place % FILES].write(gzip.compress(_record(page.url, page.html), mtime=0))
    for file in files:
        file.close()


def _record(url: str, html: bytes) -> bytes:
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + html
    lines = {
        "WARC-Type": "response",
        "WARC-Target-URI": url,
        "WARC-Date": "2026-01-05T10:00:00Z",
        "Content-Type": "application/http; msgtype=response",
        "Content-Length": str(len(block)),
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return b"WARC/1.0\r\n" + head.encode() + b"\r\n" + block + b"\r\n\r\n"


def backfill(archives: Path, config: Path, database: Path, workers: int) -> Took:
    """Into a new database, with a new work folder."""
    began = time.perf_counter()
    arguments = ["-q", "--config", config, "--db", database, "backfill", archives, "--engine", "local"]
    done = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", COMMAND, *arguments, "--workers", str(workers)], stdout=subprocess.PIPE, check=True
    )
    own, others = map(float, done.stdout.split())
    return Took(time.perf_counter() - began, own, others)


def found_in(database: Path) -> dict[str, list[str]]:
    """All that was found, without the log and the times at which the catalogue was saved."""
    log = {"runs", "run_history", "shows", "show_overview", "sources", "source_health"}
    with Store.open_readonly(database) as store:
        return {
            name: [
                repr({key: value for key, value in row.items() if key not in VARYING})
                for row in store.exported_rows(name)
            ]
            for name in EXPORTABLE
            if name not in log
        }


def main() -> None:
    """Takes turns, compares, prints, notes."""
    parser = argparse.ArgumentParser(description="Measures what a second core is worth to a backfill.")
    parser.add_argument("--pages", type=Path, help="a checkout of article-extraction-benchmark")
    folder: Path | None = parser.parse_args().pages
    labelled, shows = pages_of(None)
    pages = [*labelled, *others(folder)]
    with TemporaryDirectory() as scratch:
        archives, config = Path(scratch) / "archives", Path(scratch) / "sources.yaml"
        archives.mkdir()
        write_archives(archives, pages)
        titles = [{"title": show.title, "aliases": show.aliases, "network": show.network} for show in shows]
        config.write_text(json.dumps({"shows": titles, "sources": []}), "utf-8")
        best: dict[int, Took] = {}
        found = []
        for turn in range(ROUNDS):
            for workers in (1, 2):
                database = Path(scratch) / f"{turn}-{workers}.db"
                took = backfill(archives, config, database, workers)
                best[workers] = min(took, best.get(workers, took), key=lambda one: one.clock)
                found.append(found_in(database))
    if not found[0]["articles"] or any(one != found[0] for one in found):
        raise SystemExit("the backfills did not find the same, or nothing: it is no measure")
    _print(best, len(pages), len(found[0]["articles"]))
    kind = "real" if folder else "generated"
    ratio = best[1].clock / best[2].clock
    note(f"backfill, {kind} pages", [Measured(f"backfill of {kind} pages: two workers beside one", ratio, TARGET)])


def _print(best: dict[int, Took], count: int, articles: int) -> None:
    sys.stdout.write(f"{count} pages in {FILES} files, {articles} articles about followed shows; least of {ROUNDS}\n")
    for workers, took in best.items():
        sys.stdout.write(
            f"{workers} {'worker ' if workers == 1 else 'workers'}  {took.clock:6.1f} s by the clock, of the processor"
            f" {took.own:5.1f} s one after the other and {took.workers:6.1f} s in workers,"
            f" {count / (took.own + took.workers):4.0f} pages a second of one core\n"
        )
    most = (best[1].own + best[1].workers) / (best[2].own + best[2].workers / 2)
    sys.stdout.write(f"the ratio can be no more than {most:.2f}\n")


if __name__ == "__main__":
    main()
