"""When a season starts being available, or that nobody has said when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from aggregator.claims.context import Scene
from aggregator.claims.drafts import Draft
from aggregator.claims.events import SUBJECTS, Cue, Event, dated_events
from aggregator.claims.firmness import is_negated
from aggregator.claims.other_works import is_of_another_work
from aggregator.claims.premiere import is_ahead, is_given_up, seasons_of, status_of, window_of
from aggregator.claims.premiere_shapes import ASKS_DATE, PROSE, copula, heads_entry, implied, is_second_part
from aggregator.claims.reading import BlockKind
from aggregator.claims.story import Story
from aggregator.claims.titles import SHOW
from aggregator.dates import DateMention, DateWindow
from aggregator.models import ClaimKind, Status

_OTHER_DATE: Final = re.compile(r"\b(?:trailer|teaser|finale|filming|shoot)", re.IGNORECASE)
_DATE_OF_REACH: Final = 20
"""How far after "no date" what it is the date of begins: "no new date for the shoot"."""
_LATER_PART: Final = re.compile(
    r"\b(?:part\s+(?:two|2)|second\s+(?:half|part)|volume\s+(?:two|2))\b(?!\s+of\s+(?:20|the\s+year|next))",
    re.IGNORECASE,
)
_IN_PARTS: Final = re.compile(
    r"\b(?:two|three|2|3)\b[^.;]{0,24}\b(?:instal+ments|halves|parts|batches|volumes|chunks)\b", re.IGNORECASE
)
"""Rule 11: what is told in parts is released when its first part is."""
_STRONG: Final = re.compile(r"premier|debut|releas|coming\s+back|comes\s+back|return", re.IGNORECASE)
_SUBJECT: Final = re.compile(
    r"\b(?:broadcast|comeback|bow|them|its?|they|series|show|drama|comedy|sitcom|thriller|anime|seasons?|episodes?|run"
    r"|batch|title|premiere|hit|saga|dates?|release|return|we|you|term)\b",
    re.IGNORECASE,
)
_ASKS_WHETHER: Final = re.compile(r"\b(?:date|when)\b", re.IGNORECASE)
_DENIES: Final = re.compile(
    r"\W*(?:(?:sadly|alas|unfortunately|well|no|nope|currently|as\s+yet|so\s+far)[,.\s]+)*(?:there\s+(?:isn't|is\s+not|is\s+none|is\s+no)"
    r"|not\s+(?:yet|at\s+the\s+moment|so\s+far|right\s+now)|nothing\s+(?:has|is|was|yet)|no(?:ne|pe)?\s*[.!,]|nothing\s+(?:yet|official|so\s+far)|(?:it|that|this)\s+(?:hasn't|has\s+not|isn't)"
    r"|(?:nobody|no\s+one)\s+(?:knows|has\s+said)|(?:we|i)\s+(?:don't|do\s+not)\s+know|it\s+(?:remains|is\s+too)|(?:still\s+)?unknown|tb[acd]\b)",
    re.IGNORECASE,
)
_LABEL_WORDS: Final = 5
"""A verbless "The date." before a sentence is a question put to it."""
_PREDICATE_REACH: Final = 16
"""How near after a date "likely" says that it is: "late 2025 looks likely"."""
_VAGUE_REACH: Final = 24
_AS_OF: Final = re.compile(r"\bas\s+of\s+(?:the\s+)?\Z", re.IGNORECASE)
_IN_BRACKETS: Final = re.compile(r"[\ue000]['\"]?\s\(\Z")
"""The year in brackets after a title tells it from its namesakes."""
_PERSON_BEFORE: Final = re.compile(
    r"\b(?:had|(?:he|she|i|we|crew|cast|team|stars?|actors?|actress|producers|writers|makers)(?:'ll|'s|\s+will|\s+is)?(?:\s+be)?)\s+\Z",
    re.IGNORECASE,
)
"""People come back and start too; and what they had hoped is no longer."""
_OF_VIEWERS: Final = re.compile(r"(?:get|see|watch|catch|stream|binge|enjoy|expect)\b", re.IGNORECASE)
_UP_TO: Final = re.compile(
    r"(?<!not\s)\b(?:until|till|through|into|instead\s+of|rather\s+than|(?:back|moved|pushed)\s+from)\s+(?:the\s+)?\Z",
    re.IGNORECASE,
)
_BESIDE: Final = re.compile(
    r"\b(?:days?|weeks?|fortnight|months?|hours?)\s+(?:before|after|either\s+side\s+of|ahead\s+of|shy\s+of)\s+(?:the\s+)?\Z",
    re.IGNORECASE,
)
"""A day from which another is counted."""
_WAITS: Final = re.compile(r"(?:\w+\s+)?wait|back\b", re.IGNORECASE)
_SINCE: Final = re.compile(r"\bsince\s+(?:about\s+|around\s+|the\s+)?\Z", re.IGNORECASE)
"""What somebody has been since then is no premiere: "the voice of the captain since 2007, returns"."""
_COMPARED: Final = re.compile(
    r"(?:\b(?:more|less|fewer|better|worse|higher|lower|percent|per\s+cent|compared|tick|versus|unlike|slightly|sharply)\b|%)"
    r"[^,;]{0,16}\b(?:from|on|than|with|to|versus)\s+(?:in\s+)?\Z|\b(?:up|down)\s+from\s+\Z",
    re.IGNORECASE,
)
_DAY_ALONE: Final = re.compile(r"(?:\W|\d|\w+day\b)*\Z", re.IGNORECASE)


def extract(story: Story) -> Iterator[Draft]:
    """Drafts of kind ``release``: those without a date, then those with one."""
    yield from _answers(story)
    dated: list[Draft] = []
    for scene in story.scenes:
        tells = bool(scene.dates) or "release" in scene.phrases.lexicons
        if not tells or scene.is_question or is_of_another_work(story, scene):
            continue
        if scene.block.kind is BlockKind.LINK:
            if scene.seasons and scene.namings:  # a headline that states a fact counts (rule 4)
                dated += _dated(story, scene)
            continue
        if not scene.is_plot:
            yield from _unannounced(story, scene)
        if not scene.is_plot or scene.seasons:
            dated += _dated(story, scene)
    dated += _scheduled(story)
    yield from _finest(dated)


def _finest(drafts: list[Draft]) -> Iterator[Draft]:
    """Without the windows within which the article gives a narrower one as firmly: "next month" and "May 3"."""
    known = [(draft, DateWindow.parse(draft.value)) for draft in drafts]
    for draft, window in known:
        same = [w for d, w in known if (d.show, d.season, d.status) == (draft.show, draft.season, draft.status)]
        if window.is_open or not any(_is_within(other, window) for other in same):
            yield draft


def _is_within(window: DateWindow, outer: DateWindow) -> bool:
    return window != outer and outer.first_day <= window.first_day and window.last_day <= outer.last_day


# --- no date -----------------------------------------------------------------------------------------------------


def _answers(story: Story) -> Iterator[Draft]:
    """Read "There isn't one" under "Is there a date?" or after "The date."."""
    for asked, scene in pairwise(story.scenes):
        if scene.is_question or not (asked.is_question or _is_label(asked)) or not _DENIES.match(scene.masked):
            continue
        if not _ASKS_WHETHER.search(asked.masked) or _OTHER_DATE.search(asked.masked) or asked.field is not scene.field:
            continue
        end = len(asked.masked)
        for show in asked.shows_for(0, end):
            for season in story.season_numbers(asked, 0, end, show):
                yield Draft(ClaimKind.RELEASE, show, season, "unannounced", Status.CONFIRMED, scene, "release.answer")


def _is_label(scene: Scene) -> bool:
    """It is so short that it can only announce what the next sentence speaks of: "The date."."""
    return scene.block.kind is not BlockKind.LINK and len(scene.text.split(None, _LABEL_WORDS)) <= _LABEL_WORDS


def _unannounced(story: Story, scene: Scene) -> Iterator[Draft]:
    for phrase, found in scene.found("release"):
        start, end = found.span()
        clause = scene.masked[slice(*scene.clause_at(start))]
        of_what = scene.masked[end : end + _DATE_OF_REACH].partition(",")[0]
        if _OTHER_DATE.search(found[0] + of_what) or _LATER_PART.search(clause):
            continue
        if phrase.id == "unannounced.mum" and not _ASKS_WHETHER.search(f"{scene.topic} {scene.lower}"):
            continue  # "Netflix isn't saying" needs the question
        rule = f"release.{phrase.id}"
        for show in scene.shows_for(start, end):
            for season in story.season_numbers(scene, start, end, show):
                yield Draft(ClaimKind.RELEASE, show, season, phrase.value, Status.CONFIRMED, scene, rule, start)


# --- dates -------------------------------------------------------------------------------------------------------


def _dated(story: Story, scene: Scene) -> Iterator[Draft]:
    events = list(dated_events(scene))
    for index, dated in enumerate(events[:1] if len(events) > 1 and _IN_PARTS.search(scene.masked) else events):
        if index and is_second_part(scene, events[index - 1], dated):
            continue
        if heads_entry(scene, dated.date):
            continue
        is_fixed = dated.cue is not None and dated.cue.event in SUBJECTS
        cue = (None if is_fixed else copula(scene, dated.date)) or dated.cue or implied(scene, dated.date)
        if cue is not None and cue.event in {Event.RELEASE, Event.PLAN} and _counts(scene, dated.date, cue):
            yield from _premieres(story, scene, dated.date, cue)


def _scheduled(story: Story) -> Iterator[Draft]:
    """Lists of premieres: a line that is nothing but a day, and under it lines with a show and its season."""
    day: DateMention | None = None
    for scene in story.scenes:
        if scene.dates and _is_day_alone(scene):
            day = scene.dates[0]
        elif day is None or scene.dates or PROSE.search(scene.masked):
            day = None
        elif scene.seasons and any(naming.show for naming in scene.namings):
            window = str(day.resolved(ahead=True))
            for show in scene.shows_for(0, scene.seasons[0].end):
                for season in story.resolve(scene.seasons[0], show):
                    yield Draft(ClaimKind.RELEASE, show, season, window, Status.CONFIRMED, scene, "release.listed")


def _is_day_alone(scene: Scene) -> bool:
    kept = scene.masked
    for mention in reversed(scene.dates):
        kept = kept[: mention.start] + kept[mention.end :]
    return bool(_DAY_ALONE.match(kept))


def _counts(scene: Scene, mention: DateMention, cue: Cue) -> bool:
    """Whether a date with a premiere's wording is the premiere of a followed show's season."""
    before = scene.masked[: mention.start]
    near = cue.event is Event.PLAN and (
        0 <= cue.start - mention.end < _PREDICATE_REACH or 0 <= mention.start - cue.end < _PREDICATE_REACH
    )
    if (
        _BESIDE.search(before)
        or _is_another_work(scene, cue)
        or _IN_BRACKETS.search(before)
        or _LATER_PART.search(before)
        or _COMPARED.search(before)
        or _AS_OF.search(before)
        or (_SINCE.search(before) and cue.start >= mention.end)
    ):
        return False
    if not _has_subject(scene) and not near and not _STRONG.match(scene.masked, cue.start):
        return False
    person = None if _OF_VIEWERS.match(scene.masked, cue.start) else _PERSON_BEFORE.search(scene.masked, 0, cue.start)
    if person and not (person[0].strip() == "had" and cue.event is Event.RELEASE):
        return False
    if (
        _UP_TO.search(before)
        and not is_negated(scene, cue.start, cue.end)
        and not _WAITS.match(scene.masked, cue.start)
    ):
        return False
    is_far = cue.event is Event.PLAN or mention.start - cue.end > _VAGUE_REACH or cue.start > mention.end
    return not (mention.is_vague and is_far)


def _is_another_work(scene: Scene, cue: Cue) -> bool:
    """What starts is not the show: "A Tamil remake was put out in September"."""
    works = [match for phrase, match in scene.found("premiere") if phrase.value == "another work"]
    work = next((match for match in works if match.end() <= cue.start), None)
    if work is None or SHOW in scene.masked[: work.start()]:
        return False
    return not any(ref.end <= work.end() for ref in scene.seasons)  # "the first season of the spin-off"


def _has_subject(scene: Scene) -> bool:
    """Something that can start is spoken of: a title, a season, a word for either, or the heading asks for a date."""
    if scene.seasons or any(n.show for n in scene.namings) or _SUBJECT.search(scene.masked):
        return True
    return bool(ASKS_DATE.search(scene.topic)) or SHOW in scene.topic


def _premieres(story: Story, scene: Scene, mention: DateMention, cue: Cue) -> Iterator[Draft]:
    """The date as a claim on each show and season that it is told of."""
    ahead = is_ahead(story, scene, mention, cue)
    window = window_of(scene, mention, cue, ahead=ahead)
    status = status_of(scene, mention, cue, window, ahead=ahead)
    for show in scene.shows_for(min(cue.start, mention.start), max(cue.end, mention.end)):
        for season in seasons_of(story, scene, cue, mention, show, ahead=is_given_up(scene, mention) or ahead):
            if season is not None:
                yield Draft(ClaimKind.RELEASE, show, season, str(window), status, scene, "release.dated", mention.start)
