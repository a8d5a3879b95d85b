"""When a season starts being available, or that nobody has said when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from aggregator.claims.context import Scene, Story
from aggregator.claims.drafts import Draft
from aggregator.claims.events import Cue, Dated, Event, dated_events
from aggregator.claims.firmness import firmness
from aggregator.claims.lexicon import load_lexicon
from aggregator.claims.reading import BlockKind
from aggregator.claims.seasons import SeasonRole
from aggregator.dates import DateMention, DateWindow
from aggregator.models import ClaimKind, ShowId, Status

_NOT_BEFORE: Final = re.compile(
    r"(?:\b(?:not|no|nobody|never|none|nor|without)\b|n't\b)[^.;]{0,90}\b(?:before|sooner\s+than|earlier\s+than|prior\s+to)\s+(?:at\s+least\s+)?(?:the\s+)?(?:(?:start|beginning|middle|end)\s+of\s+)?\Z",
    re.IGNORECASE,
)
_NO_EARLIER: Final = re.compile(
    r"\b(?:no\s+(?:earlier|sooner)\s+than|not\s+before|earliest\s+(?:in|is)|at\s+least\s+until)\s+(?:the\s+)?\Z",
    re.IGNORECASE,
)
_AT_EARLIEST: Final = re.compile(
    r"\s*(?:,\s*)?at\s+the\s+(?:very\s+)?(?:earliest|soonest)|\s+or\s+(?:even\s+)?later\b|\s+onwards?\b", re.IGNORECASE
)
_BEHIND: Final = re.compile(
    r"\b(?:premiered|debuted|released|arrived|dropped|launched|bowed|aired|came|landed|opened|began|started|returned|followed|was|were|had|went|hit\s+\w+\s+in|put|got|made|taking)\b",
    re.IGNORECASE,
)
_AHEAD: Final = re.compile(
    r"\b(?:will|to\s+(?:be|come|premiere|debut|arrive|launch|return|air|stream|drop)|premieres|debuts|arrives|drops|launches|bows|lands|hits|returns|airs|starts|begins|opens|streams|comes|due|set\s+for|slated|scheduled|is\s+out|coming|expected|going\s+to|can\s+be|should|kicks)\b",
    re.IGNORECASE,
)
_FIRM: Final = re.compile(
    r"\b(?:set\s+(?:for|to)|slated|due|will\s+be\s+out|scheduled|locked|confirmed|officially)\b", re.IGNORECASE
)
_RULED_OUT: Final = re.compile(
    r"\b(?:denied|denies|not\s+true|isn't\s+true|false|incorrect|debunked|wrong)\b", re.IGNORECASE
)
_SERIES_BEGAN: Final = re.compile(
    r"\b(?:premiered|debuted|launched|bowed|began|started|arrived|was\s+(?:first\s+)?(?:released|launched)|first\s+(?:aired|premiered|arrived|released)|made\s+(?:its|their)|came\s+out|released|dropped|aired|taking\s+its\s+position|launch|hit\s+screens|landed|opened|came\s+to)\b",
    re.IGNORECASE,
)
_OTHER_DATE: Final = re.compile(r"\b(?:trailer|teaser|finale|filming|shoot)", re.IGNORECASE)
_LATER_PART: Final = re.compile(
    r"\b(?:part\s+(?:two|2)|second\s+(?:half|part)|volume\s+(?:two|2))\b(?!\s+of\s+(?:20|the\s+year|next))",
    re.IGNORECASE,
)
_STRONG: Final = re.compile(r"premier|debut|releas|coming\s+back|comes\s+back|return", re.IGNORECASE)
_SUBJECT: Final = re.compile(
    r"\b(?:it|its|they|series|show|drama|comedy|sitcom|thriller|anime|season|seasons|episodes?|run|batch|title|premiere|hit|saga|date|dates|release|return|we|you|term)\b",
    re.IGNORECASE,
)
_ASKS_DATE: Final = re.compile(r"\b(?:release|premiere|when|date|arriv\w+|come\s+out|air|start|streaming)\b")
_LONG_AGO_DAYS: Final = 100
"""A show that began less than this before the article, when it has more than one season, began a later one."""
_RETURNING: Final = re.compile(
    r"\b(?:return(?:s|ed|ing)?|back|again|com(?:es|ing)\s+back|resum\w+|new\s+(?:season|episodes))\b", re.IGNORECASE
)
_NO_SEASON_FIRST: Final = {SeasonRole.NEW, SeasonRole.FINAL}


def extract(story: Story) -> Iterator[Draft]:
    """Drafts of kind ``release``, in order of position."""
    for scene in story.scenes:
        if scene.sentence.is_question or scene.block.kind is BlockKind.LINK or scene.is_plot:
            continue
        yield from _unannounced(story, scene)
        for dated in dated_events(scene):
            if dated.cue is None and _ASKS_DATE.search(scene.topic):
                dated = replace(dated, cue=Cue(Event.RELEASE, dated.date.start, dated.date.start))
            if dated.cue is not None and dated.cue.event in {Event.RELEASE, Event.PLAN}:
                yield from _dated(story, scene, dated)


def _unannounced(story: Story, scene: Scene) -> Iterator[Draft]:
    for phrase in load_lexicon("release"):
        for found in phrase.find(scene.masked):
            start, end = found.span()
            clause = scene.masked[slice(*scene.clause_at(start))]
            if _OTHER_DATE.search(found[0]) or _LATER_PART.search(clause):
                continue
            for show in scene.shows_for(start, end):
                for season in story.season_numbers(scene, start, end, show):
                    yield Draft(
                        ClaimKind.RELEASE,
                        show,
                        season,
                        phrase.value,
                        Status.CONFIRMED,
                        scene,
                        f"release.{phrase.id}",
                        start,
                    )


def _dated(story: Story, scene: Scene, dated: Dated) -> Iterator[Draft]:
    mention, cue = dated.date, dated.cue
    assert cue is not None  # noqa: S101 - checked by the caller
    if not _has_subject(scene) and not _STRONG.match(scene.masked, cue.start):
        return
    if re.search(r"\bhad\s+\Z", scene.masked[: cue.start]) or _LATER_PART.search(scene.masked[: mention.start]):
        return
    low, high = min(cue.start, mention.start), max(cue.end, mention.end)
    if cue.event is Event.PLAN and mention.is_vague:
        return
    window = _window(scene, mention, cue.start, cue.end)
    status = _status(scene, low, high, cue.event)
    for show in scene.shows_for(low, high):
        for season in _seasons(story, scene, low, high, show, mention):
            yield Draft(ClaimKind.RELEASE, show, season, str(window), status, scene, "release.dated", mention.start)


def _has_subject(scene: Scene) -> bool:
    """Something that can start is spoken of: a title, a season, a word for either, or the heading asks for a date."""
    if scene.seasons or any(n.show for n in scene.namings) or _SUBJECT.search(scene.masked):
        return True
    return bool(_ASKS_DATE.search(scene.topic))


def _window(scene: Scene, mention: DateMention, start: int, end: int) -> DateWindow:
    """The date in its tense, open where it is only a bound."""
    clause = scene.masked[slice(*scene.clause_at(mention.start))]
    around = scene.masked[start:end] if _AHEAD.search(scene.masked[start:end]) else clause
    ahead: bool | None = None
    if _AHEAD.search(around):
        ahead = True
    elif _BEHIND.search(around):
        ahead = False
    window = mention.resolved(ahead=ahead)
    before = scene.masked[: mention.start]
    if _NOT_BEFORE.search(before) or _NO_EARLIER.search(before) or _AT_EARLIEST.match(scene.masked, mention.end):
        return window.after()
    return window


def _status(scene: Scene, start: int, end: int, event: Event) -> Status:
    status = firmness(scene, start, end)
    clause = scene.masked[slice(*scene.clause_at(start))]
    if _RULED_OUT.search(scene.masked[:start]):
        return Status.DENIED
    if status is Status.CONFIRMED and event is Event.PLAN and not _FIRM.search(clause):
        return Status.EXPECTED
    return status


def _seasons(
    story: Story, scene: Scene, start: int, end: int, show: ShowId, mention: DateMention
) -> tuple[int | None, ...]:
    """The season that starts: a show that began in the past without a season being named began with its first."""
    ref = story.season_ref(scene, start, end)
    if ref is None:
        clause = scene.masked[slice(*scene.clause_at(start))]
        past = (
            story.published_on is None
            or mention.window.last_day < story.published_on
            or mention.window.first_day <= story.published_on
        )
        recent = (
            story.published_on is not None
            and (story.published_on - mention.window.first_day).days < _LONG_AGO_DAYS
            and story.main_season.get(show, 1) > 1
        )
        if past and not recent and _SERIES_BEGAN.search(clause) and not _RETURNING.search(clause):
            return (1,)
        return story.season_numbers(scene, start, end, show)
    return story.resolve(ref, show) or story.season_numbers(scene, start, end, show)
