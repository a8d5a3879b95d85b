"""What leaves the program as a feed or a calendar: the store's answers, rendered; for files and for pages alike."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from aggregator.store import Store

Row = Mapping[str, Any]

SHOWN_NEWS: Final = 50
"""Entries of a feed, where nobody asks for more or fewer."""
QUOTED_ARTICLES: Final = 3
"""An entry of a feed quotes so many articles at most."""


def feed_of(store: Store, kind: str, show: Row | None = None, *, url: str | None, limit: int = SHOWN_NEWS) -> bytes:
    """The news as a feed document.

    Args:
        store: Read several times; at one instant, if the caller says so.
        kind: ``atom`` or ``json``.
        show: With ``id`` and ``title``; None means the news of all.
        url: Where the feed is read, if known; its host is named in the ids of entries.
        limit: At most so many entries.
    """
    from aggregator.publish.feeds import Channel, atom, json_feed, with_evidence

    news = store.news(show["id"] if show else None, limit=limit)
    told = store.claims_told(claim_id for row in news for claim_id in row["claims"])
    title = f"What is known of {show['title']}" if show else "What is known of TV shows"
    channel = Channel(title, f"news/{show['id']}" if show else "news", url)
    write = atom if kind == "atom" else json_feed
    return write(channel, with_evidence(news, told, most=QUOTED_ARTICLES))


def calendar_of(store: Store, show: Row | None = None) -> bytes:
    """The premieres of all followed shows, or of one, as an iCalendar object; arguments as of ``feed_of``."""
    from aggregator.publish.calendar import calendar

    shows = [show] if show else store.followed()
    ids = [show["id"]] if show else None
    title = f"Premieres: {show['title']}" if show else "TV premieres"
    return calendar(title, shows, store.scorecard_facts(ids), store.premiere_moves(ids))
