"""A run that keeps what it fetches, and the same from its archive: fetched once, all else can be done again."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from aggregator.cli import main
from aggregator.cli.exits import Exit
from tests.durability.world import content, small_web
from tests.servers import Reply, WebServer

OF_RUNS = {"resources"}
"""What is remembered to ask again by: an archive asks nobody."""


def found(path: Path) -> dict[str, list[object]]:
    """All that was found, without the times at which the catalogue was saved."""
    rows = {table: [json.loads(line) for line in lines] for table, lines in content(path).items()}
    for table in ("shows", "sources"):
        for row in rows[table]:
            row |= {"added_at": None, "changed_at": None}
    return {table: lines for table, lines in rows.items() if table not in OF_RUNS}


Command = Callable[..., int]


@pytest.fixture
def command(tmp_path: Path) -> Command:
    def call(database: str, *arguments: object) -> int:
        base = ["--config", tmp_path / "sources.yaml", "--db", tmp_path / database]
        with pytest.raises(SystemExit) as ended:
            main([str(one) for one in (*base, *arguments)])
        assert isinstance(ended.value.code, int)
        return ended.value.code

    return call


def keep(config: Path, folder: str = "kept") -> None:
    text = config.read_text().replace("per_host_delay_s: 0", f"per_host_delay_s: 0, archive: {{folder: {folder}}}")
    config.write_text(text)


def test_a_run_and_its_archive_tell_the_same(tmp_path: Path, command: Command) -> None:
    with small_web(tmp_path) as config:
        keep(config)
        command("run.db", "run")
    assert command("again.db", "backfill", tmp_path / "kept", "--engine", "serial") == Exit.OK
    by_run, by_archive = found(tmp_path / "run.db"), found(tmp_path / "again.db")
    assert len(by_run["articles"]) == 4
    assert by_run["claims"]
    assert by_run["facts"]
    assert by_archive == by_run


def test_several_runs_over_a_web_that_changes(tmp_path: Path, command: Command) -> None:
    """Rewritten pages, pages that cannot be had, a page that two sources lead to, and unchanged answers."""
    text = "Quay TV has renewed Harbour Lights for a third season, the network said on Monday. " * 4

    def page(title: str, more: str = "") -> bytes:
        words = f"{text} {more * 30}"
        return f"<html><title>{title}</title><body><article><h1>{title}</h1><p>{words}</p></article></body>".encode()

    with WebServer() as web:

        def feed(*paths: str) -> Reply:
            items = "".join(
                f"<item><title>Harbour Lights {path}</title><link>{web.url(path)}</link>"
                f"<description>Harbour Lights is renewed, says {path}.</description></item>"
                for path in paths
            )
            return Reply(body=f"<rss version='2.0'><channel><title>F</title>{items}</channel></rss>".encode())

        (tmp_path / "sources.yaml").write_text(
            "shows: [Harbour Lights]\nsettings: {per_host_delay_s: 0, max_attempts: 1, archive: {folder: kept}}\n"
            "sources:\n"
            + "".join(
                f"  - {{id: {name}, kind: feed, url: '{web.url(f'/{name}')}', allow_private: true}}\n"
                for name in ("a", "b")
            )
        )
        web.routes |= {"/a": feed("/one", "/two"), "/b": feed("/one", "/gone"), "/gone": Reply(404)}
        web.routes |= {"/one": Reply(body=page("One")), "/two": Reply(500)}
        command("run.db", "run")
        web.routes |= {"/a": feed("/one", "/two", "/three"), "/two": Reply(body=page("Two", "Salt and sea. "))}
        web.routes["/three"] = Reply(body=page("Three", "Sand and sky. "))
        command("run.db", "run")
        command("run.db", "run")
    assert len(list((tmp_path / "kept").rglob("*.warc.gz"))) >= 2
    command("again.db", "backfill", tmp_path / "kept", "--engine", "serial")
    by_run, by_archive = found(tmp_path / "run.db"), found(tmp_path / "again.db")
    assert len(by_run["articles"]) == 4
    assert by_archive == by_run


def test_an_archive_that_cannot_be_written_costs_no_article(
    tmp_path: Path, command: Command, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "kept").write_text("a file where the folder should be")
    with small_web(tmp_path) as config:
        command("plain.db", "run")
        keep(config)
        capsys.readouterr()
        command("run.db", "run")
    assert "settings.archive: what is fetched cannot be kept" in capsys.readouterr().err
    assert found(tmp_path / "run.db")["claims"] == found(tmp_path / "plain.db")["claims"] != []
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(tmp_path / "run.db")) as database:
        issues = database.execute("SELECT detail FROM issues WHERE code = 'archive_failed'").fetchall()
    assert len(issues) == 1
    assert "nothing more is, in this run" in issues[0][0]


def test_a_file_that_is_no_archive_is_named(
    tmp_path: Path, command: Command, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "sources.yaml").write_text("shows: [{title: Salt Road}]\nsources: []\n")
    (tmp_path / "list.warc").write_text("not a record at all\n")
    assert command("x.db", "backfill", "--engine", "serial", tmp_path / "list.warc") == Exit.DATA
    assert "list.warc: nothing in it is a record of a WARC file" in capsys.readouterr().err


def test_without_the_setting_nothing_is_kept(tmp_path: Path, command: Command) -> None:
    with small_web(tmp_path):
        command("run.db", "run")
    assert not list(tmp_path.rglob("*.warc*"))
