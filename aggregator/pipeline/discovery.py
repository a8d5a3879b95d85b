"""Where a site can be followed: its feed, by its own word or in a usual place, or the page that lists its articles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin

from aggregator.errors import ParseError
from aggregator.models import FetchResult, Outcome, Response, Source, SourceKind
from aggregator.pipeline.ingest import Analyst
from aggregator.pipeline.parsing import feed_links, kind_of_answer
from aggregator.pipeline.trial import NO_KIND, Trial, ask_source, read_answer, why_not

if TYPE_CHECKING:
    from aggregator.fetch import Fetcher

MAX_NAMED: Final = 4
"""Feeds that a page names and that are asked for, until one is a feed."""

USUAL_PLACES: Final = ("/feed/", "/rss.xml", "/feed.xml", "/atom.xml", "/rss", "/index.xml", "/feed.json")
"""Asked for in turn where a page names no feed: WordPress, Hugo, Jekyll, Ghost and others have theirs there."""

MIN_LISTED: Final = 3
"""A page with fewer links that look like articles' is no listing."""

_NEVER_THERE: Final = frozenset({Outcome.POSTPONED, Outcome.DNS_FAILED, Outcome.CONNECT_FAILED, Outcome.TLS_FAILED})
"""After these the same host need not be asked for anything else."""


@dataclass(frozen=True, slots=True)
class Discovery:
    """What was found at, or by way of, an address.

    ``trial`` is None where nothing was; ``tried`` says of each address that was asked why it is not what was looked
    for; ``others`` are further feeds that the page names.
    """

    trial: Trial | None = None
    tried: tuple[tuple[str, str], ...] = ()
    others: tuple[str, ...] = ()


def discover(address: Source, fetcher: Fetcher, analyst: Analyst, *, max_entries: int, max_pages: int = 1) -> Discovery:
    """The source that an address is, or leads to.

    That is itself where it is a feed or a sitemap, else a feed that it names, a feed in a usual place, or itself as a
    listing page.

    Args:
        address: What the user knows of the source: its URL; the kind is found out.
        fetcher: Asks, one thing at a time and by way of robots.txt.
        analyst: Knows the followed shows.
        max_entries: So many are looked at.
        max_pages: So many articles' pages are read of what is found.
    """
    result = ask_source(fetcher, address)
    if result.response is None:
        return Discovery(tried=((address.url, why_not(result)),))
    kind = kind_of_answer(result.response)
    if kind is None:
        return Discovery(tried=((address.url, NO_KIND),))
    search = _Search(address, fetcher, analyst, max_entries, max_pages)
    if kind is not SourceKind.PAGE:
        return search.ended(search.read(result, result.response, kind))
    return search.from_page(result, result.response)


class _Search:
    """The state of one search; what was tried in vain is noted in ``tried``."""

    def __init__(self, address: Source, fetcher: Fetcher, analyst: Analyst, max_entries: int, max_pages: int) -> None:
        self._address = address
        self._fetcher = fetcher
        self._analyst = analyst
        self._max_entries = max_entries
        self._max_pages = max_pages
        self.tried: dict[str, str] = {}
        self._is_hopeless = False

    def from_page(self, result: FetchResult, response: Response) -> Discovery:
        """By way of a page: first what it names, then the usual places, then itself."""
        try:
            named = [link.url for link in feed_links(response)]
        except ParseError:
            named = []
        for url in (*named[:MAX_NAMED], *([] if named else _usual_places(response.url))):
            trial = self._feed_at(url)
            if trial is not None:
                return self.ended(trial, tuple(other for other in named if other != url))
            if self._is_hopeless:
                break
        trial = self.read(result, response, SourceKind.PAGE)
        if trial is not None and len(trial.entries) < MIN_LISTED:
            self.tried[response.url] = "names no feed, and has too few links that look like articles'"
            trial = None
        return self.ended(trial)

    def read(self, result: FetchResult, response: Response, kind: SourceKind) -> Trial | None:
        """What a source of that kind would make of the answer; None where it can make nothing of it."""
        moved = response.url if response.permanent_redirect else result.request.url
        source = replace(self._address, kind=kind, url=moved)
        trial = read_answer(
            source,
            result,
            response,
            self._fetcher,
            self._analyst,
            max_entries=self._max_entries,
            max_pages=self._max_pages,
        )
        if trial.problem is None:
            return trial
        self.tried[result.request.url] = trial.problem
        return None

    def ended(self, trial: Trial | None, others: tuple[str, ...] = ()) -> Discovery:
        """What the search has come to."""
        return Discovery(trial, tuple(self.tried.items()), others)

    def _feed_at(self, url: str) -> Trial | None:
        result = ask_source(self._fetcher, replace(self._address, url=url))
        self._is_hopeless = result.outcome in _NEVER_THERE
        if result.response is None:
            self.tried[url] = why_not(result)
        elif kind_of_answer(result.response) is not SourceKind.FEED:
            self.tried[url] = "is no feed"
        else:
            return self.read(result, result.response, SourceKind.FEED)
        return None


def _usual_places(page: str) -> Iterator[str]:
    """Below the section that the page is, then below the root of its site."""
    section = urljoin(page if page.endswith("/") else f"{page}/", "feed/")
    yield from dict.fromkeys((section, *(urljoin(page, place) for place in USUAL_PLACES)))
