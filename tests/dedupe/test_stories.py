import random
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.dedupe import group, representative
from aggregator.models import Authority, CanonicalUrl, Place

PAIRS = st.lists(st.tuples(st.integers(1, 25), st.integers(1, 25)), max_size=40)
MARCH, JUNE = datetime(2024, 3, 1, tzinfo=UTC), datetime(2024, 6, 1, tzinfo=UTC)
BASE = Place(7, 7, Authority.PRESS, MARCH, CanonicalUrl("https://m.example/"))

BETTER: dict[str, tuple[Place, Place]] = {
    "the better authority, though later": (replace(BASE, authority=Authority.TRADE, at=JUNE), BASE),
    "of one authority the earlier": (BASE, replace(BASE, at=JUNE, url=CanonicalUrl("https://a.example/"))),
    "a date before none": (replace(BASE, at=JUNE), replace(BASE, at=None)),
    "at one time the first address": (replace(BASE, url=CanonicalUrl("https://b.example/")), BASE),
}


@pytest.mark.parametrize("case", BETTER)
def test_the_representative_is(case: str) -> None:
    winner, loser = BETTER[case]
    assert representative([winner, loser]) == representative([loser, winner]) == winner


def test_a_story_without_articles_has_none() -> None:
    with pytest.raises(ValueError, match="empty"):
        representative([])


@given(PAIRS, st.randoms(use_true_random=False))
def test_any_order_of_arrival_gives_the_same_stories(pairs: list[tuple[int, int]], rng: random.Random) -> None:
    shuffled = [pair if rng.random() < 0.5 else pair[::-1] for pair in rng.sample(pairs, len(pairs))]
    stories: tuple[frozenset[int], ...] = ()
    while shuffled:
        size = rng.randint(1, len(shuffled))
        stories = group(shuffled[:size], stories)
        shuffled = shuffled[size:]
    assert stories == group(pairs)


@given(PAIRS)
def test_stories_share_no_article_and_hold_both_of_every_pair(pairs: list[tuple[int, int]]) -> None:
    stories = group(pairs)
    articles = [article for story in stories for article in story]
    assert len(articles) == len(set(articles))
    assert set(articles) == {article for pair in pairs for article in pair}
    assert all(any({one, two} <= story for story in stories) for one, two in pairs)


@given(PAIRS, PAIRS)
def test_the_stories_of_the_articles_in_new_pairs_are_enough(
    old: list[tuple[int, int]], new: list[tuple[int, int]]
) -> None:
    known, met = group(old), {article for pair in new for article in pair}
    touched = [story for story in known if story & met]
    untouched = [story for story in known if not story & met]
    assert set(group(new, touched)) | set(untouched) == set(group(old + new))
