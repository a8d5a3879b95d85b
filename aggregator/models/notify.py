"""Who is told what, as sources.yaml has it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from aggregator.models.identity import ShowId
from aggregator.models.readings import ClaimKind


class Firmness(StrEnum):
    """How firmly something must be believed to be worth a message, firmest first."""

    CONFIRMED = "confirmed"
    EXPECTED = "expected"
    POSSIBLE = "possible"
    RUMOURED = "rumoured"

    @property
    def place(self) -> int:
        """0 for the firmest, 1 for the next."""
        return tuple(Firmness).index(self)


@dataclass(frozen=True, slots=True)
class NotifyRule:
    """What is told to which addresses. ``urls`` have secrets filled in and must never be stored or printed.

    Of the changes of what is known those are told that are about one of ``shows`` and of one of ``kinds`` (empty means
    all) and are, or were, believed as firmly as ``firmness``; with ``alarms`` also what is wrong with sources.
    ``missing_secrets`` are the environment variables that hold addresses and are not set.
    """

    id: str
    urls: tuple[str, ...] = field(repr=False)
    shows: tuple[ShowId, ...] = ()
    kinds: tuple[ClaimKind, ...] = ()
    firmness: Firmness = Firmness.POSSIBLE
    alarms: bool = True
    missing_secrets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Message:
    """A message: its title on one line, and its body as plain text and as Markdown."""

    title: str
    text: str
    markdown: str
