"""Wordings written in words: the ``say`` lines of the lexicons, turned into regular expressions.

A line is a phrase as a person would write it, with these marks::

    <give>              any form of a verb; <give|hand> of either; <give:pp> its participle, <give:ed> past or
                        participle, <give:s> the present, <give:ing>, <give:now> either, <give:to> the plain form
    (a nod|the go-ahead)  one of these
    [a|the]             one of these, or nothing
    deals?              with or without the last letter
    ..                  up to four words of the same clause; "..." up to eight
    !(interest|hope)    not where this follows
    {season}            any wording for a season ("a fourth", "series 4", "more of it"); {whole} the same, but not as
                        the owner of a part of it ("season 4 trailer")
    {show} {it}         a followed title; that, "it" or a word for it ("the drama")
    {be}                any chain of "to be" ("has been", "will be", "'s", "got"), also with other auxiliaries
    {aux}               one to five auxiliaries of any kind, negated or not
    {isnt}              any negated auxiliary ("has not yet been", "won't be", "is yet to be")
    {name}              here somebody's name follows, at most with his trade before it ("the actor Bo Diaz")
    {list} {names}      what opens a list of names: ":", "are", "include", "such as"; that, or a comma before a capital
    {end}               here the clause ends
    {job} {post}        a job or several ("co-showrunner and writer"); one as something to hold ("the director's chair")
    {a} {count} {ordinal} {noun}   a determiner; how many; "third"; "season", "run" ...
    {n} {nth} {per} {top}          a {count} whose number is taken: of episodes (or "tenth"), of one part, of seasons
    {then}              the season before, without its name ("last time", "before"); it is taken too

A comma or a dash is written as a word of its own. A hyphen stands for itself, a space or nothing. Lines are matched
without regard to case against the sentence with its seasons masked and with quotation marks and adverbs that change
nothing turned into spaces, so neither has to be written. Every gap is bounded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from math import fsum
from typing import Final, NamedTuple

from aggregator.claims.inflection import forms_of
from aggregator.claims.seasons import SEASON
from aggregator.claims.slots import BETWEEN, CLOSE_LEAD, LEAD, SLOTS
from aggregator.claims.titles import SHOW
from aggregator.claims.words import NUMBER

_FREQUENT_WORDS: Final = (
    f"the {NUMBER} {SEASON} and season a in is of to on {SHOW} it for has as that s 's be with will are not who"
    " one at was last back we been there this so t out 't have he date episodes new you from no said all"
    " series i which second two more had first its up what when they but about year his trailer cast third"
    " would she after by may over time fourth before an told release her again can know show only now if come"
    " or made also end part still says where us going coming them down since do did fifth were day next off"
    " well filming how might return renewed came get announced seasons then our into episode other go their"
    " could being than any once here set due expected"
)
_SHARES: Final = {word: 1.5 / (rank + 3) for rank, word in reversed([*enumerate(_FREQUENT_WORDS.split())])}
"""The share of sentences about series in which a word stands, roughly: by Zipf's law its rank tells it."""
_SELDOM: Final = 0.003
"""That of the others."""
_GAPS: Final = {"..": 4, "...": 8}
_GAP_WORD: Final = r"[^\s,;:.!?()–]+(?:\.(?=\w))?"
_PIECE: Final = re.compile(r"'?\w+")
_TOKEN: Final = re.compile(r"<[^<>]+>|\{[a-z]+\}|!\(|[()\[\]|]|\.{2,3}|[^\s<>{}()\[\]|!]+")


@dataclass(frozen=True, slots=True)
class Wording:
    """A line as a pattern; every match holds a word of each of ``needs``, in lower case, the rarest first."""

    pattern: str
    needs: tuple[frozenset[str], ...]
    opens: frozenset[str] = frozenset()
    """Every match begins with one of these words; where there are none, with any."""


class _Part(NamedTuple):
    """A piece of a line: every match holds a word of each of ``needs``; ``joins`` where it brings its own space."""

    regex: str
    needs: tuple[frozenset[str], ...] = ()
    opens: frozenset[str] = frozenset()
    """Every match begins with one of these; where there are none, with any word or none at all."""
    is_optional: bool = False
    joins: bool = False
    gap: int = 0
    """Up to so many words that can be anything."""


class PhrasingError(ValueError):
    """A line that cannot be read; the message quotes it."""


@cache
def compile_wording(line: str) -> Wording:
    """A ``say`` line as a regular expression over padded, season-masked sentences.

    Raises:
        PhrasingError: unknown slot or verb form, brackets that do not close, or a line of which no word must be there.
    """
    tokens = iter([*_TOKEN.findall(line), ""])
    try:
        part, end = _sequence(tokens, line)
    except KeyError as error:
        raise PhrasingError(f"{line!r}: there is no {error}") from error
    if end != "":
        raise PhrasingError(f"{line!r}: {end!r} closes nothing")
    needs = sorted(part.needs, key=_rarity, reverse=True)
    if not needs or needs[0] in (SLOTS["it"].needs, SLOTS["show"].needs):
        raise PhrasingError(f"{line!r}: of this no word must be there")
    start = "" if part.regex.startswith(("'", ",")) else r"(?<![\w'-])"
    body = part.regex.removeprefix(LEAD).removeprefix(CLOSE_LEAD)
    opens = part.opens if body == part.regex else SLOTS["season"].needs
    if opens and opens not in needs:
        needs.append(opens)
    return Wording(rf"{start}{body}(?!\w)", tuple(needs), opens)


