"""URLs: canonical keys, absolute links, same site or not. No business logic, no I/O.

A *canonical URL* is the key under which an article is known. It is made to be equal for every address that serves
the same article, and need not be the address to fetch or to show: those are ``Article.fetched_url`` and ``link_url``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from ipaddress import ip_address
from typing import Final
from urllib.parse import SplitResult, urljoin, urlsplit

from aggregator.models import CanonicalUrl

MAX_URL_CHARS: Final = 2_048
"""Longer ones are refused: sitemaps.org's limit, and about what servers and caches accept."""

# What only says how a reader came here. Names are compared without case; a trailing ``*`` stands for any ending.
# ``id``, ``p``, ``page``, ``v``, ``s`` and their like say *what* is asked for on many sites and never belong here.
_TRACKING: Final = {
    # name: who adds it
    "utm_*": "Google Analytics (Urchin) campaign links",
    "_ga": "Google Analytics, cross-domain linker",
    "_gl": "Google Analytics 4, cross-domain linker",
    "gclid": "Google Ads",
    "gclsrc": "Google Ads",
    "dclid": "Google Display",
    "gbraid": "Google Ads, iOS",
    "wbraid": "Google Ads, iOS",
    "srsltid": "Google Merchant Center",
    "fbclid": "Facebook",
    "fb_action_ids": "Facebook Open Graph actions",
    "fb_action_types": "Facebook Open Graph actions",
    "fb_ref": "Facebook Like button",
    "fb_source": "Facebook",
    "igshid": "Instagram",
    "igsh": "Instagram",
    "twclid": "Twitter/X ads",
    "ttclid": "TikTok ads",
    "li_fat_id": "LinkedIn ads",
    "msclkid": "Microsoft Advertising",
    "yclid": "Yandex Direct",
    "ysclid": "Yandex search",
    "_openstat": "Openstat, Russian ad networks",
    "rdt_cid": "Reddit ads",
    "sc_cid": "Snapchat ads",
    "epik": "Pinterest",
    "guccounter": "Yahoo consent redirect",
    "guce_*": "Yahoo consent redirect",
    "soc_src": "Yahoo sharing",
    "soc_trk": "Yahoo sharing",
    "mc_cid": "Mailchimp campaign",
    "mc_eid": "Mailchimp reader",
    "_hsenc": "HubSpot mail",
    "_hsmi": "HubSpot mail",
    "__hssc": "HubSpot session",
    "__hstc": "HubSpot visitor",
    "__hsfp": "HubSpot browser",
    "hsctatracking": "HubSpot buttons",
    "mkt_tok": "Marketo mail",
    "vero_id": "Vero mail",
    "vero_conv": "Vero mail",
    "oly_anon_id": "Omeda mail (trade press newsletters)",
    "oly_enc_id": "Omeda mail (trade press newsletters)",
    "ck_subscriber_id": "Kit (ConvertKit) mail",
    "sailthru_*": "Sailthru mail",
    "wickedid": "Wicked Reports",
    "s_cid": "Adobe Analytics campaign",
    "ncid": "AOL/Oath newsletters",
    "icid": "internal campaign, AOL and others",
    "cmp": "campaign, Guardian and others",
    "cmpid": "campaign, Bloomberg and others",
    "ns_campaign": "comScore, BBC and others",
    "ns_mchannel": "comScore, BBC and others",
    "ns_source": "comScore, BBC and others",
    "ns_linkname": "comScore, BBC and others",
    "at_*": "AT Internet (Piano) campaigns, BBC and French press",
    "xtor": "AT Internet, older form",
    "mtm_*": "Matomo campaigns",
    "pk_campaign": "Matomo (Piwik) campaigns",
    "pk_kwd": "Matomo (Piwik) campaigns",
    "piwik_*": "Matomo (Piwik) campaigns",
    "ref": "referrer, a widespread habit",
    "ref_src": "Twitter/X embeds",
    "ref_url": "Twitter/X embeds",
    "referrer": "a widespread habit",
    "smid": "New York Times sharing",
    "smtyp": "New York Times sharing",
    "partner": "New York Times feeds: partner=rss",
    "emc": "New York Times feeds: emc=rss",
    "ftag": "CBS Interactive feeds",
    "ftcamp": "Financial Times feeds",
    "taid": "Trib/True Anthem social posts",
    "trk_*": "LinkedIn and others",
    "spref": "Blogger sharing: spref=tw",
    "sr_share": "Shareaholic",
    "__twitter_impression": "Twitter's AMP viewer",
    "usqp": "Google's AMP cache",
    "amp_js_v": "Google's AMP cache",
    "amp_gsa": "Google's AMP cache",
    "_branch_match_id": "Branch app links",
    "phpsessid": "PHP session",
    "jsessionid": "Java servlet session",
    "aspsessionid*": "ASP session",
}
_TRACKING_NAMES: Final = frozenset(name for name in _TRACKING if not name.endswith("*"))
_TRACKING_PREFIXES: Final = tuple(name[:-1] for name in _TRACKING if name.endswith("*"))

