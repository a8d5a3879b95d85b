"""How many episodes a season has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from aggregator.claims.context import Scene
from aggregator.claims.drafts import Draft
from aggregator.claims.episode_counts import (
    BARE_ANSWER,
    FIGURES,
    MIN_UNCALLED,
    WEAK,
    is_part,
    number_in,
    parts_total,
    value_of,
)
from aggregator.claims.firmness import hedge_of
from aggregator.claims.lexicon import Found
from aggregator.claims.phrasing import COUNT
from aggregator.claims.reading import BlockKind
from aggregator.claims.seasons import SeasonRef, number_of
from aggregator.claims.story import Story
from aggregator.models import ClaimKind, ShowId, Status

MAX_EPISODES: Final = 200
_NEAR_BEFORE: Final = 45
_NEAR_AFTER: Final = 15

_SPOKEN_OF: Final = re.compile(r"\b(?:episodes?|eps|instal+ments|scripts)\b", re.IGNORECASE)
_ASKS_COUNT: Final = re.compile(
    r"how\s+many\s+(?:\w+\s+){0,3}?(?:episodes?|eps|parts|pieces|chapters|hours|instal+ments)"
    r"|number\s+of\s+episodes|episodes?\s+count|how\s+long\s+(?:is|will|was)|kitne\s+episode"
)
_PART: Final = re.compile(
    r"\b(?:part|volume|vol\.?)\s+(?P<number>1|2|3|one|two|three)\b"
    r"|\b(?P<ordinal>first|second|third)\s+(?:part|half|volume|batch|instal+ment|block)\b",
    re.IGNORECASE,
)
_ANOTHER: Final = re.compile(
    rf"\b(?:another|the\s+other|the\s+remaining|the\s+rest,?|a\s+further|the\s+final)\s+(?P<n>{COUNT})\b"
    r"(?=\s+(?:episodes|more|on|in|follow|later|from|will|come|arrive|land|drop)\b|\s*[.,;]|\Z)",
    re.IGNORECASE,
)
_THIS_TIME: Final = re.compile(r"\W*(?:this\s+time|this\s+year|now)\b", re.IGNORECASE)
_LIKE: Final = re.compile(r"\b(?:like|as|than|against|unlike|same\s+as)\s+(?:the\s+|in\s+)?\Z", re.IGNORECASE)
_EACH: Final = re.compile(r"\b(?:each|apiece|every\s+one|both|per\s+season|a\s+season)\b", re.IGNORECASE)
_EACH_BEFORE: Final = re.compile(r"\beach\s+(?:has|have|had|with|of|season|series|will)\b|\A\W*both\b", re.IGNORECASE)
_BOTH: Final = re.compile(r"\W*both\b", re.IGNORECASE)
_EACH_REACH: Final = 12
_LOOK_BACK_SCENES: Final = 3
"""So many sentences before "both" or "each season" the seasons have been named."""
_GIVEN: Final = re.compile(r"\b(?:the|its|all|whose|those|these)\s+\Z", re.IGNORECASE)
_DENIES: Final = re.compile(r"\b(?:denied|denies|denying|refuted?|no\s+truth)\b[^,;:.]*\Z", re.IGNORECASE)
_NOT_SO_MANY: Final = re.compile(
    r"(?:\bnot|\brather\s+than|\binstead\s+of)\s+(?:the\s+(?:usual\s+)?)?\Z", re.IGNORECASE
)
_POINTS: Final = re.compile(r"\b(?:points?|pointed|pointing|suggests?|suggested)\b", re.IGNORECASE)
_TOTAL: Final = re.compile(r"\b(?:in\s+total|in\s+all|altogether|all\s+told)\b", re.IGNORECASE)
_PREVIOUS: Final = re.compile(r"\b(?:previous|last|before|predecessor)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Part:
    """So many episodes of one part of a season."""

    draft: Draft
    number: int


def extract(story: Story) -> Iterator[Draft]:
    """Drafts of kind ``episodes``, in order of position; parts are added up where no whole is told (rule 11)."""
    drafts: list[Draft] = []
    parts: list[_Part] = []
    for at, scene in enumerate(story.scenes):
        if scene.sentence.is_question or scene.block.kind is BlockKind.LINK:
            continue
        own = [draft for found in _outer(scene.found("episodes")) for draft in _read(story, scene, at, found, drafts)]
        for draft in _whole(scene, own):
            part = _PART.search(scene.masked[slice(*scene.clause_at(draft.at))])
            if part is None:
                drafts.append(draft)
            else:
                parts.append(_Part(draft, number_of(part["number"] or part["ordinal"]) or 1))
        drafts += _answer(scene)
    yield from drafts
    yield from _sums(parts, {(draft.show, draft.season) for draft in drafts})


def _outer(found: list[Found]) -> list[Found]:
    """Without what stands within another wording: "18 episodes" in "cut from 18 episodes to 13"."""
    return [
        (phrase, match)
        for phrase, match in found
        if not any(
            other.start() <= match.start() and match.end() <= other.end() and other[0] != match[0] for _, other in found
        )
    ]


def _sums(parts: list[_Part], told: set[tuple[ShowId, int | None]]) -> Iterator[Draft]:
    """The parts of a season added up, where each of them, from the first on, has a number."""
    seasons: dict[tuple[ShowId, int | None], dict[int, Draft]] = {}
    for part in parts:
        seasons.setdefault((part.draft.show, part.draft.season), {}).setdefault(part.number, part.draft)
    for key, numbered in seasons.items():
        if key not in told and len(numbered) > 1 and set(numbered) == set(range(1, len(numbered) + 1)):
            last = numbered[len(numbered)]
            yield _with_value(last, sum(int(draft.value) for draft in numbered.values()), "episodes.sum")


def _with_value(draft: Draft, value: int, rule: str) -> Draft:
    return Draft(ClaimKind.EPISODES, draft.show, draft.season, str(value), draft.status, draft.scene, rule, draft.at)


def _read(story: Story, scene: Scene, at: int, found: Found, drafts: list[Draft]) -> Iterator[Draft]:
    phrase, match = found
    groups = {name: words for name, words in match.groupdict().items() if words}
    ref = groups.get("ref") or groups.get("ref2") or groups.get("ref3")
    value = number_in(groups)
    if phrase.value in {"more", "less", "same"}:
        yield from _compared(story, scene, found, ref, value, drafts)
        return
    if value is None or not 1 < value < MAX_EPISODES:
        return
    if phrase.value == "bare" and not _is_spoken_of(story, scene, at, ref, value):
        return
    if phrase.value == "whole" and is_part(scene, phrase.id, match, value):
        return
    figure = next((name for name in FIGURES if name in groups), 0)
    if any(mention.start <= match.start(figure) < mention.end for mention in scene.dates):
        return  # "August 30 for the season 3 premiere"
    status = _status(scene, *match.span(figure))
    if _DENIES.search(scene.masked, 0, match.start()):
        status = Status.DENIED
    elif _NOT_SO_MANY.search(scene.masked, 0, match.start(figure)):
        return
    rule = f"episodes.{phrase.id}"
    for show in scene.shows_for(*match.span()):
        for season in _seasons(story, scene, match, show, ref, groups.get("top")):
            if season is not None:
                is_past = season < story.main_season.get(show, 0)  # what has been shown is known
                firm = Status.CONFIRMED if is_past and status is not Status.DENIED else status
                yield Draft(ClaimKind.EPISODES, show, season, str(value), firm, scene, rule, match.start())


def _compared(
    story: Story, scene: Scene, found: Found, ref: str | None, step: int | None, drafts: list[Draft]
) -> Iterator[Draft]:
    """Read "two more than last time", "as the first did": another season's number, by way of the one just told."""
    phrase, match = found
    count = _last_count(scene, match.start(), drafts)
    if count is None:
        return
    told, is_here = count
    if phrase.value == "same":
        value = told if is_here or _ASKS_COUNT.search(scene.topic) else None
    elif step is None or not is_here:
        value = None
    else:
        value = told - step if phrase.value == "more" else told + step
    if value is None or value < 1:
        return
    status = hedge_of(scene.masked[slice(*scene.clause_at(match.start()))])
    for show in scene.shows_for(*match.span()):
        main = scene.season or story.main_season.get(show)
        within = [n for found in scene.seasons if match.start() <= found.start < match.end() for n in found.numbers]
        for season in within or _named(ref or "", main):
            yield Draft(ClaimKind.EPISODES, show, season, str(value), status, scene, "episodes.compared", match.start())


