"""The rules of belief, one by one, under the numbers that `aggregator/resolve/rules.py` gives them."""

from __future__ import annotations

from datetime import date

import pytest

from aggregator.models import Evidence, Standing
from aggregator.resolve import resolve
from aggregator.resolve.rules import Answer, Relation, relation
from tests.resolve.helpers import believed, said

Case = tuple[list[Evidence], str, list[str]]
"""What was said, as of which day, and the facts: plain ones are confirmed and agreed."""

WORTH: dict[str, Case] = {
    "1: what is said as a fact is one": (
        [said("2022-06-06", "renewal", "renewed")],
        "2022-06-07",
        ["renewed"],
    ),
    "1: what is likely is believed as likely": (
        [said("2022-06-06", "renewal", "renewed", status="expected")],
        "2022-06-07",
        ["renewed (expected)"],
    ),
    "1: what is possible is a rumour": (
        [said("2022-06-06", "renewal", "renewed", status="possible", by="trade")],
        "2022-06-07",
        ["renewed (possible, rumoured)"],
    ),
    "1: farms alone confirm nothing, however many": (
        [said(f"2022-06-0{day}", "renewal", "renewed", by="farm") for day in range(1, 8)],
        "2022-06-08",
        ["renewed (rumoured)"],
    ),
    "1: a farm and a blog are as good as the blog": (
        [said("2022-06-01", "renewal", "renewed", by="farm"), said("2022-06-02", "renewal", "renewed", by="blog")],
        "2022-06-08",
        ["renewed"],
    ),
    "1: what a farm says as a fact makes a forecast of others no firmer": (
        [
            said("2022-06-01", "renewal", "renewed", status="expected"),
            said("2022-06-02", "renewal", "renewed", by="farm"),
        ],
        "2022-06-08",
        ["renewed (expected)"],
    ),
    "4: what a page takes back is believed no longer": (
        [said("2022-06-01", "episodes", "12", until="2022-06-20")],
        "2022-06-20",
        ["12 (superseded)"],
    ),
    "4: until then it is": (
        [said("2022-06-01", "episodes", "12", until="2022-06-20")],
        "2022-06-19",
        ["12"],
    ),
    "5: a claim without a season is about the one that its article tells of as coming": (
        [
            said("2022-06-06", "renewal", "renewed", season=2, article=900),
            said("2022-06-06", "release", "2023", season=None, article=900),
            said("2022-06-06", "release", "2022-01-28", season=1, article=900),
        ],
        "2022-06-07",
        ["2022-01-28", "renewed", "2023"],
    ),
}

