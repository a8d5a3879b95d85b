"""Numbers of episodes by comparison: "two more than last time", "the same as in season 2"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from aggregator.claims.context import Scene
from aggregator.claims.drafts import Draft
from aggregator.claims.episode_counts import BARE_ANSWER, asks_count, number_in, outer, value_of
from aggregator.claims.episode_seasons import refs_in, within
from aggregator.claims.firmness import hedge_of
from aggregator.claims.lexicon import Found
from aggregator.claims.seasons import SeasonRole
from aggregator.claims.story import Story
from aggregator.models import ClaimKind, Status

_WHICH: Final = re.compile(r"\b(?:which|that)\b", re.IGNORECASE)
_GOES_ON: Final = re.compile(r"\W*(?:that|this|it)(?:'s|\s+is|\s+was|\s+makes)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Count:
    """A number told beside a comparison: in its own sentence or before, before it or after."""

    value: int
    is_here: bool
    is_after: bool = False


def compared(story: Story, scene: Scene, found: Found, step: int | None, drafts: list[Draft]) -> Iterator[Draft]:
    """Read "two more than last time", "as the first did": another season's number, by way of the one just told."""
    phrase, match = found
    sign = {"more": -1, "less": 1, "same": 0}[phrase.value]
    count = _last_count(scene, match.start(), drafts)
    if count is None or (sign and step is None):
        return
    value = count.value + sign * (step or 0)
    if value < 1 or not (count.is_here or (phrase.value == "same" and asks_count(scene.topic))):
        return
    status = hedge_of(scene.masked[slice(*scene.clause_at(match.start()))])
    for show in scene.shows_for(*match.span()):
        main = scene.season or story.main_season.get(show)
        named = any(ref.numbers or ref.role is SeasonRole.PREVIOUS for ref in refs_in(scene, match))
        seasons: tuple[int | None, ...] = within(story, scene, match, show) if named else ()
        if count.is_after:  # "two shorter than season 1, which had ten": of the season that is compared
            seasons, value = (story.main_season.get(show),), count.value - sign * (step or 0)
        for season in seasons or ((main - 1,) if main and main > 1 else ()):
            is_past = season is not None and season < story.main_season.get(show, 0)
            firm = Status.CONFIRMED if is_past else status
            yield Draft(ClaimKind.EPISODES, show, season, str(value), firm, scene, "episodes.compared", match.start())


def _last_count(scene: Scene, before: int, drafts: list[Draft]) -> _Count | None:
    """The number told last before a place; else one that its sentence tells after it; else the article's last."""
    here = [
        (match.start("n"), number)
        for phrase, match in outer(scene.found("episodes"))
        if phrase.value in {"whole", "bare"} and (number := number_in(match))
    ]
    told = [number for start, number in here if start < before]
    if told:
        return _Count(told[-1], is_here=True)
    answer = BARE_ANSWER.match(scene.masked) if asks_count(scene.topic) else None
    if answer and (value := value_of(answer["n"])):
        return _Count(value, is_here=True)
    if here:  # "Like last year, we're getting 22 episodes"
        return _Count(here[-1][1], is_here=True, is_after=bool(_WHICH.search(scene.masked, before, here[-1][0])))
    if not drafts:
        return None
    goes_on = bool(_GOES_ON.match(scene.masked)) and drafts[-1].scene.index == scene.index - 1
    return _Count(int(drafts[-1].value), is_here=goes_on)
