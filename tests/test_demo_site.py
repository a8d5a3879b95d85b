"""The pretend web answers as real servers do, and holds what its own documents promise."""

from __future__ import annotations

import gzip
import html
import http.client
import json
import re
import urllib.parse
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest

from aggregator.demo_site import PLACEHOLDER, RULES_FILE, DemoSite, find_site_root
from aggregator.errors import InputError

ROOT = find_site_root()
EXPECTED = json.loads((ROOT / "expected.json").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")


def ask(url: str, method: str = "GET", **headers: str) -> Answer:
    """One request without following redirects; header names with underscores for hyphens."""
    parts = urllib.parse.urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=5)
    try:
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        connection.request(method, target, headers={name.replace("_", "-"): value for name, value in headers.items()})
        response = connection.getresponse()
        return Answer(response.status, response.headers, response.read())
    finally:
        connection.close()


@pytest.fixture(scope="module")
def web() -> Iterator[DemoSite]:
    """The first state; tests that advance start a web of their own."""
    with DemoSite(ROOT) as site:
        yield site


@pytest.fixture
def small_root(tmp_path: Path) -> Path:
    """Two sites that fit on a screen, to see every rule by itself."""
    write(tmp_path, "sites/etags/_server.toml", SMALL_RULES.replace("VALIDATORS", '"etag"'))
    write(tmp_path, "sites/etags/index.html", "<p>See {{site:dates}}/a and {{site:etags}}</p>")
    write(tmp_path, "sites/etags/story.html", "a story")
    write(tmp_path, "sites/etags/folder/index.html", "a folder")
    write(tmp_path, "sites/etags/gone.html", "gone")
    write(tmp_path, "sites/dates/_server.toml", SMALL_RULES.replace("VALIDATORS", '"last-modified"'))
    write(tmp_path, "sites/dates/a.xml", "<rss/>")
    write(tmp_path, "sites/dates/b.txt", "b")
    write(tmp_path, "later/dates/b.txt", "b, rewritten")
    write(tmp_path, "later/dates/new.txt", "new")
    write(tmp_path, "sources.yaml", 'url: "{{site:etags}}/"\ndatabase: "{{database}}"\n')
    return tmp_path


SMALL_RULES = """
validators = [VALIDATORS]
last_modified = 2025-01-01T10:00:00Z
later_last_modified = 2025-02-01T10:00:00Z

[files]
"/?p=7" = "/story.html"

[types]
"/a.*" = "text/html"

[status]
"/gone.html" = 410

[redirects]
"/old" = "/story"
"""


def write(root: Path, name: str, text: str) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


# --- how the server answers ----------------------------------------------------------------------------------


def test_every_site_has_a_host_of_its_own_and_answers_get_and_head(small_root: Path) -> None:
    with DemoSite(small_root) as site:
        assert site.names == ("dates", "etags")
        assert site.url("dates") != site.url("etags")
        whole, head = ask(site.url("etags") + "/"), ask(site.url("etags") + "/", "HEAD")
    assert whole.status == head.status == 200
    assert head.body == b""
    assert head.headers["Content-Length"] == str(len(whole.body))


def test_placeholders_become_the_addresses_of_the_sites(small_root: Path) -> None:
    with DemoSite(small_root) as site:
        answer = ask(site.url("etags") + "/")
        assert answer.text == f"<p>See {site.url('dates')}/a and {site.url('etags')}</p>"


def test_a_placeholder_for_an_unknown_site_is_an_error_that_names_file_and_site(small_root: Path) -> None:
    write(small_root, "sites/etags/bad.html", "{{site:nowhere}}")
    with pytest.raises(InputError, match=r"bad\.html.*site:nowhere"), DemoSite(small_root):
        pass


