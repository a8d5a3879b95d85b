"""What a season, a piece of evidence and a source look like before they are drawn."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.web.evidence import Passage, witnesses
from aggregator.web.health import sparks
from aggregator.web.seasons import season_card, seasons_of

TEXT = (
    "The first paragraph.\n\n"
    + "Word after word, " * 40
    + "they renewed it. "
    + "And on it goes, " * 40
    + "\n\nThe end."
)
QUOTE = "they renewed it."


def fact(kind: str, value: str, **changes: Any) -> dict[str, Any]:
    plain = {"season": 2, "kind": kind, "value": value, "aspect": "", "person": None, "character": None}
    return plain | {"status": "confirmed", "standing": "agreed", "independent_sources": 1} | changes


def test_every_fact_of_a_season_has_one_place() -> None:
    facts = [
        fact("release", "2027", standing="disputed"),
        fact("release", "2028", standing="disputed", independent_sources=3),
        fact("renewal", "renewed"),
        fact("cast", "leaving", person="Al"),
        fact("cast", "returning", person="Bo"),
        fact("cast", "returning", person="Cy", standing="disputed"),
        fact("cast", "leaving", person="Cy", standing="disputed"),
        fact("crew", "director", person="Di", aspect="director"),
        fact("trailer", "released", standing="rumoured"),
        fact("episodes", "8", standing="superseded"),
        fact("episodes", "9", season=1),
    ]
    card = season_card(facts, 2)
    assert [group.label for group in card.answers] == ["decision"]
    assert [(group.label, [one["value"] for one in group.facts]) for group in card.disputes] == [
        ("release", ["2028", "2027"]),
        ("cast: Cy", ["returning", "leaving"]),
    ]
    assert [group.label for group in card.cast] == ["returning", "leaving"]
    assert [group.label for group in card.crew] == ["director"]
    assert [one["kind"] for one in card.rumours] == ["trailer"]
    assert [one["value"] for one in card.superseded] == ["8"]


def test_seasons_are_listed_from_the_latest_with_what_names_none_last() -> None:
    named = [fact("renewal", "renewed", season=season) for season in (1, None, 10, 2)]
    assert seasons_of(named) == [10, 2, 1, None]


def claim(quote: str = QUOTE, text: str = TEXT, **changes: Any) -> dict[str, Any]:
    start = text.find(quote)
    plain = {"article_id": 1, "revision": 1, "witness": "gazette.test", "source": "gazette", "evidence": quote}
    return plain | {"quote": quote, "quote_start": start, "quote_end": start + len(quote)} | changes


def passage(given: dict[str, Any], text: str = TEXT) -> Passage:
    ((said,),) = ([*witness.testimonies] for witness in witnesses([given], {(1, 1): text}))
    return said.passage


def test_a_quote_stands_within_its_paragraph_cut_between_words() -> None:
    shown = passage(claim())
    assert shown.quote == QUOTE
    assert shown.before.split()[0] in {"Word", "after", "word,"}
    assert "first paragraph" not in shown.before
    assert shown.after.endswith(("goes,", "it", "on", "And"))
    assert shown.has_more_before
    assert shown.has_more_after
    short = passage(claim("The end."))
    assert (short.before, short.after, short.has_more_before, short.has_more_after) == ("", "", False, False)


def test_a_quote_that_is_not_where_it_should_be_is_shown_alone() -> None:
    moved = claim() | {"quote_start": 3}
    ((said,),) = ([*witness.testimonies] for witness in witnesses([moved], {(1, 1): TEXT}))
    assert (said.passage.before, said.passage.quote, said.whole) == ("", QUOTE, None)


def test_what_the_headline_alone_says_is_marked() -> None:
    ((said,),) = ([*one.testimonies] for one in witnesses([claim(evidence="Renewed!")], {(1, 1): TEXT}))
    assert said.is_headline


def test_who_is_counted_once_stands_together_in_the_order_of_speaking() -> None:
    claims = [claim(witness=name) for name in ("wire", "gazette", "wire", None)]
    found = witnesses(claims, {(1, 1): TEXT})
    assert [(witness.name, len(witness.testimonies)) for witness in found] == [("wire", 2), ("gazette", 2)]


@given(st.text("ab \n", max_size=900), st.data())
def test_a_passage_is_a_piece_of_its_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    given = claim(text[start:end], text) | {"quote_start": start, "quote_end": end}
    ((said,),) = ([*witness.testimonies] for witness in witnesses([given], {(1, 1): text}))
    shown, whole = said.passage, said.whole
    assert whole is not None
    assert whole.before + whole.quote + whole.after == text
    assert whole.before.endswith(shown.before)
    assert whole.after.startswith(shown.after)
    assert "\n" not in shown.before + shown.after


def outcome(day: str, what: str, runs: int) -> dict[str, Any]:
    return {"source_id": "gazette", "day": day, "outcome": what, "runs": runs}


def test_days_stand_side_by_side_with_failures_below_the_line() -> None:
    rows = [
        outcome("2026-11-20", "ok", 3),
        outcome("2026-11-21", "ok", 1),
        outcome("2026-11-21", "timeout", 2),
        outcome("2026-01-01", "timeout", 9),
    ]
    spark = sparks(rows, today=date(2026, 11, 21))["gazette"]
    before, today = spark.bars
    assert (before.ok_height, before.failed_height) == (24, 0)
    assert (today.ok_height, today.failed_height) == (8, 8)
    assert before.x < today.x < spark.width
    assert today.title == "21 Nov 2026: 1 × well, 2 × timeout"
    assert spark.summary == "6 runs in 30 days, 2 failed"


@pytest.mark.parametrize("runs", [1, 10_000])
def test_a_single_failure_is_seen_among_many_answers(runs: int) -> None:
    rows = [outcome("2026-11-21", "ok", runs), outcome("2026-11-21", "timeout", 1)]
    (bar,) = sparks(rows, today=date(2026, 11, 21))["gazette"].bars
    assert bar.failed_height >= 3
