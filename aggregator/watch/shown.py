"""What one visit to a source showed, counted while it goes."""

from __future__ import annotations

from collections.abc import Collection, Iterable
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
    word, the one before. ``cut_short`` ones may lack what the source has. ``selector_missed`` is the parser's word
    that the selector for links found nothing.
    """

    read: bool = False
    unchanged: bool = False
    cut_short: bool = False
    selector_missed: bool = False
    entries: int = 0
    news: int = 0
    filled: dict[str, Filled] = field(default_factory=dict)

    def add_entries(self, entries: Collection[Entry], kind: SourceKind, *, known: Collection[str]) -> None:
        """Counts the entries of an answer.

        Args:
            entries: In any order.
            kind: Of the source.
            known: The keys of the entries that the source has shown before.
        """
        news = sum(entry.key not in known for entry in entries)
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
