"""Smaller still: the index of near-duplicates in blocks, and signatures of the slots that are compared."""

from typing import Final

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
