"""Whom "he", "the actress", "they" and "both" at the head of a sentence mean: the subject of the sentence before."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from aggregator.claims.context import Scene
from aggregator.claims.players import Group, Player
from aggregator.claims.story import Story

_PRONOUN: Final = re.compile(
    r"[\"'(]?(?:And\s+|But\s+|So\s+)?(?:(?P<one>[Hh]e|[Ss]he|The\s+(?:[\w\ue000\ue001'-]+\s+){0,4}?"
    r"(?:actor|actress|star|alum|comedian|singer|performer|rapper|newcomer|winner|veteran))|(?P<many>They|Both|The\s+(?:two|pair|duo|trio)))\b"
)


@dataclass
class Subjects:
    """Remembers who was spoken of last, sentence by sentence."""

    story: Story
    last: Group | None = None
    scene: Scene | None = None
    passed: list[Scene] = field(default_factory=list)

    def pass_over(self, scene: Scene) -> None:
        """Take in a sentence of whose people nothing is said; it is read if that helps to read one after it."""
        self.passed.append(scene)

    def groups(self, scene: Scene) -> list[Group]:
        """The groups of a sentence, with the one that its first pronoun stands for before them."""
        for passed in self.passed:
            if passed.block is scene.block:
                self._resolve(passed)
        self.passed.clear()
        return self._resolve(scene)

    def _resolve(self, scene: Scene) -> list[Group]:
        groups = self.story.groups(scene)
        if self.scene is None or self.scene.block is not scene.block:
            self.last = None
        self.scene = scene
        found = _PRONOUN.match(scene.masked)
        if found is None or self.last is None or (groups and groups[0].start < found.end()):
            self.last = groups[0] if groups else self.last
            return groups
        if (found["one"] is not None) != (len(self.last.players) == 1):
            return groups
        start, end = found.span()
        meant = Group([_at(player, start, end) for player in self.last.players])
        return [meant, *groups]


def _at(player: Player, start: int, end: int) -> Player:
    return Player(player.name._replace(start=start, end=end, title=""), start, end, player.character)
