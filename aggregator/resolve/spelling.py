"""One way of writing a name, taken apart, and whether two of them can be one person. No business logic, no I/O.

`Spelling.key` is equal for spellings that differ in nothing that tells people apart: case, diacritics, hyphens and
blanks, doubled consonants, Japanese long vowels, ranks, and which of family and given name goes first. What is less
certain, `may_be_one` answers for two spellings alone: whether both can be right depends on who else is around, which
is for `names.py` to weigh.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

from aggregator.resolve.japanese import fold_japanese, is_japanese
from aggregator.resolve.korean import Reading, full_readings, given_readings, romanize_hangul
from aggregator.text import clean_line, fold

MIN_SURNAME_CHARS: Final = 3
"""A surname that stands alone or behind an initial must have as many letters to mean somebody."""
MIN_SLIP_CHARS: Final = 5
"""Shorter words are other words when one letter is changed: Ryan and Bryan, Sato and Seto."""

_ASIDE: Final = re.compile(r"[\"(\[][^\")\]]*[\")\]]")  # Dwayne "The Rock" Johnson, Ma Dong-seok (Don Lee)
_WORD: Final = re.compile(r"[^\W\d_]+|\d+")
_APOSTROPHE: Final = re.compile(r"(?<=\w)'(?=\w)")
_DOUBLED: Final = re.compile(r"([b-df-hj-np-tv-z])\1+")
_DIGRAPHS: Final = (("aa", "a"), ("ae", "a"), ("oe", "o"), ("ue", "u"), ("th", "t"))  # of å, ä, ø and ö, ü, þ
_CHINESE: Final = re.compile(
    r"(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:iang|iong|uang|ang|eng|ing|ong|iao|ian|uai|uan|ai|ei|ao|ou|an|en|in|un|"
    r"ia|ie|iu|ua|uo|ui|ue|er|[aeiou])){1,2}"
)


@dataclass(frozen=True, slots=True)
class Spelling:
    """A name as it is written somewhere.

    ``words`` are its folded words, joined where a hyphen joins them; ``parts`` are parted there too. ``korean`` and
    ``given`` are its readings as a full Korean name and as a given name alone.
    """

    text: str
    words: tuple[str, ...]
    parts: tuple[str, ...]
    suffix: str | None
    key: str
    korean: frozenset[Reading]
    given: frozenset[Reading]


@dataclass(frozen=True, slots=True)
class _Lists:
    titles: frozenset[str]
    suffixes: frozenset[str]
    meanings: dict[str, frozenset[str]]
    """A given name to the names that it can stand for, itself among them; formal names and short forms alike."""


@cache
def _lists() -> _Lists:
    source = files("aggregator.resolve").joinpath("names.toml").read_text(encoding="utf-8")
    data = tomllib.loads(source)
    meanings: dict[str, set[str]] = {}
    for line in data["short_forms"].strip().splitlines():
        formal, _, short = line.partition(":")
        for name in (formal, *short.split()):
            meanings.setdefault(_undouble(name), set()).add(_undouble(formal))
    return _Lists(
        frozenset(data["titles"].split()),
        frozenset(data["suffixes"].split()),
        {name: frozenset(formal | {name}) for name, formal in meanings.items()},
    )


def _undouble(word: str) -> str:
    return _DOUBLED.sub(r"\1", word)


@lru_cache(maxsize=16_384)
def parse_spelling(text: str) -> Spelling:
    """``text`` taken apart.

    >>> parse_spelling("Tsuchiya Tao").key == parse_spelling("Tao Tsuchiya").key
    True
    """
    text = clean_line(text)
    written = fold(romanize_hangul(text) or _family_name_last(text)).replace("þ", "th").replace("ð", "d")
    bare = _ASIDE.sub(" ", written)
    written = _APOSTROPHE.sub("", bare if _WORD.search(bare) else written).replace(".", " ")
    chunks = [tuple(_WORD.findall(chunk)) for chunk in written.split()]
    chunks = [chunk for chunk in chunks if chunk]
    lists = _lists()
    suffix = None
    if len(chunks) > 1 and chunks[-1][0] in lists.suffixes:
        suffix = {"junior": "jr", "senior": "sr"}.get(chunks[-1][0], chunks[-1][0])
        chunks = chunks[:-1]
    while len(chunks) > 1 and chunks[0][0] in lists.titles:
        chunks = chunks[1:]
    raw = tuple(part for chunk in chunks for part in chunk)
    korean = full_readings(raw) if len(chunks) > 1 else frozenset()
    words = tuple(_undouble("".join(chunk)) for chunk in chunks)
    return Spelling(
        text=text,
        words=words,
        parts=tuple(map(_undouble, raw)),
        suffix=suffix,
        key="|".join(filter(None, (_key(words, bool(korean)) or text, suffix))),
        korean=korean,
        given=given_readings(raw) if raw else frozenset(),
    )


def _family_name_last(text: str) -> str:
    """A name such as "Brown, Millie Bobby" as it is spoken; a comma before a suffix is no such comma."""
    family, comma, given = text.partition(",")
    if not comma or fold(given).strip(" .") in _lists().suffixes:
        return text.replace(",", " ")
    return f"{given} {family}"


def _key(words: tuple[str, ...], is_korean: bool) -> str:
    """The letters of the name, begun where the alphabet says: whichever word goes first, they are the same circle.

    Names of two English given names keep their order: James Thomas is not Thomas James.
    """
    if not is_korean and all(map(is_japanese, words)):
        words = tuple(map(fold_japanese, words))
    letters = "".join(words)
    if len(words) < 2 or all(word in _lists().meanings for word in words):
        return letters
    return min(letters[start:] + letters[:start] for start in range(len(letters)))


def may_be_one(a: Spelling, b: Spelling, *, by_first_name: bool = False) -> bool:
    """Whether ``a`` and ``b`` can be one person, if nobody else is meant by either; symmetric.

    Initials, short forms, left-out middle names and second surnames, a surname alone, romanisations, a slip of one
    letter. With ``by_first_name`` a given name alone counts as well, as it does for characters.
    """
    if a.key == b.key:
        return True
    if a.suffix and b.suffix and a.suffix != b.suffix:
        return False
    if a.korean and b.korean:
        return bool(a.korean & b.korean)
    short, long = sorted((a, b), key=lambda one: (len(one.parts), one.parts))
    if _is_given_part(short, long) or _is_given_part(long, short):
        return True
    if len(short.words) == 1:
        return _one_word_means(short, long, by_first_name)
    if len(short.parts) < 2:
        return False
    return _is_shorter_form(short.parts, long.parts) or _is_slip(a, b)


def _is_given_part(given: Spelling, full: Spelling) -> bool:
    """Whether ``given`` is the given name of the Korean name ``full``; one of two syllables, to mean somebody."""
    return any(len(reading) > 2 and reading[1:] in given.given for reading in full.korean)


def _one_word_means(short: Spelling, long: Spelling, by_first_name: bool) -> bool:
    word = short.words[0]
    if len(long.words) == 1 and len(long.parts) > 1 and short.given & long.given:
        return True  # "Su-hyeok" and "Soohyuk": the hyphen says that it is two syllables
    if len(word) < MIN_SURNAME_CHARS:
        return False
    if len(long.words) == 1:
        return _is_same_given_name(word, long.words[0])
    if word in (long.words[-1], long.parts[-1]) or (long.korean and word == long.words[0]):
        return True
    return by_first_name and (_is_same_given_name(word, long.words[0]) or word in long.words)


def _is_shorter_form(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether ``short`` says less than ``long`` and nothing else: "M. Brown" of "Millie Bobby Brown"."""
    if len(long) > 2 and len(long[0]) == 1 and short[0] == long[1]:
        long = long[1:]
    if len(short[0]) == 1 or len(long[0]) == 1:
        if short[0][0] != long[0][0] or len(short[-1]) < MIN_SURNAME_CHARS or not _is_same(short[-1], long[-1]):
            return False
    elif not _is_same_given_name(short[0], long[0]):
        return False
    return len(short[-1]) > 1 and _runs_through(short[1:], long[1:])


