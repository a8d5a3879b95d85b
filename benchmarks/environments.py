"""Environments of their own for what we are measured beside, so that none has a say in what another installs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Final

BENCH: Final = Path(__file__).parents[1] / ".bench"
"""Made by the benchmarks, kept for the next time, and not in git."""


def python_with(name: str, *requirements: str) -> Path | None:
    """The interpreter of an environment that has ``requirements``; None where they cannot be installed.

    What was asked for is noted in the environment, which is made anew where that is something else.
    """
    folder = BENCH / f"env-{name}"
    python, noted, asked = folder / "bin" / "python", folder / "installed.txt", "\n".join(requirements)
    if noted.exists() and noted.read_text("utf-8") == asked:
        return python
    subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True)  # noqa: S603 - our own words
    install: list[str | Path] = [
        python,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        *requirements,
    ]
    done = subprocess.run(install, check=False, capture_output=True, text=True)  # noqa: S603 - as above
    if done.returncode:
        sys.stderr.write(f"{name} cannot be installed:\n{done.stderr}")
        return None
    noted.write_text(asked, "utf-8")
    return python
