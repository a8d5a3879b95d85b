"""An article as scenes: which show and season each sentence is about, by headline, headings and what came before."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as made
from datetime import date
from itertools import pairwise
from typing import Final

from aggregator.claims.context import Scene, make_scene
from aggregator.claims.reading import Block, BlockKind, Sentence, read_text, read_title
from aggregator.claims.roster import People
from aggregator.claims.seasons import SeasonRef, SeasonRole
from aggregator.claims.sections import settle_shows, titles_as_labels
from aggregator.dates import find_dates
from aggregator.models import Field, Mention, Show, ShowId, ShowMatch, Verdict

# "confirmed ten months after season 2 ended": a time, not what is confirmed.
_ASIDE: Final = re.compile(
    r"\b(?:after|before|since|following|until|than|ahead\s+of|into|during|back[\s-]to[\s-]back\s+with)\s+"
    r"(?:the\s+|its\s+)?\Z",
    re.IGNORECASE,
)
# "Looking at the gap between the previous seasons, it will ...": what the sentence goes on to say is not about them.
_SET_BESIDE: Final = re.compile(
    r"\b(?:between|like|unlike|than|compared\s+(?:with|to)|as\s+(?:in|with))\s+(?:the\s+|its\s+)?\Z", re.IGNORECASE
)
# "The streamer, which carries the first three seasons, announced ...": the main clause goes on.
_RESUMED: Final = re.compile(r",\s+(?:\w+ed|is|was|were|are|has|had|have|will|would|says?|said|\w+s)\b")
_RELATIVE: Final = re.compile(r"\W*(?:who|whose|whom|which|where)\b", re.IGNORECASE)
# "began on CBS and moved to streaming with its second season": another verb's season.
_OTHER_VERB: Final = re.compile(
    r"\band\s+(?:then\s+|later\s+|also\s+)?(?:\w+ed|went|came|got|ran|became|began|has|had|was|is|will)\b",
    re.IGNORECASE,
)
_UNMADE: Final = re.compile(
    r"\b(?:no|not\s+be|n't\s+be|isn't|never\s+be)\s+(?:a\s+|any\s+|going\s+to\s+be\s+a\s+)?\Z", re.IGNORECASE
)
_AT_HAND: Final = re.compile(
    r"\b(?:will|won't|'ll|premieres|arrives|returns|begins|starts|launches|debuts|lands|consists"
    r"|(?:is|are)\s+(?:due|set|slated|expected|likely|back|coming|filming|shooting|being|now|already|finished|in))\b",
    re.IGNORECASE,
)
_THIS_TIME: Final = re.compile(r"\bthis\s+(?:time|season|year|series)\b", re.IGNORECASE)
_IS_IT: Final = re.compile(
    r"\s+(?:(?:will|would|is|was|be|to|also|may|might|could|been|has|set|going|serve|as|indeed)\s+){1,5}", re.IGNORECASE
)
_ANAPHOR: Final = re.compile(r"\W*(?:It|It's|That|This|They|The\s+(?:season|run|series|show))\b")


@dataclass
class Story:
    """An article as it is read: its scenes, and what is known of each show's seasons."""

    published_on: date | None
    scenes: list[Scene]
    main: ShowId | None
    shows: Mapping[ShowId, Show]
    main_season: dict[ShowId, int] = made(default_factory=dict)
    people: People = made(default_factory=People)
    ordered: set[tuple[ShowId, int | None]] = made(default_factory=set)
    """Seasons that the article says will be made."""

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
        main = self.main_season.get(show) if show else None
        if scene.show != show or (
            main and (scene.season or 0) > main and _THIS_TIME.search(scene.masked, *scene.clause_at(start))
        ):
            return (main,)
        return (scene.season,)

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
        return not _ASIDE.search(between) and not _OTHER_VERB.search(between)
    between = scene.masked[ref.end : start]
    if "," in between and _SET_BESIDE.search(scene.masked, 0, ref.start):
        return False
    low, high = scene.clause_at(ref.start)
    return not (start < high and _RELATIVE.match(scene.masked, low) and _RESUMED.search(between))


def read_story(
    title: str, text: str, published_on: date | None, matches: Sequence[ShowMatch], shows: Mapping[ShowId, Show]
) -> Story:
    """Title and text as scenes with their show and season."""
    blocks = [(Field.TITLE, title, read_title(title))] + [(Field.TEXT, text, block) for block in read_text(text)]
    dates = {Field.TITLE: find_dates(title, published_on), Field.TEXT: find_dates(text, published_on)}
    mentions = {
        where: sorted(
            ((m, match.show_id) for match in matches for m in match.mentions if m.field is where),
            key=lambda pair: (pair[0].start, -pair[0].end),
        )
        for where in Field
    }
    labels = titles_as_labels(text, [block for where, _, block in blocks if where is Field.TEXT], shows.values())
    mentions[Field.TEXT] = sorted(
        [
            *mentions[Field.TEXT],
            *((Mention(Field.TEXT, low, high, text[low:high], 1.0), show) for low, high, show in labels),
        ],
        key=lambda pair: (pair[0].start, -pair[0].end),
    )
    starts = {where: [m.start for m, _ in mentions[where]] for where in Field}
    day_starts = {where: [d.start for d in dates[where]] for where in Field}
    scenes = []
    for where, _source, block in blocks:
        for sentence in block.sentences:
            own = _within(mentions[where], starts[where], sentence)
            days = dates[where][
                bisect_left(day_starts[where], sentence.start) : bisect_left(day_starts[where], sentence.end)
            ]
            scenes.append(make_scene(sentence, where, block, own, days))
    for index, scene in enumerate(scenes):
        scene.index = index
    story = Story(published_on, scenes, _main_show(matches), shows)
    story.main = settle_shows(scenes, [block for where, _, block in blocks if where is Field.TEXT], story.main)
    _settle_seasons(story)
    return story


