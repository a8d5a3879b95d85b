"""Whether a season's trailer or teaser is out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from aggregator.claims.context import Scene
from aggregator.claims.drafts import Draft
from aggregator.claims.firmness import firmness, is_negated
from aggregator.claims.reading import BlockKind
from aggregator.claims.story import Story
from aggregator.models import ClaimKind, Status

_AHEAD: Final = re.compile(
    r"\b(?:will|should|soon|expected|set\s+to|coming|to\s+come|follows?\s+(?:in|on|soon|next)"
    r"|later|next\s+(?:week|month)|until|once|when\s+(?:the|it|a))\b",
    re.IGNORECASE,
)
_AHEAD_REACH: Final = 30
"""How far after a wording a word of the future still belongs to it."""
_LONG_AGO: Final = re.compile(r"\bbeen\s+(?:\w+\s+){1,4}since\b", re.IGNORECASE)
"""Measures the time since the last one, whichever season that was for."""
_PROPER: Final = re.compile(r"\b(?:proper|full(?:-length)?|longer|main|second)\s+trailer", re.IGNORECASE)
_ASKS: Final = re.compile(r"\b(?:trailer|teaser)\b")
_NO: Final = re.compile(
    r"(?:no+pe?|not\s+(?:yet|at\s+the\s+moment|right\s+now|so\s+far|a\s+(?:frame|second|peep))|nothing|none|sadly"
    r"|unfortunately|alas|nah|it's\s+too\s+(?:early|soon)|there\s+(?:isn't|is\s+no(?:ne|t)?)|we're\s+(?:still\s+)?waiting"
    r"|still\s+waiting|(?:abhi|filhaal)\s+(?:tak\s+)?nah?[iu]n?)\b",
    re.IGNORECASE,
)
_YES: Final = re.compile(
    r"(?:yes|yep|yeah|indeed|it\s+is(?!\s+not)|there\s+is(?!\s+no)|oh\s+yes|sure|haan)\b", re.IGNORECASE
)


def extract(story: Story) -> Iterator[Draft]:
    """Drafts of kind ``trailer``: ``none`` only where the article tells of no trailer that is out."""
    drafts: list[Draft] = []
    answered: int | None = None
    for scene in story.scenes:
        if scene.is_question or scene.block.kind is BlockKind.LINK:
            continue
        if (
            scene.topic
            and _ASKS.search(scene.topic)
            and scene.block.heading != answered
            and scene.block.kind is BlockKind.PARAGRAPH
        ):
            answered = scene.block.heading
            drafts += _answer(scene)
        if "trailer" in scene.phrases.lexicons:
            drafts += _read(story, scene)
    released = {(d.show, d.season) for d in drafts if d.value == "released"}
    yield from (d for d in drafts if d.value == "released" or (d.show, d.season) not in released)


def _answer(scene: Scene) -> Iterator[Draft]:
    value = "none" if _NO.match(scene.masked) else "released" if _YES.match(scene.masked) else None
    if value and scene.show:
        yield Draft(ClaimKind.TRAILER, scene.show, scene.season, value, Status.CONFIRMED, scene, "trailer.answer", 0)


def _read(story: Story, scene: Scene) -> Iterator[Draft]:
    for phrase, found in scene.told("trailer"):
        start, end = found.span()
        if phrase.value == "released" and (is_negated(scene, start, end) or not _is_out(scene, start, end)):
            continue
        if phrase.value == "none" and _PROPER.search(found[0]):
            continue
        rule = f"trailer.{phrase.id}"
        for show in scene.shows_for(start, end):
            for season in story.season_numbers(scene, start, end, show):
                yield Draft(ClaimKind.TRAILER, show, season, phrase.value, Status.CONFIRMED, scene, rule, start)


def _is_out(scene: Scene, start: int, end: int) -> bool:
    low, high = scene.clause_at(start)
    clause = scene.masked[low : max(min(high, end + _AHEAD_REACH), end)]
    if _LONG_AGO.search(scene.masked, 0, start):
        return False
    return not _AHEAD.search(clause) and firmness(scene, start, end) is Status.CONFIRMED
