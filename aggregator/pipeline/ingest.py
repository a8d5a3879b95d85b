"""One article through match, dedupe, claims and store: the same road for fetched and for imported articles."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from aggregator.claims import extract
from aggregator.models import (
    Article,
    CanonicalUrl,
    Change,
    Claim,
    Completeness,
    Entry,
    EntryState,
    FactChange,
    NameAlias,
    Resource,
    RunSummary,
    Sameness,
    Show,
    ShowId,
    ShowMatch,
    Source,
    SourceId,
    Verdict,
)
from aggregator.pipeline.conclusions import draw_conclusions
from aggregator.pipeline.containment import Containment
from aggregator.store import Store
from aggregator.timestamps import written_day

if TYPE_CHECKING:
    from aggregator.dedupe import Decision
    from aggregator.match import Matcher


@dataclass(frozen=True, slots=True)
class Reading:
    """What a careful reader takes from an article: the shows that it names, what it claims of them, who is who."""

    matches: tuple[ShowMatch, ...] = ()
    claims: tuple[Claim, ...] = ()
    aliases: tuple[NameAlias, ...] = ()

    @property
    def worth_keeping(self) -> bool:
        """Whether the article is, or may be, about a followed show, or claims something of one."""
        return bool(self.claims) or any(match.verdict is not Verdict.MENTIONED for match in self.matches)


class Analyst:
    """Reads articles against one catalogue of shows; pure. One serves a whole run, made ready by the first article."""

    def __init__(self, shows: Sequence[Show]) -> None:
        self._shows = {show.id: show for show in shows}

    @cached_property
    def _matcher(self) -> Matcher:
        from aggregator.match import Matcher

        return Matcher(tuple(self._shows.values()))

    def names_show(self, text: str) -> bool:
        """Whether a headline, summary or address names a followed show; cheap, errs towards yes."""
        return self._matcher.names_show(text)

    def names_any_series(self, headline: str) -> bool:
        """Whether a headline names a series, followed or not, that is renewed, cancelled or in its nth season."""
        from aggregator.match.unfollowed import find_titles

        return any(True for _ in find_titles(headline))

    def match(self, title: str, text: str, *, only: Collection[ShowId] = ()) -> tuple[ShowMatch, ...]:
        """What each followed show is to a headline and its text; ``only`` as in ``read``."""
        return self._matcher.match(title, text, only=only)

    def read(self, article: Article, *, only: Collection[ShowId] = ()) -> Reading:
        """Matches, claims and aliases of one article.

        Args:
            article: As parsed or imported.
            only: Look for these shows alone; empty means all.
        """
        matches = self.match(article.title, article.text, only=only)
        if not matches:
            return Reading()
        claims, aliases = extract(
            title=article.title,
            text=article.text,
            published_on=written_day(article.published) if article.published else None,
            matches=matches,
            shows=self._shows,
        )
        return Reading(matches, claims, aliases)


@dataclass(frozen=True, slots=True)
class Ingest:
    """Takes articles into one database during one run, and counts what became of them."""

    store: Store
    analyst: Analyst
    summary: RunSummary
    run_id: int
    catalogue: str
    keep_unmatched: bool = False
    replays: bool = False
    """Articles come out of an archive: a text that was first met later than they were stays."""

    def take(
        self,
        article: Article,
        *,
        source_id: SourceId,
        seen_at: datetime,
        only: Collection[ShowId] = (),
        entry: Entry | None = None,
        resource: Resource | None = None,
        is_chosen: bool = False,
        reading: Reading | None = None,
    ) -> Change | None:
        """What saving the article changed, or None where it is about no followed show and is not kept.

        One short transaction holds everything that belongs to the article: itself, the sighting, its shows, its
        claims, the state of the entry that led to it, and the validators of its page.

        Args:
            article: As parsed or imported.
            source_id: Where it was met.
            seen_at: When it was met.
            only: Look for these shows alone; empty means all.
            entry: What led to it, if anything did.
            resource: Its page, if it has one of its own.
            is_chosen: The user follows this very page, so that a followed show's name in it is enough.
            reading: What was taken from it, where that is known; None reads it now.

        Raises:
            StoreError: The database cannot be written; the article is wholly there or not at all.
        """
        reading = reading or self.analyst.read(article, only=only)
        wanted = self.is_wanted(reading, is_chosen=is_chosen)
        decision = self._decide(article, source_id, seen_at, wanted=wanted)
        # Else a copy under a headline of something else would count, or not, as it came after or before the others.
        if not wanted and decision.sameness is not Sameness.URL:
            self.put_aside(source_id, entry=entry, now=seen_at, resource=resource)
            return None
        change, _ = self.store.save_article(
            article,
            known=decision.known,
            replace=decision.replace,
            takes_over=decision.takes_over,
            source_id=source_id,
            seen_at=seen_at,
            run_id=self.run_id,
            matches=reading.matches,
            claims=reading.claims,
            aliases=reading.aliases,
            entry=entry,
            catalogue=self.catalogue,
            resource=resource,
        )
        self._count(change, len(reading.claims))
        return change

    def is_wanted(self, reading: Reading, *, is_chosen: bool = False) -> bool:
        """Whether an article is stored of which this was read; one that is stored already stays in any case."""
        return reading.worth_keeping or self.keep_unmatched or (is_chosen and bool(reading.matches))

    def _decide(self, article: Article, source_id: SourceId, seen_at: datetime, *, wanted: bool) -> Decision:
        from aggregator.dedupe import Decision, decide  # imported here as in most hours there is no article

        by_url = self.store.known_by_url(article.url)
        if by_url is None and not wanted:
            return Decision()  # It is put aside, whatever else has its text.
        alike = self.store.known_by_fingerprint(article.fingerprint)
        if by_url is None and not alike:
            return Decision()
        decision = decide(article, by_url, alike, authority=self.store.authority_of(source_id))
        known = decision.known
        if self.replays and known is not None and known.revised_at is not None and seen_at < known.revised_at:
            return replace(decision, replace=False, takes_over=False)
        return decision

    def read_stored_again(self, sources: Iterable[Source], now: datetime) -> None:
        """Reads every stored article for the shows followed now, if it was read for others; asks nobody.

        A show that is added finds the articles which are there about it, one that was given a further name, too.
        """
        if not self.store.has_readings_for_other_shows(self.catalogue):
            return
        only = {source.id: source.shows for source in sources}
        contained = Containment(self.store, self.summary, self.run_id, now)
        met_before = self.summary.unexpected
        for article_id, source_id, article in self.store.stored_articles():
            with contained("reading a stored article again", source_id=source_id, url=article.url):
                reading = self.analyst.read(article, only=only.get(source_id, ()))
                self.store.save_matches_and_claims(article_id, reading.matches, reading.claims, reading.aliases)
        if self.summary.unexpected == met_before:
            self.store.save_catalogue_of_readings(self.catalogue)

    def draw_conclusions(self, now: datetime) -> list[FactChange]:
        """What has changed in the facts, after the articles that were taken: groups them, and adds their claims up."""
        return draw_conclusions(self.store, self.summary, run_id=self.run_id, now=now)

    def put_aside(
        self, source_id: SourceId, *, entry: Entry | None, now: datetime, resource: Resource | None = None
    ) -> None:
        """Remembers that an entry is about no followed show, so that it is not read again for this catalogue."""
        self.summary.unmatched += 1
        if entry is not None:
            self.store.save_entry(
                source_id,
                entry,
                state=EntryState.UNMATCHED,
                catalogue=self.catalogue,
                now=now,
                headline=entry.title if self.analyst.names_any_series(entry.title) else None,
                resource=resource,
            )
        elif resource is not None:
            self.store.save_resource(resource)

    def meet_again(self, url: CanonicalUrl, *, source_id: SourceId, seen_at: datetime, entry: Entry) -> bool:
        """Records a sighting, and True, where the article is known whole from elsewhere: no second fetch."""
        known = self.store.known_by_url(url)
        if known is None or known.completeness is not Completeness.FULL:
            return False
        new = self.store.save_sighting(
            known.id,
            entry=entry,
            canonical_url=url,
            source_id=source_id,
            run_id=self.run_id,
            catalogue=self.catalogue,
            seen_at=seen_at,
        )
        self.summary.sightings += new
        return True

    def unchanged(self, source_id: SourceId, *, entry: Entry | None, resource: Resource) -> None:
        """A page answered "not modified": its entry, which says something new, is dealt with all the same."""
        if entry is None:
            self.store.save_resource(resource)
        else:
            self.store.save_entry(
                source_id,
                entry,
                state=EntryState.ARTICLE,
                article_id=resource.article_id,
                catalogue=self.catalogue,
                now=resource.fetched_at,
                resource=resource,
            )

    def failed(self, source_id: SourceId, *, entry: Entry, failures: int, now: datetime) -> None:
        """An entry's page could not be had, for the ``failures``-th time."""
        self.store.save_entry(
            source_id, entry, state=EntryState.FAILED, failures=failures, catalogue=self.catalogue, now=now
        )

    def _count(self, change: Change, claim_count: int) -> None:
        if change is Change.NEW:
            self.summary.articles_new += 1
        elif change is Change.UPDATED:
            self.summary.articles_updated += 1
        elif change is Change.SEEN:
            self.summary.sightings += 1
        if change in (Change.NEW, Change.UPDATED):
            self.summary.claims += claim_count
