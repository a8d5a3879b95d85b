"""How people say it: a table of wordings for each kind, and near-misses that must not fire.

The article is of 13 March 2024 (a Wednesday); its show is Harbor Lights and its season, unless the sentence names
another, the third.
"""

from __future__ import annotations

import pytest

from tests.claims.helpers import claims_in, said

RENEWAL = {
    "an active verb": ("Netflix has renewed Harbor Lights for a third season.", {"3 renewal renewed confirmed"}),
    "a passive": ("Harbor Lights was renewed last week.", {"3 renewal renewed confirmed"}),
    "an order": ("The streamer has ordered a third season of Harbor Lights.", {"3 renewal renewed confirmed"}),
    "picked up": ("Harbor Lights has been picked up for season 3.", {"3 renewal renewed confirmed"}),
    "the green light": ("Netflix has given the green light to a third season.", {"3 renewal renewed confirmed"}),
    "greenlit": ("A third season has been greenlit.", {"3 renewal renewed confirmed"}),
    "getting another": ("Harbor Lights is getting a third season.", {"3 renewal renewed confirmed"}),
    "more than one": (
        "Netflix renewed Harbor Lights for seasons 3 and 4.",
        {"3 renewal renewed confirmed", "4 renewal renewed confirmed"},
    ),
    "axed": ("Netflix has axed Harbor Lights after two seasons.", {"3 renewal cancelled confirmed"}),
    "the plug": ("Netflix has pulled the plug on Harbor Lights after two seasons.", {"3 renewal cancelled confirmed"}),
    "there will be none": ("There will be no season 4.", {"4 renewal cancelled confirmed"}),
    "not going forward": ("Harbor Lights will not return for a fourth season.", {"4 renewal cancelled confirmed"}),
    "a final season": ("Harbor Lights will end with its upcoming third season.", {"3 renewal ending confirmed"}),
    "fifth and final is ending alone": (
        "Netflix renewed Harbor Lights for a fifth and final season.",
        {"5 renewal ending confirmed"},
    ),
    "its last": ("The third season will be its last.", {"3 renewal ending confirmed"}),
    "no word yet": ("Netflix has not yet renewed Harbor Lights for a third season.", {"3 renewal undecided confirmed"}),
    "up in the air": ("The future of Harbor Lights is still up in the air.", {"3 renewal undecided confirmed"}),
    "nothing decided": ("Nothing has been decided about season 4.", {"4 renewal undecided confirmed"}),
    "likely": ("Harbor Lights will likely be renewed for a third season.", {"3 renewal renewed expected"}),
    "hoped for": ("Harbor Lights could be renewed for a third season.", {"3 renewal renewed possible"}),
    "refuted": (
        "Reports claimed that Harbor Lights had been cancelled. That is not true.",
        {"3 renewal cancelled denied"},
    ),
    "not cancelled": ("Harbor Lights has not been cancelled.", {"3 renewal cancelled denied"}),
    "an answer": (
        "Has Harbor Lights been renewed for season 4?\n\nYes! The streamer said so.",
        {"4 renewal renewed confirmed"},
    ),
    "an answer that it is not yet": (
        "Has Harbor Lights been renewed for season 4?\n\nNot yet.",
        {"4 renewal undecided confirmed"},
    ),
    "renewed interest is none": ("There is renewed interest in Harbor Lights.", set()),
    "his flight is none": ("Cho cancelled his flight to see Harbor Lights.", set()),
    "a question is none": ("Will Harbor Lights be renewed for a third season?", set()),
    "a finale is no ending": ("The season 2 finale of Harbor Lights was loud.", set()),
    "a show that nobody follows takes its decision along": (
        "‘Cobble Street’ has been renewed for a third season.",
        set(),
    ),
}

RENEWAL_DATE = {
    "a weekday": (
        "Netflix announced on Monday that Harbor Lights has been renewed.",
        {"3 renewal_date 2024-03-11 confirmed"},
    ),
    "today": ("Netflix today renewed Harbor Lights for a third season.", {"3 renewal_date 2024-03-13 confirmed"}),
    "a month": ("The third season was ordered last September.", {"3 renewal_date 2023-09 confirmed"}),
    "a day": ("On February 2, 2024, Netflix renewed Harbor Lights.", {"3 renewal_date 2024-02-02 confirmed"}),
    "the day of the axe": ("Netflix cancelled the show on June 14, 2023.", {"3 renewal_date 2023-06-14 confirmed"}),
    "recently is none": ("Netflix recently renewed Harbor Lights.", set()),
}

