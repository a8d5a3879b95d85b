"""Who is the person and who the character where both are names: ``X (Y)``."""

from __future__ import annotations

import pytest

from tests.claims.helpers import claims_in

LISTS = {
    "full names": (
        "Ann Lee (Kim Vane) and Bo Diaz (Ruth Day) will return.",
        {("Ann Lee", "Kim Vane"), ("Bo Diaz", "Ruth Day")},
    ),
    "one of them has a single name": (
        "Ann Lee (Kim Vane), Bo Diaz (Ruth Day), Cy Twan (Gil Ash) and Moriko (Eve Marsh) will return.",
        {("Ann Lee", "Kim Vane"), ("Bo Diaz", "Ruth Day"), ("Cy Twan", "Gil Ash"), ("Moriko", "Eve Marsh")},
    ),
    "characters first, by single names": (
        "Wendy (Ann Lee) and Ruth (Bo Diaz) will return.",
        {("Ann Lee", "Wendy"), ("Bo Diaz", "Ruth")},
    ),
    "characters first, one of them by a full name": (
        "Wendy (Ann Lee), Ruth (Bo Diaz) and Gil Ash (Cy Twan) will return.",
        {("Ann Lee", "Wendy"), ("Bo Diaz", "Ruth"), ("Cy Twan", "Gil Ash")},
    ),
}


@pytest.mark.parametrize(("sentence", "expected"), LISTS.values(), ids=LISTS)
def test_actors_and_characters_are_not_taken_for_each_other(sentence: str, expected: set[tuple[str, str]]) -> None:
    text = f"Harbor Lights has been renewed for season 3.\n\n{sentence}"
    assert {(one.person, one.character) for one in claims_in(text) if one.kind == "cast"} == expected
