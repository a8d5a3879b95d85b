"""How firmly a sentence says something: negation, hedges, conditions, plans, rumours. The one place for modality."""

from __future__ import annotations

import re
from typing import Final

from aggregator.claims.context import Scene
from aggregator.models import Status

_POSSIBLE: Final = re.compile(
    r"\b(?:might|could|(?-i:may)|maybe|perhaps|possibl[ye]|possibility|potentially?|rumou?r(?:s"
    r"|ed)?|reportedly\s+(?:in\s+talks|eyeing|considering)"
    r"|(?<!in\sthe\s)(?<!lose\sthe\s)(?<!lose\s)hop(?:e|es|ed|ing|efully?)|in\s+(?:early\s+|final\s+|advanced\s+)?talks"
    r"|in\s+negotiations|speculat\w+|wish(?:es)?|chances?|would\s+(?:love|like|be\s+(?:open|up"
    r"|happy))"
    r"|open\s+to|fingers\s+crossed|cross\s+(?:your|our)\s+fingers|not\s+out\s+of\s+the\s+question"
    r"|conceivabl[ye]|theor(?:y|ies)|toying|consider(?:s|ing)|being\s+considered"
    r"|unconfirmed|gossip|whisper(?:s|ed)?|mooted|swears?|on\s+the\s+quiet|has\s+it\s+that|allegedly|apparently|wouldn't\s+rule|would\s+not\s+rule|can't\s+rule"
    r"|never\s+say\s+never|don't\s+rule\s+out|sort\s+of\s+possible|(?:has|have|needs?"
    r"|must)\s+(?:got\s+)?to\s+be\s+back|offered|circling|reviewing|pitch(?:ed|ing)?)\b",
    re.IGNORECASE,
)
_EXPECTED: Final = re.compile(
    r"\b(?:expect(?:ed|s|ing|ation|ations)?|likely|probabl[ey]|should(?!n't)|plan(?:s|ned"
    r"|ning)?(?!et)|aim(?:s|ed|ing)?|target(?:s|ed|ing)?|eye(?:s|d|ing)|anticipat(?:ed|es|ing)"
    r"|predict(?:s|ed|ion)?|forecast|in\s+all\s+(?:likelihood|probability)|almost\s+certain(?:ly)?"
    r"|all\s+but\s+certain|as\s+good\s+as\s+certain|tipped|understood\s+to|thought\s+to"
    r"|believed\s+to"
    r"|looks?\s+(?:set|likely)|looking\s+(?:at|like)|tentative(?:ly)?|pencil+ed\s+in|assum(?:e|ing"
    r"|ed)|guess(?:es|ed)?|goal|intends?|intention|presum(?:ed|ably)|projected|provisional(?:ly)?"
    r"|bet(?:s|ting)?\s+(?:is|on|that)|supposed(?:ly)?|sources\s+say|insiders|seems?"
    r"|appears?\s+(?:to|that|likely|set)|no\s+doubt|surely|certain\s+to|bound\s+to|estimate[sd]?"
    r"|estimated|hint(?:s|ed)?"
    r"|wouldn't\s+look|would\s+not\s+look|considered\s+likely|ought\s+to|reckon(?:s|ed)?"
    r"|good\s+chance|we\s+think|i\s+think|would\s+be\s+a\s+(?:shock|surprise)|a\s+safe\s+bet)\b",
    re.IGNORECASE,
)
_CONDITION: Final = re.compile(
    r"(?:^|[,;–(]\s*|\b(?:but|and|even|only|that)\s+|\")(?:if(?!\s+(?:we\s+(?:look|go|take"
    r"|consider|count)|they\s+let|you|you're|you've|you'd|your|that\s+applies|not\b|anything"
    r"|my\s+memory|memory))|should\s+(?:the|it|netflix|they|there|[\ue000]+|\w+\s+(?:decide|go|get"
    r"|return|be|come|happen))\b"
    r"|assuming|provided|in\s+case|as\s+long\s+as|were\s+(?:it|the)|unless"
    r"|until\s+\w+\s+(?:confirms|renews|decides)|depending\s+on)\b"
    r"|\b(?:if|when\s+and\s+if|if\s+and\s+when|once\s+and\s+if)\s+(?:it\s+(?:is|gets|were|does"
    r"|happens|goes)|renewed|made|there(?:'s|\s+is|\s+are|\s+were)|greenlit|picked|given"
    r"|the\s+(?:show|series|season|drama)|all\s+goes|things)\b",
    re.IGNORECASE,
)
_WOULD: Final = re.compile(
    r"\b(?:would|i'd|we'd|he'd|she'd|they'd|it'd)\b(?!\s+(?:be\s+(?:the\s+)?(?:last|end|final|its)"
    r"|have|later|go\s+on|return|not\s+be\s+(?:returning|back|renewed)|conclude|end))",
    re.IGNORECASE,
)
# "Which would put the premiere in 2027" draws a conclusion.
_INFERRED: Final = re.compile(
    r"\bwould\s+(?:then\s+)?(?:put|place|mean|suggest|point\s+to|land|bring)\b(?!\s+(?:it\s+)?if\b)", re.IGNORECASE
)
# After a verb of saying in the past "would" is the "will" of what was said.
_REPORTED: Final = re.compile(
    r"\b(?:said|announced|declared|confirmed|told|revealed|promised|disclosed|stated|reported)\b", re.IGNORECASE
)
_NEGATOR: Final = re.compile(
    r"(?:n't|\bnot|\bnever|\bno(?!\s+(?:doubt|surprise|secret|wonder|exception|matter"
    r"|longer\s+just|one\s+is\s+surprised))|\bnobody|\bnone|\bneither|\bnor|\bwithout|\byet\s+to"
    r"|\bnothing|\bfar\s+from|\bdenie[sd]|\bdenying|\brefut\w+|\bfailed\s+to|\bdeclined\s+to"
    r"|\bcannot|\bain't|\bisnt|\bhardly|\bwon't)\b",
    re.IGNORECASE,
)
_NEGATION_ENDS: Final = re.compile(r",\s|\s(?:and|but)\s+(?:that|is|was|has|will|are|the|it|in)\b|\sbut\s")
_NOT_NEGATING: Final = re.compile(
    r"\bnot\s+(?:only|just|surprising|long|least|unlike|unexpected)\w*|\bno\s+fewer|\bwhy\s+not\b|\bnot\s+\w+,\s+but\b",
    re.IGNORECASE,
)
_OFFICIAL_PLAN: Final = re.compile(r"\b(?:scheduled|slated|due|set\s+(?:for|to)|booked)\b", re.IGNORECASE)
_UNLIKELY: Final = re.compile(r"\bunlikely|\bdoubtful|\bdoubts?\b|\bnot\s+likely|n't\s+likely", re.IGNORECASE)

