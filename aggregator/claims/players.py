"""Who plays whom in a sentence: actors with their characters, in groups that share a verb.

"X (Y)", "X as Y", "X, who plays Y,", "Y, played by X", "X's Y", "A and B as C and D".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from aggregator.claims.context import Scene
from aggregator.claims.people import UPPER, find_names
from aggregator.claims.reading import BlockKind
from aggregator.claims.roster import Name, People
from aggregator.claims.story import Story


@dataclass(frozen=True, slots=True)
class Player:
    """A person at ``[start:end]`` of a sentence; ``end`` takes in the wording of the character."""

    name: Name
    start: int
    end: int
    character: str | None = None


@dataclass
class Group:
    """People who are coordinated: one verb holds for all of them."""

    players: list[Player] = field(default_factory=list)

    @property
    def start(self) -> int:
        """Where the first of them begins."""
        return self.players[0].start

    @property
    def end(self) -> int:
        """Where the last of them, character included, ends."""
        return max(player.end for player in self.players)


_PLAYS: Final = (
    r"(?:play(?:s|ed|ing)?|(?:is|are)\s+doing|portray(?:s|ed|ing)?|voic(?:es|ed)|star(?:s|red|ring)?\s+as"
    r"|appear(?:s|ed)?\s+as)"
)
_NEVER_BEFORE_CHARACTER: Final = (
    r"(?:and|in|on|with|who|was|is|when|at|alongside|opposite|back|including|without|seen)\b"
)
_LOWER_WORDS: Final = rf"(?:(?:(?!{_NEVER_BEFORE_CHARACTER})[a-z0-9'][\w'-]*,?\s+){{0,6}})"
_NO_CHARACTER: Final = (
    r"(?:(?:has|have|do|does|is|are|will|well|did)\b|(?:co-)?show-?runner|(?:executive\s+)?producer"
    r"|director|writer|creator)"
)
_AS_CHARACTER: Final = re.compile(
    rf"(?:(?<!such\s)\bas\s+(?!{_NO_CHARACTER})|\b{_PLAYS}\s+"
    rf"|\b(?:role|part|job|shoes|voice|guise|boots)s?\s+(?:of|as)\s+|\bwhose\s+|\baka\s+|\balias\s+"
    rf"|\bwho\s+(?:is|was|has\s+been|becomes?)\s+|\bbecomes?\s+|\b(?:finished|done|through)\s+with\s+|\b(?:is|are)\s+(?:our|once\s+more|once\s+again|again)\s+|\ba\.k\.a\.\s+|\bknown\s+as\s+|\b(?:his|her|their)\s+(?:character|alter\s+ego"
    rf"|role)s?,?\s+"
    rf"|\bcharacters?\s+|\b(?:again|will|to|could|would|might|may|should"
    rf"|hope\s+\w+\s+\w+\s+will)\s+be\s+|\bback\s+(?:in|into)\s+the\s+(?:shoes|role)\s+of\s+"
    rf"|\binto\s+)"
    rf"['\"]?{_LOWER_WORDS}['\"]?\Z",
    re.IGNORECASE,
)
_OWN_CHARACTER: Final = re.compile(r"(?:^|[.!?,;]\s+|\b)(?:his|her)\s+\Z", re.IGNORECASE)
_IN_BRACKETS: Final = re.compile(r"['\"]?\s*[(\[]\s*(?:as\s+)?['\"]?(?:[a-z][\w'-]*\s+){0,3}\Z")
_PLAYED_BY: Final = re.compile(
    r"['\")]?,?\s*(?:\(?\s*)(?:who\s+is\s+)?(?:(?:is|was|being|once|again|still"
    r"|also)\s+)*(?:played|portrayed|voiced)\s+by\s+(?:[a-z][\w'-]*\s+){0,3}\Z",
    re.IGNORECASE,
)
_POSSESSIVE: Final = re.compile(r"'s?\s+(?:(?:character|alter\s+ego|[a-z]+),?\s+)?\Z")
_COORDINATED: Final = re.compile(
    r"[)\]'\"]*\s*(?:,\s*|;\s*)?(?:\d{1,2},\s*)?(?:(?:and|&|n?or|plus|as\s+well\s+as"
    r"|by)\s+){0,2}(?:(?:also|co-stars?|fellow|the|by)\s+)*"
    r"(?:[A-Z][a-z]+(?:ian|ish|ese|an|ch)\s+)?(?:(?!this\b|now\b|then\b|hello\b|directed\b|written\b|produced\b|created\b|goodbye\b|not\b|new\b|adds\b|with\b"
    r"|says\b|but\b|is\b|are\b|has\b|as\b|who\b)[a-z-]+\s+){0,2}\Z"
)
_COORDINATION_WORDS: Final = re.compile(r",|;|\band\b|&|\bn?or\b|\bplus\b|\bas\s+well\s+as\b")
_BRACKET: Final = re.compile(r"['\"]?\s*[(\[](?P<in>[^()\[\]]{1,60})[)\]]")
_RELATIVE: Final = re.compile(
    r"\s*,\s+(?:who|whose|which|a\.k\.a\.?|aka|last\s+seen|introduced|regulars?|coming\s+out|best\s+known|seen|known)\b"
    r"[^;]{0,140}?(?:,(?=\s+(?:and\s+)?\Z)|(?=\sand\s\Z))"
)
_PAIR: Final = re.compile(r"\s*(?:–|-|:|\bas\b|\.{2,}|→|=)\s*(?:[A-Za-z][\w'.-]*\s+){0,4}\Z")
_APPOSITION: Final = re.compile(r",\s+(?:last\s+\w+'s|the|our|this\s+\w+'s|alias(?:\s+the)?)\s+(?:[a-z'-]+\s+){0,4}")
_AS: Final = re.compile(r"\s+as\s+(?:[a-z]+\s+){0,4}[A-Z]")
_KIN: Final = re.compile(
    r"'s?\s+(?:\w+\s+)?(?:sister|brother|mother|father|mom|dad|wife|husband|son|daughter|friend|boss|partner|ex|cousin|uncle|aunt|boyfriend|girlfriend)\b"
)
_OWNER: Final = re.compile(
    r"'s?\s(?!(?:\w+\s)?(?:exit|departure|death|passing|return|comeback|contract|deal|casting|arrival)\b)|'s?[.,]"
)
_OWNED_CHARACTER: Final = re.compile(rf"'s?\s+(?:(?:character|alter\s+ego|[a-z]+),?\s+)?[{UPPER}]")
_OWN_REACH: Final = 30
"""How long, in characters, what stands before "His Eddie" may be for it to begin the sentence or clause."""


def read_groups(scene: Scene, people: People) -> list[Group]:
    """The groups of people of a sentence, in order, each with the characters that it gives them."""
    names = find_names(scene)
    if not names:
        return []
    if scene.block.kind is BlockKind.ITEM:
        return _item(scene, names, people)
    reader = _GroupReader(scene)
    for player in _with_brackets(scene, names, people):
        reader.add(player)
    return [group for group in reader.groups if group.players]


def _with_brackets(scene: Scene, names: Sequence[Name], people: People) -> list[Player]:
    """The names with the characters that stand in brackets after them; names in brackets are taken up."""
    players: list[Player] = []
    taken = 0
    turned = _gives_characters_first(scene, names)
    for name in names:
        if name.start < taken:
            continue
        bracket = _BRACKET.match(scene.masked, name.end)
        if bracket is None:
            players.append(Player(name, name.start, name.end, name.character))
            continue
        taken = bracket.end()
        inside = [n for n in names if bracket.start() < n.start < bracket.end()]
        if inside and (turned or _names_character(scene, name, inside[0], people)):
            players.append(Player(inside[0], name.start, taken, name.text))
        else:
            role = character_of(scene.text[bracket.start("in") : bracket.end("in")])
            players.append(Player(name, name.start, taken, name.character or role))
    return players


def _gives_characters_first(scene: Scene, names: Sequence[Name]) -> bool:
    """Whether a list is of the manner "Kim (Ann Lee), Fox (Bo Diaz)": one word outside, full names inside."""
    pairs = 0
    for name in names:
        bracket = _BRACKET.match(scene.masked, name.end)
        if bracket is None:
            continue
        inside = [n for n in names if bracket.start() < n.start < bracket.end()]
        if len(name.words) > 1 or not inside or len(inside[0].words) < 2:
            return False
        pairs += 1
    return pairs > 1


def _names_character(scene: Scene, outer: Name, inner: Name, people: People) -> bool:
    """Whether in "Y (X)" the name in brackets is the person: "characters such as Kim (Ann Lee)"."""
    if len(inner.words) < 2:
        return False
    if inner.text.lower() in people.characters:
        return False
    if outer.text.lower() in people.characters or (len(outer.words) == 1 and not people.is_known(outer.text)):
        return outer.text.lower() not in people.stage_names
    return bool(re.search(r"\bcharacters?\b", scene.masked[: outer.start], re.IGNORECASE))


class _GroupReader:
    """Takes the names of a sentence one by one: each opens a group, goes on with one, or is a character in one."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.groups: list[Group] = []
        self.roles: list[Player] = []
        self.previous: Player | None = None

    def add(self, player: Player) -> None:
        """The next name of the sentence, with the character that brackets give it."""
        before = self.previous
        gap = self.scene.masked[before.end if before else max(0, player.start - 90) : player.start]
        if before is not None and _PLAYED_BY.search(gap):
            self._put(replace(player, character=before.name.text), self._unplace(before))
        elif self._is_role(player, gap):
            self.roles.append(player)
            if self.groups:
                _attach(self.groups[-1], self.roles)
        elif self._is_owner(player):
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
        return bool(_KIN.match(after)) or bool(_OWNER.match(after) and not _OWNED_CHARACTER.match(after))

    def _is_role(self, player: Player, gap: str) -> bool:
        if player.start != player.name.start:
            return False  # brackets have told already who is who
        if _AS_CHARACTER.search(gap):
            return True
        if _OWN_CHARACTER.search(gap) and len(gap) < _OWN_REACH:
            return True
        if not self.groups or self.previous is None:
            return False
        group = self.groups[-1]
        if self.roles and self.previous is self.roles[-1] and _POSSESSIVE.match(gap):
            self.roles.pop()
            return True
        after = self.scene.masked[player.end : player.end + 1]
        if self.previous is group.players[-1] and after == "," and _APPOSITION.fullmatch(gap):
            return True
        if _KIN.match(gap):
            return False
        if self.previous is group.players[-1] and _POSSESSIVE.match(gap) and len(player.name.words) <= 2:
            return True
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
            players[at] = replace(players[at], character=role.name.text)
    elif len(roles) == 1:
        players[-1] = replace(players[-1], character=roles[0].name.text)
    else:
        players[-1] = replace(players[-1], character=None)
    players[-1] = replace(players[-1], end=max(players[-1].end, roles[-1].end))


