"""What is remembered from run to run, and what a run did."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from aggregator.models.identity import SourceId
from aggregator.models.web import Outcome, Validators


class Change(StrEnum):
    """What saving an article did to the database."""

    NEW = "new"
    UPDATED = "updated"
    SEEN = "seen"
    """Known and unchanged, met at a place or time not recorded before."""
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Resource:
    """What is remembered of a URL that has been fetched before."""

    url: str
    validators: Validators
    body_hash: str | None
    fetched_at: datetime
    article_id: int | None = None


class EntryState(StrEnum):
    """What became of an entry when it was dealt with."""

    ARTICLE = "article"
    UNMATCHED = "unmatched"
    """About no followed show, and not kept."""
    FAILED = "failed"
    """Its page could not be had."""


@dataclass(frozen=True, slots=True)
class KnownEntry:
    """What is remembered of an entry that a source has shown before; ``key`` is the entry's.

    ``signature`` is a number made of the entry's, ``url`` is None for one that led to an article.
    ``catalogue`` is the digest of the shows under which it was judged. ``article_id`` is set where its article is
    stored, even if a later look at its page failed. ``failures`` counts the failed looks since the last good one.
    """

    key: str
    url: str | None
    signature: int
    state: EntryState
    catalogue: str
    article_id: int | None = None
    failures: int = 0


@dataclass(frozen=True, slots=True)
class Move:
    """The evidence that a source's address has moved for good to ``url``: since when, until when, in how many runs."""

    url: str
    first_at: datetime
    last_at: datetime
    runs: int


@dataclass(frozen=True, slots=True)
class SourceState:
    """How a source fared when it was last asked, and when it is due again.

    ``failures`` counts the failed runs since the last good one; ``entries`` is how many its last answer showed.
    ``gone`` sources are not asked again. ``full_at`` and ``not_modified_at`` are when it last answered as it should, in
    full and with 304; ``misled_at`` is since when its 304s are known to be false, None where they are believed.
    ``move`` is where it says that it has moved, ``moved_to`` the address that is asked since that was believed.
    """

    source_id: SourceId
    last_attempt_at: datetime | None = None
    last_success_at: datetime | None = None
    last_outcome: Outcome | None = None
    failures: int = 0
    next_due_at: datetime | None = None
    gone: bool = False
    entries: int | None = None
    full_at: datetime | None = None
    not_modified_at: datetime | None = None
    misled_at: datetime | None = None
    move: Move | None = None
    moved_to: str | None = None


@dataclass(slots=True)
class RunSummary:
    """What a run did, counted while it goes; the row of ``runs`` and the ``--summary`` of the command line."""

    sources: int = 0
    sources_failed: int = 0
    sources_skipped: int = 0
    requests: int = 0
    not_modified: int = 0
    bytes_received: int = 0
    entries: int = 0
    articles_new: int = 0
    articles_updated: int = 0
    sightings: int = 0
    unmatched: int = 0
    claims: int = 0
    fact_changes: int = 0
    issues: int = 0
    unexpected: int = 0
    """Errors of this program, each with its traceback in ``issues``."""
    offline: bool = False
    """No source could be reached and none is to blame: the network is down as a whole."""
    unreached: dict[str, str] = field(default_factory=dict)
    """Where it is, source id to how asking it ended; none of these counts as failed."""
    failures: dict[str, str] = field(default_factory=dict)
    """Source id to a sentence that says what failed and what to do."""
    alarms_open: int = 0
    """What is wrong with sources at the end of the run."""
    alarms_begun: list[dict[str, str]] = field(default_factory=list)
    """What began to be wrong, each with ``source``, ``code``, ``since`` and ``detail``."""
    alarms_ended: list[dict[str, str]] = field(default_factory=list)
    """What was wrong and is no longer."""
    notices: dict[str, str] = field(default_factory=dict)
    """Source id, or a key of sources.yaml, to a sentence that is said once of what has not failed: it has moved."""
