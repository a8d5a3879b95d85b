"""Partial dates, windows, and every written form of a date."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aggregator.dates import DateWindow, PartialDate, find_dates, forms
from aggregator.dates.finding import matches

ANCHOR = date(2024, 3, 13)  # a Wednesday

FORMS = {
    "an ISO date": ("on 2024-05-03", ["2024-05-03"]),
    "month, day, year": ("June 6, 2022", ["2022-06-06"]),
    "short months": ("on Jan. 28, 2022", ["2022-01-28"]),
    "day, month, year": ("24 December 2020", ["2020-12-24"]),
    "ordinals": ("the 5th of May 2023", ["2023-05-05"]),
    "ordinal words": ("on tenth December 2020", ["2020-12-10"]),
    "month and year": ("in the June of 2021", ["2021-06"]),
    "a year": ("in 2025", ["2025"]),
    "early": ("in early 2024", ["2024-01/2024-04"]),
    "mid": ("mid-2024", ["2024-05/2024-08"]),
    "late": ("late 2024", ["2024-09/2024-12"]),
    "the end of": ("at the end of 2024", ["2024-09/2024-12"]),
    "spring": ("in spring 2024", ["2024-03/2024-05"]),
    "fall of": ("the fall of 2024", ["2024-09/2024-11"]),
    "winter runs into the next year": ("winter 2024", ["2024-12/2025-02"]),
    "a quarter": ("Q1 2024", ["2024-01/2024-03"]),
    "a quarter in words": ("the first quarter of 2025", ["2025-01/2025-03"]),
    "a half": ("the second half of 2024", ["2024-07/2024-12"]),
    "a television season": ("the 2024-25 TV season", ["2024-09/2025-05"]),
    "alternatives": ("late 2023 or early 2024", ["2023-09/2024-04"]),
    "between": ("between March and May 2024", ["2024-03/2024-05"]),
    "this month": ("earlier this month", ["2024-03"]),
    "last month": ("last month", ["2024-02"]),
    "next year": ("next year", ["2025"]),
    "next fall": ("next fall", ["2025-09/2025-11"]),
    "last September": ("last September", ["2023-09"]),
    "today": ("today", ["2024-03-13"]),
    "yesterday": ("Yesterday it rained", ["2024-03-12"]),
    "a weekday": ("on Monday", ["2024-03-11"]),
    "the weekday of the day itself": ("on Wednesday", ["2024-03-13"]),
    "a weekday before its date says nothing new": ("Friday, September 10, 2021", ["2021-09-10"]),
    "a fortnight ago": ("a fortnight ago", ["2024-02-28"]),
    "two years ago": ("two years ago", ["2022"]),
    "that year": ("in December 2022. In January of that year", ["2022-12", "2022-01"]),
    "later than what was named": ("in May 2018. A month later", ["2018-05", "2018-06"]),
    "a holiday": ("on Christmas Day 2023", ["2023-12-25"]),
    "slashes, month first": ("5/3/2024", ["2024-05-03"]),
    "slashes that can only have the day first": ("25/12/2024", ["2024-12-25"]),
    "slashes that a weekday explains": ("Saturday 12/04/2025", ["2025-04-12"]),
    "a month without a year": ("in April", ["2024-04"]),
    "may is no month": ("You may be right, it may", []),
    "march is no month": ("they march on", []),
    "a number is no year": ("some 2,024 people and $2024", []),
    "dots, day first": ("am 03.05.2025", ["2025-05-03"]),
    "a short year": ("in summer '24, in '25", ["2024-06/2024-08", "2025"]),
    "a quotation is no short year": ("a drama called '24' ", []),
    "early to mid": ("early-to-mid 2025", ["2025-01/2025-08"]),
    "the opening weeks": ("in the opening weeks of 2025", ["2025-01/2025-04"]),
    "three months are a quarter": ("the first three months of 2025", ["2025-01/2025-03"]),
    "a quarter without a year": ("in the third quarter", ["2024-07/2024-09"]),
    "two months of a year": ("May/June 2024", ["2024-05/2024-06"]),
    "two months with their edges": ("in late May or early June", ["2024-05/2024-06"]),
    "two seasons of a year": ("spring or summer 2025", ["2025-03/2025-08"]),
    "two seasons ahead": ("this summer or fall", ["2024-06/2024-11"]),
    "a season after a preposition": ("by summer, and come fall", ["2024-06/2024-08", "2023-09/2023-11"]),
    "the end of the year": ("by year's end", ["2024-09/2024-12"]),
    "the new year": ("early in the new year", ["2025-01/2025-04"]),
    "around a holiday": ("around Christmas", ["2023-12"]),
    "the holidays": ("over the holidays 2024", ["2024-11/2024-12"]),
    "in so many weeks": ("in two weeks", ["2024-03-27"]),
    "so many months from now": ("six months from now", ["2024-09"]),
    "a year's time": ("in a year's time", ["2025"]),
    "the following spring": ("in August 2021. The following spring", ["2021-08", "2022-03/2022-05"]),
    "the following year": ("in 2019. The next, the following year", ["2019", "2020"]),
    "a day of whatever month": ("on the 19th.", ["2024-03-19"]),
    "a day of two": ("on 19 and 20 May", ["2024-05-19"]),
    "a run of days begins with the first": ("from 6 May to 10 June 2023", ["2023-05-06"]),
    "a run of months": ("from May to July 2023", ["2023-05/2023-07"]),
    "what is given up is no range": ("moved from May to July", ["2024-05", "2024-07"]),
    "years joined by a doubt": ("2025, maybe 2026", ["2025/2026"]),
    "a month before what is in it": ("gets December release date", ["2023-12"]),
    "that year after a day": ("on July 6, 2022, and on June 12 that year", ["2022-07-06", "2022-06-12"]),
    "a weekday of a slot is no day": ("in the Friday-Saturday slot of any Saturday", []),
    "a name that ends in a year is no year": ("said Fan1963", []),
    "fall is a verb too": ("they fall in love by falling", []),
    "a day that does not exist": ("on June 31, 2024", []),
}


@pytest.mark.parametrize(("text", "expected"), FORMS.values(), ids=FORMS.keys())
def test_every_form_is_read(text: str, expected: list[str]) -> None:
    assert [str(mention.window) for mention in find_dates(text, ANCHOR)] == expected


@given(st.lists(st.sampled_from([text for text, _ in FORMS.values()]), max_size=6), st.sampled_from([" ", ", ", "-"]))
def test_looking_only_where_a_date_can_be_finds_all(texts: list[str], between: str) -> None:
    text = between.join(texts)
    assert [found.span() for found in matches(text)] == [found.span() for found in forms.SCAN.finditer(text)]


@settings(max_examples=500)
@given(st.from_regex(forms._CORE_WORDS))
def test_every_word_that_makes_a_date_is_looked_at(text: str) -> None:
    everywhere = re.finditer(forms._CORE_WORDS, text)
    assert [found.span() for found in forms.CORE.finditer(text)] == [found.span() for found in everywhere]


def test_a_range_tells_where_it_begins() -> None:
    (mention,) = find_dates("from May to July 2023", ANCHOR)
    assert str(mention.first) == "2023-05"


def test_the_mention_is_where_the_wording_stands() -> None:
    text = "It premieres on May 2, we hear."
    (mention,) = find_dates(text, ANCHOR)
    assert text[mention.start : mention.end] == "May 2"


def test_a_date_without_a_year_has_a_reading_on_both_sides() -> None:
    (mention,) = find_dates("on May 2", ANCHOR)
    assert str(mention.resolved(ahead=False)) == "2023-05-02"
    assert str(mention.resolved(ahead=True)) == "2024-05-02"


def test_without_an_anchor_relative_wordings_are_left_out() -> None:
    assert find_dates("next year, on Monday, May 3, last fall", None) == []
    assert [str(m.window) for m in find_dates("May 3, 2024", None)] == ["2024-05-03"]


DATES = st.one_of(
    st.builds(lambda d: PartialDate(d.year), st.dates()),
    st.builds(lambda d: PartialDate(d.year, d.month), st.dates()),
    st.builds(lambda d: PartialDate(d.year, d.month, d.day), st.dates()),
)


@given(DATES)
def test_what_is_written_is_read_again(value: PartialDate) -> None:
    assert PartialDate.parse(str(value)) == value
    assert value.first_day <= value.last_day


@given(DATES, DATES)
def test_a_window_from_either_side_is_the_same(first: PartialDate, second: PartialDate) -> None:
    window = DateWindow(first).until(DateWindow(second))
    assert DateWindow.parse(str(window)) == window
    assert window.first_day <= min(first.first_day, second.first_day)


@pytest.mark.parametrize("text", ["", "2024-13", "2024-02-30", "24", "2024/2023", "2024-1", "soon", "2024/"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        DateWindow.parse(text)


def test_a_day_needs_a_month() -> None:
    with pytest.raises(ValueError, match="needs a month"):
        PartialDate(2024, None, 3)


@given(st.text(), st.one_of(st.none(), st.dates()))
def test_any_text_is_read_without_an_error(text: str, anchor: date | None) -> None:
    for mention in find_dates(text, anchor):
        assert 0 <= mention.start < mention.end <= len(text)
