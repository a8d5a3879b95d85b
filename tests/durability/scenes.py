"""The commands that are killed, each with what it begins with and what it has to end with."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from aggregator.cli.exits import Exit
from tests.durability.mortal import ROOT, Death, Ended, Theatre
from tests.durability.world import assert_whole, content, different, dump_if_older

MIGRATIONS = ROOT / "fixtures" / "migrations"
IMPORTED = [
    {"url": "https://one.test/a", "title": "Harbour Lights renewed", "published": "2026-11-02T08:00:00Z"},
    {"url": "https://two.test/b", "title": "The Ninth Door cancelled", "published": "2026-11-02T09:00:00Z"},
    {"url": "https://three.test/c", "title": "Cooking with salt", "text": "A cook salts everything."},
]
TEXTS = ("Quay TV has renewed Harbour Lights for a third season.", "Quay TV has cancelled The Ninth Door.")

EMPTY = ("BEGIN TRANSACTION;", "COMMIT;")
"""The dump of a database that has nothing in it yet."""


def released(version: int, path: Path) -> Path:
    """The database that the program with this version of the schema has written, at ``path``."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.executescript((MIGRATIONS / f"schema-{version}.sql").read_text(encoding="utf-8"))
    return path


@dataclass(frozen=True, slots=True)
class Scene:
    """A command: what is there before it, its arguments, and the codes that it may end with when it is repeated."""

    prepare: Callable[[Path], object]
    arguments: tuple[str, ...]
    codes: tuple[Exit, ...]


@dataclass(slots=True, eq=False)
class Scenes:
    """Plays commands on one configuration, and knows what each comes to where nobody is killed."""

    theatre: Theatre
    config: Path
    folder: Path
    killed: int = 0
    articles: Path = field(init=False)
    _stock: bytes = b""

    def __post_init__(self) -> None:
        self.articles = self.folder / "articles.jsonl"
        records = [{**record, "text": record.get("text") or TEXTS[number]} for number, record in enumerate(IMPORTED)]
        self.articles.write_text("".join(f"{json.dumps(record)}\n" for record in records), encoding="utf-8")
        rehearsed = self.folder / "rehearsed.db"
        self.theatre.rehearse(*(self._command(rehearsed, arguments) for arguments in (["run"], ["reextract"])))

    def _command(self, path: Path, arguments: Sequence[str | Path]) -> list[str | Path]:
        return ["--config", self.config, "--db", path, *arguments]

    def play(self, path: Path, *arguments: str | Path, **how: Any) -> Ended:
        """One command on the database at ``path``."""
        return self.theatre.play(self._command(path, arguments), **how)

    def scene(self, name: str) -> Scene:
        """The command of that name."""
        ran = (Exit.OK, Exit.SOURCES_FAILED)
        return {
            "run": Scene(lambda _: None, ("run",), ran),
            "reextract": Scene(self._reads_otherwise, ("reextract",), (Exit.OK,)),
            "import": Scene(lambda _: None, ("import", str(self.articles)), (Exit.OK,)),
            "migration 1": Scene(lambda path: released(1, path), ("import", os.devnull), (Exit.OK,)),
            "migration 2": Scene(lambda path: released(2, path), ("import", os.devnull), (Exit.OK,)),
        }[name]

    def prepare_run(self, path: Path) -> None:
        """A database that a run has left at ``path``."""
        if not self._stock:
            assert self.play(path, "run").code == Exit.SOURCES_FAILED
            self._stock = path.read_bytes()
        path.write_bytes(self._stock)

    def _reads_otherwise(self, path: Path) -> None:
        """A database of which today's rules read every claim otherwise."""
        self.prepare_run(path)
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute("UPDATE claims SET rule_version = rule_version + 7, value = 'read wrongly'")
            connection.execute("UPDATE show_states SET is_stale = 1")

    def kill(self, name: str, path: Path, death: Death, **how: Any) -> bool:
        """Whether the command was killed at that point; what must be true after it, and after the next, is asserted.

        Leaves the database that is there in the end.
        """
        scene, wanted = self.scene(name), self.wanted(name)
        scene.prepare(path)
        before = dump_if_older(path) if path.exists() else ["0", *EMPTY]
        ended = self.play(path, *scene.arguments, death=death, **how)
        self.killed += ended.killed
        if path.exists():
            assert dump_if_older(path) in (before, None), ("half migrated", death)
            assert_whole(path, wanted if name in ("run", "import") else None)
        repeated = self.play(path, *scene.arguments)
        assert repeated.code in scene.codes, (death, repeated)
        assert_whole(path)
        assert not (lines := different(content(path), wanted)), (death, lines)
        return ended.killed

    def wanted(self, name: str) -> dict[str, list[str]]:
        """The content that the command comes to, where nobody is killed and it is repeated."""
        return _wanted(self, name)[0]

    def length(self, name: str) -> Ended:
        """How the command ends where nobody is killed, with the commits and statements that it came to."""
        return _wanted(self, name)[1]


@cache
def _wanted(scenes: Scenes, name: str) -> tuple[dict[str, list[str]], Ended]:
    scene, path = scenes.scene(name), scenes.folder / f"{name}.db"
    scene.prepare(path)
    ended = scenes.play(path, *scene.arguments)
    assert ended.code in scene.codes, ended
    assert scenes.play(path, *scene.arguments).code in scene.codes
    assert_whole(path)
    return content(path), ended
