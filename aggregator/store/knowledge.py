"""Facts, their evidence and their changes."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Final

from aggregator.models import Claim, Fact, FactChange, FactKey, NameAlias, Place, ShowId
from aggregator.store.database import Database, Row
from aggregator.store.fact_rows import alias_row, change_row, fact_from_row, fact_id, fact_row, place_from_row
from aggregator.store.rows import claim_from_row, from_text, to_json, to_text

# The plus sign keeps SQLite from looking through all claims of the show for those of the articles.
_OF_SHOW: Final = "show_id = :show_id"
_OF_NEWS: Final = "article_id IN (SELECT value FROM json_each(:articles)) AND +show_id = :show_id"

_CLAIMS: Final = "SELECT * FROM claims WHERE {such} ORDER BY id"

_REVISIONS: Final = """
SELECT article_id, revision, first_seen_at FROM article_revisions
WHERE article_id IN (SELECT article_id FROM claims WHERE {such})
UNION ALL
SELECT id, revision, revised_at FROM articles WHERE id IN (SELECT article_id FROM claims WHERE {such})
ORDER BY article_id, revision
"""

_PLACES: Final = """
SELECT coalesce(st.story_id, s.article_id) AS story_id, s.article_id, s.canonical_url,
    s.published_at, sources.authority
FROM sightings AS s
JOIN sources ON sources.id = s.source_id
LEFT JOIN stories AS st ON st.article_id = s.article_id
WHERE s.article_id IN (
    SELECT article_id FROM claims WHERE {such}
    UNION
    SELECT other.article_id FROM stories AS own JOIN stories AS other ON other.story_id = own.story_id
    WHERE own.article_id IN (SELECT article_id FROM claims WHERE {such})
)
"""

_PUT_CLAIMS: Final = """
INSERT INTO fact_claims (fact_id, claim_id, side) SELECT :fact_id, value, :side FROM json_each(:claims) WHERE true
ON CONFLICT (fact_id, claim_id) DO UPDATE SET side = excluded.side
"""

_CLAIMS_OF_QUESTION: Final = """
SELECT DISTINCT c.id, c.value, c.status = 'denied' AS is_denied
FROM facts AS f
JOIN fact_claims AS fc ON fc.fact_id = f.id
JOIN claims AS c ON c.id = fc.claim_id
WHERE f.show_id = :show_id AND f.season IS :season AND f.kind = :kind AND f.person IS :person
    AND (f.aspect = :aspect OR :kind = 'production')