def _sequence(tokens: Iterator[str], line: str) -> tuple[_Part, str]:
    """The parts up to the token that ends them: one of ``|``, ``)``, ``]`` or the end of the line."""
    parts: list[_Part] = []
    for token in tokens:
        if token in {"|", ")", "]", ""}:
            return _joined(parts), token
        parts.append(_part(token, tokens, line))
    raise PhrasingError(f"{line!r}: a bracket is not closed")


def _part(mark: str, tokens: Iterator[str], line: str) -> _Part:
    if mark in {"(", "[", "!("}:
        return _group(mark, tokens, line)
    if mark in _GAPS:
        return _Part("", gap=_GAPS[mark])
    if mark.startswith("<"):
        return _verb(mark[1:-1])
    if mark.startswith("{"):
        name = mark[1:-1]
        if name in BETWEEN:
            return _Part(BETWEEN[name], joins=True)
        slot = SLOTS[name]
        return _Part(slot.regex, (slot.needs,) if slot.needs else (), slot.opens)
    return _word(mark)


def _group(mark: str, tokens: Iterator[str], line: str) -> _Part:
    """What stands in brackets, up to the one that closes them."""
    ways: list[_Part] = []
    end = "|"
    while end == "|":
        way, end = _sequence(tokens, line)
        ways.append(way)
    is_optional = mark == "["
    if end != ("]" if is_optional else ")"):
        raise PhrasingError(f"{line!r}: a bracket is not closed")
    regex = f"(?:{'|'.join(way.regex for way in ways)})"
    if mark == "!(":
        return _Part(rf"(?!\s+{regex}(?!\w))", joins=True)
    needs = _common_needs(ways)
    if all(way.joins for way in ways):
        return _Part(regex + "?" * is_optional, () if is_optional else needs, joins=True)
    return _Part(regex, needs, _either(ways), is_optional=is_optional)


def _either(ways: list[_Part]) -> frozenset[str]:
    """The words with which a match of one of several ways begins."""
    if not all(way.opens for way in ways):
        return frozenset()
    return frozenset().union(*(way.opens for way in ways))


def _common_needs(ways: list[_Part]) -> tuple[frozenset[str], ...]:
    """What every match of one of several ways holds: a word of that which each of them needs most."""
    if len(ways) == 1:
        return ways[0].needs
    if not all(way.needs for way in ways):
        return ()
    return (frozenset(word for way in ways for word in max(way.needs, key=_rarity)),)


@cache
def _verb(body: str) -> _Part:
    verbs, _, form = body.partition(":")
    forms = [spelling for verb in verbs.split("|") for spelling in forms_of(verb.strip()).named(form)]
    parts = [_word(spelling) for spelling in dict.fromkeys(forms)]
    regex = "|".join(sorted((part.regex for part in parts), key=len, reverse=True))
    return _Part(f"(?:{regex})", _common_needs(parts), _either(parts))


@cache
def _word(word: str) -> _Part:
    ending = word.endswith("?")
    bare = word.removesuffix("?")
    regex = re.escape(bare).replace(r"\-", r"[\s-]?") + ("?" if ending else "")
    pieces = _PIECE.findall(bare.lower())
    if not bare[0].isalnum():  # "'s", a comma: no space before it
        anchor = frozenset(pieces[:1])
        return _Part(regex, (anchor,) if pieces else (), anchor, joins=True)
    if "-" in bare:
        first, last = {pieces[0], "".join(pieces)}, {"".join(pieces[at:]) for at in range(len(pieces))}
        needs = [first, last] if len(pieces) > 1 else [first]
    else:
        needs = [{piece} for piece in pieces]
    if ending:
        needs = [*needs[:-1], needs[-1] | {anchor[:-1] for anchor in needs[-1]}]
    return _Part(regex, tuple(map(frozenset, needs)), frozenset(needs[0]))


def _joined(parts: list[_Part]) -> _Part:
    """Parts one after another, with white space between them."""
    if len(parts) == 1 and not parts[0].is_optional and not parts[0].gap:
        return parts[0]
    regex, opened, spaced, gap = "", False, False, 0
    for part in parts:
        if part.gap:
            gap = part.gap
            continue
        if gap:
            regex += _gap(gap, opened=opened, joins=part.joins)
            spaced, gap = not part.joins, 0
        space = r"\s+" if opened and not part.joins and not spaced else ""
        if part.is_optional:
            regex += f"(?:{space}{part.regex})?" if space else f"(?:{part.regex}\\s+)?"
            opened = opened or bool(space)
        else:
            regex += space + part.regex
            opened, spaced = opened or not part.regex.startswith(("(?!", "(?=")), False
    needs = tuple(need for part in parts if not part.is_optional for need in part.needs)
    return _Part(regex, needs, _first_words(parts), joins=bool(parts) and parts[0].joins and not parts[0].is_optional)


def _first_words(parts: list[_Part]) -> frozenset[str]:
    """The words with which parts one after another begin: those of all up to the first that must be there."""
    opens: frozenset[str] = frozenset()
    for part in parts:
        if part.regex.startswith(("(?!", "(?=")):
            continue
        if not part.opens:
            return frozenset()
        opens |= part.opens
        if not part.is_optional:
            return opens
    return frozenset()


def _gap(words: int, *, opened: bool, joins: bool) -> str:
    """Up to so many words and the white space on both sides, that on the right only where what follows brings none."""
    if joins:
        return rf"(?:\s+{_GAP_WORD}){{0,{words}}}?"
    return (r"\s+" if opened else "") + rf"(?:{_GAP_WORD}\s+){{0,{words}}}?"


@cache
def _rarity(anchors: frozenset[str]) -> float:
    """How seldom one of these words is met: less than nothing, and the more so the oftener."""
    return -fsum([_SHARES.get(word, _SELDOM) for word in anchors])