def _continues(scene: Scene, group: Group, player: Player) -> bool:
    """The name is coordinated with the group before it."""
    last = group.players[-1]
    whole = scene.masked[last.name.end if last.start == last.name.start else last.end : player.start]
    bracket = _BRACKET.match(whole)
    relative = _RELATIVE.match(whole, bracket.end() if bracket else 0)
    gap = scene.masked[group.end : player.start]
    if relative:
        gap = "," + whole[relative.end() :]
    gap = _DESCRIPTION.sub("", gap)
    if not _COORDINATED.match(gap) or not _COORDINATION_WORDS.search(gap):
        return False
    if ";" in gap and has_own_verb(scene, player.name):
        return False
    # ", and Ann Lee returns": a new subject with a verb of its own is a new group.
    return not (last.character and re.search(r"\band\b", gap) and has_own_verb(scene, player.name))


_DESCRIPTION: Final = re.compile(
    r",\s+(?:an?|the|his|her|their|our|both|one\s+of|once|now|still)\s+[^,;()A-Z]{2,60}(?=[,;]|\s+and\s+\Z)"
)
"""What is said of somebody in a list: "Ann Lee, the show's lead, and Bo Diaz"."""
_OWN_VERB: Final = re.compile(
    r"(?:,\s+\d{1,2},)?\s+(?:continues?|remains?|serves?|will|also|again|is|has|was|returns?"
    r"|joins?|plays?|reprises?|portrays?|leads|stars|comes|won't|isn't|once|takes)\b"
)


