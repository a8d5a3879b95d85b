"""Every mistake gets a line of its own: where it is, what is wrong, what to write instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from aggregator.errors import ConfigError
from tests.config.helpers import SHOWS, SOURCE, load, problems, source

FIXTURES = Path(__file__).parents[2] / "fixtures" / "config"

ONE_PROBLEM = {
    "an empty file": ("", "1:1: the file is empty; it must be a mapping with the keys shows, sources, settings"),
    "only comments": (
        "# later\n",
        "1:1: the file is empty; it must be a mapping with the keys shows, sources, settings",
    ),
    "a sentence": (
        "Squid Game",
        "1:1: the file holds 'Squid Game'; it must be a mapping with the keys shows, sources, settings",
    ),
    "a list": (
        "- Squid Game",
        "1:1: the file holds a list; it must be a mapping with the keys shows, sources, settings",
    ),
    "no shows": (SOURCE, "1:1: 'shows' is missing"),
    "shows left empty": ("shows:\n" + SOURCE, "1:1: shows: is empty"),
    "a list of no shows": ("shows: []\n" + SOURCE, "1:8: shows: is empty; there must be one at least"),
    "no sources": (SHOWS, "1:1: sources: is missing; name one feed, page or sitemap at least"),
    "a list of no sources": (
        SHOWS + "sources: []\n",
        "2:10: sources: is missing; name one feed, page or sitemap at least",
    ),
    "an unknown section": (SHOWS + SOURCE + "setings: {}\n", "3:1: unknown key 'setings'; did you mean 'settings'?"),
    "an unknown key that is near to none": (
        source(selectors="{links: a, wibble: b}", kind="page"),
        "6:27: sources[0] (pressline): selectors: unknown key 'wibble'; "
        "known here: links, title, text, author, published, remove",
    ),
    "an unknown key": (
        source(intervall="1h"),
        "6:5: sources[0] (pressline): unknown key 'intervall'; did you mean 'interval'?",
    ),
    "an unknown key of expect": (
        source(expect="{mim: 5}"),
        "6:14: sources[0] (pressline): expect: unknown key 'mim'; did you mean 'min'?",
    ),
    "an unknown setting": (
        SHOWS + SOURCE + "settings:\n  concurency: 3\n",
        "4:3: settings: unknown key 'concurency'; did you mean 'concurrency'?",
    ),
    "a key twice": (
        source(interval="1h") + "    url: https://b.example.org/\n",
        "7:5: sources[0] (pressline): key 'url' is here twice; the first is in line 5",
    ),
    "a missing key": (
        SHOWS + "sources:\n  - {id: pressline, kind: feed}\n",
        "3:5: sources[0] (pressline): 'url' is missing",
    ),
    "a key left empty that must not be": (source(url=""), "5:5: sources[0] (pressline): url: is empty"),
    "a show that is a list": (
        "shows: [[Squid Game]]\n" + SOURCE,
        "1:9: shows[0]: a mapping is expected here, not a list; ",
    ),
    "a source that is text": (SHOWS + "sources: [pressline]\n", "2:11: sources[0]: a mapping is expected here, not "),
    "an empty title": (
        "shows: [{title: ' '}]\n" + SOURCE,
        "1:17: shows[0]: title: is empty; write some text or leave the key out",
    ),
    "aliases that are no list": (
        "shows: [{title: From, aliases: Fromville}]\n" + SOURCE,
        "1:32: shows[0] (From): aliases: a list is expected here, not 'Fromville'; "
        "write it as [one, two] or on lines that begin with '- '",
    ),
    "a year that is a word": (
        "shows: [{title: From, year: last}]\n" + SOURCE,
        "1:29: shows[0] (From): year: 'last' is no whole number",
    ),
    "a year to come": (
        "shows: [{title: From, year: 20222}]\n" + SOURCE,
        "1:29: shows[0] (From): year: '20222' is too much; it must be at most 2100",
    ),
    "an IMDb address for an id": (
        "shows: [{title: From, imdb: imdb.com/title/tt9813792}]\n" + SOURCE,
        "1:29: shows[0] (From): imdb: 'imdb.com/title/tt9813792' is no IMDb id; they look like tt14169960",
    ),
    "a show twice": (
        "shows:\n  - From\n  - title: from!\n" + SOURCE,
        "3:12: shows[1] (from!): title: 'from!' is a name of 'From' in line 2 already; "
        "leave it to one of them, or tell them apart, as in 'Kingdom (2014)'",
    ),
    "an alias that two shows have": (
        "shows:\n  - {title: The Office (UK), aliases: [The Office]}\n  - {title: Superstore, aliases: [the office]}\n"
        + SOURCE,
        "3:35: shows[1] (Superstore): aliases[0]: 'the office' is a name of 'The Office (UK)' in line 2 already; ",
    ),
    "an alias that is a later show's title": (
        "shows:\n  - {title: Superstore, aliases: [Ghosts]}\n  - Ghosts\n" + SOURCE,
        "2:35: shows[0] (Superstore): aliases[0]: 'Ghosts' is a name of 'Ghosts' in line 3 already; ",
    ),
    "two titles with one id": (
        "shows: [Mr & Mrs Smith, Mr and Mrs Smith]\n" + SOURCE,
        "1:25: shows[1] (Mr and Mrs Smith): title: has the id mr-and-mrs-smith, as 'Mr & Mrs Smith' has; "
        "tell the titles apart",
    ),
    "an id that is a sentence": (
        source(id="Pressline TV"),
        "3:9: sources[0] (Pressline TV): id: 'Pressline TV' is no id; "
        "use lower-case letters, digits and hyphens, such as pressline-tv",
    ),
    "a source twice": (
        SHOWS + "sources:\n"
        "  - {id: a, kind: feed, url: 'https://a.example.org/'}\n"
        "  - {id: a, kind: feed, url: 'https://b.example.org/'}\n",
        "4:10: sources[1] (a): id: 'a' is the id of the source in line 3 already; choose another",
    ),
    "a kind of feed for a kind": (
        source(kind="RSS"),
        "4:11: sources[0] (pressline): kind: 'RSS' is none of feed, page, sitemap; did you mean 'feed'?",
    ),
    "a kind that is near to one": (
        source(kind="sitemaps"),
        "4:11: sources[0] (pressline): kind: 'sitemaps' is none of feed, page, sitemap; did you mean 'sitemap'?",
    ),
    "a kind that is a list": (
        source(kind="[feed, page]"),
        "4:11: sources[0] (pressline): kind: text is expected here, not a list",
    ),
    "an authority that is none": (
        source(authority="reliable"),
        "6:16: sources[0] (pressline): authority: 'reliable' is none of official, trade, press, blog, farm",
    ),
    "a list where one word belongs": (
        source(authority="[trade]"),
        "6:16: sources[0] (pressline): authority: text is expected here, not a list",
    ),
    "an address without a scheme": (
        source(url="pressline.example.org/feed"),
        "5:10: sources[0] (pressline): url: 'pressline.example.org/feed' is no web address; "
        "begin it with https:// or http://",
    ),
    "a feed: address": (
        source(url="feed://pressline.example.org/"),
        "5:10: sources[0] (pressline): url: the scheme feed: is for feed readers; write https:// instead",
    ),
    "a file": (
        source(url="file:///etc/passwd"),
        "5:10: sources[0] (pressline): url: 'file:///etc/passwd' is no web address; begin it with https:// or http://",
    ),
    "an address without a host": (
        source(url="https:///feed"),
        "5:10: sources[0] (pressline): url: 'https:///feed' is no valid URL; check the host, and encode spaces as %20",
    ),
    "a space in an address": (
        source(url="https://pressline.example.org/tv feed"),
        "5:10: sources[0] (pressline): url: 'https://pressline.example.org/tv feed' is no valid URL; ",
    ),
    "the port of another service": (
        source(url="https://pressline.example.org:6379/"),
        "5:10: sources[0] (pressline): url: port 6379 is that of another service than the web",
    ),
    "a private address": (
        source(url="http://192.168.0.7/feed"),
        "5:10: sources[0] (pressline): url: 192.168.0.7 is no public address but private (RFC 1918); "
        "if that is meant, allow it with allow_private: true",
    ),
    "this machine, in a spelling of its own (S1)": (
        source(url="http://0x7f.1/feed", allow_private="no"),
        "5:10: sources[0] (pressline): url: 127.0.0.1 is no public address but loopback (RFC 1122); "
        "if that is meant, allow it with allow_private: true",
    ),
    "an address where no site can be": (
        source(url="http://[fe80::1]/feed", allow_private="true"),
        "5:10: sources[0] (pressline): url: fe80::1 is no public address but link-local (RFC 4291); choose another",
    ),
    "a backslash, which parsers disagree on (S1)": (
        source(url="https://pressline.example.org\\@10.0.0.1/"),
        "5:10: sources[0] (pressline): url: user name and password do not belong in a URL; ",
    ),
    "a port that is none": (
        source(url="https://pressline.example.org:99999/"),
        "5:10: sources[0] (pressline): url: is no URL: Port out of range 0-65535",
    ),
    "an unknown unit of time": (
        source(interval="1 fortnight"),
        "6:15: sources[0] (pressline): interval: unknown unit 'fortnight' in '1 fortnight'; "
        "use s, m, h, d or w, as in 30m, 1h, 1d",
    ),
    "a word for a time": (
        source(interval="hourly"),
        "6:15: sources[0] (pressline): interval: 'hourly' is no duration; write 30m, 1h, 1d, or seconds as a number",
    ),
    "a negative time": (
        source(interval="-1"),
        "6:15: sources[0] (pressline): interval: '-1' is no duration; write 30m, 1h, 1d, or seconds as a number",
    ),
    "milliseconds, probably": (
        source(interval="3600000000"),
        "6:15: sources[0] (pressline): interval: '3600000000' is longer than a year",
    ),
    "a CSS selector that is none": (
        source(selectors="{text: 'div >> p'}"),
        "6:23: sources[0] (pressline): selectors.text: 'div >> p' is no CSS selector: ",
    ),
    "XPath": (
        source(selectors="{text: '//div[@id=1]'}"),
        "6:23: sources[0] (pressline): selectors.text: '//div[@id=1]' is no CSS selector: ",
    ),
    "a language in words": (
        source(language="English"),
        "6:15: sources[0] (pressline): language: 'English' is no language tag; write en, ko, pt-BR and the like",
    ),
    "a truth value that is none": (
        source(enabled="maybe"),
        "6:14: sources[0] (pressline): enabled: 'maybe' is neither true nor false",
    ),
    "a field that articles do not have": (
        source(expect="{fields: [autor]}"),
        "6:23: sources[0] (pressline): expect.fields[0]: 'autor' is none of author, date, text; did you mean 'author'?",
    ),
    "a number of entries of an article": (
        source(kind="page", page="article", expect="{min: 5}"),
        "7:14: sources[0] (pressline): expect: 'min' is for lists, and this is an article",
    ),
    "a number for an expectation": (
        source(expect="5"),
        "6:13: sources[0] (pressline): expect: a mapping is expected here, not '5'; write it as lines of 'key: value'",
    ),
    "a restriction to nobody": (
        source(shows="[Squid Gane]"),
        "6:13: sources[0] (pressline): shows[0]: no show is called 'Squid Gane'; did you mean 'Squid Game'?",
    ),
    "a restriction to a stranger": (
        source(shows="[Bridgerton]"),
        "6:13: sources[0] (pressline): shows[0]: no show is called 'Bridgerton'; "
        "add it to the shows, or remove it here",
    ),
    "a page role without a page": (
        source(page="listing"),
        "6:5: sources[0] (pressline): 'page' is for sources of kind page, and this is a feed",
    ),
    "links of a feed": (
        source(selectors="{links: a}"),
        "6:17: sources[0] (pressline): selectors: 'links' is for listing pages, and this is a feed",
    ),
    "links of an article": (
        source(kind="page", page="article", selectors="{links: a}"),
        "7:17: sources[0] (pressline): selectors: 'links' is for listing pages, and this is an article",
    ),
    "the feed's text of a page": (
        source(kind="page", full_text="feed"),
        "6:16: sources[0] (pressline): full_text: only feeds carry text, and this is a page",
    ),
    "a secret that is not there": (
        source(headers="{Authorization: env:PRESSLINE_KEY}"),
        "6:30: sources[0] (pressline): headers.Authorization: the environment variable PRESSLINE_KEY is not set; "
        "set it, or disable the source with enabled: false",
    ),
    "a secret inside a longer value": (
        source(headers="{Authorization: 'Bearer env:PRESSLINE_KEY'}"),
        "6:30: sources[0] (pressline): headers.Authorization: env:NAME must be the whole value; ",
    ),
    "a secret the way a shell would have it": (
        source(headers="{Authorization: '${PRESSLINE_KEY}'}"),
        "6:30: sources[0] (pressline): headers.Authorization: env:NAME must be the whole value; ",
    ),
    "a secret without a name": (
        source(headers="{Authorization: 'env:'}"),
        "6:30: sources[0] (pressline): headers.Authorization: env: must be followed by the name of ",
    ),
    "a header that smuggles another": (
        source(headers='{X-A: "a\\r\\nX-B: b"}'),
        "6:20: sources[0] (pressline): headers.X-A: a header value is one line of ASCII characters",
    ),
    "a header name that is none": (
        source(headers="{'X A': b}"),
        "6:15: sources[0] (pressline): headers: 'X A' is no header name",
    ),
    "a header that would break conditional requests": (
        source(headers="{If-None-Match: b}"),
        "6:15: sources[0] (pressline): headers: the header If-None-Match is set by aggregator itself; remove it",
    ),
    "a setting that is too little": (
        SHOWS + SOURCE + "settings: {concurrency: 0}\n",
        "3:25: settings.concurrency: '0' is too little; it must be at least 1",
    ),
    "a time that must not be zero": (
        SHOWS + SOURCE + "settings: {total_timeout_s: 0s}\n",
        "3:29: settings.total_timeout_s: '0s' is too little; it must be more than 0",
    ),
    "a User-Agent on two lines": (
        SHOWS + SOURCE + 'settings: {user_agent: "a\\nb"}\n',
        "3:24: settings.user_agent: 'a b' is no User-Agent; it is one line of ASCII characters",
    ),
    "Latin-1": (b"shows: [Pok\xe9mon]\n", "1:12: byte 0xE9 is no UTF-8; save the file as UTF-8"),
    "UTF-16 as Windows writes it": ("shows: []".encode("utf-16"), "1:1: the file is in UTF-16; save it as UTF-8"),
    "a tab (case 129)": ("shows:\n\t- From\n", "2:1: a tab stands here; YAML is indented with spaces"),
}


@pytest.mark.parametrize(("text", "expected"), ONE_PROBLEM.values(), ids=ONE_PROBLEM)
def test_one_mistake_is_one_line(text: str | bytes, expected: str, tmp_path: Path) -> None:
    (line,) = problems(text, tmp_path)
    assert line.startswith(expected) if expected.endswith(" ") else line == expected


def test_a_file_with_many_mistakes_is_pleasant_to_read(tmp_path: Path) -> None:
    found = problems((FIXTURES / "many-problems.yaml").read_bytes(), tmp_path)
    expected = (FIXTURES / "many-problems.txt").read_text(encoding="utf-8").splitlines()
    assert [f"sources.yaml:{line}" for line in found] == expected


def test_the_message_begins_with_path_and_count(tmp_path: Path) -> None:
    path = tmp_path / "sources.yaml"
    with pytest.raises(ConfigError) as one:
        load(SHOWS, tmp_path)
    assert str(one.value) == f"{path}: 1 problem to be mended before it can be used"
    with pytest.raises(ConfigError) as two:
        load("shows: []\nsources: []\n", tmp_path)
    assert str(two.value).startswith(f"{path}: 2 problems ")
    assert two.value.subject == str(path)


def test_problems_come_in_the_order_of_the_file(tmp_path: Path) -> None:
    found = problems((FIXTURES / "many-problems.yaml").read_bytes(), tmp_path)
    places = [tuple(map(int, line.split(":")[:2])) for line in found]
    assert places == sorted(places)


def test_a_wrong_value_does_not_hide_what_is_wrong_between_values(tmp_path: Path) -> None:
    text = SHOWS + "sources:\n" + "  - {id: a, kind: feed, url: nowhere, headers: {X: env:GONE}, shows: [Nobody]}\n" * 2
    found = problems(text, tmp_path)
    assert [sum(word in line for line in found) for word in ("no web address", "GONE", "Nobody", "the id of")] == [
        2,
        2,
        2,
        1,
    ]


SECRETS = {
    "a password in an address": source(url="https://ann:s3cret@pressline.example.org/feed"),
    "a secret in a header with a mistake": source(headers="{'X A': s3cret, X-B: 's3crét', X-C: 's3cret env:A'}"),
    "a header that is a list": source(headers="{X-A: [s3cret]}"),
}


@pytest.mark.parametrize("text", SECRETS.values(), ids=SECRETS)
def test_secrets_are_never_repeated(text: str, tmp_path: Path) -> None:
    assert "s3c" not in "\n".join(problems(text, tmp_path))


def test_a_secret_with_a_line_break_is_named_and_not_shown(tmp_path: Path) -> None:
    text = source(headers="{Authorization: env:PRESSLINE_KEY}")
    (line,) = problems(text, tmp_path, environ={"PRESSLINE_KEY": "s3cret\n"})
    assert line.endswith("the environment variable PRESSLINE_KEY is no single line of ASCII characters")
    assert "s3cret" not in line


LENIENT = {
    "a source is still checked": (source(intervall="1h"), "unknown key 'intervall'"),
    "settings are still checked": (SHOWS + "settings: {concurrency: none}", "is no whole number"),
    "two shows of one title": ("[Kingdom, Kingdom]", "is a name of 'Kingdom' in line 1 already"),
    "a show in a bare list is named": ("- {title: From, alias: [x]}", "shows[0] (From): unknown key 'alias'"),
    "no shows at all": ("sources: []", "'shows' is missing"),
    "an empty list": ("[]", "shows: is empty"),
}


@pytest.mark.parametrize(("text", "words"), LENIENT.values(), ids=LENIENT)
def test_where_shows_are_enough_mistakes_are_mistakes_all_the_same(text: str, words: str, tmp_path: Path) -> None:
    (line,) = problems(text, tmp_path, sources_required=False)
    assert words in line
