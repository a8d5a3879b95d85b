"""Which articles tell one story, and the index that finds near-duplicates."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice
from typing import Final

from aggregator.models import Place, SourceId
from aggregator.store.bands import Bands
from aggregator.store.database import Database
from aggregator.store.fact_rows import place_from_row
from aggregator.store.knowledge import mark_stale
from aggregator.store.rows import to_json

_PAGE: Final = 50
"""Texts read at a time: most have some kilobytes, a few a megabyte."""

_UNHEARD_OF: Final = """
SELECT show_id FROM article_shows WHERE article_id IN (SELECT value FROM json_each(:members)) AND EXISTS (
    SELECT value FROM json_each(:retold)
    EXCEPT SELECT n.article_id FROM show_news AS n WHERE n.show_id = article_shows.show_id
)
"""
"""Shows of a story; not those for whose facts all articles that are told of elsewhere now are new."""


class Stories:
    """The part of the store that knows copies of one text."""

    _database: Database

    def unindexed_articles(self) -> list[int]:
        """Articles whose text waits to be put into the index of near-duplicates, the oldest first."""
        rows = self._database.rows("SELECT article_id FROM signatures WHERE is_stale ORDER BY article_id")
        return [row["article_id"] for row in rows]

    def compared_texts(self, article_ids: Iterable[int]) -> Iterator[tuple[int, SourceId, str, str, str]]:
        """Id, source, canonical URL, title and text of articles; what near-duplicates are told by, and where to look.

        In the order of ``article_ids``, page by page; those that are not stored are left out.
        """
        waiting = iter(article_ids)
        while some := list(islice(waiting, _PAGE)):
            for row in self._database.rows(
                "SELECT a.id, a.source_id, a.canonical_url, a.title, a.text"
                " FROM json_each(?) AS wanted JOIN articles AS a ON a.id = wanted.value ORDER BY wanted.key",
                [to_json(some)],
            ):
                yield row["id"], SourceId(row["source_id"]), row["canonical_url"], row["title"], row["text"]

    def signatures(self, article_ids: Iterable[int]) -> dict[int, bytes]:
        """What the texts of articles were indexed by, without those that never were."""
        rows = self._database.rows(
            "SELECT article_id, signature FROM signatures"
            " WHERE article_id IN (SELECT value FROM json_each(?)) AND signature IS NOT NULL",
            [to_json(list(article_ids))],
        )
        return {row["article_id"]: row["signature"] for row in rows}

    def bands(self, keys: Iterable[int]) -> Bands:
        """Which articles stand under these keys; what is put there is of the transaction under way."""
        return Bands(self._database, keys)

    def save_signatures(self, signatures: Mapping[int, bytes]) -> None:
        """What articles are compared by as they read now; they wait no longer."""
        with self._database.transaction():
            self._database.execute_many(
                "UPDATE signatures SET is_stale = 0, signature = ? WHERE article_id = ?",
                ((signature, article_id) for article_id, signature in signatures.items()),
            )

    def resembling_others(self, article_ids: Iterable[int]) -> set[int]:
        """Those articles that are part of a story, or were near-duplicates of others when they were last indexed."""
        rows = self._database.rows(
            "SELECT value AS id FROM json_each(?) WHERE EXISTS (SELECT 1 FROM stories WHERE article_id = value)"
            " OR EXISTS (SELECT 1 FROM near_duplicates WHERE article_id = value)"
            " OR EXISTS (SELECT 1 FROM near_duplicates WHERE other_id = value)",
            [to_json(list(article_ids))],
        )
        return {row["id"] for row in rows}

    def save_resemblances(
        self,
        article_id: int,
        *,
        likenesses: Mapping[int, tuple[str, float]],
        stories: Iterable[tuple[int, Collection[int]]],
        retold: Collection[int] | None = None,
    ) -> None:
        """Replaces what an article resembles, with the stories that follow.

        Args:
            article_id: The article, as it reads now.
            likenesses: Reason and similarity by the other article.
            stories: Every story that has gained or lost articles, whole: its representative and its members.
            retold: Those of them for whom another article, or another place of it, stands now; None for all.
        """
        database = self._database
        with database.transaction():
            database.execute("DELETE FROM near_duplicates WHERE article_id = :id OR other_id = :id", {"id": article_id})
            for other, (reason, similarity) in likenesses.items():
                low, high = sorted((article_id, other))
                values = {"reason": reason, "similarity": round(similarity, 3)}
                database.upsert("near_duplicates", {"article_id": low, "other_id": high}, values)
            for story_id, members in stories:
                self._put_story(story_id, members, retold)

    def _put_story(self, story_id: int, members: Collection[int], retold: Collection[int] | None) -> None:
        """Its members belong to the story now, and to no other; the facts of their shows may be stale.

        They are not where none but new articles have joined it, which are still to be added to the facts.
        """
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
            told = members if retold is None else [member for member in members if member in retold]
            mark_stale(self._database, _UNHEARD_OF, {"members": listed, "retold": to_json(sorted(told))})

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
