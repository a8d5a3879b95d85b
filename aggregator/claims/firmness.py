"""How firmly a sentence says something: negation, hedges, conditions, plans, rumours. The one place for modality.

The words are in ``lexicon/firmness.toml``; here is what they govern. A hedge governs its clause, up to where another
begins inside it: a relative clause, an aside in brackets, a "so that". A condition governs its sentence where it opens
it, else the clause beside it, and the list that its sentence introduces.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from aggregator.claims.context import Scene, read_once
from aggregator.claims.lexicon import Found, PhraseFinder
from aggregator.claims.reading import BlockKind
from aggregator.models import Status

HEDGE_REACH: Final = 40
"""How far after a wording, in characters of its clause, a hedge still belongs to it: "2025 is considered likely"."""
NEGATION_REACH: Final = 48
"""How far before a wording, in characters of its clause, a negator still governs it."""
_NEAR: Final = 24
_OPENING: Final = 5
_MAX_REMEMBERED: Final = 256
_SHORT_ASIDE: Final = 4
"""An aside of so many words at most is a hedge of what it interrupts: "(probably)", "(if all goes well)"."""

_INNER_CLAUSE: Final = re.compile(
    r",\s+(?:as|in\s+wh\w+|who|whose|which|to)\b|\b(?:who|whose|which|because|so\s+that|in\s+what|than|lest)\b"
    r"|\bas\s+(?:you|we|they|i|one|if)\b",
    re.IGNORECASE,
)
"""Where a clause begins inside another: a hedge in it says nothing of what stands before."""
_NEXT_VERB: Final = re.compile(
    r"\s(?:and|but)\s+(?:\w+ly\s+|also\s+|now\s+)?(?:(?:is|are|was|were)\s+)?\Z", re.IGNORECASE
)
"""Before a hedge that is of another verb: "ordered a third season and plans to air it in 2027"."""
_RELATIVE: Final = re.compile(
    r"\W*(?:who|whose|whom|which|where|when|since|because|while|although|though)\b", re.IGNORECASE
)
_OF_WHAT_FOLLOWS: Final = re.compile(
    r"\s+(?:in|on|by|as|to|for|with|at|around|next|this|late|early|mid|sometime|because|since|when|the|an?|\d)\b",
    re.IGNORECASE,
)
_INDIRECT: Final = re.compile(
    r"\b(?:ask\w*|see|saw|know\w*|wonder\w*|unclear|unsure|uncertain|say|said|tell|sure|clear|question\w*|as|decid\w+|learn|check\w*|are|is|am|'re|'m)\s+\Z",
    re.IGNORECASE,
)
"""What makes an "if" a "whether"."""
_ADDED: Final = re.compile(r"(?:\b(?:and|but)\s+)\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Mark:
    """Words of the lexicon at ``[start:end]``."""

    id: str
    value: str
    start: int
    end: int
    words: str


@read_once
def _marks(scene: Scene) -> list[_Mark]:
    """What the sentence has of the lexicon, without what only looks like a hedge."""
    return _sifted(_read(scene.masked, scene.found("firmness")))


@lru_cache(maxsize=_MAX_REMEMBERED)
def _marks_in(words: str) -> tuple[_Mark, ...]:
    return tuple(_sifted(_read(words, PhraseFinder(words, ()).find("firmness"))))


def _read(masked: str, found: Iterable[Found]) -> list[_Mark]:
    return [_Mark(p.id, p.value, m.start(), m.end(), masked[m.start() : m.end()]) for p, m in found]


def _sifted(marks: list[_Mark]) -> list[_Mark]:
    if not marks:
        return []
    stronger = {"firm": [m for m in marks if m.value == "firm"], "pattern": [m for m in marks if m.value == "pattern"]}
    return [
        mark
        for mark in marks
        if mark.value != "firm" and mark.words != "May"  # the month
        if not any(mark.start < other.end and other.start < mark.end for other in stronger["firm"])
        if mark.value != "condition" or not any(other.start == mark.start for other in stronger["pattern"])
    ]


def firmness(scene: Scene, start: int, end: int) -> Status:
    """How firmly the sentence says what stands at ``[start:end]``: the weakest of what governs it."""
    marks = _marks(scene)
    conditions = {mark.value for mark in marks if _is_condition_of(scene, mark, start)}
    values = {mark.value for mark in marks if _governs(scene, mark, start, end)}
    if "condition" in conditions or "possible" in values or scene.is_conditional:
        return Status.POSSIBLE
    if "pattern" in conditions or values & {"expected", "inferred"}:
        return Status.EXPECTED
    if "would" in values and not _is_reported(marks, start):
        return Status.POSSIBLE
    return Status.CONFIRMED


def _is_reported(marks: list[_Mark], start: int) -> bool:
    """After a verb of saying in the past "would" is the "will" of what was said."""
    would = next(mark for mark in marks if mark.value == "would")
    return any(mark.value == "reporting" and mark.start < max(would.start, start) for mark in marks)


def _governs(scene: Scene, mark: _Mark, start: int, end: int) -> bool:
    """The hedge is of the clause of what stands at ``[start:end]``, and of no other clause inside it."""
    low, high = scene.clause_at(start)
    high = max(min(high, end + HEDGE_REACH), end)
    if not low <= mark.start < high or mark.value in {"claim", "refutation", "reporting"}:
        return False
    if mark.value in {"would", "inferred"} and mark.start >= end:
        return False
    masked = scene.masked
    if _is_aside(masked, mark, start, end):
        return False
    if mark.start >= end:
        if _INNER_CLAUSE.search(masked, end, mark.start + 1) or _NEXT_VERB.search(masked, end, mark.start):
            return False
        is_adverb = mark.id.endswith("adverb") and masked[: mark.start].rstrip().endswith(",")
        return not (is_adverb and _OF_WHAT_FOLLOWS.match(masked, mark.end))
    if mark.end <= start and "," in masked[mark.end : start]:
        return not _RELATIVE.match(masked, low)  # "who could be the killer, returns"
    return True


def _is_aside(masked: str, mark: _Mark, start: int, end: int) -> bool:
    """The words stand in brackets without ``[start:end]``, and these hold more than a hedge."""
    opened = masked.rfind("(", 0, mark.start)
    if opened < 0 or ")" in masked[opened : mark.start]:
        return False
    closed = masked.find(")", mark.end)
    closed = len(masked) if closed < 0 else closed
    return not (opened < start and end <= closed) and len(masked[opened:closed].split()) > _SHORT_ASIDE


def _is_condition_of(scene: Scene, mark: _Mark, start: int) -> bool:
    """A condition opens the sentence, or stands in the clause of what is said or beside it: "..., if renewed"."""
    if mark.value not in {"condition", "pattern"} or _INDIRECT.search(scene.masked, 0, mark.start):
        return False
    if mark.start <= _OPENING:
        return True
    if mark.start >= start and _ADDED.search(scene.masked, 0, mark.start):
        return False  # "starts in May, and if all goes well ...": of what follows
    clauses = scene.clauses
    here = next(at for at, (_, high) in enumerate(clauses) if start < high or at == len(clauses) - 1)
    there = next(at for at, (_, high) in enumerate(clauses) if mark.end - 1 < high or at == len(clauses) - 1)
    return here - 1 <= there <= here if mark.start < start else there <= here + 1


def carry_conditions(scenes: Sequence[Scene]) -> None:
    """Let conditions hang over the list that they introduce, and over the sentences that say "would" after them."""
    opened: Scene | None = None
    for scene in scenes:
        if opened is not None and opened.field is scene.field:
            is_listed = opened.text.endswith(":") and scene.block.kind is BlockKind.ITEM
            goes_on = scene.block is opened.block and any(mark.value == "would" for mark in _marks(scene))
            scene.is_conditional = is_listed or goes_on
        elif "firmness" not in scene.phrases.lexicons:
            continue
        if any(mark.value == "condition" and mark.start <= _OPENING for mark in _marks(scene)):
            opened = scene
        elif not scene.is_conditional:
            opened = None


def hedge_of(words: str) -> Status:
    """How firm the words are in themselves."""
    values = {mark.value for mark in _marks_in(words)}
    if "possible" in values:
        return Status.POSSIBLE
    return Status.EXPECTED if "expected" in values else Status.CONFIRMED


def firmness_near(scene: Scene, start: int) -> Status:
    """How firmly a noun phrase at ``start`` is said, by the words just before it.

    "The final season" is a fact whatever the sentence goes on to say of it, "probably the final season" is not.
    """
    near = [mark for mark in _marks(scene) if start - _NEAR <= mark.start and mark.end <= start]
    if any(mark.value == "possible" for mark in near):
        return Status.POSSIBLE
    is_likely = any(mark.id == "expected.adverb" or mark.words.lower() == "expected" for mark in near)
    return Status.EXPECTED if is_likely else Status.CONFIRMED


# --- negation ----------------------------------------------------------------------------------------------------

_NEGATIVE_WORDS: Final = (
    r"not never nobody none neither nor without nothing cannot ain't isnt hardly won't denie[sd] denying refut\w+"
    r" yet\s+to far\s+from failed\s+to declined\s+to refused\s+to"
)
_NEGATOR: Final = re.compile(
    rf"(?:n't|\b(?:{'|'.join(_NEGATIVE_WORDS.split())})"
    r"|\bno(?!\s+(?:doubt|surprise|secret|wonder|exception|matter|time|sooner|longer\s+just|one\s+is\s+surprised)))\b",
    re.IGNORECASE,
)
_NEGATION_ENDS: Final = re.compile(
    r",\s|\s(?:and|but)\s+(?:that|is|was|has|will|are|the|it|in)\b|\sbut\s|\b(?:whether|if)\s|[.!]['\")]*\s"
)
"""Where a negation stops: at the next clause, and at an indirect question ("has not said whether")."""
_INTERRUPTED: Final = re.compile(r"(?<=not|n't|yet),\s[^,;]{1,40},(?=\s)", re.IGNORECASE)
"""An aside between a negation and its verb: "has not, as of Wednesday, renewed it"."""
_NOT_NEGATING: Final = re.compile(
    r"\bnot\s+(?:only|just|surprising|long|least|unlike|unexpected)\w*|\bno\s+fewer|\bwhy\s+not\b|\bnot\s+\w+,\s+but\b",
    re.IGNORECASE,
)
_LEFT_OPEN: Final = re.compile(
    r"(?:\b(?:unclear|unknown|uncertain|unsure|undecided|wonder\w*|ask(?:ed|s|ing)?|question)|(?:n't|\b(?:not|never|no|nobody|none|yet\s+to"
    r"|declined\s+to|refused\s+to|remains?\s+to\s+be))\s[^,;.]{0,40}?)\s*(?:\w+\s+){0,2}(?:whether|if)\b[^,;]*\Z",
    re.IGNORECASE,
)


def has_negator(words: str) -> bool:
    """The words hold a negation themselves."""
    return bool(_NEGATOR.search(_NOT_NEGATING.sub(" ", words)))


def is_negated(scene: Scene, start: int, end: int) -> bool:
    """A negator governs what stands at ``[start:end]``: within it, or shortly before it in its clause."""
    low, _ = scene.clause_at(start)
    reach, cut = scene.masked[max(low, start - NEGATION_REACH) : end], 0
    if not _NEGATOR.search(reach):
        return False
    reach = _INTERRUPTED.sub(lambda aside: " " * len(aside[0]), reach)
    for stop in _NEGATION_ENDS.finditer(reach, 0, max(0, len(reach) - (end - start))):
        cut = stop.end()
    reach = reach[cut:]
    if _NOT_NEGATING.search(reach):
        reach = _NOT_NEGATING.sub(" ", reach)
    return bool(_NEGATOR.search(reach))


def is_left_open(scene: Scene, start: int) -> bool:
    """What stands at ``start`` is asked, not said: "has not said whether he will", "it is unclear if she is"."""
    low, _ = scene.clause_at(start)
    return bool(_LEFT_OPEN.search(scene.masked, low, start))


# --- answers and refutations -------------------------------------------------------------------------------------

_YES: Final = re.compile(
    r"\W*(?:yes|yep|yeah|yup|indeed|absolutely|of\s+course|it\s+(?:has|is|was|will"
    r"|does)(?!\s*(?:n't|not))|it\s+sure|oh\s+yes|correct|officially,?\s+yes"
    r"|there\s+is(?!\s+no))\b",
    re.IGNORECASE,
)
_NOT_YET: Final = re.compile(
    r"\W*(?:(?:sadly|unfortunately|well|alas|no),?\s+)?(?:not\s+(?:yet|quite|at\s+the\s+moment"
    r"|right\s+now|so\s+far|officially|as\s+of)|nobody|nothing|no\s+(?:word|decision|official)"
    r"|that's\s+up|it(?:'s|\s+is)\s+(?:still\s+)?(?:too|up)|(?:that\s+)?remains)\b",
    re.IGNORECASE,
)
_NO: Final = re.compile(
    r"\W*(?:(?:sadly|unfortunately|alas|i'm\s+afraid|afraid|ah|oh|well)[,\s]+)?(?:no|nope|never"
    r"|not\s+any\s?more|[\w\ue000]+\s+did\s+no\s+such\s+thing|(?:it|they|he|she)\s+did(?:n't|\s+not)"
    r"|it\s+(?:won't|will\s+not|isn't|has\s+not|hasn't))\b",
    re.IGNORECASE,
)
_DENIES: Final = re.compile(
    r"\W*(?:(?:ah,\s+)?no\b|(?:but\s+)?(?:it|they)\s+(?:(?:had|has|have|was|is|did|were)\s+not|(?:had|has|have|was|is|did|were)n't)\s*[.,;!])",
    re.IGNORECASE,
)
_VERDICT: Final = re.compile(r"\s*[:.!–-]")
MAX_VERDICT_WORDS: Final = 6
"""A heading of so many words at most that says "fake" says it of all that stands below."""


def answer_of(scene: Scene) -> str | None:
    """What a sentence says to the question before it: ``yes``, ``no``, ``not yet`` or None."""
    for answer, pattern in (("not yet", _NOT_YET), ("yes", _YES), ("no", _NO)):
        if pattern.match(scene.masked):
            return answer
    return None


def is_refuted(scenes: list[Scene], at: int) -> bool:
    """A report that the same sentence, the next one, or the verdict that stands before it says is not so."""
    scene = scenes[at]
    marks = _marks(scene)
    refutations = [mark for mark in marks if mark.value == "refutation"]
    if any(mark.start <= _OPENING and _VERDICT.match(scene.masked, mark.end) for mark in refutations):
        return True  # "Fake: ..."
    if len(scene.topic.split()) <= MAX_VERDICT_WORDS and _is_refuting(_marks_in(scene.topic)):
        return True
    if not any(mark.value == "claim" for mark in marks):
        return False
    if refutations or _DENIES.match(scene.masked):
        return True
    follower = scenes[at + 1] if at + 1 < len(scenes) else None
    if follower is None or follower.block.group - scene.block.group > 1:
        return False
    return bool(_DENIES.match(follower.masked)) or _is_refuting(_marks(follower))


def _is_refuting(marks: Sequence[_Mark]) -> bool:
    return any(mark.value == "refutation" for mark in marks)
