"""``docs/schema.md``: every view, table and column with what it means, and a picture of how the tables hang together.

The words are those of ``aggregator/store/descriptions.py``, types and references those of a real database. ``make
docs-pages`` writes it, a test looks whether it is up to date.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from aggregator.publish.markdown import markdown_text
from aggregator.store import Store
from aggregator.store.descriptions import TABLES, VIEWS, Description

ROOT: Final = Path(__file__).parents[1]
PAGE: Final = ROOT / "docs" / "schema.md"

_INTRODUCTION: Final = """\
# The database

One SQLite file, readable while a run writes. **The views are the public interface**: they are stable, and a change of
one is an entry in the changelog. The tables below them are what the views stand on. Columns `*_at` are instants in UTC
as ISO 8601 with `Z`, `*_on` days, `*_json` JSON; text order is time order.

[The cookbook](cookbook.md) answers real questions with them. The full-text index is asked with `MATCH`:

```sql
select a.title, a.published_at
from articles_fts join articles as a on a.id = articles_fts.rowid
where articles_fts match 'renewed AND netflix'
order by bm25(articles_fts, 4, 1) limit 20
```

It knows words, `AND`, `OR`, `NOT` and beginnings of words (`renew*`), but no phrases; `aggregator search`
finds these too.

This page is made by `make docs-pages`.
"""


def page() -> str:
    """The whole page."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "aggregator.db"
        Store.open(path).close()
        with closing(sqlite3.connect(path)) as connection:
            views = [_section(connection, name, described) for name, described in VIEWS.items()]
            tables = [_section(connection, name, described) for name, described in TABLES.items()]
            picture = _picture(connection)
    return "\n".join([_INTRODUCTION, "## Views\n", *views, "## Tables\n", picture, *tables])


def _section(connection: sqlite3.Connection, name: str, described: Description) -> str:
    columns = {row[1]: row for row in connection.execute("SELECT * FROM pragma_table_xinfo(?)", [name])}
    targets = {row[3]: row[2] for row in connection.execute("SELECT * FROM pragma_foreign_key_list(?)", [name])}
    lines = ["| Column | Type | Meaning |", "| --- | --- | --- |"]
    for column, text in described.columns.items():
        _, _, storage, _, _, is_key, _ = columns[column]
        target = f" → [{targets[column]}](#{targets[column]})" if column in targets else ""
        lines.append(f"| `{column}` | {storage.lower()}{' key' if is_key else ''}{target} | {markdown_text(text)} |")
    return "\n".join([f"### {name}\n\n{described.text}\n", *lines, ""])


def _picture(connection: sqlite3.Connection) -> str:
    """The references between tables as an entity-relationship diagram of Mermaid.

    Each line is one foreign key: many rows of the left table belong to one row, or to none, of the right one.
    """
    lines = []
    for name in sorted(TABLES):
        columns = {row[1]: row for row in connection.execute("SELECT * FROM pragma_table_xinfo(?)", [name])}
        for key in connection.execute('SELECT * FROM pragma_foreign_key_list(?) ORDER BY "from"', [name]):
            target, column = key[2], key[3]
            to = "||" if columns[column][3] or columns[column][5] else "o|"
            many = "|o" if columns[column][5] and sum(bool(row[5]) for row in columns.values()) == 1 else "}o"
            lines.append(f'    {name} {many}--{to} {target} : "{column}"')
    return "\n".join(["```mermaid", "erDiagram", *lines, "```\n"])
