"""How dates are written: one pattern for each form, and the words in them. Data, no logic."""

from __future__ import annotations

import calendar
import re
from typing import Final

MONTHS: Final = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
WEEKDAYS: Final = {name.lower()[:3]: number for number, name in enumerate(calendar.day_name)}
# GUIDE: winter of a year begins with that year's December.
QUARTERS_OF_YEAR: Final = {"spring": (3, 5), "summer": (6, 8), "fall": (9, 11), "autumn": (9, 11), "winter": (12, 2)}
EDGES: Final = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}
HALVES: Final = {1: (1, 6), 2: (7, 12)}
DAYS_OF: Final = {"day": 1, "week": 7, "fortnight": 14}
HOLIDAYS: Final = {
    "christmas eve": (12, 24),
    "christmas day": (12, 25),
    "christmas": (12, 25),
    "boxing day": (12, 26),
    "new year's eve": (12, 31),
    "new year's day": (1, 1),
    "valentine's day": (2, 14),
    "halloween": (10, 31),
}
HOLIDAY_MONTHS: Final = {"christmas": (12, 12), "holidays": (11, 12), "holiday season": (11, 12)}
COUNT_WORDS: Final = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
NUMBERS: Final = {word: number for number, word in enumerate(COUNT_WORDS.split())} | {
    "a": 1,
    "an": 1,
    "a couple of": 2,
    "couple of": 2,
}
ORDINAL_WORDS: Final = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
ORDINALS: Final = {word: number for number, word in enumerate(ORDINAL_WORDS.split(), start=1)} | {
    "initial": 1,
    "opening": 1,
    "final": 4,
    "last": 4,
    "closing": 4,
}

MONTH: Final = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
ANY_CASE_MONTH: Final = rf"(?!may\b|march\b|mar\b)(?i:{MONTH})"
"""As bloggers write it; "may" and "march" are words too."""
DAY: Final = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?!\d|:\d|%)"
NTH: Final = r"(?:[12]?\d|3[01])(?:st|nd|rd|th)\b"
DAY_WORD: Final = f"(?:{'|'.join(ORDINAL_WORDS.split())})"
YEAR: Final = r"(?:(?:19|20)\d\d(?!\d|,\d)|['’]2\d(?![\w'’]))"
SOME_YEAR: Final = rf"(?:{YEAR}|(?:of\s+)?(?:this|next|last)\s+year)"
THE_YEAR: Final = rf"(?:{SOME_YEAR}|that\s+(?:same\s+)?year|the\s+same\s+year)"
WEEKDAY: Final = r"(?i:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
QUARTER: Final = r"(?:[Ss]pring|[Ss]ummer|[Ff]all|[Aa]utumn|[Ww]inter)"
COUNT: Final = rf"(?:[Aa]\s+couple\s+of|couple\s+of|[Aa]n?|\d{{1,2}}|(?i:{'|'.join(COUNT_WORDS.split()[1:])}))"
UNIT: Final = r"(?:days?|weeks?|fortnights?|months?|years?)"
OR: Final = r"(?:\s*[/–-]\s*|\s+(?:or|and|to)\s+)"
EARLY: Final = r"(?:[Ee]arly|[Mm]id|[Ll]ate)"
PART: Final = r"(?:months?|weeks|days|part|piece|portion|stages|stretch|bit)"
EDGE: Final = (
    rf"(?:{EARLY}|[Tt]he\s+(?:very\s+)?(?:start|beginning|(?:early|first|opening|initial)\s+{PART})\s+of|(?:the\s+)?middle\s+of"
    rf"|[Tt]he\s+(?:very\s+)?(?:tail\s+end|close|back\s+end|(?:last|late|later|latter|closing|final)\s+{PART})\s+of"
    r"|(?:the\s+)?(?:very\s+)?end\s+of)"
)
BEFORE_MONTH: Final = (
    r"(?i:in|by|since|until|through|from|before|after|around|of|for|and|or|to|till|during|between|come|as|this|a|an)"
)
NO_YEAR: Final = rf"(?!(?:\s+of|,)?\s+(?:{THE_YEAR}|the\s+year)\b)"
BEFORE_SEASON: Final = r"(?i:in|by|since|until|from|before|after|around|for|till|during|between|come|over)"
_HOLIDAY: Final = (
    r"Christmas(?:\s+(?:Eve|Day))?|Boxing\s+Day|New\s+Year['’]s\s+(?:Eve|Day)|Valentine['’]s\s+Day|Halloween"
)

