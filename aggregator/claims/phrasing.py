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
from typing import Final

from aggregator.claims import jobs
from aggregator.claims.inflection import forms_of
from aggregator.claims.seasons import NOUN, NUMBER_WORDS, ORDINAL, SEASON

_PADDING_WORDS: Final = (
    "officially formally publicly finally already also just now currently indeed actually really both all even simply"
    " recently newly previously originally initially ultimately eventually quickly swiftly promptly quietly proudly"
    " happily thankfully sadly unfortunately fortunately definitely certainly surely duly still too then soon later"
    " exclusively jointly apparently reportedly probably likely possibly perhaps maybe"
)
_PADDING: Final = re.compile(
    rf"[\"“”‘’]|'(?!\w)|(?<![\w\ue000{SEASON}])'|\b(?:{'|'.join(_PADDING_WORDS.split())})\b", re.IGNORECASE
)
"""What stands between the words of a wording and does not change what it says; hedges are read elsewhere."""
_SHOW_MASK: Final = "\ue000"
_WORD: Final = re.compile(rf"\w+|{SEASON}|{_SHOW_MASK}")

_SHOW: Final = "[\ue000]+"
_NOUNS_FOR_SHOW: Final = (
    "series show drama comedy sitcom thriller anime saga hit programme program dramedy adaptation production story"
    " spin-off reboot revival epic soap procedural k-drama mystery fantasy western prequel title"
)
_WORDS_FOR_SHOW: Final = rf"(?:{_NOUNS_FOR_SHOW.replace('-', '-?').replace(' ', '|')})\b"
IT: Final = rf"(?:{_SHOW}|it\b|(?:the|this|that|its|their|your|our)\s+(?:[\w'-]+\s+){{0,3}}?{_WORDS_FOR_SHOW})"
_AUX: Final = (
    r"is|are|was|were|be|been|being|has|have|had|gets?|got|getting|will|would|could|should|may|might|can|must|to|going|set|due"
    r"|expected"
)
_NO_PREPOSITION: Final = r"(?!(?:after|before|since|by|until|till|during|than|when|that|which|who)\b)"
_OF_IT: Final = rf"(?:,?\s+(?:of|for)\s+{IT})?"
_LEAD: Final = rf"(?:{_NO_PREPOSITION}[\w'\ue000-]+\s+){{0,3}}?"
_SEASON: Final = rf"{_LEAD}[{SEASON}]++(?:\s+(?:one|ones))?{_OF_IT}"
_CLOSE_LEAD: Final = (
    r"(?:(?!(?:after|before|since|by|until|till|during|than|when|that|which|who|in|on|at|to|for|of|from|with|as|into|about|over|and|but|or)\b)"
    r"[\w'\ue000-]+\s+){0,3}?"
)
"""What stands before a season that is spoken of as a whole: no preposition, for "a job in season 3" is a job."""
_NOT_A_PART: Final = (
    r"(?!'s\b|\s+(?:release|premiere|cast|casting|trailer|teaser|date|finale|opener|episodes?|scripts?|poster|filming"
    r"|production|shoot|launch|debut|story|plot|renewal|roles?|arcs?|regulars?|guests?|soundtrack|dvd|blu-ray)\b)"
)
COUNT: Final = (
    rf"(?:\d{{1,3}}|{'|'.join(sorted(NUMBER_WORDS, key=len, reverse=True))}|twenty-(?:two|three|four|five|six))\b"
)
"""How many, in figures or words."""
_ALONE: Final = rf"(?![–-]\d|[.,]\d|%|\s+(?:to|or)\s+{COUNT})"
"""No end of a range, and no piece of a longer number."""
SLOTS: Final = {
    "n": rf"(?<!\d\s)(?<!\d\.)(?P<n>{COUNT}){_ALONE}",
    "nth": rf"(?P<n>{ORDINAL})",
    "per": rf"(?P<per>{COUNT})",
    "top": rf"(?P<top>{COUNT})",
    "then": (
        r"(?P<then>(?:the\s+)?(?:last|previous|prior)\s+(?:time|year|one|lot|batch|go)\b"
        r"|(?:the\s+(?:year|time)\s+)?before\b)"
    ),
    "season": _SEASON,
    "whole": _CLOSE_LEAD + _SEASON.removeprefix(_LEAD) + _NOT_A_PART,
    "show": _SHOW,
    "it": IT,
    "job": jobs.JOB,
    "post": jobs.POST,
    "noun": NOUN,
    "ordinal": ORDINAL,
    "count": COUNT,
    "a": r"(?:an?|the|its|their|his|her|our|this|that|another|one|any|some|no)\b",
    "be": rf"(?:(?:{_AUX})\s+){{0,4}}(?:is|are|was|were|be|been|being|gets?|got|getting|'s|'re|has|have|had)(?!\w)",
    "aux": (
        rf"(?:(?:{_AUX}|'s|'ll|'re|won't|can't|cannot|not|never|\w+n't|yet|gonna)\s+){{0,4}}"
        rf"(?:{_AUX}|'s|'ll|'re|won't|can't|cannot|not|never|\w+n't|gonna)(?!\w)"
    ),
    "isnt": (
        r"(?:(?:is|are|was|were|has|have|had|do|does|did|would|could|should|might)n't|won't|can't|cannot|ain't"
        r"|(?:is|are|was|were|has|have|had|do|does|did|will|would|could|should|may|might|can)\s+(?:not|never)"
        r"|(?:has|have|is|are|was|were|had)\s+yet\s+to|yet\s+to|remains?\s+to|not)(?:\s+(?:yet|be|been|being|have|to|going)\b){0,3}"
    ),
}
_MARKED: Final = {
    "it": frozenset(
        {_SHOW_MASK, "it", *_NOUNS_FOR_SHOW.replace("-", "").split(), *re.findall(r"\w+", _NOUNS_FOR_SHOW)}
    ),
    "show": frozenset({_SHOW_MASK}),
    "season": frozenset({SEASON}),
    "whole": frozenset({SEASON}),
    "job": jobs.ANCHORS,
    "post": jobs.ANCHORS,
}
"""The slots that always hold one of these words."""
_CAPITAL: Final = r"(?-i:[A-ZÀ-ÖØ-ÞĀĆČĐĘŁŃŌŚŠŞŻŽ])"
_TRADE: Final = r"(?:the|an?|fellow|[a-z-]*(?:er|or|ress|ian|ist|star|winner|nominee|alum|veteran|idol|model)s?)"
_OPENS_LIST: Final = (
    r"is|are|was|were|will\s+be|would\s+be|has\s+been|have\s+been|includes?|included|including|such\s+as|like|being|namely"
    r"|features?|comes?"
)
_LIST: Final = (
    rf"(?:\s+(?:as\s+well|this\s+time))?(?:,[^,;:.!?]{{1,40}}(?=:)|,[^,;:.!?]{{1,24}},)?(?:\s*:|\s+(?:{_OPENS_LIST}))"
)
_BETWEEN: Final = {
    "name": rf"(?=\s+(?:{_TRADE}\s+){{0,3}}{_CAPITAL})",
    "list": rf"(?:{_LIST})",
    "names": rf"(?:{_LIST}|,(?=\s+{_CAPITAL}))",
    "end": r"(?=\s*(?:[.,;:!?)–]|$))",
}
"""Slots that begin with the white space before them, if they need any."""
_COMMON_WORDS: Final = (
    "a an the of to for in on at by with it its is are was were be been has have had will would not no and or as that"
    " this there up out off more one two from they we he she his her their season series show new"
)
_COMMON: Final = frozenset(_COMMON_WORDS.split())
_GAPS: Final = {"..": 4, "...": 8}
_GAP_WORD: Final = r"[^\s,;:.!?()–]+(?:\.(?=\w))?"
_TOKEN: Final = re.compile(r"<[^<>]+>|\{[a-z]+\}|!\(|[()\[\]|]|\.{2,3}|[^\s<>{}()\[\]|!]+")


