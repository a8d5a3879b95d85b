"""Premieres: every manner of saying when a season starts, and the dates of other things beside them."""

from __future__ import annotations

import pytest

from tests.claims.helpers import claims_in

# The article is of 13 March 2024, its main season the third.
DATED = {
    "Season 3 bows on May 2.": {"3 2024-05-02 confirmed"},
    "Harbor Lights season 3 drops May 2 on Netflix.": {"3 2024-05-02 confirmed"},
    "The new season lands on Netflix on May 2.": {"3 2024-05-02 confirmed"},
    "Season 3 hits screens on May 2.": {"3 2024-05-02 confirmed"},
    "The third season kicks off on May 2.": {"3 2024-05-02 confirmed"},
    "Harbor Lights is back on May 2.": {"3 2024-05-02 confirmed"},
    "Season 3 streams from May 2.": {"3 2024-05-02 confirmed"},
    "The third season will be available to watch from May 2.": {"3 2024-05-02 confirmed"},
    "Season 3 will be out in June.": {"3 2024-06 confirmed"},
    "Harbor Lights gets a May 2 premiere date for season 3.": {"3 2024-05-02 confirmed"},
    "Netflix sets May 2 premiere for Harbor Lights season 3.": {"3 2024-05-02 confirmed"},
    "Season 3 rolls out on May 2.": {"3 2024-05-02 confirmed"},
    "The third season's comeback is set for May 2.": {"3 2024-05-02 confirmed"},
    "We'll get it in May 2025.": {"3 2025-05 confirmed"},
    "Mark your calendars for May 2: Harbor Lights returns.": {"3 2024-05-02 confirmed"},
    "Season 3 is scheduled to begin streaming on 2 May.": {"3 2024-05-02 confirmed"},
    "Season 3 will premiere between March and May 2025.": {"3 2025-03/2025-05 confirmed"},
    "Season 3 arrives in spring or summer 2025.": {"3 2025-03/2025-08 confirmed"},
    "Season 3 is due in the 2024-25 season.": {"3 2024-09/2025-05 confirmed"},
    "Season 3 will arrive in the second half of next year.": {"3 2025-07/2025-12 confirmed"},
    "Season 3 arrives early next year.": {"3 2025-01/2025-04 confirmed"},
    "Season 3 premieres in two weeks.": {"3 2024-03-27 confirmed"},
}
BEHIND = {
    "The first season bowed in September 2021 and the second in August 2022.": {
        "1 2021-09 confirmed",
        "2 2022-08 confirmed",
    },
    "The second season began on May 6, 2022.": {"2 2022-05-06 confirmed"},
    "The second season aired from May 6 to June 10, 2022.": {"2 2022-05-06 confirmed"},
    "The second season ran from May to July 2022.": {"2 2022-05 confirmed"},
    "The drama kicked off in June 2020.": {"1 2020-06 confirmed"},
    "Harbor Lights started out in June 2020 and moved to streaming with its second season in 2021.": {
        "1 2020-06 confirmed",
        "2 2021 confirmed",
    },
    "Netflix renewed it on July 6, 2022, a month into season 2, which began on June 12 that year.": {
        "2 2022-06-12 confirmed"
    },
}
BOUNDS = {
    "Season 3 won't be here before 2025.": {"3 2025/.. confirmed"},
    "Season 3 will arrive in 2025 at the earliest.": {"3 2025/.. confirmed"},
    "Season 3 is unlikely to be ready before 2025.": {"3 2025/.. expected"},
    "Season 3 will premiere no sooner than 2025.": {"3 2025/.. confirmed"},
    "Season 3 won't air until 2025.": {"3 2025 confirmed"},
    "Season 3 won't be out in 2024.": {"3 2024 denied"},
    "Season 3 will not premiere this year.": {"3 2024 denied"},
}
HEDGES = {
    "Season 3 could premiere in 2025.": {"3 2025 possible"},
    "Season 3 is expected in the fall.": {"3 2024-09/2024-11 expected"},
    "Netflix is targeting late 2024 for season 3.": {"3 2024-09/2024-12 expected"},
    "Season 3 could be out in 2024, though early 2025 is more likely.": {
        "3 2024 possible",
        "3 2025-01/2025-04 expected",
    },
    "If it is renewed, season 4 might arrive in 2026.": {"4 2026 possible"},
    "Netflix denied a report that season 3 starts on May 2.": {"3 2024-05-02 denied"},
    "Season 3 was supposed to land in 2023, but it has been pushed back to 2025.": {
        "3 2023 denied",
        "3 2025 confirmed",
    },
}
UNANNOUNCED = {
    sentence: {"3 unannounced confirmed"}
    for sentence in (
        "There is no premiere date yet.",
        "Netflix has yet to set a date for season 3.",
        "The release date is TBA.",
        "The premiere date remains under wraps.",
        "Netflix is keeping quiet about when season 3 will arrive.",
        "A date is to follow.",
        "Fans are still waiting to hear when it returns.",
        "We don't know when season 3 will premiere.",
        "There's no telling when it will return.",
        "Neither Netflix nor the producers have announced a date.",
        "Netflix hasn't said when we'll get it.",
        "No word yet on a release date.",
        "Nobody has mentioned a date.",
        "It is unclear when the series will be back.",
        "A release window has not been announced.",
        "An exact day isn't on the calendar.",
        "When will season 3 premiere? Not yet known: the date is still to come.",
    )
} | {
    "Season 3 arrives in June, but there is no exact date yet.": {"3 2024-06 confirmed", "3 unannounced confirmed"},
}
NOTHING: set[str] = set()
OTHERS = dict.fromkeys(
    (
        "The trailer for season 3 drops on May 2.",
        "The season 3 finale airs on May 2.",
        "Episode 4 airs on May 2.",
        "Part 2 of season 3 arrives on May 2.",
        "Filming on season 3 begins on May 2.",
        "Netflix announced the third season on May 2, 2023.",
        "The DVD of season 2 is out on May 2.",
        "A panel about season 3 is on May 2.",
        "She turned 40 on May 2.",
        "The soundtrack arrives on May 2.",
        "There is no date for the trailer.",
        "There is no date for the shoot yet.",
        "Cameras start rolling on season 3 in the spring.",
        "He would not say when filming starts.",
        "Nobody at Netflix lost sleep over the third season.",
    ),
    NOTHING,
)
MORE = {
    "Season 3 lands May 2.": {"3 2024-05-02 confirmed"},
    "May 2 is the date to circle: that is when season 3 arrives.": {"3 2024-05-02 confirmed"},
    "Season 3 has been given a May 2 launch.": {"3 2024-05-02 confirmed"},
    "Netflix has confirmed season 3 will hit the service on May 2.": {"3 2024-05-02 confirmed"},
    "The third season will bow Thursday, May 2, on Hulu.": {"3 2024-05-02 confirmed"},
    "All ten episodes will be available on May 2.": {"3 2024-05-02 confirmed"},
    "The show returns to BBC One this autumn.": {"3 2024-09/2024-11 confirmed"},
    "Series three will be on our screens later this year.": {"3 2024 confirmed"},
    "The new series is expected to air towards the end of 2024.": {"3 2024-09/2024-12 expected"},
    "We're told to expect it in the back half of 2024.": {"3 2024-07/2024-12 expected"},
    "Production wraps in July, which points to an early 2025 premiere.": {"3 2025-01/2025-04 expected"},
    "It's likely that we won't see season 3 until 2025.": {"3 2025 expected"},
    "Season 3 is not expected until 2025.": {"3 2025 expected"},
    "The third season's premiere has been pushed from May to June.": {"3 2024-06 confirmed"},
    "The first season was released on June 3, 2021, followed by a second on June 10, 2022.": {
        "1 2021-06-03 confirmed",
        "2 2022-06-10 confirmed",
    },
    "Seasons 1 and 2 premiered in June 2021 and June 2022, respectively.": {
        "1 2021-06 confirmed",
        "2 2022-06 confirmed",
    },
    "Season 1 came out in 2021, and season 2 a year later.": {"1 2021 confirmed", "2 2022 confirmed"},
    "Two years have passed since the second season ended in June 2022.": set(),
    "The season 2 finale aired on July 8, 2022.": set(),
    "The series debuted on HBO in June 2021 to strong reviews.": {"1 2021-06 confirmed"},
    "Harbor Lights, now in its third season, airs Thursdays at 9.": set(),
    "It was renewed on March 1, 2024, ahead of its second-season finale on March 8.": set(),
    "Bo Lind, who is due to give birth in May, returns.": set(),
    "Tickets for the exhibition go on sale on May 2.": set(),
    "The cast will attend the premiere in London on April 25.": set(),
    "The Blu-ray of season 2 is out on May 6.": set(),
    "The book on which it is based was published in May 2015.": set(),
    "As of March 2024, no release date has been announced for season 3.": {"3 unannounced confirmed"},
    "As of now, there's no official word on the release date of season 3.": {"3 unannounced confirmed"},
    "Season 3's release date remains under wraps.": {"3 unannounced confirmed"},
    "There is no release window yet.": {"3 unannounced confirmed"},
    "The makers have not locked a release date.": {"3 unannounced confirmed"},
    "When will season 3 be released?\n\nAt the time of writing, Netflix is keeping its cards close to its chest.": {
        "3 unannounced confirmed"
    },
    "When will season 3 be released?\n\nWe don't know yet. Our best guess is spring 2025.": {
        "3 unannounced confirmed",
        "3 2025-03/2025-05 expected",
    },
    "When will season 3 come out?\n\nMay 2, 2024. Mark it down.": {"3 2024-05-02 confirmed"},
    "When will season 3 come out?\n\nThe wait is nearly over: May 2.": {"3 2024-05-02 confirmed"},
    "Release date: May 2, 2024": {"3 2024-05-02 confirmed"},
    "Premieres: Thursday, May 2 (Netflix)": {"3 2024-05-02 confirmed"},
    "Harbor Lights: Season 3 (May 2)": {"3 2024-05-02 confirmed"},
    "MAY 2\nHarbor Lights season 3 (Netflix)": {"3 2024-05-02 confirmed"},
    "Harbor Lights (Netflix, May 2): The crew is back for a third season.": {"3 2024-05-02 confirmed"},
    "If filming starts in May, the third season could arrive in late 2025.": {"3 2025-09/2025-12 possible"},
    "Judging by the gap between seasons 1 and 2, season 3 should arrive by mid-2025.": {"3 2025-05/2025-08 expected"},
    "Rumours that season 3 would drop in June are false, says HBO.": {"3 2024-06 denied"},
    "HBO boss Ann Lee said the third season would not be ready until 2026.": {"3 2026 confirmed"},
    "Lee confirmed that it won't be 2024, but that 2025 is a possibility.": {"3 2024 denied", "3 2025 possible"},
    "Season 3 of the drama, due next spring, will be its last.": {"3 2025-03/2025-05 confirmed"},
    "The third season, which arrives on May 2, has ten episodes.": {"3 2024-05-02 confirmed"},
    "Arriving on May 2, the third season picks up after the storm.": {"3 2024-05-02 confirmed"},
    "Slated to return in 2025, the drama has added three actors.": {"3 2025 confirmed"},
    "Season 3 begins streaming on May 2 in the US and on May 9 in the UK.": {"3 2024-05-02 confirmed"},
    "The show is set in 1986.": set(),
    "The show's second season drew 5 million viewers in May 2022.": set(),
    "In May 2022, the second season drew 5 million viewers.": set(),
    "She won an Emmy in 2022 for the second season.": set(),
    "Netflix will release the third season in two volumes: volume 1 on May 2 and volume 2 on June 6.": {
        "3 2024-05-02 confirmed"
    },
    "Part 1 of season 3 is out on May 2, Part 2 on June 6.": {"3 2024-05-02 confirmed"},
    "The third season has been delayed to 2025.": {"3 2025 confirmed"},
    "The third season has been delayed by a year, to 2025.": {"3 2025 confirmed"},
    "The wait for season 3 ends on May 2.": {"3 2024-05-02 confirmed"},
    "Only 50 days to go until season 3 arrives on May 2.": {"3 2024-05-02 confirmed"},
    "Season 3 is being eyed for late 2024.": {"3 2024-09/2024-12 expected"},
    "Harbor Lights launched in fall 2020 and is averaging six million viewers.": {"1 2020-09/2020-11 confirmed"},
    "The second season, in May of last year, averaged 2.9 million viewers.": {"2 2023-05 confirmed"},
    "Netflix has put the drama on its fall 2024 schedule.": {"3 2024-09/2024-11 confirmed"},
    "The spin-off is a separate show. It will premiere in January 2025.": set(),
    "Season 3 begins on HBO on 13 April; Netflix will have it elsewhere later in the year.": {"3 2024-04-13 confirmed"},
    "12 September 2023: We hear that the third series has been pencilled in for autumn 2024.": {
        "3 2024-09/2024-11 expected"
    },
    "Bo Lind, the voice of the captain since 2007, returns for season 3.": set(),
    "There's still no premiere date, but Netflix is aiming for early 2025.": {
        "3 2025-01/2025-04 expected",
        "3 unannounced confirmed",
    },
    "The first season was appeared in January 2018 and the second on 10 January 2021.": {
        "1 2018-01 confirmed",
        "2 2021-01-10 confirmed",
    },
    "The third was split in two, with five episodes on June 29 of last year and three more on July 27.": {
        "3 2023-06-29 confirmed"
    },
    "Season 3 is tracking for a September debut.": {"3 2024-09 expected"},
    "Expect season 3 sometime in 2025.": {"3 2025 expected"},
    "It looks like we'll have to wait until 2025 for season 3.": {"3 2025 confirmed"},
    "Season 3 was originally slated for May 2 but has been moved to June 6.": {
        "3 2024-05-02 denied",
        "3 2024-06-06 confirmed",
    },
    "Season 3, originally due in May, will now arrive in June.": {"3 2024-05 denied", "3 2024-06 confirmed"},
    "Netflix dropped season 2 on May 4, 2023.": {"2 2023-05-04 confirmed"},
    "Since the show debuted in 2021, it has won three Emmys.": {"1 2021 confirmed"},
    "The season 3 premiere of Harbor Lights is Thursday, April 4 at 9 p.m.": {"3 2024-04-04 confirmed"},
    "Harbor Lights (Season 3 premieres April 4)": {"3 2024-04-04 confirmed"},
    "The finale airs April 4.": set(),
    "Season 3 finally has a premiere date: April 4.": {"3 2024-04-04 confirmed"},
    "The drama, which premiered in June 2021, follows a pilot.": {"1 2021-06 confirmed"},
    "A trailer for season 3 was released on March 1.": set(),
    "Season 3 arrives on Hulu on April 4, with a Disney+ launch to follow in June.": {"3 2024-04-04 confirmed"},
    "The show will return for its third season next January.": {"3 2025-01 confirmed"},
    "It's been nearly two years since season 2 debuted in April 2022.": {"2 2022-04 confirmed"},
    "Season 2 wrapped up its run in June 2023.": set(),
    "No premiere date for season 3 has been set.": {"3 unannounced confirmed"},
    "When season 3 will premiere has not been revealed.": {"3 unannounced confirmed"},
    "The network has yet to schedule season 3.": {"3 unannounced confirmed"},
    "Season 3 does not have a release date.": {"3 unannounced confirmed"},
    "A premiere date will be announced later.": {"3 unannounced confirmed"},
    "Premiere date TBD.": {"3 unannounced confirmed"},
    "An exact date is expected to be announced soon.": {"3 unannounced confirmed"},
    "Netflix has kept fans guessing on when season 3 will arrive.": {"3 unannounced confirmed"},
    "The third season is unlikely to arrive before 2025.": {"3 2025/.. expected"},
    "Season 3 could premiere as early as this summer.": {"3 2024-06/2024-08 possible"},
    "We could be looking at a release in the second half of 2025.": {"3 2025-07/2025-12 possible"},
    "A 2025 release seems likely.": {"3 2025 expected"},
    "At the TCA panel on February 8, she said season 3 would be back in the fall.": {"3 2024-09/2024-11 confirmed"},
    "The captain, who died in 2019, will be remembered in season 3.": set(),
    "Season 3 will be available to stream in its entirety on April 4.": {"3 2024-04-04 confirmed"},
    "Based on the 2012 novel, season 3 is in the works.": set(),
    "Season 1 was first broadcast between March and May 2021.": {"1 2021-03 confirmed"},
    "The pair first met on the set of Harbor Lights in 2021.": set(),
    "If the pattern holds, season 3 should land in October 2024.": {"3 2024-10 expected"},
    "Season 3 isn't coming this year.": {"3 2024 denied"},
    "She joined the show in 2022.": set(),
}
"""What else the trade press, the tabloids and the farms say, and the dates of other things beside it."""
TOGETHER = {
    "a list under a day": (
        "The calendar:\n\nTuesday 9 April\nHarbor Lights (season 3)\n\nThursday 11 April\nSalt Road (season 2)",
        {"3 2024-04-09 confirmed", "2 2024-04-11 confirmed"},
    ),
    "the narrower window stands": (
        "Harbor Lights returns next month. Season 3 premieres on April 9.",
        {"3 2024-04-09 confirmed"},
    ),
    "a question and its answer": ("Is there a date for season 3?\n\nNot yet.", {"3 unannounced confirmed"}),
    "a headline on a link line": (
        "All is well.\n\nRead more: Salt Road season 2 gets December release date",
        {"2 2024-12 confirmed"},
    ),
    "it goes on about the season before": (
        "The second season was a hit. It started on 2 May 2022.",
        {"2 2022-05-02 confirmed"},
    ),
}
CASES = DATED | BEHIND | BOUNDS | HEDGES | UNANNOUNCED | OTHERS | MORE


def releases(text: str) -> set[str]:
    return {f"{c.season} {c.value} {c.status}" for c in claims_in(text) if c.kind == "release"}


@pytest.mark.parametrize(("text", "expected"), CASES.items(), ids=CASES)
def test_a_sentence_gives_its_dates_and_no_other(text: str, expected: set[str]) -> None:
    assert releases(text) == expected


@pytest.mark.parametrize(("text", "expected"), TOGETHER.values(), ids=TOGETHER)
def test_sentences_are_read_together(text: str, expected: set[str]) -> None:
    assert releases(text) == expected
