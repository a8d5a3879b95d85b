"""Of whom a wording for somebody's work speaks: its subject, those after it, in it or beside it."""

from __future__ import annotations

import re
from typing import Final

from aggregator.claims.context import Scene
from aggregator.claims.lexicon import Phrase
from aggregator.claims.players import Group
from aggregator.claims.roster import People

_REACH: Final = 160
"""How far before a wording, in characters, its subject may end."""
_AFTER_REACH: Final = 40
_BESIDE_REACH: Final = 24
_OPENS_RELATIVE: Final = re.compile(r"\s*,\s+(?:\d\d,\s+)?(?:who|whose|which|with\s+whom)\b[^,]*\Z")
_OTHER_SUBJECT: Final = re.compile(
    r"\b(?:I|we|you|they|fans?|viewers?|people|nobody|everyone|someone)\s+\w+|\bit\s+(?:is|was|will|has|would)\b"
    r"|\bwhich\s+(?:\w+\s+)?\Z",
    re.IGNORECASE,
)
_PRONOUN: Final = re.compile(r"\b(?P<one>he|she)\s+(?:(?!he\b|she\b)[\w']+\s+){0,5}\Z", re.IGNORECASE)
_ON_BOARD: Final = re.compile(
    r"\b(?:on\s+board|return(?:s|ing)?|back|reunit\w+|com(?:es|ing)\s+back|remains?\s+(?:in|on|attached)|stay(?:s|ing)?\s+on"
    r"|attached|in\s+charge|at\s+the\s+helm|behind\s+(?:the\s+|it)|lead(?:s|ing)?|tak(?:es?|ing)\s+(?:charge|over)"
    r"|work(?:s|ing)?\s+on|will\s+(?:again|return|be\s+back))\b",
    re.IGNORECASE,
)


_BROUGHT: Final = re.compile(
    r"(?:^\W*from\s+(?:[^,;]*\sand\s+)?|\b(?:along|together|again)\s+with\s+|\balongside\s+)(?:the\s+)?\Z",
    re.IGNORECASE,
)
"""Before a title: who is on board with others, or from whom a season comes."""


def who(scene: Scene, groups: list[Group], people: People, phrase: Phrase, found: re.Match[str]) -> Group | None:
    """The people whom a wording speaks of; None where there are none in its reach."""
    groups = [g for g in groups if any(people.is_known(p.name.text) for p in g.players)] or groups
    inside = [g for g in groups if found.start() < g.start and g.end < found.end()]
    names = phrase.extra["names"]
    if names == "title":
        return _titled(scene, groups, phrase, found)
    if names == "inside":
        return inside[0] if inside else None
    after = [g for g in groups if found.end() - 1 <= g.start < found.end() + _AFTER_REACH]
    if names == "after":
        return after[0] if after and not _is_cut_off(scene, found.end(), after[0]) else None
    if names == "beside":
        return _beside(scene, groups, phrase, found)
    if inside and phrase.id == "as":
        return inside[0]
    return _subject(scene, groups, phrase, found) or _speaker(scene, groups, found.start())


_I: Final = re.compile(r"\bI(?:'m|'ll|'ve|'d)?\s+(?:[\w'-]+\s+){0,4}\Z")
_SAYS: Final = (
    r"(?:says?|said|tells?|told|adds?|added|explain(?:s|ed)|reveal(?:s|ed)|confirm(?:s|ed)|wrote|writes|laughs)"
)
_SPEAKS: Final = re.compile(rf"\s+(?:has\s+|also\s+)?{_SAYS}\b", re.IGNORECASE)
_SPOKEN_BY: Final = re.compile(rf"['\"”’]\s+{_SAYS}\s+(?:[\w-]+\s+){{0,3}}\Z", re.IGNORECASE)


def _speaker(scene: Scene, groups: list[Group], start: int) -> Group | None:
    """Who says "I am directing two": the one to whom the sentence gives the words."""
    if not _I.search(scene.masked, 0, start):
        return None
    speaks = (g for g in groups if _SPEAKS.match(scene.masked, g.end) or _SPOKEN_BY.search(scene.masked, 0, g.start))
    speaker = next(speaks, None)
    return Group(speaker.players[:1]) if speaker else None


