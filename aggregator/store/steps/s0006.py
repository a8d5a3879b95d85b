"""What is known of a show is kept; the index of near-duplicates is stored in blocks, with shorter signatures."""

from typing import Final

# A row is read and written whole, and some are kilobytes: a table with row ids keeps these out of its tree.
KNOWN: Final = """
CREATE TABLE known_parts (
    show_id TEXT NOT NULL REFERENCES shows (id),
    part TEXT NOT NULL,
    due_on TEXT,
    kept_json TEXT NOT NULL CHECK (json_valid(kept_json)),
    UNIQUE (show_id, part)
) STRICT;

CREATE TABLE show_news (
    show_id TEXT NOT NULL REFERENCES shows (id),
    article_id INTEGER NOT NULL REFERENCES articles (id),
    PRIMARY KEY (show_id, article_id)
) STRICT, WITHOUT ROWID;
"""

# A row for each key of each text takes 14 bytes, of which 7 say something. See store/bands.py for what a block is.
BANDS: Final = """
CREATE TABLE signature_blocks (
    block INTEGER PRIMARY KEY,
    places BLOB NOT NULL
) STRICT;
"""
BANDS_PACKED: Final = """
DROP TABLE signature_bands;
ALTER TABLE signature_blocks RENAME TO signature_bands;
"""

# Of each sketch, the slots that its bands are made of: 36, 24 and 36 of 64. A signature of another version stays as it
# is, to be made again.
SIGNATURES: Final = """
UPDATE signatures SET signature = CAST(
    x'32' || substr(signature, 2, 36) || substr(signature, 66, 24) || substr(signature, 130, 36) AS BLOB
)
WHERE substr(signature, 1, 1) = x'22' AND length(signature) = 193;
"""
