"""Pages with console sessions: their commands are run, and what they print is put below them.

A page is Markdown written by hand. In it

- a block ````` ```yaml title="sources.yaml" ````` with a title (of any language but ``console``) is a file that is
  written before what follows is run;
- a ``console`` block is run, line by line that begins with ``$ ``; what stands below a command is replaced by what
  it prints;
- a ``console`` block with a title is another terminal: it goes on until the page ends, and what it prints is not kept.

Commands run in a shell of their own, in one folder, at a terminal of ``COLUMNS`` columns, by a clock that stands at
``at``. Ports of ``ports`` are replaced by free ones and stand in the page as they are written there.
"""

from __future__ import annotations

import os
import pty
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

COLUMNS: Final = 100
"""Width of the terminal; what fits on a page without scrolling."""
PATIENCE_S: Final = 30.0
"""How long another terminal may take until it answers at its port."""

_BLOCK: Final = re.compile(r'(?ms)^```(?P<language>\w+)(?: title="(?P<title>[^"]+)")?\n(?P<body>.*?)^```$')
_STYLE: Final = re.compile(r"\x1b\[[\d;]*m")

_PROGRAM: Final = """\
#!{python}
import os, sys
from datetime import datetime
sys.path.insert(0, {root!r})
import aggregator.cli.common as common
common.now_utc = lambda: datetime.fromisoformat({at!r})
from aggregator.cli import main
main()
"""
"""The command line as it is, but for its clock."""


@dataclass(slots=True)
class Session:
    """Where the commands of a page are run; ``spoken`` has texts of this machine (ports) as the page has them."""

    folder: Path
    at: datetime
    spoken: dict[str, str] = field(default_factory=dict)
    environment: Mapping[str, str] = field(default_factory=dict)
    written: int = 0

    def play(self, page: str) -> str:
        """``page`` with the outputs as they are now.

        Raises:
            AssertionError: A command failed which the page does not say to fail (``# exits with N``).
        """
        with ExitStack() as terminals:
            return _BLOCK.sub(lambda block: self._play_block(block, terminals), page)

    def _play_block(self, block: re.Match[str], terminals: ExitStack) -> str:
        if block["language"] == "console":
            if block["title"]:
                terminals.enter_context(self._other_terminal(block["body"]))
                return block[0]
            return f"```console\n{''.join(self._answers(block['body']))}```"
        if block["title"]:
            self._write(block["title"], block["body"])
        return block[0]

    def _write(self, name: str, text: str) -> None:
        """Files are a minute apart, since a web server tells changes by the second."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(self._as_here(text), encoding="utf-8")
        self.written += 1
        changed_at = (self.at - timedelta(days=1) + timedelta(minutes=self.written)).timestamp()
        os.utime(path, (changed_at, changed_at))

    def _answers(self, body: str) -> Iterator[str]:
        for command in re.findall(r"(?m)^\$ .*(?:\\\n.*)*$", body):
            yield f"{command}\n"
            expected = re.search(r"# exits with (\d+)$", command)
            code, shown = self._run(self._as_here(command.removeprefix("$ ")))
            assert code == int(expected[1] if expected else 0), f"{command} ended with {code}:\n{shown}"  # noqa: S101
            lines = [line.rstrip() for line in self._as_written(shown).rstrip().splitlines()]
            yield "".join(f"{line}\n" for line in lines)

    def _run(self, command: str) -> tuple[int, str]:
        """Standard output as at a terminal, then standard error as into a file: no progress bar."""
        master, slave = pty.openpty()
        with subprocess.Popen(  # noqa: S603 - the pages are ours
            ["/bin/sh", "-c", command],
            cwd=self.folder,
            env=self._environment(),
            stdin=subprocess.DEVNULL,
            stdout=slave,
            stderr=subprocess.PIPE,
            text=True,
        ) as process:
            os.close(slave)
            shown = _read_all(master).replace("\r\n", "\n")
            assert process.stderr is not None  # noqa: S101
            told = process.stderr.read()
        os.close(master)
        return process.returncode, shown + told

    @contextmanager
    def _other_terminal(self, body: str) -> Iterator[None]:
        command = self._as_here(body.strip().removeprefix("$ "))
        process = subprocess.Popen(  # noqa: S603 - the pages are ours
            ["/bin/sh", "-c", f"exec {command}"],
            cwd=self.folder,
            env=self._environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            _wait_for([int(port) for port, said in self.spoken.items() if port.isdigit() and said in body], self.folder)
            yield
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(PATIENCE_S)

    def _environment(self) -> dict[str, str]:
        programs = self.folder / ".bin"
        program = programs / "aggregator"
        if not program.exists():
            programs.mkdir()
            root = str(Path(__file__).parents[1])
            text = _PROGRAM.format(python=sys.executable, root=root, at=self.at.isoformat())
            program.write_text(text, encoding="utf-8")
            program.chmod(0o755)
        return {
            "PATH": f"{programs}:{Path(sys.executable).parent}:/usr/local/bin:/usr/bin:/bin",
            "HOME": str(self.folder),
            "COLUMNS": str(COLUMNS),
            "LINES": "400",
            "TERM": "dumb",
            "NO_COLOR": "1",
            "PAGER": "cat",
            "LANG": "C.UTF-8",
            "PYTHONDONTWRITEBYTECODE": "1",
            **self.environment,
        }

    def _as_here(self, text: str) -> str:
        for here, written in self.spoken.items():
            text = text.replace(written, here)
        return text

    def _as_written(self, text: str) -> str:
        for here, written in self.spoken.items():
            text = text.replace(here, written)
        return _STYLE.sub("", text).replace(str(self.folder), "~/tv")


def free_ports(*written: str) -> dict[str, str]:
    """A free port of this machine for each that stands in a page."""
    with ExitStack() as stack:
        listeners = [stack.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in written]
        return {str(listener.getsockname()[1]): port for listener, port in zip(listeners, written, strict=True)}


def _read_all(master: int) -> str:
    pieces = []
    while True:
        try:
            piece = os.read(master, 65536)
        except OSError:  # Linux: nobody holds the other end any more
            break
        if not piece:
            break
        pieces.append(piece)
    return b"".join(pieces).decode("utf-8", "replace")


def _wait_for(ports: list[int], folder: Path) -> None:
    until = time.monotonic() + PATIENCE_S
    for port in ports:
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError as error:
                if time.monotonic() > until:
                    message = f"nobody answers at port {port}, as the page in {folder} says"
                    raise AssertionError(message) from error
                time.sleep(0.05)
