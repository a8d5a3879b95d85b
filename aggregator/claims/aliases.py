"""Names that a text gives for one person: "Lomon, also known as Park Solomon".

Only wordings that say so count. Two names side by side are mostly an actor and a character, "X (Y)", and the looser
wordings are used for that too: "Ann Lee, better known as Kim from Harbor Lights". So nobody is joined with somebody
whom the article knows as a character, nor with a name that goes on to say where it is from.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from aggregator.claims.context import Scene
from aggregator.claims.learning import learn_people
from aggregator.claims.people import find_names
from aggregator.claims.reading import BlockKind
from aggregator.claims.roster import Name
from aggregator.claims.story import Story
from aggregator.claims.titles import OTHER, SHOW
from aggregator.models import Claim, Field, NameAlias
from aggregator.text import fold

_OPEN: Final = r"\s*[,(\[–]?\s*"
_NOW: Final = r"(?:now|also|sometimes|formerly|previously|once|often|widely|better|professionally|otherwise|simply)\s+"
_STAGE: Final = r"(?:(?:his|her|their|the)\s+)?(?:stage|screen|artist|professional|real|birth|given|full|legal)\s+name"
_WORDINGS: Final = {
    # ", also known as", "(formerly credited as", " is better known by the stage name"
    "known credited billed": rf"(?:(?:who|whom?)\s+)?(?:(?:is|was)\s+)?(?:{_NOW}){{0,2}}(?:known|credited|billed)\s+"
    rf"(?:professionally\s+)?(?:as|by|under)(?:\s+{_STAGE}(?:\s+of)?)?",
    # "aka", "a.k.a.", "also", with "spelled" or "written": two spellings of one name
    "aka ak ka k": r"(?:a/?k/?a|a\.k\.a\.?):?",
    "spelled spelt written romanised romanized": r"also\s+(?:spelled|spelt|written|romani[sz]ed)(?:\s+as)?",
    # ", whose real name is", "'s real name is", "(real name:", ", stage name"
    "name": rf"(?:(?:whose|'s|with\s+the)\s+)?{_STAGE}\b\s*(?:is|was|of|:)?",
    # "(born", ", née", " was born": what follows is a name, so it is neither a day nor a place
    "born": r"(?:(?:who\s+)?was\s+)?born(?:\s+as)?",
    "née nee né ne": r"n[ée]e?",
    # ", who performs as", " who goes by the name of"
    "goes perform performs acts works records": r"who\s+(?:now\s+)?"
    r"(?:goes|performs?|acts|works|records)\s+(?:professionally\s+)?(?:as|by|under)"
    rf"(?:\s+(?:{_STAGE}|the\s+name)(?:\s+of)?)?",
    "changed": r"(?:who\s+)?(?:has\s+)?changed\s+(?:his|her|their)\s+name\s+(?:to|from)",
}
"""Between two names; each with words of which every match holds one."""
_SAYS_SO: Final = re.compile(rf"{_OPEN}(?:{'|'.join(_WORDINGS.values())})\s*", re.IGNORECASE)
_OF_A_WORK: Final = re.compile(rf",?\s+(?:from|in|on|of|to)\s|\s*\(|\s*[{SHOW}{OTHER}]")
"""What a name goes on with that is a character's: "Kim from Harbor Lights", "Kim on the show"."""

# "Park Solomon, as Lomon used to be credited", "Lomon (Park Solomon)"
_AS: Final = re.compile(r"\s*[,(]\s*as\s+")
_IS_CALLED: Final = re.compile(
    r"\s+(?:is|was|used\s+to\s+be|has\s+been)\s+(?:also\s+|once\s+|formerly\s+|previously\s+|still\s+)?"
    r"(?:credited|known|billed|called)\b(?!\s+(?:for|to|in|as|on))"
)
_CUES: Final = frozenset(" ".join((*_WORDINGS, "credited known billed called")).split())
"""Words of which every sentence has one that says of two names, without brackets, that they are one person's."""
_BRACKET: Final = re.compile(r"\s*[(\[]")
_MIN_CUT_CHARS: Final = 4

