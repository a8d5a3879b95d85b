"""Answers that leave the program: news with their evidence, premieres, whole tables."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, Final

from aggregator.store.answers import Answers, of_these
from aggregator.store.database import Row, translated
from aggregator.store.descriptions import TABLES, VIEWS
from aggregator.store.views import web_url

_CLAIMS_TOLD: Final = f"""
SELECT
    c.id AS claim_id,
    c.article_id,
    CASE c.evidence_in WHEN 'title' THEN coalesce(r.title, a.title) ELSE c.quote END AS evidence,
    coalesce(r.title, a.title) AS title,
    {web_url("a.url", "a.canonical_url")} AS url,
    a.source_id AS source
FROM claims AS c
JOIN articles AS a ON a.id = c.article_id
LEFT JOIN article_revisions AS r ON r.article_id = c.article_id AND r.revision = c.revision
WHERE c.id IN (SELECT value FROM json_each(:ids))
"""

_PREMIERE_MOVES: Final = """
SELECT show_id, season, kind, at, value, value_before FROM fact_changes
WHERE kind IN ('release', 'renewal') AND {narrow} ORDER BY id
"""

EXPORTABLE: Final = tuple(name for name in (*VIEWS, *TABLES) if name != "articles_fts")
"""Views and tables that can be exported; the full-text index says nothing that ``articles`` does not."""


class Publishing(Answers):
    """The part of the store that is read for feeds, calendars and exports."""

    def claims_told(self, claim_ids: Iterable[int]) -> dict[int, dict[str, Any]]:
        """By number, what was claimed in which words, with the article's title, address and source.

        Claims that better rules have taken back are missing.
        """
        rows = self._answers(_CLAIMS_TOLD, {"ids": json.dumps(sorted(set(claim_ids)))})
        return {row["claim_id"]: row for row in rows}

    def premiere_moves(self, show_ids: Iterable[str] | None = None) -> list[dict[str, Any]]:
        """Every step of belief about decisions and releases, oldest first, of every show or of these."""
        narrow, parameters = of_these(show_ids)
        return self._answers(_PREMIERE_MOVES.format(narrow=narrow), parameters)

    def exported_columns(self, name: str) -> dict[str, str]:
        """The columns of a table or view, each with the storage class that holds all its values: integer, real, text...

        Raises:
            KeyError: There is no such table or view of ours.
        """
        columns = list((TABLES | VIEWS)[name].columns)
        found = ", ".join(f"json_group_array(DISTINCT typeof({column})) AS {column}" for column in columns)
        row = self._database.row(f"SELECT {found} FROM {name}")
        assert row is not None  # noqa: S101 - an aggregate has one row
        return {column: _holds_all(json.loads(classes)) for column, classes in row.items()}

    def exported_rows(self, name: str) -> Iterator[Row]:
        """The rows of a table or view as they are stored, one by one, in an order that the rows alone decide."""
        columns = list((TABLES | VIEWS)[name].columns)
        order = ", ".join(str(place) for place in range(1, len(columns) + 1))
        with translated(self._database.path):
            for row in self._database.connection.execute(f"SELECT {', '.join(columns)} FROM {name} ORDER BY {order}"):
                yield dict(row)


def _holds_all(classes: list[str]) -> str:
    """The storage class of a column; text where they differ, or where there is no value."""
    given = [storage for storage in classes if storage != "null"]
    if given == ["integer"]:
        return "integer"
    if given and set(given) <= {"integer", "real"}:
        return "real"
    return "blob" if given == ["blob"] else "text"
