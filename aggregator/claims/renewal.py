"""The decision about a season: made, not made, its last, or not decided."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from aggregator.claims.context import Scene
from aggregator.claims.drafts import Draft
from aggregator.claims.firmness import (
    NEGATION_REACH,
    answer_of,
    firmness,
    firmness_near,
    has_negator,
    is_negated,
    is_refuted,
)
from aggregator.claims.lexicon import Phrase
from aggregator.claims.renewal_seasons import added_seasons, seasons_of
from aggregator.claims.renewal_subjects import is_of_show
from aggregator.claims.story import Story, answers
from aggregator.models import ClaimKind, Field, Status

MENTIONED_ENDING: Final = "renewal.ending.mention"
"""The rules that take "the final season" for what it says: no word of a decision, so no date of one."""


def extract(story: Story) -> Iterator[Draft]:
    """Drafts of kind ``renewal``, in order of position."""
    drafts = [*_answers(story), *_told(story)]
    numbered = {(d.show, d.value) for d in drafts if d.season and d.status is Status.CONFIRMED}
    endings = {(d.show, d.season, d.scene.index + step) for d in drafts if _is_told_last(d) for step in (-1, 0, 1)}
    for draft in drafts:
        if draft.scene.field is Field.TITLE and draft.season is None and (draft.show, draft.value) in numbered:
            continue  # the text says of which season the headline speaks
        if draft.value == "cancelled" and draft.season and (draft.show, draft.season, draft.scene.index) in endings:
            yield replace(draft, season=draft.season + 1)  # not made is the one after the last
        else:
            yield draft


def _is_told_last(draft: Draft) -> bool:
    """The sentence says of a season that it names by its number that it is the last."""
    is_told = draft.value == "ending" and draft.status is Status.CONFIRMED
    subjects = [ref for ref in draft.scene.seasons if ref.start <= draft.at < ref.end]
    return is_told and any(draft.season in ref.numbers for ref in subjects)


def _told(story: Story) -> Iterator[Draft]:
    """The decisions that the sentences tell."""
    for scene in story.telling("renewal"):
        if scene.is_question:
            continue
        drafts = [draft for phrase, found in scene.found("renewal") for draft in _read(story, scene, phrase, found)]
        refuted = bool(drafts) and is_refuted(story.scenes, scene.index)
        for draft in _settle(_named_alone(drafts, scene)):
            yield replace(draft, status=Status.DENIED) if refuted and draft.value != "undecided" else draft


_ASKS_ENDING: Final = re.compile(r"\b(?:final|last)\b(?!\s+(?:episode|time|week))|\bthe\s+end\b", re.IGNORECASE)
_ASKS_DECISION: Final = re.compile(
    r"\b(?:renew\w*|confirmed|commissioned|coming\s+back|come\s+back|happen\w*|occurring|greenlit"
    r"|picked\s+up|will\s+there\s+(?:be|ever\s+be)|is\s+there\s+(?:a|going\s+to\s+be)"
    r"|another\s+season|getting\s+(?:a|another)|return(?:ing)?\s+for)\b",
    re.IGNORECASE,
)
_ASKS_END: Final = re.compile(r"\b(?:did|has|have|was|is)\b.{0,40}\b(?:cancel\w*|axed?|scrap(?:ped)?)\b", re.IGNORECASE)
_ASKS_ELSE: Final = re.compile(
    r"\b(?:trailer|teaser|cast|who|when|how|where|what|date|spin-?off|cameo|filming|film|movie"
    r"|why)\b|\bor\b.*\b(?:cancel|drop)",
    re.IGNORECASE,
)


def _answers(story: Story) -> Iterator[Draft]:
    """Read "Yes" under "Has it been renewed?"."""
    for question, scene in answers(story):
        if _ASKS_ELSE.search(question.masked):
            continue
        answer, status = answer_of(scene), Status.CONFIRMED
        if _ASKS_ENDING.search(question.masked):
            value = "ending" if answer == "yes" else None
        elif _ASKS_END.search(question.masked):
            value, status = "cancelled", Status.DENIED if answer == "no" else Status.CONFIRMED
            value = value if answer in {"yes", "no"} else None
        elif _ASKS_DECISION.search(question.masked):
            value = {"yes": "renewed", "no": "cancelled", "not yet": "undecided"}.get(answer or "")
        else:
            continue
        if value is None:
            continue
        end = len(question.masked)
        for show in question.shows_for(0, end):
            for season in story.season_numbers(question, 0, end, show):
                yield Draft(ClaimKind.RENEWAL, show, season, value, status, scene, "renewal.answer")


def _read(story: Story, scene: Scene, phrase: Phrase, found: re.Match[str]) -> Iterator[Draft]:
    start, end = found.span()
    if not is_of_show(scene, phrase, start, end):
        return
    judged = _judge(scene, phrase, start, end)
    if judged is None:
        return
    value, status = judged
    for show in scene.shows_for(start, end):
        for season in seasons_of(story, scene, start, end, show, value):
            yield Draft(ClaimKind.RENEWAL, show, season, value, status, scene, f"renewal.{phrase.id}", start)
        if value == "renewed":
            for season, at in added_seasons(story, scene, start, end, show):
                yield Draft(ClaimKind.RENEWAL, show, season, value, status, scene, f"renewal.{phrase.id}", at)


def _judge(scene: Scene, phrase: Phrase, start: int, end: int) -> tuple[str, Status] | None:
    """Value and status of a wording after negation and hedges; None where the negation leaves no claim."""
    value = phrase.value
    if "status" in phrase.extra:
        return value, Status(phrase.extra["status"])
    if value == "undecided":
        return value, Status.CONFIRMED
    status = firmness_near(scene, start) if phrase.extra.get("presupposed") else firmness(scene, start, end)
    within = phrase.extra.get("negation") == "within"  # what is said of it, not the sentence it stands in
    negated = has_negator(scene.masked[start:end]) if within else is_negated(scene, start, end)
    if negated and _TAKEN_AS_FACT.search(scene.masked, 0, start):
        return value, Status.CONFIRMED
    if phrase.id == PLANNED_ENDING:
        if _UNTIL.search(scene.masked, end):
            return None
        negated = negated or bool(_OVERTURNED.search(scene.masked, end))
    if not negated:
        is_unlikely = value == "renewed" and status is Status.EXPECTED and _UNLIKELY.search(scene.masked, 0, end)
        return ("cancelled" if is_unlikely else value), status
    match phrase.extra.get("negated"):
        case None:
            return (value, status) if value == "cancelled" else None
        case "denied":
            return value, Status.DENIED
        case _:
            value = _unmade(scene, start, end)
            return value, Status.CONFIRMED if value == "undecided" else status


_TAKEN_AS_FACT: Final = re.compile(
    r"\b(?:reasons?\s+(?:for|behind|why)|after|since|following|despite|(?:explain|comment)\w*\s+(?:on\s+)?why)\s+(?:\w+\s+){0,2}\Z",
    re.IGNORECASE,
)
"""What is said of a decision that has been made: "gave no reason for pulling the plug"."""
PLANNED_ENDING: Final = "ending.planned"
_UNTIL: Final = re.compile(r"\b(?:until|till)\b", re.IGNORECASE)
_OVERTURNED: Final = re.compile(
    r"\b(?:not|no\s+longer|changed|isn't|wasn't|anymore|instead|overturned)\b", re.IGNORECASE
)
"""What was once meant and is so no more."""
_UNLIKELY: Final = re.compile(r"\b(?:unlikely|doubtful|not\s+likely|n't\s+likely)\b", re.IGNORECASE)
_NOT_SO_FAR: Final = re.compile(
    r"\byet\b|\bha(?:s|ve|d)(?:n't|\s+not)\b|\bso\s+far\b|\bnot\s+been\b|\b(?:until|till)\s+now\b|\bas\s+of\s+now\b",
    re.IGNORECASE,
)
_NOT_AT_ALL: Final = re.compile(
    r"\b(?:won't|shan't|wouldn't|didn't|wasn't|weren't|never|no\s+longer|(?:will|would|shall|did|was|were|'ll|'d)\s+not)\b"
    r"|\b(?:decided|opted|chosen?|chose|elected)\s+(?:not|against)\b|\bnot\s+to\b|\b(?:will|would|'ll)\s+be\s+no\b"
    r"|\b(?:declin|refus)\w*\s+to\b"
    r"|\b(?:(?:is|are|am)n't|not)\s+(?:[\w-]+\s+)?(?:(?!being\b)\w+ing|back)\b",
    re.IGNORECASE,
)


def _unmade(scene: Scene, start: int, end: int) -> str:
    """Tell "will not be renewed", a decision, from "has not been renewed", which is none."""
    low, _ = scene.clause_at(start)
    words = scene.masked[max(low, start - NEGATION_REACH) : min(len(scene.masked), end + NEGATION_REACH)]
    if _NOT_SO_FAR.search(words):
        return "undecided"
    return "cancelled" if _NOT_AT_ALL.search(words) else "undecided"


_OF_ONE: Final = frozenset({"renewed", "cancelled"})


def _named_alone(drafts: list[Draft], scene: Scene) -> list[Draft]:
    """Without what is decided of no season in particular, where the sentence says it of one that it names."""
    named = {(show, n) for ref in scene.seasons for show in scene.shows_for(ref.start, ref.end) for n in ref.numbers}
    places = {(d.show, d.value, d.at) for d in drafts if (d.show, d.season) in named}
    told = {(show, value) for show, value, _ in places}
    return [
        d
        for d in drafts
        if d.value not in _OF_ONE or (d.show, d.value) not in told or (d.show, d.value, d.at) in places
    ]


def _settle(drafts: list[Draft]) -> Iterator[Draft]:
    """One sentence's decisions: an order of a final season is an ending alone; what is undecided is not ordered."""
    endings = {(d.show, d.season) for d in drafts if d.value == "ending" and d.status is not Status.DENIED}
    undecided = {(d.show, d.season) for d in drafts if d.value == "undecided"}
    ordered = {(d.show, d.season) for d in drafts if d.value == "renewed"}
    unmade = {(d.show, d.season) for d in drafts if d.value == "cancelled" and d.status is Status.CONFIRMED}
    for draft in drafts:
        key = (draft.show, draft.season)
        if draft.value == "renewed" and key in endings:
            continue
        is_shared = draft.value == "ending" and key in unmade - ordered and not _is_told_last(draft)
        if is_shared and draft.season and draft.season > 1:
            draft = replace(draft, season=draft.season - 1)  # noqa: PLW2901 - the last is the one before the one that is not made
        if (
            draft.value in {"renewed", "cancelled"}
            and key in undecided
            and draft.status in {Status.CONFIRMED, Status.DENIED}
        ):
            continue
        is_ordered = draft.rule.startswith(MENTIONED_ENDING) and key in ordered
        yield replace(draft, rule="renewal.ending.ordered") if is_ordered else draft
