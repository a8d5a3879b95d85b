"""What is left out of the tables comes back: addresses, digests and dates, and what sightings share with articles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import hypothesis.strategies as st
from hypothesis import HealthCheck, given, settings

from aggregator.models import Article, Source
from aggregator.store.packing import number_of, url_around
from tests.store.samples import DAY, GAZETTE, NOW, WIRE, Desk, article, stamp

one_database = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)


@given(url=st.text(), canonical=st.text())
def test_an_address_is_put_together_as_it_was(url: str, canonical: str) -> None:
    head, tail = url_around(url, canonical)
    assert url == (head if tail is None else f"{head}{canonical[8:]}{tail}")


def test_most_of_an_address_is_left_out() -> None:
    assert url_around("https://www.gazette.test/tv/harbour/", "https://gazette.test/tv/harbour") == (
        "https://www.",
        "/",
    )


def test_a_key_has_eight_bytes_and_is_the_same_everywhere() -> None:
    assert number_of("https://gazette.test/harbour") == 4527324646959772348


@dataclass(frozen=True, slots=True)
class Meeting:
    host: str
    source: Source
    title: str
    tracking: str
    days_ago: int | None
    replaces: bool

    def article(self, number: int) -> Article:
        place = f"https://{self.host}.test/{number}"
        at = None if self.days_ago is None else stamp(NOW - self.days_ago * DAY, raw=f"{self.days_ago} days ago")
        return article(place, title=self.title, fetched_url=f"{place}{self.tracking}", published=at)


meetings = st.builds(
    Meeting,
    host=st.sampled_from(["gazette", "wire", "courier"]),
    source=st.sampled_from([GAZETTE, WIRE]),
    title=st.sampled_from(["Harbour Lights renewed", "Harbour Lights gets another season"]),
    tracking=st.sampled_from(["", "?utm_source=feed"]),
    days_ago=st.none() | st.integers(0, 2),
    replaces=st.booleans(),
)


@one_database
@given(met=st.lists(meetings, min_size=1, max_size=6))
def test_a_sighting_stays_as_it_was_met_whatever_becomes_of_its_article(desk: Desk, met: list[Meeting]) -> None:
    """As if each had a whole row of its own: the first of a source and address, with the earliest date stated there."""
    number = len(desk.rows("SELECT id FROM articles"))
    article_id: int | None = None
    wanted: dict[tuple[str, str], list[Any]] = {}
    for meeting in met:
        shown = meeting.article(number)
        _, article_id = desk.save(shown, known=article_id, replace=meeting.replaces, source=meeting.source)
        row = wanted.setdefault((meeting.source.id, shown.url), [shown.fetched_url, meeting.title, None])
        if meeting.days_ago is not None:
            row[2] = max(meeting.days_ago, row[2] or 0)
    found = desk.rows(
        "SELECT source_id, canonical_url, url, title, published_raw, published_at IS NULL FROM sightings"
        f" WHERE article_id = {article_id}"
    )
    assert sorted(found) == sorted(
        (*key, url, title, None if days is None else f"{days} days ago", days is None)
        for key, (url, title, days) in wanted.items()
    )