AGREEING: dict[str, Case] = {
    "6: of two windows that agree the narrower is the value": (
        [said("2022-06-06", "release", "2023"), said("2022-09-01", "release", "2023-06")],
        "2022-09-02",
        ["2023-06"],
    ),
    "6: so it is when the wider is said later": (
        [said("2022-06-06", "release", "2023-06"), said("2022-09-01", "release", "2023")],
        "2022-09-02",
        ["2023-06"],
    ),
    "6: a narrower window said less firmly stands beside": (
        [said("2022-06-06", "release", "2023"), said("2022-09-01", "release", "2023-06", status="expected")],
        "2022-09-02",
        ["2023", "2023-06 (expected)"],
    ),
    "6: a wider window said less firmly supports": (
        [said("2022-06-06", "release", "2023-06-16"), said("2022-06-07", "release", "2023", status="expected")],
        "2022-09-02",
        ["2023-06-16"],
    ),
    "6: not before a year agrees with a month of it": (
        [said("2022-06-06", "release", "2023/.."), said("2022-09-01", "release", "2023-06")],
        "2022-09-02",
        ["2023-06"],
    ),
    "6: windows that only overlap are rivals": (
        [said("2022-06-06", "release", "2023-01/2023-06"), said("2022-06-08", "release", "2023-03/2023-09")],
        "2022-06-10",
        ["2023-01/2023-06 (disputed)", "2023-03/2023-09 (disputed)"],
    ),
    "7: returning and joining agree, in the words of the better source": (
        [
            said("2022-06-06", "cast", "joining", person="Ida Falk", by="blog"),
            said("2022-06-07", "cast", "returning", person="Ida Falk", by="official"),
        ],
        "2022-06-10",
        ["returning"],
    ),
    "8: a later stage overtakes an earlier one at once": (
        [said("2022-06-06", "production", "writing"), said("2022-06-09", "production", "filming")],
        "2022-06-10",
        ["filming", "writing (superseded)"],
    ),
    "8: an earlier stage reported later is behind": (
        [said("2022-06-06", "production", "wrapped"), said("2022-09-09", "production", "filming")],
        "2022-09-10",
        ["wrapped", "filming (superseded)"],
    ),
    "8: a plan stands beside the stage that is reached": (
        [said("2022-06-06", "production", "writing"), said("2022-06-06", "production", "filming", status="expected")],
        "2022-06-10",
        ["filming (expected)", "writing"],
    ),
    "8: a plan is over when it is carried out": (
        [said("2022-06-06", "production", "filming", status="expected"), said("2022-08-06", "production", "filming")],
        "2022-08-10",
        ["filming"],
    ),
    "8: ending overtakes renewed": (
        [said("2022-06-06", "renewal", "renewed"), said("2022-06-08", "renewal", "ending")],
        "2022-06-10",
        ["ending", "renewed (superseded)"],
    ),
    "8: ending as a rumour stands beside renewed": (
        [said("2022-06-06", "renewal", "renewed"), said("2022-06-08", "renewal", "ending", status="possible")],
        "2022-06-10",
        ["renewed", "ending (possible, rumoured)"],
    ),
    "8: an article that tells of both tells of a rescue": (
        [
            said("2021-09-01", "renewal", "cancelled", article=911),
            said("2021-09-01", "renewal", "renewed", article=911),
        ],
        "2021-11-01",
        ["renewed", "cancelled (superseded)"],
    ),
    "8: but not a page that first said one and then the other": (
        [
            said("2021-09-01", "renewal", "renewed", article=912, until="2021-09-10"),
            said("2021-09-10", "renewal", "cancelled", article=912),
        ],
        "2021-11-01",
        ["cancelled", "renewed (superseded)"],
    ),
    "9: a decision supersedes that none was made": (
        [said("2022-06-06", "renewal", "undecided"), said("2022-06-07", "renewal", "renewed")],
        "2022-06-10",
        ["renewed", "undecided (superseded)"],
    ),
    "9: a stale page that knows of no decision disputes none": (
        [said("2022-06-06", "renewal", "renewed"), said("2023-08-01", "renewal", "undecided")],
        "2023-08-10",
        ["renewed"],
    ),
    "9: nor does one that says it is not renewed": (
        [said("2022-06-06", "renewal", "renewed"), said("2023-08-01", "renewal", "renewed", status="denied")],
        "2023-08-10",
        ["renewed"],
    ),
    "9: but a decision known from farms alone": (
        [said("2022-06-06", "renewal", "renewed", by="farm"), said("2022-08-01", "renewal", "undecided")],
        "2022-08-10",
        ["undecided", "renewed (rumoured)"],
    ),
    "9: an official source that knows of none disputes a report": (
        [said("2022-06-06", "renewal", "renewed"), said("2022-06-08", "renewal", "undecided", by="official")],
        "2022-06-10",
        ["renewed (disputed)", "undecided (disputed)"],
    ),
    "9: a forecast stands beside that none was made": (
        [said("2022-06-06", "renewal", "undecided"), said("2022-06-08", "renewal", "renewed", status="expected")],
        "2022-06-10",
        ["renewed (expected)", "undecided"],
    ),
    "9: no date is superseded by a date": (
        [said("2022-06-06", "release", "unannounced"), said("2022-07-08", "release", "2023-06-16")],
        "2022-07-10",
        ["2023-06-16", "unannounced (superseded)"],
    ),
    "9: no day yet does not dispute the year": (
        [said("2022-06-06", "release", "2023"), said("2022-07-08", "release", "unannounced", by="official")],
        "2022-07-10",
        ["2023"],
    ),
    "9: officially no date disputes a reported day": (
        [said("2023-01-05", "release", "2023-03-10"), said("2023-01-07", "release", "unannounced", by="official")],
        "2023-01-08",
        ["2023-03-10 (disputed)", "unannounced (disputed)"],
    ),
    "9: no trailer, until there is one": (
        [said("2022-06-06", "trailer", "none"), said("2022-07-08", "trailer", "released")],
        "2022-07-10",
        ["released", "none (superseded)"],
    ),
    "9: not begun to film, until it has": (
        [
            said("2022-06-06", "production", "filming", status="denied"),
            said("2022-06-10", "production", "filming"),
        ],
        "2022-07-10",
        ["filming", "filming (denied, superseded)"],
    ),
    "10: a denial that nobody contradicts is an answer": (
        [said("2022-06-06", "release", "2023", status="denied")],
        "2022-07-10",
        ["2023 (denied)"],
    ),
    "10: a denial leaves alone what it does not speak of": (
        [said("2022-06-06", "release", "2023", status="denied"), said("2022-06-07", "release", "2024")],
        "2022-07-10",
        ["2023 (denied)", "2024"],
    ),
    "10: a year that is ruled out rules out its months": (
        [
            said("2022-06-06", "release", "2023-06"),
            said("2022-08-07", "release", "2023", status="denied"),
        ],
        "2022-08-10",
        ["2023 (denied)", "2023-06 (superseded)"],
    ),
    "10: official denial of a report within days": (
        [
            said("2023-01-05", "cast", "leaving", person="Ida Falk"),
            said("2023-01-06", "cast", "leaving", person="Ida Falk", status="denied", by="official"),
        ],
        "2023-01-08",
        ["leaving (denied)", "leaving (superseded)"],
    ),
}

