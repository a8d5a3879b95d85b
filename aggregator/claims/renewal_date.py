"""The day, month or year on which the decision about a season was announced."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from aggregator.claims import renewal
from aggregator.claims.context import Scene
from aggregator.claims.drafts import Draft
from aggregator.claims.events import Cue, Dated, Event, dated_events
from aggregator.claims.reading import BlockKind
from aggregator.claims.season_forms import NUMBER
from aggregator.claims.seasons import number_of
from aggregator.claims.story import Story
from aggregator.dates import DateMention
from aggregator.models import ClaimKind, Field, ShowId, Status

_DATELINE: Final = re.compile(r"^[\W\w]{0,40}?\b(?:\([^)]{2,30}\)\s*)?(?:--|–|:)\s")
_SPAN: Final = re.compile(
    r"(?P<known>\b(?:known|official|public)\s+)?\b(?:since|until|till|through|during|from|by|for)\s+(?:the\s+)?\Z",
    re.IGNORECASE,
)
"""What lasts from a day on, or up to it, did not happen on it; but what is known since then was announced then."""
_STAGE: Final = re.compile(r"\b(?:at|during|on\s+the\s+eve\s+of|as\s+part\s+of)\s+[^,;.]*\Z", re.IGNORECASE)
"""Where something is announced: the day of the occasion is then the day of the announcement."""
_LATER: Final = re.compile(
    rf"\b(?P<count>{NUMBER})\s+(?P<unit>days?|weeks?)\s+(?P<side>after|before|following|ahead\s+of)\s+[^,;:.]{{0,48}}\Z",
    re.IGNORECASE,
)
"""Before a date that the decision came some time after: "two weeks after its premiere on January 10"."""
_SOON: Final = timedelta(days=60)
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
        if not drafts and scene.index - 1 in decided and scene.found("announcements"):
            drafts = _followed_up(decided[scene.index - 1])
        if drafts:
            today = update[1] if update and update[0] == scene.block.start else None
            yield from _in_sentence(scene, drafts, today, story.published_on)


def _followed_up(drafts: list[Draft]) -> list[Draft]:
    """The decisions that the next sentence goes on about: those told last."""
    return [replace(draft, at=0) for draft in drafts if draft.at == max(d.at for d in drafts)]


def _day_of_update(scene: Scene) -> str | None:
    """The day in the label of an update: "UPDATE, Feb. 16: ..."."""
    first = scene.dates[0] if scene.dates else None
    if first is None or first.start > _LABEL or scene.sentence.start != scene.block.start:
        return None
    return str(first.resolved(ahead=False)) if ":" in scene.masked[first.end : first.end + 2] else None


def _is_decision(draft: Draft) -> bool:
    is_told = draft.status is Status.CONFIRMED and draft.value != "undecided"
    return is_told and not draft.rule.startswith(renewal.MENTIONED_ENDING)


def _in_sentence(scene: Scene, drafts: list[Draft], today: str | None, published_on: date | None) -> Iterator[Draft]:
    """The day of each decision: of several dates that would do, the one next to its wording."""
    chosen: dict[tuple[ShowId, int | None, int], tuple[int, DateMention]] = {}
    for dated in dated_events(scene, _announcements_in(scene)):
        if not _is_announcement(scene, dated, published_on) or _is_ahead(dated.date, published_on):
            continue
        for draft in _near(scene, drafts, dated.date.start):
            key, gap = (draft.show, draft.season, draft.at), abs(dated.date.start - draft.at)
            if _counted(scene, dated.date, published_on):
                gap = 0  # counted to the day, beside "last June"
            if key not in chosen or gap < chosen[key][0]:
                chosen[key] = gap, dated.date
    for (show, season, _), (_, mention) in chosen.items():
        is_today = today is not None and _THAT_DAY.match(scene.masked, mention.start)
        window = today if is_today else _counted(scene, mention, published_on) or str(mention.resolved(ahead=False))
        yield Draft(
            ClaimKind.RENEWAL_DATE,
            show,
            season,
            window or "",
            Status.CONFIRMED,
            scene,
            "renewal_date.announced",
            mention.start,
        )


def _is_announcement(scene: Scene, dated: Dated, published_on: date | None) -> bool:
    """The date is that of a decision or its announcement, not one from which on, or up to which, something lasts."""
    mention, cue = dated.date, dated.cue
    dateline = _DATELINE.match(scene.masked)
    if dateline and mention.end <= dateline.end():
        return False
    if span := _SPAN.search(scene.masked, 0, mention.start):
        return bool(span["known"])
    if cue is None:
        return False
    if _counted(scene, mention, published_on) is not None:
        return True
    is_stage = cue.event is Event.OCCASION and bool(_STAGE.search(scene.masked, 0, mention.start))
    return is_stage or cue.event is Event.ANNOUNCE


def _counted(scene: Scene, mention: DateMention, published_on: date | None) -> str | None:
    """The day that lies the told number of days or weeks after, or before, a date; None where none is told."""
    found = _LATER.search(scene.masked, 0, mention.start)
    day, ahead = str(mention.resolved(ahead=False)), str(mention.resolved(ahead=True))
    if found is None or len(day) != len("2024-01-10"):
        return None
    if published_on and published_on < date.fromisoformat(ahead) < published_on + _SOON:
        return None  # "eight days before it launches on June 20": counted from the day of the article
    days = (number_of(found["count"]) or 0) * (7 if found["unit"].lower().startswith("week") else 1)
    is_after = found["side"].lower() in {"after", "following"}
    return (date.fromisoformat(day) + timedelta(days=days if is_after else -days)).isoformat()


def _is_ahead(mention: DateMention, published_on: date | None) -> bool:
    """What has been announced was announced by the day of the article."""
    window = mention.resolved(ahead=False)
    return published_on is not None and str(window) > published_on.isoformat()


def _near(scene: Scene, drafts: list[Draft], at: int) -> list[Draft]:
    """The decisions that a date at ``at`` is about: those of its clause, else the last before it."""
    low, high = scene.clause_at(at)
    if near := [d for d in drafts if low <= d.at < high]:
        return near
    before = [d.at for d in drafts if d.at <= at]
    chosen = max(before) if before else min(d.at for d in drafts)
    return [d for d in drafts if d.at == chosen]


def _announcements_in(scene: Scene) -> list[Cue]:
    """The wordings of decisions themselves, which have a day of their own, and of what is told of those before."""
    spans = [match.span() for phrase, match in scene.found("renewal") if phrase.id in _HAVE_A_DAY]
    spans += [match.span() for _, match in scene.found("announcements")]
    found = sorted(spans, key=lambda span: (span[0], -span[1]))
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
