"""How people tell of trailers, shoots, scripts and episode counts: families of wordings, and near-misses.

The article is of 13 March 2024 (a Wednesday); its show is Harbor Lights and its season, unless the sentence names
another, the third.
"""

from __future__ import annotations

import pytest

from tests.claims.helpers import claims_in, said

TRAILER_OUT = [
    "There's a teaser! It went up last week.",
    "Along with the date came a teaser, in which the harbour burns.",
    "The trailer, which is out, has a whale in it.",
    "According to the trailer that went online on Monday, the mayor drowns.",
    "Netflix opened a page for the season, streaming the first teaser.",
    "The 40-second teaser has clocked ten million views.",
    "Judging by the trailer, the harbour burns.",
    "Watch the new trailer below.",
    "The trailer is on our website.",
    "Is there a trailer?\n\nHaan bhai, here it is.",
]
TRAILER_NONE = [
    "The trailer doesn't exist. How would it?",
    "There isn't one date, and no trailer either.",
    "- trailer: no, babe, it's march\n- cast: all of them",
    "It is far too early for a trailer.",
    "We have yet to see a trailer.",
    "A trailer has yet to surface.",
    "Trailer?\n\nAbhi nahi aaya.",
    "Is there something to watch, a trailer?\n\nWe're still waiting.",
    "Not a whiff of a trailer.",
    "The teaser is still awaited.",
]
TRAILER_NEITHER = [
    "The trailer lands on Friday.",
    "A teaser will be shared during the match.",
    "Kim grew up on the trailer roof.",
    "Ann Lee slept in her trailer between takes.",
    "A proper trailer follows in May.",
    "Once the trailer is out, we will know.",
    "It has been ages since Quay TV put out a trailer.",
    "They have parked a trailer in the yard.",
    "A clip from the new season was shown.",
]
PRODUCTION = {
    "We stopped shooting on the last day of August.": {"3 production wrapped confirmed"},
    "The final scene was shot before Christmas.": {"3 production wrapped confirmed"},
    "They shot it all in Cork and called it a day in December.": {"3 production wrapped confirmed"},
    "The shoot is behind us.": {"3 production wrapped confirmed"},
    "It's a wrap on season three!": {"3 production wrapped confirmed"},
    "Season 3 was filmed last summer.": {"3 production wrapped confirmed"},
    "All ten have already been filmed.": {"3 production wrapped confirmed"},
    "Principal photography was wrapped up in December.": {"3 production wrapped confirmed"},
    "Filming will wrap in June.": set(),
    "The season has been shooting since September in Cork.": {"3 production filming confirmed"},
    "The cast is back on set in Cork.": {"3 production filming confirmed"},
    "The crew is in town until June, and they are filming.": {"3 production filming confirmed"},
    "Monday was the first day of the shoot.": {"3 production filming confirmed"},
    "The plan is to have cameras up by May.": {"3 production filming expected"},
    "The crew will be here from May to August.": {"3 production filming expected"},
    "A city permit has them shooting in Cork from May 5.": {"3 production filming expected"},
    "The unit is likely to go on floors once the festival is over.": {"3 production filming expected"},
    "It will have the cameras back in Connemara by Easter.": {"3 production filming expected"},
    "She will not be there when shooting on the third season begins in May.": {"3 production filming expected"},
    "Not a single frame has been shot.": {"3 production filming denied"},
    "He has written two of the six episodes.": {"3 production writing confirmed"},
    "A writers' room has been humming since January.": {"3 production writing confirmed"},
    "Of the eight scripts for the season, she has delivered seven.": {"3 production writing confirmed"},
    "A third season is being written right now.": {"3 production writing confirmed"},
    "Cho is rewriting the opening episodes.": {"3 production writing confirmed"},
    "I am not writing season 3.": {"3 production writing denied"},
    "The start has been put off to the end of September.": {"3 production delayed confirmed"},
    "NBC has pushed it and it's now a 2025 show.": {"3 production delayed confirmed"},
    "The walkout put filming on hold.": {"3 production delayed confirmed"},
    "Cameras ought to have turned in April on the third season.": set(),
    "The city's film office gave her a prize.": set(),
    "She has written two novels.": set(),
    "The camera turns upside down.": set(),
    "He was shot in the leg.": set(),
    "They called the police.": set(),
    "She pushed him off the pier.": set(),
    "A film about the crew will shoot in Cork.": set(),
}
EPISODES = {
    "Season 1 had eight episodes and season 2 had ten.": {"1 episodes 8 confirmed", "2 episodes 10 confirmed"},
    "The first season counted 25 episodes; the second counted 12.": {
        "1 episodes 25 confirmed",
        "2 episodes 12 confirmed",
    },
    "How many episodes?\n\nEight were there in season two. Here also eight are expected.": {
        "2 episodes 8 confirmed",
        "3 episodes 8 expected",
    },
    "How many pieces will it have?\n\nSeason 1 had eight and season 2 had six. Season 3 ought to be the same.": {
        "1 episodes 8 confirmed",
        "2 episodes 6 confirmed",
        "3 episodes 6 expected",
    },
    "Season 3 is a whopper: EIGHT episodes, two up on the last lot.": {
        "3 episodes 8 confirmed",
        "2 episodes 6 confirmed",
    },
    "How many episodes?\n\nSix, two fewer than last time.": {"3 episodes 6 confirmed", "2 episodes 8 confirmed"},
    "The new season has twelve episodes, as the first did.": {"3 episodes 12 confirmed", "1 episodes 12 confirmed"},
    "Four episodes come on August 6, another four on September 3.": {"3 episodes 8 confirmed"},
    "Part 1 has five episodes. They are long. Part 2 has four episodes.": {"3 episodes 9 confirmed"},
    "Season 3 comes in two batches of four episodes.": {"3 episodes 8 confirmed"},
    "Season 3 was cut from 18 episodes to 13 by the strikes.": {"3 episodes 13 confirmed"},
    "Season 2 rolled out over ten weeks, an episode apiece.": {"2 episodes 10 confirmed"},
    "Season 2 wraps tonight with episode 16.": {"2 episodes 16 confirmed"},
    "The tenth and final episode of season 2 was long.": {"2 episodes 10 confirmed"},
    "Of the eight scripts for the season, seven are in.": {"3 episodes 8 confirmed"},
    "Cho directed four of the eight.": {"3 episodes 8 confirmed"},
    "He has written two of the six episodes and the other four will be his as well.": {"3 episodes 6 confirmed"},
    "Harbor Lights casts off for a third series, six parts, no spare jackets.": {"3 episodes 6 confirmed"},
    "It is a six-parter.": {"3 episodes 6 confirmed"},
    "Episodes: 8": {"3 episodes 8 confirmed"},
    "The number of episodes has not been announced, but listings point to eight.": {"3 episodes 8 expected"},
    "They made six episodes, against ten for each of the first two.": {
        "3 episodes 6 confirmed",
        "1 episodes 10 confirmed",
        "2 episodes 10 confirmed",
    },
    "Season 2 dropped in June with ten episodes.": {"2 episodes 10 confirmed"},
    "Season 3 opens with three episodes.": set(),
    "Season 3 comes in two instalments.": set(),
    "She appears in six episodes.": set(),
    "Up to ten episodes are being discussed.": set(),
    "Ten episodes into the season she drowns.": set(),
    "Season 1 had three stars.": set(),
    "All five are back.": set(),
    "One of the ten sailors is new.": set(),
    "It took two more weeks than season 1.": set(),
}


def kinds_in(text: str, kind: str) -> set[str]:
    return {said(claim) for claim in claims_in(text) if claim.kind == kind}


@pytest.mark.parametrize("text", TRAILER_OUT)
def test_a_trailer_that_is_out(text: str) -> None:
    assert kinds_in(text, "trailer") == {"3 trailer released confirmed"}


@pytest.mark.parametrize("text", TRAILER_NONE)
def test_no_trailer_yet(text: str) -> None:
    assert kinds_in(text, "trailer") == {"3 trailer none confirmed"}


@pytest.mark.parametrize("text", TRAILER_NEITHER)
def test_what_is_no_word_about_a_trailer(text: str) -> None:
    assert kinds_in(text, "trailer") == set()


@pytest.mark.parametrize(("text", "expected"), PRODUCTION.items(), ids=PRODUCTION)
def test_stages_of_the_making(text: str, expected: set[str]) -> None:
    assert kinds_in(text, "production") == expected


@pytest.mark.parametrize(("text", "expected"), EPISODES.items(), ids=EPISODES)
def test_how_many_episodes(text: str, expected: set[str]) -> None:
    assert kinds_in(text, "episodes") == expected
