"""The catalogue: every wording that may name a followed show, found in one pass over a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

import ahocorasick

from aggregator.match.tokens import Tokens, is_glued, tokenize
from aggregator.match.words import CALENDAR, FUNCTION_WORDS
from aggregator.models import Show, ShowId
from aggregator.text import fold


class Tier(Enum):
    """How likely the words of a name are to mean something else."""

    FUNCTION = "function"
    """One word of grammar or the calendar: You, From, Wednesday."""
    BARE = "bare"
    """One word that is only a part of the title: Crown, for The Crown."""
    WORD = "word"
    """One word, article aside: Ghosts, The Crown."""
    PHRASE = "phrase"
    """Two words, or more without content: Sweet Home, This Is Us."""
    LONG = "long"
    """Three words and more."""
    GLUED = "glued"
    """In a script without capitals or spaces."""
    ACRONYM = "acronym"
    """Capitals only: OMITB."""


SINGLE_WORD: Final = frozenset({Tier.FUNCTION, Tier.BARE, Tier.WORD})
"""The tiers of names that a neighbouring word easily makes another name of."""


@dataclass(frozen=True, slots=True)
class Name:
    """One wording of one show: its title, an alias, or either with or without what writers leave out."""

    show_id: ShowId
    alias: str
    """As the catalogue has it."""
    words: tuple[str, ...]
    joints: tuple[str, ...]
    """The punctuation between one word and the next."""
    tier: Tier


@dataclass(frozen=True, slots=True)
class Hit:
    """Words ``first`` to ``last`` of a text, which may mean the show of ``name``; ``start:end`` in characters."""

    name: Name
    first: int
    last: int
    start: int
    end: int


_BRACKETED_END: Final = re.compile(r"\s*[(\[][^()\[\]]+[)\]]\s*$")
_ACRONYM: Final = re.compile(r"[A-Z][A-Z0-9]{1,5}$")
_LOOSE: Final = re.compile(r"[\s\-‐‑–—'’‘&*.·]+")  # what one writer puts between the words of a title and another not
_HASHTAG_END: Final = re.compile(r"(?:season|series|s)?\d+$|netflix$")
_MAX_HASHTAG_CHARS: Final = 60
_MAX_JOINT_CHARS: Final = 4
_MAX_ABBREVIATION_CHARS: Final = 3  # a full stop inside a name follows no longer word: Dr. Who, S.W.A.T.


class Names:
    """Finds every name of every show; built once, read by any number of texts."""

    def __init__(self, shows: Sequence[Show]) -> None:
        by_words: dict[str, list[Name]] = {}
        self._hashtags: dict[str, list[Name]] = {}
        for name in _distinct(name for show in shows for name in _names_of(show)):
            by_words.setdefault(f" {' '.join(name.words)} ", []).append(name)
            self._hashtags.setdefault("".join(name.words), []).append(name)
        vetoes: dict[str, list[ShowId]] = {}
        for show in shows:
            for phrase in show.not_phrases:
                vetoes.setdefault(tokenize(phrase).joined, []).append(show.id)
        self._automaton = ahocorasick.Automaton()
        for pattern in by_words.keys() | (vetoes.keys() - {""}):
            self._automaton.add_word(pattern, (pattern, by_words.get(pattern, ()), vetoes.get(pattern, ())))
        self._automaton.make_automaton()

    def find(self, tokens: Tokens) -> list[Hit]:
        """Every place where a name stands, in order; of overlapping ones the longest, and all shows that share it."""
        if not tokens.words or not self._automaton:
            return []
        hits = list(self._hashtag_hits(tokens))
        vetoed: set[tuple[int, ShowId]] = set()
        begun = counted = 0  # words of the text that have begun, in so much of it
        for at, (pattern, names, vetoes) in self._automaton.iter(tokens.joined):
            begun += tokens.joined.count(" ", counted, at)
            counted = at
            first, last = begun - pattern.count(" ") + 1, begun - 1
            vetoed.update((index, show_id) for show_id in vetoes for index in range(first, last + 1))
            hits += [
                Hit(name, first, last, tokens.starts[first], _close_bracket(tokens, first, last))
                for name in names
                if _is_whole(tokens, name, first, last)
            ]
        return _longest(
            hit for hit in hits if not any((i, hit.name.show_id) in vetoed for i in range(hit.first, hit.last + 1))
        )

    def _hashtag_hits(self, tokens: Tokens) -> Iterator[Hit]:
        if "#" not in tokens.raw:
            return
        for index, start in enumerate(tokens.starts):
            word = tokens.words[index]
            if tokens.raw[start - 1 : start] != "#" or len(word) > _MAX_HASHTAG_CHARS:
                continue
            named = word if word in self._hashtags else _HASHTAG_END.sub("", word)
            end = start + _folded_length(tokens.spelled(index), named)
            yield from (Hit(name, index, index, start, end) for name in self._hashtags.get(named, ()))


def is_hashtag(hit: Hit, raw: str) -> bool:
    """Whether the name was found as ``#NameInOneWord``."""
    return raw[hit.start - 1 : hit.start] == "#"


