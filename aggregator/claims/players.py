"""Who plays whom in a sentence: actors with their characters, in groups that share a verb.

"X (Y)", "X as Y", "X, who plays Y,", "Y, played by X", "X's Y", "A and B as C and D".
"""

from __future__ import annotations

import re
from typing import Final

from aggregator.claims import role_wordings
from aggregator.claims.brackets import BRACKET, with_brackets
from aggregator.claims.cast_lists import read_item
from aggregator.claims.context import Scene
from aggregator.claims.people import UPPER, find_names
from aggregator.claims.reading import BlockKind
from aggregator.claims.roster import Group, Name, People, Player
from aggregator.claims.wordlists import CREW_TITLES

__all__ = ["CREW_TITLES", "Group", "Player", "has_own_verb", "read_groups", "read_roles"]

_PLAYED_BY: Final = re.compile(
    r"['\")]?,?\s*(?:\(?\s*)(?:who\s+is\s+)?(?:(?:is|was|being|once|again|still|also)\s+)*(?:played|portrayed|voiced)\s+by"
    r"\s+(?:[a-z][\w'-]*\s+){0,3}\Z",
    re.IGNORECASE,
)
_POSSESSIVE: Final = re.compile(r"'s?\s+(?:(?:[a-z]+\s+){0,3}[a-z]+,?\s+)?\Z")
_POSSESSIVE_OF_PERSON: Final = re.compile(r"'s?\s+(?:(?:character|alter\s+ego|[a-z]+),?\s+)?\Z")
_NOT_IN_LISTS: Final = (
    "this now then hello directed written produced created goodbye not new adds with says but is are has as who like"
    " while whereas though although"
)
_KIN_WORDS: Final = (
    "sister brother mother father mom dad wife husband son daughter friend boss partner ex cousin uncle aunt boyfriend"
    " girlfriend"
)
_KIN_WORD: Final = f"(?:{'|'.join(_KIN_WORDS.split())})"
_COORDINATED: Final = re.compile(
    r"[)\]'\"]*\s*(?:,\s*|;\s*)?(?:\d{1,2},\s*)?(?:(?:and|&|n?or|plus|as\s+well\s+as|by)\s+){0,2}"
    rf"(?:(?:his|her|their)\s+(?:\w+\s+)?{_KIN_WORD},?\s+)?(?:(?:also|co-stars?|fellow|the|by)\s+)*"
    r"(?:[A-Z][a-z]+(?:ian|ish|ese|an|ch)\s+)?"
    rf"(?:(?!(?:{'|'.join(_NOT_IN_LISTS.split())})\b)[a-z-]+\s+){{0,2}}\Z"
)
_COORDINATION_WORDS: Final = re.compile(r"[)\]'\"]*\s*(?:,|;|(?:and|n?or|plus|as\s+well\s+as|co-stars?)\b|&)")
_RELATIVE: Final = re.compile(
    r"\s*,\s+(?:who|whose|which|a\.k\.a\.?|aka|last\s+seen|introduced|regulars?|coming\s+out|best\s+known|seen|known)\b"
    r"[^;]{0,140}?(?:,(?=\s+(?:and\s+)?\Z)|(?=\sand\s\Z))"
)
_APPOSITION: Final = re.compile(r",\s+(?:last\s+\w+'s|the|our|this\s+\w+'s|alias(?:\s+the)?)\s+(?:[a-z'-]+\s+){0,4}")
_DASHED: Final = re.compile(r"\s+–\s+\Z")
_AS: Final = re.compile(r"\s+as\s+(?:[a-z]+\s+){0,4}[A-Z]")
_KIN: Final = re.compile(rf"'s?\s+(?:\w+\s+)?{_KIN_WORD}\b")
_KIN_ONLY: Final = re.compile(rf"'s?\s+(?:\w+\s+)?{_KIN_WORD}\b(?!,?\s[{UPPER}])")
_OWNER: Final = re.compile(
    r"'s?\s(?!(?:\w+\s)?(?:exit|departure|death|passing|return|comeback|contract|deal|casting|arrival|absence|farewell)\b"
    r"|(?:back|in|out|off|gone|done|returning|joining|leaving|staying|coming|been|not|also)\b)|'s?[.,]"
)
_OWNED_CHARACTER: Final = re.compile(rf"'s?\s+(?:(?:character|alter\s+ego|[a-z]+),?\s+)?[{UPPER}]")
_WORKS_FOR: Final = re.compile(r",?\s+(?:of|for|from|at)\s+(?:the\s+)?\Z")
_FOR: Final = re.compile(r"\s+for\s")
_ENDS_ITEM: Final = re.compile(r"\s*(?:[,;.]|and\s|$)")
"""After a company, in "Bo Diaz for Lantern Row, and Cy Twan"."""
_IS: Final = re.compile(r"\s+(?:is|are|will\s+be)\s+(?:[a-z]+\s+){0,2}")
"""Between a character and the actor: "returning as Kim is Ann Lee"."""
_LOOK_BACK: Final = 90


