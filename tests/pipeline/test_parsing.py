"""What a document makes a library do stays in the parsers' process, and ends in bounded time and memory."""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from aggregator import parse
from aggregator.errors import ParseError
from aggregator.models import Entry, Outcome, PageRole, Response, Source, SourceId, SourceKind, Validators
from aggregator.parse.worker import MAX_MEMORY_BYTES, RETIRED_ABOVE_BYTES
from aggregator.pipeline import parsing
from aggregator.pipeline.parsing import ParserEndedError, ParserProcess, ParserSparedError

URL = "https://tvwire.example/2026/09/night-ferry-season-4"
SOURCE = Source(SourceId("tvwire"), SourceKind.PAGE, URL, role=PageRole.ARTICLE)
TEXT = "".join(f"<p>The network has ordered {n} more episodes of the ferry drama for the autumn.</p>" for n in range(9))
BOMB = "<p " + " ".join(f"a{number}" for number in range(150_000)) + ">x</p>"
"""A megabyte on which libxml2 spends half a minute, being deaf to signals meanwhile."""


@pytest.fixture
def parsers() -> Iterator[ParserProcess]:
    process = ParserProcess()
    yield process
    process.close()


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> Iterator[ParserProcess]:
    """The parsers of the pipeline, with little patience."""
    process = ParserProcess(limit_s=2.0)
    monkeypatch.setattr(parsing, "_parsers", process)
    yield process
    process.close()


def page(body: str) -> Response:
    html = f"<html><head><title>Night Ferry</title></head><body><article>{body}</article></body></html>"
    return Response(URL, "text/html", html.encode(), Validators(), datetime(2026, 9, 10, tzinfo=UTC))


def entry(content_html: str | None) -> Entry:
    return Entry(key="1", url=URL, title="Night Ferry", signature="s", summary="In short.", content_html=content_html)


def test_what_comes_back_is_what_the_parsers_say() -> None:
    assert parsing.parse_article(page(TEXT), SOURCE, None) == parse.parse_article(page(TEXT), SOURCE, None)
    listing = Source(SourceId("x"), SourceKind.PAGE, URL)
    assert parsing.parse_source(listing, page(TEXT), max_entries=5) == parse.parse_source(
        listing, page(TEXT), max_entries=5
    )
    for content in (TEXT, None):
        assert parsing.article_from_entry(entry(content), SOURCE) == parse.article_from_entry(entry(content), SOURCE)
        assert parsing.entry_is_whole(entry(content)) == parse.entry_is_whole(entry(content))


def test_one_process_serves_all_calls(parsers: ParserProcess) -> None:
    first = parsers.call(os.getpid)
    assert first != os.getpid()
    assert parsers.call(os.getpid) == first


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the peak is the process's own")
def test_one_process_serves_all_calls_of_a_program_that_is_large_itself() -> None:
    program = """
import os
from aggregator.parse.worker import RETIRED_ABOVE_BYTES
from aggregator.pipeline.parsing import ParserProcess
if __name__ == "__main__":
    large = b"x" * (RETIRED_ABOVE_BYTES + 50_000_000)
    parsers = ParserProcess()
    assert parsers.call(os.getpid) == parsers.call(os.getpid)
    parsers.close()
"""
    subprocess.run([sys.executable, "-c", program], check=True)


def test_a_process_that_has_grown_makes_room(parsers: ParserProcess) -> None:
    first = parsers.call(os.getpid)
    parsers.call(exec, f"large = b'x' * {RETIRED_ABOVE_BYTES}")
    assert parsers.call(os.getpid) != first


def test_a_named_error_comes_back_as_it_is() -> None:
    with pytest.raises(ParseError) as refused:
        parsing.parse_article(page(""), SOURCE, None)
    with pytest.raises(ParseError) as expected:
        parse.parse_article(page(""), SOURCE, None)
    assert vars(refused.value) == vars(expected.value)
    assert str(refused.value) == str(expected.value)


