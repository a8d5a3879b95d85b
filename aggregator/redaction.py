"""Secrets of sources.yaml, kept out of what is written and printed. No business logic, no I/O.

A secret is known by its place: the value of a source's header, but for headers that only say what a client likes,
and the value of a parameter of a source's URL whose name says that it is a key. What a server makes of it cannot be
foreseen: it may stand in a redirect, in an error page, in a feed's links. So not places are guarded but the words
themselves: wherever one of them stands it is masked, character by character, so that every offset into a text stays.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final
from urllib.parse import parse_qsl, quote, quote_plus, urlsplit

from aggregator.models import Source

MASK: Final = "•"
"""Stands for each character of a secret. No URL holds it otherwise: beyond ASCII they are percent-encoded."""

MIN_SECRET_CHARS: Final = 8
"""Shorter ones are not looked for: they would be found in the middle of ordinary words."""

PRINTED_CHARS: Final = 200
"""A URL in a message is cut here: enough to know it by."""

_NO_SECRETS: Final = re.compile(
    r"accept(?:-.*)?|cache-control|content-type|dnt|from|origin|pragma|priority|referer|sec-.*|te|user-agent"
    r"|upgrade-insecure-requests|x-requested-with",
    re.IGNORECASE,
)
_KEY_NAMES: Final = re.compile(
    r"(?:.*[-_.])?(?:access|api|app|auth|client|feed|private|secret|user)?[-_.]?"
    r"(?:key|token|secret|sig|signature|pass|passwd|password|pwd|auth|session|sessionid|sid|jwt|credentials?)",
    re.IGNORECASE,
)
_PARTS: Final = re.compile(r"[^\s;,]+")


def printable_url(url: str) -> str:
    """``url`` for a message: without user name, query and fragment, where secrets live, and not too long.

    >>> printable_url("https://ann:s3cret@example.org/feed?key=h7Gk29aQ")
    'https://example.org/feed'
    """
    return re.sub(r"//[^/]*@", "//", re.split(r"[?#]", url, maxsplit=1)[0])[:PRINTED_CHARS]


def redactor(sources: Iterable[Source]) -> Callable[[str], str]:
    """A function from a text to the same text with every secret of ``sources`` masked.

    >>> from aggregator.models import SourceId, SourceKind
    >>> url = "https://example.org/feed?api_key=h7Gk29aQ"
    >>> redactor([Source(SourceId("a"), SourceKind.FEED, url)])(f"redirected to {url}&page=2")
    'redirected to https://example.org/feed?api_key=••••••••&page=2'
    """
    spellings = {spelling for source in sources for secret in _secrets_of(source) for spelling in _spellings(secret)}
    longest_first = sorted((one for one in spellings if len(one) >= MIN_SECRET_CHARS), key=len, reverse=True)
    if not longest_first:
        return lambda text: text
    pattern = re.compile("|".join(map(re.escape, longest_first)))
    return lambda text: pattern.sub(lambda found: MASK * len(found[0]), text)


def _secrets_of(source: Source) -> Iterator[str]:
    """Whole values, and the parts of those that say first what they are: ``Bearer ...``, ``session=...; ...``."""
    for name, value in source.headers.items():
        if not _NO_SECRETS.fullmatch(name):
            yield value
            for part in _PARTS.findall(value):
                yield part.partition("=")[2] or part
                yield from _login(part)
    for name, value in parse_qsl(urlsplit(source.url).query):
        if _KEY_NAMES.fullmatch(name):
            yield value


def _login(part: str) -> Iterator[str]:
    """User and password in the value of ``Basic`` (RFC 7617), together and the password alone."""
    try:
        login = base64.b64decode(part, validate=True).decode()
    except (binascii.Error, ValueError):
        return
    if ":" in login:
        yield from (login, login.partition(":")[2])


def _spellings(secret: str) -> set[str]:
    """As it is, as part of a URL, and as part of a JSON document."""
    return {secret, quote(secret, safe=""), quote(secret), quote_plus(secret), json.dumps(secret)[1:-1]}
