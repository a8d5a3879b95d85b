"""Texts that are indexed together end as they would one after the other."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from aggregator.pipeline import conclusions
from tests.pipeline.archives import NOW, Archive, told

LATER = NOW.replace(month=7)
SENTENCES = [
    f"{name} said in {place} that the {number} boats of Harbour Lights would sail again before the {year} season ends."
    for number, (name, place, year) in enumerate(
        [
            ("Ada Miro", "Oban", 2027),
            ("Bo Diaz", "Leith", 2028),
            ("Greta Lund", "Wick", 2029),
            ("Tom Sorley", "Ayr", 2031),
            ("Ida Moss", "Troon", 2032),
            ("Jo Pell", "Nairn", 2033),
            ("Cy Rowe", "Alloa", 2034),
            ("Di Kerr", "Largs", 2035),
        ],
        start=11,
    )
]


def lines(seed: int) -> list[dict[str, Any]]:
    """Articles of a few sentences each, so that many are copies of others with something added or left out."""
    rng = random.Random(seed)
    texts = [" ".join(sorted(rng.sample(SENTENCES, rng.choice([5, 6, 7, 7])))) for _ in range(14)]
    return [told(f"s{number % 5}.example.org/{number}", text, more="") for number, text in enumerate(texts)]


def outcome(archive: Archive) -> dict[str, list[tuple[Any, ...]]]:
    tables = ("near_duplicates", "stories", "signature_bands", "signatures")
    return {table: archive.rows(f"SELECT * FROM {table} ORDER BY 1, 2") for table in tables}


@pytest.mark.parametrize("seed", range(4))
def test_it_makes_no_difference_how_many_texts_are_indexed_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    outcomes = []
    for together in (1, 4, 200):
        monkeypatch.setattr(conclusions, "INDEXED_TOGETHER", together)
        archive = Archive(tmp_path / f"{together}.db")
        assert archive.take(lines(seed)[:9]).unexpected == 0
        first = outcome(archive)
        assert archive.take(lines(seed + 100), now=LATER).unexpected == 0  # most are rewritten, five are new
        outcomes.append((first, outcome(archive)))
    assert outcomes[0] == outcomes[1] == outcomes[2]
    first, second = outcomes[0]
    assert first["stories"] != second["stories"] != []
    assert len(second["near_duplicates"]) > len(second["stories"])
