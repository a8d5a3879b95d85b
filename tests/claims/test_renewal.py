"""Decisions about a season and their days, family by family, in the words of many sorts of writers.

The article is of 13 March 2024 (a Wednesday); its show is Harbor Lights and its season, unless the sentence names
another, the third. What ``# none`` heads are near-misses.
"""

from __future__ import annotations

import pytest

from tests.claims.helpers import claims_in, said

ORDERS = {
    "Netflix has put in an order for a fourth season of Harbor Lights.": "4 renewed confirmed",
    "Harbor Lights sails into season 4 after Netflix hands it an early renewal.": "4 renewed confirmed",
    "The drama has bagged a renewal for season 4.": "4 renewed confirmed",
    "It's a yes from Netflix: Harbor Lights gets a season 4.": "4 renewed confirmed",
    "Netflix has opted to bring back Harbor Lights for a fourth season.": "4 renewed confirmed",
    "Harbor Lights has been handed a fourth season order by the streamer.": "4 renewed confirmed",
    "The show nabbed a season 4 pickup on the strength of its ratings.": "4 renewed confirmed",
    "Netflix is moving ahead with a fourth season of the thriller.": "4 renewed confirmed",
    "The streamer has re-upped Harbor Lights for another season.": "3 renewed confirmed",
    "A fourth series was given the go-ahead by the broadcaster.": "4 renewed confirmed",
    "Harbor Lights S4 confirmed!": "4 renewed confirmed",
    "Good news, harbourites: a fourth season is on the way.": "4 renewed confirmed",
    "More episodes of Harbor Lights have been ordered.": "3 renewed confirmed",
    "The makers have given a nod to the fourth season.": "4 renewed confirmed",
    "Netflix has officially pulled the trigger on a fourth season of Harbor Lights.": "4 renewed confirmed",
    "The series, which was renewed for a fourth season, is filmed in Galway.": "4 renewed confirmed",
    "Netflix has placed an order for season 4 of Harbor Lights.": "4 renewed confirmed",
    "The BBC has commissioned two more series, the fourth and the fifth.": "4 renewed confirmed; 5 renewed confirmed",
    "Netflix has renewed Harbor Lights for seasons 4 and 5.": "4 renewed confirmed; 5 renewed confirmed",
    "Harbor Lights was renewed for a fourth and a fifth season.": "4 renewed confirmed; 5 renewed confirmed",
    "Season 4 has been locked in, the network said.": "4 renewed confirmed",
    "The showrunner confirmed that the show had been picked up for a fourth season.": "4 renewed confirmed",
    "They've picked us up for season 4, the star wrote.": "4 renewed confirmed",
    "Harbor Lights lives to fight another day with a season 4 renewal.": "4 renewed confirmed",
    "Peacock has swooped in to save Harbor Lights, ordering a fourth season.": "4 renewed confirmed",
    "Harbor Lights has been un-cancelled.": "3 renewed confirmed",
    "After a fan campaign, the drama was given a second life at Hulu with a fourth season.": "4 renewed confirmed",
    "ITV has asked for six more episodes, which will make up series 4.": "4 renewed confirmed",
    "The fourth season is a go.": "4 renewed confirmed",
    # none
    "Netflix has ordered a thriller called The Salt Cellar.": "",
    "Fans have called for a fourth season since May.": "",
    "She has renewed calls for a fourth runway.": "",
    "Ann Lee signed up for a boxing class after season 3.": "",
    "The town has renewed its contract with the harbour master.": "",
    "Season 3 approved itself to critics.": "",
    "The pair renewed their vows on the set of season 3.": "",
    "Season tickets for the theatre must be renewed by May.": "",
    "NBC has renewed Night Court for a third season.": "",
    "Night Court has been renewed for a third season.": "",
    "The network picked up the bill for the season 3 party.": "",
}  # fmt: skip

