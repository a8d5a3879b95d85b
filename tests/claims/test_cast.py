"""Who is back in a season, new in it or gone from it: families of wordings, and what sounds like them and says nothing.

The article is of 13 March 2024; its show is Harbor Lights and its season, unless the text names another, the third. A
case's value is "value[ status]: Name (Character), Name" for each claim, parted by " | "; a number after "@" is the
season where it is not the third.
"""

from __future__ import annotations

import pytest

from tests.claims.helpers import claims_in
from tests.claims.people_tables import meant

RETURNING = {
    "Ann Lee will surely come again as Kim, along with Bo Diaz.": "returning: Ann Lee (Kim), Bo Diaz",
    "Ann Lee will repeat her job as Kim.": "returning: Ann Lee (Kim)",
    "Ann Lee is to restate the part of Kim.": "returning: Ann Lee (Kim)",
    "Ann Lee would be seen once more as Kim.": "returning possible: Ann Lee (Kim)",
    "Ann Lee's back, and Bo Diaz is too.": "returning: Ann Lee, Bo Diaz",
    "Ann Lee keeps her role as Kim.": "returning: Ann Lee (Kim)",
    "Ann Lee has a new deal in place for season 3.": "returning: Ann Lee",
    "Ann Lee inked a two-year contract to stay with the show.": "returning: Ann Lee",
    "Ann Lee and Bo Diaz have both committed to another season.": "returning: Ann Lee, Bo Diaz",
    "Stars Ann Lee and Bo Diaz are locked in.": "returning: Ann Lee, Bo Diaz",
    "Ann Lee has been upped to series regular for season 3.": "returning: Ann Lee",
    "After two years of guest spots, Bo Diaz has finally been made a full-time regular.": "returning: Bo Diaz",
    "Bo Diaz, who recurred as Finn, becomes a regular.": "returning: Bo Diaz (Finn)",
    "Ann Lee and Bo Diaz remain part of the ensemble.": "returning: Ann Lee, Bo Diaz",
    "Ann Lee isn't going anywhere: she is back for season 3.": "returning: Ann Lee",
    "Ann Lee is confirmed for season 3.": "returning: Ann Lee",
    "Ann Lee and Bo Diaz will once again share the screen.": "returning: Ann Lee, Bo Diaz",
    "Ann Lee again takes on the role of Kim.": "returning: Ann Lee (Kim)",
    "Ann Lee heads the cast once more.": "returning: Ann Lee",
    "The cast is led again by Ann Lee and Bo Diaz.": "returning: Ann Lee, Bo Diaz",
    "Season 3 brings back Ann Lee, Bo Diaz and Cy Twan.": "returning: Ann Lee, Bo Diaz, Cy Twan",
    "The returning ensemble features Ann Lee, Bo Diaz and Cy Twan.": "returning: Ann Lee, Bo Diaz, Cy Twan",
    "Returning alongside her are Bo Diaz and Cy Twan.": "returning: Bo Diaz, Cy Twan",
    "Old hands such as Ann Lee and Bo Diaz are back.": "returning: Ann Lee, Bo Diaz",
    "Those returning, according to the network: Ann Lee and Bo Diaz.": "returning: Ann Lee, Bo Diaz",
    "The regulars, Ann Lee and Bo Diaz, are all in place.": "returning: Ann Lee, Bo Diaz",
    "Also on board for season 3 are Ann Lee and Bo Diaz.": "returning: Ann Lee, Bo Diaz",
    "Ann Lee (Kim), Bo Diaz (Finn) and Cy Twan round out the cast of season 3.": (
        "returning: Ann Lee (Kim), Bo Diaz (Finn), Cy Twan"
    ),
    "Ann Lee and Bo Diaz lead the cast of season 3.": "returning: Ann Lee, Bo Diaz",
    "Ann Lee returns as Kim; Bo Diaz returns as Finn.": "returning: Ann Lee (Kim), Bo Diaz (Finn)",
    "Ann Lee returns, as do Bo Diaz and Cy Twan.": "returning: Ann Lee, Bo Diaz, Cy Twan",
    "Ann Lee has a contract. So have Bo Diaz and Cy Twan.": "returning: Ann Lee, Bo Diaz, Cy Twan",
    "Ann Lee returns. Likewise for Bo Diaz.": "returning: Ann Lee, Bo Diaz",
    "Ann Lee told the Guardian she will be back for season 3.": "returning: Ann Lee",
    "Ann Lee, who starred with Bo Diaz in Salt Road, is back.": "returning: Ann Lee",
    "Ann Lee, who left after season 1, returns as Kim.": "returning: Ann Lee (Kim)",
    "Ann Lee, best known for Salt Road, will reprise her role.": "returning: Ann Lee",
    "Fan favourite Ann Lee makes a comeback as Kim.": "returning: Ann Lee (Kim)",
    "Most of the main cast, including Ann Lee and Bo Diaz, will return.": "returning: Ann Lee, Bo Diaz",
    "Kim (Ann Lee) is back on the case.": "returning: Ann Lee (Kim)",
    "With Ann Lee and Bo Diaz back in their old jobs, filming began.": "returning: Ann Lee, Bo Diaz",
    "Ann Lee is game for another year.": "returning: Ann Lee",
    "Ann Lee slips back into Kim's apron.": "returning: Ann Lee (Kim)",
    "Ann Lee's return has been confirmed.": "returning: Ann Lee",
    "Ann Lee was asked back for season 3.": "returning: Ann Lee",
    "Ann Lee's contract has been extended.": "returning: Ann Lee",
}

