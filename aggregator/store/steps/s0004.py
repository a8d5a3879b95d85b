"""Full-text search over titles and texts; what the notifications have told; headlines put aside."""

from typing import Final

# detail=none keeps neither places nor columns of a word: a fifth of the bytes of the text instead of four fifths. The
# words themselves stay in articles alone. No triggers: where trusted_schema is off, none writes into a virtual table.
SEARCH: Final = """
CREATE VIRTUAL TABLE articles_fts USING fts5(
    title,
    text,
    content='articles',
    content_rowid='id',
    tokenize='unicode61 remove_diacritics 2',
    detail=none
);

INSERT INTO articles_fts (articles_fts) VALUES ('rebuild');
"""

# The address that is told is a secret; its digest tells it from the other addresses of its rule.
NOTICES: Final = """
CREATE TABLE notify_states (
    rule_id TEXT NOT NULL,
    target TEXT NOT NULL,
    told_run_id INTEGER NOT NULL,
    told_at TEXT,
    failures INTEGER NOT NULL CHECK (failures >= 0),
    PRIMARY KEY (rule_id, target)
) STRICT, WITHOUT ROWID;
"""

HEADLINES: Final = """
ALTER TABLE entries ADD COLUMN headline TEXT;
"""
