"""When a season starts being available, or that nobody has said when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from aggregator.claims.context import SHOW, Scene
from aggregator.claims.drafts import Draft
from aggregator.claims.events import Cue, Dated, Event, dated_events
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
    r"|began|started|returned|followed|was|were|had\s+(?:its\s+(?:first|second|third|premiere|debut|launch|run|bow)|been|\w+ed)|went|hit\s+\w+\s+in|put|got|made|taking)\b",
    re.IGNORECASE,
)
_AHEAD: Final = re.compile(
    r"\b(?:get\s+to|get\s+it|look\s+(?:out\s+)?for|look(?:ing)?\s+forward|wait|see\s+(?:it|them)|watch\s+it|down\s+for|will|to\s+(?:be|come|premiere|debut|arrive|launch|return|air|stream|drop)|premieres"
    r"|debuts|arrives|drops|launches|bows|lands|hits|returns|airs|starts|begins|opens|streams"
    r"|comes|due|set\s+for|slated|scheduled|is\s+out|coming|expected|going\s+to|can\s+be|should"
    r"|kicks)\b",
    re.IGNORECASE,
)
_FIRM: Final = re.compile(
    r"\b(?:set\s+(?:for|to)|slated|due|will\s+be\s+out|scheduled|locked|confirmed|officially)\b", re.IGNORECASE
)
_RULED_OUT: Final = re.compile(
    r"\b(?:rejected|rejects|refuted|dismissed|rubbished|shot\s+down|denied|denies|not\s+true|isn't\s+true|false|incorrect|debunked|wrong)\b",
    re.IGNORECASE,
)
_SERIES_BEGAN: Final = re.compile(
    r"\b(?:premiered|debuted|launched|bowed|began|started|arrived|came\s+first|first\s+came"
    r"|was\s+(?:first\s+)?(?:released|launched|seen|shown)|first\s+(?:seen|shown|surfaced|went|aired|premiered|arrived|released)"
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
    r"\b(?:broadcast|comeback|bow|they|them|it|its|they|series|show|drama|comedy|sitcom|thriller|anime|season|seasons|episodes?|run"
    r"|batch|title|premiere|hit|saga|date|dates|release|return|we|you|term)\b",
    re.IGNORECASE,
)
_ASKS_DATE: Final = re.compile(
    r"\b(?:release|premiere|when|dates?|what\s+day|which\s+day|arriv\w+|come\s+out|land|drop|launch|air|start|streaming)\b"
)
_DENIES: Final = re.compile(
    r"\W*(?:(?:sadly|alas|unfortunately|well|no|nope|currently|as\s+yet|so\s+far)[,.\s]+)*(?:there\s+(?:isn't|is\s+not|is\s+none|is\s+no)"
    r"|not\s+(?:yet|at\s+the\s+moment|so\s+far|right\s+now)|no(?:ne|pe)?\s*[.!,]|nothing\s+(?:yet|official|so\s+far)|(?:it|that|this)\s+(?:hasn't|has\s+not|isn't)"
    r"|(?:nobody|no\s+one)\s+(?:knows|has\s+said)|(?:still\s+)?unknown|tb[acd]\b)",
    re.IGNORECASE,
)
_ASKS_WHETHER: Final = re.compile(r"\b(?:date|when)\b", re.IGNORECASE)
_LABEL_WORDS: Final = 5
"""A verbless "The date." before a sentence is a question put to it."""
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
    yield from _denied_dates(story)
    for scene in story.scenes:
        if scene.sentence.is_question or scene.block.kind is BlockKind.LINK or scene.is_plot:
            continue
        yield from _unannounced(story, scene)
        events = list(dated_events(scene))
        for index, dated in enumerate(events[:1] if _IN_PARTS.search(scene.masked) else events):
            if index and _is_second_part(scene, events[index - 1], dated):
                continue
            cue = _copula(scene, dated.date) or dated.cue or _implied(scene, dated.date)
            if cue is not None and cue.event in {Event.RELEASE, Event.PLAN}:
                yield from _dated(story, scene, dated.date, cue)


def _is_second_part(scene: Scene, before: Dated, dated: Dated) -> bool:
    """One verb with two days joined by "and", and no two seasons for them: the second is a later part's."""
    if dated.cue != before.cue or (len(scene.seasons) > 1 and "respectively" in scene.lower):
        return False
    joined = scene.masked[before.date.end : dated.date.start].strip()
    return joined in {"and", "and on", "and then", "&"}


def _denied_dates(story: Story) -> Iterator[Draft]:
    """Read "There isn't one" under "Is there a date?" or after "The date."."""
    for asked, scene in pairwise(story.scenes):
        label = len(asked.text.split()) <= _LABEL_WORDS and asked.block.kind is not BlockKind.LINK
        if scene.sentence.is_question or not (asked.sentence.is_question or label) or not _DENIES.match(scene.masked):
            continue
        if not _ASKS_WHETHER.search(asked.masked) or _OTHER_DATE.search(asked.masked) or asked.field is not scene.field:
            continue
        end = len(asked.masked)
        for show in asked.shows_for(0, end):
            for season in story.season_numbers(asked, 0, end, show):
                yield Draft(ClaimKind.RELEASE, show, season, "unannounced", Status.CONFIRMED, scene, "release.answer")