def has_own_verb(scene: Scene, name: Name) -> bool:
    """The name is the subject of what follows it."""
    return bool(_OWN_VERB.match(scene.masked, name.end))


_ROLE_WORDS: Final = re.compile(r"[^\W\d_a-z][\w'’-]*(?:\s+(?:[^\W\d_a-z][\w'’.-]*|[A-Z]\b))*")


def character_of(words: str) -> str | None:
    """The character's name in what stands between brackets: its last run of capitals before a comma."""
    runs = _ROLE_WORDS.findall(words.split(",", maxsplit=1)[0])
    return runs[-1] if runs and not re.search(r"\d{4}|^pictured|^above|^left|^right", words.lower()) else None


_ITEM_ROLE: Final = re.compile(r"\s+(?:as|–|-|:)\s+(?P<role>[A-Z][^,;(]{0,40}?)\s*(?:[,;(]|$)")


def _item(scene: Scene, names: Sequence[Name], people: People) -> list[Group]:
    """A line of a cast list: one person, one character, in the order that the article's own names give away."""
    first = names[0]
    if first.character:
        return [Group([Player(first, first.start, first.end, first.character)])]
    if len(names) == 1:
        players = _with_brackets(scene, names, people)
        role = _ITEM_ROLE.match(scene.masked, players[0].end)
        if role and players[0].character is None:
            players[0] = replace(players[0], character=scene.text[role.start("role") : role.end("role")])
        return [Group(players)]
    second = names[1]
    gap = scene.masked[first.end : second.start]
    if not _PAIR.match(gap) and not _IN_BRACKETS.match(gap):
        return [Group([Player(name, name.start, name.end) for name in names])]
    turned = people.items_turned.get(scene.block.group, False) and not re.match(r"\s*as\b", gap)
    if not turned and _IN_BRACKETS.match(gap):
        turned = first.text.lower() in people.characters
    person, played = (second, first) if turned else (first, second)
    return [Group([Player(person, first.start, second.end, played.text)])]


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


