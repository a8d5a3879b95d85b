"""What ``aggregator demo`` may replace: a folder that an earlier demo left, of whichever version, and nothing else."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from aggregator.cli.demo import CONFIG_NAME, DATABASE_NAME, _fresh
from aggregator.demo_site import DemoSite, find_site_root
from aggregator.errors import InputError
from aggregator.models import Source, SourceId, SourceKind
from aggregator.store import Store
from aggregator.store.schema import APPLICATION_ID
from tests.cli.conftest import Command
from tests.store.samples import GAZETTE, NOW

LOCAL = Source(SourceId("pressline-tv"), SourceKind.FEED, "http://127.0.0.1:40123/rss")


@pytest.fixture(scope="module")
def left(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as a demo leaves it, but for what it found."""
    folder = tmp_path_factory.mktemp("demo")
    with DemoSite(find_site_root()) as site:
        site.write_config(folder / CONFIG_NAME, folder / DATABASE_NAME)
    store_of(folder, LOCAL)
    return folder


@pytest.fixture
def folder(left: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(left, tmp_path / "demo"))


def store_of(folder: Path, *sources: Source) -> None:
    with Store.open(folder / DATABASE_NAME) as store:
        store.save_catalogue([], list(sources), now=NOW)


def run_sql(folder: Path, sql: str) -> None:
    database = sqlite3.connect(folder / DATABASE_NAME)
    database.executescript(sql)
    database.close()


def of_an_older_schema(folder: Path) -> None:
    run_sql(folder, "PRAGMA user_version = 1; DROP VIEW news; DROP TABLE notify_states")


def with_an_import(folder: Path) -> None:
    run_sql(folder, "UPDATE sources SET url = NULL, id = 'archive' WHERE id = 'pressline-tv'")
    store_of(folder, LOCAL)


def never_filled(folder: Path) -> None:
    (folder / DATABASE_NAME).unlink()
    (folder / DATABASE_NAME).touch()


REPLACED: dict[str, Callable[[Path], None]] = {
    "the database of this version": lambda _: None,
    "one of an older schema": of_an_older_schema,
    "one that articles were imported into": with_an_import,
    "one that an earlier demo was killed over": never_filled,
}


@pytest.mark.parametrize("case", REPLACED)
def test_what_a_demo_left_is_replaced(folder: Path, case: str) -> None:
    REPLACED[case](folder)
    database = _fresh(folder)
    assert database == folder / DATABASE_NAME
    assert not database.exists()


def of_somebody(folder: Path) -> None:
    store_of(folder, GAZETTE)


def of_somebody_and_older(folder: Path) -> None:
    of_somebody(folder)
    of_an_older_schema(folder)


def on_loopback_and_no_demo(folder: Path) -> None:
    store_of(folder, Source(SourceId("my-bridge"), SourceKind.FEED, "http://127.0.0.1:1200/feed"))


def of_imports_alone(folder: Path) -> None:
    run_sql(folder, "UPDATE sources SET url = NULL")


def of_a_newer_schema(folder: Path) -> None:
    run_sql(folder, "PRAGMA user_version = 99")


def of_another_program(folder: Path) -> None:
    run_sql(folder, f"PRAGMA application_id = {APPLICATION_ID + 1}")


def no_database(folder: Path) -> None:
    (folder / DATABASE_NAME).write_text("minutes of the meeting")


def with_a_configuration_of_somebody(folder: Path) -> None:
    (folder / CONFIG_NAME).write_text("shows: []\nsources: []\n")


KEPT: dict[str, Callable[[Path], None]] = {
    "a database that follows a real source": of_somebody,
    "one of an older schema that does": of_somebody_and_older,
    "one whose sources are on this machine and no demo's": on_loopback_and_no_demo,
    "one that was only imported into": of_imports_alone,
    "one of a newer schema": of_a_newer_schema,
    "one of another program": of_another_program,
    "a file that is no database": no_database,
    "a configuration that somebody wrote": with_a_configuration_of_somebody,
}


@pytest.mark.parametrize("case", KEPT)
def test_what_is_not_a_demos_is_left_alone(folder: Path, command: Command, case: str) -> None:
    KEPT[case](folder)
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix in {".db", ".yaml"}}
    with pytest.raises(InputError, match="was not left by a demo; choose another --dir"):
        _fresh(folder)
    assert {name: (folder / name).read_bytes() for name in before} == before
    ended = command("demo", "--dir", folder)
    assert (ended.code, ended.out) == (65, "")
