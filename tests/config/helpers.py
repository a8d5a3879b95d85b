"""Configurations as text, and what comes of them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from aggregator.config import load_config
from aggregator.errors import ConfigError
from aggregator.models import Config

SHOWS = "shows: [Squid Game]\n"
SOURCE = "sources: [{id: pressline, kind: feed, url: 'https://pressline.example.org/feed'}]\n"


def load(
    text: str | bytes, tmp_path: Path, *, environ: Mapping[str, str] | None = None, sources_required: bool = True
) -> Config:
    path = tmp_path / "sources.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return load_config(path, environ=environ or {}, sources_required=sources_required)


def problems(
    text: str | bytes, tmp_path: Path, *, environ: Mapping[str, str] | None = None, sources_required: bool = True
) -> list[str]:
    """The lines that loading ``text`` complains with, without the path at their beginning."""
    with pytest.raises(ConfigError) as caught:
        load(text, tmp_path, environ=environ, sources_required=sources_required)
    prefix = f"{tmp_path / 'sources.yaml'}:"
    assert all(line.startswith(prefix) for line in caught.value.problems)
    return [line.removeprefix(prefix) for line in caught.value.problems]


def source(**keys: str) -> str:
    """A file with one source, its keys on lines of their own from line 3 on; the value of each is YAML."""
    wanted = {"id": "pressline", "kind": "feed", "url": "https://pressline.example.org/feed"} | keys
    return SHOWS + "sources:\n  - " + "\n    ".join(f"{key}: {value}" for key, value in wanted.items()) + "\n"