# Parameters that ask for another rendering of the same article, with the values that do; "" is a bare ``?amp``.
_ON: Final = frozenset({"", "1", "true", "yes"})
_RENDERINGS: Final = {
    "amp": _ON,
    "outputtype": frozenset({"amp"}),
    "output": frozenset({"amp"}),
    "mobile": _ON,
    "m": frozenset({"1"}),  # Blogger
    "print": _ON,
    "printable": _ON,
    "view": frozenset({"print"}),
    "feed": frozenset({"rss", "rss2", "atom"}),  # WordPress hangs it on links inside its feeds
}

_TWIN_HOST: Final = re.compile(r"^(?:www|amp|m|mobile)\.(?=[^.]+\.[^.])")
_WIKI_HOST: Final = re.compile(r"^([a-z-]+)\.m\.(?=[^.]+\.[^.])")  # en.m.wikipedia.org
_TWIN_PATH: Final = (
    re.compile(r"^/(?:amp|print)(?=/.)"),  # /amp/2026/05/story
    re.compile(r"/(?:amp|print)$"),  # /2026/05/story/amp
    re.compile(r"\.amp(?=(?:\.html?)?$)"),  # story.amp, story.amp.html
)
_SESSION_PATH: Final = re.compile(r";(?:jsessionid|phpsessid)=[^/;]*", re.IGNORECASE)
_AMP_VIEWER: Final = re.compile(r"^(?:www\.)?google\.[a-z.]{2,6}$")
_AMP_CACHE: Final = re.compile(r"\.cdn\.ampproject\.org$")
_AMP_TARGET: Final = re.compile(r"^/(?:amp|[aciv])/(s/)?([^/]+\.[^/]+.*)$")

_FRONT_PAGE: Final = re.compile(r"^/(?:(?:index|default|home)(?:\.\w{2,5})?|[a-z]{2}(?:-[a-z]{2})?)?$", re.IGNORECASE)

_REMOVED: Final = re.compile("[\t\r\n\0]")  # WHATWG URL Standard, 4.4: taken out wherever they stand
_PERCENT: Final = re.compile(r"%([0-9A-Fa-f]{2})")
_UNSAFE: Final = re.compile(r"[^A-Za-z0-9\-._~!$&'()*+,;=:@/?%]|%(?![0-9A-Fa-f]{2})")
_UNRESERVED: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_DEFAULT_PORTS: Final = {"http": 80, "https": 443}


@lru_cache(maxsize=1_024)  # whoever resolves an entry's link asks several times for the key of one address
def canonicalize_url(url: str) -> CanonicalUrl:
    """The key of the article behind ``url``; canonicalizing it again changes nothing.

    Two addresses have one key when they differ only in: case of scheme and host, ``http`` or ``https``, a leading
    ``www.``, ``m.``, ``mobile.`` or ``amp.``, IDN or punycode, default port, a dot after the host, user name,
    percent-encoding (RFC 3986, 6.2.2), dot segments, a slash at the end, AMP and print renderings, session ids,
    tracking parameters, the order of parameters, the fragment. Google's AMP viewer and cache are seen through.
    The scheme stays as it is on IP addresses, single-label hosts and ports other than 80 and 443, where the two
    need not be one site.

    >>> canonicalize_url("http://www.Example.org:80/tv/Story/amp/?utm_source=x&id=7#comments")
    'https://example.org/tv/Story?id=7'

    Raises:
        ValueError: Not an absolute http(s) URL, no valid host, or longer than ``MAX_URL_CHARS``.
    """
    while (again := _canonicalize_once(url)) != url:  # taking one thing off can lay bare another: /a/amp/amp
        url = again
    return CanonicalUrl(url)


