"""Everybody whom an article names: full names, who acts, who is a character, who makes the show."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, NamedTuple

# "Peter-Vane": a first name and a surname that somebody has joined; in "Ji-hu" only the first part has a capital.
_HYPHENED: Final = re.compile(r"[^\W\d_a-z][a-z]{2,}-[^\W\d_a-z][a-z]{2,}")


_SIBLINGS: Final = re.compile(r"\s+(?:brothers|sisters|siblings|twins|bros\.?)$", re.IGNORECASE)


class Name(NamedTuple):
    """A name at ``[start:end]`` of a sentence; ``title`` is the lower-case word of rank or trade before it."""

    start: int
    end: int
    text: str
    title: str = ""
    character: str | None = None
    """Only where the wording itself gives it (garbled possessives)."""
    form: str = ""
    """As a character is called, where that differs from ``text``: "the Front Man", "Mrs Flood"."""

    @property
    def as_character(self) -> str:
        """The name of a character: with an article or a form of address that is part of it."""
        return self.form or self.text

    @property
    def words(self) -> list[str]:
        """The words of the name."""
        is_joined = "-" in self.text and _HYPHENED.fullmatch(self.text)
        return self.text.replace("-", " ").split() if is_joined else self.text.split()


class Player(NamedTuple):
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
        return max([player.end for player in self.players])


@dataclass
class People:
    """Everybody that an article names, to find the fullest form of each name."""

    full: dict[str, str] = field(default_factory=dict)
    """Full names as written, by their lower-case form, in the order in which they are met."""
    by_word: dict[str, list[str]] = field(default_factory=dict)
    characters: set[str] = field(default_factory=set)
    """Lower-case names that the article uses as those of characters."""
    crew: set[str] = field(default_factory=set)
    """Lower-case names of those who make the show."""
    actors: set[str] = field(default_factory=set)
    plays: dict[str, str] = field(default_factory=dict)
    """The character of an actor, by the actor's lower-case full name."""
    told: dict[str, str] = field(default_factory=dict)
    """The same, where a verb says so; brackets can hold another credit instead."""
    plurals: set[str] = field(default_factory=set)
    """Lower-case names that end as plurals do: "the Kings"."""
    stage_names: set[str] = field(default_factory=set)
    """One-word names that stand in a list with full ones."""
    items_turned: dict[int, bool] = field(default_factory=dict)
    """For each group of list lines, whether it gives the character first."""

    def add(self, names: Iterable[Name]) -> None:
        """Remember full names."""
        for name in names:
            key = name.text.lower()
            if len(name.words) > 1 and key not in self.full:
                self.full[key] = name.text
                for word in {name.words[-1].lower(), name.words[0].lower()}:
                    self.by_word.setdefault(word, []).append(name.text)

    def fullest(self, name: str, *, is_character: bool = False) -> str:
        """The full name that a surname or first name stands for; the name itself where that is not sure.

        Surnames before first names; characters and people are not mixed.
        """
        if " " in name and len(name.split()) > 1:
            return name
        key = name.lower()
        if key not in self.by_word:
            return name
        pool = [n for n in self.by_word[key] if self._can_be(n.lower(), is_character=is_character)]
        if is_character:
            pool = [n for n in pool if n.lower() in self.characters] or pool
        last = [n for n in pool if n.split()[-1].lower() == key]
        first = [n for n in pool if n.split()[0].lower() == key]
        best = (first or last) if is_character else (last or first)
        return best[0] if len(best) == 1 else name

    def _can_be(self, key: str, *, is_character: bool) -> bool:
        """The full name can be one of a character, or of a person."""
        if is_character:
            return key not in self.actors and key not in self.crew
        return key not in self.characters or key in self.actors

    def family(self, name: str) -> list[str]:
        """Those whom a surname stands for together: "the Kings", "Duffer Brothers"; empty where it means one."""
        bare = _SIBLINGS.sub("", name)
        if bare == name and not (name.endswith("s") and len(name.split()) == 1):
            return []
        surname = bare.lower() if bare != name else name.lower().removesuffix("s")
        found = [full for key, full in self.full.items() if key.split()[-1] == surname]
        found = [full for full in found if self._can_be(full.lower(), is_character=False)]
        return found if len(found) > 1 else []

    def is_known(self, name: str) -> bool:
        """The name is full, or stands for a full one."""
        full = self.fullest(name)
        return len(full.split()) > 1 or bool("-" in full and _HYPHENED.fullmatch(full))