@dataclass(frozen=True, slots=True)
class Wording:
    """A line as a pattern; every match holds a word of each of ``needs``, in lower case, the rarest first."""

    pattern: str
    needs: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of a line: every match holds a word of each of ``needs``; ``joins`` where it brings its own space."""

    regex: str
    needs: tuple[frozenset[str], ...] = ()
    is_optional: bool = False
    joins: bool = False
    gap: int = 0
    """Up to so many words that can be anything."""


def unpad(marked: str) -> str:
    """A season-masked sentence as ``say`` lines are matched against it; of the same length."""
    return _PADDING.sub(lambda found: " " * len(found[0]), marked)


def anchors_in(unpadded: str) -> set[str]:
    """The words of a sentence that a line can be anchored at."""
    return set(_WORD.findall(unpadded.lower()))


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
    if not needs or needs[0] in (_MARKED["it"], _MARKED["show"]):
        raise PhrasingError(f"{line!r}: of this no word must be there")
    start = "" if part.regex.startswith(("'", ",")) else r"(?<![\w'-])"
    body = part.regex.removeprefix(_LEAD).removeprefix(_CLOSE_LEAD)
    return Wording(rf"{start}{body}(?!\w)", tuple(needs))


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
        if name in _BETWEEN:
            return _Part(_BETWEEN[name], joins=True)
        return _Part(SLOTS[name], (_MARKED[name],) if name in _MARKED else ())
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
    return _Part(regex, needs, is_optional=is_optional)


def _common_needs(ways: list[_Part]) -> tuple[frozenset[str], ...]:
    """What every match of one of several ways holds: a word of that which each of them needs most."""
    if len(ways) == 1:
        return ways[0].needs
    if not all(way.needs for way in ways):
        return ()
    return (frozenset(word for way in ways for word in max(way.needs, key=_rarity)),)


def _verb(body: str) -> _Part:
    verbs, _, form = body.partition(":")
    forms = [spelling for verb in verbs.split("|") for spelling in forms_of(verb.strip()).named(form)]
    parts = [_word(spelling) for spelling in dict.fromkeys(forms)]
    regex = "|".join(sorted((part.regex for part in parts), key=len, reverse=True))
    return _Part(f"(?:{regex})", _common_needs(parts))


def _word(word: str) -> _Part:
    ending = word.endswith("?")
    bare = word.removesuffix("?")
    regex = re.escape(bare).replace(r"\-", r"[\s-]?") + ("?" if ending else "")
    pieces = re.findall(r"\w+", bare.lower())
    if not bare[0].isalnum():  # "'s", a comma: no space before it
        return _Part(regex, (frozenset(pieces),) if pieces else (), joins=True)
    anchors = {pieces[0], "".join(pieces)} if "-" in bare else set(pieces[:1])
    if ending:
        anchors |= {anchor[:-1] for anchor in anchors}
    return _Part(regex, (frozenset(anchors),))


def _joined(parts: list[_Part]) -> _Part:
    """Parts one after another, with white space between them."""
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
    return _Part(regex, needs, joins=bool(parts) and parts[0].joins and not parts[0].is_optional)


def _gap(words: int, *, opened: bool, joins: bool) -> str:
    """Up to so many words and the white space on both sides, that on the right only where what follows brings none."""
    if joins:
        return rf"(?:\s+{_GAP_WORD}){{0,{words}}}?"
    return (r"\s+" if opened else "") + rf"(?:{_GAP_WORD}\s+){{0,{words}}}?"


def _rarity(anchors: frozenset[str]) -> tuple[int, int]:
    """How seldom one of these words is met: by their kind and their shortest."""
    if SEASON in anchors or _SHOW_MASK in anchors:
        return 1, 0
    return (0 if anchors & _COMMON else 2), min(map(len, anchors))
