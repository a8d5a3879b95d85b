"""What each stage costs a page, from its bytes to the facts in the database: ``make bench``.

Pages of real size (see ``pages``) go the whole road, one after the other on one core, into a new file. Printed are
milliseconds of processor time a page, the best of the rounds, and their ratio to the extraction of the body, which no
program that reads articles can do without: everything else together is to be within 35 % of the whole. Each round
checks that the work was done: every page is an article, and every round has the same claims and facts.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from claims import body_of
from pages import Page, pages_of
from targets import Measured, note

from aggregator.claims import extract
from aggregator.dedupe import decide
from aggregator.match import Matcher
from aggregator.models import Article, Authority, Response, RunSummary, Show, Source, SourceId, SourceKind, Validators
from aggregator.parse import parse_article
from aggregator.pipeline.containment import Containment
from aggregator.pipeline.knowledge import refresh_facts
from aggregator.pipeline.stories import index_articles
from aggregator.store import Store
from aggregator.timestamps import written_day

ROUNDS: Final = 5
TARGET: Final = 0.35
NOW: Final = datetime(2026, 1, 1, 12, tzinfo=UTC)
SOURCE: Final = Source(SourceId("bench"), SourceKind.PAGE, "https://news.example/")
BODY, PARSE = "body extraction", "parse"
STAGES: Final = (BODY, "metadata", "match", "claims", "store", "signatures", "facts")


class Clock:
    """The processor time of each call of each stage, in milliseconds."""

    def __init__(self) -> None:
        self.spent: dict[str, list[float]] = {}

    @contextmanager
    def timing(self, stage: str) -> Iterator[None]:
        """Adds what the block takes to a stage."""
        start = time.process_time()
        yield
        self.spent.setdefault(stage, []).append(1000 * (time.process_time() - start))


class Round:
    """Every page through every stage into one new database."""

    def __init__(self, store: Store, shows: tuple[Show, ...]) -> None:
        self.store, self.shows, self.clock = store, shows, Clock()
        self.by_id = {show.id: show for show in shows}
        self.matcher = Matcher(shows)
        self.digest = store.save_catalogue(shows, [SOURCE], now=NOW)
        self.run_id = store.begin_run(command="run", version="bench", pid=os.getpid(), now=NOW)
        self.articles = self.claims = self.changes = 0

    def take(self, url: str, html: bytes) -> Article:
        """One page, from its bytes to the stored article."""
        timing, response = self.clock.timing, Response(url, "text/html; charset=utf-8", html, Validators(), NOW)
        with timing(PARSE):
            article = parse_article(response, SOURCE, None)
        with timing("match"):
            matches = self.matcher.match(article.title, article.text)
        with timing("claims"):
            claims, aliases = extract(
                title=article.title,
                text=article.text,
                published_on=written_day(article.published) if article.published else None,
                matches=matches,
                shows=self.by_id,
            )
        with timing("store"):
            known = self.store.known_by_url(article.url), self.store.known_by_fingerprint(article.fingerprint)
            decision = decide(article, *known, authority=Authority.PRESS)
            self.store.save_article(
                article,
                known=decision.known,
                replace=decision.replace,
                takes_over=decision.takes_over,
                source_id=SOURCE.id,
                seen_at=NOW + timedelta(seconds=self.articles),
                run_id=self.run_id,
                matches=matches,
                claims=claims,
                aliases=aliases,
                catalogue=self.digest,
            )
        self.articles += decision.known is None
        self.claims += len(claims)
        return article

    def conclude(self) -> None:
        """The index of near-duplicates, which a run writes when all has been stored, then the facts of every show."""
        contained = Containment(self.store, RunSummary(), self.run_id, NOW)
        with self.clock.timing("signatures"):
            index_articles(self.store, self.store.unindexed_articles(), contained)
        for show in self.shows:
            with self.clock.timing("facts"):
                self.changes += len(refresh_facts(self.store, show.id, run_id=self.run_id, now=NOW))
        self.store.finish_run(self.run_id, RunSummary(), status="ok", now=NOW)


def main() -> None:
    """Time every stage and print the table."""
    parser = argparse.ArgumentParser(description="Measures each stage of a page's road.")
    parser.add_argument("--pages", type=Path, help="a checkout of article-extraction-benchmark")
    folder: Path | None = parser.parse_args().pages
    pages, shows = pages_of(folder)
    best: dict[str, list[float]] = {}
    made = set()
    for _ in range(ROUNDS + 1):  # the first fills caches
        with TemporaryDirectory() as scratch, Store.open(Path(scratch) / "bench.db") as store:
            this = Round(store, shows)
            for page in pages:
                article = this.take(page.url, page.html)
                html = page.html.decode("utf-8", "replace")
                with this.clock.timing(BODY):
                    body_of(page.url, article.title, html)
            this.conclude()
        made.add((this.articles, this.claims, this.changes))
        best = {stage: list(map(min, spent, best.get(stage, spent))) for stage, spent in this.clock.spent.items()}
    if len(made) > 1 or min(made)[0] != len({page.url for page in pages}):
        raise SystemExit(f"the rounds did not do the same, or not all, of the work: {sorted(made)}")
    rest = _print_table({stage: sum(spent) / len(pages) for stage, spent in best.items()}, pages, *made)
    kind = "real" if folder else "generated"
    note(f"pipeline, {kind} pages", [Measured(f"{kind} pages: share of all but the body", rest, TARGET, at_most=True)])


def _print_table(costs: dict[str, float], pages: list[Page], made: tuple[int, int, int]) -> float:
    """Prints what each stage costs; returns the share of all but the body."""
    costs["metadata"] = costs.pop(PARSE) - costs[BODY]
    whole = sum(costs.values())
    size = sum(len(page.html) for page in pages) // len(pages) // 1000
    sys.stdout.write(
        "{} pages of {} kB, {} claims, {} changes of facts; best of {} rounds\n".format(
            made[0], size, *made[1:], ROUNDS
        )
        + "".join(f"{stage:16}{costs[stage]:7.2f} ms  {costs[stage] / costs[BODY]:6.2f} of it\n" for stage in STAGES)
        + f"{'together':16}{whole:7.2f} ms\n"
    )
    return (whole - costs[BODY]) / whole


if __name__ == "__main__":
    main()
