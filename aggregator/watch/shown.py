"""What one visit to a source showed, counted while it goes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field

from aggregator.models import Article, Completeness, Entry, Filled, SourceKind

ENTRY_FIELDS = {
    SourceKind.FEED: ("title", "link", "date", "author", "summary"),
    SourceKind.PAGE: ("title", "link"),
    SourceKind.SITEMAP: ("link", "date"),
}
"""What entries of each kind of source can have."""

ARTICLE_FIELDS = ("article_text", "article_date", "article_author")


@dataclass(slots=True)
class Shown:
    """What a source showed in one run.

    ``read`` is set once an answer was read in full; ``unchanged`` where it was, byte for byte or by its server's
    word, the one that was dealt with last; ``recovered`` where others came in between that showed too little and are
    forgotten. One that is ``cut_short``, or of which parts are ``awaited``, may lack what the source has.
    ``selector_missed`` is the parser's word that the selector for links found nothing.
    """

    read: bool = False
    unchanged: bool = False
    recovered: bool = False
    cut_short: bool = False
    awaited: int = 0
    selector_missed: bool = False
    entries: int = 0
    news: int = 0
    filled: dict[str, Filled] = field(default_factory=dict)

    @property
    def is_whole(self) -> bool:
        """Whether this is all that the source has to show."""
        return self.read and not self.cut_short and not self.awaited

    def add_entries(self, entries: Collection[Entry], kind: SourceKind, *, is_known: Callable[[Entry], object]) -> None:
        """Counts the entries of an answer.

        Args:
            entries: In any order.
            kind: Of the source.
            is_known: Whether the source has shown an entry before.
        """
        news = sum(not is_known(entry) for entry in entries)
        self.read = True
        self.entries += len(entries)
        self.news += news
        self._add("known", len(entries) - news, len(entries))
        self._add("distinct", len({entry.url or entry.key for entry in entries}), len(entries))
        for name in ENTRY_FIELDS[kind]:
            self._add(name, sum(_entry_has(entry, name) for entry in entries), len(entries))

    def add_article(self, article: Article) -> None:
        """Counts an article that one of the entries led to."""
        for name in ARTICLE_FIELDS:
            self._add(name, int(_article_has(article, name)), 1)

    def miss_article(self) -> None:
        """Counts an entry that leads to an article that cannot be had."""
        self._add("article_text", 0, 1)

    def _add(self, name: str, had: int, of: int) -> None:
        if of:
            self.filled[name] = self.filled.get(name, Filled(0, 0)) + Filled(had, of)


def _entry_has(entry: Entry, name: str) -> bool:
    has: dict[str, object] = {
        "title": entry.title,
        "link": entry.url,
        "date": entry.published and entry.published.at,
        "author": any(_words(entry.authors)),
        "summary": entry.summary or entry.content_html,
    }
    return bool(has[name])


def _article_has(article: Article, name: str) -> bool:
    has: dict[str, object] = {
        "article_text": article.text and article.completeness is Completeness.FULL,
        "article_date": article.published and article.published.at,
        "article_author": any(_words(article.authors)),
    }
    return bool(has[name])


def _words(names: Iterable[str]) -> Iterable[str]:
    return (name.strip() for name in names)
