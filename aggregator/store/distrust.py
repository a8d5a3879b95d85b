"""A database may come from somebody else: what its schema calls must stay within SQLite.

Views, triggers, defaults and checks are code that runs when the file is read or written. SQLite has a switch against
what they might call (https://sqlite.org/security.html, 1.2), which its versions 3.38 to 3.40 turn against our own
checks: they count the JSON functions among the unsafe ones. There an authorizer does the same, but for the columns that
a table works out itself, which no authorizer is asked about. They can only call what somebody has registered with the
connection, and this program registers nothing.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from functools import cache
from typing import Final

_REACH_OUTSIDE: Final = frozenset({"load_extension", "fts3_tokenizer"})
"""Functions of SQLite's own that bring in foreign code; both are off by default, too."""

_FULL_TEXT: Final = frozenset({"bm25", "highlight", "match", "snippet"})
"""Functions of SQLite's full-text index, which the list of built-in ones leaves out."""

_SETTINGS: Final = (
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",  # the same page: a page that was tampered with is noticed before it is believed
)


def distrust_schema(connection: sqlite3.Connection) -> None:
    """Makes ``connection`` refuse a schema that calls anything but SQLite's own harmless functions.

    Such a call ends in the error of ``is_refusal``, wherever in the schema it stands.
    """
    for setting in _SETTINGS:
        connection.execute(setting)
    if not _switch_spares_json():
        connection.execute("PRAGMA trusted_schema = ON")
        connection.set_authorizer(_only_builtin_functions)


def is_refusal(error: sqlite3.Error) -> bool:
    """Whether the error says that the schema called what it may not call."""
    return str(error).startswith(("unsafe use of", "not authorized"))


def _only_builtin_functions(action: int, _: str | None, name: str | None, *__: str | None) -> int:
    if action != sqlite3.SQLITE_FUNCTION or name is None:
        return sqlite3.SQLITE_OK
    # Names that begin so are reserved: ALTER TABLE calls them, and no schema can.
    is_harmless = name in _harmless_functions() or name.startswith("sqlite_")
    return sqlite3.SQLITE_OK if is_harmless else sqlite3.SQLITE_DENY


@cache
def _harmless_functions() -> frozenset[str]:
    with closing(sqlite3.connect(":memory:")) as connection:
        builtin = connection.execute("SELECT name FROM pragma_function_list WHERE builtin")
        return (frozenset(name for (name,) in builtin) | _FULL_TEXT) - _REACH_OUTSIDE


@cache
def _switch_spares_json() -> bool:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("PRAGMA trusted_schema = OFF")
        try:
            connection.execute("CREATE TABLE t (x CHECK (json_valid(x)))")
            connection.execute("INSERT INTO t VALUES ('{}')")
        except sqlite3.OperationalError:
            return False
        return True
