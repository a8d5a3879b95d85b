"""What is asked of a worker and what it answers: small records, since they may travel through a scheduler."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pydantic import TypeAdapter


@dataclass(frozen=True, slots=True)
class Shard:
    """One WARC file; ``digest`` is the SHA-256 of its bytes in hex, by which it is known whatever its name."""

    path: str
    digest: str
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Job:
    """A shard to be read by the rule set of ``folder``, which is one of the work folder."""

    shard: Shard
    folder: str

    @property
    def findings_path(self) -> Path:
        """Where what was found is, once it is complete: gzipped lines of JSON."""
        return Path(self.folder) / f"shard-{self.shard.digest}.ndjson.gz"

    @property
    def result_path(self) -> Path:
        """Where it is recorded that it is."""
        return Path(self.folder) / f"shard-{self.shard.digest}.json"

    @property
    def mark_path(self) -> Path:
        """Where a worker notes which record it has in hand."""
        return Path(self.folder) / f"shard-{self.shard.digest}.mark"

    @property
    def lock_path(self) -> Path:
        """Held by the worker that reads it."""
        return Path(self.folder) / f"shard-{self.shard.digest}.lock"

    @property
    def deaths_path(self) -> Path:
        """Where each record is noted that was in hand as a worker died, once for each time."""
        return Path(self.folder) / f"shard-{self.shard.digest}.deaths"

    def deaths(self) -> list[int]:
        """Offsets of the records that were in hand as workers died."""
        with suppress(FileNotFoundError):
            return [int(line) for line in self.deaths_path.read_text("ascii").split()]
        return []

    def result(self) -> ShardResult | None:
        """What became of the shard; None where it is not complete, or not understood."""
        try:
            if not self.findings_path.exists():
                return None
            return _json().validate_json(self.result_path.read_bytes())
        except (FileNotFoundError, ValueError):
            return None


@dataclass(frozen=True, slots=True)
class SetAside:
    """A record that was not read, by its offset in the file; ``why`` is ``killed``, ``unexpected`` or ``damaged``."""

    offset: int
    why: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class ShardResult:
    """What became of one shard, which is known by ``digest``, by the rules of that version.

    ``counts`` has ``records``, ``findings``, ``articles`` and, by their names, the reasons why others led to none.
    """

    path: str
    digest: str
    size_bytes: int
    ruleset: str
    counts: dict[str, int] = field(default_factory=dict)
    set_aside: tuple[SetAside, ...] = ()
    seconds: float = 0.0
    max_rss_bytes: int = 0
    """The most memory that the worker's own process has ever taken; its parsers' is limited apart."""

    def to_bytes(self) -> bytes:
        """As JSON."""
        return _json().dump_json(self, indent=1) + b"\n"


@cache
def _json() -> TypeAdapter[ShardResult]:
    from pydantic import TypeAdapter

    return TypeAdapter(ShardResult)