def _last_count(scene: Scene, before: int, drafts: list[Draft]) -> tuple[int, bool] | None:
    """The number told last before a place, and whether its own sentence tells it."""
    here = [
        number
        for phrase, match in scene.found("episodes")
        if phrase.value in {"whole", "bare"} and match.start() < before and (number := number_in(match.groupdict()))
    ]
    answer = BARE_ANSWER.match(scene.masked) if _ASKS_COUNT.search(scene.topic) else None
    if not here:  # "Like last year, we're getting 22 episodes"
        here = [
            n
            for phrase, found in scene.found("episodes")
            if phrase.value == "whole" and (n := number_in(found.groupdict()))
        ][:1]
    if not here and answer and (value := value_of(answer["n"])):
        here = [value]
    if here:
        return here[-1], True
    return (int(drafts[-1].value), False) if drafts else None


def _named(ref: str, main: int | None) -> tuple[int, ...]:
    """The season that the words name themselves; "the last one" is the one before the season at hand."""
    if ref.lower().startswith("both"):
        return (1, 2)
    for word in ref.split():
        number = number_of(word.lstrip("sS") if word[1:].isdigit() else word)
        if number:
            return (number,)
    if _PREVIOUS.search(ref) and main is not None and main > 1:
        return (main - 1,)
    return ()


