"""Who speaks a line of an interview: the one who asks, or the one who answers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

ASKS: Final = "Q"
ANSWERS: Final = "A"
MIN_TURNS: Final = 2
"""A name in capitals that opens one line alone is a label like any other ("BOSTON: ...")."""

_TURN: Final = re.compile(
    r"(?:(?P<bold>\*\*|__)(?P<name>[^\W\d_][^:*_\n]{0,40}?)(?::(?P=bold)|(?P=bold)\s?:)"
    r"|(?P<letter>[QA])\s?[:.]|(?P<plain>Question|Answer|[A-Z][A-Z.'’ &-]{1,30}?)\s?:)\s+(?=\S)"
)
_FIXED: Final = {"q": ASKS, "question": ASKS, "a": ANSWERS, "answer": ANSWERS}


def name_of(line: str) -> tuple[str, int] | None:
    """The label that a turn begins with, lower case, and where the words begin; None for a line that is no turn."""
    turn = _TURN.match(line)
    return ((turn["name"] or turn["letter"] or turn["plain"]).casefold(), turn.end()) if turn else None


def speakers_in(lines: Iterable[str]) -> Mapping[str, str]:
    """``ASKS`` or ``ANSWERS`` for each label of an interview's turns; of other texts only for "Q" and "A".

    The one who asks is the one whose turns end with a question mark more often than anybody else's.
    """
    turns: Counter[str] = Counter()
    questions: Counter[str] = Counter()
    for line in lines:
        if found := name_of(line):
            turns[found[0]] += 1
            questions[found[0]] += line.rstrip().endswith("?")
    known = {name: part for name, part in _FIXED.items() if turns[name]}
    named = [name for name, count in turns.items() if count >= MIN_TURNS and name not in known]
    if not named or len(named) + len(known) < 2 or not questions.total():
        return known
    if ASKS in known.values():
        return known | dict.fromkeys(named, ANSWERS)
    asker = max(named, key=lambda name: questions[name] / turns[name])
    return known | {name: ASKS if name == asker else ANSWERS for name in named}
