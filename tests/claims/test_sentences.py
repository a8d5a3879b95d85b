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
}


@pytest.mark.parametrize(("sentence", "expected"), SENTENCES.items(), ids=SENTENCES.keys())
def test_a_sentence_gives_all_its_claims_and_no_other(sentence: str, expected: set[str]) -> None:
    assert {said(claim) for claim in claims_in(sentence)} == expected
