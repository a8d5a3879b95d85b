"""Whether anything costs more because the database has grown: ``make bench``, and ``make bench-million`` for long.

Two generated databases (see ``grown``), of 10,000 articles and of as many as asked for, with the same shows. On each
the same is done: four hundred new articles go through the store, the index of near-duplicates and the facts of their
shows; then commands are run, on the show that has most articles, and the questions behind the scorecard. Printed are
milliseconds of processor time, and the ratio, which is to stay within 1.3, also a row where the larger database has
more to answer; then what the larger file consists of, as a share of the text that it holds. Commands run inside this
process, so that starting Python hides nothing.
"""

from __future__ import annotations

import argparse
import io
import json
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing, redirect_stdout
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from grown import NOW, World, article_of, grow
from targets import Measured, note

if TYPE_CHECKING:
    from aggregator.store import Store

SMALL: Final = 10_000
LARGE: Final = 100_000
NEW: Final = 400
"""So many that the full-text index puts parts of itself together as often as it does in the long run."""
FIRST: Final = 20
"""Before so many more nothing is measured: what is loaded and made ready once a run would hide what articles cost."""
ROUNDS: Final = 5
MAX_RATIO: Final = 1.3
MAX_SHARE: Final = 1.5
"""The file, to the text that it holds."""

_TEXT: Final = """
SELECT sum(octets) FROM (
    SELECT length(CAST(title AS BLOB)) + length(CAST(text AS BLOB)) + length(CAST(summary AS BLOB)) AS octets
    FROM articles UNION ALL SELECT length(CAST(title AS BLOB)) + length(CAST(text AS BLOB)) FROM article_revisions
)
"""


def spent(work: Callable[[], object]) -> float:
    """Milliseconds of processor time."""
    start = time.process_time()
    work()
    return 1000 * (time.process_time() - start)


def command(path: Path, *arguments: str) -> Callable[[], int]:
    """``aggregator ...`` inside this process; answers with how many rows it printed, and throws them away."""
    from aggregator.cli import cli

    def work() -> int:
        with redirect_stdout(io.StringIO()) as shown:
            cli.main(["--db", str(path), *arguments], prog_name="aggregator", standalone_mode=False)
        rows = len(json.loads(shown.getvalue()))
        if not rows:
            raise SystemExit(f"aggregator {' '.join(arguments)} on {path} says nothing: it is no measure")
        return rows

    return work


def new_articles(path: Path, world: World, count: int) -> dict[str, float]:
    """Milliseconds a new article, in three parts; the articles stay in the database."""
    from aggregator.models import RunSummary, SourceId
    from aggregator.pipeline.containment import Containment
    from aggregator.pipeline.ingest import Analyst, Ingest
    from aggregator.pipeline.knowledge import refresh_facts
    from aggregator.pipeline.stories import index_articles
    from aggregator.store import Store

    costs = {"a run's beginning": 0.0, "new article: store": 0.0, "new article: near-duplicates": 0.0}
    costs["facts of its show"] = 0.0
    with Store.open(path) as store:
        digest = ""

        def begin() -> None:
            nonlocal digest
            digest = store.save_catalogue(world.shows, world.sources, now=NOW)
            store.has_readings_for_other_shows(digest)
            for source in world.sources:
                store.has_entries_put_aside_for_other_shows(source.id, digest)
            store.due_rereads(now=NOW, reread_after_s=86_400, reread_for_s=7 * 86_400)
            store.load_robots()
            store.unindexed_articles()

        costs["a run's beginning"] = min(spent(begin) for _ in range(2))
        run_id = store.begin_run(command="run", version="bench", pid=0, now=NOW)
        ingest = Ingest(store, Analyst(world.shows), RunSummary(), run_id, digest, keep_unmatched=True)
        articles = [(f"site{item.site}", article_of(item)) for item in world.items(count + 7, FIRST + NEW)]
        readings = [ingest.analyst.read(article) for _, article in articles]

        def take(first: int, last: int | None) -> None:
            for (source, article), reading in zip(articles[first:last], readings[first:last], strict=True):
                ingest.take(article, source_id=SourceId(source), seen_at=NOW, reading=reading)

        take(0, FIRST)
        costs["new article: store"] = spent(lambda: take(FIRST, None))
        waiting = store.unindexed_articles()
        assert len(waiting) == FIRST + NEW, len(waiting)  # noqa: S101 - or the figures mean nothing
        contained = Containment(store, RunSummary(), run_id, NOW)
        index_articles(store, waiting[:FIRST], contained)
        costs["new article: near-duplicates"] = spent(lambda: index_articles(store, waiting[FIRST:], contained))
        stale = store.stale_shows(NOW.date())
        for show_id in stale:
            costs["facts of its show"] += spent(lambda: refresh_facts(store, show_id, run_id=run_id, now=NOW))  # noqa: B023
    costs["facts of its show"] /= len(stale) or 1
    return {name: cost if "run" in name or "facts" in name else cost / NEW for name, cost in costs.items()}


