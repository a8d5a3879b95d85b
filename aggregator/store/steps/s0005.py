"""Smaller, and as fast with a million articles and thousands of shows as with some."""

from typing import Final

# A slot of a signature has a byte where it had four, and a key four bytes where it had eight. The next run signs the
# texts again.
SIGNATURES: Final = """
DELETE FROM signature_bands;
UPDATE signatures SET signature = NULL, is_stale = 1;
"""

# What is newest comes last: an index that grows at its end is full, one that grows at its beginning half empty.
INDEXES: Final = """
DROP INDEX article_shows_by_date;
CREATE INDEX article_shows_by_date ON article_shows (sort_at, article_id, show_id DESC, verdict);
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