def _folded_length(spelled: str, folded: str) -> int:
    """How many characters of ``spelled`` it takes to fold to ``folded``, which it begins with."""
    return next((count for count in range(len(spelled)) if fold(spelled[:count]) == folded), len(spelled))


def _names_of(show: Show) -> Iterator[Name]:
    for alias in (show.title, *show.aliases):
        for wording in dict.fromkeys((alias, _BRACKETED_END.sub("", alias))):
            yield from _variants(show.id, alias, wording)


def _variants(show_id: ShowId, alias: str, wording: str) -> Iterator[Name]:
    tokens = tokenize(wording)
    words, joints = tokens.words, tuple(tokens.gap(i) for i in range(len(tokens.words) - 1))
    if not words:
        return
    yield Name(show_id, alias, words, joints, _tier(words, wording))
    if words[0] == "the" and len(words) > 1:
        rest = words[1:]
        yield Name(show_id, alias, rest, joints[1:], Tier.BARE if len(rest) == 1 else _tier(rest, wording))
    for index, word in enumerate(words[1:-1], start=1):
        if word == "s" and _LOOSE.sub("", joints[index - 1]) == "" and not joints[index - 1].isspace():
            merged = (*words[: index - 1], words[index - 1] + "s", *words[index + 1 :])
            yield Name(show_id, alias, merged, joints[: index - 1] + joints[index:], _tier(merged, wording))


def _tier(words: tuple[str, ...], wording: str) -> Tier:
    if is_glued(wording.strip()[0]):
        return Tier.GLUED
    core = words[1:] if words[0] == "the" and len(words) > 1 else words
    if len(core) == 1:
        if _ACRONYM.match(wording):
            return Tier.ACRONYM
        return Tier.FUNCTION if core[0] in FUNCTION_WORDS | CALENDAR else Tier.WORD
    content = sum(word not in FUNCTION_WORDS for word in core)
    return Tier.LONG if len(core) > 2 and content > 1 else Tier.PHRASE


def _distinct(names: Iterable[Name]) -> list[Name]:
    """One name for each wording of a show: the alias that was given first has it."""
    first: dict[tuple[ShowId, tuple[str, ...]], Name] = {}
    for name in names:
        first.setdefault((name.show_id, name.words), name)
    return list(first.values())


def _is_whole(tokens: Tokens, name: Name, first: int, last: int) -> bool:
    """Whether the words stand together as the name has them, and are not the middle of a longer Korean word."""
    if name.tier is Tier.GLUED:
        before = tokens.starts[first] - 1
        if before >= 0 and "\uac00" <= tokens.raw[before] <= "\ud7af":
            return False
    return all(
        _is_joint(tokens.gap(index), joint, tokens.words[index])
        for index, joint in zip(range(first, last), name.joints, strict=True)
    )


def _is_joint(gap: str, joint: str, word: str) -> bool:
    """Whether ``gap`` can stand where the name has ``joint``: at most its punctuation, and never a new line."""
    if gap in {" ", joint}:
        return True
    if len(gap) > _MAX_JOINT_CHARS + len(joint) or gap.count("\n") > 1:
        return False
    if "." in gap and "." not in joint and len(word) > _MAX_ABBREVIATION_CHARS:
        return False
    return set(_LOOSE.sub("", gap)) <= set(joint) | ({":"} if joint.strip() else set())


def _close_bracket(tokens: Tokens, first: int, last: int) -> int:
    """Where the name ends, with the bracket that closes one opened inside it."""
    start, end = tokens.starts[first], tokens.ends[last]
    opened = tokens.raw[start:end].count("(") > tokens.raw[start:end].count(")")
    return end + 1 if opened and tokens.raw[end : end + 1] == ")" else end


def _longest(hits: Iterable[Hit]) -> list[Hit]:
    """Hits that overlap no longer one; several shows may share one place."""
    taken: dict[int, Hit] = {}
    kept: dict[tuple[int, int, ShowId], Hit] = {}
    for hit in sorted(hits, key=lambda hit: (hit.first - hit.last, hit.first)):
        span = range(hit.first, hit.last + 1)
        if all(index not in taken or _same_place(taken[index], hit) for index in span):
            taken.update(dict.fromkeys(span, hit))
            kept.setdefault((hit.first, hit.last, hit.name.show_id), hit)
    return sorted(kept.values(), key=lambda hit: (hit.start, hit.name.show_id))


def _same_place(a: Hit, b: Hit) -> bool:
    return (a.first, a.last) == (b.first, b.last)
