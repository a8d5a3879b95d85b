"""Searching: the page ``/search``, and what a search of Datasette's own ``articles`` table becomes."""

from __future__ import annotations

import json
from collections.abc import Callable, Coroutine, Mapping, Sequence
from typing import Any, Final

from datasette import Response
from datasette.filters import FilterArguments

from aggregator.errors import InputError
from aggregator.store import Store
from aggregator.store.search import RANKED, Query, plain_query
from aggregator.web.answering import asked_of, fill, read_store
from aggregator.web.highlights import Piece, marked_pieces
from aggregator.web.metadata import DATABASE_NAME
from aggregator.web.paging import page_asked

SHOWN_HITS: Final = 20
"""Articles on one page of results."""
MAX_WORDS: Final = 60
"""Different words in a query. A title has fewer, and FTS5 takes no more than some 250."""


async def search_page(datasette: Any, request: Any) -> Response:
    """``/search?q=``: articles by their words, the best first; without a query, the box to write one into."""
    asked = asked_of(request)
    text = asked.get("q", "").strip()
    query, problem = understood(text)
    page = min(page_asked(asked), RANKED // SHOWN_HITS)

    def work(store: Store) -> dict[str, Any]:
        assert query is not None  # noqa: S101 - asked only where there is one
        hits = store.search(query, limit=SHOWN_HITS + 1, offset=(page - 1) * SHOWN_HITS)
        return {
            "hits": [_shown(hit) for hit in hits[:SHOWN_HITS]],
            "has_more": len(hits) > SHOWN_HITS,
            "similar": store.similar_words(query) if not hits and page == 1 else [],
        }

    context: dict[str, Any] = {"text": text, "problem": problem, "hits": None, "page": page, "size": SHOWN_HITS}
    if query is not None:
        context |= await read_store(datasette, work)
    return await fill(datasette, request, "search.html", context)


def understood(text: str) -> tuple[Query | None, str | None]:
    """What is searched for, and otherwise what to do instead; neither for an empty text.

    >>> understood("?!")[1]
    'There is no word in that. Write some letters or digits.'
    """
    if not text:
        return None, None
    query = plain_query(text)
    if query is None:
        return None, "There is no word in that. Write some letters or digits."
    if len(query.words) > MAX_WORDS:
        return None, f"That is more than {MAX_WORDS} words. Every one of them must be in an article; use the rarest."
    return query, None


def _shown(hit: Mapping[str, Any]) -> dict[str, Any]:
    return {**hit, "pieces": _pieces(hit["snippet"], hit["hits"])}


def _pieces(snippet: str, hits: Sequence[tuple[int, int]]) -> list[Piece]:
    return marked_pieces(snippet, [(start, end, "hit") for start, end in hits])


def articles_with_words(
    request: Any, database: str, table: str, datasette: Any
) -> Callable[[], Coroutine[Any, Any, FilterArguments]] | None:
    """``?_search=`` of the table ``articles``, answered as the page is; Datasette's own asks the index for phrases."""
    text = request.args.get("_search", "").strip()
    if (database, table) != (DATABASE_NAME, "articles") or not text:
        return None

    async def narrowed() -> FilterArguments:
        query, problem = understood(text)
        if query is None:
            raise InputError(problem or "", subject=text)
        hits = await read_store(datasette, lambda store: store.found_ids(query))
        return FilterArguments(
            ["id in (select value from json_each(:found_ids))"],
            {"found_ids": json.dumps(hits)},
            [f'the words of "{text}" are in it'],
            {"search": text},
        )

    return narrowed
