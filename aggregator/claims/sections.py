"""Which show each sentence is about where it names none: its section's, the one last spoken of, or the article's.

A section is opened by a label that is a title: a heading, or what a line begins with ("Evil.", "EVIL (Paramount+):",
"**Evil**", "3:15 Evil: where are we?"). It lasts until the next label of the kind. Outside sections a sentence goes on
about the show that was the last one to be a subject in its paragraph, not about one that was only compared or credited.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from typing import Final

from aggregator.claims.context import Scene
from aggregator.claims.reading import Block, BlockKind
from aggregator.claims.titles import Naming
from aggregator.models import Field, Show, ShowId
from aggregator.text import fold

MAX_LABEL_WORDS: Final = 7
MAX_LABEL_CHARS: Final = 120

_BEFORE_TITLE: Final = re.compile(
    r"[\W\d]*(?:[ap]\.?m\.?\W+)?(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\W[\W\d]*)?"
    r"(?:[ap]\.?m\.?\W+)?(?:(?:and|also|now|next|first|second|then|finally|lastly|meanwhile)\b\W*)?(?:the\s+)?\W*\Z",
    re.IGNORECASE,
)
_AFTER_TITLE: Final = re.compile(
    r"['\"*_]*\s*(?:\([^()]{1,40}\)\s*)?(?:,?\s*(?:season|series)\s+\w+|,?\s+(?:now|next|first|again|too))?"
    r"['\"*_]*\s*(?:\([^()]{1,40}\)\s*)?(?:[:.!?|–]|-\s|\Z)",
    re.IGNORECASE,
)
_BOLD: Final = re.compile(r"\s*(\*\*|__)(?P<body>[^*_\n]{1,80})\1")
_CLOCK: Final = re.compile(r"\d{1,2}[:.]\d{2}\b")
_COLON: Final = re.compile(r"(?P<body>[^:.!?]{1,60}?):\s")
# What a part of a show's own section is headed with.
_TOPIC: Final = re.compile(
    r"\b(?:release|premiere|air|start|date|cast\w*|trailer|teaser|plot|story|synopsis|episodes?|production|filming|who|what|when|where|how|why"
    r"|new|news|latest|update|verdict|status|renew\w*|cancel\w*|season|series|returning|joining|crew|details|watch|stream\w*)\b",
    re.IGNORECASE,
)
_PLACED_IN: Final = re.compile(r"\b(?:from|in|by|at|to|on|of)\s+(?:the\s+)?['\"]?\Z", re.IGNORECASE)
_OF: Final = re.compile(r"\s+of\s+(?:the\s+)?['\"]?", re.IGNORECASE)
_GOES_ON: Final = re.compile(
    r"\W*(?:It|It's|Its|They|Both|Season\s+\w+|Series\s+\w+|(?:The|That|This)\s+(?:[\w-]+\s+){0,3}?"
    r"(?:season|series|run|show|drama|comedy|sitcom|thriller|anime|programme|batch|instal+ment))\b"
)


_PRONOUN: Final = re.compile(r"\W*(?:It|It's|Its|They|Both|That|This)\b")
_LABEL: Final = re.compile(
    r"[\W\d]*(?:[ap]\.?m\.?\W+)?(?:(?:Also|And|Now|Next|Finally|Lastly)\b\W*)?"
    r"(?P<body>[^\W_](?:[^.:!?|–—*()\n]|\.(?=\S)){0,60}?)['\"’”]?"
    r"(?=,\s+(?:[Ss]eason|[Ss]eries)\b|\s+[Ss]eason\s|\s*[.:!?|–—*(]|\s+-\s|\s*$)"
)
_CAPITALS: Final = re.compile(r"[A-Z0-9][A-Z0-9'’&:-]+(?:\s[A-Z0-9&][A-Z0-9'’&-]*)*(?=\s+[a-z])")


_MAX_CATALOGUES: Final = 2
"""Kept at once: a run has one."""


class _Catalogue:
    """The followed shows. The same ones are given with every article, so they are known again by who they are."""

    def __init__(self, shows: Mapping[ShowId, Show]) -> None:
        self.shows = shows

    def __hash__(self) -> int:
        return id(self.shows)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Catalogue) and self.shows is other.shows


@lru_cache(maxsize=_MAX_CATALOGUES)
def _titles_of(catalogue: _Catalogue) -> Mapping[str, ShowId]:
    """The shows by their folded titles and aliases: folding some thousands takes longer than reading an article."""
    return {fold(name): show.id for show in catalogue.shows.values() for name in (show.title, *show.aliases)}


def titles_as_labels(text: str, blocks: Iterable[Block], shows: Mapping[ShowId, Show]) -> list[tuple[int, int, ShowId]]:
    """Where lines are labelled with titles, by offsets in the text; empty unless two shows at least are.

    A title that is an ordinary word ("Evil.") is one beyond doubt where it stands alone over what is said of it, in a
    row of others.
    """
    titles = _titles_of(_Catalogue(shows))
    found = []
    for block in blocks:
        if block.kind is BlockKind.LINK or not block.sentences:
            continue
        label = _LABEL.match(text, block.start, min(block.end, block.start + MAX_LABEL_CHARS))
        if label is None:
            continue
        start, end = label.span("body")
        if fold(label["body"]) not in titles and (capitals := _CAPITALS.match(text, start, end)):
            end = capitals.end()
        if show := titles.get(fold(text[start:end])):
            found.append((start, end, show))
    return found if len({show for _, _, show in found}) > 1 else []


class Form(StrEnum):
    """The manner in which a line is labelled."""

    LINE = "line"
    ITEM = "item"
    CLOCK = "clock"
    BOLD = "bold"
    COLON = "colon"
    SENTENCE = "sentence"


@dataclass(frozen=True, slots=True)
class _Opening:
    """How a line opens; ``show`` where its label is a title, else ``topic`` is its words."""

    form: Form | None
    show: ShowId | None
    topic: str

    @property
    def is_topic(self) -> bool:
        """Its label is a word like "Cast"."""
        return _TOPIC.search(self.topic) is not None


def settle_shows(scenes: list[Scene], blocks: list[Block], main: ShowId | None) -> ShowId | None:
    """Give every scene its topic and the show that it is about where it names none.

    Returns the article's show: ``main``, but none where that is only the title of one section among others.
    """
    _settle_topics(scenes, blocks)
    sections = _sections(scenes, main)
    in_headline = any(n.show == main for scene in scenes if scene.field is Field.TITLE for n in scene.namings)
    if main in sections.values() and not in_headline:
        main = None
    carried = last = None
    place: tuple[int, int | None] | None = None
    previous: Scene | None = None
    for scene in scenes:
        here = (scene.block.group, scene.block.start if scene.block.kind is BlockKind.ITEM else None)
        base = main if scene.field is Field.TITLE else sections.get(scene.block.start, main)
        if here != place or previous is None or previous.field is not scene.field:
            place, last = here, carried
            is_answer = scene.block.speaker == "A" and previous is not None and previous.block.speaker == "Q"
            goes_on = base is None and scene.block.start not in sections and bool(_GOES_ON.match(scene.masked))
            carried = last if is_answer or goes_on else None
        is_of_none = scene.block.kind is BlockKind.LINK or scene.is_elsewhere
        scene.show = None if is_of_none else carried or base
        if previous is not None and previous.block is scene.block and previous.is_question:
            scene.show = only_show(previous) or scene.show
        subject = _subject(scene, base)
        if subject and base in {None, subject} and scene.show and not is_of_none and not _PRONOUN.match(scene.masked):
            scene.show = subject  # it has gone on to the next show, or come back
        carried = subject or carried
        previous = scene
    return main


def only_show(scene: Scene) -> ShowId | None:
    """The one show that a sentence names."""
    shows = {naming.show for naming in scene.namings if naming.show}
    return shows.pop() if len(shows) == 1 else None


def _subject(scene: Scene, base: ShowId | None) -> ShowId | None:
    """The first show of a sentence that is more than compared or credited in it; in a round-up, its last clause's.

    An article about one show turns to another where that is what a sentence is about, not where somebody comes from.
    """
    if base is None and (last := _last_subject(scene)):
        return last
    for naming in scene.namings:
        is_free = base in {None, naming.show} or not _PLACED_IN.search(scene.masked, 0, naming.start)
        is_free = is_free or any(_OF.fullmatch(scene.masked, ref.end, naming.start) for ref in scene.seasons)
        if naming.show and not naming.is_aside and is_free:
            return naming.show
    return None


_AND_THEN: Final = re.compile(r"[,;–\s]\s*(?:and|but|so|;|–)\s+(?:the\s+)?['\"]?\Z", re.IGNORECASE)
_TAKES_VERB: Final = re.compile(
    r"['\"]?\s+(?:is|are|was|has|have|will|returns?|starts?|begins?|comes?|opens?|gets?|goes|ends?|launches|premieres|arrives|lands|debuts|wraps|\w+ed)\b"
)


def _last_subject(scene: Scene) -> ShowId | None:
    """The show that the last main clause of a sentence has for its subject: "X starts in May, and Y is due in June"."""
    subjects = [n for n in scene.namings if not n.is_aside and _TAKES_VERB.match(scene.masked, n.end)]
    if len(subjects) < 2 or not _AND_THEN.search(scene.masked, 0, subjects[-1].start):
        return None
    return subjects[-1].show


def _settle_topics(scenes: list[Scene], blocks: list[Block]) -> None:
    headings = {BlockKind.HEADING, BlockKind.QUESTION}
    topics = {scene.block.start: scene.lower for scene in scenes if scene.block.kind in headings}
    asked: Scene | None = None
    for scene in scenes:
        if scene.block.heading is not None and scene.field is Field.TEXT:
            scene.topic = topics.get(blocks[scene.block.heading].start, "")
        if asked is not None and asked.block is scene.block:
            scene.topic = f"{scene.topic} {asked.lower}"
        if scene.is_question:
            asked = scene


def _sections(scenes: Iterable[Scene], main: ShowId | None) -> Mapping[int, ShowId | None]:
    """The show of each line that stands in a section, by the line's start; empty for an article without sections."""
    opened = [(scene, _opening(scene)) for scene in _first_scenes(scenes)]
    inline = [at for at, (_, opening) in enumerate(opened) if opening.show and opening.form is not Form.LINE]
    labelled = {opening.show for _, opening in opened if opening.show}
    if len(labelled) < 2 and not (inline and main is None):
        return {}
    one_line_each = len(inline) > 1 and all(
        second - first == 1 and opened[first][1].form is not Form.CLOCK for first, second in pairwise(inline)
    )
    sections: dict[int, ShowId | None] = {}
    show: ShowId | None = None
    form: Form | None = None
    for at, (scene, opening) in enumerate(opened):
        if opening.show:
            show, form = opening.show, opening.form
        elif form is not None and _closes(opening, form):
            show = None
        elif one_line_each and inline and at == inline[-1] + 1 and form is not Form.LINE:
            show = form = None
        if form is not None:
            sections[scene.block.start] = show
    return sections


