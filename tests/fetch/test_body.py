from __future__ import annotations

import gzip
import time
import tracemalloc
import zlib
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.fetch.body import INFLATE_STEP_BYTES, Limits, read_body
from aggregator.fetch.policy import BodyError
from aggregator.models import Outcome

TEXT = b"<rss>" + b"All of us are waiting for season two. " * 200 + b"</rss>"
GZIPPED = gzip.compress(TEXT)


def _bare_deflate(data: bytes) -> bytes:
    stream = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return stream.compress(data) + stream.flush()


def _read(data: bytes, encoding: str = "", *, max_bytes: int = 1_000_000, cut: bool = False, piece: int = 100) -> bytes:
    pieces = (data[start : start + piece] for start in range(0, len(data), piece))
    limits = Limits(max_bytes, time.monotonic() + 60, cut=cut)
    return read_body(pieces, {"content-encoding": encoding}, limits).data


def _failure(data: bytes, encoding: str = "", *, max_bytes: int = 1_000_000) -> Outcome:
    with pytest.raises(BodyError) as failure:
        _read(data, encoding, max_bytes=max_bytes)
    return failure.value.ending.outcome


ENCODED = {
    "plain": (TEXT, ""),
    "plain by name": (TEXT, "identity"),
    "plain with a charset in the wrong place": (TEXT, "UTF-8"),
    "gzip": (GZIPPED, "gzip"),
    "gzip by its old name": (GZIPPED, "X-Gzip"),
    "gzip in two members": (gzip.compress(TEXT[:999]) + gzip.compress(TEXT[999:]), "gzip"),
    "gzip with padding behind": (GZIPPED + b"\0" * 512, "gzip"),
    "gzip that nobody announced (case 35)": (GZIPPED, ""),
    "a gzipped file, gzipped again for the way": (gzip.compress(GZIPPED), "gzip"),
    "deflate in its wrapper": (zlib.compress(TEXT), "deflate"),
    "deflate without": (_bare_deflate(TEXT), "deflate"),
}


@pytest.mark.parametrize(("data", "encoding"), ENCODED.values(), ids=ENCODED)
@pytest.mark.parametrize("piece", [1, 7, 100_000])
def test_plain_bytes_come_out(data: bytes, encoding: str, piece: int) -> None:
    assert _read(data, encoding, piece=piece) == TEXT


BROKEN = {
    "gzip that breaks off (case 97)": (GZIPPED[:-20], "gzip", Outcome.TRUNCATED),
    "gzip without its check sum": (GZIPPED[:-8], "gzip", Outcome.TRUNCATED),
    "unannounced gzip that breaks off": (GZIPPED[:-20], "", Outcome.TRUNCATED),
    "deflate that breaks off": (zlib.compress(TEXT)[:-9], "deflate", Outcome.TRUNCATED),
    "plain text called gzip (case 98)": (TEXT, "gzip", Outcome.BAD_ENCODING),
    "gzip with a wrong check sum": (GZIPPED[:-8] + b"\0" * 8, "gzip", Outcome.BAD_ENCODING),
    "an encoding that nobody asked for": (TEXT, "br", Outcome.BAD_ENCODING),
    "two encodings": (TEXT, "gzip, gzip", Outcome.BAD_ENCODING),
}


@pytest.mark.parametrize(("data", "encoding", "outcome"), BROKEN.values(), ids=BROKEN)
def test_broken_bodies_are_noticed(data: bytes, encoding: str, outcome: Outcome) -> None:
    assert _failure(data, encoding) is outcome


def test_nothing_is_left_inside_the_decompressor() -> None:
    """Zlib may have taken all input while its output did not fit into one step."""
    for size in range(INFLATE_STEP_BYTES - 10, INFLATE_STEP_BYTES + 700):
        assert len(_read(_bare_deflate(b"a" * size), "deflate")) == size


def test_an_empty_body_may_be_called_anything() -> None:
    assert _read(b"", "gzip") == b""


def test_the_limit_holds_for_what_is_sent_and_for_what_it_becomes() -> None:
    size = len(TEXT)
    for data, encoding in ENCODED.values():
        assert _failure(data, encoding, max_bytes=size - 1) is Outcome.TOO_LARGE
    assert _read(TEXT, max_bytes=size) == TEXT
    assert _read(GZIPPED, "gzip", max_bytes=size) == TEXT


def test_a_stated_length_over_the_limit_is_not_even_read() -> None:
    pieces = iter([b"x"])
    with pytest.raises(BodyError) as failure:
        read_body(pieces, {"content-length": "1001"}, Limits(1_000, time.monotonic() + 60))
    assert failure.value.ending.outcome is Outcome.TOO_LARGE
    assert list(pieces) == [b"x"]


@pytest.mark.parametrize("length", ["-1", "", "abc", "9" * 5_000, "\u0661"])
def test_a_stated_length_that_is_none_is_ignored(length: str) -> None:
    limits = Limits(1_000, time.monotonic() + 60)
    assert read_body([b"x"], {"content-length": length}, limits).data == b"x"


@pytest.mark.parametrize("announced", ["gzip", ""])
def test_case_96_a_bomb_costs_no_memory(announced: str) -> None:
    """200 MB in 200 kB."""
    bomb = gzip.compress(bytes(200_000_000), compresslevel=1)
    tracemalloc.start()
    try:
        assert _failure(bomb, announced, max_bytes=2_000_000) is Outcome.TOO_LARGE
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 10_000_000


def test_cut_takes_the_beginning() -> None:
    assert _read(TEXT, max_bytes=500, cut=True) == TEXT[:500]
    assert _read(GZIPPED, "gzip", max_bytes=500, cut=True) == TEXT[:500]
    assert _read(TEXT, max_bytes=len(TEXT), cut=True) == TEXT


def test_case_100_time_is_up_between_two_pieces() -> None:
    with pytest.raises(BodyError) as failure:
        read_body([b"x"], {}, Limits(1_000, time.monotonic() - 1))
    assert failure.value.ending.outcome is Outcome.TIMEOUT


def test_a_run_that_is_stopped_reads_no_further() -> None:
    with pytest.raises(BodyError):
        read_body([b"x"], {}, Limits(1_000, time.monotonic() + 60, stopped=lambda: True))


@given(st.binary(max_size=2_000), st.sampled_from(["gzip", "deflate"]), st.integers(1, 300))
def test_what_is_compressed_comes_back(data: bytes, encoding: str, piece: int) -> None:
    data = b"<" + data  # gzip inside of gzip is opened twice, on purpose
    packed = gzip.compress(data) if encoding == "gzip" else zlib.compress(data)
    assert _read(packed, encoding, piece=piece) == data


@given(st.binary(max_size=500), st.sampled_from(["", "gzip", "deflate"]))
def test_any_bytes_are_read_or_refused(data: bytes, encoding: str) -> None:
    with suppress(BodyError):
        assert isinstance(_read(data, encoding), bytes)