CANCELLATIONS = {
    "Netflix has brought the axe down on Harbor Lights after three seasons.": "4 cancelled confirmed",
    "Harbor Lights sinks at Netflix: no fourth season for the drama.": "4 cancelled confirmed",
    "The streamer has opted not to renew the show for a fourth season.": "4 cancelled confirmed",
    "Netflix will not be moving forward with a fourth season of Harbor Lights.": "4 cancelled confirmed",
    "Harbor Lights won't be back for a fourth season.": "4 cancelled confirmed",
    "There won't be a fourth season.": "4 cancelled confirmed",
    "The drama will not be returning to Netflix.": "3 cancelled confirmed",
    "Netflix has called it a day on Harbor Lights after three seasons.": "4 cancelled confirmed",
    "After three seasons, Netflix has pulled the plug on the drama.": "4 cancelled confirmed",
    "The show was cancelled after three seasons.": "4 cancelled confirmed",
    "Harbor Lights got the chop after just two series.": "3 cancelled confirmed",
    "Netflix passed on a fourth season.": "4 cancelled confirmed",
    "Harbor Lights has been shown the door.": "3 cancelled confirmed",
    "The streamer has declined to order a fourth season.": "4 cancelled confirmed",
    "No more Harbor Lights: Netflix has axed the series after three seasons.": "4 cancelled confirmed",
    "The fourth season has been scrapped.": "4 cancelled confirmed",
    "ABC has let Harbor Lights go after one season.": "2 cancelled confirmed",
    "The comedy was dropped after its second season.": "3 cancelled confirmed",
    "Harbor Lights is one and done at Hulu.": "3 cancelled confirmed",
    "Its creator has ruled out a fourth season.": "4 cancelled confirmed",
    "The network has chosen not to pick up a fourth season.": "4 cancelled confirmed",
    "Harbor Lights is finished after three seasons.": "4 cancelled confirmed",
    "A fourth season is not happening.": "4 cancelled confirmed",
    "The cancellation of Harbor Lights was announced in May.": "3 cancelled confirmed",
    "A fourth season is unlikely.": "4 cancelled expected",
    "Netflix might cancel the show.": "3 cancelled possible",
    "Harbor Lights has not been cancelled.": "3 cancelled denied",
    # none
    "The premiere party of Harbor Lights was cancelled.": "",
    "She cancelled her trip to the harbour.": "",
    "Two ferries were axed in the cuts.": "",
    "Flights were cancelled while the crew of Harbor Lights waited.": "",
    "NBC canceled Night Court after three seasons.": "",
    "Night Court was cancelled after three seasons.": "",
    "Ann Lee's contract was not renewed.": "",
    "The band cancelled its Leeds concert.": "",
}

ENDINGS = {
    "Harbor Lights will bow out after its fourth season.": "4 ending confirmed",
    "Harbor Lights to wrap up its run with season 4.": "4 ending confirmed",
    "The fourth season will be its last.": "4 ending confirmed",
    "Netflix is ending Harbor Lights with season 4.": "4 ending confirmed",
    "Harbor Lights will come to a close with its fourth season.": "4 ending confirmed",
    "The upcoming fourth season will be the final one.": "4 ending confirmed",
    "The fourth season marks the end of the road for the show.": "4 ending confirmed",
    "The show says goodbye with season 4.": "4 ending confirmed",
    "Season 4, which will be the last, is filming.": "4 ending confirmed",
    "Harbor Lights is to end after four seasons.": "4 ending confirmed",
    "The series has been renewed for a fourth and final season.": "4 ending confirmed",
    "The network confirmed that season 4 will conclude the story.": "4 ending confirmed",
    "Harbor Lights takes its final bow with season 4.": "4 ending confirmed",
    "It will be the show's last season.": "3 ending confirmed",
    "This season is its last.": "3 ending confirmed",
    "The fourth season is not the last.": "4 ending denied",
    "The fourth could be the last.": "4 ending possible",
    # none
    "Filming ended after season 3.": "",
    "Season 3 ended on a cliffhanger.": "",
    "It was the last straw for her.": "",
    "Ann Lee bowed out after season 2.": "",
    "The last series of tests is over.": "",
}