ORDER BY c.id
"""
"""All of a production is one question, though what is told of delays has an aspect of its own."""

# A fact of a popular show rests on thousands of claims: SQLite lists them, so that no row is made of each.
_FACTS: Final = """
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
            "SELECT show_id FROM show_states WHERE is_stale OR review_on <= ?"
            " UNION SELECT show_id FROM show_news ORDER BY show_id",
            [today.isoformat()],
        )
        return [ShowId(row["show_id"]) for row in rows]

    def news_of(self, show_id: ShowId) -> list[int]:
        """The new articles about the show that are not in its facts yet."""
        rows = self._database.rows("SELECT article_id FROM show_news WHERE show_id = ? ORDER BY 1", [show_id])
        return [row["article_id"] for row in rows]

    def kept_of(self, show_id: ShowId, part: str) -> Any:
        """What ``save_facts`` has kept as a part of what is known of the show; None where it has not.

        None, too, where something else than new articles concerns the facts: all of them have to be worked out.
        """
        row = self._database.row(
            "SELECT kept_json FROM known_parts WHERE show_id = :show_id AND part = :part"
            " AND NOT EXISTS (SELECT 1 FROM show_states WHERE show_id = :show_id AND is_stale)",
            {"show_id": show_id, "part": part},
        )
        return None if row is None else json.loads(row["kept_json"])

    def due_parts(self, show_id: ShowId) -> dict[str, date]:
        """The parts of what is known of the show that change on a day by the passing of time alone, with that day."""
        rows = self._database.rows(
            "SELECT part, due_on FROM known_parts WHERE show_id = ? AND due_on IS NOT NULL", [show_id]
        )
        return {row["part"]: date.fromisoformat(row["due_on"]) for row in rows}

    def claims_by_revision(
        self, show_id: ShowId, articles: Collection[int] | None = None
    ) -> dict[tuple[int, int], list[tuple[int, Claim]]]:
        """Every claim about the show with its id, by article and revision; all of it, or what ``articles`` say."""
        found: dict[tuple[int, int], list[tuple[int, Claim]]] = {}
        for row in self._of(_CLAIMS, show_id, articles):
            found.setdefault((row["article_id"], row["revision"]), []).append((row["id"], claim_from_row(row)))
        return found

    def revision_times(
        self, show_id: ShowId, articles: Collection[int] | None = None
    ) -> dict[int, dict[int, datetime]]:
        """When each revision of the articles that claim something of the show was first seen, oldest article first."""
        times: dict[int, dict[int, datetime]] = {}
        for row in self._of(_REVISIONS, show_id, articles):
            times.setdefault(row["article_id"], {})[row["revision"]] = from_text(row["first_seen_at"])
        return times

    def places(self, show_id: ShowId, articles: Collection[int] | None = None) -> list[Place]:
        """Where the stories that claim something of the show were met."""
        return [place_from_row(row) for row in self._of(_PLACES, show_id, articles)]

    def _of(self, sql: str, show_id: ShowId, articles: Collection[int] | None) -> list[Row]:
        """The rows about a show, by the claims of all articles or of some."""
        if articles is None:
            return self._database.rows(sql.format(such=_OF_SHOW), {"show_id": show_id})
        given = {"show_id": show_id, "articles": to_json(list(articles))}
        return self._database.rows(sql.format(such=_OF_NEWS), given)

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

    def name_pairs_in(self, show_id: ShowId, articles: Collection[int]) -> list[tuple[str, str]]:
        """Pairs of names that are one person's by what these articles, as far as they are about the show, say."""
        rows = self._database.rows(
            "SELECT DISTINCT n.name, n.alias FROM name_aliases AS n"
            " JOIN article_shows AS s ON s.article_id = n.article_id AND s.show_id = ?"
            " WHERE n.article_id IN (SELECT value FROM json_each(?)) ORDER BY 1, 2",
            [show_id, to_json(list(articles))],
        )
        return [(row["name"], row["alias"]) for row in rows]

    def load_facts(self, show_id: ShowId) -> list[Fact]:
        """The facts of a show as they were worked out last; their claims in the order of their ids."""
        return [
            fact_from_row(row, {side: json.loads(row[side]) for side in ("supporting", "contradicting")})
            for row in self._database.rows(_FACTS, [show_id])
        ]

    def claims_of_question(self, key: FactKey) -> dict[tuple[str, bool], list[int]]:
        """The ids of the claims that stand on either side of the facts of a question, by value and denial."""
        given = {"show_id": key.show_id, "season": key.season, "kind": key.kind}
        found: dict[tuple[str, bool], list[int]] = {}
        for row in self._database.rows(_CLAIMS_OF_QUESTION, {**given, "person": key.person, "aspect": key.aspect}):
            found.setdefault((row["value"], bool(row["is_denied"])), []).append(row["id"])
        return found

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
        kept: Mapping[str, tuple[object, date | None]] | None = None,
        heard: Collection[int] = (),
        goes_on: bool = False,
    ) -> None:
        """Replaces facts of a show, where they are others, and records what changed; all in one transaction.

        Args:
            show_id: The show.
            facts: What takes the place of ``before``, superseded ones too.
            changes: Since the facts that are replaced.
            before: The facts that are replaced: all, or those of some questions. Both may leave out the same claims.
            run_id: Of ``begin_run``.
            now: When they were worked out.
            review_on: Day on which they change by the passing of time alone.
            kept: What new articles can be added to next time, by part, with the day on which the part changes by the
                passing of time alone.
            heard: Articles whose claims are in the facts now.
            goes_on: What is kept of other parts is still true.
        """
        database = self._database
        wanted = {fact_id(fact.key, fact.value, fact.status): _without_order(fact) for fact in facts}
        stored = {fact_id(fact.key, fact.value, fact.status): _without_order(fact) for fact in before}
        gone = to_json([key for key in stored if key not in wanted])
        with database.transaction():
            database.execute("DELETE FROM facts WHERE id IN (SELECT value FROM json_each(?))", [gone])
            for key, fact in wanted.items():
                if fact != stored.get(key):
                    database.upsert("facts", {"id": key}, fact_row(fact))
                    self._put_sides(key, fact, stored.get(key))
            for change in changes:
                database.insert("fact_changes", {"run_id": run_id, "at": to_text(now), **change_row(change)})
            review = review_on.isoformat() if review_on else None
            database.upsert("show_states", {"show_id": show_id}, {"is_stale": 0, "review_on": review})
            self._keep(show_id, kept or {}, heard, goes_on=goes_on)

    def _put_sides(self, fact: str, wanted: Fact, stored: Fact | None) -> None:
        gone = set(_claims(stored)) - set(_claims(wanted)) if stored else ()
        if gone:
            self._database.execute(
                "DELETE FROM fact_claims WHERE fact_id = ? AND claim_id IN (SELECT value FROM json_each(?))",
                [fact, to_json(sorted(gone))],
            )
        for side, claims, present in (
            ("supporting", wanted.supporting, stored.supporting if stored else ()),
            ("contradicting", wanted.contradicting, stored.contradicting if stored else ()),
        ):
            if new := sorted(set(claims).difference(present)):
                self._database.execute(_PUT_CLAIMS, {"fact_id": fact, "side": side, "claims": to_json(new)})

    def _keep(
        self,
        show_id: ShowId,
        kept: Mapping[str, tuple[object, date | None]],
        heard: Collection[int],
        *,
        goes_on: bool,
    ) -> None:
        database = self._database
        if not goes_on:
            database.execute("DELETE FROM known_parts WHERE show_id = ?", [show_id])
        for part, (value, due_on) in kept.items():
            values = {"kept_json": to_json(value), "due_on": due_on.isoformat() if due_on else None}
            database.upsert("known_parts", {"show_id": show_id, "part": part}, values)
        if heard:
            database.execute(
                "DELETE FROM show_news WHERE show_id = ? AND article_id IN (SELECT value FROM json_each(?))",
                [show_id, to_json(list(heard))],
            )


