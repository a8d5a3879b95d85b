"""Small, readable records for the tests of the store."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from aggregator.models import (
    Article,
    Attempt,
    CanonicalUrl,
    Change,
    Claim,
    ClaimKind,
    Completeness,
    Entry,
    FetchResult,
    Field,
    Fingerprint,
    KnownArticle,
    Mention,
    Outcome,
    Purpose,
    Request,
    Resource,
    Severity,
    Show,
    ShowId,
    ShowMatch,
    Source,
    SourceId,
    SourceKind,
    Stamp,
    Status,
    Validators,
    Verdict,
)
from aggregator.store import Store
from aggregator.text import fingerprint_text

NOW = datetime(2026, 11, 3, 9, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)

HARBOUR = Show(ShowId("harbour-lights"), "Harbour Lights", ("Hafenlichter",), network="Quay TV")
NINTH = Show(ShowId("the-ninth-door"), "The Ninth Door", year=2024, not_phrases=("ninth door on the left",))
GAZETTE = Source(SourceId("gazette"), SourceKind.FEED, "https://gazette.test/feed.xml", headers={"X-Key": "s3cret"})
WIRE = Source(SourceId("wire"), SourceKind.PAGE, "https://wire.test/tv/")

TEXT = "Quay TV has renewed Harbour Lights for a third season.\n\nIt returns in March 2027, the network said."


def article(address: str = "https://gazette.test/harbour-3", text: str = TEXT, **changes: Any) -> Article:
    plain = Article(
        url=CanonicalUrl(address),
        title="Harbour Lights renewed",
        text=text,
        fingerprint=fingerprint_text(text),
        word_count=len(text.split()),
        completeness=Completeness.FULL,
        fetched_url=f"{address}?utm_source=feed",
        link_url=address,
        authors=("Ada Miro",),
        site="The Gazette",
        published=stamp(NOW - HOUR),
    )
    return replace(plain, **changes)


def stamp(at: datetime | None, raw: str = "as written", flag: str | None = None) -> Stamp:
    return Stamp(at, raw, "json-ld", flag)


def match(show: Show = HARBOUR, verdict: Verdict = Verdict.ABOUT, score: float = 0.9) -> ShowMatch:
    return ShowMatch(show.id, verdict, score, (Mention(Field.TEXT, 20, 34, show.title, score),))


def claim(quote: str = "Quay TV has renewed Harbour Lights for a third season.", **changes: Any) -> Claim:
    start = TEXT.find(quote)
    plain = Claim(
        HARBOUR.id, 3, ClaimKind.RENEWAL, "renewed", Status.CONFIRMED, quote, start, start + len(quote), "renewal.x", 1
    )
    return replace(plain, **changes)


def release(value: str = "2027-03", **changes: Any) -> Claim:
    return claim("It returns in March 2027", kind=ClaimKind.RELEASE, value=value, **changes)


def entry(key: str = "guid-1", signature: str = "as first shown", url: str | None = "https://gazette.test/1") -> Entry:
    return Entry(key, url, "Harbour Lights renewed", signature)


def resource(url: str = "https://gazette.test/harbour-3?utm_source=feed", **changes: Any) -> Resource:
    return replace(Resource(url, Validators('W/"1"', "Tue, 03 Nov 2026 08:00:00 GMT"), "ab12", NOW), **changes)


def fetch_result(*outcomes: Outcome, url: str = GAZETTE.url, at: datetime = NOW) -> FetchResult:
    attempts = tuple(
        Attempt(url, outcome, _severity(outcome), at + timedelta(seconds=number), 0.25, detail=f"was {outcome}")
        for number, outcome in enumerate(outcomes)
    )
    return FetchResult(Request(GAZETTE, url, Purpose.SOURCE), outcomes[-1], _severity(outcomes[-1]), attempts)


def _severity(outcome: Outcome) -> Severity:
    return Severity.OK if outcome in {Outcome.OK, Outcome.NOT_MODIFIED} else Severity.TEMPORARY


@dataclass(slots=True)
class Desk:
    """A store with a catalogue and a run under way, and one short way to save an article into it."""

    store: Store
    path: Path
    run_id: int
    catalogue: str

    def save(
        self,
        met: Article,
        *,
        known: int | None = None,
        replace: bool = False,
        source: Source = GAZETTE,
        at: datetime = NOW,
        matches: tuple[ShowMatch, ...] = (match(),),
        claims: tuple[Claim, ...] = (claim(),),
        entry: Entry | None = None,
        resource: Resource | None = None,
    ) -> tuple[Change, int]:
        return self.store.save_article(
            met,
            known=None if known is None else self.known(known),
            replace=replace,
            source_id=source.id,
            seen_at=at,
            run_id=self.run_id,
            matches=matches,
            claims=claims,
            catalogue=self.catalogue,
            entry=entry,
            resource=resource,
        )

    def known(self, article_id: int) -> KnownArticle:
        ((_, _, stored),) = self.store.stored_articles([article_id])
        ((revised_at,),) = self.rows(f"SELECT revised_at FROM articles WHERE id = {article_id}")
        return KnownArticle(
            article_id,
            stored.url,
            Fingerprint(stored.fingerprint),
            stored.completeness,
            stored.word_count,
            stored.title,
            published_at=stored.published.at if stored.published else None,
            revised_at=datetime.fromisoformat(revised_at),
        )

    def stored(self, article_id: int) -> Article:
        ((_, _, stored),) = self.store.stored_articles([article_id])
        return stored

    def rows(self, sql: str) -> list[tuple]:
        return [tuple(row.values()) for row in self.store._database.rows(sql)]

    @property
    def writes(self) -> int:
        """How many rows the connection has written in its life."""
        return self.store._database.connection.total_changes
