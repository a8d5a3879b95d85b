from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.fetch.gate import RefusedError, check_url, judge_addresses, origin_of
from aggregator.redaction import printable_url

REFUSED_URLS = {
    "a file": "file:///etc/passwd",
    "another protocol": "ftp://example.org/feed",
    "a script": "javascript:alert(1)",
    "no scheme": "example.org/feed",
    "nothing": "",
    "no host": "https:///feed",
    "a user name": "https://user@example.org/",
    "a user name and a password": "https://user:secret@example.org/",
    "a backslash, where parsers disagree on the host (S1)": "https://example.org\\@127.0.0.1/",
    "a backslash in the path": "https://example.org/a\\b",
    "a line break, which would end the header": "https://example.org/a\r\nX-Evil: 1",
    "a space": "https://example.org/a b",
    "a control character of the second set": "https://example.org/\x85",
    "port 0": "https://example.org:0/",
    "a port that is none": "https://example.org:99999/",
    "an IPv4 address in octal (S1)": "http://0177.0.0.1/",
    "an IPv6 address that does not end": "https://[::1/",
    "more characters than servers read": "https://example.org/" + "a" * 3_000,
}


@pytest.mark.parametrize("url", REFUSED_URLS.values(), ids=REFUSED_URLS)
def test_refused(url: str) -> None:
    with pytest.raises(RefusedError) as refusal:
        check_url(url)
    assert "secret" not in str(refusal.value)


@pytest.mark.parametrize(
    "url",
    ["https://example.org/feed?a=b#c", "http://127.0.0.1:8000/", "https://[2001:db8::1]/", "HTTPS://bücher.test/"],
)
def test_passed_to_the_judgement_of_addresses(url: str) -> None:
    assert check_url(url).scheme in ("http", "https")


def test_origin_leaves_out_a_default_port_and_nothing_else() -> None:
    assert origin_of(check_url("HTTPS://Example.org:443/a")) == "https://example.org"
    assert origin_of(check_url("http://example.org:8080/a")) == "http://example.org:8080"


def test_s13_a_printed_url_keeps_its_secrets() -> None:
    assert printable_url("https://me:pw@a.test/feed?key=1#x") == "https://a.test/feed"
    assert len(printable_url("https://a.test/" + "x" * 1_000)) == 200


FORBIDDEN_PORTS = {"SSH": 22, "mail": 25, "names": 53, "IRC": 6667, "X11": 6000, "Redis": 6379, "memcached": 11211}


@pytest.mark.parametrize("port", FORBIDDEN_PORTS.values(), ids=FORBIDDEN_PORTS)
def test_s1_ports_of_other_services_are_refused(port: int) -> None:
    for scheme in ("http", "https"):
        with pytest.raises(RefusedError, match=f"port {port} "):
            check_url(f"{scheme}://example.org:{port}/")


@pytest.mark.parametrize("port", [80, 443, 8000, 8080, 8443, 65535])
def test_ports_of_web_servers_pass(port: int) -> None:
    assert check_url(f"http://example.org:{port}/").host == "example.org"


PRIVATE = {
    "loopback": "127.0.0.1",
    "loopback, elsewhere": "127.9.9.9",
    "private": "10.0.0.1",
    "private, middle": "172.31.255.255",
    "private, home": "192.168.1.1",
    "carrier-grade NAT (S1)": "100.64.0.1",
    "benchmarks": "198.18.0.1",
    "documentation": "192.0.2.1",
    "IPv6 loopback": "::1",
    "unique local": "fd00::1",
    "IPv6 documentation": "2001:db8::1",
    "v4-mapped loopback": "::ffff:127.0.0.1",
    "v4-mapped private": "::ffff:10.0.0.1",
    "v4-compatible loopback": "::127.0.0.1",
    "loopback behind NAT64": "64:ff9b::7f00:1",
    "local NAT64": "64:ff9b:1::1",
}
NEVER = {
    "this host": "0.0.0.0",
    "cloud credentials": "169.254.169.254",
    "cloud credentials, v4-mapped": "::ffff:169.254.169.254",
    "cloud credentials behind NAT64": "64:ff9b::a9fe:a9fe",
    "multicast": "224.0.0.1",
    "broadcast": "255.255.255.255",
    "6to4 relay": "192.88.99.1",
    "unspecified": "::",
    "6to4 of loopback": "2002:7f00:1::",
    "Teredo": "2001:0:1::1",
    "link-local": "fe80::1",
    "link-local of an interface": "fe80::1%lo",
    "site-local": "fec0::1",
    "IPv6 multicast": "ff02::1",
}


@pytest.mark.parametrize("address", PRIVATE.values(), ids=PRIVATE)
def test_private_addresses_need_permission(address: str) -> None:
    with pytest.raises(RefusedError, match="allow_private"):
        judge_addresses([address], allow_private=False)
    judge_addresses([address], allow_private=True)


@pytest.mark.parametrize("address", NEVER.values(), ids=NEVER)
def test_no_permission_opens_addresses_where_no_site_can_be(address: str) -> None:
    for allow_private in (False, True):
        with pytest.raises(RefusedError):
            judge_addresses([address], allow_private=allow_private)


@pytest.mark.parametrize(
    "address", ["93.184.215.14", "2606:2800:220:1::1", "64:ff9b::5db8:d70e", "::ffff:93.184.215.14"]
)
def test_public_addresses_pass(address: str) -> None:
    judge_addresses([address], allow_private=False)


def test_one_private_address_among_public_ones_refuses_the_name() -> None:
    with pytest.raises(RefusedError, match=r"10\.0\.0\.1"):
        judge_addresses(["93.184.215.14", "10.0.0.1"], allow_private=False)


@given(st.one_of(st.ip_addresses(v=4), st.ip_addresses(v=6)))
def test_what_passes_is_global_to_the_standard_library_too(address: IPv4Address | IPv6Address) -> None:
    try:
        judge_addresses([str(address)], allow_private=False)
    except RefusedError:
        return
    assert ip_address(str(address)).is_global
