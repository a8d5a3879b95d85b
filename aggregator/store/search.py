"""Full-text search over titles and texts: the index kept in step with the articles, queries, and what they find.

The index knows which words an article has and nothing more (``detail=none``, see DECISIONS.md), so phrases are looked
for in the texts of the articles that have all of their words.
"""

from __future__ import annotations

import json
import re
import sqlite3
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from aggregator.errors import InputError
from aggregator.store.answers import Answers, narrowed
from aggregator.store.database import Database, Row
from aggregator.store.views import web_url

if TYPE_CHECKING:
    from aggregator.models import ShowId

RANKED: Final = 1_000
"""So many of the newest hits are ranked: a word that half of a million articles have costs no more than another."""

RECENT: Final = 10_000
"""By so many of the newest articles it is judged how common a word is; in fewer, every word counts."""

LOOKED_THROUGH: Final = 10_000
"""So many of the newest articles that have all its words are looked through for a phrase; some 0.1 ms each."""

TITLE_WEIGHT: Final = 4.0
"""A word in the headline counts as much as so many in the text."""

SNIPPET_WORDS: Final = 24

# Control characters are in no stored text.
_OPEN, _CLOSE = "\x02", "\x03"

_WORD: Final = re.compile(r"[^\W_]+")
_NO_ACCENTS: Final = dict.fromkeys(range(0x300, 0x370))
_QUOTED: Final = re.compile(r'"([^"]*)"?|([^\s"]+)')

_TEXTS_AT_ONCE: Final = 200
_NEWEST: Final = 2**63 - 1
"""Greater than the id of any article."""

# The index is read from its newest article on, and no further than is needed; each date is looked up by primary key.
_HITS: Final = """
SELECT articles_fts.rowid AS article_id, a.sort_at
FROM articles_fts CROSS JOIN articles AS a ON a.id = articles_fts.rowid
WHERE articles_fts MATCH :expression AND articles_fts.rowid < :before AND {narrow}
ORDER BY articles_fts.rowid DESC LIMIT :limit
"""

# The pluses keep SQLite from asking the index for one article after the other: FTS5 would look for the words each time.
_OF_SHOW: Final = " AND +articles_fts.rowid IN (SELECT article_id FROM article_shows WHERE show_id = :show_id)"
_LISTED: Final = (
    "articles_fts.rowid BETWEEN :first AND :last AND +articles_fts.rowid IN (SELECT value FROM json_each(:ids))"
)

_SCORES: Final = f"""
SELECT articles_fts.rowid AS article_id, bm25(articles_fts, {TITLE_WEIGHT}, 1.0) AS score
FROM articles_fts WHERE articles_fts MATCH :expression AND {_LISTED}
"""

_COUNT_SINCE: Final = """
SELECT count(*) AS articles FROM articles_fts WHERE articles_fts MATCH :expression AND rowid > :article_id
"""

_FOUND: Final = f"""
SELECT
    a.id AS article_id,
    a.title,
    {web_url("a.url", "a.canonical_url")} AS url,
    a.source_id AS source,
    a.site,
    a.published_at,
    a.sort_at,
    (
        SELECT json_group_array(title) FROM (
            SELECT shows.title FROM article_shows AS l JOIN shows ON shows.id = l.show_id
            WHERE l.article_id = a.id AND l.verdict <> 'mentioned' ORDER BY l.score DESC, shows.title
        )
    ) AS shows_json,
    snippet(articles_fts, 1, '{_OPEN}', '{_CLOSE}', '…', {SNIPPET_WORDS}) AS marked
FROM articles_fts CROSS JOIN articles AS a ON a.id = articles_fts.rowid
WHERE articles_fts MATCH :expression AND {_LISTED}
"""


@dataclass(frozen=True, slots=True)
class Query:
    """What is searched for: an expression of FTS5, and phrases of which the index knows the words alone."""

    expression: str
    phrases: tuple[tuple[str, ...], ...] = ()
    words: tuple[str, ...] = ()

    def is_told_in(self, *texts: str) -> bool:
        """Whether each phrase stands in one of the texts, whatever is between its words but words."""
        told = [_plain(text) for text in texts]
        return all(any(_stands_in(text, phrase) for text in told) for phrase in self.phrases)


@cache  # compiled when a word is looked for: that takes milliseconds, and lists need none
def _goes_on() -> re.Pattern[str]:
    # Korean puts particles behind a noun, Chinese and Japanese write on without a space: a word begins so and goes on.
    return re.compile(r"[\u1100-\u11ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff]")


def words_of(text: str) -> list[str]:
    """The words of a text as the index has them: without case and diacritics, parted by whatever is no letter or digit.

    >>> words_of("Spider-Man: Café Noir")
    ['spider', 'man', 'cafe', 'noir']
    """
    return _WORD.findall(_plain(text))


