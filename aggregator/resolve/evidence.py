"""From the revisions of a page to the evidence that it gives: what it said, since when, and until when. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from aggregator.models import Authority, Claim, Evidence
from aggregator.text import fold


@dataclass(frozen=True, slots=True)
class PageRevision:
    """What one version of a page claims, as pairs of id and claim; ``seen_at`` is when it was first seen."""

    seen_at: datetime
    claims: tuple[tuple[int, Claim], ...]


def evidence_of(
    article_id: int,
    revisions: Iterable[PageRevision],
    *,
    published_at: datetime | None,
    authority: Authority,
    witness: Callable[[Claim], str],
) -> list[Evidence]:
    """The evidence that one article gives, in the order in which it was first said.

    A claim that successive revisions make is one piece of evidence, known by the id of the first claim. It ends when
    the first revision without it was seen. What the first revision says was said when the article was published; what
    a later one adds, when that was first seen.

    Args:
        article_id: the article.
        revisions: in any order.
        published_at: the publication date, None unless it is trusted.
        authority: of the best source that the article was met in.
        witness: who is counted for a claim, see `witness_of`.
    """
    given: list[Evidence] = []
    open_since: dict[tuple[object, ...], int] = {}
    for number, revision in enumerate(sorted(revisions, key=lambda one: one.seen_at)):
        said_at = published_at if number == 0 and published_at is not None else revision.seen_at
        said_now: dict[tuple[object, ...], int] = {}
        for claim_id, claim in sorted(revision.claims, key=lambda one: one[0]):
            counted = witness(claim)
            meaning = (*_meaning(claim), counted)
            if meaning in said_now:
                continue
            if meaning in open_since:
                said_now[meaning] = open_since[meaning]
            else:
                said_now[meaning] = len(given)
                given.append(Evidence(claim_id, article_id, claim, said_at, None, authority, counted))
        for meaning, place in open_since.items():
            if meaning not in said_now:
                given[place] = replace(given[place], until=revision.seen_at)
        open_since = said_now
    return given


def _meaning(claim: Claim) -> tuple[object, ...]:
    """What a claim says, whatever its wording; equal for claims that say the same."""
    return (
        claim.show_id,
        claim.season,
        claim.kind,
        claim.value,
        claim.status,
        fold(claim.person) if claim.person else "",
        fold(claim.character) if claim.character else "",
    )