def _is_spoken_of(story: Story, scene: Scene, at: int, ref: str | None, value: int) -> bool:
    """Episodes are what the sentence, its question or the sentence before it is about."""
    if _ASKS_COUNT.search(scene.topic) or _SPOKEN_OF.search(scene.masked) or "episode" in scene.topic:
        return True
    before = story.scenes[at - 1] if at else None
    if before is not None and before.block is scene.block and _SPOKEN_OF.search(before.masked):
        return True
    if WEAK.search(scene.masked) and ref is None:
        return True  # "directed four of the eight"
    if ref is None and value >= MIN_UNCALLED and any(_SPOKEN_OF.search(s.masked) for s in story.scenes[:at]):
        return True  # "all ten were written by"
    return ref is not None and value >= MIN_UNCALLED and bool(_named(ref, None))


def _status(scene: Scene, start: int, end: int) -> Status:
    """How firmly the number is said: hedges near it count, those of what else the sentence says do not."""
    low, _ = scene.clause_at(start)
    window = scene.masked[max(low, start - _NEAR_BEFORE) : end + _NEAR_AFTER]
    if _GIVEN.search(scene.masked, 0, start):
        return Status.CONFIRMED
    status = hedge_of(window)
    return Status.EXPECTED if status is Status.CONFIRMED and _POINTS.search(window) else status


def _seasons(
    story: Story, scene: Scene, match: re.Match[str], show: ShowId, ref: str | None, top: str | None
) -> tuple[int | None, ...]:
    """The season that the wording names, or that of its clause; all of the sentence where it says "each"."""
    if ref is None and _THIS_TIME.match(scene.masked) and show in story.main_season:
        return (story.main_season[show],)
    if top and (last := number_of(top)):
        return tuple(range(1, last + 1))
    if ref and (named := _named(ref, scene.season)):
        return named
    if each := _distributed(story, scene, match, show):
        return each
    wording = story.season_ref(scene, *match.span())
    if wording and wording.start >= match.end() and _LIKE.search(scene.masked, match.end(), wording.start):
        return (
            story.season_numbers(scene, match.start(), match.start() + 1, show)
            if _is_named_before(scene, match)
            else (scene.season,)
        )
    own = story.resolve(wording, show) if isinstance(wording, SeasonRef) else ()
    return own or story.season_numbers(scene, *match.span(), show)


def _is_named_before(scene: Scene, match: re.Match[str]) -> bool:
    return any(ref.end <= match.start() for ref in scene.seasons)


def _distributed(story: Story, scene: Scene, match: re.Match[str], show: ShowId) -> tuple[int | None, ...]:
    """The seasons that "each", "both" or "apiece" deals a number out to: those of its clause, else those before."""
    low, high = scene.clause_at(match.start())
    is_after = _EACH.search(scene.masked, match.start(), match.end() + _EACH_REACH)
    if not is_after and not _EACH_BEFORE.search(scene.masked, low, match.end()):
        return ()
    for place in [(low, max(high, match.end())), (0, len(scene.masked))]:
        numbers = [n for ref in scene.seasons if place[0] <= ref.start < place[1] for n in story.resolve(ref, show)]
        if numbers:
            return tuple(dict.fromkeys(numbers))
    named: list[int] = []
    for before in story.scenes[max(0, scene.index - _LOOK_BACK_SCENES) : scene.index]:
        if before.field is scene.field:
            named += [n for ref in before.seasons for n in story.resolve(ref, show)]
    distinct = tuple(dict.fromkeys(named))
    if _BOTH.match(scene.masked) and len(distinct) != 2:
        return (None,)  # both of something else
    return distinct


def _whole(scene: Scene, drafts: list[Draft]) -> list[Draft]:
    """Where a sentence adds up its parts, the total alone."""
    if not drafts:
        return []
    if (total := parts_total(scene)) is not None:
        first = next((d for d in drafts if d.season is not None), drafts[0])
        return [_with_value(first, total, "episodes.parts")]
    if _TOTAL.search(scene.masked):
        return [max(drafts, key=lambda d: int(d.value))]
    rest = _ANOTHER.search(scene.masked, drafts[0].at)
    more = value_of(rest["n"]) if rest else None
    if rest and more and not _GIVEN.search(scene.masked, 0, drafts[0].at):
        return [_with_value(drafts[0], int(drafts[0].value) + more, "episodes.sum")]
    return drafts


def _answer(scene: Scene) -> Iterator[Draft]:
    """Read "Six, two fewer than before" under "How many episodes?"."""
    if not _ASKS_COUNT.search(scene.topic) or scene.show is None or scene.season is None:
        return
    found = BARE_ANSWER.match(scene.masked)
    is_told = any(phrase.value == "whole" for phrase, _ in scene.found("episodes"))
    number = value_of(found["n"]) if found and not is_told else None
    if number and number > 1:
        status = hedge_of(scene.masked[:_NEAR_BEFORE])
        yield Draft(ClaimKind.EPISODES, scene.show, scene.season, str(number), status, scene, "episodes.answer", 0)