RIVALS: dict[str, Case] = {
    "11: a rumour contradicts no fact": (
        [said("2022-06-06", "release", "2023"), said("2022-09-07", "release", "2024", status="possible")],
        "2022-09-08",
        ["2023"],
    ),
    "11: nor do farms, however many and late": (
        [
            said("2022-06-06", "release", "2023-06-16", by="official"),
            *(said(f"2022-09-{day}", "release", "2023-12", by="farm") for day in range(10, 20)),
        ],
        "2022-09-30",
        ["2023-06-16"],
    ),
    "11: what is expected disputes no official word": (
        [
            said("2022-06-06", "release", "2023", by="official"),
            said("2022-12-07", "release", "2024", status="expected", by="trade"),
        ],
        "2022-12-08",
        ["2023"],
    ),
    "11: what is expected much later by an equal disputes": (
        [said("2022-06-06", "release", "2023"), said("2022-12-07", "release", "2024", status="expected")],
        "2022-12-08",
        ["2023 (disputed)", "2024 (expected, disputed)"],
    ),
    "11: what was expected is superseded by what is decided": (
        [said("2022-06-06", "release", "2023", status="expected"), said("2022-06-10", "release", "2024")],
        "2022-12-08",
        ["2024", "2023 (expected, superseded)"],
    ),
    "12: the later date supersedes the earlier: a delay": (
        [said("2022-06-06", "release", "2023"), said("2022-12-07", "release", "2024")],
        "2022-12-08",
        ["2024", "2023 (superseded)"],
    ),
    "12: a report long after the official word supersedes it": (
        [said("2022-06-06", "release", "2023", by="official"), said("2022-12-07", "release", "2024", by="press")],
        "2022-12-08",
        ["2024", "2023 (superseded)"],
    ),
    "12: a blog does not supersede a report": (
        [said("2022-06-06", "episodes", "10", by="press"), said("2022-12-07", "episodes", "12", by="blog")],
        "2022-12-08",
        ["10"],
    ),
    "12: cancelled, then saved elsewhere": (
        [said("2021-06-14", "renewal", "cancelled"), said("2021-08-28", "renewal", "renewed")],
        "2021-09-01",
        ["renewed", "cancelled (superseded)"],
    ),
    "12: renewed, then cancelled after all": (
        [said("2021-06-14", "renewal", "renewed"), said("2021-08-28", "renewal", "cancelled")],
        "2021-09-01",
        ["cancelled", "renewed (superseded)"],
    ),
    "12: leaving after returning": (
        [
            said("2021-06-14", "cast", "returning", person="Ida Falk"),
            said("2021-08-28", "cast", "leaving", person="Ida Falk"),
        ],
        "2021-09-01",
        ["leaving", "returning (superseded)"],
    ),
    "12: giving up a job": (
        [
            said("2021-06-14", "crew", "showrunner", person="Ida Falk"),
            said("2021-08-28", "crew", "showrunner", person="Ida Falk", status="denied"),
        ],
        "2021-09-01",
        ["showrunner (denied)", "showrunner (superseded)"],
    ),
    "13: equals dispute each other within a fortnight": (
        [said("2021-06-14", "episodes", "8", by="trade"), said("2021-06-20", "episodes", "10", by="press")],
        "2021-09-01",
        ["10 (disputed)", "8 (disputed)"],
    ),
    "13: until one is said again later": (
        [
            said("2021-06-14", "episodes", "8"),
            said("2021-06-20", "episodes", "10"),
            said("2021-07-20", "episodes", "10"),
        ],
        "2021-09-01",
        ["10", "8 (superseded)"],
    ),
    "13: an official source settles, before": (
        [said("2021-06-14", "episodes", "8", by="official"), said("2021-06-20", "episodes", "10", by="trade")],
        "2021-09-01",
        ["8"],
    ),
    "13: or after": (
        [said("2021-06-14", "episodes", "8", by="trade"), said("2021-06-20", "episodes", "10", by="official")],
        "2021-09-01",
        ["10", "8 (superseded)"],
    ),
    "14: one witness alone does not bring back what was given up": (
        [
            said("2021-01-14", "release", "2022"),
            said("2021-06-20", "release", "2023"),
            said("2021-09-20", "release", "2022"),
        ],
        "2021-10-01",
        ["2022 (disputed)", "2023 (disputed)"],
    ),
    "14: two do": (
        [
            said("2021-01-14", "release", "2022"),
            said("2021-06-20", "release", "2023"),
            said("2021-09-20", "release", "2022"),
            said("2021-09-22", "release", "2022"),
        ],
        "2021-10-01",
        ["2022", "2023 (superseded)"],
    ),
    "14: two copies of one story are one witness": (
        [
            said("2021-01-14", "release", "2022"),
            said("2021-06-20", "release", "2023"),
            said("2021-09-20", "release", "2022", witness="wire"),
            said("2021-09-22", "release", "2022", witness="wire"),
        ],
        "2021-10-01",
        ["2022 (disputed)", "2023 (disputed)"],
    ),
    "14: a stale blog brings nothing back": (
        [
            said("2021-01-14", "release", "2022"),
            said("2021-06-20", "release", "2023"),
            said("2021-09-20", "release", "2022", by="blog"),
        ],
        "2021-10-01",
        ["2023", "2022 (superseded)"],
    ),
    "15: the date of a decision is that of the last one": (
        [
            said("2021-06-15", "renewal", "cancelled"),
            said("2021-06-15", "renewal_date", "2021-06-14"),
            said("2021-08-28", "renewal", "ending"),
            said("2021-08-28", "renewal_date", "2021-08-28"),
            said("2021-10-28", "renewal_date", "2021-06-14"),
        ],
        "2021-11-01",
        ["ending", "cancelled (superseded)", "2021-08-28", "2021-06-14 (superseded)"],
    ),
    "15: a date after the decision was reported is wrong": (
        [
            said("2022-06-07", "renewal", "renewed"),
            said("2022-06-07", "renewal_date", "2022-06-06"),
            said("2022-09-25", "renewal_date", "2022-09-24"),
        ],
        "2022-11-01",
        ["renewed", "2022-06-06"],
    ),
    "15: of two dates in one article the last is current": (
        [
            said("2021-09-01", "renewal_date", "2018-05-11", article=910),
            said("2021-09-01", "renewal_date", "2018-06-15", article=910),
        ],
        "2021-11-01",
        ["2018-06-15", "2018-05-11 (superseded)"],
    ),
    "15: the month of a decision agrees with its day": (
        [said("2022-06-06", "renewal_date", "2022-06-06"), said("2022-07-28", "renewal_date", "2022-06")],
        "2022-11-01",
        ["2022-06-06"],
    ),
}