def test_case_27_a_page_that_takes_for_ever_is_given_up_and_the_next_one_read(hasty: ParserProcess) -> None:
    began = time.monotonic()
    with pytest.raises(ParseError, match="took more than") as refused:
        parsing.parse_article(page(BOMB + TEXT), SOURCE, None)
    assert time.monotonic() - began < 8
    assert refused.value.outcome == Outcome.PARSER_ENDED
    assert parsing.parse_article(page(TEXT), SOURCE, None).text


def test_s6_computing_is_limited_whatever_the_clock_says() -> None:
    parsers = ParserProcess(cpu_s=1)
    began = time.monotonic()
    with pytest.raises(ParseError, match="took more than 1 s of computing"):
        parsers.call(sum, range(10**12))
    parsers.close()
    assert time.monotonic() - began < 30


def test_s6_a_source_that_ends_parser_after_parser_is_not_read_any_further() -> None:
    parsers = ParserProcess()
    for _ in range(parsing.MAX_ENDED):
        with pytest.raises(ParserEndedError):
            parsers.call_for(SOURCE, os._exit, 0)
    with pytest.raises(ParserSparedError, match="not read, since"):
        parsers.call_for(SOURCE, abs, -1)
    other = replace(SOURCE, id=SourceId("other"))
    assert parsers.call_for(other, abs, -1) == 1
    parsers.close()


def test_case_27_a_bomb_inside_a_feed_costs_its_entry_the_content_alone(hasty: ParserProcess) -> None:
    assert not parsing.entry_is_whole(entry(BOMB))
    article = parsing.article_from_entry(entry(BOMB), SOURCE)
    assert article is not None
    assert (article.text, article.flags) == ("In short.", ("content_refused",))


ENDS = {
    "it takes all the memory": (bytearray, (4 * MAX_MEMORY_BYTES,), "MemoryError"),
    "it recurses": (json.loads, ("[" * 100_000,), "RecursionError"),
    "it crashes": (os.abort, (), "brought its parser down"),
    "it leaves": (os._exit, (0,), "brought its parser down"),
}


@pytest.mark.parametrize(("function", "args", "why"), ENDS.values(), ids=ENDS)
def test_s6_however_a_parser_ends_there_is_an_outcome_and_another_parser(
    parsers: ParserProcess, function: object, args: tuple[object, ...], why: str
) -> None:
    with pytest.raises(ParseError, match=why) as refused:
        parsers.call(function, *args)  # type: ignore[arg-type]  # any function
    assert refused.value.outcome == Outcome.PARSER_ENDED
    assert parsers.call(abs, -1) == 1


def test_a_bug_comes_back_with_its_traceback(parsers: ParserProcess) -> None:
    with pytest.raises(RuntimeError, match=r"(?s)JSONDecodeError: Expecting.*json/decoder.py"):
        parsers.call(json.loads, "{")


def test_what_a_library_prints_disturbs_nobody(parsers: ParserProcess, capfd: pytest.CaptureFixture[str]) -> None:
    for _ in range(3):
        parsers.call(print, "noise")
        assert parsers.call(os.write, 1, b"noise") == 5
        parsers.call(os.write, 2, b"noise")
    assert capfd.readouterr() == ("", "")


def test_ctrl_c_leaves_no_answer_for_the_next_call(parsers: ParserProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(file: object) -> None:
        raise KeyboardInterrupt

    parsers.call(abs, -1)
    with monkeypatch.context() as patched:
        patched.setattr(pickle, "load", interrupted)
        with pytest.raises(KeyboardInterrupt):
            parsers.call(abs, -2)
    assert parsers.call(abs, -3) == 3


def test_a_process_that_does_not_start_is_not_blamed_on_the_document(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [])
    with pytest.raises(RuntimeError, match="does not start"):
        ParserProcess().call(abs, -1)


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks at /proc")
def test_case_124_the_process_ends_with_a_parent_that_is_killed() -> None:
    script = (
        "import os, signal\n"
        "from aggregator.pipeline.parsing import ParserProcess\n"
        "print(ParserProcess().call(os.getpid), flush=True)\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    state = Path(f"/proc/{int(ended.stdout)}/stat")
    until = time.monotonic() + 5
    while state.exists() and state.read_text().rpartition(")")[2].split()[0] != "Z":
        assert time.monotonic() < until
        time.sleep(0.02)
