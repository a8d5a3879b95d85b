"""A date that is a premiere's: which window it means, how firmly it is said, and whose season starts."""

from __future__ import annotations

import re
from typing import Final

from aggregator.claims.context import Scene
from aggregator.claims.events import Cue, Event
from aggregator.claims.firmness import firmness, firmness_near
from aggregator.claims.seasons import SeasonRef, SeasonRole
from aggregator.claims.story import Story
from aggregator.claims.titles import SHOW
from aggregator.dates import DateMention, DateWindow
from aggregator.models import ShowId, Status

_BOUND_BEFORE: Final = re.compile(
    r"\b(?:(?:start|beginning|middle|end)\s+of\s+)?(?:before|(?:sooner|earlier)\s+than|prior\s+to)\s+(?:at\s+least\s+)?"
    r"(?:the\s+)?(?:(?:start|beginning|middle|end)\s+of\s+)?\Z",
    re.IGNORECASE,
)
_DENYING: Final = re.compile(
    r"\b(?:not|no|nobody|nothing|never|none|nor|without|unlikely|doubtful|doubt|hardly|impossible)\b|n't\b",
    re.IGNORECASE,
)
_DENYING_REACH: Final = 100
_LEAST: Final = re.compile(
    r"\b(?:earliest\s+(?:in|is)|at\s+least\s+until|until\s+at\s+least)\s+(?:the\s+)?\Z", re.IGNORECASE
)
_OR_LATER: Final = re.compile(
    r"\s*,?\s*at\s+(?:the\s+)?(?:very\s+)?(?:earliest|soonest|least)\b|\s+or\s+(?:even\s+)?later\b|\s+onwards?\b",
    re.IGNORECASE,
)
_HAD: Final = re.compile(r"\bhad\s+(?:\w+ly\s+|first\s+)?\Z", re.IGNORECASE)
"""What had begun lies before the time that is told of."""
_RULED_OUT: Final = re.compile(
    r"(?:\b(?:will|would|is|are|was|does|do|can|could|did)\s+not|\b(?:wo|would|is|are|was|does|do|ca|could|did)n't|\bnot)"
    r"\s+(?:(?:be|going|to|expected|likely|now|even|in|on|for)\s+){0,4}\Z",
    re.IGNORECASE,
)
_REPORTS: Final = re.compile(
    r"\W*(?:the\s+)?(?:rumou?rs?|reports?|claims?|talk|speculation|suggestions?)\b", re.IGNORECASE
)
_UNTIL: Final = re.compile(r"\b(?:until|till|before)\s+(?:\w+\s+){0,3}\Z", re.IGNORECASE)
_FIRM: Final = re.compile(
    r"\b(?:set\s+(?:for|to)|slated|due|will\s+be\s+out|scheduled|locked|confirmed|officially)\b", re.IGNORECASE
)
_RETURNING: Final = re.compile(
    r"\b(?:return(?:s|ed|ing)?|back|again|com(?:es|ing)\s+back|resum\w+|new\s+(?:season|episodes)|reopen\w*|followed|following|follows\s+(?:in|on))\b",
    re.IGNORECASE,
)
_GOES_ON: Final = re.compile(r"\W*(?:It|That|This|They|The\s+(?:season|run))(?!\s+first\b)\b")
_AND_IT: Final = re.compile(r",\s+(?:and\s+|but\s+|so\s+)?it(?:'s|'ll)?\s+(?:\w+\s+){0,3}\Z", re.IGNORECASE)
_OPENING: Final = 5
_NEW_CLAUSE: Final = re.compile(r",|\b(?:and|but|while|before|after|when|since|as)\b", re.IGNORECASE)
_LONG_AGO_DAYS: Final = 100
"""A show that began less than this before the article, when it has more than one season, began a later one."""


def is_told(scene: Scene, what: str, start: int, end: int) -> bool:
    """Whether ``lexicon/premiere.toml`` finds a wording of this value that begins in ``[start:end]``."""
    return any(phrase.value == what and start <= match.start() < end for phrase, match in scene.found("premiere"))


def is_ahead(story: Story, scene: Scene, mention: DateMention, cue: Cue) -> bool | None:
    """Whether the premiere is told of as to come; None where nothing tells.

    A date that names its year tells by itself, one without a year by the words around it.
    """
    if mention.past is None and story.published_on is not None:
        if mention.window.first_day > story.published_on:
            return True
        if mention.window.last_day < story.published_on:
            return False
    low, high = min(cue.start, mention.start), max(cue.end, mention.end)
    if is_given_up(scene, mention):
        return None
    for start, end in ((low, high), scene.clause_at(mention.start), scene.clause_at(cue.start)):
        if is_told(scene, "ahead", start, end):
            return True
        if is_told(scene, "behind", start, end):
            return False
    return None


def window_of(scene: Scene, mention: DateMention, cue: Cue, *, ahead: bool | None) -> DateWindow:
    """The date in its tense, open where it is only a bound."""
    window = mention.resolved(ahead=ahead)
    if mention.earlier is not None and _HAD.search(scene.masked, 0, cue.start):
        window = mention.earlier
    if mention.first is not None and ahead is False:  # it ran from then to then
        window = mention.first
    return window.after() if _is_bound(scene, mention) else window


def _is_bound(scene: Scene, mention: DateMention) -> bool:
    """It is given as the earliest: "not before 2026", "2026 at the earliest"."""
    if _LEAST.search(scene.masked, 0, mention.start) or _OR_LATER.match(scene.masked, mention.end):
        return True
    bound = _BOUND_BEFORE.search(scene.masked, 0, mention.start)
    return bound is not None and bool(
        _DENYING.search(scene.masked, max(0, bound.start() - _DENYING_REACH), bound.start())
    )


