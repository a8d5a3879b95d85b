"""The long run, guided by coverage: ``python -m tests.fuzz [--seconds N] [TARGET ...]``, or ``make fuzz``.

Needs atheris (``pip install -e '.[fuzz]'``, on Linux). Each target runs in a process of its own, from the seeds in
``fixtures/fuzz`` and what earlier runs found worth keeping in ``.fuzz/TARGET``. An input that breaks a promise is
left as ``.fuzz/TARGET-crash-...``; make a seed of it together with the fix.
"""

from __future__ import annotations

import argparse
import importlib
import subprocess
import sys
from pathlib import Path

from tests.fuzz import targets

WORK = Path(".fuzz")
MAX_S_PER_INPUT = 20
MAX_MEGABYTES = 2_000


def main() -> int:
    """Runs each target in turn; 1 where one of them found something."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description="Fuzzes the parsers.")
    parser.add_argument("targets", nargs="*", choices=[*targets.TARGETS, []], metavar="TARGET")
    parser.add_argument("--seconds", type=int, default=60, help="for each target")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    names = arguments.targets or list(targets.TARGETS)
    if arguments.inside:
        _fuzz(names[0], arguments.seconds)
    own = [sys.executable, "-m", "tests.fuzz", "--inside", f"--seconds={arguments.seconds}"]
    failed = [name for name in names if subprocess.run([*own, name], check=False).returncode]
    for name in failed:
        sys.stderr.write(f"{name}: look at {WORK}/{name}-*\n")
    return bool(failed)


def _fuzz(name: str, seconds: int) -> None:
    """Never returns: libFuzzer ends the process."""
    import atheris

    kept = WORK / name
    kept.mkdir(parents=True, exist_ok=True)
    for lazily_imported in ("feedparser", "protego", "ruamel.yaml", "trafilatura"):
        importlib.import_module(lazily_imported)
    atheris.instrument_all()
    flags = [
        f"-max_total_time={seconds}",
        f"-max_len={targets.MAX_BYTES}",
        f"-timeout={MAX_S_PER_INPUT}",
        f"-rss_limit_mb={MAX_MEGABYTES}",
        f"-artifact_prefix={WORK}/{name}-",
        "-print_final_stats=1",
    ]
    atheris.Setup([sys.argv[0], *flags, str(kept), str(targets.SEEDS / name)], targets.TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    sys.exit(main())