def _plain(text: str) -> str:
    if not text.isascii():
        text = unicodedata.normalize("NFC", unicodedata.normalize("NFD", text).translate(_NO_ACCENTS))
    return text.lower()


def _stands_in(text: str, phrase: tuple[str, ...]) -> bool:
    # That no letter stands before is looked at afterwards: a pattern that begins with letters is found much faster.
    found = re.finditer("[\\W_]+".join(map(re.escape, phrase)) + "(?![^\\W_])", text)
    return any(match.start() == 0 or not text[match.start() - 1].isalnum() for match in found)


def plain_query(text: str) -> Query | None:
    """All the words of ``text``, and those in double quotes next to each other; None where there is no word.

    Nothing in it is an operator: ``AND``, ``*`` or ``title:`` are words or nothing. A word of a script that goes on
    without spaces stands for all that begin with it.

    >>> plain_query('renewed "squid game" 지금').expression
    '"renewed" "squid" "game" "지금"*'
    """
    phrases, words = [], []
    for quoted, bare in _QUOTED.findall(text):
        found = words_of(quoted or bare)
        words += found
        if len(found) > 1:
            phrases.append(tuple(found))
    if not words:
        return None
    distinct = tuple(dict.fromkeys(words))
    return Query(" ".join(map(_term, distinct)), tuple(phrases), distinct)


def _term(word: str) -> str:
    """The expression that finds a word."""
    return f'"{word}"*' if _goes_on().search(word) else f'"{word}"'


