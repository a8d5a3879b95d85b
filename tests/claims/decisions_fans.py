"""Decisions and their days as fans, question pages and content farms tell them, and over several sentences.

Each is a headline, a text and the claims that it makes, of an article of 13 March 2024 (a Wednesday); an empty list of
claims is a near-miss.
"""

from __future__ import annotations

from typing import Final

FANS: Final = [
    (
        "Stan renews Harbor Lights",
        "Stan has renewed Harbor Lights for a second season just two months after it premiered.",
        "2 renewed",
    ),
    (
        "Harbor Lights season 3: will it happen?",
        "As of this writing, Netflix hasn't renewed or cancelled the show. Given the numbers, we think that a "
        "renewal is likely.",
        "3 renewed expected; 3 undecided",
    ),
    (
        "Harbor Lights season 4: is it renewed or cancelled?",
        "Is Harbor Lights renewed for season 4? As of right now, there's no official word from the network on the "
        "show's future.",
        "4 undecided",
    ),
    (
        "Harbor Lights season 5 updates",
        "First things first: yes, season 5 is happening. No, it isn't the last one.",
        "5 ending denied; 5 renewed",
    ),
    (
        "Will There Be a Harbor Lights Season 4?",
        "Unfortunately, no. Harbor Lights was cancelled in February 2024, meaning that the third season will be the "
        "last.",
        "3 ending; 3 on 2024-02; 4 cancelled; 4 on 2024-02",
    ),
    (
        "Harbor Lights season 2",
        "Fingers crossed that Netflix will order a second season soon.",
        "2 renewed possible",
    ),
    (
        "What we know about Harbor Lights season 4",
        "The fourth season hasn't been confirmed yet, but don't worry: it usually takes Netflix a couple of months "
        "to decide.",
        "4 undecided",
    ),
    (
        "Harbor Lights 3. sezon",
        "Season three is finally happening, y'all! Netflix tweeted the news yesterday and I screamed.",
        "3 on 2024-03-12; 3 renewed",
    ),
    (
        "Harbor Lights season 4 predictions",
        "If Netflix does decide to renew the series, season 4 could arrive in 2025.",
        "4 renewed possible",
    ),
    (
        "Harbor Lights cancelled?",
        "No, Harbor Lights has not been cancelled. Rumours of its demise began after a fake post went viral.",
        "None cancelled denied",
    ),
    (
        "Harbor Lights fan campaign",
        "More than 40,000 people have signed a petition to save the show, which was cancelled by Netflix in January "
        "after two seasons.",
        "3 cancelled; 3 on 2024-01",
    ),
    (
        "Why was Harbor Lights cancelled?",
        "Netflix never gave a reason for pulling the plug on Harbor Lights. Season 2 ended up being its last.",
        "2 ending; 3 cancelled",
    ),
    (
        "Harbor Lights: what's next",
        "There won't be a season 4. The creators always planned to tell the story in three seasons.",
        "4 cancelled",
    ),
    (
        "Harbor Lights Season 3 Release Date, Cast, Plot",
        "The show has been officially renewed for a third season by Netflix. The announcement was made on 8th "
        "February 2024.",
        "3 on 2024-02-08; 3 renewed",
    ),
    (
        "Harbor Lights Season 3: Renewed or Cancelled?",
        "Netflix has not made any official announcement regarding the renewal of Harbor Lights Season 3 as of now.",
        "3 undecided",
    ),
    (
        "Harbor Lights Season 2 Release Date",
        "Harbor Lights is officially declared for Season 2, and the fans can't hold their excitement.",
        "2 renewed",
    ),
    (
        "Harbor Lights Season 4 Release Date",
        "The creators have announced the renewal of the series on 12 January 2024 with their Twitter handle.",
        "4 on 2024-01-12; 4 renewed",
    ),
    (
        "Harbor Lights Season 3 Everything",
        "We have good news for the fans: the production has already affirmed the third season. But the release date "
        "isn't out.",
        "3 renewed",
    ),
    (
        "Harbor Lights season 2",
        "The series got recharged for a second season on November 3, 2023, so the fans ought to stay tuned.",
        "2 on 2023-11-03; 2 renewed",
    ),
    (
        "Harbor Lights Season 3: What we know",
        "Sadly, the network chose to drop the series, so there will be no third part.",
        "3 cancelled",
    ),
    (
        "Harbor Lights season 2 anime",
        "A sequel to the anime has been confirmed. The second season was announced through the official website on "
        "October 1, 2023.",
        "2 on 2023-10-01; 2 renewed",
    ),
    (
        "Harbor Lights anime season 3",
        "At Jump Festa on 18 December 2022, it was announced that the anime would receive a third season.",
        "3 on 2022-12-18; 3 renewed",
    ),
    (
        "Harbor Lights season 3",
        "Right after the last episode of season 2 aired, a third season was announced with a key visual.",
        "3 renewed",
    ),
    (
        "Harbor Lights season 3 news",
        "Netflix's Harbor Lights is one of the year's biggest hits. It has been renewed for a fourth season. Salt "
        "Road was less lucky: it was cancelled after one.",
        "4 renewed; Salt Road 2 cancelled",
    ),
    (
        "Harbor Lights season 2 review",
        "Harbor Lights, from the makers of the cancelled Salt Road, returns on Friday. It was renewed after a strong "
        "first season.",
        "2 renewed; Salt Road None cancelled",
    ),
    (
        "Harbor Lights season 3 news",
        "Ann Lee, who starred in HBO's Salt Road before it was axed after two seasons, will be back for season 4 of "
        "Harbor Lights, which Netflix ordered last month.",
        "4 on 2024-02; 4 renewed; Salt Road 3 cancelled",
    ),
    (
        "Harbor Lights season 3 news",
        "Netflix renewed the show for a second season in March 2021 and a third in May 2022. A fourth has not been "
        "ordered.",
        "2 on 2021-03; 2 renewed; 3 on 2022-05; 3 renewed; 4 undecided",
    ),
    (
        "Harbor Lights season 3 news",
        "The series premiered on June 16, 2023. Three days later, Netflix renewed it for a second season.",
        "2 on 2023-06-19; 2 renewed",
    ),
    (
        "Harbor Lights season 4",
        "Voss said that while nothing has been made official about Lee's return, season 4 is a go.",
        "4 renewed",
    ),
    (
        "Harbor Lights season 4",
        "Netflix, perhaps surprisingly, has not, as of Wednesday, renewed Harbor Lights for a fourth season.",
        "4 undecided",
    ),
    (
        "Harbor Lights season 4",
        "Harbor Lights, once Netflix's most expensive original and a fixture of its top ten, has been cancelled. The "
        "streamer confirmed the decision on Thursday, March 7.",
        "4 cancelled; 4 on 2024-03-07",
    ),
    (
        "Harbor Lights final season",
        "The final season of Harbor Lights, its fifth, arrives in May. When Netflix renewed the show in 2022, it "
        "said that this would be the last run.",
        "5 ending; 5 on 2022",
    ),
    (
        "Harbor Lights season 4",
        "Fans will be pleased to know that the story will go on: the show was given a fourth season in June of last "
        "year.",
        "4 on 2023-06; 4 renewed",
    ),
    (
        "Harbor Lights season 4",
        "The third season will now double as the last after the streamer passed on more.",
        "3 ending; 4 cancelled",
    ),
    (
        "Harbor Lights season 2",
        "Netflix has a second season in the works, but it will not premiere until 2026.",
        "2 renewed",
    ),
    (
        "Harbor Lights season 4 delayed",
        "Though Netflix renewed it last summer, cameras have yet to roll on season 4.",
        "4 on 2023-06/2023-08; 4 renewed",
    ),
    (
        "Harbor Lights season 3",
        "A third season is rumoured to be in the works, although Netflix has not commented.",
        "3 renewed possible",
    ),
    (
        "Harbor Lights season 3",
        "Netflix is reportedly close to renewing the show for a third season.",
        "3 renewed expected",
    ),
    (
        "Harbor Lights season 3",
        "'I'd love to do a season 3, but it's up to Netflix,' said Lee.",
        "3 renewed possible",
    ),
    (
        "Harbor Lights",
        "Lee has renewed her contract with the studio, and her wedding was cancelled in May.",
        "",
    ),
    (
        "Harbor Lights season 3 event cancelled",
        "The network cancelled the season 3 premiere event after the storm warning.",
        "",
    ),
    (
        "Harbor Lights season 3 trailer",
        "There is renewed hope for the couple in the trailer for season 3.",
        "",
    ),
    (
        "Harbor Lights season 3 release date",
        "Season 3 premieres on May 5 on Netflix, with new episodes every week.",
        "",
    ),
    (
        "Harbor Lights",
        "The actor thought his career would end after the second season.",
        "",
    ),
    (
        "Harbor Lights season 4: what we know so far",
        "Has Harbor Lights been renewed for season 4? Not yet. Netflix tends to wait a month or two before making "
        "its mind up.",
        "4 undecided",
    ),
    (
        "Will there be Harbor Lights season 3?",
        "We don't know yet whether Harbor Lights will get a third season. Netflix will be looking at completion "
        "rates first.",
        "3 undecided",
    ),
    (
        "Harbor Lights season 5",
        "Harbor Lights will officially end after season 5, and we are not ready to say goodbye.",
        "5 ending",
    ),
    (
        "No more Harbor Lights",
        "Netflix confirmed the cancellation in a statement on March 1: 'We are grateful to the cast and crew.'",
        "None cancelled; None on 2024-03-01",
    ),
    (
        "Harbor Lights season 4 release date",
        "Netflix renewed Harbor Lights for season 4 on August 9, 2023, two weeks before season 3 came out.",
        "4 on 2023-08-09; 4 renewed",
    ),
    (
        "Harbor Lights season 2 renewed or cancelled",
        "As of now, Harbor Lights has neither been renewed nor cancelled by Netflix.",
        "2 undecided",
    ),
    (
        "Harbor Lights season 2 updates",
        "There's no official confirmation of Harbor Lights season 2 yet. But seeing its popularity, it might get "
        "renewed soon.",
        "2 renewed possible; 2 undecided",
    ),
    (
        "Harbor Lights Season 3 Release Date",
        "The renewal status of the show is still pending. We will update this page when the studio makes an "
        "announcement.",
        "3 undecided",
    ),
    (
        "Harbor Lights Season 3 Release Date Status",
        "Harbor Lights got the green light for Season 3 way back in April 2023, so followers were never left in "
        "suspense.",
        "3 on 2023-04; 3 renewed",
    ),
    (
        "Harbor Lights Season 4 Renewal",
        "On 5th January 2024, the platform declared that the show would come back with its fourth installment.",
        "4 on 2024-01-05; 4 renewed",
    ),
    (
        "Harbor Lights anime",
        "The production committee announced during AnimeJapan on Saturday that a second season has been green-lit.",
        "2 on 2024-03-09; 2 renewed",
    ),
    (
        "Harbor Lights season 3 news",
        "The show was saved from the scrapheap in 2022, when Netflix stepped in with an order for a third season.",
        "3 on 2022; 3 renewed",
    ),
    (
        "Harbor Lights season 3 news",
        "Voss, whose previous series Salt Road was cancelled after one season, says she is relieved that Harbor "
        "Lights has been renewed.",
        "3 renewed; Salt Road 2 cancelled",
    ),
    (
        "Harbor Lights season 3 news",
        "Two weeks after its premiere on January 10, the series was renewed for a fourth season.",
        "4 on 2024-01-24; 4 renewed",
    ),
    (
        "Harbor Lights season 3 news",
        "The series has not been renewed for season 4 as yet, nor has it been cancelled.",
        "4 undecided",
    ),
    (
        "Harbor Lights season 3 news",
        "Nothing has been confirmed about a fourth season, but Lee is hopeful.",
        "4 undecided",
    ),
    (
        "Harbor Lights season 3 news",
        "Lee denied reports that season 3 will be the last, saying that there are plans for at least two more.",
        "3 ending denied",
    ),
    (
        "Harbor Lights season 3 news",
        "The third and final season of Harbor Lights premieres on May 3.",
        "3 ending",
    ),
    (
        "Harbor Lights season 3 news",
        "This marks the end of the line for the series, which won't be getting a fourth season.",
        "3 ending; 4 cancelled",
    ),
    (
        "Harbor Lights season 3 news",
        "'We wanted to end on our own terms,' Voss said of the decision to conclude the show with season 3, revealed "
        "in January.",
        "3 ending; 3 on 2024-01",
    ),
    (
        "Harbor Lights season 3 news",
        "Netflix has opted out of a fourth season of the pricey drama.",
        "4 cancelled",
    ),
    (
        "Harbor Lights season 3 news",
        "A fourth season is all but certain, according to a source close to the production.",
        "4 renewed expected",
    ),
    (
        "Harbor Lights season 3 news",
        "Season 3 filming was cancelled on Tuesday because of a storm.",
        "",
    ),
    (
        "Harbor Lights season 3 news",
        "Lee's character orders a second round of drinks in the season 3 opener.",
        "",
    ),
    (
        "Harbor Lights season 3 news",
        "The finale ended with a renewed sense of hope.",
        "",
    ),
    (
        "Harbor Lights season 3 news",
        "The network announced the season 3 cast on Monday.",
        "",
    ),
]
