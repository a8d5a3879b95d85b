"""``backfill --to parquet``: the rows of the database as a dataset, the database itself untouched."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from aggregator.cli import main
from aggregator.cli.exits import Exit
from tests.backfill.warcs import news, write

pyarrow = pytest.importorskip("pyarrow.dataset")


def backfill(folder: Path, *arguments: object) -> int:
    (folder / "sources.yaml").write_text("shows: [Harbour Lights]\n")
    base = ["--config", folder / "sources.yaml", "--db", folder / "a.db", "backfill", folder / "archives"]
    with pytest.raises(SystemExit) as ended:
        main([str(one) for one in (*base, "--engine", "serial", *arguments)])
    assert isinstance(ended.value.code, int)
    return ended.value.code


def test_the_dataset_has_the_rows_of_the_database(tmp_path: Path) -> None:
    write(tmp_path / "archives" / "a.warc.gz", *news(1, 5))
    assert backfill(tmp_path, "--to", "parquet", tmp_path / "dataset") == Exit.OK
    assert not (tmp_path / "a.db").exists()
    assert backfill(tmp_path) == Exit.OK
    with closing(sqlite3.connect(tmp_path / "a.db")) as database:
        for table in ("articles", "claims", "current_facts"):
            cursor = database.execute(f"SELECT * FROM {table} ORDER BY 1, 2")
            names = [column[0] for column in cursor.description]
            found = pyarrow.dataset(tmp_path / "dataset" / table, partitioning="hive").to_table()
            rows = zip(*(found[name].to_pylist() for name in names), strict=True)
            assert sorted(rows, key=lambda row: row[:2]) == cursor.fetchall()
    months = {path.name for path in (tmp_path / "dataset" / "articles").iterdir()}
    assert months == {"month=2026-03"}


def test_a_folder_with_something_in_it_is_left_as_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path / "archives" / "a.warc.gz", *news(1, 1))
    (tmp_path / "dataset").mkdir()
    (tmp_path / "dataset" / "mine.txt").write_text("mine")
    assert backfill(tmp_path, "--to", "parquet", tmp_path / "dataset") == Exit.IO
    assert "is not empty" in capsys.readouterr().err
    assert [path.name for path in (tmp_path / "dataset").iterdir()] == ["mine.txt"]
