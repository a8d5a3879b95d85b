"""Which event a date belongs to: a premiere, an announcement, a trailer, a shoot, the end of a run."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from aggregator.claims.context import Scene, read_once
from aggregator.dates import DateMention


class Event(StrEnum):
    """What a date can be the date of."""

    RELEASE = "release"
    PLAN = "plan"
    ANNOUNCE = "announce"
    TRAILER = "trailer"
    END = "end"
    LATER = "later"
    PRODUCTION = "production"
    OCCASION = "occasion"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Cue:
    """A wording at ``[start:end]`` of a sentence that stands for an event."""

    event: Event
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Dated:
    """A date with the event that it belongs to; ``cue`` is None where the sentence has none for it."""

    date: DateMention
    cue: Cue | None


# Wordings between a date and the cue after it that still tie them: "on May 3 Netflix announced".
_AFTER_PENALTY: Final = 1.6
_CLAUSE_PENALTY: Final = 60
SUBJECTS: Final = {Event.TRAILER, Event.END, Event.LATER, Event.PRODUCTION, Event.OCCASION}
"""Subjects that take a release verb with them: a trailer drops, a finale airs, shooting starts, a festival opens."""
_DECISION: Final = re.compile(r"(?:renewal|pick-?up|decision|declaration|announcement|verdict|call)\b", re.IGNORECASE)
_RELATIVE: Final = re.compile(r"which\b", re.IGNORECASE)
"""What a relative clause says it says of the clause before."""
_NEW_SUBJECT: Final = re.compile(
    r"(?:,|\w\s\S+)\s+(?:we|you|it|they|fans|viewers|audiences|subscribers)(?:'\w+)?\s|\bwith\s+an\s+eye\b"
    r"|,\s+which\s+(?:points?|suggests?|means?|would|could|should|puts?|makes?)\b",
    re.IGNORECASE,
)
_VERB_OF_SUBJECT: Final = 60
_OBJECT_OF_VERB: Final = 24


@read_once
def cues_of(scene: Scene) -> list[Cue]:
    """Every event wording of a sentence, in order; of two that overlap, the longer."""
    found = sorted(
        (Cue(Event(phrase.value), match.start(), match.end()) for phrase, match in scene.found("events")),
        key=lambda cue: (cue.start, -cue.end),
    )
    kept: list[Cue] = []
    for cue in found:
        if not kept or cue.start >= kept[-1].end:
            kept.append(cue)
    return kept


_OPENS: Final = re.compile(
    r"\W*(?:(?:back|late|early|earlier|later)\s+)?(?:on|in)?\s*(?:(?:\w+day|[\ue000]+),?\s+)?(?:the\s+)?\Z",
    re.IGNORECASE,
)
_ASIDE: Final = re.compile(
    r"\b(?:after|before|since|following|ahead\s+of|ahead|until|than)\s+(?:[\w'\ue000]+\s+){0,4}\Z", re.IGNORECASE
)
_VERB_AFTER_DAY: Final = re.compile(
    r"\s+(?:\w+ly\s+)?(?!(?:premiered|debuted|aired|arrived|landed|dropped|launched|returned|bowed|released|followed)\b)"
    r"(?:\w+ed|gave|set|put|took|told|said|made|let|rolled\s+out|broke|held|began\s+\w+ing)\b",
    re.IGNORECASE,
)
"""Who does something on a day at once: "Netflix on Tuesday fixed July 2"."""
_LIKELY_THEN: Final = re.compile(
    r"\s+(?:is|was|looks?|seems?|appears?|feels|would\s+be)\s+(?:the\s+|a\s+|our\s+)?(?:[\w-]+\s+){0,2}?"
    r"(?:likely|probable|realistic|plausible|(?:best|safe|safest)\s+(?:bet|guess)|target|goal|aim|possible|possibility|option)\b",
    re.IGNORECASE,
)


def _governing(scene: Scene, cues: list[Cue], mention: DateMention) -> Cue | None:
    """The event that the shape of the sentence ties a date to, whatever stands nearer."""
    masked = scene.masked
    if found := _LIKELY_THEN.match(masked, mention.end):
        return Cue(Event.PLAN, found.start() + 1, found.end())
    if (found := _VERB_AFTER_DAY.match(masked, mention.end)) and masked[: mention.start].rstrip().endswith(
        (" on", "On", " which", " who")
    ):
        return Cue(Event.ANNOUNCE, found.start() + 1, found.end())
    if _OPENS.match(masked[: mention.start]) and masked[mention.end : mention.end + 1] == ",":
        return next((c for c in cues if c.start >= mention.end and not _ASIDE.search(masked, 0, c.start)), None)
    return None


def dated_events(scene: Scene, also: Sequence[Cue] = ()) -> Iterator[Dated]:
    """Each date of a sentence with its event.

    Args:
        scene: the sentence.
        also: wordings of events that the lexicon of events does not know; they go before those that they overlap.
    """
    if not scene.dates:
        return
    cues = cues_of(scene)
    if also:
        free = [cue for cue in cues if not any(cue.start < other.end and other.start < cue.end for other in also)]
        cues = sorted([*free, *also], key=lambda cue: cue.start)
    for mention in scene.dates:
        usable = [cue for cue in cues if not _cuts(cue, mention)]
        best = _governing(scene, cues, mention) or min(
            usable, key=lambda cue: _distance(scene, cue, mention), default=None
        )
        if best is not None:
            best = _subject_of(scene, best, cues, mention)
        yield Dated(mention, best)


def _cuts(cue: Cue, mention: DateMention) -> bool:
    """A wording that shares words with a date, but is not said around it ("sets a May 3 premiere")."""
    overlaps = cue.start < mention.end and mention.start < cue.end
    return overlaps and not (cue.start < mention.start and mention.end <= cue.end)


def _distance(scene: Scene, cue: Cue, mention: DateMention) -> float:
    if cue.start < mention.start < cue.end:
        return 0.0
    if cue.end <= mention.start:
        gap = float(mention.start - cue.end)
        between = scene.masked[cue.end : mention.start]
    else:
        gap = (cue.start - mention.end) * _AFTER_PENALTY
        between = scene.masked[mention.end : cue.start]
        if (cue.event is Event.ANNOUNCE and "," in between) or " and " in between:
            gap += _CLAUSE_PENALTY  # "on April 8, the network said", "ordered it last month and plans to air it"
    if scene.clause_at(cue.start) != scene.clause_at(mention.start):
        gap += _CLAUSE_PENALTY
    gap += 15 * len(re.findall(r",", between))
    return gap


def _names_other(scene: Scene, start: int, end: int) -> bool:
    """After a comma a season or a show is named, of which the verb is then said: "if filming starts soon, season 3"."""
    named = [ref.start for ref in scene.seasons] + [naming.start for naming in scene.namings]
    return any(start <= at < end and "," in scene.masked[start:at] for at in named)


def _subject_of(scene: Scene, cue: Cue, cues: list[Cue], mention: DateMention) -> Cue:
    """The trailer, finale or shoot that a release verb is said of, where there is one in its clause."""
    if cue.event not in {Event.RELEASE, Event.PLAN}:
        return cue
    low, _ = scene.clause_at(cue.start)
    if _RELATIVE.match(scene.masked, low) and low:
        low, _ = scene.clause_at(low - 1)
    before = [
        c
        for c in cues
        if low <= c.start < cue.start
        and cue.start - c.end < _VERB_OF_SUBJECT
        and not _NEW_SUBJECT.search(scene.masked, c.end, cue.start)
        and not _names_other(scene, c.end, cue.start)
    ]
    after = next((c for c in cues if 0 <= c.start - cue.end < _OBJECT_OF_VERB and c.event is Event.TRAILER), None)
    if (after is not None and after.start < mention.start) or (after is not None and mention.end <= cue.start):
        return Cue(Event.TRAILER, cue.start, cue.end)
    for other in reversed(before):
        if other.event is Event.ANNOUNCE:
            return Cue(Event.ANNOUNCE, cue.start, cue.end) if _DECISION.match(scene.masked, other.start) else cue
        if other.event in SUBJECTS:
            return Cue(other.event, cue.start, cue.end)
    return cue
