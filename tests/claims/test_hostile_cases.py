"""What misleads whoever reads for words alone (cases 111 and 118 to 120). The article's season is the third."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest

from aggregator.claims import MAX_READ_CHARS
from aggregator.models import Show, ShowId, Verdict
from aggregator.parse import ImportedRecord, parse_records
from aggregator.pipeline import Analyst
from aggregator.text import slugify
from tests.claims.helpers import claims_in, said

POLARITY = {
    "not renewed (case 118)": (
        "Harbor Lights was not renewed for a fourth season.",
        "4 renewal cancelled confirmed",
    ),
    "not renewed so far (case 118)": ("Netflix has not renewed Harbor Lights yet.", "3 renewal undecided confirmed"),
    "won't be cancelled (case 118)": (
        "Harbor Lights won't be cancelled, the network said.",
        "3 renewal cancelled denied",
    ),
    "renewal unlikely (case 118)": ("A renewal of Harbor Lights is unlikely.", "3 renewal cancelled expected"),
    "unlikely to be renewed (case 118)": (
        "Harbor Lights is unlikely to be renewed for a fourth season.",
        "4 renewal cancelled expected",
    ),
    "could be renewed (case 118)": (
        "Harbor Lights could be renewed for a fourth season.",
        "4 renewal renewed possible",
    ),
    "might be cancelled (case 118)": ("Harbor Lights might be cancelled.", "3 renewal cancelled possible"),
    "was renewed last year (case 118)": (
        "Harbor Lights was renewed last year for a third season.",
        "3 renewal renewed confirmed; 3 renewal_date 2023 confirmed",
    ),
    "renewed interest (case 118)": ("There is renewed interest in season 2 of Harbor Lights.", ""),
    "renewed vows (case 118)": ("The stars of Harbor Lights renewed their vows.", ""),
    "a cancelled flight (case 118)": ("The cast of Harbor Lights came late after a cancelled flight.", ""),
    "her flight was cancelled (case 118)": ("Her flight was cancelled, the star of Harbor Lights said.", ""),
    "uncancelled (case 118)": ("Harbor Lights has been uncancelled.", "3 renewal renewed confirmed"),
    "saved (case 118)": ("Harbor Lights was saved from cancellation by Hulu.", "3 renewal renewed confirmed"),
    "cancelled, then saved (case 118)": (
        "Harbor Lights, axed in May, has been rescued by Hulu.",
        "3 renewal cancelled confirmed; 3 renewal renewed confirmed; 3 renewal_date 2023-05 confirmed",
    ),
    "satire that says so (case 118)": ("Satire: Netflix renews Harbor Lights for a tenth season on the moon.", ""),
    "satire that says so below (case 118)": (
        "Netflix has renewed Harbor Lights for a tenth season.\n\nThis article is satire.",
        "",
    ),
    "satire in brackets (case 118)": ("Netflix has axed Harbor Lights to sell hats. [Parody]", ""),
    "a question (case 118)": ("Is Harbor Lights cancelled?", ""),
    "a question about another season (case 118)": ("Has Harbor Lights been renewed for season 4?", ""),
    "a season's finale is no final season (case 118)": ("The season 3 finale of Harbor Lights airs on Sunday.", ""),
    "the end of a season in a recap (case 118)": ("In the Season 3 finale, Kim leaves the lighthouse.", ""),
    "what happens in the story (case 118)": ("In episode 4 the harbour festival is cancelled.", ""),
    "a licence in the story (case 118)": ("In the season finale, the mayor's licence is not renewed.", ""),
    "next Friday (case 119)": ("Harbor Lights returns next Friday.", "3 release 2024-03-15 confirmed"),
    "tomorrow (case 119)": ("Harbor Lights returns tomorrow.", "3 release 2024-03-14 confirmed"),
    "this fall (case 119)": ("Season 3 premieres this fall.", "3 release 2024-09/2024-11 confirmed"),
    "later this year (case 119)": ("Season 3 will arrive later this year.", "3 release 2024 confirmed"),
    "next month (case 119)": ("Harbor Lights season 3 is out next month.", "3 release 2024-04 confirmed"),
    "another role (case 120)": (
        "Ann Lee returns to Harbor Lights as another character.",
        "3 cast returning confirmed Ann Lee",
    ),
    "who won't return, said (case 120)": (
        "Ann Lee, who won't return, said the third season was a joy.",
        "3 cast leaving confirmed Ann Lee",
    ),
    "who won't return, said that another will (case 120)": (
        "Tom Fox, who won't return, said Ann Lee will.",
        "3 cast leaving confirmed Tom Fox; 3 cast returning confirmed Ann Lee",
    ),
    "one won't, the other will (case 120)": (
        "Tom Fox won't be back for season 3, but Ann Lee will.",
        "3 cast leaving confirmed Tom Fox; 3 cast returning confirmed Ann Lee",
    ),
    "neither will (case 120)": (
        "Tom Fox won't be back for season 3, and neither will Ann Lee.",
        "3 cast leaving confirmed Ann Lee; 3 cast leaving confirmed Tom Fox",
    ),
}
"""A sentence, and all that it claims of Harbor Lights; the article is of 13 March 2024, a Wednesday."""

HEADLINES = {
    "is it cancelled? (case 118)": "Is Harbor Lights cancelled?",
    "has it been renewed? (case 118)": "Has Harbor Lights been renewed for season 4? Here's what we know",
    "a question in two words (case 118)": "Cancelled or renewed? The fate of Harbor Lights",
    "a finale explained (case 118)": "Harbor Lights season 3 finale explained",
    "a listicle (case 118)": "10 shows like Harbor Lights to watch while you wait for news of a renewal",
    "a joke (case 118)": "[Satire] Netflix renews Harbor Lights for season 9",
}
"""Headlines that claim nothing."""


@pytest.mark.parametrize(("sentence", "claims"), POLARITY.values(), ids=POLARITY)
def test_what_is_claimed(sentence: str, claims: str) -> None:
    assert "; ".join(sorted(map(said, claims_in(sentence)))) == claims


@pytest.mark.parametrize("headline", HEADLINES.values(), ids=HEADLINES)
def test_what_a_headline_does_not_claim(headline: str) -> None:
    assert claims_in("The drama is about a lighthouse and its keepers.", title=headline) == ()


RELATIVE = [sentence for name, (sentence, _) in POLARITY.items() if "119" in name]


@pytest.mark.parametrize("sentence", RELATIVE)
def test_case_119_a_relative_date_is_none_without_the_day_of_publication(sentence: str) -> None:
    assert claims_in(sentence, published_on=None) == ()
    anchored, later = (claims_in(sentence, published_on=date(year, 3, 13)) for year in (2024, 2025))
    assert [claim.value for claim in anchored] != [claim.value for claim in later]


SUMMED_UP = [
    f"{first} {second}"
    for first in ("Copper", "Velvet", "Crimson", "Silver", "Hollow", "Northern", "Paper", "Winter")
    for second in ("Lantern", "Quarry", "Orchard", "Beacon", "Harvest")
]


def test_case_111_a_round_up_of_forty_shows_is_read_show_by_show_and_is_about_none() -> None:
    decided = {
        title: (f"renewed for season {number % 5 + 2}" if number % 2 else f"cancelled after season {number % 5 + 1}")
        for number, title in enumerate(SUMMED_UP)
    }
    line = {
        "title": "Renewed or cancelled? Every series on the list",
        "text": "\n\n".join(f"{title}: {what}." for title, what in decided.items()),
    }
    (record,) = parse_records([json.dumps(line)], now=datetime(2024, 3, 13, tzinfo=UTC))
    assert isinstance(record, ImportedRecord)
    reading = Analyst([Show(ShowId(slugify(title)), title) for title in SUMMED_UP]).read(record.article)
    assert {match.verdict for match in reading.matches} == {Verdict.MENTIONED}
    assert {(claim.show_id, claim.season, claim.value, claim.status) for claim in reading.claims} == {
        (slugify(title), number % 5 + 2, decided[title].split()[0], "confirmed")
        for number, title in enumerate(SUMMED_UP)
    }


def test_s6_of_a_megabyte_no_more_is_read_than_is_worth_its_time() -> None:
    """That the time grows with the length alone is what ``test_cost`` holds us to."""
    opening = "Netflix has renewed Harbor Lights for a fourth season."
    middle = "It is a drama about a lighthouse, its keepers and the sea. " * 18_000
    text = f"{opening}\n\n{middle}\n\nHarbor Lights was cancelled after season 5."
    assert [said(claim) for claim in claims_in(text)] == [said(claim) for claim in claims_in(opening)]
    assert len(text) > 4 * MAX_READ_CHARS
