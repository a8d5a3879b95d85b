"""Decisions, their days and premieres, by family of language: a slot each, in the words of many sorts of writers.

The article is of 13 March 2024 (a Wednesday); its show is Harbor Lights and its season, unless the sentence names
another, the third. What ``# none`` heads are near-misses.
"""

from __future__ import annotations

import pytest

from tests.claims.helpers import claims_in, said

RENEWED = {
    "Netflix will make a third season of “Harbor Lights,” its chief said.": "3 renewed confirmed",
    "Netflix said yes to a fourth season of Harbor Lights.": "4 renewed confirmed",
    "The streamer gave its thumbs up to season 4.": "4 renewed confirmed",
    "The go-ahead for season 4 was given last November.": "4 renewed confirmed",
    "Netflix has given the third season the nod.": "3 renewed confirmed",
    "The BBC has ordered a fourth as well.": "4 renewed confirmed",
    "Netflix has already asked for a fourth series.": "4 renewed confirmed",
    "There'll be a fourth series.": "4 renewed confirmed",
    "Harbor Lights gets a fourth season, to the tune of 18 episodes.": "4 renewed confirmed",
    "Netflix decided last month to make a fourth season.": "4 renewed confirmed",
    "Netflix decided in July to make a fourth.": "4 renewed confirmed",
    "It was in April that Netflix made the third one official.": "3 renewed confirmed",
    "Season four is green-signalled.": "4 renewed confirmed",
    "The fourth series, which was commissioned in October, will go ahead without her.": "4 renewed confirmed",
    "Harbor Lights, whose fourth season Netflix ordered in March, has a new home.": "4 renewed confirmed",
    "Harbor Lights got picked up for a fourth season, good for the boats.": "4 renewed confirmed",
    "A fourth has been ordered and will shoot by Easter.": "4 renewed confirmed",
    "‘Harbor Lights’ Is a Go for Season 4.": "4 renewed confirmed",
    "Harbor Lights has been given a fourth run.": "4 renewed confirmed",
    "The drama has been recommissioned for a fourth series.": "4 renewed confirmed",
    "Harbor Lights will be back for a fourth season.": "4 renewed confirmed",
    "Harbor Lights has bagged itself a fourth outing.": "4 renewed confirmed",
    "Netflix has signed up for a fourth season of the drama.": "4 renewed confirmed",
    "More Harbor Lights is on the way: a fourth season has been locked in.": "4 renewed confirmed",
    "Netflix has extended Harbor Lights through a fourth season.": "4 renewed confirmed",
    "“We are doing a fourth season,” the showrunner said.": "4 renewed confirmed",
    "Netflix has sanctioned a fourth season.": "4 renewed confirmed",
    "Netflix confirmed Tuesday that Harbor Lights will return for season 4.": "4 renewed confirmed",
    "It's official: season 4 is happening!": "4 renewed confirmed",
    "The makers have confirmed that the show will return with a fourth season.": "4 renewed confirmed",
    "Harbor Lights sails on: Netflix orders season 4.": "4 renewed confirmed",
    "Peacock rescued “Harbor Lights” with an order for a fourth season.": "4 renewed confirmed",
    "The series has been handed a season-four order.": "4 renewed confirmed",
    # hedged
    "A fourth season might also be made, one actor hinted.": "4 renewed possible",
    "“If enough of you tune in, there might be a fourth,” said a producer.": "4 renewed possible",
    "There could be a fourth helping after that, insiders reckon.": "4 renewed possible",
    "A cousin in catering swears that a fourth season has been ordered on the quiet. File under gossip.":
        "4 renewed possible",
    "Netflix is in talks about a fourth season.": "4 renewed possible",
    "A fourth season is all but certain.": "4 renewed expected",
    "Harbor Lights is expected to be renewed for season 4.": "4 renewed expected",
    # none
    "The release date of Season 2 has not been announced.": "",
    "A premiere date for Harbor Lights season 2 has yet to be confirmed.": "",
    "The cast for season 2 has not been confirmed.": "",
    "The trade on the docks has been renewed with vigour.": "",
    "Harbor Lights premieres on May 2.": "",
    "Jo leaves us after nine seasons of popcorn.": "",
    "She has been ordered to rest before season 3.": "",
    "Ann Lee will be back for a third season.": "",
    "A Quebec version of Harbor Lights was ordered last year.": "",
    "What I want renewed is the nerve to let a small thing stay small.": "",
    "The third season begins filming in May.": "",
    "Kim lands a second job in season 3.": "",
    "Season 3 picks up in 1972, a year after the fire.": "",
    "Her contract for season 4 was renewed in May.": "",
}  # fmt: skip

