"""The labelled pairs of ``fixtures/duplicates``, judged as the pipeline would."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from aggregator.dedupe import Likeness, Reading, bands, compare, is_worth_comparing, read, sign

FOLDER = Path(__file__).parents[2] / "fixtures" / "duplicates"


@dataclass(frozen=True)
class Pair:
    a: str
    b: str
    kind: str
    same: bool
    half: str


@cache
def readings() -> dict[str, Reading]:
    return {row["id"]: read(row["url"], row["title"], row["text"]) for row in _rows("texts.jsonl")}


@cache
def pairs() -> tuple[Pair, ...]:
    return tuple(Pair(**row) for row in _rows("pairs.jsonl"))


@cache
def judge(pair: Pair) -> Likeness | None:
    """None as well where the index would not have brought the two together."""
    a, b = readings()[pair.a], readings()[pair.b]
    mine, other = sign(a), sign(b)
    if set(bands(mine)).isdisjoint(bands(other)) or not is_worth_comparing(mine, other):
        return None
    return compare(a, b)


def _rows(name: str) -> Iterator[dict[str, Any]]:
    for line in (FOLDER / name).read_text(encoding="utf-8").splitlines():
        yield json.loads(line)
