"""Wordings written in words match what they say, in every form and order that they stand for, and nothing else."""

from __future__ import annotations

import re

import pytest

from aggregator.claims.inflection import forms_of
from aggregator.claims.phrasing import PhrasingError, compile_wording
from aggregator.claims.seasons import find_seasons, mask_seasons
from aggregator.claims.titles import SHOW
from aggregator.claims.words import places_of, unpad

SAYS = {
    "<renew> {it} for {season}": ["Netflix has renewed Salt for a third season", "HBO renews it for season 3"],
    "{season} {be} <order|green-light:pp>": [
        "The fourth season has been green-lit",
        "season 4 is officially greenlit",
        "a second series was ordered",
    ],
    "<give|hand> {it} .. (green light|go-ahead|nod)": [
        "It gave Salt the green light",
        "was handing the drama a big nod",
    ],
    "{season} {isnt} <announce:pp>": ["A third season has not yet been announced", "Season 3 hasn't been announced"],
    "{it} 's future": ["Salt's future"],
    "deals? for [a|the] new .. contract": ["a deal for new contract", "deals for a new two year contract"],
    "<cancel:pp>": ["Cancelled", "It was canceled"],
    "green-light": ["a green light", "to greenlight", "the green-light"],
    "<bow> out": ["She bowed out", "bows quietly out"],
    "<add> {name}": ["Hulu adds Bo Diaz", "It added the Irish stage actor Bo Diaz"],
    "newcomers .. {list}": ["Newcomers: Bo Diaz", "the newcomers this year include Bo Diaz"],
    "newcomers {names}": ["the newcomers, Bo Diaz and Cy Twan", "newcomers are"],
    "{be} out {end}": ["Ann Lee is out.", "she's been out, they say"],
    "'s exit": ["Ann Lee's exit"],
}
SAYS_NOT = {
    "<renew> {it} for {season}": ["Netflix renewed its lease for a third year", "renewed Salt. For a third season"],
    "{season} {be} <order|green-light:pp>": ["The third season ordered a drink"],
    "<give|hand> {it} .. (green light|go-ahead|nod)": ["gave Salt, at last, the nod", "gave him the nod"],
    "<renew> !(interest|hope)": ["renewed interest"],
    "{whole} {be} <confirm:pp>": ["season 3 release date was confirmed"],
    "<bow> out": ["elbowed out"],
    "<add> {name}": ["It adds that Bo Diaz left", "It adds up"],
    "newcomers .. {list}": ["newcomers, Bo Diaz"],
    "newcomers {names}": ["newcomers, and others"],
    "{be} out {end}": ["It is out in May"],
}


def found_in(line: str, sentence: str) -> bool:
    masked = sentence.replace("Salt", SHOW * len("Salt"))
    text = unpad(mask_seasons(masked, find_seasons(masked)))
    assert len(text) == len(sentence)
    wording = compile_wording(line)
    found = re.search(wording.pattern, text, re.IGNORECASE)
    assert not found or all(need & places_of(text).keys() for need in wording.needs)
    return bool(found)


@pytest.mark.parametrize(("line", "sentence"), [(line, s) for line, said in SAYS.items() for s in said])
def test_a_line_matches(line: str, sentence: str) -> None:
    assert found_in(line, sentence)


@pytest.mark.parametrize(("line", "sentence"), [(line, s) for line, said in SAYS_NOT.items() for s in said])
def test_a_line_does_not_match(line: str, sentence: str) -> None:
    assert not found_in(line, sentence)


@pytest.mark.parametrize(
    "line", ["<renew:xx> it now", "{seasson} returns", "(a|b", "a)", "[b|c", "{it} {be}", "{it} .."]
)
def test_a_line_that_cannot_be_read_says_so(line: str) -> None:
    with pytest.raises(PhrasingError, match=re.escape(repr(line))):
        compile_wording(line)


def test_verbs_are_inflected() -> None:
    assert forms_of("cancel").past == ("canceled", "cancelled")
    assert forms_of("axe").ing == ("axing",)
    assert forms_of("carry").third == ("carries",)
    assert forms_of("stay").past == ("stayed",)
    assert forms_of("drop").ing == ("dropping",)
    assert forms_of("give").named("ed") == ("gave", "given")
    assert forms_of("finish").third == ("finishes",)
