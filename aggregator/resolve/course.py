"""One question through time: what is believed of it on each day, and since when. Pure."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from datetime import date, timedelta

from aggregator.models import ClaimKind, Evidence, Standing, Status
from aggregator.resolve.beliefs import Belief, believe
from aggregator.resolve.positions import Position
from aggregator.resolve.rules import Answer
from aggregator.resolve.seasons import Season
from aggregator.resolve.windows import last_day


class Course:
    """One question through time: what is believed of it on a day, and since when."""

    def __init__(
        self, kind: ClaimKind, evidence: Iterable[Evidence], season: Season, told_as_past: Container[int]
    ) -> None:
        """``evidence`` in any order; ``told_as_past`` are ids of claims that tell of what was, not of what is."""
        self.kind = kind
        self.positions: dict[Answer, Position] = {}
        self.beliefs: list[Belief] = []
        self.since: dict[Answer, date] = {}
        """Since when each current answer has been believed; of those given up, since when it was the last time."""
        self._evidence = sorted(evidence, key=lambda one: (one.said_at, one.claim_id))
        self._season = season
        self._told_as_past = told_as_past

    def follow(self, as_of: date) -> None:
        """Go through all days up to ``as_of`` on which something happens."""
        waiting = [one for one in self._evidence if one.said_at.date() <= as_of]
        ending = sorted((self._end(one), at) for at, one in enumerate(waiting) if one.until is not None)
        said = ended = 0
        days = {*self._season.turning_days(self.kind), *(day for one in waiting for day in self._days(one))}
        for day in sorted(day for day in days if day <= as_of):
            while said < len(waiting) and waiting[said].said_at.date() <= day:
                self._add(waiting[said])
                said += 1
            while ended < len(ending) and ending[ended][0] <= day:
                one = waiting[ending[ended][1]]
                self.positions[_answer_of(one)].end(one)
                ended += 1
            self._update(day)

    def go_on(self, said: Iterable[Evidence], season: Season, told_as_past: Container[int], day: date) -> None:
        """Go on to ``day``, on which nothing is taken back; all days before it have been followed.

        Args:
            said: What is said on that day, oldest first.
            season: What is known of the season now.
            told_as_past: As of a new course, for all evidence.
            day: The day.
        """
        self._season, self._told_as_past = season, told_as_past
        for one in said:
            self._add(one)
        self._update(day)

    def _days(self, evidence: Evidence) -> Iterator[date]:
        """The days on which ``evidence`` may move the belief."""
        said = evidence.said_at.date()
        yield said
        if evidence.until is not None:
            yield self._end(evidence)
        end = last_day(evidence.claim.value) if self.kind is ClaimKind.RELEASE else None
        if end is not None and end >= said:
            yield end + timedelta(days=1)

    def _end(self, evidence: Evidence) -> date:
        """The day on which ``evidence`` ends, not before it begins; only asked where it ends."""
        said = evidence.said_at.date()
        return said if evidence.until is None else max(said, evidence.until.date())

    def _add(self, evidence: Evidence) -> None:
        given = _answer_of(evidence)
        position = self.positions.setdefault(given, Position(given))
        position.add(evidence, is_past=evidence.claim_id in self._told_as_past)

    def _update(self, day: date) -> None:
        before = {belief.answer: belief.standing for belief in self.beliefs}
        season = self._season.as_of(day)
        self.beliefs = believe(self.kind, list(self.positions.values()), day, season)
        for belief in self.beliefs:
            standing = before.get(belief.answer)
            is_firmer = standing is Standing.RUMOURED and belief.standing is not Standing.RUMOURED
            if standing is None or is_firmer:
                self.since[belief.answer] = day


def _answer_of(evidence: Evidence) -> Answer:
    return Answer(evidence.claim.value, evidence.claim.status is Status.DENIED)
