"""From the entries that a source shows to stored articles: what is skipped, taken as it is, or asked for, and read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from aggregator.errors import ParseError
from aggregator.models import (
    Article,
    Entry,
    EntryList,
    EntryState,
    FetchResult,
    KnownEntry,
    Outcome,
    Purpose,
    Response,
    Settings,
    Severity,
)
from aggregator.pipeline.books import Books
from aggregator.pipeline.carried import CarriedArticles
from aggregator.pipeline.containment import visiting
from aggregator.pipeline.entries import MAX_ENTRY_FAILURES, EntryStep, decide_entry, is_settled
from aggregator.pipeline.ingest import Ingest, Reading
from aggregator.pipeline.parsing import ParserSparedError, article_from_entry, parse_article
from aggregator.pipeline.visits import Errands, Visit, fresh_resource
from aggregator.urls import canonicalize_url

MAX_CHILD_SITEMAPS = 5
"""Of a sitemap index only the newest children are read: the others hold what was published long ago."""

CUT_SHORT = "partial"
"""A parser's warning that the answer ended before its end: what is missing must be asked for again."""

SELECTOR_MISSED = "selector_no_match"
"""A parser's warning that the selector for links finds nothing on the page."""

MAX_TOGETHER = 100
"""Entries that are stored in one transaction, which holds others up for some hundredths of a second."""

UNASKED = frozenset({Outcome.DISALLOWED, Outcome.REFUSED})
"""How a request ends that our own rules forbid: asking again in an hour would end no other way."""


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is to be done with an entry; ``article`` is the one that its feed carries, ``reading`` what it says."""

    entry: Entry
    step: EntryStep
    article: Article | None
    reading: Reading | None


class Articles:
    """Takes entries, asks for pages, and hands on what becomes of them; one entry's trouble is its own."""

    def __init__(
        self, ingest: Ingest, books: Books, errands: Errands, settings: Settings, clock: Callable[[], datetime]
    ) -> None:
        self._ingest = ingest
        self._books = books
        self._errands = errands
        self._settings = settings
        self._clock = clock

    def take_entries(self, visit: Visit, listed: EntryList) -> None:
        """Deals with everything that an answer of a source shows."""
        self._ingest.summary.entries += len(listed.entries)
        self._books.warnings(visit.source, listed.warnings)
        self._note_shown(visit, listed)
        visit.left_over |= visit.shown.cut_short
        carried = CarriedArticles(
            visit.source, (entry for entry in listed.entries if not self._is_dealt_with(visit, entry))
        )
        for start in range(0, len(listed.entries), MAX_TOGETHER):
            self._take_together(visit, listed.entries[start : start + MAX_TOGETHER], carried)
        for url in listed.more_urls[:MAX_CHILD_SITEMAPS]:
            self._errands.ask(url, Purpose.SOURCE, visit, None, conditional=False)

    def _note_shown(self, visit: Visit, listed: EntryList) -> None:
        shown, codes = visit.shown, {warning.code for warning in listed.warnings}
        shown.cut_short |= CUT_SHORT in codes
        shown.selector_missed |= SELECTOR_MISSED in codes
        shown.awaited += len(listed.more_urls[:MAX_CHILD_SITEMAPS])
        shown.add_entries(listed.entries, visit.source.kind, is_known=lambda entry: self._known(visit, entry))

    def receive(self, visit: Visit, entry: Entry | None, result: FetchResult) -> None:
        """Takes the answer of a page that ``entry`` led to, or, where that is None, of one that is read again."""
        if result.outcome is Outcome.NOT_MODIFIED:
            self._ingest.unchanged(visit.source.id, entry=entry, resource=self._errands.renewed(visit, result))
        elif result.response is None:
            self._page_failed(visit, entry, for_good=result.outcome in UNASKED or result.severity is Severity.PERMANENT)
        else:
            self._read(visit, entry, result.request.url, result.response)

    def _take_together(self, visit: Visit, entries: Sequence[Entry], carried: CarriedArticles) -> None:
        """Deals with entries in one transaction, after all that takes time has been done."""
        planned: list[_Plan] = []
        for entry in entries:
            with visiting(visit, entry.url or visit.url, self._books):
                planned.append(self._plan(visit, entry, carried))
        planned = [plan for plan in planned if plan.step is not EntryStep.SKIP]
        if not planned:
            return
        with self._ingest.store.transaction():
            for plan in planned:
                with visiting(visit, plan.entry.url or visit.url, self._books):
                    self._carry_out(visit, plan)

    def _plan(self, visit: Visit, entry: Entry, carried: CarriedArticles) -> _Plan:
        step = decide_entry(
            entry,
            self._known(visit, entry),
            visit.source,
            catalogue=self._ingest.catalogue,
            names_show=self._ingest.analyst.names_show,
            is_whole=carried.is_whole,
        )
        article = carried.article(entry) if step is EntryStep.TAKE_FROM_FEED else None
        reading = None if article is None else self._ingest.analyst.read(article, only=visit.source.shows)
        return _Plan(entry, step, article, reading)

    def _carry_out(self, visit: Visit, plan: _Plan) -> None:
        entry = plan.entry
        match plan.step:
            case EntryStep.PUT_ASIDE:
                self._ingest.put_aside(visit.source.id, entry=entry, now=self._clock())
            case EntryStep.TAKE_FROM_FEED:
                self._take_from_feed(visit, entry, plan.article, plan.reading)
            case EntryStep.ASK_FOR_PAGE if entry.url is not None:
                self._ask_for_page(visit, entry, entry.url, self._known(visit, entry))

    def _known(self, visit: Visit, entry: Entry) -> KnownEntry | None:
        """What is remembered of an entry; its key, as every text, is stored without secrets."""
        return visit.known.get(self._ingest.store.redacted(entry.key))

    def _is_dealt_with(self, visit: Visit, entry: Entry) -> bool:
        known = self._known(visit, entry)
        return known is not None and is_settled(known, entry, self._ingest.catalogue)

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

    def _take_from_feed(
        self, visit: Visit, entry: Entry, article: Article | None, reading: Reading | None = None
    ) -> None:
        source, now = visit.source, self._clock()
        if article is None:
            self._books.issue(source, entry.url or visit.url, "empty_entry", "neither a link nor any text")
        else:
            visit.shown.add_article(article)
            self._ingest.take(
                article, source_id=source.id, seen_at=now, only=source.shows, entry=entry, reading=reading
            )

    def _read(self, visit: Visit, entry: Entry | None, url: str, response: Response) -> None:
        source = visit.source
        try:
            article = parse_article(response, source, entry)
        except ParseError as error:
            self._books.issue(source, url, error.outcome, str(error))
            self._page_failed(visit, entry, for_good=not isinstance(error, ParserSparedError))
            return
        if entry is not None:
            visit.shown.add_article(article)
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
            self._take_from_feed(visit, entry, article_from_entry(entry, visit.source))
        else:
            visit.shown.miss_article()
        self._ingest.failed(visit.source.id, entry=entry, failures=failures, now=self._clock())
