"""Lines of cast lists: one person, one character, in the order that the article's own names give away."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from aggregator.claims.brackets import bare_character, with_brackets
from aggregator.claims.context import Scene
from aggregator.claims.people import find_names
from aggregator.claims.reading import BlockKind
from aggregator.claims.roster import Group, Name, People, Player

_IN_BRACKETS: Final = re.compile(r"['\"]?\s*[(\[]\s*(?:as\s+)?['\"]?(?:[a-z][\w'-]*\s+){0,3}\Z")
_PAIR: Final = re.compile(r"\s*(?:–|-|:|\bas\b|\.{2,}|→|=)\s*(?:[A-Za-z][\w'.-]*\s+){0,4}\Z")
_ITEM_ROLE: Final = re.compile(r"\s+(?:as|–|-|:)\s+(?P<role>[A-Z][^,;(]{0,40}?)\s*(?:[,;(]|$)")


def read_item(scene: Scene, names: Sequence[Name], people: People) -> list[Group]:
    """A line of a cast list: one person, one character, in the order that the article's own names give away."""
    first = names[0]
    if first.character:
        return [Group([Player(first, first.start, first.end, first.character)])]
    if len(names) == 1:
        players = with_brackets(scene, names, people)
        role = _ITEM_ROLE.match(scene.masked, players[0].end)
        if role and players[0].character is None:
            players[0] = players[0]._replace(
                character=bare_character(scene.text[role.start("role") : role.end("role")])
            )
        return [Group(players)]
    second = names[1]
    gap = scene.masked[first.end : second.start]
    if not _PAIR.match(gap) and not _IN_BRACKETS.match(gap):
        return [Group([Player(name, name.start, name.end) for name in names])]
    turned = people.items_turned.get(scene.block.group, False) and not re.match(r"\s*as\b", gap)
    if not turned and _IN_BRACKETS.match(gap):
        turned = first.text.lower() in people.characters
    person, played = (second, first) if turned else (first, second)
    return [Group([Player(person, first.start, second.end, played.as_character)])]


_COLON: Final = re.compile(r"\s*:\s")


def learn_items(scenes: Sequence[Scene], people: People) -> None:
    """Find the cast lists that give the character first."""
    votes: dict[int, int] = {}
    for scene in scenes:
        if scene.block.kind is not BlockKind.ITEM:
            continue
        names = find_names(scene)
        if len(names) > 1:
            left, right = names[0].text.lower(), names[1].text.lower()
            vote = (left in people.characters) - (right in people.characters)
            vote += (right in people.actors) - (left in people.actors)
            if _COLON.match(scene.masked, names[0].end):
                vote += 1  # "Kim: Ann Lee", as anime pages and press rooms have it; the other way is "Ann Lee as Kim"
            votes[scene.block.group] = votes.get(scene.block.group, 0) + vote
    people.items_turned = {group: vote > 0 for group, vote in votes.items()}
