"""What becomes of one archive: what is read of it, what is named and passed over, and when it is read again."""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from aggregator.backfill.jobs import SetAside
from aggregator.backfill.reader import Reader
from aggregator.errors import MissingInputError
from aggregator.models import Settings
from tests.backfill.desk import Desk
from tests.backfill.warcs import Answered, news, page, write, written

GOOD = Answered("https://press.example/good", page(5))
REVISIT = "http://netpreserve.org/warc/1.0/revisit/identical-payload-digest"

OTHERS = {
    "an error page": (Answered(status="404 Not Found"), "not_200"),
    "a redirect": (Answered(status="301 Moved"), "not_200"),
    "a picture": (Answered(content_type="image/png", body=b"\x89PNG"), "not_html"),
    "a page cut short by the crawler": (Answered(more=(("WARC-Truncated", "length"),)), "truncated"),
    "no date": (Answered(date=None), "invalid"),
    "a date that is none": (Answered(date="yesterday"), "invalid"),
    "no web address": (Answered("dns:press.example"), "invalid"),
    "no message": (Answered(http=False, body=b"hello"), "not_200"),
    "a page of nothing": (Answered(body=b"<html></html>"), "not_a_page"),
    "a page beyond the limit": (Answered(body=page() + b" " * 300_000), "too_large"),
    "a page about nothing of ours": (
        Answered(body=page(1).replace(b"Harbour Lights", b"The Salt Road")),
        "unmatched",
    ),
}


@pytest.mark.parametrize(("other", "reason"), OTHERS.values(), ids=OTHERS)
def test_what_is_not_taken_is_counted_and_costs_nothing_else(desk: Desk, other: Answered, reason: str) -> None:
    desk.settings = Settings(max_body_bytes=200_000)
    write(desk.archives / "a.warc.gz", other, GOOD)
    desk.read()
    counts = desk.result().counts
    assert counts[reason] == 1
    assert (counts["records"], counts["findings"]) == (2, 1)


SILENT = {
    "a request": Answered(kind="request"),
    "a revisit": Answered(kind="revisit", body=b"", more=(("WARC-Profile", REVISIT),)),
    "metadata of others": Answered(kind="metadata", http=False, body=b"via: nobody\r\n"),
    "warcinfo": Answered(kind="warcinfo", http=False, body=b"software: other\r\n"),
}


@pytest.mark.parametrize("other", SILENT.values(), ids=SILENT)
def test_records_that_hold_no_answer(desk: Desk, other: Answered) -> None:
    write(desk.archives / "a.warc.gz", other, GOOD)
    desk.read()
    assert desk.result().counts["records"] == 1
    assert desk.result().counts["articles"] == 1


CHARSETS = {
    "named in the header": ("iso-8859-1", "text/html; charset=iso-8859-1", ""),
    "named in the page": ("windows-1252", "text/html", "<meta charset='windows-1252'>"),
    "UTF-8 that nobody names": ("utf-8", "text/html", ""),
    "with a mark of byte order": ("utf-16", "text/html", ""),
}


@pytest.mark.parametrize(("charset", "content_type", "meta"), CHARSETS.values(), ids=CHARSETS)
def test_charsets(desk: Desk, charset: str, content_type: str, meta: str) -> None:
    body = page(3, charset=charset, meta=meta)
    write(desk.archives / "a.warc.gz", Answered(body=body, content_type=content_type))
    desk.read()
    desk.merge()
    ((text,),) = desk.rows("SELECT text FROM articles")
    assert text.endswith("on the café.")


def test_an_address_that_is_there_twice_is_one_article(desk: Desk) -> None:
    later = replace(GOOD, body=page(6), date="2026-03-06T10:00:00Z")
    write(desk.archives / "a.warc.gz", GOOD, GOOD, later)
    desk.read()
    desk.merge()
    assert desk.rows("SELECT count(*), max(revision) FROM articles") == [(1, 2)]


def test_a_file_that_is_not_gzipped(desk: Desk) -> None:
    desk.archives.mkdir()
    data, offsets = written(*news(1, 3), gzipped=False)
    damaged = data[: offsets[1]] + b"nonsense\r\n" + data[offsets[1] + 8 :]
    (desk.archives / "a.warc").write_bytes(data)
    (desk.archives / "b.warc").write_bytes(damaged)
    desk.read()
    assert [result.counts["articles"] for result in desk.results()] == [3, 2]


def test_a_torn_file_is_read_up_to_where_it_is_torn(desk: Desk) -> None:
    data, offsets = written(*news(1, 3))
    desk.archives.mkdir()
    (desk.archives / "a.warc.gz").write_bytes(data[:-20])
    desk.read()
    assert desk.result().counts["articles"] == 2
    assert [(record.offset, record.why) for record in desk.result().set_aside] == [(offsets[2], "damaged")]


