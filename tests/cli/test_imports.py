"""What a command that only looks must not load: it would take longer than the answer."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Collection
from pathlib import Path

import pytest

from aggregator.store import Store

HEAVY = {
    "aggregator.models",
    "asyncio",
    "datasette",
    "feedparser",
    "hashlib",
    "httpx",
    "lxml",
    "pydantic",
    "rensa",
    "rich",
    "ruamel.yaml",
    "sqlite_utils",
    "tabulate",
    "traceback",
    "trafilatura",
}
NEEDED = {
    "latest": set[str](),
    "shows": set(),
    "claims": set(),
    "search renewed": set(),
    "facts": {"aggregator.models", "hashlib"},
    "changes": {"aggregator.models", "hashlib"},
    "--help": {"aggregator.models", "hashlib", "traceback"},
}
"""What of it each command cannot do without."""


@pytest.mark.parametrize("command", NEEDED)
def test_a_command_that_only_looks_does_not_wait_for_heavy_modules(command: str, tmp_path: Path) -> None:
    Store.open(tmp_path / "aggregator" / "aggregator.db").close()
    (tmp_path / "sources.yaml").write_text("shows: [Salt Road]\nsources: []\n")
    assert _loaded_by(command.split(), HEAVY, tmp_path) <= NEEDED[command]


def test_a_run_that_meets_nothing_new_does_not_wait_for_what_reads_it(tmp_path: Path) -> None:
    needless = HEAVY - {"aggregator.models", "hashlib", "httpx", "traceback"} | {
        "aggregator.claims.article",
        "aggregator.match",
        "httpx._main",
        "pygments",
    }
    Store.open(tmp_path / "aggregator" / "aggregator.db").close()
    (tmp_path / "sources.yaml").write_text(
        "shows: [Salt Road]\nsettings: {max_attempts: 1}\n"
        "sources: [{id: a, kind: feed, url: 'http://127.0.0.1:81/', allow_private: true}]\n"
    )
    assert _loaded_by(["--config", "sources.yaml", "run"], needless, tmp_path) == set()


def _loaded_by(arguments: list[str], modules: Collection[str], folder: Path) -> set[str]:
    """Those of ``modules`` that are loaded when a command has ended, which runs in ``folder``."""
    script = (
        "import sys\n"
        "from aggregator.cli import cli\n"
        f"cli.main({arguments!r}, standalone_mode=False)\n"
        f"print('\\nloaded', *({set(modules)!r} & sys.modules.keys()))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=True,
        cwd=folder,
        env={"XDG_DATA_HOME": str(folder)},
    )
    said, *loaded = done.stdout.decode().splitlines()[-1].split()
    assert said == "loaded"
    return set(loaded)
