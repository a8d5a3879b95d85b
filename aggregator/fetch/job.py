"""A request on its way through hops and attempts, and what each answer does to it. No I/O, no clock."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from random import Random
from typing import TYPE_CHECKING

from aggregator.fetch import policy
from aggregator.fetch.policy import Ending
from aggregator.fetch.robots import MAX_ROBOTS_REDIRECTS
from aggregator.models import (
    Attempt,
    FetchResult,
    Outcome,
    Purpose,
    Request,
    Response,
    Settings,
    Severity,
    Validators,
)
from aggregator.redaction import printable_url

if TYPE_CHECKING:
    from aggregator.fetch.exchange import Answer

Site = tuple[str, bool]
"""Whose robots.txt: the origin, and whether private addresses are allowed, since that decides if it can be had."""


@dataclass(slots=True)
class Job:
    """A request and how far it has come. Belongs to one thread at a time."""

    request: Request
    site: Site | None = None
    """Set when this job asks for the robots.txt of that site."""
    visited: list[str] = field(default_factory=list)
    """The URLs of the current attempt, in order; the last is the one to ask next."""
    permanent: bool = True
    compressed: bool = True
    attempts: list[Attempt] = field(default_factory=list)
    failures: int = 0
    started_at: datetime | None = None
    spent_s: float = 0.0
    """Time that the current attempt has taken, without the waits between its hops."""

    def __post_init__(self) -> None:
        self.restart()

    @property
    def url(self) -> str:
        """The URL to ask next."""
        return self.visited[-1]

    def restart(self) -> None:
        """Goes back to the URL of the request, for a new attempt."""
        self.visited = [self.request.url]
        self.permanent = True
        self.started_at = None
        self.spent_s = 0.0

    def follow(self, url: str, *, permanent: bool) -> None:
        """Goes on to ``url``, where a redirect leads."""
        self.visited.append(url)
        self.permanent = self.permanent and permanent

    def record(self, ending: Ending, now: datetime, answer: Answer | None = None) -> None:
        """Adds the attempt that ended so."""
        attempt = Attempt(
            url=self.request.url,
            outcome=ending.outcome,
            severity=ending.severity,
            started_at=self.started_at or now,
            elapsed_s=self.spent_s,
            status=answer.status if answer else None,
            body_bytes=answer.body.received_bytes if answer else None,
            detail=self._detail(ending),
        )
        self.attempts.append(attempt)

    def finish(
        self, ending: Ending, now: datetime, answer: Answer | None = None, retry_after_s: float | None = None
    ) -> FetchResult:
        """Adds the attempt that ended so and makes it the result."""
        self.record(ending, now, answer)
        return self.result(ending, now, answer, retry_after_s)

    def result(
        self, ending: Ending, now: datetime, answer: Answer | None = None, retry_after_s: float | None = None
    ) -> FetchResult:
        """What became of the request, its last attempt having ended so."""
        received = policy.read_validators(answer.header) if answer else Validators()
        response = None
        if ending.outcome is Outcome.NOT_MODIFIED:
            received = policy.merge_validators(self.request.validators, received)
        elif ending.outcome is Outcome.OK and answer is not None:
            response = Response(
                url=self.url,
                content_type=(answer.header("content-type") or "").lower(),
                body=answer.body.data,
                validators=received,
                fetched_at=now,
                redirects=tuple(self.visited[:-1]),
                permanent_redirect=len(self.visited) > 1 and self.permanent,
                status=answer.status,
                headers=tuple(answer.headers.items()),
            )
        else:
            received = Validators()
        return FetchResult(
            request=self.request,
            outcome=ending.outcome,
            severity=ending.severity,
            attempts=tuple(self.attempts),
            response=response,
            validators=received,
            retry_after_s=retry_after_s,
            detail=self._detail(ending),
        )

    def _detail(self, ending: Ending) -> str | None:
        if ending.detail is None or len(self.visited) == 1:
            return ending.detail
        return f"{ending.detail} (redirected to {printable_url(self.url)})"


@dataclass(frozen=True, slots=True)
class Step:
    """What an exchange leads to: a result, or, where that is None, one more exchange for the same job.

    ``wait_s`` is the least time to leave the host alone before that; ``asked_s`` what the server itself asked for,
    None where it did not.
    """

    result: FetchResult | None = None
    wait_s: float = 0.0
    asked_s: float | None = None


def advance(
    job: Job, reply: Answer | Ending, *, settings: Settings, now: datetime, patience_s: float, rng: Random
) -> Step:
    """Moves ``job`` on by one answer, or by the reason why there is none.

    Args:
        job: Changed to be ready for the next exchange where there is to be one.
        reply: What came of the exchange.
        settings: For ``max_redirects`` and ``max_attempts``.
        now: End of the exchange.
        patience_s: How much longer this run can wait for the host.
        rng: For the jitter.
    """
    if isinstance(reply, Ending):
        ending, answer, asked_s = reply, None, None
    else:
        answer = reply
        judged = _judge(job, answer, settings)
        if isinstance(judged, str):
            job.follow(judged, permanent=policy.is_permanent_redirect(answer.status))
            return Step()
        ending = judged
        asked_s = policy.asked_wait_s(answer.status, answer.header, now)
        if asked_s is not None:
            asked_s *= 1.0 + policy.RETRY_AFTER_JITTER * rng.random()
    job.record(ending, now, answer)
    if ending.outcome is Outcome.BAD_ENCODING and job.compressed:
        job.compressed = False  # servers that garble compression mostly manage without
        job.restart()
        return Step()
    job.failures += 1
    if ending.severity is Severity.TEMPORARY and job.failures < settings.max_attempts:
        wait_s = max(policy.backoff_s(job.failures, rng), asked_s or 0.0)
        if wait_s <= patience_s:
            job.restart()
            return Step(wait_s=wait_s, asked_s=asked_s)
    return Step(job.result(ending, now, answer, asked_s), asked_s=asked_s)


def _judge(job: Job, answer: Answer, settings: Settings) -> Ending | str:
    """What ``answer`` means, or the URL that it sends us to."""
    is_robots = job.request.purpose is Purpose.ROBOTS
    if policy.is_redirect(answer.status):
        limit = MAX_ROBOTS_REDIRECTS if is_robots else settings.max_redirects
        return policy.next_hop(tuple(job.visited), answer.header("location"), max_redirects=limit)
    if not is_robots and policy.is_challenge(answer.status, answer.headers, answer.body.data):
        return Ending(Outcome.CHALLENGE, Severity.SOFT, "answers with a test for browsers")
    ending = policy.classify_status(answer.status, conditional=bool(job.request.validators))
    if ending is policy.OK and not answer.body.data and not is_robots:
        return Ending(Outcome.EMPTY, Severity.SOFT, "answered without any content")
    if ending.severity is Severity.PERMANENT and not job.permanent:
        # The end of a temporary redirect may be gone while the address itself lives on.
        return replace(ending, severity=Severity.SOFT)
    return ending
