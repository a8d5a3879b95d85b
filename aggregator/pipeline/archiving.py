"""Keeps what a run is answered, for ``aggregator backfill``; what cannot be kept costs no article."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

from aggregator.models import Circumstances, Exchange, FetchResult, Outcome, Purpose, Source, Waiter
from aggregator.pipeline.visits import Job

if TYPE_CHECKING:
    from aggregator.archive import ArchiveWriter
    from aggregator.pipeline.books import Books


class Keeper:
    """Writes the answers of one run to its archive; after the first failure to write it keeps nothing more.

    Args:
        archive: None keeps nothing.
        books: Where a failure is recorded, once.
    """

    def __init__(self, archive: ArchiveWriter | None, books: Books) -> None:
        self._archive = archive
        self._books = books

    def keep(self, result: FetchResult, job: Job, now: datetime) -> None:
        """Keeps an answer, or that a page could not be had, with everyone who waited for it."""
        if self._archive is not None and _is_worth_keeping(result):
            with self._one_failure_at_most(result.request.source, result.request.url):
                self._archive.keep(exchange_of(result, job, now))

    def close(self) -> None:
        """Ends the archive's last file; a run that is interrupted need not, as every record is written at once."""
        if self._archive is not None:
            with self._one_failure_at_most(None, None):
                self._archive.close()

    @contextmanager
    def _one_failure_at_most(self, source: Source | None, url: str | None) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            self._archive = None
            detail = f"what is fetched cannot be kept: {error.strerror or error}; nothing more is, in this run"
            self._books.issue(source, url, "archive_failed", detail)
            self._books.notice("settings.archive", detail)


def _is_worth_keeping(result: FetchResult) -> bool:
    """A source that did not answer shows nothing; of an article's page it counts that it could not be had."""
    is_page = result.request.purpose is Purpose.ARTICLE
    return result.response is not None or result.outcome is Outcome.NOT_MODIFIED or is_page


def exchange_of(result: FetchResult, job: Job, now: datetime) -> Exchange:
    """The record of a request with its end.

    Args:
        result: How it ended.
        job: Who waited for it.
        now: When that was, where no answer says it.
    """
    response = result.response
    told = Circumstances(
        url=result.request.url,
        purpose=result.request.purpose,
        outcome=result.outcome,
        severity=result.severity,
        waiting=tuple(Waiter(visit.source.id, entry) for visit, entry in job.waiting),
        redirects=response.redirects if response else (),
        permanent_redirect=response.permanent_redirect if response else False,
    )
    return Exchange(told, response.fetched_at if response else now, response)
