"""Stories and the index of near-duplicates, in the store."""

from __future__ import annotations

import pytest

from tests.store.samples import DAY, GAZETTE, HARBOUR, NOW, TEXT, Desk, article

TODAY = NOW.date()
NEWER = "Harbour Lights will not return, Quay TV said on Monday."


def resemble(desk: Desk, number: int, *others: int, stories: list[tuple[int, list[int]]]) -> None:
    likenesses = dict.fromkeys(others, ("wire copy", 0.91239))
    desk.store.save_resemblances(number, likenesses=likenesses, stories=stories)


def sign(desk: Desk, number: int) -> None:
    desk.store.save_signatures({number: b"s%d" % number})


def stories_of(desk: Desk) -> dict[int, int]:
    return dict(desk.rows("SELECT article_id, story_id FROM stories"))


def stale(desk: Desk) -> list[str]:
    """The shows whose facts wait; they do not any more."""
    shows = list(desk.store.stale_shows(TODAY))
    for show in shows:
        heard = desk.store.news_of(show)
        desk.store.save_facts(show, (), (), before=(), run_id=desk.run_id, now=NOW, review_on=None, heard=heard)
    return list(map(str, shows))


@pytest.fixture
def three(desk: Desk) -> tuple[int, int, int]:
    one, two, three = (desk.save(article(f"https://gazette.test/{n}", f"{TEXT} {n}"))[1] for n in range(3))
    return one, two, three


def test_stories_merge_and_part_again(desk: Desk, three: tuple[int, int, int]) -> None:
    one, two, other = three
    resemble(desk, one, stories=[(one, [one])])
    resemble(desk, other, stories=[(other, [other])])
    assert stories_of(desk) == {}
    stale(desk)
    resemble(desk, two, one, other, stories=[(two, [one, two, other])])
    assert stories_of(desk) == {one: two, two: two, other: two}
    assert desk.store.resembling_others([*three, 77]) == {one, two, other}
    assert stale(desk) == [HARBOUR.id]
    assert desk.rows("SELECT article_id, other_id, reason, similarity FROM near_duplicates ORDER BY 1, 2") == [
        (one, two, "wire copy", 0.912),
        (two, other, "wire copy", 0.912),
    ]
    resemble(desk, two, one, stories=[(one, [one, two]), (other, [other])])
    assert stories_of(desk) == {one: one, two: one}
    assert desk.store.resembling_others(three) == {one, two}
    assert stale(desk) == [HARBOUR.id]
    resemble(desk, two, one, stories=[(one, [one, two])])
    assert stale(desk) == []


def test_what_a_text_is_compared_by_is_kept(desk: Desk, three: tuple[int, int, int]) -> None:
    one, _, other = three
    sign(desk, one)
    sign(desk, other)
    assert desk.store.signatures([one, other, 77]) == {one: b"s%d" % one, other: b"s%d" % other}
    assert desk.store.signatures(three) == desk.store.signatures([one, other])


def test_texts_to_compare_come_in_the_order_in_which_they_are_asked_for(
    desk: Desk, three: tuple[int, int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("aggregator.store.stories._PAGE", 2)
    one, two, other = three
    found = list(desk.store.compared_texts([other, 77, one, two]))
    assert [number for number, *_ in found] == [other, one, two]
    assert found[1][1:] == (GAZETTE.id, "https://gazette.test/0", article().title, f"{TEXT} 0")


def test_a_text_waits_for_the_index_when_it_is_new_or_rewritten(desk: Desk, three: tuple[int, int, int]) -> None:
    assert desk.store.unindexed_articles() == list(three)
    for number in three:
        sign(desk, number)
    assert desk.store.unindexed_articles() == []
    desk.save(article("https://gazette.test/1", NEWER), known=three[1], replace=True, at=NOW + DAY)
    assert desk.store.unindexed_articles() == [three[1]]
