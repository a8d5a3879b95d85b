"""What an archive keeps of a fetch beside the answer itself: enough to run every later stage from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from aggregator.models.documents import Entry
from aggregator.models.identity import SourceId
from aggregator.models.web import Outcome, Purpose, Response, Severity


@dataclass(frozen=True, slots=True)
class Waiter:
    """A source on whose behalf an address was asked, and the entry that led there; None where none did."""

    source_id: SourceId
    entry: Entry | None = None


@dataclass(frozen=True, slots=True)
class Circumstances:
    """How it came to an answer, or to none: what no HTTP message says.

    ``url`` is the address that was asked, of which the answer's own may differ by redirects.
    """

    url: str
    purpose: Purpose
    outcome: Outcome
    severity: Severity
    waiting: tuple[Waiter, ...]
    redirects: tuple[str, ...] = ()
    permanent_redirect: bool = False


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request with its end, as it is read from an archive. ``response`` is set exactly when ``outcome`` is OK."""

    circumstances: Circumstances
    fetched_at: datetime
    response: Response | None = None
