"""Files that are there as a whole or not at all."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

from aggregator.errors import OutputError


@contextmanager
def written_whole(path: Path) -> Iterator[IO[bytes]]:
    """A file to write, which takes its name only when all is written: whoever reads ``path`` sees the old or the new.

    Raises:
        OutputError: It cannot be written there; what was at ``path`` before is untouched.
    """
    # Written as a new file beside it, since a rename is one step only within one file system.
    try:
        target = path.resolve()
        mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask()
        with NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as file:
            try:
                yield file
                file.flush()
                os.fsync(file.fileno())
                Path(file.name).chmod(mode)
                Path(file.name).replace(target)
            except BaseException:
                with suppress(OSError):
                    Path(file.name).unlink()
                raise
    except OSError as error:
        message = f"{path} cannot be written: {error.strerror}. Name another file, or make room."
        raise OutputError(message, subject=str(path)) from error


def write_out(content: bytes, path: Path | None) -> None:
    """Writes ``content`` to the file at ``path`` as a whole, to standard output where there is none."""
    if path is None or str(path) == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    with written_whole(path) as file:
        file.write(content)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
