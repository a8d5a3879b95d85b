"""The articles that feeds carry, read many at a time, since a call to the parsers costs more than many of them do."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from aggregator.errors import ParseError
from aggregator.models import Article, Completeness, Entry, Source
from aggregator.pipeline.parsing import article_from_entry, articles_from_entries

MAX_AHEAD_CHARS = 200_000
"""Of content, in one call: some fifty articles, a few milliseconds."""


class CarriedArticles:
    """The articles that the entries of one answer carry; none is read before the first of them is asked for.

    Where what is read together exceeds the parsers' limits, or meets a bug, it is read one by one: the trouble is the
    guilty entry's alone.

    Args:
        source: Whose entries they are.
        entries: Those that are likely to be asked for, in that order.
    """

    def __init__(self, source: Source, entries: Iterable[Entry]) -> None:
        self._source = source
        self._ahead = deque(entry for entry in entries if entry.content_html is not None)
        self._read: dict[str, Article | None] = {}

    def is_whole(self, entry: Entry) -> bool:
        """Whether the feed carries the article itself rather than its beginning or a summary."""
        if entry.content_html is None:
            return False
        article = self.article(entry)
        return article is not None and article.completeness is Completeness.FULL

    def article(self, entry: Entry) -> Article | None:
        """``article_from_entry``."""
        while self._ahead and entry.content_html is not None and entry.key not in self._read:
            self._read_ahead()
        if entry.key not in self._read:
            self._read[entry.key] = article_from_entry(entry, self._source)
        return self._read[entry.key]

    def _read_ahead(self) -> None:
        batch: list[Entry] = []
        chars = 0
        while self._ahead and (not batch or chars + len(self._ahead[0].content_html or "") <= MAX_AHEAD_CHARS):
            batch.append(self._ahead.popleft())
            chars += len(batch[-1].content_html or "")
        try:
            articles = articles_from_entries(batch, self._source)
        except (ParseError, RuntimeError):  # whose it is shows when each is read alone
            return
        self._read |= {entry.key: article for entry, article in zip(batch, articles, strict=True)}
