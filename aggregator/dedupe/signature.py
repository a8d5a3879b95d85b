"""What finds near-duplicates among a million texts: a signature of fixed size, and keys for an index.

Three sketches, each for one way in which copies are made:

    body      shingles of all words: copies with edits, whatever was changed where
    opening   shingles of the first words: copies cut to their first paragraphs, which share little of a long body
    hard      shingles of names and numbers alone: rewrites in which no three words in a row are left

Each is a MinHash of which the lowest byte of each slot is kept (b-bit minwise hashing; Li and König, 2010): unequal
slots are then equal once in 256, which is little beside what the estimate errs by, and the index of a million texts is
smaller by 700 MB. It is cut into bands: two texts are candidates where one band is equal. Slots that are in no band are
left out. Candidates are compared with care by ``near.compare``; a signature decides nothing but what is worth that.

The hashes are rensa's. They change with its algorithm, not with platform or process, so the version byte holds both
our version and that of the algorithm: signatures of another version are to be made again from the texts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from operator import eq
from typing import Final

from aggregator.dedupe.reading import Reading

SIGNATURE_VERSION: Final = 0x32
"""High half: how we shingle and band. Low half: rensa's ``ALGORITHM_VERSION``. A test compares them."""

_SLOTS: Final = 64  # that rensa fills; the first of them are others where it fills fewer
_SEED: Final = 1
_SHINGLE_WORDS: Final = 3
_OPENING_WORDS: Final = 64  # two paragraphs of an agency
_MIN_SHINGLES: Final = 8  # what has fewer is alike by chance

# Rows of each band, and bands of each sketch. With r rows and b bands, texts of similarity s become candidates with
# probability 1 - (1 - s**r)**b.
_ROWS: Final = 3
_BANDS: Final = {"body": 12, "opening": 8, "hard": 12}
_KEPT: Final = {name: _ROWS * count for name, count in _BANDS.items()}  # slots; 8 to 10 % standard error, no verdict

_MIN_EQUAL: Final = (
    0.25  # of the slots; what near.compare accepts has 0.375 or more in one sketch, with rare exceptions
)

SIGNATURE_BYTES: Final = 1 + sum(_KEPT.values())


@dataclass(frozen=True, slots=True)
class Signature:
    """The MinHashes of one text, slots of a byte each; a sketch is empty where the text holds too little."""

    body: bytes = b""
    opening: bytes = b""
    hard: bytes = b""

    def to_bytes(self) -> bytes:
        """``SIGNATURE_BYTES`` bytes, the first of them ``SIGNATURE_VERSION``."""
        sketches = (getattr(self, name) or bytes(slots) for name, slots in _KEPT.items())
        return b"".join((bytes([SIGNATURE_VERSION]), *sketches))

    @classmethod
    def from_bytes(cls, data: bytes) -> Signature | None:
        """The signature that ``to_bytes`` wrote; None for one of another version, which has to be made again."""
        if len(data) != SIGNATURE_BYTES or data[0] != SIGNATURE_VERSION:
            return None
        ends = tuple(accumulate(_KEPT.values(), initial=1))
        sketches = (data[start:end] for start, end in pairwise(ends))
        return cls(*(sketch if any(sketch) else b"" for sketch in sketches))


def sign(reading: Reading) -> Signature:
    """The signature of an article's text. Its title is left out: forty papers put forty headlines over one story."""
    shingles = _shingles(reading.words)
    opening = shingles[: _OPENING_WORDS - _SHINGLE_WORDS + 1]
    sketches = map(_sketch, (shingles, opening, _shingles(reading.hard_sequence)))
    return Signature(*(sketch[:slots] for sketch, slots in zip(sketches, _KEPT.values(), strict=True)))


def bands(signature: Signature) -> tuple[int, ...]:
    """Keys under which a text is found, at most 32, each below 2**29: four bytes in SQLite.

    Two texts are candidates where they share a key. It is the number of the band, which no other sketch has, and the
    band itself.
    """
    keys: list[int] = []
    first = 0
    for name, count in _BANDS.items():
        if sketch := getattr(signature, name):
            keys += [
                (first + band) << 8 * _ROWS | int.from_bytes(sketch[band * _ROWS : (band + 1) * _ROWS], "big")
                for band in range(count)
            ]
        first += count
    return tuple(keys)


def is_worth_comparing(a: Signature, b: Signature) -> bool:
    """Whether two candidates are alike enough that their texts are to be read; symmetric.

    Most candidates of a large index met by chance in one band, or share the furniture of their site.
    """
    sketches = ((a.body, b.body), (a.opening, b.opening), (a.hard, b.hard))
    return any(mine and sum(map(eq, mine, other)) >= _MIN_EQUAL * len(mine) for mine, other in sketches)


def _shingles(words: Sequence[str]) -> list[str]:
    return list(map(" ".join, zip(*(words[at:] for at in range(_SHINGLE_WORDS)), strict=False)))


def _sketch(shingles: list[str]) -> bytes:
    from rensa import RMinHash

    if len(shingles) < _MIN_SHINGLES:
        return b""
    minhash = RMinHash(num_perm=_SLOTS, seed=_SEED)
    minhash.update(shingles)
    return bytes([slot & 0xFF for slot in minhash.digest()])