TIME: dict[str, Case] = {
    "16: an expected window that has passed is superseded": (
        [said("2022-06-06", "release", "2023", status="expected")],
        "2024-01-01",
        ["2023 (expected, superseded)"],
    ),
    "16: not on its last day": (
        [said("2022-06-06", "release", "2023", status="expected")],
        "2023-12-31",
        ["2023 (expected)"],
    ),
    "16: a firm year that has passed without a premiere is superseded too": (
        [said("2022-06-06", "release", "2023")],
        "2024-01-01",
        ["2023 (superseded)"],
    ),
    "16: not before a year says nothing once the year is over": (
        [said("2022-06-06", "release", "2023/..")],
        "2024-01-01",
        ["2023/.. (superseded)"],
    ),
    "16: a firm day is taken to have been kept": (
        [said("2022-06-06", "release", "2023-06-16")],
        "2024-01-01",
        ["2023-06-16"],
    ),
    "16: an expected day is not": (
        [said("2022-06-06", "release", "2023-06-16", status="expected")],
        "2024-01-01",
        ["2023-06-16 (expected, superseded)"],
    ),
    "16: a month that is told of afterwards was kept": (
        [said("2022-06-06", "release", "2023-06"), said("2024-02-06", "release", "2023-06")],
        "2024-03-01",
        ["2023-06"],
    ),
    "16: no date, said before the window that has passed, does not come back": (
        [said("2022-03-06", "release", "unannounced"), said("2022-06-06", "release", "2023")],
        "2024-03-01",
        ["2023 (superseded)", "unannounced (superseded)"],
    ),
    "16: said afterwards, it stands": (
        [said("2022-06-06", "release", "2023"), said("2024-02-06", "release", "unannounced")],
        "2024-03-01",
        ["unannounced", "2023 (superseded)"],
    ),
    "9: that writing has not begun speaks against no delay": (
        [
            said("2022-06-06", "production", "delayed", by="trade"),
            said("2022-06-07", "production", "writing", status="denied", by="official"),
        ],
        "2022-06-08",
        ["writing (denied)", "delayed"],
    ),
    "17: a delay stands beside the stage": (
        [said("2022-06-06", "production", "writing"), said("2022-08-06", "production", "delayed")],
        "2022-09-01",
        ["writing", "delayed"],
    ),
    "17: a later stage ends it": (
        [
            said("2022-06-06", "production", "writing"),
            said("2022-08-06", "production", "delayed"),
            said("2023-01-06", "production", "filming"),
        ],
        "2023-02-01",
        ["filming", "writing (superseded)", "delayed (superseded)"],
    ),
    "17: so does work that has resumed": (
        [
            said("2022-06-06", "production", "filming"),
            said("2022-08-06", "production", "delayed"),
            said("2023-01-06", "production", "filming"),
        ],
        "2023-02-01",
        ["filming", "delayed (superseded)"],
    ),
    "17: an earlier stage reported later does not": (
        [
            said("2022-06-06", "production", "filming"),
            said("2022-08-06", "production", "delayed"),
            said("2023-01-06", "production", "writing"),
        ],
        "2023-02-01",
        ["filming", "writing (superseded)", "delayed"],
    ),
    "17: a day for the premiere ends it": (
        [said("2022-08-06", "production", "delayed"), said("2023-01-06", "release", "2023-09-01")],
        "2023-02-01",
        ["2023-09-01", "delayed (superseded)"],
    ),
    "17: so does a month, but not a year": (
        [
            said("2022-08-06", "production", "delayed"),
            said("2022-08-06", "production", "delayed", season=3),
            said("2023-01-06", "release", "2023-09"),
            said("2023-01-06", "release", "2025", season=3),
        ],
        "2023-02-01",
        ["2023-09", "delayed (superseded)", "2025", "delayed"],
    ),
    "17: that shooting has not begun is over with a day for the premiere": (
        [
            said("2022-08-06", "production", "filming", status="denied"),
            said("2023-01-06", "release", "2023-09-01"),
        ],
        "2023-02-01",
        ["2023-09-01", "filming (denied, superseded)"],
    ),
    "17: after the premiere only wrapped is left of the making": (
        [
            said("2022-08-06", "production", "filming"),
            said("2022-08-06", "trailer", "none"),
            said("2023-01-06", "release", "2023-09-01"),
        ],
        "2023-09-02",
        ["2023-09-01", "filming (superseded)", "none (superseded)"],
    ),
    "17: so it is when a later season is set": (
        [
            said("2022-08-06", "production", "filming"),
            said("2022-08-06", "release", "unannounced"),
            said("2024-01-06", "release", "2024", season=3),
        ],
        "2024-02-01",
        ["filming (superseded)", "unannounced (superseded)", "2024"],
    ),
    "18: beyond the last season there are no rumours": (
        [
            said("2022-06-06", "renewal", "renewed", season=3, status="possible"),
            said("2022-08-06", "renewal", "ending", season=2),
        ],
        "2022-09-01",
        ["ending", "renewed (possible, superseded)"],
    ),
    "18: unless it is made after all": (
        [
            said("2022-06-06", "release", "2024", season=3, status="expected"),
            said("2022-08-06", "renewal", "ending", season=2),
            said("2022-09-06", "renewal", "renewed", season=3),
        ],
        "2022-10-01",
        ["ending", "renewed", "2024 (expected)"],
    ),
    "18: what is said later is not known": (
        [said("2022-06-06", "renewal", "undecided"), said("2022-06-08", "renewal", "renewed")],
        "2022-06-07",
        ["undecided"],
    ),
}


