"""How far the making has come: families of wordings, and near-misses.

The article is of 13 March 2024 (a Wednesday); its show is Harbor Lights and its season, unless the sentence names
another, the third.
"""

from __future__ import annotations

import pytest

from tests.claims.helpers import claims_in, said

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
    "The shoot, which moved from Cork to Galway, was wrapped up in January.": {"3 production wrapped confirmed"},
    "Netflix has wrapped the third season.": {"3 production wrapped confirmed"},
    "Is filming done? The cast is done filming season 3.": {"3 production wrapped confirmed"},
    "Seasons 2 and 3 were filmed straight after each other.": {
        "2 production wrapped confirmed",
        "3 production wrapped confirmed",
    },
    "Filming on season 3 is complete.": {"3 production wrapped confirmed"},
    "That's a wrap on season 3!": {"3 production wrapped confirmed"},
    "Cameras are due to roll on the third season this fall.": {"3 production filming expected"},
    "Season 3 is set to shoot in Cork next month.": {"3 production filming expected"},
    "Principal photography gets under way in July.": {"3 production filming expected"},
    "The third season is before the cameras in Cork.": {"3 production filming confirmed"},
    "They are halfway through the shoot.": {"3 production filming confirmed"},
    "They've been back in Cork since January, shooting the third season.": {"3 production filming confirmed"},
    "The cameras don't start rolling until July.": {"3 production filming expected"},
    "The shooting has not been begun till now.": {"3 production filming denied"},
    "Filming in Cork goes on until May.": {"3 production filming confirmed"},
    "They haven't shot a frame.": {"3 production filming denied"},
    "Cameras aren't rolling on season three yet.": {"3 production filming denied"},
    "There are no scripts for a third season.": {"3 production writing denied"},
    "A writers' room opened in January.": {"3 production writing confirmed"},
    "Cho is understood to have started work on the scripts.": {"3 production writing expected"},
    "It's being written now.": {"3 production writing confirmed"},
    "Filming, which was to have started in March, has been put off.": {"3 production delayed confirmed"},
    "Cameras rolled in February, but production was shut down in March. In January everybody went back to work.": {
        "3 production filming confirmed"
    },
    "Cameras rolled in February, but production has been shut down since March.": {
        "3 production filming confirmed",
        "3 production delayed confirmed",
    },
    "Netflix has pushed the premiere back by a week. Filming goes on until May.": {"3 production filming confirmed"},
    "Work resumed after the strike had halted filming.": set(),
    "She runs the writers' room.": set(),
    "Lee is back in front of the camera.": set(),
    "The action moves back to Cork.": set(),
    "The filming location is wet.": set(),
    "He is writing a novel.": set(),
}


@pytest.mark.parametrize(("text", "expected"), PRODUCTION.items(), ids=PRODUCTION)
def test_stages_of_the_making(text: str, expected: set[str]) -> None:
    assert {said(claim) for claim in claims_in(text) if claim.kind == "production"} == expected
