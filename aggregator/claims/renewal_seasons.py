"""Which seasons a decision is about, where it does not name them: "after two seasons", "two more seasons"."""

from __future__ import annotations

import re
from typing import Final

from aggregator.claims.context import Scene
from aggregator.claims.firmness import NEGATION_REACH
from aggregator.claims.season_forms import NUMBER, ORDINAL
from aggregator.claims.seasons import number_of
from aggregator.claims.story import Story
from aggregator.models import ShowId

AFTER: Final = re.compile(
    rf"\bafter\s+(?:just\s+|only\s+|its\s+|the\s+"
    rf"|a\s+)?(?:(?P<count>{NUMBER})(?:(?:\s+[\w-]+)?\s+(?:seasons?|series|runs|outings)|(?=\s*(?:[.,;!?)\"]|$|on\s|at\s|and\s)))"
    rf"|(?P<nth>{ORDINAL})\s+season|season\s+(?P<n>\d+))"
    rf"|\bwhen\s+(?P<when>{NUMBER})\s+seasons\s+were\s+over",
    re.IGNORECASE,
)
_NO_MORE: Final = re.compile(r"\b(?:no\s+more|no\s+further|not\s+be\s+any\s+more)\b", re.IGNORECASE)


def seasons_of(story: Story, scene: Scene, start: int, end: int, show: ShowId, value: str) -> tuple[int | None, ...]:
    """The seasons that a decision of this value, worded at ``[start:end]``, is about."""
    main = story.main_season.get(show)
    if value in {"cancelled", "ending"}:
        after = AFTER.search(scene.masked, max(0, start - 60 if value == "cancelled" else start))
        done = number_of(after["count"] or after["nth"] or after["n"] or after["when"]) if after else None
        if done and value == "cancelled":
            return (done + 1,)
        if done and after and after["count"] and after.start() < end:
            return (done,)
    if value == "cancelled" and main and _NO_MORE.search(scene.masked) and not any(r.numbers for r in scene.seasons):
        return (main + 1,)
    if value == "renewed" and (ordered := _several(story, scene, start, end, show)):
        return ordered
    numbers = story.season_numbers(scene, start, end, show)
    is_named = any(ref.start < end and ref.end > start for ref in scene.seasons)
    if value == "renewed" and main and not is_named and numbers and numbers[0] == 1:
        return (main,)  # nobody renews a first season: it was spoken of before
    return numbers


_SEVERAL: Final = re.compile(
    rf"\b(?:(?P<count>{NUMBER})\s+(?:more|additional|further|new|extra)\s+(?:seasons|series|runs|rounds)|(?P<of>two|three|four)-season)\b",
    re.IGNORECASE,
)
_PAIR: Final = re.compile(rf"\b({ORDINAL})\s+and\s+(?:the\s+|an?\s+|its\s+)?({ORDINAL})", re.IGNORECASE)
_THROUGH: Final = re.compile(r"\bthrough\s+(?:to\s+|to\s+a\s+|a\s+|its\s+)?\Z", re.IGNORECASE)


def _several(story: Story, scene: Scene, start: int, end: int, show: ShowId) -> tuple[int, ...]:
    """The seasons of an order of several: "two more seasons", named elsewhere as "4 and 5" or "through season 5"."""
    found = _SEVERAL.search(scene.masked, start, min(len(scene.masked), end + NEGATION_REACH))
    count = number_of(found["count"] or found["of"]) if found else None
    if not found or not count or count < 2:
        return ()
    pair = _PAIR.search(scene.masked, found.end())
    if pair and count == 2:
        return tuple(number for word in pair.groups() if (number := number_of(word)))
    for other in (scene, *story.scenes):
        for ref in other.seasons:
            if show not in other.shows_for(ref.start, ref.end):
                continue
            if len(ref.numbers) == count:
                return ref.numbers
            if len(ref.numbers) == 1 and _THROUGH.search(other.masked, 0, ref.start) and ref.numbers[0] > count:
                return tuple(range(ref.numbers[0] - count + 1, ref.numbers[0] + 1))
    return ()


_ADDED: Final = re.compile(
    r"(?P<dated>\s+(?:back\s+)?(?:in|on|last|this)\s+[^,;]{3,24}?)?,?\s+(?:and|as\s+well\s+as|plus|followed\s+by)\s+"
    r"(?:(?:also|then|later|furthermore|even|further|additionally|in\s+addition|for|with|by|an?|the|its)\s+){0,3}",
    re.IGNORECASE,
)


def added_seasons(story: Story, scene: Scene, start: int, end: int, show: ShowId) -> list[tuple[int, int]]:
    """The seasons that a sentence adds to the one of the wording at ``[start:end]``, each with its place.

    "for a second season in 2021 and a third in 2022": the third has its own place, where a date has stood between;
    "for season 2 and furthermore for season 3" is told in one place.
    """
    ref = story.season_ref(scene, start, end)
    added: list[tuple[int, int]] = []
    at = start
    for later in scene.seasons:
        if ref is None or later.start <= ref.start:
            continue
        gap = _ADDED.fullmatch(scene.masked, ref.end, later.start)
        if gap is None:
            break
        at = later.start if gap["dated"] else at
        added += [(number, at) for number in story.resolve(later, show)]
        ref = later
    return added
