"""What came of trying a source: as JSON, and as a page for people."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

from aggregator.cli.output import paged
from aggregator.cli.sheet import heading, hung, line, pairs
from aggregator.cli.stories import day
from aggregator.pipeline.entries import EntryStep
from aggregator.redaction import redactor
from aggregator.wording.facts import counted

if TYPE_CHECKING:
    from rich.console import Console

    from aggregator.models import Config, Stamp
    from aggregator.parse import Found
    from aggregator.pipeline.trial import Trial, TriedEntry, TriedPage

Redact = Callable[[str], str]

_STEPS: Final = {
    EntryStep.SKIP: "known already",
    EntryStep.PUT_ASIDE: "put aside, as it names no followed show",
    EntryStep.TAKE_FROM_FEED: "read as the source has it",
    EntryStep.ASK_FOR_PAGE: "page asked for",
}
"""What a run does with an entry."""


def as_object(trial: Trial, config: Config) -> dict[str, Any]:
    """The trial as JSON has it, without secrets."""
    listed, redact = trial.listed, redactor((*config.sources, trial.source))
    return {
        "source": trial.source.id,
        "kind": trial.source.kind,
        "url": redact(trial.source.url),
        "outcome": trial.result.outcome,
        "problem": trial.problem and redact(trial.problem),
        "format": listed and listed.format,
        "title": listed and listed.title,
        "warnings": [{"code": warning.code, "detail": redact(warning.detail)} for warning in listed.warnings]
        if listed
        else [],
        "more_urls": [redact(url) for url in listed.more_urls] if listed else [],
        "selectors": [_selector_row(found) for found in trial.selectors],
        "entries": [
            {
                "title": tried.entry.title,
                "published": _stamp(tried.entry.published),
                "url": redact(tried.entry.url or "") or None,
                "shows": [match.show_id for match in tried.matches],
                "step": tried.step.name.lower(),
            }
            for tried in trial.entries
        ],
        "pages": [_page_row(page) | {"url": redact(page.result.request.url)} for page in trial.pages],
    }


def _page_row(page: TriedPage) -> dict[str, Any]:
    article, reading = page.article, page.reading
    return {
        "outcome": page.result.outcome,
        "problem": page.problem,
        "title": article and article.title,
        "published": _stamp(article.published) if article else None,
        "authors": list(article.authors) if article else [],
        "words": article and article.word_count,
        "completeness": article and article.completeness,
        "flags": list(article.flags) if article else [],
        "shows": {match.show_id: match.verdict for match in reading.matches} if reading else {},
        "claims": len(reading.claims) if reading else 0,
        "selectors": [_selector_row(found) for found in page.selectors],
    }


def _selector_row(found: Found) -> dict[str, Any]:
    return {
        "name": found.name,
        "selector": found.selector,
        "count": found.count,
        "sample": found.sample,
        "near": dict(found.near),
    }


def _stamp(stamp: Stamp | None) -> str | None:
    return stamp.at.isoformat().replace("+00:00", "Z") if stamp and stamp.at else None


@paged
def print_trial(console: Console, trial: Trial, config: Config, *, limit: int) -> None:
    """The trial as a page, as wide as the terminal is; ``limit`` entries of it."""
    listed, source = trial.listed, trial.source
    redact = redactor((*config.sources, source))
    titles = {str(show.id): show.title for show in config.shows}
    # Of a bare address nothing is known before it has answered.
    name = "Address" if source.id == "-" else source.id
    heading(console, f"{name} ({source.kind})" if source.id != "-" or trial.listed else name)
    more = len(listed.more_urls) if listed else 0
    pairs(
        console,
        {
            "address": redact(source.url),
            "answered": _answer(trial, redact),
            "problem": trial.problem and redact(trial.problem),
            "sitemaps": f"it lists {counted(more, 'sitemap')}; a run reads the newest" if more else None,
        },
    )
    for warning in listed.warnings if listed else ():
        hung(console, "warning", f"{warning.code.replace('_', ' ')}: {redact(warning.detail)}")
    _print_selectors(console, trial.selectors)
    if trial.entries:
        _print_entries(console, trial.entries, titles, redact, limit)
    for page in trial.pages:
        _print_page(console, page, titles, redact)


def _answer(trial: Trial, redact: Redact) -> str | None:
    response, listed = trial.result.response, trial.listed
    if response is None:
        return None
    parts = [f"{len(response.body):,} bytes"]
    if response.redirects:
        parts.append(f"from {redact(response.url)}")
    if listed:
        parts += [listed.format, f"“{listed.title}”"] if listed.title else [listed.format]
        parts.append(counted(len(listed.entries), "entry", "entries"))
    return ", ".join(parts)


def _print_selectors(console: Console, selectors: Iterable[Found]) -> None:
    for found in selectors:
        counts = counted(found.count, "element")
        line(
            console, f"{'selector':<10} {found.name} {found.selector!r}: {counts}", style="" if found.count else "bold"
        )
        if found.sample:
            line(console, f"the first: {found.sample}", indent=13, style="dim")
        if not found.count:
            near = ", ".join(f"{selector!r} {counted(count, 'element')}" for selector, count in found.near)
            line(console, f"near it: {near}" if near else "nothing like it is there either", indent=13)


def _print_entries(
    console: Console, entries: tuple[TriedEntry, ...], titles: Mapping[str, str], redact: Redact, limit: int
) -> None:
    console.print()
    heading(console, "Entries")
    for tried in entries[:limit]:
        entry = tried.entry
        hung(console, _day(entry.published), entry.title or "(without a title)")
        if entry.url:
            line(console, redact(entry.url), indent=13, style="dim")
        names = [titles.get(match.show_id, match.show_id) for match in tried.matches]
        line(console, "; ".join([*([", ".join(names)] if names else []), _STEPS[tried.step]]), indent=13, style="cyan")
    if len(entries) > limit:
        line(console, f"and {len(entries) - limit} more; -n shows more of them")
    console.print()
    naming = sum(bool(tried.matches) for tried in entries)
    steps = [f"{text}: {count}" for step, text in _STEPS.items() if (count := sum(one.step is step for one in entries))]
    line(
        console, f"{naming or 'none'} of {len(entries)} name a followed show in what the source says of them", indent=0
    )
    line(console, "; ".join(steps), indent=0)


def _print_page(console: Console, page: TriedPage, titles: Mapping[str, str], redact: Redact) -> None:
    console.print()
    article, reading = page.article, page.reading
    heading(console, "Page")
    about = (
        ", ".join(f"{titles.get(match.show_id, match.show_id)} ({match.verdict})" for match in reading.matches)
        if reading
        else None
    )
    pairs(
        console,
        {
            "address": redact(page.result.request.url),
            "problem": page.problem and redact(page.problem),
            "title": article.title if article else None,
            "published": _day(article.published) if article else None,
            "authors": ", ".join(article.authors) if article else None,
            "text": f"{article.completeness}, {counted(article.word_count, 'word')}" if article else None,
            "flags": ", ".join(article.flags) if article else None,
            "shows": (about or "none of those followed") if article else None,
            "claims": str(len(reading.claims)) if reading else None,
        },
    )
    _print_selectors(console, page.selectors)


def _day(stamp: Stamp | None) -> str:
    return day(_stamp(stamp))
