"""Answers to WARC files: each record a gzip member of its own, written at once, so that a kill tears the last at most.

Files are ``YYYY/MM/aggregator-YYYYMMDDhhmmss-NNNNN.warc.gz`` below one folder: the time at which the run began and a
counter, nothing that a server said. A run never goes on with the file of another, whose end may be torn.
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

from aggregator.archive import circumstances as metadata
from aggregator.models import Circumstances, Exchange, Outcome, Response

if TYPE_CHECKING:
    from warcio.warcwriter import WARCWriter

_OF_THE_WIRE: Final = frozenset({"content-encoding", "content-length", "transfer-encoding"})
"""True of what was received, not of the body that is kept; under ``X-Crawl-``, as Common Crawl keeps them."""

_UNKEPT: Final = frozenset({"set-cookie", "set-cookie2", "www-authenticate", "authentication-info"})
"""What a server gave to us alone."""

_UNMODIFIED: Final = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"


class ArchiveWriter:
    """Writes the exchanges of one run; a file is begun with the first of them, and with each after it has grown full.

    Args:
        folder: Created where missing.
        max_file_bytes: From this size on the next file is begun.
        redact: Masks secrets in a text, each character by one.
        began_at: When the run began; names the files.
        software: Who writes, for ``warcinfo``.
    """

    def __init__(
        self, folder: Path, *, max_file_bytes: int, redact: Callable[[str], str], began_at: datetime, software: str
    ) -> None:
        self._folder = folder
        self._max_file_bytes = max_file_bytes
        self._redact = redact
        self._began_at = began_at.astimezone(UTC)
        self._software = software
        self._file: IO[bytes] | None = None
        self._number = 0

    def keep(self, exchange: Exchange) -> None:
        """Appends an exchange: a ``metadata`` record, then the answer, or a ``revisit`` where it was 304.

        Raises:
            OSError: It cannot be written, wholly or in part; nothing can be kept after it.
        """
        records = self._records(exchange)
        file = self._file = self._file or self._begin()
        file.write(records)
        file.flush()
        if file.tell() >= self._max_file_bytes:
            self.close()

    def close(self) -> None:
        """Ends the file that is being written, if any, once it is safe on the disk.

        Raises:
            OSError: That it is cannot be said.
        """
        file, self._file = self._file, None
        if file is not None:
            with file:
                file.flush()
                os.fsync(file.fileno())

    def _begin(self) -> IO[bytes]:
        folder = self._folder / f"{self._began_at:%Y}" / f"{self._began_at:%m}"
        folder.mkdir(parents=True, exist_ok=True)
        while True:
            self._number += 1
            path = folder / f"aggregator-{self._began_at:%Y%m%d%H%M%S}-{self._number:05}.warc.gz"
            try:
                file = path.open("xb")
            except FileExistsError:  # by a run that began in the same second
                continue
            file.write(self._warcinfo(path.name))
            return file

    def _warcinfo(self, name: str) -> bytes:
        buffer, writer = _writer()
        info = {"software": self._software, "format": "WARC File Format 1.1"}
        record = writer.create_warcinfo_record(name, info)
        record.rec_headers.replace_header("WARC-Date", _date(self._began_at))
        writer.write_record(record)
        return buffer.getvalue()

    def _records(self, exchange: Exchange) -> bytes:
        from warcio.statusandheaders import StatusAndHeaders

        buffer, writer = _writer()
        told, response = exchange.circumstances, exchange.response
        dated = {"WARC-Date": _date(exchange.fetched_at)}
        noted = self._redacted_json(told)
        record = writer.create_warc_record(
            self._redact(response.url if response else told.url),
            "metadata",
            payload=io.BytesIO(noted),
            length=len(noted),
            warc_content_type=metadata.CONTENT_TYPE,
            warc_headers_dict=dated,
        )
        writer.write_record(record)
        answered = dated | {"WARC-Concurrent-To": record.rec_headers.get_header("WARC-Record-ID")}
        if response is not None:
            http = StatusAndHeaders(f"{response.status} OK", self._headers(response), protocol="HTTP/1.1")
            body = self._redacted_latin(response.body.decode("latin-1")).encode("latin-1")
            writer.write_record(
                writer.create_warc_record(
                    self._redact(response.url),
                    "response",
                    payload=io.BytesIO(body),
                    length=len(body),  # else warcio goes through a file of its own
                    http_headers=http,
                    warc_headers_dict=answered,
                )
            )
        elif told.outcome is Outcome.NOT_MODIFIED:
            url = self._redact(told.url)
            answered |= {"WARC-Profile": _UNMODIFIED, "WARC-Refers-To-Target-URI": url}
            http = StatusAndHeaders("304 Not Modified", [], protocol="HTTP/1.1")
            writer.write_record(
                writer.create_warc_record(url, "revisit", http_headers=http, warc_headers_dict=answered)
            )
        return buffer.getvalue()

    def _headers(self, response: Response) -> list[tuple[str, str]]:
        received = {"content-type": response.content_type} | dict(response.headers)
        kept = {
            f"x-crawl-{name}" if name in _OF_THE_WIRE else name: self._redacted_latin(value)
            for name, value in received.items()
            if name not in _UNKEPT
        }
        return [*kept.items(), ("content-length", str(len(response.body)))]

    def _redacted_json(self, told: Circumstances) -> bytes:
        return self._redact(metadata.to_bytes(told).decode()).encode()

    def _redacted_latin(self, text: str) -> str:
        """``text``, whose characters are bytes, with a question mark for each one of a secret: its length stays."""
        return self._redact(text).encode("latin-1", "replace").decode("latin-1")


def _writer() -> tuple[io.BytesIO, WARCWriter]:
    from warcio.warcwriter import WARCWriter

    buffer = io.BytesIO()
    return buffer, WARCWriter(buffer, gzip=True, warc_version="1.1")


def _date(at: datetime) -> str:
    """To the microsecond, as WARC 1.1 allows and 1.0 did not."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
