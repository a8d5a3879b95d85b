"""An article's drafts weighed against each other: duplicates, updates, what cannot stand beside what."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from enum import IntEnum
from typing import Final

from aggregator.claims.confidence import confidence_of
from aggregator.claims.drafts import Draft
from aggregator.claims.reading import BlockKind, Sentence
from aggregator.claims.speakers import said_by
from aggregator.claims.story import Story
from aggregator.models import Claim, ClaimKind, Field, Status
from aggregator.text import fold

RULES_VERSION: Final = 1

_FIRMNESS: Final = {Status.CONFIRMED: 0, Status.EXPECTED: 1, Status.POSSIBLE: 2, Status.DENIED: 3}
_WORD: Final = re.compile(r"\w+")
_REPLACED_BY_UPDATE: Final = frozenset({ClaimKind.RELEASE, ClaimKind.TRAILER, ClaimKind.RENEWAL})
_REPLACED_BY_LATER_UPDATE: Final = frozenset({ClaimKind.RELEASE, ClaimKind.TRAILER, ClaimKind.PRODUCTION})


class _Age(IntEnum):
    """How the page itself dates a passage, newest first."""

    LATEST = 0
    UPDATE = 1
    UNMARKED = 2
    OLD = 3


def claims_from(drafts: Iterable[Draft], story: Story, text: str) -> tuple[Claim, ...]:
    """The claims that stand, in order of position."""
    kept = _without_stale(list(drafts))
    kept = _firmest(kept)
    claims = [_claim(draft, story, text) for draft in kept]
    return tuple(sorted(claims, key=lambda c: (c.start, c.kind, c.season or 0, c.value, c.person or "")))


def _without_stale(drafts: list[Draft]) -> list[Draft]:
    """Without what newer text replaces (rule 5): it speaks of the same thing. Updates stand newest first."""
    latest = min((d.scene.block.start for d in drafts if d.scene.block.kind is BlockKind.UPDATE), default=None)
    ages = [_age(draft, latest) for draft in drafts]
    newest: dict[tuple[object, ...], _Age] = {}
    for draft, age in zip(drafts, ages, strict=True):
        newest[_thing(draft)] = min(age, newest.get(_thing(draft), age))
    return [
        draft
        for draft, age in zip(drafts, ages, strict=True)
        if not _is_replaced(draft, age, newest[_thing(draft)]) or draft.season is None
    ]


def _age(draft: Draft, latest: int | None) -> _Age:
    block = draft.scene.block
    if block.is_old:
        return _Age.OLD
    if block.kind is not BlockKind.UPDATE:
        return _Age.UNMARKED
    return _Age.LATEST if block.start == latest else _Age.UPDATE


def _thing(draft: Draft) -> tuple[object, ...]:
    return draft.show, draft.season, draft.kind, fold(draft.person or "")


def _is_replaced(draft: Draft, age: _Age, newest: _Age) -> bool:
    """Something newer stands against it; a decision that was made stays made, and so does the day of it."""
    is_made = draft.value != "undecided" and draft.status is Status.CONFIRMED
    if age == newest or draft.kind is ClaimKind.RENEWAL_DATE or (draft.kind is ClaimKind.RENEWAL and is_made):
        return False
    if age is _Age.UPDATE:
        return draft.kind in _REPLACED_BY_LATER_UPDATE
    return age is _Age.OLD or (draft.kind in _REPLACED_BY_UPDATE and newest < _Age.UNMARKED)


def _firmest(drafts: list[Draft]) -> list[Draft]:
    """One draft for each thing said: the firmest (rule 2), the first among equals; text before headline."""
    best: dict[tuple[object, ...], Draft] = {}
    for draft in drafts:
        key: tuple[object, ...] = (draft.show, draft.season, draft.kind, draft.value, fold(draft.person or ""))
        if draft.kind in {ClaimKind.RELEASE, ClaimKind.RENEWAL} and draft.status is Status.DENIED:
            key = (*key, "denied")
        held = best.get(key)
        if held is None or _rank(draft) < _rank(held):
            best[key] = draft if held is None or draft.character else _with_character(draft, held)
        elif draft.character and not held.character:
            best[key] = _with_character(held, draft)
    return list(best.values())


def _rank(draft: Draft) -> tuple[int, bool]:
    return _FIRMNESS[draft.status], draft.scene.field is Field.TITLE


def _with_character(draft: Draft, other: Draft) -> Draft:
    return replace(draft, character=other.character)


def _claim(draft: Draft, story: Story, text: str) -> Claim:
    where = draft.scene.field
    evidence = draft.scene.sentence if where is Field.TEXT else _nearest(draft.scene.sentence, story)
    start, end = (evidence.start, evidence.end) if evidence else (0, 0)
    return Claim(
        show_id=draft.show,
        season=draft.season,
        kind=draft.kind,
        value=draft.value,
        status=draft.status,
        quote=text[start:end],
        start=start,
        end=end,
        rule=draft.rule,
        version=RULES_VERSION,
        person=draft.person,
        character=draft.character,
        said_by=said_by(draft.scene),
        evidence_in=where,
        confidence=confidence_of(draft),
    )


def _nearest(headline: Sentence, story: Story) -> Sentence | None:
    """The sentence of the text with most words in common with the headline; the first where none has any."""
    words = set(_WORD.findall(headline.text.casefold()))
    sentences = [scene.sentence for scene in story.scenes if scene.field is Field.TEXT]
    return max(sentences, key=lambda s: (len(words & set(_WORD.findall(s.text.casefold()))), -s.start), default=None)
