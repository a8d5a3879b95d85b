"""One question through time: what is believed of it on each day, and since when. Pure."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from datetime import date, datetime, timedelta

from aggregator.models import ClaimKind, Evidence, Standing, Status
from aggregator.resolve.beliefs import Belief, believe
from aggregator.resolve.positions import Position
from aggregator.resolve.rules import Answer
from aggregator.resolve.seasons import Season
from aggregator.resolve.windows import last_day


class Course:
    """One question through time: what is believed of it on a day, and since when.

    It goes on from day to day, and may go through its last day anew, when more is said on that.
    """

    def __init__(self, kind: ClaimKind) -> None:
        """A course begins before anything is said."""
        self.kind = kind
        self.positions: dict[Answer, Position] = {}
        self.beliefs: list[Belief] = []
        self.since: dict[Answer, date] = {}
        """Since when each current answer has been believed; of those given up, since when it was the last time."""
        self.day = date.min
        """The last day that it has gone through."""
        self.standings_before: dict[Answer, Standing] = {}
        """Of the beliefs before that day; ``since_before`` likewise."""
        self.since_before: dict[Answer, date] = {}

    def follow(self, said: Iterable[Evidence], season: Season, told_as_past: Container[int], as_of: date) -> None:
        """Go through all days up to ``as_of`` on which something happens.

        Args:
            said: What is said by then and was not added yet, in any order; none of it before ``day``.
            season: What is known of the season, before ``day`` as it was.
            told_as_past: Ids of claims that tell of what was, not of what is.
            as_of: The last day.
        """
        waiting = sorted((one for one in said if one.said_at.date() <= as_of), key=age)
        ending = sorted((_end(one), at) for at, one in enumerate(waiting) if one.until is not None)
        added = ended = 0
        days = {*season.turning_days(self.kind), *self._passing(self.positions)}
        days.update(day for one in waiting for day in self._days(one))
        for day in sorted(day for day in days if self.day <= day <= as_of):
            while added < len(waiting) and waiting[added].said_at.date() <= day:
                self._add(waiting[added], told_as_past)
                added += 1
            while ended < len(ending) and ending[ended][0] <= day:
                one = waiting[ending[ended][1]]
                self.positions[_answer_of(one)].end(one)
                ended += 1
            self._update(season, day)

    def go_on(self, said: Iterable[Evidence], season: Season, told_as_past: Container[int], day: date) -> None:
        """Go on to ``day``, on which nothing is taken back, and before which nothing happens any more.

        Args:
            said: What is said on that day, oldest first.
            season: What is known of the season now.
            told_as_past: As of ``follow``.
            day: The day.
        """
        for one in said:
            self._add(one, told_as_past)
        self._update(season, day)

    def next_turn(self, day: date) -> date | None:
        """The first day after ``day`` on which a window that is spoken of has passed."""
        return min((turn for turn in self._passing(self.positions) if turn > day), default=None)

    def _passing(self, answers: Iterable[Answer]) -> Iterator[date]:
        """The days on which windows have passed."""
        if self.kind is ClaimKind.RELEASE:
            ends = (last_day(one.value) for one in answers)
            yield from (end + timedelta(days=1) for end in ends if end is not None)

    def _days(self, evidence: Evidence) -> Iterator[date]:
        """The days on which ``evidence`` may move the belief."""
        said = evidence.said_at.date()
        yield said
        if evidence.until is not None:
            yield _end(evidence)
        yield from (day for day in self._passing([_answer_of(evidence)]) if day > said)

    def _add(self, evidence: Evidence, told_as_past: Container[int]) -> None:
        given = _answer_of(evidence)
        position = self.positions.setdefault(given, Position(given))
        position.add(evidence, is_past=evidence.claim_id in told_as_past)

    def _update(self, season: Season, day: date) -> None:
        if day > self.day:
            self.standings_before = {belief.answer: belief.standing for belief in self.beliefs}
            self.since_before, self.day = self.since, day
        self.beliefs = believe(self.kind, list(self.positions.values()), day, season.as_of(day))
        self.since = dict(self.since_before)
        for belief in self.beliefs:
            standing = self.standings_before.get(belief.answer)
            is_firmer = standing is Standing.RUMOURED and belief.standing is not Standing.RUMOURED
            if standing is None or is_firmer:
                self.since[belief.answer] = day


def age(evidence: Evidence) -> tuple[datetime, int]:
    """What evidence is sorted by: the oldest first."""
    return evidence.said_at, evidence.claim_id


def _end(evidence: Evidence) -> date:
    """The day on which ``evidence`` ends, not before it begins; only asked where it ends."""
    said = evidence.said_at.date()
    return said if evidence.until is None else max(said, evidence.until.date())


def _answer_of(evidence: Evidence) -> Answer:
    return Answer(evidence.claim.value, evidence.claim.status is Status.DENIED)
