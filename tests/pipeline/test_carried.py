"""What feeds carry is read together, as if it were read one by one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from aggregator import parse
from aggregator.models import Entry, Source, SourceId, SourceKind
from aggregator.pipeline import carried, parsing
from aggregator.pipeline.carried import CarriedArticles
from aggregator.pipeline.parsing import ParserProcess

SOURCE = Source(SourceId("tvwire"), SourceKind.FEED, "https://tvwire.example/feed")
TEXT = "".join(
    f"<p>The network has ordered {n} more episodes of the ferry drama for the autumn.</p>" for n in range(20)
)
BOMB = "<p " + " ".join(f"a{number}" for number in range(150_000)) + ">x</p>"
"""A megabyte on which libxml2 spends half a minute."""


class Counting(ParserProcess):
    """Counts the calls."""

    calls = 0

    def call(self, *args: object, **kwargs: object) -> object:  # type: ignore[override]  # it passes on whatever comes
        self.calls += 1
        return super().call(*args, **kwargs)  # type: ignore[arg-type]  # as above


@pytest.fixture
def parsers(monkeypatch: pytest.MonkeyPatch) -> Iterator[Counting]:
    process = Counting(limit_s=2.0)
    monkeypatch.setattr(parsing, "_parsers", process)
    yield process
    process.close()


def entry(key: int, content_html: str | None) -> Entry:
    url = f"https://tvwire.example/{key}"
    return Entry(key=str(key), url=url, title="", signature="s", summary="In short.", content_html=content_html)


def test_what_is_read_together_is_what_is_read_alone_and_costs_one_call(parsers: Counting) -> None:
    entries = [entry(0, None), *(entry(n, TEXT * n) for n in range(1, 5)), entry(5, "<p>In short.</p>")]
    articles = CarriedArticles(SOURCE, entries)
    for one in entries:
        assert articles.article(one) == parse.article_from_entry(one, SOURCE)
        assert articles.is_whole(one) == parse.entry_is_whole(one)
    assert {articles.is_whole(one) for one in entries} == {True, False}
    assert parsers.calls == 1


def test_nothing_is_read_before_it_is_asked_for(parsers: Counting) -> None:
    CarriedArticles(SOURCE, [entry(1, TEXT)])
    assert parsers.calls == 0


def test_one_call_reads_a_bounded_length(parsers: Counting, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(carried, "MAX_AHEAD_CHARS", len(TEXT))
    entries = [entry(n, TEXT) for n in range(3)]
    articles = CarriedArticles(SOURCE, entries)
    assert all(map(articles.is_whole, entries))
    assert parsers.calls == len(entries)


def test_an_entry_that_was_not_announced_is_read_alone(parsers: Counting) -> None:
    assert CarriedArticles(SOURCE, []).is_whole(entry(1, TEXT))
    assert parsers.calls == 1


@pytest.mark.usefixtures("parsers")
def test_case_27_a_bomb_among_them_costs_its_entry_the_content_alone() -> None:
    entries = [entry(1, TEXT), entry(2, BOMB), entry(3, TEXT)]
    articles = CarriedArticles(SOURCE, entries)
    assert [articles.is_whole(one) for one in entries] == [True, False, True]
    refused = articles.article(entries[1])
    assert refused is not None
    assert (refused.text, refused.flags) == ("In short.", ("content_refused",))
