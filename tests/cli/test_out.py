"""``scorecard``, ``feed``, ``calendar`` and ``export`` as a user has them."""

from __future__ import annotations

import csv
import json
import sys
from datetime import UTC, datetime
from pathlib import Path

import feedparser
import pytest
from icalendar import Calendar

from aggregator.cli import files
from aggregator.errors import OutputError
from aggregator.store.descriptions import TABLES, VIEWS
from tests.cli.conftest import Command
from tests.pipeline.archives import Archive, told


@pytest.fixture
def database(home: Path) -> Path:
    path = home / "aggregator.db"
    Archive(path).take(
        [
            told("a.test/1", "Quay TV has renewed Harbour Lights for a third season. It premieres in March 2027."),
            told("b.test/2", "Quay TV has cancelled Salt Road after two seasons.", title="=cmd() | Salt Road"),
        ],
        now=datetime(2026, 1, 1, tzinfo=UTC),
    )
    return path


@pytest.fixture
def ask(command: Command, database: Path) -> Command:
    return lambda *arguments: command("--db", database, *arguments)


def test_the_scorecard_has_a_line_a_show(ask: Command) -> None:
    rows = json.loads(ask("scorecard").out)
    assert [(row["show"], row["season"], row["decision"]) for row in rows] == [
        ("Harbour Lights", 3, "renewed"),
        ("Salt Road", 3, "cancelled"),
    ]
    assert rows[0]["release"] == "Mar 2027"


def test_the_scorecard_as_markdown_goes_to_a_file(ask: Command, home: Path) -> None:
    ended = ask("scorecard", "--markdown", "-o", home / "card.md")
    assert (ended.code, ended.out) == (0, "")
    lines = (home / "card.md").read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("# Scorecard, 20")
    assert lines[4].startswith("| Harbour Lights | 3 | renewed | ")
    assert len({line.count("|") for line in lines[2:]}) == 1
    assert ask("scorecard", "-o", home / "card.csv", "--csv").code == 2


def test_the_feed_of_all_and_of_one_show(ask: Command, home: Path) -> None:
    everything = feedparser.parse(ask("feed").out.encode())
    ended = ask("feed", "--show", "salt road", "-o", home / "salt.atom", "--url", "https://tv.test/salt.atom")
    assert (ended.code, ended.out) == (0, "")
    salt = feedparser.parse((home / "salt.atom").read_bytes())
    assert not everything.bozo
    assert {entry.tags[0].term for entry in everything.entries} == {"harbour-lights", "salt-road"}
    assert {entry.tags[0].term for entry in salt.entries} == {"salt-road"}
    assert salt.entries[0].id.startswith("tag:tv.test,2026:change/")
    assert "Quay TV has cancelled Salt Road after two seasons." in salt.entries[0].content[0].value
    items = json.loads(ask("feed", "--format", "json", "--limit", "1").out)["items"]
    assert [item["id"] for item in items] == [everything.entries[0].id]


def test_the_calendar_has_the_premieres(ask: Command) -> None:
    (event,) = Calendar.from_ical(ask("calendar").out).events
    assert str(event["summary"]) == "Harbour Lights, season 3 (Mar 2027)"
    assert Calendar.from_ical(ask("calendar", "--show", "salt road").out).events == []


@pytest.mark.parametrize("arguments", [("feed", "--show", "nobody"), ("calendar", "--show", "nobody")])
def test_a_show_that_nobody_follows_is_said_to_be_so(ask: Command, arguments: tuple[str, ...]) -> None:
    assert ask(*arguments).code == 66


def test_a_feed_is_read_at_no_other_address_than_one_of_the_web(ask: Command) -> None:
    assert ask("feed", "--url", "ftp://tv.test/x").code == 2


def test_export_writes_every_table_and_view(ask: Command, home: Path) -> None:
    assert ask("export", home / "out").code == 0
    written = {path.name for path in (home / "out").iterdir()}
    assert written == {f"{name}.csv" for name in (TABLES | VIEWS) if name != "articles_fts"}
    before = {path: path.read_bytes() for path in (home / "out").iterdir()}
    assert ask("export", home / "out").code == 0
    assert {path: path.read_bytes() for path in (home / "out").iterdir()} == before


