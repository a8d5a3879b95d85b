"""From text to records."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from aggregator.config import load_config
from aggregator.errors import ConfigError
from aggregator.models import (
    ArticleField,
    Authority,
    Config,
    Follow,
    FullText,
    PageRole,
    Selectors,
    Settings,
    Show,
    ShowId,
    Source,
    SourceId,
    SourceKind,
)
from tests.config.helpers import SHOWS, SOURCE, load, source

EVERYTHING = """\
shows:
  - title: All of Us Are Dead
    aliases: [Now at Our School, 지금 우리 학교는, Now at Our School, All of Us Are Dead]
    network: Netflix
    year: 2022
    imdb: tt14169960
    tvmaze: 51234
    wikidata: Q1079
    not: [all of us are dead tired]
  - Squid Game
sources:
  - id: pressline_tv
    kind: page
    url: https://pressline.example.org/tv/?page=1
    page: listing
    selectors: {links: "h2 a", title: h1, text: .body, author: .by, published: time, remove: "aside, .more"}
    full_text: page
    follow: mentions
    interval: 90m
    authority: trade
    language: pt-BR
    shows: [squid-game, now at our school, SQUID GAME]
    expect: {min: 3, max: 40, fields: [author, text], silence: 2w}
    headers: {X-Key: env:PRESSLINE_KEY, X-Plain: "1"}
    allow_private: yes
    enabled: off
settings:
  database: tv.db
  contact: mailto:desk@example.org
  user_agent: desk/1.0
  concurrency: 2
  per_host_delay_s: 0.5
  connect_timeout_s: 5
  total_timeout_s: 1m
  max_body_bytes: 1_000_000
  max_redirects: 0
  max_attempts: 1
  max_entries: 10
  max_pages_per_source: 0
  reread_after_s: 12h
  reread_for_s: 2d
  keep_unmatched: true
