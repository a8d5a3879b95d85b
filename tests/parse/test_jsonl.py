import io
import itertools
import json
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.models import Stamp
from aggregator.parse import BadRecord, ImportedRecord, bounded_lines, jsonl, parse_records
from tests.parse.fakes import FETCHED_AT

GOOD = {
    "id": "seed-1",
    "url": "https://www.tvwire.example/a?utm_source=x",
    "title": "Night Ferry returns",
    "published": "2026-09-01",
    "author": "By Ada and Ben",
    "text": "One.\n\nTwo.",
    "claims": [1],
}


def read(*lines: object) -> list[ImportedRecord | BadRecord]:
    return list(parse_records((line if isinstance(line, str) else json.dumps(line) for line in lines), now=FETCHED_AT))


def one(**fields: object) -> ImportedRecord:
    (record,) = read(GOOD | fields)
    assert isinstance(record, ImportedRecord)
    return record


def test_a_good_line() -> None:
    record = one()
    article = record.article
    assert (record.line, record.id, record.seen_at, article.external_id) == (1, "seed-1", None, "seed-1")
    assert (article.url, article.fetched_url) == ("https://tvwire.example/a", GOOD["url"])
    assert (article.title, article.text, article.authors) == ("Night Ferry returns", "One.\n\nTwo.", ("Ada", "Ben"))
    assert (article.site, article.word_count) == ("tvwire.example", 2)
    assert article.published is not None
    assert (article.published.flag, article.published.read_from) == ("date_only", "import:published")


BAD = {
    "no JSON": ('{"id": 1', "no valid JSON"),
    "no object": ("[1]", "a JSON list"),
    "a number for a text": ({"text": 5}, "text is no string"),
    "nothing to read": ({"id": "x", "title": " ", "text": None}, "neither a title nor a text"),
    "another scheme": ({"title": "x", "url": "ftp://x.example/"}, "url: not an http"),
    "an object for an id": ({"title": "x", "id": {}}, "id is neither"),
    "a time that is none": ({"title": "x", "seen_at": "soon"}, "seen_at is no time: soon"),
}


@pytest.mark.parametrize(("line", "problem"), BAD.values(), ids=BAD.keys())
def test_a_bad_line_costs_no_other(line: object, problem: str) -> None:
    first, bad, last = read(GOOD, line, GOOD)
    assert isinstance(first, ImportedRecord)
    assert isinstance(last, ImportedRecord)
    assert isinstance(bad, BadRecord)
    assert (bad.line, last.line) == (2, 3)
    assert bad.problem.startswith(problem)


def test_blank_lines_and_a_byte_order_mark_are_no_records() -> None:
    records = read("\ufeff" + json.dumps(GOOD), "", "  \n", GOOD)
    assert [record.line for record in records] == [1, 4]


def test_a_title_or_a_text_alone_will_do() -> None:
    assert one(text=None).article.text == ""
    assert one(title=None).article.title == ""
    assert one(text="").article.fingerprint != one(text="", title="Another").article.fingerprint


def test_an_unknown_date_stays_unknown() -> None:
    assert one(published=None).article.published is None
    assert one(published="some day").article.published == Stamp(None, "some day", "import:published", "unparsable")


def test_a_record_without_address_is_named_after_its_id_else_its_words() -> None:
    assert one(url=None, id="seed 1/ü").article.url == "urn:aggregator:seed%201%2F%C3%BC"
    assert one(url=None, id=7).article.url == "urn:aggregator:7"
    nameless = [one(url="", id=None, text=text).article.url for text in ("a", "a", "b")]
    assert nameless[0] == nameless[1] != nameless[2]


def test_a_record_without_id_is_called_after_its_line() -> None:
    _, second = read(GOOD, GOOD | {"id": None})
    assert isinstance(second, ImportedRecord)
    assert (second.id, second.article.external_id) == ("line-2", None)


def test_the_time_of_sighting() -> None:
    assert one(seen_at="2026-09-02T10:00:00Z").seen_at is not None


@given(st.text(st.characters(), min_size=1).filter(str.strip))
def test_no_offset_into_the_text_moves(text: str) -> None:
    stored = one(text=text).article.text
    assert len(stored) == len(text)
    assert all(a == b for a, b in zip(text, stored, strict=True) if b != "\ufffd")


def test_case_128_what_cannot_be_stored_is_replaced_one_for_one() -> None:
    assert one(text="a\x00b\ud800c\u202ed").article.text == "a\ufffdb\ufffdc\u202ed"


def test_s15_a_line_without_end_is_named_and_costs_no_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsonl, "MAX_LINE_CHARS", 400)
    longest = 0

    class Watched(io.StringIO):
        def readline(self, size: int = -1, /) -> str:  # type: ignore[override]
            nonlocal longest
            line = super().readline(size)
            longest = max(longest, len(line))
            return line

    good = json.dumps(GOOD)
    file = Watched(f"{good}\n{'[' * 3_000}\n{good}\n{'x' * 2_000}")
    records = list(parse_records(bounded_lines(file), now=FETCHED_AT))
    assert [type(record) for record in records] == [ImportedRecord, BadRecord, ImportedRecord, BadRecord]
    assert [record.line for record in records] == [1, 2, 3, 4]
    assert isinstance(records[1], BadRecord)
    assert records[1].problem == "longer than 400 characters"
    assert longest == 401


HOSTILE_LINES = {
    "brackets without end": "[" * 100_000,
    "a number of many digits": '{"id": ' + "9" * 5_000 + ', "title": "t"}',
    "a text that is a list": '{"title": "t", "text": ["x"]}',
    "an address that no browser would take": '{"title": "t", "url": "http://[::1"}',
    "no JSON at all": "PK\x03\x04",
    "a time that is none": '{"title": "t", "seen_at": "never"}',
}


@pytest.mark.parametrize("case", HOSTILE_LINES)
def test_s15_a_hostile_line_is_named_and_costs_no_other(case: str) -> None:
    good = json.dumps(GOOD)
    first, bad, last = parse_records([good, HOSTILE_LINES[case], good], now=FETCHED_AT)
    assert isinstance(first, ImportedRecord)
    assert isinstance(bad, BadRecord)
    assert isinstance(last, ImportedRecord)


def test_lines_are_read_as_they_are_asked_for() -> None:
    def endless() -> Iterator[str]:
        for number in itertools.count():
            yield json.dumps(GOOD | {"id": number})

    records = parse_records(endless(), now=FETCHED_AT)
    assert [record.line for record in itertools.islice(records, 3)] == [1, 2, 3]
