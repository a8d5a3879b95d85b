"""The books of a run: the health of each source, what failed, and what was met and not understood."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from aggregator.fetch import UNREACHED, Reach, next_due
from aggregator.models import (
    Attempt,
    FetchResult,
    Outcome,
    ParseWarning,
    RunSummary,
    Severity,
    Source,
    SourceId,
    SourceState,
)
from aggregator.pipeline.habits import FullAnswer, after_full_answer

if TYPE_CHECKING:
    from aggregator.store import Store

_UNSENT = frozenset(
    {Outcome.DISALLOWED, Outcome.ROBOTS_UNREACHABLE, Outcome.REFUSED, Outcome.POSTPONED, Outcome.NO_SECRET}
)
_AWAITS_VERDICT = UNREACHED | {Outcome.POSTPONED}
"""How a source's request ends where it may be the network as a whole; a host that is given up postpones the rest."""
_AWAY = frozenset({Outcome.NOT_FOUND, Outcome.GONE})

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
    Outcome.NO_SECRET: "set it, or disable the source with enabled: false",
    Outcome.PARSER_ENDED: "it is tried again by itself, less and less often",
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
        self._addresses: dict[SourceId, str] = {}
        self._reach = Reach()
        self._unreached: list[tuple[Source, FetchResult, str]] = []

    def due(self, sources: Collection[Source], *, only: Collection[SourceId]) -> list[Source]:
        """``due_sources`` by what is known of them."""
        self._addresses = {source.id: self.address_of(source) for source in sources if source.enabled}
        return due_sources(
            sources, self._states, now=self._clock(), only=only, unfinished=self._store.unfinished_sources()
        )

    def state_of(self, source: Source) -> SourceState:
        """What is remembered of a source; of a new one nothing."""
        return self._states.get(source.id) or SourceState(source.id)

    def address_of(self, source: Source) -> str:
        """Where the source is asked: at the address in sources.yaml, unless it has moved for good."""
        return self.state_of(source).moved_to or source.url

    def fetched(self, result: FetchResult) -> None:
        """Records every attempt of a request; one that the gate refused is told as an issue, whoever led to it."""
        self._store.save_fetch(self._run_id, result)
        self._reach.note(result)
        self._summary.requests += sum(_was_sent(attempt) for attempt in result.attempts)
        self._summary.not_modified += result.outcome is Outcome.NOT_MODIFIED
        self._summary.bytes_received += sum(attempt.body_bytes or 0 for attempt in result.attempts)
        refusals = [attempt.detail for attempt in result.attempts if attempt.outcome is Outcome.REFUSED]
        if refusals:
            self.issue(result.request.source, result.request.url, "security", refusals[-1] or "refused")

    def source_unchanged(self, source: Source, result: FetchResult) -> None:
        """The source is well, and says that nothing has changed."""
        self._save(replace(self._after(source, result), not_modified_at=self._clock()))

    def source_answered(self, answer: FullAnswer, result: FetchResult, *, entries: int | None = None) -> None:
        """The source is well, and answered in full; ``entries`` is how many it showed, None where that is as before."""
        source = answer.source
        others = [url for source_id, url in self._addresses.items() if source_id != source.id]
        state, notices = after_full_answer(self._after(source, result), answer, others)
        self._save(state if entries is None else replace(state, entries=entries))
        self._addresses[source.id] = self.address_of(source)
        for notice in notices:
            self.issue(source, source.url, notice.code, notice.detail)
            if notice.is_told:
                self.notice(source.id, notice.detail)

    def source_failed(self, source: Source, result: FetchResult, detail: str) -> None:
        """The source is not well, or else, as ``settle`` finds out, the network is not."""
        if result.outcome in _AWAITS_VERDICT:
            self._unreached.append((source, result, detail))
        else:
            self._blame(source, result, detail)

    def settle(self) -> None:
        """Blames sources for not being reachable, unless the network is down as a whole: then they are as before."""
        self._summary.offline = self._reach.is_offline
        for source, result, detail in self._unreached:
            if self._summary.offline:
                self._summary.unreached[source.id] = detail
            else:
                self._blame(source, result, detail)

    def fail(self, source: Source, detail: str) -> None:
        """Counts a source as failed in this run, with the first sentence that says why."""
        if source.id not in self._summary.failures:
            self._summary.sources_failed += 1
            self._summary.failures[source.id] = self._store.redacted(detail)

    def issue(self, source: Source | None, url: str | None, code: str, detail: str) -> None:
        """Something met and not understood, for the table ``issues``; None where no single source or URL is meant."""
        self._summary.issues += 1
        source_id = source.id if source else None
        self._store.save_issue(self._run_id, code=code, source_id=source_id, url=url, detail=detail, now=self._clock())

    def notice(self, subject: str, detail: str) -> None:
        """Something to be said by this run, whether or not anybody looks on."""
        self._summary.notices[subject] = self._store.redacted(detail)

    def unexpected(self, source: Source, url: str, trace: str) -> None:
        """A mistake of this program, with its traceback."""
        self._summary.unexpected += 1
        self.issue(source, url, Outcome.UNEXPECTED, trace)
        self.fail(source, f"an error of this program on {url}; its traceback is in the table issues")

    def warnings(self, source: Source, warnings: Iterable[ParseWarning]) -> None:
        """What a parser mended or could not understand."""
        for warning in warnings:
            self.issue(source, source.url, warning.code, warning.detail)

    def _blame(self, source: Source, result: FetchResult, detail: str) -> None:
        state = self._after(source, result)
        if state.moved_to is not None and result.outcome in _AWAY:
            # What was adopted is no better than what stands in sources.yaml: the next run asks there again.
            state = replace(state, moved_to=None, move=None, gone=False, next_due_at=self._clock())
            detail = f"{detail} at {self.address_of(source)}, where it had moved; it is asked at {source.url} again"
        else:
            detail = _with_advice(detail, result.outcome)
        self.fail(source, detail)
        self._save(state)

    def _after(self, source: Source, result: FetchResult) -> SourceState:
        """The state of the source after a result, as far as any result tells."""
        now, before = self._clock(), self.state_of(source)
        succeeded = result.severity is Severity.OK
        failures = 0 if succeeded else before.failures + 1
        due = next_due(
            last_attempt_at=now,
            interval_s=source.interval_s,
            # Where nobody was asked, nobody is spared by waiting.
            consecutive_failures=0 if result.outcome is Outcome.NO_SECRET else failures,
            severity=result.severity,
            retry_after_s=result.retry_after_s,
            costly=result.outcome is Outcome.PARSER_ENDED,
        )
        return replace(
            before,
            last_attempt_at=now,
            last_success_at=now if succeeded else before.last_success_at,
            last_outcome=result.outcome,
            failures=failures,
            next_due_at=due,
            gone=due is None,
        )

    def _save(self, state: SourceState) -> None:
        self._store.save_source_state(state)
        self._states[state.source_id] = state


def _was_sent(attempt: Attempt) -> bool:
    """Whether a server was asked, or tried to be: what our own rules end is no request."""
    return attempt.status is not None or attempt.outcome not in _UNSENT


def _with_advice(detail: str, outcome: Outcome) -> str:
    return f"{detail}; {_ADVICE[outcome]}" if outcome in _ADVICE else detail
