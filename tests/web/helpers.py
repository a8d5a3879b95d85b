"""Pages without a network, what they say without a browser, and records that try to break out of them."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from bs4 import BeautifulSoup, Tag
from httpx import Response

from aggregator.models import CanonicalUrl, ClaimKind, Show, ShowId, Status, Verdict
from aggregator.pipeline.knowledge import refresh_facts
from aggregator.store import Store
from aggregator.web.app import create_app
from tests.store.samples import GAZETTE, Desk, article, claim, match

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)

EVIL = '<img src=x onerror="document.title=1">'
SCRIPT = "<script>document.title = 'broken'</script>"
EVIL_SHOW = Show(ShowId("evil"), f"Evil {SCRIPT} & 'Sons'", (f'"{EVIL}',), network=EVIL)


class Site:
    """The pages over a database, asked in this process. The loop has a thread of its own: browsers need this one's."""

    def __init__(self, path: Path, **settings: Any) -> None:
        self.app = create_app(path, settings)
        self._thread = ThreadPoolExecutor(1)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for database in self.app.databases.values():
            database.close()
        self.app.executor.shutdown()
        self._thread.shutdown()

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> Response:
        """The answer for a path below ``base_url``."""

        async def answer() -> Response:
            found: Response = await self.app.client.get(path, headers=headers)
            return found

        return self._thread.submit(asyncio.run, answer()).result()

    def page(self, path: str) -> BeautifulSoup:
        """The page at ``path``, which must be there."""
        answer = self.get(path)
        assert answer.status_code == 200, answer.text
        return BeautifulSoup(answer.text, "lxml")


def links(page: Tag) -> list[str]:
    """Where the links of a page, or of a part of it, lead."""
    return [str(link["href"]) for link in page.select("a[href]")]


def words(element: Tag) -> str:
    """What a reader sees of an element, on one line."""
    return " ".join(element.get_text().split())


def store_hostile_show(path: Path) -> None:
    """A show, an article, claims and facts, every text of which tries to be something else."""
    with Store.open(path) as store:
        catalogue = store.save_catalogue([EVIL_SHOW], [GAZETTE], now=NOW)
        run_id = store.begin_run(command="run", version="0", pid=1, now=NOW)
        desk = Desk(store, path, run_id, catalogue)
        quote = f"Renewed {SCRIPT}"
        text = f"Before {EVIL}. {quote} and after.\n\nAnother paragraph {EVIL}."
        start = text.index(quote)

        def said(kind: ClaimKind, value: str, **changes: Any) -> Any:
            place = {"show_id": EVIL_SHOW.id, "kind": kind, "value": value, "start": start, "end": start + len(quote)}
            return claim(quote, **place | changes)

        desk.save(
            article(
                "javascript:alert(1)",
                text,
                title=f"Title {SCRIPT}",
                fetched_url="javascript:alert(1)",
                link_url="javascript:alert(1)",
                url=CanonicalUrl("javascript:alert(1)"),
            ),
            matches=(match(EVIL_SHOW, Verdict.ABOUT),),
            claims=(
                said(ClaimKind.RENEWAL, "renewed", said_by=f"Boss {EVIL}"),
                said(ClaimKind.CAST, "returning", person=f"Mo {SCRIPT}", character=f"Gil {EVIL}"),
                said(ClaimKind.RELEASE, "2027", status=Status.EXPECTED),
            ),
            at=NOW,
        )
        refresh_facts(store, EVIL_SHOW.id, run_id=run_id, now=NOW)