ANSWERS = {
    "a folder is answered by its index": ("etags", "/folder/", 200, {}),
    "a folder without its slash redirects to it": ("etags", "/folder", 301, {"Location": "/folder/"}),
    "an address may go without the suffix of its file": ("etags", "/story", 200, {}),
    "a query of an analyst changes nothing": ("etags", "/story?utm_source=rss", 200, {}),
    "a query that is an address leads to its file": ("etags", "/?p=7", 200, {"Content-Length": "7"}),
    "so it does among other parameters": ("etags", "/?utm_source=rss&p=7&x=y", 200, {"Content-Length": "7"}),
    "another query is the page without one": ("etags", "/story?p=8", 200, {"Content-Length": "7"}),
    "a redirect is permanent": ("etags", "/old", 301, {"Location": "/story"}),
    "a status of its own keeps the body": ("etags", "/gone.html", 410, {"Content-Length": "4"}),
    "what is not there is 404": ("etags", "/nothing", 404, {}),
    "the rules are no page": ("etags", "/_server.toml", 404, {}),
    "no way leads out of the site": ("etags", "/../dates/a.xml", 404, {}),
    "a wrong type is sent as the rules say": ("dates", "/a.xml", 200, {"Content-Type": "text/html"}),
    "a right type follows from the name": ("dates", "/b.txt", 200, {"Content-Type": "text/plain; charset=utf-8"}),
}


@pytest.mark.parametrize(("site_name", "path", "status", "headers"), ANSWERS.values(), ids=ANSWERS)
def test_answers(small_root: Path, site_name: str, path: str, status: int, headers: dict[str, str]) -> None:
    with DemoSite(small_root) as site:
        answer = ask(site.url(site_name) + path)
    assert answer.status == status
    assert {name: answer.headers[name] for name in headers} == headers


CONDITIONS = {
    "the ETag it gave": ("etags", "/story", {"If_None_Match": "{etag}"}, 304),
    "the ETag in a list, made weak": ("etags", "/story", {"If_None_Match": '"x", W/{etag}'}, 304),
    "any ETag": ("etags", "/story", {"If_None_Match": "*"}, 304),
    "another ETag": ("etags", "/story", {"If_None_Match": '"x"'}, 200),
    "a date where only ETags are known": ("etags", "/story", {"If_Modified_Since": "{now}"}, 200),
    "the date it gave": ("dates", "/b.txt", {"If_Modified_Since": "Wed, 01 Jan 2025 10:00:00 GMT"}, 304),
    "a date before": ("dates", "/b.txt", {"If_Modified_Since": "Wed, 01 Jan 2025 09:59:59 GMT"}, 200),
    "no date at all": ("dates", "/b.txt", {"If_Modified_Since": "yesterday"}, 200),
    "an ETag beside the right date counts alone": (
        "dates",
        "/b.txt",
        {"If_None_Match": '"x"', "If_Modified_Since": "Wed, 01 Jan 2025 10:00:00 GMT"},
        200,
    ),
}


@pytest.mark.parametrize(("site_name", "path", "headers", "status"), CONDITIONS.values(), ids=CONDITIONS)
def test_conditional_requests(
    small_root: Path, site_name: str, path: str, headers: dict[str, str], status: int
) -> None:
    with DemoSite(small_root) as site:
        url = site.url(site_name) + path
        etag = ask(url).headers["ETag"] or ""
        sent = {k: v.format(etag=etag, now="Fri, 01 Jan 2027 00:00:00 GMT") for k, v in headers.items()}
        answer = ask(url, **sent)
    assert answer.status == status
    assert (answer.body == b"") == (status == 304)


def test_gzip_is_sent_when_accepted_and_has_an_etag_of_its_own(small_root: Path) -> None:
    with DemoSite(small_root) as site:
        url = site.url("etags") + "/story"
        plain, packed = ask(url), ask(url, Accept_Encoding="gzip")
        again = ask(url, Accept_Encoding="gzip", If_None_Match=packed.headers["ETag"])
    assert gzip.decompress(packed.body) == plain.body == b"a story"
    assert packed.headers["Content-Encoding"] == "gzip"
    assert plain.headers["Content-Encoding"] is None
    assert packed.headers["ETag"] != plain.headers["ETag"]
    assert again.status == 304


def test_one_connection_serves_many_requests(small_root: Path) -> None:
    with DemoSite(small_root) as site:
        parts = urllib.parse.urlsplit(site.url("etags"))
        connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=5)
        for path in ("/story", "/old", "/nothing", "/"):
            connection.request("GET", path)
            connection.getresponse().read()
            assert connection.sock is not None, f"closed after {path}"
        connection.close()


