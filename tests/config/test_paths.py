"""Where things are when nobody says it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from aggregator.config import (
    database_at_a_glance,
    default_config_path,
    default_database_path,
    load_config,
    resolve_database,
)
from aggregator.config.document import Document, parse_document
from aggregator.models import Config, Settings

HOME = {"HOME": "/home/ann"}


@pytest.fixture(autouse=True)
def _empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def config(database: str | None, path: str = "/etc/tv/sources.yaml") -> Config:
    return Config(path=path, shows=(), sources=(), settings=Settings(database=database))


def test_the_variable_names_the_configuration() -> None:
    Path("sources.yaml").touch()
    assert default_config_path(HOME | {"AGGREGATOR_CONFIG": "/srv/tv.yaml"}) == Path("/srv/tv.yaml")
    assert default_config_path(HOME | {"AGGREGATOR_CONFIG": "~/tv.yaml"}) == Path("/home/ann/tv.yaml")


def test_a_sources_yaml_here_comes_before_the_one_at_home() -> None:
    Path("sources.yaml").touch()
    assert default_config_path(HOME | {"AGGREGATOR_CONFIG": ""}) == Path("sources.yaml")


def test_the_configuration_at_home_follows_xdg() -> None:
    assert default_config_path(HOME) == Path("/home/ann/.config/aggregator/sources.yaml")
    assert default_config_path(HOME | {"XDG_CONFIG_HOME": "/cfg"}) == Path("/cfg/aggregator/sources.yaml")


def test_a_relative_xdg_folder_is_ignored_as_the_specification_asks() -> None:
    assert default_database_path(HOME | {"XDG_DATA_HOME": "data"}) == Path(
        "/home/ann/.local/share/aggregator/aggregator.db"
    )


def test_without_home_the_system_is_asked() -> None:
    assert default_database_path({}) == Path.home() / ".local/share/aggregator/aggregator.db"


DATABASES = {
    "the variable beats the settings": (config("tv.db"), {"AGGREGATOR_DB": "other.db"}, "other.db"),
    "a relative path counts from the configuration": (config("tv.db"), {}, "/etc/tv/tv.db"),
    "which may be here": (config("tv.db", "sources.yaml"), {}, "tv.db"),
    "an absolute path is kept": (config("/var/tv.db"), {}, "/var/tv.db"),
    "a tilde is the home": (config("~/tv.db"), {}, "/home/ann/tv.db"),
    "nothing said is the folder for data": (config(None), {"XDG_DATA_HOME": "/data"}, "/data/aggregator/aggregator.db"),
    "no configuration either": (None, {"XDG_DATA_HOME": "/data"}, "/data/aggregator/aggregator.db"),
}


@pytest.mark.parametrize(("read", "environ", "expected"), DATABASES.values(), ids=DATABASES)
def test_the_database_is_at(read: Config | None, environ: dict[str, str], expected: str) -> None:
    assert resolve_database(read, HOME | environ) == Path(expected)


def glance(text: str) -> str | None:
    Path("sources.yaml").write_bytes(text.encode())
    return database_at_a_glance(Path("sources.yaml"))


SEEN = {
    "settings before all else": ("settings:\n  database: tv.db\nshows: [Salt Road]\n", "tv.db"),
    "among others, with comments": (
        "# What to follow.\n\nsettings:\n    # soon\n    contact: mailto:me@tv.test  # me\n"
        "    archive: {folder: kept, max_file_bytes: 5}\n\n    database: '~/tv.db' # here\nshows:\n- Salt Road",
        "~/tv.db",
    ),
    "from another system": ("\ufeffsettings:\r\n  database: tv.db\r\nshows: [Salt Road]\r\n", "tv.db"),
    "in a comment alone": ("settings:\n  # database: tv.db\n  per_host_delay_s: 2\nshows: [Salt Road]\n", ""),
    "no settings at all": ("shows: [Salt Road]\n", ""),
}


@pytest.mark.parametrize(("text", "expected"), SEEN.values(), ids=SEEN)
def test_a_glance_is_enough_for(text: str, expected: str) -> None:
    assert glance(text) == expected
    config = load_config(Path("sources.yaml"), environ={}, sources_required=False)
    assert (config.settings.database or "") == expected


UNCLEAR = {
    "settings behind the shows": "shows: ['\nsettings:\n  database: a.db\n']\nsettings:\n  database: b.db\n",
    "a value that goes on": "settings:\n  database: tv\n    db\n",
    "a value of several words": "settings:\n  database: my tv.db\n",
    "an escape": 'settings:\n  database: "tv\\u002edb"\n',
    "an anchor": "settings:\n  database: &place tv.db\n",
    "nothing, in so many words": "settings:\n  database: null\n",
    "in braces": "settings: {database: tv.db}\n",
    "JSON": '{"settings": {"database": "tv.db"}}\n',
    "a line that YAML alone sees": "settings:\n  # soon\u2028  database: tv.db\n",
    "another encoding": "settings:\n  database: tv.db\n".encode("utf-16").decode("latin-1"),
}


@pytest.mark.parametrize("text", UNCLEAR.values(), ids=UNCLEAR)
def test_a_glance_does_not_guess_at(text: str) -> None:
    assert glance(text) is None


LINES = """
settings:|  database: a.db|  database: b.db # b|  database: "c|c"|  database: '~/d.db'|  database:|  database: null
 database: e|    f|  contact: g:h|  archive: {folder: i}|  archive: {folder: i,|  j: 1}|  notify:|    k: l|  - m|# n
  # o|shows:|  - p|  - title: "q|shows: [r|]|- s: 't|'|  database: u # v: "w|database: x|  database: y: z|settings: {|}
  database: |---|...|  "database": "A"|  ? database|  : B|  database: > |  C|&D|*D
"""


@given(
    st.lists(st.sampled_from(LINES.replace("\n", "|").split("|")), min_size=1, max_size=9),
    st.sampled_from(["\n", "\r\n", "\n\n"]),
)
@example(["settings:", "  database: a.db", "shows:"], "\n")
def test_a_glance_never_says_anything_else_than_the_parser(lines: list[str], end: str) -> None:
    text = end.join(lines)
    seen = glance(text)
    read = parse_document(text, list_under="shows")
    if seen is not None and isinstance(read, Document) and not read.problems:
        assert seen == (read.get("settings", "database") or "")
