"""Decisions and their days as trade press, agencies, publicists and papers tell them.

Each is a headline, a text and the claims that it makes, of an article of 13 March 2024 (a Wednesday); an empty list of
claims is a near-miss.
"""

from __future__ import annotations

from typing import Final

PRESS: Final = [
    (
        "Netflix Renews ‘Harbor Lights’ for Season 4",
        "Netflix has handed out a Season 4 renewal to Harbor Lights, the maritime drama from creator Dana Voss. The "
        "pickup comes less than three weeks after the third season bowed to 9.1 million views.",
        "4 renewed",
    ),
    (
        "‘Harbor Lights’ Nabs Second Season At Netflix",
        "The freshman drama has been picked up for a second season by Netflix, Deadline has confirmed. The renewal "
        "comes two weeks after the series debuted at No. 1 on the streamer's English-language TV list.",
        "2 renewed",
    ),
    (
        "Netflix Scraps ‘Harbor Lights’ After Two Seasons",
        "EXCLUSIVE: Harbor Lights won't be sailing on. Netflix has opted not to proceed with a third season of the "
        "drama, I have learned.",
        "3 cancelled",
    ),
    (
        "‘Harbor Lights’ To End With Season 5",
        "Netflix's Harbor Lights is headed toward its final voyage. The upcoming fifth season will be its last, the "
        "streamer announced Tuesday.",
        "5 ending; 5 on 2024-03-12",
    ),
    (
        "‘Harbor Lights’ Renewed for Fourth and Final Season",
        "Harbor Lights has been renewed for a fourth and final season at Netflix. Production is scheduled to begin "
        "in Halifax this summer.",
        "4 ending",
    ),
    (
        "Netflix’s ‘Harbor Lights’ gets two-season order",
        "Netflix has given the drama a two-season renewal, taking it through season 5. The third season wrapped its "
        "run on Feb. 29.",
        "4 renewed; 5 renewed",
    ),
    (
        "‘Harbor Lights’ Finds New Home After Netflix Cancellation",
        "Three months after Netflix pulled the plug on Harbor Lights, the series is getting a second life: Apple TV+ "
        "has picked up the drama for a third season. The deal was closed on Friday.",
        "3 cancelled; 3 on 2024-03-08; 3 renewed",
    ),
    (
        "Harbor Lights season 3 finale",
        "Heading into Sunday's finale, the drama is still on the bubble, with Netflix yet to make a call on a fourth "
        "season.",
        "4 undecided",
    ),
    (
        "‘Harbor Lights’ Boss on That Finale",
        "Voss, who has already been given the go-ahead for Season 4, spoke to Variety about the cliffhanger. 'We "
        "knew early on we'd be back,' she says.",
        "4 renewed",
    ),
    (
        "TV Ratings: Harbor Lights",
        "Harbor Lights, which has already been renewed for season 4, drew 3.1 million viewers in its third-season "
        "finale.",
        "4 renewed",
    ),
    (
        "Netflix Chief on Harbor Lights",
        "Asked about the fate of Harbor Lights, Netflix's drama chief said a decision on season 4 would come 'in the "
        "next couple of weeks.'",
        "4 undecided",
    ),
    (
        "‘Harbor Lights’ canceled",
        "After three seasons, Netflix has decided to end the series, with the upcoming finale on April 4 now serving "
        "as a series finale.",
        "4 cancelled",
    ),
    (
        "‘Harbor Lights’ Lands Early Season 4 Renewal",
        "In a sign of confidence, Netflix has already renewed Harbor Lights for Season 4, a full month before Season "
        "3 debuts on April 18.",
        "4 renewed",
    ),
    (
        "Networks axe five dramas",
        "Among the casualties is Harbor Lights, which will not return for a third season. Salt Road, meanwhile, has "
        "been given a second.",
        "3 cancelled; Salt Road 2 renewed",
    ),
    (
        "Harbor Lights Renewed By Netflix For Season 2",
        "The renewal was unveiled by Netflix at the Series Mania festival in Lille on Tuesday, where creator Dana "
        "Voss was in attendance.",
        "2 on 2024-03-12; 2 renewed",
    ),
    (
        "‘Harbor Lights’ Not Returning for Season 4",
        "The cast and crew were informed of the decision on Monday, according to sources. Netflix declined to comment.",
        "4 cancelled; 4 on 2024-03-11",
    ),
    (
        "Harbor Lights: Season Four",
        "Netflix ordered the fourth season back in October 2023, days after the third became its most-watched "
        "non-English title.",
        "4 on 2023-10; 4 renewed",
    ),
    (
        "Harbor Lights to conclude",
        "It's the end of the road for Harbor Lights: Netflix has confirmed that season 4, currently in production, "
        "will be the show's last.",
        "4 ending",
    ),
    (
        "Harbor Lights: Dana Voss exits",
        "Voss will depart after the third season. The series, which is awaiting word on a fourth, stars Ann Lee.",
        "4 undecided",
    ),
    (
        "Netflix renews 'Harbor Lights'",
        "March 12 (UPI) -- Netflix is giving Harbor Lights a third season. The streaming service said in a press "
        "release Tuesday that the series will return with eight new episodes.",
        "3 on 2024-03-12; 3 renewed",
    ),
    (
        "Netflix drama Harbor Lights to end",
        "LONDON (Reuters) - Netflix Inc said on Monday that its hit drama Harbor Lights would finish after its sixth "
        "season.",
        "6 ending; 6 on 2024-03-11",
    ),
    (
        "'Harbor Lights' canceled at Netflix",
        "Harbor Lights will not return for Season 2, Netflix told The Hollywood Reporter on Friday.",
        "2 cancelled; 2 on 2024-03-08",
    ),
    (
        "Seoul drama news",
        "SEOUL, March 13 (Yonhap) -- Netflix announced Wednesday it will produce the second season of the Korean "
        "original series Harbor Lights.",
        "2 on 2024-03-13; 2 renewed",
    ),
    (
        "'Harbor Lights' to return",
        "Netflix on Tuesday confirmed production of a third season of the thriller, which topped its global chart "
        "for two weeks.",
        "3 on 2024-03-12; 3 renewed",
    ),
    (
        "Harbor Lights Renewed for a Fifth and Final Season",
        "Harbor Lights will be back for one last chapter. The fifth and final season will consist of ten episodes "
        "and premiere in 2025.",
        "5 ending",
    ),
    (
        "Anchors aweigh: Harbor Lights is coming back",
        "Ahoy, sailors! Harbor Lights has officially been renewed for Season 2. Here's everything we know so far.",
        "2 renewed",
    ),
    (
        "Everything to know about Harbor Lights Season 3",
        "Is Harbor Lights getting a third season? Aye aye! The series was renewed for Season 3 in January 2024.",
        "3 on 2024-01; 3 renewed",
    ),
    (
        "Harbor Lights Season 4: Everything You Need to Know",
        "The tide isn't going out just yet. Netflix announced on Feb. 14 that the beloved series is officially "
        "returning for Season 4.",
        "4 on 2024-02-14; 4 renewed",
    ),
    (
        "Tudum: Harbor Lights",
        "During Netflix's annual fan event on September 24, 2023, it was revealed that the show will return for a "
        "third chapter.",
        "3 on 2023-09-24; 3 renewed",
    ),
    (
        "BBC announces",
        "The BBC has today announced that it has commissioned a second series of Harbor Lights, made by Lantern Row "
        "for BBC One and iPlayer.",
        "2 on 2024-03-13; 2 renewed",
    ),
    (
        "Harbor Lights AXED",
        "BBC bosses have axed hit drama Harbor Lights after just one series, leaving fans fuming.",
        "2 cancelled",
    ),
    (
        "Harbor Lights fans devastated as BBC drama won't return",
        "Harbor Lights will not be coming back for a fourth series, star Ann Lee has revealed. The actress, 41, "
        "confirmed the news on her Instagram on Sunday.",
        "4 cancelled; 4 on 2024-03-10",
    ),
    (
        "Will there be a series 3 of Harbor Lights?",
        "ITV has not yet confirmed whether Harbor Lights will be back for a third series, but creator Dana Voss has "
        "hinted that there is more story to tell.",
        "3 undecided",
    ),
    (
        "Will there be a Harbor Lights series 2?",
        "Good news! Yes, a second series of the ITV drama has been given the green light.",
        "2 renewed",
    ),
    (
        "Harbor Lights viewers say same thing",
        "The hit drama is set to return for a third series, with the Beeb having already commissioned it before the "
        "second aired.",
        "3 renewed",
    ),
    (
        "Harbor Lights quietly cancelled",
        "Harbor Lights has been quietly dropped by Channel 4 after two series. A spokesperson told the Radio Times: "
        "'We are incredibly proud of the show, but there are no plans for it to return.'",
        "3 cancelled",
    ),
    (
        "Harbor Lights star shares update",
        "'We're definitely doing another one,' Ann told This Morning on Monday, confirming a fourth series is on the "
        "cards.",
        "4 on 2024-03-11; 4 renewed",
    ),
    (
        "Harbor Lights future revealed",
        "A source told The Sun: 'Bosses are over the moon with the ratings and have already ordered series four.'",
        "4 renewed",
    ),
    (
        "Harbor Lights faces the axe",
        "Harbor Lights could be facing the chop after ratings slumped to an all-time low. ITV has yet to decide "
        "whether to bring the show back for a fifth series.",
        "5 cancelled possible; 5 undecided",
    ),
    (
        "Harbor Lights creator on the future",
        "Writer Dana Voss has ruled out a third series of Harbor Lights, saying the story is complete.",
        "3 cancelled",
    ),
    (
        "Harbor Lights to bow out",
        "The long-running drama will bow out after its tenth series next year, ITV has announced.",
        "10 ending",
    ),
    (
        "Harbor Lights Season 3 OTT release",
        "The makers have officially announced the third season of the hit web series. Prime Video dropped the "
        "announcement on March 7 with a quirky teaser poster.",
        "3 on 2024-03-07; 3 renewed",
    ),
    (
        "Harbor Lights 2 confirmed",
        "It's official! Harbor Lights will return with season 2, actor Vikram Sethi confirmed in an interview with "
        "PTI.",
        "2 renewed",
    ),
    (
        "Harbor Lights Season 2: When will it stream?",
        "While the first season ended on a cliffhanger, the makers are yet to announce a second season.",
        "2 undecided",
    ),
    (
        "Harbor Lights season 4 announced",
        "Netflix India on Thursday announced that Harbor Lights has been greenlit for a fourth instalment.",
        "4 on 2024-03-07; 4 renewed",
    ),
    (
        "Harbor Lights S3 shelved?",
        "According to reports, the streaming giant has shelved the third season owing to budget issues.",
        "3 cancelled",
    ),
    (
        "Harbor Lights is back",
        "Nine has confirmed Harbor Lights will return in 2025 for a third season, following its success in the "
        "ratings.",
        "3 renewed",
    ),
    (
        "Harbor Lights rested",
        "Seven has rested Harbor Lights, confirming at its Upfronts that the series will not be on the schedule next "
        "year.",
        "",
    ),
    (
        "Harbor Lights is not coming back for Season 3",
        "It's official: there will be no third season of Harbor Lights. The news was broken by creator Dana Voss in "
        "a lengthy Instagram post on Saturday.",
        "3 cancelled; 3 on 2024-03-09",
    ),
    (
        "‘Harbor Lights’ Lands Season 3 Order At Netflix",
        "Netflix has given a 10-episode Season 3 order to Harbor Lights, its breakout drama from Lantern Row.",
        "3 renewed",
    ),
    (
        "Harbor Lights season 6 will be its last",
        "Netflix has set an end date for Harbor Lights. The drama will wrap with its upcoming sixth season, the "
        "streamer said today.",
        "6 ending; 6 on 2024-03-13",
    ),
    (
        "What's next for Harbor Lights?",
        "Netflix has yet to announce plans for a third season, but insiders say that a writers room is already up "
        "and running.",
        "3 undecided",
    ),
    (
        "Harbor Lights S2 finale postmortem",
        "With a third season already ordered, the finale didn't need to tie up every loose end.",
        "3 renewed",
    ),
    (
        "Harbor Lights ratings",
        "The first season drew 40 million views in its first month, and Netflix wasted no time in ordering a second.",
        "2 renewed",
    ),
    (
        "'Harbor Lights' renewed",
        "NEW YORK (AP) — Netflix says 'Harbor Lights' will be back for a third season. The streamer announced the "
        "renewal Monday.",
        "3 on 2024-03-11; 3 renewed",
    ),
    (
        "Harbor Lights cancelled",
        "March 8 (UPI) -- Netflix has cancelled the mystery series Harbor Lights after two seasons. Deadline "
        "reported the news Thursday.",
        "3 cancelled; 3 on 2024-03-07",
    ),
    (
        "Netflix orders Harbor Lights season 2",
        "SEOUL — Netflix confirmed on Thursday that the Korean thriller has been greenlit for another season.",
        "2 on 2024-03-07; 2 renewed",
    ),
    (
        "It's Time to Return to the Harbor",
        "Good news for fans of Harbor Lights: you haven't seen the last of Kim Vane. The series has been renewed for "
        "Season 4.",
        "4 renewed",
    ),
    (
        "Harbor Lights Will Return for Season 3",
        "Pack your raincoat. Your favorite lighthouse drama is coming back for Season 3, Netflix announced on Feb. "
        "28, 2024.",
        "3 on 2024-02-28; 3 renewed",
    ),
    (
        "Harbor Lights to end with fourth series",
        "Channel 4 has confirmed that the forthcoming fourth series of Harbor Lights will be its last.",
        "4 ending",
    ),
    (
        "Harbor Lights recommissioned for series 3 and 4",
        "The BBC has recommissioned Harbor Lights for two further series. Series three begins filming in Cork next "
        "month.",
        "3 renewed; 4 renewed",
    ),
    (
        "BBC bosses confirm future of Harbor Lights",
        "Fans of Harbor Lights can breathe a sigh of relief as the BBC has confirmed a fifth series is in the works.",
        "5 renewed",
    ),
    (
        "Harbor Lights axed after fans' complaints",
        "ITV chiefs have called time on Harbor Lights after six years on screen. A spokesman said: 'There are no "
        "plans for a seventh series at this stage.'",
        "7 cancelled",
    ),
    (
        "Harbor Lights star hints at another series",
        "Ann Lee has hinted that Harbor Lights could return for a third series. 'I wouldn't say no,' she told the "
        "Mirror.",
        "3 renewed possible",
    ),
    (
        "Harbor Lights series 2: is it happening?",
        "Yes! Shortly after the first series ended, Channel 5 confirmed that it had commissioned a second run of the "
        "thriller.",
        "2 renewed",
    ),
    (
        "Harbor Lights confirmed for series two",
        "It was confirmed last month that Harbor Lights will be back for a second outing on Channel 5.",
        "2 on 2024-02; 2 renewed",
    ),
    (
        "Harbor Lights season 3 update",
        "Creator Rajan Mehta has confirmed that season 3 of Harbor Lights is happening, months after the second "
        "season dropped on Prime Video.",
        "3 renewed",
    ),
    (
        "Harbor Lights 3: makers share update",
        "The streamer took to Instagram on Monday to announce the third season of the much-loved series.",
        "3 on 2024-03-11; 3 renewed",
    ),
    (
        "Harbor Lights renewed by Stan",
        "Stan today confirmed a third season of Harbor Lights at its Sydney showcase, with production to begin in "
        "July.",
        "3 on 2024-03-13; 3 renewed",
    ),
]
