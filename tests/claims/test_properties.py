"""What holds for every text: exact offsets, no error, the same answer twice."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from aggregator.claims import extract_claims
from aggregator.claims.reading import MAX_SENTENCE_CHARS, read_text
from aggregator.models import Field
from tests.claims.helpers import HARBOR, SHOWS, claims_in, matches_in

WORDS = st.sampled_from(
    [
        "Harbor Lights",
        "season 3",
        "Ann Lee",
        "Bo Diaz (Kim)",
        "returns as",
        "has been renewed",
        "on May 3",
        "“",
        "”",
        "‘",
        "’",
        "(",
        ")",
        "?",
        ".",
        "\n\n",
        "\n",
        "- ",
        ", and ",
        "not",
        "might",
        "trailer",
        "released",
        "ten episodes",
        "if",
        "’s",
        "Q. ",
        "directed by",
        "filming",
        "wrapped",
        "final",
        "2024-25",
        "12/13",
        "İ",
        "ß",
        "ﬁ",
        "\ue000",
        "\x00",
        "🎬",
        "한국",
        "e\u0301",
    ]
)
MESS = st.lists(st.one_of(WORDS, st.text(max_size=12)), max_size=60).map(" ".join)
DAYS = st.one_of(st.none(), st.dates(date(1, 1, 1), date(9999, 12, 31)))


@settings(max_examples=150, deadline=None)
@given(title=MESS, text=MESS, published_on=DAYS)
def test_a_quote_is_what_stands_at_its_offsets(title: str, text: str, published_on: date | None) -> None:
    for claim in claims_in(text, title=title, published_on=published_on):
        assert text[claim.start : claim.end] == claim.quote
        assert claim.show_id in SHOWS
        assert 0.0 <= claim.confidence <= 1.0
        assert (claim.person is not None) == (claim.kind in {"cast", "crew"})


@settings(max_examples=60, deadline=None)
@given(text=MESS)
def test_claims_come_in_order_and_are_the_same_each_time(text: str) -> None:
    claims = claims_in(text)
    assert list(claims) == sorted(claims, key=lambda claim: claim.start)
    assert claims == claims_in(text)


@given(text=st.text())
def test_sentences_are_parts_of_the_text_in_order(text: str) -> None:
    end = 0
    for block in read_text(text):
        for sentence in block.sentences:
            assert text[sentence.start : sentence.end] == sentence.text
            assert sentence.start >= end
            assert 0 < len(sentence.text) <= MAX_SENTENCE_CHARS
            end = sentence.end


def test_no_match_means_no_claim() -> None:
    text = "Harbor Lights was renewed for a third season."
    assert extract_claims(title="", text=text, published_on=None, matches=(), shows=SHOWS) == ()


def test_an_empty_text_has_the_claims_of_its_headline_and_no_quote() -> None:
    (claim,) = claims_in("", title="Netflix renews Harbor Lights for season 3")
    assert (claim.quote, claim.start, claim.end, claim.evidence_in) == ("", 0, 0, Field.TITLE)


def test_what_only_the_headline_says_is_quoted_from_the_nearest_sentence() -> None:
    text = "It was a long week. The harbour show Harbor Lights has fans. Nobody slept."
    (claim,) = claims_in(text, title="Netflix renews Harbor Lights for season 3")
    assert claim.evidence_in is Field.TITLE
    assert claim.quote == "The harbour show Harbor Lights has fans."


def test_other_languages_claim_nothing() -> None:
    german = (
        "Netflix hat Harbor Lights um eine dritte Staffel verlängert. Ann Lee kehrt zurück. Die Dreharbeiten laufen."
    )
    korean = "넷플릭스는 Harbor Lights 시즌 3을 제작하기로 했다. 박지후가 다시 출연한다."
    for text in (german, korean):
        assert claims_in(text, title="Harbor Lights") == ()


def test_who_says_it_is_kept() -> None:
    (claim,) = claims_in("According to Deadline, Harbor Lights has been renewed.", title="")
    assert claim.said_by == "Deadline"


def test_mentions_of_another_show_take_the_claim_with_them() -> None:
    text = "Harbor Lights is loud. Salt Road has been renewed for a fifth season."
    (claim,) = claims_in(text, title="")
    assert (claim.show_id, claim.season) == ("salt-road", 5)
    assert HARBOR.id != claim.show_id
    assert len(matches_in("", text)) == 2
