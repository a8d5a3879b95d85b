"""How surely one occurrence of a name means the show: points for and against, as log-odds.

Theory: a title of everyday words has small odds to start from, a long one great odds; each independent sign
multiplies them, so the points add up, and the logistic function makes them a probability. The points were set by
hand on made-up articles and are kept honest by the labelled set under ``fixtures/match``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Final

from aggregator.match.longer import longer_title
from aggregator.match.names import SINGLE_WORD, Hit, Tier, is_hashtag
from aggregator.match.occurrence import Occurrence, ShowSigns
from aggregator.match.passage import Case, Passage
from aggregator.match.words import (
    BRANDS,
    CALENDAR,
    COUNTRIES,
    FUNCTION_WORDS,
    NUMBER_AFTER,
    OTHER_MEDIUM_BEFORE,
    SEASON_AFTER,
    SEASON_BEFORE,
    SEASON_WORDING,
    TV_AFTER,
    TV_BEFORE,
    TV_LABEL_AFTER,
    TV_WORDS,
    VERSION_AFTER,
    VERSION_BEFORE,
)

# All points are log-odds: 0 is even, 3 is twenty to one.
_PRIOR: Final = {
    Tier.FUNCTION: -4.0,
    Tier.BARE: -3.5,
    Tier.WORD: -1.5,
    Tier.PHRASE: 0.0,
    Tier.LONG: 1.5,
    Tier.GLUED: 0.0,
    Tier.ACRONYM: 0.5,
}

_CASE: Final = {Case.NAME: 2.5, Case.NOTHING: 0.0, Case.LOWER: -4.0}
_LOWER_ARTICLE: Final = -3.5  # "the Crown" amid a sentence is an institution; a show keeps the capital of its The
_HASHTAG: Final = 3.0
_QUOTED: Final = 3.5
_QUOTED_GLUED: Final = 2.0
_IN_LONGER_QUOTED_TITLE: Final = -6.0
_OWN_LINE: Final = 4.5  # a line that is the name and nothing else
_HEADS_LINE: Final = 3.0  # a heading with a season, a network or a verdict behind the name
_SEASON: Final = 4.0
_NUMBERED: Final = 1.5
_TV_BESIDE: Final = 2.0
_LABELLED: Final = 4.0
_TV_IN_SENTENCE: Final = 0.5
_SEASON_IN_SENTENCE: Final = 1.5
_NETWORK_IN_SENTENCE: Final = 1.5
_SINGULAR_VERB: Final = 2.5
_SECOND_PERSON: Final = -2.0
_POSSESSES: Final = 1.0  # "Ghosts' Rose McIver"
_OTHER_MEDIUM: Final = -3.0
_OTHER_VERSION: Final = -5.0
_DATED: Final = -3.0  # "on Wednesday"
_NO_TELEVISION: Final = {0: -3.0, 1: -1.0}  # by how many different television words the article has
_MUCH_TELEVISION: Final = 6  # so many make it one on television, ...
_TELEVISION: Final = 0.5  # ... which is a small sign for every name

_CONTEXT_CHARS: Final = 60
_MAX_TITLE_WORDS: Final = 8

_NEAR_WORDS: Final = 12  # more than stand in the characters that are looked at on either side
_SPEAKS_OF_TV: Final = TV_WORDS | BRANDS

_ADDRESS: Final = re.compile(r"://|www\.|@|\w\.(?:com|org|net|tv|co|io|de|uk)\b")
_QUOTE_TAIL: Final = re.compile(
    r"(?:['’]s?)?[\s,.!?:;–—-]*(?:\(?(?:season|series|part|s)?\s*\d{0,2}\)?)?[\s,.!?:;]*$", re.IGNORECASE
)
_LISTED: Final = re.compile(r"\W*(?:\d{1,2}[.)]\s*|[^:.!?]{1,50}:\s)?[\"'“‘]?$")
_LINE_ENDS: Final = re.compile(r"[\"'”’]?\s*:?\s*$")
_BRACKETED: Final = re.compile(r"[\"'”’]?\s*[(\[][^()\[\]]{1,40}[)\]]\s*(?:$|[—–:-]\s)")
_DASHED: Final = re.compile(r"[\"'”’]?\s+[—–]\s")
_SINGULAR: Final = re.compile(
    r"[\"'”’]?\s+(?:is|was|has|returns|ends|premieres|stars|follows|gets|wraps|launches|streams|airs|goes|comes|lands"
    r"|debuted|premiered|aired|bowed|began life|started life|moved to|switched to)\b"
)
_ADDRESSED: Final = re.compile(
    r"['’](?:ll|re|ve|d)\b|\s+(?:are|were|have|had|can|could|may|might|will|would|should|must|need|want|know|do|don['’]t"
    r"|did|see|get|think|thought|guess|said|say|won|always|never|probably|also|only|just|already|better|two|all|guys)\b",
    re.IGNORECASE,
)
_DATE_BEFORE: Final = re.compile(
    r"\b(?:on|last|next|this|every|by|since|until|till|from|late|early|after|before|each|in|of)\s+$", re.IGNORECASE
)
_DONE_BY_SHOWS: Final = re.compile(
    r"[\"'”’]?\s+(?:(?:(?:is|was|has been|gets|officially)\s+)?(?:renewed|cancell?ed|axed)\s+(?:for|by|at|after|as)"
    r"|gets|lands|scores|books|returns|casts|adds|wraps)\b"
)
_PRONOUNS: Final = frozenset({"you", "we", "they", "i"})
_SEASON_GOES_ON: Final = re.compile(r"\s+(?:of|to|on|onwards?|until|through)\b")
_SPEECH_AFTER: Final = re.compile(
    r"[”\"’']\s+(?:(?:\w+\s+){0,2}(?:said|says|asked|added|replied|told)|he|she|they|I)\b"
)
_POSSESSES_NAME: Final = re.compile(r"[\"”’']?['’]s?\s[A-Z]")


def is_mere_word(hit: Hit, passage: Passage) -> bool:
    """Whether a name that is a word of grammar is no more than that where it stands, as it mostly is.

    It is in small letters though the text has capitals, in the midst of a line, and nothing near speaks of television.
    ``judge`` would find no mention there either, at fifty times the cost.
    """
    if hit.name.tier is not Tier.FUNCTION or hit.first == 0 or not passage.has_capitals:
        return False
    tokens = passage.tokens
    if not tokens.spelled(hit.first).islower() or tokens.gap(hit.first - 1) not in {" ", ", "}:
        return False
    return _SPEAKS_OF_TV.isdisjoint(tokens.words[max(hit.first - _NEAR_WORDS, 0) : hit.last + _NEAR_WORDS])


def judge(hit: Hit, passage: Passage, signs: ShowSigns, tv_count: int | None) -> Occurrence | None:
    """One hit with its points; None where it is part of an address and names nothing.

    Args:
        hit: Where the name stands.
        passage: The title or text that it stands in.
        signs: Of the show that the name belongs to.
        tv_count: How many different television words the article has; None where too little of it is seen to tell.
    """
    raw = passage.raw
    line = passage.lines[passage.line_at(hit.start)]
    before = raw[max(line.start, hit.start - _CONTEXT_CHARS) : hit.start]
    after = raw[hit.end : min(line.end, hit.end + _CONTEXT_CHARS)]
    found = Occurrence(hit, passage, signs, before, after, _case(hit, passage))
    if _in_address(found):
        return None
    found.points = _PRIOR[hit.name.tier] + _capitals(found) + _quotation(found)
    if not _is_quoted_alone(found):
        found.points += longer_title(found)
    if not found.neighbours:  # else the season and the network beside it are the other title's
        found.context_points = _season(found) + _television(found) + _grammar(found) + _version(found)
        found.points += found.context_points + _surroundings(tv_count)
    return found


def _surroundings(tv_count: int | None) -> float:
    if tv_count is None:
        return 0.0
    return _TELEVISION if tv_count >= _MUCH_TELEVISION else _NO_TELEVISION.get(tv_count, 0.0)


def _in_address(found: Occurrence) -> bool:
    """Whether the name stands inside a URL, a mail address or a handle."""
    hit = found.hit
    word = found.before.split(" ")[-1] + found.passage.raw[hit.start : hit.end] + found.after.split(" ")[0]
    return _ADDRESS.search(word) is not None


def _case(hit: Hit, passage: Passage) -> Case:
    tokens = passage.tokens
    if hit.name.tier is Tier.GLUED or is_hashtag(hit, passage.raw) or tokens.words[hit.last] in CALENDAR:
        return Case.NOTHING
    cased = [i for i in range(hit.first, hit.last + 1) if tokens.spelled(i)[0].isalpha()]
    content = [i for i in cased if tokens.words[i] not in FUNCTION_WORDS] or cased
    capitals = [i for i in content if tokens.spelled(i)[0].isupper()]
    informative = passage.case_is_informative(hit.first, hit.last)
    if len(capitals) < len(content):
        return Case.LOWER if informative or capitals else Case.NOTHING
    shouted = hit.name.tier is Tier.FUNCTION and tokens.spelled(hit.first).isupper()
    telling = any(i > hit.first or not passage.begins_sentence(hit.start) for i in content)
    return Case.NAME if informative and telling and not shouted else Case.NOTHING


def _capitals(found: Occurrence) -> float:
    hit, raw = found.hit, found.passage.raw
    if is_hashtag(hit, raw):
        return _HASHTAG
    if hit.name.tier is Tier.ACRONYM:
        return _CASE[Case.NAME if raw[hit.start : hit.end].isupper() else Case.LOWER]
    if found.case is Case.NAME and hit.name.tier is Tier.WORD and hit.last > hit.first and raw[hit.start].islower():
        return _CASE[Case.NAME] + _LOWER_ARTICLE
    return _CASE[found.case]


def _quotation(found: Occurrence) -> float:
    """Quotes round the name alone speak for it, round a longer title against it, round a sentence not at all."""
    hit, passage = found.hit, found.passage
    span = passage.quotation_at(hit.start, hit.end)
    if span is None:
        return 0.0
    if _is_quoted_alone(found):
        if hit.name.tier is Tier.FUNCTION and _SPEECH_AFTER.match(passage.raw, span[1]):
            return 0.0
        return _QUOTED_GLUED if hit.name.tier is Tier.GLUED else _QUOTED
    words = [word.strip("'’,.:") for word in passage.raw[span[0] : span[1]].split()]
    content = [word for word in words if word[:1].isalpha() and word.lower() not in FUNCTION_WORDS]
    titled = len(words) <= _MAX_TITLE_WORDS and all(word[0].isupper() for word in content)
    speaks_of_tv = any(word.lower() in TV_WORDS for word in words)
    if not titled or speaks_of_tv:
        return 0.0
    tokens = passage.tokens
    if tokens.starts[hit.first] > span[0]:
        found.neighbours.add((-1, tokens.words[hit.first - 1]))
    if tokens.ends[hit.last] < span[1] and hit.last + 1 < len(tokens.words) and tokens.starts[hit.last + 1] < span[1]:
        found.neighbours.add((1, tokens.words[hit.last + 1]))
    return _IN_LONGER_QUOTED_TITLE


def _is_quoted_alone(found: Occurrence) -> bool:
    """Whether quotation marks hold the name, at most with a season or a comma behind it, and nothing else."""
    span = found.passage.quotation_at(found.hit.start, found.hit.end)
    if span is None or span[0] != found.hit.start:
        return False
    return _QUOTE_TAIL.match(found.passage.raw, found.hit.end, span[1]) is not None


def _season(found: Occurrence) -> float:
    if SEASON_BEFORE.search(found.before):
        return _SEASON
    function = found.hit.name.tier is Tier.FUNCTION
    season = SEASON_AFTER.match(found.after)
    if season is None:
        return _NUMBERED if not function and NUMBER_AFTER.match(found.after) else 0.0
    return 0.0 if function and _governs(found, season) else _SEASON


def _governs(found: Occurrence, season: re.Match[str]) -> bool:
    """Whether a word of grammar has the season for its object: "from season 2 on", "What We Know From Season 2"."""
    if found.passage.tokens.words[found.hit.first] in _PRONOUNS:
        return False
    amid = found.case is not Case.NAME and re.search(r"\w\s+$", found.before) is not None
    return amid or _SEASON_GOES_ON.match(found.after, season.end()) is not None


def _television(found: Occurrence) -> float:
    """A heading of its own, words of television beside the name, its network or other such words in the sentence."""
    points = _heading(found)
    if TV_LABEL_AFTER.match(found.after):
        points += _LABELLED
    elif TV_BEFORE.search(found.before) or TV_AFTER.match(found.after):
        points += _TV_BESIDE
    if found.hit.name.tier in SINGLE_WORD and _POSSESSES_NAME.match(found.after):
        points += _POSSESSES
    if OTHER_MEDIUM_BEFORE.search(found.before):
        points += _OTHER_MEDIUM
    tokens, sentence = found.passage.tokens, found.passage.sentence_at(found.hit.start)
    words = set(tokens.words[bisect_left(tokens.starts, sentence[0]) : bisect_left(tokens.starts, sentence[1])])
    if SEASON_WORDING.search(found.passage.raw, *sentence):
        points += _SEASON_IN_SENTENCE
    elif words & TV_WORDS or (found.hit.name.tier is Tier.GLUED and found.passage.tv_words):
        points += _TV_IN_SENTENCE
    if words & found.signs.network:
        points += _NETWORK_IN_SENTENCE
    return points


def _heading(found: Occurrence) -> float:
    """For the name where it is a heading, or begins one."""
    if len(found.before) == _CONTEXT_CHARS or not _LISTED.match(found.before):
        return 0.0
    if _LINE_ENDS.match(found.after):
        return _OWN_LINE
    if found.passage.is_title and found.hit.name.tier in SINGLE_WORD and found.after.startswith(":"):
        return _HEADS_LINE
    dashed = found.hit.name.tier is not Tier.FUNCTION and _DASHED.match(found.after)
    return _HEADS_LINE if dashed or _BRACKETED.match(found.after) else 0.0


def _grammar(found: Occurrence) -> float:
    """A pronoun that takes a singular verb is a title, one that takes its own is a pronoun.

    A day has a preposition before it, and neither gets a season nor casts an actor.
    """
    word = found.passage.tokens.words[found.hit.first]
    if found.hit.name.tier is not Tier.FUNCTION:
        return 0.0
    if word in CALENDAR:
        if _DATE_BEFORE.search(found.before):
            return _DATED
        return _SINGULAR_VERB if _DONE_BY_SHOWS.match(found.after) else 0.0
    if word not in _PRONOUNS:
        return 0.0
    if _SINGULAR.match(found.after):
        return _SINGULAR_VERB
    return _SECOND_PERSON if _ADDRESSED.match(found.after) else 0.0


def _version(found: Occurrence) -> float:
    """Against the name where it is called another country's than the show's own."""
    named = VERSION_AFTER.match(found.after) or VERSION_BEFORE.search(found.before)
    country = COUNTRIES.get(named["country"].replace(".", "").lower()) if named else None
    return _OTHER_VERSION if found.signs.country and country and country != found.signs.country else 0.0
