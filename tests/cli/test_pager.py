"""A page that is longer than the terminal goes through the pager, and nothing else does."""

from __future__ import annotations

import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios

import pytest

ROWS, COLUMNS = 10, 80
PAGER = "sed s/^/paged:/"
SHOWN = """
from aggregator.cli.output import Column, Format, write_rows
output = Format(kind=None, fmt=None, no_headers=False, arrays=False, raw=False, ascii=False)
rows = [{"title": f"Title {number}"} for number in range(%d)]
write_rows(rows, output, columns=[Column("title", "title", style="cyan")], empty="none")
"""


def _at_a_terminal(program: str, **environment: str) -> str:
    """What a terminal of ten lines shows of a program that is run at it."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    running = subprocess.Popen(
        [sys.executable, "-c", program],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**os.environ, "TERM": "xterm", "COLUMNS": str(COLUMNS), "LINES": str(ROWS), **environment},
    )
    os.close(theirs)
    shown = bytearray()
    while True:
        try:
            piece = os.read(ours, 10_000)
        except OSError:  # how Linux says that nobody holds the other end any more
            break
        if not piece:
            break
        shown += piece
    os.close(ours)
    assert running.wait() == 0, shown.decode()
    return shown.decode()


@pytest.mark.parametrize(
    ("rows", "pager", "is_paged"),
    [
        pytest.param(50, PAGER, True, id="a long list"),
        pytest.param(3, PAGER, False, id="a list that fits"),
        pytest.param(50, "", False, id="no pager wanted"),
    ],
)
def test_what_is_longer_than_the_terminal_is_paged(rows: int, pager: str, is_paged: bool) -> None:
    shown = _at_a_terminal(SHOWN % rows, PAGER=pager)
    assert f"Title {rows - 1}" in shown
    assert ("paged:" in shown) is is_paged


def test_a_page_keeps_its_colours_unless_nobody_wants_them() -> None:
    assert "\x1b[36m" in _at_a_terminal(SHOWN % 50, PAGER=PAGER, NO_COLOR="")
    assert "\x1b[36m" not in _at_a_terminal(SHOWN % 50, PAGER=PAGER, NO_COLOR="1")


def test_nothing_is_paged_into_a_pipe() -> None:
    program = SHOWN % 50
    ended = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, env={**os.environ, "PAGER": PAGER}
    )
    assert "Title 49" in ended.stdout
    assert "paged:" not in ended.stdout
