from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from aggregator.dedupe.alignment import ANCHOR_WORDS, Block, align

WORDS = st.lists(st.sampled_from("abcdefgh"), max_size=60)


@given(WORDS, WORDS)
def test_blocks_are_equal_passages_in_order_without_overlap(left: list[str], right: list[str]) -> None:
    left_end = right_end = 0
    for block in align(left, right):
        assert block.size >= ANCHOR_WORDS
        assert block.left_at >= left_end
        assert block.right_at >= right_end
        left_end, right_end = block.left_at + block.size, block.right_at + block.size
        assert left[block.left_at : left_end] == right[block.right_at : right_end]


@given(WORDS, WORDS)
def test_no_more_is_aligned_than_both_have(left: list[str], right: list[str]) -> None:
    assert sum(block.size for block in align(left, right)) <= (Counter(left) & Counter(right)).total()


def test_a_replaced_word_parts_two_blocks() -> None:
    left = ["once", "upon", "a", "time", "there", "was", "an", "old", "king"]
    right = [*left[:5], "lived", *left[6:]]
    assert align(left, left) == [Block(0, 0, 9)]
    assert align(left, right) == [Block(0, 0, 5)]
    assert align([*left, "of", "Thule"], [*right, "of", "Thule"]) == [Block(0, 0, 5), Block(6, 6, 5)]


def test_the_longer_order_wins_where_passages_changed_places() -> None:
    first, second = [f"a{n}" for n in range(6)], [f"b{n}" for n in range(9)]
    assert align(first + second, second + first) == [Block(6, 0, 9)]


def test_what_is_repeated_anchors_nothing() -> None:
    assert align(["ha"] * 50, ["ha"] * 50) == []
