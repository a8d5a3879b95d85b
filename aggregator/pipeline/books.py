"""The books of a run: the health of each source, what failed, and what was met and not understood."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from aggregator.fetch.policy import UNREACHED, next_due
from aggregator.models import Attempt, FetchResult, Outcome, ParseWarning, RunSummary, Source, SourceId, SourceState

if TYPE_CHECKING:
    from aggregator.store import Store

_UNSENT = frozenset({Outcome.DISALLOWED, Outcome.ROBOTS_UNREACHABLE, Outcome.REFUSED, Outcome.POSTPONED})

_AGAIN = "it is tried again by itself"
_ADVICE = {
    Outcome.DISALLOWED: "look for another source, or ask the site",
    Outcome.FORBIDDEN: "it may want a key (headers), or no programs at all",
    Outcome.CHALLENGE: "the site wants no programs; look for another source",
    Outcome.NOT_FOUND: "look for its new address on the site",
    Outcome.GONE: "it is not asked again; remove it, or give it a new url",
    Outcome.BAD_REDIRECT: "open it in a browser and look for its new address",
    Outcome.TOO_MANY_REDIRECTS: "open it in a browser and look for its new address",
    Outcome.DNS_FAILED: "check the host in its url",
    Outcome.TLS_FAILED: "open it in a browser and look for its new address",
    Outcome.TOO_LARGE: "raise settings.max_body_bytes if that is as it should be",
    Outcome.EMPTY: "open it in a browser to see whether there is anything",
} | dict.fromkeys(
    (
        Outcome.ROBOTS_UNREACHABLE,
        Outcome.POSTPONED,
        Outcome.RATE_LIMITED,
        Outcome.SERVER_ERROR,
        Outcome.CONNECT_FAILED,
        Outcome.TIMEOUT,
        Outcome.PROTOCOL_ERROR,
        Outcome.TRUNCATED,
    ),
    _AGAIN,
)
"""What a person does about a source that cannot be had; what answered with the wrong thing says so itself."""


def due_sources(
    sources: Iterable[Source],
    states: Mapping[SourceId, SourceState],
    *,
    now: datetime,
    only: Collection[SourceId],
    unfinished: Collection[SourceId] = (),
) -> list[Source]:
    """The sources to ask now: enabled ones whose interval, or back-off after failures, has passed.

    Args:
        sources: All that are configured.
        states: How those fared that were asked before.
        now: The time.
        only: Where not empty, exactly these, due or not, enabled or not.
        unfinished: Sources of a run that did not come to its end; what they showed may not have been dealt with.
    """
    if only:
        return [source for source in sources if source.id in only]
    return [
        source
        for source in sources
        if source.enabled and (source.id in unfinished or _is_due(source, states.get(source.id), now))
    ]


def _is_due(source: Source, state: SourceState | None, now: datetime) -> bool:
    if state is None:
        return True
    if state.gone or state.next_due_at is None:
        return not state.gone
    if state.last_attempt_at is not None and state.last_attempt_at > now:
        return True  # The clock was wrong then, or is now; what it was planned by must not silence a source for years.
    # A tenth of the interval is forgiven, or a timer that fires a second early would skip every other hour.
    return state.next_due_at - timedelta(seconds=source.interval_s / 10) <= now


class Books:
    """Writes down how each source fared, in the database and in the run's summary."""

    def __init__(self, store: Store, summary: RunSummary, run_id: int, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._summary = summary
        self._run_id = run_id
        self._clock = clock
        self._states: dict[SourceId, SourceState] = store.load_source_states()
        self._unreached: list[tuple[Source, FetchResult]] = []
        self._reached = False

    def due(self, sources: Iterable[Source], *, only: Collection[SourceId]) -> list[Source]:
        """``due_sources`` by what is known of them."""
        return due_sources(
            sources, self._states, now=self._clock(), only=only, unfinished=self._store.unfinished_sources()
        )

    def fetched(self, result: FetchResult) -> None:
        """Records every attempt of a request."""
        self._store.save_fetch(self._run_id, result)
        self._summary.requests += sum(_was_sent(attempt) for attempt in result.attempts)
        self._summary.not_modified += result.outcome is Outcome.NOT_MODIFIED
        self._summary.bytes_received += sum(attempt.body_bytes or 0 for attempt in result.attempts)

    def source_answered(self, source: Source, result: FetchResult, *, entries: int | None = None) -> None:
        """The source is well; ``entries`` is how many it showed, None where that is as before."""
        self._reached = True
        self._save_state(source, result, entries=entries)

    def source_failed(self, source: Source, result: FetchResult, detail: str) -> None:
        """The source is not well; that none could be reached at all is found out by ``settle``."""
        if result.outcome in UNREACHED:
            self._unreached.append((source, result))
            return
        self._reached = True
        self.fail(source, _with_advice(detail, result.outcome))
        self._save_state(source, result)

    def settle(self) -> None:
        """Blames sources for not being reachable only if another one was: else the network is down as a whole."""
        self._summary.offline = bool(self._unreached) and not self._reached
        for source, result in self._unreached:
            detail = result.detail or "could not be reached"
            if self._summary.offline:
                self.fail(source, detail)
            else:
                self.fail(source, _with_advice(detail, result.outcome))
                self._save_state(source, result)

    def fail(self, source: Source, detail: str) -> None:
        """Counts a source as failed in this run, with the first sentence that says why."""
        if source.id not in self._summary.failures:
            self._summary.sources_failed += 1
            self._summary.failures[source.id] = self._store.redacted(detail)

    def issue(self, source: Source, url: str, code: str, detail: str) -> None:
        """Something met and not understood, for the table ``issues``."""
        self._summary.issues += 1
        self._store.save_issue(self._run_id, code=code, source_id=source.id, url=url, detail=detail, now=self._clock())

    def warnings(self, source: Source, warnings: Iterable[ParseWarning]) -> None:
        """What a parser mended or could not understand."""
        for warning in warnings:
            self.issue(source, source.url, warning.code, warning.detail)

    def _save_state(self, source: Source, result: FetchResult, *, entries: int | None = None) -> None:
        now, before = self._clock(), self._states.get(source.id)
        succeeded = result.outcome in (Outcome.OK, Outcome.NOT_MODIFIED)
        failures = 0 if succeeded else (before.failures if before else 0) + 1
        due = next_due(
            last_attempt_at=now,
            interval_s=source.interval_s,
            consecutive_failures=failures,
            severity=result.severity,
            retry_after_s=result.retry_after_s,
        )
        state = SourceState(
            source_id=source.id,
            last_attempt_at=now,
            last_success_at=now if succeeded else (before.last_success_at if before else None),
            last_outcome=result.outcome,
            failures=failures,
            next_due_at=due,
            gone=due is None,
            entries=entries if entries is not None else (before.entries if before else None),
        )
        self._store.save_source_state(state)
        self._states[source.id] = state


def _was_sent(attempt: Attempt) -> bool:
    """Whether a server was asked, or tried to be: what our own rules end is no request."""
    return attempt.status is not None or attempt.outcome not in _UNSENT


def _with_advice(detail: str, outcome: Outcome) -> str:
    return f"{detail}; {_ADVICE[outcome]}" if outcome in _ADVICE else detail
