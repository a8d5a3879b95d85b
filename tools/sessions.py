"""Pages written by hand whose console sessions are run: the tutorial, and explanations shown on the demo's database.

``make docs-pages`` puts the outputs in, a test looks whether they are as they were.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from tools import cookbook
from tools.transcripts import Session, free_ports

DOCS: Final = Path(__file__).parents[1] / "docs"
TUTORIAL: Final = DOCS / "tutorial.md"
EXPLANATIONS: Final = tuple(DOCS / "explanation" / f"{name}.md" for name in ("matching", "stories", "claims", "facts"))

_TUTORIAL_AT: Final = datetime(2026, 11, 21, 9, tzinfo=UTC)
_PORTS: Final = ("8901", "8902", "8001")


def tutorial() -> str:
    """The tutorial, followed from its first line to its last in an empty folder."""
    with TemporaryDirectory() as folder:
        return Session(Path(folder), _TUTORIAL_AT, free_ports(*_PORTS)).play(TUTORIAL.read_text(encoding="utf-8"))


def explanations() -> dict[Path, str]:
    """Every explanation, by its path, with what the commands say of the cookbook's database."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        database, config = folder / "aggregator.db", folder / "sources.yaml"
        hosts = cookbook.fill(database, config)
        environment = {"AGGREGATOR_DB": str(database), "AGGREGATOR_CONFIG": str(config)}
        session = Session(folder, cookbook.NOW, hosts, environment)
        return {path: session.play(path.read_text(encoding="utf-8")) for path in EXPLANATIONS}
