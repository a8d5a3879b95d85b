"""How the belief moves: the difference of two days. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from aggregator.models import Fact, FactChange, FactChangeKind, FactKey, Standing, Status, fact_order

_AnswerKey = tuple[str, bool]


def diff(before: Iterable[Fact], after: Iterable[Fact], on: date) -> list[FactChange]:
    """The steps from the facts ``before`` to the facts ``after``, in the order of facts.

    Only current facts move; what is superseded is where a step came from. A fact that is merely confirmed again does
    not move. Taking each change's ``before`` out of the current facts and putting its ``after`` in gives the current
    facts after, in key, value, status, standing and character. A question whose person is shown under another name
    since is followed by its claims.

    Args:
        before: facts of one or several shows.
        after: facts of the same shows, later.
        on: the day on which the step is made.
    """
    before, after = list(before), list(after)
    renamed = _renamed(before, after)
    old, new = _by_question(before, renamed), _by_question(after, {})
    changes = []
    for key in sorted({*old, *new}, key=_key_order):
        changes += _question_changes(old.get(key, []), new.get(key, []), on)
    return changes


def _key_order(key: FactKey) -> tuple[object, ...]:
    return key.show_id, key.season is None, key.season or 0, key.kind, key.aspect, key.person or ""


def _answer_key(fact: Fact) -> _AnswerKey:
    return fact.value, fact.status is Status.DENIED


def _renamed(before: Iterable[Fact], after: Iterable[Fact]) -> dict[FactKey, FactKey]:
    """Keys that are gone, to the key under which most of their claims are now."""
    after = list(after)
    keys = {fact.key for fact in after}
    home = {claim_id: fact.key for fact in after for claim_id in fact.supporting}
    moved: dict[FactKey, Counter[FactKey]] = defaultdict(Counter)
    for fact in before:
        if fact.key not in keys:
            moved[fact.key].update(home[claim_id] for claim_id in fact.supporting if claim_id in home)
    return {key: min(homes, key=lambda home: (-homes[home], _key_order(home))) for key, homes in moved.items() if homes}


def _by_question(facts: Iterable[Fact], renamed: dict[FactKey, FactKey]) -> dict[FactKey, list[Fact]]:
    questions: dict[FactKey, list[Fact]] = defaultdict(list)
    for fact in sorted(facts, key=fact_order):
        questions[renamed.get(fact.key, fact.key)].append(fact)
    return questions


def _question_changes(before: Sequence[Fact], after: Sequence[Fact], on: date) -> list[FactChange]:
    new = {_answer_key(fact): fact for fact in after if fact.standing is not Standing.SUPERSEDED}
    old: dict[_AnswerKey, Fact] = {}
    gone: list[Fact] = []
    # Where two questions have become one, both may have had the answer: that of the key that stays goes on.
    for fact in sorted(before, key=lambda fact: fact.key not in {later.key for later in after}):
        if fact.standing is Standing.SUPERSEDED:
            continue
        if _answer_key(fact) in new and _answer_key(fact) not in old:
            old[_answer_key(fact)] = fact
        else:
            gone.append(fact)
    fresh = _claims(after) - _claims(before)
    steps: list[tuple[FactChangeKind, Fact | None, Fact | None]] = []
    for answer_key, fact in new.items():
        earlier = old.get(answer_key) or (gone.pop(0) if gone else None)
        kind = _kind_of(earlier, fact)
        if kind is not None:
            steps.append((kind, earlier, fact))
    steps += [_leaving(fact, new) for fact in gone]
    return [
        FactChange(
            key=(fact_after or fact_before or before[0]).key,
            kind=kind,
            on=on,
            before=fact_before,
            after=fact_after,
            claim_ids=tuple(sorted(fresh & _claims([fact_after]) if fact_after else fresh)),
        )
        for kind, fact_before, fact_after in steps
    ]


def _leaving(fact: Fact, current: Mapping[_AnswerKey, Fact]) -> tuple[FactChangeKind, Fact, Fact | None]:
    """The step of a fact whose place no new one has taken."""
    if _answer_key(fact) in current:
        return FactChangeKind.CHANGED, fact, current[_answer_key(fact)]
    winner = next(iter(current.values()), None) if fact.standing is Standing.DISPUTED else None
    return FactChangeKind.SETTLED if winner else FactChangeKind.WITHDRAWN, fact, winner


def _claims(facts: Iterable[Fact]) -> set[int]:
    return {claim_id for fact in facts for claim_id in (*fact.supporting, *fact.contradicting)}


def _kind_of(before: Fact | None, after: Fact) -> FactChangeKind | None:
    """What the step from ``before`` to ``after`` is; None where nothing moves."""
    was_disputed = before is not None and before.standing is Standing.DISPUTED
    is_disputed = after.standing is Standing.DISPUTED
    if before is not None and _moving(before) == _moving(after):
        return None
    if is_disputed and not was_disputed:
        return FactChangeKind.DISPUTED
    if was_disputed and not is_disputed:
        return FactChangeKind.SETTLED
    return FactChangeKind.NEW if before is None else FactChangeKind.CHANGED


def _moving(fact: Fact) -> tuple[object, ...]:
    return fact.key, fact.value, fact.status, fact.standing, fact.character
