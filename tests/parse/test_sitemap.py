import pytest

from aggregator.errors import ParseError
from aggregator.models import Outcome
from aggregator.parse import parse_source
from tests.parse.fakes import answer, sitemap_source


def read(body: str, *, max_entries: int = 100):  # type: ignore[no-untyped-def]  # as parse_source
    return parse_source(sitemap_source(), answer(body), max_entries=max_entries)


def urls(*days: int) -> str:
    return "".join(f"<url><loc>https://tvwire.example/a/{d}</loc><lastmod>2026-08-{d:02}</lastmod></url>" for d in days)


def test_the_newest_are_kept_in_the_documents_order() -> None:
    listed = read(f"<urlset>{urls(3, 9, 1, 7)}</urlset>", max_entries=2)
    assert [entry.url for entry in listed.entries] == ["https://tvwire.example/a/9", "https://tvwire.example/a/7"]
    assert [warning.code for warning in listed.warnings] == ["tossed"]


def test_a_truncated_sitemap_gives_what_is_complete() -> None:
    listed = read(f"<urlset>{urls(1, 2)}<url><loc>https://tvwire.example/a/3</lo")
    assert [entry.url for entry in listed.entries][:2] == ["https://tvwire.example/a/1", "https://tvwire.example/a/2"]
    assert "partial" in {warning.code for warning in listed.warnings}


def test_a_prefix_changes_nothing() -> None:
    listed = read('<s:urlset xmlns:s="http://x"><s:url><s:loc>https://tvwire.example/a</s:loc></s:url></s:urlset>')
    assert [entry.url for entry in listed.entries] == ["https://tvwire.example/a"]
    assert listed.warnings == ()


REFUSED = {
    "a feed": ("<rss version='2.0'/>", Outcome.NOT_A_SITEMAP),
    "a page": ("<html></html>", Outcome.NOT_A_SITEMAP),
    "other XML": ("<?xml version='1.0'?><svg></svg>", Outcome.NOT_A_SITEMAP),
    "nothing": ("", Outcome.EMPTY),
    "entities": ('<!DOCTYPE urlset [<!ENTITY x SYSTEM "file:///etc/hostname">]><urlset/>', Outcome.PARSE_FAILED),
}


@pytest.mark.parametrize(("body", "outcome"), REFUSED.values(), ids=REFUSED.keys())
def test_refuses(body: str, outcome: Outcome) -> None:
    with pytest.raises(ParseError) as refused:
        read(body)
    assert refused.value.outcome == outcome
