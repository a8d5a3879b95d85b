"""Who is who in an article, learnt before any claim is read: full names, actors with their characters, crew."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

from aggregator.claims import role_wordings
from aggregator.claims.brackets import BRACKET, bare_character
from aggregator.claims.cast_lists import learn_items
from aggregator.claims.context import Scene
from aggregator.claims.people import find_names
from aggregator.claims.players import CREW_TITLES, read_groups, read_roles
from aggregator.claims.reading import BlockKind
from aggregator.claims.roster import Group, Name, People, Player

_MAKES: Final = re.compile(
    r"\s*,\s+(?:who\s+(?:created|developed|dreamed|has\s+made|directed|wrote|runs|helms|made)"
    r"|the\s+(?:\w+\s+)?(?:creator|showrunner|director|writer))\b",
    re.IGNORECASE,
)


_MADE_BY: Final = re.compile(r"\b(?:written|directed|penned|created|produced|helmed|overseen)\s+(?:\w+\s+)?by\s+\Z")


def learn_people(told: Iterable[Scene]) -> People:
    """The roster of what is told: full names first, then who acts and who is a character."""
    people = People()
    scenes = [scene for scene in told if scene.block.kind is not BlockKind.LINK]
    named = [(scene, names) for scene in scenes if (names := find_names(scene))]
    people.plurals = {name.text.lower() for _, names in named for name in names if name.text.endswith("s")}
    for scene, names in named:
        if scene.block.kind not in _HEADS:
            people.add(names)
            _learn_family(scene, names, people)
        people.crew.update(name.text.lower() for name in names if _is_of_crew(scene, name))
    telling = [scene for scene, names in named if _can_tell_roles(scene, names)]
    for scene in telling:
        if scene.block.kind is not BlockKind.ITEM:
            _learn_roles(scene, people)
    learn_items(scenes, people)
    for scene in telling:
        if scene.block.kind is BlockKind.ITEM:
            _learn_roles(scene, people)
    _learn_from_next(scenes, people)
    return people


_HEADS: Final = frozenset({BlockKind.TITLE, BlockKind.HEADING, BlockKind.QUESTION})


def _is_of_crew(scene: Scene, name: Name) -> bool:
    """The words about a name say that it is of one who makes the show."""
    return (
        name.title in CREW_TITLES
        or bool(_MAKES.match(scene.masked, name.end))
        or ("by" in scene.words and bool(_MADE_BY.search(scene.masked, 0, name.start)))
    )


def _can_tell_roles(scene: Scene, names: Sequence[Name]) -> bool:
    """It says of somebody who plays whom, or puts people in a list: one name takes a line, or brackets, for that."""
    if len(names) > 1 or names[0].character is not None or scene.block.kind is BlockKind.ITEM:
        return True
    return "(" in scene.masked or "[" in scene.masked


_AND: Final = re.compile(r"\s+(?:and|&)\s+")
_COUPLE: Final = re.compile(r"\b(?:brothers|sisters|siblings|twins|spouses|couple|husband|wife)\b")


def _learn_family(scene: Scene, names: list[Name], people: People) -> None:
    """Read "Robert and Michelle King" as two of one name, where the article speaks of them so."""
    for first, second in pairwise(names):
        if len(first.words) > 1 or len(second.words) < 2 or not _AND.fullmatch(scene.masked, first.end, second.start):
            continue
        surname = second.words[-1]
        is_family = f"{surname}s".lower() in people.plurals or _COUPLE.search(scene.masked)
        if is_family:
            people.add([Name(first.start, second.end, f"{first.text} {surname}")])


def _is_listed(scene: Scene, group: Group, player: Player) -> bool:
    """It stands in a list of three or more, with nothing but commas and "and" about it."""
    at = group.players.index(player)
    if len(group.players) < _LIST_LENGTH or at == 0:
        return len(group.players) >= _LIST_LENGTH and at == 0
    return bool(_LIST_GAP.fullmatch(scene.masked, group.players[at - 1].end, player.start))


_LIST_LENGTH: Final = 3
_LIST_GAP: Final = re.compile(r"[)\]'\"]*\s*,?\s*(?:and\s+|&\s+)?")


def _learn_roles(scene: Scene, people: People) -> None:
    for group in read_groups(scene, people):
        has_full = len(group.players) > 1 and any(len(player.name.words) > 1 for player in group.players)
        for player in group.players:
            if player.character:
                is_told = not BRACKET.match(scene.masked, player.name.end)
                _learn(people, people.fullest(player.name.text), player.character, is_told=is_told)
            if has_full and len(player.name.words) == 1 and _is_listed(scene, group, player):
                people.stage_names.add(player.name.text.lower())


def _learn(people: People, person: str, character: str, *, is_told: bool) -> None:
    """Remember who plays whom, by the longest name that the article has for the character."""
    full = people.fullest(character, is_character=True)
    bare = re.sub(r"^the\s+", "", character, flags=re.IGNORECASE)
    people.characters |= {character.lower(), full.lower(), bare.lower(), bare_character(bare).lower()}
    people.actors.add(person.lower())
    for known in (people.plays, people.told) if is_told else (people.plays,):
        if len(character) > len(known.get(person.lower(), "")):
            known[person.lower()] = character


_PRONOUN: Final = re.compile(
    r"[\"'(]?(?:(?:He|She|His|Her)\b|The\s+(?:[\w\ue000\ue001'-]+\s+){0,4}?"
    r"(?:actor|actress|star|alum|comedian|singer|performer|rapper|newcomer|winner|veteran)\b)"
)
_LEFT: Final = re.compile(
    r"\b(?:left|leav\w+|exit\w*|out|gone|won't|not|isn't|no\s+longer|done|farewell|goodbye|without|depart\w*)\b",
    re.IGNORECASE,
)


def _learn_from_next(scenes: list[Scene], people: People) -> None:
    """Take "He'll play Kim" and "Her Kim died" for the one person of the sentence before."""
    for before, scene in pairwise(scenes):
        if before.block is not scene.block or not any(people.is_known(name.text) for name in find_names(before)):
            continue
        names = find_names(scene)
        is_named_first = bool(names) and names[0].start <= _OPENING
        is_pronoun = _PRONOUN.match(scene.masked) is not None
        if not (is_pronoun or is_named_first):
            continue
        groups = read_groups(before, people)
        players = [player for group in groups for player in group.players if people.is_known(player.name.text)]
        if len(players) != 1 or players[0].character:
            continue
        person = people.fullest(players[0].name.text)
        if person.lower() in people.told or person.lower() in people.crew:
            continue
        roles = read_roles(scene, people)[1] if is_pronoun else []
        if roles:
            _learn(people, person, roles[0].name.as_character, is_told=True)
            continue
        is_bare = (
            is_named_first and not people.is_known(names[0].text) and role_wordings.does_something(scene, names[0])
        )
        if is_bare and _LEFT.search(before.masked) and names[0].text.lower() not in people.stage_names:
            people.plays.setdefault(person.lower(), names[0].as_character)


_OPENING: Final = 1
