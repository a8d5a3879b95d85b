"""``aggregator serve``: where it listens, what it says, what it refuses."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from aggregator.store import Store
from tests.cli.conftest import Command


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "aggregator.db"
    Store.open(path).close()
    return path


def test_it_serves_until_it_is_stopped_and_leaves_the_database_as_it_was(database: Path) -> None:
    before = database.read_bytes()
    command = [sys.executable, "-m", "aggregator", "--db", str(database), "serve", "--port", "0"]
    with subprocess.Popen([*command, "--setting", "base_url", "/tv/"], stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        said = server.stdout.readline()
        try:
            found = re.match(r"http://127\.0\.0\.1:\d+/tv/", said)
            assert found, said
            with urllib.request.urlopen(found[0]) as answer:
                assert "No show is followed yet" in answer.read().decode()
        finally:
            server.send_signal(signal.SIGINT)
        assert server.wait(20) == 0
    assert database.read_bytes() == before


def test_a_port_that_is_taken_is_told(command: Command, database: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        ended = command("--db", database, "serve", "--port", port)
    assert ended.code == 2
    assert "--port" in ended.err
    assert port in ended.err


def test_without_a_database_it_says_what_to_do(command: Command, tmp_path: Path) -> None:
    ended = command("--db", tmp_path / "none.db", "serve")
    assert ended.code == 66
    assert "aggregator run" in ended.err


SETTINGS = {
    "a setting that is none": (("sql_time_limit", "3"), "did you mean 'sql_time_limit_ms'"),
    "a switch that is neither on nor off": (("default_allow_sql", "maybe"), "on or off"),
    "a number that is none": (("default_page_size", "many"), "whole number"),
}


@pytest.mark.parametrize("case", SETTINGS)
def test_a_wrong_setting_is_refused(command: Command, database: Path, case: str) -> None:
    (name, value), message = SETTINGS[case]
    ended = command("--db", database, "serve", "--setting", name, value)
    assert ended.code == 2
    assert message in " ".join(ended.err.split())


def test_without_datasette_it_says_what_to_install(
    command: Command, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in [name for name in sys.modules if name.startswith("aggregator.web")]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, "datasette.app", None)
    ended = command("--db", database, "serve")
    assert ended.code == 2
    assert "pip install 'aggregator[web]'" in ended.err