_NEAR: Final = 24
_LIKELY: Final = re.compile(r"\b(?:likely|probabl[ey]|presumably|supposedly|expected\s+to\s+be)\b", re.IGNORECASE)
_OPENING: Final = 5
HEDGE_REACH: Final = 40
"""How far after a wording, in characters of its clause, a hedge still belongs to it: "2025 is considered likely"."""
NEGATION_REACH: Final = 48
"""How far before a wording, in characters of its clause, a negator still governs it."""


def firmness(scene: Scene, start: int, end: int) -> Status:
    """How firmly the sentence says what stands at ``[start:end]``: the weakest of what governs it."""
    low, high = scene.clause_at(start)
    high = max(min(high, end + HEDGE_REACH), end)
    clause = scene.masked[low:high]
    if _is_conditional(scene, start) or _POSSIBLE.search(clause):
        return Status.POSSIBLE
    if _EXPECTED.search(clause) or _UNLIKELY.search(clause):
        return Status.EXPECTED
    if _INFERRED.search(scene.masked, low, end):
        return Status.EXPECTED
    would = _WOULD.search(scene.masked, low, end)
    if would is None or _REPORTED.search(scene.masked, 0, would.start()):
        return Status.CONFIRMED
    return Status.POSSIBLE


def _is_conditional(scene: Scene, start: int) -> bool:
    """A condition opens the sentence, or stands in the clause of what is said or beside it: "..., if renewed"."""
    found = _CONDITION.search(scene.masked)
    if found is None:
        return False
    if found.start() <= _OPENING:
        return True
    clauses = scene.clauses
    here = next(at for at, (_, high) in enumerate(clauses) if start < high or at == len(clauses) - 1)
    there = next(at for at, (_, high) in enumerate(clauses) if found.end() - 1 < high or at == len(clauses) - 1)
    return here - 1 <= there <= here if found.start() < start else there <= here + 1


def hedge_of(words: str) -> Status:
    """How firm the words are in themselves."""
    if _POSSIBLE.search(words):
        return Status.POSSIBLE
    return Status.EXPECTED if _EXPECTED.search(words) else Status.CONFIRMED


def firmness_near(scene: Scene, start: int) -> Status:
    """How firmly a noun phrase at ``start`` is said, by the words just before it.

    "The final season" is a fact whatever the sentence goes on to say of it, "probably the final season" is not.
    """
    near = scene.masked[max(0, start - _NEAR) : start]
    if _POSSIBLE.search(near):
        return Status.POSSIBLE
    return Status.EXPECTED if _LIKELY.search(near) else Status.CONFIRMED


def has_negator(words: str) -> bool:
    """The words hold a negation themselves."""
    return bool(_NEGATOR.search(_NOT_NEGATING.sub(" ", words)))


