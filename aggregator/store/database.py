"""One SQLite file: opened safely, written in short transactions, its errors turned into ours. No business logic.

Every connection has foreign keys on, waits a while for other writers, and trusts no schema: a file may come from
somebody else, and its views, triggers and defaults must not do anything outside it. Transactions are begun by hand
(``BEGIN IMMEDIATE``), so that a writer knows at once whether it may write: Python's own implicit ones begin late and
can find in their middle that somebody else was faster.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from functools import cache
from os import stat_result
from pathlib import Path
from typing import Any, Final, Self

from aggregator.errors import DatabaseLockedError, DatabaseMissingError, DatabaseNewerError, StoreError
from aggregator.store.distrust import distrust_schema, is_refusal
from aggregator.store.packing import number_of
from aggregator.store.schema import APPLICATION_ID, SCHEMA_VERSION, TABLES_AND_VIEWS

BUSY_TIMEOUT_S: Final = 10.0
"""How long to wait for another writer; each of ours is done in milliseconds."""

PAGE_BYTES: Final = 2_048
"""A row that does not fit into a page has one to itself: of pages of 4 kB, texts of 1 to 8 kB leave a fifth empty."""

OLDEST_SQLITE: Final = (3, 37, 0)
"""The first with STRICT tables; https://sqlite.org/stricttables.html."""

Row = dict[str, Any]
"""A row as answered: column name to what SQLite holds, JSON columns still as text."""

_NEXT_STEPS: Final = {
    sqlite3.SQLITE_NOTADB: "is not a SQLite database. Choose another file with --db, or move this one away.",
    sqlite3.SQLITE_CORRUPT: "is damaged. Keep it, restore a backup, or save what can be read with"
    " `sqlite3 FILE .recover`.",
    sqlite3.SQLITE_READONLY: "cannot be written: the file or its folder is read-only. Change its permissions, or"
    " choose another place with --db.",
    sqlite3.SQLITE_CANTOPEN: "cannot be opened. SQLite must be able to create files beside it, even to read: check the"
    " folder and its permissions, or copy the database to a folder of your own.",
    sqlite3.SQLITE_PERM: "may not be used: check the permissions of the file and its folder.",
    sqlite3.SQLITE_FULL: "cannot grow: the disk is full. Make room and run again; what was stored is intact.",
    sqlite3.SQLITE_PROTOCOL: "cannot be locked, as on many network drives. Keep the database on a local disk.",
    sqlite3.SQLITE_IOERR: "cannot be read or written: the disk or the network drive reports an error. Check it, and"
    " keep the database on a local disk.",
}
_UNSTORABLE: Final = re.compile("[\0\ud800-\udfff]")
"""After a NUL, SQLite's own functions see nothing more of a text; a lone surrogate has no UTF-8."""

_LOCKED: Final = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})

_NEEDS_A_FILE_BESIDE: Final = frozenset({sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY})
"""What reading ends with in a folder where the shared memory of the write-ahead log cannot be created."""


