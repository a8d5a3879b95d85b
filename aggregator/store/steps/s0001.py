"""Shows, sources, articles, claims, and the log of runs: everything that version 0.1.0 stores."""

from typing import Final

CATALOGUE: Final = """
CREATE TABLE shows (
    id TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    aliases_json TEXT NOT NULL CHECK (json_valid(aliases_json)),
    network TEXT,
    year INTEGER,
    imdb TEXT,
    tvmaze INTEGER,
    wikidata TEXT,
    not_phrases_json TEXT NOT NULL CHECK (json_valid(not_phrases_json)),
    active INTEGER NOT NULL CHECK (active IN (0, 1)),
    added_at TEXT NOT NULL,
    changed_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE sources (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    role TEXT,
    url TEXT,
    authority TEXT NOT NULL,
    language TEXT,
    selectors_json TEXT NOT NULL CHECK (json_valid(selectors_json)),
    full_text TEXT,
    follow TEXT,
    interval_s REAL,
    expect_min INTEGER,
    shows_json TEXT NOT NULL CHECK (json_valid(shows_json)),
    enabled INTEGER NOT NULL CHECK (enabled IN (0, 1)),
    active INTEGER NOT NULL CHECK (active IN (0, 1)),
    added_at TEXT NOT NULL,
    changed_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
"""

# The text comes last: SQLite reads a long row page by page, and most questions end before it.
ARTICLES: Final = """
CREATE TABLE articles (
    id INTEGER PRIMARY KEY,
    canonical_url TEXT NOT NULL UNIQUE,
    url TEXT NOT NULL,
    fetched_url TEXT NOT NULL,
    title TEXT NOT NULL,
    authors_json TEXT NOT NULL CHECK (json_valid(authors_json)),
    site TEXT,
    language TEXT,
    published_at TEXT,
    published_raw TEXT,
    published_from TEXT,
    published_flag TEXT,
    modified_at TEXT,
    modified_raw TEXT,
    modified_from TEXT,
    modified_flag TEXT,
    completeness TEXT NOT NULL CHECK (completeness IN ('full', 'partial')),
    word_count INTEGER NOT NULL CHECK (word_count >= 0),
    fingerprint TEXT NOT NULL,
    image_url TEXT,
    flags_json TEXT NOT NULL CHECK (json_valid(flags_json)),
    external_id TEXT,
    source_id TEXT NOT NULL REFERENCES sources (id),
    revision INTEGER NOT NULL CHECK (revision >= 1),
    first_seen_at TEXT NOT NULL,
    revised_at TEXT NOT NULL,
    sort_at TEXT NOT NULL,
    summary TEXT NOT NULL,
    text TEXT NOT NULL
) STRICT;

CREATE TABLE article_revisions (
    article_id INTEGER NOT NULL REFERENCES articles (id),
    revision INTEGER NOT NULL,
    url TEXT NOT NULL,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    source_id TEXT NOT NULL REFERENCES sources (id),
    first_seen_at TEXT NOT NULL,
    replaced_at TEXT NOT NULL CHECK (replaced_at >= first_seen_at),
    PRIMARY KEY (article_id, revision)
) STRICT;

CREATE TABLE sightings (
    article_id INTEGER NOT NULL REFERENCES articles (id),
    source_id TEXT NOT NULL REFERENCES sources (id),
    canonical_url TEXT NOT NULL,
    url TEXT NOT NULL,
    title TEXT NOT NULL,
    published_at TEXT,
    published_raw TEXT,
    first_seen_at TEXT NOT NULL,
    run_id INTEGER NOT NULL REFERENCES runs (id),
    PRIMARY KEY (article_id, source_id, canonical_url)
) STRICT;

CREATE TABLE article_shows (
    article_id INTEGER NOT NULL REFERENCES articles (id),
    show_id TEXT NOT NULL REFERENCES shows (id),
    verdict TEXT NOT NULL CHECK (verdict IN ('about', 'mentioned', 'unsure')),
    score REAL NOT NULL CHECK (score BETWEEN 0 AND 1),
    mentions_json TEXT NOT NULL CHECK (json_valid(mentions_json)),
    sort_at TEXT NOT NULL,
    PRIMARY KEY (article_id, show_id)
) STRICT;
"""

