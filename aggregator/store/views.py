"""The views: the public interface for SQL, each named as the answer that it gives.

They are dropped and created anew with every migration, so this is always the whole text of each. A view that is
renamed or loses a column breaks somebody's query: it takes a migration and an entry in the changelog.
"""

from __future__ import annotations

from typing import Final


def web_url(*columns: str) -> str:
    """SQL for the first of the columns that holds an http(s) URL, else NULL: nothing else may become a link."""
    whens = " ".join(f"WHEN {name} LIKE 'http://%' OR {name} LIKE 'https://%' THEN {name}" for name in columns)
    return f"CASE {whens} END"


# An empty address and date, and an address and title that are NULL, are the article's. A LEFT JOIN costs nothing
# where nothing of the article is asked for.
_SIGHTINGS: Final = """
SELECT
    m.article_id,
    m.source_id,
    CASE m.canonical_url WHEN '' THEN a.canonical_url ELSE m.canonical_url END AS canonical_url,
    coalesce(m.url, a.fetched_url) AS url,
    coalesce(m.title, a.title) AS title,
    CASE m.published_at WHEN '' THEN a.published_at ELSE m.published_at END AS published_at,
    CASE m.published_at WHEN '' THEN a.published_raw ELSE m.published_raw END AS published_raw,
    m.first_seen_at,
    m.run_id
FROM meetings AS m
LEFT JOIN articles AS a ON a.id = m.article_id
"""

# Counted where it is shown, never stored: a copy may come to light at any time. An article alone has no row in stories.
_COPIES: Final = """(
        SELECT count(DISTINCT s.canonical_url) FROM sightings AS s
        WHERE s.canonical_url <> a.canonical_url AND s.article_id IN (
            SELECT a.id
            UNION ALL
            SELECT other.article_id FROM stories AS own JOIN stories AS other ON other.story_id = own.story_id
            WHERE own.article_id = a.id
        )
    )"""

# sort_at and article_id are those of article_shows, whose indexes hold them in the order of the listing.
_LATEST_ARTICLES: Final = f"""
SELECT
    l.show_id,
    shows.title AS show,
    l.article_id,
    coalesce((SELECT st.story_id FROM stories AS st WHERE st.article_id = l.article_id), l.article_id) AS story_id,
    a.title,
    {web_url("a.url", "a.canonical_url")} AS url,
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
        WHERE c.article_id = a.id AND c.revision = a.revision AND +c.show_id = l.show_id -- found by article
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
    {web_url("a.url", "a.canonical_url")} AS url,
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

_IS_OPEN: Final = "al.told_run_id IS NOT NULL AND al.ended_at IS NULL"

_SOURCE_HEALTH: Final = f"""
SELECT
    s.id,
    s.kind,
    {web_url("s.url")} AS url,
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
    {web_url("st.moved_to")} AS moved_to,
    (SELECT n.articles FROM source_counts AS n WHERE n.source_id = s.id) AS articles,
    st.entries,
    st.last_attempt_at,
    st.last_success_at,
    st.next_due_at,
    (SELECT count(*) FROM source_alarms AS al WHERE al.source_id = s.id AND {_IS_OPEN}) AS alarms,
    (
        SELECT group_concat(code || ': ' || detail, char(10)) FROM (
            SELECT code, detail FROM source_alarms AS al WHERE al.source_id = s.id AND {_IS_OPEN} ORDER BY al.id
        )
    ) AS alarm,
    (SELECT min(al.began_at) FROM source_alarms AS al WHERE al.source_id = s.id AND {_IS_OPEN}) AS alarm_since
FROM sources AS s
LEFT JOIN source_states AS st ON st.source_id = s.id
"""

_OPEN_ALARMS: Final = f"""
SELECT al.source_id AS source, al.code, al.detail, al.began_at, al.told_run_id AS run_id
FROM source_alarms AS al
JOIN sources AS s ON s.id = al.source_id
WHERE {_IS_OPEN} AND s.active AND s.enabled
ORDER BY al.began_at, al.source_id, al.code
"""

_SHOW_OVERVIEW: Final = f"""
SELECT
    s.id,
    s.title,
    s.network,
    s.year,
    s.aliases_json,
    s.active,
    n.articles,
    n.mentions,
    n.claims,
    newest.sort_at AS latest_at,
    newest.title AS latest_title,
    {web_url("newest.url", "newest.canonical_url")} AS latest_url
FROM shows AS s
JOIN show_counts AS n ON n.show_id = s.id
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
    {web_url("f.url")} AS url,
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
    json_extract(summary_json, '$.fact_changes') AS fact_changes,
    json_extract(summary_json, '$.issues') AS issues,
    json_extract(summary_json, '$.unexpected') AS unexpected,
    json_extract(summary_json, '$.offline') AS offline,
    json_extract(summary_json, '$.failures') AS failures_json,
    json_extract(summary_json, '$.alarms_open') AS alarms_open,
    json_array_length(summary_json, '$.alarms_begun') AS alarms_begun,
    json_array_length(summary_json, '$.alarms_ended') AS alarms_ended
FROM runs
ORDER BY id DESC
"""

_CURRENT_FACTS: Final = """
SELECT
    f.id AS fact_id,
    f.show_id,
    shows.title AS show,
    f.season,
    f.kind,
    f.aspect,
    f.person,
    f.character,
    f.value,
    f.status,
    f.standing,
    f.date_min,
    f.date_max,
    f.since,
    f.last_confirmed,
    f.independent_sources,
    (SELECT count(*) FROM fact_claims AS c WHERE c.fact_id = f.id AND c.side = 'supporting') AS supporting,
    (SELECT count(*) FROM fact_claims AS c WHERE c.fact_id = f.id AND c.side = 'contradicting') AS contradicting
