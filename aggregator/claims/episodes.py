"""How many episodes a season has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from aggregator.claims.context import Scene
from aggregator.claims.drafts import Draft
from aggregator.claims.firmness import hedge_of
from aggregator.claims.reading import BlockKind
from aggregator.claims.seasons import NUMBER_WORDS, SeasonRef, number_of
from aggregator.claims.story import Story
from aggregator.models import ClaimKind, ShowId, Status

_N: Final = r"(?:\d{1,3}|" + "|".join(NUMBER_WORDS) + r"|twenty-two|twenty-four|twenty-six)"
_BETWEEN: Final = (
    r"(?:(?:new|more|hour-long|hourlong|half-hour|half-hour-long|brand-new|extra-long"
    r"|feature-length|super-sized|total|\d+-minute|one-hour|all-new|fresh|final|full)[\s,]+){0,3}"
)
_COUNT: Final = re.compile(
    rf"\b(?P<parts>two|three)\s+(?P<per>{_N})[\s-](?:episode|part)s?\s+(?:instal+ments|halves|parts"
    rf"|batches|volumes|chunks)"
    rf"|\b(?P<adj>{_N})[\s-](?:episode|part|chapter"
    rf"|hour)\b(?:[\s,-]+(?:long\s+)?(?:(?:\w+[\s-]+){{0,3}}?(?:season|series|run|order|batch"
    rf"|instal+ment|outing|drama|thriller|show|story|tale)))"
    rf"|\border\s+of\s+(?P<order>{_N})\b|\b(?:in\s+total|total\s+of)\s+(?:it\s+is\s+|there\s+are\s+)?(?P<sum>{_N})\b"
    rf"|(?<!\d\s)\b(?P<n>{_N})\s+{_BETWEEN}(?:episodes?|instal+ments|eps|chapters)\b"
    rf"|\bepisode\s+(?:count|order|total)\s+(?:is|of|at|stands\s+at|will\s+be)\s+(?P<count>{_N})\b"
    rf"|\b(?P<total>{_N})\s+(?:in\s+total|in\s+all|all\s+told|altogether)\b",
    re.IGNORECASE,
)
_BOUND_BEFORE: Final = re.compile(
    r"\b(?:at\s+least|at\s+most|up\s+to|more\s+than|fewer\s+than|less\s+than|over|under|about"
    r"|around|some|nearly|almost|first|last|final|remaining|opening|initial|other|next|previous"
    r"|past|in|directed|direct|directs|wrote|written|watched|of\s+the|seen|after|for|appears?\s+in"
    r"|appeared\s+in|only\s+in|final|episodes?|every|per|by|within|until|to)\s+(?:the\s+|just\s+"
    r"|only\s+|his\s+|her\s+)?\Z",
    re.IGNORECASE,
)
_PART_BEFORE: Final = re.compile(
    r"\b(?:first|last|final|remaining|opening|initial|other|next|latter|back"
    r"|premiere\s+with)\s+(?:batch\s+of\s+|the\s+|block\s+of\s+)?\Z",
    re.IGNORECASE,
)
_WHOLE_BEFORE: Final = re.compile(
    r"\b(?:for|of|of\s+the|to|final|about|in)\s+(?:the\s+|just\s+|only\s+|its\s+)?\Z", re.IGNORECASE
)
_NOT_WHOLE_AFTER: Final = re.compile(
    r"\s*(?:(?:a|per|each|every)\s+week|at\s+(?:launch|once)|on\s+(?:the\s+)?(?:day|premiere)"
    r"|(?:of|into)\s+(?:the\s+)?(?:season|series)\b(?!\s+\d)|in(?:to)?\s+the\s+(?:can|bag)|later"
    r"|left|remain|so\s+far|behind|ago|in,|are\s+in\s+that\s+part|each\s+(?:week|day)|to\s+go"
    r"|long\s+(?:arc|story)|arc|in\s+which)",
    re.IGNORECASE,
)
_OPENS_WITH: Final = re.compile(
    r"\b(?:open|start|launch|premier|debut|drop|kick|arriv|land|begin)\w*\b.{0,24}\bwith\s+\Z"
    r"|\b(?:shown|aired)\s.{0,20}\Z",
    re.IGNORECASE,
)
_PARTS: Final = re.compile(
    r"\b(?:part\s+(?:1|one)|first\s+part|volume\s+(?:1|one)|in\s+one\s+go|have\s+aired)\b", re.IGNORECASE
)
_EACH: Final = re.compile(r"\b(?:each|apiece|every\s+one|both|per\s+season|a\s+season)\b", re.IGNORECASE)
_WEAK: Final = re.compile(
    r"\b(?:watch\w*|binge\w*|stream\w*\s+all|rewatch\w*|hours|viewed|appear\w*|direct(?:s|ed)|guest|recur\w*|worth)\b",
    re.IGNORECASE,
)
MAX_EPISODES: Final = 200


def extract(story: Story) -> Iterator[Draft]:
    """Drafts of kind ``episodes``, in order of position."""
    for scene in story.scenes:
        if scene.sentence.is_question or scene.block.kind is BlockKind.LINK or scene.is_plot:
            continue
        drafts = [draft for found in _COUNT.finditer(scene.masked) for draft in _read(story, scene, found)]
        yield from _whole(scene, drafts)
        yield from _answer(scene)


def _read(story: Story, scene: Scene, found: re.Match[str]) -> Iterator[Draft]:
    number = _number(found)
    before = scene.masked[max(0, found.start() - 30) : found.start()]
    if number is None or not 1 < number < MAX_EPISODES:
        return
    if _PART_BEFORE.search(before) or (_BOUND_BEFORE.search(before) and not _WHOLE_BEFORE.search(before)):
        return
    if found["n"] and (
        _OPENS_WITH.search(before)
        or _PARTS.search(scene.masked[slice(*scene.clause_at(found.start()))])
        or _NOT_WHOLE_AFTER.match(scene.masked, found.end())
        or _is_part(scene, found)
    ):
        return
    status = _status(scene, *found.span())
    for show in scene.shows_for(*found.span()):
        for season in _seasons(story, scene, found, show):
            yield Draft(ClaimKind.EPISODES, show, season, str(number), status, scene, "episodes.count", found.start())


_NEAR_BEFORE: Final = 45
_NEAR_AFTER: Final = 15


def _status(scene: Scene, start: int, end: int) -> Status:
    """How firmly the number is said: hedges near it count, those of what else the sentence says do not."""
    low, _ = scene.clause_at(start)
    window = scene.masked[max(low, start - _NEAR_BEFORE) : end + _NEAR_AFTER]
    if _GIVEN.search(scene.masked, 0, start):
        return Status.CONFIRMED
    return hedge_of(window)


_GIVEN: Final = re.compile(r"\b(?:the|its|all|whose|those|these)\s+\Z", re.IGNORECASE)


def _number(found: re.Match[str]) -> int | None:
    if found["parts"]:
        per = _value(found["per"])
        return None if per is None else per * (2 if found["parts"].lower() == "two" else 3)
    return _value(found["adj"] or found["n"] or found["count"] or found["total"] or found["order"] or found["sum"])


def _value(word: str) -> int | None:
    if word.isdigit():
        return int(word)
    tens = {"twenty-two": 22, "twenty-four": 24, "twenty-six": 26}
    return tens.get(word.lower()) or number_of(word)


def _is_part(scene: Scene, found: re.Match[str]) -> bool:
    """Episodes that somebody directs or watches, or that come out on one day."""
    low, _ = scene.clause_at(found.start())
    return bool(_WEAK.search(scene.masked[low : found.start()]))


def _seasons(story: Story, scene: Scene, found: re.Match[str], show: ShowId) -> tuple[int | None, ...]:
    """The season in the clause; all that the sentence names where it says "each"."""
    tail = scene.masked[found.end() : found.end() + 40]
    if _EACH.search(tail) or re.search(r"\beach\s+(?:has|have|had|with)\b", scene.masked[: found.start()]):
        numbers = [n for ref in scene.seasons for n in story.resolve(ref, show)]
        if numbers:
            return tuple(dict.fromkeys(numbers))
    ref = story.season_ref(scene, *found.span())
    return (story.resolve(ref, show) if isinstance(ref, SeasonRef) else ()) or story.season_numbers(
        scene, *found.span(), show
    )


def _whole(scene: Scene, drafts: list[Draft]) -> Iterator[Draft]:
    """Where a sentence adds up its parts, the total alone."""
    if re.search(r"\b(?:in\s+total|in\s+all|altogether|all\s+told)\b", scene.masked, re.IGNORECASE) and drafts:
        yield max(drafts, key=lambda d: int(d.value))
    else:
        yield from drafts


_ASKS_COUNT: Final = re.compile(r"how\s+many\s+episodes|number\s+of\s+episodes|episode\s+count")
_BARE_COUNT: Final = re.compile(
    rf"(?:there\s+(?:will\s+be|are)\s+)?(?P<n>{_N})\b(?!\s+(?:or|to|seasons|years|per|percent))(?=[\s,.!])",
    re.IGNORECASE,
)


def _answer(scene: Scene) -> Iterator[Draft]:
    """Read "Six, two fewer than before" under "How many episodes?"."""
    if not _ASKS_COUNT.search(scene.topic):
        return
    found = _BARE_COUNT.match(scene.masked)
    if found and scene.show and not _COUNT.match(scene.masked):
        number = _value(found["n"])
        if number and number > 1:
            yield Draft(
                ClaimKind.EPISODES, scene.show, scene.season, str(number), Status.CONFIRMED, scene, "episodes.answer", 0
            )