def measure(path: Path, world: World, count: int) -> tuple[dict[str, float], dict[str, int]]:
    """Milliseconds, and rows of the answer where there is one, by what was done."""
    from aggregator.store import Store

    show = world.favourite.title
    costs = new_articles(path, world, count)
    asked = {
        "latest SHOW": ("latest", show),
        "facts SHOW": ("facts", show),
        "claims SHOW -n 50": ("claims", show, "--limit", "50"),
        "search, two words": ("search", "renewed", "fourth"),
        "search, a phrase": ("search", '"renewed for a third season"'),
        "search, of a show": ("search", "renewed", "--show", show),
        "changes": ("changes", "--since", str((NOW - timedelta(days=7)).date()), "--limit", "50"),
        "history SHOW": ("history", show),
        "sources": ("sources",),
        "shows": ("shows",),
        "scorecard": ("scorecard",),
    }
    rows = {}
    for name, arguments in asked.items():
        work = command(path, *arguments)
        rows[name] = work()
        costs[name] = min(spent(work) for _ in range(ROUNDS))
    with Store.open_readonly(path) as store:
        costs["scorecard page: its rows"] = min(spent(lambda: first_page(store)) for _ in range(ROUNDS))
    return costs, rows


def first_page(store: Store) -> None:
    """What the page ``/`` reads: the names of all shows, of a hundred what is known, and the news of a week."""
    from aggregator.web.pages import NEWS_DAYS, SHOWN_SHOWS
    from aggregator.web.scorecard import scorecard, with_changes

    shown = store.followed()[:SHOWN_SHOWS]
    facts = store.scorecard_facts([show["id"] for show in shown])
    lines = with_changes(scorecard(shown, facts, today=NOW.date()), store.last_changes)
    news = store.news(since=NOW - timedelta(days=NEWS_DAYS), limit=1_000)
    assert len(lines) == SHOWN_SHOWS, news  # noqa: S101 - or the figure means nothing


def made_of(path: Path) -> list[tuple[str, float]]:
    """Tables and indexes, the largest first, by their share of the text; the whole first. By ``dbstat``, if there."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (text,) = connection.execute(_TEXT).fetchone()
        try:
            sizes = connection.execute("SELECT name, sum(pgsize) FROM dbstat GROUP BY name ORDER BY 2 DESC").fetchall()
        except sqlite3.OperationalError:  # a SQLite that was built without it
            sizes = []
    return [("the file", path.stat().st_size / text), *((name, size / text) for name, size in sizes)]


def of_one(path: Path, count: int) -> tuple[dict[str, float], dict[str, int], float]:
    """Measured in a process of its own: the costs, the rows, and the megabytes that it came to."""
    shown = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, __file__, "--measure", path, "--articles", str(count)], stdout=subprocess.PIPE, check=True
    ).stdout.decode()
    measured = json.loads(shown)
    return measured["costs"], measured["rows"], measured["memory"]


def main() -> None:
    """Generates what is not there yet, measures, prints."""
    parser = argparse.ArgumentParser(description="Measures what grows with the database.")
    parser.add_argument("--articles", type=int, default=LARGE, help="in the larger database")
    parser.add_argument("--dir", type=Path, default=Path(tempfile.gettempdir()) / "aggregator-bench")
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    world = World()
    if options.measure:
        from aggregator.parse.worker import peak_bytes

        costs, rows = measure(options.measure, world, options.articles)
        json.dump({"costs": costs, "rows": rows, "memory": peak_bytes() / 2**20}, sys.stdout)
        return
    options.dir.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=options.dir) as scratch:
        small, large = Path(scratch) / "small.db", Path(scratch) / "large.db"
        for path, count in ((small, SMALL), (large, options.articles)):
            grow(path, world, count)
        print_tables(
            (SMALL, *of_one(small, SMALL)), (options.articles, *of_one(large, options.articles)), made_of(large)
        )


def print_tables(
    small: tuple[int, dict[str, float], dict[str, int], float],
    large: tuple[int, dict[str, float], dict[str, int], float],
    sizes: list[tuple[str, float]],
) -> None:
    """What each cost, and what the file consists of; where the answer has grown, also the ratio of cost to rows."""
    lines = [f"{'milliseconds of the processor':32} {small[0]:>10,} {large[0]:>10,}  ratio (target {MAX_RATIO})"]
    for name, cost in small[1].items():
        ratio, few, many = large[1][name] / cost, small[2].get(name), large[2].get(name)
        grown_by = (
            f"   of {few} and {many} rows: {ratio * few / many:.2f} a row" if few and many and few != many else ""
        )
        lines.append(f"{name:32} {cost:10.2f} {large[1][name]:10.2f} {ratio:6.2f}{grown_by}")
    lines.append(f"{'memory, MB':32} {small[3]:10.0f} {large[3]:10.0f} {large[3] / small[3]:6.2f}")
    lines.append(f"\nof the larger file, by the bytes of the text that it holds (target {MAX_SHARE})")
    lines += [f"{name:32} {share:6.2f}" for name, share in sizes if share >= 0.005]
    sys.stdout.write("\n".join(lines) + "\n")
    grown = f"{large[0]:,} articles beside {small[0]:,}"
    costs = {**{name: large[1][name] / cost for name, cost in small[1].items()}, "memory": large[3] / small[3]}
    note("flat", [Measured(f"{grown}: {name}", ratio, MAX_RATIO, at_most=True) for name, ratio in costs.items()])


if __name__ == "__main__":
    main()
