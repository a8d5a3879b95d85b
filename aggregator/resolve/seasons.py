"""What the evidence tells of a season as a whole, for questions that hang on the answers to others. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from aggregator.models import ClaimKind, Evidence, Status
from aggregator.resolve.rules import NOTHING_YET, Tier, tier_of
from aggregator.resolve.windows import is_one_day, is_within_a_month, last_day, parse_window

_MADE: Final = frozenset({"renewed", "ending"})
_DECISIONS: Final = _MADE | {"cancelled"}
_OF_DECISIONS: Final = frozenset({ClaimKind.RENEWAL, ClaimKind.RENEWAL_DATE})


@dataclass(frozen=True, slots=True)
class Premiere:
    """A firm report, made on the day ``said``, of the day ``on`` or (None) the month of the season's premiere."""

    said: date
    on: date | None


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is known of a season on one day, beside the question that is asked.

    ``set_on`` is the last day on which a day or a month was reported for the premiere. ``decisions`` are the days on
    which renewal, cancellation and ending were first reported firmly, in order.
    """

    has_started: bool = False
    is_beyond_the_last: bool = False
    set_on: date | None = None
    decisions: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Season:
    """What is known of a season, and since when; see `Outlook`.

    ``made_on`` is the first day on which it was firmly reported that the season is made, ``next_set_on`` that the next
    one has a window, ``ended_on`` that an earlier one is the last.
    """

    premieres: tuple[Premiere, ...] = ()
    decisions: tuple[date, ...] = ()
    made_on: date | None = None
    next_set_on: date | None = None
    ended_on: date | None = None

    def as_of(self, day: date) -> Outlook:
        """What was known on ``day`` (rules 15, 17 and 18)."""
        known = [premiere for premiere in self.premieres if premiere.said <= day]
        days = [premiere.on for premiere in known if premiere.on is not None]
        return Outlook(
            has_started=(bool(days) and max(days) < day) or _is_by(day, self.next_set_on),
            is_beyond_the_last=_is_by(day, self.ended_on) and not _is_by(day, self.made_on),
            set_on=max((premiere.said for premiere in known), default=None),
            decisions=tuple(one for one in self.decisions if one <= day),
        )

    def turning_days(self) -> Iterator[date]:
        """The days on which what is known of the season may move an answer."""
        for premiere in self.premieres:
            yield premiere.said
            if premiere.on is not None:
                yield premiere.on + timedelta(days=1)
        yield from self.decisions
        yield from (one for one in (self.made_on, self.next_set_on, self.ended_on) if one is not None)


def _is_by(day: date, known_on: date | None) -> bool:
    return known_on is not None and known_on <= day


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
    firm: dict[int, list[Evidence]] = {}
    for one in evidence:
        season = season_of(one, coming)
        if season is not None:
            is_live = one.until is None or one.until.date() > as_of
            is_firm = one.claim.status is Status.CONFIRMED and tier_of(one) is Tier.FIRM and one.claim_id not in past
            firm.setdefault(season, []).extend([one] if is_live and is_firm else [])
    premieres = {season: _premieres(told) for season, told in firm.items()}
    windows = {season: _first(told, ClaimKind.RELEASE, None) for season, told in firm.items()}
    decisions = {
        season: {value: day for value in _DECISIONS if (day := _first(told, ClaimKind.RENEWAL, value))}
        for season, told in firm.items()
    }
    return {
        season: Season(
            premieres=premieres[season],
            decisions=tuple(sorted(decisions[season].values())),
            made_on=min((day for value, day in decisions[season].items() if value in _MADE), default=None),
            next_set_on=windows.get(season + 1),
            ended_on=min(
                (told["ending"] for other, told in decisions.items() if other < season and "ending" in told),
                default=None,
            ),
        )
        for season in firm
    }


def _premieres(evidence: Iterable[Evidence]) -> tuple[Premiere, ...]:
    """The days and months that are given for the premiere."""
    return tuple(
        Premiere(one.said_at.date(), last_day(one.claim.value) if is_one_day(one.claim.value) else None)
        for one in evidence
        if one.claim.kind is ClaimKind.RELEASE and is_within_a_month(one.claim.value)
    )


def _first(evidence: Iterable[Evidence], kind: ClaimKind, value: str | None) -> date | None:
    """The first day on which ``value``, or some window, was said."""
    return min(
        (
            one.said_at.date()
            for one in evidence
            if one.claim.kind is kind and (one.claim.value == value or (value is None and last_day(one.claim.value)))
        ),
        default=None,
    )
