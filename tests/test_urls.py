import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from aggregator.urls import (
    MAX_URL_CHARS,
    canonicalize_url,
    host_of,
    is_homepage,
    is_same_site,
    resolve_url,
    site_of,
    strip_tracking,
)

STORY = "https://example.org/tv/story"

ONE_KEY = {
    "scheme and host in capitals": "HTTPS://EXAMPLE.org/tv/story",
    "http": "http://example.org/tv/story",
    "www": "https://www.example.org/tv/story",
    "case 52: the default port": "https://example.org:443/tv/story",
    "case 52: the default port of http": "http://example.org:80/tv/story",
    "case 52: a dot after the host": "https://example.org./tv/story",
    "case 52: a fragment": "https://example.org/tv/story#comments",
    "a text fragment": "https://example.org/tv/story#:~:text=renewed",
    "case 52: needless percent-encoding": "https://example.org/tv/%73tory",
    "dot segments": "https://example.org/a/../tv/./story",
    "encoded dot segments": "https://example.org/a/%2E%2e/tv/story",
    "a slash at the end": "https://example.org/tv/story/",
    "an empty query": "https://example.org/tv/story?",
    "white space and line breaks around and within": " https://example.org/tv\n/sto\try ",
    "a user name": "https://me:secret@example.org/tv/story",
    "case 53: utm": "https://example.org/tv/story?utm_source=rss&utm_medium=feed&UTM_Campaign=x",
    "case 53: click ids": "https://example.org/tv/story?fbclid=a&gclid=b&msclkid=c&mc_cid=d&mc_eid=e",
    "case 53: ref and cmp": "https://example.org/tv/story?ref=home&cmp=share_btn_tw&CMP=x",
    "case 53: the feed rendering": "https://example.org/tv/story?feed=rss2",
    "case 53: a session in the query": "https://example.org/tv/story?PHPSESSID=1a2b",
    "case 53: a session in the path": "https://example.org/tv/story;jsessionid=1A2B?utm_term=x",
    "case 54: /amp at the end": "https://example.org/tv/story/amp/",
    "case 54: /amp at the start": "https://example.org/amp/tv/story",
    "case 54: amp host": "https://amp.example.org/tv/story",
    "case 54: ?amp": "https://example.org/tv/story?amp",
    "case 54: ?amp=1": "https://example.org/tv/story?amp=1",
    "case 54: outputType=amp": "https://example.org/tv/story?outputType=amp",
    "case 54: mobile host": "http://m.example.org/tv/story",
    "case 54: mobile host, long": "https://mobile.example.org/tv/story",
    "case 54: mobile host behind www": "https://www.m.example.org/tv/story",
    "case 54: print": "https://example.org/tv/story/print/",
    "case 54: ?print=1": "https://example.org/tv/story?print=1",
    "two renderings at once": "https://example.org/tv/story/amp/amp?amp=1&outputType=amp",
    "Google's AMP viewer": "https://www.google.com/amp/s/example.org/tv/story",
    "Google's AMP cache": "https://example-org.cdn.ampproject.org/c/s/example.org/tv/story/amp/?usqp=mq331",
}


@pytest.mark.parametrize("url", ONE_KEY.values(), ids=ONE_KEY)
def test_one_article_has_one_key(url: str) -> None:
    assert canonicalize_url(url) == STORY


