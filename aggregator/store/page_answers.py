"""Answers for the pages of ``aggregator serve``: rows as in ``answers.py``, a few questions a page, never one a row."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any

from aggregator.models import ShowId
from aggregator.store.answers import of_these
from aggregator.store.fact_answers import FactAnswers
from aggregator.store.views import web_url
from aggregator.wording.claims import KIND_ORDER

_SCORECARD_FACTS = """
SELECT id, show_id, season, kind, aspect, person, character, value, status, standing, date_min, date_max, since,
    last_confirmed, independent_sources
FROM facts
WHERE standing <> 'superseded' AND kind IN ('renewal', 'renewal_date', 'release', 'production') AND {narrow}
ORDER BY id
"""

# First what is of the season, then decisions before dates, then what is believed now before what no longer is.
_LAST_CHANGES = """
WITH wanted AS (
    SELECT key AS show_id, value AS season,
        (SELECT c.run_id FROM fact_changes AS c WHERE c.show_id = key ORDER BY c.id DESC LIMIT 1) AS run_id
    FROM json_each(:seasons)
),
placed AS (
    SELECT id, show_id, elsewhere, place,
        row_number() OVER (PARTITION BY show_id, season ORDER BY place, is_gone, id DESC) AS in_season
    FROM (
        SELECT c.id, c.show_id, c.season, c.season IS NOT wanted.season AS elsewhere, c.value IS NULL AS is_gone,
            instr(:kinds, ' ' || c.kind || ' ') AS place
        FROM wanted JOIN fact_changes AS c ON c.run_id = wanted.run_id AND c.show_id = wanted.show_id
    )
    WHERE place > 0
),
told AS (
    SELECT id, row_number() OVER (PARTITION BY show_id ORDER BY elsewhere, place, id) AS in_show
    FROM placed WHERE in_season = 1
)
SELECT * FROM news WHERE change_id IN (SELECT id FROM told WHERE in_show = 1) ORDER BY change_id
"""

_KINDS = f" {' '.join(KIND_ORDER)} "
"""The most telling first, each between spaces."""

_STORIES_ABOUT = f"""
SELECT a.id AS article_id, a.title, {web_url("a.url", "a.canonical_url")} AS url, l.sort_at, a.source_id AS source,
    sources.authority
FROM article_shows AS l
JOIN articles AS a ON a.id = l.article_id
JOIN sources ON sources.id = a.source_id
WHERE l.show_id = :show_id AND l.verdict <> 'mentioned'
    AND NOT EXISTS (SELECT 1 FROM stories AS st WHERE st.article_id = a.id AND st.story_id <> a.id)
ORDER BY l.sort_at DESC, a.id DESC
"""

_SOURCE = f"""
SELECT sources.id, sources.authority, {web_url("a.url", "a.canonical_url")} AS url
FROM articles AS a JOIN sources ON sources.id = a.source_id WHERE a.id = :article_id
"""

# A fact may rest on what the article said in an earlier revision; what it says now in the same words is meant too.
_FACTS_OF_CLAIMS = """
SELECT c.id AS claim_id, fc.fact_id
FROM claims AS c
JOIN claims AS said ON said.article_id = c.article_id AND said.show_id = c.show_id AND said.season IS c.season
    AND said.kind = c.kind AND said.value = c.value AND said.person IS c.person
JOIN fact_claims AS fc ON fc.claim_id = said.id
WHERE c.article_id = :article_id
ORDER BY c.id, fc.side DESC, said.id DESC, fc.fact_id
"""

_TEXTS = """
SELECT json_extract(w.value, '$[0]') AS article_id, json_extract(w.value, '$[1]') AS revision,
    coalesce(r.text, a.text) AS text
