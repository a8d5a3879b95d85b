"""Rows in every format that the flags offer."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any

import click
import pytest
from click.testing import CliRunner

from aggregator.cli.output import Column, Format, output_options, write_rows

ROWS: list[dict[str, Any]] = [
    {"title": "Harbour Lights, again", "published_at": None, "shows": ["harbour-lights"]},
    {"title": "Salt “Road”\x1b[31m ends\u202e", "published_at": "2026-03-01T10:00:00Z", "shows": []},
]
COLUMNS = (
    Column("published_at", "published", render=lambda row: (row["published_at"] or "?")[:10]),
    Column("title", "title", ratio=1),
)


@click.command()
@output_options
def listing(output: Format) -> None:
    write_rows(ROWS, output, columns=COLUMNS, empty="nothing")


@click.command()
@output_options
def nothing(output: Format) -> None:
    write_rows([], output, columns=COLUMNS, empty="nothing")


def printed(*flags: str, command: click.Command = listing) -> str:
    result = CliRunner().invoke(command, flags)
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.mark.parametrize("flags", [(), ("--json",), ("--json", "--ascii")])
def test_json_is_one_array_and_what_a_pipe_gets(flags: tuple[str, ...]) -> None:
    text = printed(*flags)
    assert json.loads(text) == ROWS
    assert text.isascii() == ("--ascii" in flags)


def test_ndjson_is_one_object_a_line() -> None:
    assert [json.loads(line) for line in printed("--nl").splitlines()] == ROWS


def test_arrays_keep_the_order_of_the_columns() -> None:
    assert json.loads(printed("--arrays"))[0] == ["Harbour Lights, again", None, ["harbour-lights"]]


@pytest.mark.parametrize(("flag", "delimiter"), [("--csv", ","), ("--tsv", "\t")])
def test_separated_values_survive_a_round_trip(flag: str, delimiter: str) -> None:
    heading, first, second = csv.reader(io.StringIO(printed(flag)), delimiter=delimiter)
    assert heading == ["title", "published_at", "shows"]
    assert first == ["Harbour Lights, again", "", '["harbour-lights"]']
    assert second[1] == "2026-03-01T10:00:00Z"


def test_separated_values_without_headings() -> None:
    assert len(printed("--csv", "--no-headers").splitlines()) == len(ROWS)


def test_a_table_shows_no_control_or_bidi_characters() -> None:
    table = printed("--table")
    assert table.splitlines()[0].split() == ["published", "title"]
    assert "\x1b" not in table
    assert "\u202e" not in table


def test_a_table_in_a_format_of_tabulate() -> None:
    assert printed("--fmt", "github").startswith("| published")


def test_an_unknown_table_format_names_the_known_ones() -> None:
    result = CliRunner().invoke(listing, ["--fmt", "gihtub"])
    assert result.exit_code == 2
    assert "github" in result.output


def test_raw_is_the_first_value_alone() -> None:
    assert printed("--raw") == "Harbour Lights, again\n"


WIDE = (
    Column("source", "source"),
    Column("title", "title", ratio=1),
    Column("outcome", "last outcome", spare=True),
    Column("url", "url", ratio=1, spare=True),
)
WIDE_ROWS = [
    {"source": "valley-gazette", "title": "Harbour Lights", "outcome": "too many redirects", "url": "https://x.test/"}
]


@pytest.mark.parametrize(
    ("width", "headings"),
    [
        (90, "source title last outcome url"),
        (60, "source title last outcome"),
        (50, "source title"),
        (24, "source title"),
    ],
)
def test_a_narrow_terminal_gets_fewer_columns_and_those_whole(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], width: int, headings: str
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    output = Format(kind=None, fmt=None, no_headers=False, arrays=False, raw=False, ascii=False)
    write_rows(WIDE_ROWS, output, columns=WIDE, empty="nothing")
    heading, *lines = re.sub(r"\x1b\[[0-9;]*m", "", capsys.readouterr().out).splitlines()
    assert " ".join(heading.split()) == headings
    assert all(len(line) <= width for line in lines)
    shown = "".join("".join(line.split()) for line in lines)
    assert set("valley-gazette") <= set(shown)
    assert "Harbour" in shown


def test_no_rows_are_an_empty_array() -> None:
    assert json.loads(printed("--json", command=nothing)) == []
    assert printed("--csv", command=nothing) == ""
