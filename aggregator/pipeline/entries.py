"""What to do with one entry: a decision without side effects, from what is known and what the source now shows."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto

from aggregator.models import Entry, EntryState, Follow, FullText, KnownEntry, Source, SourceKind
from aggregator.pipeline.parsing import entry_is_whole
from aggregator.store.packing import number_of

MAX_ENTRY_FAILURES = 3
"""After so many runs in which an entry's page could not be had, what the source itself carries must do."""


class EntryStep(Enum):
    """What the pipeline does next with an entry."""

    SKIP = auto()
    """It was dealt with and says what it said then."""
    PUT_ASIDE = auto()
    """It names no followed show, and the source is read only where one is named."""
    TAKE_FROM_FEED = auto()
    """What the source carries is the article."""
    ASK_FOR_PAGE = auto()
    """The article's page is needed."""


def decide_entry(
    entry: Entry,
    known: KnownEntry | None,
    source: Source,
    *,
    catalogue: str,
    names_show: Callable[[str], bool],
    is_whole: Callable[[Entry], bool] = entry_is_whole,
) -> EntryStep:
    """The next step for one entry.

    Args:
        entry: As the source shows it now.
        known: As it was when it was dealt with; None where it never was.
        source: Whose settings ``follow`` and ``full_text`` decide.
        catalogue: Digest of the followed shows; an entry put aside under another one is looked at again.
        names_show: Whether a text names a followed show.
        is_whole: Whether the source carries the article itself; asked only where the answer decides.
    """
    if known is not None and is_settled(known, entry, catalogue):
        return EntryStep.SKIP
    if not _is_followed(entry, source, names_show):
        return EntryStep.PUT_ASIDE
    if entry.url is None or source.full_text is FullText.FEED:
        return EntryStep.TAKE_FROM_FEED
    if source.full_text is FullText.AUTO and is_whole(entry):
        return EntryStep.TAKE_FROM_FEED
    return EntryStep.ASK_FOR_PAGE


def is_settled(known: KnownEntry, entry: Entry, catalogue: str) -> bool:
    """Whether an entry was dealt with and says what it said then."""
    if known.signature != number_of(entry.signature):
        return False
    if known.state is EntryState.FAILED:
        return known.failures >= MAX_ENTRY_FAILURES
    return known.state is EntryState.ARTICLE or known.catalogue == catalogue


def _is_followed(entry: Entry, source: Source, names_show: Callable[[str], bool]) -> bool:
    follow = source.follow
    if follow is Follow.AUTO:
        # A sitemap lists a whole site, sports and recipes too; a feed or listing was chosen for its subject.
        follow = Follow.MENTIONS if source.kind is SourceKind.SITEMAP else Follow.ALL
    return follow is Follow.ALL or any(names_show(text) for text in (entry.title, entry.summary, entry.url or ""))
