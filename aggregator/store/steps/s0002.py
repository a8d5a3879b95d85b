"""Stories and facts; issues that concern no single source."""

from typing import Final

# A band is found by its hash, and deleted by the hashes of the signature that it was made from: an index by article
# would double the table, which has some thirty rows an article.
STORIES: Final = """
CREATE TABLE signatures (
    article_id INTEGER PRIMARY KEY REFERENCES articles (id),
    is_stale INTEGER NOT NULL CHECK (is_stale IN (0, 1)),
    signature BLOB
) STRICT;

CREATE TABLE signature_bands (
    hash INTEGER NOT NULL,
    article_id INTEGER NOT NULL REFERENCES articles (id),
    PRIMARY KEY (hash, article_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE near_duplicates (
    article_id INTEGER NOT NULL REFERENCES articles (id),
    other_id INTEGER NOT NULL REFERENCES articles (id),
    reason TEXT NOT NULL,
    similarity REAL NOT NULL CHECK (similarity BETWEEN 0 AND 1),
    PRIMARY KEY (article_id, other_id),
    CHECK (article_id < other_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE stories (
    article_id INTEGER PRIMARY KEY REFERENCES articles (id),
    story_id INTEGER NOT NULL REFERENCES articles (id)
) STRICT;

CREATE INDEX signatures_stale ON signatures (article_id) WHERE is_stale;
CREATE INDEX near_duplicates_by_other ON near_duplicates (other_id);
CREATE INDEX stories_by_story ON stories (story_id);

INSERT INTO signatures (article_id, is_stale) SELECT id, 1 FROM articles;
"""

# A claim can be taken back by better rules at any time, and takes its place in the facts along; the facts of its
# show are rebuilt in the same run.
FACTS: Final = """
CREATE TABLE name_aliases (
    article_id INTEGER NOT NULL REFERENCES articles (id),
    revision INTEGER NOT NULL,
    name TEXT NOT NULL,
    alias TEXT NOT NULL,
    quote_start INTEGER NOT NULL CHECK (quote_start >= 0),
    quote_end INTEGER NOT NULL CHECK (quote_end >= quote_start),
    PRIMARY KEY (article_id, revision, name, alias)
) STRICT, WITHOUT ROWID;

CREATE TABLE facts (
    id TEXT PRIMARY KEY,
    show_id TEXT NOT NULL REFERENCES shows (id),
    season INTEGER,
    kind TEXT NOT NULL,
    aspect TEXT NOT NULL,
    person TEXT,
    value TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('confirmed', 'expected', 'possible', 'denied')),
    standing TEXT NOT NULL CHECK (standing IN ('agreed', 'disputed', 'rumoured', 'superseded')),
    character TEXT,
    date_min TEXT,
    date_max TEXT,
    since TEXT NOT NULL,
    last_confirmed TEXT NOT NULL,
    independent_sources INTEGER NOT NULL CHECK (independent_sources >= 0)
) STRICT, WITHOUT ROWID;

CREATE TABLE fact_claims (
    fact_id TEXT NOT NULL REFERENCES facts (id) ON DELETE CASCADE,
    claim_id INTEGER NOT NULL REFERENCES claims (id) ON DELETE CASCADE,
    side TEXT NOT NULL CHECK (side IN ('supporting', 'contradicting')),
    PRIMARY KEY (fact_id, claim_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE fact_changes (
    id INTEGER PRIMARY KEY,
    run_id INTEGER NOT NULL REFERENCES runs (id),
    at TEXT NOT NULL,
    change TEXT NOT NULL CHECK (change IN ('new', 'changed', 'disputed', 'settled', 'withdrawn')),
    fact_id TEXT NOT NULL,
    show_id TEXT NOT NULL REFERENCES shows (id),
    season INTEGER,
    kind TEXT NOT NULL,
    aspect TEXT NOT NULL,
    person TEXT,
    character TEXT,
    value_before TEXT,
    status_before TEXT,
    standing_before TEXT,
    person_before TEXT,
    character_before TEXT,
    value TEXT,
    status TEXT,
    standing TEXT,
    claims_json TEXT NOT NULL CHECK (json_valid(claims_json))
) STRICT;

CREATE TABLE show_states (
    show_id TEXT PRIMARY KEY REFERENCES shows (id),
    is_stale INTEGER NOT NULL CHECK (is_stale IN (0, 1)),
    review_on TEXT
) STRICT, WITHOUT ROWID;

CREATE INDEX facts_by_show ON facts (show_id, season, kind);
CREATE INDEX fact_claims_by_claim ON fact_claims (claim_id);
CREATE INDEX fact_changes_by_run ON fact_changes (run_id);
CREATE INDEX fact_changes_by_show ON fact_changes (show_id, id);

ALTER TABLE shows ADD COLUMN people_json TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(people_json));

INSERT INTO show_states (show_id, is_stale) SELECT id, 1 FROM shows;
"""

# SQLite cannot take back a NOT NULL; nothing refers to this table.
ISSUES_OF_NO_SOURCE: Final = """
CREATE TABLE issues_of_all (
    id INTEGER PRIMARY KEY,
    run_id INTEGER NOT NULL REFERENCES runs (id),
    at TEXT NOT NULL,
    code TEXT NOT NULL,
    source_id TEXT REFERENCES sources (id),
    url TEXT,
    detail TEXT NOT NULL
) STRICT;

INSERT INTO issues_of_all SELECT id, run_id, at, code, source_id, url, detail FROM issues;
DROP TABLE issues;
ALTER TABLE issues_of_all RENAME TO issues;
CREATE INDEX issues_by_run ON issues (run_id);
"""
