"""From stored claims to stored facts: one show at a time, whenever its claims changed or a day has come that counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from aggregator.dedupe import representative
from aggregator.models import Authority, Evidence, Fact, FactChange, Place, ShowId
from aggregator.resolve import PageRevision, diff, evidence_of, history, resolve, turning_days, witness_of
from aggregator.store import Store


def gather_evidence(store: Store, show_id: ShowId) -> list[Evidence]:
    """All that was ever claimed of a show, with what each claim is worth; the oldest article first."""
    places = store.places(show_id)
    by_article: dict[int, list[Place]] = defaultdict(list)
    by_story: dict[int, list[Place]] = defaultdict(list)
    for place in places:
        by_article[place.article_id].append(place)
        by_story[place.story_id].append(place)
    sites = frozenset(place.url for place in places)
    told_at = {story_id: representative(members).url for story_id, members in by_story.items()}
    given: list[Evidence] = []
    for article_id, revisions in _revisions(store, show_id).items():
        own = by_article[article_id]
        given += evidence_of(
            article_id,
            revisions,
            published_at=min((place.at for place in own if place.at is not None), default=None),
            authority=representative(own).authority,
            witness=lambda claim, url=told_at[own[0].story_id]: witness_of(claim.said_by, url, sites),  # type: ignore[misc]
        )
    return given


def _revisions(store: Store, show_id: ShowId) -> dict[int, list[PageRevision]]:
    """By article, every version of its page, also those that claim nothing: with these a claim ends."""
    claims = store.claims_by_revision(show_id)
    return {
        article_id: [
            PageRevision(seen_at, tuple(claims.get((article_id, revision), ()))) for revision, seen_at in seen.items()
        ]
        for article_id, seen in store.revision_times(show_id).items()
    }


def refresh_facts(store: Store, show_id: ShowId, *, run_id: int, now: datetime) -> list[FactChange]:
    """What has changed in the facts of a show, after they were worked out again; one short transaction.

    Args:
        store: Its claims are read, its facts written.
        show_id: The show.
        run_id: The changes are recorded with it.
        now: Facts are those of this day.

    Raises:
        StoreError: The database cannot be written.
    """
    today = now.astimezone(UTC).date()
    evidence = gather_evidence(store, show_id)
    facts = resolve(evidence, today, store.name_pairs(show_id))
    before = store.load_facts(show_id)
    changes = diff(before, facts, today)
    store.save_facts(
        show_id, facts, changes, before=before, run_id=run_id, now=now, review_on=_next_turn(evidence, today)
    )
    return changes


def _next_turn(evidence: Iterable[Evidence], today: date) -> date | None:
    """The next day on which the belief changes though nobody says anything: a window has passed then."""
    return next((day for day in turning_days(evidence) if day > today), None)


def facts_as_of(store: Store, show_id: ShowId, day: date) -> list[Fact]:
    """What could have been known of a show at the end of a day."""
    return resolve(gather_evidence(store, show_id), day, store.name_pairs(show_id))


def history_of(store: Store, show_id: ShowId, until: date) -> list[tuple[FactChange, list[str]]]:
    """How the belief about a show moved up to a day, oldest first, each step with the witnesses who moved it.

    No witness is named where a time has passed, or where a page says something no longer.
    """
    evidence = gather_evidence(store, show_id)
    witnesses = {one.claim_id: one.witness for one in evidence}
    return [
        (change, list(dict.fromkeys(witnesses[claim_id] for claim_id in change.claim_ids)))
        for change in history(evidence, until, store.name_pairs(show_id))
    ]


def with_witnesses(store: Store, explained: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows of ``explain_facts``, each claim with its ``witness``: those of one witness are counted once.

    Who stands nearest to the truth comes first, and of two of one standing who spoke first.
    """
    witnesses: dict[str, dict[int, str]] = {}
    result = []
    for known in explained:
        show_id = ShowId(known["fact"]["show_id"])
        if show_id not in witnesses:
            witnesses[show_id] = {one.claim_id: one.witness for one in gather_evidence(store, show_id)}
        sides = {
            side: _best_first(
                [{**claim, "witness": witnesses[show_id].get(claim["claim_id"])} for claim in known[side]]
            )
            for side in ("supporting", "contradicting")
        }
        result.append({"fact": known["fact"], **sides})
    return result


def _best_first(claims: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Claims in the order of their witnesses' best authority; those of one witness stay together, in their order."""
    places: dict[str, tuple[int, int]] = {}
    for number, claim in enumerate(claims):
        best, first = places.get(_counted_as(claim), (len(Authority), number))
        places[_counted_as(claim)] = min(best, Authority(claim["authority"]).place), first
    return sorted(claims, key=lambda claim: places[_counted_as(claim)])


def _counted_as(claim: Mapping[str, Any]) -> str:
    return str(claim["witness"] or claim["source"])
