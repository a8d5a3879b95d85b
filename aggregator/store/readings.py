"""What was read in the stored texts: the shows that they name, what they claim, who is who."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Final

from aggregator.errors import StoreError
from aggregator.models import Claim, NameAlias, ShowId, ShowMatch, Verdict
from aggregator.store.database import Database, Row
from aggregator.store.knowledge import mark_news, mark_stale, put_aliases
from aggregator.store.rows import claim_from_row, claim_row, match_row, to_json

SHOWS_OF: Final = "SELECT show_id FROM article_shows WHERE article_id = ?"


class Readings:
    """The part of the store that is renewed when stored texts are read again."""

    _database: Database

    def earlier_revisions(self, article_id: int) -> list[tuple[int, str, str]]:
        """Number, title and text of what the article's page said before it was rewritten, the first one first."""
        rows = self._database.rows(
            "SELECT revision, title, text FROM article_revisions WHERE article_id = ? ORDER BY revision", [article_id]
        )
        return [(row["revision"], row["title"], row["text"]) for row in rows]

    def readings_of(self, article_id: int) -> dict[int, list[Claim]]:
        """The claims of an article by revision, each in the order in which they were stored."""
        found: dict[int, list[Claim]] = {}
        rows = self._database.rows("SELECT * FROM claims WHERE article_id = ? ORDER BY revision, id", [article_id])
        for row in rows:
            found.setdefault(row["revision"], []).append(claim_from_row(row))
        return found

    def verdicts_of(self, article_id: int) -> dict[ShowId, Verdict]:
        """What each show that the article names is to it."""
        rows = self._database.rows(
            "SELECT show_id, verdict FROM article_shows WHERE article_id = ? ORDER BY show_id", [article_id]
        )
        return {ShowId(row["show_id"]): Verdict(row["verdict"]) for row in rows}

    def save_matches_and_claims(
        self,
        article_id: int,
        matches: Sequence[ShowMatch],
        claims: Sequence[Claim],
        aliases: Sequence[NameAlias] = (),
        *,
        shows: Collection[ShowId] | None = None,
    ) -> bool:
        """Whether today's shows and rules read the stored text otherwise than before; what they read is stored then.

        The matches and claims of the current revision are replaced, those that stay keep their ids; the claims of
        earlier revisions are left alone.

        Args:
            article_id: Of a stored article.
            matches: Taken from its stored title and text.
            claims: Taken from its stored title and text.
            aliases: Likewise.
            shows: What is stored of other shows is left alone; None means all.
        """
        with self._database.transaction():
            stored = stored_row(self._database, article_id)
            return put_reading(self._database, stored, matches, claims, aliases, shows)

    def save_claims_of_revision(
        self,
        article_id: int,
        revision: int,
        claims: Sequence[Claim],
        aliases: Sequence[NameAlias] = (),
        *,
        shows: Collection[ShowId] | None = None,
    ) -> bool:
        """Whether today's rules read an earlier revision otherwise than before; what they read is stored then.

        Args:
            article_id: Of a stored article.
            revision: Of one of its archived texts.
            claims: Taken from that text.
            aliases: Likewise.
            shows: What is stored of other shows is left alone; None means all.
        """
        database, place = self._database, {"id": article_id, "revision": revision}
        with database.transaction():
            before = _shows_of(database, article_id)
            changed = put_aliases(database, article_id, revision, aliases) | _put_claims(database, place, claims, shows)
            if changed:
                _mark_stale(database, article_id, before)
            return changed


def stored_row(database: Database, article_id: int) -> Row:
    """The row of ``articles``; StoreError where there is none."""
    row = database.row("SELECT * FROM articles WHERE id = ?", [article_id])
    if row is None:
        raise StoreError(f"{database.path} has no article {article_id}; was it deleted by hand?")
    return row


def put_reading(
    database: Database,
    stored: Row,
    matches: Iterable[ShowMatch],
    claims: Iterable[Claim],
    aliases: Iterable[NameAlias],
    shows: Collection[ShowId] | None = None,
    *,
    is_new: bool = False,
) -> bool:
    """Whether what was read in the article's current revision had to be changed; facts of its shows are stale then.

    Those of an article that ``is_new`` are not: what it says is added to them.
    """
    before = _shows_of(database, stored["id"])
    matched = _put_matches(database, stored, matches, shows)
    named = put_aliases(database, stored["id"], stored["revision"], aliases)
    claimed = _put_claims(database, stored, claims, shows)
    if (claimed or named) and is_new:
        mark_news(database, stored["id"])
    elif claimed or named:
        _mark_stale(database, stored["id"], before)
    return matched or claimed or named


def _mark_stale(database: Database, article_id: int, before: list[str]) -> None:
    """The facts of the shows that the article told of before, and of those that it tells of now."""
    mark_stale(database, "SELECT value AS show_id FROM json_each(?)", [to_json(before)])
    mark_stale(database, SHOWS_OF, [article_id])


def _shows_of(database: Database, article_id: int) -> list[str]:
    """The shows that the article names, or has ever claimed something of."""
    rows = database.rows(
        "SELECT show_id FROM article_shows WHERE article_id = :id"
        " UNION SELECT show_id FROM claims WHERE article_id = :id",
        {"id": article_id},
    )
    return [row["show_id"] for row in rows]


def _put_matches(
    database: Database, stored: Row, matches: Iterable[ShowMatch], shows: Collection[ShowId] | None
) -> bool:
    changed, kept = False, []
    if shows is not None:
        rows = database.rows("SELECT show_id FROM article_shows WHERE article_id = ?", [stored["id"]])
        kept = [row["show_id"] for row in rows if row["show_id"] not in shows]
    for match in matches:
        if shows is not None and match.show_id not in shows:
            continue
        kept.append(match.show_id)
        key = {"article_id": stored["id"], "show_id": match.show_id}
        changed |= database.upsert("article_shows", key, {**match_row(match), "sort_at": stored["sort_at"]})
    gone = database.execute(
        "DELETE FROM article_shows WHERE article_id = ? AND show_id NOT IN (SELECT value FROM json_each(?))",
        [stored["id"], to_json(kept)],
    )
    return changed or gone > 0


def _put_claims(
    database: Database, stored: Row, claims: Iterable[Claim], shows: Collection[ShowId] | None = None
) -> bool:
    """Writes the difference alone, so that a claim which still stands keeps its id; said twice alike is said once."""
    wanted = {tuple(row.values()): row for row in map(claim_row, claims) if shows is None or row["show_id"] in shows}
    where = [stored["id"], stored["revision"]]
    present = database.rows("SELECT * FROM claims WHERE article_id = ? AND revision = ?", where)
    changed = False
    for row in present:
        if shows is not None and row["show_id"] not in shows:
            continue
        values = tuple(value for column, value in row.items() if column not in {"id", "article_id", "revision"})
        if wanted.pop(values, None) is None:
            database.execute("DELETE FROM claims WHERE id = ?", [row["id"]])
            changed = True
    for row in wanted.values():
        database.insert("claims", {"article_id": stored["id"], "revision": stored["revision"], **row})
        changed = True
    return changed
