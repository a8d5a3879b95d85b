"""What a source's answers show of its habits over time: whether its 304s are true, and where it has moved. Pure.

The rules are those of ``aggregator.fetch.history``; here they meet what is remembered of the source.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from aggregator.fetch import MoveStep, judge_move, note_move, was_misled
from aggregator.models import Entry, Request, Resource, Response, Source, SourceState


@dataclass(frozen=True, slots=True)
class FullAnswer:
    """An answer in full, found to be what ``source`` promises.

    ``before`` and ``after`` are what was and what will be remembered of the address; ``news`` the entries that were
    not known.
    """

    source: Source
    request: Request
    response: Response
    before: Resource | None
    after: Resource
    news: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """Something about a source that is said once: ``code`` is that of its row in ``issues``.

    A person is told of it too, unless it is a state that the watch over the sources tells of while it lasts.
    """

    code: str
    detail: str
    is_told: bool = True


def after_full_answer(
    state: SourceState, answer: FullAnswer, others: Collection[str]
) -> tuple[SourceState, tuple[Notice, ...]]:
    """What is known of the source after ``answer``, and what of that has to be said.

    Args:
        state: What was known of it.
        answer: Its latest.
        others: The addresses at which all other sources are asked.
    """
    state, misled = _judge_304s(state, answer)
    state, moved = _judge_move(state, answer, others)
    return replace(state, full_at=answer.response.fetched_at), (*misled, *moved)


def _judge_304s(state: SourceState, answer: FullAnswer) -> tuple[SourceState, Iterable[Notice]]:
    """Proof that 304s are false stands until there is proof of the contrary: a change that was noticed when asked."""
    before, after = answer.before, answer.after
    if before is None or before.body_hash is None or before.body_hash == after.body_hash:
        return state, ()
    if answer.request.validators or not after.validators:
        return replace(state, misled_at=None), ()
    if state.not_modified_at is None or (state.full_at is not None and state.not_modified_at <= state.full_at):
        return state, ()
    misled = was_misled(
        before.validators,
        after.validators,
        body_changed=True,
        not_modified_at=state.not_modified_at,
        oldest_news_at=_oldest(answer.news, since=state.full_at),
    )
    if not misled or state.misled_at is not None:
        return state, ()
    detail = (
        "says that nothing has changed (304) when something has; it is asked for the whole once a day all the same, "
        "and what is new is found that much later"
    )
    return replace(state, misled_at=answer.response.fetched_at), [Notice("misled", detail, is_told=False)]


def _oldest(news: Iterable[Entry], *, since: datetime | None) -> datetime | None:
    """When the first of the news was published; what is older than the last full answer came up by other ways."""
    stamps = (entry.published.at for entry in news if entry.published is not None)
    return min((at for at in stamps if at is not None and (since is None or at > since)), default=None)


def _judge_move(
    state: SourceState, answer: FullAnswer, others: Collection[str]
) -> tuple[SourceState, Iterable[Notice]]:
    source, before = answer.source, state.move
    move = note_move(state.move, answer.request.url, answer.response)
    state = replace(state, move=move)
    match move and judge_move(move, others):
        case MoveStep.ADOPT if move is not None:
            back = move.url == source.url
            return replace(state, move=None, moved_to=None if back else move.url), [_moved(source, move.url)]
        case MoveStep.MERGE if move is not None and (before is None or judge_move(before, others) is MoveStep.WAIT):
            detail = f"has moved to {move.url}, where another source is already; remove one of them from sources.yaml"
            return state, [Notice("merged", detail)]
    return state, ()


def _moved(source: Source, url: str) -> Notice:
    if url == source.url:
        return Notice("moved", f"has moved back to {url}, as sources.yaml has it")
    return Notice("moved", f"has moved to {url} and is asked there from now on; put the new address into sources.yaml")
