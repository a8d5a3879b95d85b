"""sources.yaml to records: every problem reported at once, with line, column and what to do.

    document   YAML text to plain values, each with the place where it stands
    values     the kinds of value, each with what is said where it is wrong
    plain      values to what they mean, where all is right and as most people write it
    kinds      the kinds of value as types of pydantic
    schema     the keys and what each is for, as models of pydantic; the JSON Schema for editors
    validation values to what they mean by these models, or what is wrong with them
    suggest    how messages quote and guess
    checks     what no single value can tell: names used twice, shows that nobody follows, missing secrets
    load       all of these in order, and the records of ``models``
    paths      where the file and the database are when nobody says

Importing this package is cheap: YAML and pydantic are loaded by the first call that needs them.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aggregator.config.paths import (
    archive_folder,
    database_at_a_glance,
    default_config_path,
    default_database_path,
    locate_database,
    resolve_database,
)

if TYPE_CHECKING:
    from aggregator.models import Config

__all__ = [
    "archive_folder",
    "config_schema",
    "database_at_a_glance",
    "default_config_path",
    "default_database_path",
    "load_config",
    "locate_database",
    "resolve_database",
]


def load_config(
    path: Path, *, environ: Mapping[str, str], sources_required: bool = True, secrets_required: bool = True
) -> Config:
    """The configuration in the YAML or JSON file at ``path``, valid as a whole.

    Args:
        path: The file, in UTF-8.
        environ: Where header values of the form ``env:NAME`` are looked up.
        sources_required: False where the shows alone are needed. The file may then be a bare list of shows or have
            no sources, secrets may be missing (such headers are left out), and shows may share an alias. What
            stands in the file is checked all the same.
        secrets_required: False where a secret that is missing stops its own source alone: ``Source.missing_secrets``.

    Raises:
        ConfigError: The file cannot be read, or something in it is wrong; ``problems`` then has a line
            ``path:line:column: what, and what to do`` for every single thing, in the order of the file.
    """
    from aggregator.config.load import load

    return load(path, environ, sources_required=sources_required, secrets_required=secrets_required)


def config_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of sources.yaml, for editors; shipped as ``sources.schema.json``."""
    from aggregator.config.schema import json_schema

    return json_schema()
