"""``docs/cookbook.md``: the queries that ``aggregator serve`` offers, with what they answer on the demo's articles.

``make docs-pages`` writes it, a test looks whether it is up to date. Its database is the demo's in its last state, met
at one fixed moment, with a few articles more, so that something is disputed and somebody returns to two shows.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from aggregator.config import load_config
from aggregator.demo_site import DemoSite, find_site_root
from aggregator.fetch import Fetcher
from aggregator.models import RunSummary, SourceId
from aggregator.parse import ImportedRecord, parse_records
from aggregator.pipeline import Analyst, Ingest, run_sources
from aggregator.publish.markdown import markdown_table
from aggregator.store import Store
from aggregator.web.queries import QUERIES, Query

ROOT: Final = Path(__file__).parents[1]
PAGE: Final = ROOT / "docs" / "cookbook.md"
MORE: Final = ROOT / "fixtures" / "cookbook.jsonl"

NOW: Final = datetime(2025, 12, 1, 12, tzinfo=UTC)
"""The moment of the page: what is believed depends on the day."""

PARAMETERS: Final = {"renewed_in_month": {"month": "2025-05"}}
"""What the reader would have been asked for."""

_INTRODUCTION: Final = """\
# SQL cookbook

Each query stands on the views and stable tables of [the schema](schema.md), so it keeps working from version to
version. `aggregator serve` offers the same queries; `sqlite3`, DuckDB, pandas and Datasette run them as they stand. The
answers are those of the demo's database, as of {day}, with four articles more
(`fixtures/cookbook.jsonl`), so that something is disputed and somebody returns to two shows:

```console
$ make demo
$ aggregator --db demo/aggregator.db --config demo/sources.yaml import fixtures/cookbook.jsonl
$ sqlite3 -box demo/aggregator.db
```

This page is made by `make docs-pages`.
"""


def page() -> str:
    """The whole page; needs a second, and asks loopback alone."""
    with TemporaryDirectory() as folder:
        database = Path(folder) / "aggregator.db"
        fill(database, Path(folder) / "sources.yaml")
        with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as connection:
            sections = [_section(connection, query) for query in QUERIES]
    return "\n".join([_INTRODUCTION.format(day=NOW.date().isoformat()), *sections])


def fill(database: Path, config_path: Path) -> dict[str, str]:
    """Stores the last state of the demo's web, then the further articles.

    Returns:
        For the host and port of each site, which are others each time, a name that is always the same.
    """
    with DemoSite(find_site_root()) as site, Store.open(database) as store:
        site.write_config(config_path, database)
        config = load_config(config_path, environ={})
        site.advance()
        # One source after the other, or chance would decide which of two the article of both is counted for; and once
        # more, since a busy machine may have been late with an answer.
        for source in (*config.sources, *config.sources):
            with Fetcher(config.settings, version="0", clock=_now) as fetcher:
                run_sources(config, store, fetcher, version="0", clock=_now, only=[source.id])
        digest = store.save_catalogue(config.shows, config.sources, now=NOW)
        run_id = store.begin_run(command="import", version="0", pid=0, now=NOW)
        ingest = Ingest(store, Analyst(config.shows), RunSummary(), run_id, digest)
        with MORE.open(encoding="utf-8") as lines:
            for record in parse_records(lines, now=NOW):
                assert isinstance(record, ImportedRecord), record  # noqa: S101 - the file is ours
                ingest.take(record.article, source_id=SourceId("import"), seen_at=NOW)
        ingest.draw_conclusions(NOW)
        return {site.url(name).removeprefix("http://"): f"{name}.example" for name in site.names}


def _now() -> datetime:
    return NOW


def _section(connection: sqlite3.Connection, query: Query) -> str:
    parameters = PARAMETERS.get(query.name, {})
    cursor = connection.execute(query.sql, parameters)
    headings = [column[0] for column in cursor.description]
    asked = "".join(f" Here `:{name}` is `{value}`." for name, value in parameters.items())
    table = markdown_table(headings, _cells(cursor))
    return f"## {query.title}\n\n{query.description}{asked}\n\n```sql\n{query.sql}\n```\n\n{table}"


def _cells(rows: Iterable[tuple[Any, ...]]) -> Iterator[list[str]]:
    for row in rows:
        yield ["" if value is None else str(value) for value in row]
