"""The forms in which seasons are worded, and where they stand in a sentence: "season 3", "a fourth", "another run".

Most sentences name no season, and of those that do each holds two or three of the forms. So a form names the words
without which it cannot stand, and is tried only where they are all there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from aggregator.claims.titles import SHOW
from aggregator.claims.words import NUMBER as FIGURE
from aggregator.claims.words import lowered

_COUNT_WORDS: Final = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty"
)
NUMBER_WORDS: Final = {
    word: number
    for number, word in enumerate(
        _COUNT_WORDS.split(),
        start=1,
    )
}
_ORDINAL_WORDS: Final = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
ORDINAL_WORDS: Final = {
    word: number
    for number, word in enumerate(
        _ORDINAL_WORDS.split(),
        start=1,
    )
} | {"sophomore": 2, "freshman": 1, "debut": 1, "inaugural": 1, "maiden": 1, "primary": 1, "initial": 1}
NUMBER: Final = r"(?:\d{1,2}|" + "|".join(NUMBER_WORDS) + r")(?![\w%]|[.,]\d)"
ORDINAL: Final = r"(?:\d{1,2}(?:st|nd|rd|th)|" + "|".join(ORDINAL_WORDS) + r")\b"
_NOUN_WORDS: Final = (
    "season run instalment installment chapter outing round edition go-round portion helping trip session cycle voyage"
    " lot"
)
_NOUNS: Final = ("series", "batch", *_NOUN_WORDS.split())
_NOUN_FORMS: Final = "|".join(noun.replace("-", "-?") + "s?" * (noun not in {"series", "batch"}) for noun in _NOUNS)
NOUN: Final = rf"(?:{_NOUN_FORMS})\b(?!\s+(?:finale|closer|ender|opener|regulars?|premiere\s+party|star|lead)\b)"
_QUALIFIER: Final = (
    r"(?:(?:and|&)\s+)?(?:final|last|closing|concluding|farewell|new|upcoming|coming|forthcoming"
    r"|\w+-(?:episode|part|hour)|live-action"
    r"|television|tv|full|whole|hit|anime|delayed|planned|long-awaited|much-awaited|awaited"
    r"|anticipated|highly[\s-]anticipated|eagerly[\s-]awaited|potential|possible)"
)


_LOOSE_NOUN: Final = (
    r"(?:years?|terms?|stretch|innings|stints?|spells?|turns?|servings?|slices?|doses?|laps?|hurrahs?|bows?|visits?|tours?|go|bites?)\b"
    r"(?!\s+(?:in\s+a\s+row|in\s+office|running|straight|as|student|pupil|medic\w*|at\s+(?!home|last|once)|of\s+(?!(?:the\s+)?['\"]?[\ue000])))"
)
"""What critics call a season, with a number before it; it is one only where a show is brought back with it."""
_SECOND_ON: Final = r"(?!(?:first|1st|freshman|sophomore|debut|inaugural|maiden|primary|initial)\b)" + ORDINAL


class _Form:
    """A form as a pattern over small letters, and words of each of which every match holds one."""

    def __init__(self, needs: tuple[frozenset[str], ...], pattern: str) -> None:
        self.needs = needs
        self.pattern = re.compile(pattern)


def _words(words: str) -> frozenset[str]:
    return frozenset(words.split())


_FIGURES: Final = frozenset({FIGURE})
_NUMBERS: Final = frozenset({FIGURE, *NUMBER_WORDS})
_ORDINALS: Final = frozenset({FIGURE, *ORDINAL_WORDS})
_SEASONS: Final = _words("season seasons series runs")
_NOUN_CUES: Final = frozenset(
    part + ending for noun in _NOUNS for part in (noun.replace("-", ""), *noun.split("-")) for ending in ("", "s")
)
_LOOSE_CUES: Final = _words(
    "year years term terms stretch innings stint stints spell spells turn turns serving servings slice slices dose"
    " doses lap laps hurrah hurrahs bow bows visit visits tour tours go bite bites"
)
_NEW_WORDS: Final = (
    "another more new next upcoming coming forthcoming further additional following subsequent future fresh latest"
)
FORMS: Final = {
    "listed": _Form(
        (_SEASONS, _NUMBERS),
        rf"\b(?:seasons?|series)[\s-]+(?:number\s+)?(?P<nums>{NUMBER}(?:\s*(?:,|and|&|or|,\s*and|to|through|-|–)\s*"
        rf"{NUMBER}(?!\s+(?:new\s+|more\s+)?(?:episodes?|years?|months?|times|part)))*)",
    ),
    "short": _Form(
        (_FIGURES,),
        r"s(?<!\ws)0?(?P<short>\d{1,2})(?:e\d+)?\b(?!\w)",
    ),
    "aired": _Form(
        (_FIGURES,),  # "6x60'" is six hours
        r"(?P<aired>\d(?<![\w.,]\d)\d?)x(?=[0-2]\d\b)",
    ),
    "span": _Form(
        (_SEASONS, _words("first previous prior past earlier")),
        rf"\b(?:the\s+|its\s+)?(?:first|previous|prior|past"
        rf"|earlier)\s+(?P<span>{NUMBER})\s+(?:\w+\s+)?(?:seasons|series|runs)\b",
    ),
    "allof": _Form(
        (_words("seasons"),),
        rf"(?:\b(?:all|the|both\s+of\s+the|its)|'s|[\ue000]s?)\s+(?P<all>{NUMBER})\s+(?:seasons)\b",
    ),
    "total": _Form(
        (_SEASONS, _words("make makes mean means bring brings bringing take takes taking")),
        rf"\b(?:that|which|this)\s+(?:will\s+)?(?:makes?|means)\s+(?:it\s+)?(?P<total>{NUMBER})\s+(?:seasons|series)\b"
        rf"|\b(?:brings?|bringing|takes?|taking)\s+(?:it|them|the\s+(?:show|series|drama|comedy|total|tally|count|run))\s+"
        rf"(?:up\s+)?to\s+(?:a\s+total\s+of\s+)?(?P<sum>{NUMBER})\s+(?:seasons|series)\b",
    ),
    "both": _Form(
        (_words("both"), _words("seasons")),
        r"\b(?P<both>both)\s+(?:of\s+the\s+)?(?:\w+\s+)?seasons\b",
    ),
    "pair": _Form(
        (_words("both each two either neither"),),
        r"(?:^\W*|[.;:,–(]\s*|\b(?:and|but|while|though)\s+)(?P<pair>both(?:\s+of\s+(?:which|them|these))?|each(?:\s+of\s+(?:which|them|these))?)"
        r"(?=,?\s+(?:are|were|is|was|had|have|has|having|ran|run|runs|got|came|comprise\w*|consist\w*|count\w*|contain\w*|with|of\s+\w+\s+episodes"
        r"|premiered|aired|started|began|opened|will)\b)"
        r"|\b(?:for|on|in|of)\s+(?P<couple>both(?=\s*[.,;:)]|\s+as\s|\s*\Z)|the\s+two(?:\s+seasons)?(?=\s*[.,;:)]|\s*\Z)"
        r"|(?:either|neither)(?:\s+(?:season|series|run|batch|of\s+(?:them|the\s+two)))(?=\s*[.,;:)]|\s*\Z))",
    ),
    "former": _Form(
        (_words("former latter"),),
        r"\bthe\s+(?P<former>former|latter)"
        r"(?=\s*[,.;:)]|\s+(?:is|was|will|has|had|ran|began|started|premiered|came|to|in|on|with|of|consist\w*)\b)",
    ),
    "ordinal": _Form(
        (_ORDINALS, _NOUN_CUES),
        rf"\b(?P<ords>{ORDINAL}(?:\s*(?:,|and|or|&|,\s*and)\s*(?:(?:an?|the|its)\s+)?{ORDINAL})*)(?:[\s,-]+{_QUALIFIER}){{0,3}}[\s-]+{NOUN}",
    ),
    "loose": _Form(
        (_ORDINALS, _LOOSE_CUES),
        rf"(?:\b(?:an?|the|its|their)|'s|[\ue000]['\"]?)\s+(?P<loose>{_SECOND_ON})(?:,?\s+(?:and\s+)?(?:final|last|full|new|further)){{0,2}}"
        rf"\s+{_LOOSE_NOUN}",
    ),
    "times": _Form(
        (_ORDINALS, _words("time")),
        rf"\bfor\s+(?:an?|the)\s+(?P<times>{_SECOND_ON})\s+time\b(?!\s+(?:in|this|as|since)\b)",
    ),
    "ordinal_show": _Form(
        (_ORDINALS, _words(SHOW)),
        rf"\b(?P<ordshow>{ORDINAL}(?:\s+(?:and|&)\s+(?:final|last))?)(?=\s+(?:and\s+\w+\s+)?[\ue000]+)",
    ),
    "previous": _Form(
        (_SEASONS | _NOUN_CUES, _words("last previous prior preceding past earlier older")),
        r"\b(?P<prev>(?<!the\s)(?<!its\s)(?<!one\s)(?<!and\s)(?<!'s\s)last\s+season|(?:the\s+"
        r"|its\s+)?(?:previous|prior|preceding|past|earlier|older)\s+(?:seasons?|series|runs?"
        r"|instal+ments?))\b",
    ),
    "predecessor": _Form(
        (_words("predecessor before"),),
        r"\b(?P<predecessor>(?:its|their|the)\s+(?:immediate\s+)?predecessor"
        r"|the\s+(?:one|season|series|run)\s+before)\b",
    ),
    "final": _Form(
        (_NOUN_CUES, _words("final last farewell concluding closing goodbye")),
        rf"\b(?P<final>(?:the\s+|its\s+|a\s+|one\s+|this\s+)?(?:very\s+)?(?:final|last|farewell"
        rf"|concluding|closing|goodbye)\s+(?:(?!final|last|(?:with|to|in|after|on|and)\b)[\w-]+\s+)?{NOUN})",
    ),
    "new": _Form(
        (_NOUN_CUES | _words("episodes eps"), _words(_NEW_WORDS)),
        rf"\b(?P<new>(?:another|one\s+more|any\s+more|(?:the|its|a|an|this|any|some"
        rf"|new)\s+(?:brand[\s-]new|new|next|upcoming|coming|forthcoming|further"
        rf"|additional|following|subsequent|future|fresh|latest|second\s+new)|upcoming|new|next|more"
        rf"|future|further|additional)\s+(?:(?!{ORDINAL})(?:[\w-]+)\s+)?(?:{NOUN}|episodes\b|eps\b))",
    ),
    "comeback": _Form(
        (_words("comeback return continuation new next follow followup"),),
        r"\b(?P<comeback>the\s+(?:comeback|return|continuation|new\s+one|next\s+one|follow-?up)"
        r"|a\s+(?:follow-?up|continuation))\b(?!\s+(?:date|of\s+(?![\"']?[\ue000])))",
    ),
    "titled": _Form(
        (_words(SHOW), _FIGURES),
        r"(?<=[\ue000])[\"']?\s(?P<titled>\d{1,2})\b(?!\s*(?:episodes|%|/|years))",
    ),
    "bare": _Form(
        (_ORDINALS,),
        rf"\b(?:an?|the|any|for|its)\s+(?P<bare>{ORDINAL})(?!-)(?=\s*(?:[.,;:!?)\"”–]|$|(?:a\s+(?:day"
        rf"|week|month|year)|is|are|was|has|have|had|will|would|could|may|might|can|hasn|isn|won|in|on"
        r"|from|if|or|but|went|came|comes|did|ran|still|now|remains|either|yet|not|as|at|through|when|when"
        r"|should|who|also|too|to|be|being|ever|with|can't|cannot|that|this|official|one|followed|began|ran|saw|got|made|"
        r"premiered|arrived|started|aired|launched|debuted|landed|opened|counted|consisted|comprised|featured|runs|"
        r"starts|begins|follows|after|before|once|then|perhaps|maybe|yet|next)\b))",
    ),
}
_CUES: Final = frozenset().union(*(need for form in FORMS.values() for need in form.needs))
_MAX_REMEMBERED: Final = 4096


def wordings_in(masked: str, words: frozenset[str]) -> Iterator[re.Match[str]]:
    """Every wording of one of the forms, as one alternation of them all would find them; ``lastgroup`` tells which.

    From left to right, none overlapping; of two that begin together that of the form that is named first.

    Args:
        masked: the sentence.
        words: its words, see ``words.words_of``.
    """
    patterns = _patterns_for(words & _CUES)
    masked = lowered(masked) if patterns else masked
    ahead = [found for pattern in patterns if (found := pattern.search(masked))]
    while ahead:
        first = min(ahead, key=re.Match.start)
        yield first
        end = first.end()
        later = (found if found.start() >= end else found.re.search(masked, end) for found in ahead)
        ahead = [found for found in later if found]


@lru_cache(maxsize=_MAX_REMEMBERED)
def _patterns_for(words: frozenset[str]) -> tuple[re.Pattern[str], ...]:
    """Those of the forms that can stand where these of their words do."""
    return tuple(form.pattern for form in FORMS.values() if not any(map(words.isdisjoint, form.needs)))
