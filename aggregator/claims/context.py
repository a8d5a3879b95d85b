"""Every sentence in its context: which show, which season, which clause, which dates.

A sentence is read in a masked form of the same length: names of followed shows become ``SHOW`` characters and
other titles ``OTHER`` ones, so that no rule mistakes a word of a title for a word of the sentence; quotation marks
and dashes become plain ones. Offsets in the masked form are offsets in the sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as made
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import Final

from aggregator.claims.lexicon import Found, find_phrases
from aggregator.claims.reading import Block, BlockKind, Sentence, read_text, read_title
from aggregator.claims.roster import Name, People
from aggregator.claims.seasons import SeasonRef, SeasonRole, find_seasons
from aggregator.claims.wordlists import word_lists
from aggregator.dates import DateMention, find_dates
from aggregator.models import Field, Mention, Show, ShowId, ShowMatch, Verdict

SHOW: Final = "\ue000"
OTHER: Final = "\ue001"

_PLAIN: Final = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "—": "–", "\xa0": " ", "`": "'", "´": "'"})

_TITLE_WORD: Final = r"(?:[A-Z0-9][\w'&:.,-]*|of|the|in|and|to|a|an|on|for|with|from|at|by|is|&|–)"
_QUOTED: Final = re.compile(
    rf"(?<!\w)(?P<q>['\"])(?P<body>[A-Z0-9][\w'&:.!,-]*(?:\s{_TITLE_WORD}){{0,8}}[!?,]?)(?P=q)(?!\w)"
)
_UNQUOTED: Final = re.compile(
    r"(?<![\w'&-])(?P<body>[A-Z0-9][\w'&-]+(?::?\s(?:[A-Z][\w'&-]*|of|the|in|and|to|a"
    r"|&)){0,6}(?:'s)?)\s(?=\(?[Ss](?:eason|eries)\s\d|S\d|\((?:final\s+season|new)\b)"
)
_NEVER_TITLES: Final = (
    "The A An In On At For Of And But When Will Is Are Was Has Have Had Does Did Do Who What Where Why How "
    "That This Its It With After Before During Since Until While If As By From Both New Our Your Expect "
    "Though Although Despite Yes No So Now Then Because Netflix Hulu Amazon Prime Video Disney HBO Max Apple "
    "Fox NBC CBS ABC BBC Peacock Paramount Starz Showtime AMC Filming Production Watch Early Official "
    "Officially Returning Back All Every Here There These Those Can Could Should May Might Not Only Plus Also "
    "Meanwhile Still Finally Unlike Like Second First Third Whether Shooting Between Beyond Into To Latest "
    "Final Renews Renewed Join Joins Joining Cast Release Confirmed Announces"
)
_NOT_A_TITLE: Final = frozenset(_NEVER_TITLES.split())
_CLAUSE: Final = re.compile(
    r"\s*;\s+|\s+–\s+|\s--\s|:\s+|,\s+(?=(?:and\s+(?!\w+\s*,)|but|though|although|while|whereas"
    r"|because|since|so|yet|as\s+\w+\s+(?:is|are|was|were)|when|after|before"
    r"|with|who|whose|which|where|if|unless|until|even|despite|or|until|days?|weeks?|months?|two"
    r"|three|four|five|six|seven|eight|a\s+\w+\s+(?:after|before|later))\b)"
    r"|\s+(?=(?:but|though|although|while|whereas|because|even\s+if|even\s+though|unless"
    r"|except\s+that|instead\s+of|and\s+[Ss]eason\s+\d|and\s+(?:that\s+)?(?:it|the|a|they|he|she"
    r"|we)\s|and\s+(?:due|set|slated|scheduled|expected|lands|comes|arrives|starts|premieres|is"
    r"|are|was|has|have|will|should|could|might|may|would|can|isn't|hasn't|won't)\s)\b)",
)
_DATELINE: Final = re.compile(r"[A-Z][^;:]{0,50}?(?:\([^()]{2,30}\)\s*)?(?:--|–|\s-)\s(?=[A-Z\ue000\"'])")
_FOREIGN_OWNER: Final = re.compile(
    r"\s+(?:of|on)\s+(?:the\s+)?(?!Netflix|Hulu|HBO|Apple|Amazon|Disney|NBC|ABC|CBS|Fox|Prime)[A-Z]\w+(?:'s)?\s[A-Z]"
)
_COORDINATION: Final = re.compile(r"['\"]?\s*(?:,|and|&|,\s*and|or)\s*(?:the\s+)?['\"]?\Z")
_PLOT: Final = re.compile(
    r"\b(?:plot|story|storyline|synopsis|about\?|recap|happen(?:ed|s)?\b|what\s+can\s+happen"
    r"|ending|explained|be\s+about|where\s+can|what\s+is\s+[\ue000]+\s+about)"
)
_ANAPHOR: Final = re.compile(r"\W*(?:It|It's|That|This|They|The\s+(?:season|run|series|show))\b")


@dataclass(frozen=True, slots=True)
class Naming:
    """A title at ``[start:end]`` of a sentence; ``show`` is None for a title that nobody follows here."""

    start: int
    end: int
    show: ShowId | None


@dataclass
class Scene:
    """One sentence as it is read. All offsets are relative to the sentence."""

    sentence: Sentence
    field: Field
    block: Block
    masked: str
    namings: tuple[Naming, ...]
    seasons: tuple[SeasonRef, ...]
    dates: tuple[DateMention, ...]
    show: ShowId | None = None
    """The show that the sentence is about where it names none."""
    season: int | None = None
    """The season that it is about where it names none."""
    topic: str = ""
    """The masked heading above it, lower case; empty where there is none."""
    index: int = 0
    names: list[Name] | None = None
    """The names of people in it, once somebody has asked for them."""
    _found: dict[str, list[Found]] = made(default_factory=dict)

    @property
    def is_plot(self) -> bool:
        """It stands under a heading that announces the story, not the making."""
        return bool(_PLOT.search(self.topic))

    def found(self, lexicon: str) -> list[Found]:
        """The phrases of a lexicon in this sentence; looked for once."""
        if lexicon not in self._found:
            self._found[lexicon] = find_phrases(lexicon, self.masked)
        return self._found[lexicon]

    @property
    def text(self) -> str:
        """The sentence as written."""
        return self.sentence.text

    @property
    def lower(self) -> str:
        """The masked sentence in lower case (of the same length, or not lowered at all)."""
        lowered = self.masked.lower()
        return lowered if len(lowered) == len(self.masked) else self.masked

    @cached_property
    def clauses(self) -> list[tuple[int, int]]:
        """The clauses, as spans that together cover the sentence."""
        cuts = [found.end() for found in _CLAUSE.finditer(self.masked)]
        return list(zip([0, *cuts], [*cuts, len(self.masked)], strict=True))

    def clause_at(self, position: int) -> tuple[int, int]:
        """The clause that holds ``position``."""
        return next((span for span in self.clauses if span[0] <= position < span[1]), (0, len(self.masked)))

    def shows_for(self, start: int, end: int) -> list[ShowId]:
        """The followed shows that a wording at ``[start:end]`` is about; empty where it is about another.

        The nearest title in its clause, with those that are coordinated with it; else the nearest before it in the
        sentence; else the sentence's own show.
        """
        if not self.namings:
            return [self.show] if self.show else []
        low, high = self.clause_at(start)
        near = [n for n in self.namings if low <= n.start < high or start <= n.start < end]
        if not near:
            near = [n for n in self.namings if n.end <= start][-1:]
        if not near:
            return [self.show] if self.show else []
        chosen = min(near, key=lambda n: self._gap(n, start, end))
        shows = [n.show for n in self._coordinated(chosen) if n.show]
        return list(dict.fromkeys(shows))

    def _gap(self, naming: Naming, start: int, end: int) -> int:
        if naming.end <= start:
            return start - naming.end
        return 2 * max(0, naming.start - end)  # what stands before is more often the subject

    def _coordinated(self, chosen: Naming) -> Iterator[Naming]:
        at = self.namings.index(chosen)
        first = last = at
        while first and _COORDINATION.match(self.masked[self.namings[first - 1].end : self.namings[first].start]):
            first -= 1
        while last + 1 < len(self.namings) and _COORDINATION.match(
            self.masked[self.namings[last].end : self.namings[last + 1].start]
        ):
            last += 1
        return iter(self.namings[first : last + 1])


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
            numbers = self.resolve(ref, show)
            if numbers:
                return numbers
        if show is not None and show != self.main and show != scene.show:
            return (self.main_season.get(show),)
        return (scene.season if scene.show == show else self.main_season.get(show) if show else None,)

    def season_ref(self, scene: Scene, start: int, end: int) -> SeasonRef | None:
        """The season wording that governs ``[start:end]``, None where no wording of the sentence does."""
        inside = [ref for ref in scene.seasons if ref.start < end and ref.end > start]
        if inside:
            return inside[-1]
        low, high = scene.clause_at(start)
        near = [ref for ref in scene.seasons if low <= ref.start < high]
        if near:
            return min(near, key=lambda ref: start - ref.end if ref.end <= start else 1.5 * (ref.start - end))
        before = [ref for ref in scene.seasons if ref.end <= start]
        return before[-1] if before else None

    def resolve(self, ref: SeasonRef, show: ShowId | None) -> tuple[int, ...]:
        """The numbers that a season wording means for a show."""
        if ref.numbers:
            return ref.numbers
        main = self.main_season.get(show) if show else None
        if main is None:
            return ()
        if ref.role is SeasonRole.PREVIOUS:
            return (main - 1,) if main > 1 else ()
        return (main,)


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
    starts = {where: [m.start for m, _ in mentions[where]] for where in Field}
    day_starts = {where: [d.start for d in dates[where]] for where in Field}
    scenes = []
    for where, _source, block in blocks:
        for sentence in block.sentences:
            own = _within(mentions[where], starts[where], sentence)
            days = dates[where][
                bisect_left(day_starts[where], sentence.start) : bisect_left(day_starts[where], sentence.end)
            ]
            scenes.append(_scene(sentence, where, block, own, days))
    for index, scene in enumerate(scenes):
        scene.index = index
    story = Story(published_on, scenes, _main_show(matches), shows)
    _settle_shows(story, [block for where, _, block in blocks if where is Field.TEXT])
    _settle_seasons(story)
    return story


def _within(
    mentions: list[tuple[Mention, ShowId]], starts: list[int], sentence: Sentence
) -> list[tuple[Mention, ShowId]]:
    found = mentions[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
    return [(mention, show) for mention, show in found if mention.end <= sentence.end]


def _scene(
    sentence: Sentence,
    where: Field,
    block: Block,
    mentions: Iterable[tuple[Mention, ShowId]],
    days: Iterable[DateMention],
) -> Scene:
    namings: list[Naming] = []
    for mention, show in mentions:
        start, end = mention.start - sentence.start, mention.end - sentence.start
        if not namings or start >= namings[-1].end:
            namings.append(Naming(start, end, show))
    plain = sentence.text.translate(_PLAIN)
    masked = _mask(plain, namings, SHOW)
    foreign = list(_foreign(masked))
    masked = _mask(masked, foreign, OTHER)
    namings = sorted([*namings, *foreign], key=lambda n: n.start)
    dateline = _DATELINE.match(masked) if where is Field.TEXT and sentence.start == block.start else None
    days = [d for d in days if dateline is None or d.start - sentence.start >= dateline.end()]
    moved = tuple(
        DateMention(d.start - sentence.start, d.end - sentence.start, d.window, d.past, d.future, d.is_vague)
        for d in days
    )
    return Scene(sentence, where, block, masked, tuple(namings), tuple(_own_seasons(masked)), moved)


def _own_seasons(masked: str) -> Iterator[SeasonRef]:
    """Season wordings, without those that belong to a title nobody follows."""
    for ref in find_seasons(masked):
        before = masked[max(0, ref.start - 3) : ref.start]
        if OTHER not in before and not _FOREIGN_OWNER.match(masked, ref.end):
            yield ref


def _mask(text: str, namings: Iterable[Naming], mark: str) -> str:
    for naming in namings:
        text = text[: naming.start] + mark * (naming.end - naming.start) + text[naming.end :]
    return text


def _foreign(masked: str) -> Iterator[Naming]:
    """Titles of shows that nobody follows: in quotation marks, or in capitals before "season 3"."""
    taken: list[tuple[int, int]] = []
    for found in _QUOTED.finditer(masked):
        body = found["body"]
        if (
            SHOW in body
            or body.endswith(("!,", ".,"))
            or (found.start() == 0 and len(body.split()) == 1 and body.endswith(","))
        ):
            continue
        taken.append(found.span("body"))
    for found in _UNQUOTED.finditer(masked):
        words = found["body"].split()
        while words and words[0].removesuffix("'s") in _NOT_A_TITLE:
            words.pop(0)
        if not words or words[-1] in _NOT_A_TITLE or SHOW in found["body"]:
            continue
        if len(words) == 1 and (words[0].lower() in word_lists().stop or found.start() == 0):
            continue
        start = found.end("body") - len(" ".join(words))
        if not any(low < found.end() and start < high for low, high in taken):
            taken.append((start, found.end("body")))
    return (Naming(start, end, None) for start, end in sorted(taken))


# --- shows -------------------------------------------------------------------------------------------------------


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


def _settle_shows(story: Story, blocks: list[Block]) -> None:
    """Give every scene the show that it is about where it names none."""
    headed: dict[int, ShowId | None] = {}
    for scene in story.scenes:
        if scene.field is Field.TEXT and scene.block.kind in {BlockKind.HEADING, BlockKind.QUESTION}:
            own = [n.show for n in scene.namings]
            headed[scene.block.start] = own[0] if own else None
    section_shows = {show for show in headed.values() if show}
    is_round_up = len(section_shows) > 1
    topics = {
        scene.block.start: scene.lower
        for scene in story.scenes
        if scene.block.kind in {BlockKind.HEADING, BlockKind.QUESTION}
    }
    carried: ShowId | None = story.main
    asked: Scene | None = None
    group: tuple[int, int | None] | None = None
    for scene in story.scenes:
        heading = (
            blocks[scene.block.heading].start if scene.block.heading is not None and scene.field is Field.TEXT else None
        )
        scene.topic = topics.get(heading, "") if heading is not None else ""
        if asked is not None and asked.block is scene.block:
            scene.topic = f"{scene.topic} {asked.lower}"
        if scene.sentence.is_question:
            asked = scene
        if heading is not None and is_round_up:
            scene.show = headed.get(heading)
        if (is_round_up or story.main is None) and not (heading is not None and is_round_up and scene.show):
            place = (scene.block.group, scene.block.start if scene.block.kind is BlockKind.ITEM else None)
            if place != group:
                group, carried = place, None
            scene.show = carried
            own = [n.show for n in scene.namings if n.show]
            carried = own[0] if own else carried
        elif not (heading is not None and is_round_up):
            scene.show = story.main
        if scene.block.kind is BlockKind.LINK:
            scene.show = None


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
        for ref in scene.seasons:
            for show in scene.shows_for(ref.start, ref.end):
                pool = guessed if ref.role is SeasonRole.BARE else titled if scene.field is Field.TITLE else named
                pool.setdefault(show, []).extend(ref.numbers)
                if pool is named and ref.numbers and (show not in lead or scene.index == lead_scene.get(show)):
                    lead_scene[show] = scene.index
                    lead.setdefault(show, []).extend(ref.numbers)
    for show in story.shows:
        numbers = titled.get(show) or _leading(lead.get(show, []), named.get(show, [])) or guessed.get(show)
        if numbers:
            story.main_season[show] = max(numbers)
    carry_seasons(story)


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
    for scene in story.scenes:
        if scene.block.heading != heading:
            heading = scene.block.heading
            current = named_by_heading
        show = scene.show
        if show is None:
            continue
        scene.season = current.get(show) or story.main_season.get(show)
        if previous is not None and previous.block is scene.block and previous.show == show and not scene.seasons:
            scene.season = _antecedent(story, previous, scene, show) or scene.season
        previous = scene
        numbers = [
            number
            for ref in scene.seasons
            if ref.role is not SeasonRole.PREVIOUS and show in scene.shows_for(ref.start, ref.end)
            for number in story.resolve(ref, show)
        ]
        main = story.main_season.get(show)
        if scene.sentence.is_question and numbers and scene.block.kind is BlockKind.PARAGRAPH:
            asked = (scene.block, numbers[-1])
        if asked is not None and asked[0] is scene.block and not numbers:
            scene.season = asked[1]
        if scene.block.kind in {BlockKind.HEADING, BlockKind.QUESTION}:
            named_by_heading = {show: numbers[-1]} if numbers else {}
        elif numbers and main in numbers:
            current[show] = main


def _antecedent(story: Story, previous: Scene, scene: Scene, show: ShowId) -> int | None:
    """The season of the sentence before, where this one goes on about it ("It started ...") or it is yet to come."""
    numbers = [n for ref in previous.seasons for n in story.resolve(ref, show)] or (
        [previous.season] if previous.season and _ANAPHOR.match(scene.masked) else []
    )
    if not numbers:
        return None
    main = story.main_season.get(show)
    if _ANAPHOR.match(scene.masked) or (main is not None and numbers[-1] > main):
        return numbers[-1]
    return None


def answers(story: Story) -> Iterator[tuple[Scene, Scene]]:
    """Each question of the text with the sentence that follows it: under it, where it is a heading, or after it."""
    for question, answer in pairwise(story.scenes):
        if not question.sentence.is_question or answer.sentence.is_question or question.field is not answer.field:
            continue
        if answer.block.kind in {BlockKind.LINK, BlockKind.HEADING}:
            continue
        yield question, answer
