"""From the revisions of a page to evidence."""

from __future__ import annotations

from aggregator.models import Authority, Claim, Evidence
from aggregator.resolve import PageRevision, evidence_of
from tests.resolve.helpers import at, said


def claim(kind: str, value: str, **more: str) -> Claim:
    return said("2022-01-01", kind, value, **more).claim  # type: ignore[arg-type]  # the named values are all texts


def given(*revisions: PageRevision, published: str | None = "2022-06-01") -> list[Evidence]:
    return evidence_of(
        7,
        revisions,
        published_at=at(published) if published else None,
        authority=Authority.TRADE,
        witness=lambda claim: claim.said_by or "site",
    )


def test_what_a_page_says_first_was_said_when_it_was_published() -> None:
    (one,) = given(PageRevision(at("2022-06-05"), ((1, claim("episodes", "8")),)))
    assert (one.claim_id, one.article_id, one.said_at, one.until) == (1, 7, at("2022-06-01"), None)


def test_or_first_seen_where_that_is_not_known() -> None:
    (one,) = given(PageRevision(at("2022-06-05"), ((1, claim("episodes", "8")),)), published=None)
    assert one.said_at == at("2022-06-05")


def test_what_successive_revisions_say_goes_on() -> None:
    (one,) = given(
        PageRevision(at("2022-06-05"), ((1, claim("episodes", "8")),)),
        PageRevision(at("2022-07-05"), ((2, claim("episodes", "8")),)),
    )
    assert (one.claim_id, one.until) == (1, None)


def test_what_a_revision_no_longer_says_ends_when_it_was_seen_and_what_it_adds_begins() -> None:
    old, new = given(
        PageRevision(at("2022-07-05"), ((2, claim("episodes", "10")),)),
        PageRevision(at("2022-06-05"), ((1, claim("episodes", "8")),)),
    )
    assert (old.claim.value, old.said_at, old.until) == ("8", at("2022-06-01"), at("2022-07-05"))
    assert (new.claim.value, new.said_at, new.until) == ("10", at("2022-07-05"), None)


def test_what_comes_back_is_new_evidence() -> None:
    first, again = given(
        PageRevision(at("2022-06-05"), ((1, claim("episodes", "8")),)),
        PageRevision(at("2022-07-05"), ()),
        PageRevision(at("2022-08-05"), ((3, claim("episodes", "8")),)),
    )
    assert first.until == at("2022-07-05")
    assert (again.claim_id, again.said_at) == (3, at("2022-08-05"))


def test_firmer_words_are_other_words() -> None:
    before, after = given(
        PageRevision(at("2022-06-05"), ((1, claim("renewal", "renewed", status="expected")),)),
        PageRevision(at("2022-07-05"), ((2, claim("renewal", "renewed")),)),
    )
    assert before.until == after.said_at


def test_a_name_in_other_letters_is_the_same_name() -> None:
    (one,) = given(
        PageRevision(at("2022-06-05"), ((1, claim("cast", "returning", person="Pilou Asbæk")),)),
        PageRevision(at("2022-07-05"), ((2, claim("cast", "returning", person="PILOU ASBÆK")),)),
    )
    assert one.until is None


def test_no_revision_gives_no_evidence() -> None:
    assert given() == []
