"""Answers for people: rows as dictionaries, ready to be printed or turned into JSON.

Columns named ``*_json`` come decoded and without that ending, and 0 and 1 come as False and True where the
column asks a question.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final, cast

from aggregator.store.database import Database, Row
from aggregator.store.packing import ARTICLE_STORAGE

if TYPE_CHECKING:
    from aggregator.models import ShowId

_YES_OR_NO: Final = frozenset({"active", "enabled", "ended", "gone", "is_current", "offline"})

_CLAIM_FIELDS: Final = {"quote_start": "start", "quote_end": "end", "rule_version": "version"}

_CLAIM_ORDER: Final = "show COLLATE NOCASE, show_id, season, kind, sort_at DESC, article_id DESC, quote_start, claim_id"

EXPLAINED_FETCHES: Final = 20
"""As many of the latest fetches as are shown of one article; a page can have been read again every hour for days."""

_ADDRESSES: Final = """
SELECT id AS article_id, url FROM articles WHERE id IN (SELECT value FROM json_each(:ids))
UNION
SELECT article_id, url FROM sightings WHERE article_id IN (SELECT value FROM json_each(:ids))
UNION
SELECT article_id, url FROM resources WHERE article_id IN (SELECT value FROM json_each(:ids))
"""

_FETCHES: Final = """
WITH asked AS (
    SELECT
        json_extract(a.value, '$[0]') AS article_id,
        f.*,
        row_number() OVER (
            PARTITION BY json_extract(a.value, '$[0]') ORDER BY f.started_at DESC, f.id DESC
        ) AS place
    FROM json_each(:addresses) AS a
    JOIN fetches AS f ON f.url_key = json_extract(a.value, '$[1]') AND f.url = json_extract(a.value, '$[2]')
)
SELECT article_id, id, run_id, source_id, url, purpose, outcome, severity, status, started_at, elapsed_s, body_bytes,
    detail