def _claims(fact: Fact) -> tuple[int, ...]:
    return fact.supporting + fact.contradicting


def _without_order(fact: Fact) -> Fact:
    """The fact as ``load_facts`` has it: its claims in the order of their ids."""
    return replace(fact, supporting=tuple(sorted(fact.supporting)), contradicting=tuple(sorted(fact.contradicting)))


def mark_stale(database: Database, shows: str, parameters: Sequence[Any] | Mapping[str, Any]) -> None:
    """Remembers that all facts of some shows have to be worked out again; ``shows`` is a SELECT of their ids.

    For whatever happens but that a new article speaks: see ``mark_news``.
    """
    database.execute(
        f"INSERT INTO show_states (show_id, is_stale) SELECT DISTINCT show_id, 1 FROM ({shows}) WHERE true"
        " ON CONFLICT (show_id) DO UPDATE SET is_stale = 1 WHERE is_stale = 0",
        parameters,
    )


def mark_news(database: Database, article_id: int) -> None:
    """Remembers that an article, which is new, has to be added to the facts of the shows that it tells of."""
    database.execute(
        "INSERT INTO show_news (show_id, article_id)"
        " SELECT show_id, article_id FROM article_shows WHERE article_id = :id"
        " UNION SELECT show_id, article_id FROM claims WHERE article_id = :id",
        {"id": article_id},
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
