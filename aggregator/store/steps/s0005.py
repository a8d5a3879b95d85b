"""Smaller, and as fast with a million articles and thousands of shows as with some."""

from typing import Final

# An address is found by a number instead of itself, and what most articles have twice is worked out: the address to
# click on has the canonical one in it, text is met where one clicks, and is as it was first seen.
PACKING: Final = """
CREATE TEMP TABLE packed (
    id INTEGER PRIMARY KEY, canonical_key INTEGER, url_head TEXT, url_tail TEXT, words_digest BLOB
);
"""
ARTICLES: Final = """
CREATE TABLE articles_new (
    id INTEGER PRIMARY KEY,
    canonical_url TEXT NOT NULL,
    canonical_key INTEGER NOT NULL UNIQUE,
    url TEXT NOT NULL AS (url_head || coalesce(substr(canonical_url, 9) || url_tail, '')),
    url_head TEXT NOT NULL,
    url_tail TEXT,
    fetched_url TEXT NOT NULL AS (coalesce(fetched_elsewhere, url)),
    fetched_elsewhere TEXT,
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
    fingerprint TEXT NOT NULL AS (lower(hex(words_digest))),
    words_digest BLOB NOT NULL,
    image_url TEXT,
    flags_json TEXT NOT NULL CHECK (json_valid(flags_json)),
    external_id TEXT,
    source_id TEXT NOT NULL REFERENCES sources (id),
    revision INTEGER NOT NULL CHECK (revision >= 1),
    first_seen_at TEXT NOT NULL,
    revised_at TEXT NOT NULL AS (coalesce(rewritten_at, first_seen_at)),
    rewritten_at TEXT,
    sort_at TEXT NOT NULL AS (coalesce(published_at, first_seen_at)),
    summary TEXT NOT NULL,
    text TEXT NOT NULL
) STRICT;

INSERT INTO articles_new (
    id, canonical_url, canonical_key, url_head, url_tail, fetched_elsewhere, title, authors_json, site, language,
    published_at, published_raw, published_from, published_flag, modified_at, modified_raw, modified_from,
    modified_flag, completeness, word_count, words_digest, image_url, flags_json, external_id, source_id, revision,
    first_seen_at, rewritten_at, summary, text
)
SELECT
    id, canonical_url, canonical_key, url_head, url_tail, nullif(fetched_url, url), title, authors_json, site, language,
    published_at, published_raw, published_from, published_flag, modified_at, modified_raw, modified_from,
    modified_flag, completeness, word_count, words_digest, image_url, flags_json, external_id, source_id,
    revision, first_seen_at, nullif(revised_at, first_seen_at), summary, text
FROM articles JOIN packed USING (id) ORDER BY id;

DROP TABLE packed;

DROP TABLE articles;
ALTER TABLE articles_new RENAME TO articles;

CREATE INDEX articles_by_fingerprint ON articles (substr(words_digest, 1, 6));
CREATE INDEX articles_by_first_sight ON articles (first_seen_at);
"""

# What a sighting has in common with its article is left out; the view sightings has it. Most are the article's first.
SIGHTINGS: Final = """
CREATE TABLE meetings (
    article_id INTEGER NOT NULL REFERENCES articles (id),
    source_id TEXT NOT NULL REFERENCES sources (id),
    canonical_url TEXT NOT NULL,
    url TEXT,
    title TEXT,
    published_at TEXT,
    published_raw TEXT,
    first_seen_at TEXT NOT NULL,
    run_id INTEGER NOT NULL REFERENCES runs (id),
    PRIMARY KEY (article_id, source_id, canonical_url)
) STRICT, WITHOUT ROWID;

INSERT INTO meetings
SELECT
    s.article_id,
    s.source_id,
    CASE s.canonical_url WHEN a.canonical_url THEN '' ELSE s.canonical_url END,
    nullif(s.url, a.fetched_url),
    nullif(s.title, a.title),
    iif(s.published_at IS a.published_at AND s.published_raw IS a.published_raw, '', s.published_at),
    iif(s.published_at IS a.published_at AND s.published_raw IS a.published_raw, NULL, s.published_raw),
    s.first_seen_at,
    s.run_id
FROM sightings AS s JOIN articles AS a ON a.id = s.article_id
ORDER BY 1, 2, 3;

DROP TABLE sightings;
CREATE INDEX meetings_by_source ON meetings (source_id, article_id);
CREATE INDEX meetings_elsewhere ON meetings (canonical_url) WHERE canonical_url <> '';
"""

