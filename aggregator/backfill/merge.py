"""Findings to database rows: one writer, one order, and what is stored already is met again and not stored again."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Final

from aggregator.backfill.findings import Finding, Step, StepKind, from_lines
from aggregator.models import EntryState, KnownEntry, SourceId
from aggregator.pipeline import Ingest
from aggregator.pipeline.containment import Containment
from aggregator.pipeline.entries import MAX_ENTRY_FAILURES, is_settled
from aggregator.urls import canonicalize_url

if TYPE_CHECKING:
    from datetime import datetime

STORED_TOGETHER: Final = 100
"""Steps in one transaction, which holds others up for some hundredths of a second."""


def merge(findings: Iterable[Path], ingest: Ingest, *, now: datetime) -> None:
    """Stores what the files of findings hold, in their order; then stories and facts follow.

    Doing it again changes nothing, so that one that was killed is made good by the next: what was fetched earlier
    than a stored text does not take its place, and an entry that was dealt with is passed over.

    Args:
        findings: Files of ``process_shard``.
        ingest: With ``replays``.
        now: Facts are those of this day.

    Raises:
        StoreError: The database cannot be written.
    """
    contained = Containment(ingest.store, ingest.summary, ingest.run_id, now)
    writer = _Merge(ingest)
    for some in _together(chain.from_iterable(map(_read, findings))):
        with ingest.store.transaction():
            for finding in some:
                with contained("storing what an archive holds", url=finding.url):
                    writer.take(finding)
    ingest.draw_conclusions(now)


def _read(path: Path) -> Iterator[Finding]:
    with gzip.open(path, "rb") as file:
        yield from from_lines(file)


def _together(findings: Iterable[Finding]) -> Iterator[list[Finding]]:
    """The findings in their order, as many at a time as are stored in one transaction."""
    some: list[Finding] = []
    steps = 0
    for finding in findings:
        some.append(finding)
        steps += len(finding.steps)
        if steps >= STORED_TOGETHER:
            yield some
            some, steps = [], 0
    yield some


class _Merge:
    """What ``pipeline.articles`` does about entries and pages, from steps instead of answers."""

    def __init__(self, ingest: Ingest) -> None:
        self._ingest = ingest
        self._store = ingest.store

    def take(self, finding: Finding) -> None:
        known = self._known(finding)
        for step in finding.steps:
            self._step(step, finding, known.get(self._key(step)))

    def _known(self, finding: Finding) -> dict[tuple[SourceId, str], KnownEntry]:
        """The entries that are remembered, as they are before any of the steps."""
        by_source: dict[SourceId, list[str]] = {}
        for step in finding.steps:
            if step.entry is not None:
                by_source.setdefault(step.source_id, []).append(self._store.redacted(step.entry.key))
        return {
            (source_id, key): entry
            for source_id, keys in by_source.items()
            for key, entry in self._store.load_entries(source_id, keys).items()
        }

    def _key(self, step: Step) -> tuple[SourceId, str]:
        return step.source_id, self._store.redacted(step.entry.key) if step.entry else ""

    def _step(self, step: Step, finding: Finding, known: KnownEntry | None) -> None:
        entry, at = step.entry, finding.fetched_at
        settled = known is not None and entry is not None and is_settled(known, entry, self._ingest.catalogue)
        match step.kind:
            case StepKind.PAGE:
                self._article(step, at)
            case StepKind.CARRIED if not settled:
                self._article(step, at)
            case StepKind.PUT_ASIDE if not settled:
                self._ingest.put_aside(step.source_id, entry=entry, now=at)
            case StepKind.LED if known is None and entry is not None and entry.url is not None:
                self._ingest.meet_again(canonicalize_url(entry.url), source_id=step.source_id, seen_at=at, entry=entry)
            case StepKind.UNCHANGED if not settled and entry is not None:
                self._unchanged(step, finding)
            case StepKind.FAILED if not settled and entry is not None:
                failures = MAX_ENTRY_FAILURES if step.for_good else (known.failures if known else 0) + 1
                self._article(step, at)
                self._ingest.failed(step.source_id, entry=entry, failures=failures, now=at)

    def _article(self, step: Step, at: datetime) -> None:
        if step.article is not None:
            self._ingest.summary.entries += 1
            self._ingest.take(
                step.article,
                source_id=step.source_id,
                seen_at=at,
                entry=step.entry,
                is_chosen=step.is_chosen,
                reading=step.reading,
            )

    def _unchanged(self, step: Step, finding: Finding) -> None:
        known = self._store.known_by_url(canonicalize_url(finding.url))
        if known is not None and step.entry is not None:
            self._store.save_entry(
                step.source_id,
                step.entry,
                state=EntryState.ARTICLE,
                article_id=known.id,
                catalogue=self._ingest.catalogue,
                now=finding.fetched_at,
            )
