"""By what an archive is read: the shows, the sources, the limits, and the very code. Other rules are other work."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from functools import cache, cached_property
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Final

import aggregator
from aggregator.files import replaced_whole
from aggregator.models import Config, Show, Source, SourceId
from aggregator.redaction import redactor

if TYPE_CHECKING:
    from pydantic import TypeAdapter

_READERS: Final = ("archive", "backfill", "claims", "dates", "match", "models", "parse", "pipeline")
"""The packages of ours that decide what is found in an archive, beside the modules above them."""

_LIBRARIES: Final = ("beautifulsoup4", "feedparser", "lxml", "pyahocorasick", "tld", "trafilatura", "warcio")


@dataclass(frozen=True)
class Ruleset:
    """Everything on which the findings of a shard depend; ``sources`` are without their headers, which hold secrets.

    ``stranger`` is the source under which pages are known that somebody else has fetched.
    """

    shows: tuple[Show, ...]
    sources: tuple[Source, ...]
    max_body_bytes: int
    max_entries: int
    keep_unmatched: bool
    stranger: SourceId
    code: str

    @cached_property
    def version(self) -> str:
        """Its name: 16 hexadecimal digits that any change changes."""
        return hashlib.sha256(self.to_bytes()).hexdigest()[:16]

    def to_bytes(self) -> bytes:
        """As JSON."""
        return _json().dump_json(self)


@cache
def _json() -> TypeAdapter[Ruleset]:
    from pydantic import TypeAdapter

    return TypeAdapter(Ruleset)


def prepare_ruleset(config: Config, work: Path, stranger: SourceId) -> Path:
    """The folder of today's rules below the work folder, with the rules in it for the workers to read.

    Raises:
        OSError: It cannot be written.
    """
    redact = redactor(config.sources)
    settings = config.settings
    ruleset = Ruleset(
        shows=config.shows,
        sources=tuple(replace(source, headers={}, url=redact(source.url)) for source in config.sources),
        max_body_bytes=settings.max_body_bytes,
        max_entries=settings.max_entries,
        keep_unmatched=settings.keep_unmatched,
        stranger=stranger,
        code=code_digest(),
    )
    folder = work.resolve() / ruleset.version
    folder.mkdir(parents=True, exist_ok=True)
    with replaced_whole(_path(folder)) as file:
        file.write(ruleset.to_bytes())
    return folder


def load_ruleset(folder: Path) -> Ruleset:
    """The rules that ``prepare_ruleset`` left in a folder.

    Raises:
        RuntimeError: This process has another version of the code: a worker that must be brought up to date.
    """
    ruleset = _json().validate_json(_path(folder).read_bytes())
    if ruleset.code != code_digest():
        where = Path(aggregator.__file__).parent
        raise RuntimeError(f"this worker has another version of aggregator, or of its libraries, in {where}")
    return ruleset


def _path(folder: Path) -> Path:
    return folder / "ruleset.json"


@cache
def code_digest() -> str:
    """SHA-256 of the code that reads archives, in hex. No list of versions has to be kept: a changed line counts."""
    root = Path(aggregator.__file__).parent
    files = [*root.glob("*.py"), *(path for name in _READERS for path in (root / name).rglob("*"))]
    digest = hashlib.sha256()
    for path in sorted(files):
        if path.suffix in (".py", ".toml"):
            digest.update(f"{path.relative_to(root)}\0".encode() + path.read_bytes() + b"\0")
    for library in _LIBRARIES:
        try:
            digest.update(f"{library}=={version(library)}\0".encode())
        except PackageNotFoundError:  # as in a program frozen into one file
            digest.update(f"{library}\0".encode())
    return digest.hexdigest()
