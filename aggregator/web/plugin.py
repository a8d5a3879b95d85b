"""Datasette's hooks: our routes, our words in templates, safe headers on every answer, errors that tell no secrets."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, MutableMapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from datasette import NotFound, Response, hookimpl
from datasette.utils.asgi import Base400
from datasette.views.base import DatasetteError
from jinja2 import Environment
from markupsafe import Markup

from aggregator import __version__
from aggregator.errors import InputError, StoreError
from aggregator.web import articles, pages, searching, syndication
from aggregator.wording.cards import label_of, short_answer
from aggregator.wording.claims import season_name, what_is_said
from aggregator.wording.dates import date_words, span_words
from aggregator.wording.facts import answer, counted, firmness, step

_log = logging.getLogger(__name__)

_HEADERS: Final = {
    # No page runs a script or is put into a frame; what a text smuggles in has nothing to work with.
    "content-security-policy": "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self';"
    " base-uri 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Page = Callable[[Any, Any], Awaitable[Response]]
Asgi = Callable[[Scope, Receive, Send], Awaitable[None]]


@hookimpl  # type: ignore[untyped-decorator]
def register_routes() -> list[tuple[str, Page]]:
    """Our pages, before Datasette's."""
    return [
        (r"^/$", pages.scorecard_page),
        (r"^/(?:shows/(?P<show_id>[^/]+)/)?feed\.(?P<kind>atom|json)$", _found_or_not(syndication.document)),
        (r"^/(?:shows/(?P<show_id>[^/]+)/)?calendar\.(?P<kind>ics)$", _found_or_not(syndication.document)),
        (r"^/shows/(?P<show_id>[^/]+)$", _found_or_not(pages.show_page)),
        (r"^/facts/(?P<fact_id>.+)$", _found_or_not(pages.fact_page)),
        (r"^/articles/(?P<article_id>[^/]+)$", _found_or_not(articles.article_page)),
        (r"^/sources$", pages.sources_page),
        (r"^/search$", searching.search_page),
        (r"^/-/(allow-debug|messages|patterns)$", _found_or_not(pages.no_page)),
    ]


def _found_or_not(page: Page) -> Page:
    """The page, which says at once that something is not there: Datasette would try another address first."""

    async def answered(datasette: Any, request: Any) -> Response:
        try:
            return await page(datasette, request)
        except NotFound as error:
            return await handle_exception(datasette, request, error)()

    return answered


@hookimpl  # type: ignore[untyped-decorator]
def prepare_jinja2_environment(env: Environment) -> None:
    """The words that the templates share with the command line."""
    env.filters |= {
        "answer": lambda fact: answer(fact, span_words),
        "claimed": lambda claim: what_is_said(claim["kind"], claim["value"], span_words),
        "counted": counted,
        "day": date_words,
        "firmness": firmness,
        "label": label_of,
        "season": season_name,
        "short": lambda fact: short_answer(fact, span_words),
        "span": span_words,
        "step": lambda change: step(change, span_words),
        "segment": lambda text: quote(text, safe=""),
        "fact_path": lambda text: quote(text, safe="/"),
    }
    env.globals |= {"version": __version__, "style_hash": _style_hash()}
    env.trim_blocks = env.lstrip_blocks = True


@cache
def _style_hash() -> str:
    """Changes with the style sheet, so that a browser may keep it for ever."""
    return sha256((Path(__file__).parent / "static" / "style.css").read_bytes()).hexdigest()[:10]


@hookimpl  # type: ignore[untyped-decorator]
def extra_template_vars(datasette: Any) -> dict[str, Any]:
    """What Datasette's own pages say of its limits."""
    return {"settings": datasette.settings_dict()}


@hookimpl  # type: ignore[untyped-decorator]
def render_cell(value: Any, column: str, datasette: Any) -> Markup | None:
    """Ids of facts, shows and articles lead to their pages, in whatever table or answer they stand."""
    page, kind = {"fact_id": ("/facts/", str), "show_id": ("/shows/", str), "article_id": ("/articles/", int)}.get(
        column, ("", object)
    )
    if not page or not isinstance(value, kind):
        return None
    return Markup('<a href="{}">{}</a>').format(datasette.urls.path(page + quote(str(value), safe="/")), value)


@hookimpl  # type: ignore[untyped-decorator]
def filters_from_request(request: Any, database: str, table: str, datasette: Any) -> Any:
    """The search box of ``articles`` searches as our own does."""
    return searching.articles_with_words(request, database, table, datasette)


@hookimpl  # type: ignore[untyped-decorator]
def asgi_wrapper() -> Callable[[Asgi], Asgi]:
    """Every answer gets the headers, Datasette's own too."""

    def wrap(app: Asgi) -> Asgi:
        async def with_headers(scope: Scope, receive: Receive, send: Send) -> None:
            async def send_with_headers(message: Message) -> None:
                if message["type"] == "http.response.start":
                    given = {name.lower() for name, _ in message["headers"]}
                    message["headers"] = [
                        *message["headers"],
                        *(
                            (name.encode(), value.encode())
                            for name, value in _HEADERS.items()
                            if name.encode() not in given
                        ),
                    ]
                await send(message)

            await app(scope, receive, send_with_headers)

        return with_headers

    return wrap


@hookimpl  # type: ignore[untyped-decorator]
def handle_exception(datasette: Any, request: Any, exception: Exception) -> Callable[[], Awaitable[Response]]:
    """A page, or JSON where that was asked for, that says what is wrong; what a bug has to say goes to the log."""

    async def respond() -> Response:
        status, title, message = _told(exception)
        if request.path.endswith(".json"):
            return Response.json({"ok": False, "error": message, "status": status, "title": title}, status=status)
        context = {"status": status, "title": title, "error": message}
        return Response.html(await datasette.render_template(["error.html"], context, request=request), status=status)

    return respond


def _told(exception: Exception) -> tuple[int, str | None, str]:
    """Status, title and words for an error."""
    match exception:
        case DatasetteError(message_is_html=True):  # with a style and a script, and only where a limit was reached
            return exception.status, "That took too long", "The question took too long; the limit is sql_time_limit_ms."
        case DatasetteError():
            return exception.status, exception.title, str(exception.message)
        case NotFound():
            return 404, "Not found", str(exception) or "There is nothing at this address."
        case Base400():
            return exception.status, None, str(exception)
        case InputError():
            return 400, "That cannot be searched for", str(exception)
        case StoreError():
            _log.error("%s", exception)
            return 503, "The database cannot be read", str(exception)
        case _:
            _log.error("an error of aggregator %s; please report it", __version__, exc_info=exception)
            return 500, None, "This is an error of aggregator; what went wrong stands in its log."
