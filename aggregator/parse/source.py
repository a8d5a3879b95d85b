"""The short dispatcher: what a source's URL answered with, to the parser of its format. Pure."""

from __future__ import annotations

from dataclasses import replace

from aggregator.errors import ParseError
from aggregator.models import Entry, EntryList, Outcome, PageRole, ParseWarning, Response, Source, SourceKind
from aggregator.parse.decode import Decoded, Kind, decode, is_binary, kind_of, unzip
from aggregator.parse.entries import digest
from aggregator.parse.feed import parse_feed
from aggregator.parse.jsonfeed import parse_json_feed
from aggregator.parse.listing import parse_listing
from aggregator.parse.sitemap import parse_sitemap
from aggregator.urls import canonicalize_url

_WRONG = {
    SourceKind.FEED: Outcome.NOT_A_FEED,
    SourceKind.PAGE: Outcome.NOT_A_PAGE,
    SourceKind.SITEMAP: Outcome.NOT_A_SITEMAP,
}
_READ_AS = {
    Kind.FEED: SourceKind.FEED,
    Kind.JSON: SourceKind.FEED,
    Kind.XML: SourceKind.FEED,
    Kind.SITEMAP: SourceKind.SITEMAP,
    Kind.HTML: SourceKind.PAGE,
}
_ADVICE = {
    Kind.FEED: "set kind: feed",
    Kind.SITEMAP: "set kind: sitemap",
    Kind.HTML: "a moved feed, a login or an error page; open it in a browser, or set kind: page",
    Kind.OPML: "take the addresses of the feeds from it",
}


def parse_source(source: Source, response: Response, *, max_entries: int) -> EntryList:
    """What ``source`` lists: the items of a feed, the pages of a sitemap, the article links of a listing page.

    A ``page`` source that is an article has one entry, itself.

    Args:
        source: Says which kind of document is expected, and has the selector for links.
        response: A complete answer.
        max_entries: More are left out, with the warning ``tossed``.

    Raises:
        ParseError: ``outcome`` is ``empty``, ``not_a_feed``, ``not_a_sitemap`` or ``not_a_page`` where the answer is
            something else than the source promised, ``truncated`` or ``parse_failed`` where it is damaged.
    """
    if source.kind is SourceKind.PAGE and source.role is PageRole.ARTICLE:
        signature = digest(response.body.decode("latin-1"))
        entry = Entry(key=canonicalize_url(source.url), url=response.url, title="", signature=signature)
        return EntryList(format="article", entries=(entry,))
    body = unzip(response.body)
    if is_binary(body):
        raise _wrong_kind(source, response, Kind.BINARY)
    decoded = decode(body, response.content_type)
    kind = kind_of(decoded.text)
    if kind is Kind.EMPTY:
        raise ParseError("the answer is empty", subject=response.url, outcome=Outcome.EMPTY)
    listed = _parse(source, response, decoded, kind, max_entries)
    if body is not response.body:
        listed = replace(
            listed,
            warnings=(*listed.warnings, ParseWarning("gzipped", "a gzip file that its server does not say is one")),
        )
    return listed


def kind_of_answer(response: Response) -> SourceKind | None:
    """As which kind of source the answer could be read; None where as none."""
    body = unzip(response.body)
    if is_binary(body):
        return None
    return _READ_AS.get(kind_of(decode(body, response.content_type).text))


def _parse(source: Source, response: Response, decoded: Decoded, kind: Kind, max_entries: int) -> EntryList:
    url, fetched_at = response.url, response.fetched_at
    match (source.kind, kind):
        case (SourceKind.FEED, Kind.FEED | Kind.XML):
            return parse_feed(decoded, url=url, fetched_at=fetched_at, max_entries=max_entries)
        case (SourceKind.FEED, Kind.JSON):
            return parse_json_feed(decoded.text, url=url, fetched_at=fetched_at, max_entries=max_entries)
        case (SourceKind.SITEMAP, Kind.SITEMAP | Kind.XML):
            return parse_sitemap(decoded.text, url=url, fetched_at=fetched_at, max_entries=max_entries)
        case (SourceKind.PAGE, Kind.HTML | Kind.XML):
            return parse_listing(decoded.text, url=url, selector=source.selectors.links, max_entries=max_entries)
        case _:
            raise _wrong_kind(source, response, kind)


def _wrong_kind(source: Source, response: Response, kind: Kind) -> ParseError:
    advice = _ADVICE.get(kind, "open it in a browser")
    return ParseError(
        f"answered with {kind} where {source.kind} is expected: {advice}",
        subject=response.url,
        outcome=_WRONG[source.kind],
    )
