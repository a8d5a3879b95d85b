"""What a paragraph that has begun to present newcomers says of those who follow: "Bo Diaz plays Finn"."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Final

from aggregator.claims.cast_signs import Sign
from aggregator.claims.context import Scene
from aggregator.claims.drafts import Draft
from aggregator.claims.players import Group

_PLAYS: Final = re.compile(
    r"(?:\s*\([^()]{1,60}\))?,?\s+(?:who\s+)?(?:(?:will|also|is|are|to|has|been|set|'ll)\s+){0,4}"
    r"(?:plays?|playing|portrays?|portraying|voices?|voicing|cast\s+as|takes?\s+on|appears?\s+as|as)\b"
    r"|\s+(?:is|are)\s",
    re.IGNORECASE,
)
_PLAYED_BY: Final = re.compile(r"\b(?:is|are|be)\s+(?:played|portrayed|voiced)\s+by\s+(?:[a-z][\w'-]*\s+){0,3}\Z")
_SIGNS_ON: Final = re.compile(
    r"sign|ink|(?:has|have)\s+sign|clos|agree|on\s+board|(?:is|are)\s+(?:confirm|book|set)", re.IGNORECASE
)
_BY_REACH: Final = 60


@dataclass
class Newcomers:
    """Whether the text is presenting newcomers, and who has been told to be none."""

    scene: Scene | None = None
    """The sentence that last said that somebody is new."""
    is_unnamed: bool = False
    """That sentence has counted them without their names: "Six actors have joined"."""
    known: dict[str, str] = field(default_factory=dict)
    """What has been said of people so far, by their lower-case names."""

    def note(self, scene: Scene, drafts: list[Draft]) -> None:
        """Take in what a sentence has said."""
        opens = any(phrase.extra["names"] == "opening" for phrase, _ in scene.found("cast"))
        if opens and not drafts:
            self.scene, self.is_unnamed = scene, True
        elif drafts:
            self.is_unnamed = False
            self.scene = scene if drafts[-1].value == "joining" and drafts[-1].status != "denied" else None
        for draft in drafts:
            self.known.setdefault((draft.person or "").lower(), draft.value)

    def sign_of(self, scene: Scene, group: Group, signs: list[Sign]) -> Sign | None:
        """The sign for people of whom it is only said whom they play, where newcomers are being presented."""
        if any(self.known.get(player.name.text.lower(), "joining") != "joining" for player in group.players):
            return None
        if not any(player.character for player in group.players) or not _is_cast_in(scene, group):
            return None
        if {sign.value for sign in signs} == {"joining"} and not any(sign.is_negative for sign in signs):
            return _joining(group)
        if signs or not self.goes_on(scene) or self._has_met(group):
            return None
        return _joining(group)

    def turned(self, scene: Scene, sign: Sign) -> Sign:
        """Read "have signed on" as said of newcomers who were counted just before."""
        wording = scene.masked[sign.start : sign.end]
        if sign.value == "returning" and self.is_unnamed and self.goes_on(scene) and _SIGNS_ON.match(wording):
            return replace(sign, value="joining", negated="denied")
        return sign

    def goes_on(self, scene: Scene) -> bool:
        """The sentence can go on about them: in the same paragraph, or right below the one that only counted them."""
        if self.scene is None:
            return False
        step = scene.block.group - self.scene.block.group
        return scene.block is self.scene.block or (self.is_unnamed and 0 <= step <= 1)

    def _has_met(self, group: Group) -> bool:
        """One of the characters was spoken of already when the newcomer came: "joins as Kim's boss. Ann Lee is Kim"."""
        before = self.scene.masked if self.scene else ""
        return any(player.character and player.character in before for player in group.players)


def _is_cast_in(scene: Scene, group: Group) -> bool:
    first = group.players[0]
    before = scene.masked[max(0, first.name.start - _BY_REACH) : first.name.start]
    return bool(_PLAYS.match(scene.masked, group.players[-1].name.end) or _PLAYED_BY.search(before))


def _joining(group: Group) -> Sign:
    return Sign(group.start, group.end, "joining", "before", None, "cast.goes_on", is_negative=False)
