"""The forms of English verbs, so that a lexicon names a verb once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

_IRREGULAR_ROWS: Final = """
be is|are|am was|were been being
have has had had having
do does did done doing
give gives gave given giving
get gets got got|gotten getting
take takes took taken taking
come comes came come coming
go goes went gone going
make makes made made making
bring brings brought brought bringing
begin begins began begun beginning
shoot shoots shot shot shooting
write writes wrote written writing
rewrite rewrites rewrote rewritten rewriting
co-write co-writes co-wrote co-written co-writing
leave leaves left left leaving
see sees saw seen seeing
oversee oversees oversaw overseen overseeing
say says said said saying
tell tells told told telling
know knows knew known knowing
set sets set set setting
put puts put put putting
cut cuts cut cut cutting
let lets let let letting
keep keeps kept kept keeping
hold holds held held holding
find finds found found finding
win wins won won winning
run runs ran run running
rerun reruns reran rerun rerunning
bid bids bid|bade bid|bidden bidding
fall falls fell fallen falling
rise rises rose risen rising
drive drives drove driven driving
speak speaks spoke spoken speaking
read reads read read reading
hit hits hit hit hitting
quit quits quit quit quitting
lose loses lost lost losing
choose chooses chose chosen choosing
send sends sent sent sending
spend spends spent spent spending
mean means meant meant meaning
meet meets met met meeting
pay pays paid paid paying
lay lays laid laid laying
lead leads led led leading
think thinks thought thought thinking
buy buys bought bought buying
seek seeks sought sought seeking
draw draws drew drawn drawing
throw throws threw thrown throwing
grow grows grew grown growing
show shows showed shown|showed showing
stand stands stood stood standing
understand understands understood understood understanding
step steps stepped stepped stepping
sit sits sat sat sitting
strike strikes struck struck striking
swing swings swung swung swinging
ring rings rang rung ringing
sing sings sang sung singing
hang hangs hung hung hanging
break breaks broke broken breaking
wake wakes woke woken waking
become becomes became become becoming
build builds built built building
sell sells sold sold selling
shut shuts shut shut shutting
spread spreads spread spread spreading
split splits split split splitting
cast casts cast cast casting
recast recasts recast recast recasting
broadcast broadcasts broadcast broadcast broadcasting
hear hears heard heard hearing
feel feels felt felt feeling
die dies died died dying
lie lies lay|lied lain|lied lying
tie ties tied tied tying
greenlight greenlights greenlit|greenlighted greenlit|greenlighted greenlighting
green-light green-lights green-lit|green-lighted green-lit|green-lighted green-lighting
bow bows bowed bowed bowing
re-up re-ups re-upped re-upped re-upping
up ups upped upped upping
bite bites bit bitten biting
ride rides rode ridden riding
sink sinks sank sunk sinking
spin spins spun spun spinning
stick sticks stuck stuck sticking
teach teaches taught taught teaching
wind winds wound wound winding
wear wears wore worn wearing
fly flies flew flown flying
"""
_IRREGULAR: Final = {row.split()[0]: row.split()[1:] for row in _IRREGULAR_ROWS.strip().splitlines()}
_DOUBLING: Final = (
    "ship shop plan stop drop wrap scrap can slot step tap nab snag bag grab ban chop pop hop slip swap trim jam"
    " bar star pen pip rip rap re-up guest-star refer prefer confer commit permit submit omit admit regret dub sub"
)
_DOUBLES: Final = frozenset(_DOUBLING.split())
"""Regular verbs that double their last letter."""
_BOTH_WAYS: Final = frozenset({"cancel", "travel", "signal", "total", "label", "model", "pencil", "channel", "fuel"})
"""Those that double it on one side of the Atlantic only."""
_SIBILANT: Final = ("s", "x", "z", "ch", "sh", "o")
_CONSONANT_Y: Final = re.compile(r"[^aeiou]y\Z")


@dataclass(frozen=True, slots=True)
class Forms:
    """The forms of a verb; a form can have several spellings."""

    plain: tuple[str, ...]
    third: tuple[str, ...]
    past: tuple[str, ...]
    participle: tuple[str, ...]
    ing: tuple[str, ...]

    def named(self, form: str) -> tuple[str, ...]:
        """The forms that a name stands for, such as ``pp`` or ``ing`` (see ``phrasing``); "" for all of them.

        Raises:
            KeyError: there is no form of this name.
        """
        present = (*self.plain, *self.third)
        forms = {
            "": (*present, *self.past, *self.participle, *self.ing),
            "pp": self.participle,
            "ed": (*self.past, *self.participle),
            "ing": self.ing,
            "s": present,
            "to": self.plain,
            "now": (*present, *self.ing),
        }
        return tuple(dict.fromkeys(forms[form]))


@cache
def forms_of(verb: str) -> Forms:
    """The forms of a verb given by its plain form: ``cancel``, ``green-light``."""
    if verb in _IRREGULAR:
        return Forms((verb,), *(tuple(cell.split("|")) for cell in _IRREGULAR[verb]))
    stems = [verb]
    if verb in _DOUBLES or verb in _BOTH_WAYS:
        doubled = verb + verb[-1]
        stems = [verb, doubled] if verb in _BOTH_WAYS else [doubled]
    if verb.endswith("e"):
        past, ing = [verb + "d"], [verb[:-1] + "ing"]
    elif _CONSONANT_Y.search(verb):
        past, ing = [verb[:-1] + "ied"], [verb + "ing"]
    else:
        past, ing = [stem + "ed" for stem in stems], [stem + "ing" for stem in stems]
    third = verb[:-1] + "ies" if _CONSONANT_Y.search(verb) else verb + ("es" if verb.endswith(_SIBILANT) else "s")
    return Forms((verb,), (third,), tuple(past), tuple(past), tuple(ing))
