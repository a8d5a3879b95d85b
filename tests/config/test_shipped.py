"""The sources.yaml at the root of the repository is what a person in this field would begin with."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest

from aggregator.config import load_config
from aggregator.models import Authority, Config, PageRole, SourceKind

SHIPPED = Path(__file__).parents[2] / "sources.yaml"


@pytest.fixture(scope="module")
def config() -> Config:
    return load_config(SHIPPED, environ={})


def test_it_follows_at_least_a_dozen_shows_those_of_the_seeds_among_them(config: Config) -> None:
    titles = {show.title for show in config.shows}
    assert len(titles) >= 12
    assert titles >= {"All of Us Are Dead", "Squid Game", "Bridgerton", "Stay Close", "Sweet Home"}


def test_titles_that_are_ordinary_words_come_with_phrases_that_are_not_the_show(config: Config) -> None:
    shows = {show.title: show for show in config.shows}
    for title in ("You", "Ghosts", "From", "Kingdom"):
        phrases = shows[title].not_phrases
        assert phrases
        assert all(title.lower() in phrase.lower() and phrase != title for phrase in phrases)


def test_every_kind_and_the_better_authorities_are_there(config: Config) -> None:
    enabled = [source for source in config.sources if source.enabled]
    assert {source.kind for source in enabled} == set(SourceKind)
    assert {source.authority for source in enabled} >= {Authority.OFFICIAL, Authority.TRADE, Authority.PRESS}
    assert any(source.role is PageRole.ARTICLE for source in enabled)
    assert {source.language for source in enabled} >= {"en", "ko"}


def test_it_is_polite(config: Config) -> None:
    assert min(source.interval_s for source in config.sources) >= 3600
    assert config.settings.per_host_delay_s >= 1
    assert not any(source.allow_private or source.headers for source in config.sources)


def test_no_address_stands_there_twice(config: Config) -> None:
    urls = [source.url for source in config.sources]
    assert len(urls) == len(set(urls))
    assert all(urlsplit(url).hostname for url in urls)


def test_the_contact_is_left_to_the_user_and_asked_for(config: Config) -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    assert config.settings.contact is None
    assert "# contact: " in text
    assert load_with_contact(text).startswith("mailto:")


def load_with_contact(text: str) -> str:
    """The contact after the comment sign before it is taken away, as the file asks for."""
    line = next(line for line in text.splitlines() if "# contact: " in line)
    assert line.startswith("  # contact: ")
    return line.partition("contact: ")[2]


def test_editors_find_the_schema(config: Config) -> None:
    first = SHIPPED.read_text(encoding="utf-8").splitlines()[0]
    prefix = "# yaml-language-server: $schema="
    assert first.startswith(prefix)
    assert (SHIPPED.parent / first.removeprefix(prefix)).is_file()