def status_of(scene: Scene, mention: DateMention, cue: Cue, window: DateWindow, *, ahead: bool | None) -> Status:
    """How firmly the date is given; what has begun is a fact unless the words beside it doubt it."""
    low, high = min(cue.start, mention.start), max(cue.end, mention.end)
    if (
        is_told(scene, "ruled out", 0, len(scene.masked) if _REPORTS.match(scene.masked) else low)
        or is_given_up(scene, mention)
        or _is_ruled_out(scene, mention, cue, window)
    ):
        return Status.DENIED
    if ahead is False and cue.event is Event.RELEASE:
        return firmness_near(scene, low)
    status = firmness(scene, low, high)
    clause = scene.masked[slice(*scene.clause_at(low))]
    if status is Status.CONFIRMED and cue.event is Event.PLAN and not _FIRM.search(clause):
        return Status.EXPECTED
    return status


def is_given_up(scene: Scene, mention: DateMention) -> bool:
    """It was to be then, and nothing between takes that back: "originally due in May, will now arrive in June"."""
    low, _ = scene.clause_at(mention.start)
    return any(
        phrase.value == "given up"
        and low <= match.start() < mention.start
        and not _TAKEN_BACK.search(scene.masked, match.end(), mention.start)
        for phrase, match in scene.found("premiere")
    )


_TAKEN_BACK: Final = re.compile(r"\b(?:now|will|but|moved|pushed|delayed|instead|brought)\b", re.IGNORECASE)


def _is_ruled_out(scene: Scene, mention: DateMention, cue: Cue, window: DateWindow) -> bool:
    """It is said not to be then: "it won't be out in 2024"; but "not until 2024" is 2024."""
    if window.is_open or _UNTIL.search(scene.masked, 0, mention.start) or "until" in scene.masked[cue.start : cue.end]:
        return False
    if _RULED_OUT.search(scene.masked, 0, mention.start):
        return True
    low, _ = scene.clause_at(cue.start)
    before = cue.end <= mention.start
    return before and bool(
        _RULED_OUT.search(scene.masked, low, cue.start) or _DENIED_CUE.match(scene.masked, cue.start)
    )


_DENIED_CUE: Final = re.compile(r"(?:won't|isn't|aren't|not)\b", re.IGNORECASE)


def seasons_of(
    story: Story, scene: Scene, cue: Cue, mention: DateMention, show: ShowId, *, ahead: bool | None
) -> tuple[int | None, ...]:
    """The season that starts: a show that began in the past without a season being named began with its first."""
    low, high = min(cue.start, mention.start), max(cue.end, mention.end)
    if paired := _paired(scene, mention):
        return (paired,)
    ref = _subject_season(scene, low) or story.season_ref(scene, low, high)
    if ref is not None and not _governs(scene, ref, high, ahead=ahead):
        ref = None
        if ahead is not False:
            return (story.main_season.get(show),)
    if ref is None:
        return _unnamed(story, scene, low, mention, show, ahead=ahead)
    if ref.role is SeasonRole.PREDECESSOR:
        return story.season_numbers(scene, low, high, show)
    return story.resolve(ref, show) or story.season_numbers(scene, low, high, show)


def _paired(scene: Scene, mention: DateMention) -> int | None:
    """The season that "respectively" deals a date out to."""
    numbers = [number for ref in scene.seasons for number in ref.numbers]
    if "respectively" not in scene.lower or len(numbers) != len(scene.dates):
        return None
    return numbers[scene.dates.index(mention)]


def _subject_season(scene: Scene, low: int) -> SeasonRef | None:
    """The season that opens a sentence and "and it" goes on about: "Season 2, longer than season 1, and it's due"."""
    first = scene.seasons[0] if len(scene.seasons) > 1 else None
    goes_on = first is not None and first.start <= _OPENING and _AND_IT.search(scene.masked, first.end, low)
    return first if goes_on else None


def _governs(scene: Scene, ref: SeasonRef, high: int, *, ahead: bool | None) -> bool:
    """Whether the season named is the one that starts: not one of another clause, nor a past one that is to come."""
    if ref.role in {SeasonRole.PREVIOUS, SeasonRole.PREDECESSOR} and ahead:
        return False
    return not (ref.start >= high and _NEW_CLAUSE.search(scene.masked, high, ref.start))


def _unnamed(
    story: Story, scene: Scene, low: int, mention: DateMention, show: ShowId, *, ahead: bool | None
) -> tuple[int | None, ...]:
    inherited = story.season_numbers(scene, 0, 0, show)
    published, main = story.published_on, story.main_season.get(show)
    begun = published is None or mention.window.first_day <= published
    is_running = ahead is None and published is not None and mention.window.last_day >= published
    if ahead or not begun or is_running or _RETURNING.search(scene.masked, *scene.clause_at(low)):
        return inherited
    if _GOES_ON.match(scene.masked) and SHOW not in scene.masked and _names_season(story, scene):
        return (scene.spoken_of,)
    if published is not None and main and main > 1 and (published - mention.window.first_day).days < _LONG_AGO_DAYS:
        return (main - 1,) if (show, main) in story.ordered else inherited
    return (1,) if ahead is False else inherited


def _names_season(story: Story, scene: Scene) -> bool:
    """Whether the sentence before it, in the same paragraph, names the season that it goes on about."""
    before = story.scenes[scene.index - 1] if scene.index else None
    return before is not None and before.block is scene.block and bool(before.seasons)
