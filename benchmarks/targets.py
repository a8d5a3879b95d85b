"""What was to be reached and what was measured, collected over all benchmarks: ``python benchmarks/targets.py``.

Each benchmark notes its ratios; run by itself this prints the one table that ``make bench`` ends with.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, dataclass
from typing import Final

from environments import BENCH

NOTED: Final = BENCH / "measured.json"


@dataclass(frozen=True, slots=True)
class Measured:
    """One ratio; ``target`` is the most it may be where ``at_most``, the least otherwise."""

    name: str
    ratio: float
    target: float
    at_most: bool = False

    @property
    def is_reached(self) -> bool:
        """Whether it is, unrounded."""
        return self.ratio <= self.target if self.at_most else self.ratio >= self.target

    def row(self) -> str:
        """As a line of the table."""
        bound = f"{'<=' if self.at_most else '>='} {self.target:g}"
        return f"{self.name:66} {bound:>9} {self.ratio:9.3f}  {'yes' if self.is_reached else 'no'}"


def note(benchmark: str, measured: list[Measured]) -> None:
    """Prints what a benchmark has measured, and keeps it for the table in place of what it measured before."""
    BENCH.mkdir(exist_ok=True)
    NOTED.write_text(json.dumps(noted() | {benchmark: [asdict(one) for one in measured]}, indent=1), "utf-8")
    sys.stdout.write(table(measured))


def noted() -> dict[str, list[dict[str, object]]]:
    """What each benchmark has measured when it was last run."""
    found: dict[str, list[dict[str, object]]] = json.loads(NOTED.read_text("utf-8")) if NOTED.exists() else {}
    return found


def table(measured: list[Measured]) -> str:
    """A line for each."""
    heading = f"{'target':66} {'':>9} {'measured':>9}  reached\n"
    return heading + "".join(f"{one.row()}\n" for one in measured)


if __name__ == "__main__":
    sys.stdout.write(table([Measured(**row) for rows in noted().values() for row in rows]))  # type: ignore[arg-type]