def read_groups(scene: Scene, people: People) -> list[Group]:
    """The groups of people of a sentence, in order, each with the characters that it gives them."""
    return read_roles(scene, people)[0]


def read_roles(scene: Scene, people: People) -> tuple[list[Group], list[Player]]:
    """The groups of people of a sentence, and the characters that it gives to nobody whom it names."""
    names = find_names(scene)
    if not names:
        return [], []
    if scene.block.kind is BlockKind.ITEM:
        return read_item(scene, names, people), []
    reader = _GroupReader(scene, people)
    for player in with_brackets(scene, names, people):
        reader.add(player)
    groups = [group for group in reader.groups if group.players]
    return groups, [] if groups else reader.roles


class _GroupReader:
    """Takes the names of a sentence one by one: each opens a group, goes on with one, or is a character in one."""

    def __init__(self, scene: Scene, people: People) -> None:
        self.scene = scene
        self.people = people
        self.groups: list[Group] = []
        self.roles: list[Player] = []
        self.previous: Player | None = None

    def add(self, player: Player) -> None:
        """The next name of the sentence, with the character that brackets give it."""
        before = self.previous
        start = before.end if before else max(0, player.start - _LOOK_BACK)
        gap = role_wordings.gap_between(self.scene, start, player.name)
        if before is not None and "by" in self.scene.words and _PLAYED_BY.search(gap):
            self._put(player._replace(character=before.name.as_character), self._unplace(before))
        elif self._is_role(player, gap):
            self.roles.append(player)
            if self.groups:
                _attach(self.groups[-1], self.roles)
        elif not self.groups and self.roles and _IS.fullmatch(gap):
            self.groups.append(Group([player._replace(character=self.roles[-1].name.as_character)]))
        elif self._is_reason(player, gap):
            actor = self.groups[0].players[0]
            self.groups[0].players[0] = actor._replace(character=player.name.as_character)
        elif self._is_owner(player) or self._is_no_player(player, gap):
            pass  # "Eric Vane's" is nobody who acts: what follows is something of his
        elif self.groups and _continues(self.scene, self.groups[-1], player):
            self.groups[-1].players.append(player)
            self.roles = []
        else:
            self._open(player)
        self.previous = player

    def _open(self, player: Player) -> None:
        self.groups.append(Group([player]))
        self.roles = []

    def _put(self, player: Player, group: Group | None) -> None:
        if group is None:
            self._open(player)
        else:
            group.players.append(player)
            self.roles = []

    def _unplace(self, player: Player) -> Group | None:
        """Take a name that turns out to be a character out of its group; the group, where others are left in it."""
        if not self.groups:
            return None
        group = self.groups[-1]
        found = any(p.name is player.name for p in group.players)
        group.players = [p for p in group.players if p.name is not player.name]
        if not group.players:
            self.groups.pop()
            return None
        return group if found else None

    def _is_owner(self, player: Player) -> bool:
        after = self.scene.masked[player.end : player.end + 60]
        if not after.startswith("'"):
            return False
        return bool(_KIN.match(after)) or bool(_OWNER.match(after) and not _OWNED_CHARACTER.match(after))

    def _is_no_player(self, player: Player, gap: str) -> bool:
        """It says what somebody is ("as a Member"), or for whom somebody works ("Bo Diaz of Copperline")."""
        is_employer = self.previous is not None and bool(_WORKS_FOR.fullmatch(gap))
        if is_employer and _FOR.match(gap) and _ENDS_ITEM.match(self.scene.masked, player.end):
            return True
        if len(player.name.words) > 1 or self.people.is_known(player.name.text):
            return False
        return is_employer or role_wordings.is_description(self.scene, player.name)

    def _is_role(self, player: Player, gap: str) -> bool:
        name = player.name
        if player.start != name.start or role_wordings.is_description(self.scene, name):
            return False  # brackets have told already who is who
        if _KIN_ONLY.match(self.scene.masked, player.end):
            return False  # "to play Kim's sister"
        low = self.previous.name.end if self.previous else -1
        if role_wordings.is_introduced(self.scene, name, low, has_actor=bool(self.groups)) or role_wordings.is_own(gap):
            return True
        if not self.groups or self.previous is None:
            return False
        group = self.groups[-1]
        if self.roles and self.previous is self.roles[-1]:
            if _POSSESSIVE.match(gap) or role_wordings.is_head_of(self.scene.masked[self.previous.end : name.start]):
                self.roles.pop()
                return True
        elif self.previous is group.players[-1]:
            return self._is_role_of(self.previous, name, gap)
        return self._goes_on_with_roles(player, group, gap)

    def _is_role_of(self, actor: Player, name: Name, gap: str) -> bool:
        """The name right after a person is the one of the character."""
        after = self.scene.masked[name.end : name.end + 1]
        if after == "," and _APPOSITION.fullmatch(gap):
            return True
        if _KIN.match(gap):
            return False
        if _POSSESSIVE_OF_PERSON.match(gap) and len(name.words) <= 2:
            return True
        if self._is_somebody(name) or (actor.character and actor.end == actor.name.end):
            return False
        if role_wordings.is_kin_on_screen(self.scene, gap, name) or role_wordings.is_said_to_be(self.scene, gap, name):
            return True
        return bool(_DASHED.fullmatch(gap)) and len(name.words) == 1

    def _is_reason(self, player: Player, gap: str) -> bool:
        """It is the character of the one person whom the sentence is about, and what follows says what became of it."""
        if len(self.groups) != 1 or len(self.groups[0].players) != 1 or self.previous is not self.groups[0].players[0]:
            return False
        if self.previous.character or self._is_somebody(player.name) or player.start != player.name.start:
            return False
        return self.people.is_known(self.previous.name.text) and role_wordings.gives_reason(
            self.scene, gap, player.name
        )

    def _is_somebody(self, name: Name) -> bool:
        """A person rather than a character, as far as the article says."""
        full = self.people.fullest(name.text).lower()
        if full in self.people.characters:
            return False
        if len(name.words) == 1 and full.endswith(f" {name.text.lower()}"):
            return True
        return full in self.people.actors or full in self.people.crew or name.title in CREW_TITLES

    def _goes_on_with_roles(self, player: Player, group: Group, gap: str) -> bool:
        in_list = bool(self.roles) and self.previous is self.roles[-1] and bool(_COORDINATED.match(gap))
        if _AS.match(self.scene.masked, player.end):
            return False  # "... as Fox and Cy Twan as Jo": the next person
        fits = in_list and len(self.roles) < len(group.players) and player.character is None
        return fits and not has_own_verb(self.scene, player.name)