FROM json_each(:wanted) AS w
JOIN articles AS a ON a.id = json_extract(w.value, '$[0]')
LEFT JOIN article_revisions AS r ON r.article_id = a.id AND r.revision = json_extract(w.value, '$[1]')
"""

# What came of a source in a run is what its last fetch said, unless its answer could not be used.
_DAILY_OUTCOMES = """
WITH visits AS (
    SELECT f.source_id, f.run_id, max(f.id) AS last_id
    FROM fetches AS f
    WHERE f.started_at >= :since AND f.purpose = 'source'
    GROUP BY f.source_id, f.run_id
),
outcomes AS (
    SELECT v.source_id, substr(last.started_at, 1, 10) AS day,
        CASE
            WHEN last.severity <> 'ok' THEN last.outcome
            WHEN EXISTS (SELECT 1 FROM json_each(r.summary_json, '$.failures') WHERE key = v.source_id) THEN 'unusable'
            ELSE 'ok'
        END AS outcome
    FROM visits AS v JOIN fetches AS last ON last.id = v.last_id JOIN runs AS r ON r.id = v.run_id
)
SELECT source_id, day, outcome, count(*) AS runs FROM outcomes GROUP BY source_id, day, outcome
"""

# Who said it first is who published first; of what nobody dates, who was met first.
_FIRST_WITNESSES = """
WITH said AS (
    SELECT f.id AS fact_id, a.source_id,
        row_number() OVER (PARTITION BY f.id ORDER BY coalesce(a.published_at, a.first_seen_at), c.id) AS place
    FROM facts AS f
    JOIN fact_claims AS fc ON fc.fact_id = f.id AND fc.side = 'supporting'
    JOIN claims AS c ON c.id = fc.claim_id
    JOIN articles AS a ON a.id = c.article_id
    WHERE f.standing = 'agreed' AND f.independent_sources > 1
)
SELECT source_id, count(DISTINCT fact_id) AS said, count(CASE WHEN place = 1 THEN 1 END) AS first
FROM said GROUP BY source_id
"""

_YIELDS = """
SELECT a.source_id, count(DISTINCT a.id) AS articles, count(c.id) AS claims, max(a.first_seen_at) AS newest_at
FROM articles AS a LEFT JOIN claims AS c ON c.article_id = a.id AND c.revision = a.revision
GROUP BY a.source_id
"""


class PageAnswers(FactAnswers):
    """The part of the store that fills the pages."""

    @contextmanager
    def at_one_instant(self) -> Iterator[None]:
        """All that is read inside is as it was at one instant, though somebody else may be writing."""
        connection = self._database.connection
        connection.execute("BEGIN")
        try:
            yield
        finally:
            connection.execute("ROLLBACK")

    def show(self, show_id: str) -> dict[str, Any] | None:
        """A show, followed or not any longer, with its aliases."""
        rows = self._answers("SELECT * FROM shows WHERE id = ?", [show_id])
        return rows[0] if rows else None

    def scorecard_facts(self, show_ids: Iterable[str] | None = None) -> list[dict[str, Any]]:
        """What is believed of decisions, announcements, releases and productions, of all shows or of these."""
        narrow, parameters = of_these(show_ids)
        return self._database.rows(_SCORECARD_FACTS.format(narrow=narrow), parameters)

    def last_changes(self, seasons: Mapping[str, int | None]) -> dict[str, dict[str, Any]]:
        """By show, the most telling change of the last run that changed it: a row of ``news``.

        Args:
            seasons: Of each show that is asked for, the season whose changes tell more than those of others.
        """
        rows = self._answers(_LAST_CHANGES, {"seasons": json.dumps(seasons), "kinds": _KINDS})
        return {row["show_id"]: row for row in rows}

    def facts_of(self, show_id: ShowId) -> list[dict[str, Any]]:
        """Every fact of a show, superseded ones too: columns of ``facts`` with the title of the show."""
        return self._answers(
            "SELECT f.*, shows.title AS show FROM facts AS f JOIN shows ON shows.id = f.show_id"
            " WHERE f.show_id = ? ORDER BY f.season, f.id",
            [show_id],
        )

    def stories_about(self, show_id: ShowId) -> list[dict[str, Any]]:
        """The stories about a show, newest first, each by the article that stands for it."""
        return self._answers(_STORIES_ABOUT, {"show_id": show_id})

    def article(self, article_id: int) -> dict[str, Any] | None:
        """All that is known of an article: what ``explain`` tells, and its ``source``, ``copies`` and ``facts``.

        ``facts``: by the number of a claim, the id of a fact that rests on it, or else of one that it contradicts.
        """
        known = self.explain_article(article_id)
        if known is None:
            return None
        facts: dict[int, str] = {}
        for row in self._answers(_FACTS_OF_CLAIMS, {"article_id": article_id}):
            facts.setdefault(row["claim_id"], row["fact_id"])
        (source,) = self._answers(_SOURCE, {"article_id": article_id})
        return {**known, "source": source, "copies": self._copies_of([article_id]).get(article_id, []), "facts": facts}

    def texts(self, revisions: Iterable[tuple[int, int]]) -> dict[tuple[int, int], str]:
        """The text of articles as they read in a revision, by the two numbers."""
        rows = self._answers(_TEXTS, {"wanted": json.dumps(sorted(set(revisions)))})
        return {(row["article_id"], row["revision"]): row["text"] for row in rows}

    def daily_outcomes(self, since: date) -> list[dict[str, Any]]:
        """In how many runs of each day since then a source was asked, by what came of it: ``ok`` or what went wrong."""
        return self._answers(_DAILY_OUTCOMES, {"since": since.isoformat()})

    def source_yields(self) -> dict[str, dict[str, Any]]:
        """By source: the articles whose text came from it, their claims, and when the newest was met."""
        return {row["source_id"]: row for row in self._answers(_YIELDS)}

    def first_witnesses(self) -> dict[str, dict[str, Any]]:
        """By source: of how many agreed facts with several sources it spoke, and how often before all others."""
        return {row["source_id"]: row for row in self._answers(_FIRST_WITNESSES)}

    def open_alarms(self) -> list[dict[str, Any]]:
        """What is wrong with sources and not over, oldest first: rows of ``open_alarms``."""
        return self._answers("SELECT * FROM open_alarms")
