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

CREATE TABLE host_waits (
    host TEXT PRIMARY KEY,
    until TEXT NOT NULL
) STRICT, WITHOUT ROWID;
"""

# One row for every day on which a source was read in full, and one for everything that is or was wrong with it; a
# doubt that has not been told yet has no told_run_id.
HEALTH: Final = """
CREATE TABLE source_yields (
    source_id TEXT NOT NULL REFERENCES sources (id),
    day TEXT NOT NULL,
    entries INTEGER CHECK (entries >= 0),
    entries_new INTEGER NOT NULL CHECK (entries_new >= 0),
    filled_json TEXT NOT NULL CHECK (json_valid(filled_json)),
    PRIMARY KEY (source_id, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE source_alarms (
    id INTEGER PRIMARY KEY,
    source_id TEXT NOT NULL REFERENCES sources (id),
    code TEXT NOT NULL,
    detail TEXT NOT NULL,
    began_at TEXT NOT NULL,
    seen INTEGER NOT NULL CHECK (seen >= 1),
    cleared INTEGER NOT NULL CHECK (cleared >= 0),
    told_run_id INTEGER REFERENCES runs (id),
    ended_at TEXT CHECK (ended_at >= began_at),
    ended_run_id INTEGER REFERENCES runs (id)
) STRICT;

CREATE UNIQUE INDEX source_alarms_open ON source_alarms (source_id, code) WHERE ended_at IS NULL;
"""
