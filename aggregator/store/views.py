"""The views: the public interface for SQL, each named as the answer that it gives.

They are dropped and created anew with every migration, so this is always the whole text of each. A view that is
renamed or loses a column breaks somebody's query: it takes a migration and an entry in the changelog.
"""

from __future__ import annotations

from typing import Final


def _web_url(*columns: str) -> str:
    """SQL for the first of the columns that holds an http(s) URL, else NULL: nothing else may become a link."""
    whens = " ".join(f"WHEN {name} LIKE 'http://%' OR {name} LIKE 'https://%' THEN {name}" for name in columns)
    return f"CASE {whens} END"


# Counted where it is shown, never stored: a copy may come to light at any time.
_COPIES: Final = """(
        SELECT count(DISTINCT s.canonical_url) FROM sightings AS s
        WHERE s.article_id = a.id AND s.canonical_url <> a.canonical_url
    )"""

# sort_at and article_id are those of article_shows, whose indexes hold them in the order of the listing.
_LATEST_ARTICLES: Final = f"""
SELECT
    l.show_id,
    shows.title AS show,
    l.article_id,
    a.title,
    {_web_url("a.url", "a.canonical_url")} AS url,
    a.canonical_url,
    a.published_at,
    a.first_seen_at AS seen_at,
    l.sort_at,
    a.source_id AS source,
    sources.authority,
    a.site,
    a.language,
    a.completeness,
    l.verdict,
    l.score,
    a.revision,
    a.revised_at,
    {_COPIES} AS copies,
    (
        SELECT count(*) FROM claims AS c
        WHERE c.article_id = a.id AND c.revision = a.revision AND c.show_id = l.show_id
    ) AS claim_count
FROM article_shows AS l
JOIN articles AS a ON a.id = l.article_id
JOIN shows ON shows.id = l.show_id
JOIN sources ON sources.id = a.source_id
"""

_CURRENT_CLAIMS: Final = f"""
SELECT
    c.id AS claim_id,
    c.show_id,
    shows.title AS show,
    c.season,
    c.kind,
    c.value,
    c.status,
    c.person,
    c.character,
    c.date_min,
    c.date_max,
    c.said_by,
    CASE c.evidence_in WHEN 'title' THEN a.title ELSE c.quote END AS evidence,
    c.evidence_in,
    c.quote,
    c.quote_start,
    c.quote_end,
    c.confidence,
    c.rule,
    c.rule_version,
    c.article_id,
    a.title,
    {_web_url("a.url", "a.canonical_url")} AS url,
    a.published_at,
    a.first_seen_at AS seen_at,
    a.sort_at,
    a.source_id AS source,
    sources.authority
FROM claims AS c
JOIN articles AS a ON a.id = c.article_id AND a.revision = c.revision
JOIN shows ON shows.id = c.show_id
JOIN sources ON sources.id = a.source_id
"""

_SOURCE_HEALTH: Final = f"""
SELECT
    s.id,
    s.kind,
    {_web_url("s.url")} AS url,
    s.authority,
    s.enabled,
    s.active,
    st.last_outcome,
    coalesce(st.failures, 0) AS failures,
    CASE WHEN st.failures > 0 THEN (
        SELECT json_extract(r.summary_json, '$.failures."' || s.id || '"') AS reason FROM runs AS r
        WHERE reason IS NOT NULL ORDER BY r.id DESC LIMIT 1
    ) END AS problem,
    coalesce(st.gone, 0) AS gone,
    (SELECT count(DISTINCT g.article_id) FROM sightings AS g WHERE g.source_id = s.id) AS articles,
    st.entries,
    st.last_attempt_at,
    st.last_success_at,
    st.next_due_at
FROM sources AS s
LEFT JOIN source_states AS st ON st.source_id = s.id
"""

_SHOW_OVERVIEW: Final = f"""
SELECT
    s.id,
    s.title,
    s.network,
    s.year,
    s.aliases_json,
    s.active,
    (
        SELECT count(*) FROM article_shows AS l WHERE l.show_id = s.id AND l.verdict <> 'mentioned'
    ) AS articles,
    (SELECT count(*) FROM article_shows AS l WHERE l.show_id = s.id AND l.verdict = 'mentioned') AS mentions,
    (
        SELECT count(*) FROM claims AS c JOIN articles AS a ON a.id = c.article_id AND a.revision = c.revision
        WHERE c.show_id = s.id
    ) AS claims,
    newest.sort_at AS latest_at,
    newest.title AS latest_title,
    {_web_url("newest.url", "newest.canonical_url")} AS latest_url
FROM shows AS s
LEFT JOIN articles AS newest ON newest.id = (
    SELECT l.article_id FROM article_shows AS l
    WHERE l.show_id = s.id AND l.verdict <> 'mentioned' ORDER BY l.sort_at DESC, l.article_id DESC LIMIT 1
)
"""

# Counted back from the newest run instead of today, so that the answer is the same whenever it is asked.
_RECENT_FAILURES: Final = f"""
SELECT
    f.id AS fetch_id,
    f.run_id,
    f.started_at,
    f.source_id AS source,
    f.purpose,
    f.outcome,
    f.severity,
    f.status,
    {_web_url("f.url")} AS url,
    f.detail
FROM runs AS r
JOIN fetches AS f ON f.run_id = r.id
WHERE f.severity <> 'ok'
    AND r.started_at >= (SELECT strftime('%Y-%m-%dT%H:%M:%SZ', max(started_at), '-7 days') FROM runs)
ORDER BY f.id DESC
"""

_RUN_HISTORY: Final = """
SELECT
    id AS run_id,
    command,
    version,
    pid,
    status,
    started_at,
    finished_at,
    CAST(strftime('%s', finished_at) AS INTEGER) - CAST(strftime('%s', started_at) AS INTEGER) AS elapsed_s,
    json_extract(summary_json, '$.sources') AS sources,
    json_extract(summary_json, '$.sources_failed') AS sources_failed,
    json_extract(summary_json, '$.sources_skipped') AS sources_skipped,
    json_extract(summary_json, '$.requests') AS requests,
    json_extract(summary_json, '$.not_modified') AS not_modified,
    json_extract(summary_json, '$.bytes_received') AS bytes_received,
    json_extract(summary_json, '$.entries') AS entries,
    json_extract(summary_json, '$.articles_new') AS articles_new,
    json_extract(summary_json, '$.articles_updated') AS articles_updated,
    json_extract(summary_json, '$.sightings') AS sightings,
    json_extract(summary_json, '$.unmatched') AS unmatched,
    json_extract(summary_json, '$.claims') AS claims,
    json_extract(summary_json, '$.issues') AS issues,
    json_extract(summary_json, '$.unexpected') AS unexpected,
    json_extract(summary_json, '$.offline') AS offline,
    json_extract(summary_json, '$.failures') AS failures_json
FROM runs
ORDER BY id DESC
"""

VIEWS: Final = {
    "latest_articles": _LATEST_ARTICLES,
    "current_claims": _CURRENT_CLAIMS,
    "source_health": _SOURCE_HEALTH,
    "show_overview": _SHOW_OVERVIEW,
    "recent_failures": _RECENT_FAILURES,
    "run_history": _RUN_HISTORY,
}
"""Name to the SELECT behind it."""
