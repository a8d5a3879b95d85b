"""The program as a process: signals, pipes, `python -m`."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from aggregator.cli.exits import Exit
from aggregator.errors import StoreError
from aggregator.store import Store
from tests.servers import Reply, WebServer

CONFIG = """
shows: [{{title: Harbour Lights}}]
sources:
  - {{id: quick, kind: feed, url: "{quick}", allow_private: true}}
  - {{id: slow, kind: feed, url: "{slow}", allow_private: true}}
settings: {{per_host_delay_s: 0, total_timeout_s: 60}}
"""
TEXT = "The drama Harbour Lights was renewed by Quay TV for a third season. " * 30


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_a_run_that_is_stopped_ends_at_once_and_keeps_what_it_has(tmp_path: Path, sign: signal.Signals) -> None:
    item = f"<item><title>Harbour Lights</title><guid>1</guid><description>{TEXT}</description></item>"
    feed = Reply(body=f"<rss version='2.0'><channel>{item}</channel></rss>".encode())
    with (
        WebServer({"/quick": feed}) as quick,
        WebServer({"/slow": Reply(body=b"x" * 999, piece_bytes=1, pause_s=1)}) as slow,
    ):
        (tmp_path / "sources.yaml").write_text(CONFIG.format(quick=quick.url("/quick"), slow=slow.url("/slow")))
        database = tmp_path / "a.db"
        run = subprocess.Popen(
            [sys.executable, "-m", "aggregator", "--config", tmp_path / "sources.yaml", "--db", database, "run"],
            stderr=subprocess.PIPE,
            text=True,
        )
        _wait_for_article(database)
        run.send_signal(sign)
        _, said = run.communicate(timeout=20)
    assert run.returncode == Exit.INTERRUPTED
    assert "stored" in said
    assert "Traceback" not in said
    with Store.open_readonly(database) as store:
        assert store.last_runs(1)[0]["status"] == "interrupted"
        assert store.snapshot_counts()["articles"] == 1


def _wait_for_article(database: Path) -> None:
    """Until the quick source's article is stored; the slow one is then still under way."""
    for _ in range(200):
        time.sleep(0.1)
        # The database may be there and its tables not yet.
        with suppress(StoreError), Store.open_readonly(database) as store:
            if store.snapshot_counts()["articles"]:
                return
    pytest.fail("no article came")


def test_a_reader_that_has_seen_enough_is_no_error() -> None:
    program = f"{sys.executable} -m aggregator config schema | head -n 1"
    ended = subprocess.run(["bash", "-o", "pipefail", "-c", program], capture_output=True, text=True, check=False)
    assert ended.stdout == "{\n"
    assert ended.stderr == ""
    assert ended.returncode == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_case_125_a_full_disk_for_standard_output_is_named() -> None:
    for arguments in (["config", "schema"], ["config", "path"]):
        with Path("/dev/full").open("wb") as full:
            program = [sys.executable, "-m", "aggregator", *arguments]
            ended = subprocess.run(program, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
        assert ended.returncode == Exit.IO
        assert ended.stderr.startswith("Error: the output cannot be written: ")
        assert ended.stderr.count("\n") == 1


def test_version_and_help() -> None:
    for flag in ("--version", "--help"):
        ended = subprocess.run([sys.executable, "-m", "aggregator", flag], capture_output=True, text=True, check=True)
        assert "aggregator" in ended.stdout
