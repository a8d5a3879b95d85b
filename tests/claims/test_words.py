"""Small letters are those that ``re`` takes for the same where case is ignored."""

from __future__ import annotations

import re
import string
import sys

from hypothesis import example, given
from hypothesis import strategies as st

from aggregator.claims.words import lowered, places_of, unpad, words_of


def test_lower_case_keeps_the_length_and_is_what_ignoring_case_takes_for_the_same() -> None:
    letters = [chr(code) for code in range(sys.maxunicode) if chr(code).isalpha()]
    assert len(lowered("".join(letters))) == len(letters)
    for plain in string.ascii_lowercase:
        same = set(re.findall(plain, "".join(letters), re.IGNORECASE))
        assert same == {letter for letter in letters if lowered(letter) == plain}


def test_padding_is_blanked_where_it_is_a_word_and_not_masked() -> None:
    assert unpad("it\u2019s ALSO back, alsoran") == "it s      back, alsoran"
    assert unpad("\ue002\ue002\ue002\ue002 also", {"also": [0, 5]}) == "\ue002\ue002\ue002\ue002     "


@given(st.text(alphabet="ab' 3²_.-\ue000\ue002İ"))
@example("it's the '90s, 3rd of s2 '3 3")
def test_words_are_those_that_have_a_place(masked: str) -> None:
    assert words_of(masked) == places_of(masked).keys()
