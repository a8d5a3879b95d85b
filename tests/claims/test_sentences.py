"""Whole sentences in the manners of the trade press, agencies and fan pages: all that each claims, and nothing else.

The article is of 13 March 2024 (a Wednesday); its show is Harbor Lights and its season, unless the sentence names
another, the third.
"""

from __future__ import annotations

import pytest

from tests.claims.helpers import claims_in, said

SENTENCES = {
    "Ahead of the Season 2 premiere, Netflix has ordered a third season of Harbor Lights.": {
        "3 renewal renewed confirmed"
    },
    "The network has granted the drama a full season order.": set(),
    "Netflix confirmed the pickup on March 1, 2024, some ten months after Season 2 concluded.": {
        "3 renewal renewed confirmed",
        "3 renewal_date 2024-03-01 confirmed",
    },
    "Season 3 of Harbor Lights is officially on the way.": {"3 renewal renewed confirmed"},
    "Harbor Lights will in fact return for a 10-episode third season.": {
        "3 episodes 10 confirmed",
        "3 renewal renewed confirmed",
    },
    "Netflix has handed Harbor Lights an early third-season renewal.": {"3 renewal renewed confirmed"},
    "The streamer has set Friday, August 30 for the season 3 premiere.": {"3 release 2024-08-30 confirmed"},
    "Harbor Lights season 3 is currently in production.": {"3 production filming confirmed"},
    "Filming is planned to start in October at a studio in Cork.": {"3 production filming expected"},
    "No premiere date for season 3 has been announced.": {"3 release unannounced confirmed"},
    "While a hard date isn't available yet, the season is close.": {"3 release unannounced confirmed"},
    "The second season does not yet have an official release date.": {"2 release unannounced confirmed"},
    "Ann Lee and Bo Diaz will return as stars and executive producers.": {
        "3 cast returning confirmed Ann Lee",
        "3 cast returning confirmed Bo Diaz",
        "3 crew producer confirmed Ann Lee",
        "3 crew producer confirmed Bo Diaz",
    },
    "Returning cast includes Ann Lee as Kim, Bo Diaz as Fox and Cy Twan as Jo.": {
        "3 cast returning confirmed Ann Lee",
        "3 cast returning confirmed Bo Diaz",
        "3 cast returning confirmed Cy Twan",
    },
    "Neal Bay will be the showrunner for the 10 episodes of season 3.": {
        "3 crew showrunner confirmed Neal Bay",
        "3 episodes 10 confirmed",
    },
    "Lauren Holt will recur as Lynn Harper, the wife of the captain.": {"3 cast joining confirmed Lauren Holt"},
    "Elena Tovar is also new to the lineup, playing a mayor.": {"3 cast joining confirmed Elena Tovar"},
    "Aside from Ann Lee, the season will see the return of stars Kal Penn, Adan Cole and Italia Rizzo.": {
        "3 cast returning confirmed Adan Cole",
        "3 cast returning confirmed Italia Rizzo",
        "3 cast returning confirmed Kal Penn",
    },
    "Jessie May Lin will return as the powerful Alina, with Archie Ray returning as her friend Mal.": {
        "3 cast returning confirmed Archie Ray",
        "3 cast returning confirmed Jessie May Lin",
    },
    "Kaz (Freddy Cart), Inej (Amita Sun) and Jesper (Kit Yang) will all reprise their roles.": {
        "3 cast returning confirmed Amita Sun",
        "3 cast returning confirmed Freddy Cart",
        "3 cast returning confirmed Kit Yang",
    },
    "Season 3 will consist of ten episodes in total.": {"3 episodes 10 confirmed"},
    "Season 1 comprises of 10 episodes.": {"1 episodes 10 confirmed"},
    "Kim's sister Cassandra won't be returning. She was shot dead.": set(),
    "Netflix announced on Tuesday that it has renewed Harbor Lights for a third season.": {
        "3 renewal renewed confirmed",
        "3 renewal_date 2024-03-12 confirmed",
    },
    "In October 2023, Netflix pulled the plug on Harbor Lights after one season.": {
        "2 renewal cancelled confirmed",
        "2 renewal_date 2023-10 confirmed",
    },
    "Harbor Lights has been cancelled after five seasons.": {"6 renewal cancelled confirmed"},
    "Harbor Lights won't be coming back for more.": {"3 renewal cancelled confirmed"},
    "Netflix has decided not to move forward with a third season of Harbor Lights.": {"3 renewal cancelled confirmed"},
    "Harbor Lights is done after two seasons.": {"3 renewal cancelled confirmed"},
    "The third season will mark the end of the road for Harbor Lights.": {"3 renewal ending confirmed"},
    "Season 3 will be the show's swan song.": {"3 renewal ending confirmed"},
    "Harbor Lights is set to conclude with its third season.": {"3 renewal ending confirmed"},
    "Netflix has yet to make a decision on season 3.": {"3 renewal undecided confirmed"},
    "It's unclear whether Harbor Lights will be renewed for a third season.": {"3 renewal undecided confirmed"},
    "Season 3 will premiere Sunday, April 21 at 9 p.m. on HBO.": {"3 release 2024-04-21 confirmed"},
    "The show is eyeing a summer 2025 premiere.": {"3 release 2025-06/2025-08 expected"},
    "New episodes are expected to land sometime next year.": {"3 release 2025 expected"},
    "Season 3 won't premiere until the summer of 2025 at the earliest.": {"3 release 2025-06/.. confirmed"},
    "The season will not arrive until 2025.": {"3 release 2025 confirmed"},
    "The first teaser for season 3 debuted during the Super Bowl.": {"3 trailer released confirmed"},
    "You can watch the official trailer below.": {"3 trailer released confirmed"},
    "No trailer has been released for season 3.": {"3 trailer none confirmed"},
    "There sure is a trailer.": set(),
    "Ann Lee has exited Harbor Lights ahead of season 3.": {"3 cast leaving confirmed Ann Lee"},
    "Ann Lee will not be returning for the third season.": {"3 cast leaving confirmed Ann Lee"},
    "Dee Fox has boarded season 3 in a recurring role.": {"3 cast joining confirmed Dee Fox"},
    "Dee Fox has been cast opposite Ann Lee in season 3.": {"3 cast joining confirmed Dee Fox"},
    "Season 3 adds Dee Fox, Eli Ray and Flo Gray.": {
        "3 cast joining confirmed Dee Fox",
        "3 cast joining confirmed Eli Ray",
        "3 cast joining confirmed Flo Gray",
    },
    "Also joining the cast are Dee Fox and Eli Ray.": {
        "3 cast joining confirmed Dee Fox",
        "3 cast joining confirmed Eli Ray",
    },
    "Stars Ann Lee, Bo Diaz and Cy Twan are all expected to return.": {
        "3 cast returning expected Ann Lee",
        "3 cast returning expected Bo Diaz",
        "3 cast returning expected Cy Twan",
    },
    "Ann Lee stars as Kim, with Bo Diaz as Fox.": set(),
    "Production on the third season kicked off last month in Cork.": {"3 production filming confirmed"},
    "The cast and crew are currently filming the third season.": {"3 production filming confirmed"},
    "Season 3 has officially wrapped filming.": {"3 production wrapped confirmed"},
    "The writers are already working on season 3.": {"3 production writing confirmed"},
    "Season 3 has been delayed to 2025.": {"3 production delayed confirmed", "3 release 2025 confirmed"},
    "Filming was halted by the strikes.": {"3 production delayed confirmed"},
    "Harbor Lights, created by Ann Lee, is produced by Lowbow.": set(),
    "Ann Lee serves as showrunner and executive producer on season 3.": {
        "3 crew producer confirmed Ann Lee",
        "3 crew showrunner confirmed Ann Lee",
    },
    "Bo Diaz is directing the first two episodes of the new season.": {"3 crew director confirmed Bo Diaz"},
    "Good news for the fans, the makers have finally announced the third season of Harbor Lights.": {
        "3 renewal renewed confirmed"
    },
    "As of now, Netflix has not announced the renewal of Harbor Lights for season 3.": {
        "3 renewal undecided confirmed"
    },
    "The officials have not said anything about the third season till now.": {"3 renewal undecided confirmed"},
    "We can expect season 3 to be released somewhere in mid 2025.": {"3 release 2025-05/2025-08 expected"},
    "Harbor Lights season 1 was released on 5 May 2021 and it had 10 episodes.": {
        "1 episodes 10 confirmed",
        "1 release 2021-05-05 confirmed",
    },
    "If the show gets renewed, season 3 may come out in 2025.": {
        "3 release 2025 possible",
        "3 renewal renewed possible",
    },
    "The main cast including Ann Lee, Bo Diaz and Cy Twan will return for the third season.": {
        "3 cast returning confirmed Ann Lee",
        "3 cast returning confirmed Bo Diaz",
        "3 cast returning confirmed Cy Twan",
    },
    "Ann Lee as Kim, Bo Diaz as Max and Cy Twan as Jo are expected to come back.": {
        "3 cast returning expected Ann Lee",
        "3 cast returning expected Bo Diaz",
        "3 cast returning expected Cy Twan",
    },
    "Series three of Harbor Lights will air on BBC One this autumn.": {"3 release 2024-09/2024-11 confirmed"},
    "Harbor Lights has been recommissioned for a third series.": {"3 renewal renewed confirmed"},
    "The BBC has axed Harbor Lights after three series.": {"4 renewal cancelled confirmed"},
    "Ann Lee is leaving Harbor Lights after two series.": {"3 cast leaving confirmed Ann Lee"},
    "Ann Lee confirmed that she will not be in the third season.": {"3 cast leaving confirmed Ann Lee"},
    "Production on season 3 is expected to begin this summer.": {"3 production filming expected"},
    "The third season starts filming in April in Galway.": {"3 production filming expected"},
    "Filming on the third season wrapped in February.": {"3 production wrapped confirmed"},
    "Netflix has released the first look at season 3.": set(),
    "The trailer for the third season was released on Tuesday.": {"3 trailer released confirmed"},
    "The eight-episode season debuts May 16 on Netflix.": {"3 episodes 8 confirmed", "3 release 2024-05-16 confirmed"},
    "All eight episodes of season 3 drop on Thursday, May 16.": {
        "3 episodes 8 confirmed",
        "3 release 2024-05-16 confirmed",
    },
    "Season 3 returns with a two-episode premiere on May 16.": {"3 release 2024-05-16 confirmed"},
    "The third and final season premieres in June.": {"3 release 2024-06 confirmed", "3 renewal ending confirmed"},
    "Netflix announced Wednesday that Harbor Lights will end after its third season.": {
        "3 renewal ending confirmed",
        "3 renewal_date 2024-03-13 confirmed",
    },
    "Harbor Lights was canceled by Netflix in January after two seasons, but HBO has saved it.": {
        "3 renewal cancelled confirmed",
        "3 renewal renewed confirmed",
        "3 renewal_date 2024-01 confirmed",
    },
    "There are currently no plans for a fourth season.": set(),
    "Showrunner Ann Lee has said she has ideas for a fourth season.": set(),
    "Ann Lee, who plays Kim, will be back.": {"3 cast returning confirmed Ann Lee"},
    "Kim (Ann Lee) is back in season 3.": {"3 cast returning confirmed Ann Lee"},
    "Ann Lee and Bo Diaz have been upped to series regulars for season 3.": {
        "3 cast returning confirmed Ann Lee",
        "3 cast returning confirmed Bo Diaz",
    },
    "Dee Fox (Salt) has joined the cast of Harbor Lights for its third season.": {"3 cast joining confirmed Dee Fox"},
    "Dee Fox will guest star as a detective.": {"3 cast joining confirmed Dee Fox"},
    "Dee Fox is rumored to be joining the cast.": {"3 cast joining possible Dee Fox"},
    "Ann Lee might not return.": {"3 cast leaving possible Ann Lee"},
    "It is not known whether Ann Lee will return.": set(),
    "Bo Diaz, who died in January, will not be recast.": {"3 cast leaving confirmed Bo Diaz"},
    "The role of Kim has been recast, with Dee Fox replacing Ann Lee.": {
        "3 cast joining confirmed Dee Fox",
        "3 cast leaving confirmed Ann Lee",
    },
    "Dee Fox replaces Ann Lee as Kim.": {"3 cast joining confirmed Dee Fox", "3 cast leaving confirmed Ann Lee"},
    "Ann Lee will executive produce alongside Bo Diaz.": {
        "3 crew producer confirmed Ann Lee",
        "3 crew producer confirmed Bo Diaz",
    },
    "The new season is written by Ann Lee and directed by Bo Diaz.": {
        "3 crew director confirmed Bo Diaz",
        "3 crew writer confirmed Ann Lee",
    },
    "Ann Lee is set to direct the season premiere.": {"3 crew director confirmed Ann Lee"},
    "Cy Twan takes over as showrunner from Ann Lee.": {
        "3 crew showrunner confirmed Cy Twan",
        "3 crew showrunner denied Ann Lee",
    },
    "Season 2 premiered in March 2023, with season 3 to follow in 2024.": {
        "2 release 2023-03 confirmed",
        "3 release 2024 confirmed",
    },
    "Season 3 was originally slated for 2023 but was pushed back to 2024.": {
        "3 production delayed confirmed",
        "3 release 2023 denied",
        "3 release 2024 confirmed",
    },
    "The strikes delayed production on season 3.": {"3 production delayed confirmed"},
    "Season 3 is in pre-production.": set(),
    "Season 3 is in post-production.": set(),
    "Harbor Lights has been renewed through season 5.": {"5 renewal renewed confirmed"},
    "The show has scored a two-season renewal.": {"3 renewal renewed confirmed"},
    "Netflix is planning a third season.": {"3 renewal renewed expected"},
    "A third season is in the works.": {"3 renewal renewed confirmed"},
    "A third season is in development.": {"3 renewal renewed confirmed"},
    "Netflix is in talks to renew Harbor Lights.": {"3 renewal renewed possible"},
}


@pytest.mark.parametrize(("sentence", "expected"), SENTENCES.items(), ids=SENTENCES.keys())
def test_a_sentence_gives_all_its_claims_and_no_other(sentence: str, expected: set[str]) -> None:
    assert {said(claim) for claim in claims_in(sentence)} == expected