@pytest.mark.parametrize("case", WORTH | AGREEING | RIVALS | TIME)
def test_rule(case: str) -> None:
    evidence, day, facts = (WORTH | AGREEING | RIVALS | TIME)[case]
    assert sorted(believed(evidence, day)) == sorted(facts)


def test_3_copies_and_what_is_passed_on_are_one_source() -> None:
    evidence = [
        said("2022-06-06", "renewal", "renewed", witness="deadline.com"),
        said("2022-06-07", "renewal", "renewed", witness="deadline.com", by="farm"),
        said("2022-06-07", "renewal", "renewed", witness="variety.com"),
    ]
    (fact,) = resolve(evidence, date(2022, 6, 8))
    assert fact.independent_sources == 2
    assert len(fact.supporting) == 3


def test_5_a_claim_without_a_season_stands_alone_where_two_are_coming() -> None:
    evidence = [
        said("2022-06-06", "renewal", "renewed", season=2, article=901),
        said("2022-06-06", "renewal", "renewed", season=3, article=901),
        said("2022-06-06", "release", "2023", season=None, article=901),
    ]
    facts = resolve(evidence, date(2022, 6, 8))
    assert [fact.key.season for fact in facts] == [2, 3, None]


def test_19_hearsay_is_counted_against_what_it_contradicts() -> None:
    official = said("2022-06-06", "release", "2023-06-16", by="official")
    farm = said("2022-07-06", "release", "2023-12", by="farm")
    (fact,) = resolve([official, farm], date(2022, 8, 1))
    assert (fact.supporting, fact.contradicting) == ((official.claim_id,), (farm.claim_id,))


