"""What commands write: a file as a whole or not at all, or standard output."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from aggregator.errors import OutputError
from aggregator.files import replaced_whole


@contextmanager
def written_whole(path: Path) -> Iterator[IO[bytes]]:
    """``replaced_whole``, with an error that says what to do.

    Raises:
        OutputError: It cannot be written there; what was at ``path`` before is untouched.
    """
    try:
        with replaced_whole(path) as file:
            yield file
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
