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
from aggregator.claims.seasons import SeasonRole
from aggregator.claims.story import Story
from aggregator.models import ClaimKind, Field, ShowId, Status

_TO_COME: Final = re.compile(
    r"\b(?:upcoming|forthcoming|coming|unaired|unseen|unreleased|yet-to-\w+|not-yet-\w+)\s+(?:\w+\s+){0,2}\Z"
    r"|\b(?:comes|(?:first|next)\s+(?:up\s+)?(?:is|comes|there\s+is))\s+(?:the\s+|its\s+)?\Z",
    re.IGNORECASE,
)
_STILL_TO_COME: Final = re.compile(
    r"\s+(?:(?:of|for)\s+[\ue000]+['\"]?\s+)?(?:comes\s+(?:first|next|before)|is\s+(?:next|first|in\s+the\s+can|on\s+(?:its|the)\s+way|still\s+being"
    r"|already\s+(?:filming|shooting|shot|written|made))|(?:is|has|remains?)\s+(?:still\s+|yet\s+|still\s+yet\s+){1,2}to\s"
    r"|(?:has\s+not|hasn't|is\s+not|isn't)\s+(?:yet\s+)?(?:even\s+)?(?:aired|begun|started|premiered|been\s+(?:shown|seen|released|on)|out)\b)",
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
        if main == 1 or (show, main) not in ordered or is_news:
            continue
        if _is_ahead(story, show, main - 1, told) or _is_brought_up_late(story, show, main, told):
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
            is_ahead = is_ahead or bool(
                _TO_COME.search(scene.masked, 0, ref.start) or _STILL_TO_COME.match(scene.masked, ref.end)
            )
    for draft in told:
        if (draft.show, draft.season) != (show, season) or not any(
            season in ref.numbers for ref in draft.scene.seasons
        ):
            continue
        if draft.kind is ClaimKind.RELEASE and _is_past(draft, story):
            return False
        is_ahead = is_ahead or draft.status is not Status.DENIED
    return is_ahead


_A_FURTHER: Final = re.compile(
    r"(?:\A|[.,;:–]\s+|\b(?:and|but|while|though)\s+)\W*(?:a|an|yet\s+another)\s+\Z", re.IGNORECASE
)
_ALSO_MADE: Final = re.compile(
    r"[^.;:]{0,40}?\s(?:(?:has|have)\s+(?:already\s+|also\s+|since\s+)*been|is|was|will|'s|had)\b", re.IGNORECASE
)


def _is_brought_up_late(story: Story, show: ShowId, season: int, told: Iterable[Draft]) -> bool:
    """Whether it is first spoken of as a further one, after what was shot or is shown next: "A fourth is ordered"."""
    for scene in story.scenes:
        for ref in scene.seasons:
            if ref.numbers and show in scene.shows_for(ref.start, ref.end):
                start = scene.masked.lower().find(" ", ref.start) + 1 if ref.role is SeasonRole.BARE else ref.start
                is_further = _A_FURTHER.search(scene.masked, 0, start) and _ALSO_MADE.match(scene.masked, ref.end)
                earlier = (d for d in told if d.show == show and d.scene.index < scene.index and not d.scene.seasons)
                return ref.numbers == (season,) and bool(is_further) and any(_is_near(d, story) for d in earlier)
    return False


def _is_near(draft: Draft, story: Story) -> bool:
    """It has been shot, or its day is set."""
    if draft.kind is ClaimKind.PRODUCTION:
        return draft.value == "wrapped" and draft.status is Status.CONFIRMED
    is_set = draft.status is Status.CONFIRMED and len(draft.value) in {len("2024-05"), len("2024-05-03")}
    return draft.kind is ClaimKind.RELEASE and is_set and not _is_past(draft, story)


def _is_past(draft: Draft, story: Story) -> bool:
    if draft.value == "unannounced" or story.published_on is None:
        return False
    return draft.value[:10] <= story.published_on.isoformat()