def is_negated(scene: Scene, start: int, end: int) -> bool:
    """A negator governs what stands at ``[start:end]``: within it, or shortly before it in its clause."""
    low, _ = scene.clause_at(start)
    reach, cut = scene.masked[max(low, start - NEGATION_REACH) : end], 0
    for stop in _NEGATION_ENDS.finditer(reach, 0, max(0, len(reach) - (end - start))):
        cut = stop.end()
    reach = reach[cut:]
    if _NOT_NEGATING.search(reach):
        reach = _NOT_NEGATING.sub(" ", reach)
    return bool(_NEGATOR.search(reach))


_YES: Final = re.compile(
    r"\W*(?:yes|yep|yeah|yup|indeed|absolutely|of\s+course|it\s+(?:has|is|was|will"
    r"|does)(?!\s*(?:n't|not))|it\s+sure|oh\s+yes|correct|officially,?\s+yes"
    r"|there\s+is(?!\s+no))\b",
    re.IGNORECASE,
)
_NOT_YET: Final = re.compile(
    r"\W*(?:(?:sadly|unfortunately|well|alas|no),?\s+)?(?:not\s+(?:yet|quite|at\s+the\s+moment"
    r"|right\s+now|so\s+far|officially|as\s+of)|nobody|nothing|no\s+(?:word|decision|official)"
    r"|that's\s+up|it's\s+(?:still\s+)?(?:too|up)|(?:that\s+)?remains)\b",
    re.IGNORECASE,
)
_NO: Final = re.compile(
    r"\W*(?:(?:sadly|unfortunately|alas|i'm\s+afraid|afraid|ah|oh|well)[,\s]+)?(?:no|nope|never"
    r"|not\s+any\s?more|[\w\ue000]+\s+did\s+no\s+such\s+thing|(?:it|they|he|she)\s+did(?:n't|\s+not)|it\s+(?:won't|will\s+not|isn't|has\s+not|hasn't))\b",
    re.IGNORECASE,
)


def answer_of(scene: Scene) -> str | None:
    """What a sentence says to the question before it: ``yes``, ``no``, ``not yet`` or None."""
    for answer, pattern in (("not yet", _NOT_YET), ("yes", _YES), ("no", _NO)):
        if pattern.match(scene.masked):
            return answer
    return None


_REFUTED: Final = re.compile(
    r"\b(?:not\s+true|nothing\s+to\s+it|no\s+truth|untrue|pure\s+(?:fan\s+)?fiction|fan\s+fiction"
    r"|false|fake|baseless|unfounded|denied|denies|denying|debunked|nonsense|rubbish|garbage|hogwash|bunk|poppycock|baloney|shot\s+down|was\s+wrong|made\s+up"
    r"|isn't\s+happening|hoax|not\s+the\s+case|no\s+such|ignore\s+such|not\s+correct|incorrect"
    r"|isn't\s+true|not\s+so)\b|^\W*(?:ah,\s+)?no\b",
    re.IGNORECASE,
)
_CLAIMED: Final = re.compile(
    r"\b(?:claim(?:s|ed|ing)?|rumou?r\w*|report(?:s|ed)?|post|speculat\w+|gossip|alleg\w+|heard"
    r"|whispers?|said\s+to|portals|tiktok|listing|leak(?:s|ed)?|screenshots?|yelling)\b",
    re.IGNORECASE,
)


def is_refuted(scenes: list[Scene], at: int) -> bool:
    """A report that the same sentence, or the next one, says is not so."""
    scene = scenes[at]
    if not _CLAIMED.search(scene.masked):
        return False
    if _REFUTED.search(scene.masked):
        return True
    follower = scenes[at + 1] if at + 1 < len(scenes) else None
    near = follower is not None and follower.block.group - scene.block.group <= 1
    return near and follower is not None and bool(_REFUTED.search(follower.masked))


_SAYS: Final = (
    r"(?:said|says|told|confirmed|announced|revealed|reported|reports|wrote|tweeted|posted|denied"
    r"|declined|stated|shared)"
)
_SAID_BY: Final = re.compile(
    rf"\b[Aa]ccording\s+to\s+(?P<per>(?:the\s+)?[A-Z][\w.&'+-]*(?:\s[A-Z][\w.&'+-]*){{0,3}})"
    rf"|(?P<who>[A-Z][\w.&'+-]*(?:\s[A-Z][\w.&'+-]*){{0,3}})\s+(?:has\s+|have\s+|also\s+"
    rf"|officially\s+|today\s+)*{_SAYS}\b"
    rf"|\b{_SAYS}\s+(?P<after>[A-Z][\w.&'+-]*(?:\s[A-Z][\w.&'+-]*){{1,3}})(?=[,.]|$)"
)
_NEVER_TITLES: Final = "The It He She They We I This That There Our A An And But As In On At"
_NOBODY: Final = frozenset(_NEVER_TITLES.split())


def said_by(scene: Scene) -> str | None:
    """The network, outlet or person that the sentence gives as its source, as written."""
    for found in _SAID_BY.finditer(scene.masked):
        name = found["per"] or found["who"] or found["after"]
        words = name.split()
        while words and words[0] in _NOBODY:
            words.pop(0)
        if words:
            return " ".join(words)
    return None
