"""Opening, refusing and surviving: what can happen to the file."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from aggregator.errors import DatabaseLockedError, DatabaseNewerError, StoreError
from aggregator.models import SourceState
from aggregator.store import Store
from aggregator.store.database import PAGE_BYTES, Database, translated
from aggregator.store.migrations import MIGRATIONS
from aggregator.store.schema import APPLICATION_ID, SCHEMA_VERSION
from aggregator.store.views import VIEWS
from tests.store.samples import GAZETTE, HARBOUR, NOW, Desk, article

Opener = Callable[[Path], Store]


def _pragma(path: Path, name: str) -> object:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(f"PRAGMA {name}").fetchone()[0]


def _files(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


# --- opening -------------------------------------------------------------------------------------------------


def test_a_database_is_made_from_nothing_with_its_folders(tmp_path: Path) -> None:
    path = tmp_path / "new" / "deeper" / "aggregator.db"
    Store.open(path).close()
    assert _pragma(path, "application_id") == APPLICATION_ID
    assert _pragma(path, "user_version") == SCHEMA_VERSION
    assert _pragma(path, "journal_mode") == "wal"
    assert _pragma(path, "integrity_check") == "ok"


def test_the_version_counts_the_migrations(desk: Desk) -> None:
    applied = desk.rows("SELECT name FROM _sqlite_migrations")
    assert len(applied) == len(MIGRATIONS._migrations) == SCHEMA_VERSION


def test_connections_keep_foreign_keys_and_wait_for_others(desk: Desk) -> None:
    assert desk.rows("PRAGMA foreign_keys") == [(1,)]
    assert desk.rows("PRAGMA busy_timeout") == [(10_000,)]
    assert desk.rows("PRAGMA synchronous") == [(1,)]  # NORMAL


def test_every_table_is_strict(desk: Desk) -> None:
    lax = "SELECT name FROM pragma_table_list WHERE type = 'table' AND schema = 'main' AND NOT strict"
    assert {name for (name,) in desk.rows(lax)} <= {"_sqlite_migrations", "sqlite_schema", "sqlite_sequence"}


def test_opening_again_writes_nothing(path: Path) -> None:
    Store.open(path).close()
    before = path.read_bytes()
    with Store.open(path) as store:
        assert store._database.connection.total_changes == 0
    assert path.read_bytes() == before


def test_opening_an_up_to_date_database_needs_no_sqlite_utils(path: Path) -> None:
    Store.open(path).close()
    code = (
        "import pathlib, sys; from aggregator.store import Store; Store.open(pathlib.Path(sys.argv[1])).close();"
        "Store.open_readonly(pathlib.Path(sys.argv[1])).close(); sys.exit('sqlite_utils' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code, str(path)], check=False).returncode == 0


def test_an_empty_file_is_filled(path: Path) -> None:
    path.touch()
    Store.open(path).close()
    assert _pragma(path, "user_version") == SCHEMA_VERSION


def test_a_path_with_the_signs_of_a_uri_is_a_path(tmp_path: Path) -> None:
    path = tmp_path / "a?mode=memory#b%20c.db"
    Store.open(path).close()
    Store.open_readonly(path).close()
    assert path.exists()


def test_views_are_renewed_when_a_migration_is_due_and_those_of_others_stay(path: Path) -> None:
    Store.open(path).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("DROP VIEW latest_articles")
        connection.execute("CREATE VIEW latest_articles AS SELECT 'of an older version' AS x")
        connection.execute("CREATE VIEW of_an_analyst AS SELECT count(*) FROM articles")
        connection.execute("PRAGMA user_version = 0")
    with Store.open(path) as store:
        assert store.latest(limit=1) == []
        names = {row["name"] for row in store._database.rows("SELECT name FROM sqlite_master WHERE type = 'view'")}
    assert names == {*VIEWS, "of_an_analyst"}


def test_a_failed_migration_leaves_the_file_as_it_was(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(VIEWS, "broken", "SELECT FROM")
    with pytest.raises(sqlite3.OperationalError):
        Store.open(path)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)
    monkeypatch.delitem(VIEWS, "broken")
    Store.open(path).close()


# --- reading only --------------------------------------------------------------------------------------------


def test_reading_what_does_not_exist_says_what_to_run(path: Path) -> None:
    with pytest.raises(StoreError, match=r"aggregator\.db does not exist; run `aggregator run` first"):
        Store.open_readonly(path)
    assert not path.exists()


def test_a_reader_cannot_write(desk: Desk) -> None:
    with (
        Store.open_readonly(desk.path) as reader,
        pytest.raises(StoreError, match="cannot be written: the file or its folder is read-only"),
    ):
        reader.save_source_state(SourceState(GAZETTE.id))


def test_a_reader_sees_what_was_committed_while_a_writer_works(desk: Desk) -> None:
    with Store.open_readonly(desk.path) as reader, desk.store._database.transaction():
        desk.store._database.execute("UPDATE shows SET title = 'Unfinished'")
        assert "Unfinished" not in {row["title"] for row in reader.shows()}


def test_a_long_reader_does_not_stop_the_writer(desk: Desk) -> None:
    """Case 126: an analyst holds a read transaction."""
    with closing(sqlite3.connect(desk.path)) as analyst:
        analyst.execute("BEGIN")
        analyst.execute("SELECT count(*) FROM articles").fetchone()
        desk.save(article())
        assert analyst.execute("SELECT count(*) FROM articles").fetchone() == (0,)


def test_reading_an_older_schema_says_what_to_run(path: Path) -> None:
    path.touch()
    with pytest.raises(StoreError, match="not up to date; `aggregator run` once"):
        Store.open_readonly(path)


# --- refusing ------------------------------------------------------------------------------------------------


def _newer(path: Path) -> None:
    Store.open(path).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")


def _not_a_database(path: Path) -> None:
    path.write_text("Dear diary, this is a letter and no database at all. " * 20)


def _of_another_program(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")


def _damaged(path: Path) -> None:
    Store.open(path).close()
    whole = path.read_bytes()
    path.write_bytes(whole[:4096].replace(b"CREATE", b"CRAETE") + b"\xff" * (len(whole) - 4096))


REFUSED = {
    "written by a later version": (_newer, DatabaseNewerError, "newer version of aggregator .* Upgrade aggregator"),
    "not a database": (_not_a_database, StoreError, "is not a SQLite database. Choose another file with --db"),
    "of another program": (_of_another_program, StoreError, "database of another program. Choose another file"),
    "damaged": (_damaged, StoreError, "is damaged. Keep it, restore a backup"),
}


@pytest.mark.parametrize("opener", [Store.open, Store.open_readonly])
@pytest.mark.parametrize("case", REFUSED)
def test_case_125_a_file_is_refused_by_name_and_left_alone(path: Path, case: str, opener: Opener) -> None:
    spoil, error, message = REFUSED[case]
    spoil(path)
    before = _files(path.parent)
    with pytest.raises(error, match=message) as caught:
        opener(path).shows()
    assert caught.value.subject == str(path)
    assert str(path) in str(caught.value)
    after = _files(path.parent)
    assert {name: after[name] for name in before} == before


@pytest.mark.parametrize("opener", [Store.open, Store.open_readonly])
def test_a_folder_that_may_not_be_entered_is_named(locked_folder: Path, opener: Opener) -> None:
    with pytest.raises(StoreError, match="cannot be reached: Permission denied"):
        opener(locked_folder / "closed" / "aggregator.db")


def test_a_folder_that_is_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match=r"file cannot be created: .*Choose another place with --db"):
        Store.open(tmp_path / "file" / "aggregator.db")


@pytest.mark.parametrize("opener", [Store.open, Store.open_readonly])
def test_a_database_that_is_a_folder_is_named(path: Path, opener: Opener) -> None:
    path.mkdir()
    with pytest.raises(StoreError, match="is a folder"):
        opener(path)


def as_owner(act: Callable[[], None]) -> None:
    """Does something that only the owner of the folder may; whoever runs the tests is that."""
    user = os.geteuid()
    os.seteuid(os.getuid())
    act()
    os.seteuid(user)


@pytest.fixture
def locked_folder() -> Iterator[Path]:
    """A folder in which nobody may write, and a process that is nobody special: root may write anywhere."""
    if os.name != "posix":
        pytest.skip("permissions are POSIX's here")
    root = os.geteuid() == 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        Store.open(folder / "aggregator.db").close()
        closed = folder / "closed"
        closed.mkdir()
        closed.chmod(0)
        folder.chmod(0o555)
        if root:
            os.seteuid(65534)
        try:
            yield folder
        finally:
            if root:
                os.seteuid(0)
            folder.chmod(0o755)
            closed.chmod(0o755)


def test_case_125_a_read_only_folder_is_named(locked_folder: Path) -> None:
    for name in ("aggregator.db", "new.db"):
        with pytest.raises(StoreError, match=r"read-only|cannot be opened") as caught:
            Store.open(locked_folder / name)
        assert str(locked_folder) in str(caught.value)
    assert {file.name for file in locked_folder.iterdir()} == {"aggregator.db", "closed"}


def test_case_125_a_database_in_a_read_only_folder_is_read(locked_folder: Path) -> None:
    with Store.open_readonly(locked_folder / "aggregator.db") as store:
        assert store.shows() == []


def test_case_125_what_changes_while_it_is_read_so_is_not_told(locked_folder: Path) -> None:
    """SQLite cannot watch a file beside which nothing can be created, so an answer could be of two minds."""
    path = locked_folder / "aggregator.db"
    with Store.open_readonly(path) as store:
        store.shows()
        as_owner(lambda: os.utime(path, ns=(1, 1)))
        with pytest.raises(StoreError, match=r"was changed while it was read\. Ask again"):
            store.shows()


def test_case_125_a_log_that_cannot_be_read_without_writing_is_named(path: Path) -> None:
    """It would be there, with its last rows in the log, on media that cannot be written to."""
    Store.open(path).close()
    path.with_name("aggregator.db-wal").write_bytes(b"some rows")
    with pytest.raises(
        StoreError, match=r"some of it is still in aggregator\.db-wal.* Copy both to a folder of your own"
    ):
        Database._connect_unwatched(path, 0.0)


def test_case_125_a_full_disk_is_named_and_what_was_stored_stays(desk: Desk) -> None:
    desk.save(article())
    pages = desk.rows("PRAGMA page_count")[0][0]
    desk.store._database.connection.execute(f"PRAGMA max_page_count = {pages}")
    before = desk.store.snapshot_counts()
    with pytest.raises(StoreError, match=r"the disk is full\. Make room"):
        desk.save(article("https://gazette.test/long", "a long story " * 100_000))
    assert desk.store.snapshot_counts() == before
    assert desk.rows("PRAGMA integrity_check") == [("ok",)]


def test_an_old_sqlite_is_named(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 36, 0))
    with pytest.raises(StoreError, match=r"3\.37\.0 or newer is needed"):
        Store.open(path)


# --- two at once ---------------------------------------------------------------------------------------------


@pytest.fixture
def other_writer(desk: Desk) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(desk.path, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield connection


def test_a_locked_database_is_said_to_be_locked(desk: Desk, other_writer: sqlite3.Connection) -> None:
    with Store.open(desk.path, busy_timeout_s=0.01) as store:
        with pytest.raises(DatabaseLockedError, match="written to by another program; try again") as caught:
            store.save_catalogue([HARBOUR], [], now=NOW)
        assert isinstance(caught.value.__cause__, sqlite3.OperationalError)
        other_writer.execute("ROLLBACK")
        store.save_catalogue([HARBOUR], [], now=NOW)


def test_a_locked_database_can_be_read(desk: Desk, other_writer: sqlite3.Connection) -> None:
    with Store.open_readonly(desk.path, busy_timeout_s=0.01) as reader:
        assert len(reader.shows()) == 2


def test_two_that_open_a_new_file_at_once_migrate_it_once(path: Path) -> None:
    code = "import pathlib, sys; from aggregator.store import Store; Store.open(pathlib.Path(sys.argv[1])).close()"
    programs = [subprocess.Popen([sys.executable, "-c", code, str(path)]) for _ in range(3)]
    assert [program.wait(timeout=60) for program in programs] == [0, 0, 0]
    assert _pragma(path, "integrity_check") == "ok"


def test_whoever_has_begun_may_write_to_the_end(desk: Desk) -> None:
    """A transaction that only read so far could otherwise be overtaken, and fail in its middle."""
    with desk.store._database.transaction(), closing(sqlite3.connect(desk.path, timeout=0)) as other:
        desk.rows("SELECT * FROM shows")
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("DELETE FROM shows")


# --- transactions --------------------------------------------------------------------------------------------


def test_an_error_inside_undoes_everything(desk: Desk) -> None:
    database = desk.store._database

    def interrupted() -> None:
        with database.transaction():
            database.execute("UPDATE shows SET title = 'half'")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert not database.connection.in_transaction
    assert "half" not in {row["title"] for row in desk.store.shows()}


def test_a_part_that_fails_leaves_nothing_and_the_rest_of_the_whole_is_stored(desk: Desk) -> None:
    """Its words in the full-text index too, which is written last."""

    def saved(number: int) -> None:
        desk.save(article(f"https://gazette.test/{number}", f"Part{number} of a story."), claims=())

    def broken() -> None:
        with desk.store.transaction():
            saved(2)
            raise OSError("a bug")

    with desk.store.transaction():
        saved(1)
        with pytest.raises(OSError, match="a bug"):
            broken()
        saved(3)
    assert desk.rows("SELECT canonical_url FROM articles ORDER BY 1") == [
        ("https://gazette.test/1",),
        ("https://gazette.test/3",),
    ]
    found = [desk.rows(f"SELECT rowid FROM articles_fts WHERE articles_fts MATCH 'part{n}'") for n in (1, 2, 3)]
    assert [len(rows) for rows in found] == [1, 0, 1]


def test_a_whole_that_fails_leaves_nothing_of_its_parts(desk: Desk) -> None:
    def broken() -> None:
        with desk.store.transaction():
            desk.save(article(text="The fog is back."), claims=())
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        broken()
    desk.save(article(text="The lamp is lit."), claims=())
    assert desk.rows("SELECT text FROM articles") == [("The lamp is lit.",)]
    assert desk.rows("SELECT rowid FROM articles_fts WHERE articles_fts MATCH 'fog'") == []


KILLED_AT = ("INSERT INTO articles ", "INSERT INTO claims", "INSERT INTO entries", "COMMIT")

KILLED = """
import os, pathlib, signal, sys
from aggregator.store import Store
from tests.store.samples import *
path, word = pathlib.Path(sys.argv[1]), sys.argv[2]
store = Store.open(path)
catalogue = store.save_catalogue([HARBOUR], [GAZETTE], now=NOW)
desk = Desk(store, path, store.begin_run(command="run", version="0", pid=1, now=NOW), catalogue)
desk.save(article())
def kill(sql):
    if sql.startswith(word):
        os.kill(os.getpid(), signal.SIGKILL)
