"""Reads a body without trusting it: size, time, compression and completeness are all checked on the way.

httpx's own decoders are not used, since they hand over whatever a chunk inflates to, in one piece: some kilobytes
of gzip are enough to fill the memory. Nothing but gzip and deflate is asked for, so that nothing else need be read.
"""

from __future__ import annotations

import time
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from aggregator.fetch.policy import BodyError, Ending
from aggregator.models import Outcome, Severity

ACCEPT_ENCODING: Final = "gzip, deflate"
GZIP_MAGIC: Final = b"\x1f\x8b\x08"
"""ID1, ID2 and the only compression method there is (RFC 1952, 2.3.1)."""
INFLATE_STEP_BYTES: Final = 262_144
"""Inflated at a time; bounds what a bomb can take beyond the limit."""

_TOO_LARGE: Final = Ending(Outcome.TOO_LARGE, Severity.SOFT, "the body is larger than max_body_bytes")
_TIMEOUT: Final = Ending(Outcome.TIMEOUT, Severity.TEMPORARY, "no complete answer within the time limit")
_BROKEN_OFF: Final = Ending(Outcome.TRUNCATED, Severity.TEMPORARY, "the compressed body ends before its end")
_NOT_ENCODED: Final = Ending(Outcome.BAD_ENCODING, Severity.SOFT, "the body is not compressed as the server says")
_NOT_ASKED_FOR: Final = Ending(
    Outcome.BAD_ENCODING, Severity.SOFT, "the body is compressed in a way we did not ask for"
)


@dataclass(frozen=True, slots=True)
class Limits:
    """What a body may cost.

    ``deadline`` is a time on the monotonic clock. ``cut`` takes the first ``max_bytes`` of a larger body instead of
    refusing it. ``stopped`` is asked between chunks.
    """

    max_bytes: int
    deadline: float
    cut: bool = False
    stopped: Callable[[], bool] = lambda: False


@dataclass(frozen=True, slots=True)
class Body:
    """``data`` is plain, however it was sent; ``received_bytes`` is what came over the wire."""

    data: bytes
    received_bytes: int


def read_body(chunks: Iterable[bytes], headers: Mapping[str, str], limits: Limits) -> Body:
    """The whole body, decompressed.

    gzip that is not announced, as of ``sitemap.xml.gz``, is inflated too, once.

    Args:
        chunks: The bytes as they come over the wire.
        headers: Of the answer; names in lower case.
        limits: What it may cost.

    Raises:
        BodyError: It is too large, too slow, broken off, or not compressed as announced.
    """
    if not limits.cut and _stated_length(headers) > limits.max_bytes:
        raise BodyError(_TOO_LARGE)
    sink = _Sink(limits)
    inflater = _inflater_for(headers.get("content-encoding", ""))
    received = 0
    for chunk in chunks:
        if limits.stopped():
            raise BodyError(Ending(Outcome.POSTPONED, Severity.TEMPORARY, "the run was stopped"))
        if time.monotonic() > limits.deadline:
            raise BodyError(_TIMEOUT)
        received += len(chunk)
        if received > limits.max_bytes and not limits.cut:
            raise BodyError(_TOO_LARGE)
        if not (inflater.feed(chunk, sink) if inflater else sink.add(chunk)):
            break
    else:
        if inflater is not None and received and not inflater.complete:
            raise BodyError(_BROKEN_OFF)
    data = sink.data
    if data.startswith(GZIP_MAGIC):
        data = _inflate_again(data, limits)
    return Body(bytes(data), received)


def _stated_length(headers: Mapping[str, str]) -> int:
    stated = headers.get("content-length", "")
    return int(stated) if stated.isascii() and stated.isdigit() and len(stated) < 20 else 0


class _Sink:
    """Collects plain bytes up to the limit."""

    def __init__(self, limits: Limits) -> None:
        self.data = bytearray()
        self._limits = limits

    def add(self, data: bytes) -> bool:
        """Takes ``data``; False where no more is wanted."""
        room = self._limits.max_bytes - len(self.data)
        if len(data) > room and not self._limits.cut:
            raise BodyError(_TOO_LARGE)
        self.data += data[:room]
        return len(data) <= room


class _Inflater:
    """Inflates in small steps; ``complete`` is whether the compressed data has come to its own end.

    A gzip stream may have several members (RFC 1952, 2.2); what follows the last and begins no other is padding.
    deflate has to be in a zlib wrapper (RFC 9110, 8.4.1.2), yet some servers send it bare: both are read.
    """

    def __init__(self, encoding: str) -> None:
        self._gzip = encoding == "gzip"
        self._stream: zlib._Decompress | None = None
        self.complete = False

    def feed(self, data: bytes, sink: _Sink) -> bool:
        """Inflates ``data`` into ``sink``; False where no more is wanted."""
        try:
            while data:
                if self._stream is None or self.complete:
                    if self.complete and not (self._gzip and data[0] == GZIP_MAGIC[0]):
                        return True
                    self._stream = zlib.decompressobj(self._window_bits(data[0]))
                if not self._drain(self._stream, data, sink):
                    return False
                self.complete = self._stream.eof
                data = self._stream.unused_data
        except zlib.error:
            raise BodyError(_NOT_ENCODED) from None
        return True

    @staticmethod
    def _drain(stream: zlib._Decompress, data: bytes, sink: _Sink) -> bool:
        while True:
            plain = stream.decompress(data, INFLATE_STEP_BYTES)
            if not sink.add(plain):
                return False
            data = stream.unconsumed_tail
            # A full step may have left more inside zlib, though all input is taken.
            if stream.eof or not (data or len(plain) == INFLATE_STEP_BYTES):
                return True

    def _window_bits(self, first_byte: int) -> int:
        if self._gzip:
            return 16 + zlib.MAX_WBITS
        return zlib.MAX_WBITS if first_byte & 0x0F == zlib.DEFLATED else -zlib.MAX_WBITS


def _inflater_for(content_encoding: str) -> _Inflater | None:
    """None for a plain body."""
    encoding = content_encoding.strip().lower()
    if encoding in ("", "identity", "none", "utf-8"):  # the last two are met, and mean nothing
        return None
    if encoding in ("gzip", "x-gzip"):  # RFC 9110, 8.4.1.3
        return _Inflater("gzip")
    if encoding == "deflate":
        return _Inflater("deflate")
    raise BodyError(_NOT_ASKED_FOR)


def _inflate_again(data: bytearray, limits: Limits) -> bytearray:
    sink, inflater = _Sink(limits), _Inflater("gzip")
    if inflater.feed(bytes(data), sink) and not inflater.complete:
        raise BodyError(_BROKEN_OFF)
    return sink.data
