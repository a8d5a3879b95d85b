"""Names with something in brackets after them: a character, the actor of a character, or a mere credit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from aggregator.claims.context import Scene
from aggregator.claims.people import ADDRESS
from aggregator.claims.roster import Name, People, Player
from aggregator.claims.wordlists import word_lists

BRACKET: Final = re.compile(r"['\"]?\s*[(\[](?P<in>[^()\[\]]{1,160})[)\]]")


def with_brackets(scene: Scene, names: Sequence[Name], people: People) -> list[Player]:
    """The names with the characters that stand in brackets after them; names in brackets are taken up."""
    if "(" not in scene.masked and "[" not in scene.masked:
        return [Player(name, name.start, name.end, name.character) for name in names]
    players: list[Player] = []
    taken = 0
    holds_credits = any(
        bracket is not None and _CREDIT.search(bracket["in"])
        for bracket in (BRACKET.match(scene.masked, name.end) for name in names)
    )
    turned = _gives_characters_first(scene, names, people)
    for name in names:
        if name.start < taken:
            continue
        bracket = BRACKET.match(scene.masked, name.end)
        if bracket is None:
            players.append(Player(name, name.start, name.end, name.character))
            continue
        taken = bracket.end()
        inside = [n for n in names if bracket.start() < n.start < bracket.end()]
        told = people.told.get(people.fullest(name.text).lower(), "")
        if inside and (
            turned
            or _WHO.match(scene.masked, inside[0].end)
            or (turned is None and _names_character(scene, name, inside[0], people))
        ):
            players.append(Player(inside[0], name.start, taken, name.as_character))
        else:
            role = character_of(scene.text[bracket.start("in") : bracket.end("in")])
            if told and role and not set(told.lower().split()) & set(role.lower().split()):
                role, holds_credits = told, True  # the brackets hold another credit: "(Harbor Lights)"
            elif holds_credits and not told:
                role = None
            players.append(Player(name, name.start, taken, name.character or role))
    return players


_WHO: Final = re.compile(r",\s+(?:who|whose)\b")


def _gives_characters_first(scene: Scene, names: Sequence[Name], people: People) -> bool | None:
    """Whether a sentence is of the manner "Kim (Ann Lee), Fox (Bo Diaz)": full names inside, shorter ones outside.

    None where each pair has to be looked at by itself.
    """
    shorter = longer = full = 0
    for name in names:
        bracket = BRACKET.match(scene.masked, name.end)
        inside = [n for n in names if bracket and bracket.start() < n.start < bracket.end()]
        if bracket is None or not inside:
            continue
        outer, inner = len(name.words), len(inside[0].words)
        shorter += outer == 1 and inner > 1 and not people.is_known(name.text)
        longer += outer > 1 and inner == 1
        full += outer > 1 and inner > 1  # "Ann Lee (Kim Vane), Bo Diaz (Fox Day) and Moriko (Gil Ash)"
    if full > max(1, shorter):
        return False
    return True if shorter > 1 or (shorter > 0 and not longer) else None


def _names_character(scene: Scene, outer: Name, inner: Name, people: People) -> bool:
    """Whether in "Y (X)" the name in brackets is the person: "characters such as Kim (Ann Lee)"."""
    if len(inner.words) < 2:
        return False
    if inner.text.lower() in people.characters:
        return False
    if outer.text.lower() in people.characters or (len(outer.words) == 1 and not people.is_known(outer.text)):
        return outer.text.lower() not in people.stage_names
    return bool(re.search(r"\bcharacters?\b", scene.masked[: outer.start], re.IGNORECASE))


_ROLE_WORDS: Final = re.compile(r"[^\W\d_a-z][\w'’-]*\.?(?:\s+(?:[^\W\d_a-z][\w'’.-]*|[A-Z]\b))*")
_NO_ROLE: Final = re.compile(r"\d{4}|^pictured|^above|^left|^right", re.IGNORECASE)
_CREDIT: Final = re.compile(r"^['\"“‘]?The\s[A-Z]|\w[’']s\s[A-Z]|:\s|\bof\s+the\b|\s&\s")
"""What titles of works have and names of characters have not: "The Long Ferry", "Fox's Law"."""
_LEADING_THE: Final = re.compile(r"(?:^|\s)the\s\Z", re.IGNORECASE)


def character_of(words: str) -> str | None:
    """The character's name in what stands between brackets: its fullest run of capitals before a description.

    Of "the Hyde, Tyler Galpin" it is the second; of "Kim Vane, her boss" the first.
    """
    if _NO_ROLE.search(words) or _CREDIT.search(words):
        return None
    parts = [part for part in words.split(",") if _ROLE_WORDS.search(part)]
    if not parts:
        return None
    first = parts[0]
    if _LEADING_THE.match(first[:4]) and len(parts) > 1:
        first = parts[1]
    found = list(_ROLE_WORDS.finditer(first))[-1]
    return bare_character(found[0], has_the=bool(_LEADING_THE.search(first, 0, found.start())))


def bare_character(name: str, *, has_the: bool = False) -> str:
    """A character's name without rank or title, unless that is the name (rule 12)."""
    lists = word_lists()
    words = name.split()
    kept = words
    while len(kept) > 1 and kept[0].lower().rstrip(".") in lists.titles:
        kept = kept[1:]
    if len(kept) == 1 and len(words) > 1 and words[-2].lower().rstrip(".") in ADDRESS:
        kept = words[-2:]
    the = "the " if has_the and kept is words else ""
    return the + " ".join(kept)
