"""The pages of the schema and of SQL say what is so; test_reference looks whether they are up to date."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

from aggregator.store import Store
from aggregator.store.descriptions import TABLES, VIEWS
from aggregator.web.queries import QUERIES
from tools import cookbook, schema


def test_every_query_of_the_cookbook_has_an_answer() -> None:
    sections = cookbook.PAGE.read_text(encoding="utf-8").split("\n## ")[1:]
    assert [section.splitlines()[0] for section in sections] == [query.title for query in QUERIES]
    for section in sections:
        assert len(re.findall(r"(?m)^\| ", section)) > 2, section


def test_every_table_view_and_column_is_on_the_page() -> None:
    sections = dict(re.findall(r"(?ms)^### (\w+)\n(.*?)(?=^##|\Z)", schema.PAGE.read_text(encoding="utf-8")))
    assert set(sections) == TABLES.keys() | VIEWS.keys()
    for name, described in (TABLES | VIEWS).items():
        assert re.findall(r"(?m)^\| `(\w+)` \| ", sections[name]) == list(described.columns)


def test_the_picture_shows_every_reference(tmp_path: Path) -> None:
    Store.open(tmp_path / "a.db").close()
    with closing(sqlite3.connect(tmp_path / "a.db")) as connection:
        wanted = {
            (name, row[2], row[3])
            for name in TABLES
            for row in connection.execute("SELECT * FROM pragma_foreign_key_list(?)", [name])
        }
    drawn = re.findall(r'(?m)^    (\w+) [}|o]+--[|o]+ (\w+) : "(\w+)"$', schema.PAGE.read_text(encoding="utf-8"))
    assert set(drawn) == wanted
    assert len(drawn) == len(wanted) > 20
