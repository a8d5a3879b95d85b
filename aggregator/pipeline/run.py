"""A run: every source that is due, from its URL to stored articles, one source's failure contained in itself.

Drawn as one shell pipe, with what travels between the stages::

    sources due | fetch  | parse   | decide_entry | fetch  | parse | match   | dedupe | claims | store
         Source Response EntryList      EntryStep Response Article ShowMatch Decision Claim    rows

Fetching happens in the fetcher's threads, everything else here, in one thread, which is also the only writer.
Nothing is remembered before it is dealt with: an entry is recorded in the transaction that stores its article, and
a source's validators are kept only when all that it showed has been dealt with. So a run killed at any instant is
made good by the next one, which asks again for exactly what is missing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Protocol

from aggregator.fetch import may_ask_conditionally
from aggregator.models import (
    Config,
    Entry,
    FetchResult,
    Outcome,
    Purpose,
    Request,
    RunSummary,
    Severity,
    Source,
    SourceId,
)
from aggregator.pipeline.answers import Answers
from aggregator.pipeline.archiving import Keeper
from aggregator.pipeline.articles import Articles
from aggregator.pipeline.books import Books
from aggregator.pipeline.containment import visiting
from aggregator.pipeline.ingest import Analyst, Ingest
from aggregator.pipeline.recording import recorded_run
from aggregator.pipeline.visits import Errands, Visit
from aggregator.pipeline.watching import Watch
from aggregator.watch import Shown

if TYPE_CHECKING:
    from aggregator.archive import ArchiveWriter
    from aggregator.fetch import Fetcher
    from aggregator.store import Store


UNCHANGED_TOGETHER = 50
"""Answers without news that are written down in one transaction, which holds others up for some milliseconds."""

MAX_PUT_OFF = timedelta(seconds=1)
"""For no longer than this, and until the next answer, such an answer waits for others."""


class Progress(Protocol):
    """Told how far a run has come; ``total`` grows as sources lead to articles."""

    def __call__(self, done: int, total: int, what: str) -> None:
        """``what`` is the URL just dealt with."""
        ...


def no_progress(done: int, total: int, what: str) -> None:
    """Tells nobody."""


def run_sources(
    config: Config,
    store: Store,
    fetcher: Fetcher,
    *,
    version: str,
    clock: Callable[[], datetime],
    only: Collection[SourceId] = (),
    progress: Progress = no_progress,
    archive: ArchiveWriter | None = None,
) -> RunSummary:
    """Runs every enabled source that is due, or those of ``only`` whether due or not.

    The run and its summary are recorded in ``runs`` however it ends; what was stored before an interruption stays.
    What is answered is kept in ``archive`` before anything is made of it.

    Raises:
        StoreError: The database cannot be written.
        KeyboardInterrupt: Passed on after the run has been recorded as interrupted.
    """
    summary = RunSummary()
    started_at = clock()
    digest = store.save_catalogue(config.shows, config.sources, now=started_at)
    with recorded_run(store, summary, command="run", version=version, started_at=started_at, clock=clock) as run_id:
        ingest = Ingest(store, Analyst(config.shows), summary, run_id, digest, config.settings.keep_unmatched)
        try:
            _Run(config, store, fetcher, ingest, clock, progress, archive).all(only)
        finally:
            store.save_robots(fetcher.robots_files())
            store.save_host_waits(fetcher.waits(), now=clock())
    return summary


class _Run:
    """The state of one run; see the module's docstring for the road that a source takes through it."""

    def __init__(
        self,
        config: Config,
        store: Store,
        fetcher: Fetcher,
        ingest: Ingest,
        clock: Callable[[], datetime],
        progress: Progress,
        archive: ArchiveWriter | None,
    ) -> None:
        self._config = config
        self._store = store
        self._fetcher = fetcher
        self._ingest = ingest
        self._summary = ingest.summary
        self._clock = clock
        self._progress = progress
        self._books = Books(store, ingest.summary, ingest.run_id, clock)
        self._keeper = Keeper(archive, self._books)
        self._watch = Watch(store, ingest.summary, ingest.run_id)
        self._errands = Errands(store, fetcher, clock, ingest.catalogue)
        self._articles = Articles(ingest, self._books, self._errands, config.settings, clock)
        self._answers = Answers(
            store, ingest, self._books, self._errands, self._articles, max_entries=config.settings.max_entries
        )
        self._visits: dict[SourceId, Visit] = {}
        self._done = 0

    def all(self, only: Collection[SourceId]) -> None:
        """Visits the sources, and reads again the articles that are due for it, until nothing is outstanding."""
        self._ingest.read_stored_again(self._config.sources, self._clock())
        due = self._visit_sources(only)
        self._read_again()
        self._receive_all()
        self._keeper.close()
        self._books.settle()
        self._watch.settle(((source, self._shown_by(source)) for source in due), self._clock())
        self._ingest.draw_conclusions(self._clock())
        self._store.forget_log(before=self._clock() - timedelta(seconds=self._config.settings.keep_log_for_s))

    # --- asking ---

    def _visit_sources(self, only: Collection[SourceId]) -> list[Source]:
        due = self._books.due(self._config.sources, only=only)
        self._summary.sources = len(due)
        self._summary.sources_skipped = len(self._config.sources) - len(due)
        for source in due:
            if source.missing_secrets:
                self._pass_over(source)
            else:
                self._visit(source)
        return due

    def _shown_by(self, source: Source) -> Shown:
        return self._visits[source.id].shown if source.id in self._visits else Shown()

    def _visit(self, source: Source) -> None:
        judged_otherwise = self._store.has_entries_put_aside_for_other_shows(source.id, self._ingest.catalogue)
        address = self._books.address_of(source)
        visit = Visit(source, address, self._store.load_resource(address), judged_otherwise)
        self._visits[source.id] = visit
        full_at = self._books.state_of(source).full_at
        conditional = not visit.judged_otherwise and may_ask_conditionally(full_at, self._clock())
        self._errands.ask(visit.url, Purpose.SOURCE, visit, None, conditional=conditional)

    def _pass_over(self, source: Source) -> None:
        """A source whose headers are incomplete is not asked: without its key it would be refused, or show less."""
        names = " and ".join(source.missing_secrets)
        detail = f"the environment has nothing under {names} that could be sent as a header"
        request = Request(source, source.url, Purpose.SOURCE)
        self._books.source_failed(source, FetchResult(request, Outcome.NO_SECRET, Severity.SOFT, ()), detail)

    def _read_again(self) -> None:
        """Asks once more, conditionally, for the pages of young articles: they are rewritten under one address."""
        settings = self._config.settings
        for source_id, url, _ in self._store.due_rereads(
            now=self._clock(), reread_after_s=settings.reread_after_s, reread_for_s=settings.reread_for_s
        ):
            if source_id in self._visits and not self._errands.is_asked(url):
                self._errands.ask(url, Purpose.ARTICLE, self._visits[source_id], None)

    # --- receiving ---

    def _receive_all(self) -> None:
        """Receives results as they come, in their order; what had not changed is written down together.

        That takes a tenth off an hour without news. What a kill loses is asked for again, as all of such a run is.
        """
        unchanged: list[FetchResult] = []
        since = self._clock()
        try:
            for result in self._fetcher.results():
                if result.outcome is not Outcome.NOT_MODIFIED:
                    self._receive_together(unchanged)
                    self._receive(result)
                    continue
                since = since if unchanged else self._clock()
                unchanged.append(result)
                if len(unchanged) == UNCHANGED_TOGETHER or self._clock() - since >= MAX_PUT_OFF:
                    self._receive_together(unchanged)
        finally:
            self._receive_together(unchanged)

    def _receive_together(self, results: list[FetchResult]) -> None:
        """Receives results in one transaction, and empties their list, even where that fails."""
        taken = tuple(results)
        results.clear()
        if taken:
            with self._store.transaction():
                for result in taken:
                    self._receive(result)

    def _receive(self, result: FetchResult) -> None:
        self._books.fetched(result)
        job = self._errands.answered(result)
        self._keeper.keep(result, job, self._clock())
        for visit, entry in job.waiting:
            with visiting(visit, result.request.url, self._books):
                self._deliver(visit, entry, result)
            self._errands.settle(visit)
        self._done += 1
        what = self._store.redacted(result.request.url)
        self._progress(self._done, self._done + self._errands.under_way, what)

    def _deliver(self, visit: Visit, entry: Entry | None, result: FetchResult) -> None:
        if result.request.purpose is Purpose.ARTICLE:
            self._articles.receive(visit, entry, result)
        elif result.request.url == visit.url:
            self._answers.receive(visit, result)
        else:
            self._answers.receive_child(visit, result)