"""


def test_every_key_arrives_in_its_record(tmp_path: Path) -> None:
    assert load(EVERYTHING, tmp_path, environ={"PRESSLINE_KEY": "s3cret"}) == Config(
        path=str(tmp_path / "sources.yaml"),
        shows=(
            Show(
                id=ShowId("all-of-us-are-dead"),
                title="All of Us Are Dead",
                aliases=("Now at Our School", "지금 우리 학교는"),
                network="Netflix",
                year=2022,
                imdb="tt14169960",
                tvmaze=51234,
                wikidata="Q1079",
                not_phrases=("all of us are dead tired",),
            ),
            Show(id=ShowId("squid-game"), title="Squid Game"),
        ),
        sources=(
            Source(
                id=SourceId("pressline_tv"),
                kind=SourceKind.PAGE,
                url="https://pressline.example.org/tv/?page=1",
                role=PageRole.LISTING,
                selectors=Selectors("h2 a", "h1", ".body", ".by", "time", "aside, .more"),
                full_text=FullText.PAGE,
                follow=Follow.MENTIONS,
                interval_s=5400.0,
                authority=Authority.TRADE,
                language="pt-BR",
                shows=(ShowId("squid-game"), ShowId("all-of-us-are-dead")),
                expect_min=3,
                expect_max=40,
                expect_fields=(ArticleField.AUTHOR, ArticleField.TEXT),
                expect_silence_s=14 * 86_400.0,
                headers={"X-Key": "s3cret", "X-Plain": "1"},
                allow_private=True,
                enabled=False,
            ),
        ),
        settings=Settings(
            database="tv.db",
            contact="mailto:desk@example.org",
            user_agent="desk/1.0",
            concurrency=2,
            per_host_delay_s=0.5,
            connect_timeout_s=5.0,
            total_timeout_s=60.0,
            max_body_bytes=1_000_000,
            max_redirects=0,
            max_attempts=1,
            max_entries=10,
            max_pages_per_source=0,
            reread_after_s=43_200.0,
            reread_for_s=172_800.0,
            keep_unmatched=True,
        ),
    )


def test_what_is_left_out_or_left_empty_has_the_defaults_of_the_records(tmp_path: Path) -> None:
    url = "https://pressline.example.org/feed"
    expected = Source(id=SourceId("pressline"), kind=SourceKind.FEED, url=url)
    for config in (
        load(SHOWS + SOURCE, tmp_path),
        load(source(selectors="", headers="~", shows="", interval="", enabled="", page="") + "settings:\n", tmp_path),
    ):
        assert config.sources == (expected,)
        assert config.settings == Settings()


TITLES = {
    "a number": ("1923", "1923", "1923"),
    "a number with zeros": ("007", "007", "007"),
    "a year and a month": ("2022-01-28", "2022-01-28", "2022-01-28"),
    "yes": ("Yes", "Yes", "yes"),
    "true": ("True", "True", "true"),
    "an ordinary word": ("You", "You", "you"),
    "nothing in quotes": ("'Null'", "Null", "null"),
    "Hangul": ("킹덤", "킹덤", "킹덤"),
    "white space and invisible characters": ("  The\u200b   Crown ", "The Crown", "the-crown"),
    "signs alone": ("'???'", "???", "show-a03b221c"),
}


@pytest.mark.parametrize("template", ["shows: [{}]\n", "shows:\n  - title: {}\n"], ids=["alone", "with its key"])
@pytest.mark.parametrize(("written", "title", "show_id"), TITLES.values(), ids=TITLES)
def test_a_title_may_be(template: str, written: str, title: str, show_id: str, tmp_path: Path) -> None:
    config = load(template.format(written) + SOURCE, tmp_path)
    assert config.shows == (Show(id=ShowId(show_id), title=title),)


DURATIONS = {
    "a number is seconds": ("90", 90.0),
    "a fraction": ("0.5", 0.5),
    "zero is every run": ("0", 0.0),
    "minutes": ("30m", 1800.0),
    "hours": ("1h", 3600.0),
    "a fraction of an hour": ("1.5h", 5400.0),
    "days": ("1d", 86_400.0),
    "weeks": ("1w", 604_800.0),
    "words": ("2 hours", 7200.0),
    "capitals": ("10 Min", 600.0),
    "several": ("1h 30m", 5400.0),
}


@pytest.mark.parametrize(("written", "seconds"), DURATIONS.values(), ids=DURATIONS)
def test_an_interval_may_be(written: str, seconds: float, tmp_path: Path) -> None:
    assert load(source(interval=written), tmp_path).sources[0].interval_s == seconds


# --- where the shows alone are needed ------------------------------------------------------------------------

SHOWS_ALONE = {
    "a file with shows and nothing else": "shows:\n  - title: Squid Game\n",
    "titles alone": "shows: [Squid Game]",
    "a bare list of titles": "- Squid Game\n",
    "a bare list of mappings": "- {title: Squid Game, aliases: [], network: null}\n",
    "JSON with a mapping": '{"shows": [{"title": "Squid Game"}]}',
    "JSON with a bare list": '[\n {\n  "title": "Squid Game",\n  "aliases": []\n }\n]',
    "JSON with tabs": '[\n\t{"title": "Squid Game"}\n]',
    "JSON with a byte order mark": '\ufeff["Squid Game"]',
    "a source whose secret is missing": source(headers="{Authorization: env:PRESSLINE_KEY}"),
    "no sources in particular": SHOWS + "sources: []\n",
}


@pytest.mark.parametrize("text", SHOWS_ALONE.values(), ids=SHOWS_ALONE)
def test_shows_are_enough_where_sources_are_not_required(text: str, tmp_path: Path) -> None:
    config = load(text, tmp_path, sources_required=False)
    assert [show.title for show in config.shows] == ["Squid Game"]


def test_json_as_programs_write_it_is_read_to_the_letter(tmp_path: Path) -> None:
    shows = [{"title": "킹덤 “2” 😀 a/b", "aliases": ["Kingdom: \\ back", "24"], "network": "A \u2028 & B"}]
    config = load(json.dumps(shows), tmp_path, sources_required=False)
    assert config.shows[0].title == "킹덤 “2” 😀 a/b"
    assert config.shows[0].aliases == ("Kingdom: \\ back", "24")
    assert config.shows[0].network == "A & B"


def test_two_shows_may_share_an_alias_where_only_shows_are_needed(tmp_path: Path) -> None:
    shows = "- {title: The Office (UK), aliases: [The Office]}\n- {title: The Office (US), aliases: [The Office]}\n"
    config = load(shows, tmp_path, sources_required=False)
    assert [show.aliases for show in config.shows] == [("The Office",), ("The Office",)]


def test_a_header_whose_secret_is_missing_is_left_out_and_never_sent_as_a_name(tmp_path: Path) -> None:
    text = source(headers="{Authorization: env:PRESSLINE_KEY, X-Plain: a}")
    assert load(text, tmp_path, sources_required=False).sources[0].headers == {"X-Plain": "a"}
    disabled = source(headers="{Authorization: env:PRESSLINE_KEY, X-Plain: a}", enabled="no")
    assert load(disabled, tmp_path).sources[0].headers == {"X-Plain": "a"}


def test_secrets_do_not_show_in_a_printed_source(tmp_path: Path) -> None:
    text = source(headers="{Authorization: env:PRESSLINE_KEY}")
    loaded = load(text, tmp_path, environ={"PRESSLINE_KEY": "s3cret"}).sources[0]
    assert loaded.headers == {"Authorization": "s3cret"}
    assert "s3cret" not in repr(loaded)


# --- files that are none -------------------------------------------------------------------------------------


def test_a_missing_file_names_itself_and_the_next_step(tmp_path: Path) -> None:
    path = tmp_path / "no.yaml"
    with pytest.raises(ConfigError, match="--config or AGGREGATOR_CONFIG") as caught:
        load_config(path, environ={})
    assert str(caught.value).startswith(f"{path}: there is no such file")
    assert caught.value.subject == str(path)
    assert isinstance(caught.value.__cause__, FileNotFoundError)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read: Is a directory"):
        load_config(tmp_path, environ={})


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "huge.yaml"
    with path.open("wb") as file:
        file.truncate(8_000_001)
    with pytest.raises(ConfigError, match="larger than 8,000,000 bytes"):
        load_config(path, environ={})


def test_a_secret_that_is_missing_stops_its_own_source_alone_where_the_others_are_wanted(tmp_path: Path) -> None:
    text = source(
        headers="{Authorization: env:PRESSLINE_KEY, X-Odd: env:ODD, X-Well: env:WELL, X-Plain: a, X-Odd-Too: env:ODD}"
    )
    path = tmp_path / "sources.yaml"
    path.write_text(text)
    environ = {"ODD": "two\nlines", "WELL": "s3cret"}
    (found,) = load_config(path, environ=environ, secrets_required=False).sources
    assert found.missing_secrets == ("PRESSLINE_KEY", "ODD")
    assert found.headers == {"X-Well": "s3cret", "X-Plain": "a"}
    with pytest.raises(ConfigError) as refused:
        load_config(path, environ=environ)
    assert len(refused.value.problems) == 3


def test_an_address_of_ones_own_is_no_problem_where_it_is_allowed_or_not_asked(tmp_path: Path) -> None:
    url = "http://127.0.0.1:8080/feed"
    assert load(source(url=url, allow_private="yes"), tmp_path).sources[0].url == url
    assert load(source(url=url), tmp_path, sources_required=False).sources[0].url == url