RELEASE = {
    "a day": ("Season 3 premieres on May 2, 2024.", {"3 release 2024-05-02 confirmed"}),
    "a day without a year": ("Season 3 premieres on May 2.", {"3 release 2024-05-02 confirmed"}),
    "a day behind": ("Season 2 premiered on May 2.", {"2 release 2023-05-02 confirmed"}),
    "slated": ("The third season is slated for late 2024.", {"3 release 2024-09/2024-12 confirmed"}),
    "due": ("Season 3 is due next spring.", {"3 release 2025-03/2025-05 confirmed"}),
    "aimed at": ("Netflix is targeting early 2025 for the third season.", {"3 release 2025-01/2025-04 expected"}),
    "expected": ("Season 3 is expected in 2025.", {"3 release 2025 expected"}),
    "speculation": ("Season 3 could arrive in the second half of 2024.", {"3 release 2024-07/2024-12 possible"}),
    "either of two": ("Season 3 will arrive in late 2024 or early 2025.", {"3 release 2024-09/2025-04 confirmed"}),
    "at the earliest": ("Season 3 will arrive in 2025 at the earliest.", {"3 release 2025/.. confirmed"}),
    "not before": ("Don't expect season 3 before 2025.", {"3 release 2025/.. expected"}),
    "the first of a show": ("Harbor Lights debuted in January 2021.", {"1 release 2021-01 confirmed"}),
    "no date": ("There is no release date for season 3 yet.", {"3 release unannounced confirmed"}),
    "not announced": ("Netflix hasn't announced when season 3 will arrive.", {"3 release unannounced confirmed"}),
    "yet to be set": ("A premiere date has yet to be set.", {"3 release unannounced confirmed"}),
    "a trailer's date is none": ("The trailer for season 3 drops on Friday.", set()),
    "a finale's date is none": ("The season finale airs on May 9.", set()),
    "a second part's date is none": ("Volume 2 arrives on June 4.", set()),
    "a person who comes back to town is none": ("On Monday she will be back in London.", set()),
}

EPISODES = {
    "a count": ("Season 3 will have ten episodes.", {"3 episodes 10 confirmed"}),
    "a compound": ("The eight-episode third season is out.", {"3 episodes 8 confirmed"}),
    "a past season": ("The first season had 12 episodes.", {"1 episodes 12 confirmed"}),
    "each": ("Seasons 1 and 2 had eight episodes each.", {"1 episodes 8 confirmed", "2 episodes 8 confirmed"}),
    "expected": ("Season 3 is expected to have ten episodes.", {"3 episodes 10 expected"}),
    "an answer": ("How many episodes are in season 3?\n\nSix, as before.", {"3 episodes 6 confirmed"}),
    "a bound is none": ("Season 3 will have at least eight episodes.", set()),
    "some of them are none": ("Cho directs the first two episodes.", set()),
    "those of one evening are none": ("Season 3 will open with two episodes.", set()),
}

CAST = {
    "a verb": ("Ann Lee returns.", {"3 cast returning confirmed Ann Lee"}),
    "a list with one verb": (
        "Ann Lee, Bo Diaz and Cy Twan are all back.",
        {f"3 cast returning confirmed {n}" for n in ("Ann Lee", "Bo Diaz", "Cy Twan")},
    ),
    "reprised": ("Ann Lee will reprise her role as Kim.", {"3 cast returning confirmed Ann Lee"}),
    "characters in brackets": (
        "Ann Lee (Kim) and Bo Diaz (Dr. Fox) return.",
        {"3 cast returning confirmed Ann Lee", "3 cast returning confirmed Bo Diaz"},
    ),
    "respectively": (
        "Ann Lee and Bo Diaz return as Kim and Fox.",
        {"3 cast returning confirmed Ann Lee", "3 cast returning confirmed Bo Diaz"},
    ),
    "brought back": (
        "The season brings back Ann Lee and Bo Diaz.",
        {"3 cast returning confirmed Ann Lee", "3 cast returning confirmed Bo Diaz"},
    ),
    "played by": ("Kim, played by Ann Lee, will return.", {"3 cast returning confirmed Ann Lee"}),
    "new": ("Dee Fox has joined the cast as Jo.", {"3 cast joining confirmed Dee Fox"}),
    "newcomers": (
        "New to the show are Dee Fox and Eli Ray.",
        {"3 cast joining confirmed Dee Fox", "3 cast joining confirmed Eli Ray"},
    ),
    "a list under a heading": (
        "Who is joining the cast?\n\n- Dee Fox as Jo\n- Eli Ray as Max",
        {"3 cast joining confirmed Dee Fox", "3 cast joining confirmed Eli Ray"},
    ),
    "a list after a colon": (
        "These actors will return:\n\n- Dee Fox as Jo\n- Eli Ray as Max",
        {"3 cast returning confirmed Dee Fox", "3 cast returning confirmed Eli Ray"},
    ),
    "gone": ("Ann Lee won't be back.", {"3 cast leaving confirmed Ann Lee"}),
    "has left": ("Ann Lee has left the show.", {"3 cast leaving confirmed Ann Lee"}),
    "not likely": ("Ann Lee is not likely to return.", {"3 cast leaving expected Ann Lee"}),
    "may": ("Ann Lee may return.", {"3 cast returning possible Ann Lee"}),
    "in talks": ("Dee Fox is in talks to join the cast.", {"3 cast joining possible Dee Fox"}),
    "a Korean name": ("Park Ji-hu will return as On-jo.", {"3 cast returning confirmed Park Ji-hu"}),
    "initials and particles": (
        "J.R. Vane and Olga de la Cruz return.",
        {"3 cast returning confirmed J.R. Vane", "3 cast returning confirmed Olga de la Cruz"},
    ),
    "a surname finds its full name": (
        "Ann Lee plays Kim. Lee is back for season 3.",
        {"3 cast returning confirmed Ann Lee"},
    ),
    "two new deals": (
        "Ann Lee has closed a new deal, as has Bo Diaz.",
        {"3 cast returning confirmed Ann Lee", "3 cast returning confirmed Bo Diaz"},
    ),
    "a refuted report": (
        "A report claimed that Dee Fox had been cast. Her agency says there's nothing to it.",
        {"3 cast joining denied Dee Fox"},
    ),
    "a past season is none": ("Ann Lee starred in season 1.", set()),
    "an organisation is nobody": ("Lowbow Pictures returns to produce.", set()),
    "a plot is none": ("What is season 3 about?\n\nKim Vane returns to town and leaves the harbour.", set()),
}