class Search(Answers):
    """The part of the store that finds articles by their words."""

    _database: Database

    def search(
        self,
        query: Query,
        *,
        show_id: ShowId | None = None,
        since: date | None = None,
        until: date | None = None,
        limit: int | None = None,
        offset: int = 0,
    ) -> list[dict[str, Any]]:
        """The articles that a query finds, best first, of equally good ones the newest first.

        Ranked by BM25 among the newest ``RANKED`` hits, a word in the headline counting ``TITLE_WEIGHT`` times. A word
        that half of the newest ``RECENT`` articles have does not count beside others.

        Args:
            query: Of ``plain_query``, or an expression of FTS5 as the user wrote it.
            show_id: Only articles that name this show.
            since: Only of this day in UTC or later, by date of publication, or of first sight where that is unknown.
            until: Only of this day or earlier.
            limit: At most so many.
            offset: So many of the best are left out.

        Returns:
            For each: ``article_id``, ``title``, ``url``, ``source``, ``site``, ``published_at``, ``sort_at``,
            ``shows`` (titles of the shows that it is about), ``score`` (lower is better), ``snippet`` (of the text)
            and ``hits`` (pairs of offsets in the snippet, where the words stand).

        Raises:
            InputError: The expression is none of FTS5.
        """
        narrow, parameters = narrowed(since, until)
        if show_id is not None:
            narrow += _OF_SHOW
            parameters["show_id"] = show_id
        told = self._newest(query, narrow, parameters)
        scores = self._scores(query, [hit["article_id"] for hit in told])
        told.sort(key=lambda hit: hit["sort_at"], reverse=True)
        told.sort(key=lambda hit: scores[hit["article_id"]])
        chosen = [hit["article_id"] for hit in told[offset : None if limit is None else offset + limit]]
        return self._found(query, {article_id: scores[article_id] for article_id in chosen})

    def found_ids(self, query: Query) -> list[int]:
        """The ids of the newest ``RANKED`` articles that a query finds, newest first; InputError as of ``search``."""
        return [hit["article_id"] for hit in self._newest(query, "true", {})]

    def _newest(self, query: Query, narrow: str, parameters: dict[str, object]) -> list[Row]:
        """The newest ``RANKED`` hits that tell the query, newest first."""
        try:
            return list(islice(self._telling(query, _HITS.format(narrow=narrow), parameters), RANKED))
        except sqlite3.OperationalError as error:
            raise InputError(_advice(error, query), subject=query.expression) from error

    def _telling(self, query: Query, sql: str, parameters: dict[str, object]) -> Iterator[Row]:
        """The hits that tell the query, newest first: for phrases page by page, as far as somebody reads on."""
        before = _NEWEST
        for _ in range(LOOKED_THROUGH // RANKED if query.phrases else 1):
            wanted = {"expression": query.expression, "before": before, "limit": RANKED}
            hits = self._database.rows(sql, parameters | wanted)
            yield from self._with_phrases(hits, query)
            if len(hits) < RANKED:
                return
            before = hits[-1]["article_id"]

    def _with_phrases(self, hits: list[Row], query: Query) -> Iterator[Row]:
        """The hits that tell every phrase of the query; their texts are read a few at a time."""
        if not query.phrases:
            yield from hits
            return
        for start in range(0, len(hits), _TEXTS_AT_ONCE):
            some = hits[start : start + _TEXTS_AT_ONCE]
            texts = self._database.rows(
                "SELECT id, title, text FROM articles WHERE id IN (SELECT value FROM json_each(?))",
                [json.dumps([hit["article_id"] for hit in some])],
            )
            telling = {row["id"] for row in texts if query.is_told_in(row["title"], row["text"])}
            yield from (hit for hit in some if hit["article_id"] in telling)

    def _scores(self, query: Query, article_ids: list[int]) -> dict[int, float]:
        """How well each of these hits answers the query, by its id; lower is better."""
        rows = self._database.rows(_SCORES, {"expression": self._telling_words(query), **_listed(article_ids)})
        return {row["article_id"]: row["score"] for row in rows}

    def _telling_words(self, query: Query) -> str:
        """The expression by which hits are ranked: without words that half of the articles have, if others are left.

        BM25 gives such a word a millionth of the weight of others, but FTS5 counts the articles that have it anew for
        every search, which takes longer than all else where they are hundreds of thousands.
        """
        (newest,) = self._database.rows("SELECT max(id) AS id FROM articles")
        terms = [_term(word) for word in query.words]
        if len(terms) < 2 or (newest["id"] or 0) <= RECENT:
            return query.expression
        telling = [term for term in terms if 2 * self._count_since(newest["id"] - RECENT, term) < RECENT]
        return " ".join(telling) or query.expression

    def _count_since(self, article_id: int, expression: str) -> int:
        """How many articles after that one the expression finds."""
        (found,) = self._database.rows(_COUNT_SINCE, {"expression": expression, "article_id": article_id})
        return int(found["articles"])

    def _found(self, query: Query, scores: Mapping[int, float]) -> list[dict[str, Any]]:
        """Hits as ``search`` answers, in the order in which their scores are given."""
        found = {}
        for row in self._answers(_FOUND, {"expression": query.expression, **_listed(list(scores))}):
            snippet, hits = _unmarked(row.pop("marked"))
            score = scores[row["article_id"]]
            found[row["article_id"]] = {**row, "score": score, "snippet": snippet, "hits": hits}
        return [found[article_id] for article_id in scores]

    def similar_words(self, query: Query) -> list[str]:
        """Words of followed shows and their people, each the nearest to a word of the query that is none of them."""
        from difflib import get_close_matches

        names = self._database.rows(
            "SELECT title AS name FROM shows WHERE active UNION SELECT person FROM facts WHERE person IS NOT NULL"
            " UNION SELECT value FROM shows, json_each(aliases_json) WHERE active"
        )
        known = sorted({word for row in names for word in words_of(row["name"])})
        meant = [get_close_matches(word, known, n=1) for word in query.words if word not in known]
        return [near[0] for near in meant if near]


def _listed(article_ids: list[int]) -> dict[str, object]:
    """The parameters of ``_LISTED``."""
    return {"ids": json.dumps(article_ids), "first": min(article_ids, default=0), "last": max(article_ids, default=0)}


def put_text(database: Database, article_id: int, *, title: str, text: str) -> None:
    """Makes a new article's words findable; part of the transaction that stores it."""
    database.execute_at_end(
        "INSERT INTO articles_fts (rowid, title, text) VALUES (:id, :title, :text)",
        {"id": article_id, "title": title, "text": text},
    )


def drop_text(database: Database, article_id: int, *, title: str, text: str) -> None:
    """Takes an article's words out of the index, which must be told exactly what was put in."""
    database.execute_at_end(
        "INSERT INTO articles_fts (articles_fts, rowid, title, text) VALUES ('delete', :id, :title, :text)",
        {"id": article_id, "title": title, "text": text},
    )


def _unmarked(marked: str) -> tuple[str, list[tuple[int, int]]]:
    r"""A snippet without its marks and line breaks, and where the marked words stand in it.

    >>> _unmarked("so \x02Salt\x03\n\x02Road\x03 ends")
    ('so Salt Road ends', [(3, 7), (8, 12)])
    """
    text, hits, start = "", [], 0
    for part in re.split(f"([{_OPEN}{_CLOSE}])", re.sub(r"\s+", " ", marked)):
        if part == _OPEN:
            start = len(text)
        elif part == _CLOSE:
            hits.append((start, len(text)))
        else:
            text += part
    return text, hits


def _advice(error: sqlite3.Error, query: Query) -> str:
    reason = str(error)
    if "phrase queries are not supported" in reason:
        reason = "the index keeps no places of words, so it knows neither phrases nor NEAR nor words such as spider-man"
    return (
        f"FTS5 cannot answer {query.expression}: {reason}. Without --raw-fts these are words to search for,"
        " phrases in double quotes."
    )
