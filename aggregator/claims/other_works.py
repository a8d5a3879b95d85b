"""Sentences that go on about another work than the show: its remake, its spin-off, the film."""

from __future__ import annotations

import re
from typing import Final

from aggregator.claims.context import Scene
from aggregator.claims.story import Story

_TOPIC: Final = re.compile(
    r"\b(?:version|remake|spin-?off|prequel|sequel|movie|film|musical|manga|game|podcast)s?\b(?!.*\b(?:season|series)\b)"
)
_SUBJECT_REACH: Final = 3
"""Another work that a sentence begins with is what the next ones are about: "The remake is not ours. It ..."."""

_LOOK_BACK: Final = 30
"""Sentences; a longer paragraph is no paragraph, and looking back through all of it takes time without bound."""


def is_of_another_work(story: Story, scene: Scene) -> bool:
    """The sentence names neither show nor season, and its heading or its paragraph has turned to another work."""
    if _names_show(scene):
        return False
    if "|" not in scene.topic and _TOPIC.search(scene.topic):
        return True
    for before in reversed(story.scenes[max(0, scene.index - _LOOK_BACK) : scene.index]):
        if before.block is not scene.block:
            return False
        works = [match for phrase, match in before.found("premiere") if phrase.value == "another work"]
        if any(match.start() <= _SUBJECT_REACH for match in works):
            return True
        if _names_show(before):
            return False
    return False


def _names_show(scene: Scene) -> bool:
    return bool(scene.seasons) or any(naming.show for naming in scene.namings)