def _attach(group: Group, roles: list[Player]) -> None:
    """Give the characters met so far to the people before them: one each, or all that is said to the last one."""
    players = group.players
    if len(roles) == len(players) and len(roles) > 1:
        for at, role in enumerate(roles):
            players[at] = players[at]._replace(character=role.name.as_character)
    elif len(roles) == 1:
        players[-1] = players[-1]._replace(character=roles[0].name.as_character)
    elif len(roles) < len(players):
        players[-1] = players[-1]._replace(character=None)
    players[-1] = players[-1]._replace(end=max(players[-1].end, roles[-1].end))


def _continues(scene: Scene, group: Group, player: Player) -> bool:
    """The name is coordinated with the group before it."""
    last = group.players[-1]
    whole = scene.masked[last.name.end if last.start == last.name.start else last.end : player.start]
    bracket = BRACKET.match(whole)
    relative = _RELATIVE.match(whole, bracket.end() if bracket else 0)
    gap = scene.masked[group.end : player.start]
    if relative:
        gap = "," + whole[relative.end() :]
    gap = _AFFILIATION.sub("", _DESCRIPTION.sub("", gap))
    if not _COORDINATED.match(gap) or not _COORDINATION_WORDS.match(gap):
        return False
    if ";" in gap and has_own_verb(scene, player.name):
        return False
    # ", and Ann Lee returns": a new subject with a verb of its own is a new group.
    return not (last.character and re.search(r"\band\b", gap) and has_own_verb(scene, player.name))


_AFFILIATION: Final = re.compile(
    rf"\s+(?:of|for|from|at)\s+(?:the\s+)?[{UPPER}][\w&]*(?:\s[{UPPER}][\w&]*){{0,3}}(?=,|\s+and\s)"
)
"""For whom somebody in a list works: "Bo Diaz for Lowbow Pictures and Cy Twan"."""
_DESCRIPTION: Final = re.compile(
    r",\s+(?:an?|the|his|her|their|our|both|one\s+of|once|now|still)\s+[^,;()A-Z]{2,60}(?=[,;]|\s+and\s+\Z)"
)
"""What is said of somebody in a list: "Ann Lee, the show's lead, and Bo Diaz"."""
_OWN_VERB: Final = re.compile(
    r"(?:,\s+\d{1,2},)?\s+(?:appears?|continues?|remains?|serves?|will|also|again|is|has|was|returns?"
    r"|joins?|plays?|reprises?|portrays?|leads|stars|comes|won't|isn't|once|takes)\b"
)


def has_own_verb(scene: Scene, name: Name) -> bool:
    """The name is the subject of what follows it."""
    return bool(_OWN_VERB.match(scene.masked, name.end))
