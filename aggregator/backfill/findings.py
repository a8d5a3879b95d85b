"""What a shard leads to, one finding a record: all that can be said without knowing what is stored already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from aggregator.models import Article, Entry, SourceId
from aggregator.pipeline import Reading

if TYPE_CHECKING:
    from pydantic import TypeAdapter


class StepKind(StrEnum):
    """What is to be done about one source, or one of its entries."""

    PAGE = "page"
    """The article was read on its page."""
    CARRIED = "carried"
    """The source itself carries the article; not read again where the entry is known."""
    LED = "led"
    """The source leads to a page, which has a record of its own, unless the article was known from elsewhere."""
    PUT_ASIDE = "put_aside"
    """The entry names no followed show, and the source is read only where one is named."""
    FAILED = "failed"
    """The page could not be had, or read; ``article`` is what the source carries of it, if anything."""
    UNCHANGED = "unchanged"
    """The page was not modified."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do. ``is_chosen`` and ``for_good`` are those of ``Ingest.take`` and of a page that failed."""

    kind: StepKind
    source_id: SourceId
    entry: Entry | None = None
    article: Article | None = None
    reading: Reading | None = None
    is_chosen: bool = False
    for_good: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """What one record leads to; ``url`` is the address that was asked."""

    offset: int
    url: str
    fetched_at: datetime
    steps: tuple[Step, ...]


def to_line(finding: Finding) -> bytes:
    """One line of JSON in UTF-8."""
    return _json().dump_json(finding) + b"\n"


def from_lines(lines: Iterable[bytes]) -> Iterator[Finding]:
    """The findings that were written so, one by one."""
    return map(_json().validate_json, lines)


@cache
def _json() -> TypeAdapter[Finding]:
    from pydantic import TypeAdapter

    return TypeAdapter(Finding)
