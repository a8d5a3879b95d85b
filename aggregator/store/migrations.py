"""How an empty or older database becomes one of this version: every change to the tables, in order.

A migration is never edited once released: later versions add another one, and raise ``SCHEMA_VERSION``. Vocabularies
that later versions are likely to widen (outcomes, kinds of claims and sources) are not checked by the database: SQLite
can widen a CHECK only by rebuilding the table.
"""

from __future__ import annotations

import sqlite3
from contextlib import nullcontext, suppress
from pathlib import Path
from typing import Final

from sqlite_utils import Database, Migrations

from aggregator.errors import StoreError
from aggregator.store.backup import kept
from aggregator.store.bands import blocks_of
from aggregator.store.distrust import is_refusal
from aggregator.store.packing import number_of, url_around
from aggregator.store.schema import APPLICATION_ID, SCHEMA_VERSION
from aggregator.store.show_names import put_show_names
from aggregator.store.steps import s0001, s0002, s0003, s0004, s0005, s0006
from aggregator.store.views import VIEWS

MIGRATIONS: Final = Migrations("aggregator")


def migrate(connection: sqlite3.Connection, path: Path) -> Path | None:
    """Applies what is pending and renews the views, all in one transaction: never half migrated, never twice.

    Args:
        connection: To the file at ``path``, without implicit transactions (``isolation_level`` None) and none begun.
        path: A database that holds anything is kept beside it as it was.

    Returns:
        Where it is kept; None where there was nothing to keep.

    Raises:
        StoreError: There is no room for the copy, or the file is not what its version says; it is as it was.
    """
    # Views of others may ask tables that are being rebuilt, or our views, which are gone meanwhile.
    connection.execute("PRAGMA legacy_alter_table = ON")
    # A table that others refer to can be rebuilt only so; https://sqlite.org/lang_altertable.html, section 7.
    connection.execute("PRAGMA foreign_keys = OFF")
    # Begun before looking: of two programs that open an old file at once, the second finds the work done.
    connection.execute("BEGIN IMMEDIATE")
    try:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        (objects,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        with kept(path, version) if objects and version < SCHEMA_VERSION else nullcontext() as backup:
            _apply(connection, path, version)
        connection.execute("COMMIT")
    except BaseException:
        with suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
        raise
    finally:
        connection.execute("PRAGMA legacy_alter_table = OFF")
        connection.execute("PRAGMA foreign_keys = ON")
    return backup


def _apply(connection: sqlite3.Connection, path: Path, version: int) -> None:
    database = Database(connection, recursive_triggers=False, execute_plugins=False)
    try:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'view'").fetchall():
            if name in VIEWS:
                connection.execute(f"DROP VIEW {name}")
        MIGRATIONS.apply(database)
    except (sqlite3.OperationalError, sqlite3.IntegrityError) as error:
        if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CONSTRAINT) or is_refusal(error):
            raise
        message = (
            f"{path} cannot be brought from schema {version} to {SCHEMA_VERSION}: {error}. Something else has changed"
            " it, or a migration of it was broken off half-way by other means. It is as it was; restore a backup."
        )
        raise StoreError(message, subject=str(path)) from error
    for name, sql in VIEWS.items():
        connection.execute(f"CREATE VIEW {name} AS {sql}")
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


@MIGRATIONS(name="0001_tables")
def _tables(database: Database) -> None:
    """Everything that version 0.1.0 stores."""
    database.executescript(s0001.CATALOGUE)
    database.executescript(s0001.ARTICLES)
    database.executescript(s0001.CLAIMS)
    database.executescript(s0001.LOG)
    database.executescript(s0001.INDEXES)


@MIGRATIONS(name="0002_knowledge")
def _knowledge(database: Database) -> None:
    """Stories, facts and how they change; what is stored already is worked out by the next run."""
    database.executescript(s0002.STORIES)
    database.executescript(s0002.FACTS)
    database.executescript(s0002.ISSUES_OF_NO_SOURCE)