KEYS = {
    "case 53: a parameter that names the article stays": ("https://a.org/?p=123&utm_source=x", "https://a.org/?p=123"),
    "case 53: an id stays": ("https://a.org/news.php?id=7", "https://a.org/news.php?id=7"),
    "names are compared whole": ("https://a.org/x?reference=1&camp=2", "https://a.org/x?camp=2&reference=1"),
    "a rendering parameter with another value stays": ("https://a.org/x?amp=3&m=12", "https://a.org/x?amp=3&m=12"),
    "case 52: parameters have one order": ("https://a.org/x?b=2&a=1", "https://a.org/x?a=1&b=2"),
    "a repeated parameter keeps every value": ("https://a.org/x?a=2&a=1", "https://a.org/x?a=1&a=2"),
    "an empty value is not a missing one": ("https://a.org/x?a=&b", "https://a.org/x?a=&b"),
    "case 52: percent-encoding in capitals": ("https://a.org/%e3%81%82", "https://a.org/%E3%81%82"),
    "letters beyond ASCII are encoded": ("https://a.org/あ?q=é", "https://a.org/%E3%81%82?q=%C3%A9"),
    "a space is encoded": ("https://a.org/a b", "https://a.org/a%20b"),
    "a lone percent sign is encoded": ("https://a.org/100%", "https://a.org/100%25"),
    "an encoded slash is no slash": ("https://a.org/a%2fb", "https://a.org/a%2Fb"),
    "case 52: an IDN": ("https://Bücher.example/x", "https://xn--bcher-kva.example/x"),
    "case of the path counts": ("https://a.org/A", "https://a.org/A"),
    "the root keeps its slash": ("https://a.org", "https://a.org/"),
    "http stays on another port": ("http://a.org:8080/x", "http://a.org:8080/x"),
    "http stays on an address": ("http://127.0.0.1/x", "http://127.0.0.1/x"),
    "http stays on IPv6": ("http://[::1]:8000/x/", "http://[::1]:8000/x"),
    "http stays on localhost": ("http://localhost:8000/x", "http://localhost:8000/x"),
    "an article called amp is not a rendering of its folder's parent": (
        "https://a.org/amplify",
        "https://a.org/amplify",
    ),
    "a domain that only begins like a twin": ("https://m.org/x", "https://m.org/x"),
    "a mobile Wikipedia": ("https://en.m.wikipedia.org/wiki/You", "https://en.wikipedia.org/wiki/You"),
    "an AMP page by file name": ("https://a.org/story.amp.html", "https://a.org/story.html"),
    "two slashes may mean something": ("https://a.org/web/2020/http://b.org/", "https://a.org/web/2020/http://b.org"),
}


@pytest.mark.parametrize(("url", "key"), KEYS.values(), ids=KEYS)
def test_canonical_url(url: str, key: str) -> None:
    assert canonicalize_url(url) == key