JOINING = {
    "Two new hires: Dee Fox and Eli Ray.": "joining: Dee Fox, Eli Ray",
    "Two new hires have been made, the Irish stage actor Dee Fox and Eli Ray.": "joining: Dee Fox, Eli Ray",
    "In comes Dee Fox as Jo, along with Eli Ray.": "joining: Dee Fox (Jo), Eli Ray",
    "Enter Dee Fox as Jo.": "joining: Dee Fox (Jo)",
    "Dee Fox is a new addition to the cast.": "joining: Dee Fox",
    "Dee Fox plays new character Jo.": "joining: Dee Fox (Jo)",
    "Dee Fox has booked a recurring role.": "joining: Dee Fox",
    "HBO has tapped Dee Fox to play Jo.": "joining: Dee Fox (Jo)",
    "Dee Fox has been hired to play Jo.": "joining: Dee Fox (Jo)",
    "The network has recruited Dee Fox and Eli Ray.": "joining: Dee Fox, Eli Ray",
    "Guest stars lined up for season 3 include Dee Fox and Eli Ray.": "joining: Dee Fox, Eli Ray",
    "Guests this season: Dee Fox, Eli Ray.": "joining: Dee Fox, Eli Ray",
    "Expect cameos from Dee Fox and Eli Ray.": "joining expected: Dee Fox, Eli Ray",
    "Dee Fox makes her series debut as Jo.": "joining: Dee Fox (Jo)",
    "Dee Fox comes in as Jo, a doctor.": "joining: Dee Fox (Jo)",
    "There are other new people as well: Dee Fox, Eli Ray and Flo Gray.": "joining: Dee Fox, Eli Ray, Flo Gray",
    "The two new residents are Dee Fox and Eli Ray.": "joining: Dee Fox, Eli Ray",
    "The new man in the boat, a vet, is Eli Ray.": "joining: Eli Ray",
    "The newcomer giving everyone trouble is Dee Fox.": "joining: Dee Fox",
    "Casting: Dee Fox joins as a series regular.": "joining: Dee Fox",
    "Joining the cast this time around are Dee Fox and Eli Ray.": "joining: Dee Fox, Eli Ray",
    "The latest to join is Dee Fox.": "joining: Dee Fox",
    "They will be joined by newcomers Dee Fox and Eli Ray.": "joining: Dee Fox, Eli Ray",
    "Ann Lee and Bo Diaz are joined by Dee Fox.": "joining: Dee Fox",
    "Dee Fox will recur as Jo, and Eli Ray guest stars.": "joining: Dee Fox (Jo), Eli Ray",
    "Dee Fox steps into the role of Kim.": "joining: Dee Fox (Kim)",
    "The part of Kim goes to Dee Fox.": "joining: Dee Fox",
    "Dee Fox is the new Kim.": "joining: Dee Fox (Kim)",
    "Dee Fox takes over as Kim from Ann Lee.": "joining: Dee Fox (Kim) | leaving: Ann Lee (Kim)",
    "Dee Fox steps in for Ann Lee.": "joining: Dee Fox | leaving: Ann Lee",
    "Dee Fox is among the new faces.": "joining: Dee Fox",
    "Say hello to Dee Fox.": "joining: Dee Fox",
    "Dee Fox signs on as Jo.": "joining: Dee Fox (Jo)",
    "Dee Fox has boarded season 3.": "joining: Dee Fox",
    "Also new this year: Dee Fox and Eli Ray.": "joining: Dee Fox, Eli Ray",
    "Dee Fox was added to the cast on Monday.": "joining: Dee Fox",
    "Ann Lee returns as Kim, while Dee Fox joins as Jo.": "returning: Ann Lee (Kim) | joining: Dee Fox (Jo)",
    "Season 3 welcomes Dee Fox and Eli Ray.": "joining: Dee Fox, Eli Ray",
    "Dee Fox lends her voice to Jo.": "joining: Dee Fox (Jo)",
}

