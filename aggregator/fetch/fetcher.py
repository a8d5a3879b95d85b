"""Asks many hosts at once and each of them slowly: threads around the queues, the gate and the rules."""

from __future__ import annotations

import sys
import threading
import time
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

from aggregator.errors import FetchError
from aggregator.fetch import policy
from aggregator.fetch.body import Limits
from aggregator.fetch.gate import RefusedError, check_url, origin_of
from aggregator.fetch.idle import NEVER, IdleThreads
from aggregator.fetch.job import Job, Site, Step, advance
from aggregator.fetch.policy import Ending
from aggregator.fetch.queues import HostQueues
from aggregator.fetch.robots import (
    MAX_ROBOTS_BYTES,
    Robots,
    is_fresh,
    product_token,
    read_robots,
    remembered_robots,
    robots_file,
)
from aggregator.models import FetchResult, Outcome, Purpose, Request, RobotsFile, Settings, Severity, Source
from aggregator.urls import host_of

if TYPE_CHECKING:
    import httpx

    from aggregator.fetch.exchange import Answer

MAX_HOLD_S: Final = 60.0
"""A run waits no longer than this, all Retry-Afters taken together, for any one host."""
GIVE_UP_AFTER: Final = 3
"""After so many requests in a row that found no way to a host, the rest of its queue is left for the next run."""
CLOSE_WAIT_S: Final = 0.5
"""How long leaving may take to let threads end tidily; they are daemons, and those in the middle of a read are left."""

_RANKS: Final = {Purpose.ROBOTS: 0, Purpose.SOURCE: 1, Purpose.ARTICLE: 2}
_NO_WAY: Final = frozenset({Outcome.DNS_FAILED, Outcome.CONNECT_FAILED, Outcome.TLS_FAILED, Outcome.TIMEOUT})
_TIME_IS_UP: Final = Ending(Outcome.POSTPONED, Severity.TEMPORARY, "the time of this run was up")


def _import_httpx() -> None:
    """Imports httpx without its own command line, which takes a tenth of a run that finds nothing new.

    It imports that where click and rich are installed, as with us, and does without where there is no such module,
    which is what None says in ``sys.modules``.
    """
    if "httpx" in sys.modules:
        return
    sys.modules["httpx._main"] = None  # type: ignore[assignment]
    try:
        import httpx  # noqa: F401 - for all who import it from now on
    finally:
        del sys.modules["httpx._main"]


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(slots=True)
class _HostState:
    delay_s: float
    held_s: float = 0.0
    """All that Retry-After has asked for so far."""
    failures: int = 0
    """Requests in a row that found no way to the host."""
    closed: Ending | None = None
    """How every further request of this run ends."""
    retry_after_s: float | None = None


