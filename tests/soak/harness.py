"""Runs the program as a process, beside the loopback web, and measures both. Needs Linux: ``/proc`` and 127.0.0.0/8."""

from __future__ import annotations

import json
import resource
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from tests.soak.web import Asked
from tests.soak.world import Scale, World

SAMPLE_S: Final = 0.1
PAGE_BYTES: Final = resource.getpagesize()


@dataclass(slots=True)
class Measured:
    """One run as seen from outside; memory is resident, in megabytes, of the program and its parsers together."""

    exit_code: int
    duration_s: float
    cpu_s: float
    summary: dict[str, Any]
    said: str
    asked: list[Asked]
    memory_mb: list[float] = field(default_factory=list)

    def memory_at(self, share: float) -> float:
        """The median of the samples within a twentieth of the run around ``share`` of it."""
        middle, around = int(share * (len(self.memory_mb) - 1)), max(1, len(self.memory_mb) // 40)
        part = sorted(self.memory_mb[max(0, middle - around) : middle + around + 1])
        return part[len(part) // 2]

    def line(self, name: str) -> str:
        """The figures, for a person."""
        rate = len(self.asked) / self.duration_s
        memory = " / ".join(f"{self.memory_at(share):.0f}" for share in (0.1, 0.5, 0.95))
        return (
            f"{name}: {self.duration_s:.1f} s, {self.cpu_s:.1f} s of CPU, {len(self.asked)} requests ({rate:.0f}/s),"
            f" {self.summary['not_modified']} not modified, {self.summary['articles_new']} new articles,"
            f" memory {memory} MB, at most {max(self.memory_mb):.0f}"
        )


class Bench:
    """A world served from a process of its own, and the program's files in ``folder``."""

    def __init__(self, folder: Path, world: World, log: Path) -> None:
        self.world = world
        self.database = folder / "soak.db"
        self._config = folder / "sources.yaml"
        self._log = log
        self._read_bytes = 0

    def configure(self, settings: str) -> None:
        """Writes sources.yaml, which follows the whole world."""
        self._config.write_text(self.world.sources_yaml(settings), encoding="utf-8")

    def run(self) -> Measured:
        """One ``aggregator run``."""
        began = time.monotonic()
        arguments = ["--config", str(self._config), "--db", str(self.database), "run", "--summary", "-"]
        process = subprocess.Popen(
            [sys.executable, "-m", "aggregator", *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        samples: list[float] = []
        watch = threading.Thread(target=_sample, args=(process, samples), daemon=True)
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        watch.start()
        printed, said = process.communicate()
        watch.join()
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu_s = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        duration_s = time.monotonic() - began
        summary = json.loads(printed) if printed.strip() else {}
        return Measured(process.returncode, duration_s, cpu_s, summary, said, self._asked(), samples)

    def _asked(self) -> list[Asked]:
        """What the server has logged since the last call, by the time of the beginning."""
        with self._log.open("rb") as file:
            file.seek(self._read_bytes)
            lines = file.read()
        self._read_bytes += len(lines)
        return sorted((Asked(**json.loads(line)) for line in lines.splitlines()), key=lambda asked: asked.began_at)


@contextmanager
def serving(folder: Path, scale: Scale) -> Iterator[Bench]:
    """A bench whose web is up."""
    port, began_at, log = _free_port(), datetime.now(UTC), folder / "web.jsonl"
    log.touch()
    server = subprocess.Popen(
        [sys.executable, "-m", "tests.soak.web", json.dumps(asdict(scale)), str(port), began_at.isoformat(), str(log)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert server.stdout is not None
        assert server.stdout.readline() == "ready\n"
        yield Bench(folder, World(scale, port=port, began_at=began_at), log)
    finally:
        server.kill()
        server.communicate()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _sample(process: subprocess.Popen[str], samples: list[float]) -> None:
    while process.poll() is None:
        family = [process.pid, *_children(process.pid)]
        samples.append(sum(_resident_bytes(pid) for pid in family) / 1e6)
        time.sleep(SAMPLE_S)


def _children(pid: int) -> list[int]:
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def _resident_bytes(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE_BYTES
    except (OSError, IndexError):
        return 0
