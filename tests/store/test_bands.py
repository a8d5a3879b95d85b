"""Under which keys texts stand: blocks, beside a plain set that says the same."""

from __future__ import annotations

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given, settings

from aggregator.store.bands import CROWD, blocks_of
from tests.store.samples import Desk

KEYS = [0, 1, 7, 8, 0x7FF, 0x800, 0xFFF, 0x1000, (31 << 24) | 0xFFFFFF]
"""Alike in their first bits, in their last ones, in one byte of them; the last is the greatest there is."""

LAST_ID = 2**29 - 1

pairs = st.sets(st.tuples(st.sampled_from(KEYS), st.integers(1, 9) | st.just(LAST_ID)))
one_database = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)


def put(
    desk: Desk, *come: tuple[int, int], gone: frozenset[tuple[int, int]] | set[tuple[int, int]] = frozenset()
) -> None:
    bands = desk.store.bands(key for key, _ in (*come, *gone))
    for pair in gone:
        bands.take(*pair)
    for pair in come:
        bands.put(*pair)
    bands.save()


def found(desk: Desk, key: int, newest: int = 10_000) -> list[int]:
    return desk.store.bands([key]).articles(key, newest=newest)


@one_database
@given(steps=st.lists(st.tuples(pairs, pairs), max_size=5))
def test_who_is_put_under_a_key_is_found_there_until_taken_away(
    desk: Desk, steps: list[tuple[set[tuple[int, int]], set[tuple[int, int]]]]
) -> None:
    desk.store._database.execute("DELETE FROM signature_bands")
    wanted: set[tuple[int, int]] = set()
    for come, gone in steps:
        put(desk, *come, gone=gone)
        wanted = (wanted - gone) | come
        for key in KEYS:
            assert found(desk, key) == sorted((article for one, article in wanted if one == key), reverse=True)
    stored = [row for row in desk.rows("SELECT block, places FROM signature_bands ORDER BY block") if row[1]]
    assert stored == list(blocks_of(sorted(wanted)))


def test_of_many_articles_the_newest_are_found(desk: Desk) -> None:
    put(desk, (1, 7), (1, 5), (1, 6), (2, 9))
    assert found(desk, 1, newest=2) == [7, 6]


def test_what_is_there_already_is_not_written(desk: Desk) -> None:
    put(desk, (1, 7), (0x1000, 7))
    before = desk.store._database.connection.total_changes
    put(desk, (1, 7), (0x1000, 7), gone={(1, 7), (2, 7), (0x5000, 7)})
    assert desk.store._database.connection.total_changes == before


def test_of_a_crowd_the_newest_are_kept_and_all_others_of_the_block(desk: Desk) -> None:
    many = 2 * CROWD + 1
    put(desk, (0, 1), (2, 1), *((1, article_id) for article_id in range(1, many)))
    assert found(desk, 1) == list(range(many - 1, 0, -1))
    put(desk, (1, many))
    assert found(desk, 1) == list(range(many, many - CROWD - 1, -1))
    assert (found(desk, 0), found(desk, 2)) == ([1], [1])


def test_an_article_whose_number_has_no_room_is_refused(desk: Desk) -> None:
    with pytest.raises(OverflowError, match="not for article 536870912"):
        put(desk, (1, LAST_ID + 1))