CLAIMS: Final = """
CREATE TABLE claims (
    id INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES articles (id),
    revision INTEGER NOT NULL,
    show_id TEXT NOT NULL REFERENCES shows (id),
    season INTEGER,
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('confirmed', 'expected', 'possible', 'denied')),
    person TEXT,
    character TEXT,
    said_by TEXT,
    date_min TEXT,
    date_max TEXT,
    quote TEXT NOT NULL,
    quote_start INTEGER NOT NULL CHECK (quote_start >= 0),
    quote_end INTEGER NOT NULL CHECK (quote_end >= quote_start),
    evidence_in TEXT NOT NULL CHECK (evidence_in IN ('title', 'text')),
    rule TEXT NOT NULL,
    rule_version INTEGER NOT NULL,
    confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1)
) STRICT;
"""

LOG: Final = """
CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    command TEXT NOT NULL,
    version TEXT NOT NULL,
    pid INTEGER NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('running', 'ok', 'failed', 'interrupted', 'crashed', 'killed')),
    started_at TEXT NOT NULL,
    finished_at TEXT CHECK (finished_at >= started_at),
    summary_json TEXT CHECK (summary_json IS NULL OR json_valid(summary_json))
) STRICT;

CREATE TABLE fetches (
    id INTEGER PRIMARY KEY,
    run_id INTEGER NOT NULL REFERENCES runs (id),
    source_id TEXT NOT NULL REFERENCES sources (id),
    url TEXT NOT NULL,
    purpose TEXT NOT NULL CHECK (purpose IN ('source', 'article', 'robots')),
    outcome TEXT NOT NULL,
    severity TEXT NOT NULL CHECK (severity IN ('ok', 'temporary', 'soft', 'permanent')),
    status INTEGER,
    started_at TEXT NOT NULL,
    elapsed_s REAL NOT NULL,
    body_bytes INTEGER,
    detail TEXT
) STRICT;

CREATE TABLE issues (
    id INTEGER PRIMARY KEY,
    run_id INTEGER NOT NULL REFERENCES runs (id),
    at TEXT NOT NULL,
    code TEXT NOT NULL,
    source_id TEXT NOT NULL REFERENCES sources (id),
    url TEXT,
    detail TEXT NOT NULL
) STRICT;

CREATE TABLE resources (
    url TEXT PRIMARY KEY,
    etag TEXT,
    last_modified TEXT,
    body_hash TEXT,
    fetched_at TEXT NOT NULL,
    article_id INTEGER REFERENCES articles (id)
) STRICT, WITHOUT ROWID;

CREATE TABLE entries (
    source_id TEXT NOT NULL REFERENCES sources (id),
    key TEXT NOT NULL,
    url TEXT,
    signature TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('article', 'unmatched', 'failed')),
    catalogue TEXT NOT NULL,
    article_id INTEGER REFERENCES articles (id),
    failures INTEGER NOT NULL CHECK (failures >= 0),
    first_seen_at TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    PRIMARY KEY (source_id, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE robots (
    origin TEXT PRIMARY KEY,
    text TEXT,
    fetched_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE source_states (
    source_id TEXT PRIMARY KEY REFERENCES sources (id),
    last_attempt_at TEXT,
    last_success_at TEXT,
    last_outcome TEXT,
    failures INTEGER NOT NULL CHECK (failures >= 0),
    next_due_at TEXT,
    gone INTEGER NOT NULL CHECK (gone IN (0, 1)),
    entries INTEGER
) STRICT, WITHOUT ROWID;
"""

# The two of article_shows hold the newest articles of one show, and of all, in the order in which they are listed:
# twenty of a show with 92,000 articles cost less than a tenth of a millisecond instead of a join and a sort.
INDEXES: Final = """
CREATE INDEX article_shows_by_show ON article_shows (show_id, sort_at DESC, article_id DESC, verdict);
CREATE INDEX article_shows_by_date ON article_shows (sort_at DESC, article_id DESC, show_id, verdict);
CREATE INDEX articles_by_fingerprint ON articles (fingerprint);
CREATE INDEX articles_by_first_sight ON articles (first_seen_at);
CREATE INDEX articles_by_url ON articles (url);
CREATE INDEX sightings_by_canonical_url ON sightings (canonical_url);
CREATE INDEX sightings_by_source ON sightings (source_id, article_id);
CREATE INDEX claims_by_article ON claims (article_id, revision);
CREATE INDEX claims_by_show ON claims (show_id, season, kind);
CREATE INDEX fetches_by_run ON fetches (run_id);
CREATE INDEX fetches_by_url ON fetches (url, started_at);
CREATE INDEX issues_by_run ON issues (run_id);
CREATE INDEX resources_by_article ON resources (article_id) WHERE article_id IS NOT NULL;
"""