store._database.connection.set_trace_callback(kill)
desk.save(article("https://gazette.test/second", "Another story."), entry=entry())
"""


@pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL")
@pytest.mark.parametrize("word", KILLED_AT)
def test_case_124_killed_in_a_transaction_leaves_no_part_of_an_article(path: Path, word: str) -> None:
    killed = subprocess.run([sys.executable, "-c", KILLED, str(path), word], check=False, timeout=60)
    assert killed.returncode == -signal.SIGKILL
    with Store.open(path) as store:
        assert [row["integrity_check"] for row in store._database.rows("PRAGMA integrity_check")] == ["ok"]
        counts = store.snapshot_counts()
        assert (counts["articles"], counts["sightings"], counts["claims"], counts["entries"]) == (1, 1, 1, 0)
        run_id = store.begin_run(command="run", version="0", pid=2, now=NOW)
        assert [run["status"] for run in store.last_runs(2)] == ["running", "killed"]
        desk = Desk(store, path, run_id, "catalogue")
        desk.save(article("https://gazette.test/second", "Another story."))
        assert store.snapshot_counts()["articles"] == 2


# --- the small tools -----------------------------------------------------------------------------------------


def test_a_new_file_has_small_pages_and_an_older_one_keeps_its_own(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "old.db", isolation_level=None)) as old:
        old.execute("PRAGMA page_size = 4096")
        old.execute("VACUUM")
    for name, size in {"new.db": PAGE_BYTES, "old.db": 4096}.items():
        with Store.open(tmp_path / name) as store:
            assert store._database.rows("PRAGMA page_size") == [{"page_size": size}], name


def test_an_upsert_writes_only_what_differs(desk: Desk) -> None:
    database = desk.store._database

    def put(text: str) -> bool:
        return database.upsert("robots", {"origin": "u"}, {"text": text}, once={"fetched_at": "then"})

    assert [put("a"), put("a"), put("b"), put("b")] == [True, False, True, False]


def test_null_is_compared_as_a_value(desk: Desk) -> None:
    def put(text: str | None) -> bool:
        return desk.store._database.upsert("robots", {"origin": "u"}, {"text": text}, once={"fetched_at": "then"})

    assert [put(None), put(None), put("a"), put(None)] == [True, False, True, True]


def test_what_marks_a_change_is_not_written_with_a_new_row(desk: Desk) -> None:
    def put(text: str, now: str) -> list[tuple]:
        desk.store._database.upsert("robots", {"origin": "u"}, {"fetched_at": now}, changed={"text": text})
        return desk.rows("SELECT text, fetched_at FROM robots")

    assert put("first", "1") == [(None, "1")]
    assert put("second", "1") == [(None, "1")]
    assert put("third", "2") == [("third", "2")]


def test_case_128_nul_and_lone_surrogates_are_replaced_one_for_one(desk: Desk) -> None:
    desk.store.save_issue(
        desk.run_id, code="odd", source_id=GAZETTE.id, url=None, detail="a\0b\ud83d\ude00c😀", now=NOW
    )
    assert desk.rows("SELECT detail FROM issues") == [("a\ufffdb\ufffd\ufffdc😀",)]


def test_our_own_mistakes_pass_as_they_are(desk: Desk) -> None:
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        desk.store._database.rows("SELECT * FROM nowhere")
    with pytest.raises(sqlite3.IntegrityError):
        desk.store.save_source_state(SourceState(GAZETTE.id, failures=-1))


def test_a_disk_error_is_named(path: Path) -> None:
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = sqlite3.SQLITE_IOERR_WRITE
    with pytest.raises(StoreError, match="keep the database on a local disk"), translated(path):
        raise error


def test_a_failed_opening_closes_the_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _newer(path)
    opened: list[Database] = []
    real = Database._version_of_ours

    def noted(database: Database) -> int:
        opened.append(database)
        return real(database)

    monkeypatch.setattr(Database, "_version_of_ours", noted)
    with pytest.raises(DatabaseNewerError):
        Store.open(path)
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        opened[0].connection.execute("SELECT 1")