# What a source knows its entries by is compared, never read. The address of what led to an article is the article's.
ENTRIES: Final = """
CREATE TABLE entries_new (
    source_id TEXT NOT NULL REFERENCES sources (id),
    key INTEGER NOT NULL,
    url TEXT,
    signature INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('article', 'unmatched', 'failed')),
    catalogue TEXT NOT NULL,
    article_id INTEGER REFERENCES articles (id),
    failures INTEGER NOT NULL CHECK (failures >= 0),
    first_seen_at TEXT NOT NULL,
    changed_at TEXT,
    headline TEXT,
    PRIMARY KEY (source_id, key)
) STRICT, WITHOUT ROWID;
"""
ENTRIES_PACKED: Final = """
DROP TABLE entries;
ALTER TABLE entries_new RENAME TO entries;
"""

RESOURCES: Final = """
CREATE TABLE resources_new (
    id INTEGER PRIMARY KEY,
    url TEXT NOT NULL,
    url_key INTEGER NOT NULL UNIQUE,
    etag TEXT,
    last_modified TEXT,
    body_hash TEXT AS (iif(body_digest IS NULL, NULL, lower(hex(body_digest)))),
    body_digest BLOB,
    fetched_at TEXT NOT NULL,
    article_id INTEGER REFERENCES articles (id)
) STRICT;

ALTER TABLE fetches ADD COLUMN url_key INTEGER;
DROP INDEX fetches_by_url;
"""
RESOURCES_PACKED: Final = """
DROP TABLE resources;
ALTER TABLE resources_new RENAME TO resources;
CREATE INDEX resources_by_article ON resources (article_id) WHERE article_id IS NOT NULL;
CREATE INDEX fetches_by_url ON fetches (url_key);
"""

# Its key is the table. The two indexes hold the newest articles of one show, and of all, as they are listed.
SHOWS_OF_ARTICLES: Final = """
CREATE TABLE article_shows_new (
    article_id INTEGER NOT NULL REFERENCES articles (id),
    show_id TEXT NOT NULL REFERENCES shows (id),
    verdict TEXT NOT NULL CHECK (verdict IN ('about', 'mentioned', 'unsure')),
    score REAL NOT NULL CHECK (score BETWEEN 0 AND 1),
    mentions_json TEXT NOT NULL CHECK (json_valid(mentions_json)),
    sort_at TEXT NOT NULL,
    PRIMARY KEY (article_id, show_id)
) STRICT, WITHOUT ROWID;

INSERT INTO article_shows_new
SELECT article_id, show_id, verdict, score, coalesce(
    (
        SELECT json_group_array(json_array(
            json_extract(value, '$.field'), json_extract(value, '$.start'), json_extract(value, '$.end'),
            json_extract(value, '$.alias'), json_extract(value, '$.score')
        )) FROM json_each(mentions_json)
    ), '[]'), sort_at
FROM article_shows ORDER BY article_id, show_id;

DROP TABLE article_shows;
ALTER TABLE article_shows_new RENAME TO article_shows;
CREATE INDEX article_shows_by_show ON article_shows (show_id, sort_at DESC, article_id DESC, verdict);
CREATE INDEX article_shows_by_date ON article_shows (sort_at, article_id, show_id DESC, verdict);
"""

# A slot of a signature has a byte where it had four, and a key four bytes where it had eight. The next run signs the
# texts again.
SIGNATURES: Final = """
DELETE FROM signature_bands;
UPDATE signatures SET signature = NULL, is_stale = 1;
"""

# What is newest comes last: an index that grows at its end is full, one that grows at its beginning half empty.
INDEXES: Final = """
DROP INDEX claims_by_show;
CREATE INDEX claims_by_show ON claims (show_id, season, kind, article_id, revision);
DROP INDEX fact_changes_by_run;
CREATE INDEX fact_changes_by_run ON fact_changes (run_id, show_id);
CREATE INDEX fact_changes_by_time ON fact_changes (at);
CREATE INDEX fetches_passing ON fetches (started_at) WHERE NOT (purpose = 'article' AND outcome = 'ok');
"""

# Whether any entry was dealt with under another list of shows is asked at every beginning of a run: a row for each list
# answers it without a look at the entries. A list of which no entry is left may stay until the next run begins.
CATALOGUES: Final = """
CREATE TABLE entry_catalogues (
    source_id TEXT NOT NULL REFERENCES sources (id),
    state TEXT NOT NULL,
    catalogue TEXT NOT NULL,
    PRIMARY KEY (source_id, state, catalogue)
) STRICT, WITHOUT ROWID;

INSERT INTO entry_catalogues SELECT DISTINCT source_id, state, catalogue FROM entries WHERE state <> 'failed';
"""

