"""What the evidence tells of a season as a whole, for questions that hang on the answers to others. Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from operator import attrgetter
from typing import Final, TypeVar

from aggregator.models import ClaimKind, Evidence, Status
from aggregator.resolve.rules import NOTHING_YET, Tier, tier_of
from aggregator.resolve.windows import is_one_day, is_within_a_month, last_day, parse_window

_MADE: Final = frozenset({"renewed", "ending"})
_DECISIONS: Final = _MADE | {"cancelled"}
_OF_DECISIONS: Final = frozenset({ClaimKind.RENEWAL, ClaimKind.RENEWAL_DATE})


@dataclass(frozen=True, slots=True)
class Premiere:
    """What firm reports of the day or the month of a season's premiere come to on ``said``, a day with such a report.

    ``on`` is the latest day that was named until then; None where only months were.
    """

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

    ``premieres`` are in order, one a day. ``made_on`` is the first day on which it was firmly reported that the season
    is made, ``next_set_on`` that the next one has a window, ``ended_on`` that an earlier one is the last.
    """

    premieres: tuple[Premiere, ...] = ()
    decisions: tuple[date, ...] = ()
    made_on: date | None = None
    next_set_on: date | None = None
    ended_on: date | None = None

    def as_of(self, day: date) -> Outlook:
        """What was known on ``day`` (rules 15, 17 and 18)."""
        place = bisect_right(self.premieres, day, key=attrgetter("said"))
        known = self.premieres[place - 1] if place else None
        is_over = known is not None and known.on is not None and known.on < day
        return Outlook(
            has_started=is_over or _is_by(day, self.next_set_on),
            is_beyond_the_last=_is_by(day, self.ended_on) and not _is_by(day, self.made_on),
            set_on=known.said if known else None,
            decisions=self.decisions[: bisect_right(self.decisions, day)],
        )

    def turning_days(self, kind: ClaimKind) -> Iterator[date]:
        """The days on which what is known of the season may move an answer to a question of that kind.

        Only whether a production is delayed hangs on the day of a report itself (rule 17), only the date of a decision
        on all decisions (rule 15): on any other day nothing but the latest day that was named counts.
        """
        latest = None
        for premiere in self.premieres:
            if premiere.on != latest or kind is ClaimKind.PRODUCTION:
                yield premiere.said
            if premiere.on is not None and premiere.on != latest:
                yield premiere.on + timedelta(days=1)
            latest = premiere.on
        if kind is ClaimKind.RENEWAL_DATE:
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


class SeasonBook:
    """What firm evidence tells of the seasons of a show, added up piece by piece, in any order."""

    def __init__(self) -> None:
        """A book begins empty."""
        self.named: dict[int, dict[date, date]] = defaultdict(dict)
        """By season and day of the report, the latest day that was named for the premiere; ``date.min`` for a month."""
        self.windows: dict[int, date] = {}
        self.decisions: dict[int, dict[str, date]] = defaultdict(dict)
        self.numbers: set[int] = set()

    def add(self, evidence: Evidence, season: int) -> bool:
        """Whether what ``evidence``, which is firm and not told as past, says of the season is news of it."""
        claim, said = evidence.claim, evidence.said_at.date()
        is_new = season not in self.numbers
        self.numbers.add(season)
        if claim.kind is ClaimKind.RENEWAL and claim.value in _DECISIONS:
            return _put_first(self.decisions[season], claim.value, said) or is_new
        if claim.kind is ClaimKind.RELEASE and last_day(claim.value):
            is_new |= _put_first(self.windows, season, said)
            if is_within_a_month(claim.value):
                on = last_day(claim.value) if is_one_day(claim.value) else None
                named = self.named[season]
                latest = max(named.get(said, date.min), on or date.min)
                is_new |= named.get(said) != latest
                named[said] = latest
        return is_new

    def seasons(self) -> dict[int, Season]:
        """What is known of each season in the book."""
        ended = {season: told["ending"] for season, told in self.decisions.items() if "ending" in told}
        return {number: self._season(number, ended) for number in self.numbers}

    def mention(self, season: int) -> bool:
        """Whether the season was not in the book until now; it is then, with nothing said of it."""
        is_new = season not in self.numbers
        self.numbers.add(season)
        return is_new

    def _season(self, number: int, ended: Mapping[int, date]) -> Season:
        decisions = self.decisions.get(number, {})
        return Season(
            premieres=_premieres(self.named.get(number, {})),
            decisions=tuple(sorted(decisions.values())),
            made_on=min((day for value, day in decisions.items() if value in _MADE), default=None),
            next_set_on=self.windows.get(number + 1),
            ended_on=min((day for season, day in ended.items() if season < number), default=None),
        )


_Key = TypeVar("_Key")


def _put_first(days: dict[_Key, date], key: _Key, day: date) -> bool:
    """Whether ``day`` is the first one under ``key``; it is put there then."""
    if key in days and days[key] <= day:
        return False
    days[key] = day
    return True


def _premieres(named: Mapping[date, date]) -> tuple[Premiere, ...]:
    latest = accumulate((named[said] for said in sorted(named)), max)
    return tuple(Premiere(said, None if on == date.min else on) for said, on in zip(sorted(named), latest, strict=True))


def book_of(evidence: Iterable[Evidence], coming: Mapping[int, int], past: Container[int], as_of: date) -> SeasonBook:
    """What the evidence that nobody has taken back by ``as_of`` tells of the seasons."""
    book = SeasonBook()
    for one in evidence:
        enter(book, one, coming, past, as_of)
    return book


def enter(book: SeasonBook, one: Evidence, coming: Mapping[int, int], past: Container[int], as_of: date) -> bool:
    """Whether a piece of evidence, in the book from now on, is news of its season."""
    season = season_of(one, coming)
    if season is None:
        return False
    is_live = one.until is None or one.until.date() > as_of
    is_firm = one.claim.status is Status.CONFIRMED and tier_of(one) is Tier.FIRM and one.claim_id not in past
    return book.add(one, season) if is_live and is_firm else book.mention(season)
