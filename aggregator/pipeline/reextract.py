"""Today's matching and rules over the stored texts: what they read otherwise, and what that changes in the facts.

Archived revisions are read as well as current texts: a fact as of a day stands on what the page said then, and that is
to be right by today's rules, too. What an earlier revision says refers to the day on which the article was published,
as before. Shows that are not followed any more keep the claims that they have.

Each text is one short transaction, in which the shows whose claims changed are marked; facts come last. So a pass that
was killed and is repeated ends as one that was not: what is read already reads the same, what is marked is worked out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from aggregator.models import Article, Claim, FactChange, ShowId, SourceId, Verdict
from aggregator.pipeline.conclusions import draw_conclusions
from aggregator.pipeline.containment import Containment
from aggregator.pipeline.ingest import Analyst, Reading
from aggregator.store import Store
from aggregator.text import fold


@dataclass(frozen=True, slots=True)
class ReadOtherwise:
    """A claim as it was stored and as it is read today; None where it was not, or is no more.

    ``title`` and ``revision`` are those of the text, ``is_current`` tells whether that is what the page says now.
    """

    url: str
    title: str
    revision: int
    is_current: bool
    before: Claim | None
    after: Claim | None


@dataclass(frozen=True, slots=True)
class JudgedOtherwise:
    """What a show was to an article, and is today; None where it was, or is, not named."""

    url: str
    title: str
    show_id: ShowId
    before: Verdict | None
    after: Verdict | None


@dataclass(slots=True)
class Rereading:
    """What a pass over the stored texts found."""

    texts: int = 0
    verdicts: list[JudgedOtherwise] = field(default_factory=list)
    claims: list[ReadOtherwise] = field(default_factory=list)
    facts: list[FactChange] = field(default_factory=list)


def reextract(
    store: Store,
    analyst: Analyst,
    contained: Containment,
    *,
    shows: Collection[ShowId],
    only: Mapping[SourceId, Collection[ShowId]],
) -> Rereading:
    """Reads every stored text again, stores what it says today, and adds it up.

    Args:
        store: Where the texts are.
        analyst: Reads them.
        contained: The run; a mistake of ours met in one text or show costs that alone.
        shows: Claims and facts of these alone are touched.
        only: By source, the shows that its articles are read for, where they are not read for all.

    Raises:
        StoreError: The database cannot be read or written.
    """
    found = Rereading()
    for article_id, source_id, article in store.stored_articles():
        with contained("reading a stored article again", source_id=source_id, url=article.url):
            _read_again(store, analyst, article_id, article, shows, only.get(source_id, ()), found)
    found.facts = draw_conclusions(
        store, contained.summary, run_id=contained.run_id, now=contained.now, also=sorted(shows)
    )
    contained.summary.entries = found.texts
    contained.summary.articles_updated = len(
        {change.url for change in found.claims} | {change.url for change in found.verdicts}
    )
    contained.summary.claims = sum(change.after is not None for change in found.claims)
    return found


def _read_again(
    store: Store,
    analyst: Analyst,
    article_id: int,
    article: Article,
    shows: Collection[ShowId],
    only: Collection[ShowId],
    found: Rereading,
) -> None:
    stored, verdicts = store.readings_of(article_id), store.verdicts_of(article_id)
    earlier = store.earlier_revisions(article_id)
    current = earlier[-1][0] + 1 if earlier else 1

    def note(reading: Reading, revision: int, title: str) -> None:
        before = [claim for claim in stored.get(revision, ()) if claim.show_id in shows]
        after = [claim for claim in dict.fromkeys(reading.claims) if claim.show_id in shows]
        for was, is_now in _pairs(before, after):
            found.claims.append(ReadOtherwise(article.url, title, revision, revision == current, was, is_now))
        found.texts += 1

    for revision, title, text in earlier:
        reading = analyst.read(replace(article, title=title, text=text), only=only)
        store.save_claims_of_revision(article_id, revision, reading.claims, reading.aliases, shows=shows)
        note(reading, revision, title)
    reading = analyst.read(article, only=only)
    store.save_matches_and_claims(article_id, reading.matches, reading.claims, reading.aliases, shows=shows)
    note(reading, current, article.title)
    judged = {match.show_id: match.verdict for match in reading.matches}
    for show_id in sorted((verdicts.keys() | judged.keys()) & set(shows)):
        if verdicts.get(show_id) is not judged.get(show_id):
            change = JudgedOtherwise(article.url, article.title, show_id, verdicts.get(show_id), judged.get(show_id))
            found.verdicts.append(change)


def _pairs(before: Sequence[Claim], after: Sequence[Claim]) -> Iterator[tuple[Claim | None, Claim | None]]:
    """What is not in both: pairs where one claim became another, then what is gone, then what is new."""
    gone = [claim for claim in before if claim not in after]
    new = [claim for claim in after if claim not in before]
    lost = []
    for was in gone:
        became = next((claim for claim in new if _is_same_statement(was, claim)), None)
        if became is None:
            lost.append(was)
        else:
            new.remove(became)
            yield was, became
    yield from ((was, None) for was in lost)
    yield from ((None, is_now) for is_now in new)


def _is_same_statement(a: Claim, b: Claim) -> bool:
    """One answer to one question, or what one wording is taken to say of it."""
    if (a.show_id, a.kind, fold(a.person or "")) != (b.show_id, b.kind, fold(b.person or "")):
        return False
    return (a.season, a.value) == (b.season, b.value) or (a.start < b.end and b.start < a.end)
