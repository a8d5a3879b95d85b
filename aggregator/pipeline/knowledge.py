"""From stored claims to stored facts: one show at a time, whenever its claims changed or a day has come that counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any, Final

from aggregator.dedupe import representative
from aggregator.models import Authority, Claim, Evidence, Fact, FactChange, Place, ShowId
from aggregator.resolve import (
    Answer,
    Known,
    Move,
    Outlets,
    PageRevision,
    diff,
    dump_courses,
    dump_show,
    evidence_of,
    history,
    load_courses,
    load_show,
    mean_the_same,
    names_that_depend,
    resolve,
    rules_digest,
    sites_of,
    turning_days,
    witness_of,
)
from aggregator.store import Store

KEPT_FROM: Final = 12
"""So many claims: to work out the facts of fewer costs no more than to go on from what was kept."""
_OF_SHOW: Final = "show"
_NO_SEASON: Final = "no season"
"""Parts of what is kept of a show, beside its seasons."""


@dataclass(frozen=True, slots=True)
class _Gathered:
    """What is said of a show, what each claim is worth, and what that depends on.

    ``sites`` are the sites at which it was met, ``cited`` the names of which these decide whether they are an outlet's.
    """

    evidence: list[Evidence]
    sites: frozenset[str]
    cited: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Outcome:
    """Facts that take the place of others, with what is kept to go on from; both may leave out the same claims."""

    before: list[Fact]
    facts: list[Fact]
    kept: dict[str, tuple[object, date | None]]
    review_on: date | None
    goes_on: bool = False


def gather_evidence(store: Store, show_id: ShowId) -> list[Evidence]:
    """All that was ever claimed of a show, with what each claim is worth; the oldest article first."""
    return _gather(store, show_id).evidence


def _gather(
    store: Store, show_id: ShowId, articles: Collection[int] | None = None, sites: frozenset[str] = frozenset()
) -> _Gathered:
    """What is claimed of a show by all articles, or by some.

    Args:
        store: Where it is read.
        show_id: The show.
        articles: Their ids; None for all.
        sites: What is known of the sites of other articles.
    """
    places = store.places(show_id, articles)
    by_article: dict[int, list[Place]] = defaultdict(list)
    by_story: dict[int, list[Place]] = defaultdict(list)
    for place in places:
        by_article[place.article_id].append(place)
        by_story[place.story_id].append(place)
    sites |= sites_of(place.url for place in places)
    told_at = {story_id: representative(members).url for story_id, members in by_story.items()}
    claims = store.claims_by_revision(show_id, articles)
    given: list[Evidence] = []
    for article_id, times in store.revision_times(show_id, articles).items():
        own = by_article[article_id]
        given += evidence_of(
            article_id,
            _revisions(article_id, times, claims),
            published_at=min((place.at for place in own if place.at is not None), default=None),
            authority=representative(own).authority,
            witness=lambda claim, url=told_at[own[0].story_id]: witness_of(claim.said_by, url, sites),  # type: ignore[misc]
        )
    said_by = {claim.said_by for some in claims.values() for _, claim in some if claim.said_by}
    return _Gathered(given, sites, names_that_depend(said_by))


def _revisions(
    article_id: int, times: Mapping[int, datetime], claims: Mapping[tuple[int, int], Sequence[tuple[int, Claim]]]
) -> list[PageRevision]:
    """Every version of an article's page, also those that claim nothing: with these a claim ends."""
    return [PageRevision(seen_at, tuple(claims.get((article_id, revision), ()))) for revision, seen_at in times.items()]


