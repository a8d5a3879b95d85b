"""What is believed, and why: the rules in words, and each as a function of its own.

A *question* is a show, a season and a kind, for cast and crew a person too, for crew a job; whether a production is
delayed is a question beside that of its stage. An *answer* is a value, or its denial. The *evidence* for an answer is
every claim that gives it.

**What evidence is worth**

1. *Tiers.* What is said as a fact is firm, what is said to be likely is expected, what is said to be possible is
   rumour. Whatever a farm says is rumour: farms alone confirm nothing, however many. An answer is of the best tier
   that a page still gives it; beyond the evidence of that tier nothing is asked about it.
2. *Ranks.* Official word outranks reports (trade and press alike), reports outrank blogs, blogs outrank farms.
3. *One witness per story.* Sources are counted by witness, so copies, and articles that pass on one outlet, are one.
4. *What a page takes back* counts no longer, from the day on which the page was seen without it. It stays in the
   history.
5. *Claims without a season* are about the one season that the article's other claims on the show tell of as coming;
   where there is none, or several, they answer a question of their own, without a season.

**Answers that do not contradict each other**

6. *Windows* agree where one holds the other: the narrower is the value, and the wider supports it. Where the narrower
   is said less firmly, the wider stays the answer and the narrower stands beside it. Windows that only overlap are
   rivals.
7. *Returning and joining* both say that a person takes part: the better sources have the word.
8. *Further steps.* A later stage of a production overtakes an earlier one; "ending" overtakes "renewed": it will be
   made, and is the last. Whoever still reports the earlier step does not contradict. An article that tells both that a
   season was cancelled and that it is made tells of a rescue: the cancellation is told as past.
9. *Nothing known yet* (undecided, not renewed, unannounced, no trailer, "has not begun to film") is overtaken by any
   firm answer, and said afterwards it comes from a page that is out of date. Only an official source that says so
   after others have given an answer disputes it; that there is no date disputes a day, not a month or a year.
   Forecasts stand beside it.
10. *Denials* contradict what they deny and whatever implies it. Where nobody says that, they are answers: "not in
    2025".

**Answers that contradict each other (rivals)**

11. *Firm beats soft.* Rumours never contradict more than rumours. What is expected disputes a firm answer only when
    it is said over a fortnight after it, by a source of at least its rank; else it is hearsay, and counted against.
12. *The later supersedes the earlier* where it is said over a fortnight after it, by a source of comparable rank:
    reports against official word and against each other, each rank against itself and those below.
13. *Within a fortnight* the better rank settles; equals dispute each other until one is said again later.
14. *What was given up* comes back by a better rank, an official word or two witnesses, over a fortnight later; one
    witness alone disputes. Repeated by a lower rank it is a page that is out of date.
15. *The date of a decision* belongs to the first decision that was reported on that day or later. The date of the
    latest decision stands; those of earlier ones are superseded, and a date after the last decision had been
    reported stands only where there is no other. Of several dates in one article the last is told as the current one.

**Time**

16. *A window that has passed* without a sign of a premiere is superseded. A sign is a firm day, which is taken to
    have been kept, or words that tell of the window afterwards. "Not before 2025" says nothing once 2025 is over, and
    that there is no date, said before a window that has passed since, does not come back.
17. *A delay*, and that shooting has not begun, lasts until later reports tell of work at the stage that was reached
    before, or beyond, or set a day or a month for the premiere. Once the premiere has come, or the next season has a
    window, nothing is delayed, undecided or on its way: of the making only "wrapped" is left.
18. *Beyond the last season* forecasts and rumours are over, until one is firmly reported to be made after all. *As of
    a day* only what was said by then is known, and only what was taken back by then is gone.

**What becomes of evidence**

19. Each claim supports one fact, its answer's; where that never was believed, it contradicts the facts that it speaks
    against. A fact that is not believed any longer is superseded, and keeps its claims.
20. A fact is believed *since* the day from which it has been a current answer without a break; what is more than a
    rumour counts from the day on which it became so. It was last confirmed when it was last said.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, IntEnum
from functools import lru_cache
from typing import Final

from aggregator.models import Authority, ClaimKind, Evidence, Status
from aggregator.resolve.windows import holds, is_one_day

FORTNIGHT_DAYS: Final = 14
"""Reports on one event come within days; what is said after two weeks speaks of news of its own."""
WITNESSES_TO_RETURN: Final = 2
"""So many independent sources bring back what was given up (rule 14)."""

NOTHING_YET: Final = {
    ClaimKind.RENEWAL: "undecided",
    ClaimKind.RELEASE: "unannounced",
    ClaimKind.TRAILER: "none",
}
STEPS: Final = {
    ClaimKind.RENEWAL: ("renewed", "ending"),
    ClaimKind.PRODUCTION: ("writing", "filming", "wrapped"),
}
_BEGINNINGS: Final = {ClaimKind.RENEWAL: ("renewed",), ClaimKind.PRODUCTION: STEPS[ClaimKind.PRODUCTION]}
"""What is only not so yet, when it is denied."""
DELAYED: Final = "delayed"
_TAKES_PART: Final = frozenset({"returning", "joining"})
_WINDOWS: Final = frozenset({ClaimKind.RELEASE, ClaimKind.RENEWAL_DATE})


class Tier(IntEnum):
    """Rule 1: how much is behind a claim's words."""

    RUMOUR = 1
    EXPECTED = 2
    FIRM = 3


