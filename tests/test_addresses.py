from __future__ import annotations

import socket
from ipaddress import IPv4Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.addresses import reason_against, written_address

SPELLINGS = {
    "as usual": ("10.0.0.1", "10.0.0.1"),
    "one number (S1)": ("2130706433", "127.0.0.1"),
    "hexadecimal (S1)": ("0x7f000001", "127.0.0.1"),
    "two parts (S1)": ("127.1", "127.0.0.1"),
    "three parts": ("10.1.258", "10.1.1.2"),
    "octal": ("0177.0.0.01", "127.0.0.1"),
    "with a dot at its end": ("127.0.0.1.", "127.0.0.1"),
    "a name that is one": ("LocalHost", "127.0.0.1"),
    "names below it": ("feeds.localhost", "127.0.0.1"),
    "IPv6": ("::1", "::1"),
    "IPv6 in brackets": ("[fe80::1]", "fe80::1"),
}
NONE = {
    "a name": "tv.example",
    "a name that begins with a number": "9news.example",
    "five parts": "1.2.3.4.5",
    "too large a part": "1.2.3.256",
    "too large a number": "4294967296",
    "no octal": "08.0.0.1",
    "an empty part": "1..2",
    "colons alone": ":::",
    "nothing": "",
}


@pytest.mark.parametrize(("host", "expected"), SPELLINGS.values(), ids=SPELLINGS)
def test_an_address_is_known_however_it_is_written(host: str, expected: str) -> None:
    assert written_address(host) == ip_address(expected)


@pytest.mark.parametrize("host", NONE.values(), ids=NONE)
def test_what_is_no_address_is_a_name(host: str) -> None:
    assert written_address(host) is None


@given(st.lists(st.sampled_from("0123456789abcdefx."), min_size=1, max_size=18).map("".join))
def test_what_the_system_takes_for_an_address_is_one(host: str) -> None:
    try:
        packed = socket.inet_aton(host)
    except OSError:
        return
    assert written_address(host) == IPv4Address(packed)


def test_a_reason_names_the_range() -> None:
    assert reason_against(ip_address("10.0.0.1"), allow_private=False) == "private (RFC 1918)"
    assert reason_against(ip_address("10.0.0.1"), allow_private=True) is None
