"""Which ports and which IP addresses a request may go to. Pure rules, no I/O; names are resolved elsewhere."""

from __future__ import annotations

import re
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Final

# Ports of other services, which a line of HTTP could be made to speak to: the bad ports of the Fetch standard
# (WHATWG, 2.9), and two stores that take commands by the line.
FORBIDDEN_PORTS: Final = frozenset((
    0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104, 109,
    110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515, 526, 530, 531,
    532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060,
    5061, 6000, 6379, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080, 11211,
))  # fmt: skip

# Never a web server's address, not even with ``allow_private``. Listed rather than left to ``ipaddress``, whose
# tables change between releases of Python. Registries: RFC 6890 and IANA's special-purpose address registries.
_NEVER: Final = {
    "0.0.0.0/8": "this network (RFC 791)",
    "169.254.0.0/16": "link-local, where clouds serve their credentials (RFC 3927)",
    "192.0.0.0/24": "protocol assignments (RFC 6890)",
    "192.88.99.0/24": "6to4 relays (RFC 7526)",
    "224.0.0.0/4": "multicast (RFC 5771)",
    "240.0.0.0/4": "reserved, and broadcast (RFC 1112)",
    "::/128": "unspecified (RFC 4291)",
    "100::/64": "discarded (RFC 6666)",
    "2001::/23": "protocol assignments, Teredo (RFC 2928, 4380)",
    "2002::/16": "6to4, which can name any IPv4 address (RFC 7526)",
    "5f00::/16": "segment routing (RFC 9602)",
    "fe80::/10": "link-local (RFC 4291)",
    "fec0::/10": "site-local, abolished (RFC 3879)",
    "ff00::/8": "multicast (RFC 4291)",
}
# Somebody's own network: allowed by ``allow_private`` alone.
_PRIVATE: Final = {
    "10.0.0.0/8": "private (RFC 1918)",
    "100.64.0.0/10": "carrier-grade NAT (RFC 6598)",
    "127.0.0.0/8": "loopback (RFC 1122)",
    "172.16.0.0/12": "private (RFC 1918)",
    "192.0.2.0/24": "documentation (RFC 5737)",
    "192.168.0.0/16": "private (RFC 1918)",
    "198.18.0.0/15": "benchmarks (RFC 2544)",
    "198.51.100.0/24": "documentation (RFC 5737)",
    "203.0.113.0/24": "documentation (RFC 5737)",
    "::1/128": "loopback (RFC 4291)",
    "64:ff9b:1::/48": "local NAT64 (RFC 8215)",
    "2001:db8::/32": "documentation (RFC 3849)",
    "3fff::/20": "documentation (RFC 9637)",
    "fc00::/7": "unique local (RFC 4193)",
}
_NAT64: Final = IPv6Network("64:ff9b::/96")  # RFC 6052, 2.1
_V4_COMPATIBLE: Final = IPv6Network("::/96")  # RFC 4291, 2.5.5.1

_NUMBER: Final = re.compile(r"0x[0-9a-f]*|[0-9]+")


def reason_against(address: IPv4Address | IPv6Address, *, allow_private: bool) -> str | None:
    """Why ``address`` may not be connected to, None where it may."""
    if isinstance(address, IPv6Address) and (inner := _embedded_v4(address)) is not None:
        return reason_against(inner, allow_private=allow_private)
    if (reason := _named_range(address, _NEVER_NETWORKS)) is not None:
        return reason
    if allow_private:
        return None
    if (reason := _named_range(address, _PRIVATE_NETWORKS)) is not None:
        return reason
    return None if address.is_global else "special purpose"


def written_address(host: str) -> IPv4Address | IPv6Address | None:
    """The address that ``host`` spells out, None for a name.

    IPv4 as resolvers read it (WHATWG URL, 3.5): of one to four parts, each decimal, octal or hexadecimal, the last
    filling what is left. So ``2130706433``, ``0x7f.1`` and ``127.1`` are 127.0.0.1, and by RFC 6761, 6.3, so is
    ``localhost``.

    >>> written_address("0x7f.1")
    IPv4Address('127.0.0.1')
    """
    host = host.lower().removeprefix("[").removesuffix("]").rstrip(".")
    if host == "localhost" or host.endswith(".localhost"):
        return IPv4Address("127.0.0.1")
    if ":" in host:
        try:
            return ip_address(host)
        except ValueError:
            return None
    parts = host.split(".")
    if len(parts) > 4 or not all(_NUMBER.fullmatch(part) and len(part) <= 12 for part in parts):
        return None
    try:
        *first, last = [_number(part) for part in parts]
    except ValueError:
        return None
    room = 256 ** (4 - len(first))
    if last >= room or any(number > 255 for number in first):
        return None
    return IPv4Address(sum(number << 8 * (3 - place) for place, number in enumerate(first)) + last)


def _number(part: str) -> int:
    if part.startswith("0x"):
        return int(part[2:] or "0", 16)
    return int(part, 8 if part.startswith("0") else 10)


def _embedded_v4(address: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that packets to ``address`` end up at: v4-mapped, v4-compatible or behind NAT64."""
    embeds = address.ipv4_mapped is not None or address in _NAT64 or (address in _V4_COMPATIBLE and int(address) > 1)
    return IPv4Address(int(address) & 0xFFFF_FFFF) if embeds else None


def _named_range(address: IPv4Address | IPv6Address, networks: _Networks) -> str | None:
    return next((name for network, name in networks if address in network), None)


_Networks = tuple[tuple[IPv4Network | IPv6Network, str], ...]
_NEVER_NETWORKS: Final[_Networks] = tuple((ip_network(cidr), name) for cidr, name in _NEVER.items())
_PRIVATE_NETWORKS: Final[_Networks] = tuple((ip_network(cidr), name) for cidr, name in _PRIVATE.items())
