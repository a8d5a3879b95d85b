"""Signs in a sentence that somebody is back, new or gone, before it is settled whom they speak of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from aggregator.claims.context import Scene
from aggregator.claims.firmness import is_left_open, is_negated
from aggregator.claims.lexicon import Phrase, load_lexicon
from aggregator.claims.reading import BlockKind
from aggregator.claims.words import unpad, words_of
from aggregator.models import Status

SHOW_REACH: Final = 24
_TOPIC_LEAD: Final = 3
"""So many words of a heading may stand before the one that makes it a topic: "Meet the new faces"."""
_MAX_TOPICS: Final = 256


@dataclass(frozen=True, slots=True)
class Sign:
    """A wording that says what becomes of people, at ``start`` to ``end`` of its sentence."""

    start: int
    end: int
    value: str
    names: str
    negated: str | None
    rule: str
    is_negative: bool
    status: Status | None = None
    is_loose: bool = False
    """Says something of a person only where no plainer wording does, and only of a season that is known."""


_TOO: Final = re.compile(r".*\b(?:there|in\s+it)\b.*|(?:will|'ll)\s+also\s+be.*", re.IGNORECASE | re.DOTALL)

_TOO_AFTER: Final = re.compile(r"\s*(?:too|as\s+well)\b", re.IGNORECASE)


def going_on(scene: Scene, sign: Sign, said: tuple[Scene, str] | None) -> Sign:
    """Let "Ann Lee will be there too" mean what the sentence before said of others."""
    if said is None or said[0].block is not scene.block or sign.value != "returning" or said[1] != "joining":
        return sign
    wording = scene.masked[sign.start : sign.end]
    if _TOO.fullmatch(wording) and ("also" in wording or _TOO_AFTER.match(scene.masked, sign.end)):
        return replace(sign, value="joining", negated="denied")
    return sign


def said_again(scene: Scene, signs: list[Sign], said: tuple[Scene, str] | None) -> Iterator[Sign]:
    """Give "so is Bo Diaz" and "Bo Diaz, too" the value of what was said before, here or in the sentence before."""
    value = said[1] if said and said[0].block.group in {scene.block.group, scene.block.group - 1} else None
    unsaid = None
    for at, sign in enumerate(signs):
        if sign.value == "same" and not at and _AS_WELL.match(scene.masked, sign.start) and sign.start:
            continue  # "will produce, as will Ann Lee": the same as something else in this sentence
        if sign.value not in {"same", "not"}:
            value = sign.negated if sign.is_negative and sign.negated not in {None, "denied"} else sign.value
            unsaid = "returning" if sign.rule == "cast.leaving.not" else sign.value if sign.is_negative else None
            yield sign
        elif value is not None:
            kind = "leaving" if sign.value == "not" else value
            if unsaid and sign.value == "same" and _AFFIRMS.match(scene.masked, sign.start):
                kind = unsaid  # "Ann Lee won't return, but Bo Diaz will"
            yield replace(sign, value=kind, is_negative=False, rule=f"{sign.rule}.{kind}")


_AS_WELL: Final = re.compile(r"as\s", re.IGNORECASE)
_AFFIRMS: Final = re.compile(r"(?:will|does|do|is|are)\b", re.IGNORECASE)


def read_label(scene: Scene) -> tuple[Scene, Sign] | None:
    """The sign of a line that only parts a list: "(new)", "Returning"."""
    value = topic_of(scene.lower) if len(scene.masked.split()) <= _LABEL_WORDS else None
    if value is None:
        return None
    return scene, Sign(0, len(scene.masked), value, "before", None, "cast.label", is_negative=False)


_LABEL_WORDS: Final = 3


def read_signs(scene: Scene) -> list[Sign]:
    """The signs of a sentence in order; of two that overlap the more particular."""
    found = [
        (phrase, match) for phrase, match in scene.found("cast") if phrase.extra["names"] not in {"topic", "opening"}
    ]
    void = [match.span() for phrase, match in found if phrase.value == "nothing"]
    signs = [
        _sign(scene, phrase, match)
        for phrase, match in found
        if phrase.value not in {"nothing", "work"} and not any(_is_voided(match.span(), span) for span in void)
    ]
    signs = [sign for sign in signs if not _lies_behind(scene, sign) and not _keeps_empty(scene, sign)]
    signs = [sign for sign in signs if not _is_open(scene, sign)]
    signs.sort(key=lambda sign: (sign.start, -sign.end))
    plain = [sign for sign in signs if not sign.is_loose and sign.value not in {"same", "not"}]
    signs = [s for s in signs if s in plain or not any(p.start < s.end and s.start < p.end for p in plain)]
    kept: list[Sign] = []
    for sign in signs:
        if kept and sign.start < kept[-1].end:
            if (
                (sign.value == "leaving" or sign.status)
                and sign.names == kept[-1].names
                and kept[-1].value != "leaving"
            ):
                kept[-1] = sign
            elif sign.names != kept[-1].names:
                kept.append(sign)
            continue
        kept.append(sign)
    return kept


def _is_open(scene: Scene, sign: Sign) -> bool:
    """It is asked, not said: "whether Ann Lee returns", "it is unclear if she will"."""
    return is_left_open(scene, sign.start) or bool(
        _WHETHER.search(scene.masked, scene.clause_at(sign.start)[0], sign.start)
    )


_WHETHER: Final = re.compile(r"\bwhether\b", re.IGNORECASE)


def _is_voided(sign: tuple[int, int], void: tuple[int, int]) -> bool:
    """The words are part of a wording that is no sign, or run into one."""
    overlap = sign[0] < void[1] and void[0] < sign[1]
    return overlap and not (sign[0] <= void[0] and void[1] <= sign[1] and sign != void)


def _lies_behind(scene: Scene, sign: Sign) -> bool:
    """Of an old season: "Bo Diaz, who joined last season"."""
    if sign.value == "leaving" or not _PAST_FORM.search(scene.masked, sign.start, sign.end):
        return False
    if _LAST_TIME.match(scene.masked, sign.end):
        return True
    if not _RELATIVE.search(scene.masked, max(0, sign.start - 12), sign.start):
        return False
    near = [ref for ref in scene.seasons if 0 <= ref.start - sign.end <= SHOW_REACH]
    numbers = [number for ref in near for number in ref.numbers]
    return bool(numbers) and scene.season is not None and max(numbers) < scene.season


_RELATIVE: Final = re.compile(r"\bwho\s+(?:\w+\s+)?\Z", re.IGNORECASE)


def _keeps_empty(scene: Scene, sign: Sign) -> bool:
    """It says nothing of who is there: "will not be replaced"."""
    return sign.is_negative and sign.value == "leaving" and scene.masked.endswith(("replaced", "recast"), 0, sign.end)


_PAST_FORM: Final = re.compile(r"\b(?:\w+ed|came|was|were|took)\b", re.IGNORECASE)

_LAST_TIME: Final = re.compile(
    r"[^,.;:]{0,40}?\b(?:last\s+(?:season|time|year|series|run)|(?:in|for|during)\s+the\s+(?:original|previous|first|last)\b"
    r"|(?:the\s+)?previous\s+season)",
    re.IGNORECASE,
)


def _sign(scene: Scene, phrase: Phrase, found: re.Match[str]) -> Sign:
    start, end = found.span()
    status = phrase.extra.get("status")
    return Sign(
        start,
        end,
        phrase.value,
        phrase.extra["names"],
        phrase.extra.get("negated"),
        f"cast.{phrase.id}",
        is_negative=status is None and _is_negated(scene, phrase.value, found),
        status=Status(status) if status else None,
        is_loose=bool(phrase.extra.get("loose")),
    )


def _is_negated(scene: Scene, value: str, found: re.Match[str]) -> bool:
    """A negation governs the wording; one that belongs to a wording of leaving ("won't be back") does not."""
    if value != "leaving":
        return is_negated(scene, found.start(), found.start())
    return bool(_NOT_LEAVING.search(scene.masked, max(0, found.start() - 24), found.start()))


_NOT_LEAVING: Final = re.compile(r"(?:n't|\bnot|\bnever|\bno\s+plans\s+to)\s+(?:going\s+to\s+|be\s+)?\Z", re.IGNORECASE)


def read_introduction(scene: Scene, signs: list[Sign]) -> tuple[Scene, Sign] | None:
    """The sign of a sentence that opens a list."""
    if not signs:
        return None
    opens = scene.masked.endswith(":") or _OPENS_LIST.search(scene.masked) or scene.block.kind is BlockKind.HEADING
    return (scene, signs[-1]) if opens else None


_OPENS_LIST: Final = re.compile(r"\b(?:including|are|like|such\s+as|is|include|includes)\W*\Z", re.IGNORECASE)


def read_topic(scene: Scene) -> tuple[Scene, Sign] | None:
    """The sign that the heading above a list gives."""
    sign = sign_of_topic(scene, 0, len(scene.masked))
    return None if sign is None else (scene, sign)


def sign_of_topic(scene: Scene, start: int, end: int) -> Sign | None:
    """What the heading over a sentence says of the people whom it names between ``start`` and ``end``.

    Of running text only of those with whom a sentence begins; what opens a list says nothing of what comes after it.
    """
    is_listed = scene.block.kind is BlockKind.ITEM
    lead = start - max(scene.masked.rfind(":", 0, start), 0)
    if not scene.topic or (not is_listed and (lead > _TOPIC_REACH or scene.topic.endswith(":"))):
        return None
    value = topic_of(scene.topic)
    return None if value is None else Sign(start, end, value, "before", None, "cast.section", is_negative=False)


def has_topic(scene: Scene) -> bool:
    """The heading over a sentence says something of the people whom it names."""
    return bool(scene.topic) and topic_of(scene.topic) is not None


_TOPIC_REACH: Final = 30


@lru_cache(maxsize=_MAX_TOPICS)
def topic_of(heading: str) -> str | None:
    """What a heading, masked and in lower case, says of the people under it; None where it says two things."""
    plain, words = unpad(heading), words_of(heading)
    found = {
        phrase.value
        for phrase in load_lexicon("cast")
        if phrase.extra["names"] == "topic" and not any(map(words.isdisjoint, phrase.needs))
        for match in [phrase.pattern.search(plain)]
        if match and (match[0].startswith("who") or len(plain[: match.start()].split()) <= _TOPIC_LEAD)
    }
    return found.pop() if len(found) == 1 else None
