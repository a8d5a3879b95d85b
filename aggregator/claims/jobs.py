"""The jobs of those who make a show, as they are worded: "co-showrunner", "the director's chair", "writing duties"."""

from __future__ import annotations

import re
from typing import Final

_NOUNS: Final = {
    "showrunner": r"show-?\s?runn(?:ers?|ing)",
    "creator": r"creators?",
    "director": r"directors?|directorial|directing|direction|helmers?",
    "writer": r"(?:screen|script)?-?writers?|writing|scribes?|wordsmiths?|scripting",
    "producer": r"producers?|producing|eps?",
}
_NOUN: Final = rf"(?:{'|'.join(_NOUNS.values())})(?!\w)"
_OTHER_TRADES: Final = (
    "art music film stage line radio record news casting assistant musical managing creative animation"
)
_BEFORE: Final = (
    r"(?:(?:an?|the|its|his|her|their|our|this|that|as|both|all|again|also|one\s+of|among|sole|new|main|head|lead"
    r"|chief|joint|fellow|longtime|consulting|supervising|incoming|co|exec(?:utive)?|series'?|(?:season|series|show)'s"
    r"|(?:lead(?:ing)?\s+(?:man|lady|actor)|stars?|actor)\s+and)[\s-]+){0,5}"
)
_POST: Final = (
    r"(?:'s?)?\s+(?:chairs?|seats?|dut(?:y|ies)|jobs?|roles?|posts?|positions?|credits?|titles?|hats?|stripes?|reins"
    r"|responsibilities|teams?)(?!\w)"
)
_ONE: Final = rf"{_BEFORE}(?<!{')(?<!'.join(f'{trade} ' for trade in _OTHER_TRADES.split())}){_NOUN}(?:{_POST})?"
_JOIN: Final = r"(?:\s*,\s*(?:and\s+)?|\s+and\s+|\s+as\s+well\s+as\s+|\s?/\s?|-)"
JOB: Final = rf"{_ONE}(?:{_JOIN}{_ONE}){{0,3}}"
"""One job or several: "creator, sole writer and director"."""
POST: Final = rf"{_BEFORE}{_NOUN}{_POST}"
"""A job as something to hold: "the director's chair"."""
_ANCHOR_WORDS: Final = (
    "showrunner showrunners showrunning runner runners running creator creators director directors directorial"
    " directing direction helmer helmers writer writers writing screenwriter screenwriters scriptwriter scriptwriters"
    " scribe scribes wordsmith wordsmiths scripting producer producers producing ep eps"
)
ANCHORS: Final = frozenset(_ANCHOR_WORDS.split())
"""Of these words every wording of a job holds one."""
_VERBS: Final = {
    "showrunner": r"r[au]n(?:s|ning)?\s+(?:it|the\s+(?:show|series))",
    "director": r"direct(?:s|ed)?|helm(?:s|ed|ing)?",
    "writer": r"writ(?:es?|ten)|wrote|pen(?:s|ned)|scripts?",
    "producer": r"produc(?:es?|ed)",
}
_NAMED: Final = re.compile(
    "|".join(rf"(?P<{job}>(?<!\w)(?:{noun})(?!\w))" for job, noun in _NOUNS.items()), re.IGNORECASE
)
_SPOKEN_OF: Final = re.compile(
    "|".join(rf"(?P<{job}>\b(?:{_NOUNS[job]}|{verb})\b)" for job, verb in _VERBS.items()), re.IGNORECASE
)


def jobs_in(words: str) -> list[str]:
    """The jobs that a wording names, each once, in order: "showrunner and executive producer"."""
    return list(dict.fromkeys(str(found.lastgroup) for found in _NAMED.finditer(words)))


def jobs_spoken_of(words: str) -> list[str]:
    """The jobs that the words name or tell of: "who wrote and directed the first season"; nobody gives up creating."""
    return list(dict.fromkeys(str(found.lastgroup) for found in _SPOKEN_OF.finditer(words)))
