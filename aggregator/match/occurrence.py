"""One place where a name stands, with what is known of it while it is judged."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from aggregator.match.names import Hit
from aggregator.match.passage import Case, Passage


@dataclass(frozen=True, slots=True)
class ShowSigns:
    """What tells one show from its namesakes: the words of its networks, the country of its version if it has one."""

    network: frozenset[str] = frozenset()
    country: str | None = None


@dataclass(slots=True)
class Occurrence:
    """One hit with what stands around it and, once judged, its points.

    ``neighbours`` are the words that make a longer title of it, each with its place: -1 before, 1 behind.
    """

    hit: Hit
    passage: Passage
    signs: ShowSigns
    before: str
    after: str
    case: Case
    points: float = 0.0
    context_points: float = 0.0
    """The part of ``points`` that what stands around earned: not this name's, should it be part of a longer title."""
    neighbours: set[tuple[int, str]] = field(default_factory=set)

    @property
    def is_link(self) -> bool:
        """Whether it stands in a line that leads to other articles."""
        return self.passage.lines[self.passage.line_at(self.hit.start)].is_link

    @property
    def probability(self) -> float:
        """The points as a share of 1; no points are even odds."""
        return 1.0 / (1.0 + math.exp(-self.points))