_COPULA: Final = re.compile(
    r"(?:[\ue000]['\"]?|\b(?:season|series)\s+\w+|\bseason)\s+(?:is|was)\s+(?:now\s+)?(?:on\s+|in\s+|for\s+)?\Z"
    r"|\bit\s+(?:will|would)\s+(?:not\s+)?be\s+(?:on\s+|in\s+)?\Z|\bit\s+won't\s+be\s+(?:on\s+|in\s+)?\Z"
    r"|\b(?:it's|it\s+is)\s+now\s+(?:set\s+for\s+)?an?\s+\Z",
    re.IGNORECASE,
)
"""A premiere is said with "to be" alone: "It will not be 2026", "it's now a 2024 show"."""


def _copula(scene: Scene, mention: DateMention) -> Cue | None:
    found = _COPULA.search(scene.masked, 0, mention.start)
    return Cue(Event.RELEASE, found.start(), mention.start) if found else None


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
        if found[0].endswith("saying") and not _ASKS_WHETHER.search(f"{scene.topic} {scene.lower}"):
            continue  # "Netflix isn't saying" needs the question
        rule = f"release.{phrase.id}"
        for show in scene.shows_for(start, end):
            for season in story.season_numbers(scene, start, end, show):
                yield Draft(ClaimKind.RELEASE, show, season, phrase.value, Status.CONFIRMED, scene, rule, start)


_DATE_OF_REACH: Final = 20
"""How far after "no date" what it is the date of begins: "no new date for the shoot"."""


def _dated(story: Story, scene: Scene, mention: DateMention, cue: Cue) -> Iterator[Draft]:
    near = cue.event is Event.PLAN and (
        0 <= cue.start - mention.end < _PREDICATE_REACH or 0 <= mention.start - cue.end < _PREDICATE_REACH
    )
    if _is_another_work(scene, cue) or _IN_BRACKETS.search(scene.masked, 0, mention.start):
        return
    if not _has_subject(scene) and not near and not _STRONG.match(scene.masked, cue.start):
        return
    person = _PERSON_BEFORE.search(scene.masked, 0, cue.start)
    if (person and not (person[0].strip() == "had" and cue.event is Event.RELEASE)) or _LATER_PART.search(
        scene.masked[: mention.start]
    ):
        return
    if (
        _UP_TO.search(scene.masked, 0, mention.start)
        and not is_negated(scene, cue.start, cue.end)
        and not _WAITS.match(scene.masked, cue.start)
    ):
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


_HAD: Final = re.compile(r"\bhad\s+(?:\w+ly\s+|first\s+)?\Z", re.IGNORECASE)
"""What had begun lies before the time that is told of."""
_IS_ANOTHER_WORK: Final = re.compile(
    r"\b(?:an?|the|its|this|their|\w+'s)\s+(?:[\w-]+\s+){0,2}?(?:remake|spin-?off|prequel|sequel|film|movie|feature|version|novel"
    r"|book|manga|album|soundtrack|blu-?ray|dvd|video\s+game|podcast|musical)\b",
    re.IGNORECASE,
)
"""What starts is not the show: "A Tamil remake was put out in September"."""
_IN_BRACKETS: Final = re.compile(r"[\ue000]['\"]?\s\(\Z")
"""The year in brackets after a title tells it from its namesakes."""


def _is_another_work(scene: Scene, cue: Cue) -> bool:
    work = _IS_ANOTHER_WORK.search(scene.masked, 0, cue.start)
    if work is None or SHOW in scene.masked[: work.start()]:
        return False
    return not any(ref.end <= work.start() for ref in scene.seasons)  # "the first season of the spin-off"


_PERSON_BEFORE: Final = re.compile(
    r"\b(?:had|(?:he|she|i|we|crew|cast|team|stars?|actors?|actress|producers|writers|makers)(?:'ll|'s|\s+will|\s+is)?(?:\s+be)?)\s+\Z",
    re.IGNORECASE,
)
"""People come back and start too; and what they had hoped is no longer."""
_UP_TO: Final = re.compile(
    r"(?<!not\s)\b(?:until|till|through|into|(?:back|moved|pushed)\s+from)\s+(?:the\s+)?\Z", re.IGNORECASE
)
_WAITS: Final = re.compile(r"wait\b", re.IGNORECASE)
_NOT_THEN: Final = re.compile(r"(?:\bnot|\b(?:won't|will\s+not)\s+be)\s+\Z", re.IGNORECASE)
_MEANT: Final = re.compile(
    r"\b(?:was|were|had\s+been)\s+(?:\w+ly\s+)?(?:supposed|meant|due|expected|slated|scheduled|planned)\s+(?:to|for)\b(?!\s+be\b)",
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
    if mention.earlier is not None and _HAD.search(scene.masked, 0, start):
        window = mention.earlier
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
    if ref.role is SeasonRole.PREDECESSOR:
        return story.season_numbers(scene, start, end, show)
    return story.resolve(ref, show) or story.season_numbers(scene, start, end, show)
