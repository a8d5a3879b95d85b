"""When a season starts being available, or that nobody has said when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from aggregator.claims.context import SHOW, Scene
from aggregator.claims.drafts import Draft
from aggregator.claims.events import Cue, Event, dated_events
from aggregator.claims.firmness import firmness, is_negated
from aggregator.claims.reading import BlockKind
from aggregator.claims.seasons import SeasonRole
from aggregator.claims.story import Story
from aggregator.dates import DateMention, DateWindow
from aggregator.models import ClaimKind, ShowId, Status

_NOT_BEFORE: Final = re.compile(
    r"(?:\b(?:not|no|nobody|never|none|nor|without)\b|n't\b)[^.;]{0,90}\b(?:before|sooner\s+than"
    r"|earlier\s+than|prior\s+to)\s+(?:at\s+least\s+)?(?:the\s+)?(?:(?:start|beginning|middle"
    r"|end)\s+of\s+)?\Z",
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
    r"\b(?:premiered|debuted|released|arrived|dropped|launched|bowed|aired|came|landed|opened"
    r"|began|started|returned|followed|was|were|had|went|hit\s+\w+\s+in|put|got|made|taking)\b",
    re.IGNORECASE,
)
_AHEAD: Final = re.compile(
    r"\b(?:will|to\s+(?:be|come|premiere|debut|arrive|launch|return|air|stream|drop)|premieres"
    r"|debuts|arrives|drops|launches|bows|lands|hits|returns|airs|starts|begins|opens|streams"
    r"|comes|due|set\s+for|slated|scheduled|is\s+out|coming|expected|going\s+to|can\s+be|should"
    r"|kicks)\b",
    re.IGNORECASE,
)
_FIRM: Final = re.compile(
    r"\b(?:set\s+(?:for|to)|slated|due|will\s+be\s+out|scheduled|locked|confirmed|officially)\b", re.IGNORECASE
)
_RULED_OUT: Final = re.compile(
    r"\b(?:denied|denies|not\s+true|isn't\s+true|false|incorrect|debunked|wrong)\b", re.IGNORECASE
)
_SERIES_BEGAN: Final = re.compile(
    r"\b(?:premiered|debuted|launched|bowed|began|started|arrived|came\s+first|first\s+came"
    r"|was\s+(?:first\s+)?(?:released|launched)|first\s+(?:aired|premiered|arrived|released)"
    r"|made\s+(?:its|their)|came\s+out|released|dropped|aired|taking\s+its\s+position|launch"
    r"|hit\s+screens|landed|opened|came\s+to)\b",
    re.IGNORECASE,
)
_OTHER_DATE: Final = re.compile(r"\b(?:trailer|teaser|finale|filming|shoot)", re.IGNORECASE)
_LATER_PART: Final = re.compile(
    r"\b(?:part\s+(?:two|2)|second\s+(?:half|part)|volume\s+(?:two|2))\b(?!\s+of\s+(?:20|the\s+year|next))",
    re.IGNORECASE,
)
_STRONG: Final = re.compile(r"premier|debut|releas|coming\s+back|comes\s+back|return", re.IGNORECASE)
_SUBJECT: Final = re.compile(
    r"\b(?:it|its|they|series|show|drama|comedy|sitcom|thriller|anime|season|seasons|episodes?|run"
    r"|batch|title|premiere|hit|saga|date|dates|release|return|we|you|term)\b",
    re.IGNORECASE,
)
_ASKS_DATE: Final = re.compile(r"\b(?:release|premiere|when|date|arriv\w+|come\s+out|air|start|streaming)\b")
_IN_PARTS: Final = re.compile(
    r"\b(?:two|three|2|3)\b[^.;]{0,24}\b(?:instal+ments|halves|parts|batches|volumes|chunks)\b", re.IGNORECASE
)
"""Rule 11: what is told in parts is released when its first part is."""
_PREDICATE_REACH: Final = 16
"""How near after a date "likely" says that it is: "late 2025 looks likely"."""
_VAGUE_REACH: Final = 24
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
        events = list(dated_events(scene))
        for dated in events[:1] if _IN_PARTS.search(scene.masked) else events:
            cue = dated.cue or _implied(scene, dated.date)
            if cue is not None and cue.event in {Event.RELEASE, Event.PLAN}:
                yield from _dated(story, scene, dated.date, cue)


def _implied(scene: Scene, mention: DateMention) -> Cue | None:
    """A premiere that only the question or the shape of the sentence speaks of."""
    if _ASKS_DATE.search(scene.topic) or _is_verbless(scene, mention):
        return Cue(Event.RELEASE, mention.start, mention.start)
    return None


def _unannounced(story: Story, scene: Scene) -> Iterator[Draft]:
    for phrase, found in scene.found("release"):
        start, end = found.span()
        clause = scene.masked[slice(*scene.clause_at(start))]
        if _OTHER_DATE.search(scene.masked, start, end + _DATE_OF_REACH) or _LATER_PART.search(clause):
            continue
        rule = f"release.{phrase.id}"
        for show in scene.shows_for(start, end):
            for season in story.season_numbers(scene, start, end, show):
                yield Draft(ClaimKind.RELEASE, show, season, phrase.value, Status.CONFIRMED, scene, rule, start)


_DATE_OF_REACH: Final = 20
"""How far after "no date" what it is the date of begins: "no new date for the shoot"."""


def _dated(story: Story, scene: Scene, mention: DateMention, cue: Cue) -> Iterator[Draft]:
    near = cue.event is Event.PLAN and 0 <= cue.start - mention.end < _PREDICATE_REACH
    if not _has_subject(scene) and not near and not _STRONG.match(scene.masked, cue.start):
        return
    if _PERSON_BEFORE.search(scene.masked, 0, cue.start) or _LATER_PART.search(scene.masked[: mention.start]):
        return
    if _UP_TO.search(scene.masked, 0, mention.start) and not is_negated(scene, cue.start, cue.end):
        return
    low, high = min(cue.start, mention.start), max(cue.end, mention.end)
    if mention.is_vague and (
        cue.event is Event.PLAN or mention.start - cue.end > _VAGUE_REACH or cue.start > mention.end
    ):
        return
    window = _window(scene, mention, cue.start, cue.end)
    status = _status(scene, low, high, mention.start, cue.event)
    for show in scene.shows_for(low, high):
        for season in _seasons(story, scene, low, high, show, mention):
            yield Draft(ClaimKind.RELEASE, show, season, str(window), status, scene, "release.dated", mention.start)


_PERSON_BEFORE: Final = re.compile(
    r"\b(?:had|(?:he|she|i|we|crew|actors?|producers|writers)(?:'ll|'s|\s+will|\s+is)?(?:\s+be)?)\s+\Z", re.IGNORECASE
)
"""People come back and start too; and what they had hoped is no longer."""
_UP_TO: Final = re.compile(
    r"(?<!not\s)\b(?:until|till|through|into|(?:back|moved|pushed)\s+from)\s+(?:the\s+)?\Z", re.IGNORECASE
)
_NOT_THEN: Final = re.compile(r"(?:\bnot|\b(?:won't|will\s+not)\s+be)\s+\Z", re.IGNORECASE)
_MEANT: Final = re.compile(
    r"\b(?:was|were|had\s+been)\s+(?:\w+ly\s+)?(?:supposed|meant|due|expected|slated|scheduled|planned)\s+(?:to|for)\b",
    re.IGNORECASE,
)
_ON: Final = re.compile(r"\W*(?:in|on|for|around)?\s*\Z")


def _is_verbless(scene: Scene, mention: DateMention) -> bool:
    """Whether a date can only be a premiere's: "Season 2 on 29 August 2024", "Not before 2026"."""
    if _NO_EARLIER.search(scene.masked, 0, mention.start):
        return True
    first = scene.seasons[0] if scene.seasons else None
    return first is not None and first.start == 0 and bool(_ON.match(scene.masked[first.end : mention.start]))


def _has_subject(scene: Scene) -> bool:
    """Something that can start is spoken of: a title, a season, a word for either, or the heading asks for a date."""
    if scene.seasons or any(n.show for n in scene.namings) or _SUBJECT.search(scene.masked):
        return True
    return bool(_ASKS_DATE.search(scene.topic)) or SHOW in scene.topic


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


def _status(scene: Scene, start: int, end: int, day: int, event: Event) -> Status:
    status = firmness(scene, start, end)
    clause = scene.masked[slice(*scene.clause_at(start))]
    if _RULED_OUT.search(scene.masked[:start]) or _NOT_THEN.search(scene.masked, 0, day) or _MEANT.search(clause):
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
        if recent and (show, story.main_season.get(show)) in story.ordered and _SERIES_BEGAN.search(clause):
            return (story.main_season[show] - 1,)
        if past and not recent and _SERIES_BEGAN.search(clause) and not _RETURNING.search(clause):
            return (1,)
        return story.season_numbers(scene, start, end, show)
    return story.resolve(ref, show) or story.season_numbers(scene, start, end, show)