NO_URL = {
    "case 49: javascript": "javascript:alert(1)",
    "case 49: data": "data:text/html,x",
    "case 49: file": "file:///etc/hostname",
    "relative": "/tv/story",
    "no scheme": "example.org/tv",
    "no host": "https:///x",
    "a port that is no number": "https://a.org:http/",
    "a backslash in the host": "https://a.org\\@b.org/",
    "a space in the host": "https://a b.org/",
    "an unclosed bracket": "http://[::1/x",
    "a host of dots": "http://.../",
    "an impossible IDN": "http://\u2260\u0338-.example/",
    "case 51: too long": "https://a.org/" + "x" * MAX_URL_CHARS,
    "case 51: too long once encoded": "https://a.org/" + "あ" * (MAX_URL_CHARS // 4),
    "empty": "",
}


@pytest.mark.parametrize("url", NO_URL.values(), ids=NO_URL)
def test_what_is_no_http_url_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        canonicalize_url(url)
    assert host_of(url) == "" or url == NO_URL["case 51: too long once encoded"]
    assert not is_homepage(url)


PIECES = st.sampled_from(
    ["amp", "print", "m.", "www.", "amp.", ".amp", ".html", "/", "//", ".", "..", "%2e", "%25", "%", "?", "&", "=", "#",
     ";jsessionid=1", "utm_source=1", "amp=1", "id=7", "é", " ", "\t", "\\", "@", ":443", ":80", "a", "A", "s/b.org",
     "google.com", "x.cdn.ampproject.org", "/c/s/b.org", "en.m.", "+", "~"]
)  # fmt: skip
URLS = st.one_of(
    st.lists(PIECES, max_size=12).map("".join).map("https://a.org/".__add__),
    st.lists(PIECES, max_size=12).map("".join).map("http://".__add__),
    st.text().map("http://a.org/".__add__),
    st.text().map("http://".__add__),
)


@given(URLS)
@example("http://x.cdn.ampproject.org/amp/c/s/a.org/b")
@example("https://a.org/..amp")
def test_canonicalizing_twice_changes_nothing(url: str) -> None:
    try:
        key = canonicalize_url(url)
    except ValueError:
        assume(False)
    assert canonicalize_url(key) == key
    assert key.isascii()
    assert "#" not in key


RESOLVED = {
    "case 48: from the root": ("https://a.org/feed/", "/2026/a", "https://a.org/2026/a"),
    "case 48: from the page": ("https://a.org/tv/", "story", "https://a.org/tv/story"),
    "case 48: without a scheme": ("https://a.org/feed/", "//b.org/a", "https://b.org/a"),
    "case 48: with spaces and line breaks": ("https://a.org/", " /tv/\n a story\t", "https://a.org/tv/%20a%20story"),
    "case 48: a bare host": ("https://a.org/feed/", "www.b.org/x", "https://www.b.org/x"),
    "absolute, and nothing else is changed": (
        "https://a.org/",
        "HTTP://B.org:80/x/?utm_source=y#z",
        "http://B.org:80/x/?utm_source=y#z",
    ),
    "case 49: javascript": ("https://a.org/", "javascript:void(0)", None),
    "case 49: javascript hidden behind a tab": ("https://a.org/", "java\tscript:void(0)", None),
    "case 49: data": ("https://a.org/", "data:text/html,x", None),
    "mail": ("https://a.org/", "mailto:tv@a.org", None),
    "a broken host": ("https://a.org/", "http://[/x", None),
    "a base that is none": ("", "/x", None),
    "case 51: too long": ("https://a.org/", "x" * 3000, None),
}


@pytest.mark.parametrize(("base", "link", "absolute"), RESOLVED.values(), ids=RESOLVED)
def test_resolve_url(base: str, link: str, absolute: str | None) -> None:
    assert resolve_url(base, link) == absolute


@given(st.text(), st.text())
def test_resolve_url_never_raises(base: str, link: str) -> None:
    found = resolve_url(base, link)
    assert found is None or found.startswith(("http://", "https://"))


SITES = {
    "subdomains of one domain": ("https://tv.a.org/x", "http://www.a.org/", True),
    "two domains": ("https://a.org/", "https://b.org/", False),
    "two domains under one public suffix": ("https://a.co.uk/", "https://b.co.uk/", False),
    "two blogs of one host": ("https://a.blogspot.com/", "https://b.blogspot.com/", False),
    "a domain that ends like another": ("https://nota.org/", "https://a.org/", False),
    "one loopback server": ("http://127.0.0.1:8000/a", "http://127.0.0.1:8000/b", True),
    "two loopback servers": ("http://127.0.0.1:8000/", "http://127.0.0.1:8001/", False),
    "two addresses": ("http://10.0.0.1/", "http://11.0.0.1/", False),
    "names under no public suffix": ("https://x.a.test/", "https://a.test/", True),
    "no URL at all": ("", "", False),
}


@pytest.mark.parametrize(("a", "b", "same"), SITES.values(), ids=SITES)
def test_is_same_site(a: str, b: str, same: bool) -> None:
    assert is_same_site(a, b) is same
    assert is_same_site(b, a) is same


HOMEPAGES = {
    "bare host": ("https://a.org", True),
    "with tracking": ("https://www.a.org/?utm_source=rss", True),
    "index page": ("https://a.org/index.html", True),
    "a language's front page": ("https://a.org/en/", True),
    "a language and country": ("https://a.org/en-us/", True),
    "case 50: an article by number": ("https://a.org/?p=123", False),
    "an article": ("https://a.org/you-renewed", False),
    "a section": ("https://a.org/tv/news", False),
}


@pytest.mark.parametrize(("url", "homepage"), HOMEPAGES.values(), ids=HOMEPAGES)
def test_is_homepage(url: str, homepage: bool) -> None:
    assert is_homepage(url) is homepage


def test_host_of_has_the_port_only_where_it_matters() -> None:
    assert host_of("http://A.org:80/") == "a.org"
    assert host_of("http://A.org:8080/") == "a.org:8080"
    assert host_of("http://[::1]:8000/") == "[::1]:8000"
    assert host_of("https://Bücher.example") == "xn--bcher-kva.example"


def test_a_link_to_click_on_loses_its_tracking_and_nothing_else() -> None:
    assert (
        strip_tracking("http://m.Example.org/a/?b=2&utm_source=x&a=1&fbclid=y#top") == "http://m.Example.org/a/?b=2&a=1"
    )
    assert strip_tracking("https://example.org/a?utm_medium=x") == "https://example.org/a"
    assert strip_tracking("https://example.org/a") == "https://example.org/a"


@given(st.text())
def test_taking_tracking_off_twice_changes_nothing(url: str) -> None:
    assert strip_tracking(strip_tracking(url)) == strip_tracking(url)


def test_each_name_under_an_example_domain_is_a_site_of_its_own() -> None:
    assert site_of("https://tv.daily.example.org/a") == site_of("https://daily.example.org/") == "daily.example.org"
    assert site_of("https://www.example.com/a") == "example.com"
