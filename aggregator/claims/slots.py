"""The slots of ``say`` lines: what each stands for, and the words without which it cannot be matched."""

from __future__ import annotations

from typing import Final, NamedTuple

from aggregator.claims import jobs
from aggregator.claims.season_forms import NOUN, NUMBER_WORDS, ORDINAL, ORDINAL_WORDS
from aggregator.claims.seasons import SEASON
from aggregator.claims.titles import SHOW
from aggregator.claims.words import NUMBER

_SHOW: Final = f"[{SHOW}]+"
_NOUNS_FOR_SHOW: Final = (
    "series show drama comedy sitcom thriller anime saga hit programme program dramedy adaptation production story"
    " spin-off reboot revival epic soap procedural k-drama mystery fantasy western prequel title"
)
_WORDS_FOR_SHOW: Final = rf"(?:{_NOUNS_FOR_SHOW.replace('-', '-?').replace(' ', '|')})\b"
IT: Final = rf"(?:{_SHOW}|it\b|(?:the|this|that|its|their|your|our)\s+(?:[\w'-]+\s+){{0,3}}?{_WORDS_FOR_SHOW})"
_AUX_WORDS: Final = (
    "is are was were be been being has have had get gets got getting will would could should may might can must to"
    " going set due expected"
)
_AUX: Final = _AUX_WORDS.replace(" ", "|")
_NEGATED: Final = r"(?:is|are|was|were|has|have|had|do|does|did|would|could|should|might)n't|won't|can't|cannot|ain't"
_NEGATED_WORDS: Final = (
    "isn aren wasn weren hasn haven hadn don doesn didn wouldn couldn shouldn mightn won can cannot ain"
)
"""What these begin with, as words are told apart here: an apostrophe begins a word."""
_NO_PREPOSITION: Final = r"(?!(?:after|before|since|by|until|till|during|than|when|that|which|who)\b)"
_OF_IT: Final = rf"(?:,?\s+(?:of|for)\s+{IT})?"
LEAD: Final = rf"(?:{_NO_PREPOSITION}[\w'\ue000-]+\s+){{0,3}}?"
_SEASON: Final = rf"{LEAD}[{SEASON}]++(?:\s+(?:one|ones))?{_OF_IT}"
CLOSE_LEAD: Final = (
    r"(?:(?!(?:after|before|since|by|until|till|during|than|when|that|which|who|in|on|at|to|for|of|from|with|as|into|about|over|and|but|or)\b)"
    r"[\w'\ue000-]+\s+){0,3}?"
)
"""What stands before a season that is spoken of as a whole: no preposition, for "a job in season 3" is a job."""
_NOT_A_PART: Final = (
    r"(?!'s\b|\s+(?:release|premiere|cast|casting|trailer|teaser|date|finale|opener|episodes?|scripts?|poster|filming"
    r"|production|shoot|launch|debut|story|plot|renewal|roles?|arcs?|regulars?|guests?|soundtrack|dvd|blu-ray)\b)"
)
COUNT: Final = (
    rf"(?:\d{{1,3}}|{'|'.join(sorted(NUMBER_WORDS, key=len, reverse=True))}|twenty-(?:two|three|four|five|six))\b"
)
"""How many, in figures or words."""
_ALONE: Final = rf"(?![–-]\d|[.,]\d|%|\s+(?:to|or)\s+{COUNT})"
"""No end of a range, and no piece of a longer number."""


class Slot(NamedTuple):
    """What a slot stands for, as a regular expression."""

    regex: str
    needs: frozenset[str] = frozenset()
    """Every match holds one of these words, if there are any."""
    opens: frozenset[str] = frozenset()
    """Every match begins with one of these words; where there are none, with any."""


def _words(*lists: str) -> frozenset[str]:
    return frozenset(word for words in lists for word in words.split())


