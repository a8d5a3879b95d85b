"""The decision about a season, and the day on which it was announced."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from aggregator.claims.context import OTHER, SHOW, Scene
from aggregator.claims.drafts import Draft
from aggregator.claims.firmness import answer_of, firmness, firmness_near, has_negator, is_negated, is_refuted
from aggregator.claims.lexicon import Phrase
from aggregator.claims.reading import BlockKind
from aggregator.claims.seasons import NUMBER, ORDINAL, number_of
from aggregator.claims.story import Story, answers
from aggregator.models import ClaimKind, Field, ShowId, Status

AFTER: Final = re.compile(
    rf"\bafter\s+(?:just\s+|only\s+|its\s+|the\s+"
    rf"|a\s+)?(?:(?P<count>{NUMBER})(?:(?:\s+[\w-]+)?\s+(?:seasons?|series|runs|outings)|(?=\s*(?:[.,;!?)\"]|$|on\s|at\s|and\s)))"
    rf"|(?P<nth>{ORDINAL})\s+season|season\s+(?P<n>\d+))"
    rf"|\bwhen\s+(?P<when>{NUMBER})\s+seasons\s+were\s+over",
    re.IGNORECASE,
)
_PART_OF: Final = re.compile(
    r"\b(?:dates?|trailer|teaser|window|cast|casting|details?|title|number|poster|premiere|finale|production|filming|shooting|work)\s+(?:for|of|on)\s+"
    r"(?:the\s+|its\s+)?(?:[\ue000]+(?:'s?)?\s+)?\Z",
    re.IGNORECASE,
)
"""What is said of a season's date or cast is not said of the season."""
_NO_MORE: Final = re.compile(r"\b(?:no\s+more|no\s+further|not\s+be\s+any\s+more)\b", re.IGNORECASE)
_UNFOLLOWED: Final = re.compile(r"\s+(?:(?:\w+\s+){0,4}(?:of|for)\s+|for\s+)?(?:[A-Z][\w&'-]+)(?:\s+[A-Z&][\w'-]*)+")
_UNFOLLOWED_INSIDE: Final = re.compile(r"\b(?:on|for|of)\s+[A-Z][\w&'-]+(?:\s+[A-Z&][\w'-]*)+")
_SHOW_WORD: Final = re.compile(
    r"\b(?:it|series|show|drama|comedy|sitcom|thriller|programme|anime|renew\w*)\b", re.IGNORECASE
)
_NETWORKS: Final = re.compile(
    r"\b(?:netflix|nbc|cbs|abc|fox|hulu|hbo|max|amazon|apple|disney|peacock|paramount|starz|showtime|amc|prime)\b",
    re.IGNORECASE,
)


_SHOW_HEAD: Final = (
    r"(?:(?!of\b|in\b|at\b|for\b|from\b)[\w'-]+\s+){0,3}?(?:series|show|drama|comedy|dramedy|sitcom|thriller|programme|program|anime|seasons?|runs?"
    r"|saga|hit|reboot|revival|epic|soap|procedural|[\ue000]+|spin-?off|second|third|fourth|fifth)\b"
)
MENTIONED_ENDING: Final = "renewal.ending.final"
"""The rule that takes "the final season" for what it says: no word of a decision, so no date of one."""


def extract(story: Story) -> Iterator[Draft]:
    """Drafts of kind ``renewal``, in order of position."""
    yield from _answers(story)
    for scene in story.scenes:
        if scene.sentence.is_question:
            continue
        drafts = [draft for phrase, found in scene.found("renewal") for draft in _read(story, scene, phrase, found)]
        refuted = bool(drafts) and is_refuted(story.scenes, scene.index)
        for draft in _settle(drafts):
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
    if (
        _PART_OF.search(scene.masked, 0, start)
        or not _has_subject(scene, phrase, start)
        or _is_about_another(scene, start, end)
    ):
        return
    judged = _judge(scene, phrase, start, end)
    if judged is None:
        return
    value, status = judged
    for show in scene.shows_for(start, end):
        for season in _seasons(story, scene, start, end, show, value):
            yield Draft(ClaimKind.RENEWAL, show, season, value, status, scene, f"renewal.{phrase.id}", start)


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
    if not negated or (value == "cancelled" and "negated" not in phrase.extra):
        return value, status
    match phrase.extra.get("negated"):
        case None:
            return None
        case "denied":
            return value, Status.DENIED
        case under:
            value = _negated(scene, under)
            return value, Status.CONFIRMED if value == "undecided" else status


