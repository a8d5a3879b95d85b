"""How many episodes a season has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from aggregator.claims.context import Scene
from aggregator.claims.drafts import Draft
from aggregator.claims.episode_comparisons import compared
from aggregator.claims.episode_counts import (
    BARE_ANSWER,
    IN_SHARES,
    MIN_UNCALLED,
    WEAK,
    asks_count,
    can_deal_out,
    is_part,
    number_in,
    outer,
    shares_total,
    value_of,
)
from aggregator.claims.episode_seasons import refs_in, seasons_of
from aggregator.claims.firmness import hedge_of
from aggregator.claims.lexicon import Found
from aggregator.claims.other_works import is_of_another_work
from aggregator.claims.reading import BlockKind
from aggregator.claims.seasons import number_of
from aggregator.claims.story import Story
from aggregator.models import ClaimKind, ShowId, Status

MAX_EPISODES: Final = 200
_NEAR_BEFORE: Final = 45
_NEAR_AFTER: Final = 15

_SPOKEN_OF: Final = re.compile(r"\b(?:episodes?|eps|instal+ments|scripts)\b", re.IGNORECASE)
_PART: Final = re.compile(
    r"\b(?:part|volume|vol\.?)\s+(?P<number>1|2|3|one|two|three)\b"
    r"|\b(?P<ordinal>first|second|third)\s+(?:part|half|volume|batch|instal+ment|block|cour)\b",
    re.IGNORECASE,
)
_GIVEN: Final = re.compile(r"\b(?:the|its|all|whose|those|these)\s+\Z", re.IGNORECASE)
_DENIES: Final = re.compile(r"\b(?:denied|denies|denying|refuted?|no\s+truth)\b[^,;:.]*\Z", re.IGNORECASE)
_NOT_SO_MANY: Final = re.compile(
    r"(?:\bnot|\brather\s+than|\binstead\s+of)\s+(?:the\s+(?:usual\s+)?)?\Z", re.IGNORECASE
)
_POINTS: Final = re.compile(r"\b(?:points?|pointed|pointing|suggests?|suggested)\b", re.IGNORECASE)
_CHANGES: Final = frozenset({"episodes.cut", "episodes.now_stands"})
_GIVEN_UP: Final = re.compile(r"\b(?:originally|initially|planned|first\s+ordered)\b", re.IGNORECASE)
_TOTAL: Final = re.compile(r"\b(?:in\s+total|in\s+all|altogether|all\s+told)\b", re.IGNORECASE)
_USUAL: Final = re.compile(r"\b(?:usual|customary|typical|planned|original\w*|initial\w*)\b", re.IGNORECASE)
MIN_FAREWELL: Final = 5
_LAST_BEFORE: Final = re.compile(r"\b(?:last|final|remaining)\s+\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Part:
    """So many episodes of one part of a season."""

    draft: Draft
    number: int


def extract(story: Story) -> Iterator[Draft]:
    """Drafts of kind ``episodes``, in order of position; parts are added up where no whole is told (rule 11)."""
    drafts: list[Draft] = []
    parts: list[_Part] = []
    for at, scene in enumerate(story.scenes):
        tells = "episodes" in scene.phrases.lexicons or can_deal_out(scene) or asks_count(scene.topic)
        if not tells or scene.is_question or scene.block.kind is BlockKind.LINK or is_of_another_work(story, scene):
            continue
        own = [draft for found in outer(scene.found("episodes")) for draft in _read(story, scene, at, found, drafts)]
        for draft in _whole(story, scene, own):
            part = _PART.search(scene.masked[slice(*scene.clause_at(draft.at))])
            if part is None:
                drafts.append(draft)
            else:
                parts.append(_Part(draft, number_of(part["number"] or part["ordinal"]) or 1))
        drafts += _answer(scene)
    yield from drafts
    yield from _sums(parts, {(draft.show, draft.season) for draft in drafts})


def _sums(parts: list[_Part], told: set[tuple[ShowId, int | None]]) -> Iterator[Draft]:
    """The parts of a season added up, where each of them, from the first on, has a number."""
    seasons: dict[tuple[ShowId, int | None], dict[int, Draft]] = {}
    for part in parts:
        seasons.setdefault((part.draft.show, part.draft.season), {}).setdefault(part.number, part.draft)
    for key, numbered in seasons.items():
        if key not in told and len(numbered) > 1 and set(numbered) == set(range(1, len(numbered) + 1)):
            last = numbered[len(numbered)]
            yield _with_value(last, sum(int(draft.value) for draft in numbered.values()), "episodes.sum")


def _with_value(draft: Draft, value: int, rule: str) -> Draft:
    return Draft(ClaimKind.EPISODES, draft.show, draft.season, str(value), draft.status, draft.scene, rule, draft.at)


def _read(story: Story, scene: Scene, at: int, found: Found, drafts: list[Draft]) -> Iterator[Draft]:
    phrase, match = found
    value = number_in(match)
    if phrase.value in {"more", "less", "same"}:
        yield from compared(story, scene, found, value, drafts)
        return
    if value is None or not 1 < value < MAX_EPISODES or not _is_whole(story, scene, at, found, value):
        return
    start, end = match.span("n")
    if any(mention.start <= start < mention.end for mention in scene.dates):
        return  # "August 30 for the season 3 premiere"
    if _NOT_SO_MANY.search(scene.masked, 0, start):
        return
    status = Status.DENIED if _DENIES.search(scene.masked, 0, match.start()) else _status(scene, start, end)
    for show in scene.shows_for(*match.span()):
        for season in seasons_of(story, scene, found, show):
            if season is not None:
                is_past = season < story.main_season.get(show, 0)  # what has been shown is known
                firm = Status.CONFIRMED if is_past and status is not Status.DENIED else status
                rule = f"episodes.{phrase.id}"
                yield Draft(ClaimKind.EPISODES, show, season, str(value), firm, scene, rule, match.start())


def _is_whole(story: Story, scene: Scene, at: int, found: Found, value: int) -> bool:
    """The number is of episodes, and of all that a season has."""
    phrase, match = found
    if phrase.value == "bare":
        return _is_spoken_of(story, scene, at, match, value)
    if phrase.value == "then":
        return not _USUAL.search(match[0])
    return phrase.value != "whole" or not is_part(scene, phrase.id, match, value) or _is_farewell(story, match, value)


def _is_farewell(story: Story, match: re.Match[str], value: int) -> bool:
    """Whether "the last eight episodes" are all of a last season: the show ends, and nothing comes in parts."""
    if value < MIN_FAREWELL or not _LAST_BEFORE.search(match.string, 0, match.start("n")):
        return False
    ends = any(ref.is_final for scene in story.scenes for ref in scene.seasons)
    return ends and not any(IN_SHARES.search(scene.masked) for scene in story.scenes)


def _is_spoken_of(story: Story, scene: Scene, at: int, match: re.Match[str], value: int) -> bool:
    """Episodes are what the sentence, its question or the sentence before it is about."""
    if asks_count(scene.topic) or _SPOKEN_OF.search(scene.masked) or "episode" in scene.topic:
        return True
    before = story.scenes[at - 1] if at else None
    if before is not None and before.block is scene.block and _SPOKEN_OF.search(before.masked):
        return True
    if value < MIN_UNCALLED:
        return False
    if any(ref.numbers for ref in refs_in(scene, match)):
        return True  # "the third had eight"
    # "directed four of the eight", "all ten were written by"
    return bool(WEAK.search(scene.masked)) or any(_SPOKEN_OF.search(s.masked) for s in story.scenes[:at])


def _status(scene: Scene, start: int, end: int) -> Status:
    """How firmly the number is said: hedges near it count, those of what else the sentence says do not."""
    low, _ = scene.clause_at(start)
    window = scene.masked[max(low, start - _NEAR_BEFORE) : end + _NEAR_AFTER]
    if _GIVEN.search(scene.masked, 0, start):
        return Status.CONFIRMED
    status = hedge_of(window)
    return Status.EXPECTED if status is Status.CONFIRMED and _POINTS.search(window) else status


def _whole(story: Story, scene: Scene, drafts: list[Draft]) -> list[Draft]:
    """Where a sentence adds up its parts, the total alone."""
    changed = [draft for draft in drafts if draft.rule in _CHANGES]
    if changed and _GIVEN_UP.search(scene.masked):
        return changed  # "planned as ten, it was cut to eight"
    is_one = len({ref.numbers for ref in scene.seasons if ref.numbers}) < 2
    total = shares_total(scene) if is_one else None
    if total is None:
        return [max(drafts, key=lambda d: int(d.value))] if drafts and _TOTAL.search(scene.masked) else drafts
    wholes = [draft for draft in drafts if int(draft.value) >= total]
    if wholes:
        return wholes
    if drafts:
        return [_with_value(drafts[0], total, "episodes.shares")]
    end = len(scene.masked)
    return [
        Draft(ClaimKind.EPISODES, show, season, str(total), Status.CONFIRMED, scene, "episodes.shares", 0)
        for show in scene.shows_for(0, end)[:1]
        for season in story.season_numbers(scene, 0, end, show)[:1]
        if season is not None
    ]


def _answer(scene: Scene) -> Iterator[Draft]:
    """Read "Six, two fewer than before" under "How many episodes?"."""
    if not asks_count(scene.topic) or scene.show is None or scene.season is None:
        return
    found = BARE_ANSWER.match(scene.masked)
    is_told = any(phrase.value == "whole" for phrase, _ in scene.found("episodes"))
    number = value_of(found["n"]) if found and not is_told else None
    if number and number > 1:
        status = hedge_of(scene.masked[:_NEAR_BEFORE])
        yield Draft(ClaimKind.EPISODES, scene.show, scene.season, str(number), status, scene, "episodes.answer", 0)