FROM asked WHERE place <= :limit ORDER BY article_id, place
"""


_NAMED: Final = """
SELECT DISTINCT s.id, s.title FROM show_names AS n JOIN shows AS s ON s.id = n.show_id
WHERE {} AND s.active ORDER BY s.id
"""

_NAMES: Final = "SELECT DISTINCT n.name FROM show_names AS n JOIN shows AS s ON s.id = n.show_id WHERE s.active"

_SHOWS_NAMED: Final = """
SELECT l.*, s.title AS show FROM article_shows AS l JOIN shows AS s ON s.id = l.show_id
WHERE l.article_id = :id ORDER BY l.score DESC, s.title
"""

_MENTION: Final = ("field", "start", "end", "alias", "score")


class Answers:
    """The part of the store that answers people."""

    _database: Database

    def latest(
        self,
        show_id: ShowId | None = None,
        *,
        limit: int | None,
        offset: int = 0,
        include_mentions: bool = False,
        include_copies: bool = False,
        since: date | None = None,
        until: date | None = None,
    ) -> list[dict[str, Any]]:
        """The newest stories of a show, or of all, newest first: rows of ``latest_articles``.

        A story is listed by the article that stands for it; one about two shows, under each.

        Args:
            show_id: None means every show.
            limit: At most so many; None means all.
            offset: So many of the newest are left out.
            include_mentions: Also articles that only mention the show.
            include_copies: Also articles that tell a story which another one stands for.
            since: Nothing older than this day in UTC, by date of publication, or of first sight where that is unknown.
            until: Nothing newer than this day.
        """
        where, parameters = narrowed(since, until, show_id=show_id)
        verdict = "" if include_mentions else "AND verdict <> 'mentioned'"
        # A copy is left out where the article that stands for it is listed: found by primary key, row by row, so
        # that the listing is still read from its index.
        copies = (
            ""
            if include_copies
            else (
                "AND (story_id = article_id OR NOT EXISTS (SELECT 1 FROM article_shows AS told"
                f" WHERE told.article_id = story_id AND told.show_id = latest_articles.show_id {verdict}))"
            )
        )
        return self._answers(
            f"SELECT * FROM latest_articles WHERE {where} {verdict} {copies}"
            " ORDER BY sort_at DESC, article_id DESC, show_id LIMIT :limit OFFSET :offset",
            {**parameters, **window(limit, offset)},
        )

    def shows(self) -> list[dict[str, Any]]:
        """The shows that sources.yaml names, by title: rows of ``show_overview``."""
        return self._answers("SELECT * FROM show_overview WHERE active ORDER BY title COLLATE NOCASE, id")

    def followed(self, show_id: ShowId | None = None) -> list[dict[str, Any]]:
        """Id, title, network and aliases of the shows that sources.yaml names, by title, or of one of them alone."""
        where, parameters = ("active", {}) if show_id is None else ("active AND id = :id", {"id": show_id})
        return self._answers(
            f"SELECT id, title, network, aliases_json FROM shows WHERE {where} ORDER BY title COLLATE NOCASE, id",
            parameters,
        )

    def shows_with_articles(self) -> list[ShowId]:
        """The shows that sources.yaml names and an article does, too, by title."""
        found = self._database.rows(
            "SELECT id FROM shows AS s WHERE active AND EXISTS (SELECT 1 FROM article_shows WHERE show_id = s.id)"
            " ORDER BY title COLLATE NOCASE, id"
        )
        return [row["id"] for row in found]

    def sources(self) -> list[dict[str, Any]]:
        """All sources, those that sources.yaml no longer names last: rows of ``source_health``."""
        return self._answers("SELECT * FROM source_health ORDER BY active DESC, id")

    def open_alarms(self) -> list[dict[str, Any]]:
        """What is wrong with sources that are read, the longest first: rows of ``open_alarms``."""
        return self._answers("SELECT * FROM open_alarms")

    def claims(
        self,
        show_id: ShowId | None = None,
        *,
        season: int | None = None,
        kind: str | None = None,
        limit: int | None = None,
        offset: int = 0,
        since: date | None = None,
        until: date | None = None,
    ) -> list[dict[str, Any]]:
        """What articles claim as they read now: rows of ``current_claims``, by show, season, kind and newest first.

        Args:
            show_id: None means every show.
            season: None means every season, and claims that name none.
            kind: None means every kind.
            limit: At most so many; None means all.
            offset: So many of the first are left out.
            since: Only of articles of this day in UTC or later, as in ``latest``.
            until: Only of articles of this day or earlier.
        """
        where, parameters = narrowed(since, until, show_id=show_id, season=season, kind=kind)
        chosen = f"{where} ORDER BY {_CLAIM_ORDER} LIMIT :limit OFFSET :offset"
        if limit is not None:  # of all the others nothing is read but what they are ordered by
            chosen = f"claim_id IN (SELECT claim_id FROM current_claims WHERE {chosen}) ORDER BY {_CLAIM_ORDER}"
        return self._claims(chosen, {**parameters, **window(limit, offset)})

    def claims_for(self, article_ids: Iterable[int]) -> dict[int, list[dict[str, Any]]]:
        """What each of the articles claims, in the order of its text; articles that claim nothing are left out."""
        found: dict[int, list[dict[str, Any]]] = {}
        for claim in self._claims(
            "article_id IN (SELECT value FROM json_each(:ids)) ORDER BY article_id, quote_start, claim_id",
            {"ids": json.dumps(list(article_ids))},
        ):
            found.setdefault(claim["article_id"], []).append(claim)
        return found

    def explain(self, url: str) -> dict[str, Any] | None:
        """Everything known of the article met at a URL, or None.

        Args:
            url: Any address under which it was met: of the feed or the page, with tracking parameters, of a copy.

        Returns:
            ``article`` (every column), ``revisions`` (earlier ones, newest first), ``sightings``, ``shows`` (with
            the mentions that justify each), ``claims`` (of the current revision, in the order of the text) and
            ``fetches`` (of its addresses, newest first).
        """
        article_id = self._find_article(url)
        return None if article_id is None else self.explain_article(article_id)

    def explain_article(self, article_id: int) -> dict[str, Any] | None:
        """What ``explain`` tells, of the article with that number; None where there is none."""
        wanted = {"id": article_id}
        articles = self._answers("SELECT * FROM articles WHERE id = :id", wanted)
        if not articles:
            return None
        sightings = self._answers(
            "SELECT *, first_seen_at AS seen_at FROM sightings WHERE article_id = :id ORDER BY first_seen_at, url",
            wanted,
        )
        return {
            "article": {column: value for column, value in articles[0].items() if column not in ARTICLE_STORAGE},
            "revisions": self._answers(
                "SELECT * FROM article_revisions WHERE article_id = :id ORDER BY revision DESC", wanted
            ),
            "sightings": sightings,
            "shows": [
                row | {"mentions": [dict(zip(_MENTION, mention, strict=True)) for mention in row["mentions"]]}
                for row in self._answers(_SHOWS_NAMED, wanted)
            ],
            "claims": self.claims_for([article_id]).get(article_id, []),
            "fetches": self.fetches_of([article_id]).get(article_id, []),
        }

    def fetches_of(self, article_ids: Iterable[int]) -> dict[int, list[dict[str, Any]]]:
        """The latest fetches of the addresses of each article, newest first; imported articles have none."""
        found: dict[int, list[dict[str, Any]]] = {}
        addresses = [
            (row["article_id"], self._database.key_of(row["url"]), row["url"])
            for row in self._database.rows(_ADDRESSES, {"ids": json.dumps(list(article_ids))})
        ]
        for row in self._answers(_FETCHES, {"addresses": json.dumps(addresses), "limit": EXPLAINED_FETCHES}):
            found.setdefault(row.pop("article_id"), []).append(row)
        return found

    def _find_article(self, url: str) -> int | None:
        from aggregator.urls import canonicalize_url

        addresses = [url]
        with suppress(ValueError):  # not http(s): imported articles may be known under other addresses
            addresses.append(canonicalize_url(url))
        for address in addresses:
            row = self._database.row(
                """
                SELECT id FROM articles WHERE canonical_key = :key AND canonical_url = :url
                UNION ALL SELECT article_id FROM meetings WHERE canonical_url = :url AND canonical_url <> ''
                UNION ALL SELECT article_id FROM resources
                    WHERE url_key = :key AND url = :url AND article_id IS NOT NULL
                """,
                self._database.found_by(address),
            )
            if row is not None:
                return int(row["id"])
        return None

    def find_show(self, text: str) -> ShowId | tuple[str, ...]:
        """The followed show that ``text`` names, or else the titles that may have been meant, best first.

        A show is named by its id, its title or an alias, in any case and with or without accents, or by a part of
        these that no other show has.
        """
        from aggregator.text import normalize_text

        wanted = normalize_text(text)
        named = self._named("name = ?", wanted)
        if not named and wanted:
            named = self._named("instr(name, ?)", wanted)
        if len(named) == 1:
            return cast("ShowId", next(iter(named)))
        if named:
            return tuple(sorted(named.values()))
        return tuple(dict.fromkeys(title for name in self._names_near(wanted) for title in name.values()))

    def _named(self, condition: str, wanted: str) -> dict[str, str]:
        """The shows, with their titles, that have a name of which the condition is true."""
        return {row["id"]: row["title"] for row in self._database.rows(_NAMED.format(condition), [wanted])}

    def _names_near(self, wanted: str) -> list[dict[str, str]]:
        from difflib import get_close_matches

        names = [row["name"] for row in self._database.rows(_NAMES)]
        return [self._named("name = ?", name) for name in get_close_matches(wanted, names)]

    def last_runs(self, count: int) -> list[dict[str, Any]]:
        """The last runs, newest first: rows of ``run_history``."""
        return self._answers("SELECT * FROM run_history LIMIT ?", [count])

    def _claims(self, where: str, parameters: dict[str, Any]) -> list[dict[str, Any]]:
        """Rows of ``current_claims`` with the field names of a ``Claim``; in SQL, ``end`` would have to be quoted."""
        rows = self._answers(f"SELECT * FROM current_claims WHERE {where}", parameters)
        return [{_CLAIM_FIELDS.get(column, column): value for column, value in row.items()} for row in rows]

    def _answers(self, sql: str, parameters: list[Any] | dict[str, Any] | None = None) -> list[dict[str, Any]]:
        return decoded(self._database.rows(sql, parameters or ()))


def narrowed(since: date | None, until: date | None, **wanted: object) -> tuple[str, dict[str, object]]:
    """A condition on ``sort_at`` and on the columns whose value is not None, with its parameters.

    Put together by hand because ``:x IS NULL OR column = :x`` keeps SQLite from using an index.
    """
    given = {column: value for column, value in wanted.items() if value is not None}
    conditions = [f"{column} = :{column}" for column in given]
    # Times are text in ISO 8601, so that a day, too, can be compared with them.
    if since is not None:
        conditions.append("sort_at >= :since")
        given["since"] = since.isoformat()
    if until is not None:
        conditions.append("sort_at < :day_after")
        given["day_after"] = (until + timedelta(days=1)).isoformat()
    return " AND ".join(conditions or ["true"]), given


def of_these(show_ids: Iterable[str] | None) -> tuple[str, dict[str, str]]:
    """A condition on ``show_id``, with its parameters; None means every show.

    Put together by hand, as in ``narrowed``.
    """
    if show_ids is None:
        return "true", {}
    return "show_id IN (SELECT value FROM json_each(:show_ids))", {"show_ids": json.dumps(list(show_ids))}


def window(limit: int | None, offset: int) -> dict[str, int]:
    """SQLite takes a negative limit for none."""
    return {"limit": -1 if limit is None else limit, "offset": offset}


def decoded(rows: list[Row]) -> list[dict[str, Any]]:
    """Rows with the same columns as answers, see the head of this module."""
    columns = list(rows[0]) if rows else []
    readers: dict[str, Callable[[Any], Any]] = {name: json.loads for name in columns if name.endswith("_json")}
    readers |= {name: bool for name in columns if name in _YES_OR_NO}
    if not readers:
        return rows
    for row in rows:
        for name, read in readers.items():
            if row[name] is not None:
                row[name] = read(row[name])
    names = [name.removesuffix("_json") for name in columns]
    return [dict(zip(names, row.values(), strict=True)) for row in rows]