_PAPERS: Final = re.compile(
    r"\b(?:contract|deal|licen[cs]e|lease|option|membership|subscription|vows|passport|visa|agreement)s?\b[^,;]{0,40}"
    r"\b(?:was|were|is|are|been|being|got|be)\s+\Z",
    re.IGNORECASE,
)
"""What is renewed beside shows."""
_RESUMES: Final = re.compile(r"picks\s+up\s+(?:in|after|right|soon|with|years|months)\b", re.IGNORECASE)
"""A story that goes on: "Season 3 picks up in 1972"."""
_WISHED: Final = re.compile(
    r"\b(?:what|all)\s+(?:\w+\s+)?(?:want|like|need|wish)\w*\s+(?:to\s+see\s+)?\Z", re.IGNORECASE
)
_OTHER_SUBJECT: Final = re.compile(
    rf"(?:^|[,;:]\s|\b(?:that|and|but|because)\s)(?:the|an?|his|her|their|its)\s+(?!{_SHOW_HEAD})(?:[\w'-]+\s+){{1,3}}"
    rf"(?:(?:of|in|at|for|from)\s+[^,;]{{1,40}}?)?(?:was|were|is|are|has\s+been|have\s+been|had\s+been)\s+\Z",
    re.IGNORECASE,
)
"""The subject of a passive that is neither a show nor a season: "The harbour fair was cancelled"."""


def _has_subject(scene: Scene, phrase: Phrase, start: int) -> bool:
    """A sentence about anything else can be full of things cancelled: one about a show names it, or a word for it."""
    if _WISHED.search(scene.masked, 0, start):
        return False
    if phrase.id == "renewed.verb" and _PAPERS.search(scene.masked, 0, start):
        return False
    if phrase.id == "renewed.pickup" and _RESUMES.match(scene.masked, start):
        return False
    if phrase.id == "cancelled.verb" and _OTHER_SUBJECT.search(scene.masked, 0, start):
        return False
    if phrase.value != "cancelled" and phrase.id != "renewed.pickup":
        return True
    return bool(scene.namings or scene.seasons or _SHOW_WORD.search(scene.masked) or _NETWORKS.search(scene.masked))


def _negated(scene: Scene, value: str) -> str:
    """Tell "will not be renewed", a decision, from "has not been renewed", which is none."""
    if value == "undecided" and re.search(
        r"\b(?:won't|will\s+not|would\s+not|wouldn't|decided\s+not|not\s+to)\b", scene.lower
    ):
        return "cancelled"
    return value


def _is_about_another(scene: Scene, start: int, end: int) -> bool:
    """The object of the verb is a title in capitals that nobody follows."""
    found = _UNFOLLOWED.match(scene.masked, end) or _UNFOLLOWED_INSIDE.search(scene.masked, start, end)
    if found is None or scene.field is Field.TITLE or scene.block.kind is not BlockKind.PARAGRAPH:
        return False
    return not _NETWORKS.search(found[0]) and SHOW not in found[0] and OTHER not in found[0]


def _seasons(story: Story, scene: Scene, start: int, end: int, show: ShowId, value: str) -> tuple[int | None, ...]:
    if value == "cancelled":
        after = AFTER.search(scene.masked, max(0, start - 60))
        if after:
            done = number_of(after["count"] or after["nth"] or after["n"] or after["when"])
            if done:
                return (done + 1,)
        main = story.main_season.get(show)
        if main and not scene.seasons and _NO_MORE.search(scene.masked):
            return (main + 1,)
    return story.season_numbers(scene, start, end, show)


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
        if draft.value == "ending" and key in unmade - ordered and draft.season and draft.season > 1:
            draft = replace(draft, season=draft.season - 1)  # noqa: PLW2901 - the last is the one before the one that is not made
        if (
            draft.value in {"renewed", "cancelled"}
            and key in undecided
            and draft.status in {Status.CONFIRMED, Status.DENIED}
        ):
            continue
        is_ordered = draft.rule == MENTIONED_ENDING and key in ordered
        yield replace(draft, rule="renewal.ending.ordered") if is_ordered else draft