@MIGRATIONS(name="0003_health")
def _health(database: Database) -> None:
    """How sources fare over time, and what is wrong with them."""
    database.executescript(s0003.MEMORY)
    database.executescript(s0003.HEALTH)


@MIGRATIONS(name="0004_search")
def _search(database: Database) -> None:
    """Full-text search, with all that is stored already in it; what the notifications told; headlines put aside."""
    database.executescript(s0004.SEARCH)
    database.executescript(s0004.NOTICES)
    database.executescript(s0004.HEADLINES)


@MIGRATIONS(name="0005_size")
def _size(database: Database) -> None:
    """Smaller signatures and keys, fuller indexes, names of shows; the next run signs the texts again."""
    _pack(database)
    database.executescript(s0005.SIGNATURES)
    database.executescript(s0005.INDEXES)
    database.executescript(s0005.CATALOGUES)
    database.executescript(s0005.COUNTS)
    database.executescript(s0005.NAMES)
    put_show_names(database.conn, [row["id"] for row in database.query("SELECT id FROM shows")])


@MIGRATIONS(name="0006_growing")
def _growing(database: Database) -> None:
    """What is known of a show is kept, and added to; the index of near-duplicates takes half the room."""
    _put_into_blocks(database)
    database.executescript(s0006.KNOWN)


def _pack(database: Database) -> None:
    """Articles and sightings without what they say twice."""
    database.executescript(s0005.PACKING)
    known = database.conn.execute("SELECT id, canonical_url, url, fingerprint FROM articles")
    database.conn.executemany(
        "INSERT INTO packed VALUES (?, ?, ?, ?, ?)",
        (
            (number, number_of(canonical), *url_around(url, canonical), bytes.fromhex(fingerprint))
            for number, canonical, url, fingerprint in known
        ),
    )
    database.executescript(s0005.ARTICLES)
    database.executescript(s0005.SIGHTINGS)
    database.executescript(s0005.ENTRIES)
    shown = database.conn.execute(
        "SELECT source_id, key, iif(state = 'article', NULL, url), signature, state, catalogue, article_id, failures,"
        " first_seen_at, nullif(changed_at, first_seen_at), headline FROM entries"
    )
    database.conn.executemany(
        f"INSERT INTO entries_new VALUES ({', '.join('?' * 11)})",
        ((source, number_of(key), url, number_of(signature), *rest) for source, key, url, signature, *rest in shown),
    )
    database.executescript(s0005.ENTRIES_PACKED)
    database.executescript(s0005.RESOURCES)
    asked = database.conn.execute("SELECT url, etag, last_modified, body_hash, fetched_at, article_id FROM resources")
    database.conn.executemany(
        "INSERT INTO resources_new (url, url_key, etag, last_modified, body_digest, fetched_at, article_id)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            (url, number_of(url), etag, changed, None if body is None else bytes.fromhex(body), *rest)
            for url, etag, changed, body, *rest in asked
        ),
    )
    fetched = database.conn.execute("SELECT DISTINCT url FROM fetches").fetchall()
    database.conn.executemany("UPDATE fetches SET url_key = ? WHERE url = ?", ((number_of(u), u) for (u,) in fetched))
    database.executescript(s0005.RESOURCES_PACKED)
    database.executescript(s0005.SHOWS_OF_ARTICLES)


def _put_into_blocks(database: Database) -> None:
    """The index of near-duplicates, with all that stands in it."""
    database.executescript(s0006.BANDS)
    pairs = database.conn.execute("SELECT hash, article_id FROM signature_bands ORDER BY hash, article_id")
    database.conn.executemany("INSERT INTO signature_blocks VALUES (?, ?)", blocks_of(pairs))
    database.executescript(s0006.BANDS_PACKED)
    database.executescript(s0006.SIGNATURES)
