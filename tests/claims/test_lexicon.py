"""Every phrase of the lexicons is found in its examples, and not where it must not be."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from aggregator.claims.lexicon import (
    MARKED,
    UNPADDED,
    Found,
    Phrase,
    PhraseFinder,
    lexicon_names,
    load_lexicon,
    with_words,
)
from aggregator.claims.phrasing import compile_wording
from aggregator.claims.reading import read_text
from aggregator.claims.seasons import find_seasons, mask_seasons
from aggregator.claims.titles import SHOW
from aggregator.claims.words import places_of, unpad
from tests.claims.test_gold import rows_of

LEXICONS = Path(__file__).parents[2] / "aggregator" / "claims" / "lexicon"


def lexicon_files() -> list[Path]:
    """The files that hold phrases."""
    return [LEXICONS / f"{name}.toml" for name in lexicon_names()]


NAMES = [path.stem for path in lexicon_files()]
ENTRIES = {f"{name}.{phrase.id}": (name, phrase) for name in NAMES for phrase in load_lexicon(name)}
PHRASES = [pytest.param(name, phrase, id=key) for key, (name, phrase) in ENTRIES.items()]
LINES = [
    pytest.param(path.stem, entry, with_words(line, data.get("words", {})), id=f"{path.stem}.{entry['id']}-{line}")
    for path in lexicon_files()
    for data in [tomllib.loads(path.read_text(encoding="utf-8"))]
    for entry in data["phrase"]
    for line in entry.get("say", ())
]


def masked(sentence: str) -> str:
    for title in ("Harbor Lights", "Salt"):
        sentence = sentence.replace(title, SHOW * len(title))
    return sentence.translate(str.maketrans("‘’“”", "''\"\""))


def find_phrases(name: str, sentence: str) -> list[Found]:
    """Every occurrence of every phrase of a lexicon in a masked sentence."""
    return PhraseFinder(sentence, find_seasons(sentence)).find(name)


@pytest.mark.parametrize(("name", "phrase"), PHRASES)
def test_a_phrase_fires_in_its_examples(name: str, phrase: Phrase) -> None:
    assert phrase.fires, "a phrase without an example is a phrase nobody has read"
    for sentence in phrase.fires:
        found = {hit.id for hit, _ in find_phrases(name, masked(sentence))}
        assert phrase.id in found, sentence


@pytest.mark.parametrize(("name", "phrase"), PHRASES)
def test_a_phrase_keeps_still_in_the_others(name: str, phrase: Phrase) -> None:
    assert phrase.misses
    for sentence in phrase.misses:
        found = {hit.id for hit, _ in find_phrases(name, masked(sentence))}
        assert phrase.id not in found, sentence


def test_phrase_ids_are_unique() -> None:
    for name in NAMES:
        entries = tomllib.loads((LEXICONS / f"{name}.toml").read_text(encoding="utf-8"))["phrase"]
        ids = [entry["id"] for entry in entries]
        assert len(ids) == len(set(ids))


def test_trying_phrases_only_where_their_words_stand_finds_what_trying_them_everywhere_does() -> None:
    sentences = [
        masked(sentence.text)
        for row in rows_of("dev1")
        for block in read_text(row["text"])
        for sentence in block.sentences
    ]
    patterns = {name: [(p, re.compile(p.source, re.IGNORECASE)) for p in load_lexicon(name)] for name in NAMES}
    odd = "The renewal LOOKS \u00a0Likely; it's a SWAN-SONG, the teaser\u2014out now."
    for sentence in (*sentences, masked(odd)):
        marked = mask_seasons(sentence, find_seasons(sentence))
        texts = [sentence, marked, unpad(sentence), unpad(marked)]  # by the layers MARKED and UNPADDED
        for name in NAMES:
            everywhere = {
                (phrase.id, match.span())
                for phrase, pattern in patterns[name]
                for match in pattern.finditer(texts[phrase.layer & (MARKED | UNPADDED)])
            }
            found = {(phrase.id, match.span()) for phrase, match in find_phrases(name, sentence)}
            assert found <= everywhere
            dropped = everywhere - found  # of the same entry a longer line says them
            assert all(any(i == key and a < high and low < b for i, (a, b) in found) for key, (low, high) in dropped)


def test_the_words_of_a_phrase_are_as_they_are_written() -> None:
    finder = PhraseFinder("Ann Lee Is Officially BACK As Showrunner", ())
    assert "Is            BACK As Showrunner" in [finder.words_of(found) for found in finder.find("crew")]


@pytest.mark.parametrize(("name", "entry", "line"), LINES)
def test_each_line_is_said_in_one_of_its_examples(name: str, entry: dict, line: str) -> None:
    """And only where one of its anchors stands, or the finder would never try it."""
    wording = compile_wording(line)
    said = []
    for sentence in map(masked, entry["fires"]):
        marked = sentence if entry.get("seasons_in_words") else mask_seasons(sentence, find_seasons(sentence))
        text = marked if entry.get("as_written") else unpad(marked)
        if re.search(wording.pattern, text, re.IGNORECASE):
            said.append(sentence)
            assert all(need & places_of(text).keys() for need in wording.needs)
    assert said, "a line without an example is a line nobody has read"