def test_export_keeps_values_as_they_are_unless_a_spreadsheet_would_run_them(ask: Command, home: Path) -> None:
    for options, title in (((), "=cmd() | Salt Road"), (("--csv-safe",), "'=cmd() | Salt Road")):
        assert ask("export", home / "a.csv", "--table", "articles", *options).code == 0
        with (home / "a.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        assert [row["title"] for row in rows] == ["Harbour Lights news", title]
        assert "\n\n" in rows[0]["text"]
    assert ask("export", home / "a.ndjson", "--table", "articles", "--csv-safe").code == 2


def test_export_as_ndjson_keeps_types(ask: Command, home: Path) -> None:
    assert ask("export", home / "c.ndjson", "--table", "claims").code == 0
    rows = [json.loads(line) for line in (home / "c.ndjson").read_text(encoding="utf-8").splitlines()]
    assert [row["id"] for row in rows] == sorted(row["id"] for row in rows)
    assert isinstance(rows[0]["confidence"], float)
    assert {row["person"] for row in rows} == {None}
    assert ask("export", home / "s.ndjson", "--table", "signatures").code == 0


def test_export_has_an_order_of_its_own(ask: Command, home: Path) -> None:
    """The view is newest first; in a file, what is new is best at the end."""
    assert ask("export", home / "news.ndjson", "--table", "news").code == 0
    numbers = [
        json.loads(line)["change_id"] for line in (home / "news.ndjson").read_text(encoding="utf-8").splitlines()
    ]
    assert numbers == sorted(numbers)
    assert len(numbers) > 2


def test_export_as_parquet_keeps_types(ask: Command, home: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="the extra parquet is not installed")
    assert ask("export", home / "out", "--format", "parquet").code == 0
    table = parquet.read_table(home / "out" / "claims.parquet")
    assert [str(table.schema.field(name).type) for name in ("id", "confidence", "quote")] == [
        "int64",
        "double",
        "string",
    ]
    assert table.num_rows == len(json.loads(ask("claims").out))
    assert str(parquet.read_schema(home / "out" / "signatures.parquet").field("signature").type) == "binary"


def test_parquet_without_pyarrow_is_explained(ask: Command, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    ended = ask("export", home / "f.parquet", "--table", "facts")
    assert ended.code == 2
    assert "pip install 'aggregator[parquet]'" in ended.err
    assert not (home / "f.parquet").exists()


def test_a_table_that_is_none_is_guessed(ask: Command, home: Path) -> None:
    ended = ask("export", home / "x.csv", "--table", "factz")
    assert ended.code == 2
    assert "Did you mean 'facts'?" in ended.err


@pytest.mark.parametrize(
    "arguments", [("feed", "-o"), ("calendar", "-o"), ("scorecard", "--markdown", "-o"), ("export",)]
)
def test_a_place_that_cannot_be_written_is_said_to_be_so(ask: Command, home: Path, arguments: tuple[str, ...]) -> None:
    (home / "file").write_text("in the way", encoding="utf-8")
    ended = ask(*arguments, home / "file" / "out")
    assert ended.code == 74
    assert "Traceback" not in ended.err


def test_a_file_that_is_not_finished_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "news.atom"
    path.write_bytes(b"old")
    path.chmod(0o640)
    with pytest.raises(TypeError), files.written_whole(path) as file:
        file.writelines([b"new, half", None])  # type: ignore[list-item]
    assert (path.read_bytes(), [*tmp_path.iterdir()]) == (b"old", [path])
    with files.written_whole(path) as file:
        file.write(b"new")
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"new", 0o640)


def test_a_disk_that_is_full_is_an_error_of_ours(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="No space left"), files.written_whole(tmp_path / "x"):
        raise OSError(28, "No space left on device")
    assert [*tmp_path.iterdir()] == []
