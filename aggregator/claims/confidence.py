"""How sure a claim is: the share of claims of its sort that are right.

Measured, strictly read, on labelled articles before any rule was mended on them (``own6`` and ``own7`` of
``fixtures/gold``); ``aggregator evaluate --json`` prints how often each band is right. What tells a right claim from
a wrong one most is whether its own sentence names the season, or the context had to, and whether somebody's character
is known.
"""

from __future__ import annotations

from typing import Final

from aggregator.claims.drafts import Draft
from aggregator.models import ClaimKind, Status

_SEASON_NAMED: Final = {
    ClaimKind.RENEWAL: 0.91,
    ClaimKind.RENEWAL_DATE: 0.91,
    ClaimKind.RELEASE: 0.90,
    ClaimKind.EPISODES: 0.97,
    ClaimKind.CAST: 0.94,
    ClaimKind.CREW: 0.86,
    ClaimKind.PRODUCTION: 0.83,
    ClaimKind.TRAILER: 0.97,
}
_SEASON_CARRIED: Final = {
    ClaimKind.RENEWAL: 0.76,
    ClaimKind.RENEWAL_DATE: 0.79,
    ClaimKind.RELEASE: 0.73,
    ClaimKind.EPISODES: 0.84,
    ClaimKind.CAST: 0.85,
    ClaimKind.CREW: 0.83,
    ClaimKind.PRODUCTION: 0.80,
    ClaimKind.TRAILER: 0.95,
}
_WITHOUT_SEASON: Final = 0.5
_WITH_CHARACTER: Final = 0.05
_WITHOUT_CHARACTER: Final = -0.10
_HEDGED: Final = -0.05


def confidence_of(draft: Draft) -> float:
    """The share of claims like this one that are right, 0 to 1, in hundredths."""
    if draft.season is None:
        return _WITHOUT_SEASON
    is_named = any(draft.season in ref.numbers for ref in draft.scene.seasons)
    share = (_SEASON_NAMED if is_named else _SEASON_CARRIED)[draft.kind]
    if draft.kind is ClaimKind.CAST:
        share += _WITH_CHARACTER if draft.character else _WITHOUT_CHARACTER
    if draft.status is not Status.CONFIRMED:
        share += _HEDGED
    return round(min(share, 0.99), 2)
