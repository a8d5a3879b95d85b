"""One article from text to claims: read it, ask every kind, merge what they say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from aggregator.claims import cast, crew, episodes, merge, production, release, renewal, renewal_date, trailer
from aggregator.claims.aliases import find_aliases, without_aliases
from aggregator.claims.carrying import carry_seasons
from aggregator.claims.coming import turn_to_coming_seasons
from aggregator.claims.drafts import Draft
from aggregator.claims.fields import is_of_another_field, is_satire
from aggregator.claims.firmness import carry_conditions
from aggregator.claims.renewal_seasons import AFTER
from aggregator.claims.story import Story
from aggregator.claims.telling import read_story
from aggregator.models import Claim, NameAlias, Show, ShowId, ShowMatch, Status


def read_article(
    title: str, text: str, published_on: date | None, matches: Sequence[ShowMatch], shows: Mapping[ShowId, Show]
) -> tuple[tuple[Claim, ...], tuple[NameAlias, ...]]:
    """Claims and aliases of one article, which is read once for both; see ``extract``."""
    story = read_story(title, text, published_on, matches, shows)
    aliases = find_aliases(story)
    return without_aliases(_claims_of(story, title, text), aliases), aliases


def _claims_of(story: Story, title: str, text: str) -> tuple[Claim, ...]:
    if is_satire(title, text) or is_of_another_field(story.scenes):
        return ()
    carry_conditions(story.scenes)
    decisions = _decisions(story)
    drafts = [*decisions, *renewal_date.extract(story, decisions)]
    told = [*release.extract(story), *production.extract(story)]
    if turn_to_coming_seasons(story, decisions, told):
        told = [*release.extract(story), *production.extract(story)]
    drafts += told
    for kind in (episodes, cast, crew, trailer):
        drafts += kind.extract(story)
    return merge.claims_from(drafts, story, text)


def _decisions(story: Story) -> list[Draft]:
    """What was decided, read twice where the main season will not be made.

    Then what the article says of "the season" is about the one before it, but for the decision itself.
    """
    first = list(renewal.extract(story))
    firm = [d for d in first if d.status is Status.CONFIRMED]
    story.ordered = {(d.show, d.season) for d in firm if d.value == "renewed"}
    living = {(d.show, d.season) for d in firm if d.value != "cancelled"}
    story.unmade = {(d.show, d.season) for d in firm if d.season and _is_named(d) and (d.show, d.season) not in living}
    dead = [
        (show, season) for show, season in story.unmade if season > 1 and story.main_season.get(show, season) == season
    ]
    if not dead:
        return first
    for show, season in dead:
        story.main_season[show] = season - 1
    carry_seasons(story)
    kept = [d for d in first if d.value in {"cancelled", "undecided"}]
    return kept + [d for d in renewal.extract(story) if d.value not in {"cancelled", "undecided"}]


def _is_named(draft: Draft) -> bool:
    """The sentence names the season that will not be made, by its own number or by that of those before it."""
    numbers = [number for ref in draft.scene.seasons for number in ref.numbers]
    return draft.season in numbers or AFTER.search(draft.scene.masked) is not None
