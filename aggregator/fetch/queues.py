"""One slow queue per host: who may be asked now, and what. A data structure without threads and without a clock.

Times are seconds on any clock that only goes forward; the caller says what time it is.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass, field
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(slots=True)
class _Host(Generic[T]):
    waiting: list[tuple[int, int, T]] = field(default_factory=list)
    """A heap of rank, order of arrival, item."""
    free_at: float = 0.0
    busy: bool = False


class HostQueues(Generic[T]):
    """Items wait for their host; each host serves one at a time, with a pause in between.

    Among the hosts that are free, the one that has been free longest comes first; within a host the lowest rank,
    then the order of arrival.
    """

    def __init__(self) -> None:
        self._hosts: dict[str, _Host[T]] = {}
        # Holds (free_at, host) of every host that is not busy and has items. It may hold stale entries beside
        # them, which ``_first`` drops: cheaper than looking for an entry to change it.
        self._free: list[tuple[float, str]] = []
        self._arrivals = 0

    def push(self, host: str, item: T, *, rank: int) -> None:
        """Puts ``item`` into the queue of ``host``."""
        queue = self._hosts.setdefault(host, _Host())
        self._arrivals += 1
        heapq.heappush(queue.waiting, (rank, self._arrivals, item))
        if len(queue.waiting) == 1 and not queue.busy:
            heapq.heappush(self._free, (queue.free_at, host))

    def take(self, now: float) -> tuple[str, T] | None:
        """The next item whose host is free, with the host, which is busy from here on; None where none is free."""
        free_at = self._first()
        if free_at is None or free_at > now:
            return None
        _, host = heapq.heappop(self._free)
        queue = self._hosts[host]
        queue.busy = True
        return host, heapq.heappop(queue.waiting)[2]

    def free_at(self) -> float | None:
        """When ``take`` will have something, should nothing be pushed or released before; None for never."""
        return self._first()

    def release(self, host: str, *, free_at: float) -> None:
        """The item taken from ``host`` is done with; the next may be taken from ``free_at`` on."""
        queue = self._hosts[host]
        queue.busy = False
        queue.free_at = free_at
        if queue.waiting:
            heapq.heappush(self._free, (free_at, host))

    def drain(self, host: str) -> list[T]:
        """Takes out everything that waits for ``host``, in order."""
        queue = self._hosts.setdefault(host, _Host())
        items = [item for _, _, item in sorted(queue.waiting, key=lambda entry: entry[:2])]
        queue.waiting.clear()
        return items

    def drain_all(self) -> list[T]:
        """Takes out everything that waits."""
        return [item for host in self._hosts for item in self.drain(host)]

    def _first(self) -> float | None:
        while self._free:
            free_at, host = self._free[0]
            queue = self._hosts[host]
            if queue.waiting and not queue.busy and queue.free_at == free_at:
                return free_at
            heapq.heappop(self._free)
        return None
