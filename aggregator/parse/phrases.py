"""The wordings by which pages give themselves away: furniture, pointers elsewhere, walls and error pages. Pure.

English, as the press that is followed writes it; each list is data, in one place, to be added to when a page gets past.
"""

from __future__ import annotations

import re
from collections.abc import Iterable


def _any(wordings: Iterable[str]) -> str:
    return f"(?:{'|'.join(wordings)})"


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE | re.DOTALL)


# Lines that lead away from the article. They name other shows and their fates, and would become false claims.
_POINTERS = _any((
    r"related(?: (?:stor(?:y|ies)|articles?|content|posts?|coverage))?",
    r"read (?:more|next|also|full story)",
    r"see also",
    r"also read",
    r"more(?: stories)? (?:like this|on this)",
    r"recommended(?: for you| videos?| stories)?",
    r"you (?:may|might) also (?:like|enjoy)",
    r"don['’]t miss",
    r"trending(?: now)?",
    r"most (?:popular|read)",
    r"must[- ]read",
    r"popular on [\w ]{2,30}",
    r"watch(?: now| next)?",
    r"up next",
    r"editor['’]s picks?",
    r"click here",
))  # fmt: skip
_POINTER = _compile(rf"^\W*{_POINTERS}\b\s*(?:[:|»>–—].*|\W*)$")

_FURNITURE_LINES = _any((
    r"ad",
    r"advertisement",
    r"(?:article|story) continues below(?: advertisement)?",
    r"continue reading\b.{0,200}",
    r"scroll to continue(?: with content)?",
    r"share(?: this(?: article| story)?)?",
    r"sign up (?:for|to) (?:our|the) .{0,60}newsletter.{0,60}",
    r"subscribe(?: now)?",
    r"loading",
    r"(?:\d+ )?comments?",
    r"leave a (?:comment|reply)",
    r"(?:photo|image)(?: credit)?s?:.{0,80}",
    r"follow us on .{0,80}",
    r"the post .{1,300} (?:appeared first|first appeared) on .{1,120}",  # WordPress ends every feed item with it
))  # fmt: skip
_FURNITURE = _compile(rf"^\W*{_FURNITURE_LINES}\W*$")

_CONSENT = _compile(
    r"\b"
    + _any((
        r"we (?:and our (?:\d+ )?partners )?(?:use|store)[^.]{0,40}\bcookies",
        r"your privacy choices",
        r"cookie (?:policy|settings|preferences)",
        r"accept all cookies",
        r"legitimate interests?",
        r"manage (?:my |your )?(?:consent|preferences)",
        r"personali[sz]ed ads and content",
    ))
    + r"\b"
)  # fmt: skip
_IN_CONSENT = ("coo", "vacy cho", "mate ", "manage ", "ed ad")
"""One of them is in each of these phrases, however it is written: they are without the letters s, i and k, which other
characters too (\u017f, \u0131, \u212a) are equal to where case is ignored."""

MIN_CONSENT_PHRASES = 2
"""In one paragraph: an article may mention a cookie policy, only a wall strings the formulas together."""

_TEASER_WORDS = _any((r"continue reading", r"read (?:more|on|the full (?:story|article))", r"(?:full|whole) story"))
_TEASER_END = _compile(rf"(?:…|\.\.\.|\[(?:…|\.\.\.)\]|\b{_TEASER_WORDS}\b.{{0,80}})[\s\])»→>]*$")
TEASER_END_CHARS = 160

_MISSING = _any((
    r"not found",
    r"no longer (?:available|exists?)",
    r"could(?: not|n['’]t) be found",
    r"does(?: not|n['’]t) exist",
    r"is(?: not|n['’]t) available",
))  # fmt: skip
_NOT_FOUND = _compile(
    _any((
        r"^\W*(?:error\W*)?404\b",
        r"^\W*(?:error\W*)?(?:page )?not found\W*(?:$|[|–—-])",
        rf"^\W*(?:(?:this|the|that|requested) )*(?:page|article|story|content)\b[\w ,'’]{{0,40}} {_MISSING}",
        r"\b404\W*$",
        r"^\W*(?:oops|sorry|uh[- ]oh)\b.{0,60}\b(?:not|404)\b",
        r"^\W*(?:oops|sorry|uh[- ]oh)\b.{0,60}n['’]t\b",
    ))
)  # fmt: skip

_CHALLENGE = _compile(
    r"^\W*"
    + _any((
        r"just a moment",
        r"attention required",
        r"access denied",
        r"are you a (?:robot|human)",
        r"security check",
        r"please verify you are",
        r"pardon our interruption",
        r"verifying you are human",
        r"checking your browser",
        r"request blocked",
    ))
    + r"\b"
)  # fmt: skip

_PAYWALL = _compile(
    r"\b"
    + _any((
        r"(?:subscribe|sign in|log in|register)(?: now)? to (?:continue|keep) reading",
        r"to (?:continue|keep) reading,? (?:please )?(?:subscribe|log in|sign in|register)",
        r"this (?:article|story|content) is (?:exclusive to|(?:available )?(?:only )?(?:for|to)) "
        r"(?:paid |our |premium )?(?:subscribers|members)",
        r"already a (?:subscriber|member)\?",
        r"subscribers only",
        r"unlock this (?:article|story)",
    ))
)  # fmt: skip


_IN_PAYWALL = ("read", "ber", "unloc")
"""As ``_IN_CONSENT``, for a wall that asks to subscribe."""

MAX_WALL_CHARS = 250
"""A wall's sentence is short; an article about paywalls has longer paragraphs."""


def is_furniture(paragraph: str) -> bool:
    """Whether a paragraph is none of the article's: a pointer elsewhere, a button, a credit, a consent wall.

    >>> is_furniture("RELATED: Ghosts Cancelled at CBS"), is_furniture("Related to the king, she inherits all.")
    (True, False)
    """
    if _POINTER.match(paragraph) or _FURNITURE.match(paragraph):
        return True
    if len(paragraph) <= MAX_WALL_CHARS and speaks_of_paywall(paragraph):
        return True
    lowered = paragraph.lower()
    return any(part in lowered for part in _IN_CONSENT) and len(_CONSENT.findall(paragraph)) >= MIN_CONSENT_PHRASES


def ends_as_teaser(text: str) -> bool:
    """Whether ``text`` stops to be continued elsewhere."""
    return bool(_TEASER_END.search(text[-TEASER_END_CHARS:]))


def names_missing_page(heading: str) -> bool:
    """Whether a page under this heading says that there is none.

    >>> names_missing_page("Page Not Found | TV Wire"), names_missing_page("The Missing Page: a review")
    (True, False)
    """
    return bool(_NOT_FOUND.search(heading))


def names_challenge(heading: str) -> bool:
    """Whether a page under this heading wants to know whether a person is reading."""
    return bool(_CHALLENGE.search(heading))


def speaks_of_paywall(text: str) -> bool:
    """Whether ``text`` asks its readers to subscribe or to log in before they go on."""
    lowered = text.lower()
    return any(part in lowered for part in _IN_PAYWALL) and _PAYWALL.search(text) is not None