def _runs_through(few: tuple[str, ...], many: tuple[str, ...]) -> bool:
    """Whether ``few`` are words of ``many`` in their order; initials stand for words."""
    rest = iter(many)
    return all(any(_is_same(word, other) or _is_initial(word, other) for other in rest) for word in few)


def _is_initial(a: str, b: str) -> bool:
    return min(len(a), len(b)) == 1 and a[0] == b[0]


@lru_cache(maxsize=65_536)
def _is_same(a: str, b: str) -> bool:
    """Whether two words are one but for how special letters are written out."""
    return a == b or fold_japanese(a) == fold_japanese(b) or _without_digraphs(a) == _without_digraphs(b)


def _without_digraphs(word: str) -> str:
    if len(word) > MIN_SURNAME_CHARS:
        for written, letter in _DIGRAPHS:
            word = word.replace(written, letter)
    return _undouble(word)


@lru_cache(maxsize=65_536)
def _is_same_given_name(a: str, b: str) -> bool:
    meanings = _lists().meanings
    return _is_same(a, b) or bool(meanings.get(a, frozenset()) & meanings.get(b, frozenset()))


def _is_slip(a: Spelling, b: Spelling) -> bool:
    """Whether one word of the two names differs, by one letter, in a place where that makes no other name.

    Not in Asian names, where every letter counts (Hiromi, Hiroki), nor at the end of a given name (Mario, Maria).
    """
    if len(a.parts) != len(b.parts):
        return False
    differing = [(at, x, y) for at, (x, y) in enumerate(zip(a.parts, b.parts, strict=True)) if not _is_same(x, y)]
    if len(differing) != 1 or a.korean or b.korean:
        return False
    at, x, y = differing[0]
    if min(len(x), len(y)) < MIN_SLIP_CHARS or x[0] != y[0] or _is_asian(x) or _is_asian(y):
        return False
    return is_one_slip(x, y) and (at > 0 or (x[-1] == y[-1] and len(x) == len(y)))


def _is_asian(word: str) -> bool:
    return is_japanese(word) or _CHINESE.fullmatch(word) is not None


def is_one_slip(a: str, b: str) -> bool:
    """Whether ``a`` becomes ``b`` by one letter changed, added or dropped, or two neighbours swapped.

    >>> is_one_slip("urban", "urben"), is_one_slip("fadyen", "fayden"), is_one_slip("harris", "harrison")
    (True, True, False)
    """
    if len(a) > len(b):
        a, b = b, a
    start = next((at for at, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), len(a))
    if len(a) < len(b):
        return a[start:] == b[start + 1 :]
    return a[start + 1 :] == b[start + 1 :] or (
        a[start : start + 2] == b[start : start + 2][::-1] and a[start + 2 :] == b[start + 2 :]
    )