LEAVING = {
    "Ann Lee has left the show.": "leaving: Ann Lee",
    "Ann Lee is leaving the hit drama after two seasons.": "leaving: Ann Lee",
    "Ann Lee exits after two years.": "leaving: Ann Lee",
    "Ann Lee is stepping away.": "leaving: Ann Lee",
    "Ann Lee has said goodbye to the show.": "leaving: Ann Lee",
    "Ann Lee was not asked back.": "leaving: Ann Lee",
    "Ann Lee is sitting this season out.": "leaving: Ann Lee",
    "Ann Lee will not take part in season 3.": "leaving: Ann Lee",
    "Ann Lee is no longer part of the cast.": "leaving: Ann Lee",
    "Ann Lee and Bo Diaz are not coming back.": "leaving: Ann Lee, Bo Diaz",
    "Ann Lee and Bo Diaz don't return.": "leaving: Ann Lee, Bo Diaz",
    "Not returning, according to sources: Ann Lee and Bo Diaz.": "leaving: Ann Lee, Bo Diaz",
    "Missing from the line-up are Ann Lee and Bo Diaz.": "leaving: Ann Lee, Bo Diaz",
    "The show bids farewell to Ann Lee.": "leaving: Ann Lee",
    "Season 3 goes on without Ann Lee.": "leaving: Ann Lee",
    "After the departure of Ann Lee, things are quiet.": "leaving: Ann Lee",
    "Ann Lee, who died in May, was 70.": "leaving: Ann Lee",
    "Ann Lee has been killed off.": "leaving: Ann Lee",
    "Ann Lee was written out of the show.": "leaving: Ann Lee",
    "Ann Lee is unlikely to return.": "leaving expected: Ann Lee",
    "Ann Lee is not likely to be back.": "leaving expected: Ann Lee",
    "Ann Lee quit the show in January.": "leaving: Ann Lee",
    "Ann Lee will miss season 3.": "leaving: Ann Lee",
    "Ann Lee declined to return.": "leaving: Ann Lee",
    "Ann Lee and the show have parted ways.": "leaving: Ann Lee",
    "Ann Lee's absence will be felt.": "leaving: Ann Lee",
    "Ann Lee is not involved in the new episodes.": "leaving: Ann Lee",
    "Ann Lee has ruled herself out.": "leaving: Ann Lee",
    "Ann Lee returns, but Bo Diaz does not.": "returning: Ann Lee | leaving: Bo Diaz",
}

HEDGED = {
    "Ann Lee hopes to be back.": "returning possible: Ann Lee",
    "Ann Lee should be back as Kim.": "returning expected: Ann Lee (Kim)",
    "Ann Lee would love to return.": "returning possible: Ann Lee",
    "Ann Lee and Bo Diaz are expected to reprise their roles.": "returning expected: Ann Lee, Bo Diaz",
    "Ann Lee may be seen as Kim.": "returning possible: Ann Lee (Kim)",
    "Dee Fox is rumoured to be joining the cast.": "joining possible: Dee Fox",
    "Dee Fox is in talks to join.": "joining possible: Dee Fox",
    "If it is renewed, Ann Lee would return.": "returning possible: Ann Lee",
    "Ann Lee might leave after this season.": "leaving possible: Ann Lee",
    "Dee Fox is not joining the show.": "joining denied: Dee Fox",
    "Reports that Ann Lee is leaving are false.": "leaving denied: Ann Lee",
    "Ann Lee is not leaving the show.": "leaving denied: Ann Lee",
}

PRESENTED = {
    "Dee Fox joins as Jo. Eli Ray plays Milo and Gil Orr is spymaster Bea.": (
        "joining: Dee Fox (Jo), Eli Ray (Milo), Gil Orr (Bea)"
    ),
    "Netflix has added two actors. Dee Fox and Eli Ray have signed on.": "joining: Dee Fox, Eli Ray",
    "Three new faces are coming. Dee Fox plays vet Jo Hale and Eli Ray is Milo.": (
        "joining: Dee Fox (Jo Hale), Eli Ray (Milo)"
    ),
    "Two rookies come in the shape of Dee Fox and Eli Ray, who play Jo and Milo.": (
        "joining: Dee Fox (Jo), Eli Ray (Milo)"
    ),
    "Dee Fox joins as Jo, who hates Kim. Ann Lee plays Kim.": "joining: Dee Fox (Jo)",
    "Dee Fox has landed a part. The actress will play Jo.": "joining: Dee Fox (Jo)",
    "New to the cast are Dee Fox (The Long Ferry) and Eli Ray (Blackwater).": "joining: Dee Fox, Eli Ray",
    "So, the network says, will Bo Diaz. Ann Lee is back.": "returning: Ann Lee",
    "Ann Lee is back. So, the network says, will Bo Diaz.": "returning: Ann Lee, Bo Diaz",
    '"I\'m coming back," Ann Lee told fans in March.': "returning: Ann Lee",
    "Bo Diaz was in season 2 only and isn't in the third.": "leaving: Bo Diaz",
    "Ann Lee returns as Kim, a Sephardic Jewish woman.": "returning: Ann Lee (Kim)",
    "Dee Fox has signed on to play Kim's sister.": "joining: Dee Fox",
}