class Database:
    """A connection to the file at ``path``; use it in the thread that opened it."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        connection.row_factory = sqlite3.Row
        self.path = path
        self.connection = connection
        self.redact: Callable[[str], str] = str
        """Masks the secrets that are known by now, in whatever is written and asked for."""
        self.backup: Path | None = None
        """Where the file is kept as it was before this opening brought its schema up to date."""
        self._translated = translated(path)
        self._put_off: list[tuple[str, Sequence[Any] | Mapping[str, Any]]] = []
        self._unwatched: stat_result | None = None
        """The file as it was opened, where SQLite cannot notice that somebody writes to it."""

    @classmethod
    def open_for_writing(cls, path: Path, *, busy_timeout_s: float) -> Self:
        """The database at ``path``, created with its folders where missing, its schema brought up to date.

        Raises:
            DatabaseNewerError: A later version of this program wrote it.
            DatabaseLockedError: Somebody else is writing to it.
            StoreError: It cannot be created or opened, is damaged, or belongs to another program.
        """
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            message = f"{path.parent} cannot be created: {error.strerror}. Choose another place with --db."
            raise StoreError(message, subject=str(path)) from error
        database = cls._connect(path, "mode=rwc", busy_timeout_s)
        with database._closed_on_failure(), translated(path):
            version = database._version_of_ours()
            database.connection.execute(f"PRAGMA page_size = {PAGE_BYTES}")  # of a file that is new
            database.connection.execute("PRAGMA journal_mode = WAL")
            database.connection.execute("PRAGMA synchronous = NORMAL")
            if version < SCHEMA_VERSION:
                # Imported here because sqlite-utils takes a tenth of a second, and most runs find nothing to migrate.
                from aggregator.store.migrations import migrate

                database.backup = migrate(database.connection, path)
            database._check_whole()
        return database

    @classmethod
    def open_for_reading(cls, path: Path, *, busy_timeout_s: float) -> Self:
        """The database at ``path``, which nothing done with the result can change.

        Raises:
            DatabaseNewerError: A later version of this program wrote it.
            DatabaseMissingError: It does not exist.
            StoreError: It cannot be opened, is damaged, belongs to another program, or was last written by an
                earlier version of this one.
        """
        try:
            database = cls._connect(path, "mode=ro", busy_timeout_s)
        except StoreError as error:
            if _code(error.__cause__) not in _NEEDS_A_FILE_BESIDE:
                raise
            database = cls._connect_unwatched(path, busy_timeout_s)
        with database._closed_on_failure(), translated(path):
            if database._version_of_ours() < SCHEMA_VERSION:
                message = f"{path} is not up to date; `aggregator run` once brings it up to this version"
                raise StoreError(message, subject=str(path))
            database._check_whole()
        return database

    @classmethod
    def open_of_any_version(cls, path: Path, *, busy_timeout_s: float) -> Self | None:
        """A database as an earlier version of this program may have left it, for reading; None where it is still empty.

        Raises:
            StoreError: As of ``open_for_reading``, but for what an earlier version wrote.
        """
        database = cls._connect(path, "mode=ro", busy_timeout_s)
        with database._closed_on_failure(), translated(path):
            if database._version_of_ours():
                return database
        database.close()
        return None

    @classmethod
    def _connect_unwatched(cls, path: Path, busy_timeout_s: float) -> Self:
        """A file in a folder where nothing can be created: readable where its write-ahead log is folded into it.

        SQLite is told that nobody writes, since it could not notice; ``rows`` and ``row`` look whether that holds.
        """
        log = path.with_name(f"{path.name}-wal")
        if log.exists() and log.stat().st_size:
            message = (
                f"{path} cannot be opened: some of it is still in {log.name}, and nothing can be created in"
                f" {path.parent}, even to read. Copy both to a folder of your own."
            )
            raise StoreError(message, subject=str(path))
        unwatched = path.stat()
        database = cls._connect(path, "mode=ro&immutable=1", busy_timeout_s)
        database._unwatched = unwatched
        return database

    @classmethod
    def _connect(cls, path: Path, mode: str, busy_timeout_s: float) -> Self:
        if sqlite3.sqlite_version_info < OLDEST_SQLITE:
            needed = ".".join(map(str, OLDEST_SQLITE))
            message = f"SQLite {sqlite3.sqlite_version} is too old for {path}: {needed} or newer is needed"
            raise StoreError(f"{message}. Use a newer Python or system.", subject=str(path))
        _check_place(path, must_exist="mode=ro" in mode)
        with translated(path):
            connection = sqlite3.connect(
                f"{path.absolute().as_uri()}?{mode}", uri=True, timeout=busy_timeout_s, isolation_level=None
            )
            database = cls(path, connection)
            with database._closed_on_failure():
                connection.execute("PRAGMA foreign_keys = ON")
                distrust_schema(connection)
                connection.execute("SELECT 1 FROM sqlite_master").fetchone()  # only now the file is really opened
        return database

    @contextmanager
    def _closed_on_failure(self) -> Iterator[None]:
        try:
            yield
        except BaseException:
            self.connection.close()
            raise

    def _version_of_ours(self) -> int:
        """The schema's version, 0 for an empty file; StoreError where the file is none that we may touch."""
        application_id, version, objects = self.connection.execute(
            "SELECT (SELECT application_id FROM pragma_application_id), (SELECT user_version FROM pragma_user_version),"
            " (SELECT count(*) FROM sqlite_master)"
        ).fetchone()
        if application_id != APPLICATION_ID and (application_id or version or objects):
            message = f"{self.path} is a database of another program. Choose another file with --db."
            raise StoreError(message, subject=str(self.path))
        if version > SCHEMA_VERSION:
            message = (
                f"{self.path} was written by a newer version of aggregator (schema {version}, this one knows"
                f" {SCHEMA_VERSION}). Upgrade aggregator, or choose another file with --db."
            )
            raise DatabaseNewerError(message, subject=str(self.path))
        return int(version)

    def _check_whole(self) -> None:
        """StoreError where a table or view is missing, as in a file that was put together by hand."""
        names = {name for (name,) in self.connection.execute("SELECT name FROM sqlite_master")}
        missing = sorted(TABLES_AND_VIEWS - names)
        if missing:
            message = (
                f"{self.path} is not whole: by its version it has the schema {SCHEMA_VERSION}, but it lacks"
                f" {', '.join(missing)}. Keep it, and restore a backup."
            )
            raise StoreError(message, subject=str(self.path))

    def unfolded_bytes(self) -> int:
        """How much of the write-ahead log could not be folded into the file, because somebody still reads older rows.

        Folds what can be.
        """
        with translated(self.path):
            _, pages, folded = self.connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
            (page_bytes,) = self.connection.execute("PRAGMA page_size").fetchone()
        return int(max(pages - folded, 0) * page_bytes)

    def close(self) -> None:
        """Closes the connection; the last one to a file also folds its write-ahead log into it."""
        self.connection.close()

    def copy_to(self, path: Path) -> None:
        """Copies the whole database, as it is at one instant, to a new file."""
        with translated(path), closing(sqlite3.connect(path)) as copy:
            self.connection.backup(copy)
        self._check_unwatched()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is written inside is stored together or not at all; inside another one, together with that.

        A part that fails inside a whole that goes on leaves nothing behind.

        Raises:
            DatabaseLockedError: Somebody else is writing and has not ended in time.
            StoreError: The file cannot be written.
        """
        if self.connection.in_transaction:
            with self._part():
                yield
            return
        with self._translated:
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._catch_up()
                self.connection.execute("COMMIT")
            except BaseException:
                self._put_off.clear()
                # The failure itself may have ended the transaction, a full disk for example; it is what counts.
                with suppress(sqlite3.Error):
                    self.connection.execute("ROLLBACK")
                raise

    @contextmanager
    def _part(self) -> Iterator[None]:
        put_off = len(self._put_off)
        with self._translated:
            self.connection.execute("SAVEPOINT part")
            try:
                yield
                self.connection.execute("RELEASE part")
            except BaseException:
                del self._put_off[put_off:]
                with suppress(sqlite3.Error):  # as above
                    self.connection.execute("ROLLBACK TO part")
                    self.connection.execute("RELEASE part")
                raise

    def execute_at_end(self, sql: str, parameters: Sequence[Any] | Mapping[str, Any]) -> None:
        """Runs a writing statement at the end of the transaction that is under way, in the order of the calls.

        For the full-text index: at every savepoint it writes out what it has in memory, and a part of an index for
        each article costs more than all else that is stored of it.
        """
        self._put_off.append((sql, parameters))

    def _catch_up(self) -> None:
        for sql, parameters in self._put_off:
            self.execute(sql, parameters)
        self._put_off.clear()

    def execute(self, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> int:
        """Runs one writing statement; how many rows it changed."""
        with self._translated:
            return self.connection.execute(sql, self._storable(parameters)).rowcount

    def execute_many(self, sql: str, rows: Iterable[Sequence[int | bytes]]) -> None:
        """Runs one writing statement for each row of parameters; of numbers and bytes, in which no secret stands."""
        with self._translated:
            self.connection.executemany(sql, rows)

    def insert(self, table: str, row: Mapping[str, Any]) -> int:
        """Inserts one row; its id."""
        with self._translated:
            cursor = self.connection.execute(_insert_sql(table, tuple(row)), self._storable(row))
        assert cursor.lastrowid is not None  # noqa: S101 - an INSERT has one
        return cursor.lastrowid

    def upsert(
        self,
        table: str,
        key: Mapping[str, Any],
        values: Mapping[str, Any],
        *,
        once: Mapping[str, Any] | None = None,
        stamps: Mapping[str, Any] | None = None,
        changed: Mapping[str, Any] | None = None,
    ) -> bool:
        """Whether anything had to be written so that the row under ``key`` has ``values``.

        An unchanged row is not touched: writing the same again would still rewrite its pages and indexes.

        Args:
            table: Name of a table of ours.
            key: The columns of one of its unique keys.
            values: Columns that are compared and, where one differs, all written.
            once: Columns written when the row is new, and never again.
            stamps: Columns written along with a new or differing row, but not compared.
            changed: Columns written along with a differing row alone, and not compared.
        """
        once, stamps, changed = once or {}, stamps or {}, changed or {}
        sql = _upsert_sql(table, tuple(key), tuple(values), tuple(once), tuple(stamps), tuple(changed))
        return self.execute(sql, {**key, **values, **once, **stamps, **changed}) > 0

    def rows(self, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> list[Row]:
        """All rows that a question is answered with."""
        with self._translated:
            cursor = self.connection.cursor()
            cursor.row_factory = None  # a sqlite3.Row looks each column up by its name when it becomes a dictionary
            cursor.execute(sql, self._storable(parameters))
            columns = [column for column, *_ in cursor.description]
            rows = [dict(zip(columns, row, strict=True)) for row in cursor]
        self._check_unwatched()
        return rows

    def row(self, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> Row | None:
        """The first row that a question is answered with."""
        with self._translated:
            row = self.connection.execute(sql, self._storable(parameters)).fetchone()
        self._check_unwatched()
        return None if row is None else dict(row)

    def _check_unwatched(self) -> None:
        """StoreError where an answer may be wrong because somebody wrote to a file that SQLite does not watch."""
        if self._unwatched is None:
            return
        before, now = self._unwatched, self.path.stat()
        if (now.st_ino, now.st_size, now.st_mtime_ns) != (before.st_ino, before.st_size, before.st_mtime_ns):
            message = f"{self.path} was changed while it was read. Ask again, or copy it to a folder of your own."
            raise StoreError(message, subject=str(self.path))

    def found_by(self, url: str) -> Row:
        """The parameters ``url`` and ``key`` by which a stored address is found."""
        return {"url": self._storable_text(url), "key": self.key_of(url)}

    def key_of(self, text: str) -> int:
        """The number under which an address, or a key of a source's own, is stored."""
        return number_of(self._storable_text(text))

    def storable(self, row: Mapping[str, Any]) -> Row:
        """The row as it is stored: without secrets, and characters that SQLite cannot hold."""
        return {name: self._storable_text(value) if isinstance(value, str) else value for name, value in row.items()}

    def _storable(self, parameters: Sequence[Any] | Mapping[str, Any]) -> Sequence[Any] | Mapping[str, Any]:
        """``parameters`` without secrets; a character that SQLite cannot hold in TEXT is U+FFFD, one for one."""
        if isinstance(parameters, Mapping):
            return self.storable(parameters)
        return [self._storable_text(value) if isinstance(value, str) else value for value in parameters]

    def _storable_text(self, text: str) -> str:
        is_storable = text.isascii() and "\0" not in text  # as most are; this costs next to nothing
        return self.redact(text if is_storable else _UNSTORABLE.sub("\ufffd", text))


