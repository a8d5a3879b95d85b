"""Looking for the wordings of a season only where a cue stands finds what looking everywhere does."""

from __future__ import annotations

import pytest

from aggregator.claims import seasons
from aggregator.claims.reading import read_text
from aggregator.claims.seasons import find_seasons
from tests.claims.test_gold import rows_of


class _Everywhere(frozenset[str]):
    def isdisjoint(self, other: object) -> bool:
        return False


def test_a_sentence_without_a_cue_names_no_season(monkeypatch: pytest.MonkeyPatch) -> None:
    sentences = [
        sentence.text.replace(row["claims"][0]["show"], "\ue000" * 4) if row["claims"] else sentence.text
        for name in ("dev1", "dev2")
        for row in rows_of(name)
        for block in read_text(row["text"])
        for sentence in block.sentences
    ]
    found = [find_seasons(sentence) for sentence in sentences]
    monkeypatch.setattr(seasons, "_CUES", _Everywhere())
    assert found == [find_seasons(sentence) for sentence in sentences]
    assert sum(map(bool, found)) > 400
