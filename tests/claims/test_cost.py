"""The work grows with the text and with nothing else, whatever the text is made of."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Final

import pytest

from aggregator.claims import extract_claims
from aggregator.models import Field, Mention, Show, ShowId, ShowMatch, Verdict
from tests.claims.helpers import HARBOR, PUBLISHED, SHOWS

SMALL, LARGE = 6_000, 48_000
MAX_GROWTH = 4.0
"""How much dearer a character of the large text may be than one of the small: half of what quadratic work costs."""

ROUNDS = 6
"""Tries to stay below it. A busy machine spoils a try or two; quadratic work fails them all."""

HOSTILE = {
    "one word": "renewed ",
    "one phrase": "will be the last season and ",
    "no full stop": "Ann Lee as Kim and ",
    "ten thousand names": "Ann Lee, Bo Diaz, Cy Twan, ",
    "unbalanced quotes": "“‘\"'(",
    "dates": "May 3, 2024 or ",
    "no space": "A",
    "lines": "Ann Lee as Kim\n",
    "questions": "Why? ",
    "short sentences in one paragraph": "It is a drama. ",
    "blank lines": "a\n\n",
}


MANY: Final = 5_000
"""Followed shows; going through all of them would be most of what a short article costs."""


def seconds(text: str, shows: Mapping[ShowId, Show] = SHOWS) -> float:
    match = ShowMatch(HARBOR.id, Verdict.ABOUT, 1.0, (Mention(Field.TITLE, 0, 13, HARBOR.title, 1.0),))
    start = time.process_time()
    extract_claims(title="Harbor Lights season 3", text=text, published_on=PUBLISHED, matches=[match], shows=shows)
    return time.process_time() - start


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE.keys())
def test_time_per_character_stays_flat(piece: str) -> None:
    small = large = float("inf")
    for _ in range(ROUNDS):
        small = min(small, seconds((piece * SMALL)[:SMALL]) / SMALL)
        large = min(large, seconds((piece * LARGE)[:LARGE]) / LARGE)
        if large < MAX_GROWTH * small:
            return
    pytest.fail(f"a character costs {large / small:.1f} times more where there are {LARGE // SMALL} times as many")


def test_an_article_costs_the_same_however_many_shows_are_followed() -> None:
    others = (Show(ShowId(f"show-{number}"), f"Show {number}", (f"Number {number}",)) for number in range(MANY))
    shows = {**SHOWS, **{show.id: show for show in others}}
    text = "It returns in May.\n\nFilming has begun."
    seconds(text)  # the first article pays for the lexicons
    few = many = float("inf")
    for _ in range(ROUNDS):
        few, many = min(few, seconds(text)), min(many, seconds(text, shows))
        if many < MAX_GROWTH * few:
            return
    pytest.fail(f"where {MANY} shows are followed an article costs {many / few:.1f} times more")