class Rank(IntEnum):
    """Rule 2: whose word goes for more."""

    FARM = 0
    BLOG = 1
    REPORT = 2
    OFFICIAL = 3


_RANKS: Final = {
    Authority.OFFICIAL: Rank.OFFICIAL,
    Authority.TRADE: Rank.REPORT,
    Authority.PRESS: Rank.REPORT,
    Authority.BLOG: Rank.BLOG,
    Authority.FARM: Rank.FARM,
}


def rank_of(authority: Authority) -> Rank:
    """Rule 2."""
    return _RANKS[authority]


def tier_of(evidence: Evidence) -> Tier:
    """Rule 1."""
    if evidence.authority is Authority.FARM or evidence.claim.status is Status.POSSIBLE:
        return Tier.RUMOUR
    return Tier.EXPECTED if evidence.claim.status is Status.EXPECTED else Tier.FIRM


def is_comparable(later: Rank, earlier: Rank) -> bool:
    """Rule 12: whether a source of rank ``later`` can correct one of rank ``earlier``."""
    return later >= min(earlier, Rank.REPORT)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a claim answers to its question: a value, or that it is not so."""

    value: str
    denied: bool = False


class Relation(Enum):
    """How one answer stands to another of the same question (rules 6 to 10)."""

    RIVAL = "contradicts it"
    WIDER = "says the same, less exactly"
    NARROWER = "says the same, more exactly"
    SAME = "says the same in another word"
    EARLIER = "is overtaken by it"
    LATER = "overtakes it"
    ASIDE = "has nothing to do with it"


@lru_cache(maxsize=65_536)
def relation(kind: ClaimKind, one: Answer, other: Answer) -> Relation:
    """How ``one`` stands to ``other``."""
    if one == other:
        return Relation.SAME
    if one.denied or other.denied:
        return _relation_of_denial(kind, one, other)
    nothing = NOTHING_YET.get(kind)
    if nothing in {one.value, other.value}:
        return Relation.EARLIER if one.value == nothing else Relation.LATER
    if DELAYED in {one.value, other.value}:
        return Relation.ASIDE
    steps = STEPS.get(kind, ())
    if one.value in steps and other.value in steps:
        return Relation.EARLIER if steps.index(one.value) < steps.index(other.value) else Relation.LATER
    if kind in _WINDOWS and holds(one.value, other.value):
        return Relation.SAME if holds(other.value, one.value) else Relation.WIDER
    if kind in _WINDOWS and holds(other.value, one.value):
        return Relation.NARROWER
    if kind is ClaimKind.CAST and {one.value, other.value} <= _TAKES_PART:
        return Relation.SAME
    return Relation.RIVAL


def _relation_of_denial(kind: ClaimKind, one: Answer, other: Answer) -> Relation:
    """Rule 10, and of stages rule 9: "not yet" is no more than that."""
    if one.denied and other.denied:
        return Relation.ASIDE
    no, yes = (one, other) if one.denied else (other, one)
    if not _implies(kind, yes.value, no.value):
        return Relation.ASIDE
    if is_nothing_yet(kind, no):
        return Relation.EARLIER if one.denied else Relation.LATER
    return Relation.RIVAL


def _implies(kind: ClaimKind, value: str, denied: str) -> bool:
    steps = STEPS.get(kind, ())
    if value in steps and denied in steps:
        return steps.index(value) >= steps.index(denied)
    return holds(denied, value) if kind in _WINDOWS else value == denied


def is_nothing_yet(kind: ClaimKind, answer: Answer) -> bool:
    """Rule 9: whether an answer says no more than that there is none so far, as "not renewed" and "not shot" do."""
    if answer.denied:
        return answer.value in _BEGINNINGS.get(kind, ())
    return answer.value == NOTHING_YET.get(kind)


def is_refutable(kind: ClaimKind, value: str) -> bool:
    """Rule 9: whether an official "nothing yet" contradicts ``value``."""
    return kind is not ClaimKind.RELEASE or is_one_day(value)
