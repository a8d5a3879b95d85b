"""Answers for people about what is known: facts, their evidence, and how they changed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final

from aggregator.models import Fact, FactChange, ShowId
from aggregator.store.answers import Answers, decoded, of_these, window
from aggregator.store.fact_rows import change_row, fact_id, fact_row
from aggregator.store.rows import to_text
from aggregator.store.views import web_url

_COPIES: Final = f"""
WITH told AS (
    SELECT value AS article_id, value AS copy_id FROM json_each(:ids)
    UNION
    SELECT own.article_id, other.article_id
    FROM stories AS own JOIN stories AS other ON other.story_id = own.story_id
    WHERE own.article_id IN (SELECT value FROM json_each(:ids))
)
SELECT
    told.article_id,
    {web_url("s.url")} AS url,
    s.source_id AS source,
    s.title,
    coalesce(s.published_at, s.first_seen_at) AS at,
    CASE WHEN told.copy_id = told.article_id THEN 'same article' ELSE n.reason END AS reason,
    n.similarity
FROM told
JOIN articles AS a ON a.id = told.article_id
JOIN sightings AS s ON s.article_id = told.copy_id AND s.canonical_url <> a.canonical_url
LEFT JOIN near_duplicates AS n
    ON n.article_id = min(told.article_id, told.copy_id) AND n.other_id = max(told.article_id, told.copy_id)
GROUP BY told.article_id, s.canonical_url
ORDER BY told.article_id, at, s.url
"""


class FactAnswers(Answers):
    """The part of the store that answers people who ask what is known."""

    def fact_rows(self, facts: Iterable[Fact]) -> list[dict[str, Any]]:
        """Facts, stored or not, with the columns of ``facts``, the title of the show and the ids of their claims."""
        facts = list(facts)
        titles = self.show_titles(fact.key.show_id for fact in facts)
        return [
            {
                "id": fact_id(fact.key, fact.value, fact.status),
                "show": titles.get(fact.key.show_id, fact.key.show_id),
                **fact_row(fact),
                "supporting": list(fact.supporting),
                "contradicting": list(fact.contradicting),
            }
            for fact in facts
        ]

    def change_rows(self, changes: Iterable[FactChange]) -> list[dict[str, Any]]:
        """Changes, recorded or not, with the columns of ``news``; ``on`` stands for when a run found them."""
        changes = list(changes)
        titles = self.show_titles(change.key.show_id for change in changes)
        rows = decoded([change_row(change) for change in changes])
        return [
            {"on": change.on.isoformat(), "show": titles.get(change.key.show_id, change.key.show_id), **row}
            for change, row in zip(changes, rows, strict=True)
        ]

    def news(
        self,
        show_id: ShowId | None = None,
        *,
        since: datetime | None = None,
        limit: int | None = None,
        offset: int = 0,
    ) -> list[dict[str, Any]]:
        """What runs found to have changed, newest first: rows of ``news``.

        Args:
            show_id: None means every show.
            since: Nothing that was found before.
            limit: At most so many; None means all.
            offset: So many of the newest are left out.
        """
        wanted = {"show_id": show_id, "since": to_text(since) if since else None}
        # The newest come first by their numbers, which grow with time unless the clock was set back; beyond the first
        # that was found since then nothing is looked at. The plus has SQLite find that one by time, not by number.
        since_then = "at >= :since AND change_id >= (SELECT min(+id) FROM fact_changes WHERE at >= :since)"
        conditions = {"show_id": "show_id = :show_id", "since": since_then}
        where = " AND ".join(text for name, text in conditions.items() if wanted[name] is not None) or "true"
        return self._answers(
            f"SELECT * FROM news WHERE {where} ORDER BY change_id DESC LIMIT :limit OFFSET :offset",
            {**wanted, **window(limit, offset)},
        )

    def fact_show(self, name: str) -> ShowId | None:
        """The show of the stored fact of that id."""
        row = self._database.row("SELECT show_id FROM facts WHERE id = ?", [name])
        return None if row is None else ShowId(row["show_id"])

    def explain_facts(self, names: Sequence[str]) -> list[dict[str, Any]]:
        """Why each of the stored facts is believed.

        Args:
            names: Ids of facts.

        Returns:
            For each: ``fact`` (every column, with the title of the show), ``supporting`` and ``contradicting``: rows
            of ``fact_evidence``, oldest article first, each with the ``copies`` of its article and its ``fetches``.
        """
        listed = {"ids": json.dumps(list(names))}
        facts = self._answers(
            "SELECT f.*, shows.title AS show FROM facts AS f JOIN shows ON shows.id = f.show_id"
            " WHERE f.id IN (SELECT value FROM json_each(:ids))",
            listed,
        )
        evidence = self._answers(
            "SELECT * FROM fact_evidence WHERE fact_id IN (SELECT value FROM json_each(:ids))"
            " ORDER BY coalesce(published_at, seen_at), claim_id",
            listed,
        )
        articles = sorted({row["article_id"] for row in evidence})
        copies, fetches = self._copies_of(articles), self.fetches_of(articles)
        sides: dict[tuple[str, str], list[dict[str, Any]]] = {}
        for row in evidence:
            article_id = row["article_id"]
            more = {"copies": copies.get(article_id, []), "fetches": fetches.get(article_id, [])}
            sides.setdefault((row["fact_id"], row["side"]), []).append(row | more)
        known = {fact["id"]: fact for fact in facts}
        return [
            {
                "fact": known[name],
                "supporting": sides.get((name, "supporting"), []),
                "contradicting": sides.get((name, "contradicting"), []),
            }
            for name in names
            if name in known
        ]

    def _copies_of(self, article_ids: Iterable[int]) -> dict[int, list[dict[str, Any]]]:
        """The other places at which the story of each article was met, earliest first."""
        found: dict[int, list[dict[str, Any]]] = {}
        for row in self._answers(_COPIES, {"ids": json.dumps(list(article_ids))}):
            found.setdefault(row.pop("article_id"), []).append(row)
        return found

    def show_titles(self, show_ids: Iterable[str] | None = None) -> dict[str, str]:
        """The titles of shows, followed or not any longer, by their ids; None asks for every show."""
        narrow, parameters = of_these(show_ids)
        rows = self._database.rows(f"SELECT id AS show_id, title FROM shows WHERE {narrow}", parameters)
        return {row["show_id"]: row["title"] for row in rows}