SECTIONS = {
    "Who's back?\n\nAnn Lee as Kim\nBo Diaz as Finn": "returning: Ann Lee (Kim), Bo Diaz (Finn)",
    "New faces\n\nDee Fox as Jo. Eli Ray as Milo.": "joining: Dee Fox (Jo), Eli Ray (Milo)",
    "Who's leaving\n\nAnn Lee, who played Kim.": "leaving: Ann Lee (Kim)",
    "Returning cast members:\n- Ann Lee as Kim\n- Bo Diaz as Finn": "returning: Ann Lee (Kim), Bo Diaz (Finn)",
    "The newcomers are:\n- Dee Fox (Jo)\n- Eli Ray (Milo)": "joining: Dee Fox (Jo), Eli Ray (Milo)",
    "Who is back and who is new\n\nAnn Lee met Dee Fox in Cork.": "",
    "New cast members for season 3 include:\n- Dee Fox as Jo\n\nBo Diaz was in Rome when filming ended.": (
        "joining: Dee Fox (Jo)"
    ),
}

OTHER_SEASONS = {
    "New cast members for season 4 include Dee Fox.": "joining@4: Dee Fox",
    "Dee Fox joined in season 2.": "",
    "Dee Fox was added in season 2.": "",
    "Season 2 brought back Ann Lee.": "",
    "Ann Lee returned in season 2.": "",
    "Ann Lee and Bo Diaz starred in the first season.": "",
    "Ann Lee was not seen in the first season.": "",
}

NOTHING = (
    "Harbor Lights, starring Ann Lee, returns in May.",
    "Ann Lee stars in Harbor Lights, and the series returns on Friday.",
    "Ann Lee told the Guardian the show will return in May.",
    "Ann Lee said that season 3 will be back next year.",
    "“It was cold,” Ann Lee told Variety, “and we all went home.”",
    "Ann Lee, who is married to Bo Diaz, lives in Cork.",
    "Ann Lee joined forces with Bo Diaz for charity.",
    "Ann Lee returned home on Sunday.",
    "Ann Lee came back to life.",
    "Ann Lee left the door open.",
    "Ann Lee left the hotel with Bo Diaz.",
    "Ann Lee looked back on the first season.",
    "Ann Lee flew back to London.",
    "Ann Lee signed autographs in Rome.",
    "Ann Lee has won an International Emmy.",
    "Ann Lee said so back in March.",
    "The cast of Harbor Lights features Ann Lee as Kim.",
    "Ann Lee plays Kim and Bo Diaz plays Finn.",
    "Netflix added Harbor Lights in May, Ann Lee said.",
    "He added that Ann Lee was lovely.",
    "Two episodes are left, Ann Lee said.",
    "The season is out in May, says Ann Lee.",
    "The season is finished, according to Ann Lee.",
    "Ann Lee is once again showrunner.",
    "Ann Lee and Bo Diaz are showrunners again.",
    "Ann Lee has again written every script.",
    "Showrunner Ann Lee is back for season 3.",
    "It is unclear if Ann Lee will return.",
    "Whether Bo Diaz comes back is not known.",
    "Will Ann Lee be back?",
    "Somebody asked if Ann Lee is coming back.",
    "The whole cast will return.",
    "Kim will be back.",
    "Ann Lee was spotted with Bo Diaz in Rome.",
    "Ann Lee thanked fans who wanted the show to come back.",
    "A new interview with Ann Lee is out now.",
    "The new trailer shows Ann Lee as Kim.",
    "Ann Lee met the army of fans again.",
    "Ann Lee had to think again.",
    "Ann Lee will be right back.",
)


def told(text: str) -> set[str]:
    return {
        f"{c.value}{f'@{c.season}' if c.season != 3 else ''} {c.status} {c.person}"
        + (f" ({c.character})" if c.character else "")
        for c in claims_in(text)
        if c.kind == "cast"
    }


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        pytest.param(text, cell, id=text)
        for table in (RETURNING, JOINING, LEAVING, HEDGED, PRESENTED, SECTIONS, OTHER_SEASONS)
        for text, cell in table.items()
    ],
)
def test_a_sentence_tells_who_takes_part(text: str, cell: str) -> None:
    assert told(text) == meant(cell)


@pytest.mark.parametrize("text", NOTHING)
def test_a_sentence_that_only_sounds_like_it_says_nothing(text: str) -> None:
    assert told(text) == set()