# One alternative per written form, the longer before the shorter that it contains; each is a group of its name.
FORMS: Final = {
    "iso": rf"(?P<iso_day>{YEAR}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))(?!\d)",
    "slash_year": r"(?P<su>\d{1,2}/\d{1,2}/(?:20)?\d\d)(?![\d/])",
    "dotted": r"(?P<dot>\d{1,2}\.\d{1,2}\.20\d\d)(?!\d)",
    "tv_season": r"(?:the\s+)?(?P<tva>20\d\d)\s?[-–/]\s?(?P<tvb>(?:20)?\d\d)(?!\d)",
    "month_day": (
        rf"(?P<mdm>{ANY_CASE_MONTH})\s+(?:the\s+)?(?P<mdd>{DAY})(?:(?:\s*[-–]\s*|\s+and\s+){DAY})?"
        rf"(?:(?:\s*,\s*|\s+|\s+of\s+)(?P<mdy>{THE_YEAR}))?"
    ),
    "day_month": (
        rf"(?:the\s+)?(?P<dmd>{DAY}|{DAY_WORD})(?:(?:\s*[-–]\s*|\s+and\s+){DAY})?\s+(?:of\s+)?(?P<dmm>{ANY_CASE_MONTH})"
        rf"(?:\s*,?\s*(?:of\s+)?(?P<dmy>{THE_YEAR}))?"
    ),
    "month_year": (
        rf"(?:{EARLY}[\s-]+|(?:the\s+)?(?:start|beginning|middle|end)\s+of\s+)?(?:the\s+month\s+of\s+)?"
        rf"(?:(?P<myf>{ANY_CASE_MONTH})(?:\s*/\s*|\s+or\s+))?"
        rf"(?P<mym>{ANY_CASE_MONTH})(?:\s+of|,)?\s+(?:the\s+year\s+)?(?P<myy>{THE_YEAR})"
    ),
    "quarter": (
        r"(?:Q(?P<qn>[1-4])|(?:the\s+)?(?P<qw>first|second|third|fourth|initial|opening|final|last)\s+(?:quarter|three\s+months))"
        rf"(?:\s+of|,)?\s+(?P<qy>{SOME_YEAR})"
    ),
    "in_quarter": (
        r"(?:in|by|for|during|of)\s+"
        rf"(?P<in_quarter_body>Q(?P<iqn>[1-4])|the\s+(?P<iqw>first|second|third|fourth)\s+quarter)\b{NO_YEAR}"
    ),
    "half": (
        r"(?:H(?P<hn>[12])|(?:the\s+)?(?P<hw>first|second|opening|back|latter|front|last)\s+(?:half|six\s+months))"
        rf"(?:\s+of|,)?\s+(?P<hy>{SOME_YEAR}|the\s+year)"
    ),
    "season_year": (
        rf"(?:the\s+)?(?:{EARLY}[\s-]+)?(?P<syq>{QUARTER})(?:{OR}(?P<sys>{QUARTER}))?(?:\s+of|,)?\s+(?P<syy>{THE_YEAR})"
    ),
    "season_rel": (
        r"(?P<srr>(?i:this\s+coming|this\s+past|this|next|last|the\s+coming|the\s+following|the\s+previous|the))\s+"
        rf"(?:{EARLY}[\s-]+)?(?P<srq>{QUARTER})\b(?:{OR}(?P<srs>{QUARTER})\b)?"
        rf"(?!\s+(?:of|from|out|into|off|for|in\b|down|guy|guys|apart|under))"
    ),
    "in_season": (
        rf"(?<!\w){BEFORE_SEASON}\s+"
        rf"(?P<in_season_body>(?:{EARLY}[\s-]+)?(?P<isq>{QUARTER})\b(?:{OR}(?P<iss>{QUARTER})\b)?)"
        rf"{NO_YEAR}(?!\s+(?:love|for|in|under|apart|from|off|out|down)\b)"
    ),
    "edge_year": (
        rf"(?:(?P<eyf>[Ee]arly|[Mm]id)[\s-]+to[\s-]+)?(?P<eye>{EDGE})[\s-]*(?P<eyy>{SOME_YEAR}|the\s+(?:new\s+)?year)(?!\s+ago)"
    ),
    "edge_tail": (
        rf"(?P<ete>[Ee]arly|[Ll]ate|[Ll]ater|[Ee]arlier)\s+(?:in\s+)?(?P<ety>{SOME_YEAR}|that\s+year|in\s+the\s+(?:new\s+)?year"
        r"|the\s+(?:new\s+)?year)"
    ),
    "years_end": r"(?:(?:by|before|at|until)\s+)(?P<years_end_body>(?:the\s+)?(?:year['’]s\s+end|year-end))\b",
    "month_rel": (
        r"(?P<mrr>(?i:this\s+coming|this\s+past|this|next|last|the\s+previous|the\s+following))\s+"
        rf"(?P<mrm>{MONTH})(?!\s*\d)"
    ),
    "in_month": (
        rf"(?<!\w)(?:{BEFORE_MONTH}\s+(?:{EARLY}[\s-]+|(?:the\s+)?(?:start|beginning|middle|end|month)\s+of\s+)?|{EARLY}[\s-]+)"
        rf"(?P<in_month_body>(?P<imm>{MONTH}))(?!\s*\d|\w|['’]s\b|\s+[A-Z]|\s+(?:of\s+)?{THE_YEAR})"
    ),
    "month_of_what": (
        rf"(?P<mow>{MONTH})(?=\s+(?:release|premiere|launch|debut|return|bow|start|date|window|slot|berth|comeback|arrival)\b)"
    ),
    "rel_year": (
        r"(?P<ry>(?:[Ss]ometime\s+)?[Nn]ext\s+year|[Tt]his\s+year|[Ll]ast\s+year"
        r"|the\s+(?:year\s+after\s+next|new\s+year))(?!['’]s)"
    ),
    "rel_month": (
        r"(?P<rm>(?:[Ee]arlier\s+|[Ll]ater\s+)?[Tt]his\s+month|[Nn]ext\s+month|[Ll]ast\s+month|[Tt]he\s+same\s+month)"
        r"(?!['’]s)"
    ),
    "rel_day": (
        r"(?P<rd>[Tt]oday|[Tt]onight|[Yy]esterday|[Tt]omorrow|[Tt]his\s+(?:morning|afternoon|evening)|[Ll]ast\s+night)"
        r"(?!['’]s\b)"
    ),
    "holidays": (
        r"(?:around|over|before|by|for|near|until|during|in|this|next|the)\s+"
        r"(?P<holidays_body>(?:the\s+)?(?P<hms>Christmas|holidays|holiday\s+season))"
        r"(?!\s+(?:Eve|Day|[Ss]pecial|[Ee]pisode))(?:,?\s+(?:of\s+)?(?P<hmy>(?:19|20)\d\d))?\b"
    ),
    "holiday": rf"(?P<ho>{_HOLIDAY})(?:,?\s+(?:of\s+)?(?P<hoy>(?:19|20)\d\d))?",
    "weekday_day": (
        rf"(?P<wkd>{WEEKDAY}),?\s+(?:the\s+)?(?P<wkn>{NTH})(?!\s+(?:of\s+)?(?:{MONTH}|season|series|episode))"
    ),
    "weekday": (
        rf"(?<!\ba\s)(?<!\bfree\s)(?<!\bany\s)(?<!day-)(?P<wdr>(?i:this|next|last|this\s+coming|this\s+past)\s+)?"
        rf"(?P<wd>{WEEKDAY})\b(?!['’]s\b|\s+Night\s+(?!at|in|on)[A-Z]|,?\s+\d{{1,2}}/\d|-{WEEKDAY}"
        rf"|,?\s+(?:the\s+)?(?:{ANY_CASE_MONTH}|\d+(?:st|nd|rd|th)?\s+(?:of\s+)?{MONTH})"
        r"|\s+(?:(?:night|evening)\s+)?(?:slots?|dramas?|comed\w+|line-?ups?|schedules?|series|sitcoms?|blocks?|time\s*slots?)\b)"
    ),
    "nth": (
        rf"(?:on|from|by|until|before)\s+(?P<nth_body>the\s+(?P<nth_day>{NTH}))"
        r"(?=\s*(?:[.,;:!?)–]|$)|\s+(?:and|but|on|at|with|of\s+the\s+month)\b)"
    ),
    "ago": rf"(?P<agn>{COUNT}|a\s+fortnight)\s*(?P<agu>{UNIT})?\s+ago",
    "in_time": (
        rf"[Ii]n\s+(?P<inn>{COUNT})\s+(?P<inu>(?:day|week|month)s?)(?!\s+(?:of|and\s+a\s+half|since|that|later|before|ago)\b|['’\w-])"
    ),
    "hence": rf"(?P<hen>{COUNT})\s+(?P<heu>{UNIT})(?:['’]s?\s+time|\s+from\s+(?:now|today)|\s+hence)\b",
    "later": rf"(?P<lan>{COUNT}|a\s+fortnight)\s*(?P<lau>{UNIT})?\s+(?:later|on\b(?=,))",
    "year_after": r"[Tt]he\s+(?P<yaw>following|previous)\s+year\b(?!['’])",
    "slash": r"(?<![\d/])(?P<slm>0?[1-9]|1[0-2])/(?P<sld>0?[1-9]|[12]\d|3[01])(?![\d/%]|\s?(?:c|ct|central|pm|p\.m)\b)",
    "midseason": (
        r"(?P<ms>[Mm]id-?season)(?:\s+(?:of\s+)?(?P<msy>(?:19|20)\d\d))?(?=[\s,.;)]*(?:$|in\b|of\b|as\b|on\b|[,.;)]))"
    ),
    "short_year": r"in\s+(?P<short_year_body>['’](?P<yy>2\d))(?![\w'’])",
    "year": (
        r"(?<![\w$£€#,./-])(?P<y>(?:19|20)\d\d(?!\d|,\d))"
        r"(?![\d%/]|-\w|\s+(?:hours|people|fans|viewers|episodes))"
    ),
}

