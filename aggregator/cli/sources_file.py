"""sources.yaml as a file that commands add to: read once, changed as text, and written as a whole or not at all."""

from __future__ import annotations

import os
import sys
from codecs import BOM_UTF8
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import click

from aggregator.cli.files import written_whole
from aggregator.cli.output import say
from aggregator.errors import OutputError
from aggregator.text import without_invisible


@dataclass(frozen=True, slots=True)
class SourcesFile:
    """A valid sources.yaml as it was read."""

    path: Path
    content: bytes

    @classmethod
    def read(cls, path: Path) -> Self:
        """The file at ``path``, which has been loaded as a configuration before."""
        return cls(path, path.read_bytes())

    @property
    def text(self) -> str:
        """Without a byte order mark."""
        return self.content.decode("utf-8-sig")

    def check(self, text: str, *, sources_required: bool = True) -> None:
        """Nothing where ``text`` could take the place of what the file holds.

        Raises:
            ConfigError: It has problems.
        """
        from aggregator.config.load import load_text

        load_text(text, self.path, os.environ, sources_required=sources_required)

    def write(self, text: str) -> None:
        """Puts ``text`` in the place of what was read.

        Raises:
            OutputError: It cannot be written, or somebody has changed the file since; it is as it was then.
        """
        if self.path.read_bytes() != self.content:
            message = f"{self.path} has been changed meanwhile; nothing was written. Try again."
            raise OutputError(message, subject=str(self.path))
        mark = BOM_UTF8 if self.content.startswith(BOM_UTF8) else b""
        with written_whole(self.path) as file:
            file.write(mark + text.encode())


def put(file: SourcesFile, text: str, *, dry_run: bool, yes: bool) -> bool:
    """Shows what ``text`` adds to the file, asks at a terminal, and writes it; whether it was written."""
    from aggregator.config.edit import difference

    file.check(text)
    say(f"\n{'This would be' if dry_run else 'To be'} written into {file.path}:")
    for line in difference(file.text, text):
        say(f"  {line}")
    if dry_run:
        return False
    if not agreed("Write it?", yes=yes):
        return False
    file.write(text)
    return True


def agreed(question: str, *, yes: bool) -> bool:
    """Whether to write: asked of whoever is there, unless they have said so already."""
    if yes or not is_watched() or click.confirm(without_invisible(question), default=True):
        return True
    say("nothing was written", err=True)
    return False


def is_watched() -> bool:
    """Whether somebody is there to be asked."""
    return sys.stdin.isatty() and sys.stdout.isatty()
