"""Facts, their evidence and their changes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from aggregator.models import Claim, Fact, FactChange, NameAlias, Place, ShowId
from aggregator.store.database import Database
from aggregator.store.fact_rows import alias_row, change_row, fact_from_row, fact_id, fact_row, place_from_row
from aggregator.store.rows import claim_from_row, from_text, to_json, to_text

_REVISIONS = """
SELECT article_id, revision, first_seen_at FROM article_revisions
WHERE article_id IN (SELECT article_id FROM claims WHERE show_id = :show_id)
UNION ALL
SELECT id, revision, revised_at FROM articles WHERE id IN (SELECT article_id FROM claims WHERE show_id = :show_id)
ORDER BY article_id, revision
"""

_PLACES = """
SELECT coalesce(st.story_id, s.article_id) AS story_id, s.article_id, s.canonical_url,
    s.published_at, sources.authority
FROM sightings AS s
JOIN sources ON sources.id = s.source_id
LEFT JOIN stories AS st ON st.article_id = s.article_id
WHERE s.article_id IN (
    SELECT article_id FROM claims WHERE show_id = :show_id
    UNION
    SELECT other.article_id FROM stories AS own JOIN stories AS other ON other.story_id = own.story_id
    WHERE own.article_id IN (SELECT article_id FROM claims WHERE show_id = :show_id)
)
"""

# A fact of a popular show rests on thousands of claims: SQLite lists them, so that no row is made of each.
_FACTS = """
SELECT f.*,
    (
        SELECT json_group_array(claim_id) FROM (
            SELECT claim_id FROM fact_claims WHERE fact_id = f.id AND side = 'supporting' ORDER BY claim_id
        )
    ) AS supporting,
    (
        SELECT json_group_array(claim_id) FROM (
            SELECT claim_id FROM fact_claims WHERE fact_id = f.id AND side = 'contradicting' ORDER BY claim_id
        )
    ) AS contradicting