SCAN: Final = re.compile("|".join(rf"(?P<{name}>\b(?:{form}))" for name, form in FORMS.items()))
"""Every form; ``lastgroup`` of a match is the name of its form."""

_CORE_WORDS: Final = (
    r"\b(?:(?:19|20)\d\d|\d{1,2}[/.]\d|\d{1,2}(?:st|nd|rd|th)\b"
    r"|[Jj](?i:an|un|ul)|[Ff](?i:eb)|M(?i:ar|ay)|[Aa](?i:pr|ug)|[Ss](?i:ep)|[Oo](?i:ct)|[Nn](?i:ov)|[Dd](?i:ec)"
    r"|[MmTtWwFfSs](?i:on|ues|ednes|hurs|ri|atur|un)(?i:day)"
    r"|[Ss]pring|[Ss]ummer|[Ff]all|[Aa]utumn|[Ww]inter|Q[1-4]|quarter"
    r"|[Tt]oday|[Tt]onight|[Yy]esterday|[Tt]omorrow|night|morning|afternoon|evening"
    r"|Christmas|Boxing|New\sYear|Valentine|Halloween|holiday|[Mm]id-?season"
    r"|year|months?\b|ago\b|days?\b|weeks?\b|fortnights?\b)|['’]2\d(?!\w)"
)
_CORE_LETTERS: Final = r"\d'’AaBCDdeFfHhJjMmNnOoQqSsTtVWwYy"
"""With which one of them can begin: to look at one letter takes less time than to try thirty words."""
CORE: Final = re.compile(rf"(?=[{_CORE_LETTERS}])(?:{_CORE_WORDS})")
"""The words of which every form has one."""
_LEAD_WORDS: Final = (
    "the of in by at on since until through from before after around for and or to till during between come over"
    " as this a an next last coming past previous following same that early mid late later earlier very start"
    " beginning middle end close tail back month months weeks days part piece portion stages stretch bit first"
    " second third fourth initial opening final latter closing front half three six sometime couple quarter year"
    " new holiday h1 h2 q1 q2 q3 q4"
)
LEADS: Final = frozenset((*_LEAD_WORDS.split(), *ORDINAL_WORDS.split(), *COUNT_WORDS.split(), *QUARTERS_OF_YEAR)) | {
    month for name in MONTHS for month in (name, name[:3], name[:3] + ".", "sept", "sept.")
}
"""What can stand before such a word in one date with it."""

