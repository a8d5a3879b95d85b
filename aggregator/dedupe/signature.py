"""What finds near-duplicates among a million texts: a signature of fixed size, and keys for an index.

Three sketches, each for one way in which copies are made:

    body      shingles of all words: copies with edits, whatever was changed where
    opening   shingles of the first words: copies cut to their first paragraphs, which share little of a long body
    hard      shingles of names and numbers alone: rewrites in which no three words in a row are left

Each is a MinHash, cut into bands: two texts are candidates where one band is equal. Candidates are compared with care
by ``near.compare``; a signature decides nothing but what is worth that.

The hashes are rensa's. They change with its algorithm, not with platform or process, so the version byte holds both
our version and that of the algorithm: signatures of another version are to be made again from the texts.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from operator import eq
from typing import Final

from aggregator.dedupe.reading import Reading

SIGNATURE_VERSION: Final = 0x12
"""High half: how we shingle and band. Low half: rensa's ``ALGORITHM_VERSION``. A test compares them."""

_SLOTS: Final = 64  # a power of two, for which rensa is fastest; 8 % standard error, for this is no verdict
_SEED: Final = 1
_SHINGLE_WORDS: Final = 3
_OPENING_WORDS: Final = 64  # two paragraphs of an agency
_MIN_SHINGLES: Final = 8  # what has fewer is alike by chance

_MIN_EQUAL_SLOTS: Final = 16  # of 64; what near.compare accepts has 24 or more in one sketch, with rare exceptions

_LAYOUT: Final = struct.Struct(f"<B{3 * _SLOTS}I")
SIGNATURE_BYTES: Final = _LAYOUT.size

# Rows a band and bands of each sketch. With r rows and b bands, texts of similarity s become candidates with
# probability 1 - (1 - s**r)**b.
_BANDS: Final = {"body": (3, 12), "opening": (3, 8), "hard": (3, 12)}


@dataclass(frozen=True, slots=True)
class Signature:
    """The MinHashes of one text, 64 numbers of 32 bits each; a sketch is empty where the text holds too little."""

    body: tuple[int, ...] = ()
    opening: tuple[int, ...] = ()
    hard: tuple[int, ...] = ()

    def to_bytes(self) -> bytes:
        """``SIGNATURE_BYTES`` bytes, the first of them ``SIGNATURE_VERSION``."""
        slots = [slot for sketch in (self.body, self.opening, self.hard) for slot in sketch or (0,) * _SLOTS]
        return _LAYOUT.pack(SIGNATURE_VERSION, *slots)

    @classmethod
    def from_bytes(cls, data: bytes) -> Signature | None:
        """The signature that ``to_bytes`` wrote; None for one of another version, which has to be made again."""
        if len(data) != SIGNATURE_BYTES or data[0] != SIGNATURE_VERSION:
            return None
        slots = _LAYOUT.unpack(data)[1:]
        sketches = (slots[start : start + _SLOTS] for start in range(0, len(slots), _SLOTS))
        return cls(*(sketch if any(sketch) else () for sketch in sketches))


def sign(reading: Reading) -> Signature:
    """The signature of an article's text. Its title is left out: forty papers put forty headlines over one story."""
    words = reading.words
    return Signature(_sketch(words), _sketch(words[:_OPENING_WORDS]), _sketch(reading.hard_sequence))


def bands(signature: Signature) -> tuple[int, ...]:
    """Keys under which a text is found, at most 32, each a signed integer of 64 bits (SQLite's INTEGER).

    Two texts are candidates where they share a key. Sketches share none: the number of the band goes into it.
    """
    return tuple(
        int.from_bytes(blake2b(key, digest_size=8).digest(), "little", signed=True)
        for name, (rows, count) in _BANDS.items()
        if (sketch := getattr(signature, name))
        for key in (
            struct.pack(f"<{len(name)}sB{rows}I", name.encode(), band, *sketch[band * rows : (band + 1) * rows])
            for band in range(count)
        )
    )


def is_worth_comparing(a: Signature, b: Signature) -> bool:
    """Whether two candidates are alike enough that their texts are to be read; symmetric.

    Most candidates of a large index met by chance in one band, or share the furniture of their site.
    """
    sketches = ((a.body, b.body), (a.opening, b.opening), (a.hard, b.hard))
    return any(sum(map(eq, mine, other)) >= _MIN_EQUAL_SLOTS for mine, other in sketches)


def _sketch(words: Sequence[str]) -> tuple[int, ...]:
    from rensa import RMinHash

    shingles = list(map(" ".join, zip(*(words[at:] for at in range(_SHINGLE_WORDS)), strict=False)))
    if len(shingles) < _MIN_SHINGLES:
        return ()
    minhash = RMinHash(num_perm=_SLOTS, seed=_SEED)
    minhash.update(shingles)
    return tuple(minhash.digest())