FROM facts AS f WHERE f.show_id = ? ORDER BY f.id
"""


class Knowledge:
    """The part of the store that holds what is known."""

    _database: Database

    # --- facts ---

    def stale_shows(self, today: date) -> list[ShowId]:
        """The shows whose facts have to be worked out: their claims changed, or a day has come that changes them."""
        rows = self._database.rows(
            "SELECT show_id FROM show_states WHERE is_stale OR review_on <= ? ORDER BY show_id", [today.isoformat()]
        )
        return [ShowId(row["show_id"]) for row in rows]

    def claims_by_revision(self, show_id: ShowId) -> dict[tuple[int, int], list[tuple[int, Claim]]]:
        """Every claim about the show with its id, by article and revision."""
        found: dict[tuple[int, int], list[tuple[int, Claim]]] = {}
        for row in self._database.rows("SELECT * FROM claims WHERE show_id = ? ORDER BY id", [show_id]):
            found.setdefault((row["article_id"], row["revision"]), []).append((row["id"], claim_from_row(row)))
        return found

    def revision_times(self, show_id: ShowId) -> dict[int, dict[int, datetime]]:
        """When each revision of the articles that claim something of the show was first seen, oldest article first."""
        times: dict[int, dict[int, datetime]] = {}
        for row in self._database.rows(_REVISIONS, {"show_id": show_id}):
            times.setdefault(row["article_id"], {})[row["revision"]] = from_text(row["first_seen_at"])
        return times

    def places(self, show_id: ShowId) -> list[Place]:
        """Where the stories that claim something of the show were met."""
        return [place_from_row(row) for row in self._database.rows(_PLACES, {"show_id": show_id})]

    def name_pairs(self, show_id: ShowId) -> list[tuple[str, str]]:
        """Pairs of names that are one person's: as sources.yaml gives them, and as articles about the show do."""
        rows = self._database.rows(
            "SELECT json_extract(p.value, '$[0]') AS name, json_extract(p.value, '$[1]') AS alias"
            " FROM shows, json_each(shows.people_json) AS p WHERE shows.id = :show_id"
            " UNION SELECT name, alias FROM name_aliases"
            " WHERE article_id IN (SELECT article_id FROM article_shows WHERE show_id = :show_id) ORDER BY 1, 2",
            {"show_id": show_id},
        )
        return [(row["name"], row["alias"]) for row in rows]

    def load_facts(self, show_id: ShowId) -> list[Fact]:
        """The facts of a show as they were worked out last; their claims in the order of their ids."""
        return [
            fact_from_row(row, {side: json.loads(row[side]) for side in ("supporting", "contradicting")})
            for row in self._database.rows(_FACTS, [show_id])
        ]

    def save_facts(
        self,
        show_id: ShowId,
        facts: Sequence[Fact],
        changes: Sequence[FactChange],
        *,
        before: Sequence[Fact],
        run_id: int,
        now: datetime,
        review_on: date | None,
    ) -> None:
        """Replaces the facts of a show, where they are others, and records what changed; all in one transaction.

        Args:
            show_id: The show.
            facts: All of it, superseded ones too.
            changes: Since the facts that are replaced.
            before: The facts that are replaced, as ``load_facts`` has them.
            run_id: Of ``begin_run``.
            now: When they were worked out.
            review_on: Day on which they change by the passing of time alone.
        """
        database = self._database
        wanted = {fact_id(fact.key, fact.value, fact.status): fact for fact in facts}
        stored = {fact_id(fact.key, fact.value, fact.status): fact for fact in before}
        gone = to_json([key for key in stored if key not in wanted])
        with database.transaction():
            database.execute("DELETE FROM facts WHERE id IN (SELECT value FROM json_each(?))", [gone])
            for key, fact in wanted.items():
                if key not in stored or _without_order(fact) != stored[key]:
                    database.upsert("facts", {"id": key}, fact_row(fact))
                    self._put_sides(key, fact)
            for change in changes:
                database.insert("fact_changes", {"run_id": run_id, "at": to_text(now), **change_row(change)})
            review = review_on.isoformat() if review_on else None
            database.upsert("show_states", {"show_id": show_id}, {"is_stale": 0, "review_on": review})

    def _put_sides(self, fact: str, stored: Fact) -> None:
        wanted = dict.fromkeys(stored.contradicting, "contradicting")
        wanted |= dict.fromkeys(stored.supporting, "supporting")
        present = {
            row["claim_id"]: row["side"]
            for row in self._database.rows("SELECT claim_id, side FROM fact_claims WHERE fact_id = ?", [fact])
        }
        for claim in present.keys() - wanted.keys():
            self._database.execute("DELETE FROM fact_claims WHERE fact_id = ? AND claim_id = ?", [fact, claim])
        for claim, side in wanted.items():
            if present.get(claim) != side:
                self._database.upsert("fact_claims", {"fact_id": fact, "claim_id": claim}, {"side": side})


def _without_order(fact: Fact) -> Fact:
    """The fact as ``load_facts`` has it: its claims in the order of their ids."""
    return replace(fact, supporting=tuple(sorted(fact.supporting)), contradicting=tuple(sorted(fact.contradicting)))


def mark_stale(database: Database, shows: str, parameters: Sequence[Any] | Mapping[str, Any]) -> None:
    """Remembers that the facts of some shows have to be worked out again; ``shows`` is a SELECT of their ids."""
    database.execute(
        f"INSERT INTO show_states (show_id, is_stale) SELECT DISTINCT show_id, 1 FROM ({shows}) WHERE true"
        " ON CONFLICT (show_id) DO UPDATE SET is_stale = 1 WHERE is_stale = 0",
        parameters,
    )


def put_aliases(database: Database, article_id: int, revision: int, aliases: Iterable[NameAlias]) -> bool:
    """Whether the names that a revision gives for one person had to be changed."""
    wanted = {(row["name"], row["alias"]): row for row in map(alias_row, aliases)}
    present = database.rows(
        "SELECT name, alias FROM name_aliases WHERE article_id = ? AND revision = ?", [article_id, revision]
    )
    changed = False
    for row in present:
        if (row["name"], row["alias"]) not in wanted:
            changed |= bool(
                database.execute(
                    "DELETE FROM name_aliases WHERE article_id = ? AND revision = ? AND name = ? AND alias = ?",
                    [article_id, revision, row["name"], row["alias"]],
                )
            )
    for name, alias in wanted:
        key = {"article_id": article_id, "revision": revision, "name": name, "alias": alias}
        values = {column: wanted[name, alias][column] for column in ("quote_start", "quote_end")}
        changed |= database.upsert("name_aliases", key, values)
    return changed
