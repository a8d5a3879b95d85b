"""What is fuzzed: functions from any bytes to nothing, which raise only where aggregator has a bug.

Expected errors (``ParseError``, ``ConfigError``, ``ValueError`` where it is promised) are answers. Everything else,
and every broken promise about a record, is a finding. Seeds stand in ``fixtures/fuzz/TARGET/``.
"""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path

from aggregator.config import load_config
from aggregator.dates import find_dates
from aggregator.errors import ConfigError, ParseError
from aggregator.fetch.body import Limits, read_body
from aggregator.fetch.policy import BodyError, parse_retry_after
from aggregator.fetch.robots import remembered_robots
from aggregator.models import (
    Article,
    EntryList,
    Outcome,
    PageRole,
    Response,
    RobotsFile,
    Selectors,
    Source,
    SourceId,
    SourceKind,
    Stamp,
    Validators,
)
from aggregator.parse import (
    ImportedRecord,
    article_from_entry,
    entry_is_whole,
    parse_article,
    parse_records,
    parse_source,
)
from aggregator.parse.entries import MAX_SUMMARY_CHARS, MAX_TITLE_CHARS
from aggregator.text import clean_line, clean_text
from aggregator.timestamps import EARLIEST, MAX_AHEAD, parse_stamp
from aggregator.urls import canonicalize_url, host_of, is_homepage, resolve_url

NOW = datetime(2026, 9, 10, 12, 0, tzinfo=UTC)
URL = "https://tvwire.example/2026/09/night-ferry"
SEEDS = Path(__file__).parents[2] / "fixtures" / "fuzz"
MAX_BYTES = 20_000

_SELECTORS = Selectors(
    links="main a", text="article p, div", title="h1", author=".byline", published="time", remove="b"
)
_configs = tempfile.TemporaryDirectory(prefix="aggregator-fuzz-", ignore_cleanup_errors=True)


def feed(data: bytes) -> None:
    """RSS, RDF, Atom and JSON Feed, and the articles that their entries carry."""
    source = Source(SourceId("f"), SourceKind.FEED, URL)
    listed = _listed(source, data)
    for entry in listed.entries[:5] if listed else ():
        entry_is_whole(entry)
        article = article_from_entry(entry, source)
        if article is not None:
            _check_article(article)


def sitemap(data: bytes) -> None:
    """Sitemaps and indexes of them."""
    _listed(Source(SourceId("s"), SourceKind.SITEMAP, URL), data)


def listing(data: bytes) -> None:
    """Listing pages, by guess and by selector."""
    for selectors in (Selectors(), _SELECTORS):
        _listed(Source(SourceId("l"), SourceKind.PAGE, URL, selectors=selectors), data)


def page(data: bytes) -> None:
    """Article pages, by guess and by selector."""
    for selectors in (Selectors(), _SELECTORS):
        source = Source(SourceId("p"), SourceKind.PAGE, URL, role=PageRole.ARTICLE, selectors=selectors)
        try:
            article = parse_article(_answer(data), source, None)
        except ParseError as error:
            Outcome(error.outcome)
        else:
            assert article.text.strip()
            _check_article(article)


def lines(data: bytes) -> None:
    """Articles as JSON Lines, as ``import`` takes them."""
    for record in parse_records(_text(data).split("\n"), now=NOW):
        if isinstance(record, ImportedRecord):
            pickle.dumps(record.article)
            assert record.article.title or record.article.text.strip()
            assert clean_line(record.article.title) == record.article.title
            assert record.article.url.startswith(("http://", "https://", "urn:"))
            _check_clean(*record.article.authors)
            _check_stamp(record.article.published)
        else:
            assert record.problem


def config(data: bytes) -> None:
    """sources.yaml."""
    path = Path(_configs.name) / "sources.yaml"
    path.write_bytes(data)
    problems: tuple[str, ...] = ()
    try:
        load_config(path, environ={"KEY": "hush-hush"})
    except ConfigError as error:
        problems = (*error.problems, str(error))
    assert all(problem.startswith(str(path)) for problem in problems)
    assert "hush-hush" not in str(problems)


