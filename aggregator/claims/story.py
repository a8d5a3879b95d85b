"""An article as it is read, and which season a wording in it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as made
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import Final

from aggregator.claims.context import Scene
from aggregator.claims.learning import learn_people
from aggregator.claims.people import find_names
from aggregator.claims.players import read_groups
from aggregator.claims.reading import BlockKind
from aggregator.claims.roster import Group, People
from aggregator.claims.seasons import SeasonRef, SeasonRole
from aggregator.models import Show, ShowId

# "confirmed ten months after season 2 ended": a time, not what is confirmed.
ASIDE: Final = re.compile(
    r"\b(?:after|before|since|from|following|until|than|ahead\s+of|into|during|back[\s-]to[\s-]back\s+with|(?:mid|half|part)way\s+through"
    r"|in\s+the\s+middle\s+of|on\s+the\s+(?:heels|back|eve|strength)\s+of)\s+"
    r"(?:the\s+|its\s+)?\Z",
    re.IGNORECASE,
)
# "Looking at the gap between the previous seasons, it will ...": what the sentence goes on to say is not about them.
_SET_BESIDE: Final = re.compile(
    r"\b(?:between|like|unlike|than|compared\s+(?:with|to)|as\s+(?:in|with)|back[\s-]to[\s-]back\s+with)\s+(?:the\s+|its\s+)?\Z",
    re.IGNORECASE,
)
# "The streamer, which carries the first three seasons, announced ...": the main clause goes on.
_RESUMED: Final = re.compile(r",\s+(?:\w+ed|is|was|were|are|has|had|have|will|would|says?|said|\w+s)\b")
RELATIVE: Final = re.compile(r"\W*(?:who|whose|whom|which|where)\b", re.IGNORECASE)
# "began on CBS and moved to streaming with its second season": another verb's season.
_OTHER_VERB: Final = re.compile(
    r"\band\s+(?:then\s+|later\s+|also\s+)?(?:\w+ed|went|came|got|ran|became|began|has|had|was|is|will)\b",
    re.IGNORECASE,
)
_THIS_TIME: Final = re.compile(r"\bthis\s+(?:time|season)\b", re.IGNORECASE)
_IS_IT: Final = re.compile(
    r"\s+(?:(?:will|would|is|was|be|to|also|may|might|could|been|has|set|going|serve|as|indeed)\s+){1,5}", re.IGNORECASE
)


@dataclass
class Story:
    """An article as it is read: its scenes, and what is known of each show's seasons."""

    published_on: date | None
    scenes: list[Scene]
    main: ShowId | None
    shows: Mapping[ShowId, Show]
    main_season: dict[ShowId, int] = made(default_factory=dict)
    ordered: set[tuple[ShowId, int | None]] = made(default_factory=set)
    """Seasons that the article says will be made."""
    unmade: set[tuple[ShowId, int]] = made(default_factory=set)
    """Seasons that it says, by their numbers, will not be made."""

    _groups: dict[int, list[Group]] = made(default_factory=dict, init=False)

    @cached_property
    def people(self) -> People:
        """Everybody whom the article names; learnt when somebody is first asked for, as many articles are of nobody."""
        return learn_people(self.scenes)

    @cached_property
    def _telling(self) -> Mapping[str, Sequence[Scene]]:
        telling: dict[str, list[Scene]] = {}
        for scene in self.scenes:
            for lexicon in scene.phrases.lexicons:
                telling.setdefault(lexicon, []).append(scene)
        return telling

    def telling(self, lexicon: str) -> Sequence[Scene]:
        """The scenes in which a phrase of a lexicon can stand, in order: in all others there is none to be found."""
        return self._telling.get(lexicon, ())

    def groups(self, scene: Scene) -> list[Group]:
        """The groups of people of a sentence, read once."""
        if scene.index not in self._groups:
            self._groups[scene.index] = read_groups(scene, self.people) if find_names(scene) else []
        return self._groups[scene.index]

    def season_numbers(self, scene: Scene, start: int, end: int, show: ShowId | None) -> tuple[int | None, ...]:
        """The seasons that a wording at ``[start:end]`` is about.

        Named in the wording itself; else the nearest name in its clause; else the last one before it in the
        sentence; else what the sentence is about by its context.
        """
        ref = self.season_ref(scene, start, end)
        if ref is not None:
            if ref.role is SeasonRole.PREDECESSOR and scene.spoken_of:
                return (scene.spoken_of - 1,) if scene.spoken_of > 1 else ()
            numbers = self.resolve(ref, show)
            if numbers:
                return numbers
        if show is not None and show != self.main and show != scene.show:
            return (self.main_season.get(show),)
        low, high = scene.clause_at(start)
        if show and (scene.show != show or self._is_this_time(scene, show, low, high)):
            return (self.main_season.get(show),)
        return (scene.season if scene.show == show else None,)

    def _is_this_time(self, scene: Scene, show: ShowId, low: int, high: int) -> bool:
        """The article's own season again, after another: "This time there are eight"."""
        is_other = scene.season != self.main_season.get(show) and not scene.is_ahead
        return is_other and bool(_THIS_TIME.search(scene.masked, low, high))

    def season_ref(self, scene: Scene, start: int, end: int) -> SeasonRef | None:
        """The season wording that governs ``[start:end]``, None where no wording of the sentence does."""
        inside = [ref for ref in scene.seasons if ref.start < end and ref.end > start]
        numbered = [ref for ref in inside if ref.numbers]
        if inside and not numbered and inside[-1].role is SeasonRole.FINAL:  # "Season 4 will be the final chapter"
            low, _ = scene.clause_at(start)
            numbered = [ref for ref in scene.seasons if ref.numbers and low <= ref.start < start]
            numbered = [ref for ref in numbered if _IS_IT.fullmatch(scene.masked, ref.end, inside[-1].start)]
        if inside:
            return (numbered or inside)[-1]
        low, high = scene.clause_at(start)
        free = [ref for ref in scene.seasons if _may_govern(scene, ref, start, end)]
        near = [ref for ref in free if low <= ref.start < high]
        if near:
            return min(near, key=lambda ref: start - ref.end if ref.end <= start else 1.5 * (ref.start - end))
        before = [ref for ref in free if ref.end <= start]
        return before[-1] if before else None

    def coming(self, scene: Scene, show: ShowId) -> int | None:
        """The season that the people of a sentence take part in, where it names none: not one that lies behind."""
        main = self.main_season.get(show)
        if scene.show != show or not scene.season or self._is_this_time(scene, show, 0, len(scene.masked)):
            return main
        return scene.season if scene.is_ahead or scene.season >= (main or 0) else main

    def resolve(self, ref: SeasonRef, show: ShowId | None) -> tuple[int, ...]:
        """The numbers that a season wording means for a show."""
        if ref.numbers:
            return ref.numbers
        main = self.main_season.get(show) if show else None
        if main is None:
            return ()
        if ref.role in {SeasonRole.PREVIOUS, SeasonRole.PREDECESSOR}:
            return (main - 1,) if main > 1 else ()
        return (main,)


def _may_govern(scene: Scene, ref: SeasonRef, start: int, end: int) -> bool:
    """A wording for a season can be what is meant at ``[start:end]``: no aside, comparison or other verb's matter."""
    if ref.end > start:
        between = scene.masked[end : ref.start]
        return not ASIDE.search(between) and not _OTHER_VERB.search(between)
    between = scene.masked[ref.end : start]
    if "," in between and _SET_BESIDE.search(scene.masked, 0, ref.start):
        return False
    low, high = scene.clause_at(ref.start)
    return not (start < high and RELATIVE.match(scene.masked, low) and _RESUMED.search(between))


def answers(story: Story) -> Iterator[tuple[Scene, Scene]]:
    """Each question of the text with the sentence that follows it: under it, where it is a heading, or after it."""
    for question, answer in pairwise(story.scenes):
        if not question.is_question or answer.is_question or question.field is not answer.field:
            continue
        if answer.block.kind in {BlockKind.LINK, BlockKind.HEADING}:
            continue
        yield question, answer