JOIN: Final = re.compile(
    r"\s*(?:,?\s*(?P<or>or|maybe|perhaps|and\s+possibly)\s+(?:(?:in|on|even|possibly|maybe|perhaps|early|mid|late)[\s-]+){0,2}(?:the\s+)?"
    r"|\s+(?P<to>to|through|(?P<until>until|till))\s+(?:the\s+)?|\s+(?P<and>and)\s+(?:the\s+)?|\s*[-–—/]\s*)\Z"
)
BETWEEN: Final = re.compile(r"\bbetween\s+(?:(?:the|early|mid|late)\s+)?\Z", re.IGNORECASE)
MOVED: Final = re.compile(
    r"\b(?:mov|push|delay|shift|bump|slip|brought|bring|chang|postpon|kick|knock|put)\w*\s+(?:(?:back|up|forward|out|it|them)\s+)?from\s+(?:the\s+)?\Z",
    re.IGNORECASE,
)
"""The first of two dates is given up for the second."""


def weekday_of(word: str) -> int:
    """0 for "Monday" and "Mon"."""
    return WEEKDAYS[word.lower()[:3]]


def edge_of(words: str) -> str:
    """``early``, ``mid`` or ``late``, which are the keys of ``EDGES``."""
    words = words.lower()
    if any(word in words for word in ("start", "begin", "first", "early", "opening", "initial")):
        return "early"
    return "mid" if "mid" in words else "late"
