"""``backfill --to parquet``: the rows of the database as a dataset, the database itself untouched."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from aggregator.cli import main
from aggregator.cli.dataset import write_dataset
from aggregator.cli.exits import Exit
from aggregator.store import Store
from aggregator.web.scorecard import scorecard
from tests.backfill.warcs import news, write

pyarrow = pytest.importorskip("pyarrow.dataset")
ROOT = Path(__file__).parents[2]
GOLD = ROOT / "fixtures" / "gold"


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


def test_another_dataset_has_nothing_of_the_one_before(tmp_path: Path) -> None:
    write(tmp_path / "archives" / "a.warc.gz", *news(1, 2))
    assert backfill(tmp_path, "--to", "parquet", tmp_path / "first") == Exit.OK
    (tmp_path / "archives" / "a.warc.gz").unlink()
    write(tmp_path / "archives" / "b.warc.gz", *news(3, 1))
    assert backfill(tmp_path, "--to", "parquet", tmp_path / "second") == Exit.OK
    urls = pyarrow.dataset(tmp_path / "second" / "articles", partitioning="hive").to_table()["canonical_url"]
    assert urls.to_pylist() == ["https://press.example/news/3"]


def test_a_dataset_that_was_broken_off_is_begun_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "archives" / "a.warc.gz", *news(1, 2))

    def breaks_off(store: object, name: str, folder: Path) -> None:
        (folder / "month=1999-01").mkdir(parents=True)
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("aggregator.cli.dataset._write_table", breaks_off)
        assert backfill(tmp_path, "--to", "parquet", tmp_path / "dataset") == Exit.IO
    assert not (tmp_path / "dataset").exists()
    assert backfill(tmp_path, "--to", "parquet", tmp_path / "dataset") == Exit.OK
    assert not list((tmp_path / "dataset").rglob("month=1999-01"))
    assert not list(tmp_path.glob("*.partial"))


def test_the_scorecard_of_the_documentation_is_that_of_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On the labelled articles: decided, disputed, rumoured, denied, begun, awaited, and shows of which none tells."""
    duckdb = pytest.importorskip("duckdb")
    config = tmp_path / "sources.yaml"
    config.write_text((GOLD / "dev1.shows.json").read_text("utf-8").join(["shows: ", "\nsources: []\n"]), "utf-8")
    with pytest.raises(SystemExit) as ended:
        main(["--config", str(config), "--db", str(tmp_path / "a.db"), "import", str(GOLD / "dev1.jsonl")])
    assert ended.value.code == Exit.OK
    (query,) = re.findall(r"```sql\n(WITH .*?;)\n```", (ROOT / "docs" / "scale.md").read_text("utf-8"), re.DOTALL)
    monkeypatch.chdir(tmp_path)
    with Store.open_readonly(tmp_path / "a.db") as store:
        write_dataset(store, tmp_path / "dataset")
        with closing(duckdb.connect()) as connection:
            ((today,),) = connection.execute("SELECT current_date").fetchall()
            asked = connection.execute(query).fetchall()
        lines = scorecard(store.followed(), store.scorecard_facts(), today=today)

    def answers(facts: object) -> str | None:
        assert isinstance(facts, tuple)
        return " or ".join(("not " if fact["status"] == "denied" else "") + fact["value"] for fact in facts) or None

    told = [(line.show["title"], line.season, answers(line.decisions), answers(line.releases)) for line in lines]
    assert asked == told
    assert sum(" or " in (line[2] or line[3] or "") for line in told) > 0
    assert {line.has_started for line in lines} == {True, False}