def refresh_facts(store: Store, show_id: ShowId, *, run_id: int, now: datetime, anew: bool = False) -> list[FactChange]:
    """What has changed in the facts of a show, after they were worked out again; one short transaction.

    Where nothing has happened but that new articles speak and days pass, what they say is added to what was kept, at
    a cost that does not depend on how much was said before; else all is worked out from the claims.

    Args:
        store: Its claims are read, its facts written.
        show_id: The show.
        run_id: The changes are recorded with it.
        now: Facts are those of this day.
        anew: From all claims, whatever is kept.

    Raises:
        StoreError: The database cannot be written.
    """
    today = now.astimezone(UTC).date()
    news = store.news_of(show_id)
    grown = None if anew else _grow(store, show_id, news, today)
    outcome = grown or _work_out(store, show_id, today)
    changes = diff(outcome.before, outcome.facts, today)
    store.save_facts(
        show_id,
        outcome.facts,
        changes,
        before=outcome.before,
        run_id=run_id,
        now=now,
        review_on=outcome.review_on,
        kept=outcome.kept,
        heard=news,
        goes_on=outcome.goes_on,
    )
    return changes


def _work_out(store: Store, show_id: ShowId, today: date) -> _Outcome:
    """The facts of a show from all its claims."""
    gathered = _gather(store, show_id)
    known = Known.of(gathered.evidence, today, store.name_pairs(show_id))
    is_worth_keeping = known.is_all and len(gathered.evidence) >= KEPT_FROM
    kept = _kept(known, gathered, Outlets()) if is_worth_keeping else {}
    return _Outcome(store.load_facts(show_id), known.facts(), kept, _next_turn(gathered.evidence, today))


def _grow(store: Store, show_id: ShowId, news: Collection[int], today: date) -> _Outcome | None:
    """What becomes of the facts that new articles touch, or a day; None where all have to be worked out."""
    stored = store.kept_of(show_id, _OF_SHOW)
    if stored is None or stored[0] != rules_digest():
        return None
    _, names, sites, cited, show = stored
    known, outlets, before = load_show(show), Outlets(names), frozenset(names[number] for number in sites)
    gathered = _gather(store, show_id, news, before)
    if not mean_the_same(cited, before, gathered.sites):
        return None
    gathered = replace(gathered, cited=gathered.cited.union(cited))
    turns = store.due_parts(show_id)
    moves = known.grow(
        gathered.evidence,
        today,
        known.aliases.union(store.name_pairs_in(show_id, news)),
        due={_season_of(part) for part, day in turns.items() if day <= today},
        load=lambda season: load_courses(show_id, season, store.kept_of(show_id, _part_of(season)) or [], outlets),
    )
    if moves is None:
        return None
    kept = _kept(known, gathered, outlets)
    turns = {part: day for part, day in turns.items() if part not in kept}
    turns |= {part: day for part, (_, day) in kept.items() if day is not None}
    facts = [_facts_of(store, move) for move in moves]
    return _Outcome(
        [fact for some, _ in facts for fact in some],
        [fact for _, some in facts for fact in some],
        kept,
        min(turns.values(), default=None),
        goes_on=True,
    )


def _facts_of(store: Store, move: Move) -> tuple[list[Fact], list[Fact]]:
    """The facts of a question before and after; with all claims only where claims that were there go elsewhere."""
    earlier = {} if move.is_plain else store.claims_of_question(move.key)
    claims = {Answer(value, is_denied): ids for (value, is_denied), ids in earlier.items()}
    return [one.with_earlier(claims) for one in move.before], [one.with_earlier(claims) for one in move.after]


def _kept(known: Known, gathered: _Gathered, outlets: Outlets) -> dict[str, tuple[object, date | None]]:
    """What is known in the form that is stored, by part, with the day on which the part changes by itself."""
    seasons = {
        _part_of(season): (dump_courses(courses, outlets), known.next_turn(season))
        for season, courses in known.courses.items()
    }
    sites = sorted(map(outlets.number, sorted(gathered.sites)))
    show = [rules_digest(), outlets.names, sites, sorted(gathered.cited), dump_show(known)]
    return {_OF_SHOW: (show, None), **seasons}


def _part_of(season: int | None) -> str:
    return _NO_SEASON if season is None else str(season)


def _season_of(part: str) -> int | None:
    return None if part == _NO_SEASON else int(part)


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
