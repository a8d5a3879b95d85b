"""The names under which each show is found, folded, so that an index finds a show among thousands."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from typing import Final

from aggregator.text import normalize_text

_NAMED: Final = "SELECT id, title, aliases_json FROM shows WHERE id IN (SELECT value FROM json_each(?))"


def put_show_names(connection: sqlite3.Connection, show_ids: Iterable[str]) -> None:
    """Makes ``show_names`` say what ``shows`` says of these shows; within the transaction of whoever calls."""
    wanted = json.dumps(list(show_ids))
    names = [
        (normalize_text(name), show_id)
        for show_id, title, aliases in connection.execute(_NAMED, [wanted])
        for name in {show_id, title, *json.loads(aliases)}
    ]
    connection.execute("DELETE FROM show_names WHERE show_id IN (SELECT value FROM json_each(?))", [wanted])
    connection.executemany("INSERT OR IGNORE INTO show_names (name, show_id) VALUES (?, ?)", names)
