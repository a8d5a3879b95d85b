"""Which sign speaks of which people: reach within a sentence, clauses, lists that go on."""

from __future__ import annotations

import re
from dataclasses import replace
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
_OTHER_SUBJECT: Final = re.compile(
    r"(?<!\bof)(?<!\bin)(?<!\bon)(?<!\bfrom)(?<!\bwith)(?<!^\sand)\s(?:\ue000+|it|(?:the|this|that|its|our|a)\s+(?:[\w-]+\s+){0,2}?"
    r"(?:series|show|drama|comedy|sitcom|thriller|anime|hit|run)|(?:[\w-]+\s+)?season(?:\s+\w+)?|filming|production|cameras)'?s?"
    r"\s+(?:(?:is|are|was|were|will|would|has|have|had|be|been|to|set|due|not|also|finally)\s+){0,4}\Z",
    re.IGNORECASE,
)
"""The show right before a wording: it is the show that returns."""
_RELATIVE: Final = re.compile(r",\s+(?:who|whose|whom|which|best\s+known|known|fresh\s+off|last\s+seen)\b[^,;:]*,")
"""What is said between commas of somebody."""
_STANDS_BESIDE: Final = re.compile(
    r"\b(?:starring|featuring|opposite)\s+\Z|(?:^|[,;.]\s)(?:an?|the|his|her|this|new)\b[^,;:]{0,30}\s(?:with|about|from|for)\s+\Z",
    re.IGNORECASE,
)
"""What makes somebody a part of what is said of another thing: "a drama starring Ann Lee", "a talk with Ann Lee"."""
_GOES_ON: Final = re.compile(r"\s*,(?!\s+who)|\s+(?:is|was|will|has)\b", re.IGNORECASE)
_BRACKETS: Final = re.compile(r"['\"]?\s*\([^()]{1,60}\)")
_SELF: Final = re.compile(r"\b(?:he|she|they|I|we|his|her|their|him|them|my)\b", re.IGNORECASE)
_TOLD_OF: Final = re.compile(r"\b(?:was|were|had|did|\w+ed|left|quit|came|joined)\b", re.IGNORECASE)
_BREAKS_OFF: Final = re.compile(r";|\b(?:said|says|told|according|that|which|where|when|while|because|but|although)\b")
"""What parts a wording from people named after it."""
_REACH_AFTER: Final = 80
_REACH_OVER: Final = 240
"""How far, in characters, a wording may be from its people with a relative clause between them."""
_REACH_BEFORE: Final = 60
_OBJECT_REACH: Final = 30


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
    sign = sign or _says_of_self(scene, group, signs)
    if sign is None and scene.season is not None:
        sign = _loosely(scene, group, [sign for sign in signs if sign.is_loose], start, end)
    return sign


def _says_of_self(scene: Scene, group: Group, signs: list[Sign]) -> Sign | None:
    """What somebody says in the first person before being named: ""I'd come back," Ann Lee said"."""
    if len(group.players) > 1 or not (
        _SPEAKS.match(scene.masked, group.end) or _SAID_BY.search(scene.masked, 0, group.players[0].name.start)
    ):
        return None
    own = [sign for sign in signs if sign.end <= group.start and sign.names == "before"]
    own = [sign for sign in own if _FIRST_PERSON.search(scene.masked, max(0, sign.start - _SELF_REACH), sign.start)]
    return own[0] if own else None


_SAID_BY: Final = re.compile(
    r"[\"',]\s+(?:says|said|told|wrote|joked|explained|added|insists|admits|confirmed)\s+(?:[\w'-]+\s+){0,3}\Z"
)
_FIRST_PERSON: Final = re.compile(r"\bI(?:'d|'ll|'m|'ve|\s(?:will|would|am|have|do|could|might))?(?:\s\w+){0,2}\s*\Z")
_SELF_REACH: Final = 30


def _governing(scene: Scene, group: Group, signs: list[Sign], before_end: int, after_start: int) -> Sign | None:
    is_after_another = before_end > 0
    low = min(group.end, group.players[-1].name.end)
    after = [s for s in signs if s.names == "before" and low <= s.start < after_start and _is_of(scene, group, s)]
    inner = [s for s in signs if s.names == "before" and group.start <= s.start < group.end and s not in after]
    before = [s for s in signs if before_end - 1 <= s.end <= group.start and group.start - s.end <= _REACH_BEFORE]
    objects = [s for s in before if s.names == "after" and not (after and _OPENS_CLAUSE.match(scene.masked, s.end))]
    objects = [s for s in objects if not _BREAKS_OFF.search(scene.masked, s.end, group.start)]
    if after and objects and _SEES.search(scene.masked, objects[-1].start, objects[-1].end):
        return after[0]  # "season 3 will see Ann Lee leave"
    if objects and group.start - objects[-1].end <= _OBJECT_REACH:
        return objects[-1]
    if after:
        return _of_main_clause(scene, group, after)
    if inner:
        return inner[0]
    if objects:
        return objects[-1]
    inverted = [s for s in before if s.names == "before" and _INVERTED.fullmatch(scene.masked, s.end, group.start)]
    return inverted[-1] if inverted and not is_after_another else None