CANCELLED = {
    "Fox had dropped the comedy on Thursday after five seasons.": "6 cancelled confirmed",
    "NBC canceled the series in May after four.": "5 cancelled confirmed",
    "There's not going to be a season 9.": "9 cancelled confirmed",
    "A fourth season will not be made, the broadcaster says.": "4 cancelled confirmed",
    "Netflix has swung the axe on Harbor Lights after two seasons.": "3 cancelled confirmed",
    "Harbor Lights has been given the chop after three series.": "4 cancelled confirmed",
    "Netflix won't be making a fourth season.": "4 cancelled confirmed",
    "Harbor Lights has been cancelled after its third season.": "4 cancelled confirmed",
    "The show is not coming back for season 4.": "4 cancelled confirmed",
    "Netflix has decided against a fourth season.": "4 cancelled confirmed",
    "The streamer is not moving forward with a fourth season of the drama.": "4 cancelled confirmed",
    "Harbor Lights is dead: Netflix has scrapped season 4.": "4 cancelled confirmed",
    "Harbor Lights bites the dust after two seasons.": "3 cancelled confirmed",
    "Netflix calls time on Harbor Lights after two seasons.": "3 cancelled confirmed",
    "Netflix has not cancelled the show.": "3 cancelled denied",
    "Did Netflix cancel Harbor Lights?\n\nNetflix did no such thing.": "3 cancelled denied",
    "Rumours that the show had been axed are false.": "3 cancelled denied",
    "The plug has been pulled on Harbor Lights after two seasons.": "3 cancelled confirmed",
    "The axe has fallen on Harbor Lights after three seasons.": "4 cancelled confirmed",
    # none
    "The promotion she was after has been cancelled.": "",
    "Cancelled: the Boxing Day double bill.": "",
    "The harbour fair of season 3 was cancelled by rain.": "",
    "She dropped the phone after two seasons.": "",
}

ENDING = {
    "It will be the last, the broadcaster said.": "3 ending confirmed",
    "It's also the last, so ration yourself.": "3 ending confirmed",
    "The third was always meant as the last.": "3 ending confirmed",
    "The fourth and last season starts in May.": "4 ending confirmed",
    "Season 4 will bring the story to a close.": "4 ending confirmed",
    "Harbor Lights will bow out with a fourth season.": "4 ending confirmed",
    "Netflix has renewed Harbor Lights for a fourth and final season.": "4 ending confirmed",
    "The series will wrap up with season 4.": "4 ending confirmed",
    "The forthcoming run is the show's last.": "3 ending confirmed",
    "Harbor Lights will end after its fourth season.": "4 ending confirmed",
    "Season 4 is to be the end of the road for Harbor Lights.": "4 ending confirmed",
    "The fourth season will serve as its conclusion.": "4 ending confirmed",
    "Season 4 will be the show's swan song.": "4 ending confirmed",
    "There's a rumor going round that season 4 is the last one.": "4 ending possible",
    "The fourth season may be its last.": "4 ending possible",
    "Season 4 will be the final chapter.": "4 ending confirmed",
    "The upcoming fourth season will mark the end of Harbor Lights.": "4 ending confirmed",
    # none
    "The last season ended on a cliffhanger.": "",
    "Will carriage 4 be the last?": "",
    "It was the last thing she said.": "",
}

UNDECIDED = {
    "A fourth has yet to be discussed, insiders say.": "4 undecided confirmed",
    "Nothing has been settled about a fourth.": "4 undecided confirmed",
    "Has a fourth season been thought of? “Not decided,” said the actor.": "4 undecided confirmed",
    "Nobody at Netflix has made their mind up about a fourth series.": "4 undecided confirmed",
    "Whether a fourth will follow is to be discussed after the finale.": "4 undecided confirmed",
    "A fourth season was not yet being discussed, a spokesperson said.": "4 undecided confirmed",
    "A fourth, perhaps?\n\nThey haven't made a decision.": "4 undecided confirmed",
    "The network will make up its mind about season 4 in the fall.": "4 undecided confirmed",
    "Netflix hasn't said a word about a fourth season.": "4 undecided confirmed",
    "No decision on a fourth run has been taken.": "4 undecided confirmed",
    "Netflix is yet to decide on a fourth season.": "4 undecided confirmed",
    "The jury is still out on a fourth season.": "4 undecided confirmed",
    "Harbor Lights is still on the bubble.": "3 undecided confirmed",
    "Netflix has neither renewed nor cancelled the show.": "3 undecided confirmed",
    "The show's fate hangs in the balance.": "3 undecided confirmed",
    "It is not known whether there will be a fourth season.": "4 undecided confirmed",
    "Netflix is mulling a fifth season.": "5 renewed possible",
    "Netflix has not commented on whether there will be a season 4.": "4 undecided confirmed",
    "There's no official word on season 4.": "4 undecided confirmed",
    "No fourth season has been announced.": "4 undecided confirmed",
    "A renewal has not been announced yet.": "3 undecided confirmed",
    # none
    "Nobody has decided what to eat.": "",
    "It is not decided who plays Kim.": "",
    "There is no word yet on casting for season 3.": "",
}

