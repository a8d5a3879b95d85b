"""Which season each sentence is about where it names none: its heading's, the one spoken of, the article's own."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from aggregator.claims.context import Scene
from aggregator.claims.reading import Block, BlockKind
from aggregator.claims.seasons import SeasonRef, SeasonRole
from aggregator.claims.story import ASIDE, RELATIVE, Story
from aggregator.models import Field, ShowId

_UNMADE: Final = re.compile(
    r"\b(?:no|not\s+be|n't\s+be|isn't|never\s+be)\s+(?:a\s+|any\s+|going\s+to\s+be\s+a\s+)?\Z", re.IGNORECASE
)
_AT_HAND: Final = re.compile(
    r"\b(?:will|won't|'ll|premieres|arrives|returns|begins|starts|launches|debuts|lands|consists|opens|bows|drops|hits|kicks\s+off"
    r"|gets|beginning|starting|still[\s-]to[\s-]come|upcoming|forthcoming|yet\s+to"
    r"|(?:is|are)\s+(?:due|set|slated|expected|likely|back|coming|filming|shooting|being|now|already|finished|in))\b",
    re.IGNORECASE,
)
_ANAPHOR: Final = re.compile(r"\W*(?:It|It's|That|This|They|The\s+(?:season|run|series|show))\b")


def settle_seasons(story: Story) -> None:
    """Find each show's main season, then give every scene the season that it is about where it names none."""
    _settle_pairs(story.scenes)
    named: dict[ShowId, list[int]] = {}
    lead: dict[ShowId, list[int]] = {}
    lead_scene: dict[ShowId, int] = {}
    guessed: dict[ShowId, list[int]] = {}
    titled: dict[ShowId, list[int]] = {}
    for scene in story.scenes:
        if scene.block.kind is BlockKind.LINK:
            continue
        made = [ref for ref in scene.seasons if not _UNMADE.search(scene.masked, 0, ref.start)]
        ordered = _ordered_at_once(scene)
        for ref in made or scene.seasons:
            numbers = ordered[:1] if set(ref.numbers) <= set(ordered) and ref.numbers else ref.numbers
            for show in scene.shows_for(ref.start, ref.end):
                is_asked = scene.is_question and scene.block.kind is BlockKind.PARAGRAPH
                if ref.role is SeasonRole.BARE or is_asked:
                    if is_asked is (ref.role is not SeasonRole.BARE):
                        guessed.setdefault(show, []).extend(numbers)
                    continue
                pool = titled if scene.field is Field.TITLE else named
                pool.setdefault(show, []).extend(numbers)
                if pool is named and numbers and (show not in lead or scene.index == lead_scene.get(show)):
                    lead_scene[show] = scene.index
                    lead.setdefault(show, []).extend(numbers)
    for show in {**titled, **named, **guessed}:
        candidates = titled.get(show) or _leading(lead.get(show, []), named.get(show, [])) or guessed.get(show, [])[:1]
        if candidates:
            story.main_season[show] = max(candidates)
    carry_seasons(story)


# After two have been named these are they, not the first two.
_THE_TWO: Final = re.compile(r"(?:the\s+two|both)\b", re.IGNORECASE)
PAIR_REACH: Final = 2
"""Sentences that may stand between two seasons and a word for both of them."""
_OF_TWO: Final = {SeasonRole.BOTH: slice(None), SeasonRole.FORMER: slice(1), SeasonRole.LATTER: slice(1, None)}


_NAMED_AS_SEASONS: Final = re.compile(r"(?:either|neither)\s", re.IGNORECASE)
"""Of two that the article named together, however long ago."""


def _settle_pairs(scenes: list[Scene]) -> None:
    """Say which seasons "both", "the former" and "the latter" are: the two named last, not long before, else none."""
    before: list[int] = []
    together: list[int] = []
    since = 0
    for scene in scenes:
        here: list[int] = []
        refs = []
        for ref in scene.seasons:
            two = here or before
            if len(two) != 2 and _NAMED_AS_SEASONS.match(scene.masked, ref.start):
                two = together
            role = SeasonRole.BOTH if len(two) == 2 and _THE_TWO.match(scene.masked, ref.start) else ref.role
            if role in _OF_TWO:
                if len(two) == 2:
                    refs.append(replace(ref, role=SeasonRole.NUMBERED, numbers=tuple(two[_OF_TWO[role]])))
            else:
                here += [number for number in ref.numbers if number not in here]
                together = list(ref.numbers) if len(ref.numbers) == 2 else together
                refs.append(ref)
        scene.seasons = tuple(refs)
        if here or since >= PAIR_REACH:
            goes_on = len(here) == 1 and 0 < len(before) <= 2 and here[0] not in before and since <= PAIR_REACH
            before, since = ([before[-1], *here] if goes_on else here), 0
        else:
            since += 1


