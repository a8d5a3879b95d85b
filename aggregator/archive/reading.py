"""WARC files to exchanges: our own with all that we noted, others' (Common Crawl's CC-NEWS) as pages of no source.

Nothing in a file is trusted. A record that is torn, damaged or not for us is named with its offset and passed over;
after damage, reading goes on with the next record that can be found.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import IO, TYPE_CHECKING, Final

from aggregator.archive import circumstances as metadata
from aggregator.models import (
    Circumstances,
    Exchange,
    Outcome,
    Purpose,
    Response,
    Severity,
    SourceId,
    Validators,
    Waiter,
)

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord

MAX_CIRCUMSTANCES_BYTES: Final = 20_000_000
"""An entry with the largest article that a feed may carry."""

_PAGES: Final = ("text/html", "application/xhtml+xml")
_GZIP: Final = b"\x1f\x8b\x08"
_WARC: Final = b"WARC/"
_CHUNK_BYTES: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Record:
    """What stands at an offset of the file: an exchange, or the reason why there is none.

    ``skipped`` is ``set_aside``, ``damaged`` (torn off, too), ``invalid`` (no date, address or message), ``not_200``,
    ``not_html``, ``truncated`` (so its maker says) or ``too_large``. Records that hold no answer are not told at all.
    """

    offset: int
    exchange: Exchange | None = None
    skipped: str | None = None


class _SkipError(Exception):
    """A record that is not for us; its message is a reason of ``Record.skipped``."""


def read_records(
    file: IO[bytes], *, max_bytes: int, stranger: SourceId, may_read: Callable[[int], bool] = lambda _: True
) -> Iterator[Record]:
    """The exchanges of a WARC file, in its order.

    Args:
        file: Seekable; gzipped record by record, as the standard recommends, or not at all.
        max_bytes: Of a body; longer ones are skipped.
        stranger: The source under which pages are known that we have not fetched.
        may_read: Called with the offset of each record before anything of its content is read.
    """
    is_gzipped = file.read(len(_GZIP)) == _GZIP
    reader = _Reader(max_bytes, stranger, may_read)
    start: int | None = 0
    while start is not None:
        yield from reader.read_from(file, start)
        start = _next_start(file, reader.offset + 1, is_gzipped) if reader.is_lost else None


class _Reader:
    """Pairs our ``metadata`` records with the answers that follow them."""

    def __init__(self, max_bytes: int, stranger: SourceId, may_read: Callable[[int], bool]) -> None:
        self._max_bytes = max_bytes
        self._stranger = stranger
        self._may_read = may_read
        self._told: tuple[str, Circumstances] | None = None
        self.offset = 0
        self.is_lost = False
        """The file is damaged at ``offset``, and reading must find another place to go on."""

    def read_from(self, file: IO[bytes], start: int) -> Iterator[Record]:
        """The records from an offset on, to the end or to the next damage."""
        from warcio.archiveiterator import ArchiveIterator

        file.seek(start)
        self.offset, self.is_lost = start, False
        records = ArchiveIterator(file)
        while True:
            try:
                record = next(records, None)
                if record is None:
                    return
                self.offset = records.offset
                found = self._read(record)
            except _SkipError as reason:
                found = Record(self.offset, skipped=str(reason))
            except Exception:  # noqa: BLE001 - whatever a library makes of bytes that are no record
                self.is_lost = True
                self.offset = max(self.offset, records.offset)
                yield Record(self.offset, skipped="damaged")
                return
            if found is not None:
                yield found

    def _read(self, record: ArcWarcRecord) -> Record | None:
        is_ours = record.rec_type == "metadata" and record.content_type == metadata.CONTENT_TYPE
        if not is_ours and record.rec_type != "response":
            return None
        if not self._may_read(self.offset):
            return Record(self.offset, skipped="set_aside")
        exchange = self._metadata(record) if is_ours else self._response(record)
        return Record(self.offset, exchange) if exchange else None

    def _metadata(self, record: ArcWarcRecord) -> Exchange | None:
        content = _content(record, MAX_CIRCUMSTANCES_BYTES)
        try:
            told = metadata.from_bytes(content)
        except ValueError as error:
            raise _SkipError("invalid") from error
        if told.outcome is Outcome.OK:
            self._told = (record.rec_headers.get_header("WARC-Record-ID") or "", told)
            return None
        return Exchange(told, _date(record))

    def _response(self, record: ArcWarcRecord) -> Exchange:
        """The answer with what was told of it, which is nothing where somebody else fetched it."""
        told_by = record.rec_headers.get_header("WARC-Concurrent-To")
        noted, self._told = self._told, None
        told = noted[1] if noted and noted[0] == told_by else None
        if record.http_headers is None:
            raise _SkipError("invalid")
        url, fetched_at = _url(record), _date(record)
        content_type = (record.http_headers.get_header("content-type") or "").strip().lower()
        if told is None:
            _check_page(record, content_type)
        response = Response(
            url=url,
            content_type=content_type,
            body=_content(record, self._max_bytes),
            validators=Validators(),
            fetched_at=fetched_at,
            redirects=told.redirects if told else (),
            permanent_redirect=told.permanent_redirect if told else False,
        )
        told = told or Circumstances(url, Purpose.ARTICLE, Outcome.OK, Severity.OK, (Waiter(self._stranger),))
        return Exchange(told, fetched_at, response)


def _check_page(record: ArcWarcRecord, content_type: str) -> None:
    """Of what others have fetched, whole pages alone are taken."""
    if record.http_headers.get_statuscode() != "200":
        raise _SkipError("not_200")
    if content_type and not content_type.startswith(_PAGES):
        raise _SkipError("not_html")
    if record.rec_headers.get_header("WARC-Truncated"):
        raise _SkipError("truncated")


def _url(record: ArcWarcRecord) -> str:
    url = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")  # as WARC 1.0 was mostly understood
    if not re.match(r"https?://[^\s/]", url):
        raise _SkipError("invalid")
    return str(url)


def _date(record: ArcWarcRecord) -> datetime:
    try:
        at = datetime.fromisoformat(record.rec_headers.get_header("WARC-Date") or "")
    except ValueError as error:
        raise _SkipError("invalid") from error
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)


def _content(record: ArcWarcRecord, max_bytes: int) -> bytes:
    """The body without the codings of its transport."""
    stream = record.content_stream()
    content = bytearray()
    while chunk := stream.read(_CHUNK_BYTES):
        content += chunk
        if len(content) > max_bytes:
            raise _SkipError("too_large")
    while record.raw_stream.read(_CHUNK_BYTES):  # what stands after the end of a chunked body
        pass
    if record.raw_stream.limit > 0:
        raise EOFError("the record is shorter than it says")
    return bytes(content)


def _next_start(file: IO[bytes], start: int, is_gzipped: bool) -> int | None:
    """Where the next record begins, at or after an offset; None where there is none."""
    mark = _GZIP if is_gzipped else b"\r\n\r\n" + _WARC
    while True:
        file.seek(start)
        chunk = file.read(_CHUNK_BYTES)
        found = chunk.find(mark)
        if found < 0:
            if len(chunk) <= len(mark):
                return None
            start += len(chunk) - len(mark) + 1
        elif not is_gzipped:
            return start + found + 4
        elif _begins_record(file, start + found):
            return start + found
        else:
            start += found + 1


def _begins_record(file: IO[bytes], offset: int) -> bool:
    file.seek(offset)
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(file.read(4_096), len(_WARC)) == _WARC
    except zlib.error:
        return False
