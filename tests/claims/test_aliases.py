from __future__ import annotations

import pytest

from aggregator.claims import extract_aliases
from tests.claims.helpers import SHOWS, claims_in, matches_in

LEAD = "Harbor Lights returns for a third season."

SAID = {
    "also known as": "Moriko, also known as Ahn Mori, returns.",
    "also known as, the other way round": "Ahn Mori, also known as Moriko, returns.",
    "in brackets": "The cast includes Ahn Mori (also known as Moriko) and Bo Diaz.",
    "between dashes": "Ahn Mori – also known as Moriko – returns.",
    "whose real name is": "Moriko, whose real name is Ahn Mori, returns.",
    "real name alone": "Moriko (real name: Ahn Mori) returns.",
    "the name of a possessor": "Moriko's real name is Ahn Mori.",
    "born": "Moriko (born Ahn Mori) returns.",
    "born, between commas": "Moriko, born Ahn Mori, returns.",
    "was born": "Moriko was born Ahn Mori in Incheon.",
    "aka": "Ahn Mori, aka Moriko, returns.",
    "a.k.a.": "Ahn Mori (a.k.a. Moriko) returns.",
    "AKA": "Ahn Mori (AKA Moriko) returns.",
    "better known as": "Ahn Mori, better known as Moriko, returns.",
    "who performs as": "Ahn Mori, who performs as Moriko, returns.",
    "who goes by": "Ahn Mori, who goes by the name of Moriko, returns.",
    "by a stage name": "Ahn Mori, known professionally as Moriko, returns.",
    "under a stage name": "Ahn Mori, better known by her stage name Moriko, returns.",
    "formerly credited as": "Moriko, formerly credited as Ahn Mori, returns.",
    "is also known as": "Ahn Mori is also known as Moriko.",
    "as somebody is credited": "Ahn Mori, as Moriko used to be credited, returns.",
    "a change of name": "Ahn Mori changed her name to Moriko last year.",
}

NOT_SAID = {
    "an actor with a character": "Ahn Mori (Moriko) returns.",
    "an actor who is called as the character is": "Tony Danza (Tony Mick) and Ellen (Ellen Morgan) return.",
    "as in another show": "Ahn Mori, as Moriko was known in the first season, returns.",
    "a role": "Ahn Mori, who plays Moriko, returns.",
    "known for a role": "Ahn Mori, better known as Moriko from the first season, returns.",
    "known for a role in a show": "Ahn Mori, better known as Moriko in Harbor Lights, returns.",
    "a character told elsewhere": "Ahn Mori, aka Moriko, returns. She plays Moriko again.",
    "two full names, loosely": "Ahn Mori, aka Kim Vane, returns.",
    "a character of two names": "Bo Diaz, who plays Ahn Mori, also known as Moriko, returns.",
    "a character of rank": "Ahn Mori, better known as Captain Moriko, returns.",
    "two people": "Ahn Mori and Moriko Beck return.",
    "a place of birth": "Ahn Mori, born in Seoul, returns.",
    "a day of birth": "Ahn Mori, born May 3, 1999, returns.",
    "known for work": "Ahn Mori, known for her work with Bo Diaz, returns.",
    "the same name twice": "Ahn Mori, also known as Ahn Mori, returns.",
}


@pytest.mark.parametrize("sentence", SAID.values(), ids=SAID.keys())
def test_two_names_of_one_person(sentence: str) -> None:
    text = f"{LEAD}\n\n{sentence}"
    (alias,) = extract_aliases(title="", text=text, matches=matches_in("", text), shows=SHOWS)
    assert {alias.name, alias.alias} == {"Ahn Mori", "Moriko"}
    said = text[alias.start : alias.end]
    assert said.startswith(alias.name)
    assert said.endswith(alias.alias)


@pytest.mark.parametrize("sentence", NOT_SAID.values(), ids=NOT_SAID.keys())
def test_no_two_names_of_one_person(sentence: str) -> None:
    text = f"{LEAD}\n\n{sentence}"
    assert extract_aliases(title="", text=text, matches=matches_in("", text), shows=SHOWS) == ()


def test_a_surname_stands_for_the_full_name() -> None:
    text = f"{LEAD}\n\nBo Diaz is back. Diaz, also known as Bodee, has signed."
    (alias,) = extract_aliases(title="", text=text, matches=matches_in("", text), shows=SHOWS)
    assert (alias.name, alias.alias) == ("Bo Diaz", "Bodee")
    assert text[alias.start : alias.end] == "Diaz, also known as Bodee"


def test_a_name_that_is_cut_from_another_stands_in_brackets_behind_it() -> None:
    text = f"{LEAD}\n\nAnn Lee, Bo Diaz and Momori (Ahn Kimomori) return. Momori plays Gil Day."
    (alias,) = extract_aliases(title="", text=text, matches=matches_in("", text), shows=SHOWS)
    assert text[alias.start : alias.end] == "Momori (Ahn Kimomori"
    cast = {(claim.person, claim.character) for claim in claims_in(text) if claim.kind == "cast"}
    assert ("Momori", "Ahn Kimomori") not in cast
    assert ("Ahn Kimomori", "Momori") not in cast


def test_said_twice_it_is_told_once() -> None:
    sentence = "Ahn Mori, also known as Moriko, returns."
    text = f"{LEAD}\n\n{sentence}\n\n{sentence}"
    (alias,) = extract_aliases(title="", text=text, matches=matches_in("", text), shows=SHOWS)
    assert alias.start == text.index(sentence)


def test_an_article_that_names_no_show_is_not_read() -> None:
    assert extract_aliases(title="", text="Ahn Mori, also known as Moriko.", matches=[], shows=SHOWS) == ()


@pytest.mark.parametrize("sentence", SAID.values(), ids=SAID.keys())
def test_another_name_is_no_character(sentence: str) -> None:
    assert [claim for claim in claims_in(f"{LEAD}\n\n{sentence}") if claim.character] == []