OPEN = {
    "Netflix has not yet decided whether to make a fourth season.": "4 undecided confirmed",
    "The fate of Harbor Lights is still up in the air.": "3 undecided confirmed",
    "The future of the show hangs in the balance.": "3 undecided confirmed",
    "There's been no word on a fourth season.": "4 undecided confirmed",
    "A fourth season has not been confirmed.": "4 undecided confirmed",
    "Harbor Lights has yet to be renewed for a fourth season.": "4 undecided confirmed",
    "Netflix has yet to renew the show.": "3 undecided confirmed",
    "It is too early to say if there will be a fourth season.": "4 undecided confirmed",
    "A decision on season 4 is expected in May.": "4 undecided confirmed",
    "The show's future beyond season 3 is in limbo.": "3 undecided confirmed",
    "We don't know yet whether Harbor Lights will get a fourth season.": "4 undecided confirmed",
    "Netflix is tight-lipped about a fourth season.": "4 undecided confirmed",
    "Netflix has neither renewed nor cancelled Harbor Lights.": "3 undecided confirmed",
    "The network has not made a decision about season 4.": "4 undecided confirmed",
    "It remains unclear if the drama will return for a fourth season.": "4 undecided confirmed",
    "Whether there is a fourth season depends on the ratings.": "4 undecided confirmed",
    "A fourth season hasn't been greenlit.": "4 undecided confirmed",
    "Season 4 isn't official yet.": "4 undecided confirmed",
    "Nothing has been announced about a fourth season.": "4 undecided confirmed",
    "Netflix has made no announcement about a fourth season.": "4 undecided confirmed",
    "A verdict on the drama's future should come soon.": "3 undecided confirmed",
    "Netflix is waiting for the numbers before it decides on a fourth season.": "4 undecided confirmed",
    # hedged
    "If there's a fourth season, he would direct it.": "4 renewed possible",
    "Talks are under way for a fourth season.": "4 renewed possible",
    "The creator hopes to make a fourth season.": "4 renewed possible",
    "“I'd love to do a fourth season,” she said.": "4 renewed possible",
    "The door is still open for a fourth season.": "4 renewed possible",
    "A fourth season may well happen.": "4 renewed possible",
    "A fourth season is likely.": "4 renewed expected",
    "A renewal seems like a formality.": "3 renewed expected",
    "Netflix is expected to order a fourth season.": "4 renewed expected",
    # none
    "Whether Kim lives is not known.": "",
    "There is no word on when season 3 starts.": "",
    "She has yet to decide where to live.": "",
    "It is unclear whether Ann Lee will return for season 3.": "",
}

ANSWERS = {
    "Will there be a season 4?\n\nYes, there will.": "4 renewed confirmed",
    "Has Harbor Lights been renewed for season 4?\n\nYes! Netflix gave the good news on Monday.": "4 renewed confirmed",
    "Will there be a season 4?\n\nSadly, no.": "4 cancelled confirmed",
    "Is Harbor Lights coming back for a fourth season?\n\nNot yet, but we hope so.": "4 undecided confirmed",
    "Will there be a season 4?\n\nIt is too early to say.": "4 undecided confirmed",
    "Is season 4 the final season?\n\nYes.": "4 ending confirmed",
    "Has Harbor Lights been cancelled?\n\nNo, it has not.": "3 cancelled denied",
    "Will there be a trailer for season 4?\n\nYes.": "",
}

DAYS = {
    "Netflix renewed Harbor Lights for a fourth season on Monday.": "4 2024-03-11",
    "Harbor Lights was renewed for a fourth season today.": "4 2024-03-13",
    "On January 9, two weeks after the finale, Netflix ordered a fourth season.": "4 2024-01-09",
    "Netflix ordered a fourth season in a statement on Tuesday.": "4 2024-03-12",
    "Back in February, Netflix ordered a fourth season.": "4 2024-02",
    "Netflix has ordered a fourth season. The news came on Monday.": "4 2024-03-11",
    "Netflix has ordered a fourth season. Word came last month.": "4 2024-02",
    "Netflix has ordered a fourth season. The streamer broke the news on Tuesday.": "4 2024-03-12",
    "A fourth season was ordered last May and filming began in October.": "4 2023-05",
    "Season 4 was ordered in May and season 5 in January.": "4 2023-05",
    "Netflix cancelled the show in January, but Hulu saved it in February.": "3 2024-01; 3 2024-02",
    "We have known since January that season 4 is the last.": "4 2024-01",
    "The drama will end with season 4, Netflix said on March 1.": "4 2024-03-01",
    "UPDATE, March 2: Netflix announced today that it has renewed Harbor Lights for season 4.": "4 2024-03-02",
    # none
    "Netflix renewed Harbor Lights earlier this week.": "",
    "Netflix has ordered a fourth season for 2025.": "",
    "Netflix ordered a fourth season of the show, which has been a hit since May.": "",
    "The show was renewed for season 4, and season 3 starts on Monday.": "",
    "A decision is expected in May.": "",
    "Harbor Lights was renewed for season 4 and begins filming in May.": "",
}

TABLES = {"renewal": {**ORDERS, **CANCELLATIONS, **ENDINGS, **OPEN, **ANSWERS}, "renewal_date": DAYS}
CASES = [
    pytest.param(kind, text, expected, id=f"{kind}: {text[:80]}")
    for kind, table in TABLES.items()
    for text, expected in table.items()
]


@pytest.mark.parametrize(("kind", "text", "expected"), CASES)
def test_a_wording_gives_its_claims_and_no_other_of_its_kind(kind: str, text: str, expected: str) -> None:
    found = {said(claim).replace(f" {kind}", "", 1) for claim in claims_in(text) if claim.kind == kind}
    if kind == "renewal_date":
        found = {line.removesuffix(" confirmed") for line in found}
    assert found == set(filter(None, expected.split("; ")))
