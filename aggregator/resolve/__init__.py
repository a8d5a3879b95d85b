"""Facts: what the claims of all sources add up to, as of any day. Pure.

Revisions of pages become evidence (`evidence_of`), counted by witness (`witness_of`); the names in it are told apart
(`cluster_names`), and each question that it bears on is answered by the rules that `rules.py` states in words
(`resolve`). `diff` and `history` tell how the belief moves.
"""

from aggregator.resolve.changes import diff
from aggregator.resolve.evidence import PageRevision, evidence_of
from aggregator.resolve.facts import turning_days
from aggregator.resolve.known import resolve
from aggregator.resolve.names import NameBook, cluster_names
from aggregator.resolve.replay import history
from aggregator.resolve.witness import outlet_key, witness_of

__all__ = [
    "NameBook",
    "PageRevision",
    "cluster_names",
    "diff",
    "evidence_of",
    "history",
    "outlet_key",
    "resolve",
    "turning_days",
    "witness_of",
]
