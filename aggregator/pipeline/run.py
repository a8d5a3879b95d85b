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

import os
import traceback
from collections.abc import Callable, Collection
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from aggregator.errors import ParseError, StoreError
from aggregator.models import (
    Config,
    Entry,
    EntryList,
    EntryState,
    FetchResult,
    KnownEntry,
    Outcome,
    PageRole,
    Purpose,
    Response,
    RunSummary,
    Severity,
    Source,
    SourceId,
    SourceKind,
)
from aggregator.pipeline.books import Books
from aggregator.pipeline.entries import MAX_ENTRY_FAILURES, EntryStep, decide_entry
from aggregator.pipeline.ingest import Analyst, Ingest
from aggregator.pipeline.parsing import article_from_entry, parse_article, parse_source
from aggregator.pipeline.visits import Errands, Visit, fresh_resource
from aggregator.urls import canonicalize_url

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aggregator.fetch import Fetcher
    from aggregator.store import Store

MAX_CHILD_SITEMAPS = 5
"""Of a sitemap index only the newest children are read: the others hold what was published long ago."""

CUT_SHORT = "partial"
"""A parser's warning that the answer ended before its end: what is missing must be asked for again."""

UNASKED = frozenset({Outcome.DISALLOWED, Outcome.REFUSED})
"""How a request ends that our own rules forbid: asking again in an hour would end no other way."""


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
) -> RunSummary:
    """Runs every enabled source that is due, or those of ``only`` whether due or not.

    The run and its summary are recorded in ``runs`` however it ends; what was stored before an interruption stays.

    Raises:
        StoreError: The database cannot be written.
        KeyboardInterrupt: Passed on after the run has been recorded as interrupted.
    """
    summary = RunSummary()
    started_at = clock()
    digest = store.save_catalogue(config.shows, config.sources, now=started_at)
    run_id = store.begin_run(command="run", version=version, pid=os.getpid(), now=started_at)
    ingest = Ingest(store, Analyst(config.shows), summary, run_id, digest, config.settings.keep_unmatched)
    status = "crashed"
    try:
        _Run(config, store, fetcher, ingest, clock, progress).all(only)
        status = "failed" if summary.failures or summary.unexpected else "ok"
    except KeyboardInterrupt:
        status = "interrupted"
        raise
    finally:
        store.save_robots(fetcher.robots_files())
        store.finish_run(run_id, summary, status=status, now=clock())
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
    ) -> None:
        self._config = config
        self._settings = config.settings
        self._store = store
        self._fetcher = fetcher
        self._ingest = ingest
        self._summary = ingest.summary
        self._books = Books(store, ingest.summary, ingest.run_id, clock)
        self._clock = clock
        self._progress = progress
        self._visits: dict[SourceId, Visit] = {}
        self._errands = Errands(store, fetcher, clock)
        self._done = 0

    def all(self, only: Collection[SourceId]) -> None:
        """Visits the sources, and reads again the articles that are due for it, until nothing is outstanding."""
        self._ingest.read_stored_again(self._config.sources, self._clock())
        self._visit_sources(only)
        self._read_again()
        for result in self._fetcher.results():
            self._receive(result)
        self._books.settle()
        self._ingest.draw_conclusions(self._clock())

    # --- asking ---

    def _visit_sources(self, only: Collection[SourceId]) -> None:
        due = self._books.due(self._config.sources, only=only)
        self._summary.sources = len(due)
        self._summary.sources_skipped = len(self._config.sources) - len(due)
        for source in due:
            visit = Visit(source, self._store.load_entries(source.id))
            self._visits[source.id] = visit
            self._errands.ask(source.url, Purpose.SOURCE, visit, None, conditional=not self._judged_otherwise(visit))

    def _judged_otherwise(self, visit: Visit) -> bool:
        """Whether entries were put aside under another list of shows, so that "not modified" would hide them."""
        return any(
            known.state is EntryState.UNMATCHED and known.catalogue != self._ingest.catalogue
            for known in visit.known.values()
        )

    def _read_again(self) -> None:
        """Asks once more, conditionally, for the pages of young articles: they are rewritten under one address."""
        for source_id, url, _ in self._store.due_rereads(
            now=self._clock(),
            reread_after_s=self._settings.reread_after_s,
            reread_for_s=self._settings.reread_for_s,
        ):
            if source_id in self._visits and not self._errands.is_asked(url):
                self._errands.ask(url, Purpose.ARTICLE, self._visits[source_id], None)

    # --- receiving ---

    def _receive(self, result: FetchResult) -> None:
        self._books.fetched(result)
        for visit, entry in self._errands.answered(result).waiting:
            with self._contained(visit, result.request.url):
                self._deliver(visit, entry, result)
            self._errands.settle(visit)
        self._done += 1
        what = self._store.redacted(result.request.url)
        self._progress(self._done, self._done + self._errands.under_way, what)

    def _deliver(self, visit: Visit, entry: Entry | None, result: FetchResult) -> None:
        if result.request.purpose is Purpose.ARTICLE:
            self._receive_article(visit, entry, result)
        elif result.request.url == visit.source.url:
            self._receive_source(visit, result)
        else:
            self._receive_child(visit, result)

    @contextmanager
    def _contained(self, visit: Visit, url: str) -> Iterator[None]:
        """Keeps one answer's trouble to itself: recorded, and the run goes on; a broken database ends the run."""
        try:
            yield
        except ParseError as error:
            visit.left_over = True
            self._books.issue(visit.source, url, error.outcome, str(error))
        except StoreError:
            raise
        except Exception:  # noqa: BLE001 - a bug met in one article must not cost the others; its traceback is kept
            visit.left_over = True
            self._summary.unexpected += 1
            self._books.issue(visit.source, url, Outcome.UNEXPECTED, traceback.format_exc(limit=20))
            self._books.fail(visit.source, f"an error of this program on {url}; its traceback is in the table issues")

    def _receive_source(self, visit: Visit, result: FetchResult) -> None:
        if result.outcome is Outcome.NOT_MODIFIED:
            visit.answer = self._errands.renewed(result)
            self._books.source_answered(visit.source, result)
        elif result.response is None:
            visit.left_over = True
            self._books.source_failed(visit.source, result, result.detail or result.outcome.replace("_", " "))
        else:
            self._read_source(visit, result, result.response)

    def _read_source(self, visit: Visit, result: FetchResult, response: Response) -> None:
        source = visit.source
        before = self._store.load_resource(source.url)
        visit.answer = fresh_resource(source.url, response)
        if before and before.body_hash == visit.answer.body_hash and not self._judged_otherwise(visit):
            self._books.source_answered(source, result)
            return
        try:
            if source.kind is SourceKind.PAGE and source.role is PageRole.ARTICLE:
                self._ingest.take(
                    parse_article(response, source, None),
                    source_id=source.id,
                    seen_at=response.fetched_at,
                    only=source.shows,
                    is_chosen=True,
                )
                self._books.source_answered(source, result, entries=1)
                return
            listed = parse_source(source, response, max_entries=self._settings.max_entries)
        except ParseError as error:
            self._not_as_expected(visit, result, Outcome(error.outcome), error.outcome, str(error))
            return
        shortfall = _shortfall(source, listed)
        if shortfall is None:
            self._books.source_answered(source, result, entries=len(listed.entries))
        else:
            self._not_as_expected(visit, result, Outcome.TOO_FEW, "too_few_entries", shortfall)
        self._take_entries(visit, listed)

    def _not_as_expected(self, visit: Visit, result: FetchResult, outcome: Outcome, code: str, detail: str) -> None:
        """The source answered, but not with what it should; it is asked in full until it does."""
        visit.left_over = True
        self._books.issue(visit.source, visit.source.url, code, detail)
        self._books.source_failed(visit.source, replace(result, outcome=outcome, severity=Severity.SOFT), detail)

    def _receive_child(self, visit: Visit, result: FetchResult) -> None:
        """A child of a sitemap index: its entries count as the source's own."""
        if result.response is not None:
            listed = parse_source(visit.source, result.response, max_entries=self._settings.max_entries)
            self._take_entries(visit, replace(listed, more_urls=()))
        elif result.outcome is not Outcome.NOT_MODIFIED:
            visit.left_over = True

    # --- entries ---

    def _take_entries(self, visit: Visit, listed: EntryList) -> None:
        self._summary.entries += len(listed.entries)
        self._books.warnings(visit.source, listed.warnings)
        visit.left_over |= any(warning.code == CUT_SHORT for warning in listed.warnings)
        for entry in listed.entries:
            with self._contained(visit, entry.url or visit.source.url):
                self._take_entry(visit, entry)
        for url in listed.more_urls[:MAX_CHILD_SITEMAPS]:
            self._errands.ask(url, Purpose.SOURCE, visit, None, conditional=False)

    def _take_entry(self, visit: Visit, entry: Entry) -> None:
        known, catalogue = self._known(visit, entry), self._ingest.catalogue
        names_show = self._ingest.analyst.names_show
        match decide_entry(entry, known, visit.source, catalogue=catalogue, names_show=names_show):
            case EntryStep.SKIP:
                return
            case EntryStep.PUT_ASIDE:
                self._ingest.put_aside(visit.source.id, entry=entry, now=self._clock())
            case EntryStep.TAKE_FROM_FEED:
                self._take_from_feed(visit, entry)
            case EntryStep.ASK_FOR_PAGE if entry.url is not None:
                self._ask_for_page(visit, entry, entry.url, known)

    def _known(self, visit: Visit, entry: Entry) -> KnownEntry | None:
        """What is remembered of an entry; its key, as every text, is stored without secrets."""
        return visit.known.get(self._store.redacted(entry.key))

    def _ask_for_page(self, visit: Visit, entry: Entry, url: str, known: KnownEntry | None) -> None:
        if known is None and self._ingest.meet_again(
            canonicalize_url(url), source_id=visit.source.id, seen_at=self._clock(), entry=entry
        ):
            return
        if visit.pages >= self._settings.max_pages_per_source:
            visit.left_over = True
            return
        visit.pages += 1
        # The page of an entry that was put aside, or never read, is needed whole.
        conditional = known is not None and known.state is EntryState.ARTICLE
        self._errands.ask(url, Purpose.ARTICLE, visit, entry, conditional=conditional)

    def _take_from_feed(self, visit: Visit, entry: Entry) -> None:
        source, now = visit.source, self._clock()
        article = article_from_entry(entry, source)
        if article is None:
            self._books.issue(source, entry.url or source.url, "empty_entry", "neither a link nor any text")
        else:
            self._ingest.take(article, source_id=source.id, seen_at=now, only=source.shows, entry=entry)

    # --- articles ---

    def _receive_article(self, visit: Visit, entry: Entry | None, result: FetchResult) -> None:
        if result.outcome is Outcome.NOT_MODIFIED:
            self._ingest.unchanged(visit.source.id, entry=entry, resource=self._errands.renewed(result))
        elif result.response is None:
            self._page_failed(visit, entry, for_good=result.outcome in UNASKED or result.severity is Severity.PERMANENT)
        else:
            self._read_article(visit, entry, result.request.url, result.response)

    def _read_article(self, visit: Visit, entry: Entry | None, url: str, response: Response) -> None:
        source = visit.source
        try:
            article = parse_article(response, source, entry)
        except ParseError as error:
            self._books.issue(source, url, error.outcome, str(error))
            self._page_failed(visit, entry, for_good=True)
            return
        self._ingest.take(
            article,
            source_id=source.id,
            seen_at=response.fetched_at,
            only=source.shows,
            entry=entry,
            resource=fresh_resource(url, response),
        )

    def _page_failed(self, visit: Visit, entry: Entry | None, *, for_good: bool) -> None:
        """Stores what the source itself carries of an article whose page cannot be had; the page is tried again."""
        if entry is None:
            return
        known = self._known(visit, entry)
        failures = (known.failures if known else 0) + 1
        if for_good:
            failures = MAX_ENTRY_FAILURES
        visit.left_over |= failures < MAX_ENTRY_FAILURES
        if entry.summary or entry.content_html:
            self._take_from_feed(visit, entry)
        self._ingest.failed(visit.source.id, entry=entry, failures=failures, now=self._clock())


def _shortfall(source: Source, listed: EntryList) -> str | None:
    """What is missing where a source shows fewer entries than it should; None where it shows enough."""
    # A news sitemap lists two days, in which a small site may have nothing to tell; any other source keeps its last.
    least = source.expect_min or (0 if source.kind is SourceKind.SITEMAP else 1)
    count = len(listed.entries)
    if count >= least or listed.more_urls:
        return None
    return f"{count} entries where at least {least} are expected; has the page or its selectors changed?"
