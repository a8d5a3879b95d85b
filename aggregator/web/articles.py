"""The page of an article: its text with what it claims marked, where it was met, its copies, how it read before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any, Final
from urllib.parse import unquote

from datasette import NotFound, Response

from aggregator.store import Store
from aggregator.web.answering import fill, read_store
from aggregator.web.highlights import marked_pieces
from aggregator.wording.claims import KIND_ORDER

_MAX_DIGITS: Final = 18
"""A longer number is no id of SQLite's."""


async def article_page(datasette: Any, request: Any) -> Response:
    """``/articles/ID``: an article as it reads now, and all that is known of it."""
    text = unquote(request.url_vars["article_id"])
    is_number = text.isascii() and text.isdigit() and len(text) <= _MAX_DIGITS

    def work(store: Store) -> dict[str, Any]:
        known = store.article(int(text)) if is_number else None
        if known is None:
            raise NotFound(f"no article has the number {text}")
        return known | laid_out(known["article"], known["claims"])

    return await fill(datasette, request, "article.html", await read_store(datasette, work))


def laid_out(article: Mapping[str, Any], claims: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The text in pieces marked with the kinds of what they claim, the kinds in the headline, and claims by kind.

    Args:
        article: With ``text``.
        claims: Of the article as it reads now, as ``explain`` gives them.
    """
    ordered = sorted(claims, key=lambda claim: KIND_ORDER.index(claim["kind"]))
    in_text = [claim for claim in ordered if claim["evidence_in"] != "title"]
    in_title = dict.fromkeys(claim["kind"] for claim in ordered if claim["evidence_in"] == "title")
    return {
        "pieces": marked_pieces(article["text"], [(claim["start"], claim["end"], claim["kind"]) for claim in in_text]),
        "title_kinds": tuple(in_title),
        "groups": [(kind, list(said)) for kind, said in groupby(ordered, key=lambda claim: claim["kind"])],
        "claim_count": len(ordered),
    }
