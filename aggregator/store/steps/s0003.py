"""How sources fare over time: full answers, false 304s, moves, what each answer yielded, what is wrong with them."""

from typing import Final

# The move is the evidence that its address has moved for good; moved_to is the address that was adopted.
MEMORY: Final = """
ALTER TABLE source_states ADD COLUMN full_at TEXT;
ALTER TABLE source_states ADD COLUMN not_modified_at TEXT;
ALTER TABLE source_states ADD COLUMN misled_at TEXT;
ALTER TABLE source_states ADD COLUMN move_url TEXT;
ALTER TABLE source_states ADD COLUMN move_first_at TEXT;
ALTER TABLE source_states ADD COLUMN move_last_at TEXT;
ALTER TABLE source_states ADD COLUMN move_runs INTEGER CHECK (move_runs >= 1);
ALTER TABLE source_states ADD COLUMN moved_to TEXT;
"""

# One row for every answer of a source that was read in full, and one for every time that it was not as it should be.
HEALTH: Final = """
CREATE TABLE source_yields (
    source_id TEXT NOT NULL REFERENCES sources (id),
    run_id INTEGER NOT NULL REFERENCES runs (id),
    at TEXT NOT NULL,
    entries INTEGER NOT NULL CHECK (entries >= 0),
    entries_new INTEGER NOT NULL CHECK (entries_new >= 0),
    filled_json TEXT NOT NULL CHECK (json_valid(filled_json)),
    PRIMARY KEY (source_id, run_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE source_alarms (
    id INTEGER PRIMARY KEY,
    source_id TEXT NOT NULL REFERENCES sources (id),
    code TEXT NOT NULL,
    detail TEXT NOT NULL,
    began_at TEXT NOT NULL,
    began_run_id INTEGER NOT NULL REFERENCES runs (id),
    ended_at TEXT CHECK (ended_at >= began_at),
    ended_run_id INTEGER REFERENCES runs (id)
) STRICT;

CREATE UNIQUE INDEX source_alarms_open ON source_alarms (source_id, code) WHERE ended_at IS NULL;
"""
