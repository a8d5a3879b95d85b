"""The decision about a season, and the day on which it was announced."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from aggregator.claims.context import OTHER, SHOW, Scene
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


MENTIONED_ENDING: Final = "renewal.ending.mention"
"""The rules that take "the final season" for what it says: no word of a decision, so no date of one."""


def extract(story: Story) -> Iterator[Draft]:
    """Drafts of kind ``renewal``, in order of position."""
    yield from _answers(story)
    for scene in story.scenes:
        if scene.sentence.is_question:
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
    if (
        _PART_OF.search(scene.masked, 0, start)
        or not _has_subject(scene, phrase, start, end)
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
    r"|\b(?:is|are|am|'s|'re|'m)(?:n't|\s+not)\s+(?:[\w-]+\s+)?(?:(?!being\b)\w+ing|back)\b",
    re.IGNORECASE,
)


def _unmade(scene: Scene, start: int, end: int) -> str:
    """Tell "will not be renewed", a decision, from "has not been renewed", which is none."""
    low, _ = scene.clause_at(start)
    words = scene.masked[max(low, start - NEGATION_REACH) : min(len(scene.masked), end + NEGATION_REACH)]
    if _NOT_SO_FAR.search(words):
        return "undecided"
    return "cancelled" if _NOT_AT_ALL.search(words) else "undecided"


_EITHER_WAY: Final = re.compile(r"\b(?:or|nor)\s+(?:was\s+|been\s+)?\Z", re.IGNORECASE)
_OR_NOT: Final = re.compile(r"\s+(?:or|nor)\s+(?:was\s+|been\s+|is\s+)?(?:cancel|renew|axed|not\b)", re.IGNORECASE)
_WHETHER: Final = re.compile(
    r"\b(?:whether|(?:know|knows|say|clear|seen|wonder\w*|asked|asks|unclear|unknown|decide\w*)\s+if)\b[^,;]{0,60}\Z",
    re.IGNORECASE,
)
_ONE_OF_MANY: Final = re.compile(r"\b(?:an?|any|every|another|other)\s+\Z", re.IGNORECASE)
"""Of a kind, not the one at hand: "the shirt of a cancelled show"."""
_AUDIENCE: Final = re.compile(
    r"\b(?:fans?|viewers?|audiences?|everyone|everybody|petition\w*|subscribers|people|readers)\s+(?:(?!then\b|that\b)[\w']+\s+){0,3}\Z",
    re.IGNORECASE,
)
"""Who wants more and orders nothing."""
_PAPERS: Final = re.compile(
    r"\b(?:contract|deal|licen[cs]e|lease|option|membership|subscription|vows|passport|visa|agreement)s?\b[^,;]{0,40}"
    r"\b(?:was|were|is|are|been|being|got|be)\s+\Z",
    re.IGNORECASE,
)
"""What is renewed beside shows."""
_WISHED: Final = re.compile(
    r"\b(?:what|all)\s+(?:\w+\s+)?(?:want|like|need|wish)\w*\s+(?:to\s+see\s+)?\Z", re.IGNORECASE
)
_BE: Final = r"(?:was|were|is|are|has\s+been|have\s+been|had\s+been|been|got|gets)\s+"
_SHOW_HEAD: Final = (
    r"(?:(?!of\b|in\b|at\b|for\b|from\b)[\w'-]+\s+){0,3}?(?:(?:series|show|drama|comedy|dramedy|sitcom|thriller|programme|program|anime|seasons?|runs?"
    rf"|saga|hit|reboot|revival|epic|soap|procedural|[\ue000]+|spin-?off|adaptation|version|title|mystery|fantasy|western|prequel|one|rest)\b|{ORDINAL}\s+{_BE})"
)
_OTHER_SUBJECT: Final = re.compile(
    rf"(?:(?:^|[,;:]\s|\b(?:that|and|but|because|when|as|while|if|since)\s)(?:the|an?|his|her|their|its)\s+(?!{_SHOW_HEAD})(?:[\w'-]+\s+){{1,3}}"
    rf"(?:(?:of|in|at|for|from)\s+[^,;]{{1,90}}?)?|^[A-Z]\w+\s+(?:for|in|of|with)\s+[^,;]{{1,60}}?"
    rf"|\b(?:the|an?|his|her|their|its)\s+(?!{_SHOW_HEAD})(?:[\w'-]+\s+){{0,2}}[\w'-]+,\s+which\s+){_BE}\Z",
    re.IGNORECASE,
)
"""The subject of a passive that is neither a show nor a season: "The harbour fair was cancelled"."""
_NAMED_SUBJECT: Final = re.compile(
    rf"(?<![\ue000]\s)\b(?P<name>(?!Season|Series)[A-Z][\w'&-]+(?:\s+(?:of\s+|the\s+)*[A-Z&][\w'&-]*)+)\s+(?:{_BE})?\Z"
)
_PASSIVE: Final = re.compile(rf"{_BE}\Z|\b(?:been|being)\b", re.IGNORECASE)
_OPENS_PASSIVE: Final = re.compile(r"(?:has|have|is|was|were|are|had|been)\b")
_NEXT: Final = 16
"""A date so many characters after a return is the day of it."""
_PASSIVES: Final = frozenset({"cancelled.verb", "renewed.renew", "renewed.pickup"})


def _has_subject(scene: Scene, phrase: Phrase, start: int, end: int) -> bool:
    """A sentence about anything else can be full of things cancelled: one about a show names it, or a word for it."""
    masked = scene.masked
    if phrase.value == "undecided":
        return True
    if (
        _EITHER_WAY.search(masked, 0, start)
        or _WISHED.search(masked, 0, start)
        or _WHETHER.search(masked, 0, start)
        or _AUDIENCE.search(masked, 0, start)
    ):
        return False
    if phrase.id in _PASSIVES and (_OR_NOT.match(masked, end) or _ONE_OF_MANY.search(masked, 0, start)):
        return False
    if phrase.id == "renewed.renew" and _PAPERS.search(masked, 0, start):
        return False
    if phrase.id == "renewed.back" and any(end <= day.start < end + _NEXT for day in scene.dates):
        return False  # a premiere, and no more than that
    if _is_named_other(scene, start) or (phrase.id in _PASSIVES and _OTHER_SUBJECT.search(masked, 0, start)):
        return False
    if phrase.value != "cancelled" and phrase.id != "renewed.pickup":
        return True
    return bool(scene.namings or scene.seasons or any(words.search(masked) for words in (_SHOW_WORD, AFTER, _NETWORKS)))


def _is_named_other(scene: Scene, start: int) -> bool:
    """The subject of the passive is a name in capitals that is no followed title: "Night Court was renewed"."""
    masked = scene.masked
    if not masked[start].islower():  # a headline in capitals has them everywhere
        return False
    if not _OPENS_PASSIVE.match(masked, start) and not _PASSIVE.search(masked, 0, start):
        return False
    found = _NAMED_SUBJECT.search(masked, 0, start)
    return found is not None and not _NETWORKS.search(found["name"])


_OTHER_OBJECT: Final = re.compile(
    r"\s+(?!series|seasons|shows|dramas|across|always|perhaps|this|thus|less|plus|yes|plans\b)[a-z]{2,}[^\Ws]s\b(?!\s+(?:drama|comedy|series|show))"
)


def _is_about_another(scene: Scene, start: int, end: int) -> bool:
    """The object of the verb is a title in capitals that nobody follows, or anything that is cancelled by the dozen."""
    if _OTHER_OBJECT.match(scene.masked, end):
        return True
    found = _UNFOLLOWED.match(scene.masked, end) or _UNFOLLOWED_INSIDE.search(scene.masked, start, end)
    if found is None or scene.field is Field.TITLE or scene.block.kind is not BlockKind.PARAGRAPH:
        return False
    return not _NETWORKS.search(found[0]) and SHOW not in found[0] and OTHER not in found[0]


def _seasons(story: Story, scene: Scene, start: int, end: int, show: ShowId, value: str) -> tuple[int | None, ...]:
    main = story.main_season.get(show)
    if value in {"cancelled", "ending"}:
        after = AFTER.search(scene.masked, max(0, start - 60 if value == "cancelled" else start))
        done = number_of(after["count"] or after["nth"] or after["n"] or after["when"]) if after else None
        if done and value == "cancelled":
            return (done + 1,)
        if done and after and after["count"] and after.start() < end:
            return (done,)
    if value == "cancelled" and main and _NO_MORE.search(scene.masked) and not any(r.numbers for r in scene.seasons):
        return (main + 1,)
    if value == "renewed" and (ordered := _several(story, scene, start, end, show)):
        return ordered
    numbers = story.season_numbers(scene, start, end, show)
    is_named = any(ref.start < end and ref.end > start for ref in scene.seasons)
    if value == "renewed" and main and not is_named and numbers and numbers[0] == 1:
        return (main,)  # nobody renews a first season: it was spoken of before
    return numbers


_SEVERAL: Final = re.compile(
    rf"\b(?:(?P<count>{NUMBER})\s+(?:more|additional|further|new|extra)\s+(?:seasons|series|runs|rounds)|(?P<of>two|three|four)-season)\b",
    re.IGNORECASE,
)
_PAIR: Final = re.compile(rf"\b({ORDINAL})\s+and\s+(?:the\s+|an?\s+|its\s+)?({ORDINAL})", re.IGNORECASE)
_THROUGH: Final = re.compile(r"\bthrough\s+(?:to\s+|to\s+a\s+|a\s+|its\s+)?\Z", re.IGNORECASE)


def _several(story: Story, scene: Scene, start: int, end: int, show: ShowId) -> tuple[int, ...]:
    """The seasons of an order of several: "two more seasons", named elsewhere as "4 and 5" or "through season 5"."""
    found = _SEVERAL.search(scene.masked, start, min(len(scene.masked), end + NEGATION_REACH))
    count = number_of(found["count"] or found["of"]) if found else None
    if not found or not count or count < 2:
        return ()
    pair = _PAIR.search(scene.masked, found.end())
    if pair and count == 2:
        return tuple(number for word in pair.groups() if (number := number_of(word)))
    for other in (scene, *story.scenes):
        for ref in other.seasons:
            if show not in other.shows_for(ref.start, ref.end):
                continue
            if len(ref.numbers) == count:
                return ref.numbers
            if len(ref.numbers) == 1 and _THROUGH.search(other.masked, 0, ref.start) and ref.numbers[0] > count:
                return tuple(range(ref.numbers[0] - count + 1, ref.numbers[0] + 1))
    return ()


def _named_alone(drafts: list[Draft], scene: Scene) -> list[Draft]:
    """Without what is decided of no season in particular, where the sentence says it of one that it names."""
    named = {(show, n) for ref in scene.seasons for show in scene.shows_for(ref.start, ref.end) for n in ref.numbers}
    told = {(d.show, d.value) for d in drafts if (d.show, d.season) in named}
    single = {"renewed", "cancelled"}
    return [d for d in drafts if d.value not in single or (d.show, d.value) not in told or (d.show, d.season) in named]


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
        is_ordered = draft.rule.startswith(MENTIONED_ENDING) and key in ordered
        yield replace(draft, rule="renewal.ending.ordered") if is_ordered else draft