_MARKED: Final = frozenset({SEASON})
_COUNT_WORDS: Final = frozenset({NUMBER, *NUMBER_WORDS})
_ORDINAL_WORDS: Final = frozenset({NUMBER, *ORDINAL_WORDS})
_WORDS_FOR_IT: Final = frozenset(
    {SHOW, "it", *_words(_NOUNS_FOR_SHOW.replace("-", ""), _NOUNS_FOR_SHOW.replace("-", " "))}
)
SLOTS: Final = {
    "n": Slot(rf"(?<!\d\s)(?<!\d\.)(?P<n>{COUNT}){_ALONE}", _COUNT_WORDS, _COUNT_WORDS),
    "nth": Slot(rf"(?P<n>{ORDINAL})", _ORDINAL_WORDS, _ORDINAL_WORDS),
    "per": Slot(rf"(?P<per>{COUNT})", _COUNT_WORDS, _COUNT_WORDS),
    "top": Slot(rf"(?P<top>{COUNT})", _COUNT_WORDS, _COUNT_WORDS),
    "then": Slot(
        r"(?P<then>(?:the\s+)?(?:last|previous|prior)\s+(?:time|year|one|lot|batch|go)\b"
        r"|(?:the\s+(?:year|time)\s+)?before\b)",
        _words("last previous prior before"),
        _words("the last previous prior before"),
    ),
    "season": Slot(_SEASON, _MARKED),
    "whole": Slot(CLOSE_LEAD + _SEASON.removeprefix(LEAD) + _NOT_A_PART, _MARKED),
    "show": Slot(_SHOW, frozenset({SHOW}), frozenset({SHOW})),
    "it": Slot(IT, _WORDS_FOR_IT, _words("it the this that its their your our") | {SHOW}),
    "job": Slot(jobs.JOB, jobs.ANCHORS),
    "post": Slot(jobs.POST, jobs.ANCHORS),
    "noun": Slot(NOUN),
    "ordinal": Slot(ORDINAL, _ORDINAL_WORDS, _ORDINAL_WORDS),
    "count": Slot(COUNT, _COUNT_WORDS, _COUNT_WORDS),
    "a": Slot(
        r"(?:an?|the|its|their|his|her|our|this|that|another|one|any|some|no)\b",
        opens=_words("a an the its their his her our this that another one any some no"),
    ),
    "be": Slot(
        rf"(?:(?:{_AUX})\s+){{0,4}}(?:is|are|was|were|be|been|being|gets?|got|getting|'s|'re|has|have|had)(?!\w)",
        opens=_words(_AUX_WORDS, "'s 're"),
    ),
    "aux": Slot(
        rf"(?:(?:{_AUX}|'s|'ll|'re|{_NEGATED}|not|never|yet|gonna)\s+){{0,4}}"
        rf"(?:{_AUX}|'s|'ll|'re|{_NEGATED}|not|never|gonna)(?!\w)",
        opens=_words(_AUX_WORDS, _NEGATED_WORDS, "'s 'll 're not never yet gonna"),
    ),
    "isnt": Slot(
        rf"(?:{_NEGATED}"
        r"|(?:is|are|was|were|has|have|had|do|does|did|will|would|could|should|may|might|can)\s+(?:not|never)"
        r"|(?:has|have|is|are|was|were|had)\s+yet\s+to|yet\s+to|remains?\s+to|not)"
        r"(?:\s+(?:yet|be|been|being|have|to|going)\b){0,3}",
        _words("'t cannot not never yet remain remains"),
        _words(_AUX_WORDS, _NEGATED_WORDS, "do does did yet remain remains not"),
    ),
}

_CAPITAL: Final = r"(?-i:[A-ZÀ-ÖØ-ÞĀĆČĐĘŁŃŌŚŠŞŻŽ])"
_TRADE: Final = r"(?:the|an?|fellow|[a-z-]*(?:er|or|ress|ian|ist|star|winner|nominee|alum|veteran|idol|model)s?)"
_OPENS_LIST: Final = (
    r"is|are|was|were|will\s+be|would\s+be|has\s+been|have\s+been|includes?|included|including|such\s+as|like|being|namely"
    r"|features?|comes?"
)
_LIST: Final = (
    rf"(?:\s+(?:as\s+well|this\s+time))?(?:,[^,;:.!?]{{1,40}}(?=:)|,[^,;:.!?]{{1,24}},)?(?:\s*:|\s+(?:{_OPENS_LIST}))"
)
BETWEEN: Final = {
    "name": rf"(?=\s+(?:{_TRADE}\s+){{0,3}}{_CAPITAL})",
    "list": rf"(?:{_LIST})",
    "names": rf"(?:{_LIST}|,(?=\s+{_CAPITAL}))",
    "end": r"(?=\s*(?:[.,;:!?)–]|$))",
}
"""Slots that begin with the white space before them, if they need any."""
