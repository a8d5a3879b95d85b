"""Which articles tell one story: new texts are compared with those that the index finds, and groups follow.

Texts are indexed some together, as one question finds what all of them share with others, and one pass over the index
puts all of them in. The outcome is that of one after the other: each text meets those that were there before the
batch, and those of the batch that come before it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass

from aggregator.dedupe import (
    Likeness,
    Signature,
    bands,
    compare,
    group,
    is_worth_comparing,
    read,
    representative,
    sign,
)
from aggregator.models import Place, SourceId
from aggregator.store import Store

MAX_CANDIDATES = 256
"""So many signatures are looked at for a text, those that share most of its bands first: 200 kB at most."""

MAX_COMPARED = 64
"""And so many texts are read: a wire story on a hundred sites holds together without every pair of them.

Below these numbers the stories do not depend on the order in which texts arrive."""

Contained = Callable[..., AbstractContextManager[None]]
"""A ``containment.Containment``, or what stands for one."""


def index_articles(store: Store, article_ids: Iterable[int], contained: Contained) -> None:
    """Puts texts into the index of near-duplicates, with the stories that follow; all in one transaction.

    Args:
        store: Where the index is.
        article_ids: Of stored articles.
        contained: Called with what is being done, the source and the URL; holds a text back that a bug is met in.

    Raises:
        StoreError: The database cannot be written; no text is indexed.
    """
    with store.transaction():
        signed: dict[int, _Signed] = {}
        for article_id, source_id, url, title, text in store.compared_texts(article_ids):
            with contained(_WHAT, source_id=source_id, url=url):
                signature = sign(read(url, title, text))
                signed[article_id] = _Signed(source_id, url, signature, bands(signature))
        batch = _Batch(store, signed)
        for article_id, one in signed.items():
            with contained(_WHAT, source_id=one.source_id, url=one.url):
                batch.add(article_id)
        batch.save()


_WHAT = "looking for articles that tell the same story"


@dataclass(frozen=True, slots=True)
class _Signed:
    """A text of the batch as it reads now."""

    source_id: SourceId
    url: str
    signature: Signature
    bands: tuple[int, ...]


class _Batch:
    """Texts that are indexed together."""

    def __init__(self, store: Store, signed: Mapping[int, _Signed]) -> None:
        self._store = store
        self._signed = signed
        self._added: dict[int, _Signed] = {}
        self._had_company = store.resembling_others(signed)
        before = ((number, Signature.from_bytes(data)) for number, data in store.signatures(signed).items())
        self._gone = {number: bands(signature) for number, signature in before if signature is not None}
        keys = {key for one in signed.values() for key in one.bands}
        self._index = store.bands(keys.union(*self._gone.values()))
        self._in_bands: dict[int, list[int]] = {}
        for key in keys:
            stored = self._index.articles(key, newest=MAX_CANDIDATES + 1)
            if others := [other for other in stored if other not in signed]:
                self._in_bands[key] = others

    def add(self, article_id: int) -> None:
        """One text, with the stories that follow; those that are added after it meet it."""
        likenesses = self._likenesses(article_id)
        if likenesses or article_id in self._had_company:
            stories, retold = _stories_around(self._store, article_id, likenesses)
            self._store.save_resemblances(
                article_id,
                likenesses={other: (likeness.reason, likeness.similarity) for other, likeness in likenesses.items()},
                stories=stories,
                retold=retold,
            )
        self._added[article_id] = self._signed[article_id]
        for key in self._signed[article_id].bands:
            self._in_bands.setdefault(key, []).append(article_id)

    def save(self) -> None:
        """Writes into the index what was added."""
        for article_id, one in self._added.items():
            for key in self._gone.get(article_id, ()):
                self._index.take(key, article_id)
            for key in one.bands:
                self._index.put(key, article_id)
        self._index.save()
        self._store.save_signatures({article_id: one.signature.to_bytes() for article_id, one in self._added.items()})

    def _likenesses(self, article_id: int) -> dict[int, Likeness]:
        """The texts that this one is a near-duplicate of; most candidates are told apart without being read."""
        signature = self._signed[article_id].signature
        candidates = self._candidates(self._signed[article_id].bands)
        signatures = self._signatures(candidates)
        alike = [
            other
            for other in candidates
            if other in signatures and ((theirs := signatures[other]) is None or is_worth_comparing(signature, theirs))
        ][:MAX_COMPARED]
        if not alike:
            return {}
        texts = self._store.compared_texts([article_id, *alike])
        mine, *others = [(number, read(url, title, text)) for number, _, url, title, text in texts]
        found = {other: compare(mine[1], reading) for other, reading in others}
        return {other: likeness for other, likeness in found.items() if likeness is not None}

    def _candidates(self, keys: Iterable[int]) -> list[int]:
        """The texts that share keys, those with most of them first; of a key those that were stored last."""
        shared = [self._in_bands[key] for key in keys if key in self._in_bands]
        counts = Counter(other for others in shared for other in sorted(others, reverse=True)[:MAX_CANDIDATES])
        return sorted(counts, key=lambda other: (-counts[other], other))[:MAX_CANDIDATES]

    def _signatures(self, article_ids: Collection[int]) -> dict[int, Signature | None]:
        """What texts were indexed by; None for a signature of another version."""
        if not article_ids:
            return {}
        stored = self._store.signatures(other for other in article_ids if other not in self._added)
        met = {other: self._added[other].signature for other in article_ids if other in self._added}
        return {**{other: Signature.from_bytes(data) for other, data in stored.items()}, **met}


def _stories_around(
    store: Store, article_id: int, alike: Collection[int]
) -> tuple[list[tuple[int, list[int]]], set[int]]:
    """Every story that the article joins, leaves or brings together, with the article that now stands for it.

    With the articles that are told of at another place now: whom they are counted as is another question then.
    """
    members: dict[int, list[Place]] = {}
    stories: dict[int, list[Place]] = {}
    for place in store.story_places([article_id, *alike]):
        members.setdefault(place.article_id, []).append(place)
        stories.setdefault(place.story_id, []).append(place)
    told_at = {article: representative(stories[places[0].story_id]).url for article, places in members.items()}
    pairs = [pair for pair in store.resemblances(members) if article_id not in pair]
    pairs += [(article_id, other) for other in alike]
    grouped = group(pairs)
    alone = members.keys() - {article for story in grouped for article in story}
    found, retold = [], set()
    for story in [*grouped, *({article} for article in alone)]:
        told = representative([place for article in story for place in members[article]])
        found.append((told.article_id, sorted(story)))
        retold |= {article for article in story if told_at[article] != told.url}
    return found, retold
