"""How far the making of a season has come, and whether it is held up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from aggregator.claims.context import Scene
from aggregator.claims.drafts import Draft
from aggregator.claims.firmness import answer_of, firmness, is_left_open, is_negated, is_refuted
from aggregator.claims.lexicon import Phrase
from aggregator.claims.reading import BlockKind
from aggregator.claims.seasons import SeasonRole
from aggregator.claims.story import Story, answers
from aggregator.models import ClaimKind, Field, Status

_STAGES: Final = ("writing", "filming", "wrapped")
_MANNER: Final = frozenset({"plan", "reached", "meant"})
"""Values that say how the clause around a stage is to be taken."""
_OFF_SHOW: Final = re.compile(
    r"\b(?:stage\s+play|spin-?off|movie|feature|indie|musical"
    r"|film\b(?!ing|\s+(?:offices?|commission|crew|board|unit|permits?|city)))",
    re.IGNORECASE,
)
# "She will not be there when shooting begins": the negation is of what goes before.
_SUBORDINATE: Final = re.compile(
    r"\b(?:when|once|while|before|after|until|by\s+the\s+time)\s+(?:\w+\s+){0,3}\Z", re.IGNORECASE
)
_NOT_YET: Final = re.compile(r"\b(?:before|until|once|by\s+the\s+time)\s+(?:\w+\s+){0,3}\Z", re.IGNORECASE)
_UNTIL: Final = re.compile(r"\b(?:until|till?|through|to)\s+(?:the\s+(?:\w+\s+of\s+)?|some\w*\s+)?\Z", re.IGNORECASE)
# A day of a verb in the past is a day of the past, whatever year it was taken for.
_PAST: Final = re.compile(
    r"(?!.*\b(?:will|to|should|would)\b).*\b(?:began|begun|started|resumed|kicked|went|got|took|stopped|wrapped|finished"
    r"|completed|ended|concluded|was|were|entered|been)\b",
    re.IGNORECASE,
)
_NOT: Final = re.compile(r"n't\b|\bnot\b|\bnever\b|\byet\s+to\b", re.IGNORECASE)


def extract(story: Story) -> Iterator[Draft]:
    """Drafts of kind ``production``: the furthest stage of each season, and delays (rule 16)."""
    drafts = [
        draft
        for scene in story.telling("production")
        if not scene.is_question and scene.block.kind is not BlockKind.LINK
        if scene.seasons or not scene.is_plot
        for phrase, found in scene.told("production")
        if phrase.value not in _MANNER
        for draft in _read(story, scene, phrase, found)
    ]
    yield from _furthest([*drafts, *_answers(story)])


def _manner(scene: Scene, low: int, high: int) -> set[str]:
    """How what stands at ``[low:high]`` is to be taken: as a plan, as reached, as only meant."""
    return {phrase.value for phrase, found in scene.found("production") if low <= found.start() < high} & _MANNER


_ASKS_WRAPPED: Final = re.compile(
    r"\bha(?:s|ve)\b.*\b(?:filming|shooting|production)\b.*\b(?:finish|wrap|end)"
    r"|\bbeen\s+(?:filmed|shot)\b|\bis\s+filming\s+(?:done|over)",
    re.IGNORECASE,
)


def _answers(story: Story) -> Iterator[Draft]:
    """Read "Yes" under "Has it been filmed?"."""
    for question, scene in answers(story):
        value = {"yes": "wrapped", "not yet": "filming"}.get(answer_of(scene) or "")
        if value and _ASKS_WRAPPED.search(question.masked):
            for show in question.shows_for(0, len(question.masked)):
                for season in story.season_numbers(question, 0, len(question.masked), show):
                    yield Draft(ClaimKind.PRODUCTION, show, season, value, Status.CONFIRMED, scene, "production.answer")


def _read(story: Story, scene: Scene, phrase: Phrase, found: re.Match[str]) -> Iterator[Draft]:
    start, end = found.span()
    status = _status(story, scene, phrase, start, end)
    ref = story.season_ref(scene, start, end)
    if status is None or (ref is not None and ref.role is SeasonRole.PREVIOUS):
        return
    is_likened = ref is not None and ref.start >= end and bool(_LIKENED.search(scene.masked, end, ref.start))
    is_delay = phrase.value == "delayed"
    if is_delay and _OVERCOME.search(scene.masked, 0, end):
        return
    if phrase.value in _STAGES and is_refuted(story.scenes, scene.index):
        status = Status.DENIED
    is_moved = is_delay and bool(_NEW_START.search(scene.masked, start, end + _DATE_REACH))
    for show in scene.shows_for(start, end):
        main = story.main_season.get(show)
        for season in [scene.season] if is_likened else story.season_numbers(scene, start, end, show):
            if season is not None and main is not None and season < main - 1:
                continue  # past seasons' shoots are no claim
            rule = f"production.{phrase.id}"
            yield Draft(ClaimKind.PRODUCTION, show, season, phrase.value, status, scene, rule, start)
            if is_moved:
                yield Draft(
                    ClaimKind.PRODUCTION, show, season, "filming", Status.EXPECTED, scene, f"{rule}.moved", start
                )


_NOT_BEFORE: Final = re.compile(r"[^,;.]{0,24}\b(?:until|till)\b(?!\s+(?:now|today|date|then)\b)", re.IGNORECASE)
"""Rule 10: "not until July" is July, a plan."""
_LIKENED: Final = re.compile(r"\b(?:with|like|as)\s+(?:the\s+)?\Z", re.IGNORECASE)
_OVERCOME: Final = re.compile(r"\b(?:after|since|because)\b[^,;]*\bhad\b", re.IGNORECASE)
"""A delay told in the past perfect is over: "after the storm had halted filming"."""
_DATE_REACH: Final = 20
"""How far after "pushed" the new date of a shoot begins: "pushed back to January"."""


def _status(story: Story, scene: Scene, phrase: Phrase, start: int, end: int) -> Status | None:
    """How firmly the stage is told; None where it is another show's, or was only meant to be reached."""
    if _OFF_SHOW.search(scene.masked, 0, start) or _is_of_another(scene, start):
        return None
    low, high = scene.clause_at(start)
    if is_left_open(scene, start):
        return None
    status = firmness(scene, start, end)
    is_begun = phrase.value in {"filming", "writing"}
    is_apart = bool(_SUBORDINATE.search(scene.masked, low, start))
    if _NOT.search(scene.masked, start, end) if is_apart else is_negated(scene, start, end):
        if not is_begun:
            return None
        if _NOT_BEFORE.match(scene.masked, end):
            return Status.EXPECTED
        return Status.DENIED if status is Status.CONFIRMED else status
    if phrase.value in _STAGES and "meant" in _manner(scene, low, max(high, end)):
        return None
    if status is Status.CONFIRMED and phrase.value in _STAGES and _is_plan(story, scene, start, end):
        return Status.EXPECTED if is_begun else None
    return status