DAMAGE = {
    "zeros in the middle of a record": lambda record: record[:100] + bytes(60) + record[160:],
    "a record without its beginning": lambda record: record[50:],
    "text instead of a record": lambda record: b"not found" * 9,
    "a record of gzip that is none of WARC": lambda record: gzip.compress(b"hello, hello"),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_after_damage_reading_goes_on_with_the_next_record(desk: Desk, damage: object) -> None:
    data, offsets = written(*news(1, 4))
    assert callable(damage)
    broken = data[: offsets[1]] + damage(data[offsets[1] : offsets[2]]) + data[offsets[2] :]
    desk.archives.mkdir()
    (desk.archives / "a.warc.gz").write_bytes(broken)
    desk.read()
    desk.merge()
    found = {url.rsplit("/")[-1] for (url,) in desk.rows("SELECT canonical_url FROM articles")}
    assert found == {"1", "3", "4"}
    assert desk.result().set_aside[0] == SetAside(offsets[1], "damaged")


def test_nonsense_is_no_archive_and_no_failure(desk: Desk) -> None:
    desk.archives.mkdir()
    (desk.archives / "a.warc.gz").write_bytes(b"\x1f\x8b\x08 and nothing of use")
    (desk.archives / "b.warc").write_bytes(b"")
    assert desk.read() == {}
    assert [sum(result.counts.values()) for result in desk.results()] == [2, 0]


def test_what_is_complete_is_not_read_again(desk: Desk) -> None:
    write(desk.archives / "a.warc.gz", *news(1, 2))
    write(desk.archives / "b.warc.gz", *news(3, 2))
    desk.read()
    before = desk.done[:]
    (desk.archives / "a.warc.gz").rename(desk.archives / "z.warc.gz")
    desk.read()
    assert desk.done == before
    desk.jobs()[0].result_path.unlink()  # as if it had been killed between its findings and the record of them
    desk.read()
    assert len(desk.done) == len(before) + 1


def test_other_rules_are_other_work(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    write(desk.archives / "a.warc.gz", *news(1, 2))
    desk.read()
    desk.shows = (replace(desk.shows[0], aliases=("The Lights",)),)
    desk.read()
    assert len(desk.done) == 2
    monkeypatch.setattr("aggregator.backfill.ruleset.code_digest", lambda: "another version of the code")
    desk.read()
    assert len(desk.done) == 3


def test_a_worker_of_another_version_refuses(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    write(desk.archives / "a.warc.gz", *news(1, 2))
    desk.jobs()
    monkeypatch.setattr("aggregator.backfill.ruleset.code_digest", lambda: "another version of the code")
    (folder,) = (desk.folder / "work").iterdir()
    from aggregator.backfill.ruleset import load_ruleset

    with pytest.raises(RuntimeError, match="another version of aggregator"):
        load_ruleset(folder)


def test_one_file_under_two_names_is_one(desk: Desk) -> None:
    for name in ("a", "b"):
        write(desk.archives / f"{name}.warc.gz", *news(1, 2))
    assert len(desk.jobs()) == 1


def test_doing_it_again_changes_nothing(desk: Desk) -> None:
    rewritten = replace(GOOD, body=page(6), date="2026-03-06T10:00:00Z")
    write(desk.archives / "a.warc.gz", GOOD, rewritten, *news(1, 3))
    desk.read()
    desk.merge()
    before = desk.content()
    summary = desk.merge()
    assert desk.content() == before
    assert (summary.articles_new, summary.articles_updated) == (0, 0)


def test_an_earlier_version_does_not_take_the_place_of_a_later_one(desk: Desk) -> None:
    write(desk.archives / "a.warc.gz", replace(GOOD, date="2026-05-05T10:00:00Z"))
    write(desk.archives / "b.warc.gz", replace(GOOD, body=page(6), date="2026-03-01T10:00:00Z"))
    desk.read()
    desk.merge()
    assert desk.rows("SELECT title, revision FROM articles") == [("Harbour Lights returns, part 5", 1)]


def test_a_bug_met_in_one_record_costs_that_alone(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    offsets = write(desk.archives / "a.warc.gz", *news(1, 3))
    steps = Reader.steps

    def stumbling(reader: Reader, exchange: object) -> object:
        if exchange.circumstances.url.endswith("2"):  # type: ignore[attr-defined]  # an Exchange
            raise KeyError("a mistake of ours")
        return steps(reader, exchange)  # type: ignore[arg-type]

    monkeypatch.setattr(Reader, "steps", stumbling)
    desk.read()
    (record,) = desk.result().set_aside
    assert (record.offset, record.why) == (offsets[1], "unexpected")
    assert "a mistake of ours" in record.detail
    assert desk.result().counts["findings"] == 2


MISSING: dict[str, Sequence[str]] = {"a file that is not there": ["nowhere.warc.gz"], "a folder without any": ["."]}


@pytest.mark.parametrize("names", MISSING.values(), ids=MISSING)
def test_what_is_not_there_is_named(names: Sequence[str], tmp_path: Path) -> None:
    from aggregator.backfill import find_shards

    with pytest.raises(MissingInputError, match=r"(?i)warc"):
        find_shards([tmp_path / name for name in names])
