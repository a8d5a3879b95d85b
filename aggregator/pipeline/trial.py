"""What a source yields now, step by step as a run would take it, with nothing stored."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from aggregator.errors import ParseError
from aggregator.models import (
    Article,
    Entry,
    EntryList,
    FetchResult,
    KnownEntry,
    PageRole,
    Purpose,
    Request,
    Response,
    ShowMatch,
    Source,
    SourceKind,
)
from aggregator.pipeline.entries import EntryStep, decide_entry
from aggregator.pipeline.ingest import Analyst, Reading
from aggregator.pipeline.parsing import (
    article_from_entry,
    kind_of_answer,
    parse_article,
    parse_source,
    probe_links,
    probe_page,
)

if TYPE_CHECKING:
    from aggregator.fetch import Fetcher
    from aggregator.parse import Found

Remembered = Callable[[Iterable[str]], Mapping[str, KnownEntry]]
"""From keys of entries to what is remembered of them."""

NO_KIND: Final = "is nothing that can be a source: no feed, no sitemap and no HTML page"


@dataclass(frozen=True, slots=True)
class TriedEntry:
    """An entry, what a run would do with it, and the followed shows that its headline or what it carries names."""

    entry: Entry
    step: EntryStep
    matches: tuple[ShowMatch, ...] = ()


@dataclass(frozen=True, slots=True)
class TriedPage:
    """An article's page: what was read from it, or why nothing was; ``selectors`` are those for articles."""

    result: FetchResult
    article: Article | None = None
    reading: Reading | None = None
    selectors: tuple[Found, ...] = ()
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of asking a source. ``problem`` says why there is nothing, where there should be something."""

    source: Source
    result: FetchResult
    listed: EntryList | None = None
    entries: tuple[TriedEntry, ...] = ()
    selectors: tuple[Found, ...] = ()
    pages: tuple[TriedPage, ...] = ()
    problem: str | None = None


def try_source(
    source: Source,
    fetcher: Fetcher,
    analyst: Analyst,
    *,
    remembered: Remembered | None = None,
    catalogue: str = "",
    max_entries: int,
    max_pages: int = 1,
    guess_kind: bool = False,
) -> Trial:
    """Asks a source in full, and reads some of the pages that it leads to.

    Args:
        source: Where to ask.
        fetcher: Asks, by way of the gate and robots.txt.
        analyst: Knows the followed shows.
        remembered: What earlier runs know of its entries; None where there was none.
        catalogue: Digest of the followed shows, as in ``decide_entry``.
        max_entries: So many are looked at.
        max_pages: Of the articles that a run would ask for, so many are; the first ones.
        guess_kind: ``source`` is no more than an address: what answers decides on its kind.
    """
    result = ask_source(fetcher, source)
    if result.response is None:
        return Trial(source, result, problem=why_not(result))
    if guess_kind:
        kind = kind_of_answer(result.response)
        if kind is None:
            return Trial(source, result, problem=NO_KIND)
        source = replace(source, kind=kind)
    return read_answer(
        source,
        result,
        result.response,
        fetcher,
        analyst,
        remembered=remembered,
        catalogue=catalogue,
        max_entries=max_entries,
        max_pages=max_pages,
    )


def read_answer(
    source: Source,
    result: FetchResult,
    response: Response,
    fetcher: Fetcher,
    analyst: Analyst,
    *,
    remembered: Remembered | None = None,
    catalogue: str = "",
    max_entries: int,
    max_pages: int = 1,
) -> Trial:
    """``try_source`` for a source that has answered with ``response``."""
    if source.kind is SourceKind.PAGE and source.role is PageRole.ARTICLE:
        page = _read_page(source, result, None, analyst)
        return Trial(source, result, pages=(page,), problem=page.problem)
    try:
        listed = parse_source(source, response, max_entries=max_entries)
        selectors = probe_links(source, response) if source.kind is SourceKind.PAGE else ()
    except ParseError as error:
        return Trial(source, result, problem=str(error))
    known = remembered(entry.key for entry in listed.entries) if remembered else {}
    entries = tuple(_judge(entry, known.get(entry.key), source, analyst, catalogue) for entry in listed.entries)
    wanted = [tried.entry for tried in entries if tried.step is EntryStep.ASK_FOR_PAGE]
    pages = tuple(
        _read_page(source, _ask(fetcher, source, entry.url, Purpose.ARTICLE), entry, analyst)
        for entry in wanted[:max_pages]
        if entry.url is not None
    )
    return Trial(source, result, listed, entries, selectors, pages, _shortage(source, listed))


def ask_source(fetcher: Fetcher, source: Source) -> FetchResult:
    """What the source's own address answers, asked in full."""
    return _ask(fetcher, source, source.url, Purpose.SOURCE)


def why_not(result: FetchResult) -> str:
    """Why a request has no answer."""
    return result.detail or str(result.outcome).replace("_", " ")


def _ask(fetcher: Fetcher, source: Source, url: str, purpose: Purpose) -> FetchResult:
    fetcher.submit(Request(source, url, purpose))
    return next(fetcher.results())


def _judge(entry: Entry, known: KnownEntry | None, source: Source, analyst: Analyst, catalogue: str) -> TriedEntry:
    step = decide_entry(entry, known, source, catalogue=catalogue, names_show=analyst.names_show)
    carried = article_from_entry(entry, source) if step is EntryStep.TAKE_FROM_FEED else None
    text = carried.text if carried else entry.summary
    return TriedEntry(entry, step, analyst.match(entry.title, text, only=source.shows))


def _read_page(source: Source, result: FetchResult, entry: Entry | None, analyst: Analyst) -> TriedPage:
    if result.response is None:
        return TriedPage(result, problem=why_not(result))
    selectors: tuple[Found, ...] = ()
    try:
        selectors = probe_page(source, result.response)
        article = parse_article(result.response, source, entry)
    except ParseError as error:
        return TriedPage(result, selectors=selectors, problem=str(error))
    return TriedPage(result, article, analyst.read(article, only=source.shows), selectors)


def _shortage(source: Source, listed: EntryList) -> str | None:
    """Why there is nothing to see, and what to do."""
    if listed.entries or listed.more_urls:
        return None
    if source.kind is not SourceKind.PAGE:
        return f"is {listed.format} without a single entry" if source.least_entries else None
    if source.selectors.links:
        return f"the selector for links, {source.selectors.links!r}, finds no link on the page"
    return "no link looks like an article's; name them with selectors: {links: ...}, or say page: article"