FROM facts AS f
JOIN shows ON shows.id = f.show_id
WHERE f.standing <> 'superseded'
"""


def _answer(column: str, kind: str, name: str) -> str:
    """SQL for the current answers to one question of a season, joined where they are several; rumours only if alone."""
    believed, rumoured = (
        f"CASE WHEN f.kind = '{kind}' AND f.status <> 'denied' AND f.standing {which} 'rumoured' THEN f.{column} END"
        for which in ("<>", "=")
    )
    if column == "independent_sources":
        return f"coalesce(max({believed}), max({rumoured})) AS {name}"
    return f"coalesce(group_concat({believed}, ' | '), group_concat({rumoured}, ' | ')) AS {name}"


def _people(value: str) -> str:
    condition = f"f.kind = 'cast' AND f.value = '{value}' AND f.status <> 'denied' AND f.standing <> 'rumoured'"
    return f"count(CASE WHEN {condition} THEN 1 END) AS cast_{value}"


_SEASON_CARD: Final = f"""
SELECT
    f.show_id,
    shows.title AS show,
    shows.network,
    f.season,
    {_answer("value", "renewal", "renewal")},
    {_answer("status", "renewal", "renewal_status")},
    {_answer("standing", "renewal", "renewal_standing")},
    {_answer("independent_sources", "renewal", "renewal_sources")},
    {_answer("value", "renewal_date", "announced")},
    {_answer("value", "release", "release")},
    {_answer("status", "release", "release_status")},
    {_answer("standing", "release", "release_standing")},
    {_answer("independent_sources", "release", "release_sources")},
    {_answer("value", "episodes", "episodes")},
    {_answer("value", "production", "production")},
    {_answer("value", "trailer", "trailer")},
    {_people("returning")},
    {_people("joining")},
    {_people("leaving")},
    count(CASE WHEN f.standing = 'disputed' THEN 1 END) AS disputed,
    count(CASE WHEN f.standing = 'rumoured' THEN 1 END) AS rumoured,
    max(f.last_confirmed) AS last_confirmed
FROM (SELECT * FROM facts WHERE standing <> 'superseded' ORDER BY id) AS f
JOIN shows ON shows.id = f.show_id
GROUP BY f.show_id, f.season
"""

_FACT_EVIDENCE: Final = f"""
SELECT
    fc.fact_id,
    fc.side,
    c.id AS claim_id,
    c.value,
    c.status,
    c.said_by,
    CASE c.evidence_in WHEN 'title' THEN coalesce(r.title, a.title) ELSE c.quote END AS evidence,
    c.quote,
    c.quote_start,
    c.quote_end,
    a.id AS article_id,
    coalesce(st.story_id, a.id) AS story_id,
    c.revision,
    c.revision = a.revision AS is_current,
    coalesce(r.title, a.title) AS title,
    {web_url("a.url", "a.canonical_url")} AS url,
    a.published_at,
    a.first_seen_at AS seen_at,
    a.source_id AS source,
    sources.authority
FROM fact_claims AS fc
JOIN claims AS c ON c.id = fc.claim_id
JOIN articles AS a ON a.id = c.article_id
JOIN sources ON sources.id = a.source_id
LEFT JOIN article_revisions AS r ON r.article_id = c.article_id AND r.revision = c.revision
LEFT JOIN stories AS st ON st.article_id = a.id
"""

_STORY_COPIES: Final = f"""
SELECT
    st.story_id,
    told.title AS story_title,
    a.id AS article_id,
    a.title,
    {web_url("a.url", "a.canonical_url")} AS url,
    a.source_id AS source,
    sources.authority,
    a.published_at,
    n.reason,
    n.similarity
FROM stories AS st
JOIN articles AS told ON told.id = st.story_id
JOIN articles AS a ON a.id = st.article_id
JOIN sources ON sources.id = a.source_id
LEFT JOIN near_duplicates AS n
    ON n.article_id = min(st.story_id, st.article_id) AND n.other_id = max(st.story_id, st.article_id)
WHERE st.story_id <> st.article_id
"""

_NEWS: Final = """
SELECT
    c.id AS change_id,
    c.run_id,
    c.at,
    c.change,
    c.show_id,
    shows.title AS show,
    c.season,
    c.kind,
    c.aspect,
    c.person,
    c.character,
    c.value_before,
    c.status_before,
    c.standing_before,
    c.person_before,
    c.character_before,
    c.value,
    c.status,
    c.standing,
    c.fact_id,
    c.claims_json
FROM fact_changes AS c
JOIN shows ON shows.id = c.show_id
ORDER BY c.id DESC
"""

VIEWS: Final = {
    "latest_articles": _LATEST_ARTICLES,
    "current_claims": _CURRENT_CLAIMS,
    "source_health": _SOURCE_HEALTH,
    "open_alarms": _OPEN_ALARMS,
    "show_overview": _SHOW_OVERVIEW,
    "current_facts": _CURRENT_FACTS,
    "season_card": _SEASON_CARD,
    "fact_evidence": _FACT_EVIDENCE,
    "story_copies": _STORY_COPIES,
    "news": _NEWS,
    "recent_failures": _RECENT_FAILURES,
    "run_history": _RUN_HISTORY,
    "sightings": _SIGHTINGS,
}
"""Name to the SELECT behind it."""