def test_19_sides_of_a_dispute_count_against_each_other() -> None:
    eight, ten = said("2022-06-06", "episodes", "8"), said("2022-06-07", "episodes", "10")
    facts = {fact.value: fact for fact in resolve([eight, ten], date(2022, 8, 1))}
    assert facts["8"].contradicting == facts["10"].supporting == (ten.claim_id,)


def test_19_superseded_facts_keep_their_claims() -> None:
    early, late = said("2022-06-06", "release", "2023"), said("2022-12-06", "release", "2024")
    facts = {fact.value: fact for fact in resolve([early, late], date(2023, 1, 1))}
    assert facts["2023"].supporting == (early.claim_id,)
    assert (facts["2024"].supporting, facts["2024"].contradicting) == ((late.claim_id,), ())


def test_20_since_and_last_confirmed() -> None:
    evidence = [
        said("2022-03-01", "renewal", "renewed", status="possible"),
        said("2022-06-06", "renewal", "renewed"),
        said("2022-09-06", "renewal", "renewed", by="farm"),
    ]
    (fact,) = resolve(evidence, date(2022, 12, 1))
    assert (fact.since, fact.last_confirmed) == (date(2022, 6, 6), date(2022, 9, 6))
    (rumour,) = resolve(evidence, date(2022, 4, 1))
    assert (rumour.since, rumour.standing) == (date(2022, 3, 1), Standing.RUMOURED)


def test_20_a_window_is_believed_since_it_was_said_so_exactly() -> None:
    evidence = [said("2022-03-01", "release", "2023"), said("2022-06-06", "release", "2023-06")]
    (fact,) = resolve(evidence, date(2022, 12, 1))
    assert (fact.value, fact.since, len(fact.supporting)) == ("2023-06", date(2022, 6, 6), 2)


