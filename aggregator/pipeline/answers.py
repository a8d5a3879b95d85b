"""What becomes of a source's answer: whether it is what the source promises, and what is remembered of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from aggregator.errors import ParseError
from aggregator.models import EntryList, FetchResult, Outcome, PageRole, Response, Severity, Source, SourceKind
from aggregator.pipeline.articles import Articles
from aggregator.pipeline.books import Books
from aggregator.pipeline.habits import FullAnswer
from aggregator.pipeline.ingest import Ingest
from aggregator.pipeline.parsing import parse_article, parse_source
from aggregator.pipeline.visits import Errands, Visit, fresh_resource

if TYPE_CHECKING:
    from aggregator.store import Store


class Answers:
    """Receives what sources answer: feeds, listings, sitemaps, and pages that are sources themselves.

    Args:
        max_entries: How many entries of one answer are looked at.
    """

    def __init__(
        self, store: Store, ingest: Ingest, books: Books, errands: Errands, articles: Articles, *, max_entries: int
    ) -> None:
        self._store = store
        self._ingest = ingest
        self._books = books
        self._errands = errands
        self._articles = articles
        self._max_entries = max_entries

    def receive(self, visit: Visit, result: FetchResult) -> None:
        """Takes the answer of the source's own address."""
        visit.shown.recovered = self._books.state_of(visit.source).last_outcome is Outcome.TOO_FEW
        if result.outcome is Outcome.NOT_MODIFIED:
            visit.shown.unchanged = True
            visit.answer = self._errands.renewed(visit, result)
            self._books.source_unchanged(visit.source, result)
        elif result.response is None:
            visit.left_over = True
            self._books.source_failed(visit.source, result, result.detail or result.outcome.replace("_", " "))
        else:
            self._receive_whole(visit, result, result.response)

    def receive_child(self, visit: Visit, result: FetchResult) -> None:
        """Takes a child of a sitemap index: its entries count as the source's own."""
        if result.response is not None:
            listed = self._listed(visit, result.response)
            self._articles.take_entries(visit, replace(listed, more_urls=()))
            visit.shown.awaited -= 1
        elif result.outcome is not Outcome.NOT_MODIFIED:
            visit.left_over = True

    def _receive_whole(self, visit: Visit, result: FetchResult, response: Response) -> None:
        source, before = visit.source, visit.before
        visit.answer = fresh_resource(visit.url, response)
        answer = FullAnswer(source, result.request, response, before, visit.answer)
        if before and before.body_hash == visit.answer.body_hash and not visit.judged_otherwise:
            visit.shown.unchanged = True
            self._books.source_answered(answer, result)
        elif source.kind is SourceKind.PAGE and source.role is PageRole.ARTICLE:
            self._read_page(visit, result, answer)
        else:
            self._read_list(visit, result, answer)

    def _read_page(self, visit: Visit, result: FetchResult, answer: FullAnswer) -> None:
        source = visit.source
        try:
            article = parse_article(answer.response, source, None)
        except ParseError as error:
            self._not_as_promised(visit, result, error.outcome, str(error))
            return
        visit.shown.add_article(article)
        seen_at = answer.response.fetched_at
        self._ingest.take(article, source_id=source.id, seen_at=seen_at, only=source.shows, is_chosen=True)
        self._books.source_answered(answer, result, entries=1)

    def _read_list(self, visit: Visit, result: FetchResult, answer: FullAnswer) -> None:
        try:
            listed = self._listed(visit, answer.response)
        except ParseError as error:
            self._not_as_promised(visit, result, error.outcome, str(error))
            return
        shortfall = _shortfall(visit.source, listed)
        if shortfall is None:
            news = tuple(entry for entry in listed.entries if self._store.redacted(entry.key) not in visit.known)
            self._books.source_answered(replace(answer, news=news), result, entries=len(listed.entries))
        else:
            self._not_as_promised(visit, result, Outcome.TOO_FEW, shortfall, code="too_few_entries")
        self._articles.take_entries(visit, listed)

    def _listed(self, visit: Visit, response: Response) -> EntryList:
        """What an answer shows; what is remembered of that is then in ``visit.known``."""
        listed = parse_source(visit.source, response, max_entries=self._max_entries)
        keys = (self._store.redacted(entry.key) for entry in listed.entries)
        visit.known |= self._store.load_entries(visit.source.id, keys)
        return listed

    def _not_as_promised(
        self, visit: Visit, result: FetchResult, outcome: str, detail: str, code: str | None = None
    ) -> None:
        """The source answered, but not with what it should; it is asked in full until it does."""
        visit.left_over = True
        self._books.issue(visit.source, visit.url, code or outcome, detail)
        failed = replace(result, outcome=Outcome(outcome), severity=Severity.SOFT)
        self._books.source_failed(visit.source, failed, detail)


def _shortfall(source: Source, listed: EntryList) -> str | None:
    """What is missing where a source shows fewer entries than it should; None where it shows enough."""
    count = len(listed.entries)
    if count >= source.least_entries or listed.more_urls:
        return None
    return f"{count} entries where at least {source.least_entries} are expected; has the page or its selectors changed?"