DAYS = {
    "Netflix announced late on Friday that it has renewed Harbor Lights for season 4.": "4 2024-03-08",
    "Fox had dropped the comedy on Thursday after five seasons.": "6 2024-03-07",
    "On Monday, March 11, the streamer gave its thumbs up to season 4.": "4 2024-03-11",
    "It was in April 2023 that Netflix made the third one official.": "3 2023-04",
    "“The lease has been extended,” wrote the BBC this morning: there'll be a fourth series.": "4 2024-03-13",
    "The go-ahead for this one was given last November.": "3 2023-11",
    "last tuesday Netflix said yes to a fourth season of Harbor Lights.": "4 2024-03-12",
    "Netflix decided at the end of last month to make a fourth season.": "4 2024-02",
    "It will be the last, as the broadcaster let journalists know on Tuesday.": "3 2024-03-12",
    "NBC canceled the series in May after four.": "5 2023-05",
    "SBS decided in July of 2023 to make a fourth.": "4 2023-07",
    "The fourth series, which was commissioned in October, will go ahead.": "4 2023-10",
    "Harbor Lights, whose fourth season Netflix ordered in February, is back.": "4 2024-02",
    "Netflix ordered a fourth season back in January.": "4 2024-01",
    "A fourth season was commissioned on 2 February.": "4 2024-02-02",
    "Last month, Netflix handed the show a fourth season.": "4 2024-02",
    "Netflix has renewed Harbor Lights for season 4. The news broke on Monday.": "4 2024-03-11",
    "Netflix has renewed Harbor Lights for season 4, it was announced on Monday.": "4 2024-03-11",
    "In January, two weeks after the finale, Netflix ordered a fourth season.": "4 2024-01",
    # none
    "Netflix has renewed Harbor Lights for season 4, which arrives in May.": "",
    "Netflix recently renewed Harbor Lights.": "",
    "Harbor Lights, renewed for season 4, returns on May 2.": "",
    "Netflix renewed the show after the finale aired on Sunday.": "",
}

