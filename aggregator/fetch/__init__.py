"""From a ``Request`` to its ``FetchResult``: the only package that talks to the web, and that knows httpx.

The road of a request::

    Fetcher.submit -> gate.check_url -> robots -> queues (one per host) -> transport (gate.judge_addresses)
                   -> exchange -> body -> job.advance (policy) -> queues again, or a result

``gate``, ``policy``, ``history``, ``reach``, ``robots``, ``queues`` and ``job`` decide and do no I/O; ``transport``,
``exchange`` and ``fetcher`` act, in threads that wait in ``idle``. No cookie is kept or sent, no proxy used, no
JavaScript run, no Referer given.
"""

from aggregator.fetch.fetcher import Fetcher
from aggregator.fetch.history import MoveStep, judge_move, may_ask_conditionally, note_move, was_misled
from aggregator.fetch.policy import next_due
from aggregator.fetch.reach import UNREACHED, Reach

__all__ = [
    "UNREACHED",
    "Fetcher",
    "MoveStep",
    "Reach",
    "judge_move",
    "may_ask_conditionally",
    "next_due",
    "note_move",
    "was_misled",
]
