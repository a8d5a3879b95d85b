"""How long a command that answers at once takes, beside what it stands on: ``python -c "import sqlite3, click"``.

Commands run as processes of their own, on a database with an article about each of the shows that are followed: few of
them, and thousands, where the configuration names the database, too. Of each, seconds of the processor are taken in
turn with those of the bare imports, and the least of the rounds counts.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from targets import Measured, note

if sys.platform == "win32":
    raise SystemExit("seconds of the processor of other processes are not to be had here")

FEW: Final = 50
MANY: Final = 5_000
ROUNDS: Final = 15
MAX_RATIO: Final = 2.0
BARE: Final = ("-c", "import sqlite3, click")


def configured(folder: Path, count: int) -> list[str]:
    """The arguments by which commands find a configuration of so many shows, and the database that it names."""
    folder.mkdir()
    titles = [f"Harbour Lights {number}" for number in range(count)]
    shows = "".join(f"  - title: {title}\n    aliases: [The {title}, {title} Show]\n" for title in titles)
    config = folder / "sources.yaml"
    config.write_text(f"settings:\n  database: aggregator.db\nshows:\n{shows}sources: []\n", "utf-8")
    articles = folder / "articles.jsonl"
    told = [
        {
            "url": f"https://news.example/{number}",
            "title": f"{title} renewed",
            "text": f"Quay TV has renewed the drama '{title}' for a third season, the network said on Monday.",
            "published": "2026-01-01T10:00:00Z",
        }
        for number, title in enumerate(titles[:FEW])
    ]
    articles.write_text("".join(f"{json.dumps(article)}\n" for article in told), "utf-8")
    spent("-m", "aggregator", "-q", "--config", str(config), "import", str(articles))
    return ["-m", "aggregator", "--config", str(config)]


def spent(*arguments: str, says: str = "") -> float:
    """Milliseconds of the processor that Python takes with these arguments; ``says`` has to be in what it prints."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith(("AGGREGATOR_", "PYTHON"))}
    process = subprocess.Popen([sys.executable, *arguments], stdout=subprocess.PIPE, env=environ)  # noqa: S603 - our own words
    assert process.stdout is not None  # noqa: S101 - as it was started
    said = process.stdout.read().decode()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode or says not in said:
        raise SystemExit(f"python {' '.join(arguments)} did not answer: it is no measure")
    return 1000 * (used.ru_utime + used.ru_stime)


def main() -> None:
    """Takes turns, prints, notes."""
    with TemporaryDirectory() as scratch:
        few, many = configured(Path(scratch) / "few", FEW), configured(Path(scratch) / "many", MANY)
        title = "Harbour Lights 7"
        asked = {
            "latest": (*few, "latest"),
            "latest SHOW": (*few, "latest", title),
            f"latest SHOW, of {MANY:,}": (*many, "latest", title),
            f"latest SHOW by a part of its name, of {MANY:,}": (*many, "latest", "lights 4999 show"),
            f"latest, of {MANY:,}": (*many, "latest"),
            f"claims SHOW, of {MANY:,}": (*many, "claims", title),
            f"facts SHOW, of {MANY:,}": (*many, "facts", title),
        }
        least = dict.fromkeys(asked, float("inf"))
        bare = float("inf")
        for _ in range(ROUNDS):
            bare = min(bare, spent(*BARE))
            for name, arguments in asked.items():
                least[name] = min(least[name], spent(*arguments, says="" if "4999" in arguments[-1] else title))
    sys.stdout.write(f"{'python -c import sqlite3, click':48} {bare:6.1f} ms\n")
    sys.stdout.write("".join(f"{name:48} {cost:6.1f} ms\n" for name, cost in least.items()))
    note(
        "start",
        [
            Measured(f"start: {name}", cost / bare, MAX_RATIO, at_most=True)
            for name, cost in least.items()
            if name.startswith("latest")
        ],
    )


if __name__ == "__main__":
    main()
