"""How dates are written: one pattern for each form, and the words in them. Data, no logic."""

from __future__ import annotations

import calendar
import re
from typing import Final

MONTHS: Final = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
WEEKDAYS: Final = {name.lower(): number for number, name in enumerate(calendar.day_name)}
# GUIDE: winter of a year begins with that year's December.
QUARTERS_OF_YEAR: Final = {"spring": (3, 5), "summer": (6, 8), "fall": (9, 11), "autumn": (9, 11), "winter": (12, 2)}
EDGES: Final = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}
HALVES: Final = {1: (1, 6), 2: (7, 12)}
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
ORDINALS: Final = {
    word: number
    for number, word in enumerate(
        ORDINAL_WORDS.split(),
        start=1,
    )
} | {"initial": 1, "opening": 1, "final": 4, "last": 4, "closing": 4}

MONTH: Final = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
ANY_CASE_MONTH: Final = rf"(?!may\b|march\b|mar\b)(?i:{MONTH})"
"""As bloggers write it; "may" and "march" are words too."""
DAY: Final = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?!\d|[:%])"
DAY_WORD: Final = (
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth"
    r"|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth)"
)
YEAR: Final = r"(?:19|20)\d\d(?!\d|,\d)"
WEEKDAY: Final = r"(?i:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
QUARTER: Final = r"(?:[Ss]pring|[Ss]ummer|[Ff]all|[Aa]utumn|[Ww]inter)"
COUNT: Final = (
    r"(?:[Aa]\s+couple\s+of|couple\s+of|[Aa]n?|\d{1,2}|[Tt]wo|[Tt]hree|[Ff]our|five|six|seven|eight|nine|ten"
    r"|eleven|twelve)"
)
EDGE: Final = (
    r"(?:[Ee]arly|[Mm]id|[Ll]ate|the\s+(?:very\s+)?(?:start|beginning|(?:early|first|opening|initial)\s+(?:months?|weeks|days|part|piece|portion|stages|stretch|bit))\s+of"
    r"|(?:the\s+)?middle\s+of|the\s+(?:very\s+)?(?:end|tail\s+end|close|back\s+end|(?:last|late|later|latter|closing|final)\s+(?:months?|weeks|days|part|piece|portion|stages|stretch|bit))\s+of|(?:the\s+)?end\s+of)"
)

