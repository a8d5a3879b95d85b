"""Which sign speaks of which people: reach within a sentence, clauses, lists that go on."""

from __future__ import annotations

import re
from typing import Final

from aggregator.claims.cast_signs import Sign, sign_of_topic
from aggregator.claims.context import Scene
from aggregator.claims.players import Group, has_own_verb

_INHERITS: Final = re.compile(
    r"(?:^|[)\]'\",\s])\s*(?:as\s+(?:do|does|is|are|has|have|will|should|could|might|may|would"
    r"|well\s+as)|and\s+so\s+(?:do|does|is|are|has|have|will|should|could|might|may|would)"
    r"|so\s+(?:do|does|is|are)|along\s+with|alongside|together\s+with|with|plus|including"
    r"|joined\s+again\s+by|among\s+them|and\s+with\s+h\w+\s+likewise)\b"
    r"(?:\s+[a-z]+){0,3}\s*\Z",
    re.IGNORECASE,
)

_NEW_SUBJECT: Final = re.compile(
    r";(?!\s+(?:both|all|they)\b)|,\s+and\s+(?:one|the|her|his|it|a|an|two|then|we|I)\b|\bbut\b|\bbecause\b"
)

_REACH_AFTER: Final = 80

_REACH_BEFORE: Final = 60


def sign_for(scene: Scene, group: Group, signs: list[Sign], last: Sign | None, around: tuple[int, int]) -> Sign | None:
    """The sign that governs a group: its own, that of the people before it, its section's, or a loose one.

    ``around``: where the group before it ends, and where the one after it begins.
    """
    start, end = around
    sign = _governing(scene, group, [sign for sign in signs if not sign.is_loose], start, end)
    if sign is None and last is not None:
        goes_on = last.names == "after" and _goes_on(scene, group, start)
        sign = last if goes_on or _INHERITS.search(scene.masked, start, group.start) else None
    sign = sign or sign_of_topic(scene, group.start, group.end)
    if sign is None and scene.season is not None:
        sign = _loosely(scene, group, [sign for sign in signs if sign.is_loose], start, end)
    return sign


def _governing(scene: Scene, group: Group, signs: list[Sign], before_end: int, after_start: int) -> Sign | None:
    is_after_another = before_end > 0
    after = [
        s
        for s in signs
        if s.names == "before"
        and s.start >= min(group.end, group.players[-1].name.end)
        and s.start < after_start
        and s.start - group.end <= _REACH_AFTER
        and not _NEW_SUBJECT.search(scene.masked, group.end, max(group.end, s.start))
    ]
    inner = [s for s in signs if s.names == "before" and group.start <= s.start < group.end and s not in after]
    before = [
        s for s in signs if s.end <= group.start and s.start >= before_end - 1 and group.start - s.end <= _REACH_BEFORE
    ]
    objects = [s for s in before if s.names == "after" and not (after and _OPENS_CLAUSE.match(scene.masked, s.end))]
    if objects and group.start - objects[-1].end <= 30:
        return objects[-1]
    if after:
        return after[0]
    if inner:
        return inner[0]
    if objects:
        return objects[-1]
    inverted = [s for s in before if group.start - s.end <= _INVERTED_REACH]
    return inverted[-1] if inverted and not is_after_another else None


def read_turned(scene: Scene, groups: list[Group]) -> tuple[Sign, list[Group]] | None:
    """Read "Joining Ann Lee in season 3 are Dee Fox and Eli Ray": who stands first joins nobody."""
    opening = _TURNED.match(scene.masked)
    if opening is None or len(groups) < 2 or not _ARE.search(scene.masked, groups[0].end, groups[1].start):
        return None
    value = "joining" if opening["joining"] else "returning"
    sign = Sign(opening.start(), opening.end(), value, "after", None, "cast.turned", is_negative=False)
    return sign, groups[1:] if value == "joining" else groups


_TURNED: Final = re.compile(r"(?:Also\s+)?(?:(?P<joining>[Jj]oining)|[Rr]eturning|[Rr]ejoining|[Bb]ack)\b")

_ARE: Final = re.compile(r"\s(?:is|are|will\s+be)\s+\Z")


def _goes_on(scene: Scene, group: Group, before_end: int) -> bool:
    """The list of those who are new goes on: "..., and, straight out of school, Bo Diaz"."""
    return bool(_LIST_GOES_ON.fullmatch(scene.masked, before_end, group.start)) and not has_own_verb(
        scene, group.players[-1].name
    )


_LIST_GOES_ON: Final = re.compile(r"['\")]*(?:\s*,|\s+and\b|\s*;)(?:\s*[,'\w-]+){0,8}\s+")


def _loosely(scene: Scene, group: Group, loose: list[Sign], before_end: int, after_start: int) -> Sign | None:
    """The loose sign in the person's own clause, unless the person only says something."""
    if _SPEAKS.match(scene.masked, group.end):
        return None
    after = [s for s in loose if s.start >= group.players[-1].name.end and s.start < after_start]
    if (
        after
        and after[0].start - group.end <= _REACH_AFTER
        and not _NEW_SUBJECT.search(scene.masked, group.end, max(group.end, after[0].start))
    ):
        return after[0]
    before = [s for s in loose if before_end <= s.start and s.end <= group.start]
    return before[-1] if before and group.start - before[-1].end <= _LOOSE_REACH else None


_SPEAKS: Final = re.compile(
    r"['\",]*\s+(?:has\s+|have\s+|had\s+|also\s+|recently\s+|later\s+)*(?:said|says|told|tells|joked|wrote|tweeted|posted"
    r"|admitted|explained|recalled|revealed|added|shared|confirmed|insists?|laughed|quipped)\b"
)

_LOOSE_REACH: Final = 16

_OPENS_CLAUSE: Final = re.compile(r"\s*[,;]\s*(?:and|but|while)\b")

_INVERTED_REACH: Final = 45
"""How far after a verb its people may follow: "the stars will be back, Ann Lee as Kim"."""