def stamp(data: bytes) -> None:
    """Machine timestamps and bylines."""
    _check_stamp(parse_stamp(_text(data), read_from="fuzz", fetched_at=NOW))
    parse_retry_after(_text(data), NOW)


def dates(data: bytes) -> None:
    """Date expressions in running text."""
    text = _text(data)
    for anchor in (None, date(2026, 9, 10)):
        end = 0
        for mention in find_dates(text, anchor):
            assert end <= mention.start < mention.end <= len(text)
            end = mention.end


def url(data: bytes) -> None:
    """Addresses: canonical forms are fixed points, and nothing but http(s) is ever made of a link."""
    text = _text(data)
    host_of(text)
    is_homepage(text)
    with suppress(ValueError):
        key = canonicalize_url(text)
        assert canonicalize_url(key) == key
    absolute = resolve_url(URL, text)
    if absolute is not None:
        assert absolute.startswith(("http://", "https://"))
        assert canonicalize_url(absolute)


def robots(data: bytes) -> None:
    """robots.txt."""
    rules = remembered_robots(RobotsFile("https://tvwire.example", data.decode("utf-8", "replace"), NOW), "aggregator")
    assert 0.0 <= rules.crawl_delay_s <= 60.0
    rules.judge(URL)


def body(data: bytes) -> None:
    """Bodies in every encoding, cut to the limit."""
    for encoding in ("", "gzip", "deflate"):
        for cut in (True, False):
            with suppress(BodyError):
                limits = Limits(10_000, float("inf"), cut=cut)
                assert len(read_body([data[:7], data[7:]], {"content-encoding": encoding}, limits).data) <= 10_000


TARGETS: dict[str, Callable[[bytes], None]] = {
    target.__name__: target for target in (feed, sitemap, listing, page, lines, config, stamp, dates, url, robots, body)
}


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


def _answer(data: bytes) -> Response:
    return Response(URL, "", data, Validators(), NOW)


def _listed(source: Source, data: bytes) -> EntryList | None:
    try:
        listed = parse_source(source, _answer(data), max_entries=20)
    except ParseError as error:
        Outcome(error.outcome)
        return None
    _check_travels(listed)
    keys = [entry.key for entry in listed.entries]
    assert all(keys)
    assert len(keys) == len(set(keys)) <= 20
    for entry in listed.entries:
        assert entry.url is None or entry.url.startswith(("http://", "https://"))
        assert len(entry.title) <= MAX_TITLE_CHARS
        assert len(entry.summary) <= MAX_SUMMARY_CHARS
        _check_clean(entry.title, entry.summary, *entry.authors)
        _check_stamp(entry.published)
        _check_stamp(entry.modified)
    return listed


def _check_travels(record: Article | EntryList) -> None:
    """Plain text all through: a piece of a soup would bring the soup along between the processes."""
    packed = pickle.dumps(record)
    assert pickle.loads(packed) == record
    assert b"bs4.element" not in packed
    assert b"lxml.etree" not in packed


def _check_article(article: Article) -> None:
    _check_travels(article)
    _check_clean(article.title, article.text, article.summary, *article.authors)
    for address in (article.url, article.fetched_url, article.link_url):
        assert address.startswith(("http://", "https://"))
    assert canonicalize_url(article.url) == article.url.partition("#")[0]
    assert article.image_url is None or article.image_url.startswith(("http://", "https://"))
    _check_stamp(article.published)
    _check_stamp(article.modified)


def _check_clean(*texts: str) -> None:
    for text in texts:
        assert clean_text(text) == text


def _check_stamp(stamp: Stamp | None) -> None:
    assert stamp is None or stamp.at is None or EARLIEST <= stamp.at <= NOW + MAX_AHEAD
