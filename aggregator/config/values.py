"""The kinds of value in sources.yaml: what is accepted, what comes of it, and what is said where it is not.

Every validator gets text, for the document guesses no types, and answers with a message that says what to write
instead. Annotated types carry the same rule twice where editors can check it too: as code and as JSON Schema.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any, Final, TypeVar
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, GetCoreSchemaHandler, GetJsonSchemaHandler, WithJsonSchema
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from aggregator.addresses import FORBIDDEN_PORTS
from aggregator.config.suggest import did_you_mean, quoted
from aggregator.html import check_selector
from aggregator.models import ArticleField, Authority, ClaimKind, Firmness, Follow, FullText, PageRole, SourceKind
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

_SOURCE_ID: Final = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")

# RFC 9110, 5.6.2: a field name is a token.
_HEADER_NAME: Final = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_HEADER_VALUE: Final = re.compile(r"[\x20-\x7e]+")
_NOTIFY_URL: Final = re.compile(r"(?!env:)[A-Za-z][A-Za-z0-9+.-]*://\S+")
_SECRET: Final = re.compile(r"env:([A-Za-z_][A-Za-z0-9_]*)")
_FETCHERS_HEADERS: Final = frozenset(
    ["host", "connection", "content-length", "transfer-encoding", "accept-encoding", "range"]
    + [f"if-{condition}" for condition in ("none-match", "modified-since", "match", "unmodified-since", "range")]
)

_E = TypeVar("_E", bound=StrEnum)


def _one_of(choices: type[_E], **meant: str) -> BeforeValidator:
    """A validator that names the choices, and the one that was ``meant`` or is nearest to what was written."""

    def check(value: object) -> object:
        if isinstance(value, str) and value not in (names := [str(choice) for choice in choices]):
            hint = did_you_mean(meant.get(value.lower(), value), names)
            raise ValueError(f"{quoted(value)} is none of {', '.join(names)}{hint}")
        return value

    return BeforeValidator(check)


def _check_text(value: str) -> str:
    cleaned = clean_line(value)
    if not cleaned:
        raise ValueError("is empty; write some text or leave the key out")
    return cleaned


def _parse_seconds(value: object) -> object:
    """``90``, ``1h``, ``1h 30m``, ``2 days`` as seconds."""
    if not isinstance(value, str):
        return value
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


def _check_source_id(value: str) -> str:
    if not _SOURCE_ID.fullmatch(value):
        example = slug if _SOURCE_ID.fullmatch(slug := slugify(value)) else "deadline-tv"
        raise ValueError(f"{quoted(value)} is no id; use lower-case letters, digits and hyphens, such as {example}")
    return value


def _check_url(value: str) -> str:
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


def _check_selector(value: str) -> str:
    check_selector(value)
    return value


def _check_header_name(value: str) -> str:
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


def _check_header_value(value: str) -> str:
    """The value is not repeated in any message: it may be a secret written where it should not be."""
    if not is_header_value(value):
        raise ValueError("a header value is one line of ASCII characters")
    if re.search(r"(?<!^)\benv:\w|\$\{\w", value):
        raise ValueError("env:NAME must be the whole value; put the rest, such as 'Bearer ', into the variable too")
    if value.startswith("env:") and secret_name(value) is None:
        raise ValueError("env: must be followed by the name of an environment variable, as in env:NEWS_TOKEN")
    return value


def _check_notify_url(value: str) -> str:
    """The value is not repeated in any message: most of such addresses hold a key."""
    if not _NOTIFY_URL.fullmatch(value) and secret_name(value) is None:
        raise ValueError(
            "is neither an address of Apprise, such as ntfy://topic, nor env:NAME, which is safer for keys"
        )
    return value


@dataclass(frozen=True, slots=True)
class _Matches:
    """The whole text matches ``pattern``, which JavaScript understands as well; else ``advice`` is the message."""

    pattern: str
    advice: str

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self._check, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {**handler(schema), "pattern": f"^(?:{self.pattern})$"}

    def _check(self, value: str) -> str:
        if not re.fullmatch(self.pattern, value):
            raise ValueError(f"{quoted(value)} {self.advice}")
        return value


# YAML reads 24 or 1923 as numbers, and both are titles: editors must let them pass.
Text = Annotated[str, AfterValidator(_check_text), WithJsonSchema({"type": ["string", "number"], "minLength": 1})]
Seconds = Annotated[
    float,
    BeforeValidator(_parse_seconds),
    WithJsonSchema({"anyOf": [{"type": "number", "minimum": 0}, {"type": "string", "pattern": r"^\s*\d"}]}),
]
Selector = Annotated[str, AfterValidator(_check_text), AfterValidator(_check_selector)]
ImdbId = Annotated[str, _Matches(r"tt\d{7,9}", "is no IMDb id; they look like tt14169960")]
WikidataId = Annotated[str, _Matches(r"Q[1-9]\d*", "is no Wikidata id; they look like Q1079")]
LanguageTag = Annotated[
    str, _Matches(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", "is no language tag; write en, ko, pt-BR and the like")
]
UserAgent = Annotated[str, _Matches(r"[ -~]+", "is no User-Agent; it is one line of ASCII characters")]
HeaderName = Annotated[str, AfterValidator(_check_header_name)]
HeaderValue = Annotated[str, AfterValidator(_check_header_value)]
NotifyUrl = Annotated[str, AfterValidator(_check_notify_url)]
SourceIdText = Annotated[
    str, AfterValidator(_check_source_id), WithJsonSchema({"type": "string", "pattern": f"^{_SOURCE_ID.pattern}$"})
]
Url = Annotated[
    str, AfterValidator(_check_url), WithJsonSchema({"type": "string", "format": "uri", "pattern": "^https?://"})
]

Kind = Annotated[SourceKind, _one_of(SourceKind, rss="feed", atom="feed", rdf="feed", json="feed", html="page")]
Page = Annotated[PageRole, _one_of(PageRole)]
TextFrom = Annotated[FullText, _one_of(FullText)]
WhatToFollow = Annotated[Follow, _one_of(Follow)]
Standing = Annotated[Authority, _one_of(Authority)]
KindOfClaim = Annotated[ClaimKind, _one_of(ClaimKind)]
HowFirm = Annotated[Firmness, _one_of(Firmness)]
FieldOfArticle = Annotated[ArticleField, _one_of(ArticleField)]
