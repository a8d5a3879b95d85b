"""What follows from the stored articles after a run: their stories, then the facts that their claims add up to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import islice

from aggregator.models import FactChange, RunSummary, ShowId
from aggregator.pipeline.containment import Containment
from aggregator.store import Store

INDEXED_TOGETHER = 200
"""Texts in one transaction, which holds others up for some hundredths of a second."""


def draw_conclusions(
    store: Store, summary: RunSummary, *, run_id: int, now: datetime, also: Iterable[ShowId] = ()
) -> list[FactChange]:
    """What has changed in the facts, after texts that wait were indexed and stale shows worked out again.

    Some texts, and each show, are one short transaction, and wait until they have been dealt with: a run that is
    killed is made good by the next, and so is a show or text that an error of this program was met in.

    Args:
        store: Its articles and claims are read; stories, facts and changes written.
        summary: Changes and errors are counted in it.
        run_id: Changes are recorded with it.
        now: Facts are those of this day.
        also: Shows whose facts are worked out from all their claims, though they are not stale.

    Raises:
        StoreError: The database cannot be read or written.
    """
    contained = Containment(store, summary, run_id, now)
    waiting = iter(store.unindexed_articles())
    while some := tuple(islice(waiting, INDEXED_TOGETHER)):
        from aggregator.pipeline.stories import index_articles  # imported here as in most hours nothing waits

        index_articles(store, some, contained)
    changes: list[FactChange] = []
    stale, anew = store.stale_shows(now.astimezone(UTC).date()), frozenset(also)
    for show_id in sorted({*stale, *anew}):
        # Imported here because it takes a fifth of a second, and in most hours no show has become stale.
        from aggregator.pipeline.knowledge import refresh_facts

        with contained(f"working out the facts of the show {show_id}"):
            changes += refresh_facts(store, show_id, run_id=run_id, now=now, anew=show_id in anew)
    summary.fact_changes += len(changes)
    return changes