def test_the_log_says_what_was_asked_and_answered(small_root: Path) -> None:
    with DemoSite(small_root) as site:
        before = datetime.now(UTC)
        ask(site.url("dates") + "/b.txt?x=1")
        ask(site.url("dates") + "/b.txt", If_Modified_Since="Wed, 01 Jan 2025 10:00:00 GMT")
        ask(site.url("etags") + "/nothing", "HEAD")
        log = list(site.log)
    assert [line[1:] for line in log] == [
        ("dates", "GET", "/b.txt?x=1", 200, False),
        ("dates", "GET", "/b.txt", 304, True),
        ("etags", "HEAD", "/nothing", 404, False),
    ]
    assert all(before <= line.at <= before + timedelta(minutes=1) for line in log)


def test_advance_changes_what_later_holds_and_nothing_else(small_root: Path) -> None:
    with DemoSite(small_root) as site:
        url = site.url("dates")
        first = {path: ask(url + path) for path in ("/a.xml", "/b.txt", "/new.txt")}
        site.advance()
        later = {path: ask(url + path) for path in first}
    assert first["/new.txt"].status == 404
    assert later["/new.txt"].body == b"new"
    assert later["/b.txt"].body == b"b, rewritten"
    assert parsedate_to_datetime(later["/b.txt"].headers["Last-Modified"]) == datetime(2025, 2, 1, 10, tzinfo=UTC)
    assert later["/a.xml"].body == first["/a.xml"].body
    assert later["/a.xml"].headers["Last-Modified"] == first["/a.xml"].headers["Last-Modified"]


def test_the_configuration_is_written_with_addresses_and_an_absolute_database(
    small_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(small_root)
    with DemoSite(small_root) as site:
        site.write_config(Path("out.yaml"), Path('a "quoted" name.db'))
        written = (small_root / "out.yaml").read_text(encoding="utf-8")
        assert f'url: "{site.url("etags")}/"' in written
    database = written.split("database: ")[1]
    assert json.loads(database) == str(small_root / 'a "quoted" name.db')


def test_servers_are_gone_when_the_site_is_left(small_root: Path) -> None:
    with DemoSite(small_root) as site:
        url = site.url("etags")
    with pytest.raises(ConnectionRefusedError):
        ask(url + "/")
    assert site.names == ()


def test_a_folder_without_sites_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=re.escape(str(tmp_path))), DemoSite(tmp_path):
        pass


def test_the_site_is_found_in_a_checkout_and_in_a_wheel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    module = tmp_path / "aggregator" / "demo_site.py"
    monkeypatch.setattr("aggregator.demo_site.__file__", str(module))
    with pytest.raises(InputError, match="neither"):
        find_site_root()
    in_checkout, in_wheel = tmp_path / "fixtures" / "site", tmp_path / "aggregator" / "_site"
    (in_checkout / "sites").mkdir(parents=True)
    assert find_site_root() == in_checkout
    (in_wheel / "sites").mkdir(parents=True)
    assert find_site_root() == in_wheel


# --- what the pretend web holds ------------------------------------------------------------------------------