def test_the_story_of_a_second_season() -> None:
    evidence = [
        said("2022-03-01", "renewal", "undecided", by="press"),
        said("2022-03-05", "renewal", "renewed", status="expected", by="farm"),
        said("2022-06-06", "renewal", "renewed", by="official"),
        said("2022-06-06", "renewal_date", "2022-06-06", by="official"),
        said("2022-06-10", "release", "2023", status="expected", by="press"),
        said("2023-05-10", "renewal", "undecided", by="farm"),
        said("2024-08-10", "release", "2025-09/2026-04", status="expected", by="press"),
        said("2024-08-10", "production", "delayed", by="press"),
        said("2025-07-10", "production", "filming", by="official"),
        said("2025-09-10", "release", "2026/..", by="trade"),
    ]
    told = {
        "2022-03-31": ["renewed (expected, rumoured)", "undecided"],
        "2022-06-30": ["2022-06-06", "2023 (expected)", "renewed", "undecided (superseded)"],
        "2024-01-02": ["2022-06-06", "2023 (expected, superseded)", "renewed", "undecided (superseded)"],
        "2025-12-01": [
            "2022-06-06",
            "2023 (expected, superseded)",
            "2025-09/2026-04 (expected, superseded)",
            "2026/..",
            "delayed (superseded)",
            "filming",
            "renewed",
            "undecided (superseded)",
        ],
    }
    assert {day: sorted(believed(evidence, day)) for day in told} == told


def test_one_row_per_person_whichever_spelling() -> None:
    evidence = [
        said("2022-03-01", "cast", "returning", person="Park Ji-hu", character="Nam On-jo"),
        said("2022-03-02", "cast", "returning", person="Park Jihu", character="On-jo", by="blog"),
        said("2022-03-03", "cast", "returning", person="Ji-hoo Park", by="farm"),
        said("2022-03-03", "cast", "returning", person="Lomon", by="blog"),
        said("2022-03-04", "cast", "returning", person="Park Solomon"),
    ]
    facts = resolve(evidence, date(2022, 4, 1), aliases=[("Lomon", "Park Solomon")])
    assert [(fact.key.person, fact.character) for fact in facts] == [
        ("Park Ji-hu", "Nam On-jo"),
        ("Park Solomon", None),
    ]


def test_two_jobs_of_one_person_are_two_facts() -> None:
    evidence = [said("2022-03-01", "crew", job, person="Ida Falk") for job in ("writer", "director")]
    facts = resolve(evidence, date(2022, 4, 1))
    assert [(fact.key.aspect, fact.value) for fact in facts] == [("director", "director"), ("writer", "writer")]


def test_a_delay_is_a_question_beside_the_stage() -> None:
    evidence = [said("2022-03-01", "production", stage) for stage in ("writing", "delayed")]
    facts = resolve(evidence, date(2022, 4, 1))
    assert [(fact.key.aspect, fact.value) for fact in facts] == [("", "writing"), ("delayed", "delayed")]


MIRRORED = {
    Relation.RIVAL: Relation.RIVAL,
    Relation.ASIDE: Relation.ASIDE,
    Relation.SAME: Relation.SAME,
    Relation.WIDER: Relation.NARROWER,
    Relation.NARROWER: Relation.WIDER,
    Relation.EARLIER: Relation.LATER,
    Relation.LATER: Relation.EARLIER,
}


def test_relations_are_the_same_from_both_sides() -> None:
    from aggregator.models import ClaimKind

    values = {
        ClaimKind.RENEWAL: ("renewed", "cancelled", "ending", "undecided"),
        ClaimKind.RELEASE: ("unannounced", "2023", "2023-06", "2023/..", "2023-01/2023-06", "2023-03/2023-09"),
        ClaimKind.PRODUCTION: ("writing", "filming", "wrapped", "delayed"),
        ClaimKind.CAST: ("returning", "joining", "leaving"),
        ClaimKind.TRAILER: ("released", "none"),
        ClaimKind.EPISODES: ("8", "10"),
    }
    for kind, words in values.items():
        answers = [Answer(word, denied) for word in words for denied in (False, True)]
        for one in answers:
            for other in answers:
                if one != other:
                    assert relation(kind, other, one) is MIRRORED[relation(kind, one, other)], (kind, one, other)
