"""A mistake of ours, met while one thing is dealt with, costs that thing alone."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from aggregator.errors import ParseError, StoreError
from aggregator.models import Outcome, RunSummary, SourceId
from aggregator.pipeline.books import Books
from aggregator.pipeline.visits import Visit
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


@contextmanager
def visiting(visit: Visit, url: str, books: Books) -> Iterator[None]:
    """Keeps the trouble of one answer, or of one entry in it, to itself: it is recorded, and the source goes on.

    The source is asked again in full. A mistake of ours counts against it, so that somebody looks.

    Args:
        visit: To the source.
        url: What is being dealt with.
        books: Where it is recorded.

    Raises:
        StoreError: A broken database ends the run.
    """
    try:
        yield
    except ParseError as error:
        visit.left_over = True
        books.issue(visit.source, url, error.outcome, str(error))
    except StoreError:
        raise
    except Exception:  # noqa: BLE001 - a bug met in one article must not cost the others; its traceback is kept
        visit.left_over = True
        books.unexpected(visit.source, url, traceback.format_exc(limit=-MAX_FRAMES))
