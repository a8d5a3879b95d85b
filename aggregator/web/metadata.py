"""What Datasette is told of the database: the descriptions of tables, views and columns, and the queries."""

from __future__ import annotations

from typing import Any, Final

from aggregator.store.descriptions import TABLES, VIEWS
from aggregator.web.queries import QUERIES

DATABASE_NAME: Final = "aggregator"
"""The database is called so in every address, whatever its file is called."""


def metadata() -> dict[str, Any]:
    """Metadata for Datasette; https://docs.datasette.io/en/0.65.2/metadata.html."""
    tables: dict[str, dict[str, Any]] = {
        name: {"description": described.text, "columns": described.columns}
        for name, described in (TABLES | VIEWS).items()
    }
    tables["_sqlite_migrations"] = {"hidden": True}
    queries = {
        query.name: {"title": query.title, "description": query.description, "sql": query.sql} for query in QUERIES
    }
    return {
        "title": "aggregator",
        "databases": {
            DATABASE_NAME: {
                "title": "The database",
                "description": "Views are the public interface; tables may change with a version.",
                "tables": tables,
                "queries": queries,
            }
        },
    }
