"""What is under way in a run: the visit to each source, and each request with everyone who waits for its answer."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from aggregator.models import Entry, FetchResult, KnownEntry, Purpose, Request, Resource, Response, Source, Validators
from aggregator.watch import Shown

if TYPE_CHECKING:
    from aggregator.fetch import Fetcher
    from aggregator.store import Store


@dataclass(slots=True)
class Visit:
    """One source in this run: what it showed and how much of that is still under way."""

    source: Source
    url: str
    """Where the source is asked: its own address, or the one that it has moved to."""
    before: Resource | None = None
    """What is remembered of that address from earlier answers."""
    judged_otherwise: bool = False
    """Entries were put aside under another list of shows, so that "not modified" would hide them."""
    known: dict[str, KnownEntry] = field(default_factory=dict)
    """What is remembered of the entries that it shows now, by key."""
    under_way: int = 0
    pages: int = 0
    left_over: bool = False
    """Something was not dealt with, so the source must be asked again in full."""
    answer: Resource | None = None
    """What to remember of the source's own URL, once everything that it showed has been dealt with."""
    shown: Shown = field(default_factory=Shown)
    """What it is judged by once the run is done."""


@dataclass(slots=True)
class Job:
    """One request under way and everyone who waits for its answer."""

    request: Request
    waiting: list[tuple[Visit, Entry | None]] = field(default_factory=list)


class Errands:
    """Sends requests off, conditionally where that is possible, and remembers of their answers what the next run needs.

    One address is asked for once, however many sources lead to it.
    """

    def __init__(self, store: Store, fetcher: Fetcher, clock: Callable[[], datetime], catalogue: str) -> None:
        """``catalogue`` is the digest of the list of shows, as of ``save_catalogue``."""
        self._store = store
        self._fetcher = fetcher
        self._clock = clock
        self._catalogue = catalogue
        self._jobs: dict[str, Job] = {}

    @property
    def under_way(self) -> int:
        """How many requests have not been answered."""
        return len(self._jobs)

    def ask(self, url: str, purpose: Purpose, visit: Visit, entry: Entry | None, *, conditional: bool = True) -> None:
        """Submits a request, or joins the one that is under way for the same address."""
        job = self._jobs.get(url)
        if job is None:
            resource = self._before(visit, url) if conditional else None
            validators = resource.validators if resource else Validators()
            job = self._jobs[url] = Job(Request(visit.source, url, purpose, validators))
            self._fetcher.submit(job.request)
        job.waiting.append((visit, entry))
        visit.under_way += 1

    def is_asked(self, url: str) -> bool:
        """Whether the address is being asked for."""
        return url in self._jobs

    def answered(self, result: FetchResult) -> Job:
        """The request that the result ends."""
        return self._jobs.pop(result.request.url)

    def settle(self, visit: Visit) -> None:
        """Counts one answer as dealt with; keeps the source's validators once all are, and not before."""
        visit.under_way -= 1
        if visit.under_way == 0 and visit.answer is not None and not visit.left_over:
            with self._store.transaction():
                self._store.save_resource(visit.answer)
                if visit.judged_otherwise:
                    self._store.save_catalogue_of_source(visit.source.id, self._catalogue)
            visit.answer = None

    def renewed(self, visit: Visit, result: FetchResult) -> Resource:
        """What is remembered of a URL after a 304: as before, with the validators that came along."""
        before = self._before(visit, result.request.url)
        return Resource(
            url=result.request.url,
            validators=result.validators,
            body_hash=before.body_hash if before else None,
            fetched_at=self._clock(),
            article_id=before.article_id if before else None,
        )

    def _before(self, visit: Visit, url: str) -> Resource | None:
        return visit.before if url == visit.url else self._store.load_resource(url)


def fresh_resource(url: str, response: Response) -> Resource:
    """What to remember of a URL that has just been answered in full."""
    return Resource(
        url=url,
        validators=response.validators,
        body_hash=hashlib.sha256(response.body).hexdigest(),
        fetched_at=response.fetched_at,
    )
