"""From title and text to a story: scenes with their titles, dates, shows and seasons."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final, TypeVar

from aggregator.claims.carrying import settle_seasons
from aggregator.claims.context import make_scene
from aggregator.claims.reading import Sentence, read_text, read_title
from aggregator.claims.sections import settle_shows, titles_as_labels
from aggregator.claims.story import Story
from aggregator.dates import find_dates
from aggregator.models import Field, Mention, Show, ShowId, ShowMatch, Verdict

T = TypeVar("T")


def read_story(
    title: str, text: str, published_on: date | None, matches: Sequence[ShowMatch], shows: Mapping[ShowId, Show]
) -> Story:
    """Title and text as scenes with their show and season."""
    blocks = [(Field.TITLE, title, read_title(title))] + [(Field.TEXT, text, block) for block in read_text(text)]
    dates = {Field.TITLE: find_dates(title, published_on), Field.TEXT: find_dates(text, published_on)}
    mentions = {
        where: sorted(
            ((m, match.show_id) for match in matches for m in match.mentions if m.field is where),
            key=lambda pair: (pair[0].start, -pair[0].end),
        )
        for where in Field
    }
    labels = titles_as_labels(text, [block for where, _, block in blocks if where is Field.TEXT], shows)
    mentions[Field.TEXT] = sorted(
        [
            *mentions[Field.TEXT],
            *((Mention(Field.TEXT, low, high, text[low:high], 1.0), show) for low, high, show in labels),
        ],
        key=lambda pair: (pair[0].start, -pair[0].end),
    )
    starts = {where: [m.start for m, _ in mentions[where]] for where in Field}
    day_starts = {where: [d.start for d in dates[where]] for where in Field}
    scenes = []
    for where, _source, block in blocks:
        for sentence in block.sentences:
            own = _within(mentions[where], starts[where], sentence)
            days = _between(dates[where], day_starts[where], sentence)
            scenes.append(make_scene(sentence, where, block, own, days))
    for index, scene in enumerate(scenes):
        scene.index = index
    story = Story(published_on, scenes, _main_show(matches), shows)
    story.main = settle_shows(scenes, [block for where, _, block in blocks if where is Field.TEXT], story.main)
    settle_seasons(story)
    return story


def _within(
    mentions: list[tuple[Mention, ShowId]], starts: list[int], sentence: Sentence
) -> list[tuple[Mention, ShowId]]:
    found = _between(mentions, starts, sentence)
    return [(mention, show) for mention, show in found if mention.end <= sentence.end]


def _between(found: list[T], starts: list[int], sentence: Sentence) -> list[T]:
    """What begins in a sentence, by where each begins."""
    low = bisect_left(starts, sentence.start)
    return found[low : bisect_left(starts, sentence.end, low)] if low < len(starts) else []


_SHARE_OF_MAIN: Final = 0.6
"""An article about three shows or more is a round-up unless one of them has this share of all mentions."""


def _main_show(matches: Sequence[ShowMatch]) -> ShowId | None:
    """The one show that the article is about; None for a round-up."""
    about = [m for m in matches if m.verdict is Verdict.ABOUT]
    titled = [m for m in about if any(mention.field is Field.TITLE for mention in m.mentions)]
    if len(titled) == 1:
        return titled[0].show_id
    pool = titled or about or list(matches)
    if not pool:
        return None
    best = max(pool, key=lambda m: (len(m.mentions), m.score))
    counted = sum(len(m.mentions) for m in matches)
    if not titled and len(matches) > 2 and len(best.mentions) < _SHARE_OF_MAIN * counted:
        return None
    return best.show_id