def strip_tracking(url: str) -> str:
    """``url`` without tracking parameters and fragment, else as it is: an address to click on, not a key.

    >>> strip_tracking("http://www.example.org/tv/?id=7&utm_source=x#comments")
    'http://www.example.org/tv/?id=7'
    """
    bare, _, _ = url.partition("#")
    address, mark, query = bare.partition("?")
    kept = "&".join(parameter for parameter in query.split("&") if not _is_tracking(parameter.partition("=")[0]))
    return f"{address}{mark}{kept}" if kept else address


def _is_tracking(name: str) -> bool:
    return name.lower() in _TRACKING_NAMES or name.lower().startswith(_TRACKING_PREFIXES)


def resolve_url(base: str, link: str) -> str | None:
    """``link`` as an absolute http(s) URL, read as a browser on page ``base`` would; None where it is none.

    White space and control characters are dropped or encoded; ``www.example.org/x`` is taken for a host. Nothing
    else is changed: this is an address to fetch. Whatever comes back, ``canonicalize_url`` has a key for.

    >>> resolve_url("https://example.org/tv/", "../news/a b")
    'https://example.org/news/a%20b'
    """
    link = _REMOVED.sub("", link).strip()
    if link.lower().startswith("www."):
        link = f"//{link}"
    try:
        url = _split(urljoin(_REMOVED.sub("", base).strip(), link).replace(" ", "%20")).geturl()
        canonicalize_url(url)
    except ValueError:
        return None
    return url


@lru_cache(maxsize=1_024)
def host_of(url: str) -> str:
    """``host`` or ``host:port`` in lower case, without a default port; empty where ``url`` is not http(s).

    >>> host_of("https://News.Example.org:443/a"), host_of("http://127.0.0.1:8000/"), host_of("mailto:a@b.c")
    ('news.example.org', '127.0.0.1:8000', '')
    """
    try:
        parts = _split(url)
        host = _ascii_host(parts.hostname or "")
    except ValueError:
        return ""
    return _join_host(host, None if parts.port == _DEFAULT_PORTS[parts.scheme] else parts.port)


def is_same_site(a: str, b: str) -> bool:
    """Whether both belong to one registrable domain (Public Suffix List); addresses without one must be equal.

    >>> is_same_site("https://tv.example.co.uk/a", "http://www.example.co.uk/"), is_same_site("http://a.test", "x")
    (True, False)
    """
    site = site_of(a)
    return bool(site) and site == site_of(b)


def is_homepage(url: str) -> bool:
    """Whether ``url`` is a site's front page, or one of a language, rather than a page of its own.

    >>> is_homepage("https://example.org/en/?utm_source=feed"), is_homepage("https://example.org/?p=12")
    (True, False)
    """
    try:
        parts = urlsplit(canonicalize_url(url))
    except ValueError:
        return False
    return not parts.query and bool(_FRONT_PAGE.match(parts.path))


def _canonicalize_once(url: str) -> str:
    parts = _split(url)
    if target := _amp_target(parts):
        with suppress(ValueError):  # the viewer of nothing is a page of Google's
            parts = _split(target)
    host = _canonical_host(parts.hostname or "")
    port = None if parts.port == _DEFAULT_PORTS[parts.scheme] else parts.port
    scheme = "https" if port is None and _is_domain(host) else parts.scheme
    query = "&".join(sorted(_kept_parameters(parts.query)))
    return f"{scheme}://{_join_host(host, port)}{_canonical_path(parts.path)}{query and '?' + query}"


