"""The day, month or year on which the decision about a season was announced."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from aggregator.claims import renewal
from aggregator.claims.context import Scene
from aggregator.claims.drafts import Draft
from aggregator.claims.events import Event, dated_events
from aggregator.claims.reading import BlockKind
from aggregator.claims.story import Story
from aggregator.models import ClaimKind, Field, Status

_DATELINE: Final = re.compile(r"^[\W\w]{0,40}?\b(?:\([^)]{2,30}\)\s*)?(?:--|–|:)\s")
_ASIDE: Final = re.compile(
    r"\b(?:before|after|since|ahead\s+of|following|days?|weeks?|months?)\s+(?:\w+\s+){0,6}\Z", re.IGNORECASE
)


_FOLLOW_UP: Final = re.compile(
    r"\W*(?:(?:the\s+)?(?:word|news|decision|announcement|order|renewal|pick-?up|move|cancel+ation"
    r"|axe|verdict|reveal|deal|call|declaration)\s+(?:\w+\s+){0,2}?(?:came|comes|arrived|broke|was"
    r"|follows|followed|fell|landed|dropped)"
    r"|(?:the\s+)?(?:[\w-]+\s+){0,2}?(?:order|renewal|pick-?up|news"
    r"|decision),\s+(?:which\s+was\s+)?(?:announced|confirmed|revealed|made)"
    r"|(?:the\s+)?(?:network|streamer|\w+)\s+(?:made\s+the\s+announcement|announced\s+(?:it"
    r"|the\s+(?:news|decision))|broke\s+the\s+news|confirmed\s+(?:it|the\s+news|this"
    r"|as\s+much)))\b",
    re.IGNORECASE,
)


def extract(story: Story, decisions: Sequence[Draft]) -> Iterator[Draft]:
    """Drafts of kind ``renewal_date``: a decision and a date of announcement in one sentence, or in two that follow."""
    decided: dict[int, list[Draft]] = {}
    for draft in decisions:
        if draft.status is Status.CONFIRMED and draft.value != "undecided" and draft.rule != renewal.MENTIONED_ENDING:
            decided.setdefault(draft.scene.index, []).append(draft)
    for scene in story.scenes:
        if scene.field is Field.TITLE or scene.block.kind in {BlockKind.LINK, BlockKind.QUESTION}:
            continue
        drafts = decided.get(scene.index, [])
        if drafts:
            yield from _in_sentence(scene, drafts)
        elif scene.index - 1 in decided and _FOLLOW_UP.match(scene.masked):
            yield from _in_sentence(scene, decided[scene.index - 1])


def _in_sentence(scene: Scene, drafts: list[Draft]) -> Iterator[Draft]:
    dateline = _DATELINE.match(scene.masked)
    for dated in dated_events(scene):
        mention = dated.date
        if dated.cue is None or dated.cue.event is not Event.ANNOUNCE or (dateline and mention.end <= dateline.end()):
            continue
        window = mention.resolved(ahead=False)
        clause = scene.clause_at(mention.start)
        near = [d for d in drafts if clause[0] <= d.at < clause[1]]
        if not near:
            before = [d for d in drafts if d.at <= mention.start]
            near = [max(before, key=lambda d: d.at)] if before else [min(drafts, key=lambda d: d.at)]
        for draft in near:
            yield Draft(
                ClaimKind.RENEWAL_DATE,
                draft.show,
                draft.season,
                str(window),
                Status.CONFIRMED,
                scene,
                "renewal_date.announced",
                mention.start,
            )