def _ordered_at_once(scene: Scene) -> tuple[int, ...]:
    """The seasons of an order of several in one sentence: the first of them, the next to come, is put forward."""
    several = next((ref.numbers for ref in scene.seasons if len(ref.numbers) > 1), ())
    if not several or not any(phrase.value == "renewed" for phrase, _ in scene.found("renewal")):
        return ()
    return tuple(sorted(several))


def _leading(lead: list[int], named: list[int]) -> list[int]:
    """The seasons of the first sentence that names one, unless the article soon goes on to a later one for good.

    An article that opens with the season at hand may speak of the next in passing; one that opens with the past
    names the season at hand more often.
    """
    if not lead:
        return named
    top = max(named)
    return named if named.count(top) > named.count(max(lead)) or max(lead) == 1 else lead


def carry_seasons(story: Story) -> None:
    """Give every scene the season that it is about where it names none: its heading's, the last named, the main one."""
    current: dict[ShowId, int] = {}
    heading: int | None = None
    named_by_heading: dict[ShowId, int] = {}
    previous: Scene | None = None
    asked: tuple[Block, int] | None = None
    at_hand: int | None = None
    for scene in story.scenes:
        if scene.block.heading != heading:
            heading = scene.block.heading
            current = named_by_heading
        show = scene.show
        if show is None:
            continue
        main = story.main_season.get(show)
        scene.season = current.get(show) or main
        if previous is not None and previous.block is scene.block and previous.show == show:
            scene.season = _antecedent(story, previous, scene, show) or at_hand or scene.season
            scene.spoken_of = next((n for ref in previous.seasons for n in story.resolve(ref, show)), previous.season)
        else:
            at_hand = None
        scene.is_ahead = at_hand is not None and scene.season == at_hand
        previous = scene
        numbers = _named(story, scene, show)
        if scene.is_question and numbers and scene.block.kind is BlockKind.PARAGRAPH:
            asked = (scene.block, numbers[-1])
        if scene.block.speaker == "Q" and numbers:
            asked = (scene.block, numbers[-1])
        answered = asked is not None and asked[0].speaker == "Q" and scene.block.group == asked[0].group + 1
        if asked is not None and (asked[0] is scene.block or answered) and not numbers:
            scene.season = asked[1]
            scene.is_ahead = scene.is_ahead or asked[1] < (main or 0)
        if scene.block.kind in {BlockKind.HEADING, BlockKind.QUESTION}:
            named_by_heading = {show: numbers[-1]} if numbers else {}
        elif numbers and main in numbers:
            current[show] = main
        made = [] if main in numbers else _named(story, scene, show, subjects=True)
        made = [number for number in made if (show, number) not in story.unmade]
        if numbers:
            is_ahead = bool(made) and (made[-1] > (main or 0) or bool(_AT_HAND.search(scene.masked)))
            at_hand = made[-1] if is_ahead and not scene.is_question else None
            scene.is_ahead = scene.is_ahead or at_hand is not None


def _named(story: Story, scene: Scene, show: ShowId, *, subjects: bool = False) -> list[int]:
    """The seasons of a show that a sentence names, in order; only those that it is about, with ``subjects``."""
    return [
        number
        for ref in scene.seasons
        if ref.role not in {SeasonRole.PREVIOUS, SeasonRole.PREDECESSOR}
        and show in scene.shows_for(ref.start, ref.end)
        and (not subjects or _is_subject(scene, ref))
        for number in story.resolve(ref, show)
    ]


def _antecedent(story: Story, previous: Scene, scene: Scene, show: ShowId) -> int | None:
    """The season that the sentence before is about, where this one goes on about it: "It started ..."."""
    if not _ANAPHOR.match(scene.masked):
        return None
    numbers = [n for ref in previous.seasons if _is_subject(previous, ref) for n in story.resolve(ref, show)]
    return numbers[0] if numbers else previous.season


def _is_subject(scene: Scene, ref: SeasonRef) -> bool:
    """A season that a sentence speaks of, not one that it only measures by, mentions in passing, or rules out."""
    if ASIDE.search(scene.masked, 0, ref.start) or _UNMADE.search(scene.masked, 0, ref.start):
        return False
    low, _ = scene.clause_at(ref.start)
    return low == 0 or not RELATIVE.match(scene.masked, low)