CREW = {
    "a showrunner": ("Ann Lee returns as showrunner.", {"3 crew showrunner confirmed Ann Lee"}),
    "two jobs": (
        "Ann Lee is back as showrunner and executive producer.",
        {"3 crew showrunner confirmed Ann Lee", "3 crew producer confirmed Ann Lee"},
    ),
    "a director": ("Bo Diaz will direct the new season.", {"3 crew director confirmed Bo Diaz"}),
    "the chair": ("Bo Diaz is back in the director's chair.", {"3 crew director confirmed Bo Diaz"}),
    "a writer": ("Cy Twan is writing the third season.", {"3 crew writer confirmed Cy Twan"}),
    "a job given up": ("Ann Lee is stepping down as showrunner.", {"3 crew showrunner denied Ann Lee"}),
    "a bare title is none": ("Showrunner Ann Lee said that it was fun.", set()),
    "a bare credit is none": ("Harbor Lights was created by Ann Lee.", set()),
}

PRODUCTION = {
    "under way": ("Filming on season 3 is under way in Cork.", {"3 production filming confirmed"}),
    "rolling": ("Cameras are rolling on the third season.", {"3 production filming confirmed"}),
    "wrapped": ("Production on season 3 has wrapped.", {"3 production wrapped confirmed"}),
    "a plan": ("Filming starts in May.", {"3 production filming expected"}),
    "the furthest stands": ("Scripts are being written. Filming has begun.", {"3 production filming confirmed"}),
    "writing": ("The writers' room for season 3 is open.", {"3 production writing confirmed"}),
    "held up": ("Production remains on hold.", {"3 production delayed confirmed"}),
    "not begun": ("Shooting has not begun.", {"3 production filming denied"}),
    "a spin-off's shoot is none": ("A spin-off is filming in Cork.", set()),
}

TRAILER = {
    "out": ("Netflix has released a trailer for season 3.", {"3 trailer released confirmed"}),
    "a teaser": ("A teaser was unveiled on Friday.", {"3 trailer released confirmed"}),
    "none": ("There is no trailer yet.", {"3 trailer none confirmed"}),
    "an answer": ("Is there a trailer for season 3?\n\nNope.", {"3 trailer none confirmed"}),
    "one to come is none": ("A trailer will follow in August.", set()),
    "a trailer park is none": ("Kim grew up in a trailer park.", set()),
}

TABLES = {
    "renewal": RENEWAL,
    "renewal_date": RENEWAL_DATE,
    "release": RELEASE,
    "episodes": EPISODES,
    "cast": CAST,
    "crew": CREW,
    "production": PRODUCTION,
    "trailer": TRAILER,
}
CASES = [
    pytest.param(kind, text, expected, id=f"{kind}: {name}")
    for kind, table in TABLES.items()
    for name, (text, expected) in table.items()
]


@pytest.mark.parametrize(("kind", "text", "expected"), CASES)
def test_a_wording_gives_its_claims_and_no_other_of_its_kind(kind: str, text: str, expected: set[str]) -> None:
    assert {said(claim) for claim in claims_in(text) if claim.kind == kind} == expected
