"""The values in sources.yaml: what is accepted, what comes of it, and what is said where it is not.

Every check gets text, for the document guesses no types, and raises ValueError with a message that says what to write
instead. ``kinds`` has them as types of pydantic, ``plain`` does without it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from aggregator.addresses import FORBIDDEN_PORTS
from aggregator.config.suggest import quoted
from aggregator.html import check_selector
from aggregator.redaction import printable_url
from aggregator.text import clean_line, slugify

MAX_SECONDS: Final = 366 * 86_400.0
"""No interval, pause or timeout is longer; more is a slip of the unit."""

_UNIT_SECONDS: Final = {"s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800}
_UNIT_NAMES: Final = {
    "sec": "s", "secs": "s", "second": "s", "seconds": "s",
    "min": "m", "mins": "m", "minute": "m", "minutes": "m",
    "hr": "h", "hrs": "h", "hour": "h", "hours": "h",
    "day": "d", "days": "d", "week": "w", "weeks": "w",
}  # fmt: skip
_DURATION: Final = re.compile(r"(\d+(?:\.\d+)?)\s*([^\W\d_]*)\s*")

SOURCE_ID: Final = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")

# RFC 9110, 5.6.2: a field name is a token.
_HEADER_NAME: Final = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_HEADER_VALUE: Final = re.compile(r"[\x20-\x7e]+")
_NOTIFY_URL: Final = re.compile(r"(?!env:)[A-Za-z][A-Za-z0-9+.-]*://\S+")
_SECRET: Final = re.compile(r"env:([A-Za-z_][A-Za-z0-9_]*)")
_FETCHERS_HEADERS: Final = frozenset(
    ["host", "connection", "content-length", "transfer-encoding", "accept-encoding", "range"]
    + [f"if-{condition}" for condition in ("none-match", "modified-since", "match", "unmodified-since", "range")]
)

_TRUE: Final = frozenset(["true", "t", "yes", "y", "on", "1"])
_FALSE: Final = frozenset(["false", "f", "no", "n", "off", "0"])  # what pydantic takes for it


def check_text(value: str) -> str:
    """``value`` on one line, when there is anything in it."""
    cleaned = clean_line(value)
    if not cleaned:
        raise ValueError("is empty; write some text or leave the key out")
    return cleaned


def parse_seconds(value: str) -> float:
    """``90``, ``1h``, ``1h 30m``, ``2 days`` as seconds."""
    text = value.strip().lower()
    if _DURATION.sub("", text) or not text:
        raise ValueError(f"{quoted(value)} is no duration; write 30m, 1h, 1d, or seconds as a number")
    total = 0.0
    for number, unit in _DURATION.findall(text):
        short = _UNIT_NAMES.get(unit, unit) or "s"
        if short not in _UNIT_SECONDS:
            raise ValueError(f"unknown unit {quoted(unit)} in {quoted(value)}; use s, m, h, d or w, as in 30m, 1h, 1d")
        total += float(number) * _UNIT_SECONDS[short]
    if total > MAX_SECONDS:
        raise ValueError(f"{quoted(value)} is longer than a year")
    return total


def check_source_id(value: str) -> str:
    """``value``, when it can name a source, or a rule of ``notify``, for good."""
    if not SOURCE_ID.fullmatch(value):
        example = slug if SOURCE_ID.fullmatch(slug := slugify(value)) else "deadline-tv"
        raise ValueError(f"{quoted(value)} is no id; use lower-case letters, digits and hyphens, such as {example}")
    return value


def check_url(value: str) -> str:
    """``value``, when it is an address that the fetcher would even consider; no message repeats a secret in it."""
    try:
        parts = urlsplit(value)
        port = parts.port
    except ValueError as error:
        raise ValueError(f"is no URL: {error}") from None
    if parts.scheme in {"feed", "itpc", "pcast"}:
        raise ValueError(f"the scheme {parts.scheme}: is for feed readers; write https:// instead")
    if parts.scheme not in {"http", "https"}:
        raise ValueError(f"{quoted(printable_url(value))} is no web address; begin it with https:// or http://")
    if "@" in parts.netloc:
        raise ValueError("user name and password do not belong in a URL; use headers: {Authorization: env:NAME}")
    if port in FORBIDDEN_PORTS:
        raise ValueError(f"port {port} is that of another service than the web")
    if not parts.hostname or re.search(r"[\s\\<>^|%\x00-\x1f]", parts.netloc) or re.search(r"[\s\\]", value):
        raise ValueError(f"{quoted(printable_url(value))} is no valid URL; check the host, and encode spaces as %20")
    return value


def check_css(value: str) -> str:
    """``value`` on one line, when it is a selector."""
    cleaned = check_text(value)
    check_selector(cleaned)
    return cleaned


def check_header_name(value: str) -> str:
    """``value``, when it is the name of a header that is not the fetcher's own."""
    if not _HEADER_NAME.fullmatch(value):
        raise ValueError(f"{quoted(value)} is no header name")
    if value.lower() in _FETCHERS_HEADERS:
        raise ValueError(f"the header {value} is set by aggregator itself; remove it")
    return value


def is_header_value(value: str) -> bool:
    """Whether ``value`` can be sent: one line of printable ASCII, without spaces around it."""
    return bool(_HEADER_VALUE.fullmatch(value)) and value == value.strip()


def secret_name(header_value: str) -> str | None:
    """The environment variable that ``env:NAME`` refers to; None for a value that is meant as it stands."""
    reference = _SECRET.fullmatch(header_value)
    return reference[1] if reference else None


def check_header_value(value: str) -> str:
    """``value``, when it can be sent, or refers to what can be.

    It is not repeated in any message: it may be a secret written where it should not be.
    """
    if not is_header_value(value):
        raise ValueError("a header value is one line of ASCII characters")
    if re.search(r"(?<!^)\benv:\w|\$\{\w", value):
        raise ValueError("env:NAME must be the whole value; put the rest, such as 'Bearer ', into the variable too")
    if value.startswith("env:") and secret_name(value) is None:
        raise ValueError("env: must be followed by the name of an environment variable, as in env:NEWS_TOKEN")
    return value


def check_notify_url(value: str) -> str:
    """``value``, when it is an address or refers to one; not repeated in any message, as most of them hold a key."""
    if not _NOTIFY_URL.fullmatch(value) and secret_name(value) is None:
        raise ValueError(
            "is neither an address of Apprise, such as ntfy://topic, nor env:NAME, which is safer for keys"
        )
    return value


def switch(value: object) -> bool | None:
    """Whether ``value`` says yes or no, as pydantic has it; None where it says neither."""
    if not isinstance(value, str):
        return None
    said = value.lower()
    return True if said in _TRUE else False if said in _FALSE else None


@dataclass(frozen=True, slots=True)
class Pattern:
    """The whole text matches ``regex``, which JavaScript understands as well; else ``advice`` is the message."""

    regex: str
    advice: str

    def check(self, value: str) -> str:
        """``value``."""
        if not re.fullmatch(self.regex, value):
            raise ValueError(f"{quoted(value)} {self.advice}")
        return value


IMDB_ID: Final = Pattern(r"tt\d{7,9}", "is no IMDb id; they look like tt14169960")
WIKIDATA_ID: Final = Pattern(r"Q[1-9]\d*", "is no Wikidata id; they look like Q1079")
LANGUAGE_TAG: Final = Pattern(
    r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", "is no language tag; write en, ko, pt-BR and the like"
)
USER_AGENT: Final = Pattern(r"[ -~]+", "is no User-Agent; it is one line of ASCII characters")
