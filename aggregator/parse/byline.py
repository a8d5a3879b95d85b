"""Bylines to lists of names; pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

from aggregator.html import title_text

MAX_AUTHORS = 12
MAX_BYLINE_CHARS = 500
MAX_NAME_CHARS = 60
MAX_NAME_WORDS = 6
"""Longer "names" are sentences: "This article was written in partnership with ...". """

_EMAIL = r"[\w.+-]+@[\w-]+\.[\w.-]+"
_NAME_IN_PARENTHESES = re.compile(rf"^\s*(?:mailto:)?{_EMAIL}\s*\((?P<name>[^()]*)\)\s*$")
_NOISE = re.compile(rf"[(<\[]?\s*(?:mailto:)?{_EMAIL}\s*[)>\]]?|https?://\S+|\bwww\.\S+|(?<!\w)@\w+")
_PREFIX = re.compile(
    r"^\W*(?:(?:(?:written|posted|published|reported|reviewed|edited|story|words|text|article|review|recap|interview)\s+)?"
    r"by\b|authors?\b|von\b|par\b|por\b|de(?=\s[A-Z])|(?:words|text|story|source|quelle)(?=\s*:))\s*:?\s*",
    re.IGNORECASE,
)
# What follows a name on the same line and is none: dates, reading times, sections.
_MONTH_DAY = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?\s+\d{1,2}\b"
_SUFFIX = re.compile(
    r"\s*[-–—,]?\s*(?:(?:published|updated|posted|on)\s*:?\s+)?(?:(?:mon|tues?|wednes|thurs?|fri|satur|sun)day,?\s+)?"
    rf"(?:{_MONTH_DAY}|\d{{1,2}}[ .:/]|\d{{4}}-|\d+\s+(?:min|hour|day)).*$",
    re.IGNORECASE | re.DOTALL,
)
_SEPARATOR = re.compile(
    r"\s*(?:[;|•·\n/]|,(?!\s*(?:Jr|Sr|II|III|IV|M\.?D|Ph\.?D|Esq)\b)|\s(?:and|und|et|y|og|och|with)\s|\s?&\s)\s*"
)
_JOB = re.compile(
    r"\b(?:editor|editors|reporter|writer|correspondent|critic|columnist|contributor|producer|journalist|editor-in-chief"
    r"|staff|director|blogger|author|manager|intern|freelancer?|chief|associate|assistant|senior|junior|managing|deputy"
    r"|contributing|entertainment|television|tv|news|features?|culture|deals|weekend|digital|executive)\b",
    re.IGNORECASE,
)
_JOB_HEAD = re.compile(
    r"(?:editor|reporter|writer|correspondent|critic|columnist|contributor|producer|journalist|editor-in-chief|blogger|intern)s?$",
    re.IGNORECASE,
)
_NOBODY = frozenset(
    ("admin", "administrator", "anonymous", "author", "editor", "editors", "guest", "n/a", "none", "null", "root",
     "staff", "undefined", "unknown", "user", "webmaster", "no author", "object object")
)  # fmt: skip


def clean_authors(bylines: Iterable[str]) -> tuple[str, ...]:
    """The names in ``bylines``, each once, in order, without "By", addresses, handles, dates and job titles.

    >>> clean_authors(["By Jane Doe and John Roe, Senior TV Editor", "jane@example.org (Jane Doe)"])
    ('Jane Doe', 'John Roe')
    """
    names: dict[str, str] = {}
    for byline in bylines:
        for name in _names(byline):
            names.setdefault(name.casefold(), name)
    return tuple(names.values())[:MAX_AUTHORS]


def _names(byline: str) -> Iterable[str]:
    byline = byline[:MAX_BYLINE_CHARS]
    if match := _NAME_IN_PARENTHESES.match(byline):
        byline = match["name"]
    line = _NOISE.sub(" ", title_text(byline.replace("\n", " | ")))
    for part in _SEPARATOR.split(_PREFIX.sub("", line)):
        name = _SUFFIX.sub("", _PREFIX.sub("", part)).strip(" \t-–—:,.()[]<>\"'“”")
        if _is_name(name):
            yield " ".join(name.split())


def _is_name(name: str) -> bool:
    if not name or len(name) > MAX_NAME_CHARS or len(name.split()) > MAX_NAME_WORDS or name.casefold() in _NOBODY:
        return False
    if not any(character.isalpha() for character in name):
        return False
    # "Senior TV Editor" is made of job words alone or ends in a job; "Variety Staff" is who wrote it.
    return not (_JOB_HEAD.search(name) or not _JOB.sub("", name).strip(" -&"))
