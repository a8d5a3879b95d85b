"""One exchange of an archive to the steps that it leads to: the parsers, limits and rules of a run, no network."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from aggregator.backfill.findings import Step, StepKind
from aggregator.backfill.ruleset import Ruleset
from aggregator.errors import ParseError
from aggregator.models import (
    Article,
    Entry,
    Exchange,
    Outcome,
    PageRole,
    Purpose,
    Response,
    Severity,
    Source,
    SourceKind,
    Waiter,
)
from aggregator.pipeline import Analyst
from aggregator.pipeline.articles import UNASKED
from aggregator.pipeline.entries import EntryStep, decide_entry
from aggregator.pipeline.parsing import ParserSparedError, article_from_entry, parse_article, parse_source

_NEW = {EntryStep.PUT_ASIDE: StepKind.PUT_ASIDE, EntryStep.ASK_FOR_PAGE: StepKind.LED}


class Reader:
    """Reads exchanges by one rule set. ``counts`` says how often what could not be read, by outcome."""

    def __init__(self, ruleset: Ruleset) -> None:
        self._ruleset = ruleset
        self._analyst = Analyst(ruleset.shows)
        self._sources = {source.id: source for source in ruleset.sources}
        self.counts: Counter[str] = Counter()

    def steps(self, exchange: Exchange) -> Iterator[Step]:
        """What is to be done about each source that waited for the answer, in their order."""
        told = exchange.circumstances
        for waiter in told.waiting:
            if told.purpose is Purpose.ARTICLE:
                source = self._sources.get(waiter.source_id) or Source(waiter.source_id, SourceKind.PAGE, told.url)
                yield from self._page(source, waiter, exchange)
            elif waiter.source_id not in self._sources:
                self.counts["unknown_source"] += 1
            elif exchange.response is not None:
                yield from self._listed(self._sources[waiter.source_id], exchange.response)

    def _page(self, source: Source, waiter: Waiter, exchange: Exchange) -> Iterator[Step]:
        told, entry = exchange.circumstances, waiter.entry
        if told.outcome is Outcome.NOT_MODIFIED:
            if entry is not None:
                yield Step(StepKind.UNCHANGED, source.id, entry)
        elif exchange.response is None:
            for_good = told.outcome in UNASKED or told.severity is Severity.PERMANENT
            yield from self._failed(source, entry, for_good=for_good)
        else:
            try:
                article = parse_article(exchange.response, source, entry)
            except ParseError as error:
                self.counts[error.outcome] += 1
                yield from self._failed(source, entry, for_good=not isinstance(error, ParserSparedError))
            else:
                step = self._taken(StepKind.PAGE, source, entry, article)
                if source.id != self._ruleset.stranger or self._is_wanted(step):
                    yield step
                else:
                    self.counts["unmatched"] += 1

    def _failed(self, source: Source, entry: Entry | None, *, for_good: bool) -> Iterator[Step]:
        if entry is None:
            return
        article = article_from_entry(entry, source) if entry.summary or entry.content_html else None
        reading = self._analyst.read(article, only=source.shows) if article else None
        yield Step(StepKind.FAILED, source.id, entry, article, reading, for_good=for_good)

    def _listed(self, source: Source, response: Response) -> Iterator[Step]:
        try:
            if source.kind is SourceKind.PAGE and source.role is PageRole.ARTICLE:
                article = parse_article(response, source, None)
                yield self._taken(StepKind.PAGE, source, None, article, is_chosen=True)
                return
            listed = parse_source(source, response, max_entries=self._ruleset.max_entries)
        except ParseError as error:
            self.counts[error.outcome] += 1
            return
        for entry in listed.entries:
            yield from self._entry(source, entry)

    def _entry(self, source: Source, entry: Entry) -> Iterator[Step]:
        """As for an entry that is not known; whether it is, the merge sees."""
        step = decide_entry(entry, None, source, catalogue="", names_show=self._analyst.names_show)
        if step in _NEW:
            yield Step(_NEW[step], source.id, entry)
            return
        carried = article_from_entry(entry, source)
        if carried is None:
            self.counts["empty_entry"] += 1
        else:
            yield self._taken(StepKind.CARRIED, source, entry, carried)

    def _taken(
        self, kind: StepKind, source: Source, entry: Entry | None, article: Article, *, is_chosen: bool = False
    ) -> Step:
        self.counts["articles"] += 1
        reading = self._analyst.read(article, only=source.shows)
        return Step(kind, source.id, entry, article, reading, is_chosen=is_chosen)

    def _is_wanted(self, step: Step) -> bool:
        """Whether a page that somebody else fetched is carried any further; most are about nothing of ours."""
        reading = step.reading
        return self._ruleset.keep_unmatched or (reading is not None and reading.worth_keeping)