# One alternative per written form, the longer before the shorter that it contains.
FORMS: Final = {
    "iso": rf"(?P<iso>{YEAR}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))(?!\d)",
    "slash_year": r"(?P<su>\d{1,2}/\d{1,2}/(?:20)?\d\d)(?![\d/])",
    "tv_season": r"(?:the\s+)?(?P<tva>20\d\d)\s?[-–/]\s?(?P<tvb>(?:20)?\d\d)(?!\d)",
    "month_day": (
        rf"(?P<mdm>{ANY_CASE_MONTH})\s+(?:the\s+)?(?P<mdd>{DAY})(?:\s*[-–]\s*{DAY})?(?:"
        rf"(?:\s*,\s*|\s+|\s+of\s+)(?P<mdy>{YEAR}|this\s+year|next\s+year|last\s+year))?"
    ),
    "day_month": (
        rf"(?:the\s+)?(?P<dmd>{DAY}|{DAY_WORD})\s+(?:of\s+)?(?P<dmm>{ANY_CASE_MONTH})"
        rf"(?:\s*,?\s*(?:of\s+)?(?P<dmy>{YEAR}|this\s+year|next\s+year|last\s+year))?"
    ),
    "month_year": (
        rf"(?:(?:[Ee]arly|[Mm]id|[Ll]ate)[\s-]+|(?:the\s+)?(?:start|beginning|middle|end)\s+of\s+)?(?:the\s+month\s+of\s+)?"
        rf"(?P<mym>{ANY_CASE_MONTH})(?:\s+of|,)?\s+(?:the\s+year\s+)?(?P<myy>{YEAR}|(?:of\s+)?this\s+year"
        rf"|next\s+year|last\s+year|that\s+(?:same\s+)?year|the\s+same\s+year)"
    ),
    "quarter": (
        rf"(?:Q(?P<qn>[1-4])|(?:the\s+)?"
        rf"(?P<qw>first|second|third|fourth|initial|opening|final|last)\s+quarter)(?:\s+of|,)?\s+"
        rf"(?P<qy>{YEAR}|this\s+year|next\s+year|last\s+year)"
    ),
    "half": (
        rf"(?:H(?P<hn>[12])|(?:the\s+)?(?P<hw>first|second|back|latter|front|last)\s+half)"
        rf"(?:\s+of|,)?\s+(?P<hy>{YEAR}|this\s+year|next\s+year|last\s+year|the\s+year)"
    ),
    "season_year": (
        rf"(?:the\s+)?(?:(?:[Ee]arly|[Mm]id|[Ll]ate)[\s-]+)?(?P<syq>{QUARTER})(?:\s+of|,)?\s+(?P<syy>{YEAR}"
        rf"|this\s+year|next\s+year|last\s+year|that\s+year)"
    ),
    "season_rel": (
        rf"(?P<srr>this\s+coming|this\s+past|this|next|last|the\s+coming|the)\s+"
        rf"(?P<srq>{QUARTER})\b"
        rf"(?!\s+(?:of\s+(?:{YEAR}|next\s+year|this\s+year|last\s+year|that\s+year)|from|out|into|off|for|in\b|down|guy|guys|apart|under))"
    ),
    "in_season": rf"(?<=\bin\s)(?:(?:early|mid|late)[\s-]+)?(?P<isq>{QUARTER})\b(?!\s+love)",
    "edge_year": rf"(?P<eye>{EDGE})[\s-]*(?P<eyy>{YEAR}|this\s+year|next\s+year|last\s+year|the\s+year)(?!\s+ago)",
    "edge_tail": (
        rf"(?P<ete>early|late|later|earlier)\s+(?:in\s+)?(?P<ety>{YEAR}|this\s+year"
        rf"|next\s+year|last\s+year|that\s+year|in\s+the\s+year)"
    ),
    "month_rel": (
        rf"(?P<mrr>this\s+coming|this\s+past|this|next|last|the\s+previous|the\s+following)\s+"
        rf"(?P<mrm>{MONTH})(?!\s*\d)"
    ),
    "in_month": (
        rf"(?<![\w])(?P<imp>(?i:in|by|since|"
        rf"until|through|from|before|after|around|of|for|and|or|to|till|during|between"
        rf"|this|a|an)\s+(?:(?:early|mid|late)[\s-]+|(?:the\s+)?(?:start|beginning|middle|end|month)\s+of\s+)?)"
        rf"(?P<imm>{MONTH})(?!\s*\d|\w|['’]s\b|\s+[A-Z]|\s+of\s+(?:{YEAR}|that|the\s+same|next"
        rf"|this|last)|\s+(?:next|this|last)\s+year)"
    ),
    "rel_year": (
        r"(?P<ry>[Ss]ometime\s+next\s+year|[Nn]ext\s+year|[Tt]his\s+year|[Ll]ast\s+year|the\s+year\s+after\s+next)"
        r"(?!['’]s)"
    ),
    "rel_month": (
        r"(?P<rm>(?:[Ee]arlier\s+|[Ll]ater\s+)?[Tt]his\s+month|[Nn]ext\s+month|[Ll]ast\s+month|[Tt]he\s+same\s+month)"
        r"(?!['’]s)"
    ),
    "rel_day": (
        r"(?P<rd>[Tt]oday|[Tt]onight|[Yy]esterday|[Tt]omorrow|[Tt]his\s+(?:morning|afternoon|evening)|[Ll]ast\s+night)"
        r"(?!['’]s\b)"
    ),
    "holiday": (
        r"(?P<ho>Christmas\s+Eve"
        r"|Christmas\s+Day|Boxing\s+Day|New\s+Year['’]s\s+(?:Eve|Day)|Valentine['’]s\s+Day|Halloween"
        r"|Christmas)(?:,?\s+(?P<hoy>(?:19|20)\d\d))?"
    ),
    "weekday_day": (
        rf"(?P<wkd>{WEEKDAY}),?\s+(?:the\s+)?(?P<wkn>(?:[12]?\d|3[01])(?:st|nd|rd|th))\b(?!\s+(?:of\s+)?(?:{MONTH}|season|series|episode))"
    ),
    "weekday": (
        rf"(?<!\ba\s)(?<!\bfree\s)(?P<wdr>(?i:this|next|last|this\s+coming|this\s+past)\s+)?"
        rf"(?P<wd>{WEEKDAY})\b(?!['’]s\b|\s+Night\s+(?!at|in|on)[A-Z]|,?\s+\d{{1,2}}/\d"
        rf"|,?\s+(?:the\s+)?(?:{MONTH}\s+\d|\d+(?:st|nd|rd|th)?\s+(?:of\s+)?{MONTH}))"
    ),
    "ago": rf"(?P<agn>{COUNT}|a\s+fortnight)\s*(?P<agu>days?|weeks?|fortnights?|months?|years?)?\s+ago",
    "later": rf"(?P<lan>{COUNT}|a\s+fortnight)\s*(?P<lau>days?|weeks?|months?|years?)?\s+(?:later|on\b(?=,))",
    "slash": r"(?<![\d/])(?P<slm>0?[1-9]|1[0-2])/(?P<sld>0?[1-9]|[12]\d|3[01])(?![\d/%])",
    "midseason": (
        rf"(?P<ms>[Mm]id-?season)(?:\s+(?:of\s+)?"
        rf"(?P<msy>{YEAR}))?(?=[\s,.;)]*(?:$|in\b|of\b|as\b|on\b|[,.;)]))"
    ),
    "year": rf"(?<![\d$£€#,./-])(?P<y>{YEAR})(?![\d%/]|-\w|\s+(?:hours|people|fans|viewers|episodes))",
}
SCAN: Final = re.compile(
    "|".join(
        rf"\b(?:{form})" if name not in {"slash", "in_month", "in_season", "year"} else f"(?:{form})"
        for name, form in FORMS.items()
    )
)

JOIN: Final = re.compile(r"\s*(?:,?\s+or\s+(?:in\s+|even\s+)?|\s+to\s+|\s+and\s+|\s*[-–—]\s*|,?\s+or\s+possibly\s+)\Z")
BETWEEN: Final = re.compile(r"\b(?:between|from|anywhere\s+between)\s+(?:the\s+)?\Z", re.IGNORECASE)

# The group whose presence tells which form has matched.
KEYS: Final = {
    "iso": "iso",
    "slash_year": "su",
    "tv_season": "tva",
    "month_day": "mdm",
    "day_month": "dmm",
    "month_year": "mym",
    "quarter": "qy",
    "half": "hy",
    "season_year": "syq",
    "season_rel": "srq",
    "in_season": "isq",
    "edge_year": "eyy",
    "edge_tail": "ety",
    "month_rel": "mrm",
    "in_month": "imm",
    "rel_year": "ry",
    "rel_month": "rm",
    "rel_day": "rd",
    "holiday": "ho",
    "weekday_day": "wkd",
    "weekday": "wd",
    "ago": "agn",
    "later": "lan",
    "slash": "slm",
    "midseason": "ms",
    "year": "y",
}
