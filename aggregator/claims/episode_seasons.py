"""Which season, or which seasons, a number of episodes is of."""

from __future__ import annotations

import re
from typing import Final

from aggregator.claims.context import Scene
from aggregator.claims.episode_counts import value_of
from aggregator.claims.lexicon import Found
from aggregator.claims.seasons import MAX_SEASON, SeasonRef, SeasonRole
from aggregator.claims.slots import COUNT
from aggregator.claims.story import Story
from aggregator.models import ShowId

_THIS_TIME: Final = re.compile(r"\W*(?:this\s+time|this\s+year|now)\b", re.IGNORECASE)
_LIKE: Final = re.compile(r"\b(?:like|as|than|against|unlike|same\s+as)\s+(?:the\s+|in\s+)?\Z", re.IGNORECASE)
_EACH: Final = re.compile(r"\b(?:each|apiece|every\s+one|both|per\s+season|a\s+season)\b", re.IGNORECASE)
_EACH_BEFORE: Final = re.compile(r"\beach\s+(?:has|have|had|with|of|season|series|will)\b|\A\W*both\b", re.IGNORECASE)
_BOTH: Final = re.compile(r"\W*both\b", re.IGNORECASE)
_EACH_REACH: Final = 12
_LOOK_BACK_SCENES: Final = 3
"""So many sentences before "both" or "each season" the seasons have been named."""
_COUNTED: Final = re.compile(rf"\b{COUNT}", re.IGNORECASE)
_ORDERS: Final = re.compile(r"\b(?:order|renew|commission|pick|green-?li)\w*", re.IGNORECASE)


def seasons_of(story: Story, scene: Scene, found: Found, show: ShowId) -> tuple[int | None, ...]:
    """The season that the wording names, or that of its clause; all of the sentence where it says "each"."""
    phrase, match = found
    main = story.main_season.get(show)
    if top := match.groupdict().get("top"):
        return _first_seasons(scene, match, value_of(top) or 0, main)
    if each := _distributed(story, scene, match, show):
        return each
    if paired := _paired(scene, match):
        return (paired,)
    named = within(story, scene, match, show)
    if phrase.value == "then":
        season = scene.season or main
        return named or ((season - 1,) if season and season > 1 else ())
    if named and phrase.value == "bare":
        return named
    if main and not named and (_THIS_TIME.match(scene.masked) or phrase.id == "this_time"):
        return (main,)
    wording = story.season_ref(scene, *match.span())
    if wording and wording.start >= match.end() and _is_anothers(scene, match, wording):
        if _is_named_before(scene, match):
            return story.season_numbers(scene, match.start(), match.start() + 1, show)
        return (scene.season,)
    own = story.resolve(wording, show) if wording else ()
    return own or story.season_numbers(scene, *match.span(), show)


def _paired(scene: Scene, match: re.Match[str]) -> int | None:
    """The season that "respectively" deals a number out to: "seasons 1 and 2 had 8 and 10 episodes respectively"."""
    numbers = [number for ref in scene.seasons for number in ref.numbers]
    counts = [found.start() for found in _COUNTED.finditer(scene.masked) if not _in_season(scene, found.start())]
    if "respectively" not in scene.lower or len(numbers) != len(counts) or match.start("n") not in counts:
        return None
    return numbers[counts.index(match.start("n"))]


def _in_season(scene: Scene, at: int) -> bool:
    return any(ref.start <= at < ref.end for ref in scene.seasons)


def _first_seasons(scene: Scene, match: re.Match[str], top: int, main: int | None) -> tuple[int, ...]:
    """The first three of "three seasons of ten episodes", or three from the article's own on where they are ordered."""
    ordered = main is not None and _ORDERS.search(scene.masked, 0, match.start())
    first = main if ordered and main else 1
    return tuple(range(first, min(first + top, MAX_SEASON + 1)))


def _is_anothers(scene: Scene, match: re.Match[str], wording: SeasonRef) -> bool:
    """The season is one that is compared, or has a number of its own: "13 episodes, a drop from the 22 of season 2"."""
    if _LIKE.search(scene.masked, match.end(), wording.start):
        return True
    others = [other for _, other in scene.found("episodes") if other.start() > match.start()]
    return any(other.start() <= wording.start and wording.end <= other.end() for other in others)


def _is_named_before(scene: Scene, match: re.Match[str]) -> bool:
    return any(ref.end <= match.start() for ref in scene.seasons)


def _distributed(story: Story, scene: Scene, match: re.Match[str], show: ShowId) -> tuple[int | None, ...]:
    """The seasons that "each", "both" or "apiece" deals a number out to: those of its clause, else those before."""
    low, high = scene.clause_at(match.start())
    is_after = _EACH.search(scene.masked, match.start(), match.end() + _EACH_REACH)
    if not is_after and not _EACH_BEFORE.search(scene.masked, low, match.end()):
        return ()
    for place in [(low, max(high, match.end())), (0, len(scene.masked))]:
        numbers = [n for ref in scene.seasons if place[0] <= ref.start < place[1] for n in story.resolve(ref, show)]
        if numbers:
            return tuple(dict.fromkeys(numbers))
    named: list[int] = []
    for before in story.scenes[max(0, scene.index - _LOOK_BACK_SCENES) : scene.index]:
        if before.field is scene.field:
            named += [n for ref in before.seasons for n in story.resolve(ref, show)]
    distinct = tuple(dict.fromkeys(named))
    if _BOTH.match(scene.masked) and len(distinct) != 2:
        return (None,)  # both of something else
    return distinct


def within(story: Story, scene: Scene, match: re.Match[str], show: ShowId) -> tuple[int, ...]:
    """The seasons that a wording names itself."""
    numbers: list[int | None] = []
    for ref in refs_in(scene, match):
        numbers += story.resolve(ref, show) if ref.role is not SeasonRole.PREDECESSOR else _before(scene)
    return tuple(dict.fromkeys(number for number in numbers if number))


def refs_in(scene: Scene, match: re.Match[str]) -> list[SeasonRef]:
    """The wordings for seasons that a wording holds."""
    return [ref for ref in scene.seasons if ref.start < match.end() and match.start() < ref.end]


def _before(scene: Scene) -> tuple[int, ...]:
    return (scene.season - 1,) if scene.season and scene.season > 1 else ()
