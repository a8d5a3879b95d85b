"""How firmly it is said, and by whom: hedges, conditions, negations and refutations, and how far each of them reaches.

The article is of 13 March 2024 (a Wednesday); its show is Harbor Lights and its season, unless the sentence names
another, the third.
"""

from __future__ import annotations

import pytest

from tests.claims.helpers import claims_in, said

STATUS = {
    "Season 3 will start filming in May.": {"3 production filming expected"},
    "Cho is writing season 3.": {"3 production writing confirmed"},
    # possible
    "Cho might be writing season 3.": {"3 production writing possible"},
    "Cho is rumoured to be writing season 3.": {"3 production writing possible"},
    "Filming could start in May, if it is renewed.": {"3 production filming possible"},
    "Fingers crossed that filming starts in May.": {"3 production filming possible"},
    "With any luck filming starts in May.": {"3 production filming possible"},
    "Some people are saying that filming starts in May.": {"3 production filming possible"},
    "It is being said that filming starts in May.": {"3 production filming possible"},
    "Should it be renewed, filming starts in May.": {"3 production filming possible"},
    "If it comes off, we start filming in May.": {"3 production filming possible"},
    "Filming may begin in June.": {"3 production filming possible"},
    # expected
    "Filming is expected to start in May.": {"3 production filming expected"},
    "Insiders claim that filming is under way.": {"3 production filming expected"},
    "Sources say cameras are rolling on season 3.": {"3 production filming expected"},
    "If all goes to plan, filming starts in May.": {"3 production filming expected"},
    "If history is any guide, filming starts in May.": {"3 production filming expected"},
    "Some say June, but most probably filming will start in May.": {"3 production filming expected"},
    "All being well, filming is under way.": {"3 production filming expected"},
    # said as a fact, whatever else the sentence says
    "Filming has begun, and if the weather holds the boats will be happy.": {"3 production filming confirmed"},
    "Filming has begun (you didn't think that a storm could stop them, did you?).": {"3 production filming confirmed"},
    "Filming has begun, as you'd hope.": {"3 production filming confirmed"},
    "Filming has begun on a season which might be its best.": {"3 production filming confirmed"},
    "As expected, filming has begun.": {"3 production filming confirmed"},
    "Don't lose hope: filming has begun.": {"3 production filming confirmed"},
    "Filming began in May.": {"3 production filming confirmed"},
    # left open
    "They have not said whether filming has begun.": set(),
    "It is unclear if cameras are rolling.": set(),
    # said not to be so
    "Filming has not begun.": {"3 production filming denied"},
    "Nobody is writing season 3.": {"3 production writing denied"},
}
REFUTED = {
    "Reports claimed that Harbor Lights had been cancelled. That is not true.": "3 renewal cancelled denied",
    "A post that Harbor Lights has been renewed for season 4 was fake.": "4 renewal renewed denied",
    "Channels that were shouting that Harbor Lights is cancelled were simply wrong.": "3 renewal cancelled denied",
    "Screenshots say that Harbor Lights has been cancelled. They are photoshopped.": "3 renewal cancelled denied",
    "Fake: Harbor Lights has been cancelled.": "3 renewal cancelled denied",
    "She poured cold water on reports that Harbor Lights has been renewed for season 4.": "4 renewal renewed denied",
    "Rumours that it has been cancelled were quashed.": "3 renewal cancelled denied",
    "One news is roaming on Twitter that Harbor Lights has been cancelled. It is fake.": "3 renewal cancelled denied",
    # not refuted
    "Netflix has renewed Harbor Lights for season 4. The pilot was wrong about boats.": "4 renewal renewed confirmed",
}
SAID_BY = {
    "According to Deadline, Harbor Lights has been renewed.": "Deadline",
    "Harbor Lights has been renewed, per Variety.": "Variety",
    "Netflix said that Harbor Lights has been renewed.": "Netflix",
    "Harbor Lights has been renewed, Deadline reports.": "Deadline",
    "Deadline reports that Harbor Lights has been renewed.": "Deadline",
    "Harbor Lights has been renewed, as first reported by The Hollywood Reporter.": "Hollywood Reporter",
    "Ann Lee told the Guardian that Harbor Lights has been renewed.": "Ann Lee",
    "In a statement to TVLine, creator Ann Lee said that Harbor Lights has been renewed.": "Ann Lee",
    "“Harbor Lights has been renewed,” said Ann Lee.": "Ann Lee",
    "“Harbor Lights has been renewed,” showrunner Ann Lee tells Variety.": "Ann Lee",
    "Ann Lee, who plays Mara, confirmed that Harbor Lights has been renewed.": "Ann Lee",
    "Harbor Lights has been renewed, Ann Lee wrote on Instagram.": "Ann Lee",
    "The streamer announced that Harbor Lights has been renewed.": "The streamer",
    "Netflix has officially confirmed that Harbor Lights has been renewed.": "Netflix",
    "Harbor Lights has been renewed.": None,
    "It said that Harbor Lights has been renewed.": None,
}


@pytest.mark.parametrize(("text", "expected"), STATUS.items(), ids=STATUS)
def test_how_firmly_it_is_said(text: str, expected: set[str]) -> None:
    assert {said(claim) for claim in claims_in(text) if claim.kind == "production"} == expected


@pytest.mark.parametrize(("text", "expected"), REFUTED.items(), ids=REFUTED)
def test_what_is_refuted_is_denied(text: str, expected: str) -> None:
    assert {said(claim) for claim in claims_in(text) if claim.kind == "renewal"} == {expected}


@pytest.mark.parametrize(("text", "source"), SAID_BY.items(), ids=SAID_BY)
def test_who_says_it(text: str, source: str | None) -> None:
    claims = claims_in(text, title="")
    assert [claim.said_by for claim in claims] == [source]


def test_a_condition_hangs_over_the_list_that_it_introduces() -> None:
    text = "If it is renewed, this is who would be back:\n\n- Ann Lee returns as Mara\n- Bo Ek returns as Finn"
    assert {said(claim) for claim in claims_in(text) if claim.kind == "cast"} == {
        "3 cast returning possible Ann Lee",
        "3 cast returning possible Bo Ek",
    }


def test_a_condition_hangs_over_the_sentences_that_go_on_with_would() -> None:
    text = "If it is renewed, the boats are ready. She said that filming would start in May."
    assert {said(claim) for claim in claims_in(text) if claim.kind == "production"} == {"3 production filming possible"}
