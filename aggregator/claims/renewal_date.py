"""The day, month or year on which the decision about a season was announced."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from aggregator.claims import renewal
from aggregator.claims.context import Scene
from aggregator.claims.drafts import Draft
from aggregator.claims.events import Cue, Event, dated_events
from aggregator.claims.reading import BlockKind
from aggregator.claims.story import Story
from aggregator.models import ClaimKind, Field, Status

_DATELINE: Final = re.compile(r"^[\W\w]{0,40}?\b(?:\([^)]{2,30}\)\s*)?(?:--|–|:)\s")
_NEWS: Final = (
    r"(?:word|news|decision|announcement|order|renewal|pick-?up|move|cancel+ation|axe|verdict|reveal|deal|call"
    r"|declaration)"
)
_FOLLOW_UP: Final = re.compile(
    rf"\b{_NEWS}\s+(?:\w+\s+){{0,2}}?(?:came|comes|arrived|broke|was|follows|followed|fell|landed|dropped)\b"
    rf"|\b{_NEWS},\s+(?:which\s+was\s+)?(?:announced|confirmed|revealed|made)\b"
    rf"|\b(?:broke|shared|confirmed|announced|revealed|delivered|gave)\s+(?:it|this|as\s+much|the\s+{_NEWS})\b"
    rf"|\bmade\s+(?:the\s+announcement|it\s+official)\b",
    re.IGNORECASE,
)
"""What a sentence says of the decision that the one before it told: "Word came on Tuesday"."""
_SPAN: Final = re.compile(
    r"(?P<known>\b(?:known|official|public)\s+)?\b(?:since|until|till|through|during|from|by|for)\s+(?:the\s+)?\Z",
    re.IGNORECASE,
)
"""What lasts from a day on, or up to it, did not happen on it; but what is known since then was announced then."""
_AND: Final = re.compile(r"\b(?:and|with)\s+\Z", re.IGNORECASE)
_IN: Final = re.compile(r"\s+(?:in|on)\s+", re.IGNORECASE)
_THAT_DAY: Final = re.compile(r"\b(?:today|this\s+(?:morning|afternoon|evening))\b", re.IGNORECASE)
_LABEL: Final = 60
"""The date of an update stands in its first so many characters."""


def extract(story: Story, decisions: Sequence[Draft]) -> Iterator[Draft]:
    """Drafts of kind ``renewal_date``: a decision and a date of announcement in one sentence, or in two that follow."""
    decided: dict[int, list[Draft]] = {}
    for draft in decisions:
        if _is_decision(draft):
            decided.setdefault(draft.scene.index, []).append(draft)
    update: tuple[int, str] | None = None
    for scene in story.scenes:
        if scene.field is Field.TITLE or scene.block.kind in {BlockKind.LINK, BlockKind.QUESTION}:
            continue
        if scene.block.kind is BlockKind.UPDATE and (day := _day_of_update(scene)):
            update = (scene.block.start, day)
        drafts = decided.get(scene.index, [])
        if not drafts and scene.index - 1 in decided and _FOLLOW_UP.search(scene.masked):
            drafts = decided[scene.index - 1]
        if drafts:
            yield from _in_sentence(scene, drafts, update[1] if update and update[0] == scene.block.start else None)


def _day_of_update(scene: Scene) -> str | None:
    """The day in the label of an update: "UPDATE, Feb. 16: ..."."""
    first = scene.dates[0] if scene.dates else None
    if first is None or first.start > _LABEL or scene.sentence.start != scene.block.start:
        return None
    return str(first.resolved(ahead=False)) if ":" in scene.masked[first.end : first.end + 2] else None


def _is_decision(draft: Draft) -> bool:
    is_told = draft.status is Status.CONFIRMED and draft.value != "undecided"
    return is_told and not draft.rule.startswith(renewal.MENTIONED_ENDING)


def _in_sentence(scene: Scene, drafts: list[Draft], today: str | None) -> Iterator[Draft]:
    dateline = _DATELINE.match(scene.masked)
    for dated in dated_events(scene, _decisions_in(scene)):
        mention = dated.date
        span = _SPAN.search(scene.masked, 0, mention.start)
        is_announced = span["known"] if span else dated.cue is not None and dated.cue.event is Event.ANNOUNCE
        if not is_announced or (dateline and mention.end <= dateline.end()) or _is_of_next(scene, mention.start):
            continue
        is_today = today is not None and _THAT_DAY.match(scene.masked, mention.start)
        window = today if is_today else str(mention.resolved(ahead=False))
        for draft in _near(scene, drafts, mention.start):
            yield Draft(
                ClaimKind.RENEWAL_DATE,
                draft.show,
                draft.season,
                window or "",
                Status.CONFIRMED,
                scene,
                "renewal_date.announced",
                mention.start,
            )


def _is_of_next(scene: Scene, at: int) -> bool:
    """The date tells of a season that is only added: "season 4 was ordered in May and season 5 in January"."""
    return any(
        _AND.search(scene.masked, 0, ref.start) and _IN.fullmatch(scene.masked, ref.end, at)
        for ref in scene.seasons
        if ref.end <= at
    )


def _near(scene: Scene, drafts: list[Draft], at: int) -> list[Draft]:
    """The decisions that a date at ``at`` is about: those of its clause, else the last before it."""
    low, high = scene.clause_at(at)
    if near := [d for d in drafts if low <= d.at < high]:
        return near
    before = [d.at for d in drafts if d.at <= at]
    chosen = max(before) if before else min(d.at for d in drafts)
    return [d for d in drafts if d.at == chosen]


def _decisions_in(scene: Scene) -> list[Cue]:
    """The wordings of decisions themselves, which have a day of their own."""
    found = sorted(
        (match.span() for phrase, match in scene.found("renewal") if phrase.id in _HAVE_A_DAY),
        key=lambda span: (span[0], -span[1]),
    )
    cues: list[Cue] = []
    for start, end in found:
        if not cues or start >= cues[-1].end:
            day = next((date.start for date in scene.dates if start < date.start < end), end)
            cues.append(Cue(Event.ANNOUNCE, start, day))
    return cues


_HAVE_A_DAY: Final = frozenset(
    f"{value}.{name}"
    for value, names in {
        "renewed": "renew renewal order ordered greenlight pickup made saved",
        "cancelled": "verb noun idiom against",
        "ending": "verb",
    }.items()
    for name in names.split()
)
