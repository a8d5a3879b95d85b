"""Which articles tell one story: new texts are compared with those that the index finds, and groups follow."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from aggregator.dedupe import (
    Likeness,
    Reading,
    Signature,
    bands,
    compare,
    group,
    is_worth_comparing,
    read,
    representative,
    sign,
)
from aggregator.models import Article, Place
from aggregator.store import Store

MAX_CANDIDATES = 256
"""So many signatures are looked at for a text, those that share most of its bands first: 200 kB at most."""

MAX_COMPARED = 64
"""And so many texts are read: a wire story on a hundred sites holds together without every pair of them.

Below these numbers the stories do not depend on the order in which texts arrive."""


def index_article(store: Store, article_id: int, article: Article) -> None:
    """Puts a text into the index of near-duplicates, with the stories that follow; one short transaction.

    Args:
        store: Where the index is.
        article_id: Of the article.
        article: As it is stored now.

    Raises:
        StoreError: The database cannot be written.
    """
    mine = read(article.url, article.title, article.text)
    signature = sign(mine)
    earlier = store.signatures([article_id]).get(article_id)
    before = Signature.from_bytes(earlier) if earlier is not None else None
    keys = bands(signature)
    likenesses = _compare(store, article_id, mine, signature, keys)
    has_company = bool(likenesses) or store.has_resembled_others(article_id)
    store.save_resemblances(
        article_id,
        signature=signature.to_bytes(),
        old_bands=bands(before) if before is not None else (),
        bands=keys,
        likenesses={other: (likeness.reason, likeness.similarity) for other, likeness in likenesses.items()},
        stories=list(_stories_around(store, article_id, likenesses)) if has_company else (),
    )


def _compare(
    store: Store, article_id: int, mine: Reading, signature: Signature, keys: Collection[int]
) -> dict[int, Likeness]:
    """The articles that this one is a near-duplicate of; most candidates are told apart without reading their texts."""
    candidates = store.candidates(keys, but=article_id, limit=MAX_CANDIDATES)
    if not candidates:
        return {}
    signed = {other: Signature.from_bytes(data) for other, data in store.signatures(candidates).items()}
    alike = [
        other
        for other in candidates
        if other in signed and ((theirs := signed[other]) is None or is_worth_comparing(signature, theirs))
    ]
    found = {
        other_id: compare(mine, read(other.url, other.title, other.text))
        for other_id, _, other in store.stored_articles(alike[:MAX_COMPARED])
    }
    return {other_id: likeness for other_id, likeness in found.items() if likeness is not None}


def _stories_around(store: Store, article_id: int, alike: Collection[int]) -> Iterator[tuple[int, list[int]]]:
    """Every story that the article joins, leaves or brings together, with the article that now stands for it."""
    members: dict[int, list[Place]] = {}
    for place in store.story_places([article_id, *alike]):
        members.setdefault(place.article_id, []).append(place)
    pairs = [pair for pair in store.resemblances(members) if article_id not in pair]
    pairs += [(article_id, other) for other in alike]
    grouped = group(pairs)
    alone = members.keys() - {article for story in grouped for article in story}
    for story in [*grouped, *({article} for article in alone)]:
        yield representative([place for article in story for place in members[article]]).article_id, sorted(story)
