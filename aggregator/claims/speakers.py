"""Who says what a sentence says: the network, outlet or person that it names as its source."""

from __future__ import annotations

import re
from typing import Final

from aggregator.claims.context import Scene, read_once
from aggregator.claims.inflection import forms_of

_VERBS: Final = (
    "say tell confirm announce reveal report write tweet post deny decline state share add explain declare disclose"
    " insist note claim hint tease promise learn reply joke quip admit"
)
_SAID_WORDS: Final = frozenset(form for verb in _VERBS.split() for form in forms_of(verb).named(""))
_SAID: Final = "|".join(sorted(_SAID_WORDS, key=len)[::-1])
_NAME: Final = r"[A-Z][\w.&'+-]*(?:\s(?:(?:of|de|van|von|del|al|the|bin)\s)?[A-Z][\w.&'+-]*){0,3}"
_ROLE: Final = (
    r"(?:(?:co-)?(?:creator|showrunner|writer|director|producer|star|actor|actress|author|boss|president|chief|head)s?"
    r"|executive\s+producer|spokes\w+)"
)
_BETWEEN: Final = r"(?:has|have|had|also|officially|first|today|exclusively|then|later|recently|just|is)\s+"
_ASIDE: Final = r"(?:,\s[^,;:]{2,60},|\s\([^()]{2,40}\))?"
_MANNERS: Final = (
    rf"\b(?:[Aa]ccording\s+to|[Aa]s\s+per|[Pp]er|[Vv]ia)\s+(?:the\s+)?(?P<per>{_NAME})",
    rf"\b(?:first\s+|exclusively\s+)?(?:reported|announced|confirmed|revealed|said|told)\s+by\s+(?:the\s+)?(?P<by>{_NAME})",
    rf"\b(?:[Ii]n|[Ww]ith|[Tt]o)\s+an?\s+(?:\w+\s+){{0,2}}(?:statement|interview|tweet|post|letter|video|message|release)\b[^,;.]{{0,50}},\s+"
    rf"(?:{_ROLE}\s+)?(?P<stated>{_NAME})",
    rf"(?P<who>{_NAME}){_ASIDE}\s+(?:{_BETWEEN}){{0,2}}(?:{_SAID})\b(?!\s+by\b)",
    rf"[,!?.]['\"]\s+(?:{_SAID})\s+(?:[a-z][\w'-]*\s+){{0,3}}(?P<after>{_NAME})",
    rf"\b(?:{_SAID})\s+(?:{_ROLE}\s+)?(?P<last>[A-Z][\w.&'+-]*(?:\s[A-Z][\w.&'+-]*){{1,3}})(?=[,.]|$)",
)
_NAMED: Final = re.compile("|".join(f"(?:{manner})" for manner in _MANNERS))
_UNNAMED: Final = re.compile(
    r"\b(?P<noun>(?:the|its)\s+(?:streamer|network|channel|studio|broadcaster|platform|production\s+company|makers|producers"
    rf"|showrunners?|creators?|streaming\s+(?:service|giant|platform)))\s+(?:{_BETWEEN}){{0,2}}(?:{_SAID})\b",
    re.IGNORECASE,
)
_NEVER_NAMES: Final = (
    "The It He She They We I You This That There Our A An And But As In On At Yes No If When What Who Then Now So"
    " Season Series Also Not Some Insiders Sources Everyone Nobody Fans Reports Rumors Rumours Last First"
)
_CUES: Final = _SAID_WORDS.union(
    ("according", "per", "via", "statement", "interview", "tweet", "post", "letter", "video", "message", "release")
)
"""Of these words every manner of naming a source has one."""
_NOBODY: Final = frozenset(_NEVER_NAMES.split())


@read_once
def said_by(scene: Scene) -> str | None:
    """The network, outlet or person that the sentence gives as its source, as written; None where it gives none."""
    if _CUES.isdisjoint(scene.words):
        return None
    for found in _NAMED.finditer(scene.masked):
        words = (found[found.lastgroup or 0]).split()
        while words and words[0] in _NOBODY:
            words.pop(0)
        if words:
            return " ".join(words).removesuffix("'s").rstrip(".,")
    unnamed = _UNNAMED.search(scene.masked)
    return unnamed["noun"] if unnamed else None