NAMES: Final = """
CREATE TABLE show_names (
    show_id TEXT NOT NULL REFERENCES shows (id),
    name TEXT NOT NULL,
    PRIMARY KEY (show_id, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX show_names_by_name ON show_names (name);
"""

# How much there is of each show and source is kept by SQLite itself, whoever writes. A later step that makes one of
# these tables anew has to make its triggers anew.
COUNTS: Final = """
CREATE TABLE show_counts (
    show_id TEXT PRIMARY KEY REFERENCES shows (id),
    articles INTEGER NOT NULL DEFAULT 0,
    mentions INTEGER NOT NULL DEFAULT 0,
    claims INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE source_counts (
    source_id TEXT PRIMARY KEY REFERENCES sources (id),
    articles INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

INSERT INTO show_counts
SELECT
    s.id,
    (SELECT count(*) FROM article_shows AS l WHERE l.show_id = s.id AND l.verdict <> 'mentioned'),
    (SELECT count(*) FROM article_shows AS l WHERE l.show_id = s.id AND l.verdict = 'mentioned'),
    (
        SELECT count(*) FROM claims AS c JOIN articles AS a ON a.id = c.article_id AND a.revision = c.revision
        WHERE c.show_id = s.id
    )
FROM shows AS s;
INSERT INTO source_counts
SELECT s.id, (SELECT count(DISTINCT m.article_id) FROM meetings AS m WHERE m.source_id = s.id) FROM sources AS s;

CREATE TRIGGER show_counts_begin AFTER INSERT ON shows BEGIN
    INSERT INTO show_counts (show_id) VALUES (NEW.id) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER source_counts_begin AFTER INSERT ON sources BEGIN
    INSERT INTO source_counts (source_id) VALUES (NEW.id) ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER article_shows_come AFTER INSERT ON article_shows BEGIN
    UPDATE show_counts SET
        articles = articles + (NEW.verdict <> 'mentioned'), mentions = mentions + (NEW.verdict = 'mentioned')
    WHERE show_id = NEW.show_id;
END;
CREATE TRIGGER article_shows_go AFTER DELETE ON article_shows BEGIN
    UPDATE show_counts SET
        articles = articles - (OLD.verdict <> 'mentioned'), mentions = mentions - (OLD.verdict = 'mentioned')
    WHERE show_id = OLD.show_id;
END;
CREATE TRIGGER article_shows_change AFTER UPDATE OF verdict ON article_shows BEGIN
    UPDATE show_counts SET
        articles = articles + (NEW.verdict <> 'mentioned') - (OLD.verdict <> 'mentioned'),
        mentions = mentions + (NEW.verdict = 'mentioned') - (OLD.verdict = 'mentioned')
    WHERE show_id = NEW.show_id;
END;

CREATE TRIGGER claims_come AFTER INSERT ON claims
WHEN NEW.revision = (SELECT revision FROM articles WHERE id = NEW.article_id) BEGIN
    UPDATE show_counts SET claims = claims + 1 WHERE show_id = NEW.show_id;
END;
CREATE TRIGGER claims_go AFTER DELETE ON claims
WHEN OLD.revision = (SELECT revision FROM articles WHERE id = OLD.article_id) BEGIN
    UPDATE show_counts SET claims = claims - 1 WHERE show_id = OLD.show_id;
END;
CREATE TRIGGER articles_revised AFTER UPDATE OF revision ON articles WHEN NEW.revision <> OLD.revision BEGIN
    UPDATE show_counts SET claims = claims + (
        SELECT sum(iif(c.revision = NEW.revision, 1, -1)) FROM claims AS c
        WHERE c.article_id = NEW.id AND c.revision IN (OLD.revision, NEW.revision) AND c.show_id = show_counts.show_id
    )
    WHERE show_id IN (
        SELECT c.show_id FROM claims AS c WHERE c.article_id = NEW.id AND c.revision IN (OLD.revision, NEW.revision)
    );
END;

CREATE TRIGGER meetings_come AFTER INSERT ON meetings
WHEN NOT EXISTS (
    SELECT 1 FROM meetings AS m WHERE m.article_id = NEW.article_id AND m.source_id = NEW.source_id
        AND m.canonical_url <> NEW.canonical_url
) BEGIN
    UPDATE source_counts SET articles = articles + 1 WHERE source_id = NEW.source_id;
END;
"""