_OF_BIRTH: Final = re.compile(r"\b(?:born|n[ée]e?|name|spel|written|romani)", re.IGNORECASE)
"""What no wording for a character has: a place can follow, "born Ahn Mori in Incheon"."""
_LOOSE: Final = re.compile(r"\b(?:a/?k/?a|a\.k\.a|better\s+known|performs?\s|acts\s|works\s)", re.IGNORECASE)
"""Between two full names these are said of an actor and a character: "Ann Lee, aka Kim Vane"."""
_PLAYED: Final = re.compile(r"\b(?:as|play(?:s|ed|ing)?|portray(?:s|ed|ing)?)\s+(?:the\s+)?\Z", re.IGNORECASE)


def find_aliases(story: Story) -> tuple[NameAlias, ...]:
    """The pairs of names that a story gives for one person, in order of position, each once."""
    spoken = [scene for scene in story.scenes if scene.field is Field.TEXT and scene.block.kind is not BlockKind.LINK]
    pairs = [(scene, first, second) for scene in spoken for first, second in _pairs(scene)]
    if not pairs:
        return ()
    # Who is who is learnt from the other sentences: in these, "known as" makes a character of the second name.
    telling = {scene.index for scene, _, _ in pairs}
    others = [scene for scene in story.scenes if scene.index not in telling]
    people = learn_people(others)
    played = {name.text.lower() for scene in others for name in find_names(scene) if _is_role(scene, name)}
    characters = (people.characters | played) - people.actors
    found: dict[tuple[str, str], NameAlias] = {}
    for scene, first, second in pairs:
        name, alias = people.fullest(first.text), second.text
        if fold(name) != fold(alias) and _are_of_one_person(scene, first, second, characters):
            start = scene.sentence.start
            found.setdefault((name, alias), NameAlias(name, alias, start + first.start, start + second.end))
    return tuple(found.values())


def without_aliases(claims: Sequence[Claim], aliases: Sequence[NameAlias]) -> tuple[Claim, ...]:
    """``claims`` without the characters that are no characters but another name of somebody."""
    names = {fold(name) for alias in aliases for name in (alias.name, alias.alias)}
    return tuple(
        replace(claim, character=None) if fold(claim.character or "").removeprefix("aka ") in names else claim
        for claim in claims
    )


def _pairs(scene: Scene) -> Iterator[tuple[Name, Name]]:
    if _CUES.isdisjoint(scene.words) and "(" not in scene.masked and "[" not in scene.masked:
        return
    for first, second in pairwise(find_names(scene)):
        if _join(scene.masked, first, second):
            yield first, second


def _join(masked: str, first: Name, second: Name) -> bool:
    """Whether what stands between and after two names can say that they are one person's."""
    between, after = masked[first.end : second.start], masked[second.end :]
    if _AS.fullmatch(between):
        return _IS_CALLED.match(after) is not None
    if _BRACKET.fullmatch(between):
        return after.startswith((")", "]")) and _is_cut_from(first, second)
    return _SAYS_SO.fullmatch(between) is not None


def _is_cut_from(first: Name, second: Name) -> bool:
    """One is a single word that is part of a longer word of the other: no actor is called like that and a character."""
    short, long = sorted((fold(first.text), fold(second.text)), key=len)
    return len(short) >= _MIN_CUT_CHARS and any(short in word and short != word for word in long.split())


def _is_role(scene: Scene, name: Name) -> bool:
    return bool(_PLAYED.search(scene.masked, 0, name.start))


def _are_of_one_person(scene: Scene, first: Name, second: Name, characters: Collection[str]) -> bool:
    """Neither is a character, by what the article says of either, or by how it calls the second."""
    is_called = _IS_CALLED.match(scene.masked, second.end) is not None  # "as Lomon is credited" is no role
    if second.title or (second.form and not is_called) or _is_role(scene, first):
        return False
    if _OF_A_WORK.match(scene.masked, second.end) and not _OF_BIRTH.search(scene.masked, first.end, second.start):
        return False
    if _LOOSE.search(scene.masked, first.end, second.start) and not _can_be_stage_name(first, second):
        return False
    return not any(name.text.lower() in characters for name in (first, second))


def _can_be_stage_name(first: Name, second: Name) -> bool:
    """One of them is a single word, or they share one."""
    words = [set(fold(name.text).split()) for name in (first, second)]
    return min(map(len, words)) == 1 or not words[0].isdisjoint(words[1])
