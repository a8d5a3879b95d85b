"""The wordings by which pages give themselves away."""

from __future__ import annotations

import re

import pytest

from aggregator.parse import phrases
from aggregator.parse.phrases import is_furniture

FORMULAS = (
    "We and our 843 partners use technologies such as cookies",
    "We store cookies",
    "Your privacy choices",
    "See our cookie settings",
    "Accept all cookies",
    "Legitimate interest",
    "MANAGE MY PREFERENCES",
    "Personalised ads and content",
)


@pytest.mark.parametrize("formula", FORMULAS)
def test_two_formulas_of_consent_make_a_wall_and_one_does_not(formula: str) -> None:
    assert is_furniture(f"{formula}. {formula}, and so on for some more words.")
    assert not is_furniture(f"{formula}, an article may say, and goes on to other things.")


def test_no_other_character_passes_for_a_letter_by_which_consent_is_ruled_out() -> None:
    letters = re.compile(f"[{''.join(phrases._IN_CONSENT).replace(' ', '')}]", re.IGNORECASE)
    assert not [code for code in range(0x80, 0x110000) if letters.match(chr(code))]
