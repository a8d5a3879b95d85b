"""Which show and which season a sentence is about: sections, round-ups, comparisons, orders of several seasons."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from aggregator.claims import extract_claims
from aggregator.match import Matcher
from aggregator.models import Show, ShowId

TITLES = ("Harbor Lights", "Salt Road", "Cobble Street", "Tide", "Ember")
SHOWS: Mapping[ShowId, Show] = {(key := ShowId(title.lower().replace(" ", "-"))): Show(key, title) for title in TITLES}
MATCHER = Matcher(tuple(SHOWS.values()))


def told(text: str, title: str = "What is on and what is not", kinds: str = "production") -> set[str]:
    """What an article of 13 March 2024 says, as "show season value", of the kinds named."""
    claims = extract_claims(
        title=title, text=text, published_on=date(2024, 3, 13), matches=MATCHER.match(title, text), shows=SHOWS
    )
    return {f"{claim.show_id} {claim.season} {claim.value}" for claim in claims if claim.kind in kinds.split()}


TWO = {"salt-road 3 filming", "tide 2 wrapped"}
SECTIONS = {
    "a line with the title": "Salt Road\n\nFilming on season 3 has begun.\n\nTide\n\nFilming on season 2 has wrapped.",
    "in bold": "**Salt Road**\n\nFilming on season 3 has begun.\n\n**Tide**\n\nFilming on season 2 has wrapped.",
    "with a colon": "Salt Road:\n\nFilming on season 3 has begun.\n\nTide:\n\nFilming on season 2 has wrapped.",
    "the title as a sentence": "Salt Road. Filming on season 3 has begun.\n\nTide. Filming on season 2 has wrapped.",
    "in capitals with its network": (
        "SALT ROAD (HBO): SAFE. Filming on season 3 has begun.\n\nTIDE (Hulu): SAFE. Filming on season 2 has wrapped."
    ),
    "numbered": "2. Salt Road. Filming on season 3 has begun.\n\n1. Tide. Filming on season 2 has wrapped.",
    "numbered lines": (
        "2. Salt Road\n\nFilming on season 3 has begun. Hm.\n\n1. Tide\n\nFilming on season 2 has wrapped. Hm."
    ),
    "bullets": "- Salt Road: filming on season 3 has begun\n- Tide: filming on season 2 has wrapped",
    "in bold in the line": (
        "**Salt Road, season 3.** Filming has begun on it.\n\n**Tide, season 2.** Filming on it has wrapped."
    ),
    "also": "**Salt Road.** They do not rest.\n\n**Also Salt Road: the shoot.** Filming on season 3 has begun.\n\n"
    "**Tide.** Filming on season 2 has wrapped.",
    "minutes of a podcast": (
        "3:15 Salt Road: where are we? Filming on season 3 has begun.\n\n9:40 Tide. We go on.\n\n"
        "12:20 Where do they stand? Filming on season 2 has wrapped."
    ),
    "several paragraphs each": (
        "Salt Road\n\nFine.\n\nFilming on season 3 has begun.\n\nTide\n\nLess so.\n\nFilming on season 2 has wrapped."
    ),
    "parts of a section": (
        "Salt Road\n\nStatus\n\nFilming on season 3 has begun.\n\nTide\n\nStatus\n\nFilming on season 2 has wrapped."
    ),
}


@pytest.mark.parametrize("text", SECTIONS.values(), ids=SECTIONS)
def test_a_title_as_label_opens_a_section(text: str) -> None:
    assert told(text) == TWO


CLOSED = {
    "a title that nobody follows": "Salt Road. It is fine.\n\nTide. It is wet.\n\nQuarry Hill. Filming has begun.",
    "a heading about something else": (
        "Salt Road\n\nIt is fine.\n\nTide\n\nIt is wet.\n\nOut in the hall\n\nFilming of the fans has begun."
    ),
    "the verdicts explained": (
        "SALT ROAD (HBO): SAFE. It is fine.\n\nTIDE (Hulu): SAFE. It is wet.\n\nHOW TO READ THIS: filming has begun."
    ),
}


@pytest.mark.parametrize("text", CLOSED.values(), ids=CLOSED)
def test_a_section_ends_where_another_label_stands(text: str) -> None:
    assert not {claim for claim in told(text) if claim.endswith("filming")} - {"tide None filming"}


def test_an_ordinary_word_in_front_is_no_label() -> None:
    assert told("Tide. It comes in twice a day.\n\nFilming has begun on the pier.") == set()


CARRIED = {
    "it": ("Salt Road has been renewed. It began filming season 3.", {"salt-road 3 filming"}),
    "compared with": (
        "Salt Road is more fun than Cobble Street. Filming of season 3 has begun.",
        {"salt-road 3 filming"},
    ),
    "somebody's former show": (
        "Salt Road has hired Ann Lee, the star of Cobble Street. Filming of season 3 has begun.",
        {"salt-road 3 filming"},
    ),
    "credited": (
        "Salt Road is back. Cobble Street creator Ann Lee wrote it. Filming of season 3 has begun.",
        {"salt-road 3 filming"},
    ),
    "another subject": (
        "Salt Road is back. Cobble Street is back too. Filming of season 3 has begun.",
        {"cobble-street 3 filming"},
    ),
    "unlike": ("Unlike Cobble Street, Salt Road is filming season 3.", {"salt-road 3 filming"}),
    "the next paragraph goes on": ("Salt Road is back.\n\nThe drama began filming season 3.", {"salt-road 3 filming"}),
}


@pytest.mark.parametrize(("text", "expected"), CARRIED.values(), ids=CARRIED)
def test_a_round_up_goes_on_about_its_last_subject(text: str, expected: set[str]) -> None:
    others = "Harbor Lights is on tonight.\n\n"
    assert told(others + text + "\n\nCobble Street is on later, as Salt Road was.") == expected


ABOUT_ONE = {
    "another show for a while": (
        "A reader asks about Salt Road. Filming of season 3 has begun.",
        {"salt-road 3 filming"},
    ),
    "where somebody is known from": (
        "She is known from Salt Road. Filming of season 3 has begun.",
        {"harbor-lights 3 filming"},
    ),
    "what somebody did before": (
        "Ann Lee, a doctor in Salt Road, joins. Filming of season 3 has begun.",
        {"harbor-lights 3 filming"},
    ),
}


@pytest.mark.parametrize(("text", "expected"), ABOUT_ONE.values(), ids=ABOUT_ONE)
def test_an_article_about_one_show_turns_to_another(text: str, expected: set[str]) -> None:
    assert told(f"Harbor Lights is back.\n\n{text}", title="Harbor Lights news") == expected


SEASONS = {
    "two ordered at once: the next one to come": (
        "HBO has ordered third and fourth seasons of Salt Road. Filming has begun.",
        {"3 filming"},
    ),
    "renewed through": ("Salt Road is renewed for seasons 3 and 4. Filming has begun.", {"3 filming"}),
    "a question about a later one": (
        "Salt Road is back for a third.\n\nA fourth, perhaps? They shrug.\n\nFilming has begun.",
        {"3 filming"},
    ),
    "it": (
        "Salt Road is back for season 3. Season 2 was bleak. It was shot in Cork.\n\nFilming has begun.",
        {"3 filming"},
    ),
    "not what it is measured by": (
        "Salt Road is back for season 3. Season 4, longer than season 2, is coming. It is filming now.",
        {"4 filming"},
    ),
    "ruled out": (
        "The sixth season of Salt Road will be the last, so there won't be a season 7. Filming is under way.",
        {"6 filming"},
    ),
    "a later one for the rest of a paragraph": (
        "Salt Road season 3 is out. Season 4 has been ordered. HBO is glad. Filming has begun.",
        {"4 filming"},
    ),
    "an earlier one still to come": (
        "Salt Road is renewed for season 6.\n\nSeason 5 will be on in May. It is fine. Filming has wrapped.",
        {"5 wrapped"},
    ),
    "one that lies behind": (
        "Salt Road is renewed for season 6.\n\nSeason 5 was a hit. Filming has begun.",
        {"6 filming"},
    ),
    "this time, in an answer about the next": (
        "Salt Road season 3 is out soon.\n\nWill there be a season 4? They are happy. Filming has wrapped this time.",
        {"3 wrapped"},
    ),
    "a gap between others": (
        "Salt Road season 3 is due. Unlike the first season, it is filming in Cork.",
        {"3 filming"},
    ),
    "somebody's past": (
        "Salt Road season 3 is due. Ann Lee, who directed season 2, is back. They are filming in Cork.",
        {"3 filming"},
    ),
}

EPISODES = {
    "both": "Season 1 came in 2022 and season 2 in 2023. Both had 10 episodes.",
    "both of which": "Seasons 1 and 2, both of which had 10 episodes, are on HBO.",
    "each": "Seasons one and two are on HBO. Each had 10 episodes.",
}
NEITHER = {
    "of people": "Ann Lee and Ben Vane both had 10 episodes to shine in.",
    "of three": "Seasons 1, 2 and 4 are on HBO. Both had 10 episodes.",
}
WORDINGS = {
    "the latter": ("Seasons 4 and 5 were ordered at once. The latter is filming now.", {"5 filming"}),
    "the former": ("Season 4 and season 5 were ordered at once. The former has wrapped filming.", {"4 wrapped"}),
    "another count": ("The second season, or series 15 as the old fans say, is filming.", {"2 filming"}),
    "in brackets": ("Season 2 (also known as series 15) is filming.", {"2 filming"}),
    "a lot": ("The second lot is filming now.", {"2 filming"}),
    "back to back": ("It was made back to back with season 4, so filming has wrapped.", {"3 wrapped"}),
    "roles from an old one": ("They reprise their roles from season 1. Filming is under way.", {"3 filming"}),
    "cut short by a relative clause": ("HBO, which has the first two seasons, said filming has begun.", {"3 filming"}),
}


@pytest.mark.parametrize("text", EPISODES.values(), ids=EPISODES)
def test_both_are_the_two_just_named(text: str) -> None:
    assert told(text, title="Salt Road season 3", kinds="episodes") == {"salt-road 1 10", "salt-road 2 10"}


@pytest.mark.parametrize("text", NEITHER.values(), ids=NEITHER)
def test_both_may_be_of_something_else(text: str) -> None:
    assert not {"salt-road 1 10", "salt-road 2 10"} & told(text, title="Salt Road season 3", kinds="episodes")


@pytest.mark.parametrize(("text", "expected"), WORDINGS.values(), ids=WORDINGS)
def test_wordings_for_a_season(text: str, expected: set[str]) -> None:
    assert told(text, title="Salt Road season 3") == {f"salt-road {claim}" for claim in expected}


@pytest.mark.parametrize(("text", "expected"), SEASONS.values(), ids=SEASONS)
def test_which_season_goes_unnamed(text: str, expected: set[str]) -> None:
    assert told(text) == {f"salt-road {claim}" for claim in expected}


OLD = "\n\nORIGINAL STORY, March 1\n\n"
REPLACED = {
    "the date": ("Season 3 starts on May 3, 2024." + OLD + "There is no date for season 3 yet.", {"3 2024-05-03"}),
    "not another season's": (
        "Season 3 starts on May 3, 2024." + OLD + "Season 2 started on May 4, 2023.",
        {"3 2024-05-03", "2 2023-05-04"},
    ),
    "the stage": ("Filming of season 3 has wrapped." + OLD + "Filming of season 3 has begun.", {"3 wrapped"}),
    "what nothing newer speaks of": ("Season 3 is near." + OLD + "Filming of season 3 has begun.", {"3 filming"}),
    "a decision that was made": (
        "Season 3 will be the last." + OLD + "Salt Road has been renewed for season 3.",
        {"3 ending", "3 renewed"},
    ),
    "none yet": (
        "Salt Road has been renewed for season 3." + OLD + "No decision has been made about season 3.",
        {"3 renewed"},
    ),
    "an update above another": (
        "UPDATE, March 12: Season 3 starts on May 3, 2024.\n\nUPDATE, March 2: Season 3 will be out in the summer.",
        {"3 2024-05-03"},
    ),
}


@pytest.mark.parametrize(("text", "expected"), REPLACED.values(), ids=REPLACED)
def test_newer_text_replaces_what_the_page_marks_as_older(text: str, expected: set[str]) -> None:
    said = told(text, title="Salt Road season 3", kinds="production release renewal")
    assert said == {f"salt-road {claim}" for claim in expected}


UNMADE = {
    "a season that will not be made": (
        "There will be no fourth season of Salt Road. Filming has wrapped.",
        {"salt-road 3 wrapped"},
    ),
    "after so many": (
        "HBO has cancelled Salt Road after three seasons.\n\nFilming has wrapped.",
        {"salt-road 3 wrapped"},
    ),
    "an end that was only feared": (
        "Salt Road is shooting its third season.\n\nIt was axed, people feared. It was not.\n\nFilming has wrapped.",
        {"salt-road 3 wrapped"},
    ),
}


@pytest.mark.parametrize(("text", "expected"), UNMADE.values(), ids=UNMADE)
def test_an_article_about_an_end_is_about_the_last_season(text: str, expected: set[str]) -> None:
    assert told(text) == expected


NO_SHOWS = [
    "A second season of the shuttle bus was cancelled.",
    "The third season of rate cuts has been cancelled.",
    "A fourth series of delays was cancelled by the mayor.",
    "A third round of talks was cancelled.",
]
OF_SHOWS = [
    "The fourth season of the hit drama was cancelled.",
    "The fourth season of the HBO laugher was cancelled.",
    "A fourth season of eight episodes was cancelled.",
    "The fourth season of it was cancelled.",
]


@pytest.mark.parametrize("text", NO_SHOWS)
def test_a_season_of_something_else_is_no_shows(text: str) -> None:
    assert told(text, title="Salt Road season 3", kinds="renewal") == set()


@pytest.mark.parametrize("text", OF_SHOWS)
def test_a_season_of_a_word_for_a_show_is_its_own(text: str) -> None:
    assert told(text, title="Salt Road season 3", kinds="renewal") == {"salt-road 4 cancelled"}


OTHER_FIELDS = {
    "a football club": (
        "Salt Road have renewed their deal with the stadium until 2026. The club said on Monday that its third season "
        "in the league will begin on 2 March. The striker Jo Vine joins the squad, and the coach returns."
    ),
    "a tour": (
        "The Salt Road tour has been cancelled after two dates, the promoter said. The band will not return this year. "
        "Refunds for the tickets are made by the venue. A new album is due on 2 May."
    ),
    "a road": (
        "Salt Road will not open to visitors before May. The shuttle bus has been cancelled for a second season, the "
        "rangers said, and the lodge returns to winter hours."
    ),
    "a video game": (
        "Salt Road 4 is in full production, the developers said. The game has no release date. A first trailer is out, "
        "and Ann Lee returns as Mara. It is to be playable on every console, the publisher said."
    ),
}


@pytest.mark.parametrize("text", OTHER_FIELDS.values(), ids=OTHER_FIELDS)
def test_an_article_about_another_field_claims_nothing(text: str) -> None:
    assert not told(
        text, text.partition(".")[0], kinds="renewal renewal_date release cast production trailer episodes crew"
    )


def test_a_series_about_a_club_is_a_series() -> None:
    text = (
        "Filming on season 3 of Salt Road has begun. The club is relegated, the striker has gone, and the coach has "
        "lost his squad and the league its best stadium."
    )
    assert told(text) == {"salt-road 3 filming"}


WORKS = {
    "in concert": "Salt Road in Concert has been cancelled.",
    "a play": "Salt Road, a dance piece about office work, has been cancelled.",
    "a game": "Salt Road: The Game has been cancelled.",
    "a musical": "The Salt Road stage musical has been cancelled.",
    "a film": "The Salt Road movie has been cancelled.",
}


@pytest.mark.parametrize("sentence", WORKS.values(), ids=WORKS)
def test_another_work_of_the_same_name_takes_the_claim_with_it(sentence: str) -> None:
    assert not told(f"Salt Road season 2 was shown on HBO last year.\n\n{sentence}", kinds="renewal")


def test_what_a_series_is_made_from_makes_no_other_work_of_it() -> None:
    assert told("Salt Road, the video game adaptation, has been cancelled.", "Salt Road news", kinds="renewal")


ORDER = "HBO has renewed Salt Road for a fifth season"
NEXT_OF_TWO = {
    "in the making": f"{ORDER} while season 4 is filming in Cork.",
    "with a premiere ahead": f"{ORDER}. Season 4 premieres on 2 May.",
    "called upcoming": f"{ORDER}, which follows on the upcoming fourth season.",
}


@pytest.mark.parametrize("text", NEXT_OF_TWO.values(), ids=NEXT_OF_TWO)
def test_what_is_said_without_a_number_is_about_the_season_that_comes_first(text: str) -> None:
    text += "\n\nAnn Lee is back as Mara, and Bo Diaz joins the cast."
    assert told(text, "Salt Road goes on", kinds="cast") == {"salt-road 4 returning", "salt-road 4 joining"}


FIRST_OF_TWO = {
    "shown already": f"{ORDER}. Season 4 ended in January.",
    "being shown": f"{ORDER}. The current fourth season ends on 2 April.",
    "not spoken of": f"{ORDER}.",
}


@pytest.mark.parametrize("text", FIRST_OF_TWO.values(), ids=FIRST_OF_TWO)
def test_it_is_about_the_season_ordered_where_none_comes_before(text: str) -> None:
    text += "\n\nAnn Lee is back as Mara, and Bo Diaz joins the cast."
    assert told(text, "Salt Road goes on", kinds="cast") == {"salt-road 5 returning", "salt-road 5 joining"}


def test_a_headline_about_the_order_alone_is_news_of_that_season() -> None:
    text = f"{ORDER}. Season 4 premieres on 2 May.\n\nAnn Lee is back as Mara."
    assert told(text, "Salt Road renewed for season 5", kinds="cast") == {"salt-road 5 returning"}


TWO_NAMED = "Filming on Salt Road season 4 is under way, and HBO has ordered season 5."
OF_BOTH = {
    "for both": f"{TWO_NAMED} Ann Lee remains showrunner for both.",
    "the two seasons": f"{TWO_NAMED} It was a long wait. Ann Lee is the showrunner of the two seasons.",
}


@pytest.mark.parametrize("text", OF_BOTH.values(), ids=OF_BOTH)
def test_both_are_the_two_seasons_named_last(text: str) -> None:
    assert told(text, "Salt Road goes on", kinds="crew") == {"salt-road 4 showrunner", "salt-road 5 showrunner"}


ROWS = {
    "two others": "Salt Road, Harbor Hill and Kite P.D. were all renewed on Monday.",
    "one other": "Salt Road and Pine & Ash have been renewed.",
    "the years counted": "Salt Road was renewed on Monday; that makes 15 seasons.",
}


@pytest.mark.parametrize("text", ROWS.values(), ids=ROWS)
def test_other_titles_in_a_row_are_no_people(text: str) -> None:
    kinds = "renewal cast"
    seasons = {"salt-road 15 renewed"} if "15" in text else {"salt-road None renewed"}
    assert told(f"{text} They return in May.", kinds=kinds) == seasons


FATES = {
    "cancelled": "Ann Lee joins season 2 of Salt Road. She led ABC's Kite Hill, which was cancelled after one season.",
    "run out": "Ann Lee joins season 2 of Salt Road. She was seen in Kite Hill, which ended in 2022.",
}


@pytest.mark.parametrize("text", FATES.values(), ids=FATES)
def test_what_became_of_a_work_that_nobody_follows_is_no_claim(text: str) -> None:
    assert not told(text, "Ann Lee on Salt Road", kinds="renewal renewal_date release")


def test_a_company_in_an_aside_decides_about_the_show() -> None:
    text = "Salt Road is back. ABC, which is owned by Walt Disney Co, renewed the series for a third season."
    assert told(text, "Salt Road", kinds="renewal") == {"salt-road 3 renewed"}


def test_the_return_of_somebody_is_no_season() -> None:
    text = "Season 2 of Salt Road could see the return of characters such as Mara (Ann Lee) and Sam (Bo Diaz)."
    assert told(text, "Salt Road", kinds="renewal cast") == {"salt-road 2 returning"}


LOOSE = {
    "a year": "Salt Road, renewed for a third year on Monday, is filming.",
    "a year, given": "The drama was given a third year. Filming has begun.",
    "a year, entered": "The drama comes back for its third year, which is filming now.",
    "a term": "The school of Salt Road opens for a third term. Filming has begun.",
    "a stretch": "Salt Road is back for a third stretch. Filming has begun.",
    "an innings": "HBO has handed Salt Road a third innings. Filming is under way.",
    "a stint": "Salt Road returns for a third stint on HBO. Filming is under way.",
    "a go": "Salt Road gets a third go. Filming has begun.",
    "a serving": "Salt Road comes back for a third serving. Filming has begun.",
    "a dose": "HBO has ordered a third dose of Salt Road. Filming has begun.",
    "a slice": "HBO commissions a third slice of Salt Road. Filming has begun.",
    "a turn": "Salt Road was granted a third turn. Filming has begun.",
    "a spell": "Salt Road starts its third spell on HBO in May. Filming is going on.",
    "and final": "Salt Road returns for a third and final year. Filming has begun.",
    "a time": "Salt Road comes round again for the third time. Filming has begun.",
    "a time, back": "The drama is back for a third time. Filming has begun.",
    "a time, returning": "Salt Road returns to HBO for a third time. Filming has begun.",
    "a third, asked": "Salt Road is back for a third year. Could it go on for a fourth?\n\nFilming has begun.",
}


@pytest.mark.parametrize("text", LOOSE.values(), ids=LOOSE)
def test_what_critics_call_a_season(text: str) -> None:
    assert told(f"Salt Road is on HBO.\n\n{text}") == {"salt-road 3 filming"}


NOT_LOOSE = {
    "years in a row": "Salt Road is back for the third year in a row. Filming has begun.",
    "years running": "Salt Road opens the festival for a third year running. Filming has begun.",
    "of a war": "Salt Road starts in the third year of the war. Filming has begun.",
    "at school": "In Salt Road, Mara begins her third year. Filming has begun.",
    "a student": "Salt Road returns. Ann Lee, a third-year student, is in it. Filming has begun.",
    "in office": "Salt Road returns. The mayor starts a third term in office. Filming has begun.",
    "somebody's time": "Salt Road is on. Ann Lee married for a third time. Filming has begun.",
    "of a student": "Salt Road is back. She starts a third year as a nurse. Filming has begun.",
    "a shift": "Salt Road is near. The talks drag into a third stretch. Filming has begun.",
    "the first year": "Salt Road is back after its first year. Filming has begun.",
}


@pytest.mark.parametrize("text", NOT_LOOSE.values(), ids=NOT_LOOSE)
def test_a_year_or_a_turn_of_anything_else_is_no_season(text: str) -> None:
    assert told(text) == {"salt-road None filming"}


PUT_FORWARD = {
    "the latter": "HBO has renewed Salt Road for seasons 3 and 4, the latter of which will be the last.",
    "told apart": "HBO has renewed Salt Road for a third and a fourth season, and season 4 is the last.",
    "in the headline's words": "Salt Road: renewed for seasons 3 and 4. The fourth comes in 2026.",
    "two more": "HBO has ordered seasons three and four of Salt Road; the former is near.",
}


@pytest.mark.parametrize("text", PUT_FORWARD.values(), ids=PUT_FORWARD)
def test_an_order_of_several_puts_forward_the_next_to_come(text: str) -> None:
    text += "\n\nAnn Lee is back as Mara, and Bo Diaz joins the cast."
    assert told(text, "Salt Road goes on", kinds="cast") == {"salt-road 3 returning", "salt-road 3 joining"}


FIRST_COMES = {
    "comes": "Before that comes season 4.",
    "comes first": "Season 4 comes first.",
    "first up": "First up is season 4.",
    "first there is": "First there is the fourth season.",
    "yet to air": "Season 4 has yet to air.",
    "still to come": "The fourth season is still to come.",
    "not begun": "Season 4 has not even begun.",
    "not out": "The fourth season isn't out yet.",
    "in the can": "Season 4 is in the can.",
    "on its way": "The fourth season is on its way.",
    "written": "Season 4 is already written.",
    "next": "Season 4 is next.",
}
PEOPLE = "\n\nAnn Lee is back as Mara."


@pytest.mark.parametrize("text", FIRST_COMES.values(), ids=FIRST_COMES)
def test_the_season_before_the_one_ordered_may_be_still_to_come(text: str) -> None:
    assert told(f"{ORDER}. {text}{PEOPLE}", "Salt Road goes on", kinds="cast") == {"salt-road 4 returning"}


SHOWN_FIRST = {
    "ended": "Season 4 ended in March.",
    "a finale": "Season 4 has had its finale.",
    "loved": "Season 4 is loved by all.",
    "began": "Season 4 began last month.",
    "another show's": "Before that comes season 4 of 'Kite Hill'.",
}


@pytest.mark.parametrize("text", SHOWN_FIRST.values(), ids=SHOWN_FIRST)
def test_a_season_that_has_been_shown_does_not_come_first(text: str) -> None:
    assert told(f"{ORDER}. {text}{PEOPLE}", "Salt Road goes on", kinds="cast") == {"salt-road 5 returning"}


BROUGHT_UP_LATE = {
    "has been ordered": "Filming has wrapped. Ann Lee is back as Mara. A fourth season has been ordered.",
    "already": "It returns on 2 May. Ann Lee is back as Mara. A fourth series has already been commissioned.",
    "the day before": "It returns in May. Ann Lee is back as Mara. A fourth season was ordered in January.",
    "in one sentence": "It returns on 2 May. Ann Lee is back as Mara, and a fourth season has been ordered.",
}
ORDERED_FOR = {
    "the object": "Filming has wrapped. Ann Lee is back as Mara. HBO had ordered a fourth season in January.",
    "for it": "It returns on 2 May. Ann Lee is back as Mara. It was renewed for a fourth season in January.",
    "the definite one": "It returns on 2 May. Ann Lee is back as Mara. The fourth season was ordered in January.",
    "told first": "A fourth season has been ordered. It returns on 2 May. Ann Lee is back as Mara.",
    "still filming": "Filming has begun. Ann Lee is back as Mara. A fourth season has been ordered.",
}


@pytest.mark.parametrize("text", BROUGHT_UP_LATE.values(), ids=BROUGHT_UP_LATE)
def test_a_further_season_brought_up_late_follows_on_the_one_at_hand(text: str) -> None:
    assert told(f"Salt Road is near. {text}", kinds="cast") == {"salt-road 3 returning"}


@pytest.mark.parametrize("text", ORDERED_FOR.values(), ids=ORDERED_FOR)
def test_an_order_told_as_such_is_of_the_season_at_hand(text: str) -> None:
    assert told(f"Salt Road is near. {text}", kinds="cast") == {"salt-road 4 returning"}


WITH = "The second series of Cobble Street is near, with Ann Lee back as Mara."


def test_the_people_of_a_sentence_are_of_the_show_that_it_names() -> None:
    said = told(f"Harbor Lights is on.\n\nSalt Road is back. {WITH}\n\nEmber is on later.", kinds="cast")
    assert said == {"cobble-street 2 returning"}


IN_TURN = {
    "the last clause": "Salt Road starts in May, and Cobble Street returns in June. Filming has begun.",
    "but": "Salt Road ends soon but Cobble Street comes in June. Filming has begun.",
    "its own sentence": "Salt Road is over. The second series of Cobble Street is near. Filming has begun.",
    "a new sentence": "Salt Road is over. Cobble Street is near. Filming has begun.",
}
BY_THE_WAY = {
    "both": "Cobble Street and Salt Road return in May. Filming has begun.",
    "aside": "Cobble Street returns in June, like Salt Road. Filming has begun.",
    "a pronoun": "Cobble Street returns in June. It is more fun than Salt Road. Filming has begun.",
}
AROUND = "Harbor Lights is on tonight.\n\n{}\n\nEmber is on later, as Kite Hill was."


@pytest.mark.parametrize("text", IN_TURN.values(), ids=IN_TURN)
def test_a_paragraph_of_a_round_up_goes_from_show_to_show(text: str) -> None:
    assert {claim.split()[0] for claim in told(AROUND.format(text))} == {"cobble-street"}


@pytest.mark.parametrize("text", BY_THE_WAY.values(), ids=BY_THE_WAY)
def test_a_show_named_by_the_way_takes_nothing_over(text: str) -> None:
    assert {claim.split()[0] for claim in told(AROUND.format(text))} == {"cobble-street"}


PAIRS = {
    "in two sentences": "Season 4 is near. Season 5 was shot with it. Ann Lee is showrunner of the two seasons.",
    "after a third one": (
        "Season 3 was grim. Season 4 is near. A fifth was shot with it. Ann Lee is showrunner of the two seasons."
    ),
    "ordered at once": "HBO has ordered seasons 4 and 5 of Salt Road. Ann Lee is the showrunner for both.",
}


@pytest.mark.parametrize("text", PAIRS.values(), ids=PAIRS)
def test_two_seasons_may_have_been_named_apart(text: str) -> None:
    said = told(f"Salt Road goes on. {text}", "Salt Road", kinds="crew")
    assert said == {"salt-road 4 showrunner", "salt-road 5 showrunner"}


def test_either_season_is_one_of_those_ordered_together() -> None:
    filler = "It is grim. " * 4
    text = f"Salt Road is renewed for seasons 3 and 4. {filler}No date has been set for either season."
    assert told(text, "Salt Road", kinds="release") == {"salt-road 3 unannounced", "salt-road 4 unannounced"}


def test_a_report_is_refuted_by_an_elliptic_sentence() -> None:
    text = "A tabloid reported that Salt Road had been cancelled. It had not, and the editor is sorry."
    assert told(text, "Salt Road", kinds="renewal") == {"salt-road None cancelled"}
