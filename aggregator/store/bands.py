"""The index of near-duplicates: under which keys texts stand, in blocks of keys that begin alike.

A row for each of a text's 32 keys would take 14 bytes, of which 7 say something. So a row is a block: a place of five
bytes for each text that stands under one of its keys, in the order of keys and articles.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final

from aggregator.store.database import Database
from aggregator.store.rows import to_json

CROWD: Final = 300
"""So many articles at least are kept under a key, the newest. What a site puts into each of its pages has as many as
the site has pages, and whoever looks needs no more of them than some hundreds."""

_REST_BITS: Final = 11
"""Of a key, those that differ within a block: with a million texts it has 120 places, and three fit into a page."""
_ID_BITS: Final = 29
_PLACE_BYTES: Final = (_REST_BITS + _ID_BITS) // 8

_READ: Final = "SELECT block, places FROM signature_bands WHERE block IN (SELECT value FROM json_each(?))"
_WRITE: Final = "INSERT OR REPLACE INTO signature_bands (block, places) VALUES (?, ?)"


class Bands:
    """The blocks in which some keys lie, as they are in the transaction under way: read once, and written once."""

    def __init__(self, database: Database, keys: Iterable[int]) -> None:
        self._database = database
        blocks = sorted({key >> _REST_BITS for key in keys})
        self._stored: dict[int, bytes] = {
            row["block"]: row["places"] for row in database.rows(_READ, [to_json(blocks)])
        }
        self._blocks = dict.fromkeys(blocks, b"") | self._stored

    def articles(self, key: int, *, newest: int) -> list[int]:
        """The ``newest`` of the articles under one of the keys, the newest first."""
        rest = key & (1 << _REST_BITS) - 1
        places = self._blocks[key >> _REST_BITS]
        # Most keys are nobody else's, and a search for their first byte finds that out.
        first = places[::_PLACE_BYTES].find(rest >> _REST_BITS - 8)
        found: list[int] = []
        for at in range(first * _PLACE_BYTES, len(places), _PLACE_BYTES) if first >= 0 else ():
            place = int.from_bytes(places[at : at + _PLACE_BYTES])
            if place >> _ID_BITS > rest:
                break
            if place >> _ID_BITS == rest:
                found.append(place & (1 << _ID_BITS) - 1)
        return found[: -newest - 1 : -1]

    def put(self, key: int, article_id: int) -> None:
        """Puts an article under one of the keys."""
        place, places = _place(key, article_id), self._blocks[key >> _REST_BITS]
        at = _find(places, place)
        if places[at : at + _PLACE_BYTES] == place:
            return
        before, after = places[:at], places[at:]
        first, crowd = _place(key, 0), CROWD * _PLACE_BYTES
        if len(before) >= 2 * crowd and before[-2 * crowd :] >= first:  # as many before it stand under its key
            before = before[: _find(before, first)] + before[-crowd:]
        self._blocks[key >> _REST_BITS] = before + place + after

    def take(self, key: int, article_id: int) -> None:
        """Takes an article away from under one of the keys."""
        place, places = _place(key, article_id), self._blocks[key >> _REST_BITS]
        at = _find(places, place)
        if places[at : at + _PLACE_BYTES] == place:
            self._blocks[key >> _REST_BITS] = places[:at] + places[at + _PLACE_BYTES :]

    def save(self) -> None:
        """Writes the blocks that have changed, in their order: neighbours share a page."""
        changed = [(block, new) for block, new in self._blocks.items() if new != self._stored.get(block, b"")]
        self._database.execute_many(_WRITE, sorted(changed))


def blocks_of(pairs: Iterable[tuple[int, int]]) -> Iterator[tuple[int, bytes]]:
    """The rows for pairs of key and article, which come in their order."""
    for block, some in groupby(pairs, key=lambda pair: pair[0] >> _REST_BITS):
        yield block, b"".join(_place(*pair) for pair in some)


def _place(key: int, article_id: int) -> bytes:
    if article_id >> _ID_BITS:
        raise OverflowError(f"a file has room for {1 << _ID_BITS:,} articles, not for article {article_id}")
    return ((key & (1 << _REST_BITS) - 1) << _ID_BITS | article_id).to_bytes(_PLACE_BYTES)


def _find(places: bytes, place: bytes) -> int:
    """Where a place is in a block, or would be."""
    numbers = range(len(places) // _PLACE_BYTES)
    return _PLACE_BYTES * bisect_left(numbers, place, key=lambda n: places[n * _PLACE_BYTES : (n + 1) * _PLACE_BYTES])