def _is_cut_off(scene: Scene, end: int, group: Group) -> bool:
    """Another clause has begun before the name: "is directed by a newcomer; Ann Lee"."""
    return bool(re.search(r"[;.]|\b(?:who|and|of)\s|,\s[a-z]", scene.masked[end : group.start]))


def _beside(scene: Scene, groups: list[Group], phrase: Phrase, found: re.Match[str]) -> Group | None:
    """The group that the wording stands in apposition to."""
    if phrase.id == "of_season" and found[0].lower().startswith("as "):
        return None
    if phrase.id == "with_as":
        return _accompanying(scene, groups, found)
    reach = 1 if phrase.id == "same.rest" else _BESIDE_REACH
    before = [g for g in groups if 0 <= found.start() - g.end <= reach]
    if before and not re.search(r"[;.]", scene.masked[before[-1].end : found.start()]):
        return before[-1]
    after = [g for g in groups if 0 <= g.start - found.end() <= 2]
    return after[0] if after else None


_AS_BEFORE: Final = re.compile(r"\s+(?:(?:again|back|now|returning|once\s+more|once\s+again|on\s+board)\s+)?\Z")
_WITH: Final = re.compile(r"\b(?:with|under)\b", re.IGNORECASE)


def _accompanying(scene: Scene, groups: list[Group], found: re.Match[str]) -> Group | None:
    """The group of "with Ann Lee back as showrunner"."""
    start = found.start()
    near = [g for g in groups if g.end <= start and _AS_BEFORE.fullmatch(scene.masked, g.end, start)]
    return near[0] if near and _WITH.search(scene.masked, 0, near[0].start) else None


def _subject(scene: Scene, groups: list[Group], phrase: Phrase, found: re.Match[str]) -> Group | None:
    """The last group before the wording, but no one in a relative clause: "A, who made it with B, is"."""
    start = found.start()
    before = [g for g in groups if g.start < start and start - g.end < _REACH]
    if not before:
        return None
    chosen = before[0]
    for at in range(len(before) - 1, 0, -1):
        between = scene.masked[before[at - 1].end : before[at].start]
        if not (_OPENS_RELATIVE.match(between) and "," in scene.masked[before[at].end : start]):
            chosen = before[at]
            break
    between = scene.masked[max(0, min(chosen.end, start)) : start]
    if _OTHER_SUBJECT.search(between):
        return None
    if _PRONOUN.search(between):
        return Group(chosen.players[:1])
    return _in_relative(scene, chosen, phrase, found) or chosen


_WHO: Final = re.compile(r"[)'\"]*,\s+who\s+(?P<rest>[^,;]*)\Z")
_OF_ONE: Final = re.compile(
    r"(?:(?:also|again|now|still|both|will|currently)\s+)*(?!(?:is|was|has)\b)\w+(?<!s)s\b|(?:is|was|has)\b"
)


def _in_relative(scene: Scene, group: Group, phrase: Phrase, found: re.Match[str]) -> Group | None:
    """The one of a list whom a relative clause tells of: "A, who again serves as showrunner, B and C"."""
    start = found.start()
    before = [player for player in group.players if player.end <= start]
    if not before or not (clause := _WHO.match(scene.masked[before[-1].end : start])):
        return None
    is_inside = len(before) < len(group.players)
    is_of_one = is_inside or bool(_OF_ONE.match(clause["rest"] + scene.words_of((phrase, found))))
    return Group(before[-1:]) if is_of_one else None


def _titled(scene: Scene, groups: list[Group], phrase: Phrase, found: re.Match[str]) -> Group | None:
    """Those whose own title this is, where what follows says that they are on board: "director A returns"."""
    for group in groups:
        for at, player in enumerate(group.players):
            if not 0 <= player.start - found.end() <= 1:
                continue
            is_brought = _BROUGHT.search(scene.masked, 0, found.start())
            if not is_brought and not _ON_BOARD.search(scene.masked, player.end):
                return None
            if is_brought and not scene.seasons:
                return None
            is_plural = scene.words_of((phrase, found)).rstrip().endswith("s")
            return group if at == 0 and is_plural else Group([player])
    return None