def _within(
    mentions: list[tuple[Mention, ShowId]], starts: list[int], sentence: Sentence
) -> list[tuple[Mention, ShowId]]:
    found = mentions[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
    return [(mention, show) for mention, show in found if mention.end <= sentence.end]


_SHARE_OF_MAIN: Final = 0.6
"""An article about three shows or more is a round-up unless one of them has this share of all mentions."""


def _main_show(matches: Sequence[ShowMatch]) -> ShowId | None:
    """The one show that the article is about; None for a round-up."""
    about = [m for m in matches if m.verdict is Verdict.ABOUT]
    titled = [m for m in about if any(mention.field is Field.TITLE for mention in m.mentions)]
    if len(titled) == 1:
        return titled[0].show_id
    pool = titled or about or list(matches)
    if not pool:
        return None
    best = max(pool, key=lambda m: (len(m.mentions), m.score))
    counted = sum(len(m.mentions) for m in matches)
    if not titled and len(matches) > 2 and len(best.mentions) < _SHARE_OF_MAIN * counted:
        return None
    return best.show_id


# --- seasons -----------------------------------------------------------------------------------------------------


def _settle_seasons(story: Story) -> None:
    """Find each show's main season, then give every scene the season that it is about where it names none."""
    named: dict[ShowId, list[int]] = {}
    lead: dict[ShowId, list[int]] = {}
    lead_scene: dict[ShowId, int] = {}
    guessed: dict[ShowId, list[int]] = {}
    titled: dict[ShowId, list[int]] = {}
    for scene in story.scenes:
        if scene.block.kind is BlockKind.LINK:
            continue
        made = [ref for ref in scene.seasons if not _UNMADE.search(scene.masked, 0, ref.start)]
        for ref in made or scene.seasons:
            numbers = _heads(scene, ref)
            for show in scene.shows_for(ref.start, ref.end):
                if ref.role is SeasonRole.BARE:
                    if not scene.sentence.is_question:
                        guessed.setdefault(show, []).extend(numbers)
                    continue
                pool = titled if scene.field is Field.TITLE else named
                pool.setdefault(show, []).extend(numbers)
                if pool is named and numbers and (show not in lead or scene.index == lead_scene.get(show)):
                    lead_scene[show] = scene.index
                    lead.setdefault(show, []).extend(numbers)
    for show in story.shows:
        numbers = titled.get(show) or _leading(lead.get(show, []), named.get(show, [])) or guessed.get(show, [])[:1]
        if numbers:
            story.main_season[show] = max(numbers)
    carry_seasons(story)


def _heads(scene: Scene, ref: SeasonRef) -> tuple[int, ...]:
    """The seasons that a wording puts forward: of several that are ordered at once, the next one to come."""
    if len(ref.numbers) > 1 and any(phrase.value == "renewed" for phrase, _ in scene.found("renewal")):
        return (min(ref.numbers),)
    return ref.numbers


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
        previous = scene
        numbers = _named(story, scene, show)
        if scene.sentence.is_question and numbers and scene.block.kind is BlockKind.PARAGRAPH:
            asked = (scene.block, numbers[-1])
        if scene.block.speaker == "Q" and numbers:
            asked = (scene.block, numbers[-1])
        answered = asked is not None and asked[0].speaker == "Q" and scene.block.group == asked[0].group + 1
        if asked is not None and (asked[0] is scene.block or answered) and not numbers:
            scene.season = asked[1]
        if scene.block.kind in {BlockKind.HEADING, BlockKind.QUESTION}:
            named_by_heading = {show: numbers[-1]} if numbers else {}
        elif numbers and main in numbers:
            current[show] = main
        made = [] if main in numbers else _named(story, scene, show, subjects=True)
        if numbers:
            is_ahead = bool(made) and (made[-1] > (main or 0) or bool(_AT_HAND.search(scene.masked)))
            at_hand = made[-1] if is_ahead and not scene.sentence.is_question else None


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
    if _ASIDE.search(scene.masked, 0, ref.start) or _UNMADE.search(scene.masked, 0, ref.start):
        return False
    low, _ = scene.clause_at(ref.start)
    return low == 0 or not _RELATIVE.match(scene.masked, low)


def answers(story: Story) -> Iterator[tuple[Scene, Scene]]:
    """Each question of the text with the sentence that follows it: under it, where it is a heading, or after it."""
    for question, answer in pairwise(story.scenes):
        if not question.sentence.is_question or answer.sentence.is_question or question.field is not answer.field:
            continue
        if answer.block.kind in {BlockKind.LINK, BlockKind.HEADING}:
            continue
        yield question, answer
