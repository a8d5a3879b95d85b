"""The one gate for requests: which URLs may be asked, and which addresses may be connected to. Pure rules.

``check_url`` sees every URL before it is queued: sources, articles, robots.txt and each hop of a redirect.
``judge_addresses`` sees every address that a name resolves to, at the moment of the connection and on every hop (see
``transport``): a name that resolves to something else the second time gains nothing by it, and neither do
``http://2130706433/`` and the other spellings of 127.0.0.1, since only what they resolve to is judged.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from ipaddress import ip_address
from typing import TYPE_CHECKING, Final

from aggregator.addresses import FORBIDDEN_PORTS, reason_against
from aggregator.urls import canonicalize_url

if TYPE_CHECKING:
    import httpx

_DEFAULT_PORTS: Final = {"http": ":80", "https": ":443"}
_CONTROL: Final = re.compile("[\x00-\x20\x7f-\x9f]")


class RefusedError(Exception):
    """A request that must not be made; the message says why, in words fit for a table."""


def check_url(url: str) -> httpx.URL:
    """``url`` parsed, once it is certain that it may be asked.

    The one parse decides everything: host, port and origin are never read from the string a second time by other
    rules, where parsers could disagree.

    Raises:
        RefusedError: Not http(s), carries a user name, has no host or port that can be read, the port of another
            service, or holds a backslash, white space or a control character.
    """
    import httpx

    if "\\" in url or _CONTROL.search(url):
        raise RefusedError("the address holds a backslash, white space or a control character")
    try:
        parsed = httpx.URL(url)
    except httpx.InvalidURL:
        raise RefusedError("the address cannot be read") from None
    if parsed.scheme not in ("http", "https"):
        raise RefusedError("the address is not http or https")
    if parsed.userinfo:
        raise RefusedError("the address carries a user name; use the source's headers for a login")
    if not parsed.host or not _has_key(url):
        raise RefusedError("the address names no host, or is too long")
    if parsed.port in FORBIDDEN_PORTS:
        raise RefusedError(f"port {parsed.port} is that of another service than the web")
    return parsed


def _has_key(url: str) -> bool:
    try:
        return bool(canonicalize_url(url))
    except ValueError:
        return False


def origin_of(url: httpx.URL) -> str:
    """``scheme://host[:port]`` (RFC 6454): what a robots.txt and a source's secret headers are bound to."""
    host = url.netloc.decode("ascii")  # httpx leaves a default port standing where the scheme is not in lower case
    return f"{url.scheme}://{host.removesuffix(_DEFAULT_PORTS[url.scheme])}"


def judge_addresses(addresses: Sequence[str], *, allow_private: bool) -> None:
    """Passes when every one of ``addresses`` may be connected to.

    All must pass: a name with one public and one private address is either a mistake or an attack.

    Raises:
        RefusedError: Naming the first address that may not.
    """
    for address in addresses:
        reason = reason_against(ip_address(address), allow_private=allow_private)
        if reason is not None:
            advice = "" if allow_private else "; allow_private lets a source use private ones"
            raise RefusedError(f"{address} is not a public address: {reason}{advice}")
