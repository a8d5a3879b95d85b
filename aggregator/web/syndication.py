"""Requests for feeds and calendars: the documents of ``outlets.py``, sent again only where they have changed."""

from __future__ import annotations

from hashlib import sha256
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from datasette import NotFound, Response

from aggregator.store import Store
from aggregator.web.answering import read_store
from aggregator.web.outlets import calendar_of, feed_of

_TYPES: Final = {
    "atom": "application/atom+xml; charset=utf-8",
    "json": "application/feed+json; charset=utf-8",
    "ics": "text/calendar; charset=utf-8",
}


async def document(datasette: Any, request: Any) -> Response:
    """``/feed.atom``, ``/feed.json``, ``/calendar.ics``, and the same below ``/shows/SLUG``."""
    kind = request.url_vars["kind"]
    show_id = unquote(request.url_vars.get("show_id") or "")
    url = _own_address(datasette, request)

    def work(store: Store) -> bytes:
        show = store.show(show_id) if show_id else None
        if show_id and show is None:
            raise NotFound(f"no show has the id {show_id}")
        return calendar_of(store, show) if kind == "ics" else feed_of(store, kind, show, url=url)

    return _sent(request, await read_store(datasette, work), _TYPES[kind])


def _own_address(datasette: Any, request: Any) -> str | None:
    """Where the document was asked for, without a query; None where the client names a host that is none."""
    try:
        url = str(datasette.absolute_url(request, request.path))
        return url if urlsplit(url).hostname else None
    except ValueError:
        return None


def _sent(request: Any, body: bytes, content_type: str) -> Response:
    """The document, or that it is still the same: it may be kept, but is asked for before it is used again."""
    tag = f'"{sha256(body).hexdigest()[:32]}"'
    headers = {"etag": tag, "cache-control": "no-cache"}
    if _names(request.headers.get("if-none-match", ""), tag):
        return Response(b"", status=304, headers=headers, content_type=content_type)
    return Response(body, headers=headers, content_type=content_type)


def _names(condition: str, tag: str) -> bool:
    """Whether an If-None-Match names the tag, by the weak comparison that it asks for (RFC 9110, 13.1.2)."""
    named = {part.strip().removeprefix("W/") for part in condition.split(",")}
    return "*" in named or tag in named
