"""What is known: claims as evidence, the facts that they add up to, and how these change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from aggregator.models.catalogue import Authority
from aggregator.models.identity import CanonicalUrl, ShowId
from aggregator.models.readings import Claim, ClaimKind, Status


@dataclass(frozen=True, slots=True)
class Place:
    """Where an article of a story was met.

    ``story_id`` is the article that stands for the story; one that is alone stands for its own. ``at`` is when it was
    published there, None where that is unknown.
    """

    story_id: int
    article_id: int
    authority: Authority
    at: datetime | None
    url: CanonicalUrl


@dataclass(frozen=True, slots=True)
class Evidence:
    """A claim with all that decides what it is worth.

    ``said_at`` is when the article was published, or first seen where that is unknown; from then on the claim is
    known. ``until`` is when its page was seen to say it no longer, None while it does. ``witness`` names who is
    counted: two pieces of evidence with one witness are one source (the outlet that an article passes on, or the site
    of the story that it is a copy of).
    """

    claim_id: int
    article_id: int
    claim: Claim
    said_at: datetime
    until: datetime | None
    authority: Authority
    witness: str


class Standing(StrEnum):
    """How a fact stands among what else is said of the same thing."""

    AGREED = "agreed"
    DISPUTED = "disputed"
    RUMOURED = "rumoured"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True)
class FactKey:
    """What a fact answers: one question about one season. ``person`` is its display name, None but for cast and crew.

    ``aspect`` parts questions of one kind that have answers of their own: the job of a crew member, and ``delayed``
    beside the stage of a production; else it is empty.
    """

    show_id: ShowId
    season: int | None
    kind: ClaimKind
    person: str | None = None
    aspect: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """One answer to the question of its key, as believed on one day.

    Several facts can have one key: those that are not superseded are the current answers (more than one where they
    are disputed), the others what was believed before. ``status`` is the firmest that its evidence carries.
    ``since`` is the first day on which it was believed without a break, ``last_confirmed`` the last day on which
    somebody said it. ``supporting`` and ``contradicting`` are ids of claims, oldest first.
    """

    key: FactKey
    value: str
    status: Status
    standing: Standing
    character: str | None
    since: date
    last_confirmed: date
    independent_sources: int
    supporting: tuple[int, ...]
    contradicting: tuple[int, ...]


_KINDS: Final = {kind: place for place, kind in enumerate(ClaimKind)}
_STANDINGS: Final = {standing: place for place, standing in enumerate(Standing)}


def fact_order(fact: Fact) -> tuple[object, ...]:
    """What facts are sorted by: seasons, those without one last; kinds as in ``ClaimKind``; persons, standings."""
    key = fact.key
    return (
        key.show_id,
        key.season is None,
        key.season or 0,
        _KINDS[key.kind],
        key.aspect,
        key.person or "",
        _STANDINGS[fact.standing],
        fact.value,
        fact.status,
    )


class FactChangeKind(StrEnum):
    """What became of a fact."""

    NEW = "new"
    CHANGED = "changed"
    """Its value gave way to another, or its status or standing moved."""
    DISPUTED = "disputed"
    SETTLED = "settled"
    """It is no longer disputed."""
    WITHDRAWN = "withdrawn"
    """Nobody says it any longer, or its time has passed."""


@dataclass(frozen=True, slots=True)
class FactChange:
    """A step from one belief to the next, with the claims that made it; ``before`` or ``after`` can be missing."""

    key: FactKey
    kind: FactChangeKind
    on: date
    before: Fact | None
    after: Fact | None
    claim_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class NameAlias:
    """Two names that a text gives for one person: ``text[start:end]`` says so."""

    name: str
    alias: str
    start: int
    end: int