class Fetcher:
    """Fetches what is submitted, with a few threads, and hands the results to the thread that asks for them.

    Each host (name and port) is asked one thing at a time, its sources first, with ``per_host_delay_s`` or the
    Crawl-delay of its robots.txt in between; hops of redirects, retries and robots.txt are asked in the same queue.
    Every request ends as exactly one result, whatever happens.

    ::

        with Fetcher(settings, version="1.0") as fetcher:
            fetcher.submit(Request(source, source.url, Purpose.SOURCE))
            for result in fetcher.results():
                ...  # may submit more

    Args:
        settings: Limits, delays, contact.
        version: Of this program, for the User-Agent.
        clock: The time for ``started_at``, ``fetched_at`` and Retry-After dates.
        transport_for: Replaces real connections, as by httpx.MockTransport; addresses are then judged by nobody.
        robots: Files that earlier runs have read; what is not a day old is not asked for again.
        waits: Until when hosts have asked earlier runs to leave them alone.
        deadline_s: Seconds from now after which what has not been answered ends as POSTPONED; None for no limit.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        version: str,
        clock: Callable[[], datetime] = _utc_now,
        transport_for: Callable[[Source], httpx.BaseTransport] | None = None,
        robots: Iterable[RobotsFile] = (),
        waits: Mapping[str, datetime] | None = None,
        deadline_s: float | None = None,
    ) -> None:
        _import_httpx()
        from aggregator.fetch.exchange import user_agent
        from aggregator.fetch.transport import Connections

        self._settings = settings
        self._clock = clock
        self._transport_for = transport_for
        self._connections = Connections()
        self._over_at = NEVER if deadline_s is None else time.monotonic() + deadline_s
        self._agent = user_agent(settings, version)
        self._token = product_token(self._agent)
        self._rng = Random()  # noqa: S311 - jitter, no secret
        self._max_results = max(2, settings.concurrency)

        self._lock = threading.Lock()
        self._result_ready = threading.Condition(self._lock)
        # Everything below is touched with the lock held alone.
        self._idle = IdleThreads(self._lock)
        self._queues: HostQueues[tuple[Job, httpx.URL]] = HostQueues()
        self._hosts: dict[str, _HostState] = {}
        self._robots: dict[Site, Robots] = {}
        self._remembered = {file.origin: file for file in robots if is_fresh(file, clock())}
        self._robots_files: dict[str, RobotsFile] = {}
        self._waits: dict[str, datetime] = {}
        self._awaiting_robots: dict[Site, list[Job]] = {}
        self._results: deque[FetchResult] = deque()
        self._outstanding = 0
        self._threads: list[threading.Thread] = []
        self._stopped = False
        self._crash: Exception | None = None
        self._remember_waits(waits or {}, clock())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # --- the caller's side -----------------------------------------------------------------------------------

    def submit(self, request: Request) -> None:
        """Takes ``request`` on; never waits.

        Raises:
            FetchError: The fetcher has been closed.
        """
        with self._lock:
            if self._stopped:
                raise FetchError("the fetcher has been closed; open a new one", subject=request.url)
            self._outstanding += 1
            self._enqueue(Job(request))
            self._idle.expect(self._due_at())
            if len(self._threads) < self._settings.concurrency:
                thread = threading.Thread(target=self._work, name=f"fetch-{len(self._threads)}", daemon=True)
                self._threads.append(thread)
                thread.start()

    def results(self) -> Iterator[FetchResult]:
        """Results in the order in which they come, until nothing that was submitted is outstanding.

        While results wait to be taken no further requests are made, so that memory holds a handful of bodies.

        Raises:
            FetchError: The threads have failed by a mistake of ours, which is the cause.
        """
        while (result := self._next_result()) is not None:
            yield result

    def robots_files(self) -> tuple[RobotsFile, ...]:
        """The robots.txt files that were asked for, to be remembered for the next run."""
        with self._lock:
            return tuple(self._robots_files.values())

    def waits(self) -> dict[str, datetime]:
        """Until when hosts have asked to be left alone for longer than this run could wait."""
        with self._lock:
            return dict(self._waits)

    def close(self) -> None:
        """Stops at once; what is outstanding is dropped. Closing twice is fine."""
        with self._lock:
            self._stopped = True
            self._idle.wake_all()
            self._result_ready.notify_all()
        until = time.monotonic() + CLOSE_WAIT_S
        for thread in self._threads:
            thread.join(max(0.0, until - time.monotonic()))
        self._connections.close()

    def _next_result(self) -> FetchResult | None:
        with self._lock:
            while not self._results:
                if self._crash is not None:
                    raise FetchError("fetching failed by a bug of ours; please report it") from self._crash
                if self._stopped or not self._outstanding:
                    return None
                self._result_ready.wait()
            self._outstanding -= 1
            result = self._results.popleft()
            self._idle.expect(self._due_at())
            return result

    # --- the queues' side, with the lock held ----------------------------------------------------------------

    def _enqueue(self, job: Job) -> None:
        """Brings ``job`` into the queue of the host of its next URL, by way of the gate and robots.txt."""
        try:
            url = check_url(job.url)
        except RefusedError as refusal:
            self._end(job, Ending(Outcome.REFUSED, Severity.SOFT, str(refusal)))
            return
        host = host_of(job.url)
        state = self._hosts.setdefault(host, _HostState(self._settings.per_host_delay_s))
        if state.closed is not None:
            self._end(job, state.closed, state.retry_after_s)
            return
        if job.site is None:
            site = (origin_of(url), job.request.source.allow_private)
            robots = self._robots_of(site)
            if robots is None:
                self._ask_robots(site, job)
                return
            state.delay_s = max(state.delay_s, robots.crawl_delay_s)
            barred = robots.judge(job.url)
            if barred is not None:
                self._end(job, barred, robots.retry_after_s)
                return
        self._queues.push(host, (job, url), rank=_RANKS[job.request.purpose])

    def _robots_of(self, site: Site) -> Robots | None:
        file = self._remembered.get(site[0])
        if file is not None and site not in self._robots:
            self._robots[site] = remembered_robots(file, self._token)
        return self._robots.get(site)

    def _ask_robots(self, site: Site, job: Job) -> None:
        waiting = self._awaiting_robots.setdefault(site, [])
        waiting.append(job)
        if len(waiting) > 1:
            return
        request = Request(job.request.source, f"{site[0]}/robots.txt", Purpose.ROBOTS)
        self._enqueue(Job(request, site=site))

    def _end(self, job: Job, ending: Ending, retry_after_s: float | None = None) -> None:
        self._deliver(job, job.finish(ending, self._clock(), retry_after_s=retry_after_s))

    def _deliver(self, job: Job, result: FetchResult) -> None:
        """Hands out ``result``; that of a robots.txt goes to the jobs that wait for it."""
        if job.site is None:
            self._results.append(result)
            self._result_ready.notify()
            return
        waiting = self._awaiting_robots.pop(job.site)
        file = robots_file(result, job.site[0], self._clock())
        if file is not None:
            self._robots_files[file.origin] = file
        self._robots[job.site] = read_robots(result, file, self._token, redirected=len(job.visited) > 1)
        waiting[0].attempts.extend(result.attempts)  # the one that caused it
        for released in waiting:
            self._enqueue(released)

    def _settle(self, host: str, job: Job, step: Step) -> None:
        """Acts on what the exchange of ``job`` with ``host`` led to."""
        state = self._hosts[host]
        wait_s = max(state.delay_s, step.wait_s, step.asked_s or 0.0)
        self._queues.release(host, free_at=time.monotonic() + wait_s)
        if step.result is not None:
            self._deliver(job, step.result)
            state.failures = state.failures + 1 if step.result.outcome in _NO_WAY else 0
            if state.failures >= GIVE_UP_AFTER:
                self._close_host(host, f"{state.failures} requests in a row found no way to the host")
        if step.asked_s is not None:
            patience_s = self._patience_s(state)
            state.held_s += step.asked_s
            if step.asked_s > patience_s:
                self._close_host(host, "the host asks to be left alone for longer than a run can wait", step.asked_s)
        if step.result is None:
            self._enqueue(job)

    def _remember_waits(self, waits: Mapping[str, datetime], now: datetime) -> None:
        for host, until in waits.items():
            left_s = (until - now).total_seconds()
            if 0 < left_s <= policy.LONGEST_WAIT_S:  # longer ones come of a clock that was set back
                why = f"the host asks to be left alone until {until:%Y-%m-%d %H:%M} UTC"
                closed = Ending(Outcome.POSTPONED, Severity.TEMPORARY, why)
                self._hosts[host] = _HostState(self._settings.per_host_delay_s, closed=closed, retry_after_s=left_s)

    def _close_host(self, host: str, why: str, retry_after_s: float | None = None) -> None:
        """Ends all that waits for ``host``, and all that will come for it in this run."""
        state, ending = self._hosts[host], Ending(Outcome.POSTPONED, Severity.TEMPORARY, why)
        state.closed, state.retry_after_s = ending, retry_after_s
        if retry_after_s is not None:
            self._waits[host] = self._clock() + timedelta(seconds=retry_after_s)
        for job, _ in self._queues.drain(host):
            self._end(job, ending, retry_after_s)

    def _patience_s(self, state: _HostState) -> float:
        return min(MAX_HOLD_S - state.held_s, self._over_at - time.monotonic())

    # --- the threads' side -----------------------------------------------------------------------------------

    def _work(self) -> None:
        try:
            while (taken := self._take()) is not None:
                host, (job, url) = taken
                step = self._ask(host, job, url)
                with self._lock:
                    self._settle(host, job, step)
        except Exception as error:  # noqa: BLE001 - raised again in the caller's thread, by results()
            with self._lock:
                self._crash = error
                self._result_ready.notify_all()

    def _take(self) -> tuple[str, tuple[Job, httpx.URL]] | None:
        """Waits for a host that may be asked; None when it is time to leave."""
        with self._lock:
            while not self._stopped:
                now = time.monotonic()
                if now >= self._over_at:
                    for job, _ in self._queues.drain_all():
                        self._end(job, _TIME_IS_UP)
                taken = self._queues.take(now) if self._has_room() else None
                if taken is not None:
                    self._idle.expect(self._due_at())
                    return taken
                self._idle.wait(self._due_at())
            return None

    def _has_room(self) -> bool:
        return len(self._results) < self._max_results

    def _due_at(self) -> float:
        """When there is something to do for a thread, on the monotonic clock."""
        free_at = self._queues.free_at()
        return NEVER if free_at is None or not self._has_room() else min(free_at, self._over_at)

    def _ask(self, host: str, job: Job, url: httpx.URL) -> Step:
        """One exchange; never raises."""
        try:
            started = time.monotonic()
            job.started_at = job.started_at or self._clock()
            reply = self._exchange(host, job, url)
            job.spent_s += time.monotonic() - started
            with self._lock:
                patience_s = self._patience_s(self._hosts[host])
            return advance(job, reply, settings=self._settings, now=self._clock(), patience_s=patience_s, rng=self._rng)
        except Exception:  # noqa: BLE001 - a bug of ours must cost one request, and must be seen: it is stored
            ending = Ending(Outcome.UNEXPECTED, Severity.SOFT, traceback.format_exc())
            return Step(job.finish(ending, self._clock()))

    def _exchange(self, host: str, job: Job, url: httpx.URL) -> Answer | Ending:
        from aggregator.fetch.exchange import exchange, request_headers

        is_robots = job.request.purpose is Purpose.ROBOTS
        limits = Limits(
            max_bytes=MAX_ROBOTS_BYTES if is_robots else self._settings.max_body_bytes,
            deadline=min(time.monotonic() + self._settings.total_timeout_s - job.spent_s, self._over_at),
            cut=is_robots,
            stopped=lambda: self._stopped,
        )
        headers = request_headers(job.request, url, self._agent, compressed=job.compressed)
        try:
            with self._transport(host, job.request.source) as transport:
                return exchange(transport, url, headers, limits, connect_timeout_s=self._settings.connect_timeout_s)
        except Exception as error:
            if time.monotonic() >= self._over_at:
                return _TIME_IS_UP
            ending = policy.classify_error(error)
            if ending is None:
                raise
            return ending

    @contextmanager
    def _transport(self, host: str, source: Source) -> Iterator[httpx.BaseTransport]:
        if self._transport_for is not None:
            yield self._transport_for(source)
            return
        with self._connections.borrow(host, allow_private=source.allow_private) as transport:
            yield transport
