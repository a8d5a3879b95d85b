"""The coming season, where an article speaks of two that lie ahead: one about to be shown, and the next just ordered.

Only the decision is then about the one that was ordered. Who is in it, what was shot, when it starts: what an article
says without a number is about the season that comes first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from aggregator.claims.carrying import carry_seasons
from aggregator.claims.drafts import Draft
from aggregator.claims.story import Story
from aggregator.models import ClaimKind, Field, ShowId, Status

_TO_COME: Final = re.compile(
    r"\b(?:upcoming|forthcoming|coming|unaired|unseen|unreleased|yet-to-\w+|not-yet-\w+)\s+(?:\w+\s+){0,2}\Z",
    re.IGNORECASE,
)
_SHOWN: Final = re.compile(
    r"\b(?:current(?:ly)?\s+(?:airing|on\s+air|running|streaming)|current|midway|so\s+far|averag\w+|ratings|finale|finales|final\s+episodes?"
    r"|ends?|ended|concludes?|concluded|signs?\s+off|signed\s+off|closed?|premiered|aired|debuted|launched|dropped|(?:was|were)\s+released|landed|arrived"
    r"|came\s+out|began|airing|cliffhanger|finished|last\s+year|back\s+in)\b",
    re.IGNORECASE,
)
_REACH: Final = 70
"""Characters on either side of a season, within its clause, in which it is said that it has been shown."""


def turn_to_coming_seasons(story: Story, decisions: Iterable[Draft], told: Sequence[Draft]) -> bool:
    """Make the season that comes first each show's main one, where the main one was ordered beyond it.

    A headline that names the one that was ordered alone promises news of that one. ``told`` is what is said of
    premieres and of the making. Returns whether any show's main season was changed.
    """
    ordered = {(draft.show, draft.season) for draft in decisions if draft.value in {"renewed", "ending"}}
    headline = {n for scene in story.scenes if scene.field is Field.TITLE for ref in scene.seasons for n in ref.numbers}
    turned = False
    for show, main in list(story.main_season.items()):
        is_news = bool(headline) and main - 1 not in headline
        if main > 1 and (show, main) in ordered and not is_news and _is_ahead(story, show, main - 1, told):
            story.main_season[show] = main - 1
            turned = True
    if turned:
        carry_seasons(story)
    return turned


def _is_ahead(story: Story, show: ShowId, season: int, told: Iterable[Draft]) -> bool:
    """Whether the article says that a season, by its number, is still to be shown, and nowhere that it has been."""
    is_ahead = False
    for scene in story.scenes:
        for ref in scene.seasons:
            if ref.numbers != (season,) or show not in scene.shows_for(ref.start, ref.end):
                continue
            low, high = scene.clause_at(ref.start)
            if _SHOWN.search(scene.masked, max(low, ref.start - _REACH), min(high, ref.end + _REACH)):
                return False
            is_ahead = is_ahead or bool(_TO_COME.search(scene.masked, 0, ref.start))
    for draft in told:
        if (draft.show, draft.season) != (show, season) or not any(
            season in ref.numbers for ref in draft.scene.seasons
        ):
            continue
        if draft.kind is ClaimKind.RELEASE and _is_past(draft, story):
            return False
        is_ahead = is_ahead or draft.status is not Status.DENIED
    return is_ahead


def _is_past(draft: Draft, story: Story) -> bool:
    if draft.value == "unannounced" or story.published_on is None:
        return False
    return draft.value[:10] <= story.published_on.isoformat()
