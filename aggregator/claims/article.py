"""One article from text to claims: read it, ask every kind, merge what they say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from aggregator.claims import cast, crew, episodes, merge, production, release, renewal, renewal_date, trailer
from aggregator.claims.context import Story, carry_seasons, read_story
from aggregator.claims.drafts import Draft
from aggregator.claims.players import learn_people
from aggregator.models import Claim, Show, ShowId, ShowMatch, Status

_KINDS = (renewal, renewal_date, release, episodes, cast, crew, production, trailer)


def _settle_dead_seasons(story: Story) -> None:
    """Where the article's main season will not be made, what it says of "the season" is about the one before."""
    decisions = [d for d in renewal.extract(story) if d.status in {Status.CONFIRMED, Status.DENIED}]
    story.ordered = {(d.show, d.season) for d in decisions if d.value == "renewed" and d.status is Status.CONFIRMED}
    for show, main in list(story.main_season.items()):
        values = {d.value for d in decisions if d.show == show and d.season == main and d.status is Status.CONFIRMED}
        if values == {"cancelled"} and main > 1:
            story.main_season[show] = main - 1
    carry_seasons(story)


def claims_of(
    title: str, text: str, published_on: date | None, matches: Sequence[ShowMatch], shows: Mapping[ShowId, Show]
) -> tuple[Claim, ...]:
    """See ``extract_claims``."""
    story = read_story(title, text, published_on, matches, shows)
    _settle_dead_seasons(story)
    learn_people(story)
    drafts: list[Draft] = []
    for kind in _KINDS:
        drafts += kind.extract(story)
    return merge.claims_from(drafts, story, text)
