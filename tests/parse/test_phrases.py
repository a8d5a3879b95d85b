"""The wordings by which pages give themselves away."""

from __future__ import annotations

import re

import pytest

from aggregator.parse import phrases
from aggregator.parse.phrases import is_furniture, speaks_of_paywall

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


WALLS = (
    "Subscribe now to keep reading",
    "Log in to continue reading.",
    "To keep reading, please sign in or come back.",
    "This article is exclusive to paid subscribers",
    "THIS CONTENT IS ONLY FOR MEMBERS",
    "Already a member?",
    "Subscribers only",
    "Unlock this story",
)


@pytest.mark.parametrize("wall", WALLS)
def test_asks_to_subscribe(wall: str) -> None:
    assert speaks_of_paywall(f"The season ended in June. {wall}")


def test_no_other_character_passes_for_a_letter_by_which_a_wall_is_ruled_out() -> None:
    parts = "".join((*phrases._IN_CONSENT, *phrases._IN_PAYWALL))
    letters = re.compile(f"[{parts.replace(' ', '')}]", re.IGNORECASE)
    assert not [code for code in range(0x80, 0x110000) if letters.match(chr(code))]
