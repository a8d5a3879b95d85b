"""A mistake of ours, met while one thing is dealt with, costs that thing alone."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from aggregator.errors import StoreError
from aggregator.models import Outcome, RunSummary, SourceId
from aggregator.store import Store

MAX_FRAMES = 20
"""Calls that a kept traceback shows, the innermost of them."""


@dataclass(frozen=True, slots=True)
class Containment:
    """Keeps the tracebacks of one run in ``issues``, so that the run goes on and ends as one that met a bug."""

    store: Store
    summary: RunSummary
    run_id: int
    now: datetime

    @contextmanager
    def __call__(self, what: str, *, source_id: SourceId | None = None, url: str | None = None) -> Iterator[None]:
        """Whatever goes wrong inside is an issue ``unexpected``; a broken database ends the run.

        Args:
            what: What is being done, and to what.
            source_id: The source that led to it, where there is one.
            url: Where it was met.
        """
        try:
            yield
        except StoreError:
            raise
        except Exception:  # noqa: BLE001 - a bug met in one thing must not cost the others; its traceback is kept
            self.summary.unexpected += 1
            self.summary.issues += 1
            detail = f"{what}\n{traceback.format_exc(limit=-MAX_FRAMES)}"
            self.store.save_issue(
                self.run_id, code=Outcome.UNEXPECTED, source_id=source_id, url=url, detail=detail, now=self.now
            )
