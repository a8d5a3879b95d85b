from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest

from aggregator.fetch.idle import NEVER, IdleThreads

SOON_S = 0.05
LONG_S = 60.0
"""No test waits so long, unless a thread that should have been woken was not."""


class Crew:
    """Idle threads, each of which waits once and then goes: ``looking`` counts those that have woken."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.idle = IdleThreads(self.lock)
        self.looking = 0
        self._woken = threading.Condition(self.lock)
        self._threads: list[threading.Thread] = []
        self._waiting = 0

    def add(self, due_at: float) -> None:
        """One more thread, that knows of work at ``due_at``; returns when it sleeps."""
        thread = threading.Thread(target=self._wait, args=(due_at,), daemon=True)
        self._threads.append(thread)
        thread.start()
        with self.lock:
            assert self._woken.wait_for(lambda: self._waiting == len(self._threads), timeout=5)

    def wait_for(self, looking: int) -> None:
        """Returns when so many threads have woken."""
        with self.lock:
            assert self._woken.wait_for(lambda: self.looking >= looking, timeout=5)

    def dismiss(self) -> None:
        with self.lock:
            self.idle.wake_all()
        for thread in self._threads:
            thread.join(5)
            assert not thread.is_alive()

    def _wait(self, due_at: float) -> None:
        with self.lock:
            self._waiting += 1
            self._woken.notify_all()
            self.idle.wait(due_at)
            self.looking += 1
            self._woken.notify_all()


@pytest.fixture
def crew() -> Iterator[Crew]:
    crew = Crew()
    yield crew
    crew.dismiss()


def test_when_work_is_due_one_thread_looks_and_the_others_sleep_on(crew: Crew) -> None:
    due_at = time.monotonic() + SOON_S
    for _ in range(5):
        crew.add(due_at)
    crew.wait_for(1)
    assert time.monotonic() >= due_at
    time.sleep(SOON_S)  # timers of the others would be over by now
    assert crew.looking == 1


def test_whoever_takes_the_work_has_another_watch_the_clock(crew: Crew) -> None:
    for _ in range(3):
        crew.add(time.monotonic() + SOON_S)
    crew.wait_for(1)
    with crew.lock:
        crew.idle.expect(time.monotonic() + LONG_S)
    crew.wait_for(2)
    assert crew.looking == 2


def test_work_that_comes_sooner_is_not_left_until_the_clock_says_so(crew: Crew) -> None:
    crew.add(time.monotonic() + LONG_S)
    crew.add(NEVER)
    with crew.lock:
        crew.idle.expect(time.monotonic())
    crew.wait_for(1)


def test_a_thread_that_knows_of_sooner_work_tells_who_watches_the_clock(crew: Crew) -> None:
    crew.add(NEVER)
    crew.add(time.monotonic() + SOON_S)
    crew.wait_for(1)


def test_work_that_comes_later_wakes_nobody(crew: Crew) -> None:
    crew.add(time.monotonic() + SOON_S)
    with crew.lock:
        crew.idle.expect(time.monotonic() + LONG_S)
        crew.idle.expect(NEVER)
    crew.add(NEVER)
    crew.wait_for(1)
    with crew.lock:
        crew.idle.expect(NEVER)  # nobody watches the clock, and nobody needs to
    time.sleep(SOON_S)
    assert crew.looking == 1


def test_all_wake_at_the_end(crew: Crew) -> None:
    for due_at in (NEVER, time.monotonic() + LONG_S, NEVER):
        crew.add(due_at)
    began = time.monotonic()
    crew.dismiss()
    assert crew.looking == 3
    assert time.monotonic() - began < 5
