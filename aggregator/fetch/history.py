"""Rules that one answer is not enough for: addresses that moved for good, servers that never see a change. Pure.

What they go by is remembered from run to run by the caller.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from aggregator.models import Move, Response, Validators
from aggregator.urls import canonicalize_url, is_homepage, is_same_site

MAX_CONDITIONAL: Final = timedelta(hours=24)
"""After so long without a full answer a source is asked without validators: some servers answer 304 for ever."""
NEWS_DELAY: Final = timedelta(hours=2)
"""Between an item's date and its place in the feed; less proves nothing against a 304 that came in between."""
MIN_MOVE_RUNS: Final = 3
MIN_MOVE_TIME: Final = timedelta(days=7)
"""A redirect that says "for good" is believed when it has been said so often and for so long: mistakes are shorter."""


def may_ask_conditionally(full_at: datetime | None, now: datetime) -> bool:
    """Whether "has it changed?" will do, or the whole answer has to be asked for.

    Args:
        full_at: When the source last answered in full; None where it never did.
        now: The time.
    """
    return full_at is not None and timedelta(0) <= now - full_at < MAX_CONDITIONAL


def was_misled(
    before: Validators,
    after: Validators,
    *,
    body_changed: bool,
    not_modified_at: datetime,
    oldest_news_at: datetime | None,
) -> bool:
    """Whether a full answer shows that the 304s before it were false.

    Either another body comes with the very validators that stood for the former one, or it holds news from well
    before the latest 304.

    Args:
        before: What the 304s were given to.
        after: Of the full answer.
        body_changed: Whether its body is another than that of the full answer before.
        not_modified_at: When the latest 304 came.
        oldest_news_at: The earliest publication among its entries that were not known; None where there is none.
    """
    if not body_changed:
        return False
    if before and before == after:
        return True
    return oldest_news_at is not None and oldest_news_at < not_modified_at - NEWS_DELAY


class MoveStep(StrEnum):
    """What to do about a move."""

    WAIT = "wait"
    """Follow it each time, and remember that it was met."""
    ADOPT = "adopt"
    """Ask at the new address from now on."""
    MERGE = "merge"
    """Another source is at the new address already; say so, and leave one of them out."""


def note_move(before: Move | None, asked: str, response: Response) -> Move | None:
    """The evidence that ``asked`` has moved for good, after one more good answer; None where there is none.

    Call it once a run, and only where the answer was what the source promised: a login page or a note about
    maintenance is nowhere to move to. A temporary hop, another site or a front page at the end, and an answer
    without redirects all end the evidence; another target begins it anew.
    """
    target = response.url
    if not response.permanent_redirect or not is_same_site(asked, target) or is_homepage(target) or target == asked:
        return None
    if before is None or before.url != target or response.fetched_at < before.first_at:
        return Move(target, first_at=response.fetched_at, last_at=response.fetched_at, runs=1)
    return replace(before, last_at=response.fetched_at, runs=before.runs + 1)


def judge_move(move: Move, others: Collection[str]) -> MoveStep:
    """What the evidence is enough for.

    Args:
        move: From ``note_move``.
        others: The addresses of all other sources.
    """
    if move.runs < MIN_MOVE_RUNS or move.last_at - move.first_at < MIN_MOVE_TIME:
        return MoveStep.WAIT
    target = canonicalize_url(move.url)
    return MoveStep.MERGE if any(canonicalize_url(url) == target for url in others) else MoveStep.ADOPT
