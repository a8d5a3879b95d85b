"""How many episodes a season has: families of wordings, and near-misses.

The article is of 13 March 2024 (a Wednesday); its show is Harbor Lights and its season, unless the sentence names
another, the third.
"""

from __future__ import annotations

import pytest

from tests.claims.helpers import claims_in, said

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
    "The first season came in May. The second followed in June. Both have 12 episodes.": {
        "1 episodes 12 confirmed",
        "2 episodes 12 confirmed",
    },
    "Netflix ordered seasons 3 and 4. Each season will consist of 22 half-hour episodes.": {
        "3 episodes 22 confirmed",
        "4 episodes 22 confirmed",
    },
    "All eight new episodes were shot in Cork. The first and second series had six apiece.": {
        "3 episodes 8 confirmed",
        "1 episodes 6 confirmed",
        "2 episodes 6 confirmed",
    },
    "Season 1 was split in two parts with 12 and 13 episodes.": {"1 episodes 25 confirmed"},
    "Season 2 aired in two halves, the first with 12 episodes and the second with 13.": {"2 episodes 25 confirmed"},
    "How many episodes?\n\nEight, the same as each of the first two seasons.": {
        "1 episodes 8 confirmed",
        "2 episodes 8 confirmed",
        "3 episodes 8 confirmed",
    },
    "How many episodes?\n\nMost probably 16, as in previous.": {"3 episodes 16 expected"},
    "How many episodes?\n\nUnknown, but it could be 12 once more.": {"3 episodes 12 possible"},
    "Season 2 was originally ordered at 13 episodes and now stands at 22.": {"2 episodes 22 confirmed"},
    "The additional hours take the season to 14 episodes.": {"3 episodes 14 confirmed"},
    "The first season, of nine episodes, was short.": {"1 episodes 9 confirmed"},
    "Season 1 had ten episodes. Season 2 opened in May, and had 12.": {
        "1 episodes 10 confirmed",
        "2 episodes 12 confirmed",
    },
    "Netflix denied that the season will consist of 16 episodes.": {"3 episodes 16 denied"},
    "Cho has written the six new episodes.": {"3 episodes 6 confirmed"},
    "Netflix announced the eight-episode pickup on Friday.": {"3 episodes 8 confirmed"},
    "The third season is done, all 10 hours, and due in the fall.": {"3 episodes 10 confirmed"},
    "We're six episodes into the season.": set(),
    "She guested in three episodes last spring.": set(),
    "She helmed the hurricane two-parter.": set(),
    "Three episodes of Season 3 will be available at launch.": set(),
    "Cho directed 11 of the 19 episodes made so far.": set(),
    "Season 3 consists of just six episodes, down from eight in season 2.": {
        "3 episodes 6 confirmed",
        "2 episodes 8 confirmed",
    },
    "The third season has 10 episodes, up from eight last time.": {"3 episodes 10 confirmed", "2 episodes 8 confirmed"},
    "The new season will run to 13 episodes, five fewer than the usual 18.": {"3 episodes 13 confirmed"},
    "Season 3 will span 10 episodes, just like season 1.": {"3 episodes 10 confirmed", "1 episodes 10 confirmed"},
    "Season 2 had its count reduced from 13 to 9.": {"2 episodes 9 confirmed"},
    "The pickup brings the third season's tally to 16.": {"3 episodes 16 confirmed"},
    "It adds three episodes, upping the season's total from 22 to 25.": {"3 episodes 25 confirmed"},
    "Harbor Lights, which ran for two seasons of eight episodes each, is back.": {
        "1 episodes 8 confirmed",
        "2 episodes 8 confirmed",
    },
    "Both previous seasons were eight episodes long.": {"1 episodes 8 confirmed", "2 episodes 8 confirmed"},
    "Season 3 is two episodes shorter than season 1, which had ten.": {
        "3 episodes 8 confirmed",
        "1 episodes 10 confirmed",
    },
    "The first season, a run of ten, bowed in 2021.": {"1 episodes 10 confirmed"},
    "Filming has begun on the eight-episode third season.": {"3 episodes 8 confirmed"},
    "Netflix ordered another ten-episode season.": {"3 episodes 10 confirmed"},
    "HBO has handed it an eight-episode order for season 3.": {"3 episodes 8 confirmed"},
    "The final six-episode season is coming.": {"3 episodes 6 confirmed"},
    "The third season will be made up of 12 half-hours.": {"3 episodes 12 confirmed"},
    "A third season of six hour-long episodes has been commissioned.": {"3 episodes 6 confirmed"},
    "Season 3 (8 x 60') is produced by Lantern.": {"3 episodes 8 confirmed"},
    "The ten-part second series was watched by millions.": {"2 episodes 10 confirmed"},
    "She had only two episodes to shoot.": set(),
    "The two-hour premiere airs on Thursday.": set(),
    "It ends with a two-part finale.": set(),
    "He wrote two episodes last year.": set(),
    "Kim directed three episodes of the second season.": set(),
    "The show's first two episodes will be screened at the festival.": set(),
    "The actor appears in four of the eight episodes.": {"3 episodes 8 confirmed"},
    "The season debuts with a three-episode premiere.": set(),
    "The show has aired 36 episodes so far.": set(),
    "The comedy has passed 100 episodes.": set(),
    "New episodes drop weekly until the ten-episode season wraps on July 3.": {"3 episodes 10 confirmed"},
    "Season 3 is set to have the same number of episodes as season 2, which had nine.": {
        "3 episodes 9 confirmed",
        "2 episodes 9 confirmed",
    },
    "How many episodes?\n\nTen. That's two more than we got in season 2.": {
        "3 episodes 10 confirmed",
        "2 episodes 8 confirmed",
    },
    "How many episodes?\n\nThe first two seasons both had eight episodes, so season 3 will likely follow suit.": {
        "1 episodes 8 confirmed",
        "2 episodes 8 confirmed",
        "3 episodes 8 expected",
    },
    "The sixth episode of the season is the best.": set(),
    "Season 3 comprises eight chapters.": {"3 episodes 8 confirmed"},
    "The 13-episode order is a drop from the 22 of season 2.": {"3 episodes 13 confirmed", "2 episodes 22 confirmed"},
    "Four episodes short of last season's 14, season 3 has ten.": {
        "3 episodes 10 confirmed",
        "2 episodes 14 confirmed",
    },
    "We'll be getting eight new episodes when the show returns.": {"3 episodes 8 confirmed"},
    "Season 3 will be released in two parts: the first six episodes land on May 2 and the last four on June 6.": {
        "3 episodes 10 confirmed"
    },
    "The ten-episode season drops its first two episodes on May 2.": {"3 episodes 10 confirmed"},
    "The third season premieres with two episodes on May 2, followed by one a week for the remaining six.": {
        "3 episodes 8 confirmed"
    },
    "Originally planned as a ten-episode season, it was cut to eight.": {"3 episodes 8 confirmed"},
    "The show was given a 22-episode full-season order for season 3.": {"3 episodes 22 confirmed"},
    "The second season's six episodes are on iPlayer.": {"2 episodes 6 confirmed"},
    "Season 3: 10 episodes": {"3 episodes 10 confirmed"},
    "Like its predecessor, the third series will be six episodes long.": {
        "3 episodes 6 confirmed",
        "2 episodes 6 confirmed",
    },
    "The season will total 16 episodes, split across two parts.": {"3 episodes 16 confirmed"},
    "Netflix's official site lists eight episodes for season 3.": {"3 episodes 8 confirmed"},
    "According to the WGA directory, season 3 has ten episodes.": {"3 episodes 10 confirmed"},
    "Season 3's episode count has been trimmed to six.": {"3 episodes 6 confirmed"},
    "The order is for 13 episodes.": {"3 episodes 13 confirmed"},
    "Apple has ordered 10 more episodes.": {"3 episodes 10 confirmed"},
    "The eight-part third season follows the crew to Cork.": {"3 episodes 8 confirmed"},
    "All six episodes of series two are on iPlayer.": {"2 episodes 6 confirmed"},
    "Series three (six episodes) begins in May.": {"3 episodes 6 confirmed"},
    "It'll be a shorter run this time: just six episodes.": {"3 episodes 6 confirmed"},
    "Season 3 is ten episodes long.": {"3 episodes 10 confirmed"},
    "There are eight episodes in season 3.": {"3 episodes 8 confirmed"},
    "The third season is comprised of eight episodes.": {"3 episodes 8 confirmed"},
    "You can expect ten episodes in season 3.": {"3 episodes 10 expected"},
    "We could get as many as ten episodes.": set(),
    "Fans will get eight episodes rather than the usual ten.": {"3 episodes 8 confirmed"},
    "He appears in all eight episodes of season 3.": {"3 episodes 8 confirmed"},
    "The first three episodes of season 3 drop on May 2, with new episodes every Thursday.": set(),
    "Episodes 1 to 4 were directed by Kim.": set(),
    "Season 3 has wrapped filming on four of its eight episodes.": {"3 episodes 8 confirmed"},
    "The drama's 100th episode airs in May.": set(),
    "The series spans 36 episodes over three seasons.": set(),
    "The second batch of six episodes arrives in June.": set(),
    "Season 1 and 2 consisted of 8 and 10 episodes respectively.": {
        "1 episodes 8 confirmed",
        "2 episodes 10 confirmed",
    },
    "With only eight episodes to play with, the third season moves fast.": {"3 episodes 8 confirmed"},
    "Kim will be in six of the ten episodes.": {"3 episodes 10 confirmed"},
    "Netflix has increased the episode order from eight to ten.": {"3 episodes 10 confirmed"},
    "The anime's second cour will have 12 episodes.": set(),
    "Season 2 is listed with a total of 12 episodes on the Blu-ray site.": {"2 episodes 12 confirmed"},
    "A two-episode special will air at Christmas.": set(),
}


@pytest.mark.parametrize(("text", "expected"), EPISODES.items(), ids=EPISODES)
def test_how_many_episodes(text: str, expected: set[str]) -> None:
    assert {said(claim) for claim in claims_in(text) if claim.kind == "episodes"} == expected
