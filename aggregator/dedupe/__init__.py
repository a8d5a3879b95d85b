"""Whether two articles are one, exactly by address and text, or tell one story in one text."""

from aggregator.dedupe.exact import MIN_COMPARED_WORDS, Decision, decide
from aggregator.dedupe.near import MIN_SHARED_WORDS, Likeness, Resemblance, compare
from aggregator.dedupe.reading import Reading, read
from aggregator.dedupe.signature import (
    SIGNATURE_BYTES,
    SIGNATURE_VERSION,
    Signature,
    bands,
    is_worth_comparing,
    sign,
)
from aggregator.dedupe.stories import group, representative

__all__ = [
    "MIN_COMPARED_WORDS",
    "MIN_SHARED_WORDS",
    "SIGNATURE_BYTES",
    "SIGNATURE_VERSION",
    "Decision",
    "Likeness",
    "Reading",
    "Resemblance",
    "Signature",
    "bands",
    "compare",
    "decide",
    "group",
    "is_worth_comparing",
    "read",
    "representative",
    "sign",
]
