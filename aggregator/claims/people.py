"""Names of people in an article: found, cleaned, resolved to their fullest form, told apart from characters.

A name is a run of words in capitals, with initials and particles, that holds no word of ``lexicon/names.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

from aggregator.claims.context import Scene, read_once
from aggregator.claims.reading import BlockKind
from aggregator.claims.roster import Name
from aggregator.claims.wordlists import word_lists

UPPER: Final = "A-Z" + "".join(
    letter for letter in map(chr, (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))) if letter.isupper()
)
"""Capitals of every alphabet that Latin script is written in, for a character class."""
_UPPER: Final = re.compile(f"[{UPPER}]")
_WORD: Final = (
    rf"(?:(?:[{UPPER}]\.){{1,3}}(?![a-z])|(?!(?:Jr|Sr)\.)[{UPPER}](?:[^\W\d_]|'(?!s\b)|-)*(?<!-)"
    rf"|I'm(?=\s[{UPPER}][a-z]+-[a-z]))"
)
_PARTICLE: Final = (
    r"(?:de\s+la|de\s+los|van\s+der|van\s+den|von\s+der|de|del|della|di|da|dos|du|van|von|der|la"
    r"|le|el|al|bin|ibn|ap|y|bo|ter|zu|af|av|do|das|san|abu|ben|ul|st\.)"
)
_NAME: Final = re.compile(
    rf"(?<![\w'.-]){_WORD}(?:(?:\s|(?<=\.))(?:{_PARTICLE}\s)?{_WORD}){{0,5}}(?:,?\s(?:Jr|Sr)\.|\s(?:II|III|IV)\b)?"
)
# Rule 12: content farms swap words about an apostrophe. "Ann Mo-character Lee's Kim" is Ann Mo Lee and Kim, "Ann
# Lee-character as Kim's Fox" is Ann Lee and Kim Fox, "Ann Lee-character's Kim" is Ann Lee and Kim.
_CAPITAL: Final = rf"[{UPPER}][\w-]*"
_GARBLED: Final = (
    rf"(?P<head>(?:[{UPPER}][\w']*\s+){{0,3}}[{UPPER}][\w-]*?)-(?:character|voiced|played|portrayed)(?:"
    rf"\s+(?P<tail>[{UPPER}]\w*(?:\s[{UPPER}]\w*)?)'s\s+(?P<role>{_CAPITAL}(?:\s{_CAPITAL})?)"
    rf"|\s+as\s+(?P<first>{_CAPITAL})'s\s+(?P<last>{_CAPITAL})"
    rf"|'s\s+(?P<whose>{_CAPITAL}(?:\s{_CAPITAL})?)"
    rf"|\s+(?:as\s+)?(?P<plain>{_CAPITAL}(?:\s{_CAPITAL})?))"
)
_SWAPPED: Final = frozenset({"character", "voiced", "played", "portrayed"})


@cache
def _garble() -> re.Pattern[str]:
    """Compiled when it is first needed, for that takes as long as for all others of this module."""
    return re.compile(_GARBLED)


# A missing space: "Ann Leeas Kim". Names that end so by nature:
_GLUED: Final = re.compile(rf"(?P<name>[{UPPER}][\w'-]{{2,}}?)(?:as|like)")
_GLUE: Final = ("as", "like")
_ENDING_IN_AS: Final = (
    "thomas nicholas nikolas douglas lucas lukas texas jonas elias silas matias mathias matthias andreas tobias dallas "
    "vargas rojas salinas cuevas judas midas atlas barnabas pappas arenas casas ananias isaias caracas kansas"
    " arkansas nicolas tomas matas abbas vilas ramdas srinivas zacharias jeremias esdras osias"
)
_NAMES_IN_AS: Final = frozenset(_ENDING_IN_AS.split())
MAX_NAME_WORDS: Final = 5


@read_once
def find_names(scene: Scene) -> list[Name]:
    """The names of one sentence, in order, people and characters alike."""
    garbled = [] if _SWAPPED.isdisjoint(scene.words) else list(_garbled(scene))
    names: list[Name] = []
    end = 0
    for capital in _UPPER.finditer(scene.masked):
        if capital.start() >= end and (found := _NAME.match(scene.masked, capital.start())):
            start, end = found.span()
            if _is_stop_word(found[0]):
                continue
            if not garbled or not any(start < name.end and name.start < end for name in garbled):
                names += _clean(scene, start, end)
    return sorted([*garbled, *names], key=lambda name: name.start) if garbled else names


def _is_stop_word(words: str) -> bool:
    """A word alone that is no name anywhere: mostly it only begins its sentence."""
    return words.isalpha() and (word := words.lower()) in word_lists().stop and word not in _ALSO_BEGIN_NAMES


def _garbled(scene: Scene) -> Iterator[Name]:
    for found in _garble().finditer(scene.masked):
        if found["tail"]:
            yield Name(found.start(), found.end(), f"{_head(found)} {found['tail']}", character=found["role"])
        else:
            role = found["whose"] or found["plain"] or f"{found['first']} {found['last']}"
            yield Name(found.start(), found.end(), _head(found), character=role)


def _head(found: re.Match[str]) -> str:
    """The name before the swapped word, without what only begins the sentence."""
    words = found["head"].split()
    while len(words) > 1 and words[0].lower() in word_lists().stop:
        words.pop(0)
    return " ".join(words)


# Stop words that are also given names or syllables of Korean ones, where a headline's capitals do not mislead.
_NAME_WORDS: Final = "in an so do on no you may june april august summer autumn winter will my her he hers eve said"
_ALSO_NAMES: Final = frozenset(_NAME_WORDS.split())
_DAYS: Final = frozenset(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
_SHORT: Final = frozenset(["in", "an", "so", "do", "no", "you", "my", "her", "he", "hers"])
_ALSO_BEGIN_NAMES: Final = _ALSO_NAMES - _SHORT
_PLAYING_WORDS: Final = "as play plays played playing named portray portrays portrayed portraying"
_PLAYING: Final = frozenset(_PLAYING_WORDS.split())
_ROLE_BEFORE: Final = re.compile(r"\b(?:as|play(?:s|ed|ing)?|named|portray(?:s|ed|ing)?)\s+\Z")
_IS_THE: Final = re.compile(r"\b(?:as|plays|played|playing|is)\s+[Tt]he\s+\Z")
_CAPITALISED: Final = frozenset({BlockKind.TITLE, BlockKind.HEADING, BlockKind.LINK, BlockKind.QUESTION})
_TOKEN: Final = re.compile(r"\S+")


def _clean(scene: Scene, start: int, end: int) -> Iterator[Name]:
    """The name within a run of capitals: without what cannot belong to one."""
    lists = word_lists()
    run: list[_Token] = []
    title: _Token | None = None
    is_capitalised = scene.block.kind in _CAPITALISED
    for found in _TOKEN.finditer(scene.masked, start, end):
        word = found[0].lower().rstrip(".,")
        token = _Token(*found.span(), found[0], word)
        if not run and found[0] in _OPENS_ANYWAY and _BEGINS_ANYWAY.match(scene.masked, token.start, end):
            run.append(token)
        elif word in lists.stop and not _is_name_here(scene, token, run):
            if run:
                yield from _finish(scene, run, title)
            run, title = [], None
        elif not run and (_describes(word) or (word in lists.first and _is_dropped(scene, found))):
            title = None
        elif is_capitalised and word in lists.headline:
            if run:
                yield from _finish(scene, run, title)
            run, title = [], None
        elif word in lists.titles and not run:
            title = token
        else:
            run.append(token)
    if title and not run and _IS_THE.search(scene.masked, 0, title.start):  # "returns as the Doctor"
        yield Name(title.start, title.end, title.text, form=f"the {title.text}")
    if run:
        yield from _finish(scene, run, title)


def _is_name_here(scene: Scene, token: _Token, run: list[_Token]) -> bool:
    """A word that is no name elsewhere is one within a name, and of a character: "as On Ha-joon", "as Ruby Sunday"."""
    if scene.block.kind in _CAPITALISED:
        return False
    if token.key in _ALSO_NAMES and run:
        return True
    can_be_role = token.key in (_DAYS if run else _ALSO_BEGIN_NAMES)
    return can_be_role and _is_after_role(scene, run[0].start if run else token.start)


def _is_after_role(scene: Scene, start: int) -> bool:
    """A verb of playing, or "as", stands before ``start``."""
    return not _PLAYING.isdisjoint(scene.words) and _ROLE_BEFORE.search(scene.masked, 0, start) is not None


class _Token(NamedTuple):
    start: int
    end: int
    text: str
    key: str
    """As the word lists have it."""


_DESCRIBES: Final = re.compile(r"-(?:time|born|based|winning|winner|nominated|nominee|year-old)\Z")


def _describes(word: str) -> bool:
    """Whether a word is said of somebody before the name: "Three-Time", "Emmy-Winning"."""
    return "-" in word and _DESCRIBES.search(word) is not None


# "Will Yun Lee", and "I'm Jae-hyuk", which spinners make of Im.
_BEGINS_ANYWAY: Final = re.compile(rf"Will\s[{UPPER}]|I'm\s[{UPPER}][a-z]+-[a-z]")
_OPENS_ANYWAY: Final = frozenset({"Will", "I'm"})
_CONTRACTION: Final = re.compile(r"[a-z]'(?:ll|d|ve|re|m)$")
_PREPOSITION: Final = re.compile(
    r"\b(?:in|on|since|until|last|next|this|by|from|of|early|late|mid|the|a|an|for)\s+\Z", re.IGNORECASE
)


def _is_dropped(scene: Scene, token: re.Match[str]) -> bool:
    """Tell "German actor Max Roth" and "in April Ann Lee" from "April Lee", a name that begins so."""
    if scene.block.kind in _CAPITALISED:
        return True
    if scene.masked.endswith((" as ", " plays "), 0, token.start()):
        return False
    if _PREPOSITION.search(scene.masked, max(0, token.start() - 8), token.start()):
        return True
    return not re.match(r"\s[A-Z][a-z]+", scene.masked[token.end() : token.end() + 3])


def _finish(scene: Scene, run: list[_Token], title: _Token | None) -> Iterator[Name]:
    """The name that a run of words makes, if it can be one."""
    if not _can_be_name(scene, run):
        return
    start, end = run[0].start, run[-1].end
    for at, token in enumerate(run[:-1] if len(run) > 1 else []):
        glued = _GLUED.fullmatch(token.text) if token.text.endswith(_GLUE) else None
        is_whole = bool(at) or scene.block.kind is BlockKind.ITEM  # "Cheras Kim": a stage name, in a list of the kind
        if is_whole and glued and token.key not in _NAMES_IN_AS:
            person = " ".join([*(t.text for t in run[:at]), glued["name"]])
            rest = [t.text for t in run[at + 1 :] if t.key not in word_lists().titles or t is run[-1]]
            yield Name(start, end, person, title.key if title else "", " ".join(rest))
            return
    called, title_start = (title.key, title.start) if title else _title_before(scene, start)
    form = ""
    if called in ADDRESS and len(run) == 1:
        form = scene.text[title_start:end]
    elif _is_after_role(scene, first := _mask_before(scene, start)):
        of_place = _OF_PLACE.match(scene.masked, end)
        form = scene.text[first : of_place.end() if of_place else end]
        form = "" if form == scene.text[start:end] else form
    elif _THE.search(scene.masked, 0, start) and not _DESCRIBED.match(scene.masked, end):
        form = scene.text[start - len("the ") : end]
    yield Name(start, end, scene.text[start:end].rstrip(","), called, form=form.rstrip(","))


_ADDRESS_WORDS: Final = "mr mrs ms miss brother uncle aunt auntie"
ADDRESS: Final = frozenset(_ADDRESS_WORDS.split())
"""Titles that a single word after them does not do without: "Mrs Flood", "Brother Day"."""
_THE: Final = re.compile(r"\b[Tt]he\s\Z")
_DESCRIBED: Final = re.compile(
    r"\s(?!(?:in|on|for|as|and|or|who|is|was|will|again|from|with|at|to|opposite|alongside|has|once|since|while|when)\b)[a-z]"
)
"""A noun follows, so that "the" belongs to it: "the Crane patriarch"."""
_OPENING_PHRASE: Final = re.compile(r"\s(?:by|in|from|for|on|at|over|under|around|one|the|their|his|her|its|our|an?)\b")
_OF_PLACE: Final = re.compile(rf"\sof\s[{UPPER}]\w+")
_ARTICLE: Final = re.compile(r"\b[Aa]n?\s\Z")
_ABBREVIATES: Final = re.compile(r"\d|\s[a-z]+\s[A-Z]")
"""After a short run of capitals: "MI5 officer Kim", "DEA agents Kim"."""
_NAMED_AS: Final = re.compile(rf"\bas\s+(?:[{UPPER}][\w-]+,?\s+){{0,3}}?(?:and\s+)?\Z")


def _can_be_name(scene: Scene, run: list[_Token]) -> bool:
    """Nothing in the words, or about them, says that they are no name."""
    lists = word_lists()
    words = [token.text.lower().strip(".") for token in run]
    if len(run) > MAX_NAME_WORDS + 1 or any(word in lists.organisations for word in words):
        return False
    if len(run) > 1:
        if _ARTICLE.search(scene.masked, 0, run[0].start) and _DESCRIBED.match(scene.masked, run[-1].end):
            return False  # "a Sephardic Jewish woman"
        return not all(word in lists.places or word in lists.first for word in words) and not (
            any(_CONTRACTION.search(word) and word != "i'm" for word in words) or all(len(word) == 1 for word in words)
        )
    word, start, end = words[0], run[0].start, run[0].end
    if run[0].text.isupper() and len(word) > 1 and _ABBREVIATES.match(scene.masked, end):
        return False
    if len(word) == 1 or _CONTRACTION.search(word) or (run[0].text.isupper() and len(word) > _MAX_INITIALS):
        return False
    if start == 0 and (
        _OPENING_PHRASE.match(scene.masked, end) or (word.endswith("ly") and scene.masked[end : end + 1] == ",")
    ):
        return False  # "Made by Lowbow, the series ...", "Separately, ..."
    return word not in lists.places or bool(_NAMED_AS.search(scene.masked, max(0, start - 60), start))


_MAX_INITIALS: Final = 3


_TITLE_BEFORE: Final = re.compile(r"([\w-]+)\.?\s+\Z")


def _title_before(scene: Scene, start: int) -> tuple[str, int]:
    """The title that stands before a name, and where; "" where there is none."""
    if not scene.masked[max(0, start - 1) : start].isspace():
        return "", start
    found = _TITLE_BEFORE.search(scene.masked, max(0, start - 24), start)
    word = found[1].lower() if found else ""
    return (word, found.start()) if found and word in word_lists().titles else ("", start)


def _mask_before(scene: Scene, start: int) -> int:
    """Where the name begins, a show's title before it included: "Wednesday Addams" in a show called Wednesday."""
    found = _MASK_BEFORE.search(scene.masked, 0, start)
    return found.start() if found else start


_MASK_BEFORE: Final = re.compile("[\ue000]+\\s\\Z")
