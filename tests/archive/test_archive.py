"""What is kept can be read again, by us and by others; a kill tears the last record at most; no secret is kept."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from aggregator.archive import ArchiveWriter, Record, read_records
from aggregator.models import (
    Circumstances,
    Entry,
    Exchange,
    Outcome,
    Purpose,
    Response,
    Severity,
    SourceId,
    Stamp,
    Validators,
    Waiter,
)

NOW = datetime(2026, 11, 3, 9, 0, 1, 250_000, tzinfo=UTC)
ENTRY = Entry(
    key="guid-1",
    url="https://press.example/1?utm_source=rss",
    title="Harbour Lights",
    signature="s1",
    content_html="<p>Two\r\n\r\nparagraphs — and 지금</p>",
    published=Stamp(NOW, "Tue, 03 Nov 2026 09:00:01 GMT", "feed:pubDate"),
)


def exchange(
    number: int = 1, *, body: bytes = b"<html>hello</html>", headers: tuple[tuple[str, str], ...] = ()
) -> Exchange:
    url = f"https://press.example/{number}"
    told = Circumstances(
        url,
        Purpose.ARTICLE,
        Outcome.OK,
        Severity.OK,
        (Waiter(SourceId("gazette"), ENTRY),),
        ("https://go.example/1",),
        True,
    )
    response = Response(
        url, "text/html", body, Validators(), NOW, redirects=told.redirects, permanent_redirect=True, headers=headers
    )
    return Exchange(told, NOW, response)


def missed(outcome: Outcome) -> Exchange:
    told = dataclasses.replace(exchange().circumstances, outcome=outcome, severity=Severity.SOFT, redirects=())
    return Exchange(told, NOW)


def writer(folder: Path, *, max_file_bytes: int = 1_000_000, secret: str = "no such secret") -> ArchiveWriter:
    def redact(text: str) -> str:
        return text.replace(secret, "•" * len(secret))

    return ArchiveWriter(folder, max_file_bytes=max_file_bytes, redact=redact, began_at=NOW, software="test/1")


def kept(folder: Path, *exchanges: Exchange, **options: object) -> list[Path]:
    archive = writer(folder, **options)  # type: ignore[arg-type]
    for one in exchanges:
        archive.keep(one)
    archive.close()
    return sorted(folder.rglob("*.warc.gz"))


def read(path: Path) -> list[Record]:
    with path.open("rb") as file:
        return list(read_records(file, max_bytes=1_000_000, stranger=SourceId("stranger")))


def exchanges(path: Path) -> list[Exchange | None]:
    return [record.exchange for record in read(path)]


def test_what_is_kept_is_read_again(tmp_path: Path) -> None:
    met = [exchange(1), missed(Outcome.NOT_FOUND), missed(Outcome.NOT_MODIFIED), exchange(2, body=b"")]
    (path,) = kept(tmp_path, *met)
    assert exchanges(path) == met


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])  # each is written to a file and read
@given(body=st.binary(max_size=300), title=st.text(max_size=30), seconds=st.integers(0, 10**9))
def test_whatever_was_met(body: bytes, title: str, seconds: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    entry = dataclasses.replace(ENTRY, title=title.encode("utf-8", "replace").decode(), content_html=None)
    met = exchange(body=body)
    told = dataclasses.replace(met.circumstances, waiting=(Waiter(SourceId("a"), entry), Waiter(SourceId("b"))))
    assert met.response is not None
    at = NOW + timedelta(seconds=seconds, microseconds=1)
    met = Exchange(told, at, dataclasses.replace(met.response, fetched_at=at))
    (path,) = kept(tmp_path_factory.mktemp("kept"), met)
    assert exchanges(path) == [met]


def test_other_tools_read_it(tmp_path: Path) -> None:
    headers = (("content-type", "text/html; charset=UTF-8"), ("content-encoding", "gzip"), ("set-cookie", "id=4711"))
    (path,) = kept(tmp_path, exchange(headers=headers), missed(Outcome.NOT_MODIFIED))
    with path.open("rb") as file:
        records = ArchiveIterator(file, check_digests=True)
        found = [
            (record.rec_type, record.http_headers and dict(record.http_headers.headers), record.content_stream().read())
            for record in records
        ]
        assert records.err_count == 0
    assert [kind for kind, _, _ in found] == ["warcinfo", "metadata", "response", "metadata", "revisit"]
    _, http, body = found[2]
    assert http == {
        "content-type": "text/html; charset=UTF-8",
        "x-crawl-content-encoding": "gzip",
        "content-length": "18",
    }
    assert body == b"<html>hello</html>"


def test_torn_at_any_byte_all_before_it_is_there(tmp_path: Path) -> None:
    met = [exchange(number) for number in range(3)]
    (path,) = kept(tmp_path, *met)
    data = path.read_bytes()
    third = [record.offset for record in read(path)][2]
    second_end = data.rindex(b"\x1f\x8b\x08", 0, third)  # the metadata of the third stands before its answer
    torn = tmp_path / "torn.warc.gz"
    for length in range(second_end, len(data), 7):
        torn.write_bytes(data[:length])
        found = read(torn)
        assert [record.exchange for record in found if record.exchange][:2] == met[:2], length
        assert {record.skipped for record in found} <= {None, "damaged", "invalid"}


def test_a_file_that_has_grown_full_is_followed_by_the_next(tmp_path: Path) -> None:
    paths = kept(tmp_path, *(exchange(number) for number in range(3)), max_file_bytes=1)
    assert [path.relative_to(tmp_path).as_posix() for path in paths] == [
        f"2026/11/aggregator-20261103090001-{number:05}.warc.gz" for number in (1, 2, 3)
    ]


def test_nobody_elses_file_is_gone_on_with(tmp_path: Path) -> None:
    kept(tmp_path, exchange(1))
    first, second = kept(tmp_path, exchange(2))
    assert [len(exchanges(path)) for path in (first, second)] == [1, 1]


def test_no_secret_is_kept(tmp_path: Path) -> None:
    secret = "h7Gk29aQ"
    met = exchange(body=f"<link href='?key={secret}'>".encode(), headers=(("link", f"</?key={secret}>"),))
    told = dataclasses.replace(met.circumstances, url=f"https://press.example/?key={secret}")
    (path,) = kept(tmp_path, dataclasses.replace(met, circumstances=told), secret=secret)
    (record,) = read(path)
    assert record.exchange is not None
    assert record.exchange.response is not None
    assert record.exchange.response.body == b"<link href='?key=????????'>"
    assert secret not in str(record)
    with path.open("rb") as file:
        assert not any(secret in str(one.http_headers) + str(one.rec_headers) for one in ArchiveIterator(file))


def test_nothing_kept_is_no_file(tmp_path: Path) -> None:
    assert kept(tmp_path) == []
