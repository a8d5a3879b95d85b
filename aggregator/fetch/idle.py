"""Where threads wait for something to do: one with an eye on the clock, the others until they are called.

With a timer each, all idle threads would wake when the next host is free, for one of them to find work. Known as
leader and followers: the leader that leaves with work calls another to watch the clock in its place.
"""

from __future__ import annotations

import threading
import time
from typing import Final

NEVER: Final = float("inf")


class IdleThreads:
    """Threads without work, and how they come to hear of some. All methods are called with ``lock`` held.

    Times are seconds on the monotonic clock; ``due_at`` is when there will be work, as far as is known, or ``NEVER``.
    Whoever makes work, takes some or makes room for its results says by ``expect`` when more is due.
    """

    def __init__(self, lock: threading.Lock) -> None:
        self._leader = threading.Condition(lock)
        self._followers = threading.Condition(lock)
        self._led_until: float | None = None
        """Until when the leader sleeps; None while there is none."""

    def wait(self, due_at: float) -> None:
        """Returns when it is worth looking for work again; it may have gone to another thread by then."""
        if self._led_until is not None:
            self.expect(due_at)
            self._followers.wait()
            return
        self._led_until = due_at
        try:
            self._leader.wait(None if due_at == NEVER else due_at - time.monotonic())
        finally:
            self._led_until = None

    def expect(self, due_at: float) -> None:
        """Sees to it that an idle thread, where there is one, looks for work at ``due_at``."""
        if self._led_until is None:
            if due_at < NEVER:
                self._followers.notify()
        elif due_at < self._led_until:
            self._leader.notify()

    def wake_all(self) -> None:
        """Every idle thread looks at once."""
        self._leader.notify_all()
        self._followers.notify_all()
