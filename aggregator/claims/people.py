"""Names of people in an article: found, cleaned, resolved to their fullest form, told apart from characters.

A name is a run of words in capitals, with initials and particles, that holds no word of ``lexicon/names.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from aggregator.claims.context import Scene
from aggregator.claims.reading import BlockKind
from aggregator.claims.roster import Name
from aggregator.claims.wordlists import word_lists

UPPER: Final = "A-Z" + "".join(
    letter for letter in map(chr, (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))) if letter.isupper()
)
"""Capitals of every alphabet that Latin script is written in, for a character class."""
_WORD: Final = (
    rf"(?:(?:[{UPPER}]\.){{1,3}}(?![a-z])|[{UPPER}](?:[^\W\d_]|'(?!s\b)|-)*(?<!-)|I'm(?=\s[{UPPER}][a-z]+-[a-z]))"
)
_PARTICLE: Final = (
    r"(?:de\s+la|de\s+los|van\s+der|van\s+den|von\s+der|de|del|della|di|da|dos|du|van|von|der|la"
    r"|le|el|al|bin|ibn|ap|y|st\.)"
)
_NAME: Final = re.compile(
    rf"(?<![\w'.-]){_WORD}(?:(?:\s|(?<=\.))(?:{_PARTICLE}\s)?{_WORD}){{0,5}}(?:,?\s(?:Jr|Sr)\.|\s(?:II|III|IV)\b)?"
)
# Rule 12: content farms swap words about an apostrophe. "Ann Mo-character Lee's Kim" is Ann Mo Lee and Kim, "Ann
# Lee-character as Kim's Fox" is Ann Lee and Kim Fox, "Ann Lee-character's Kim" is Ann Lee and Kim.
_CAPITAL: Final = rf"[{UPPER}][\w-]*"
_GARBLED: Final = re.compile(
    rf"(?P<head>(?:[{UPPER}][\w']*\s+){{0,3}}[{UPPER}]\w*)-character(?:"
    rf"\s+(?P<tail>[{UPPER}]\w*(?:\s[{UPPER}]\w*)?)'s\s+(?P<role>{_CAPITAL}(?:\s{_CAPITAL})?)"
    rf"|\s+as\s+(?P<first>{_CAPITAL})'s\s+(?P<last>{_CAPITAL})"
    rf"|'s\s+(?P<whose>{_CAPITAL}(?:\s{_CAPITAL})?))"
)
# A missing space: "Ann Leeas Kim". Names that end so by nature:
_GLUED: Final = re.compile(rf"(?P<name>[{UPPER}]\w{{2,}})as")
_ENDING_IN_AS: Final = (
    "thomas nicholas nikolas douglas lucas lukas texas jonas elias silas matias mathias matthias andreas tobias dallas "
    "vargas rojas salinas cuevas judas midas atlas barnabas pappas arenas casas ananias isaias caracas kansas arkansas"
)
_NAMES_IN_AS: Final = frozenset(_ENDING_IN_AS.split())
MAX_NAME_WORDS: Final = 5


def find_names(scene: Scene) -> list[Name]:
    """The names of one sentence, in order, people and characters alike."""
    if scene.names is None:
        scene.names = _read_names(scene)
    return scene.names


def _read_names(scene: Scene) -> list[Name]:
    names = list(_garbled(scene))
    taken = [(name.start, name.end) for name in names]
    for found in _NAME.finditer(scene.masked):
        if any(found.start() < end and start < found.end() for start, end in taken):
            continue
        names += _clean(scene, found.start(), found.end())
    return sorted(names, key=lambda name: name.start)


def _garbled(scene: Scene) -> Iterator[Name]:
    if "-character" not in scene.masked:
        return
    for found in _GARBLED.finditer(scene.masked):
        if found["tail"]:
            yield Name(found.start(), found.end(), f"{found['head']} {found['tail']}", character=found["role"])
        else:
            role = found["whose"] or f"{found['first']} {found['last']}"
            yield Name(found.start(), found.end(), found["head"], character=role)


# Stop words that are also given names or syllables of Korean ones, where a headline's capitals do not mislead.
_NAME_WORDS: Final = "in an so do on no you may june april august summer autumn winter will my her he hers"
_ALSO_NAMES: Final = frozenset(_NAME_WORDS.split())
_CAPITALISED: Final = frozenset({BlockKind.TITLE, BlockKind.HEADING, BlockKind.LINK, BlockKind.QUESTION})
_TOKEN: Final = re.compile(r"\S+")


def _clean(scene: Scene, start: int, end: int) -> Iterator[Name]:
    """The name within a run of capitals: without what cannot belong to one."""
    lists = word_lists()
    run: list[tuple[int, int, str]] = []
    title = ""
    for token in _TOKEN.finditer(scene.masked, start, end):
        word = token[0].lower().rstrip(".,")
        if not run and _BEGINS_ANYWAY.match(scene.masked, token.start(), end):
            run.append((token.start(), token.end(), token[0]))
        elif word in lists.stop and not (run and word in _ALSO_NAMES and scene.block.kind not in _CAPITALISED):
            yield from _finish(scene, run, title)
            run, title = [], ""
        elif word in lists.first and not run and (scene.block.kind in _CAPITALISED or _is_dropped(scene, token)):
            title = ""
        elif word in lists.headline and scene.block.kind in _CAPITALISED:
            yield from _finish(scene, run, title)
            run, title = [], ""
        elif word in lists.titles and not run:
            title = word
        else:
            run.append((token.start(), token.end(), token[0]))
    yield from _finish(scene, run, title)


# "Will Yun Lee", and "I'm Jae-hyuk", which spinners make of Im.
_BEGINS_ANYWAY: Final = re.compile(rf"Will\s[{UPPER}]|I'm\s[{UPPER}][a-z]+-[a-z]")
_CONTRACTION: Final = re.compile(r"[a-z]'(?:ll|d|ve|re|m)$")
_PREPOSITION: Final = re.compile(
    r"\b(?:in|on|since|until|last|next|this|by|from|of|early|late|mid|the|a|an|for)\s+\Z", re.IGNORECASE
)


def _is_dropped(scene: Scene, token: re.Match[str]) -> bool:
    """Tell "German actor Max Roth" and "in April Ann Lee" from "April Lee", a name that begins so."""
    if scene.masked.endswith((" as ", " plays "), 0, token.start()):
        return False
    if _PREPOSITION.search(scene.masked, max(0, token.start() - 8), token.start()):
        return True
    return not re.match(r"\s[A-Z][a-z]+", scene.masked[token.end() : token.end() + 3]) and token.end() >= 0


def _finish(scene: Scene, run: list[tuple[int, int, str]], title: str) -> Iterator[Name]:
    lists = word_lists()
    words = [word.lower().strip(".") for _, _, word in run]
    if not run or len(run) > MAX_NAME_WORDS + 1:
        return
    if any(word in lists.organisations for word in words):
        return
    if len(run) > 1 and all(word in lists.places or word in lists.first for word in words):
        return
    if any(_CONTRACTION.search(word) for word in words if word != "i'm" or len(words) == 1):
        return
    if all(len(word) == 1 for word in words) or (len(run) == 1 and words[0] in lists.places):
        return
    if len(run) == 1 and run[0][2].isupper() and len(words[0]) > 3:
        return
    start, end = run[0][0], run[-1][1]
    for at, (_, _, word) in enumerate(run[1:-1], start=1):
        glued = _GLUED.fullmatch(word)
        if glued and word.lower() not in _NAMES_IN_AS:
            person = " ".join([*(w for _, _, w in run[:at]), glued["name"]])
            yield Name(start, end, person, title, " ".join(w for _, _, w in run[at + 1 :]))
            return
    yield Name(start, end, scene.text[start:end].rstrip(","), title or _title_before(scene, start))


_TITLE_BEFORE: Final = re.compile(r"([\w-]+)\s+\Z")


def _title_before(scene: Scene, start: int) -> str:
    found = _TITLE_BEFORE.search(scene.masked, max(0, start - 24), start)
    word = found[1].lower() if found else ""
    return word if word in word_lists().titles else ""
