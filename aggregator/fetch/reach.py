"""Whether it is our network that is down, and not the sources. Pure."""

from __future__ import annotations

from typing import Final

from aggregator.models import FetchResult, Outcome
from aggregator.urls import host_of

MIN_HOSTS_OFFLINE: Final = 2
"""One host that cannot be reached may be gone; of several, rather the network is."""

UNREACHED: Final = frozenset({Outcome.DNS_FAILED, Outcome.CONNECT_FAILED})
"""How a request ends on a machine without a network; nothing that a server answered is among them."""

_UNTRIED: Final = frozenset({Outcome.REFUSED, Outcome.POSTPONED, Outcome.DISALLOWED, Outcome.ROBOTS_UNREACHABLE})
"""Ended by our own rules, often by what an earlier run remembered: says nothing of the network."""


class Reach:
    """What the requests of one run, noted one by one, say of the network."""

    def __init__(self) -> None:
        self._anybody = False
        self._in_vain: set[str] = set()

    def note(self, result: FetchResult) -> None:
        """Takes one result into account, with all of its attempts."""
        for attempt in result.attempts:
            if attempt.status is not None or attempt.outcome not in UNREACHED | _UNTRIED:
                self._anybody = True  # an answer, or somebody who is slow, or does not speak TLS as we do
            elif attempt.outcome in UNREACHED:
                self._in_vain.add(host_of(attempt.url))

    @property
    def is_offline(self) -> bool:
        """Several hosts were tried, and nobody was there."""
        return not self._anybody and len(self._in_vain) >= MIN_HOSTS_OFFLINE
