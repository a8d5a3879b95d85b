"""Sentences whose shape alone says that a date is a premiere's, or that it is none, whatever verbs stand in them."""

from __future__ import annotations

import re
from typing import Final

from aggregator.claims.context import Scene
from aggregator.claims.events import Cue, Dated, Event
from aggregator.claims.seasons import SeasonRef
from aggregator.claims.titles import SHOW
from aggregator.dates import DateMention

ASKS_DATE: Final = re.compile(
    r"\b(?:release|premiere|when|dates?|what\s+day|which\s+day|arriv\w+|come\s+out|land|drop|launch|air|start|streaming)\b"
)
_COPULA: Final = re.compile(
    r"(?:[\ue000]['\"]?|\b(?:season|series)\s+\w+|\bseason)\s+(?:is|was)\s+(?:now\s+)?(?:on\s+|in\s+|for\s+)?\Z"
    r"|\bit(?:\s+(?:will|would)\s+(?:not\s+)?be|\s+won't\s+be)\s+(?:on\s+|in\s+)?\Z"
    r"|\b(?:it's|it\s+is)\s+(?:now\s+)?(?:an?\s+|probably\s+|likely\s+|going\s+to\s+be\s+|set\s+for\s+an?\s+)\Z",
    re.IGNORECASE,
)
"""A premiere is said with "to be" alone: "It will not be 2026", "it's now a 2024 show"."""
_NO_EARLIER: Final = re.compile(
    r"\b(?:no\s+(?:earlier|sooner)\s+than|(?:not|nothing)\s+before|earliest\s+(?:in|is)|at\s+least\s+until)\s+(?:the\s+)?\Z",
    re.IGNORECASE,
)
_BRACKETED: Final = re.compile(r"['\"]?\s*\((?:[\w+&' ]+[,;]\s+)?\Z")
"""A calendar's manner: "Harbor Lights (Netflix, May 2)"."""
_HEADS_ENTRY: Final = re.compile(r"\s*[:|–]\s+(?=(?:\S+\s+){5})")
"""An entry's own day: "12 September 2023: We hear that ...": not the day of what it tells."""
_AND_ALSO: Final = re.compile(
    r"(?:\s+(?:in|on)\s+(?:the\s+)?[A-Z][\w.+]*(?:\s[A-Z][\w.+]*)?)?,?\s+(?:and|&)(?:\s+(?:then|later))?(?:\s+(?:on|in))?\s+"
)
"""Between the day of one part, or of one market, and that of the next: "on May 2 in the US and on May 9"."""
_OPENS_CLAUSE: Final = re.compile(r"(?:[;:–]\s+|\b(?:and|but|while)\s+|\A)(?:the\s+|its\s+)?\Z", re.IGNORECASE)
_APPOSED: Final = re.compile(r"\s*,\s+(?:in|on|from|back\s+in)\s+\Z", re.IGNORECASE)
_ON: Final = re.compile(r"\W*(?:in|on|for|around)?\s*\Z")
PROSE: Final = re.compile(r"(?:[a-z]+\s+){4}")


def heads_entry(scene: Scene, mention: DateMention) -> bool:
    """Whether a date is that of the entry of a log or a live page, under which something is told."""
    head = _HEADS_ENTRY.match(scene.masked, mention.end)
    opens = not scene.masked[: mention.start].strip(" *•-–(") or scene.lower.startswith("update")
    return head is not None and opens and bool(PROSE.search(scene.masked, head.end()))


def is_second_part(scene: Scene, before: Dated, dated: Dated) -> bool:
    """One verb with two days joined by "and", and no two seasons for them: the second is a later part's."""
    if dated.cue != before.cue or "respectively" in scene.lower:
        return False
    return bool(_AND_ALSO.fullmatch(scene.masked, before.date.end, dated.date.start))


def copula(scene: Scene, mention: DateMention) -> Cue | None:
    """A premiere that is said without a verb of its own: "it is in May", "season 3, in May, drew millions"."""
    found = _COPULA.search(scene.masked, 0, mention.start)
    if found:
        return Cue(Event.RELEASE, found.start(), mention.start)
    named = scene.namings[0] if scene.namings else None
    is_listed = named and named.show and not named.start and mention.window.start.month
    if named and is_listed and _BRACKETED.fullmatch(scene.masked, named.end, mention.start):
        return Cue(Event.RELEASE, named.end, mention.start)
    apposed = scene.masked[mention.end : mention.end + 1] == ","
    ref = next((ref for ref in scene.seasons if apposed and _is_apposed(scene, ref, mention)), None)
    return Cue(Event.RELEASE, ref.end, mention.start) if ref else None


def _is_apposed(scene: Scene, ref: SeasonRef, mention: DateMention) -> bool:
    if not ref.numbers or ref.end >= mention.start or not _APPOSED.fullmatch(scene.masked, ref.end, mention.start):
        return False
    return bool(_OPENS_CLAUSE.search(scene.masked, 0, ref.start))


def implied(scene: Scene, mention: DateMention) -> Cue | None:
    """A premiere that only the question, the headline or the shape of the sentence speaks of."""
    if ASKS_DATE.search(scene.topic) or _is_verbless(scene, mention):
        return Cue(Event.RELEASE, mention.start, mention.start)
    return None


def _is_verbless(scene: Scene, mention: DateMention) -> bool:
    """Whether a date can only be a premiere's: "Season 2 on 29 August 2024", "Not before 2026"."""
    if _NO_EARLIER.search(scene.masked, 0, mention.start):
        return True
    first = scene.seasons[0] if scene.seasons else None
    opens = first is not None and not scene.masked[: first.start].strip(f" :,'\"–({SHOW}")
    return first is not None and opens and bool(_ON.match(scene.masked[first.end : mention.start]))