class _Links(HTMLParser):
    def __init__(self, within: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self._within = within
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if tag == "ul":
            self._inside = attributes.get("class") == self._within
        if tag == "a" and self._inside and (href := attributes.get("href")):
            self.found.append(href)

    def handle_endtag(self, tag: str) -> None:
        if tag == "ul":
            self._inside = False


def listed_on(answer: Answer, list_class: str) -> list[str]:
    links = _Links(list_class)
    links.feed(answer.body.decode("latin-1"))
    return links.found


def listed_urls(site: DemoSite) -> Iterator[str]:
    """Every article address that a feed, sitemap or listing shows, absolute, without its fragment."""
    sources = {
        ("pressline", "/feed/"): r"<link>\s*([^<]*/20\d\d/[^<]*)</link>",
        ("pressline", "/tv/atom.xml"): r'rel="alternate" href="([^"]*)"',
        ("streamscape", "/atom.xml"): r'type="text/html" href="([^"]*)"',
        ("bingebuzz", "/?feed=rss2"): r"<link>\s*(\S*\?p=[^<]*?)\s*</link>",
        ("hallyuwatch", "/feed.json"): r'url": "([^"]*(?:/article/|/news/)[^"]*)"',
        ("animedesk", "/news-sitemap.xml"): r"<loc>([^<]*)</loc>",
        ("valleycourier", "/rss/entertainment.rdf"): r"<link>\s*(\S*story[^<]*?)\s*</link>",
    }
    for (name, path), pattern in sources.items():
        links = re.findall(pattern, ask(site.url(name) + path).body.decode("latin-1"))
        assert links, f"nothing found in {name}{path}"
        for link in links:
            yield absolute(site.url(name) + path, link.replace("&amp;", "&").replace("&#038;", "&"))
    for name, path, list_class in (("pressroom", "/news/", "cards"), ("valleycourier", "/tv/", "heds")):
        links = listed_on(ask(site.url(name) + path), list_class)
        assert links, f"nothing found in {name}{path}"
        for link in links:
            yield absolute(site.url(name) + path, link)


def absolute(base: str, link: str) -> str:
    return urllib.parse.urldefrag(urllib.parse.urljoin(base, link)).url


def without_tracking(url: str) -> str:
    return re.sub(r"[?&](?:utm_\w+|fbclid|ref)=[^&]*", "", url)


def fill(text: str, site: DemoSite) -> str:
    return PLACEHOLDER.sub(lambda match: site.url(match[1].decode()[5:]).encode(), text.encode()).decode()


REFUSALS = {"/news/2022/05/statement-on-reports-of-this-week/": 410, "/2025/05/bridgerton-renewed-season-5/": 301}


@pytest.mark.parametrize("advanced", [False, True], ids=["at first", "later"])
def test_whatever_is_listed_is_there(advanced: bool) -> None:
    with DemoSite(ROOT) as site:
        if advanced:
            site.advance()
        urls = set(listed_urls(site))
        distinct = set(map(without_tracking, urls))
        statuses = {url: ask(url).status for url in urls}
    wrong = {url: s for url, s in statuses.items() if s != REFUSALS.get(urllib.parse.urlsplit(url).path, 200)}
    assert not wrong
    assert len(distinct) == 52 + 3 * advanced


@pytest.mark.parametrize("advanced", [False, True], ids=["at first", "later"])
def test_every_page_and_feed_can_be_asked_for_conditionally(advanced: bool) -> None:
    with DemoSite(ROOT) as site:
        if advanced:
            site.advance()
        feeds = ["/feed/", "/tv/atom.xml", "/atom.xml", "/?feed=rss2", "/feed.json", "/news-sitemap.xml", "/"]
        feeds += ["/rss/entertainment.rdf", "/tv/", "/news/", "/feed.xml", "/robots.txt"]
        urls = {site.url(name) + path for name in site.names for path in feeds} | set(listed_urls(site))
        checked = 0
        for url in urls:
            answer = ask(url, Accept_Encoding="gzip")
            if answer.status == 200:
                etag, date = answer.headers["ETag"], answer.headers["Last-Modified"]
                sent = ({"If_None_Match": etag} if etag else {}) | ({"If_Modified_Since": date} if date else {})
                assert sent, f"{url} has no validator"
                assert ask(url, Accept_Encoding="gzip", **sent).status == 304, url
                checked += 1
    assert checked > 60


def test_advance_leaves_every_other_file_as_it_was() -> None:
    changed = {(path.parts[0], "/".join(path.parts[1:])) for path in files_below(ROOT / "later")}
    with DemoSite(ROOT) as site:
        first = all_answers(site)
        site.advance()
        later = all_answers(site)
    assert {key for key in later if later[key] != first.get(key)} == changed
    assert set(first) <= set(later)


def files_below(folder: Path) -> list[Path]:
    return [path.relative_to(folder) for path in folder.rglob("*") if path.is_file() and path.name != RULES_FILE]


def all_answers(site: DemoSite) -> dict[tuple[str, str], tuple[bytes, str | None, str | None]]:
    """(site, file) to body and validators, for every file that is there."""
    answers = {}
    for folder in ("sites", "later"):
        for path in files_below(ROOT / folder):
            name, file = path.parts[0], "/".join(path.parts[1:])
            answer = ask(f"{site.url(name)}/{file.removesuffix('index.html')}")
            if answer.status != 404:
                answers[name, file] = (answer.body, answer.headers["ETag"], answer.headers["Last-Modified"])
    return answers


def test_the_same_wire_story_stands_word_for_word_at_every_site_that_carries_it() -> None:
    with DemoSite(ROOT) as site:
        site.advance()
        texts = [
            {paragraphs(ask(fill(place["url"], site)).body) for place in story["met_at"]}
            for story in EXPECTED["third"]["duplicates"]
            if "wire" in story["met_at"][0]["why"]
        ]
    assert [len(versions) for versions in texts] == [1, 1]


def paragraphs(page: bytes) -> tuple[str, ...]:
    """The wire story's paragraphs: from its dateline to the last before whatever follows the story."""
    found = re.findall(r"<p>(.*?)</p>", page.decode("latin-1"), re.IGNORECASE | re.DOTALL)
    start = next(i for i, text in enumerate(found) if text.startswith("SEOUL -- "))
    return tuple(found[start : start + 5])


def test_robots_disallow_what_must_never_be_asked_for(web: DemoSite) -> None:
    robots = ask(web.url("animedesk") + "/robots.txt").text
    assert "Disallow: /premium/" in robots
    delays = [re.search(r"(?i)crawl-delay: *([\d.]+)", ask(web.url(n) + "/robots.txt").text) for n in web.names]
    assert all(delay is None or float(delay[1]) <= 0.05 for delay in delays), "the demo should not take long"
    assert ask(web.url("renewaltracker") + "/robots.txt").status == 404


def test_the_failing_source_answers_with_a_page_and_validators(web: DemoSite) -> None:
    answer = ask(web.url("tellyinsider") + "/feed.xml")
    assert (answer.status, answer.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert "<title>Log in" in answer.text
    assert answer.headers["ETag"]


BROKEN = {
    "control characters and junk (bingebuzz)": ("bingebuzz", "/?feed=rss2"),
    "bare ampersands and open tags (valleycourier)": ("valleycourier", "/rss/entertainment.rdf"),
}


@pytest.mark.parametrize(("name", "path"), BROKEN.values(), ids=BROKEN)
def test_broken_feeds_are_broken(web: DemoSite, name: str, path: str) -> None:
    with pytest.raises(ET.ParseError):
        ET.fromstring(ask(web.url(name) + path).body)


# --- expected.json agrees with the pages ---------------------------------------------------------------------


@pytest.mark.parametrize("state", ["first", "third"])
def test_stories_are_counted_right(state: str) -> None:
    expected = EXPECTED[state]
    titles = {title for of_show in expected["shows"].values() for title in of_show} | set(expected["round_ups"])
    assert len(titles) == expected["stories"]
    assert {story["story"] for story in expected["duplicates"]} <= titles


@pytest.mark.parametrize("state", ["first", "third"])
def test_every_expected_title_is_the_headline_of_a_page(state: str) -> None:
    with DemoSite(ROOT) as site:
        if state == "third":
            site.advance()
        pages = [ask(url) for url in {*listed_urls(site), site.url("renewaltracker") + "/"}]
    headlines = {headline(page) for page in pages}
    expected = EXPECTED[state]
    for titles in (*expected["shows"].values(), expected["round_ups"]):
        assert set(titles) <= headlines
    wire = [
        title
        for story in expected["duplicates"]
        if "wire" in story["met_at"][0]["why"]
        for title in story["also_titled"]
    ]
    assert wire
    assert set(wire) <= headlines


def headline(page: Answer) -> str:
    body = page.body.decode("latin-1" if b"iso-8859-1" in page.body else "utf-8")
    found = re.search(r'og:title" content="([^"]*)|(?:<h1[^>]*|class="p-name")>(.*?)</h', body, re.IGNORECASE)
    return html.unescape(html.unescape(found[1] or found[2])) if found else ""


@pytest.mark.parametrize("state", ["first", "third"])
def test_what_is_not_kept_and_where_duplicates_are_met_is_listed_somewhere(state: str) -> None:
    with DemoSite(ROOT) as site:
        if state == "third":
            site.advance()
        listed = set(map(without_tracking, listed_urls(site)))
        places = [place for story in EXPECTED[state]["duplicates"] for place in story["met_at"]]
        named = {fill(place["url"], site) for place in (*places, *EXPECTED[state]["not_kept"])}
    assert named <= listed


def test_the_third_state_differs_from_the_first_by_what_it_says() -> None:
    first, third = EXPECTED["first"], EXPECTED["third"]
    before = {title for titles in first["shows"].values() for title in titles} | set(first["round_ups"])
    after = {title for titles in third["shows"].values() for title in titles} | set(third["round_ups"])
    assert after - before <= set(third["new"]) | set(third["updated"])
    assert set(third["new"]) <= after - before
    assert third["stories"] == first["stories"] + len(third["new"])