_CREW_TITLE_WORDS: Final = (
    "director writer creator showrunner producer executive co-creator co-creators co-showrunner "
    "co-showrunners creators showrunners directors writers producers author novelist scribe scribes ceo"
)
CREW_TITLES: Final = frozenset(_CREW_TITLE_WORDS.split())
_MAKES: Final = re.compile(
    r"\s*,\s+(?:who\s+(?:created|developed|dreamed|has\s+made|directed|wrote|runs|helms|made)"
    r"|the\s+(?:\w+\s+)?(?:creator|showrunner|director|writer))\b",
    re.IGNORECASE,
)


def learn_people(story: Story) -> None:
    """Fill the story's roster: full names first, then who acts and who is a character."""
    people = story.people
    scenes = [scene for scene in story.scenes if scene.block.kind is not BlockKind.LINK]
    for scene in scenes:
        names = find_names(scene)
        if scene.block.kind not in {BlockKind.TITLE, BlockKind.HEADING, BlockKind.QUESTION}:
            people.add(names)
        for name in names:
            if name.title in CREW_TITLES or _MAKES.match(scene.masked, name.end):
                people.crew.add(name.text.lower())
    for scene in scenes:
        if scene.block.kind is not BlockKind.ITEM:
            _learn_roles(scene, people)
    learn_items(scenes, people)
    for scene in scenes:
        if scene.block.kind is BlockKind.ITEM:
            _learn_roles(scene, people)


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
        has_full = any(len(player.name.words) > 1 for player in group.players)
        for player in group.players:
            person = people.fullest(player.name.text)
            if player.character:
                people.characters.add(player.character.lower())
                people.characters.add(people.fullest(player.character, is_character=True).lower())
                people.actors.add(person.lower())
                held = people.plays.get(person.lower(), "")
                if len(player.character) > len(held):
                    people.plays[person.lower()] = player.character
            if has_full and len(player.name.words) == 1 and _is_listed(scene, group, player):
                people.stage_names.add(player.name.text.lower())
