"""How a sentence ties a character to a person: "as Kim", "whose Kim", "is Kim, a lawyer", "is out: Kim is dead"."""

from __future__ import annotations

import re
from typing import Final

from aggregator.claims.context import Scene
from aggregator.claims.roster import Name

_NEVER_BETWEEN: Final = (
    "and by in on with who was is when at alongside opposite back including without seen from has have will but that"
)
_LOWER_WORDS: Final = re.compile(
    rf"\s*[.,]?\s*['\"]?(?:(?!(?:{'|'.join(_NEVER_BETWEEN.split())})\b)[a-z0-9'][\w'-]*,?\s+){{0,6}}['\"]?",
    re.IGNORECASE,
)
_SUCH: Final = re.compile(r"\bsuch\s\Z", re.IGNORECASE)
_ARTICLE: Final = re.compile(r"\ban?\s+\Z", re.IGNORECASE)
_OWN_CHARACTER: Final = re.compile(r"(?:^|[.!?,;]\s+|\b)(?:his|her)\s+\Z", re.IGNORECASE)
_OWN_REACH: Final = 30
"""How long, in characters, what stands before "His Eddie" may be for it to begin the sentence or clause."""
_REACH: Final = 90
_BEING: Final = re.compile(r"\s+(?:is|was)\s+(?:the\s+|our\s+)?(?:[a-z'-]+\s+){0,3}\Z")
_DEFINED: Final = re.compile(r",|\.?$|\s+(?:and|while|but|who|whom|whose|in|on)\b")
_KIN_ON_SCREEN: Final = re.compile(r",\s+(?:(?:his|her|the)\s+[a-z]+\s+)?\Z")
_ON_SCREEN: Final = re.compile(
    r"\s+(?:on\s+screen|on\s+the\s+(?:show|programme|series)|in\s+the\s+(?:show|series)|to\s+(?:you|me|us|fans|viewers))\b"
)
_DETACHED: Final = re.compile(r",\s[^().;]{0,40}\s\(\Z")
_DOES: Final = re.compile(
    r"\s+(?:is|was|isn't|wasn't|died|dies|did|didn't|does|has|had|will|won't|bled|gets|got|met|never|ended|drove|went|left)\b"
)
"""What is told of a character rather than of an actor."""
_REASON: Final = re.compile(
    r"(?::|\b(?:since|because|given\s+how|seeing\s+as))\s+\W*(?:[a-z]+\s+){0,2}\Z", re.IGNORECASE
)
_NOUN_BETWEEN: Final = re.compile(
    r"\d?\s+(?!(?:and|as|in|on|with|who|to|from|at|for|of|by|or|but|is|was|alongside|opposite|like|beside|against|plus|before|after|without)\b)[a-z]+(?<!s)(?<!ed)(?<!ing)\s+\Z"
)


def is_introduced(scene: Scene, name: Name, low: int, *, has_actor: bool) -> bool:
    """A wording for playing stands before the name, after ``low``; ``has_actor``: somebody is named before."""
    for phrase, found in scene.found("roles"):
        if phrase.id == "is" and not has_actor:
            continue
        end = found.end()
        if low < end <= name.start <= end + _REACH and _LOWER_WORDS.fullmatch(scene.masked, end, _start(scene, name)):
            return not _SUCH.search(scene.masked, 0, found.start())
    return False


def is_description(scene: Scene, name: Name) -> bool:
    """An indefinite article stands before it, so that it says what somebody is: "as a Member of Parliament"."""
    return bool(_ARTICLE.search(scene.masked, max(0, name.start - 4), name.start))


def is_own(gap: str) -> bool:
    """Whether it is of the manner "His Eddie", at the beginning of a sentence or clause."""
    return len(gap) < _OWN_REACH and gap[-1:].isspace() and _OWN_CHARACTER.search(gap) is not None


def is_said_to_be(scene: Scene, gap: str, name: Name) -> bool:
    """Whether it is of the manner "Ann Lee is Kim Vane, a lawyer"."""
    return bool(_BEING.fullmatch(gap) and _DEFINED.match(scene.masked, name.end))


def is_kin_on_screen(scene: Scene, gap: str, name: Name) -> bool:
    """Whether it is of the manner "Ann Lee, his mother Kim on the programme" or "Ann Lee, for the third time (Kim)"."""
    if _DETACHED.fullmatch(gap) and scene.masked[name.end : name.end + 1] == ")":
        return True
    return bool(_KIN_ON_SCREEN.fullmatch(gap) and _ON_SCREEN.match(scene.masked, name.end))


def gives_reason(scene: Scene, gap: str, name: Name) -> bool:
    """What follows is the reason for what was said of the one person before: "won't be back: Kim is dead"."""
    if len(name.words) > 1 and not name.form:
        return False
    return bool(_REASON.search(gap) or (gap.endswith("; ") and does_something(scene, name)))


def does_something(scene: Scene, name: Name) -> bool:
    """The name is the subject of something that is told."""
    return bool(_DOES.match(scene.masked, name.end))


def is_head_of(gap: str) -> bool:
    """The name before only describes the next one: "MI5 officer Nuala Keane"."""
    return bool(_NOUN_BETWEEN.fullmatch(gap))


def _start(scene: Scene, name: Name) -> int:
    """Where the name begins, its title included."""
    if not name.title:
        return name.start
    at = scene.lower.rfind(name.title, 0, name.start)
    return at if at >= 0 and name.start - at <= len(name.title) + 2 else name.start


def gap_between(scene: Scene, start: int, name: Name) -> str:
    """What stands between ``start`` and a name, without the name's title."""
    return scene.masked[start : max(start, _start(scene, name))]