@lru_cache(maxsize=256)
def _split(url: str) -> SplitResult:
    """``url`` in parts; scheme http(s), a host and a valid port are certain."""
    url = _REMOVED.sub("", url).strip()
    if len(url) > MAX_URL_CHARS:
        raise ValueError(f"URL of {len(url)} characters, longer than {MAX_URL_CHARS}")
    parts = urlsplit(url)
    if parts.scheme not in _DEFAULT_PORTS:
        raise ValueError(f"not an http(s) URL: {url!r}")
    # Parsers disagree on where the host ends when a backslash stands in it, so nobody may guess.
    if not parts.hostname or "\\" in parts.netloc or re.search(r"[\s%<>^|]", parts.hostname):
        raise ValueError(f"no valid host in URL: {url!r}")
    _ = parts.port  # raises ValueError where it is no number from 0 to 65535
    return parts


def _amp_target(parts: SplitResult) -> str | None:
    """The publisher's URL inside one of Google's AMP viewer or cache, else None."""
    host = parts.hostname or ""
    if not (_AMP_CACHE.search(host) or (_AMP_VIEWER.match(host) and parts.path.startswith("/amp/"))):
        return None
    target = _AMP_TARGET.match(parts.path)
    if target is None:
        return None
    query = parts.query and f"?{parts.query}"
    return f"{'https' if target[1] else 'http'}://{target[2]}{query}"


def _ascii_host(host: str) -> str:
    """Lower-case host in its ASCII form (IDNA 2008 with UTS 46 mapping), without a dot at the end."""
    host = host.lower().rstrip(".")
    if not host.isascii():
        import idna

        host = idna.encode(host, uts46=True).decode("ascii").rstrip(".")
    if not host:
        raise ValueError("no host in URL")
    return host


@lru_cache(maxsize=1_024)  # a feed's links lead to few hosts
def _canonical_host(host: str) -> str:
    host = _ascii_host(host)
    if _is_domain(host):
        host = _WIKI_HOST.sub(r"\1.", _TWIN_HOST.sub("", host))
    return host


def _is_domain(host: str) -> bool:
    """Whether ``host`` is a name with a dot in it, not an address nor a name of the local network."""
    try:
        ip_address(host)
    except ValueError:
        return "." in host and not host.endswith(".localhost")
    return False


def _join_host(host: str, port: int | None) -> str:
    bracketed = f"[{host}]" if ":" in host else host
    return bracketed if port is None else f"{bracketed}:{port}"


def _canonical_path(path: str) -> str:
    path = _remove_dot_segments(_SESSION_PATH.sub("", _canonical_percent(path)))
    path = path.rstrip("/")
    for twin in _TWIN_PATH:
        path = twin.sub("", path)
    return path or "/"


def _remove_dot_segments(path: str) -> str:
    """RFC 3986, 5.2.4, for a path that starts at the root."""
    kept: list[str] = []
    for segment in path.split("/")[1:]:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    return "/" + "/".join(kept)


def _canonical_percent(text: str) -> str:
    """Percent-encoding by RFC 3986, 6.2.2: upper-case hex, unreserved characters bare, everything unsafe encoded."""

    def decode(match: re.Match[str]) -> str:
        character = chr(int(match[1], 16))
        return character if character in _UNRESERVED else match[0].upper()

    def encode(match: re.Match[str]) -> str:
        return "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8", "replace"))

    return _PERCENT.sub(decode, _UNSAFE.sub(encode, text))


def _kept_parameters(query: str) -> Iterator[str]:
    """The parameters that say what is asked for, each as it stands but for its percent-encoding."""
    for parameter in _canonical_percent(query).split("&"):
        name, _, value = parameter.partition("=")
        if parameter and not _is_tracking(name) and value.lower() not in _RENDERINGS.get(name.lower(), ()):
            yield parameter


_EXAMPLE_DOMAINS: Final = (".example.org", ".example.com", ".example.net")


def site_of(url: str) -> str:
    """Registrable domain of ``url``, or ``host[:port]`` where it has none; empty where it is not http(s).

    The domains that RFC 2606 reserves for examples belong to nobody, so each name under them is a site of its own.
    """
    host = host_of(url)
    bare = host.partition(":")[0]
    if not host or not _is_domain(bare):
        return host
    if bare.endswith(_EXAMPLE_DOMAINS):
        return ".".join(bare.split(".")[-3:]).removeprefix("www.")
    from tld import get_fld

    found = get_fld(f"https://{bare}", fail_silently=True, search_private=True)
    # Names under no public suffix (.test, .internal) count by their last two labels.
    return found or ".".join(bare.split(".")[-2:])
