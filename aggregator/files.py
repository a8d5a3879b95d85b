"""Files that are there as a whole or not at all. No business logic."""

from __future__ import annotations

import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO


@contextmanager
def replaced_whole(path: Path) -> Iterator[IO[bytes]]:
    """A file to write that takes the name ``path`` once it is safe on the disk: readers see the old or the new.

    A link goes on leading to its file, and a file that is replaced hands down its permissions.

    Raises:
        OSError: It cannot be written there; what was at ``path`` before is untouched.
    """
    # Beside it, since a rename is one step only within one file system; under a name that nobody else can have made.
    target = path.resolve()
    partial = target.with_name(f"{target.name}.{secrets.token_hex(4)}.tmp")
    try:
        with partial.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileNotFoundError):
            partial.chmod(stat.S_IMODE(target.stat().st_mode))
        partial.replace(target)
    finally:
        with suppress(OSError):
            partial.unlink()