def _closes(opening: _Opening, form: Form) -> bool:
    """A line labelled like the one that opened the section, but with another title: one that nobody follows here."""
    return opening.form in {form, Form.LINE} - {Form.CLOCK} and not opening.is_topic


def _first_scenes(scenes: Iterable[Scene]) -> Iterator[Scene]:
    block: Block | None = None
    for scene in scenes:
        if scene.field is Field.TEXT and scene.block is not block and scene.block.kind is not BlockKind.LINK:
            yield scene
        block = scene.block


def _opening(scene: Scene) -> _Opening:
    if scene.block.kind in {BlockKind.HEADING, BlockKind.QUESTION}:
        show = scene.namings[0].show if scene.namings else None
        question = "what" if scene.block.kind is BlockKind.QUESTION else scene.masked
        return _Opening(Form.LINE, show, "" if scene.namings else question)
    bold = _BOLD.match(scene.masked)
    colon = _COLON.match(scene.masked)
    label = bold["body"] if bold else colon["body"] if colon else scene.masked
    first = scene.namings[0] if scene.namings else None
    show = first.show if first and _is_label(scene, first, bold.end() if bold else None) else None
    return _Opening(_form(scene, bold, colon), show, "" if first else label)


def _form(scene: Scene, bold: re.Match[str] | None, colon: re.Match[str] | None) -> Form | None:
    if scene.block.kind is BlockKind.ITEM:
        return Form.ITEM
    if _CLOCK.match(scene.masked):
        return Form.CLOCK
    if bold:
        return Form.BOLD
    if colon and len(colon["body"].split()) <= MAX_LABEL_WORDS:
        return Form.COLON
    is_short = len(scene.masked.split()) <= MAX_LABEL_WORDS and scene.sentence.start == scene.block.start
    return Form.SENTENCE if is_short else None


def _is_label(scene: Scene, naming: Naming, bold_end: int | None) -> bool:
    if not _BEFORE_TITLE.match(scene.masked, 0, naming.start):
        return False
    if bold_end is not None:
        return naming.end <= bold_end
    return bool(_AFTER_TITLE.match(scene.masked, naming.end))
