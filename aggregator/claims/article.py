"""One article from text to claims: read it, ask every kind, merge what they say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from aggregator.claims import cast, crew, episodes, merge, production, release, renewal, renewal_date, trailer
from aggregator.claims.context import read_story
from aggregator.claims.drafts import Draft
from aggregator.claims.players import learn_people
from aggregator.models import Claim, Show, ShowId, ShowMatch

_KINDS = (renewal, renewal_date, release, episodes, cast, crew, production, trailer)


def claims_of(
    title: str, text: str, published_on: date | None, matches: Sequence[ShowMatch], shows: Mapping[ShowId, Show]
) -> tuple[Claim, ...]:
    """See ``extract_claims``."""
    story = read_story(title, text, published_on, matches, shows)
    learn_people(story)
    drafts: list[Draft] = []
    for kind in _KINDS:
        drafts += kind.extract(story)
    return merge.claims_from(drafts, story, text)
