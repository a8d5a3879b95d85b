"""The JSON of a ``metadata`` record of ours: how it came to the answer that follows it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from aggregator.models import Circumstances

if TYPE_CHECKING:
    from pydantic import TypeAdapter

CONTENT_TYPE: Final = "application/vnd.aggregator.circumstances+json"
"""Tells our ``metadata`` records from others'."""


@cache
def _json() -> TypeAdapter[Circumstances]:
    from pydantic import TypeAdapter

    return TypeAdapter(Circumstances)


def to_bytes(circumstances: Circumstances) -> bytes:
    """One line of JSON in UTF-8, as long as it has to be: an entry may carry a whole article."""
    return _json().dump_json(circumstances)


def from_bytes(data: bytes) -> Circumstances:
    """What ``to_bytes`` was given.

    Raises:
        ValueError: It is something else.
    """
    return _json().validate_json(data)
