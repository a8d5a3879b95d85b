"""sources.yaml as most people write it, validated without pydantic: to import that, and to build models, takes long.

What comes out is what ``schema.File`` makes of the same values; tests compare the two. Nothing comes out where anything
is wrong, or written as few write it: ``validation`` then says what.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, Final

from aggregator.config import values
from aggregator.config.document import Value
from aggregator.models import ArticleField, Authority, ClaimKind, Firmness, Follow, FullText, PageRole, SourceKind

_WHOLE_NUMBER: Final = re.compile(r"(?=.{1,12}$)[0-9]+(?:_[0-9]+)*")

Check = Callable[[Value], Any]
"""Makes of a value what the models make of it; ValueError, TypeError or KeyError where that is not certain."""


def read_plainly(value: Value) -> dict[str, Any] | None:
    """The keys of the file that have a value, with what they mean; None where that is not certain."""
    try:
        read: dict[str, Any] = _FILE(value)
    except (ValueError, TypeError, KeyError):
        return None
    return read


def _text(check: Callable[[str], Any] = values.check_text) -> Check:
    def read(value: Value) -> Any:
        if not isinstance(value, str):
            raise TypeError
        return check(value)

    return read


def _whole(least: int, most: float = float("inf")) -> Check:
    def read(value: Value) -> int:
        if not isinstance(value, str) or not _WHOLE_NUMBER.fullmatch(value) or not least <= int(value) <= most:
            raise ValueError
        return int(value)

    return read


def _seconds(*, or_none_at_all: bool = True) -> Check:
    def read(value: Value) -> float:
        seconds = values.parse_seconds(value) if isinstance(value, str) else -1.0
        if seconds < 0 or not (seconds or or_none_at_all):
            raise ValueError
        return seconds

    return read


def _switch(value: Value) -> bool:
    switched = values.switch(value)
    if switched is None:
        raise ValueError
    return switched


def _one_of(choices: type[StrEnum]) -> Check:
    return _text(choices)


def _each(check: Check, *, least: int = 0) -> Check:
    def read(value: Value) -> list[Any]:
        if not isinstance(value, list) or len(value) < least:
            raise ValueError
        return [check(item) for item in value]

    return read


def _by(key_check: Check, check: Check) -> Check:
    def read(value: Value) -> dict[Any, Any]:
        return {key_check(key): check(item) for key, item in _present(value).items()}

    return read


def _keys(checks: Mapping[str, Check], *needed: str, renamed: Mapping[str, str] | None = None) -> Check:
    names = {key: (renamed or {}).get(key, key) for key in checks}

    def read(value: Value) -> dict[str, Any]:
        present = _present(value)
        if not present.keys() >= set(needed):
            raise ValueError
        return {names[key]: checks[key](item) for key, item in present.items()}

    return read


def _present(value: Value) -> dict[str, Value]:
    """A mapping without the keys that have nothing behind them."""
    if not isinstance(value, dict):
        raise TypeError
    return {key: item for key, item in value.items() if item is not None}


_SHOW: Final = _keys(
    {
        "title": _text(),
        "aliases": _each(_text()),
        "network": _text(),
        "year": _whole(1920, 2100),
        "imdb": _text(values.IMDB_ID.check),
        "tvmaze": _whole(1),
        "wikidata": _text(values.WIKIDATA_ID.check),
        "not": _each(_text()),
        "people": _by(_text(), _each(_text())),
    },
    "title",
    renamed={"not": "not_phrases"},
)

_SELECTORS: Final = _keys(
    dict.fromkeys(("links", "title", "text", "author", "published", "remove"), _text(values.check_css))
)

_EXPECT: Final = _keys(
    {
        "min": _whole(0),
        "max": _whole(1),
        "fields": _each(_one_of(ArticleField)),
        "silence": _seconds(or_none_at_all=False),
    }
)

_SOURCE: Final = _keys(
    {
        "id": _text(values.check_source_id),
        "kind": _one_of(SourceKind),
        "url": _text(values.check_url),
        "page": _one_of(PageRole),
        "selectors": _SELECTORS,
        "full_text": _one_of(FullText),
        "follow": _one_of(Follow),
        "interval": _seconds(),
        "authority": _one_of(Authority),
        "language": _text(values.LANGUAGE_TAG.check),
        "shows": _each(_text()),
        "expect": _EXPECT,
        "headers": _by(_text(values.check_header_name), _text(values.check_header_value)),
        "allow_private": _switch,
        "enabled": _switch,
    },
    "id",
    "kind",
    "url",
)

_SETTINGS: Final = _keys(
    {
        "database": _text(),
        "contact": _text(),
        "user_agent": _text(values.USER_AGENT.check),
        "concurrency": _whole(1, 256),
        "per_host_delay_s": _seconds(),
        "connect_timeout_s": _seconds(or_none_at_all=False),
        "total_timeout_s": _seconds(or_none_at_all=False),
        "max_body_bytes": _whole(1),
        "max_redirects": _whole(0),
        "max_attempts": _whole(1),
        "max_entries": _whole(1),
        "max_pages_per_source": _whole(0),
        "reread_after_s": _seconds(),
        "reread_for_s": _seconds(),
        "keep_unmatched": _switch,
        "keep_log_for_s": _seconds(),
        "archive": _keys({"folder": _text(), "max_file_bytes": _whole(1)}, "folder"),
    }
)

_NOTIFY: Final = _keys(
    {
        "id": _text(values.check_source_id),
        "urls": _each(_text(values.check_notify_url), least=1),
        "shows": _each(_text()),
        "kinds": _each(_one_of(ClaimKind)),
        "firmness": _one_of(Firmness),
        "alarms": _switch,
    },
    "id",
    "urls",
)

_FILE: Final = _keys(
    {"shows": _each(_SHOW, least=1), "sources": _each(_SOURCE), "notify": _each(_NOTIFY), "settings": _SETTINGS},
    "shows",
)
