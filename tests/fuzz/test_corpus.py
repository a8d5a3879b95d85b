"""A short run of what ``make fuzz`` does for long: every seed as it is, and some hundred mutants of them."""

from __future__ import annotations

import re
import socket
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.targets import MAX_BYTES, SEEDS, TARGETS

FILES = sorted(path for path in SEEDS.glob("*/*") if path.is_file())
MUTANTS = {"page": 150, "listing": 150, "config": 100, "feed": 200}
"""Fewer of what is slow; they take some milliseconds each."""

# What parsers trip over: put in as a whole, since no chance would spell them.
_TOKENS = [
    *(b"<", b">", b"&", b";", b'"', b"'", b"\0", b"\xff", b"\xef\xbb\xbf", b"\x1b[31m", b"]]>", b"<![CDATA[", b"<!--"),
    *(b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"&#1114112;", b"&#xD800;", b"&nbsp;", b"&amp;amp;", b"</item>", b"<item>"),
    *(b"<base href='//x'>", b"xml:base='x:'", b"javascript:", b"//", b"http://[", b"\xe2\x80\xae", b"\xed\xa0\x80"),
    *(
        b"9999999999",
        b"-1",
        b"24:00",
        b"0000-00-00",
        b"{",
        b"[",
        b"null",
        b"1e999",
        b"\r\n",
        b"\t",
        b": ",
        b"*a",
        b"!!",
    ),
]


def test_every_target_has_seeds_and_every_seed_a_target() -> None:
    assert {path.parent.name for path in FILES} == set(TARGETS)
    assert sum(path.stat().st_size for path in FILES) < 200_000, "the corpus is kept small"


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_seed(path: Path) -> None:
    TARGETS[path.parent.name](path.read_bytes())


def test_s1_reading_connects_to_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """Libraries that could fetch for themselves are given nothing to do it with."""
    asked: list[object] = []
    for name in ("connect", "connect_ex"):
        monkeypatch.setattr(socket.socket, name, lambda *args: asked.append(args))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: asked.append(args))
    for path in FILES:
        TARGETS[path.parent.name](path.read_bytes())
    assert asked == []


def test_s1_nobody_but_fetch_knows_how_to_connect() -> None:
    """The exceptions are those who listen: the demo's own little web server, and the pages."""
    ways_out = re.compile(
        r"^\s*(?:import|from) (?:socket|ssl|urllib\.request|http\.client|httpx|httpcore|requests)\b", re.MULTILINE
    )
    package = SEEDS.parents[1] / "aggregator"
    knowing = {path.relative_to(package) for path in package.rglob("*.py") if ways_out.search(path.read_text("utf-8"))}
    assert {path for path in knowing if path.parts[0] != "fetch"} <= {
        Path("demo_site.py"),
        Path("cli/serve.py"),
    }


@st.composite
def mutants(draw: st.DrawFn, seeds: list[bytes]) -> bytes:
    """A seed with a few pieces taken out, doubled, swapped for another seed's, or with something put in."""
    data = draw(st.sampled_from(seeds))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.integers(0, 60)))
        other = draw(st.sampled_from(seeds))
        piece = draw(
            st.one_of(
                st.just(b""),
                st.just(data[start:end] * 2),
                st.sampled_from(_TOKENS),
                st.just(other[start : start + 40]),
                st.binary(max_size=8),
            )
        )
        data = (data[:start] + piece + data[end:])[:MAX_BYTES]
    return data


@pytest.mark.parametrize("name", TARGETS)
def test_mutants(name: str) -> None:
    seeds = [path.read_bytes() for path in FILES if path.parent.name == name]

    @settings(
        max_examples=MUTANTS.get(name, 300), deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(mutants(seeds))
    def holds(data: bytes) -> None:
        TARGETS[name](data)

    holds()