RELEASES = {
    "The first season went up in February 2022.": "1 2022-02 confirmed",
    "Season 2 rolled out over ten weeks, an episode apiece, starting Jan. 17.": "2 2024-01-17 confirmed",
    "The series was first seen in September 2021.": "1 2021-09 confirmed",
    "It will not be 2024, the showmakers have said of season 3.": "3 2024 denied",
    "The third season ought to drop in the early piece of 2025.": "3 2025-01/2025-04 expected",
    "Season 1 had eight episodes and season 2 had eight, which were served on August 6 and September 3.":
        "2 2023-08-06 confirmed",
    "Netflix on Tuesday fixed July 2 for the premiere of the third season.": "3 2024-07-02 confirmed",
    "The day is that on which the show had first surfaced five years ago.": "1 2019 confirmed",
    "A Tamil remake was put out in September.": "",
    "That season had premiered on February 17, while the first began its route on April 9, 2021.":
        "1 2021-04-09 confirmed; 3 2024-02-17 confirmed",
    "Filming kicks off in March, and the broadcast is planned for the latter half of the year.":
        "3 2024-07/2024-12 expected",
    "Our betting slip says early 2025.": "3 2025-01/2025-04 expected",
    "Series one got under way on 26 June 2019 on BBC Two.": "1 2019-06-26 confirmed",
    "RTÉ is aiming for December 2024.": "3 2024-12 expected",
    "The previous season opened at home on Boxing Day 2022.": "2 2022-12-26 confirmed",
    "Season one counted 25 episodes, beginning in April 2022; the second counted 12, beginning on October 7, 2023.":
        "1 2022-04 confirmed; 2 2023-10-07 confirmed",
    "Shooting began today on the third season of Harbor Lights, which will reach members in 2025.":
        "3 2025 confirmed",
    "RTÉ aims to show season 3 in the autumn of next year.": "3 2025-09/2025-11 expected",
    "It had been meant for this fall; Netflix has pushed it and it's now a 2025 show.":
        "3 2024-09/2024-11 denied; 3 2025 confirmed",
    "season 2 dropped june 25 with ten episodes.": "2 2023-06-25 confirmed",
    "so, next summer then, if you ask me.": "3 2025-06/2025-08 expected",
    "The third season has been on in America since 12 January.": "3 2024-01-12 confirmed",
    "According to the trailer that went online on Monday, we get to see it in June.": "3 2024-06 confirmed",
    "ITV1 has put series three down for Sunday 24 March.": "3 2024-03-24 confirmed",
    "My best guess is that it'll turn up early in 2025.": "3 2025-01/2025-04 expected",
    "The lucky British see it from March 31.": "3 2024-03-31 confirmed",
    "Look for it in the fall of 2025 at the earliest.": "3 2025-09/.. confirmed",
    "The network rejected a report which had Harbor Lights starting its third season on June 6.":
        "3 2024-06-06 denied",
    "Viewers will get it in the first half of next year.": "3 2025-01/2025-06 confirmed",
    "Season 3 is back early in 2025.": "3 2025-01/2025-04 confirmed",
    "Broadcast from April 9, 2021, the first season was a hit.": "1 2021-04-09 confirmed",
    "The third season opens its doors on May 2.": "3 2024-05-02 confirmed",
    "Season 3 goes out on BBC One from 2 May.": "3 2024-05-02 confirmed",
    "You can stream the third season from May 2.": "3 2024-05-02 confirmed",
    "Mark your calendars: season 3 is May 2.": "3 2024-05-02 confirmed",
    "The third season makes its bow on May 2.": "3 2024-05-02 confirmed",
    "All eight episodes will be available to stream from Thursday 2 May.": "3 2024-05-02 confirmed",
    "The new season is slated to hit the platform in Q3 2024.": "3 2024-07/2024-09 confirmed",
    "The third season is headed for a summer 2024 debut.": "3 2024-06/2024-08 confirmed",
    "Don't expect Harbor Lights back until 2025.": "3 2025 expected",
    "We will have to wait until late 2024 for season 3.": "3 2024-09/2024-12 confirmed",
    "Fans can look forward to season 3 next spring.": "3 2025-03/2025-05 confirmed",
    "Season 3 lands May 2 on Netflix.": "3 2024-05-02 confirmed",
    "It premiered its first season on May 2, 2021, and the second followed in June 2022.":
        "1 2021-05-02 confirmed; 2 2022-06 confirmed",
    "Insiders put the premiere somewhere in the second half of 2025.": "3 2025-07/2025-12 expected",
    "A person familiar with the plans said that early next year was the most likely time.":
        "3 2025-01/2025-04 expected",
    "Season 2 arrived on 4 May 2022, almost two years after season 1 debuted on 6 June 2020.":
        "1 2020-06-06 confirmed; 2 2022-05-04 confirmed",
    "Season 3 came to the platform in January this year.": "3 2024-01 confirmed",
    "The season bows on HBO on Sunday, May 5.": "3 2024-05-05 confirmed",
    # unannounced
    "A precise day isn't on the table.": "3 unannounced confirmed",
    "The network would not say when the season might begin.": "3 unannounced confirmed",
    "Is there a date for season 3?\n\nThere isn't one.": "3 unannounced confirmed",
    "EXHIBIT 4. The date. There isn't one.": "3 unannounced confirmed",
    "Which month, which day, that nobody has told so far.": "3 unannounced confirmed",
    "There was no date for the third season, a spokesperson said.": "3 unannounced confirmed",
    "When does season 3 come out? Netflix isn't saying.": "3 unannounced confirmed",
    "The makers are yet to announce the release date of season 3.": "3 unannounced confirmed",
    "A premiere date for season 3 is TBA.": "3 unannounced confirmed",
    "We still don't know when season 3 will premiere.": "3 unannounced confirmed",
    "An air date is still to come.": "3 unannounced confirmed",
    "The release date is being kept under wraps.": "3 unannounced confirmed",
    # none
    "The last of the second season's 22 episodes is scheduled for May 20.": "",
    "On July 23 the streamer gave its thumbs up to season 3.": "",
    "The team opened a page for the third season on Tuesday.": "",
    "Harbor Lights (1976) returns to the big screen.": "",
    "The season wraps up on May 9.": "",
    "Season 3 is filming until June 2024.": "",
    "The Blu-ray of season 2 is out on May 9.": "",
    "She was born on May 9, 1980 and joined in season 2.": "",
    "Episode 4 of season 3 airs on May 9.": "",
    "Season 3 is set in 1999.": "",
    "The cast hit the red carpet on Friday.": "",
    "The show follows a family in 1985.": "",
    "The team reached a deal on Tuesday over season 3.": "",
    "The show has reached 40 million viewers since May.": "",
    "The season 2 finale, which aired on December 4, ended with a fire.": "",
}  # fmt: skip

TABLES = {
    "renewal": {**RENEWED, **CANCELLED, **ENDING, **UNDECIDED},
    "renewal_date": DAYS,
    "release": RELEASES,
}
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
