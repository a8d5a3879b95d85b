"""Made-up shows, and a short way from a text to what it claims."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from aggregator.claims import extract_claims
from aggregator.models import Claim, Field, Mention, Show, ShowId, ShowMatch, Verdict

HARBOR = Show(ShowId("harbor-lights"), "Harbor Lights", network="Netflix")
SALT = Show(ShowId("salt-road"), "Salt Road", network="HBO")
SHOWS: Mapping[ShowId, Show] = {show.id: show for show in (HARBOR, SALT)}
PUBLISHED = date(2024, 3, 13)  # a Wednesday


def matches_in(title: str, text: str) -> list[ShowMatch]:
    """Every literal occurrence of a title, the way the matcher hands them over."""
    found = []
    for show in SHOWS.values():
        mentions = tuple(
            Mention(where, hit.start(), hit.end(), show.title, 1.0)
            for where, words in ((Field.TITLE, title), (Field.TEXT, text))
            for hit in re.finditer(re.escape(show.title), words)
        )
        if mentions:
            verdict = Verdict.ABOUT if show is HARBOR else Verdict.MENTIONED
            found.append(ShowMatch(show.id, verdict, 1.0, mentions))
    return found


def claims_in(
    text: str, *, title: str = "Harbor Lights season 3 news", published_on: date | None = PUBLISHED
) -> tuple[Claim, ...]:
    """The claims of an article whose main show is Harbor Lights and whose main season, unless told otherwise, is 3."""
    return extract_claims(
        title=title, text=text, published_on=published_on, matches=matches_in(title, text), shows=SHOWS
    )


def said(claim: Claim) -> str:
    """A claim in one line: ``3 cast returning confirmed Ann Lee``."""
    parts = [str(claim.season), claim.kind, claim.value, claim.status, claim.person or ""]
    return " ".join(parts).strip()
