"""Titles of series that nobody follows: found beside a cue that only series have, and believed when told twice."""

from __future__ import annotations

import pytest

from aggregator.match.unfollowed import find_titles, suggest

FOUND = {
    "quoted before its season": ("‘Salt Road’ Season 3 Is Coming", "Salt Road"),
    "quoted and renewed": ("Quay's 'Salt Road' renewed for season 2", "Salt Road"),
    "quoted after the verb": ("Quay TV Renews “Salt Road” for Season 3", "Salt Road"),
    "quoted as in Korea": ("『Salt Road』 season 2 confirmed", "Salt Road"),
    "at the head of a headline": ("Harbour Lights Renewed for Season 3", "Harbour Lights"),
    "with small words in it": ("House of the Tides Season 2: Everything We Know", "House of the Tides"),
    "of one word": ("Marsh season 2 has a date", "Marsh"),
    "whose it is left out": ("Apple TV’s Slow Boats gets a second season", "Slow Boats"),
    "a possessive that is part of it": ("Ann’s Anatomy season 4", "Ann’s Anatomy"),
    "after the season": ("It will return for the second season of Low Water in May.", "Low Water"),
    "after the verb, in running text": ("Quay has renewed its hit drama Low Water for another year.", "Low Water"),
    "cancelled, the article included": ("HBO cancels The Tide after one season", "The Tide"),
}
NOTHING = (
    "The show was renewed for a second season.",
    "It was cancelled by Netflix.",
    "Why everyone loves it",
    "A flight cancelled at the last minute",
    "Our season 3 begins in May",
    "New Season 2 trailer",
    "The Drama Season 2",
    "In Season 2, everything changes",
    "Netflix Season 2",
    "renewed interest in old shows",
    "Is Harbour Lights Season 4 Happening?",
)


@pytest.mark.parametrize("case", FOUND)
def test_a_title_is_found(case: str) -> None:
    text, title = FOUND[case]
    assert [found for found, _ in find_titles(text)] == [title]


@pytest.mark.parametrize("text", NOTHING)
def test_no_title_is_made_up(text: str) -> None:
    assert list(find_titles(text)) == []


def test_two_sources_or_two_quotations_are_needed() -> None:
    found = suggest(
        [
            ("a", "Salt Road season 2 has a date", ""),
            ("b", "News", "Quay has renewed Salt Road for a second season."),
            ("a", "Low Water season 2 has a date", ""),
            ("a", "Low Water season 2 begins", ""),
            ("a", "‘Marsh’ season 2 begins", ""),
            ("a", "‘Marsh’ season 3 begins", ""),
        ],
        is_followed=lambda title: False,
    )
    assert [(one.title, one.sources, one.articles) for one in found] == [
        ("Salt Road", {"a", "b"}, 2),
        ("Marsh", {"a"}, 2),
    ]
    assert found[0].example == "Salt Road season 2 has a date"


def test_what_is_followed_is_left_out_and_spellings_are_one() -> None:
    articles = [
        ("a", "SALT ROAD season 2", ""),
        ("b", "Salt Road season 3", ""),
        ("c", "Salt Road season 3", ""),
        ("a", "Low Water season 2", ""),
        ("b", "Low Water season 2", ""),
    ]
    found = suggest(articles, is_followed=lambda title: title == "Low Water")
    assert [(one.title, len(one.sources)) for one in found] == [("Salt Road", 3)]


def test_a_title_with_words_of_the_headline_before_it_is_no_other() -> None:
    articles = [(source, f"{source.upper()} Star Teases Salt Road Season 2", "Salt Road season 2") for source in "ab"]
    articles += [("c", "A Star Teases Salt Road Season 2", "Salt Road season 2")]
    assert [one.title for one in suggest(articles, is_followed=lambda title: False)] == ["Salt Road"]


def test_s6_a_long_line_costs_no_time() -> None:
    for text in (
        "Salt " * 200_000 + "season 2",
        "‘" * 200_000 + " season 2",
        "season 2 of " * 50_000,
        " was" * 200_000,
    ):
        list(find_titles(text))
