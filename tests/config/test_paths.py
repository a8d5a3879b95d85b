"""Where things are when nobody says it."""

from __future__ import annotations

from pathlib import Path

import pytest

from aggregator.config import default_config_path, default_database_path, resolve_database
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


@pytest.mark.parametrize(("given", "environ", "expected"), DATABASES.values(), ids=DATABASES)
def test_the_database_is_at(given: Config | None, environ: dict[str, str], expected: str) -> None:
    assert resolve_database(given, HOME | environ) == Path(expected)
