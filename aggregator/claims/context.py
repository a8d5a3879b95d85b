"""One sentence in its context: clauses, titles, seasons, dates.

A sentence is read in a masked form of the same length: names of followed shows become ``SHOW`` characters and
other titles ``OTHER`` ones, so that no rule mistakes a word of a title for a word of the sentence; quotation marks
and dashes become plain ones. Offsets in the masked form are offsets in the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as made
from functools import cached_property, lru_cache, wraps
from typing import Any, Final, TypeVar

from aggregator.claims.lexicon import Found, PhraseFinder
from aggregator.claims.reading import Block, Sentence
from aggregator.claims.seasons import SeasonRef, find_seasons
from aggregator.claims.titles import OTHER, SHOW, Naming, masked_titles
from aggregator.claims.words import lowered, words_of
from aggregator.dates import DateMention
from aggregator.models import Field, Mention, ShowId

T = TypeVar("T")

_MAX_TOPICS: Final = 256

_PLAIN: Final = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "—": "–", "\xa0": " ", "`": "'", "´": "'"})

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
_OTHER_OWNER: Final = re.compile(
    r"\s+of\s+(?:(?:the|an?|its|his|her|their|our)\s+)?(?!(?:the|an?|its|his|her|their|our)\b)(?P<owner>[a-z][a-z-]+(?:\s+[a-z-]+){0,4})"
)
_SHOW_NOUN: Final = re.compile(
    r"\b(?:series|shows?|dramas?|dramedy|comed(?:y|ies)|sitcoms?|laugher|thrillers?|programmes?|programs?|anime|anthology|epic|saga|soaps?|tale"
    r"|procedurals?|whodunn?it|mystery|hit|reboot|revival|adaptation|westerns?|spin-?off|chiller|caper|story|toon|version|offering|smash"
    r"|romance|fantasy|satire|horror|sci-fi|animation|cartoon|it|them|episodes?|parts?|hours?|television|tv|what|which|one|this|that)\b"
)
"""The word for a show in "the third season of the hit drama": a season of anything else is none ("of rate cuts")."""
_COORDINATION: Final = re.compile(r"['\"]?\s*(?:,|and|&|,\s*and|or)\s*(?:the\s+)?['\"]?\Z")
_RELATIVE: Final = re.compile(r"\W*(?:which|whose|that)\b", re.IGNORECASE)
_ITS_OWN_FATE: Final = re.compile(
    r"\W*(?:which|that)\s+(?:(?:was|were|is|are|has|had|got|will)\s+(?:\w+\s+){0,2}?\w+(?:ed|en|ut|n)\b|ran\b|lasted\b|ended\b|aired\b|premiered\b)",
    re.IGNORECASE,
)
_ANTECEDENT_REACH: Final = 40
_OTHER_NAME: Final = re.compile(r"(?<![.!?]\s)(?<!\A)[A-Z][\w'&-]*['\")]?,?\s*\Z")
"""A name in capitals at the end of what stands before a relative clause: of its bearer the clause tells."""
_ASIDE_WITHIN: Final = re.compile(
    r",\s(?:(?:in\s+)?(?:which|who|whose)\b[^,;:]{3,80},|[^,;:]{3,60},(?=\s+(?:has|have|had|is|was|were|will)\b))",
    re.IGNORECASE,
)
_PLOT: Final = re.compile(
    r"\b(?:plot|story|storyline|synopsis|about\?|recap|happen(?:ed|s)?\b|what\s+can\s+happen"
    r"|ending|explained|be\s+about|where\s+can|what\s+is\s+[\ue000]+\s+about)"
)


@dataclass
class Scene:
    """One sentence as it is read. All offsets are relative to the sentence."""

    sentence: Sentence
    field: Field
    block: Block
    masked: str
    words: frozenset[str]
    """Its words, in lower case."""
    namings: tuple[Naming, ...]
    seasons: tuple[SeasonRef, ...]
    dates: tuple[DateMention, ...]
    is_elsewhere: bool = False
    """It names no show, but a season of something that is none."""
    show: ShowId | None = None
    """The show that the sentence is about where it names none."""
    season: int | None = None
    """The season that it is about where it names none."""
    is_ahead: bool = False
    """That season is still to come, whatever season the article is about."""
    spoken_of: int | None = None
    """The season that the sentence before it names."""
    topic: str = ""
    """The masked heading above it, lower case; empty where there is none."""
    index: int = 0
    is_conditional: bool = False
    """A condition of a sentence before still hangs over it."""
    read: dict[str, Any] = made(default_factory=dict)
    """What ``read_once`` has found in it."""

    is_question: bool = made(init=False)
    """It asks, so it claims nothing."""

    def __post_init__(self) -> None:
        """Finds out once what every kind of claim asks."""
        self.is_question = self.sentence.is_question

    @property
    def is_plot(self) -> bool:
        """It stands under a heading that announces the story, not the making."""
        return bool(self.topic) and _is_of_plot(self.topic)

    @cached_property
    def phrases(self) -> PhraseFinder:
        """What looks for phrases in it; not to be asked for before its seasons are settled."""
        return PhraseFinder(self.masked, self.seasons, self.words)

    def found(self, lexicon: str) -> list[Found]:
        """The phrases of a lexicon in this sentence, looked for once."""
        return self.phrases.find(lexicon)

    def words_of(self, found: Found) -> str:
        """The words in which a phrase was ``found``, as they are written."""
        return self.phrases.words_of(found)

    def told(self, lexicon: str) -> list[Found]:
        """As ``found``, and those that an aside parts: "The shoot, which moved to Cork in May, was wrapped up"."""
        found = self.found(lexicon)
        if "," not in self.masked or lexicon not in self.phrases.lexicons:
            return found
        whole = _ASIDE_WITHIN.sub(lambda aside: " " * len(aside[0]), self.masked)
        if whole == self.masked:
            return found
        known = {(phrase.id, match.end()) for phrase, match in found}
        across = PhraseFinder(whole, self.seasons).find(lexicon)
        return [*found, *(pair for pair in across if (pair[0].id, pair[1].end()) not in known)]

    @property
    def text(self) -> str:
        """The sentence as written."""
        return self.sentence.text

    @cached_property
    def lower(self) -> str:
        """The masked sentence in lower case, of the same length."""
        return lowered(self.masked)

    @cached_property
    def clauses(self) -> list[tuple[int, int]]:
        """The clauses, as spans that together cover the sentence."""
        cuts = [found.end() for found in _CLAUSE.finditer(self.masked)]
        return list(zip([0, *cuts], [*cuts, len(self.masked)], strict=True)) if cuts else [(0, len(self.masked))]

    def clause_at(self, position: int) -> tuple[int, int]:
        """The clause that holds ``position``."""
        for span in self.clauses:
            if span[0] <= position < span[1]:
                return span
        return 0, len(self.masked)

    def shows_for(self, start: int, end: int) -> list[ShowId]:
        """The followed shows that a wording at ``[start:end]`` is about; empty where it is about another.

        The nearest title in its clause, with those that are coordinated with it; else the nearest before it in the
        sentence; else the sentence's own show.
        """
        low, high = self.clause_at(start)
        near = [n for n in self.namings if low <= n.start < high or start <= n.start < end]
        if not near:
            before = [n for n in self.namings if n.end <= start]
            is_relative = _RELATIVE.match(self.masked, low)
            if _is_of_its_antecedent(self.masked, low, start):
                return []
            near = (before if is_relative else [n for n in before if not n.is_aside] or before)[-1:]
            if near and near[0].is_aside and is_relative:
                return [near[0].show] if near[0].show else []
        near = [n for n in near if not n.is_aside] or ([] if self.show else near)
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
        if chosen.is_aside:
            return iter((chosen,))
        at = self.namings.index(chosen)
        first = last = at
        while first and _COORDINATION.match(self.masked[self.namings[first - 1].end : self.namings[first].start]):
            first -= 1
        while last + 1 < len(self.namings) and _COORDINATION.match(
            self.masked[self.namings[last].end : self.namings[last + 1].start]
        ):
            last += 1
        return (naming for naming in self.namings[first : last + 1] if not naming.is_aside)


@lru_cache(maxsize=_MAX_TOPICS)
def _is_of_plot(topic: str) -> bool:
    return _PLOT.search(topic) is not None


def read_once(read: Callable[[Scene], T]) -> Callable[[Scene], T]:
    """A reader of sentences that looks at each but once: what it finds must hang on the words alone."""
    key = read.__qualname__

    @wraps(read)
    def reader(scene: Scene) -> T:
        if key not in scene.read:
            scene.read[key] = read(scene)
        found: T = scene.read[key]
        return found

    return reader


def make_scene(
    sentence: Sentence,
    where: Field,
    block: Block,
    mentions: Iterable[tuple[Mention, ShowId]],
    days: Sequence[DateMention],
) -> Scene:
    """A sentence as a scene, with the titles and dates that stand in it; its show and season are set later."""
    masked, namings = masked_titles(sentence.text.translate(_PLAIN), mentions, sentence.start)
    can_be_dated = days and where is Field.TEXT and sentence.start == block.start
    dateline = _DATELINE.match(masked) if can_be_dated else None
    days = [
        d
        for d in days
        if (dateline is None or d.start - sentence.start >= dateline.end())
        and SHOW not in masked[d.start - sentence.start : d.end - sentence.start]  # a show can be called Wednesday
    ]
    moved = tuple(replace(d, start=d.start - sentence.start, end=d.end - sentence.start) for d in days)
    words = words_of(masked)
    found = find_seasons(masked, words)
    seasons = tuple(_own_seasons(masked, found)) if found else ()
    is_elsewhere = bool(found) and any(_is_of_no_show(masked, ref) for ref in found)
    return Scene(sentence, where, block, masked, words, namings, seasons, moved, is_elsewhere=is_elsewhere)


def _is_of_its_antecedent(masked: str, low: int, start: int) -> bool:
    """What stands at ``start`` is told in a relative clause of what a name before it is that nobody follows."""
    if not _ITS_OWN_FATE.match(masked, low) or "," in masked[low:start]:
        return False
    return _OTHER_NAME.search(masked, max(0, low - _ANTECEDENT_REACH), low) is not None


def _own_seasons(masked: str, found: Iterable[SeasonRef]) -> Iterator[SeasonRef]:
    """Season wordings, without those that belong to a title nobody follows."""
    for ref in found:
        before = masked[max(0, ref.start - 3) : ref.start]
        if OTHER not in before and not _FOREIGN_OWNER.match(masked, ref.end) and not _is_of_no_show(masked, ref):
            yield ref


def _is_of_no_show(masked: str, ref: SeasonRef) -> bool:
    """The season is of something else: "a second season of the shuttle bus"; "season 2 of" anything is a show's."""
    owner = _OTHER_OWNER.match(masked, ref.end)
    if owner is None or SHOW in masked or masked[ref.start : ref.end].lower().startswith(("season", "series")):
        return False
    goes_on = masked[owner.end() : owner.end() + 2].strip()[:1]  # "of its live-action One Piece series"
    return not (goes_on.isupper() or goes_on == OTHER or _SHOW_NOUN.search(owner["owner"]))


# --- shows -------------------------------------------------------------------------------------------------------
