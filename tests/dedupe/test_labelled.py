from itertools import pairwise

import pytest

from aggregator.dedupe import Resemblance, compare, near
from tests.dedupe.labelled import Pair, judge, pairs, readings

MIN_PRECISION, MIN_RECALL = 0.99, 0.90

# Which part of each kind is judged right, at least; a kind that is not named here may have no mistake.
FLOORS = {"excerpt": 0.93}

REASONS = {
    "excerpt": {Resemblance.EXCERPT, Resemblance.WIRE_COPY},  # of a short story two paragraphs are nearly all
    "twin page": {Resemblance.TWIN_PAGE},
    "spun rewrite": {Resemblance.SPUN_REWRITE},
    "local paragraph": {Resemblance.WIRE_COPY, Resemblance.REWRITTEN_HEADLINE},
}


def of(half: str) -> list[Pair]:
    return [pair for pair in pairs() if pair.half == half]


def kinds() -> list[str]:
    return sorted({pair.kind for pair in pairs()})


def test_the_set_is_large_enough_to_tell() -> None:
    assert len(readings()) >= 60
    assert len(pairs()) >= 200
    assert {pair.half for pair in pairs()} == {"dev", "held"}
    assert {pair.a for pair in pairs()} | {pair.b for pair in pairs()} == set(readings())


@pytest.mark.parametrize("half", ["dev", "held"])
def test_a_merge_is_right_and_few_copies_are_missed(half: str) -> None:
    merged = [pair for pair in of(half) if judge(pair)]
    right = sum(pair.same for pair in merged)
    assert right / len(merged) >= MIN_PRECISION
    assert right / sum(pair.same for pair in of(half)) >= MIN_RECALL


@pytest.mark.parametrize("kind", kinds())
def test_every_kind_is_judged_right(kind: str) -> None:
    right = [bool(judge(pair)) == pair.same for pair in pairs() if pair.kind == kind]
    assert sum(right) / len(right) >= FLOORS.get(kind, 1.0)


@pytest.mark.parametrize("kind", REASONS)
def test_the_reason_says_how_the_copy_was_made(kind: str) -> None:
    found = {likeness.reason for pair in pairs() if pair.kind == kind and (likeness := judge(pair))}
    assert found <= REASONS[kind]


def test_it_does_not_matter_which_article_came_first() -> None:
    for pair in pairs():
        a, b = readings()[pair.a], readings()[pair.b]
        assert compare(a, b) == compare(b, a)


def test_what_counting_words_rules_out_would_not_be_merged(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = list(readings().values())
    couples = [(readings()[pair.a], readings()[pair.b]) for pair in pairs()] + list(pairwise(texts))
    found = [compare(a, b) for a, b in couples]
    monkeypatch.setattr(near, "_may_be_copied", lambda *_: True)
    monkeypatch.setattr(near, "_may_be_rewritten", lambda *_: True)
    assert found == [compare(a, b) for a, b in couples]
