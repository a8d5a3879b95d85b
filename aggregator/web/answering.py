"""How every page is answered: the store is read at one instant, in a thread of its own, and one template is filled."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from datasette import Response

from aggregator.store import Store
from aggregator.web.metadata import DATABASE_NAME

T = TypeVar("T")


async def read_store(datasette: Any, work: Callable[[Store], T]) -> T:
    """What ``work`` makes of the database as it is at one instant."""
    path = Path(datasette.get_database(DATABASE_NAME).path)

    def read() -> T:
        with Store.open_readonly(path) as store, store.at_one_instant():
            return work(store)

    return await asyncio.get_running_loop().run_in_executor(datasette.executor, read)


async def fill(datasette: Any, request: Any, template: str, context: dict[str, Any], *, status: int = 200) -> Response:
    """The page; browsers ask again each time, since a run may have ended meanwhile."""
    html = await datasette.render_template(template, context, request=request)
    return Response.html(html, status=status, headers={"cache-control": "no-cache"})


def asked_of(request: Any) -> dict[str, str]:
    """The query string; of a name that is there twice, the first value."""
    return {name: request.args[name] for name in request.args}
