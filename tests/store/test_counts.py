"""What is counted while it is written is what a count would find."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from aggregator.models import Fingerprint, Verdict
from tests.store.samples import DAY, GAZETTE, HARBOUR, NINTH, NOW, WIRE, Desk, article, claim, match

COUNTED = """
SELECT s.id,
    (SELECT count(*) FROM article_shows AS l WHERE l.show_id = s.id AND l.verdict <> 'mentioned'),
    (SELECT count(*) FROM article_shows AS l WHERE l.show_id = s.id AND l.verdict = 'mentioned'),
    (
        SELECT count(*) FROM claims AS c JOIN articles AS a ON a.id = c.article_id AND a.revision = c.revision
        WHERE c.show_id = s.id
    )
FROM shows AS s ORDER BY s.id
"""
MET = """
SELECT s.id, (SELECT count(DISTINCT article_id) FROM sightings WHERE source_id = s.id) FROM sources AS s ORDER BY s.id
"""


@pytest.mark.parametrize("seed", range(8))
def test_whatever_is_saved_the_counts_are_those_of_the_rows(desk: Desk, seed: int) -> None:
    chance = random.Random(seed)
    stored: list[int] = []
    for step in range(25):
        shows = chance.sample((HARBOUR.id, NINTH.id), chance.randint(0, 2))
        matches = tuple(replace(match(), show_id=show, verdict=chance.choice(list(Verdict))) for show in shows)
        claims = tuple(
            replace(claim(), show_id=show, value=value)
            for show in shows
            for value in chance.sample(("8", "9", "10"), 2)
        )
        if not stored or chance.random() < 0.4:
            met, known = article(url=f"https://gazette.example/{step}", text=f"The story number {step}."), None
        else:
            known = chance.choice(stored)
            met = desk.stored(known)
            met = replace(met, text=f"{met.text} And {step} more.", fingerprint=Fingerprint(f"{step:064x}"))
        source, at = chance.choice((GAZETTE, WIRE)), NOW + step * DAY
        replaces = known is not None and chance.random() < 0.7
        _, article_id = desk.save(
            met, known=known, replace=replaces, source=source, at=at, matches=matches, claims=claims
        )
        stored.append(article_id)
        desk.store.save_matches_and_claims(chance.choice(stored), matches, claims)
        desk.store.save_claims_of_revision(article_id, 1, claims)
    assert desk.rows("SELECT show_id, articles, mentions, claims FROM show_counts ORDER BY show_id") == desk.rows(
        COUNTED
    )
    assert desk.rows("SELECT source_id, articles FROM source_counts ORDER BY source_id") == desk.rows(MET)
    assert sum(claims for *_, claims in desk.rows(COUNTED)) > 0
