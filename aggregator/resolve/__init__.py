"""Facts: what the claims of all sources add up to, as of any day. Pure.

Revisions of pages become evidence (`evidence_of`), counted by witness (`witness_of`); the names in it are told apart
(`cluster_names`), and each question that it bears on is answered by the rules that `rules.py` states in words
(`resolve`). What is known can be kept and added to (`Known`). `diff` and `history` tell how the belief moves.
"""

from aggregator.resolve.changes import diff
from aggregator.resolve.evidence import PageRevision, evidence_of
from aggregator.resolve.facts import turning_days
from aggregator.resolve.keeping import Outlets, dump_courses, dump_show, load_courses, load_show, rules_digest
from aggregator.resolve.known import Known, Move, resolve
from aggregator.resolve.names import NameBook, cluster_names
from aggregator.resolve.replay import history
from aggregator.resolve.rules import Answer
from aggregator.resolve.witness import mean_the_same, names_that_depend, outlet_key, sites_of, witness_of

__all__ = [
    "Answer",
    "Known",
    "Move",
    "NameBook",
    "Outlets",
    "PageRevision",
    "cluster_names",
    "diff",
    "dump_courses",
    "dump_show",
    "evidence_of",
    "history",
    "load_courses",
    "load_show",
    "mean_the_same",
    "names_that_depend",
    "outlet_key",
    "resolve",
    "rules_digest",
    "sites_of",
    "turning_days",
    "witness_of",
]
