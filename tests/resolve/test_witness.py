"""Who is counted for a claim."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from aggregator.resolve import outlet_key, witness_of

ONE_OUTLET = {
    "a name and its site": ("The Hollywood Reporter", "hollywoodreporter.com"),
    "a name and an address on its site": ("Deadline", "https://www.deadline.com/2022/06/story/"),
    "a name with and without its article": ("The Guardian", "Guardian"),
    "an abbreviation": ("THR", "The Hollywood Reporter"),
    "punctuation and case": ("TV LINE", "TVLine"),
    "two addresses of one outlet": ("bbc.co.uk", "https://www.bbc.com/news/1"),
    "a host below another's": ("ABC News", "https://abcnews.go.com/story"),
    "a typographic apostrophe": ("What’s on Netflix", "What's on Netflix"),
    "a name with its suffix": ("EW.com", "Entertainment Weekly"),
}


@pytest.mark.parametrize("case", ONE_OUTLET)
def test_one_outlet_has_one_key(case: str) -> None:
    one, other = ONE_OUTLET[case]
    assert outlet_key(one) is not None
    assert outlet_key(one) == outlet_key(other)


@pytest.mark.parametrize("speaker", ["Netflix", "HBO", "Jeff Rake", "a spokesperson", "", "  ", "the network"])
def test_whoever_speaks_for_themselves_is_no_outlet(speaker: str) -> None:
    assert outlet_key(speaker) is None


def test_the_names_of_followed_sites_are_known() -> None:
    assert outlet_key("Screen Wire") is None
    assert outlet_key("Screen Wire", ["screenwire.example"]) == "screenwire.example"
    assert outlet_key("Screen Wire", ["https://www.screenwire.example/2022/story"]) == "screenwire.example"


def test_an_article_that_passes_on_counts_as_the_outlet() -> None:
    assert witness_of("Deadline", "https://some.farm.test/a") == witness_of(None, "https://deadline.com/a")


def test_any_other_counts_as_the_site_of_its_story() -> None:
    assert witness_of("Netflix", "https://tv.paper.co.uk/a") == "paper.co.uk"
    assert witness_of(None, "https://tv.paper.co.uk/a") == "paper.co.uk"
    assert witness_of(None, "http://127.0.0.1:8000/a") != witness_of(None, "http://127.0.0.1:8001/a")


def test_no_name_stands_for_two_outlets() -> None:
    listed = tomllib.loads(files("aggregator.resolve").joinpath("outlets.toml").read_text(encoding="utf-8"))
    assert list(listed) == sorted(listed)
    for site, names in listed.items():
        assert {outlet_key(name) for name in (site, *names)} == {site}
