"""What the evidence tells of a season as a whole, for questions that hang on the answers to others. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from aggregator.models import ClaimKind, Evidence, Status
from aggregator.resolve.rules import NOTHING_YET, Tier, tier_of
from aggregator.resolve.windows import is_one_day, last_day, parse_window

_MADE: Final = frozenset({"renewed", "ending"})
_DECISIONS: Final = _MADE | {"cancelled"}
_OF_DECISIONS: Final = frozenset({ClaimKind.RENEWAL, ClaimKind.RENEWAL_DATE})


@dataclass(frozen=True, slots=True)
class Premiere:
    """A firm report, made on the day ``said``, that the season's premiere is on the day ``on``."""

    said: date
    on: date


@dataclass(frozen=True, slots=True)
class Season:
    """What is known of a season beside the question that is asked.

    ``decisions`` are the days on which renewal, cancellation and ending were first reported firmly, in order;
    ``next_set_on`` is the first day on which a firm window for a later season was reported.
    """

    premieres: tuple[Premiere, ...] = ()
    decisions: tuple[date, ...] = ()
    next_set_on: date | None = None

    def as_of(self, day: date) -> Season:
        """What of it was known on ``day``."""
        return Season(
            premieres=tuple(one for one in self.premieres if one.said <= day),
            decisions=tuple(one for one in self.decisions if one <= day),
            next_set_on=self.next_set_on if self.next_set_on and self.next_set_on <= day else None,
        )

    def has_started(self, day: date) -> bool:
        """Rule 17: whether the premiere has come by ``day``: the last day that was set for it, or a later season's."""
        is_past = bool(self.premieres) and max(premiere.on for premiere in self.premieres) < day
        return is_past or self.next_set_on is not None


def season_of(evidence: Evidence, coming: Mapping[int, int]) -> int | None:
    """The season that a claim is about, by its own words or rule 5."""
    season = evidence.claim.season
    return season if season is not None else coming.get(evidence.article_id)


def coming_seasons(evidence: Iterable[Evidence]) -> dict[int, int]:
    """Rule 5: article to the one season that it tells of as coming."""
    seasons: dict[int, set[int]] = defaultdict(set)
    for one in evidence:
        if one.claim.season is not None and _is_about_the_future(one):
            seasons[one.article_id].add(one.claim.season)
    return {article: next(iter(told)) for article, told in seasons.items() if len(told) == 1}


def _is_about_the_future(evidence: Evidence) -> bool:
    claim = evidence.claim
    if claim.kind is ClaimKind.EPISODES or (claim.kind is ClaimKind.RENEWAL and claim.value == "cancelled"):
        return False
    if claim.kind is not ClaimKind.RELEASE or claim.value == NOTHING_YET[ClaimKind.RELEASE]:
        return True
    end = last_day(claim.value)
    return end is None or end >= evidence.said_at.date()


def told_as_past(evidence: Iterable[Evidence], coming: Mapping[int, int]) -> set[int]:
    """Rules 8 and 15: ids of the claims by which an article tells of a decision that it knows to be outdated.

    A cancellation, where the article says that the same season is made; all dates of decisions but its last.
    """
    told: dict[tuple[int, int | None], list[Evidence]] = defaultdict(list)
    for one in evidence:
        if one.claim.status is Status.CONFIRMED and one.claim.kind in _OF_DECISIONS:
            told[one.article_id, season_of(one, coming)].append(one)
    return {
        one.claim_id
        for article in told.values()
        for one in article
        if any(_outdates(other, one) and _said_together(one, other) for other in article)
    }


def _outdates(one: Evidence, other: Evidence) -> bool:
    """Whether an article that says ``one`` too tells ``other`` as past."""
    kind = one.claim.kind
    if kind is not other.claim.kind:
        return False
    if kind is ClaimKind.RENEWAL:
        return one.claim.value in _MADE and other.claim.value == "cancelled"
    return (_begins(one), one.claim.value) > (_begins(other), other.claim.value)


def _said_together(one: Evidence, other: Evidence) -> bool:
    """Whether one revision of their article says both."""
    return (other.until is None or one.said_at < other.until) and (one.until is None or other.said_at < one.until)


def _begins(evidence: Evidence) -> date:
    window = parse_window(evidence.claim.value)
    return window.first_day if window else date.min


def seasons_of(
    evidence: Iterable[Evidence], coming: Mapping[int, int], past: set[int], as_of: date
) -> dict[int, Season]:
    """Each season as the evidence tells of it that nobody has taken back by ``as_of``."""
    premieres: dict[int, list[Premiere]] = defaultdict(list)
    decisions: dict[int, dict[str, date]] = defaultdict(dict)
    windows: dict[int, date] = {}
    for one in evidence:
        season, claim, said = season_of(one, coming), one.claim, one.said_at.date()
        is_live = one.until is None or one.until.date() > as_of
        is_firm = claim.status is Status.CONFIRMED and tier_of(one) is Tier.FIRM
        if season is None or not is_live or not is_firm:
            continue
        if claim.kind is ClaimKind.RENEWAL and claim.value in _DECISIONS and one.claim_id not in past:
            decisions[season].setdefault(claim.value, said)
        day = last_day(claim.value) if claim.kind is ClaimKind.RELEASE else None
        if day is not None:
            windows.setdefault(season, said)
            if is_one_day(claim.value):
                premieres[season].append(Premiere(said, day))
    return {
        season: Season(
            premieres=tuple(premieres[season]),
            decisions=tuple(sorted(decisions[season].values())),
            next_set_on=min((said for other, said in windows.items() if other > season), default=None),
        )
        for season in {season_of(one, coming) for one in evidence}
        if season is not None
    }