def _check_place(path: Path, *, must_exist: bool) -> None:
    """Says plainly what SQLite calls "unable to open database file" or a disk error."""
    try:
        is_missing, is_folder = not path.exists(), path.is_dir()
    except OSError as error:
        message = f"{path} cannot be reached: {error.strerror}. Check the permissions of its folders."
        raise StoreError(message, subject=str(path)) from error
    if is_folder:
        raise StoreError(f"{path} is a folder. Name a file in it with --db.", subject=str(path))
    if is_missing and must_exist:
        raise DatabaseMissingError(f"{path} does not exist; run `aggregator run` first", subject=str(path))


def translated(path: Path) -> AbstractContextManager[None]:
    """Turns what SQLite says of the file at ``path`` into an error of ours that names it and the next step.

    What would be a mistake of this program (a broken constraint, bad SQL) passes through as it is.
    """
    return _Translation(path)


class _Translation(AbstractContextManager[None]):
    """A class, as it stands around every statement and ``@contextmanager`` would cost as much as many of them."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, sqlite3.Error) and (translation := _translation(error, self._path)) is not None:
            raise translation from error
        if isinstance(error, UnicodeDecodeError):  # the words for what is wrong quote a schema that is no text any more
            message = f"{self._path} {_NEXT_STEPS[sqlite3.SQLITE_CORRUPT]} ({error.reason})"
            raise StoreError(message, subject=str(self._path)) from error


def _translation(error: sqlite3.Error, path: Path) -> StoreError | None:
    code = _code(error)
    if is_refusal(error):
        return StoreError(
            f"{path} holds a view, trigger or default that calls what a file may not call ({error}). Do not trust"
            " it: ask whoever it comes from, or choose another file with --db.",
            subject=str(path),
        )
    if code in _LOCKED:
        message = f"{path} is being written to by another program; try again when it has ended"
        return DatabaseLockedError(message, subject=str(path))
    if code not in _NEXT_STEPS:
        return None
    return StoreError(f"{path} {_NEXT_STEPS[code]} ({error})", subject=str(path))


def _code(error: BaseException | None) -> int:
    """SQLite's primary code; that is the low byte of an extended one. 0 for what SQLite did not say."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


# Table and column names below are written in this package alone; nothing from outside becomes part of a statement.


@cache
def _insert_sql(table: str, columns: tuple[str, ...]) -> str:
    named = ", ".join(f":{column}" for column in columns)
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({named})"


@cache
def _upsert_sql(
    table: str,
    key: tuple[str, ...],
    values: tuple[str, ...],
    once: tuple[str, ...],
    stamps: tuple[str, ...],
    changed: tuple[str, ...],
) -> str:
    insert = _insert_sql(table, key + values + once + stamps)
    if not values:
        return f"{insert} ON CONFLICT ({', '.join(key)}) DO NOTHING"
    assignments = ", ".join(
        [f"{column} = excluded.{column}" for column in values + stamps]
        + [f"{column} = :{column}" for column in changed]
    )
    differs = " OR ".join(f"{table}.{column} IS NOT excluded.{column}" for column in values)
    return f"{insert} ON CONFLICT ({', '.join(key)}) DO UPDATE SET {assignments} WHERE {differs}"
