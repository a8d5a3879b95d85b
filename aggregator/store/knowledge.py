"""Facts, their evidence and their changes; stories and the index of near-duplicates."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import cache
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
        sides: dict[str, dict[str, list[int]]] = {}
        for row in self._database.rows(
            "SELECT fc.* FROM facts AS f JOIN fact_claims AS fc ON fc.fact_id = f.id WHERE f.show_id = ?"
            " ORDER BY fc.fact_id, fc.claim_id",
            [show_id],
        ):
            sides.setdefault(row["fact_id"], {}).setdefault(row["side"], []).append(row["claim_id"])
        rows = self._database.rows("SELECT * FROM facts WHERE show_id = ? ORDER BY id", [show_id])
        return [fact_from_row(row, sides.get(row["id"], {})) for row in rows]

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

    # --- stories ---

    def unindexed_articles(self) -> list[int]:
        """Articles whose text waits to be put into the index of near-duplicates."""
        rows = self._database.rows("SELECT article_id FROM signatures WHERE is_stale ORDER BY article_id")
        return [row["article_id"] for row in rows]

    def signatures(self, article_ids: Iterable[int]) -> dict[int, bytes]:
        """What the texts of articles were indexed by, without those that never were."""
        rows = self._database.rows(
            "SELECT article_id, signature FROM signatures"
            " WHERE article_id IN (SELECT value FROM json_each(?)) AND signature IS NOT NULL",
            [to_json(list(article_ids))],
        )
        return {row["article_id"]: row["signature"] for row in rows}

    def has_resembled_others(self, article_id: int) -> bool:
        """Whether the article is part of a story, or was a near-duplicate of another when it was last indexed."""
        rows = self._database.rows(
            "SELECT 1 FROM stories WHERE article_id = :id UNION ALL SELECT 1 FROM near_duplicates"
            " WHERE article_id = :id UNION ALL SELECT 1 FROM near_duplicates WHERE other_id = :id LIMIT 1",
            {"id": article_id},
        )
        return bool(rows)

    def candidates(self, bands: Iterable[int], *, but: int, limit: int) -> list[int]:
        """Articles that share bands with a text, those with most of them first.

        Of a band, the newest ``limit`` articles: what a site puts into every page has as many as the site has pages.

        Args:
            bands: The keys of the text.
            but: The article that it is.
            limit: At most so many.
        """
        bands = list(bands)
        if not bands:
            return []
        rows = self._database.rows(_candidates_sql(len(bands)), [limit + 1, *bands, but, limit])
        return [row["article_id"] for row in rows]

    def save_resemblances(
        self,
        article_id: int,
        *,
        signature: bytes,
        old_bands: Collection[int],
        bands: Iterable[int],
        likenesses: Mapping[int, tuple[str, float]],
        stories: Collection[tuple[int, Collection[int]]],
    ) -> None:
        """Puts an article into the index, with the articles that it resembles and the stories that follow.

        Args:
            article_id: The article, as it reads now.
            signature: What its text is compared by.
            old_bands: The keys under which it stood there, if it did.
            bands: Its keys now.
            likenesses: Reason and similarity by the other article.
            stories: Every story that has gained or lost articles, whole: its representative and its members. Empty
                where the article resembles no other and never did, as most.
        """
        database = self._database
        with database.transaction():
            if old_bands:
                database.execute(
                    "DELETE FROM signature_bands WHERE article_id = ? AND hash IN (SELECT value FROM json_each(?))",
                    [article_id, to_json(list(old_bands))],
                )
            database.execute(
                "INSERT INTO signature_bands (hash, article_id) SELECT value, ? FROM json_each(?) WHERE true"
                " ON CONFLICT (hash, article_id) DO NOTHING",
                [article_id, to_json(list(bands))],
            )
            database.execute(
                "UPDATE signatures SET is_stale = 0, signature = ? WHERE article_id = ?", [signature, article_id]
            )
            if not stories:
                return
            database.execute("DELETE FROM near_duplicates WHERE article_id = :id OR other_id = :id", {"id": article_id})
            for other, (reason, similarity) in likenesses.items():
                low, high = sorted((article_id, other))
                values = {"reason": reason, "similarity": round(similarity, 3)}
                database.upsert("near_duplicates", {"article_id": low, "other_id": high}, values)
            for story_id, members in stories:
                self._put_story(story_id, members)

    def _put_story(self, story_id: int, members: Collection[int]) -> None:
        """Its members belong to the story now, and to no other; the facts of their shows are stale."""
        listed = to_json(sorted(members))
        if len(members) < 2:
            changed = self._database.execute(
                "DELETE FROM stories WHERE article_id IN (SELECT value FROM json_each(?))", [listed]
            )
        else:
            changed = sum(
                self._database.upsert("stories", {"article_id": member}, {"story_id": story_id}) for member in members
            )
        if changed:
            mark_stale(
                self._database,
                "SELECT show_id FROM article_shows WHERE article_id IN (SELECT value FROM json_each(?))",
                [listed],
            )

    def story_places(self, article_ids: Iterable[int]) -> list[Place]:
        """Every place at which the articles, and all that share a story with one of them, were met."""
        rows = self._database.rows(
            """
            WITH wanted AS (SELECT value AS id FROM json_each(:ids)),
            own AS (SELECT coalesce(st.story_id, w.id) AS story_id FROM wanted AS w
                LEFT JOIN stories AS st ON st.article_id = w.id),
            members AS (
                SELECT story_id, story_id AS article_id FROM own
                UNION SELECT st.story_id, st.article_id FROM stories AS st JOIN own ON own.story_id = st.story_id
            )
            SELECT m.story_id, m.article_id, s.canonical_url, s.published_at, sources.authority
            FROM members AS m
            JOIN sightings AS s ON s.article_id = m.article_id
            JOIN sources ON sources.id = s.source_id
            ORDER BY m.article_id, s.canonical_url
            """,
            {"ids": to_json(list(article_ids))},
        )
        return [place_from_row(row) for row in rows]

    def resemblances(self, article_ids: Iterable[int]) -> list[tuple[int, int]]:
        """The pairs of near-duplicates between these articles."""
        listed = to_json(list(article_ids))
        rows = self._database.rows(
            "SELECT article_id, other_id FROM near_duplicates WHERE article_id IN (SELECT value FROM json_each(:ids))"
            " AND other_id IN (SELECT value FROM json_each(:ids))",
            {"ids": listed},
        )
        return [(row["article_id"], row["other_id"]) for row in rows]


def _without_order(fact: Fact) -> Fact:
    """The fact as ``load_facts`` has it: its claims in the order of their ids."""
    return replace(fact, supporting=tuple(sorted(fact.supporting)), contradicting=tuple(sorted(fact.contradicting)))


@cache
def _candidates_sql(count: int) -> str:
    """For so many bands. Parameters: how many articles of each band, the bands, the article itself, how many in all."""
    band = "SELECT article_id FROM signature_bands WHERE hash = ?{} ORDER BY article_id DESC LIMIT ?1"
    newest = " UNION ALL ".join(f"SELECT * FROM ({band.format(2 + number)})" for number in range(count))
    return (
        f"SELECT article_id FROM ({newest}) WHERE article_id <> ?{2 + count}"
        f" GROUP BY article_id ORDER BY count(*) DESC, article_id LIMIT ?{3 + count}"
    )


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
