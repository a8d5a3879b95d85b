"""Trailers that are out, and that are not: families of wordings, and near-misses.

The article is of 13 March 2024 (a Wednesday); its show is Harbor Lights and its season, unless the sentence names
another, the third.
"""

from __future__ import annotations

import pytest

from tests.claims.helpers import claims_in, said

TRAILER_OUT = [
    "There's a teaser! It went up last week.",
    "Along with the date came a teaser, in which the harbour burns.",
    "The trailer, which is out, has a whale in it.",
    "According to the trailer that went online on Monday, the mayor drowns.",
    "Netflix opened a page for the season, streaming the first teaser.",
    "The 40-second teaser has clocked ten million views.",
    "Judging by the trailer, the harbour burns.",
    "Watch the new trailer below.",
    "The trailer is on our website.",
    "Is there a trailer?\n\nHaan bhai, here it is.",
    "The teaser, in which a whale sings, was posted on Monday.",
    "A first teaser was put out in June.",
    "Netflix has unveiled the trailer for the third season.",
    "Is there a trailer?\n\nYes! It dropped last week.",
    "The official trailer for season 3 has been viewed two million times.",
    "The network aired a promo during the match.",
]
TRAILER_NONE = [
    "The trailer doesn't exist. How would it?",
    "There isn't one date, and no trailer either.",
    "- trailer: no, babe, it's march\n- cast: all of them",
    "It is far too early for a trailer.",
    "We have yet to see a trailer.",
    "A trailer has yet to surface.",
    "Trailer?\n\nAbhi nahi aaya.",
    "Is there something to watch, a trailer?\n\nWe're still waiting.",
    "Not a whiff of a trailer.",
    "The teaser is still awaited.",
    "A trailer has not been seen so far.",
    "Of the trailer there is still no trace.",
    "There is neither a date nor a trailer.",
    "Netflix has yet to share a trailer.",
    "We are still waiting for a teaser.",
    "No official trailer has been released.",
]
TRAILER_NEITHER = [
    "The trailer lands on Friday.",
    "A teaser will be shared during the match.",
    "Kim grew up on the trailer roof.",
    "Ann Lee slept in her trailer between takes.",
    "A proper trailer follows in May.",
    "Once the trailer is out, we will know.",
    "It has been ages since Quay TV put out a trailer.",
    "They have parked a trailer in the yard.",
    "A clip from the new season was shown.",
    "The trailer for the film “Cobble Street” is out.",
    "The trailer park scene was shot in May.",
    "A trailer will be released soon.",
    "First-look images have been released.",
    "The trailer was loud.",
]


def trailers_in(text: str) -> set[str]:
    return {said(claim) for claim in claims_in(text) if claim.kind == "trailer"}


@pytest.mark.parametrize("text", TRAILER_OUT)
def test_a_trailer_that_is_out(text: str) -> None:
    assert trailers_in(text) == {"3 trailer released confirmed"}


@pytest.mark.parametrize("text", TRAILER_NONE)
def test_no_trailer_yet(text: str) -> None:
    assert trailers_in(text) == {"3 trailer none confirmed"}


@pytest.mark.parametrize("text", TRAILER_NEITHER)
def test_what_is_no_word_about_a_trailer(text: str) -> None:
    assert trailers_in(text) == set()