_SEES: Final = re.compile(r"\b(?:sees?|finds|follows)\Z", re.IGNORECASE)


def _is_of(scene: Scene, group: Group, sign: Sign) -> bool:
    """The group is the subject of a sign that follows it: nothing else that could be one stands between."""
    past = _past_name(scene, group)
    if sign.start - past > _REACH_OVER:
        return False
    plain = _RELATIVE.sub(",", scene.masked[past : sign.start])
    is_beside = _STANDS_BESIDE.search(scene.masked, max(0, group.start - _REACH_BEFORE), group.start)
    if is_beside and _GOES_ON.match(scene.masked, past):
        return False
    if len(plain) > _REACH_AFTER or _NEW_SUBJECT.search(plain) or _OTHER_SUBJECT.search(plain):
        return False
    return not _SPEAKS.match(plain) or bool(_SELF.search(plain))


def _of_main_clause(scene: Scene, group: Group, after: list[Sign]) -> Sign:
    """Of two signs the one of the main clause, where the other tells in the past who somebody is."""
    relative = _RELATIVE.match(scene.masked, _past_name(scene, group))
    first = after[0]
    if relative is None or first.start >= relative.end() or not _TOLD_OF.search(scene.masked, group.start, first.end):
        return first
    later = [sign for sign in after if sign.start >= relative.end() - 1]
    return later[0] if later else first


def _past_name(scene: Scene, group: Group) -> int:
    """Where the last name of a group ends, with what stands in brackets after it."""
    end = min(group.end, group.players[-1].name.end)
    bracket = _BRACKETS.match(scene.masked, end)
    return bracket.end() if bracket else end


def drop_embedded(scene: Scene, groups: list[Group], signs: list[Sign]) -> list[Group]:
    """Without those only named to say who somebody else is: "Ann Lee, who starred with Bo Diaz in it, is back"."""
    kept: list[Group] = []
    for group in groups:
        relative = _RELATIVE.match(scene.masked, _past_name(scene, kept[-1])) if kept else None
        inside = relative is not None and group.end < relative.end()
        governed = [s for s in signs if relative and relative.start() <= s.start < relative.end()]
        if not inside or governed:
            kept.append(group)
    return kept


def read_turned(scene: Scene, groups: list[Group], signs: list[Sign]) -> tuple[Sign, list[Group]] | None:
    """A sentence that opens with its sign and ends with its people: "Joining Ann Lee in season 3 is Dee Fox".

    Who stands between joins nobody, but returns with the others.
    """
    opening = next((sign for sign in signs if sign.start <= _TURNED_LEAD and not sign.is_loose), None)
    if opening is None or not _OPENS_TURNED.match(scene.masked):
        return None
    for at, group in enumerate(groups):
        low = groups[at - 1].end if at else opening.start
        if _ARE.search(scene.masked, low, group.start):
            stop = scene.masked.find(";", group.start)
            first = 0 if opening.value == "returning" else at
            return replace(opening, names="after"), [g for g in groups[first:] if stop < 0 or g.start < stop]
    return None


_TURNED_LEAD: Final = 24
_OPENS_TURNED: Final = re.compile(
    r"(?:(?:Also|Now|Once\s+again|Among\s+those)\s+|Not\s+)?(?:\w+ing|[Bb]ack|[Nn]ew|[Gg]one|[Mm]issing|[Aa]bsent)\b",
    re.IGNORECASE,
)
_ARE: Final = re.compile(r"\s(?:is|are|was|were|will\s+be)\s+(?:[^,;:.]{0,40}\s)?\Z")


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

_INVERTED: Final = re.compile(
    r"(?:\s+[\w-]+){0,3}\s*[,:–(]\s*(?:(?!(?:and|but|says?|said|according|who|told)\b)[\w-]+\s+){0,4}|\s+(?:[a-z]+\s+){0,2}"
)
"""How people may follow their verb: "the stars will be back, Ann Lee as Kim"."""
