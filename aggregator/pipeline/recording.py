"""A run's row in the database, from its beginning to however it ends."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aggregator.models import RunSummary
    from aggregator.store import Store


@contextmanager
def recorded_run(
    store: Store,
    summary: RunSummary,
    *,
    command: str,
    version: str,
    started_at: datetime,
    clock: Callable[[], datetime],
) -> Iterator[int]:
    """The id of a run that is recorded as ok, failed, interrupted or crashed when the block is left.

    Args:
        store: Where it is recorded.
        summary: What it counts; recorded as it is in the end.
        command: ``run``, ``backfill``...
        version: Of this program.
        started_at: When it begins.
        clock: Tells when it ends.
    """
    run_id = store.begin_run(command=command, version=version, pid=os.getpid(), now=started_at)
    status = "crashed"
    try:
        yield run_id
        status = "failed" if summary.failures or summary.unexpected else "ok"
    except KeyboardInterrupt:
        status = "interrupted"
        raise
    finally:
        store.finish_run(run_id, summary, status=status, now=clock())
