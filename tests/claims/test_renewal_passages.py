"""Decisions and their days in passages of a sentence or more, under a headline."""

from __future__ import annotations

import pytest

from aggregator.models import Claim
from tests.claims.decisions_fans import FANS
from tests.claims.decisions_press import PRESS
from tests.claims.helpers import HARBOR, SHOWS, claims_in


def _line(claim: Claim) -> str:
    """A claim in words: ``4 renewed``, ``4 on 2024-03-12``, ``Salt Road 2 cancelled possible``."""
    show = "" if claim.show_id == HARBOR.id else f"{SHOWS[claim.show_id].title} "
    status = "" if claim.status == "confirmed" else f" {claim.status}"
    told = f"on {claim.value}" if claim.kind == "renewal_date" else f"{claim.value}{status}"
    return f"{show}{claim.season} {told}"


@pytest.mark.parametrize(("title", "text", "expected"), [*PRESS, *FANS])
def test_a_passage_gives_its_decisions_and_their_days(title: str, text: str, expected: str) -> None:
    found = {_line(claim) for claim in claims_in(text, title=title) if claim.kind in {"renewal", "renewal_date"}}
    assert found == set(filter(None, expected.split("; ")))
