"""Stories: the groups of articles that near-duplicates make, and the one that stands for each."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from aggregator.models import Place


def representative(places: Collection[Place]) -> Place:
    """Where a story is told best: of the best authority, of these the oldest, of these the first URL.

    One without a date comes after all that have one. The order of ``places``, and their ids, do not matter.

    Raises:
        ValueError: ``places`` is empty.
    """
    return min(places, key=_order)


def group(pairs: Iterable[tuple[int, int]], known: Iterable[Collection[int]] = ()) -> tuple[frozenset[int], ...]:
    """The stories of all articles in ``pairs`` and in the ``known`` stories, each a set of article ids.

    They are the connected components, so that the order in which articles arrived makes no difference:
    ``group(new, group(old))`` equals ``group(old + new)``. For a few new pairs the known stories of the articles in
    them are enough; a result that holds several of them says that these are one now. Sorted by the smallest id.

    >>> [sorted(story) for story in group([(1, 4)], known=[{1, 2}, {3, 4}, {5, 6}])]
    [[1, 2, 3, 4], [5, 6]]
    """
    parents: dict[int, int] = {}

    def root(article: int) -> int:
        parents.setdefault(article, article)
        while (parent := parents[article]) != article:
            parents[article] = article = parents[parent]
        return article

    def join(one: int, two: int) -> None:
        low, high = sorted((root(one), root(two)))
        parents[high] = low

    for story in known:
        first = min(story)
        for article in story:
            join(first, article)
    for one, two in pairs:
        join(one, two)
    stories: dict[int, set[int]] = {}
    for article in sorted(parents):
        stories.setdefault(root(article), set()).add(article)
    return tuple(frozenset(stories[first]) for first in sorted(stories))


def _order(place: Place) -> tuple[int, bool, float, str]:
    at = place.at
    return place.authority.place, at is None, at.timestamp() if at else 0.0, place.url