def _is_plan(story: Story, scene: Scene, start: int, end: int) -> bool:
    """The clause tells of what is to come: by its verb, or by a day after the article's from which it holds."""
    low, high = scene.clause_at(start)
    if _NOT_YET.search(scene.masked, low, start):
        return True
    if story.published_on is not None and not _PAST.match(scene.masked[start:end]):
        for mention in scene.dates:
            is_near = low <= mention.start < max(high, end) and not mention.window.is_open
            is_later = is_near and mention.window.first_day > story.published_on
            if is_later and not _UNTIL.search(scene.masked, low, mention.start):
                return True
    if scene.field is Field.TITLE and _BEGINS.search(scene.masked, start, end):
        return False  # headlines tell the past in the present
    manner = _manner(scene, low, max(high, end))
    return "plan" in manner and "reached" not in manner


_BEGINS: Final = re.compile(r"\b(?:starts|begins|kicks\s+off|gets\s+under)\b", re.IGNORECASE)


_UNFOLLOWED: Final = re.compile(r"\b(?:although|while|whereas|that|and|but)\s+[A-Z]\w+(?:\s[A-Z]\w+)?\s+\Z")


def _is_of_another(scene: Scene, start: int) -> bool:
    """The subject is a name in capitals in a clause of its own: "although Salt is filming"."""
    found = _UNFOLLOWED.search(scene.masked, 0, start)
    return found is not None and not scene.seasons and not scene.namings


_NEW_START: Final = re.compile(
    r"\b(?:filming|shooting|shoot|production)\b.{0,40}\b(?:pushed|moved|postponed"
    r"|delayed)\s+(?:back\s+)?(?:to|until)\s+(?!an?\s|further)",
    re.IGNORECASE,
)


def _furthest(drafts: list[Draft]) -> Iterator[Draft]:
    """One stage a season; a plan only where nothing has been reached, a denial only where nothing else is told."""
    groups: dict[tuple[object, object], list[Draft]] = {}
    for draft in drafts:
        groups.setdefault((draft.show, draft.season), []).append(draft)
    for group in groups.values():
        stages = [d for d in group if d.value in _STAGES]
        reached = [d for d in stages if d.status is Status.CONFIRMED]
        planned = [d for d in stages if d.status in {Status.EXPECTED, Status.POSSIBLE}]
        denied = [d for d in stages if d.status is Status.DENIED]
        delays = [d for d in group if d.value == "delayed"]
        if reached:
            yield max(reached, key=lambda d: _STAGES.index(d.value))
        elif planned:
            yield replace(max(planned, key=lambda d: _STAGES.index(d.value)))
        elif denied and not delays:
            yield denied[0]
        furthest = max((_STAGES.index(d.value) for d in reached), default=-1)
        confirmed = [d for d in delays if d.status is not Status.DENIED]
        if reached:
            confirmed = [d for d in confirmed if d.rule != "production.delayed.premiere"]
        resumed = [d.scene.index for d in reached if d.rule == "production.filming.resumed"]
        is_over = furthest >= _STAGES.index("wrapped") or any(at >= d.scene.index for at in resumed for d in confirmed)
        if confirmed and not is_over:
            yield replace(confirmed[0], status=Status.CONFIRMED)
