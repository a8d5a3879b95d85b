"""What a rule finds, before the article's claims are weighed against each other."""

from __future__ import annotations

from dataclasses import dataclass

from aggregator.claims.context import Scene
from aggregator.models import ClaimKind, ShowId, Status


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim with the scene that says it; ``at`` is where in the sentence its cue stands."""

    kind: ClaimKind
    show: ShowId
    season: int | None
    value: str
    status: Status
    scene: Scene
    rule: str
    at: int = 0
    person: str | None = None
    character: str | None = None
