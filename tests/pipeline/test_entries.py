"""The next step for an entry, as a table of situations."""

from __future__ import annotations

from dataclasses import replace

import pytest

from aggregator.models import Entry, EntryState, Follow, FullText, KnownEntry, Source, SourceId, SourceKind
from aggregator.pipeline.entries import MAX_ENTRY_FAILURES, EntryStep, decide_entry
from aggregator.store.packing import number_of

FEED = Source(id=SourceId("paper"), kind=SourceKind.FEED, url="https://paper.test/feed")
SITEMAP = replace(FEED, kind=SourceKind.SITEMAP)
ENTRY = Entry(key="1", url="https://paper.test/1", title="Harbour Lights gets a second season", signature="a")
WHOLE = replace(ENTRY, content_html="<p>" + "A word and another one. " * 200 + "</p><p>The end.</p>")
RECIPE = replace(ENTRY, title="Ten soups for the winter")
KNOWN = KnownEntry(
    key="1", url=ENTRY.url, signature=number_of("a"), state=EntryState.ARTICLE, catalogue="today", article_id=7
)

SITUATIONS: dict[str, tuple[Source, Entry, KnownEntry | None, EntryStep]] = {
    "a new entry with a summary alone needs its page": (FEED, ENTRY, None, EntryStep.ASK_FOR_PAGE),
    "a new entry that carries the whole article does not": (FEED, WHOLE, None, EntryStep.TAKE_FROM_FEED),
    "unless the source says that the page is better": (
        replace(FEED, full_text=FullText.PAGE),
        WHOLE,
        None,
        EntryStep.ASK_FOR_PAGE,
    ),
    "a source that says so is read from its feed, whole or not": (
        replace(FEED, full_text=FullText.FEED),
        ENTRY,
        None,
        EntryStep.TAKE_FROM_FEED,
    ),
    "an entry without an address has no page": (FEED, replace(ENTRY, url=None), None, EntryStep.TAKE_FROM_FEED),
    "a stored entry that says the same is done": (FEED, ENTRY, KNOWN, EntryStep.SKIP),
    "a stored entry that says something else is read again": (
        FEED,
        replace(ENTRY, signature="b"),
        KNOWN,
        EntryStep.ASK_FOR_PAGE,
    ),
    "a stored entry is done under any list of shows": (
        FEED,
        ENTRY,
        replace(KNOWN, catalogue="yesterday"),
        EntryStep.SKIP,
    ),
    "an entry put aside under the same list of shows is done": (
        FEED,
        ENTRY,
        replace(KNOWN, state=EntryState.UNMATCHED),
        EntryStep.SKIP,
    ),
    "an entry put aside under another list of shows is looked at again": (
        FEED,
        ENTRY,
        replace(KNOWN, state=EntryState.UNMATCHED, catalogue="yesterday"),
        EntryStep.ASK_FOR_PAGE,
    ),
    "an entry whose page failed once is tried again": (
        FEED,
        ENTRY,
        replace(KNOWN, state=EntryState.FAILED, failures=1),
        EntryStep.ASK_FOR_PAGE,
    ),
    "an entry whose page failed too often is left alone": (
        FEED,
        ENTRY,
        replace(KNOWN, state=EntryState.FAILED, failures=MAX_ENTRY_FAILURES),
        EntryStep.SKIP,
    ),
    "a sitemap's entry that names no followed show is put aside": (SITEMAP, RECIPE, None, EntryStep.PUT_ASIDE),
    "a sitemap's entry that names one is read": (SITEMAP, ENTRY, None, EntryStep.ASK_FOR_PAGE),
    "a sitemap's entry that names one in its address alone is read": (
        SITEMAP,
        replace(RECIPE, url="https://paper.test/harbour-lights-soup"),
        None,
        EntryStep.ASK_FOR_PAGE,
    ),
    "a feed's entry is read whatever its headline says": (FEED, RECIPE, None, EntryStep.ASK_FOR_PAGE),
    "unless the source is read only where a show is named": (
        replace(FEED, follow=Follow.MENTIONS),
        RECIPE,
        None,
        EntryStep.PUT_ASIDE,
    ),
}


def names_show(text: str) -> bool:
    return "harbour lights" in text.casefold().replace("-", " ")


@pytest.mark.parametrize("situation", SITUATIONS)
def test_next_step(situation: str) -> None:
    source, entry, known, expected = SITUATIONS[situation]
    assert decide_entry(entry, known, source, catalogue="today", names_show=names_show) is expected
