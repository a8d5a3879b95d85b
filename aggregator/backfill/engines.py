"""Where shards are processed. An engine is an ``Executor``: ``submit`` a job, and its future has the ``ShardResult``.

A future ends with an exception where the worker died; what follows from that is the driver's to decide.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, Final, ParamSpec, TypeVar

from aggregator.errors import InputError

if TYPE_CHECKING:
    from distributed import Client

P = ParamSpec("P")
T = TypeVar("T")

ENGINES: Final = ("local", "dask", "serial")

WORKERS_WITHIN_S: Final = 300.0
"""How long a scheduler may be without any worker before we give up: those of a batch system take minutes to come."""
WAIT_TOLD_AFTER_S: Final = 5.0
"""Longer waits are told."""

DASK_LACKING: Final = "--engine dask needs the package distributed: pip install 'aggregator[dask]'; or --engine local"


class SerialEngine(Executor):
    """Does it here and at once. What brings a worker down brings this process down."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """A future that is done."""
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - the same in every engine: the future holds it
            future.set_exception(error)
        return future


class LocalEngine(Executor):
    """Processes of this machine, each a pool of its own: one that dies takes no other's work with it.

    In one common pool a death breaks the work of all, and which job was to blame could not be told.
    """

    def __init__(self, workers: int) -> None:
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="backfill")
        self._idle: SimpleQueue[ProcessPoolExecutor] = SimpleQueue()
        for _ in range(workers):
            self._idle.put(_pool_of_one())

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """A future that ends with ``BrokenProcessPool`` where the process dies."""
        return self._threads.submit(self._call, fn, *args, **kwargs)

    def _call(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        pool = self._idle.get()
        try:
            return pool.submit(fn, *args, **kwargs).result()
        except BrokenProcessPool:
            pool.shutdown()
            pool = _pool_of_one()
            raise
        finally:
            self._idle.put(pool)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Ends the processes once they have done what they are at."""
        self._threads.shutdown(wait, cancel_futures=cancel_futures)
        while not self._idle.empty():
            self._idle.get().shutdown(wait, cancel_futures=cancel_futures)


def _pool_of_one() -> ProcessPoolExecutor:
    # Spawned, not forked: this process has threads, and may have a connection to SQLite.
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(1, mp_context=context, initializer=_end_with_parent)


def _end_with_parent() -> None:
    """Lets a worker end where its parent was killed; it would wait for work for ever."""
    parent = multiprocessing.parent_process()

    def wait() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


@contextmanager
def open_engine(
    name: str, *, workers: int, scheduler: str | None = None, tell: Callable[[str], None] = lambda _: None
) -> Iterator[Executor]:
    """The engine of that name; what it has not begun as the context is left, it never will.

    Args:
        name: One of ``ENGINES``.
        workers: Processes to start; a scheduler has its own.
        scheduler: Address of a running Dask scheduler, such as ``tcp://10.0.0.5:8786``; None starts one here.
        tell: Told in words what is waited for, where that takes a while.

    Raises:
        InputError: Dask is not installed, the scheduler does not answer, or it gets no worker.
    """
    if name == "dask":
        with _dask(workers, scheduler, tell) as engine:
            yield engine
        return
    engine = SerialEngine() if name == "serial" else LocalEngine(workers)
    try:
        yield engine
    finally:
        engine.shutdown(cancel_futures=True)


@contextmanager
def _dask(workers: int, scheduler: str | None, tell: Callable[[str], None]) -> Iterator[Executor]:
    try:
        from distributed import Client, LocalCluster
    except ImportError as error:
        raise InputError(DASK_LACKING, subject="distributed") from error
    if scheduler is None:
        # One thread each: the parsers of a process are used by one document at a time. Ports of loopback alone.
        place: Any = LocalCluster(
            n_workers=workers, threads_per_worker=1, dashboard_address="127.0.0.1:0", silence_logs=50
        )
    else:
        place = scheduler
    for name in ("distributed", "tornado.application"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what goes wrong with them we say ourselves
    try:
        with Client(place, timeout="10s") as client:
            if scheduler is not None:
                _await_worker(client, scheduler, tell)
            yield client.get_executor(pure=False)  # an attempt is not the one before, which may have failed
    except OSError as error:
        if scheduler is None:
            raise
        raise InputError(f"no Dask scheduler answers at {scheduler}: {error}", subject=scheduler) from error
    finally:
        if scheduler is None:
            place.close()


def _await_worker(client: Client, scheduler: str, tell: Callable[[str], None]) -> None:
    """Returns once there is somebody to do the work, for which Dask would wait for ever and in silence."""
    begin = f"start one with: dask worker {scheduler} --nthreads 1"
    try:
        client.wait_for_workers(1, timeout=WAIT_TOLD_AFTER_S)
    except TimeoutError:
        tell(f"the Dask scheduler at {scheduler} has no workers; waiting {WORKERS_WITHIN_S:.0f} s for one; {begin}")
    else:
        return
    try:
        client.wait_for_workers(1, timeout=WORKERS_WITHIN_S)
    except TimeoutError as error:
        message = f"no worker came to the Dask scheduler at {scheduler} in {WORKERS_WITHIN_S:.0f} s; {begin}"
        raise InputError(message, subject=scheduler) from error
